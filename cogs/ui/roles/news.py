"""What leaders are told when rules about roles cannot work."""

from __future__ import annotations

from cogs.ui.cards import Accent, Card
from cogs.ui.roles.naming import role_mention, what_to_do, whom
from cogs.ui.words import Words
from domain.leaderboard_settings import Board
from domain.notices import Notice
from services.guildhall import Guildhall


async def blocked(_hall: Guildhall, notice: Notice, say: Words) -> Card:
    """Which rules, what is in their way, and what to do about it."""
    rules = [
        say("roles.list.rule", role=role_mention(int(one["role"])), whom=whom(say, Board(one["board"]), one["top"]))
        for one in notice.facts["rules"]
    ]
    return Card(
        Accent.ALERT,
        say("roles.news.blocked"),
        body=["\n".join(rules), what_to_do(say, notice.facts["why"])],
        small=say("roles.news.small"),
    )
