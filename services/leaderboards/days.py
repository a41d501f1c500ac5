"""How everybody stood when a day ended, so that movement and whom to watch can be told."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Final

from sqlalchemy import Connection

from domain.guild import TIMEZONE
from domain.leaderboard_settings import PANEL, Board
from domain.leaderboards import overall
from domain.localtime import first_instant
from domain.settings import zone
from domain.windows import Window
from services.desk import Desk
from services.leaderboards.boards import Boards
from services.leaderboards.reading import Of, board_of, hour_of, values, weights
from storage import members, panels, settings, standing_days
from storage.engine import after_commit

KEPT_DAYS: Final[Mapping[Window, int]] = {Window.THIRTY_DAYS: 32, Window.WEEK: 9, Window.MONTH: 3}
"""For how many days the boards of a window are kept: as long as anybody is watched over them."""

_DAY: Final = timedelta(days=1)

Standings = Mapping[Of, Mapping[int, int]]


class Days:
    """Keep a day's standings."""

    def __init__(self, desk: Desk, boards: Boards) -> None:
        self._desk = desk
        self._boards = boards
        self._done: dict[int, date] = {}

    async def due(self) -> None:
        """Keep yesterday of every guild whose day is over and not kept yet; drop what is too old."""
        now = self._desk.clock()
        for guild_id, today in (await self._desk.db.read_aside(partial(_today, now=now))).items():
            if self._done.get(guild_id) != today:
                await self._keep(guild_id, today - _DAY)
                self._done[guild_id] = today

    async def _keep(self, guild_id: int, day: date) -> None:
        """Keep the day, unless it is kept already or nobody is on any board."""
        found = await self._desk.db.read_aside(partial(_ended, guild_id=guild_id, day=day))
        if any(found.values()):
            await self._desk.db.write(partial(self._save, guild_id=guild_id, day=day, found=found))

    def _save(self, tx: Connection, guild_id: int, day: date, found: Standings) -> None:
        for of, had in found.items():
            standing_days.keep(tx, guild_id, of.board, of.window, day, had)
        for window, days in KEPT_DAYS.items():
            standing_days.drop(tx, guild_id, window, before=day - (days - 1) * _DAY)
        panels.touch_all(tx, guild_id, PANEL)  # what hangs there tells movement
        after_commit(tx, partial(self._boards.day_over, guild_id))


def _today(tx: Connection, now: datetime) -> dict[int, date]:
    """The day that it is in every guild."""
    found: dict[int, date] = {}
    for guild_id in members.present_guilds(tx):
        (timezone,) = settings.some(tx, guild_id, TIMEZONE)
        found[guild_id] = now.astimezone(zone(str(timezone))).date()
    return found


def _ended(tx: Connection, guild_id: int, day: date) -> Standings:
    """What everybody had on every board when the day ended; nothing when that is kept already, or nobody was there.

    While the bot is away nothing changes: a day that ended meanwhile ended with what there is now.
    """
    (timezone,) = settings.some(tx, guild_id, TIMEZONE)
    over = first_instant(datetime.combine(day + _DAY, time()), zone(str(timezone)))
    came = members.joined_guild(tx, guild_id)
    if came is None or came >= over or standing_days.is_kept(tx, guild_id, day):
        return {}
    # Its last hour: a moment later a month is another one, with nobody in it.
    hour, counted = hour_of(over - timedelta.resolution), weights(tx, guild_id)
    found: dict[Of, Mapping[int, int]] = {}
    for window in Window:
        boards = {board: board_of(guild_id, board, window) for board in Board if board is not Board.STANDING}
        for of in boards.values():
            if of not in found:
                found[of] = values(tx, of, hour)
        scores = overall({board: found[of] for board, of in boards.items()}, counted)
        found[board_of(guild_id, Board.STANDING, window)] = {who: score for who, score in scores.items() if score}
    return found
