"""Votes and ballots in a challenge without Discord: a week of it with the services that people vote through."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, text

from domain.challenge_points import Owed
from domain.challenge_results import complete_ballots
from domain.challenge_settings import Voting
from domain.challenges import Challenge
from domain.errors import Refusal
from services.challenges.balloting import Ballot, Balloting, Decided
from services.challenges.judging import Judging
from services.challenges.voting import Voted
from services.challenges.voting import Voting as Booth
from storage import challenge_points, challenge_votes, challenges, submissions
from tests.services.conftest import GUILD
from tests.services.finishing import Week, person

PointRow = tuple[str, int, int, str, int]


@dataclass
class Polls(Week):
    """A week with its polling booths; people are numbers."""

    def __post_init__(self) -> None:
        Week.__post_init__(self)
        self.voting = Booth(self.desk, self.paying)
        self.balloting = Balloting(self.desk)
        self.judging = Judging(self.desk, self.paying, self.completing)

    async def cast(self, who: int, submission: int) -> Voted:
        """Somebody votes as people do."""
        return await self.voting.vote(person(who), submission)

    async def take_back(self, who: int, submission: int) -> Voted:
        """Somebody takes a vote back."""
        return await self.voting.take_back(person(who), submission)

    async def ballot(self, challenge: Challenge, who: int) -> Ballot:
        """Somebody opens their ballot."""
        return await self.balloting.open(person(who), challenge.id)

    async def star(self, who: int, submission: int, stars: int) -> Decided:
        """Somebody gives stars."""
        return await self.balloting.mark(person(who), submission, stars)

    async def at_voting(self, challenge: Challenge) -> None:
        """Submissions close."""
        self.clock.now = challenge.dates.submissions_close_at + timedelta(minutes=1)

    async def rows(self, challenge: Challenge) -> list[PointRow]:
        """The ledger of points: key, number, member, cause, points; as it was written."""
        query = text("SELECT key, number, member_id, cause, points FROM challenge_points WHERE challenge_id = :c")

        def work(tx: Connection) -> list[PointRow]:
            return [(*row,) for row in tx.execute(query, {"c": challenge.id})]

        return await self.desk.db.read(work)

    async def count(self, query: str) -> int:
        """One number of the books."""
        return await self.desk.db.read(lambda tx: tx.execute(text(query)).scalar_one())

    async def dump(self, *tables: str) -> list[Any]:
        """All rows of these tables."""

        def work(tx: Connection) -> list[Any]:
            return [tuple(row) for table in tables for row in tx.execute(text(f"SELECT * FROM {table}"))]

        return await self.desk.db.read(work)

    async def is_owed(self, challenge: Challenge) -> dict[str, Owed]:
        """What votes have come to in the ledger, by key, without what comes to nothing."""

        def work(tx: Connection) -> dict[str, Owed]:
            paid = challenge_points.of_everybody(tx, challenge.id)
            return {key: one for key, one in paid.owed.items() if key.startswith("vote:")}

        return await self.desk.db.read(work)

    async def standing(self, challenge: Challenge) -> list[Any]:
        """The votes that count."""
        return await self.desk.db.read(lambda tx: challenge_votes.standing(tx, challenge.id))

    async def withdraw(self, challenge: Challenge, submission: int) -> None:
        """Somebody withdraws what they handed in, and what was given for it is taken back."""
        now = self.clock()

        def work(tx: Connection) -> None:
            found = submissions.find(tx, GUILD, submission)
            assert found is not None
            change = text("UPDATE submissions SET withdrawn_at = :at WHERE id = :which")
            tx.execute(change, {"at": int(now.timestamp() * 10**6), "which": submission})
            self.paying.for_maker(tx, challenge, found.member_id, now)

        await self.desk.db.write(work)
        await self.settle(challenge)

    async def settle(self, challenge: Challenge) -> None:
        """Everybody's votes are worked out anew, as after a disqualification."""
        now = self.clock()

        def work(tx: Connection) -> None:
            voters = {row[0] for row in tx.execute(text("SELECT DISTINCT voter_id FROM challenge_votes"))}
            self.paying.for_voters(tx, challenge, voters, now)

        await self.desk.db.write(work)

    async def restore(self, challenge: Challenge, who: int) -> None:
        """Somebody's votes count again."""
        member, now = await self.member(who), self.clock()

        def work(tx: Connection) -> None:
            challenge_votes.restore(tx, challenge.id, member)
            self.paying.for_voters(tx, challenge, (member,), now)

        await self.desk.db.write(work)

    async def stands(self, challenge: Challenge) -> Challenge:
        """The challenge as it is now."""
        found = await self.desk.db.read(lambda tx: challenges.find(tx, GUILD, challenge.id))
        assert found is not None
        return found


def code(error: BaseException) -> str:
    """What a refusal is called."""
    assert isinstance(error, Refusal), error
    return error.code


async def voted_on(polls: Polls, works: int = 8, *, weight: int = 0) -> tuple[Challenge, list[int]]:
    """A challenge whose ballots are open, with the works of people 1, 2, 3, …"""
    week = await polls.open(Voting.BALLOT, judge_weight=weight)
    handed_in = [await polls.hand_in(week, who) for who in range(1, works + 1)]
    await polls.at_voting(week)
    return week, handed_in


async def fill(polls: Polls, week: Challenge, who: int, stars: int = 4, marks: int = 5) -> None:
    """Somebody gives so many marks to what they are shown."""
    ballot = await polls.ballot(week, who)
    for _ in range(marks):
        assert ballot.showing is not None
        ballot = (await polls.star(who, ballot.showing.submission.id, stars)).ballot


async def counted(polls: Polls, week: Challenge) -> set[int]:
    """Whose ballots count, by member."""
    stars = await polls.desk.db.read(lambda tx: challenge_votes.ballots(tx, week.id))
    makers = await polls.desk.db.read(lambda tx: challenge_votes.makers(tx, week.id))
    return set(complete_ballots(makers, stars))
