"""What people gave to submissions: votes, the stars of private ballots, judges' scores; and what was discarded."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import CheckConstraint, Connection, ForeignKey, Index, Text, exists, select
from sqlalchemy.orm import Mapped, mapped_column

from domain.challenge_points import Vote
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
