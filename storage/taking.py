"""Who takes part in a guild's challenges: when each challenge ran, and what was handed in to it."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from domain.challenge_boards import Handed, Round
from storage.challenges import ChallengeRow
from storage.submissions import SubmissionRow


def rounds(tx: Connection, guild_id: int) -> list[Round]:
    """The published challenges of a guild."""
    query = select(
        ChallengeRow.id,
        ChallengeRow.year,
        ChallengeRow.week,
        ChallengeRow.starts_at,
        ChallengeRow.submissions_close_at,
        ChallengeRow.cancelled_at,
    ).where(ChallengeRow.guild_id == guild_id, ChallengeRow.published_at.is_not(None))
    return [Round(row[0], (row[1], row[2]), *row[3:]) for row in tx.execute(query)]


def handed_in(tx: Connection, guild_id: int, of: Collection[int] | None = None) -> list[Handed]:
    """Everything that was handed in to a guild's challenges, or by these members only, also what does not stand."""
    query = select(
        SubmissionRow.challenge_id,
        SubmissionRow.member_id,
        SubmissionRow.at,
        SubmissionRow.withdrawn_at,
        SubmissionRow.disqualified_at,
    )
    query = query.join(ChallengeRow, ChallengeRow.id == SubmissionRow.challenge_id)
    query = query.where(ChallengeRow.guild_id == guild_id)
    if of is not None:
        query = query.where(SubmissionRow.member_id.in_(sorted(of)))
    rows = tx.execute(query.execution_options(yield_per=1000))
    return [Handed(row[0], row[1], row[2], min(filter(None, row[3:]), default=None)) for row in rows]


def titles(tx: Connection, submission_ids: Collection[int]) -> dict[int, str]:
    """What these submissions are called, by id."""
    query = select(SubmissionRow.id, SubmissionRow.title).where(SubmissionRow.id.in_(sorted(submission_ids)))
    return {row[0]: row[1] for row in tx.execute(query)}
