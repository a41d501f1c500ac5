"""What is announced of pots: each card tells the pot as it stands when it is delivered."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.draws.ceremony import paste_button
from cogs.ui.draws.naming import commitment_line, message_url
from cogs.ui.draws.story import Shown as Awaited
from cogs.ui.draws.story import awaited
from cogs.ui.pots.buying import join_row
from cogs.ui.pots.card import check_link, check_row, frame_of, next_row, panel_link, refund_line
from cogs.ui.pots.flags import ShowFlags
from cogs.ui.pots.how import HowDrawn
from cogs.ui.pots.mine import ShowMine
from cogs.ui.pots.naming import (
    bar_line,
    person,
    share,
    sold_line,
    status_line,
    terms_line,
    top_line,
    winning_ticket,
    won_line,
)
from cogs.ui.press import Style
from cogs.ui.words import Words
from domain.draws import DrawState
from domain.notices import Notice
from domain.pot_settings import PotState
from domain.pots import STUCK_AFTER, Pot
from services.guildhall import Guildhall

if TYPE_CHECKING:
    from services.pots.views import Shown


async def opened(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """There is a new pot: what a ticket costs, and what can be won."""
    shown = await _shown(hall, notice)
    pot = shown.pot
    terms = {"cost": pot.terms.cost, "most": pot.terms.max_per_user}
    heading = "pot.news.again" if notice.facts.get("again") else "pot.news.opened"
    return Card(
        Accent.POT,
        say(heading, name=pot.terms.name),
        status=_status(say, pot, shown.winner),
        body=[say("pot.news.full", value=pot.value) + "\n" + say("pot.news.terms", **terms)],
        rows=_join_rows(say, shown),
        links=panel_link(say, shown),
        small=commitment_line(say, shown.draw) + "\n" + say("pot.credits"),
    )


async def filling(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """It is nearly full."""
    shown = await _shown(hall, notice)
    pot = shown.pot
    return Card(
        Accent.POT,
        say("pot.news.filling", name=pot.terms.name),
        status=_status(say, pot, shown.winner),
        body=["\n".join([bar_line(say, pot), terms_line(say, pot), top_line(say, shown.entrants)])],
        rows=_join_rows(say, shown),
        links=panel_link(say, shown),
        small=commitment_line(say, shown.draw) + "\n" + say("pot.credits"),
    )


async def locked(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """Entries are closed: what is in it, and where the list is posted."""
    shown = await _shown(hall, notice)
    pot, record = shown.pot, shown.draw.record
    posted = record.lock_post
    links = panel_link(say, shown)
    if posted is not None:
        links.append((say("pot.button.list"), message_url(pot.guild_id, record.channel_id, posted)))
    return Card(
        Accent.POT,
        say("pot.news.locked", name=pot.terms.name),
        status=_status(say, pot, shown.winner),
        body=[
            "\n".join(
                [say("pot.news.at_stake", credits=pot.escrow), sold_line(say, pot), top_line(say, shown.entrants)]
            )
        ],
        rows=[[_mine(say, shown), _how(say, shown)]],
        links=links,
        small=commitment_line(say, shown.draw),
    )


async def settled(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """Who won how much with which ticket, and where to check it."""
    shown = await _shown(hall, notice)
    pot = shown.pot
    told = f"{won_line(say, pot, shown.draw)}\n{sold_line(say, pot)}"
    card = _result(hall, say, shown, say("pot.news.settled", name=pot.terms.name), [told])
    return replace(card, status=status_line(say, pot, shown.winner))


async def won_big(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """A win to be shown to everybody."""
    shown = await _shown(hall, notice)
    pot = shown.pot
    fanfare = say("pot.news.big_who", who=person(say, shown.winner), credits=pot.payout or 0)
    drawn = {"ticket": winning_ticket(shown.draw), "tickets": shown.draw.tickets}
    told = f"{_luck(say, shown)}\n{say('pot.news.ticket', **drawn, at=pot.ended_at or pot.closes_at)}"
    return _result(hall, say, shown, say("pot.news.big", name=pot.terms.name), [fanfare, told.strip()])


async def cancelled(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """It is over without a winner, why, and that everybody has their credits back."""
    shown = await _shown(hall, notice)
    return Card(
        Accent.ALERT,
        say("pot.news.cancelled", name=shown.pot.terms.name),
        status=status_line(say, shown.pot),
        body=[refund_line(say, shown)],
        rows=[next_row(say, shown)],
        links=panel_link(say, shown),
    )


async def flagged(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """Officers should have a look before the lock."""
    shown = await _shown(hall, notice)
    return Card(
        Accent.ALERT,
        say("pot.news.flagged", name=shown.pot.terms.name),
        status=_status(say, shown.pot, shown.winner),
        body=[say("pot.news.flagged_body" if shown.pot.state is PotState.OPEN else "pot.news.flagged_late")],
        rows=[[ShowFlags.button(label=say("pot.button.flags"), style=Style.primary)]],
        links=panel_link(say, shown),
    )


async def stuck(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """It is locked and not settled: what it waits for, and what officers can do."""
    shown = await _shown(hall, notice)
    frame, draw = frame_of(hall), shown.draw
    paste: list[Item] = [paste_button(say, draw)] if draw.overdue(frame.now) else []
    minutes = int(STUCK_AFTER / timedelta(minutes=1))
    return Card(
        Accent.ALERT,
        say("pot.news.stuck", name=shown.pot.terms.name, minutes=minutes),
        status=_status(say, shown.pot, shown.winner),
        body=[_waits_for(say, shown, frame.now, hall), say("pot.news.stuck_body")],
        rows=[paste],
        links=panel_link(say, shown),
    )


def _waits_for(say: Words, shown: Shown, now: datetime, hall: Guildhall) -> str:
    if shown.pot.over:
        return ""
    if shown.draw.record.state is DrawState.CALLED:
        return awaited(say, shown.draw, Awaited(now, hall.draws.relays))
    if shown.draw.record.lock_post is not None:
        return say("pot.drawing.locked")
    return say("pot.news.stuck_post", channel=shown.draw.record.channel_id)


def _status(say: Words, pot: Pot, winner: int | None) -> str:
    """How it stands, in words that do not turn false in a post that nobody edits."""
    match pot.state:
        case PotState.OPEN if pot.paused is None:
            return say("pot.news.open", at=pot.closes_at)
        case PotState.LOCKED | PotState.SETTLING:
            return say("pot.news.locked_at", at=pot.locked_at or pot.closes_at)
        case _:
            return status_line(say, pot, winner)


async def _shown(hall: Guildhall, notice: Notice) -> Shown:
    return await hall.pots.views.show(notice.guild_id, notice.facts["pot"])


def _result(hall: Guildhall, say: Words, shown: Shown, heading: str, told: list[str]) -> Card:
    """What was won, with everything to check it."""
    draw, frame = shown.draw, frame_of(hall)
    return Card(
        Accent.POT,
        heading,
        body=[*told, say("draw.live.late") if draw.called_late else ""],
        rows=[[*next_row(say, shown), _how(say, shown), *check_row(say, shown, frame)]],
        links=[*check_link(say, shown, frame.public_url), *panel_link(say, shown)],
        small=commitment_line(say, draw) + "\n" + say("pot.tickets_small"),
    )


def _luck(say: Words, shown: Shown) -> str:
    """How likely that was; nothing when the winner is erased."""
    mine = next((one for one in shown.entrants if one.user_id == shown.winner), None)
    if mine is None or shown.winner is None:
        return ""
    chance = share(say, mine.tickets, shown.pot.sold)
    return say("pot.news.luck", tickets=mine.tickets, paid=mine.paid, share=chance)


def _join_rows(say: Words, shown: Shown) -> list[list[Item]]:
    """To join at once; of a pot that is not open any more nothing but how it is drawn."""
    if shown.pot.state is not PotState.OPEN:
        return [[_how(say, shown)]]
    return [[*join_row(say, shown.pot)], [_mine(say, shown), _how(say, shown)]]


def _mine(say: Words, shown: Shown) -> ShowMine:
    return ShowMine.button(shown.pot.id, label=say("pot.button.mine"))


def _how(say: Words, shown: Shown) -> HowDrawn:
    return HowDrawn.button(shown.pot.id, label=say("pot.button.how"))
