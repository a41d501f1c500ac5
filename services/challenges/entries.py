"""What was handed in, as its maker and those who type a command look for it; and taking it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from domain.challenge_points import Cause, explained
from domain.challenge_settings import State
from domain.challenges import Challenge, check_open
from domain.errors import NotFound
from domain.people import Actor, Rank
from domain.submissions import Submission, check_own
from services import access
from services.challenges.finding import changed, find_submission
from services.challenges.paying import Paying
from services.desk import Desk
from storage import challenge_points, challenge_votes, challenges, gallery, members, pictures, submissions

OFFERED: Final = 25
RECENT: Final = timedelta(days=30)
_ON: Final = (State.ACTIVE, State.VOTING)
_MOST_SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class Listed:
    """A submission with its challenge."""

    challenge: Challenge
    submission: Submission


@dataclass(frozen=True, slots=True)
class Own:
    """One's own submission; `changeable` while it can be edited and withdrawn."""

    challenge: Challenge
    submission: Submission
    changeable: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What somebody did in a challenge, and their points in it by cause; `given` are votes that stand, or stars.

    `discarded` is why officers do not count these, None where they do.
    """

    challenge: Challenge
    submissions: tuple[Submission, ...]
    given: int
    points: Mapping[Cause, int]
    discarded: str | None

    @property
    def total(self) -> int:
        """All points of it."""
        return sum(self.points.values())


class Entries:
    """Look for submissions, and take one's own back."""

    def __init__(self, desk: Desk, paying: Paying) -> None:
        self._desk = desk
        self._paying = paying

    async def mine(self, actor: Actor) -> list[Listed]:
        """What the actor can still change; the latest first."""
        now = self._desk.clock()

        def work(tx: Connection) -> list[Listed]:
            me = members.find(tx, actor.guild_id, actor.user_id)
            if me is None:
                return []
            open_ = [one for one in challenges.listed(tx, actor.guild_id) if one.state(now) is State.ACTIVE]
            return [
                Listed(challenge, submission)
                for challenge in open_
                for submission in submissions.of_member(tx, challenge.id, me.id)[::-1]
                if submission.counts
            ]

        return await self._desk.db.read(work)

    async def names(self, guild_id: int, typed: str) -> list[Listed]:
        """What was handed in to challenges that are on or over lately, by title or maker's user id; latest first."""
        now = self._desk.clock()

        def work(tx: Connection) -> list[Listed]:
            shown = (one for one in challenges.listed(tx, guild_id) if _judged(one, now))
            on = {one.id: one for one in shown}
            found = submissions.named(tx, on.keys(), typed, limit=OFFERED)
            return [Listed(on[one.challenge_id], one) for one in found]

        return await self._desk.db.read(work)

    async def own(self, actor: Actor, submission_id: int) -> Own:
        """The actor's own submission; raises `NotFound`, for somebody else's too."""
        now = self._desk.clock()

        def work(tx: Connection) -> Own:
            challenge, submission = find_submission(tx, actor.guild_id, submission_id)
            if submission.user_id != actor.user_id:
                raise NotFound("submission.unknown")
            return Own(challenge, submission, challenge.state(now) is State.ACTIVE and submission.counts)

        return await self._desk.db.read(work)

    async def withdrawing(self, actor: Actor, submission_id: int) -> Listed:
        """What would be withdrawn; nothing is. Raises what `withdraw` raises."""
        now = self._desk.clock()
        return await self._desk.db.read(lambda tx: _withdrawable(tx, actor, submission_id, now))

    async def withdraw(self, actor: Actor, submission_id: int) -> Listed:
        """Take it back, with the points that it and the votes for it brought.

        Raises `NotFound` (also the second time), `Forbidden` (somebody else's) and `Conflict` (disqualified, closed).
        """
        now = self._desk.clock()

        def work(tx: Connection) -> Listed:
            member = access.enter(tx, actor, Rank.MEMBER, now)
            found = _withdrawable(tx, actor, submission_id, now)
            voters = gallery.voters(tx, submission_id)
            submissions.withdraw(tx, submission_id, now)
            if found.submission.image_id is not None:
                pictures.drop(tx, found.submission.image_id)
            self._paying.for_maker(tx, found.challenge, member.id, now)
            self._paying.for_voters(tx, found.challenge, voters, now)
            changed(tx, found.challenge)
            return found

        return await self._desk.db.write(work)

    async def overview(self, actor: Actor) -> list[Part]:
        """What the actor did in the challenges that are on, and in recent ones that they took part in."""
        now = self._desk.clock()

        def work(tx: Connection) -> list[Part]:
            me = members.find(tx, actor.guild_id, actor.user_id)
            shown: list[Part] = []
            for challenge in challenges.listed(tx, actor.guild_id):
                on = challenge.state(now) in _ON
                if len(shown) == _MOST_SHOWN or not (on or _recent(challenge, now)):
                    continue
                part = Part(challenge, (), 0, {}, None) if me is None else _part(tx, challenge, me.id)
                if on or part.submissions or part.given or part.points:
                    shown.append(part)
            return shown

        return await self._desk.db.read(work)


def _withdrawable(tx: Connection, actor: Actor, submission_id: int, now: datetime) -> Listed:
    challenge, submission = find_submission(tx, actor.guild_id, submission_id)
    me = members.find(tx, actor.guild_id, actor.user_id)
    check_own(submission, 0 if me is None else me.id)
    check_open(challenge, now)
    return Listed(challenge, submission)


def _judged(challenge: Challenge, now: datetime) -> bool:
    """Whether officers may have something to say to what was handed in."""
    state = challenge.state(now)
    return state in _ON or (state is State.COMPLETED and _recent(challenge, now))


def _recent(challenge: Challenge, now: datetime) -> bool:
    over = (State.COMPLETED, State.CANCELLED)
    return challenge.state(now) in over and now - challenge.dates.ends_at < RECENT


def _part(tx: Connection, challenge: Challenge, member_id: int) -> Part:
    paid = challenge_points.of_causes(tx, challenge.id, tuple(Cause), (member_id,))
    discarded = challenge_votes.discard_of(tx, challenge.id, member_id)
    return Part(
        challenge,
        tuple(submissions.of_member(tx, challenge.id, member_id)),
        sum(gallery.cast(tx, challenge.id, member_id)),
        explained(tuple(paid.owed.values())),
        None if discarded is None else discarded.reason,
    )
