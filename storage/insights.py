"""What officers learn of requests and challenges, counted from the tables; moments are `since` and later."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, exists, func, select, union_all

from domain.insights import Requests, middle
from domain.request_settings import State
from storage.challenge_votes import DiscardRow, MarkRow, VoteRow
from storage.challenges import ChallengeRow
from storage.credit_requests import CreditRequestRow
from storage.submissions import STANDS, SubmissionRow


def requests(tx: Connection, guild_id: int, since: datetime) -> Requests:
    """How requests for credits went."""
    mine = CreditRequestRow.guild_id == guild_id
    asked = select(func.count()).where(mine, CreditRequestRow.asked_at >= since)
    waiting = select(func.count()).where(mine, CreditRequestRow.state == State.PENDING)
    over = mine & (CreditRequestRow.decided_at >= since)
    ended = select(CreditRequestRow.state, func.count(), func.sum(CreditRequestRow.granted)).where(over)
    rows = tx.execute(ended.group_by(CreditRequestRow.state)).all()
    spans = select(CreditRequestRow.asked_at, CreditRequestRow.decided_at)
    decided = CreditRequestRow.state.in_([State.APPROVED, State.DENIED])
    took = [until - at for at, until in tx.execute(spans.where(over, decided)) if until is not None]
    return Requests(
        asked=tx.execute(asked).scalar_one(),
        ended={State(row[0]): row[1] for row in rows},
        granted=sum(int(row[2] or 0) for row in rows),
        waiting=tx.execute(waiting).scalar_one(),
        middle=middle(took),
    )


def challenges(tx: Connection, guild_id: int, now: datetime) -> list[tuple[datetime, datetime, datetime, int]]:
    """The challenges that began: when, when submissions closed, when it ends, and its id; the oldest first."""
    columns = (ChallengeRow.starts_at, ChallengeRow.submissions_close_at, ChallengeRow.ends_at, ChallengeRow.id)
    query = select(*columns).where(ChallengeRow.guild_id == guild_id, ChallengeRow.starts_at <= now)
    query = query.where(ChallengeRow.published_at.is_not(None), ChallengeRow.cancelled_at.is_(None))
    ordered = query.order_by(ChallengeRow.starts_at, ChallengeRow.id)
    return [(row[0], row[1], row[2], row[3]) for row in tx.execute(ordered)]


def takers(tx: Connection, challenge_ids: Collection[int]) -> tuple[dict[int, frozenset[int]], dict[int, int]]:
    """Who took part in each of these challenges, and how much was handed in to each."""
    query = select(SubmissionRow.challenge_id, SubmissionRow.member_id, func.count())
    query = query.where(SubmissionRow.challenge_id.in_(sorted(challenge_ids)), STANDS)
    people: defaultdict[int, set[int]] = defaultdict(set)
    handed_in: defaultdict[int, int] = defaultdict(int)
    for challenge_id, member_id, count in tx.execute(
        query.group_by(SubmissionRow.challenge_id, SubmissionRow.member_id)
    ):
        people[challenge_id].add(member_id)
        handed_in[challenge_id] += count
    return {which: frozenset(who) for which, who in people.items()}, dict(handed_in)


def votes(tx: Connection, challenge_ids: Collection[int]) -> tuple[int, int]:
    """How many people voted in these challenges, and how many votes and stars of theirs count."""
    given = union_all(
        _given(VoteRow, challenge_ids).where(VoteRow.taken_back_at.is_(None)),
        _given(MarkRow, challenge_ids).where(MarkRow.stars.is_not(None)),
    ).subquery()
    row = tx.execute(select(func.count(given.c.voter_id.distinct()), func.count()).select_from(given)).one()
    return row[0], row[1]


def _given(row: Any, challenge_ids: Collection[int]) -> Select[Any]:
    discarded = exists().where(DiscardRow.challenge_id == row.challenge_id, DiscardRow.voter_id == row.voter_id)
    query = select(row.voter_id).join(SubmissionRow, SubmissionRow.id == row.submission_id)
    return query.where(row.challenge_id.in_(sorted(challenge_ids)), STANDS, ~discarded)
