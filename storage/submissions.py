"""Submissions to challenges: never deleted, so that what was paid and voted for them can always be explained."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ForeignKey, Index, Select, String, Text, bindparam, select, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.submissions import Submission, Work
from storage.challenges import ChallengeRow
from storage.engine import once
from storage.members import MemberRow, member_id_key
from storage.schema import Base, partial

_STANDING_LINK = text("link_key IS NOT NULL AND withdrawn_at IS NULL")


class SubmissionRow(Base):
    """One submission; `link_key` is the same for addresses of the same project, once a person in a challenge."""

    __tablename__ = "submissions"
    __table_args__ = (
        Index(None, "challenge_id", "member_id"),
        partial("uq_submissions_link", "challenge_id", "member_id", "link_key", where=_STANDING_LINK, unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenges.id"))
    member_id: Mapped[int] = mapped_column(member_id_key(), index=True)
    title: Mapped[str] = mapped_column(String(80))
    description: Mapped[str] = mapped_column(Text)
    link: Mapped[str | None] = mapped_column(String(300))
    link_key: Mapped[str | None] = mapped_column(String(300))
    image_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id"))
    at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    featured_at: Mapped[datetime | None]
    featured_by: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    disqualified_at: Mapped[datetime | None]
    disqualified_by: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    reason: Mapped[str] = mapped_column(Text)


STANDS = text("submissions.withdrawn_at IS NULL AND submissions.disqualified_at IS NULL")
"""What is ranked, paid and voted for."""


def _query() -> Select[*tuple[Any, ...]]:
    return select(SubmissionRow, MemberRow.user_id).join(MemberRow, MemberRow.id == SubmissionRow.member_id)


_FIND = once(
    lambda: (
        _query()
        .join(ChallengeRow, ChallengeRow.id == SubmissionRow.challenge_id)
        .where(ChallengeRow.guild_id == bindparam("guild"), SubmissionRow.id == bindparam("which"))
    )
)


def find(tx: Connection, guild_id: int, submission_id: int) -> Submission | None:
    """The guild's submission of that id."""
    row = tx.execute(_FIND(), {"guild": guild_id, "which": submission_id}).one_or_none()
    return None if row is None else _submission(row)


def of_challenge(tx: Connection, challenge_id: int, *, standing: bool = False) -> list[Submission]:
    """Every submission to a challenge that was not withdrawn, or only those that count; the oldest first."""
    query = _query().where(SubmissionRow.challenge_id == challenge_id)
    query = query.where(STANDS if standing else SubmissionRow.withdrawn_at.is_(None))
    return [_submission(row) for row in tx.execute(query.order_by(SubmissionRow.at, SubmissionRow.id))]


def of_member(tx: Connection, challenge_id: int, member_id: int) -> list[Submission]:
    """What somebody handed in to a challenge and did not withdraw; the oldest first."""
    query = _query().where(SubmissionRow.challenge_id == challenge_id, SubmissionRow.member_id == member_id)
    query = query.where(SubmissionRow.withdrawn_at.is_(None)).order_by(SubmissionRow.at, SubmissionRow.id)
    return [_submission(row) for row in tx.execute(query)]


def _submission(row: Any) -> Submission:
    work = Work(row.title, row.description, row.link)
    who = (row.id, row.challenge_id, row.member_id, row.user_id)
    acts = (row.at, row.edited_at, row.withdrawn_at, row.featured_at, row.disqualified_at)
    return Submission(*who, work, row.image_id, *acts, row.reason)
