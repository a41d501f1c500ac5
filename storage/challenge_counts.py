"""What is counted of challenges for their cards: submissions, people, votes; who won, and how somebody stands."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, distinct, exists, func, select

from domain.challenge_settings import Voting
from storage.challenge_points import TotalRow
from storage.challenge_results import ResultRow
from storage.challenge_votes import DiscardRow, MarkRow, VoteRow
from storage.members import MemberRow
from storage.submissions import STANDS, SubmissionRow


@dataclass(frozen=True, slots=True)
class Counts:
    """Submissions that stand, of how many people, and how many people voted or handed in stars that count."""

    submissions: int
    participants: int
    voters: int


def counts(tx: Connection, challenge_id: int, voting: Voting) -> Counts:
    """How many take part in a challenge."""
    query = select(func.count(), func.count(distinct(SubmissionRow.member_id)))
    handed_in = tx.execute(query.where(SubmissionRow.challenge_id == challenge_id, STANDS)).one()
    if voting is Voting.NONE:
        return Counts(handed_in[0], handed_in[1], 0)
    given = _given(challenge_id, voting)
    voters = tx.execute(select(func.count(distinct(given.c.voter_id)))).scalar_one()
    return Counts(handed_in[0], handed_in[1], voters)


def votes_of(tx: Connection, challenge_id: int, voting: Voting, member_id: int) -> int:
    """How many votes or marks of somebody count."""
    if voting is Voting.NONE:
        return 0
    given = _given(challenge_id, voting)
    return tx.execute(select(func.count()).select_from(given).where(given.c.voter_id == member_id)).scalar_one()


def points_of(tx: Connection, challenge_id: int, member_id: int) -> int:
    """What somebody has in points of a challenge."""
    query = select(TotalRow.points).where(TotalRow.challenge_id == challenge_id, TotalRow.member_id == member_id)
    return tx.execute(query).scalar() or 0


def winners(tx: Connection, challenge_ids: Collection[int]) -> dict[int, tuple[int | None, ...]]:
    """Discord's ids of those in the first place, by challenge; None is somebody erased."""
    query = (
        select(ResultRow.challenge_id, MemberRow.user_id)
        .join(MemberRow, MemberRow.id == ResultRow.member_id)
        .where(ResultRow.place == 1, ResultRow.challenge_id.in_(sorted(challenge_ids)))
        .order_by(ResultRow.challenge_id, ResultRow.member_id)
    )
    found: defaultdict[int, list[int | None]] = defaultdict(list)
    for challenge_id, user_id in tx.execute(query):
        found[challenge_id].append(user_id)
    return {challenge_id: tuple(people) for challenge_id, people in found.items()}


def _given(challenge_id: int, voting: Voting) -> Any:
    """Who gave a vote or stars that count, a row each."""
    row = VoteRow if voting is Voting.VOTES else MarkRow
    discarded = exists().where(DiscardRow.challenge_id == challenge_id, DiscardRow.voter_id == row.voter_id)
    stands = VoteRow.taken_back_at.is_(None) if voting is Voting.VOTES else MarkRow.stars.is_not(None)
    query: Select[Any] = select(row.voter_id).join(SubmissionRow, SubmissionRow.id == row.submission_id)
    return query.where(row.challenge_id == challenge_id, stands, STANDS, ~discarded).subquery()
