"""Paying challenge points: whatever changed, the ledger is brought to what is owed now, in the same transaction.

An act names what it touched: somebody's submissions, somebody's votes, or everything at the end. Each part is worked
out anew from what stands and compared with what was paid, so that nothing is paid twice and everything can be taken
back.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from domain.challenge_points import (
    Cause,
    Entry,
    Owed,
    Vote,
    corrections,
    for_ballots,
    for_places,
    for_submissions,
    for_votes,
)
from domain.challenge_settings import Voting
from domain.challenges import Challenge
from domain.guild import TIMEZONE
from domain.settings import zone
from domain.submissions import Submission
from storage import challenge_points, challenge_votes, settings, submissions
from storage.challenge_points import Paid
from storage.engine import after_commit

_MAKING = (Cause.SUBMIT, Cause.EARLY, Cause.FEATURED)


@dataclass(frozen=True, slots=True)
class Stands:
    """What was handed in and stands, and the votes for it that count."""

    submissions: Sequence[Submission]
    votes: Sequence[Vote]


class Watching(Protocol):
    """Whoever keeps boards of points up to date."""

    def changed(self, challenge: Challenge, totals: Mapping[int, int]) -> None:
        """These members have so many points in the challenge now."""
        ...

    def handed_in(self, challenge: Challenge, member_id: int) -> None:
        """What this member has in the challenge may not be what it was."""
        ...


class Paying:
    """Bring the ledger of a challenge to what it owes."""

    def __init__(self, boards: Watching) -> None:
        self._boards = boards

    def for_maker(self, tx: Connection, challenge: Challenge, member_id: int, now: datetime) -> None:
        """What somebody handed in, edited, withdrew, or was featured or disqualified for."""
        due = _submitted(challenge, submissions.of_member(tx, challenge.id, member_id))
        self._settle(tx, challenge, challenge_points.of_causes(tx, challenge.id, _MAKING, (member_id,)), due, now)
        # Also where it brings no points: it counts for who takes part.
        after_commit(tx, partial(self._boards.handed_in, challenge, member_id))

    def for_voters(self, tx: Connection, challenge: Challenge, voters: Collection[int], now: datetime) -> None:
        """The votes of these people, in a challenge of votes; a ballot pays at the end."""
        if challenge.terms.voting is not Voting.VOTES:
            return
        for voter_id in sorted(voters):
            due = _voted(tx, challenge, (voter_id,))
            self._settle(tx, challenge, challenge_points.of_votes(tx, challenge.id, voter_id), due, now)

    def for_everything(
        self,
        tx: Connection,
        challenge: Challenge,
        stands: Stands,
        *,
        ballots: Mapping[int, int],
        places: Mapping[int, int],
        now: datetime,
    ) -> None:
        """All that it owes at its end: `ballots` are the marks in each complete one, `places` are by member."""
        rates = challenge.terms.rates
        due = _submitted(challenge, stands.submissions)
        if challenge.terms.voting is Voting.VOTES:
            due |= for_votes(rates, stands.votes, _timezone(tx, challenge))
        due |= for_ballots(rates, ballots) | for_places(rates, places)
        self._settle(tx, challenge, challenge_points.of_everybody(tx, challenge.id), due, now)

    def enter(self, tx: Connection, challenge: Challenge, rows: Iterable[Owed], before: Paid, now: datetime) -> None:
        """Append these rows, and tell the boards once they are kept."""
        totals = challenge_points.enter(tx, challenge.id, rows, before, now)
        if totals:
            after_commit(tx, partial(self._boards.changed, challenge, totals))

    def _settle(self, tx: Connection, challenge: Challenge, paid: Paid, due: Mapping[str, Owed], now: datetime) -> None:
        self.enter(tx, challenge, corrections(paid.owed, due), paid, now)


def _submitted(challenge: Challenge, handed_in: Iterable[Submission]) -> dict[str, Owed]:
    entries = [Entry(one.id, one.member_id, one.at, one.featured_at is not None) for one in handed_in if one.counts]
    return for_submissions(challenge.terms.rates, challenge.dates.starts_at, challenge.terms.most, entries)


def _voted(tx: Connection, challenge: Challenge, voters: Collection[int]) -> dict[str, Owed]:
    votes = challenge_votes.standing(tx, challenge.id, voters)
    return for_votes(challenge.terms.rates, votes, _timezone(tx, challenge))


def _timezone(tx: Connection, challenge: Challenge) -> ZoneInfo:
    (timezone,) = settings.some(tx, challenge.guild_id, TIMEZONE)
    return zone(str(timezone))
