"""A challenge up to its podium and a changed result, killed at every point. Run by test_crash_challenges.py:

    python crashing_challenges.py TEMPLATE FOLDER

The folders are those of crashing_draws.py. Whoever comes back after the crash lets the clock do what is due, and does
again what an officer would do again.
"""

import sys
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection, insert, update

from domain.challenge_points import Rates
from domain.challenge_prizes import parse_prizes
from domain.challenge_settings import VOTER_VOTES, Voting
from domain.challenges import Challenge, Dates, Terms
from storage import challenge_results, challenges, members, notices, settings, submissions
from storage.challenge_votes import VoteRow
from storage.submissions import SubmissionRow
from tests.storage.crashing import Fate, write_down
from tests.storage.crashing_draws import BEGIN, CHANNEL, GUILD, House, main

PRIZES = "1: 500\n1: a cape\n2: 300\neveryone: 20\nvoters: 7"
PEOPLE = range(1, 5)
VOTES = ((2, 1), (3, 1), (4, 1), (1, 2), (3, 2), (1, 3))
"""Who voted for whose: the first stands first until they are disqualified."""


class ChallengeHouse(House):
    """A life of the bot in which a challenge comes to its end."""

    async def challenge(self) -> Challenge | None:
        """The one challenge, if it is there."""
        found = await self.db.read(lambda tx: challenges.listed(tx, GUILD))
        return found[0] if found else None

    async def finish(self) -> None:
        """Take whatever is next, until the result after a disqualification is told."""
        for _ in range(30):
            challenge = await self.challenge()
            if challenge is None:
                await self.db.write(self._week)
                continue
            if self.now < challenge.dates.ends_at:  # also that of a life before this one, whose clock was there already
                self.now = challenge.dates.ends_at
            elif await self.db.read(lambda tx, which=challenge.id: 1 in _places(tx, which)):
                await self.db.write(self._disqualify)
                write_down(self.folder / "receipts", {"act": "disqualified"})
            elif not await self.db.read(notices.pending):
                return
            await self.hall.challenges.clock.due()
            await self.hall.notices.deliver()
            self.now += timedelta(seconds=20)
        raise AssertionError("the challenge does not end")

    def _week(self, tx: Connection) -> None:
        """Everybody hands in and votes; what that brings is paid."""
        paying = self.hall.challenges.paying
        settings.put(tx, GUILD, "guild.announcements", CHANNEL, by=None, at=self.now)
        settings.put(tx, GUILD, "guild.officers_channel", CHANNEL, by=None, at=self.now)
        settings.put(tx, GUILD, VOTER_VOTES.name, 2, by=None, at=self.now)
        people = {one: members.ensure(tx, GUILD, 9000 + one, self.now).id for one in PEOPLE}
        day = timedelta(days=1)
        dates = Dates(BEGIN, BEGIN + day, BEGIN + 2 * day, BEGIN + 2 * day)
        terms = Terms("Pet", "Draw it", "", Voting.VOTES, 3, False, 0, None, Rates())
        which = challenges.create(tx, GUILD, terms, dates, slug="pet", week=47, year=2026, by=people[1], now=self.now)
        challenges.put_prizes(tx, which, parse_prizes(PRIZES))
        challenges.publish(tx, which, CHANNEL, self.now)
        challenge = challenges.find(tx, GUILD, which)
        assert challenge is not None
        for one, member in people.items():
            row = {"challenge_id": which, "member_id": member, "title": f"Work {one}", "at": BEGIN}
            tx.execute(insert(SubmissionRow).values(row | {"description": "", "reason": ""}))
            paying.for_maker(tx, challenge, member, self.now)
        entries = {one.member_id: one.id for one in submissions.of_challenge(tx, which)}
        for voter, maker in VOTES:
            row = {"voter_id": people[voter], "submission_id": entries[people[maker]], "challenge_id": which}
            tx.execute(insert(VoteRow).values(row | {"at": BEGIN}))
        paying.for_voters(tx, challenge, [*people.values()], self.now)

    def _disqualify(self, tx: Connection) -> None:
        """The first does not count, and the result is worked out anew."""
        (challenge,) = challenges.listed(tx, GUILD)
        paying, completing = self.hall.challenges.paying, self.hall.challenges.completing
        (first,) = [one for one in submissions.of_challenge(tx, challenge.id) if one.user_id == 9001]
        statement = update(SubmissionRow).where(SubmissionRow.id == first.id)
        tx.execute(statement.values(disqualified_at=self.now))
        paying.for_maker(tx, challenge, first.member_id, self.now)
        paying.for_voters(tx, challenge, [voter for voter in range(1, 10) if voter != first.member_id], self.now)
        completing.complete(tx, challenge, self.now)


def _places(tx: Connection, which: int) -> dict[int, int]:
    """By the last digit of the person."""
    found = challenge_results.ranks(tx, which, limit=99)
    return {(one.user_id or 9000) - 9000: one.result.place for one in found}


async def live(folder: Path, fate: Fate) -> None:
    """One life."""
    house = ChallengeHouse(folder, BEGIN, fate)
    await house.db.open()
    await house.finish()
    await house.db.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), live)
