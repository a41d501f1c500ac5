"""What officers are told when the books of credits or points do not add up."""

from __future__ import annotations

from cogs.ui.cards import Accent, Card
from cogs.ui.words import Words
from domain.notices import Notice
from services.guildhall import Guildhall

_POINTS = "points"
"""The rule that is about points; all others are about credits."""


async def books_broken(_hall: Guildhall, notice: Notice, say: Words) -> Card:
    """What was found, and what to do about it."""
    found = [
        say("wallet.books.fault", fault=say(f"wallet.fault.{rule}", count=count))
        for rule, count in notice.facts["rules"].items()
    ]
    credits_too = any(rule != _POINTS for rule in notice.facts["rules"])
    return Card(
        Accent.ALERT,
        say("wallet.books.heading") if credits_too else say("points.books.heading"),
        status=say("wallet.books.status", at=notice.created_at),
        body=["\n".join(found), say("wallet.books.what_to_do") if credits_too else say("points.books.what_to_do")],
    )
