"""The books of points in a transaction: members by number, awards, decays and what is left."""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count

from sqlalchemy import Connection

from domain.points import Act, Change, Decay, Move, Pool
from storage import members, point_decay, points

GUILD, OTHER = 77, 88
AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
_KEYS = count(1)


@dataclass
class PointBooks:
    """The points of one guild inside a transaction; every act of it has a key of its own."""

    tx: Connection
    guild_id: int = GUILD

    def member(self, user_id: int) -> int:
        """Somebody by their Discord id, entered when they are new."""
        return members.ensure(self.tx, self.guild_id, user_id, AT).id

    def enter(self, *changes: Change, act: Act = Act.AWARD, reverses: int | None = None) -> tuple[int, list[Move]]:
        """A batch of these changes: its id, and what really happened."""
        key = f"test:{next(_KEYS)}"
        batch = points.enter(self.tx, self.guild_id, act, key=key, at=AT, by=None, reverses=reverses)
        assert batch is not None
        return batch, points.change(self.tx, self.guild_id, batch, changes)

    def decay(self, decay: Decay) -> tuple[int, int]:
        """A batch that decays: its id, and how many balances it touched."""
        batch = points.enter(self.tx, self.guild_id, Act.DECAY, key=f"test:{next(_KEYS)}", at=AT, by=None, decay=decay)
        assert batch is not None
        return batch, point_decay.take(self.tx, self.guild_id, batch, decay)

    def balance(self, member_id: int, pool: Pool) -> int:
        """What a member has."""
        return points.balance(self.tx, member_id, pool)


def seven_with_points(tx: Connection) -> None:
    """Members 1 to 7 with 50 DKP each."""
    kept = PointBooks(tx)
    kept.enter(*(Change(kept.member(1000 + number), Pool.DKP, 50_00) for number in range(7)))
