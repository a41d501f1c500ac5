"""Contests in the books: who enters by what, counted after every run, and what proves it."""

import random
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection

from domain.contest_settings import RuleType
from domain.contests import Rule
from domain.gains import gain
from domain.judging import Course, Earned, gained, judge_all, looks
from services.desk import Desk
from storage import characters, members
from tests.services.conftest import GUILD, Clock
from tests.services.contesting import BRAM, LEADER, MARA, OFFICER, RAIDER, TOM, Clan, refused, slowly
from tests.services.drawing import open_house


@pytest.fixture
async def clan(desk: Desk, clock: Clock) -> AsyncIterator[Clan]:
    """A clan without characters yet."""
    async with open_house(desk, clock) as house:
        yield Clan(house)


async def test_entries_are_counted_after_every_run_and_each_count_is_in_the_log(clan: Clan):
    contest_id = await clan.running()
    assert await clan.entries(contest_id) == []
    clan.gains("Mara", zulrah=60)
    clan.gains("Bram", zulrah=50)
    clan.gains("Tom", zulrah=49)
    await clan.run()
    await clan.tick()
    assert await clan.entries(contest_id) == [(MARA, "Mara", 60), (BRAM, "Bram", 50)]
    clan.gains("Mara", zulrah=1, slayer=1000)
    await clan.run()
    await clan.tick()
    await clan.tick()
    assert await clan.entries(contest_id) == [(MARA, "Mara", 61), (BRAM, "Bram", 50), (MARA, "Mara", 1000)]
    told = await clan.log("contest.recounted")
    assert [(one["added"], one["removed"], one["entries"]) for one in told] == [(0, 0, 0), (2, 0, 2), (1, 0, 3)]
    assert [(one["why"], one["run"]) for one in told] == [("run", 1), ("run", 2), ("run", 3)]


async def test_an_entry_that_is_no_longer_proven_goes_and_the_others_keep_their_places(clan: Clan):
    contest_id = await clan.running()
    clan.gains("Mara", zulrah=60)
    clan.gains("Bram", zulrah=50)
    await clan.run()
    await clan.tick()
    clan.says["Mara"]["zulrah"] = 120  # the game was rolled back
    await clan.run()
    await clan.tick()
    assert await clan.entries(contest_id) == [(BRAM, "Bram", 50)]
    clan.gains("Mara", zulrah=60)
    await clan.run()
    await clan.tick()
    assert await clan.entries(contest_id) == [(BRAM, "Bram", 50), (MARA, "Mara", 80)]
    told = await clan.log("contest.recounted")
    assert [(one["added"], one["removed"]) for one in told] == [(0, 0), (2, 0), (0, 1), (1, 0)]


async def test_claims_freeze_at_publishing_and_latecomers_enter_under_their_own_name(clan: Clan):
    contest_id = await clan.running()
    now = clan.house.clock()

    def hand_over(tx: Connection) -> None:
        member = members.ensure(tx, GUILD, LEADER.user_id, now).id
        characters.set_owner(tx, clan.names["Mara"].id, member)
        characters.set_owner(tx, clan.names["Bram"].id, member)

    await clan.house.desk.db.write(hand_over)
    await clan.join("Zed", LEADER.user_id)
    await clan.run()
    await clan.tick()
    for name in ("Mara", "Bram", "Zed"):
        clan.gains(name, zulrah=50)
    await clan.run()
    await clan.tick()
    assert sorted(await clan.entries(contest_id)) == [
        (MARA, "Mara", 50),
        (BRAM, "Bram", 50),
        ("osrs:Zed", "Zed", 50),
    ]
    page = await clan.contests.views.entries(LEADER, contest_id, 1)
    assert [line.character for line in page.lines if line.late] == ["Zed"]


async def test_characters_of_one_person_are_judged_alone_and_enter_once(clan: Clan):
    for name in ("Main", "Alt"):
        await clan.join(name, RAIDER.user_id)
    contest_id = await clan.draft()
    await clan.publish(contest_id)
    clan.gains("Main", zulrah=40)
    clan.gains("Alt", zulrah=40)
    await clan.run()
    await clan.tick()
    assert await clan.entries(contest_id) == []
    clan.gains("Main", zulrah=20)
    clan.gains("Alt", zulrah=30)
    await clan.run()
    await clan.tick()
    assert await clan.entries(contest_id) == [(MARA, "Alt", 70)]


async def test_what_was_gained_before_the_start_and_after_the_last_run_counts_for_nothing(clan: Clan):
    contest_id = await clan.running(starts="in 1 day", ends="in 3 days")
    await clan.run()
    clan.gains("Mara", zulrah=60)
    clan.house.clock.advance(days=1)
    await clan.tick()
    assert await clan.log("contest.recounted") == [], "a run before the start says nothing"
    await clan.finish()
    await clan.tick()
    clan.gains("Tom", zulrah=60)
    clan.house.clock.advance(days=2)
    await clan.tick()
    await clan.finish()
    clan.gains("Bram", zulrah=60)
    clan.house.clock.advance(hours=2)
    await clan.run()
    await clan.tick()
    assert await clan.entries(contest_id) == [(TOM, "Tom", 60)]


async def test_an_officer_counts_on_request_and_a_member_does_not(clan: Clan):
    contest_id = await clan.running()
    clan.gains("Mara", zulrah=60)
    await clan.run()
    assert await clan.contests.closing.recount(OFFICER, contest_id) == (1, 0)
    assert await clan.contests.closing.recount(OFFICER, contest_id) == (0, 0)
    assert await refused(clan.contests.closing.recount(RAIDER, contest_id)) == "access.officer"
    assert len(await clan.log("contest.recounted")) == 3


async def test_one_sees_how_far_one_is_and_each_sees_only_their_own(clan: Clan):
    contest_id = await clan.running()
    clan.gains("Mara", zulrah=60, slayer=400)
    await clan.run()
    await clan.tick()
    mine = await clan.contests.views.mine(RAIDER, contest_id)
    assert mine.characters == ("Mara",)
    kills, slayer = mine.steps
    assert kills.entry is not None
    assert (kills.entry.earned.gained, kills.gained) == (60, 60)
    assert (slayer.entry, slayer.gained, slayer.character) == (None, 400, "Mara")
    theirs = await clan.contests.views.mine(OFFICER, contest_id)
    assert [(step.entry, step.gained) for step in theirs.steps] == [(None, 0), (None, 0)]
    assert (await clan.contests.views.mine(LEADER, contest_id)).characters == ()


@pytest.mark.parametrize("seed", range(12))
async def test_what_is_counted_is_what_the_snapshots_texts_prove(clan: Clan, seed: int):
    """The quick way of counting against the slow one: both ends read from the texts that anybody can fetch."""
    luck = random.Random(seed)
    names = [f"Raider {number}" for number in range(8)]
    for name in names:
        await clan.join(name, luck.choice([None, 501, 502, 503]), **_start(luck), vorkath=luck.choice([None, 7]))
    asked = clan.contests.making
    contest_id = (await clan.draft()) if luck.random() < 0.5 else await clan.draft(starts="in 1 hour")
    for kind, amount, targets in (
        (RuleType.BOSS_KC, 20, ""),
        (RuleType.CLUES, 3, "all"),
        (RuleType.CLUES, 2, "hard"),
        (RuleType.SKILL_XP, 900, "slayer, mining"),
        (RuleType.LEVELS, 2, ""),
        (RuleType.TOTAL_XP, 1500, ""),
    ):
        await asked.add_rule(LEADER, contest_id, kind, amount, targets)
    await clan.run()
    await clan.publish(contest_id)
    for _ in range(4):
        clan.house.clock.advance(hours=luck.choice([1, 5]))
        for name in names:
            _grow(luck, clan.says[name])
        await clan.tick()
        if await clan.under_way() is None:
            await clan.begin()
        await clan.finish(unread=luck.sample(names, 2))
        await clan.tick()
        contest, standing, courses = await clan.house.desk.db.read(lambda tx: slowly(tx, contest_id))
        expected = judge_all(contest.rules, courses)
        assert sorted(standing, key=_key) == sorted(expected, key=_key)
        for one in standing:
            rule = next(each for each in contest.rules if each.id == one.rule_id)
            course = next(each for each in courses if each.character_id == one.character_id)
            assert one.gained == gained(rule, course)
            _reckon(one.evidence, rule, course)


def _start(luck: random.Random) -> dict[str, int | None]:
    skills = {"slayer": luck.choice([None, 5000, 90_000]), "mining": luck.choice([None, 0, 80_000])}
    known = sum(value or 0 for value in skills.values())
    clues = luck.choice([None, 2])
    return {
        **skills,
        "overall": known + luck.choice([0, 500]),
        "zulrah": luck.choice([None, 5, 100]),
        "clue_scrolls_all": clues,
        "clue_scrolls_hard": clues and luck.choice([None, 1]),
    }


def _grow(luck: random.Random, says: dict[str, int | None]) -> None:
    for slug, most in (("slayer", 900), ("mining", 900), ("zulrah", 30), ("vorkath", 30), ("clue_scrolls_hard", 3)):
        if luck.random() < 0.6:
            more = luck.randrange(most)
            before = says.get(slug) or 0
            says[slug] = (before + more) or None
            whole = {"slayer": "overall", "mining": "overall", "clue_scrolls_hard": "clue_scrolls_all"}.get(slug)
            if whole:
                says[whole] = (says.get(whole) or 0) + more
    if luck.random() < 0.1:
        says["zulrah"] = luck.choice([None, 3])


def _key(one: Earned) -> tuple[int, str]:
    return one.rule_id, one.who


def _reckon(evidence: str, rule: Rule, course: Course) -> None:
    assert looks(evidence) == (course.first, course.last)
    if rule.type is RuleType.LEVELS:
        return
    for line in evidence.splitlines()[4:-1]:
        slug, _, told = line.partition(" ")
        again = gain(slug, course.before, course.after, unlisted=course.unlisted)
        assert told.endswith(f" {again.gained}")
