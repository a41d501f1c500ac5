"""Boards that hang in a channel and keep themselves up to date."""

from sqlalchemy import Connection

from domain.errors import NotFound
from domain.leaderboard_settings import PANEL, Asked
from domain.people import Actor, Rank
from services import access
from services.desk import Desk
from services.leaderboards.boards import Boards, View
from storage import audit, board_pins, panels


class Pins:
    """Hang and repaint boards."""

    def __init__(self, desk: Desk, boards: Boards) -> None:
        self._desk = desk
        self._boards = boards

    async def pin(self, actor: Actor, asked: Asked) -> int:
        """Keep what a pinned board shows, for a leader; returns what its message is hung with. Raises `Forbidden`."""
        now = self._desk.clock()

        def work(tx: Connection) -> int:
            member = access.enter(tx, actor, Rank.LEADER, now)
            facts = {"board": asked.board.value, "window": asked.window.value, "top": asked.top}
            audit.append(tx, actor.guild_id, "leaderboard.pinned", actor=member.id, at=now, facts=facts)
            pin_id = board_pins.pin(tx, actor.guild_id, asked, by=member.id, now=now)
            panels.touch(tx, actor.guild_id, PANEL, pin_id)  # where it hangs already it has as many places now
            return pin_id

        return await self._desk.db.write(work)

    async def hanging(self, pin_id: int, channel_id: int) -> list[int]:
        """The messages in a channel that show a pinned board, oldest first."""
        return await self._desk.db.read(lambda tx: board_pins.hanging(tx, pin_id, channel_id))

    async def show(self, guild_id: int, pin_id: int) -> View:
        """A pinned board as it stands now; raises `NotFound`."""
        asked = await self._desk.db.read(lambda tx: board_pins.find(tx, guild_id, pin_id))
        if asked is None:
            raise NotFound("leaderboard.pin_gone")
        return await self._boards.look(guild_id, asked)
