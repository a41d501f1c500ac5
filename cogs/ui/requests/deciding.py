"""Where officers decide about a request: *Approve*, *Lower…* and *Deny…*, on its panel or opened from the list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import discord

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.door import Interaction, actor_of, answer, card_words, hall_of, turn, words_for
from cogs.ui.press import Form, Press, Style
from cogs.ui.requests.naming import outcome
from cogs.ui.requests.story import heading, status, story
from cogs.ui.words import Words
from domain.errors import Invalid
from domain.requests import REASON_LIMIT

if TYPE_CHECKING:
    from services.requests.deciding import Decided
    from services.requests.views import Shown

_ID = r"(?P<request>\d{1,15})"
_DIGITS = 13


class Approve(Press, key="request:v1:approve", args=_ID):
    """Agrees to all that is asked for."""

    async def press(self, interaction: Interaction) -> None:
        """Agree, and show how it stands."""
        deciding = hall_of(interaction).requests.deciding
        await _show(interaction, await deciding.approve(actor_of(interaction), int(self.args["request"])))


class Lower(Press, key="request:v1:lower", args=rf"{_ID}:(?P<asked>\d{{1,15}})"):
    """Opens the form for a smaller amount."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form."""
        form = LowerForm(words_for(interaction), int(self.args["request"]), int(self.args["asked"]))
        await interaction.response.send_modal(form)


class Deny(Press, key="request:v1:deny", args=_ID):
    """Opens the form for the reason."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form."""
        await interaction.response.send_modal(DenyForm(words_for(interaction), int(self.args["request"])))


class Back(Press, key="request:v1:back"):
    """From a request back to all that wait."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the list."""
        from cogs.ui.requests.lists import turn_waiting

        await turn_waiting(interaction, 1)


class LowerForm(Form):
    """Asks for how many credits instead, and for a word about it."""

    def __init__(self, say: Words, request_id: int, asked: int) -> None:
        super().__init__(title=say("request.form.lower"))
        self._request_id, self._asked = request_id, asked
        self.amount: discord.ui.TextInput[Any] = discord.ui.TextInput(max_length=_DIGITS)
        self.word: discord.ui.TextInput[Any] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph, max_length=REASON_LIMIT, required=False
        )
        how_many = say("request.form.amount_help", most=asked)
        self.add_item(discord.ui.Label(text=say("request.form.amount"), description=how_many, component=self.amount))
        self.add_item(
            discord.ui.Label(
                text=say("request.form.word"), description=say("request.form.word_help"), component=self.word
            )
        )

    async def submit(self, interaction: Interaction) -> None:
        """Agree to that amount, and show how it stands."""
        amount = _whole(self.amount.value, self._asked)
        deciding = hall_of(interaction).requests.deciding
        await _show(
            interaction, await deciding.approve(actor_of(interaction), self._request_id, amount, self.word.value)
        )


class DenyForm(Form):
    """Asks why; the person reads it."""

    def __init__(self, say: Words, request_id: int) -> None:
        super().__init__(title=say("request.form.deny"))
        self._request_id = request_id
        self.reason: discord.ui.TextInput[Any] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph, max_length=REASON_LIMIT
        )
        self.add_item(
            discord.ui.Label(
                text=say("request.form.reason"), description=say("request.form.reason_help"), component=self.reason
            )
        )

    async def submit(self, interaction: Interaction) -> None:
        """Deny it, and show how it stands."""
        deciding = hall_of(interaction).requests.deciding
        await _show(interaction, await deciding.deny(actor_of(interaction), self._request_id, self.reason.value))


def deciding_card(say: Words, shown: Shown, *, private: bool = False) -> Card:
    """A request that waits, with its buttons, or how it ended, without any; `private` leads back to the list."""
    seen = shown.seen
    rows: list[list[Item]] = []
    if seen.pending:
        rows.append(
            [
                Approve.button(seen.id, label=say("request.button.approve"), style=Style.success),
                Lower.button(seen.id, seen.amount, label=say("request.button.lower")),
                Deny.button(seen.id, label=say("request.button.deny"), style=Style.danger),
            ]
        )
    if private:
        rows.append([Back.button(label=say("request.button.back"))])
    return Card(
        Accent.PEOPLE,
        heading(say, seen),
        status=status(say, seen),
        body=story(say, shown),
        rows=rows,
        small=say("request.small", number=seen.id, at=seen.asked_at) if seen.pending else "",
    )


async def _show(interaction: Interaction, decided: Decided) -> None:
    """Turn the card that was clicked; whoever came too late is told how it ended."""
    private = interaction.message is not None and interaction.message.flags.ephemeral
    await turn(interaction, deciding_card(await card_words(interaction), decided.shown, private=private))
    if not decided.done:
        say = words_for(interaction)
        await answer(interaction, say("request.too_late", outcome=outcome(say, decided.shown.seen)))


def _whole(text: str, most: int) -> int:
    """What was typed into the form as a number, its thousands set apart or not; raises `Invalid`."""
    if not re.fullmatch(r"\d{1,3}(?:[,. ]\d{3})+|\d{1,13}", text.strip(), re.ASCII):
        raise Invalid("request.lower", most=most)
    return int(re.sub(r"\D", "", text))
