"""Milestones that were reached, each told once, and what has changed since they were last looked for."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, and_, delete, exists, func, or_, select
from sqlalchemy.orm import Mapped, aliased, mapped_column

from domain.clan import RunState
from domain.ledger import Act
from domain.pot_settings import PotState
from storage.challenge_points import PointRow
from storage.challenges import ChallengeRow
from storage.characters import CharacterRow
from storage.engine import insert
from storage.ledger import TransactionRow
from storage.members import MemberRow
from storage.pots import PotRow
from storage.runs import RunRow
from storage.schema import Base, snowflake
from storage.snapshots import ChangeRow, MetricRow, ReadingRow, SnapshotRow


class MilestoneRow(Base):
    """Something was reached for the first time; `key` says by which character or member (by id), and what."""

    __tablename__ = "milestones"
    __table_args__ = ({"sqlite_with_rowid": False},)

    guild_id: Mapped[int] = snowflake(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Grown:
    """A character's value at a snapshot, and what it was before, if that was known; `owner` is a member."""

    character: int
    name: str
    owner: int | None
    slug: str
    before: int | None
    after: int


def of_character(character_id: int, what: str, step: int) -> str:
    """The key of what a character reached."""
    return f"character:{character_id}:{what}:{step}"


def of_person(member_id: int, what: str, step: int) -> str:
    """The key of what a member reached."""
    return f"member:{member_id}:{what}:{step}"


def reach(tx: Connection, guild_id: int, key: str, now: datetime) -> bool:
    """Note that it was reached; False when it was before."""
    row = {"guild_id": guild_id, "key": key, "at": now}
    statement = insert(MilestoneRow).values(row).on_conflict_do_nothing().returning(MilestoneRow.key)
    return tx.execute(statement).scalar() is not None


def of_member(tx: Connection, member_id: int) -> list[dict[str, str]]:
    """What a member and their characters reached, with when."""
    query = select(MilestoneRow.key, MilestoneRow.at).where(_of(tx, member_id)).order_by(MilestoneRow.at)
    return [{"reached": row.key, "at": row.at.isoformat()} for row in tx.execute(query)]


def forget(tx: Connection, member_id: int) -> None:
    """Drop what a member and the characters that are theirs reached."""
    tx.execute(delete(MilestoneRow).where(_of(tx, member_id)))


def newest_run(tx: Connection) -> int:
    """The run up to which every one is over."""
    running = select(func.min(RunRow.id)).where(RunRow.state == RunState.RUNNING)
    first = tx.execute(running).scalar()
    return (tx.execute(select(func.max(RunRow.id))).scalar() or 0) if first is None else first - 1


def newest_points(tx: Connection) -> int:
    """The newest row of challenge points."""
    return tx.execute(select(func.max(PointRow.id))).scalar() or 0


def newest_transaction(tx: Connection) -> int:
    """The newest transaction of credits."""
    return tx.execute(select(func.max(TransactionRow.id))).scalar() or 0


def runs_after(tx: Connection, run_id: int) -> list[tuple[int, int]]:
    """The runs that asked everybody, of those after that one: guild and id, oldest first."""
    query = select(RunRow.guild_id, RunRow.id).where(RunRow.id > run_id, RunRow.state == RunState.COMPLETE)
    return [(row[0], row[1]) for row in tx.execute(query.order_by(RunRow.id))]


def grown_in(tx: Connection, guild_id: int, run_id: int, floors: Mapping[str, int]) -> list[Grown]:
    """What a run found changed on the roster, of these metrics and not less than their floor, oldest first.

    A character that no run has looked at before has not grown in it, whatever is known of its past.
    """
    started = tx.execute(select(RunRow.started_at).where(RunRow.id == run_id)).scalar_one()
    earlier, older = aliased(SnapshotRow), aliased(ChangeRow)
    looked_at = exists().where(
        earlier.character_id == SnapshotRow.character_id,
        earlier.taken_at < SnapshotRow.taken_at,
        earlier.run_id.is_not(None),
    )
    same = (older.character_id == ChangeRow.character_id, older.metric_id == ChangeRow.metric_id)
    before = select(older.value).where(*same, older.at < ChangeRow.at).order_by(older.at.desc()).limit(1)
    columns = (CharacterRow.id, CharacterRow.name, CharacterRow.owner_id, MetricRow.slug)
    query = (
        select(*columns, before.scalar_subquery(), ChangeRow.value)
        .select_from(CharacterRow)
        .join(SnapshotRow, SnapshotRow.character_id == CharacterRow.id)
        .join(ChangeRow, (ChangeRow.character_id == SnapshotRow.character_id) & (ChangeRow.at == SnapshotRow.taken_at))
        .join(MetricRow, MetricRow.id == ChangeRow.metric_id)
        .where(CharacterRow.guild_id == guild_id, CharacterRow.left_at.is_(None))
        # There is no index on the run, but one on character and time.
        .where(SnapshotRow.taken_at >= started, SnapshotRow.run_id == run_id, looked_at)
        .where(_high_enough(floors))
        .order_by(SnapshotRow.taken_at, CharacterRow.key)
    )
    return [Grown(*row) for row in tx.execute(query)]


def holders(tx: Connection, guild_id: int, slug: str, floor: int) -> set[int]:
    """The characters that were ever in the guild and have at least so much of a metric now."""
    query = select(ReadingRow.character_id).join(CharacterRow, CharacterRow.id == ReadingRow.character_id)
    query = query.join(MetricRow, MetricRow.id == ReadingRow.metric_id)
    rows = query.where(CharacterRow.guild_id == guild_id, MetricRow.slug == slug, ReadingRow.value >= floor)
    return set(tx.execute(rows).scalars())


def reached_in_all(tx: Connection, character_id: int, slugs: Collection[str], floor: int) -> bool:
    """Whether a character has at least so much in each of these metrics."""
    query = select(func.count()).select_from(ReadingRow).join(MetricRow, MetricRow.id == ReadingRow.metric_id)
    query = query.where(ReadingRow.character_id == character_id, MetricRow.slug.in_(sorted(slugs)))
    return tx.execute(query.where(ReadingRow.value >= floor)).scalar_one() == len(slugs)


def points_after(tx: Connection, point_id: int) -> dict[int, dict[int, int]]:
    """What the challenge points after that row come to, by guild and member."""
    query = select(ChallengeRow.guild_id, PointRow.member_id, func.sum(PointRow.points))
    query = query.join(ChallengeRow, ChallengeRow.id == PointRow.challenge_id).where(PointRow.id > point_id)
    return _by_guild(tx.execute(query.group_by(ChallengeRow.guild_id, PointRow.member_id)))


def won_after(tx: Connection, transaction_id: int) -> dict[int, dict[int, int]]:
    """What pots paid after that transaction, by guild and winner."""
    query = select(PotRow.guild_id, PotRow.winner_id, func.sum(PotRow.payout))
    query = query.join(TransactionRow, TransactionRow.pot_id == PotRow.id)
    query = query.where(TransactionRow.id > transaction_id, TransactionRow.act == Act.PAYOUT)
    rows = query.where(PotRow.winner_id.is_not(None)).group_by(PotRow.guild_id, PotRow.winner_id)
    return _by_guild(tx.execute(rows))


def won(tx: Connection, guild_id: int, member_ids: Collection[int]) -> dict[int, int]:
    """What pots ever paid these members."""
    query = select(PotRow.winner_id, func.sum(PotRow.payout)).where(PotRow.guild_id == guild_id)
    query = query.where(PotRow.state == PotState.SETTLED, PotRow.winner_id.in_(sorted(member_ids)))
    rows = tx.execute(query.group_by(PotRow.winner_id))
    return {member_id: int(paid or 0) for member_id, paid in rows if member_id is not None}


def _by_guild(rows: Iterable[Any]) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = {}
    for guild_id, member_id, amount in rows:
        found.setdefault(guild_id, {})[member_id] = int(amount or 0)
    return found


def _high_enough(floors: Mapping[str, int]) -> ColumnElement[bool]:
    """One comparison for all the metrics that share a floor."""
    slugs: dict[int, list[str]] = {}
    for slug, floor in floors.items():
        slugs.setdefault(floor, []).append(slug)
    return or_(*(and_(MetricRow.slug.in_(sorted(of)), ChangeRow.value >= floor) for floor, of in slugs.items()))


def _of(tx: Connection, member_id: int) -> ColumnElement[bool]:
    """What is the member's or one of their characters'."""
    characters = tx.execute(select(CharacterRow.id).where(CharacterRow.owner_id == member_id)).scalars()
    beginnings = [f"member:{member_id}:", *(f"character:{one}:" for one in characters)]
    guild = select(MemberRow.guild_id).where(MemberRow.id == member_id).scalar_subquery()
    # Ranges, which the primary key answers; `;` follows `:`.
    ranges = (and_(MilestoneRow.key >= one, MilestoneRow.key < f"{one[:-1]};") for one in beginnings)
    return and_(MilestoneRow.guild_id == guild, or_(*ranges))
