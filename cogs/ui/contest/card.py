"""A contest's card: the panel that lives in its channel, in every phase, and the private one of a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.contest.acts import leaders_row
from cogs.ui.contest.entries import ShowEntries
from cogs.ui.contest.how import HowDrawn
from cogs.ui.contest.mine import ShowMine
from cogs.ui.contest.naming import prize_block, rules_block, status_line, why_line
from cogs.ui.contest.standing import ended_block, winners_block
from cogs.ui.draws.ceremony import ProofFile
from cogs.ui.draws.naming import commitment_line, verify_url
from cogs.ui.draws.verify import CheckDraw
from cogs.ui.words import Words
from domain.contest_drafts import SHORTEST
from domain.contest_settings import Phase
from domain.contests import Contest
from domain.panels import Panel
from services.guildhall import Guildhall

if TYPE_CHECKING:
    from services.contests.views import Shown
    from services.draws import Seen


async def paint_contest(hall: Guildhall, panel: Panel, say: Words) -> Card:
    """The panel as the contest stands now."""
    shown = await hall.contests.views.as_posted(panel.guild_id, panel.subject)
    return contest_card(say, shown, hall.public_url)


def contest_card(say: Words, shown: Shown, public_url: str = "") -> Card:
    """A published contest as it stands."""
    contest, draw = shown.contest, shown.draw
    drawn = draw if shown.phase is Phase.DRAWN else None
    return Card(
        Accent.ALERT if shown.phase is Phase.CANCELLED else Accent.CONTEST,
        say("contest.heading", name=contest.name),
        status=status_line(say, contest, shown.phase, draw),
        body=_body(say, shown),
        rows=[_look_row(say, shown), _act_row(say, shown, public_url)],
        links=[(say("draw.button.verify"), verify_url(public_url, drawn.record.address))]
        if drawn and public_url
        else (),
        small="\n".join(_small(say, draw, drawn)),
    )


def draft_card(say: Words, contest: Contest, done: str = "") -> Card:
    """A draft for its leaders: what it says so far, what is missing, and what publishing does."""
    now = discord.utils.utcnow()
    ahead = contest.starts_at is not None and contest.starts_at > now
    starts = say("contest.draft.starts", at=contest.starts_at) if ahead else say("contest.draft.starts_now")
    times = f"{starts}\n{say('contest.draft.ends', at=contest.ends_at)}"
    return Card(
        Accent.CONTEST,
        say("contest.heading", name=contest.name),
        status=say("contest.draft.status"),
        body=[
            done,
            prize_block(say, contest),
            times,
            rules_block(say, contest) if contest.rules else "",
            _missing(say, contest),
        ],
        small=say("contest.draft.small"),
    )


def own_card(say: Words, shown: Shown, public_url: str = "") -> Card:
    """A contest for somebody who may see it: its draft, or its public card."""
    return draft_card(say, shown.contest) if shown.phase is Phase.DRAFT else contest_card(say, shown, public_url)


def look_buttons(say: Words, contest_id: int) -> list[Item]:
    """One's own entries, everybody's, and last how it is drawn."""
    return [
        ShowMine.button(contest_id, label=say("contest.button.mine")),
        ShowEntries.button(contest_id, label=say("contest.button.entries")),
        HowDrawn.button(contest_id, label=say("contest.button.how")),
    ]


def counts_line(say: Words, shown: Shown) -> str:
    """How many entries there are."""
    if shown.entries:
        return say("contest.entries", entries=shown.entries, people=shown.people)
    return say("contest.no_entry_yet") if shown.phase in (Phase.UPCOMING, Phase.ACTIVE) else ""


def _body(say: Words, shown: Shown) -> list[str]:
    contest = shown.contest
    about = [prize_block(say, contest), rules_block(say, contest), counts_line(say, shown)]
    match shown.phase:
        case Phase.UPCOMING:
            return [about[0] + "\n" + say("contest.ends", at=contest.ends_at), *about[1:]]
        case Phase.ENDED:
            return [ended_block(say, shown), *about]
        case Phase.DRAWN:
            return [*_drawn(say, shown.draw), *about]
        case Phase.CANCELLED:
            return [why_line(say, contest), *about]
        case _:
            return about


def _small(say: Words, draw: Seen | None, drawn: Seen | None) -> list[str]:
    return [*([say("contest.tickets")] if drawn else []), *([commitment_line(say, draw)] if draw else [])]


def _drawn(say: Words, draw: Seen | None) -> list[str]:
    if draw is None:
        return []
    return [winners_block(say, draw), say("draw.live.late") if draw.called_late else ""]


def _missing(say: Words, contest: Contest) -> str:
    if contest.ends_at - discord.utils.utcnow() < SHORTEST:
        return say("contest.draft.too_late")
    return say("contest.draft.ready") if contest.rules else say("contest.draft.no_rules")


def _look_row(say: Words, shown: Shown) -> list[Item]:
    """What everybody can look at; a contest that was called off keeps only how it would have been drawn."""
    if shown.draw is None:
        return []
    buttons = look_buttons(say, shown.contest.id)
    return buttons[-1:] if shown.phase is Phase.CANCELLED and not shown.entries else buttons


def _act_row(say: Words, shown: Shown, public_url: str) -> list[Item]:
    """What leaders can do, or how anybody checks what was drawn."""
    if shown.phase is not Phase.DRAWN or shown.draw is None:
        return [*leaders_row(say, shown)]
    record = shown.draw.record
    proof = ProofFile.button(record.id, label=say("draw.button.proof"))
    if public_url:
        return [proof]
    return [CheckDraw.button(record.draw.number, label=say("draw.button.verify")), proof]
