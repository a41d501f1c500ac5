"""Votes: one a person and submission, taken back while open, each paid in the transaction that casts it."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import Connection

from domain.challenge_points import Vote, for_votes, vote_key
from domain.challenge_settings import Voting as Mode
from domain.challenges import Challenge, check_voting
from domain.errors import Conflict, Forbidden
from domain.guild import TIMEZONE
from domain.localtime import first_instant
from domain.people import Actor, Rank
from domain.settings import zone
from domain.submissions import Submission
from services import access
from services.challenges.finding import changed, find_submission
from services.challenges.paying import Paying
from services.desk import Desk
from storage import challenge_votes, settings
from storage.challenge_points import Paid
from storage.challenge_votes import Between

_NOTHING_PAID = Paid({}, {})
_ANY_DAY = zone("UTC")
"""A vote alone is the first of its day on every calendar."""


@dataclass(frozen=True, slots=True)
class Voted:
    """Whether the actor's vote for a submission `stands` by now; `again` when this press changed nothing."""

    challenge: Challenge
    submission: Submission
    stands: bool
    again: bool


class Voting:
    """Vote and take back."""

    def __init__(self, desk: Desk, paying: Paying) -> None:
        self._desk = desk
        self._paying = paying

    async def vote(self, actor: Actor, submission_id: int) -> Voted:
        """Vote for it; a vote that stands stays as it is.

        Raises `NotFound`, `Forbidden` (one's own) and `Conflict` (not open now, disqualified, votes discarded).
        """
        now = self._desk.clock()

        def work(tx: Connection) -> Voted:
            member_id, challenge, submission, found = _enter(tx, actor, submission_id, now)
            if submission.member_id == member_id:
                raise Forbidden("vote.own")
            if not submission.counts:
                raise Conflict("vote.disqualified", title=submission.work.title)
            if found.discarded is not None:
                raise Conflict("vote.discarded", title=challenge.terms.title, reason=found.discarded)
            if found.stands:
                return Voted(challenge, submission, stands=True, again=True)
            challenge_votes.cast_vote(tx, challenge.id, submission_id, member_id, now, again=found.ever)
            if found.ever:
                self._paying.for_voters(tx, challenge, (member_id,), now)
            else:
                self._pay_first(tx, challenge, Vote(member_id, submission_id, submission.member_id, now), found.all)
            changed(tx, challenge)
            return Voted(challenge, submission, stands=True, again=False)

        return await self._desk.db.write(work)

    async def take_back(self, actor: Actor, submission_id: int) -> Voted:
        """Take a vote back; without one nothing changes. Raises `NotFound` and `Conflict` (not open now)."""
        now = self._desk.clock()

        def work(tx: Connection) -> Voted:
            member_id, challenge, submission, found = _enter(tx, actor, submission_id, now)
            if found.stands:
                challenge_votes.take_back(tx, submission_id, member_id, now)
                self._paying.for_voters(tx, challenge, (member_id,), now)
                changed(tx, challenge)
            return Voted(challenge, submission, stands=False, again=not found.stands)

        return await self._desk.db.write(work)

    def _pay_first(self, tx: Connection, challenge: Challenge, vote: Vote, before: int) -> None:
        """Pay for a vote that was never there, after so many others that stand, without reading what those bring.

        The rows are those of `Paying.for_voters`: what others bring only changes where this one is not the last of a
        day that is full.
        """
        rates = challenge.terms.rates
        due = for_votes(rates, (vote,), _ANY_DAY)
        if before >= rates.votes_a_day:
            others, later = challenge_votes.others_of(tx, challenge.id, vote, *_day(tx, challenge, vote.at))
            if others >= rates.votes_a_day:
                if later:
                    self._paying.for_voters(tx, challenge, (vote.voter_id,), vote.at)
                    return
                due.pop(vote_key(vote.voter_id, vote.submission_id), None)
        self._paying.enter(tx, challenge, due.values(), _NOTHING_PAID, vote.at)


def _day(tx: Connection, challenge: Challenge, at: datetime) -> tuple[datetime, datetime]:
    """When the day of that moment begins and ends, by the guild's calendar."""
    (timezone,) = settings.some(tx, challenge.guild_id, TIMEZONE)
    here = zone(str(timezone))
    day = datetime.combine(at.astimezone(here), time())
    return first_instant(day, here), first_instant(day + timedelta(days=1), here)


def _enter(
    tx: Connection, actor: Actor, submission_id: int, now: datetime
) -> tuple[int, Challenge, Submission, Between]:
    """The actor's member id, the submission with its challenge, which takes votes now, and what is between them."""
    member = access.enter(tx, actor, Rank.MEMBER, now)
    challenge, submission = find_submission(tx, actor.guild_id, submission_id)
    if challenge.terms.voting is Mode.BALLOT:
        raise Conflict("vote.ballot", title=challenge.terms.title)
    check_voting(challenge, now)
    return member.id, challenge, submission, challenge_votes.between(tx, challenge.id, submission_id, member.id)
