"""Telling who climbed onto the podium of a board, and who was pushed off it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from sqlalchemy import Connection

from domain.leaderboard_settings import PODIUM, TOLD, Board
from domain.notices import Facts
from services.desk import Desk
from services.leaderboards.boards import Boards
from storage import board_pins, members, notices, settings
from storage.board_pins import Podium

LASTED: Final = timedelta(minutes=10)
"""For how long others must have stood there before it is told."""

APART: Final = timedelta(hours=1)
"""Between two tellings of the same board."""

STEPS: Final = 3
_NONE: Final = "none"


class Podiums:
    """Follow the first three."""

    def __init__(self, desk: Desk, boards: Boards) -> None:
        self._desk = desk
        self._boards = boards
        self._noted: dict[tuple[int, Board], tuple[int, ...]] = {}

    async def due(self) -> None:
        """Tell what changed on the podiums that guilds want to hear about, once it has lasted."""
        for guild_id, board in await self._desk.db.read_aside(_announced):
            self._boards.keep(guild_id, board)
            three = tuple(await self._boards.first(guild_id, board, STEPS))
            if self._noted.get((guild_id, board)) == three:
                continue
            follow = partial(_follow, guild_id=guild_id, board=board, three=three, now=self._desk.clock())
            settled = await self._desk.db.write(follow)
            if settled:
                self._noted[guild_id, board] = three
            else:
                self._noted.pop((guild_id, board), None)

    def forget(self, guild_id: int) -> None:
        """Somebody was taken off the guild's podiums: look at what is noted again."""
        for key in [key for key in self._noted if key[0] == guild_id]:
            del self._noted[key]

    async def people(self, member_ids: Sequence[int]) -> dict[int, int | None]:
        """Discord's user ids by member id; None for who was erased."""
        return await self._desk.db.read(lambda tx: members.users(tx, set(member_ids)))


def step(noted: Podium | None, three: Sequence[int], now: datetime) -> tuple[Podium, bool]:
    """What is noted from now on, and whether to tell it: others for long enough, and not too soon after the last time.

    What stands there when a board is first looked at is noted silently, and so is a podium that nobody is on.
    """
    here = tuple(three)
    if noted is None:
        return Podium(here), False
    if here == noted.members:
        return Podium(here, noted.told_at), False
    if here != noted.pending or noted.since is None:
        return replace(noted, pending=here, since=now), False
    if now - noted.since < LASTED or (noted.told_at is not None and now - noted.told_at < APART):
        return noted, False
    told = bool(here) and bool(noted.members)
    return Podium(here, now if told else noted.told_at), told


def _announced(tx: Connection) -> list[tuple[int, Board]]:
    """The board that each guild wants to hear about."""
    chosen = ((guild_id, str(settings.some(tx, guild_id, TOLD)[0])) for guild_id in members.present_guilds(tx))
    return [(guild_id, Board(board)) for guild_id, board in chosen if board != _NONE]


def _follow(tx: Connection, guild_id: int, board: Board, three: Sequence[int], now: datetime) -> bool:
    """Note who stands there, and put it into the outbox if it is time; whether that is all there is to it."""
    noted = board_pins.podium(tx, guild_id, board)
    if noted is None and not three:
        return False
    after, told = step(noted, three, now)
    if after != noted:
        board_pins.note_podium(tx, guild_id, board, after)
    if told and noted is not None:
        key = f"podium:{board}:{now.isoformat()}"
        notices.put(tx, guild_id, PODIUM.name, key=key, facts=_facts(board, noted.members, three), now=now)
    return after.members == tuple(three)


def _facts(board: Board, before: Sequence[int], after: Sequence[int]) -> Facts:
    return {"board": board.value, "before": [*before], "after": [*after]}
