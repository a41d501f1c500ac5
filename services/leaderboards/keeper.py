"""What leaderboards keep about a person."""

from functools import partial
from typing import Any

from sqlalchemy import Connection

from services.leaderboards.boards import Boards
from services.leaderboards.podiums import Podiums
from storage import board_pins, members, standing_days
from storage.engine import after_commit


class LeaderboardsKeeper:
    """What leaderboards keep about a person: places of days gone by, podiums, boards pinned, and being left out.

    Days and podiums hold ids of members inside a list each, where no table can refer to them.
    """

    tables = ("board_pins", "left_out")

    def __init__(self, boards: Boards, podiums: Podiums) -> None:
        self._boards = boards
        self._podiums = podiums

    def export(self, tx: Connection, member_id: int) -> dict[str, Any]:
        """What they had on every board of every day that is kept, and the rest."""
        guild_id = members.guild_of(tx, member_id)
        since = board_pins.left_out_since(tx, member_id)
        return {
            "leaderboard_days": standing_days.of_member(tx, guild_id, member_id),
            "leaderboard_podiums": board_pins.podiums_of(tx, guild_id, member_id),
            "leaderboards_pinned": board_pins.pinned_by(tx, member_id),
            "left_out_of_places_since": None if since is None else since.isoformat(),
        }

    def erase(self, tx: Connection, member_id: int) -> None:
        """Take them off every board, now and of days gone by; what they pinned hangs on as nobody's."""
        guild_id = members.guild_of(tx, member_id)
        standing_days.forget(tx, guild_id, member_id)
        board_pins.step_down(tx, guild_id, member_id)
        board_pins.leave_in(tx, member_id)
        after_commit(tx, partial(self._boards.anew, guild_id))
        after_commit(tx, partial(self._boards.day_over, guild_id))
        after_commit(tx, partial(self._podiums.forget, guild_id))
