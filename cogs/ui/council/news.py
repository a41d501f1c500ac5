"""What is announced of decisions: that answers are asked for, that all are in, and who got it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.council.answering import AskNote
from cogs.ui.council.card import AskWhy, OpenChamber, about_lines, answer_row, panel_link
from cogs.ui.council.naming import about, answered, heading, policy
from cogs.ui.draws.naming import verify_url
from cogs.ui.draws.verify import CheckDraw
from cogs.ui.points.naming import amount, person_text
from cogs.ui.words import Words, harmless
from domain.loot import REASON_LIMIT
from domain.notices import Notice
from services.guildhall import Guildhall

if TYPE_CHECKING:
    from services.loot.council.views import Shown


async def opened(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """Something dropped: who wants it says so right here."""
    shown = await _shown(hall, notice)
    decision = shown.decision
    row: list[Item] = [AskNote.button(decision.id, label=say("council.button.note"))]
    asked = say("council.news.asked", count=shown.asked) if shown.asked else say("council.news.anyone")
    return Card(
        Accent.LOOT,
        heading(say, decision),
        status=say("council.news.opened", at=decision.rules.closes_at),
        body=["\n".join(filter(None, [about(say, shown), asked]))],
        rows=[answer_row(say, decision.id), row] if decision.takes_answers() else [],
        links=panel_link(say, shown),
        small=policy(say, decision),
    )


async def all_answered(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """Everybody who was asked has answered: the council can decide."""
    shown = await _shown(hall, notice)
    return Card(
        Accent.LOOT,
        heading(say, shown.decision),
        status=say("council.news.answered"),
        body=["\n".join([answered(say, shown), *about_lines(say, shown)])],
        rows=[[OpenChamber.button(shown.decision.id, label=say("council.button.council"))]],
        links=panel_link(say, shown),
    )


async def awarded(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """Who got it, why, and for what."""
    why = await hall.loot.council.views.award(notice.guild_id, notice.facts["decision"], notice.facts["award"])
    (told,) = why.told
    winner = person_text(say, why.people.get(told.winner))
    by = person_text(say, why.people.get(told.by)) if told.by is not None else say("points.left")
    lines = [
        say("points.why", reason=harmless(told.reason, REASON_LIMIT)) if told.reason else "",
        say("council.why.paid", amount=amount(say, told.pool, told.paid)) if told.pool and told.paid else "",
        say("council.why.draw", draw=told.draw) if told.draw else "",
        say("council.why.undone", at=told.undone_at) if told.undone_at else "",
    ]
    row: list[Item] = [AskWhy.button(why.decision.id, label=say("council.button.why"))]
    links: list[tuple[str, str]] = []
    if told.draw and hall.public_url:
        links.append((say("draw.button.verify"), verify_url(hall.public_url, told.address)))
    elif told.draw:
        row.append(CheckDraw.button(told.draw, label=say("draw.button.verify")))
    return Card(
        Accent.LOOT,
        heading(say, why.decision),
        status=say("council.news.awarded", who=winner, by=by),
        body=["\n".join(filter(None, lines))],
        rows=[row],
        links=links,
    )


async def _shown(hall: Guildhall, notice: Notice) -> Shown:
    return await hall.loot.council.views.show(notice.guild_id, notice.facts["decision"])
