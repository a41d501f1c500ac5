"""What is announced of contests: each card tells the contest as it stands when it is delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card
from cogs.ui.contest.acts import leaders_row
from cogs.ui.contest.card import counts_line, look_buttons
from cogs.ui.contest.naming import prize_block, rules_block, status_line, why_line
from cogs.ui.contest.standing import ended_block, stepped_up, winners_block
from cogs.ui.draws.naming import commitment_line, message_url, verify_url, who
from cogs.ui.words import Words, harmless
from domain.contest_drafts import REASON_LIMIT
from domain.contest_settings import Phase
from domain.notices import Notice
from services.guildhall import Guildhall

if TYPE_CHECKING:
    from services.contests.views import Shown


async def created(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """There is a new contest: what to win, and how to enter."""
    shown = await _shown(hall, notice)
    contest = shown.contest
    return Card(
        Accent.CONTEST,
        say("contest.news.created", name=contest.name),
        status=status_line(say, contest, shown.phase, shown.draw),
        body=[prize_block(say, contest), rules_block(say, contest)],
        rows=[look_buttons(say, shown.contest.id)],
        links=_panel_link(say, shown),
        small=commitment_line(say, shown.draw) if shown.draw else "",
    )


async def ending_soon(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """The end is near."""
    shown = await _shown(hall, notice)
    contest = shown.contest
    return Card(
        Accent.CONTEST,
        say("contest.news.soon", name=contest.name, hours=notice.facts["hours"]),
        status=status_line(say, contest, shown.phase, shown.draw),
        body=[prize_block(say, contest), rules_block(say, contest), counts_line(say, shown)],
        rows=[look_buttons(say, shown.contest.id)],
        links=_panel_link(say, shown),
    )


async def ended(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """It is over: what happens next, or that nobody entered."""
    shown = await _shown(hall, notice)
    contest = shown.contest
    empty = bool(notice.facts.get("empty"))
    following = [say("contest.empty")] if empty else [counts_line(say, shown), say("contest.news.next")]
    return Card(
        Accent.CONTEST,
        say("contest.news.ended", name=contest.name),
        status=status_line(say, contest, shown.phase, shown.draw),
        body=following,
        rows=[look_buttons(say, shown.contest.id)],
        links=_panel_link(say, shown),
    )


async def waiting(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """What the lock waits for, and what officers and leaders do about it; or that it waits no more."""
    shown = await _shown(hall, notice)
    contest, still = shown.contest, shown.wait is not None
    return Card(
        Accent.ALERT if still else Accent.CONTEST,
        say("contest.news.waiting" if still else "contest.heading", name=contest.name),
        status=status_line(say, contest, shown.phase, shown.draw),
        body=[ended_block(say, shown) if shown.phase is Phase.ENDED else "", counts_line(say, shown)],
        rows=[leaders_row(say, shown)],
        links=_panel_link(say, shown),
        small=say("contest.news.waiting_small") if still else "",
    )


async def drawn(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """Who won, with which tickets, and where to check it."""
    shown = await _shown(hall, notice)
    contest = shown.contest
    heading = "contest.news.drawn" if contest.winners == 1 else "contest.news.drawn_many"
    return _result(hall, say, shown, say(heading, name=contest.name), "")


async def redrawn(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """Who was passed over and why, and who wins now."""
    shown = await _shown(hall, notice)
    draw = shown.draw
    position = notice.facts["position"] - 1
    told = [
        say("contest.news.passed_over", who=who(say, place.who), reason=harmless(place.void or "", REASON_LIMIT))
        for place in (draw.places if draw else ())
        if place.position == position
    ]
    heading = "contest.news.redrawn" if draw and stepped_up(draw) else "contest.news.redrawn_nobody"
    return _result(hall, say, shown, say(heading, name=shown.contest.name), "".join(told))


async def cancelled(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """It is called off, and why."""
    shown = await _shown(hall, notice)
    return Card(
        Accent.ALERT,
        say("contest.news.cancelled", name=shown.contest.name),
        body=[why_line(say, shown.contest), prize_block(say, shown.contest)],
        links=_panel_link(say, shown),
    )


async def _shown(hall: Guildhall, notice: Notice) -> Shown:
    return await hall.contests.views.as_posted(notice.guild_id, notice.facts["contest"])


def _result(hall: Guildhall, say: Words, shown: Shown, heading: str, told: str) -> Card:
    draw = shown.draw
    links = _panel_link(say, shown)
    if draw is not None and hall.public_url:
        links.append((say("draw.button.verify"), verify_url(hall.public_url, draw.record.address)))
    return Card(
        Accent.CONTEST,
        heading,
        status=status_line(say, shown.contest, shown.phase, draw),
        body=[told, winners_block(say, draw) if draw else "", prize_block(say, shown.contest), counts_line(say, shown)],
        rows=[look_buttons(say, shown.contest.id)],
        links=links,
        small=say("contest.tickets") + "\n" + commitment_line(say, draw) if draw else "",
    )


def _panel_link(say: Words, shown: Shown) -> list[tuple[str, str]]:
    """Where its panel hangs."""
    if shown.panel is None:
        return []
    return [(say("contest.button.open"), message_url(shown.contest.guild_id, *shown.panel))]
