"""What a gallery shows beside the submissions themselves: in which order they come, and what each was given."""

from sqlalchemy import Connection, bindparam, exists, func, select

from storage.challenge_results import ResultRow
from storage.challenge_votes import DiscardRow, MarkRow, VoteRow
from storage.engine import once
from storage.submissions import STANDS, SubmissionRow

_SHOWN = once(
    lambda: (
        select(SubmissionRow.id)
        .where(SubmissionRow.challenge_id == bindparam("which"), SubmissionRow.withdrawn_at.is_(None))
        .order_by(SubmissionRow.at, SubmissionRow.id)
    )
)
_VOTES = once(
    lambda: (
        select(VoteRow.submission_id, func.count())
        .join(SubmissionRow, SubmissionRow.id == VoteRow.submission_id)
        .where(VoteRow.challenge_id == bindparam("which"), VoteRow.taken_back_at.is_(None), STANDS)
        .where(~exists().where(DiscardRow.challenge_id == bindparam("which"), DiscardRow.voter_id == VoteRow.voter_id))
        .group_by(VoteRow.submission_id)
    )
)


def shown(tx: Connection, challenge_id: int) -> list[int]:
    """Every submission to a challenge that was not withdrawn; the oldest first."""
    return list(tx.execute(_SHOWN(), {"which": challenge_id}).scalars())


def votes(tx: Connection, challenge_id: int, submission_id: int | None = None) -> dict[int, int]:
    """How many votes that count each submission has, or this one alone; those without any are left out."""
    query = _VOTES() if submission_id is None else _VOTES().where(VoteRow.submission_id == submission_id)
    return {row[0]: row[1] for row in tx.execute(query, {"which": challenge_id})}


def places(tx: Connection, challenge_id: int) -> dict[int, int]:
    """The place of each submission that has one."""
    query = select(ResultRow.submission_id, ResultRow.place).where(ResultRow.challenge_id == challenge_id)
    return {row[0]: row[1] for row in tx.execute(query)}


def place_of(tx: Connection, submission_id: int) -> tuple[int, int] | None:
    """The place of a submission, if it has one, and how many votes or marks counted for it."""
    query = select(ResultRow.place, ResultRow.given).where(ResultRow.submission_id == submission_id)
    row = tx.execute(query).one_or_none()
    return None if row is None else (row[0], row[1])


def voted(tx: Connection, submission_id: int, member_id: int) -> bool:
    """Whether somebody's vote for a submission stands."""
    query = select(VoteRow.voter_id).where(VoteRow.submission_id == submission_id, VoteRow.voter_id == member_id)
    return tx.execute(query.where(VoteRow.taken_back_at.is_(None))).scalar() is not None


def voters(tx: Connection, submission_id: int) -> set[int]:
    """Everybody whose vote for a submission was not taken back, counted or not."""
    query = select(VoteRow.voter_id).where(VoteRow.submission_id == submission_id, VoteRow.taken_back_at.is_(None))
    return set(tx.execute(query).scalars())


def cast(tx: Connection, challenge_id: int, member_id: int) -> tuple[int, int]:
    """How many votes of somebody stand in a challenge, and how many submissions they gave stars."""
    given = select(func.count()).where(VoteRow.voter_id == member_id, VoteRow.challenge_id == challenge_id)
    stars = select(func.count()).where(MarkRow.voter_id == member_id, MarkRow.challenge_id == challenge_id)
    return (
        tx.execute(given.where(VoteRow.taken_back_at.is_(None))).scalar_one(),
        tx.execute(stars.where(MarkRow.stars.is_not(None))).scalar_one(),
    )
