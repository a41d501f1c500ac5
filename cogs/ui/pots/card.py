"""A pot's card: the panel that lives in its channel from the opening to the winner, and the same for one reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Attachment, Card, Item
from cogs.ui.door import Interaction, guild_of, hall_of, show, words_for
from cogs.ui.draws.ceremony import ProofFile, paste_button
from cogs.ui.draws.files import proof_file
from cogs.ui.draws.naming import commitment_line, message_url, verify_url
from cogs.ui.draws.story import Shown as Awaited
from cogs.ui.draws.story import awaited, steps
from cogs.ui.draws.verify import CheckDraw
from cogs.ui.pots.buying import join_row
from cogs.ui.pots.crowd import ShowCrowd
from cogs.ui.pots.how import HowDrawn
from cogs.ui.pots.leaving import Leave
from cogs.ui.pots.mine import ShowMine
from cogs.ui.pots.naming import bar_line, sold_line, status_line, terms_line, top_line, won_line
from cogs.ui.press import Press, Style
from cogs.ui.words import Words
from domain.draws import DrawState
from domain.errors import NotFound
from domain.notices import Notice
from domain.panels import Panel
from domain.pot_settings import PotState
from services.guildhall import Guildhall

if TYPE_CHECKING:
    from services.pots.views import Shown


@dataclass(frozen=True, slots=True)
class Frame:
    """What goes with a pot's card: now, where rounds are to be had, the address of the web pages, and the proof."""

    now: datetime
    relays: Sequence[str] = ()
    public_url: str = ""
    proof: Attachment | None = None


class NextPot(Press, key="pot:v1:next", args=r"(?P<pot>\d{1,15})"):
    """Opens the pot to go on with, for the one who asks."""

    async def press(self, interaction: Interaction) -> None:
        """Show it; raises `NotFound` when none is open any more."""
        hall, guild_id = hall_of(interaction), guild_of(interaction)
        shown = await hall.pots.views.show(guild_id, int(self.args["pot"]))
        if shown.next is None:
            raise NotFound("pot.no_next")
        await show_privately(interaction, shown.next.id)


async def show_privately(interaction: Interaction, pot_id: int) -> None:
    """The pot as it stands, for the one who asks, with the way to its panel."""
    hall, say = hall_of(interaction), words_for(interaction)
    shown = await hall.pots.views.show(guild_of(interaction), pot_id)
    card = pot_card(say, shown, frame_of(hall))
    await show(interaction, replace(card, links=[*card.links, *panel_link(say, shown)]), private=True)


async def public_card(hall: Guildhall, guild_id: int, pot_id: int, say: Words) -> Card:
    """The pot as it stands, for everybody; a drawn one carries its proof."""
    shown = await hall.pots.views.show(guild_id, pot_id)
    frame, number = frame_of(hall), shown.draw.record.draw.number
    if shown.pot.state is PotState.SETTLED:
        frame = replace(frame, proof=proof_file(number, await hall.draws.proof_of(guild_id, number)))
    return pot_card(say, shown, frame)


async def paint_pot(hall: Guildhall, panel: Panel, say: Words) -> Card:
    """The panel as the pot stands now."""
    return await public_card(hall, panel.guild_id, panel.subject, say)


async def opened_again(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """The panel of a pot that opened by itself."""
    return await public_card(hall, notice.guild_id, notice.facts["pot"], say)


def frame_of(hall: Guildhall) -> Frame:
    """What the house itself brings to a card."""
    return Frame(hall.desk.clock(), hall.draws.relays, hall.public_url)


def pot_card(say: Words, shown: Shown, frame: Frame) -> Card:
    """A pot as it stands."""
    pot, draw = shown.pot, shown.draw
    return Card(
        Accent.ALERT if pot.state is PotState.CANCELLED else Accent.POT,
        say("pot.heading", name=pot.terms.name),
        status=status_line(say, pot, shown.winner),
        body=_body(say, shown, frame),
        rows=_rows(say, shown, frame),
        links=check_link(say, shown, frame.public_url),
        small="\n".join([commitment_line(say, draw), say("pot.tickets_small") if pot.payout else say("pot.credits")]),
        attachment=frame.proof,
    )


def panel_link(say: Words, shown: Shown) -> list[tuple[str, str]]:
    """Where its panel hangs."""
    if shown.panel is None:
        return []
    return [(say("pot.button.open"), message_url(shown.pot.guild_id, *shown.panel))]


def check_link(say: Words, shown: Shown, public_url: str) -> list[tuple[str, str]]:
    """Where everybody checks what was drawn."""
    if shown.pot.state is not PotState.SETTLED or not public_url:
        return []
    return [(say("draw.button.verify"), verify_url(public_url, shown.draw.record.address))]


def check_row(say: Words, shown: Shown, frame: Frame) -> list[Item]:
    """How anybody checks what was drawn, as far as it does not go with the card already."""
    if shown.pot.state is not PotState.SETTLED:
        return []
    record = shown.draw.record
    row: list[Item] = []
    if not frame.public_url:
        row.append(CheckDraw.button(record.draw.number, label=say("draw.button.verify")))
    if frame.proof is None:
        row.append(ProofFile.button(record.id, label=say("draw.button.proof")))
    return row


def next_row(say: Words, shown: Shown) -> list[Item]:
    """The way on, when there is one."""
    if shown.next is None:
        return []
    return [NextPot.button(shown.pot.id, label=say("pot.button.next"), style=Style.success)]


def _body(say: Words, shown: Shown, frame: Frame) -> list[str]:
    pot = shown.pot
    match pot.state:
        case PotState.OPEN:
            paused = say("pot.paused_until", at=pot.closes_at) if pot.paused is not None else ""
            return ["\n".join(filter(None, [bar_line(say, pot), terms_line(say, pot), _top(say, shown), paused]))]
        case PotState.LOCKED | PotState.SETTLING:
            sold = [bar_line(say, pot), sold_line(say, pot), _top(say, shown)]
            return ["\n".join(sold), _drawing(say, shown, frame), steps(say, shown.draw)]
        case PotState.SETTLED:
            late = say("draw.live.late") if shown.draw.called_late else ""
            won = [won_line(say, pot, shown.draw), sold_line(say, pot), _top(say, shown)]
            return ["\n".join(won), late, steps(say, shown.draw)]
        case PotState.CANCELLED:
            return [refund_line(say, shown), _missed(say, shown, frame)]


def _top(say: Words, shown: Shown) -> str:
    return top_line(say, shown.entrants)


def refund_line(say: Words, shown: Shown) -> str:
    """That everybody has their credits back, if there was anybody."""
    pot = shown.pot
    return say("pot.refunded", credits=pot.escrow, players=pot.players) if pot.players else ""


def _missed(say: Words, shown: Shown, frame: Frame) -> str:
    """Of a draw whose round never came: that anybody who finds it can still show what it would have been."""
    called = shown.draw.record.state is DrawState.CALLED
    return awaited(say, shown.draw, Awaited(frame.now, frame.relays)) if called else ""


def _drawing(say: Words, shown: Shown, frame: Frame) -> str:
    """What happens between the lock and the winner."""
    record = shown.draw.record
    if record.state is DrawState.CALLED:
        return say("pot.drawing.called", wait=awaited(say, shown.draw, Awaited(frame.now, frame.relays)))
    if record.lock_post is None or record.commitment_post is None:
        return say("pot.drawing.post", channel=record.channel_id)
    return say("pot.drawing.locked")


def _rows(say: Words, shown: Shown, frame: Frame) -> list[list[Item]]:
    pot = shown.pot
    mine = ShowMine.button(pot.id, label=say("pot.button.mine"))
    everybody = ShowCrowd.button(pot.id, label=say("pot.button.everybody"))
    how = HowDrawn.button(pot.id, label=say("pot.button.how"))
    paste = [paste_button(say, shown.draw)] if shown.draw.overdue(frame.now) else []
    match pot.state:
        case PotState.OPEN:
            leave = Leave.button(pot.id, label=say("pot.button.leave"))
            return [[*join_row(say, pot)], [mine, leave, how]]
        case PotState.LOCKED | PotState.SETTLING:
            return [[*paste, mine, everybody, how]]
        case PotState.SETTLED:
            return [[*next_row(say, shown), mine, everybody, how], check_row(say, shown, frame)]
        case PotState.CANCELLED:
            return [[*next_row(say, shown), *paste, how]]
