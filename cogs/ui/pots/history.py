"""The pots that are over, and the transcript of each: commitment, lock, call and result, with links."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.door import Interaction, guild_of, hall_of, show, turn, words_for
from cogs.ui.draws.naming import commitment_line
from cogs.ui.draws.story import step
from cogs.ui.pots.card import Frame, check_link, check_row, frame_of, panel_link, refund_line
from cogs.ui.pots.crowd import ShowCrowd
from cogs.ui.pots.how import HowDrawn
from cogs.ui.pots.naming import person, sold_line, status_line, why, won_line
from cogs.ui.pots.rows import list_status, panel_of, pick_options, row_status
from cogs.ui.press import Pick, Press, turners
from cogs.ui.words import Words
from domain.pot_settings import PotState
from domain.pots import Pot

if TYPE_CHECKING:
    from services.pots.views import Listed, Shown


class TurnHistory(Press, key="pot:v1:history", args=r"(?P<page>\d{1,6})"):
    """Another page of the history."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        found = await hall_of(interaction).pots.views.history(guild_of(interaction), int(self.args["page"]))
        await turn(interaction, history_card(words_for(interaction), found))


class PickEnded(Pick, key="pot:v1:transcript"):
    """Opens the transcript of a pot, for the one who picks."""

    async def pick(self, interaction: Interaction) -> None:
        """Show it."""
        hall = hall_of(interaction)
        shown = await hall.pots.views.show(guild_of(interaction), int(self.item.values[0]))
        await show(interaction, transcript_card(words_for(interaction), shown, frame_of(hall)), private=True)


async def show_history(interaction: Interaction) -> None:
    """Answer with the newest pots that are over."""
    found = await hall_of(interaction).pots.views.history(guild_of(interaction), 1)
    await show(interaction, history_card(words_for(interaction), found), private=True)


def history_card(say: Words, found: Listed) -> Card:
    """One page of pots that are over."""
    select: list[Item] = [PickEnded.select(of=pick_options(say, found.pots))] if found.pots else []
    return Card(
        Accent.POT,
        say("pot.history.heading"),
        status=list_status(say, found.total, found.page, found.pages),
        body=["\n".join(_line(say, pot, found) for pot in found.pots) or say("pot.history.none")],
        rows=[select, turners(TurnHistory, found.page, found.pages)],
    )


def _line(say: Words, pot: Pot, found: Listed) -> str:
    about = [why(say, pot)] if pot.state is PotState.CANCELLED else []
    about += [sold_line(say, pot)] if pot.players else []
    about += panel_of(say, pot, found)
    row = say("pot.row", name=pot.terms.name, status=row_status(say, pot, found.winners.get(pot.id)))
    return f"{row}\n-# {' · '.join(about)}"


def transcript_card(say: Words, shown: Shown, frame: Frame) -> Card:
    """What happened to a pot, step by step, each with its post."""
    pot = shown.pot
    buttons: list[Item] = [HowDrawn.button(pot.id, label=say("pot.button.how"))]
    if pot.state is not PotState.CANCELLED:
        buttons.insert(0, ShowCrowd.button(pot.id, label=say("pot.button.everybody")))
    return Card(
        Accent.ALERT if pot.state is PotState.CANCELLED else Accent.POT,
        say("pot.heading", name=pot.terms.name),
        status=status_line(say, pot, shown.winner),
        body=[_opened(say, shown), _locked(say, shown), _called(say, shown), _over(say, shown)],
        rows=[[*buttons, *check_row(say, shown, frame)]],
        links=[*check_link(say, shown, frame.public_url), *panel_link(say, shown)],
        small=commitment_line(say, shown.draw),
    )


def _opened(say: Words, shown: Shown) -> str:
    record = shown.draw.record
    posted = step(say, shown.draw, "commitment", record.commitment, record.commitment_post)
    return say("pot.transcript.opened", at=shown.pot.opened_at) + f"\n{posted}"


def _locked(say: Words, shown: Shown) -> str:
    record, pot = shown.draw.record, shown.pot
    if record.lock is None or pot.locked_at is None:
        return ""
    posted = step(say, shown.draw, "lock", record.lock.hash, record.lock_post)
    return say("pot.transcript.locked", at=pot.locked_at) + f"\n{sold_line(say, pot)}\n{posted}"


def _called(say: Words, shown: Shown) -> str:
    record = shown.draw.record
    if record.call is None:
        return ""
    posted = step(say, shown.draw, "call", record.call.hash, record.call_post)
    if record.call.round:
        posted += f" · {say('draw.live.round', round=record.call.round)}"
    at = datetime.fromtimestamp(record.call.called_at / 1000, UTC)
    late = f"\n{say('draw.live.late')}" if shown.draw.called_late else ""
    return say("pot.transcript.called", at=at) + f"\n{posted}{late}"


def _over(say: Words, shown: Shown) -> str:
    pot, record = shown.pot, shown.draw.record
    at = pot.ended_at or pot.closes_at
    if pot.state is PotState.CANCELLED:
        told = [say("pot.transcript.cancelled", at=at), why(say, pot), refund_line(say, shown)]
        return "\n".join(filter(None, told))
    if pot.state is not PotState.SETTLED:
        return ""
    told = [say("pot.transcript.settled", at=at, who=person(say, shown.winner)), won_line(say, pot, shown.draw)]
    if record.result is not None:
        told.append(f"{say('draw.hash.result')} `{record.result.hex()}`")
    return "\n".join(told)
