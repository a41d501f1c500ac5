"""Decay: by officers after a preview, and once a week by the clock where the guild lives, whatever restarts do."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection

from domain.errors import Conflict
from domain.guild import TIMEZONE
from domain.loot import BASE_GP, DECAY_DAY, DECAY_HOUR, DECAY_WITH_BASE, DKP_DECAY, EPGP_DECAY, System
from domain.points import Pool
from services.desk import Desk
from services.loot.decaying import weekly_moment
from storage import members, points
from tests.services.conftest import GUILD, Clock
from tests.services.pointing import MARA, OFFICER, TOM, Table, refusal_of


@pytest.fixture
async def table(desk: Desk, clock: Clock) -> Table:
    """Books of a guild that the bot is in; it is Friday noon."""
    await desk.db.write(lambda tx: members.enter_guild(tx, GUILD, clock()))
    assert f"{clock():%A %H:%M}" == "Friday 12:00"
    return Table(desk)


async def decays(table: Table) -> list[datetime]:
    """When points decayed."""

    def work(tx: Connection) -> list[datetime]:
        return [one.at for one in points.recent(tx, GUILD, 1000, undone=True) if one.decay is not None]

    return (await table.desk.db.read(work))[::-1]


async def ticks(table: Table, clock: Clock, hours: int) -> None:
    """The clock's job, every hour."""
    for _ in range(hours):
        await table.decaying.due()
        clock.advance(hours=1)


# By officers


async def test_an_officer_decays_after_a_preview_and_a_second_press_says_what_stands(table: Table):
    await table.award(Pool.DKP, 33_33, MARA)
    await table.charge(Pool.DKP, 1, TOM)
    outlook = await table.decaying.preview(OFFICER, System.DKP, 10_00)
    assert [(move.before, move.after) for move in outlook.moves] == [(33_33, 29_99)]
    assert await table.held(MARA, Pool.DKP) == 33_33
    done = await table.decaying.apply(OFFICER, outlook.draft)
    again = await table.decaying.apply(OFFICER, outlook.draft)
    assert (done.first, again.first, again.batch.id) == (True, False, done.batch.id)
    assert await table.held(MARA, Pool.DKP) == 29_99
    assert len(await decays(table)) == 1


async def test_known_numbers(table: Table):
    await table.award(Pool.EP, 321_00, MARA)
    await table.charge(Pool.GP, 436_00, MARA)
    await table.award(Pool.EP, 100_00, TOM)
    await table.decay(System.EPGP, 10_00)
    assert (await table.held(MARA, Pool.EP), await table.held(MARA, Pool.GP)) == (288_90, 392_40)
    await table.take_back(3 + 1)
    await table.set(DECAY_WITH_BASE, True)
    await table.decay(System.EPGP, 10_00)
    assert await table.held(MARA, Pool.GP) == 382_40, "482.40 with base"
    await table.take_back(6)
    await table.decay(System.EPGP, 7_00)
    assert await table.held(TOM, Pool.EP) == 93_00


async def test_the_guild_s_rate_is_taken_where_none_is_typed(table: Table):
    await table.award(Pool.DKP, 100_00, MARA)
    await table.set(DKP_DECAY, 25_00)
    assert (await table.decaying.preview(OFFICER, System.DKP, None)).decay.percent == 25_00
    await table.set(DKP_DECAY, 0)
    with pytest.raises(Conflict, match=r"points\.no_percent"):
        await table.decaying.preview(OFFICER, System.DKP, None)
    with pytest.raises(Conflict, match=r"points\.nothing_to_decay"):
        await table.decaying.preview(OFFICER, System.EPGP, 10_00)
    with pytest.raises(Conflict, match=r"points\.no_decay"):
        await table.decaying.preview(OFFICER, System.COUNCIL, 10_00)


async def test_a_hundred_percent_leaves_nothing_and_the_next_finds_nothing(table: Table):
    await table.award(Pool.DKP, 100_00, MARA)
    late = await table.decaying.preview(OFFICER, System.DKP, 5_00)
    await table.decay(System.DKP, 100_00)
    assert await table.all_held() == {}
    with pytest.raises(Conflict, match=r"points\.nothing_to_decay"):
        await table.decaying.apply(OFFICER, late.draft)
    assert len(await decays(table)) == 1, "nothing half done"


async def test_it_is_told_once_and_counts_people_not_balances(table: Table):
    await table.award(Pool.EP, 100_00, MARA, TOM)
    await table.charge(Pool.GP, 100_00, MARA)
    done = await table.decay(System.EPGP, 10_00)
    assert (done.count, len(done.moves)) == (2, 3)
    assert [(event, facts["batch"]) for event, facts in await table.told()] == [("loot.decayed", done.batch.id)]


# By the clock


async def test_once_a_week_where_the_guild_lives(table: Table, clock: Clock):
    await table.set(TIMEZONE, "America/New_York")
    await table.award(Pool.DKP, 100_00, MARA)
    await ticks(table, clock, 24 * 15)
    assert await decays(table) == [datetime(2026, 11, 23, 11, tzinfo=UTC), datetime(2026, 11, 30, 11, tzinfo=UTC)]
    assert await table.held(MARA, Pool.DKP) == 81_00
    (first, _), *_ = (await table.acts.recent(GUILD))[::-1][1:]
    assert first.by is None


async def test_summer_time_moves_it_with_the_guild_s_clocks(table: Table, clock: Clock):
    await table.set(TIMEZONE, "Europe/Berlin")
    await table.award(Pool.DKP, 100_00, MARA)
    clock.now = datetime(2027, 3, 20, 12, tzinfo=UTC)
    await table.decaying.due()
    await ticks(table, clock, 24 * 10)
    assert (await decays(table))[1:] == [
        datetime(2027, 3, 22, 5, tzinfo=UTC),
        datetime(2027, 3, 29, 4, tzinfo=UTC),
    ]


@pytest.mark.parametrize("hour", [0, 2, 3, 23])
def test_the_end_of_a_week_is_never_in_the_future_and_at_most_a_week_ago(hour: int):
    for zone in ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "UTC"):
        for day in ("sunday", "monday", "saturday"):
            for number in range(0, 24 * 60, 7):
                now = datetime.fromtimestamp(1_805_000_000 + number * 3600, UTC)
                moment = weekly_moment(day, hour, zone, now)
                assert moment <= now
                assert (now - moment).total_seconds() <= (7 * 24 + 1) * 3600
                assert f"{moment:%A}".lower() == day


async def test_restarts_and_late_ticks_take_it_once(table: Table, clock: Clock):
    await table.award(Pool.DKP, 100_00, MARA)
    clock.now = datetime(2026, 11, 25, 3, tzinfo=UTC)
    await table.decaying.due()
    for _ in range(3):
        await Table(table.desk).decaying.due()
    await asyncio.gather(*(Table(table.desk).decaying.due() for _ in range(10)))
    assert len(await decays(table)) == 1
    clock.now = datetime(2026, 12, 24, 3, tzinfo=UTC)
    await Table(table.desk).decaying.due()
    assert len(await decays(table)) == 2, "weeks without a bot are not made up for one by one"
    clock.now = datetime(2026, 12, 1, 3, tzinfo=UTC)
    await table.decaying.due()
    assert len(await decays(table)) == 2, "nor is a clock that jumps back a new week"
    assert await table.held(MARA, Pool.DKP) == 81_00


async def test_another_day_is_another_seven_days_at_least(table: Table, clock: Clock):
    await table.award(Pool.DKP, 100_00, MARA)
    await ticks(table, clock, 24 * 4)
    await table.set(DECAY_DAY, "wednesday")
    await table.set(DECAY_HOUR, 20)
    await ticks(table, clock, 24 * 10)
    assert await decays(table) == [datetime(2026, 11, 23, 6, tzinfo=UTC), datetime(2026, 12, 2, 20, tzinfo=UTC)]


async def test_points_of_this_week_are_whole_until_the_next(table: Table, clock: Clock):
    await table.decaying.due()
    await table.award(Pool.DKP, 100_00, MARA)
    await table.decaying.due()
    assert await decays(table) == []


async def test_a_bot_that_has_just_arrived_leaves_what_is_of_this_week(table: Table):
    await table.award(Pool.DKP, 100_00, MARA)
    await table.decaying.due()
    assert await decays(table) == []


async def test_a_week_without_a_rate_or_points_passes_and_is_not_made_up_for(table: Table, clock: Clock):
    await table.set(DKP_DECAY, 0)
    await table.award(Pool.DKP, 100_00, MARA)
    await ticks(table, clock, 24 * 5)
    await table.set(DKP_DECAY, 10_00)
    await ticks(table, clock, 24)
    assert await decays(table) == []
    await ticks(table, clock, 24 * 4)
    assert await decays(table) == [datetime(2026, 11, 30, 6, tzinfo=UTC)]


async def test_a_system_that_is_chosen_later_waits_for_its_own_week(table: Table, clock: Clock):
    await table.award(Pool.EP, 100_00, MARA)
    await ticks(table, clock, 24 * 4)
    await table.follow(System.EPGP)
    await ticks(table, clock, 24)
    assert await table.held(MARA, Pool.EP) == 100_00
    await ticks(table, clock, 24 * 7)
    assert await table.held(MARA, Pool.EP) == 90_00
    await table.follow(System.COUNCIL)
    await ticks(table, clock, 24 * 8)
    assert await table.held(MARA, Pool.EP) == 90_00


async def test_a_weekly_decay_that_was_taken_back_is_not_taken_again(table: Table, clock: Clock):
    await table.award(Pool.DKP, 100_00, MARA)
    await ticks(table, clock, 24 * 4)
    (decay, _), *_ = await table.acts.recent(GUILD)
    await table.take_back(decay.id)
    await ticks(table, clock, 24)
    assert await table.held(MARA, Pool.DKP) == 100_00


async def test_one_guild_s_trouble_is_not_another_s(table: Table, clock: Clock, monkeypatch: pytest.MonkeyPatch):
    await table.desk.db.write(lambda tx: members.enter_guild(tx, 5, clock()))
    await table.award(Pool.DKP, 100_00, MARA)
    weekly = table.decaying._weekly

    async def stumble(guild_id: int, now: datetime) -> None:
        if guild_id == 5:
            raise RuntimeError("a stumble")
        await weekly(guild_id, now)

    monkeypatch.setattr(table.decaying, "_weekly", stumble)
    await ticks(table, clock, 24 * 4)
    assert len(await decays(table)) == 1


async def test_the_base_that_is_in_force_is_kept_with_the_decay(table: Table):
    await table.set(DECAY_WITH_BASE, True)
    await table.charge(Pool.GP, 400_00, MARA)
    later = await table.charge(Pool.GP, 36_00, MARA)
    await table.decay(System.EPGP, 10_00)
    await table.set(BASE_GP, 0)
    await table.set(EPGP_DECAY, 99_00)
    assert await refusal_of(table.take_back(later.batch.id)) == ""
    assert await table.held(MARA, Pool.GP) == 350_00, "(400 + 100) × 0.9 − 100"
