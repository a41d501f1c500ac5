"""What was entered in the books since somebody looked last, as far as members' boards are made of it.

What is never edited is followed by its newest number: transactions, points of loot and of challenges, snapshots. A
roster has no such number; every act on it leaves a row in the guild's log.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import BigInteger, Connection, bindparam, func, select

from domain.leaderboard_settings import Board
from storage.audit import AuditRow
from storage.challenge_points import PointRow as ChallengePointRow
from storage.challenges import ChallengeRow
from storage.characters import CharacterRow
from storage.engine import once
from storage.ledger import PAYOUTS, WALLETS, AccountRow, PostingRow, TransactionRow
from storage.points import BatchRow, PointRow
from storage.snapshots import SnapshotRow

ROSTER_ACTS: Final = (
    "clan.added",
    "clan.removed",
    "clan.imported",
    "clan.claim_confirmed",
    "privacy.erased",
)
"""What the log says of acts that change whose characters are on the roster, and who there is."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The newest number of everything that is followed."""

    transactions: int = 0
    points: int = 0
    earned: int = 0
    snapshots: int = 0

    def least(self, other: "Marks") -> "Marks":
        """The earlier of both, number by number."""
        return Marks(
            min(self.transactions, other.transactions),
            min(self.points, other.points),
            min(self.earned, other.earned),
            min(self.snapshots, other.snapshots),
        )


@dataclass(frozen=True, slots=True)
class Changes:
    """Who may have other values now, by guild and board; the newest snapshot of guilds that had any."""

    marks: Marks
    members: Mapping[tuple[int, Board], Collection[int]] = field(default_factory=dict[tuple[int, Board], set[int]])
    snapshots: Mapping[int, int] = field(default_factory=dict[int, int])


_SINCE = bindparam("since", type_=BigInteger)
_NEWEST = once(
    lambda: select(
        *(
            select(func.coalesce(func.max(column), 0)).scalar_subquery()
            for column in (TransactionRow.id, PointRow.id, ChallengePointRow.id, SnapshotRow.id)
        )
    )
)
_WON = once(
    lambda: (
        select(AccountRow.guild_id, AccountRow.member_id)
        .select_from(TransactionRow)
        .join(PostingRow, PostingRow.transaction_id == TransactionRow.id)
        .join(AccountRow, AccountRow.id == PostingRow.account_id)
        .where(TransactionRow.id > _SINCE, PAYOUTS, WALLETS)
    )
)
_POINTS = once(
    lambda: (
        select(BatchRow.guild_id, PointRow.member_id)
        .join(BatchRow, BatchRow.id == PointRow.batch_id)
        .where(PointRow.id > _SINCE)
        .distinct()
    )
)
_EARNED = once(
    lambda: (
        select(ChallengeRow.guild_id, ChallengePointRow.member_id)
        .join(ChallengeRow, ChallengeRow.id == ChallengePointRow.challenge_id)
        .where(ChallengePointRow.id > _SINCE)
        .distinct()
    )
)
_SNAPSHOTS = once(
    lambda: (
        select(CharacterRow.guild_id, func.max(SnapshotRow.id))
        .join(CharacterRow, CharacterRow.id == SnapshotRow.character_id)
        .where(SnapshotRow.id > _SINCE)
        .group_by(CharacterRow.guild_id)
    )
)
_ROSTER = once(
    lambda: select(func.max(AuditRow.seq)).where(
        AuditRow.guild_id == bindparam("guild"), AuditRow.kind.in_(ROSTER_ACTS)
    )
)


def marks(tx: Connection) -> Marks:
    """The newest numbers there are."""
    return Marks(*tx.execute(_NEWEST()).one())


def since(tx: Connection, seen: Marks) -> Changes:
    """What came after these numbers."""
    now = marks(tx)
    found: defaultdict[tuple[int, Board], set[int]] = defaultdict(set)
    for board, query, after, newest in (
        (Board.POTS, _WON, seen.transactions, now.transactions),
        (Board.LOOT, _POINTS, seen.points, now.points),
        (Board.CHALLENGES, _EARNED, seen.earned, now.earned),
    ):
        if newest > after:
            for guild_id, member_id in tx.execute(query(), {"since": after}):
                found[guild_id, board].add(member_id)
    snapshots: dict[int, int] = {}
    if now.snapshots > seen.snapshots:
        snapshots = {row[0]: row[1] for row in tx.execute(_SNAPSHOTS(), {"since": seen.snapshots})}
    return Changes(now, found, snapshots)


def roster(tx: Connection, guild_id: int) -> int:
    """The number of the newest row of the guild's log that is about its roster, 0 when there is none."""
    return tx.execute(_ROSTER(), {"guild": guild_id}).scalar() or 0
