"""Challenges that are changed after their end in any way: they come to what they would have come to from the start."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.challenges import Challenge
from services.desk import Desk
from tests.services.conftest import Clock
from tests.services.finishing import Week

KINDS = ("disqualify", "restore", "discard", "spend", "move")
ACTS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 5)), max_size=8)
VOTES = st.sets(st.tuples(st.integers(1, 5), st.integers(1, 5)).filter(lambda one: one[0] != one[1]), max_size=15)
FIVE = range(1, 6)
SOME_PRIZES = "1: 500\n2: 300\n3: 101\neveryone: 20\nvoters: 7"


@dataclass
class History:
    """What happens to a challenge of five people, each of whom handed in something."""

    week: Week
    challenge: Challenge
    entries: dict[int, int]
    gone: set[int] = field(default_factory=set[int])
    discarded: set[int] = field(default_factory=set[int])
    spent: Counter[int] = field(default_factory=Counter[int])

    async def do(self, act: str, who: int) -> None:
        """One act, after which the result is worked out anew."""
        match act:
            case "disqualify":
                await self.week.disqualify(self.challenge, self.entries[who])
                self.gone.add(who)
            case "restore":
                await self.week.disqualify(self.challenge, self.entries[who], ok=True)
                self.gone.discard(who)
            case "discard" if who not in self.discarded:
                await self.week.discard(self.challenge, who)
                self.discarded.add(who)
            case "spend" if held := await self.week.credits(who):
                await self.week.spend(who, held)
                self.spent[who] += held
            case "move":
                later = self.week.clock() + timedelta(days=1)
                self.challenge = await self.week.move_end(self.challenge, later)
            case _:
                pass
        await self.week.complete(self.challenge)


async def begun(week: Week, votes: set[tuple[int, int]], starts: datetime | None = None) -> History:
    """A challenge of five with these votes (of whom, for whom)."""
    challenge = await week.open(prizes=SOME_PRIZES, starts=starts)
    entries = {who: await week.hand_in(challenge, who, at=challenge.dates.starts_at) for who in FIVE}
    for voter, maker in sorted(votes):
        await week.vote(challenge, entries[maker], voter)
    return History(week, challenge, entries)


@given(ACTS, VOTES)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_any_history_ends_as_if_it_had_been_so_from_the_start(
    desk: Desk, clock: Clock, acts: list[tuple[str, int]], votes: set[tuple[int, int]]
):
    """However often it was worked out in between: places, points, and what everybody has with their debts."""
    week = Week(desk, clock)
    history = await begun(week, votes)
    challenge, had = history.challenge, {who: await week.credits(who) for who in FIVE}
    await week.complete(challenge)
    for act, who in acts:
        await history.do(act, who)
    await week.adds_up()
    given_ = await week.rewards(challenge)
    for who in FIVE:
        member = await week.member(who)
        mine = [one for one in given_ if one.reward.member_id == member]
        standing = sum(one.reward.amount for one in mine if one.taken_at is None)
        assert await week.credits(who) - had[who] + history.spent[who] == standing + sum(one.missing for one in mine)
    straight = {one for one in votes if one[0] not in history.discarded}
    twin = await begun(Week(desk, clock), straight, starts=challenge.dates.starts_at)
    for who in history.gone:
        await twin.do("disqualify", who)
    await twin.week.complete(twin.challenge)
    assert await week.places(challenge) == await twin.week.places(twin.challenge)
    assert await week.points(challenge) == await twin.week.points(twin.challenge)
    stands = {one.reward for one in given_ if one.taken_at is None}
    assert stands == {one.reward for one in await twin.week.rewards(twin.challenge) if one.taken_at is None}
