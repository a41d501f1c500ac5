"""Completing a challenge: final places, points and prizes, in one transaction that can be repeated.

Everything is worked out anew from what stands, and only what differs from the books is changed: so a result that is
worked out again, after an edit of dates, a disqualification or a restart, comes to the same outcome, and nothing is
paid twice.
"""

import logging
from datetime import datetime
from typing import cast

from sqlalchemy import Connection

from domain.challenge_points import Vote
from domain.challenge_results import Given, Outcome, finish
from domain.challenge_settings import COMPLETED, TO_SEND, VOTER_VOTES, State, Voting
from domain.challenges import Challenge, due_to_complete
from services.challenges.finding import changed
from services.challenges.paying import Paying, Stands
from services.challenges.rewarding import Rewarded, give
from services.desk import Desk
from storage import audit, challenge_results, challenge_votes, notices, settings, submissions
from storage.engine import after_commit

log = logging.getLogger(__name__)


class Completing:
    """Work out what a challenge came to."""

    def __init__(self, desk: Desk, paying: Paying) -> None:
        self._desk = desk
        self._paying = paying

    def complete(self, tx: Connection, challenge: Challenge, now: datetime) -> None:
        """Keep its result as it follows from what stands now, pay what it owes, and note what is to be told.

        Before its end, and once it was called off, nothing is done: a result that was kept stays.
        """
        if not (challenge.state(now) is State.COMPLETED or due_to_complete(challenge.dates, challenge.standing, now)):
            return
        stands, outcome = _worked_out(tx, challenge)
        before = challenge_results.places(tx, challenge.id)
        places = {one.member_id: (one.place, one.submission_id) for one in outcome.results}
        challenge_results.put_results(tx, challenge.id, outcome.results)
        self._paying.for_everything(tx, challenge, stands, ballots=outcome.ballots, places=outcome.places, now=now)
        rewarded = give(tx, challenge, outcome, now)
        challenge_results.keep(tx, challenge.id, now)
        first = challenge.standing.completed_at is None
        if first or places != before or rewarded.anything:
            _tell(tx, challenge, outcome, rewarded, now, places=first or places != before)
        changed(tx, challenge)


def _worked_out(tx: Connection, challenge: Challenge) -> tuple[Stands, Outcome]:
    """What stands of it, and what that comes to."""
    voting, which = challenge.terms.voting, challenge.id
    handed_in = submissions.of_challenge(tx, which, standing=True)
    votes: list[Vote] = challenge_votes.standing(tx, which) if voting is Voting.VOTES else []
    stars = challenge_votes.ballots(tx, which) if voting is Voting.BALLOT else {}
    makers = {one.id: one.member_id for one in handed_in}
    given = Given(makers, votes, stars, challenge_votes.scores(tx, which))
    (voter_votes,) = cast("tuple[int]", settings.some(tx, challenge.guild_id, VOTER_VOTES))
    return Stands(handed_in, votes), finish(voting, challenge.terms.judge_weight, voter_votes, given)


def _tell(
    tx: Connection, challenge: Challenge, outcome: Outcome, rewarded: Rewarded, now: datetime, *, places: bool
) -> None:
    """Log it, and tell everybody where places changed and officers where there is something to see to.

    A result is known by its row in the log: what is told again is told under another number.
    """
    guild_id, told = challenge.guild_id, {"challenge": challenge.id}
    first = challenge.standing.completed_at is None
    kind = "challenge.completed" if first else "challenge.recomputed"
    facts = told | {"placed": len(outcome.results), "credits_paid": rewarded.paid, "credits_back": rewarded.back}
    number = audit.append(tx, guild_id, kind, actor=None, at=now, facts=facts | {"credits_missing": rewarded.missing})
    if places:
        key = f"challenge:{challenge.id}:completed:{number}"
        notices.put(tx, guild_id, COMPLETED.name, key=key, facts=told | {"again": not first}, now=now)
    if rewarded.matters:
        notices.put(tx, guild_id, TO_SEND.name, key=f"challenge:{challenge.id}:to_send:{number}", facts=told, now=now)
    figures = {"placed": len(outcome.results), "given": rewarded.given, "taken": rewarded.taken}
    extra = {"guild": guild_id, "challenge": challenge.id, "credits": rewarded.paid} | figures
    after_commit(tx, lambda: log.info(kind.replace(".", "_"), extra=extra))
