"""Challenges at their end without Discord: what was handed in and given, put straight into the books."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import Connection, insert, text, update

from domain.challenge_points import Rates
from domain.challenge_prizes import parse_prizes
from domain.challenge_settings import VOTER_VOTES, Voting
from domain.challenges import Challenge, Dates, Terms
from domain.credit import Credit
from domain.ledger import MINT, Act, move, wallet
from domain.people import Actor
from domain.submissions import Submission
from services.challenges.boards import Boards
from services.challenges.completing import Completing
from services.challenges.paying import Paying
from services.challenges.results import Results
from services.desk import Desk
from storage import (
    challenge_points,
    challenge_results,
    challenges,
    ledger,
    ledger_check,
    members,
    panels,
    settings,
    submissions,
)
from storage.challenge_results import Given, Ranked
from storage.challenge_votes import DiscardRow, MarkRow, ScoreRow, VoteRow
from storage.submissions import SubmissionRow
from tests.services.conftest import GUILD, OFFICERS, Clock

OFFICER = Actor(GUILD, 9002, frozenset({OFFICERS}), manages_guild=False)
CHANNEL = 303
USERS = 8000
"""Discord's id of the first person; the others follow."""

PRIZES = "1: 100 USD\n2: 500,000\n3: 250,000\neveryone: 10,000\nvoters: 1,000"
WEEK = timedelta(days=7)
_NUMBERS = count(1)


def person(number: int) -> Actor:
    """Somebody without a rank."""
    return Actor(GUILD, USERS + number, frozenset(), manages_guild=False)


@dataclass
class Week:
    """One challenge of a week: a day to hand in, a day to vote; people are numbers, and so are submissions."""

    desk: Desk
    clock: Clock
    people: dict[int, int] = field(default_factory=dict[int, int])

    def __post_init__(self) -> None:
        self.boards = Boards(self.desk)
        self.paying = Paying(self.boards)
        self.completing = Completing(self.desk, self.paying)
        self.results = Results(self.desk)

    async def open(
        self,
        voting: Voting = Voting.VOTES,
        *,
        prizes: str = PRIZES,
        judge_weight: int = 0,
        voter_votes: int = 2,
        rates: Rates | None = None,
        starts: datetime | None = None,
    ) -> Challenge:
        """A challenge that starts now, or at `starts`."""
        now, number = self.clock(), next(_NUMBERS)
        begins = (starts or now).replace(microsecond=0)
        closes = begins + timedelta(days=1)
        dates = Dates(begins, closes, closes + timedelta(days=1), closes + timedelta(days=1))
        terms = Terms("Draw your pet", "Draw it", "", voting, 3, False, judge_weight, None, rates or Rates())
        year, week, _ = begins.isocalendar()

        def work(tx: Connection) -> Challenge:
            settings.put(tx, GUILD, VOTER_VOTES.name, voter_votes, by=None, at=now)
            by = members.ensure(tx, GUILD, OFFICER.user_id, now).id
            which = challenges.create(
                tx, GUILD, terms, dates, slug=f"pet-{number}", week=week, year=year, by=by, now=now
            )
            challenges.put_prizes(tx, which, parse_prizes(prizes))
            challenges.publish(tx, which, CHANNEL, min(now, begins))
            panels.hang(tx, GUILD, "challenge", which, channel_id=CHANNEL, message_id=10**6 + which, now=now)
            found = challenges.find(tx, GUILD, which)
            assert found is not None
            return found

        return await self.desk.db.write(work)

    async def member(self, number: int) -> int:
        """Somebody's member id."""
        now = self.clock()
        return (await self.desk.db.write(lambda tx: members.ensure(tx, GUILD, USERS + number, now))).id

    async def hand_in(self, challenge: Challenge, who: int, title: str = "", *, at: datetime | None = None) -> int:
        """Somebody hands something in; returns its number."""
        member, now = await self.member(who), at or self.clock()

        def work(tx: Connection) -> int:
            row = {"challenge_id": challenge.id, "member_id": member, "title": title or f"Work of {who}", "at": now}
            row |= {"description": "", "reason": ""}
            made = tx.execute(insert(SubmissionRow).values(row).returning(SubmissionRow.id)).scalar_one()
            self.paying.for_maker(tx, challenge, member, now)
            return made

        return await self.desk.db.write(work)

    async def vote(self, challenge: Challenge, submission: int, *voters: int) -> None:
        """These people vote for it."""
        for who in voters:
            member, now = await self.member(who), self.clock()

            def work(tx: Connection, member: int = member, now: datetime = now) -> None:
                row = {"submission_id": submission, "voter_id": member, "challenge_id": challenge.id, "at": now}
                tx.execute(insert(VoteRow).values(row))
                self.paying.for_voters(tx, challenge, (member,), now)

            await self.desk.db.write(work)

    async def mark(self, challenge: Challenge, who: int, stars: Mapping[int, int]) -> None:
        """Somebody gives stars."""
        member, now = await self.member(who), self.clock()
        same = {"voter_id": member, "challenge_id": challenge.id, "shown_at": now, "marked_at": now}
        rows = [same | {"submission_id": one, "stars": given} for one, given in stars.items()]
        await self.desk.db.write(lambda tx: tx.execute(insert(MarkRow), rows))

    async def judge(self, submission: int, score: int) -> None:
        """An officer scores it."""
        now = self.clock()

        def work(tx: Connection) -> None:
            judge = members.ensure(tx, GUILD, OFFICER.user_id, now).id
            tx.execute(insert(ScoreRow).values(submission_id=submission, judge_id=judge, score=score, at=now))

        await self.desk.db.write(work)

    async def disqualify(self, challenge: Challenge, submission: int, *, ok: bool = False) -> None:
        """An officer disqualifies it, or lets it count again; where a result stands it is worked out anew."""
        now = self.clock()

        def work(tx: Connection) -> None:
            gone = None if ok else now
            tx.execute(update(SubmissionRow).where(SubmissionRow.id == submission).values(disqualified_at=gone))
            found = submissions.find(tx, GUILD, submission)
            assert found is not None
            self.paying.for_maker(tx, challenge, found.member_id, now)
            self._again(tx, challenge.id, now)

        await self.desk.db.write(work)

    async def discard(self, challenge: Challenge, who: int) -> None:
        """An officer discards somebody's votes."""
        member, now = await self.member(who), self.clock()

        def work(tx: Connection) -> None:
            row = {"challenge_id": challenge.id, "voter_id": member, "by": member, "at": now, "reason": "alts"}
            tx.execute(insert(DiscardRow).values(row))
            self.paying.for_voters(tx, challenge, (member,), now)
            self._again(tx, challenge.id, now)

        await self.desk.db.write(work)

    def _again(self, tx: Connection, which: int, now: datetime) -> None:
        found = challenges.find(tx, GUILD, which)
        assert found is not None
        if found.standing.completed_at is not None:
            self.completing.complete(tx, found, now)

    async def complete(self, challenge: Challenge, times: int = 1) -> None:
        """Its end comes, and its result is worked out."""
        self.clock.now = max(self.clock(), challenge.dates.ends_at)
        now = self.clock()

        def work(tx: Connection) -> None:
            found = challenges.find(tx, GUILD, challenge.id)
            assert found is not None
            self.completing.complete(tx, found, now)

        for _ in range(times):
            await self.desk.db.write(work)

    async def move_end(self, challenge: Challenge, ends_at: datetime) -> Challenge:
        """An officer moves its end."""
        dates = replace(challenge.dates, voting_closes_at=ends_at, ends_at=ends_at)

        def work(tx: Connection) -> Challenge:
            found = challenges.find(tx, GUILD, challenge.id)
            assert found is not None
            challenges.change(tx, replace(found, dates=dates))
            return replace(found, dates=dates)

        return await self.desk.db.write(work)

    async def ranks(self, challenge: Challenge) -> list[Ranked]:
        """The places as they are kept."""
        return await self.desk.db.read(lambda tx: challenge_results.ranks(tx, challenge.id, limit=100))

    async def places(self, challenge: Challenge) -> dict[int, int]:
        """By number of the person."""
        return {(one.user_id or 0) - USERS: one.result.place for one in await self.ranks(challenge)}

    async def rewards(self, challenge: Challenge) -> list[Given]:
        """Everything that it ever gave."""
        return await self.desk.db.read(lambda tx: challenge_results.rewards(tx, challenge.id))

    async def points(self, challenge: Challenge) -> dict[int, int]:
        """Everybody's points in it, by number of the person; those who have none are left out."""

        def work(tx: Connection) -> dict[int, int]:
            sums = challenge_points.totals(tx, challenge.id)
            users = members.users(tx, set(sums))
            return {(users[who] or 0) - USERS: points for who, points in sums.items() if points}

        return await self.desk.db.read(work)

    async def credits(self, who: int) -> int:
        """What is in somebody's wallet."""
        member = await self.member(who)
        return await self.desk.db.read(lambda tx: ledger.balance(tx, GUILD, Credit.CREDIT, wallet(member)))

    async def spend(self, who: int, amount: int) -> None:
        """Somebody's credits go elsewhere."""
        member, now = await self.member(who), self.clock()
        gone = move(Act.TAKE, Credit.CREDIT, amount, source=wallet(member), target=MINT)
        key = f"spent:{next(_NUMBERS)}"
        await self.desk.db.write(lambda tx: ledger.post(tx, GUILD, gone, key=key, at=now))

    async def erase(self, who: int) -> None:
        """Somebody is erased, with what is in their wallet."""
        member, now = await self.member(who), self.clock()
        if held := await self.credits(who):
            await self.spend(who, held)
        await self.desk.db.write(lambda tx: members.forget(tx, member, now))

    async def told(self, event: str = "") -> list[dict[str, Any]]:
        """What waits to be told, oldest first: the facts of that event's notices."""
        rows = await self.desk.db.read(lambda tx: tx.execute(text("SELECT event, facts FROM outbox ORDER BY id")).all())
        return [json.loads(row.facts) for row in rows if row.event == event]

    async def logged(self) -> Sequence[str]:
        """The kinds of acts in the log."""
        query = text("SELECT kind FROM audit ORDER BY seq")
        return await self.desk.db.read(lambda tx: list(tx.execute(query).scalars()))

    async def adds_up(self) -> None:
        """The books of credits and of points are in order."""
        assert await self.desk.db.read(ledger_check.check) == []
        assert await self.desk.db.read(challenge_points.check) == []

    async def submission(self, which: int) -> Submission:
        """It as it stands."""
        found = await self.desk.db.read(lambda tx: submissions.find(tx, GUILD, which))
        assert found is not None
        return found
