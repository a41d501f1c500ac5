"""Milestones: told once each, together, and never of what was there before anybody looked."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, func, insert, select

from domain.challenge_points import Cause, Owed
from domain.characters import AccountType, parse_name
from domain.clan import RunState, Trigger
from domain.experience import xp_at
from domain.hiscores import Reading, Sheet
from domain.leaderboard_settings import MILESTONE
from domain.metrics import metric
from domain.milestones import Reached, What
from domain.people import Actor
from services.desk import Desk
from services.milestones import Milestones, told
from storage import challenge_points, characters, members, runs, snapshots
from storage.challenge_points import Paid, PointRow
from storage.challenges import ChallengeRow
from storage.notices import NoticeRow
from tests.services.conftest import GUILD, Clock
from tests.services.drawing import open_house
from tests.services.potting import FRIDAY, MARA, TOM, Table

DATES = ("starts_at", "submissions_close_at", "voting_closes_at", "ends_at")
TOP = xp_at(99)
TABLE = "hiscore_oldschool"
START: dict[str, int | None] = {
    "overall": 50_000_000,
    "total_level": 1_400,
    "attack": TOP - 1,
    "slayer": 500,
    "zulrah": 900,
    "clue_scrolls_all": 90,
}


class Clan:
    """Characters by name with what the hiscores say of each, and looks at all of them."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        self.desk, self.clock = desk, clock
        self.milestones = Milestones(desk)
        self.ids: dict[tuple[int, str], int] = {}
        self.says: dict[tuple[int, str], dict[str, int | None]] = {}

    async def join(self, name: str, owner: int | None = None, guild: int = GUILD, **values: int | None) -> int | None:
        """A character comes onto the roster; returns the member whose it is."""
        now = self.clock()

        def work(tx: Connection) -> tuple[int, int | None]:
            member = None if owner is None else members.ensure(tx, guild, owner, now).id
            kind = AccountType.REGULAR
            return characters.add(tx, guild, parse_name(name), kind, owner=member, now=now).id, member

        self.ids[guild, name], member = await self.desk.db.write(work)
        self.says[guild, name] = START | values
        return member

    def now_has(self, name: str, guild: int = GUILD, **values: int | None) -> None:
        """The hiscores say something else from now on."""
        self.says[guild, name] |= values

    async def begin(self, guild: int = GUILD) -> int:
        now = self.clock()
        everybody = [one for (of, _), one in self.ids.items() if of == guild]
        return (
            await self.desk.db.write(
                lambda tx: runs.start(tx, guild, Trigger.SCHEDULE, asked_by=None, subjects=everybody, now=now)
            )
        ).id

    async def finish(self, run_id: int, guild: int = GUILD) -> None:
        self.clock.advance(minutes=1)
        now = self.clock()

        def work(tx: Connection) -> None:
            for (of, name), character_id in self.ids.items():
                if of == guild:
                    snapshots.save(tx, character_id, run_id, sheet(self.says[of, name]), table=TABLE, at=now)
                    characters.seen(tx, character_id, table=TABLE, at=now)
            runs.end(tx, run_id, RunState.COMPLETE, now=now)

        await self.desk.db.write(work)

    async def run(self, guild: int = GUILD) -> None:
        """Everybody of a guild is looked at, and the clock ticks."""
        await self.finish(await self.begin(guild), guild)
        await self.milestones.due()

    async def cards(self, guild: int = GUILD) -> list[dict[str, Any]]:
        """What was put into the outbox, a card each."""

        def work(tx: Connection) -> list[dict[str, Any]]:
            query = select(NoticeRow.facts).where(NoticeRow.event == MILESTONE.name, NoticeRow.guild_id == guild)
            return list(tx.execute(query.order_by(NoticeRow.id)).scalars())

        return await self.desk.db.read(work)

    async def news(self, guild: int = GUILD) -> list[Reached]:
        """Everything that was told so far."""
        return [one for card in await self.cards(guild) for one in told(card)]


def sheet(values: dict[str, int | None]) -> Sheet:
    return Sheet({slug: Reading(slug, metric(slug).name, 1, value) for slug, value in values.items()})


@pytest.fixture
async def clan(desk: Desk, clock: Clock) -> Clan:
    """Mara, whose she is a member, and Tom, who is nobody's, both looked at once."""
    clan = Clan(desk, clock)
    await clan.milestones.due()
    await clan.join("Mara", owner=9003)
    await clan.join("Tom")
    await clan.run()
    return clan


async def test_a_first_look_tells_nothing(clan: Clan):
    await clan.join("Ylva", attack=2 * TOP, zulrah=20_000, overall=10**9)
    await clan.run()
    await clan.run()
    assert await clan.news() == []


async def test_what_was_reached_between_two_looks_is_told_once(clan: Clan):
    clan.now_has("Tom", zulrah=1_000)
    await clan.run()
    assert await clan.news() == [Reached(What.BOSS, 1_000, "zulrah", "Tom")]
    clan.now_has("Tom", zulrah=990)  # the hiscores take something back
    await clan.run()
    clan.now_has("Tom", zulrah=1_010)
    await clan.run()
    await clan.milestones.due()
    assert len(await clan.news()) == 1


async def test_of_several_steps_at_once_the_highest_is_told_and_the_others_never(clan: Clan):
    clan.now_has("Tom", zulrah=6_000)
    await clan.run()
    assert await clan.news() == [Reached(What.BOSS, 5_000, "zulrah", "Tom")]
    clan.now_has("Tom", zulrah=900)
    await clan.run()
    clan.now_has("Tom", zulrah=1_500)
    await clan.run()
    assert len(await clan.news()) == 1


async def test_the_guild_s_first_99_is_marked_and_whose_it_is(clan: Clan, desk: Desk):
    clan.now_has("Mara", attack=TOP)
    await clan.run()
    mara = await desk.db.read(lambda tx: members.find(tx, GUILD, 9003))
    assert mara is not None
    assert await clan.news() == [Reached(What.SKILL, TOP, "attack", "Mara", mara.id, first=True)]
    clan.now_has("Tom", attack=TOP + 5)
    clan.now_has("Mara", attack=TOP + 100)
    await clan.run()
    assert (await clan.news())[1:] == [Reached(What.SKILL, TOP, "attack", "Tom")]


async def test_of_two_in_the_same_run_one_is_the_first(clan: Clan):
    clan.now_has("Mara", attack=TOP)
    clan.now_has("Tom", attack=TOP)
    await clan.run()
    assert sorted((one.name, one.first) for one in await clan.news()) == [("Mara", True), ("Tom", False)]


async def test_whoever_came_with_a_99_was_the_first_though_they_grow_on(clan: Clan):
    await clan.join("Ylva", attack=TOP)
    await clan.run()
    clan.now_has("Ylva", attack=TOP + 100)
    clan.now_has("Tom", attack=TOP)
    await clan.run()
    assert [(one.name, one.first) for one in await clan.news()] == [("Tom", False)]


async def test_whoever_came_with_a_99_or_left_with_it_was_the_first(clan: Clan, desk: Desk, clock: Clock):
    await clan.join("Ylva", attack=TOP)
    await clan.run()
    now = clock()
    await desk.db.write(lambda tx: characters.leave(tx, clan.ids.pop((GUILD, "Ylva")), now))
    clan.now_has("Tom", attack=TOP)
    await clan.run()
    assert [one.first for one in await clan.news()] == [False]


async def test_the_last_skill_at_99_is_a_milestone_of_its_own(clan: Clan):
    clan.now_has("Mara", attack=TOP)
    await clan.run()
    clan.now_has("Mara", slayer=TOP)
    clan.now_has("Tom", slayer=TOP)
    await clan.run()
    mine = [one for one in await clan.news() if one.what is What.MAXED]
    assert [(one.name, one.step) for one in mine] == [("Mara", 2)]


async def test_what_a_run_found_is_one_card_of_ten_lines(clan: Clan):
    for number in range(12):
        await clan.join(f"Alt {number}")
    await clan.run()
    for number in range(12):
        clan.now_has(f"Alt {number}", zulrah=1_000, clue_scrolls_all=100)
    await clan.run()
    (card,) = await clan.cards()
    assert len(told(card)) == 10
    assert card["more"] == 14
    assert {one.what for one in told(card)} == {What.BOSS}, "the rarer ones"


async def test_what_is_hidden_has_not_grown(clan: Clan):
    clan.now_has("Tom", zulrah=None)
    await clan.run()
    clan.now_has("Tom", zulrah=1_200)
    await clan.run()
    assert await clan.news() == []


async def test_a_history_that_is_brought_in_tells_nothing(clan: Clan, desk: Desk, clock: Clock):
    await clan.join("Ylva", zulrah=5_500)
    before = clock.now - timedelta(days=9)
    past = [(before + timedelta(days=day), TABLE, sheet(START | {"zulrah": 800 + 100 * day})) for day in range(6)]
    run_id = await clan.begin()
    await clan.finish(run_id)
    await desk.db.write(lambda tx: snapshots.save_past(tx, clan.ids[GUILD, "Ylva"], past))
    await clan.milestones.due()
    await clan.run()
    assert await clan.news() == []


async def test_what_was_there_before_the_first_look_is_not_told(desk: Desk, clock: Clock):
    clan = Clan(desk, clock)
    await clan.join("Mara")
    await clan.finish(await clan.begin())
    clan.now_has("Mara", zulrah=1_000)
    await clan.finish(await clan.begin())
    await clan.milestones.due()
    assert await clan.news() == []


async def test_a_run_under_way_waits_and_keeps_no_other_guild_waiting(clan: Clan):
    other = GUILD + 1
    await clan.join("Bram", guild=other)
    await clan.run(other)
    clan.now_has("Mara", zulrah=1_000)
    clan.now_has("Bram", other, zulrah=1_000)
    long = await clan.begin()
    await clan.run(other)
    await clan.run(other)
    assert [one.name for one in await clan.news(other)] == ["Bram"]
    assert await clan.news() == []
    await clan.finish(long)
    await clan.milestones.due()
    assert [one.name for one in await clan.news()] == ["Mara"]
    assert len(await clan.news(other)) == 1


async def test_a_restart_tells_nothing_twice_and_forgets_nothing(clan: Clan, desk: Desk):
    clan.now_has("Mara", zulrah=1_000)
    await clan.run()
    clan.milestones = Milestones(desk)
    clan.now_has("Tom", zulrah=1_000)
    await clan.run()
    assert [one.name for one in await clan.news()] == ["Mara", "Tom"]


async def test_nothing_new_writes_nothing(clan: Clan, desk: Desk, monkeypatch: pytest.MonkeyPatch):
    await clan.milestones.due()

    async def fail(*_: object) -> None:
        raise AssertionError("it wrote")

    monkeypatch.setattr(type(desk.db), "write", fail)
    await clan.milestones.due()


async def test_nobody_is_told_of_who_was_erased(clan: Clan, desk: Desk):
    found = await desk.db.read(lambda tx: members.find(tx, GUILD, 9003))
    assert found is not None
    assert await clan.milestones.users({found.id}) == {found.id: 9003}
    await desk.db.write(lambda tx: members.forget(tx, found.id, clan.clock()))
    assert await clan.milestones.users({found.id}) == {}


async def earn(clan: Clan, desk: Desk, points: int, *people: Actor, guild: int = GUILD) -> list[int]:
    """A challenge pays these people so many points; returns them as members."""
    now = clan.clock()

    def work(tx: Connection) -> list[int]:
        found = [members.ensure(tx, guild, one.user_id, now).id for one in people]
        key = f"bonus:{tx.execute(select(func.count(PointRow.id))).scalar_one()}"
        owed = [Owed(f"{key}:{one}", one, Cause.VOTE, points) for one in found]
        challenge_points.enter(tx, challenge_of(tx, guild, clan), owed, Paid({}, {}), now)
        return found

    return await desk.db.write(work)


def challenge_of(tx: Connection, guild: int, clan: Clan) -> int:
    """A guild's challenge."""
    if known := tx.execute(select(ChallengeRow.id).where(ChallengeRow.guild_id == guild)).scalar():
        return known
    now = clan.clock()
    texts = dict.fromkeys(("title", "prompt", "description", "reason"), "") | {"slug": "pet", "voting": "votes"}
    dates = {name: now + timedelta(days=day) for day, name in enumerate(DATES)}
    rest: dict[str, Any] = {"week": 1, "year": 2026, "most": 1, "link_required": False, "judge_weight": 0, "rates": {}}
    row = {"guild_id": guild, "featured": False, "created_at": now} | texts | dates | rest
    return tx.execute(insert(ChallengeRow).values(row).returning(ChallengeRow.id)).scalar_one()


async def test_points_of_all_challenges_together_reach_a_thousand_once(
    clan: Clan, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    mara, tom = await earn(clan, desk, 600, MARA, TOM)
    await clan.milestones.due()
    assert await clan.news() == []
    await earn(clan, desk, 300, MARA, TOM)
    await earn(clan, desk, 100, MARA)
    await earn(clan, desk, 5_000, MARA, guild=GUILD + 1)
    await clan.milestones.due()
    assert await clan.news() == [Reached(What.POINTS, 1_000, member=mara)]
    assert [one.step for one in await clan.news(GUILD + 1)] == [1_000]
    await earn(clan, desk, -50, MARA)
    await clan.milestones.due()
    await earn(clan, desk, 50, MARA)
    await earn(clan, desk, 9_100, TOM)
    await clan.milestones.due()
    assert (await clan.news())[1:] == [Reached(What.POINTS, 10_000, member=tom)]
    assert len(await clan.cards()) == 2
    monkeypatch.setattr(type(desk.db), "write", None)
    await clan.milestones.due()  # there is nothing to write


async def test_nobody_hears_of_points_of_somebody_erased(clan: Clan, desk: Desk):
    (mara,) = await earn(clan, desk, 1_000, MARA)
    await desk.db.write(lambda tx: members.forget(tx, mara, clan.clock()))
    await clan.milestones.due()
    assert await clan.news() == []


async def test_whoever_wins_ten_thousand_in_pots_is_told_once(desk: Desk, clock: Clock):
    async with open_house(desk, clock) as house:
        table, clan, winners = Table(house), Clan(desk, clock), set[int | None]()
        await clan.milestones.due()
        await table.give(50_000, MARA, TOM)
        for cost in (100, 500, 500):
            pot = await table.open(replace(FRIDAY, cost=cost, max_per_user=10))
            for who in (MARA, TOM):
                await table.buy(who, pot, 10)
            await table.settle()
            if cost == 500:
                winners.add((await table.pot(pot)).winner_id)
            await clan.milestones.due()
            told = await clan.news()
            assert [(one.what, one.step) for one in told] == [(What.CREDITS, 10_000)] * len(winners)
            assert {one.member for one in told} == winners


async def test_a_notice_keeps_no_id_of_discord(clan: Clan, desk: Desk):
    clan.now_has("Mara", zulrah=1_000)
    await clan.run()
    total = select(func.count()).where(NoticeRow.facts.cast(NoticeRow.event.type).contains("9003"))
    assert await desk.db.read(lambda tx: tx.execute(total).scalar_one()) == 0
