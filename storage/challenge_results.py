"""What challenges came to: everybody's place, and who was given which prize."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ColumnElement,
    Connection,
    ForeignKey,
    String,
    UniqueConstraint,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from domain.challenge_prizes import Kind, Merit, Reward
from domain.challenge_results import Measure, Result
from storage.challenges import ChallengeRow
from storage.engine import once
from storage.members import MemberRow, member_id_key
from storage.schema import Base, one_of, word
from storage.submissions import SubmissionRow


class ResultRow(Base):
    """Somebody's place with their best submission; `score` is an exact fraction as text, `17/4`, in its `measure`.

    `given` counts the votes, marks or judges of that submission that counted.
    """

    __tablename__ = "challenge_results"
    __table_args__ = (
        CheckConstraint("place > 0", name="place"),
        one_of("measure", Measure),
        {"sqlite_with_rowid": False},
    )

    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenges.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(member_id_key(), primary_key=True, index=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    place: Mapped[int]
    score: Mapped[str] = mapped_column(String(80))
    measure: Mapped[str] = word()
    given: Mapped[int]


class RewardRow(Base):
    """A prize that somebody was given: credits once `paid_at`, cash and things ticked off with `sent_at`.

    `amount` is whole credits or cents; `taken_at` is set when a later result gave it to somebody else, with what could
    not be taken back any more in `missing`.
    """

    __tablename__ = "challenge_rewards"
    __table_args__ = (
        one_of("merit", Merit),
        one_of("kind", Kind),
        CheckConstraint("(sent_at IS NULL) OR (kind != 'credits')", name="sent"),
        CheckConstraint("missing BETWEEN 0 AND amount", name="missing"),
        UniqueConstraint("challenge_id", "key", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenges.id"))
    key: Mapped[str] = mapped_column(String(160))
    number: Mapped[int]
    member_id: Mapped[int] = mapped_column(member_id_key(), index=True)
    merit: Mapped[str] = word()
    place: Mapped[int]
    kind: Mapped[str] = word()
    amount: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    thing: Mapped[str] = mapped_column(String(100))
    shared: Mapped[int]
    at: Mapped[datetime]
    paid_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    sent_by: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    taken_at: Mapped[datetime | None]
    missing: Mapped[int] = mapped_column(BigInteger)


_STANDS = text("challenge_rewards.taken_at IS NULL")
_TO_SEND = text("challenge_rewards.kind IN ('cash', 'thing')")


@dataclass(frozen=True, slots=True)
class Given:
    """A reward as it stands in the books: `missing` of it could not be taken back, `sent_by` is a member."""

    id: int
    number: int
    reward: Reward
    paid_at: datetime | None
    sent_at: datetime | None
    sent_by: int | None
    taken_at: datetime | None
    missing: int


class Settled(NamedTuple):
    """When a reward was paid and taken back, and what of it could not be."""

    paid_at: datetime | None
    taken_at: datetime | None
    missing: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """A result with whose it is: `user_id` is None once erased, `title` what the submission is called."""

    result: Result
    user_id: int | None
    title: str


_PUT_RESULT = once(lambda: insert(ResultRow))
_PUT_REWARD = once(lambda: insert(RewardRow))
_SETTLE = once(
    lambda: (
        update(RewardRow)
        .where(RewardRow.id == bindparam("which"))
        .values(paid_at=bindparam("paid"), taken_at=bindparam("taken"), missing=bindparam("lost"))
    )
)


def places(tx: Connection, challenge_id: int) -> dict[int, tuple[int, int]]:
    """Everybody's place and submission as they were kept last; by member."""
    query = select(ResultRow.member_id, ResultRow.place, ResultRow.submission_id)
    return {row[0]: (row[1], row[2]) for row in tx.execute(query.where(ResultRow.challenge_id == challenge_id))}


def put_results(tx: Connection, challenge_id: int, results: Iterable[Result]) -> None:
    """Keep these places instead of any that were kept before."""
    tx.execute(delete(ResultRow).where(ResultRow.challenge_id == challenge_id))
    rows = [
        {
            "challenge_id": challenge_id,
            "member_id": one.member_id,
            "submission_id": one.submission_id,
            "place": one.place,
            "score": str(one.score),
            "measure": one.measure.value,
            "given": one.given,
        }
        for one in results
    ]
    if rows:
        tx.execute(_PUT_RESULT(), rows)


def ranks(tx: Connection, challenge_id: int, *, limit: int, offset: int = 0) -> list[Ranked]:
    """Part of the places, the first first; equals by their submission's age."""
    query = _ranks(challenge_id).order_by(ResultRow.place, ResultRow.submission_id)
    return [_ranked(row) for row in tx.execute(query.limit(limit).offset(offset))]


def rank_of(tx: Connection, challenge_id: int, member_id: int) -> Ranked | None:
    """Somebody's place, if they have one."""
    row = tx.execute(_ranks(challenge_id).where(ResultRow.member_id == member_id)).one_or_none()
    return None if row is None else _ranked(row)


def count(tx: Connection, challenge_id: int) -> int:
    """How many people have a place."""
    query = select(func.count()).select_from(ResultRow).where(ResultRow.challenge_id == challenge_id)
    return tx.execute(query).scalar_one()


def shared(tx: Connection, challenge_id: int, up_to: int) -> dict[int, int]:
    """How many share each place, from the first to that one."""
    query = select(ResultRow.place, func.count()).group_by(ResultRow.place).order_by(ResultRow.place)
    rows = tx.execute(query.where(ResultRow.challenge_id == challenge_id, ResultRow.place <= up_to))
    return {row[0]: row[1] for row in rows}


def rewards(tx: Connection, challenge_id: int) -> list[Given]:
    """Everything that a challenge ever gave, what was taken back too; the oldest first."""
    query = select(RewardRow).where(RewardRow.challenge_id == challenge_id).order_by(RewardRow.id)
    return [_given(row) for row in tx.execute(query)]


def standing_of(tx: Connection, challenge_id: int, members: Collection[int]) -> list[Given]:
    """The rewards of these members that were not taken back; the oldest first."""
    query = select(RewardRow).where(RewardRow.challenge_id == challenge_id, RewardRow.member_id.in_(sorted(members)))
    return [_given(row) for row in tx.execute(query.where(_STANDS).order_by(RewardRow.id))]


def open_matters(tx: Connection, challenge_id: int) -> list[Given]:
    """What officers have to see to: cash and things that stand, unpaid credits, and what is missing or was sent."""
    unpaid = and_(RewardRow.kind == Kind.CREDITS, RewardRow.paid_at.is_(None), _STANDS)
    astray = RewardRow.taken_at.is_not(None) & ((RewardRow.missing > 0) | RewardRow.sent_at.is_not(None))
    query = select(RewardRow).where(RewardRow.challenge_id == challenge_id, (_TO_SEND & _STANDS) | unpaid | astray)
    return [_given(row) for row in tx.execute(query.order_by(RewardRow.place, RewardRow.id))]


def sums(tx: Connection, challenge_id: int, merit: Merit) -> tuple[int, int]:
    """How many rewards of that merit stand, and how many credits they come to."""
    query = select(func.count(), func.coalesce(func.sum(RewardRow.amount), 0)).where(
        RewardRow.challenge_id == challenge_id, RewardRow.merit == merit, RewardRow.kind == Kind.CREDITS, _STANDS
    )
    row = tx.execute(query).one()
    return row[0], int(row[1])


def put_rewards(tx: Connection, challenge_id: int, numbered: Sequence[tuple[Reward, int]], now: datetime) -> list[int]:
    """Enter rewards, each with the number that is next for its key; returns their ids. Nothing is paid by this."""
    rows = [
        {"challenge_id": challenge_id, "key": reward.key, "number": number, "at": now, "missing": 0} | _columns(reward)
        for reward, number in numbered
    ]
    if not rows:
        return []
    tx.execute(_PUT_REWARD(), rows)
    query = select(RewardRow.id, RewardRow.key, RewardRow.number).where(RewardRow.challenge_id == challenge_id)
    ids = {(row.key, row.number): row.id for row in tx.execute(query)}
    return [ids[reward.key, number] for reward, number in numbered]


def settle(tx: Connection, rows: Mapping[int, Settled]) -> None:
    """From now on these rewards, by id, are settled like this."""
    values = [
        {"which": row_id, "paid": one.paid_at, "taken": one.taken_at, "lost": one.missing}
        for row_id, one in rows.items()
    ]
    if values:
        tx.execute(_SETTLE(), values)


def tick_off(tx: Connection, challenge_id: int, place: int, *, by: int, now: datetime) -> list[Given]:
    """Cash and things for a place that were not sent before are sent now; returns them."""
    what = _for_place(challenge_id, place) & RewardRow.sent_at.is_(None)
    changed = update(RewardRow).where(what).values(sent_at=now, sent_by=by).returning(RewardRow)
    return [_given(row) for row in tx.execute(changed).all()]


def untick(tx: Connection, challenge_id: int, place: int, sent_at: datetime) -> list[Given]:
    """What was ticked off at that very moment was not sent after all; returns it."""
    what = _for_place(challenge_id, place) & (RewardRow.sent_at == sent_at)
    changed = update(RewardRow).where(what).values(sent_at=None, sent_by=None).returning(RewardRow)
    return [_given(row) for row in tx.execute(changed).all()]


def to_send(tx: Connection, challenge_id: int, place: int) -> list[Given]:
    """Cash and things that stand for a place, sent or not."""
    query = select(RewardRow).where(_for_place(challenge_id, place)).order_by(RewardRow.id)
    return [_given(row) for row in tx.execute(query)]


def erased(tx: Connection, guild_id: int) -> set[int]:
    """The members of a guild that were erased: nothing can be paid to them."""
    query = select(MemberRow.id).where(MemberRow.guild_id == guild_id, MemberRow.user_id.is_(None))
    return set(tx.execute(query).scalars())


def keep(tx: Connection, challenge_id: int, now: datetime) -> None:
    """The challenge's result was kept now."""
    tx.execute(update(ChallengeRow).where(ChallengeRow.id == challenge_id).values(completed_at=now))


def _for_place(challenge_id: int, place: int) -> ColumnElement[bool]:
    mine = and_(RewardRow.challenge_id == challenge_id, RewardRow.merit == Merit.PLACE, RewardRow.place == place)
    return and_(mine, _TO_SEND, _STANDS)


def _ranks(challenge_id: int) -> Any:
    return (
        select(ResultRow, MemberRow.user_id, SubmissionRow.title)
        .join(MemberRow, MemberRow.id == ResultRow.member_id)
        .join(SubmissionRow, SubmissionRow.id == ResultRow.submission_id)
        .where(ResultRow.challenge_id == challenge_id)
    )


def _ranked(row: Any) -> Ranked:
    score, measure = Fraction(row.score), Measure(row.measure)
    result = Result(row.member_id, row.submission_id, row.place, score, measure, row.given)
    return Ranked(result, row.user_id, row.title)


def _columns(reward: Reward) -> dict[str, Any]:
    return {
        "member_id": reward.member_id,
        "merit": reward.merit.value,
        "place": reward.place,
        "kind": reward.kind.value,
        "amount": reward.amount,
        "currency": reward.currency,
        "thing": reward.thing,
        "shared": reward.shared,
    }


def _given(row: Any) -> Given:
    what = (row.amount, row.currency, row.thing, row.shared)
    reward = Reward(row.member_id, Merit(row.merit), row.place, Kind(row.kind), *what)
    return Given(row.id, row.number, reward, row.paid_at, row.sent_at, row.sent_by, row.taken_at, row.missing)
