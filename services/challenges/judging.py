"""Judges' scores, and discarding somebody's votes by a logged act that can be taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from domain.challenge_ranking import HIGHEST_SCORE
from domain.challenge_settings import State, Voting
from domain.challenges import Challenge, check_reason
from domain.errors import Conflict, Forbidden, Invalid, NotFound
from domain.people import Actor, Rank
from domain.submissions import Submission
from services import access
from services.challenges.completing import Completing
from services.challenges.finding import changed, find, find_submission
from services.challenges.paying import Paying
from services.challenges.signs import Signs, noticed
from services.desk import Desk
from storage import audit, challenge_votes, members

_SALT = 16


@dataclass(frozen=True, slots=True)
class Judged:
    """A judge's score that stands; `before` is what they gave earlier, `judges` how many scored it by now."""

    challenge: Challenge
    submission: Submission
    score: int
    before: int | None
    judges: int


@dataclass(frozen=True, slots=True)
class Discarded:
    """Whose votes were discarded or count again: `given` counts them, `recomputed` is whether a result was."""

    challenge: Challenge
    voter_id: int
    user_id: int | None
    given: int
    reason: str
    recomputed: bool


class Judging:
    """Score, look out and discard."""

    def __init__(self, desk: Desk, paying: Paying, completing: Completing) -> None:
        self._desk = desk
        self._paying = paying
        self._completing = completing

    async def judge(self, actor: Actor, submission_id: int, score: int) -> Judged:
        """Give a submission a judge's score, which replaces one before, from the start to the end of the challenge.

        Raises `Forbidden` (no officer, one's own), `NotFound`, `Invalid` (no such score) and `Conflict` (not now,
        disqualified, judges have no part in it).
        """
        if not 1 <= score <= HIGHEST_SCORE:
            raise Invalid("judge.score", most=HIGHEST_SCORE)
        now = self._desk.clock()

        def work(tx: Connection) -> Judged:
            judge = access.enter(tx, actor, Rank.OFFICER, now).id
            challenge, submission = find_submission(tx, actor.guild_id, submission_id)
            _check_judging(challenge, submission, judge, now)
            before = challenge_votes.score_of(tx, submission_id, judge)
            if before != score:
                challenge_votes.judge(tx, submission_id, judge, score, now)
                self._log_score(tx, challenge, submission_id, judge, score, now)
            return Judged(challenge, submission, score, before, challenge_votes.judges(tx, submission_id))

        return await self._desk.db.write(work)

    def _log_score(
        self, tx: Connection, challenge: Challenge, submission_id: int, judge: int, score: int, now: datetime
    ) -> None:
        """Log a score for officers alone: whoever reads one before the end knows a part of the result.

        It stands as the note, whose hash is salted: all that everybody sees of the row is a hash, which could be
        found by trying ten scores.
        """
        facts, salt = {"challenge": challenge.id, "submission": submission_id}, self._desk.entropy(_SALT)
        told = f"{score} / {HIGHEST_SCORE}"
        audit.append(
            tx,
            challenge.guild_id,
            "challenge.judged",
            actor=judge,
            at=now,
            facts=facts,
            note=told,
            salt=salt,
            officers_only=True,
        )

    async def signs(self, actor: Actor, challenge_id: int) -> Signs:
        """What looks unusual in the votes of a challenge, and what was discarded; raises `Forbidden`, `NotFound`."""

        def work(tx: Connection) -> Signs:
            access.require(tx, actor, Rank.OFFICER)
            return noticed(tx, find(tx, actor.guild_id, challenge_id))

        return await self._desk.db.read(work)

    async def discard(self, actor: Actor, challenge_id: int, user_id: int, reason: str) -> Discarded:
        """Count somebody's votes or ballot no more, for that reason; a result that is kept is worked out anew.

        Raises `Forbidden` (no officer, one's own), `NotFound`, `Invalid` (reason) and `Conflict` (called off, nothing
        was given, discarded before).
        """
        why = check_reason(reason)

        def act(tx: Connection, challenge: Challenge, officer: int, now: datetime) -> Discarded:
            voter = members.find(tx, actor.guild_id, user_id)
            if voter is not None and voter.id == officer:
                raise Forbidden("discard.own")
            given = challenge_votes.gave(tx, challenge.id, voter.id) if voter is not None else 0
            if voter is None or not given:
                raise Conflict("discard.nothing", title=challenge.terms.title)
            if not challenge_votes.discard(tx, challenge.id, voter.id, why, by=officer, now=now):
                raise Conflict("discard.before", title=challenge.terms.title)
            return self._settled(tx, challenge, voter.id, given, why, "challenge.discarded", officer, now)

        return await self._act(actor, challenge_id, act)

    async def restore(self, actor: Actor, challenge_id: int, voter_id: int) -> Discarded:
        """Take a discard back: what this member gave counts again.

        Raises `Forbidden` (no officer, one's own), `NotFound` and `Conflict` (called off, nothing is discarded).
        """

        def act(tx: Connection, challenge: Challenge, officer: int, now: datetime) -> Discarded:
            if voter_id == officer:
                raise Forbidden("discard.own")
            found = challenge_votes.discard_of(tx, challenge.id, voter_id)
            if found is None:
                raise Conflict("discard.none", title=challenge.terms.title)
            challenge_votes.restore(tx, challenge.id, voter_id)
            given = challenge_votes.gave(tx, challenge.id, voter_id)
            return self._settled(tx, challenge, voter_id, given, found.reason, "challenge.restored", officer, now)

        return await self._act(actor, challenge_id, act)

    async def _act(
        self,
        actor: Actor,
        challenge_id: int,
        act: Callable[[Connection, Challenge, int, datetime], Discarded],
    ) -> Discarded:
        now = self._desk.clock()

        def work(tx: Connection) -> Discarded:
            officer = access.enter(tx, actor, Rank.OFFICER, now).id
            challenge = find(tx, actor.guild_id, challenge_id)
            if challenge.state(now) is State.CANCELLED:
                raise Conflict("challenge.cancelled", title=challenge.terms.title)
            return act(tx, challenge, officer, now)

        return await self._desk.db.write(work)

    def _settled(
        self,
        tx: Connection,
        challenge: Challenge,
        voter_id: int,
        given: int,
        reason: str,
        kind: str,
        officer: int,
        now: datetime,
    ) -> Discarded:
        """Log the act, and bring points and a result that is kept to what counts now."""
        facts = {"challenge": challenge.id, "member": voter_id, "given": given}
        salt, guild_id = self._desk.entropy(_SALT), challenge.guild_id
        # A note is salted: without one, whose votes it is about could be found by trying everybody's number.
        note = reason if kind == "challenge.discarded" else "↩"
        audit.append(tx, guild_id, kind, actor=officer, at=now, facts=facts, note=note, salt=salt, officers_only=True)
        self._paying.for_voters(tx, challenge, (voter_id,), now)
        recomputed = challenge.state(now) is State.COMPLETED
        if recomputed:
            self._completing.complete(tx, challenge, now)
        changed(tx, challenge)
        user_id = members.users(tx, {voter_id}).get(voter_id)
        return Discarded(challenge, voter_id, user_id, given, reason, recomputed)


def _check_judging(challenge: Challenge, submission: Submission, judge: int, now: datetime) -> None:
    """Raise where this officer cannot score it now."""
    terms, dates = challenge.terms, challenge.dates
    match challenge.state(now):
        case State.DRAFT:
            raise NotFound("challenge.unknown")
        case State.CANCELLED:
            raise Conflict("challenge.cancelled", title=terms.title)
        case State.UPCOMING:
            raise Conflict("challenge.not_started", title=terms.title, at=dates.starts_at)
        case _ if now >= dates.ends_at:
            raise Conflict("judge.over", title=terms.title, at=dates.ends_at)
        case _:
            pass
    if not terms.judge_weight and terms.voting is not Voting.NONE:
        raise Conflict("judge.no_part", title=terms.title)
    if submission.member_id == judge:
        raise Forbidden("judge.own")
    if not submission.counts:
        raise Conflict("judge.disqualified", title=submission.work.title)
