"""What stands behind a member's numbers: lines of one kind of credit, causes of points, gains by character."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, TextClause, and_, bindparam, case, func, select

from domain.challenge_points import Cause
from domain.credit import Credit
from domain.ledger import Line
from domain.metrics import OVERALL
from storage.challenge_points import PointRow
from storage.challenges import ChallengeRow
from storage.characters import CharacterRow
from storage.engine import once
from storage.ledger import LINE, PAYOUTS, WALLETS, AccountRow, PostingRow, TransactionRow, line_of
from storage.pots import PotRow
from storage.schema import SECONDS
from storage.snapshots import MetricRow, ReadingRow, SnapshotRow, value_at

_START = bindparam("start", type_=SECONDS)
_WHICH: BindParameter[Any] = bindparam("which", expanding=True)


@dataclass(frozen=True, slots=True)
class Earned:
    """What one cause paid in one challenge, in so many rows; `at` is the newest of them."""

    title: str
    cause: Cause
    count: int
    points: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Ends:
    """What a character had of a metric at its baseline and has now; None: not listed there."""

    slug: str
    before: int | None
    after: int | None


def credit_lines(tx: Connection, member_id: int, credit: Credit, limit: int) -> tuple[int, list[Line]]:
    """How many lines a member's wallet has of one kind of credit, and the newest of them."""
    return _lines(tx, _account(tx, member_id, credit), limit)


def payouts(tx: Connection, member_id: int, since: datetime, limit: int) -> tuple[int, list[Line]]:
    """How often pots paid a member out from a moment on, and the newest of these lines."""
    return _lines(tx, _account(tx, member_id, Credit.CREDIT), limit, PAYOUTS, TransactionRow.at >= since)


def earned_since(tx: Connection, guild_id: int, member_id: int, since: datetime) -> list[Earned]:
    """What a member's challenge points from a moment on were for, by challenge and cause, the newest first."""
    points = func.sum(PointRow.points)
    newest = func.max(PointRow.at, type_=PointRow.at.type)
    query = select(ChallengeRow.title, PointRow.cause, func.count(), points, newest)
    query = query.join(ChallengeRow, ChallengeRow.id == PointRow.challenge_id)
    query = query.where(ChallengeRow.guild_id == guild_id, PointRow.member_id == member_id, PointRow.at >= since)
    query = query.group_by(ChallengeRow.id, PointRow.cause).having(points != 0)
    rows = tx.execute(query.order_by(newest.desc(), ChallengeRow.id.desc(), PointRow.cause))
    return [Earned(row[0], Cause(row[1]), row[2], int(row[3]), row[4]) for row in rows]


def ends_of(
    tx: Connection, character_ids: Collection[int], slugs: Sequence[str], start: datetime
) -> dict[int, list[Ends]]:
    """What characters had and have of these metrics, by character; one that came later counts from its first look."""
    asked = {"which": sorted(character_ids), "slugs": [*slugs], "start": start}
    found: dict[int, list[Ends]] = {one: [] for one in character_ids}
    for who, slug, before, after in tx.execute(_ENDS(), asked):
        found[who].append(Ends(slug, before, after))
    return found


def baselines(tx: Connection, character_ids: Collection[int], start: datetime) -> dict[int, int | None]:
    """The total experience that each character is counted from."""
    return {who: ends[0].before if ends else None for who, ends in ends_of(tx, character_ids, [OVERALL], start).items()}


def looks(tx: Connection, character_ids: Collection[int], start: datetime) -> list[datetime]:
    """When any of the characters was looked at after a moment."""
    query = select(SnapshotRow.taken_at).where(SnapshotRow.character_id.in_(sorted(character_ids)))
    return list(tx.execute(query.where(SnapshotRow.taken_at > start).distinct()).scalars())


def looked_at(tx: Connection, character_ids: Collection[int], start: datetime) -> Mapping[int, datetime]:
    """The last snapshot of each character at or before a moment; those without one are left out."""
    rows: Any = tx.execute(_LOOKED_AT(), {"which": sorted(character_ids), "start": start})
    return {who: at for who, at in rows if at is not None}


def _account(tx: Connection, member_id: int, credit: Credit) -> int | None:
    return tx.execute(_ACCOUNT(), {"member": member_id, "credit": credit}).scalar()


def _lines(
    tx: Connection, account_id: int | None, limit: int, *which: ColumnElement[bool] | TextClause
) -> tuple[int, list[Line]]:
    """How many lines of an account are like that, and the newest of them."""
    if account_id is None:
        return 0, []
    joined = PostingRow.transaction_id == TransactionRow.id
    mine = and_(PostingRow.account_id == account_id, *which)
    total = tx.execute(select(func.count()).select_from(PostingRow).join(TransactionRow, joined).where(mine))
    query = (
        select(*LINE)
        .join(PostingRow, joined)
        .outerjoin(PotRow, PotRow.id == TransactionRow.pot_id)
        .where(mine)
        .order_by(PostingRow.transaction_id.desc())
    )
    rows = tx.execute(query.limit(limit))
    return total.scalar_one(), [line_of(row) for row in rows]


def _since() -> ColumnElement[datetime]:
    return case((CharacterRow.first_at > _START, CharacterRow.first_at), else_=_START)


_ACCOUNT = once(
    lambda: select(AccountRow.id).where(
        WALLETS, AccountRow.member_id == bindparam("member"), AccountRow.credit == bindparam("credit")
    )
)
_ENDS = once(
    lambda: (
        select(ReadingRow.character_id, MetricRow.slug, value_at(_since()), ReadingRow.value)
        .join(MetricRow, MetricRow.id == ReadingRow.metric_id)
        .join(CharacterRow, CharacterRow.id == ReadingRow.character_id)
        .where(ReadingRow.character_id.in_(_WHICH), MetricRow.slug.in_(bindparam("slugs", expanding=True)))
    )
)
_LOOKED_AT = once(
    lambda: (
        select(SnapshotRow.character_id, func.max(SnapshotRow.taken_at, type_=SECONDS))
        .where(SnapshotRow.character_id.in_(_WHICH), SnapshotRow.taken_at <= _START)
        .group_by(SnapshotRow.character_id)
    )
)
