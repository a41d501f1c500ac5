"""What is announced of boards: who climbed onto the podium, and who was pushed off it."""

from __future__ import annotations

from cogs.ui.cards import Accent, Card
from cogs.ui.clan.naming import place_in_text
from cogs.ui.leaderboards.card import person
from cogs.ui.leaderboards.naming import board_name
from cogs.ui.words import Words
from domain.leaderboard_settings import Board
from domain.notices import Notice
from services.guildhall import Guildhall


async def podium(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """The first three of a board now, who is new among them, and who is not there any more."""
    facts = notice.facts
    before: list[int] = facts["before"]
    after: list[int] = facts["after"]
    users = await hall.leaderboards.podiums.people([*before, *after])

    def named(members: list[int]) -> str:
        # Raw: a list of facts would be made harmless, and mentions with it.
        *first, last = (person(say, users.get(one)) for one in members)
        return say("leaderboard.news.and", first=", ".join(first), last=last) if first else last

    entered, left = [one for one in after if one not in before], [one for one in before if one not in after]
    board = Board(facts["board"])
    told: list[str] = []
    if entered:
        told.append(say("leaderboard.news.entered", who=named(entered)))
    if left:
        told.append(say("leaderboard.news.left", who=named(left)))
    if after[0] != before[0]:
        told.append(say("leaderboard.news.leads", who=named(after[:1])))
    if not told:
        told.append(say("leaderboard.news.swapped"))
    lines = [f"{place_in_text(number)} {person(say, users.get(one))}" for number, one in enumerate(after, 1)]
    return Card(
        Accent.LEADERBOARD,
        say("leaderboard.news.heading", board=board_name(say, board)),
        body=[" ".join(told), "\n".join(lines)],
        small=say("leaderboard.news.small_now" if board is Board.LOOT else "leaderboard.news.small"),
    )
