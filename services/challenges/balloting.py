"""Private ballots: stars for one submission after another, from a shuffled queue of what fewest people saw.

What is shown is noted before it is seen, so that a restart, a second card or another device goes on where the voter
was. Nothing here tells what anybody else gave.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from domain.challenge_ranking import STARS, fewest_marks, queue
from domain.challenge_settings import State, Voting
from domain.challenges import Challenge, check_voting, votes_open
from domain.errors import Conflict, Forbidden, Invalid, NotFound
from domain.people import Actor, Rank
from domain.submissions import Submission
from services import access
from services.challenges.finding import changed, find, find_submission
from services.desk import Desk
from storage import challenge_votes, submissions
from storage.challenge_votes import Mark

_BYTES = 8


@dataclass(frozen=True, slots=True)
class Seen:
    """Something in a ballot: `stars` once it was marked."""

    submission: Submission
    stars: int | None


@dataclass(frozen=True, slots=True)
class Ballot:
    """Somebody's ballot: `showing` is what they look at; without one, `seen` is all that they decided on.

    Of `of` submissions that are not their own `marked` have stars, and the ballot counts from `needed` on. `open` is
    whether stars can be given now, `discarded` why officers do not count it.
    """

    challenge: Challenge
    showing: Seen | None
    seen: tuple[Seen, ...]
    marked: int
    of: int
    needed: int
    open: bool
    discarded: str | None

    @property
    def complete(self) -> bool:
        """Whether there are enough marks for it to count."""
        return self.marked >= self.needed


@dataclass(frozen=True, slots=True)
class Decided:
    """What the actor said to a submission: `stars` are what stands now, `before` what stood; and their ballot."""

    submission: Submission
    stars: int | None
    before: int | None
    ballot: Ballot


class Balloting:
    """Show and mark."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def open(self, actor: Actor, challenge_id: int) -> Ballot:
        """What is to be marked next; everything that was, once that is all or voting is over.

        Raises `NotFound` and `Conflict` (no ballots here, not open yet, over without a mark of the actor).
        """
        return await self._look(actor, challenge_id, going_on=True)

    async def review(self, actor: Actor, challenge_id: int) -> Ballot:
        """Everything that the actor decided on so far; raises what `open` raises."""
        return await self._look(actor, challenge_id, going_on=False)

    async def look_at(self, actor: Actor, submission_id: int) -> Ballot:
        """One submission again, to change what was said to it; raises what `mark` raises."""
        now = self._desk.clock()

        def work(tx: Connection) -> Ballot:
            voter, challenge, submission = _enter(tx, actor, submission_id, now)
            challenge_votes.show(tx, challenge.id, submission_id, voter, now)
            before = _standing_mark(tx, challenge, voter, submission_id)
            return self._ballot(tx, challenge, voter, now, showing=Seen(submission, before.stars if before else None))

        return await self._desk.db.write(work)

    async def mark(self, actor: Actor, submission_id: int, stars: int, *, going_on: bool = True) -> Decided:
        """Give it stars, which replace those before; what is next comes along if the voter is `going_on`.

        Raises `NotFound`, `Forbidden` (one's own), `Invalid` (no such stars) and `Conflict` (no ballots here, not open
        now, disqualified, discarded).
        """
        if not 1 <= stars <= STARS:
            raise Invalid("ballot.stars", most=STARS)
        return await self._decide(actor, submission_id, lambda _: stars, going_on=going_on)

    async def skip(self, actor: Actor, submission_id: int) -> Decided:
        """Go on without giving it stars; any that it has stay. Raises what `mark` raises."""
        return await self._decide(actor, submission_id, lambda before: before, going_on=True)

    async def unmark(self, actor: Actor, submission_id: int) -> Decided:
        """Take its stars back; raises what `mark` raises."""
        return await self._decide(actor, submission_id, lambda _: None, going_on=False)

    async def _look(self, actor: Actor, challenge_id: int, *, going_on: bool) -> Ballot:
        now = self._desk.clock()

        def work(tx: Connection) -> Ballot:
            voter = access.enter(tx, actor, Rank.MEMBER, now).id
            challenge = _with_ballots(find(tx, actor.guild_id, challenge_id), now)
            return self._ballot(tx, challenge, voter, now, going_on=going_on)

        return await self._desk.db.write(work)

    async def _decide(
        self, actor: Actor, submission_id: int, what: Callable[[int | None], int | None], *, going_on: bool
    ) -> Decided:
        now = self._desk.clock()

        def work(tx: Connection) -> Decided:
            voter, challenge, submission = _enter(tx, actor, submission_id, now)
            mark = _standing_mark(tx, challenge, voter, submission_id)
            before = mark.stars if mark else None
            stars = what(before)
            if mark is None or not mark.decided or stars != before:
                challenge_votes.mark(tx, challenge.id, submission_id, voter, stars, now)
            ballot = self._ballot(tx, challenge, voter, now, going_on=going_on)
            if (stars is None) != (before is None) and ballot.marked == (stars is not None):
                changed(tx, challenge)  # the first mark, or none any more: panels tell how many ballots there are
            return Decided(submission, stars, before, ballot)

        return await self._desk.db.write(work)

    def _ballot(
        self,
        tx: Connection,
        challenge: Challenge,
        voter: int,
        now: datetime,
        *,
        showing: Seen | None = None,
        going_on: bool = True,
    ) -> Ballot:
        """The ballot as it stands; `going_on` shows what is next where nothing is `showing`."""
        makers = challenge_votes.makers(tx, challenge.id)
        others = [one for one, maker in makers.items() if maker != voter]
        marks = [one for one in challenge_votes.marks_of(tx, challenge.id, voter) if one.submission_id in makers]
        is_open = votes_open(challenge.terms.voting, challenge.dates, challenge.standing, now)
        if not is_open and not (marks and challenge.state(now) in (State.VOTING, State.COMPLETED)):
            check_voting(challenge, now)
        discarded = challenge_votes.discard_of(tx, challenge.id, voter)
        if going_on and showing is None and is_open and discarded is None:
            showing = self._next(tx, challenge, voter, others, marks, now)
        return Ballot(
            challenge,
            showing,
            () if showing else _seen(tx, challenge, marks),
            marked=sum(one.stars is not None for one in marks),
            of=len(others),
            needed=fewest_marks(len(others)),
            open=is_open,
            discarded=None if discarded is None else discarded.reason,
        )

    def _next(
        self,
        tx: Connection,
        challenge: Challenge,
        voter: int,
        others: Sequence[int],
        marks: Iterable[Mark],
        now: datetime,
    ) -> Seen | None:
        """What was shown and not decided on, else what fewest people saw; from now on it was shown."""
        waiting = [one.submission_id for one in marks if not one.decided]
        if not waiting:
            dice = self._desk.entropy(_BYTES * len(others))
            order = [int.from_bytes(dice[at : at + _BYTES]) for at in range(0, len(dice), _BYTES)]
            known = [one.submission_id for one in marks]
            waiting = queue(others, known, challenge_votes.shown(tx, challenge.id), order)
        if not waiting:
            return None
        challenge_votes.show(tx, challenge.id, waiting[0], voter, now)
        found = submissions.find(tx, challenge.guild_id, waiting[0])
        return None if found is None else Seen(found, None)


def _enter(tx: Connection, actor: Actor, submission_id: int, now: datetime) -> tuple[int, Challenge, Submission]:
    """The actor's member id, and a submission that they can give stars to now, with its challenge."""
    voter = access.enter(tx, actor, Rank.MEMBER, now).id
    challenge, submission = find_submission(tx, actor.guild_id, submission_id)
    check_voting(_with_ballots(challenge, now), now)
    if submission.member_id == voter:
        raise Forbidden("vote.own")
    if not submission.counts:
        raise Conflict("vote.disqualified", title=submission.work.title)
    if discarded := challenge_votes.discard_of(tx, challenge.id, voter):
        raise Conflict("vote.discarded", title=challenge.terms.title, reason=discarded.reason)
    return voter, challenge, submission


def _with_ballots(challenge: Challenge, now: datetime) -> Challenge:
    """The challenge, when it is one with ballots that everybody may know of."""
    if challenge.state(now) is State.DRAFT:
        raise NotFound("challenge.unknown")
    if challenge.terms.voting is not Voting.BALLOT:
        raise Conflict("ballot.none", title=challenge.terms.title)
    return challenge


def _standing_mark(tx: Connection, challenge: Challenge, voter: int, submission_id: int) -> Mark | None:
    marks = challenge_votes.marks_of(tx, challenge.id, voter)
    return next((one for one in marks if one.submission_id == submission_id), None)


def _seen(tx: Connection, challenge: Challenge, marks: Iterable[Mark]) -> tuple[Seen, ...]:
    """What was marked or skipped and stands, in the order in which it was shown."""
    standing = {one.id: one for one in submissions.of_challenge(tx, challenge.id, standing=True)}
    return tuple(Seen(standing[one.submission_id], one.stars) for one in marks if one.decided)
