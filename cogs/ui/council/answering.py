"""Answering on a decision's panel: one press, a note beside it, and what an officer says for somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from cogs.ui.council.naming import response_name
from cogs.ui.door import Interaction, actor_of, answer, hall_of, words_for
from cogs.ui.points.crowd import no_bot
from cogs.ui.press import Form, Press
from cogs.ui.words import Words, harmless
from domain.errors import Invalid
from domain.loot import NOTE_LIMIT, Response

if TYPE_CHECKING:
    from services.loot.council.answering import Said

_ID = r"(?P<decision>\d{1,15})"
_RESPONSE = "|".join(Response)


class Answer(Press, key="decision:v1:answer", args=rf"{_ID}:(?P<response>{_RESPONSE})"):
    """Says what one wants it for; another press changes it."""

    async def press(self, interaction: Interaction) -> None:
        """Keep the answer."""
        answering = hall_of(interaction).loot.council.answering
        response = Response(self.args["response"])
        said = await answering.answer(actor_of(interaction), int(self.args["decision"]), response)
        await answer(interaction, answered_text(words_for(interaction), said))


class AskNote(Press, key="decision:v1:note", args=_ID):
    """Opens the form for a note beside one's answer."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form."""
        await interaction.response.send_modal(NoteForm(words_for(interaction), int(self.args["decision"])))


class NoteForm(Form):
    """Asks why one wants it."""

    def __init__(self, say: Words, decision_id: int) -> None:
        super().__init__(title=say("council.form.note"))
        self._decision_id = decision_id
        self.note: discord.ui.TextInput[Any] = discord.ui.TextInput(max_length=NOTE_LIMIT, required=False)
        self.add_item(
            discord.ui.Label(
                text=say("council.form.note_label"), description=say("council.form.note_help"), component=self.note
            )
        )

    async def submit(self, interaction: Interaction) -> None:
        """Keep the note."""
        answering, say = hall_of(interaction).loot.council.answering, words_for(interaction)
        said = await answering.note(actor_of(interaction), self._decision_id, self.note.value)
        item = said.decision.drop.item
        if said.answer.note:
            await answer(interaction, say("council.said.note", item=item, note=said.answer.note))
        else:
            await answer(interaction, say("council.said.no_note", item=item))


class AskAnswerFor(Press, key="decision:v1:for", args=_ID):
    """Opens the form in which an officer answers for somebody."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form."""
        await interaction.response.send_modal(AnswerForForm(words_for(interaction), int(self.args["decision"])))


class AnswerForForm(Form):
    """Asks for whom, what and why."""

    def __init__(self, say: Words, decision_id: int) -> None:
        super().__init__(title=say("council.form.for"))
        self._decision_id = decision_id
        self.who: discord.ui.UserSelect[Any] = discord.ui.UserSelect(min_values=1, max_values=1)
        options = [discord.SelectOption(label=response_name(say, one), value=one.value) for one in Response]
        self.response: discord.ui.Select[Any] = discord.ui.Select(options=options)
        self.note: discord.ui.TextInput[Any] = discord.ui.TextInput(max_length=NOTE_LIMIT, required=False)
        self.add_item(discord.ui.Label(text=say("council.form.for_who"), component=self.who))
        self.add_item(discord.ui.Label(text=say("council.form.for_what"), component=self.response))
        self.add_item(
            discord.ui.Label(
                text=say("council.form.note_label"), description=say("council.form.for_help"), component=self.note
            )
        )

    async def submit(self, interaction: Interaction) -> None:
        """Keep the answer, marked as an officer's."""
        answering, say = hall_of(interaction).loot.council.answering, words_for(interaction)
        if not self.who.values or not self.response.values:
            raise Invalid("loot.winner_missing")
        user_id = no_bot(self.who.values[0])
        response = Response(self.response.values[0])
        said = await answering.answer_for(actor_of(interaction), self._decision_id, user_id, response, self.note.value)
        told = {"item": said.decision.drop.item, "answer": response_name(say, response), "user": user_id}
        await answer(interaction, say("council.said.for", **told))


def answered_text(say: Words, said: Said) -> str:
    """What now stands, what it replaced, and until when it can be changed."""
    now = response_name(say, said.answer.response)
    told = {"item": said.decision.drop.item, "answer": now}
    if said.before is not None and said.before.response is not said.answer.response:
        text = say("council.said.changed", **told, before=response_name(say, said.before.response))
    else:
        text = say("council.said.answered", **told)
    if said.answer.late:
        return f"{text} {say('council.said.late')}"
    note = f" {say('council.said.note_stays', note=harmless(said.answer.note))}" if said.answer.note else ""
    return f"{text} {say('council.said.until', at=said.decision.rules.closes_at)}{note}"
