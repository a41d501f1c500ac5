"""The small ceremony: one message that tells a draw step by step and ends as a card to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.door import Interaction, actor_of, answer, guild_of, guild_words, hall_of, show, words_for
from cogs.ui.draws.files import proof_file, proof_name
from cogs.ui.draws.naming import POT, TIE, proof_path, status, verify_url
from cogs.ui.draws.story import Shown, awaited, draw_card, steps
from cogs.ui.draws.verify import CheckDraw
from cogs.ui.press import Form, Press, Style
from cogs.ui.words import Words
from domain.draws import PANEL, DrawState
from domain.errors import Invalid
from domain.notices import Notice
from domain.panels import Panel
from services.guildhall import Guildhall

if TYPE_CHECKING:
    from services.draws import Seen

_DIGITS: Final = 96
_LONGEST_PASTE: Final = 1000

_SILENT: Final = {POT: "draw.silent_pot", TIE: "draw.silent_tie"}
"""What a silent beacon means where the draw is given up after a day."""


class PasteRound(Press, key="draw:v1:paste", args=r"(?P<draw>\d{1,15})"):
    """Opens the form for a round that no relay gives; any member may."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form."""
        await interaction.response.send_modal(PasteForm(words_for(interaction), int(self.args["draw"])))


class PasteForm(Form):
    """Asks for the signature of the round that a draw waits for."""

    def __init__(self, say: Words, draw_id: int) -> None:
        super().__init__(title=say("draw.button.paste"))
        self._draw_id = draw_id
        self.signature: discord.ui.TextInput[Any] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph, min_length=_DIGITS, max_length=_LONGEST_PASTE
        )
        self.add_item(
            discord.ui.Label(text=say("draw.paste.label"), description=say("draw.paste.help"), component=self.signature)
        )

    async def submit(self, interaction: Interaction) -> None:
        """Settle the draw with it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        seen = await hall_of(interaction).draws.paste(actor_of(interaction), self._draw_id, self.signature.value)
        await answer(interaction, words_for(interaction)("draw.pasted", draw=seen.record.draw.number))


class ProofFile(Press, key="draw:v1:proof", args=r"(?P<draw>\d{1,15})"):
    """Hands the proof of a draw to whoever asks."""

    async def press(self, interaction: Interaction) -> None:
        """Send it, or say where it is."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        hall, say = hall_of(interaction), words_for(interaction)
        seen = await hall.draws.seen_by_id(guild_of(interaction), int(self.args["draw"]))
        number, address = seen.record.draw.number, seen.record.address
        file = proof_file(number, await hall.draws.proof_of(guild_of(interaction), number))
        if file is not None:
            handed = say("draw.proof_handed", draw=number, file=proof_name(number))
            await answer(interaction, handed, file=file.file())
            return
        if not hall.public_url:
            raise Invalid("draw.proof_too_large", draw=number)
        await answer(interaction, say("draw.proof_linked", draw=number, url=hall.public_url + proof_path(address)))


async def show_ceremony(interaction: Interaction, draw_id: int) -> None:
    """Tell the draw in public as the answer to what was asked, and go on telling it in that message."""
    hall, guild_id = hall_of(interaction), guild_of(interaction)
    blind = not interaction.app_permissions.view_channel
    card = await _card(hall, guild_id, draw_id, await guild_words(interaction), blind=blind)
    message = await show(interaction, card)
    if message is not None and not blind:
        await hall.panels.hang(guild_id, PANEL, draw_id, channel_id=message.channel.id, message_id=message.id)


async def paint_ceremony(hall: Guildhall, panel: Panel, say: Words) -> Card:
    """The message as the draw stands now."""
    return await _card(hall, panel.guild_id, panel.subject, say)


async def silent(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """The beacon has said nothing for a day: which round is missing, and how anybody ends the wait."""
    seen = await hall.draws.seen(notice.guild_id, notice.facts["draw"])
    call = seen.record.call
    kind = seen.record.draw.kind
    told = say("draw.silent_chain")
    if call is not None and seen.round_at is not None:
        told = say(_SILENT.get(kind, "draw.silent_body"), round=call.round, at=seen.round_at)
    return Card(
        Accent.ALERT,
        say("draw.given_up" if kind in _SILENT else "draw.silent", draw=seen.record.draw.number),
        status=status(say, seen),
        body=[told],
        rows=[_rows(say, hall, seen)],
    )


async def missing(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """The beacon has not answered for a minute: officers hear of it before anybody asks them."""
    seen = await hall.draws.seen(notice.guild_id, notice.facts["draw"])
    return Card(
        Accent.ALERT,
        say("draw.missing", draw=seen.record.draw.number),
        status=status(say, seen),
        body=[awaited(say, seen, Shown(hall.desk.clock(), hall.draws.relays)), say("draw.missing_body")],
        rows=[_rows(say, hall, seen)],
    )


async def mismatch(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """What is kept of a draw does not fit what was published: what that means, and what officers do."""
    seen = await hall.draws.seen(notice.guild_id, notice.facts["draw"])
    return Card(
        Accent.ALERT,
        say("draw.mismatch", draw=seen.record.draw.number),
        status=status(say, seen),
        body=[say("draw.mismatch_body"), steps(say, seen)],
        small=say("draw.mismatch_small"),
    )


async def _card(hall: Guildhall, guild_id: int, draw_id: int, say: Words, *, blind: bool = False) -> Card:
    seen = await hall.draws.seen_by_id(guild_id, draw_id)
    number = seen.record.draw.number
    settled = seen.record.state is DrawState.SETTLED
    proof = proof_file(number, await hall.draws.proof_of(guild_id, number)) if settled else None
    links = [(say("draw.button.verify"), verify_url(hall.public_url, seen.record.address))]
    shown = Shown(
        now=hall.desk.clock(),
        relays=hall.draws.relays,
        rows=[_rows(say, hall, seen)],
        links=links if settled and hall.public_url else (),
        proof=proof,
        blind=blind,
    )
    return draw_card(say, seen, shown)


def paste_button(say: Words, seen: Seen) -> PasteRound:
    """For a draw whose round is overdue."""
    return PasteRound.button(seen.record.id, label=say("draw.button.paste"), style=Style.primary)


def _rows(say: Words, hall: Guildhall, seen: Seen) -> list[Item]:
    """What can be done: paste a round that is overdue, or check what was drawn."""
    if seen.overdue(hall.desk.clock()):
        return [paste_button(say, seen)]
    if seen.record.state is not DrawState.SETTLED:
        return []
    check = CheckDraw.button(seen.record.draw.number, label=say("draw.button.verify"))
    file = ProofFile.button(seen.record.id, label=say("draw.button.proof"))
    return [file] if hall.public_url else [check, file]
