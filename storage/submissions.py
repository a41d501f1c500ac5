"""Submissions to challenges: never deleted, so that what was paid and voted for them can always be explained."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from domain.submissions import Submission, Work, link_key
from storage.challenges import ChallengeRow
from storage.engine import once
from storage.members import MemberRow, member_id_key
from storage.schema import Base, partial

_STANDING_LINK = text("link_key IS NOT NULL AND withdrawn_at IS NULL")


class SubmissionRow(Base):
    """One submission; `link_key` is the same for addresses of the same project, once a person in a challenge.

    `key` is of the form that handed it in, so that sending it twice makes one.
    """

    __tablename__ = "submissions"
    __table_args__ = (
        Index(None, "challenge_id", "member_id"),
        UniqueConstraint("member_id", "key"),
        partial("uq_submissions_link", "challenge_id", "member_id", "link_key", where=_STANDING_LINK, unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenges.id"))
    member_id: Mapped[int] = mapped_column(member_id_key(), index=True)
    key: Mapped[str | None] = mapped_column(String(32))
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


def named(tx: Connection, challenge_ids: Collection[int], typed: str, *, limit: int) -> list[Submission]:
    """What was handed in to these challenges, with that in its title or by that user id; the latest first."""
    query = _query().where(SubmissionRow.challenge_id.in_(sorted(challenge_ids)), SubmissionRow.withdrawn_at.is_(None))
    maker = typed.strip("<@!> ")
    if maker.isascii() and maker.isdigit() and len(maker) <= _LONGEST_ID:
        wanted = (MemberRow.user_id == int(maker)) | SubmissionRow.title.icontains(typed, autoescape=True)
    else:
        wanted = SubmissionRow.title.icontains(typed, autoescape=True)
    query = query.where(wanted).order_by(SubmissionRow.at.desc(), SubmissionRow.id.desc())
    return [_submission(row) for row in tx.execute(query.limit(limit))]


def handed_in_with(tx: Connection, member_id: int, key: str) -> int | None:
    """The submission that somebody's form of that key made."""
    query = select(SubmissionRow.id).where(SubmissionRow.member_id == member_id, SubmissionRow.key == key)
    return tx.execute(query).scalar()


def enter(
    tx: Connection,
    challenge_id: int,
    member_id: int,
    work: Work,
    *,
    image_id: int | None,
    now: datetime,
    key: str | None = None,
) -> int:
    """Keep what somebody hands in; returns its id. Its link is not that of another one of theirs."""
    row = {"challenge_id": challenge_id, "member_id": member_id, "key": key, "image_id": image_id, "at": now}
    return tx.execute(
        insert(SubmissionRow).values(row | _written(work) | _FRESH).returning(SubmissionRow.id)
    ).scalar_one()


def edit(tx: Connection, submission_id: int, work: Work, *, image_id: int | None, now: datetime) -> None:
    """From now on it says and shows this."""
    values = _written(work) | {"image_id": image_id, "edited_at": now}
    tx.execute(update(SubmissionRow).where(SubmissionRow.id == submission_id).values(values))


def withdraw(tx: Connection, submission_id: int, now: datetime) -> None:
    """It is taken back for good, and shows nothing any more."""
    same = (SubmissionRow.id == submission_id, SubmissionRow.withdrawn_at.is_(None))
    tx.execute(update(SubmissionRow).where(*same).values(withdrawn_at=now, image_id=None))


def feature(tx: Connection, submission_id: int, *, by: int | None, now: datetime | None) -> None:
    """It is featured since then by that officer; by nobody where `now` is None."""
    values = {"featured_at": now, "featured_by": None if now is None else by}
    tx.execute(update(SubmissionRow).where(SubmissionRow.id == submission_id).values(values))


def disqualify(tx: Connection, submission_id: int, reason: str, *, by: int | None, now: datetime | None) -> None:
    """It is out of the ranking since then, for that reason; where `now` is None it is in it again."""
    values = {"disqualified_at": now, "disqualified_by": None if now is None else by, "reason": reason}
    tx.execute(update(SubmissionRow).where(SubmissionRow.id == submission_id).values(values))


_FRESH = {"reason": ""}
_LONGEST_ID = 19


def _written(work: Work) -> dict[str, str | None]:
    key = None if work.link is None else link_key(work.link)
    return {"title": work.title, "description": work.description, "link": work.link, "link_key": key}


def _submission(row: Any) -> Submission:
    work = Work(row.title, row.description, row.link)
    who = (row.id, row.challenge_id, row.member_id, row.user_id)
    acts = (row.at, row.edited_at, row.withdrawn_at, row.featured_at, row.disqualified_at)
    return Submission(*who, work, row.image_id, *acts, row.reason)
