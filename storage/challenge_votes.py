"""What people gave to submissions: votes, the stars of private ballots, judges' scores; and what was discarded."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Select,
    Text,
    and_,
    bindparam,
    delete,
    exists,
    func,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from domain.challenge_points import Vote
from storage.engine import insert, once, upsert
from storage.members import member_id_key
from storage.schema import Base
from storage.submissions import STANDS, SubmissionRow


class VoteRow(Base):
    """One person's vote for a submission; taken back while `taken_back_at` is set."""

    __tablename__ = "challenge_votes"
    __table_args__ = (Index(None, "voter_id", "challenge_id"), {"sqlite_with_rowid": False})

    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    voter_id: Mapped[int] = mapped_column(member_id_key(), primary_key=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenges.id"))
    at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]


class MarkRow(Base):
    """That a submission was shown to somebody for their ballot, and the stars they gave it if they did."""

    __tablename__ = "challenge_marks"
    __table_args__ = (
        CheckConstraint("stars BETWEEN 1 AND 5", name="stars"),
        Index(None, "voter_id", "challenge_id"),
        {"sqlite_with_rowid": False},
    )

    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    voter_id: Mapped[int] = mapped_column(member_id_key(), primary_key=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenges.id"))
    shown_at: Mapped[datetime]
    stars: Mapped[int | None]
    marked_at: Mapped[datetime | None]


class DiscardRow(Base):
    """Somebody whose votes and ballot in a challenge do not count, by an officer's logged act."""

    __tablename__ = "challenge_discards"
    __table_args__ = ({"sqlite_with_rowid": False},)

    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenges.id"), primary_key=True)
    voter_id: Mapped[int] = mapped_column(member_id_key(), primary_key=True, index=True)
    by: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)


class ScoreRow(Base):
    """What a judge gave a submission, from 1 to 10."""

    __tablename__ = "challenge_scores"
    __table_args__ = (CheckConstraint("score BETWEEN 1 AND 10", name="score"), {"sqlite_with_rowid": False})

    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    judge_id: Mapped[int] = mapped_column(member_id_key(), primary_key=True, index=True)
    score: Mapped[int]
    at: Mapped[datetime]


def _discarded(voter: Any) -> ColumnElement[bool]:
    return exists().where(DiscardRow.challenge_id == bindparam("which"), DiscardRow.voter_id == voter)


@dataclass(frozen=True, slots=True)
class Between:
    """What is between a voter and a submission: a vote that `stands`, one that was `ever` cast, a discard's reason.

    `all` counts the voter's votes in that challenge that were not taken back.
    """

    ever: bool
    stands: bool
    discarded: str | None
    all: int


_WHOSE = (VoteRow.submission_id == bindparam("what"), VoteRow.voter_id == bindparam("who"))
_BETWEEN = once(
    lambda: select(
        select(VoteRow.at).where(*_WHOSE).scalar_subquery().label("at"),
        select(VoteRow.taken_back_at).where(*_WHOSE).scalar_subquery().label("taken_back_at"),
        select(DiscardRow.reason)
        .where(DiscardRow.challenge_id == bindparam("which"), DiscardRow.voter_id == bindparam("who"))
        .scalar_subquery()
        .label("reason"),
        select(func.count())
        .select_from(VoteRow)
        .where(VoteRow.voter_id == bindparam("who"), VoteRow.challenge_id == bindparam("which"))
        .where(VoteRow.taken_back_at.is_(None))
        .scalar_subquery()
        .label("every"),
    )
)
_CAST = once(lambda: insert(VoteRow))
_CAST_AGAIN = once(lambda: update(VoteRow).where(*_WHOSE).values(at=bindparam("now"), taken_back_at=None))
_TAKE_BACK = once(lambda: update(VoteRow).where(*_WHOSE).values(taken_back_at=bindparam("now")))


def _others() -> Select[int, int]:
    moment = VoteRow.at.type
    at = bindparam("at", type_=moment)
    later = or_(VoteRow.at > at, and_(VoteRow.at == at, VoteRow.submission_id > bindparam("what")))
    return (
        select(func.count(), func.count().filter(later))
        .select_from(VoteRow)
        .join(SubmissionRow, SubmissionRow.id == VoteRow.submission_id)
        .where(VoteRow.voter_id == bindparam("who"), VoteRow.challenge_id == bindparam("which"))
        .where(VoteRow.submission_id != bindparam("what"), VoteRow.taken_back_at.is_(None), STANDS)
        .where(VoteRow.at >= bindparam("since", type_=moment), VoteRow.at < bindparam("until", type_=moment))
    )


_OTHERS = once(_others)


def between(tx: Connection, challenge_id: int, submission_id: int, voter_id: int) -> Between:
    """What is between them at this moment."""
    row = tx.execute(_BETWEEN(), {"which": challenge_id, "what": submission_id, "who": voter_id}).one()
    return Between(row.at is not None, row.at is not None and row.taken_back_at is None, row.reason, row.every)


def cast_vote(
    tx: Connection, challenge_id: int, submission_id: int, voter_id: int, now: datetime, *, again: bool
) -> None:
    """The voter votes now; `again` after a vote for the same that was taken back."""
    if again:
        tx.execute(_CAST_AGAIN(), {"what": submission_id, "who": voter_id, "now": now})
    else:
        row = {"submission_id": submission_id, "voter_id": voter_id, "challenge_id": challenge_id, "at": now}
        tx.execute(_CAST(), row | {"taken_back_at": None})


def take_back(tx: Connection, submission_id: int, voter_id: int, now: datetime) -> None:
    """The vote that stands does not any more."""
    tx.execute(_TAKE_BACK(), {"what": submission_id, "who": voter_id, "now": now})


def others_of(tx: Connection, challenge_id: int, vote: Vote, since: datetime, until: datetime) -> tuple[int, int]:
    """How many other votes that count its voter cast in that time, and how many of them come after it.

    They come in the order in which `domain.challenge_points.for_votes` pays them.
    """
    who = {"which": challenge_id, "who": vote.voter_id, "what": vote.submission_id}
    row = tx.execute(_OTHERS(), who | {"at": vote.at, "since": since, "until": until}).one()
    return row[0], row[1]


_BALLOTS = once(
    lambda: (
        select(MarkRow.voter_id, MarkRow.submission_id, MarkRow.stars)
        .join(SubmissionRow, SubmissionRow.id == MarkRow.submission_id)
        .where(MarkRow.challenge_id == bindparam("which"), MarkRow.stars.is_not(None), STANDS)
        .where(~_discarded(MarkRow.voter_id))
        .order_by(MarkRow.voter_id, MarkRow.submission_id)
    )
)
_SCORES = once(
    lambda: (
        select(ScoreRow.submission_id, ScoreRow.score)
        .join(SubmissionRow, SubmissionRow.id == ScoreRow.submission_id)
        .where(SubmissionRow.challenge_id == bindparam("which"), STANDS)
        .order_by(ScoreRow.submission_id, ScoreRow.judge_id)
    )
)


def standing(tx: Connection, challenge_id: int, voters: Collection[int] | None = None) -> list[Vote]:
    """The votes that count, of these voters or of all: not taken back, not discarded, for what still stands."""
    discarded = exists().where(DiscardRow.challenge_id == challenge_id, DiscardRow.voter_id == VoteRow.voter_id)
    query = (
        select(VoteRow.voter_id, VoteRow.submission_id, SubmissionRow.member_id, VoteRow.at)
        .join(SubmissionRow, SubmissionRow.id == VoteRow.submission_id)
        .where(VoteRow.challenge_id == challenge_id, VoteRow.taken_back_at.is_(None), STANDS, ~discarded)
    )
    if voters is not None:
        query = query.where(VoteRow.voter_id.in_(sorted(voters)))
    return [Vote(*row) for row in tx.execute(query)]


def ballots(tx: Connection, challenge_id: int) -> dict[int, dict[int, int]]:
    """The stars that count, by voter and submission: on what still stands, of ballots that were not discarded.

    A ballot below the fewest marks is among them: `domain.challenge_results.complete_ballots` leaves it out.
    """
    found: dict[int, dict[int, int]] = {}
    rows = tx.execute(_BALLOTS(), {"which": challenge_id})
    for voter_id, submission_id, stars in cast("Iterable[tuple[int, int, int]]", rows.all()):
        found.setdefault(voter_id, {})[submission_id] = stars
    return found


def scores(tx: Connection, challenge_id: int) -> dict[int, list[int]]:
    """What judges gave to everything that stands, by submission."""
    found: dict[int, list[int]] = {}
    for submission_id, score in tx.execute(_SCORES(), {"which": challenge_id}).all():
        found.setdefault(submission_id, []).append(score)
    return found


@dataclass(frozen=True, slots=True)
class Mark:
    """A submission in somebody's ballot: `stars` once they gave some; undecided until they marked or skipped it."""

    submission_id: int
    stars: int | None
    decided: bool


_SHOW = once(lambda: insert(MarkRow).on_conflict_do_nothing())
_MARK = once(lambda: upsert(MarkRow, "submission_id", "voter_id", change=("stars", "marked_at")))
_MARKS = once(
    lambda: (
        select(MarkRow.submission_id, MarkRow.stars, MarkRow.marked_at)
        .where(MarkRow.voter_id == bindparam("who"), MarkRow.challenge_id == bindparam("which"))
        .order_by(MarkRow.shown_at, MarkRow.submission_id)
    )
)
_MAKERS = once(
    lambda: (
        select(SubmissionRow.id, SubmissionRow.member_id)
        .where(SubmissionRow.challenge_id == bindparam("which"), STANDS)
        .order_by(SubmissionRow.at, SubmissionRow.id)
    )
)
_SHOWN = once(
    lambda: (
        select(MarkRow.submission_id, func.count())
        .where(MarkRow.challenge_id == bindparam("which"), ~_discarded(MarkRow.voter_id))
        .group_by(MarkRow.submission_id)
    )
)


def makers(tx: Connection, challenge_id: int) -> dict[int, int]:
    """Whose everything that stands is, by submission; the oldest first."""
    return {row[0]: row[1] for row in tx.execute(_MAKERS(), {"which": challenge_id}).all()}


def show(tx: Connection, challenge_id: int, submission_id: int, voter_id: int, now: datetime) -> None:
    """The submission was shown to the voter; what they said to it before stays."""
    row = {"submission_id": submission_id, "voter_id": voter_id, "challenge_id": challenge_id, "shown_at": now}
    tx.execute(_SHOW(), row | {"stars": None, "marked_at": None})


def mark(
    tx: Connection, challenge_id: int, submission_id: int, voter_id: int, stars: int | None, now: datetime
) -> None:
    """The voter gives it these stars, or none; it replaces what they gave before."""
    row = {"submission_id": submission_id, "voter_id": voter_id, "challenge_id": challenge_id, "shown_at": now}
    tx.execute(_MARK(), row | {"stars": stars, "marked_at": now})


def marks_of(tx: Connection, challenge_id: int, voter_id: int) -> list[Mark]:
    """Everything that was shown to a voter, in that order; also what does not stand any more."""
    rows = tx.execute(_MARKS(), {"which": challenge_id, "who": voter_id}).all()
    return [Mark(row[0], row[1], row[2] is not None) for row in rows]


def shown(tx: Connection, challenge_id: int) -> dict[int, int]:
    """To how many voters each submission was shown; those whose ballot was discarded do not count."""
    return {row[0]: row[1] for row in tx.execute(_SHOWN(), {"which": challenge_id}).all()}


@dataclass(frozen=True, slots=True)
class Given:
    """Something that somebody gave and that counts: a vote (`stars` is None) or stars."""

    voter_id: int
    submission_id: int
    stars: int | None
    at: datetime


def given(tx: Connection, challenge_id: int, *, stars: bool) -> list[Given]:
    """Every vote that counts, or all stars instead; the earliest first."""
    row, at, what = (
        (MarkRow, MarkRow.marked_at, MarkRow.stars) if stars else (VoteRow, VoteRow.at, null().label("stars"))
    )
    counts = MarkRow.stars.is_not(None) if stars else VoteRow.taken_back_at.is_(None)
    query = (
        select(row.voter_id, row.submission_id, what, at)
        .join(SubmissionRow, SubmissionRow.id == row.submission_id)
        .where(row.challenge_id == bindparam("which"), counts, STANDS, ~_discarded(row.voter_id))
        .order_by(at, row.submission_id, row.voter_id)
    )
    return [Given(*found) for found in tx.execute(query, {"which": challenge_id})]


@dataclass(frozen=True, slots=True)
class Discard:
    """Somebody whose votes do not count: `by` is the officer, None once erased."""

    voter_id: int
    by: int | None
    at: datetime
    reason: str


def discards(tx: Connection, challenge_id: int) -> list[Discard]:
    """Whose votes in a challenge do not count; the newest act first."""
    query = select(DiscardRow.voter_id, DiscardRow.by, DiscardRow.at, DiscardRow.reason)
    query = query.where(DiscardRow.challenge_id == challenge_id).order_by(DiscardRow.at.desc(), DiscardRow.voter_id)
    return [Discard(*row) for row in tx.execute(query)]


def discard_of(tx: Connection, challenge_id: int, voter_id: int) -> Discard | None:
    """Why somebody's votes in a challenge do not count, if they do not."""
    return next((one for one in discards(tx, challenge_id) if one.voter_id == voter_id), None)


def discard(tx: Connection, challenge_id: int, voter_id: int, reason: str, *, by: int, now: datetime) -> bool:
    """From now on they do not count; False when they did not before."""
    row = {"challenge_id": challenge_id, "voter_id": voter_id, "by": by, "at": now, "reason": reason}
    return tx.execute(insert(DiscardRow).values(row).on_conflict_do_nothing()).rowcount > 0


def restore(tx: Connection, challenge_id: int, voter_id: int) -> bool:
    """They count again; False when they did before."""
    whose = (DiscardRow.challenge_id == challenge_id, DiscardRow.voter_id == voter_id)
    return tx.execute(delete(DiscardRow).where(*whose)).rowcount > 0


def gave(tx: Connection, challenge_id: int, voter_id: int) -> int:
    """How many votes and stars of somebody stand, counted or discarded."""
    votes = select(func.count()).select_from(VoteRow).where(VoteRow.taken_back_at.is_(None))
    marks = select(func.count()).select_from(MarkRow).where(MarkRow.stars.is_not(None))
    mine = (
        query.where(row.voter_id == voter_id, row.challenge_id == challenge_id)
        for row, query in ((VoteRow, votes), (MarkRow, marks))
    )
    return sum(tx.execute(query).scalar_one() for query in mine)


def score_of(tx: Connection, submission_id: int, judge_id: int) -> int | None:
    """What a judge gave a submission."""
    query = select(ScoreRow.score).where(ScoreRow.submission_id == submission_id, ScoreRow.judge_id == judge_id)
    return tx.execute(query).scalar()


def judge(tx: Connection, submission_id: int, judge_id: int, score: int, now: datetime) -> None:
    """A judge gives it this score; it replaces the one before."""
    row = {"submission_id": submission_id, "judge_id": judge_id, "score": score, "at": now}
    tx.execute(upsert(ScoreRow, "submission_id", "judge_id", change=("score", "at")).values(row))


def judges(tx: Connection, submission_id: int) -> int:
    """How many judges scored a submission."""
    query = select(func.count()).select_from(ScoreRow).where(ScoreRow.submission_id == submission_id)
    return tx.execute(query).scalar_one()
