"""Days that are kept: movement since yesterday in the guild's timezone, whom to watch, podiums, and erasing."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.leaderboard_settings import LEFT_OUT, PODIUM, TOLD, WEIGHTS, Asked, Board
from domain.people import Actor
from domain.windows import Window
from services.desk import Desk
from services.leaderboards.podiums import APART, LASTED, step
from storage import board_pins, standing_days
from storage.board_pins import Podium
from tests.services.boarding import USERS, Hall, person
from tests.services.conftest import GUILD, Clock
from tests.services.drawing import open_house

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
POINTS = Asked(Board.CHALLENGES)


@pytest.fixture
async def hall(desk: Desk, clock: Clock) -> Hall:
    """The boards of one guild."""
    made = Hall(desk, clock)
    await made.move_in()
    return made


async def days_of(hall: Hall, window: Window = Window.THIRTY_DAYS, board: Board = Board.CHALLENGES) -> list[date]:
    """The days of which a board is kept."""
    return await hall.desk.db.read(lambda tx: standing_days.days(tx, GUILD, board, window))


# Movement


async def test_movement_is_against_the_end_of_yesterday(hall: Hall, clock: Clock):
    for who, points in ((1, 30), (2, 20), (3, 10)):
        await hall.earn(who, points)
    assert await hall.moves() == {1: None, 2: None, 3: None}, "no yesterday is kept"
    clock.now = datetime(2026, 11, 21, 0, 1, tzinfo=UTC)
    await hall.all.days.due()
    assert await hall.moves() == {1: 0, 2: 0, 3: 0}
    await hall.earn(3, 15)
    await hall.earn(4, 22)
    await hall.boards.refresh()
    assert await hall.moves() == {1: 0, 3: 1, 4: "new", 2: -2}
    assert (await hall.look()).yesterday == datetime(2026, 11, 21, tzinfo=UTC)


async def test_a_day_ends_where_the_guild_lives(hall: Hall, clock: Clock):
    await hall.live_in("America/New_York")
    await hall.earn(1, 10)
    clock.now = datetime(2026, 11, 21, 4, 59, tzinfo=UTC)
    await hall.all.days.due()
    kept = await days_of(hall)
    assert kept == [date(2026, 11, 19)], "the bot was there the whole time, but looked for the first time"
    clock.now = datetime(2026, 11, 21, 5, 1, tzinfo=UTC)
    await hall.earn(2, 20)
    await hall.all.days.due()
    assert await days_of(hall) == [date(2026, 11, 19), date(2026, 11, 20)]
    assert (await hall.look()).yesterday == datetime(2026, 11, 21, 5, tzinfo=UTC)


async def test_a_day_without_a_kept_yesterday_tells_no_movement(hall: Hall, clock: Clock):
    await hall.earn(1, 10)
    clock.now = datetime(2026, 11, 21, 0, 1, tzinfo=UTC)
    await hall.all.days.due()
    clock.now = datetime(2026, 11, 22, 0, 0, 30, tzinfo=UTC)
    assert await hall.moves() == {1: None}, "yesterday is over, but not kept yet"
    await hall.all.days.due()
    assert await hall.moves() == {1: 0}


async def test_a_day_is_kept_once_and_as_it_ended(hall: Hall, clock: Clock):
    await hall.earn(1, 10)
    clock.now = datetime(2026, 11, 21, 0, 1, tzinfo=UTC)
    await hall.all.days.due()
    await hall.earn(2, 20)
    clock.advance(minutes=1)
    await Hall(hall.desk, clock).all.days.due()
    kept = await hall.desk.db.read(
        lambda tx: standing_days.values(tx, GUILD, Board.CHALLENGES, Window.THIRTY_DAYS, date(2026, 11, 20))
    )
    assert kept == {hall.people[1]: 10}


async def test_a_guild_that_the_bot_came_to_today_has_no_yesterday(desk: Desk, clock: Clock):
    hall = Hall(desk, clock)
    await hall.move_in(days_ago=0)
    await hall.earn(1, 10)
    await hall.all.days.due()
    assert await days_of(hall) == []


async def test_nothing_is_kept_where_nobody_is_on_any_board(hall: Hall, clock: Clock):
    clock.advance(days=1)
    await hall.all.days.due()
    assert await days_of(hall) == []


async def test_the_last_day_of_a_month_is_kept_with_that_month(hall: Hall, clock: Clock):
    clock.now = datetime(2026, 11, 30, 12, tzinfo=UTC)
    await hall.earn(1, 10)
    clock.now = datetime(2026, 12, 1, 0, 0, 20, tzinfo=UTC)
    await hall.all.days.due()
    kept = await hall.desk.db.read(
        lambda tx: standing_days.values(tx, GUILD, Board.CHALLENGES, Window.MONTH, date(2026, 11, 30))
    )
    assert kept == {hall.people[1]: 10}


async def test_days_are_kept_as_long_as_somebody_is_watched_over_them(hall: Hall, clock: Clock):
    await hall.earn(1, 10)
    for _ in range(40):
        clock.advance(days=1)
        await hall.earn(1, 1)
        await hall.all.days.due()
    last = clock().date() - timedelta(days=1)
    assert await days_of(hall) == [last - timedelta(days=31 - number) for number in range(32)]
    assert len(await days_of(hall, Window.WEEK)) == 9
    assert len(await days_of(hall, Window.MONTH)) == 3
    assert await days_of(hall, Window.WEEK, Board.LOOT) == [], "what is true now has no window"


async def test_staff_are_in_nobodys_way_yesterday_either(hall: Hall, clock: Clock):
    for who, points in ((1, 30), (2, 20)):
        await hall.earn(who, points)
    clock.now = datetime(2026, 11, 21, 0, 1, tzinfo=UTC)
    await hall.all.days.due()
    await hall.look()
    await hall.leave_out(1)
    await hall.boards.refresh()
    assert await hall.moves() == {1: None, 2: 0}


# Whom to watch


async def test_whoever_closes_the_gap_is_watched(hall: Hall, clock: Clock):
    for who, points in ((1, 100), (2, 50), (3, 90)):
        await hall.earn(who, points)
    clock.now = datetime(2026, 11, 21, 0, 1, tzinfo=UTC)
    await hall.all.days.due()
    await hall.earn(2, 5)
    assert (await hall.look()).watching is None, "a kept day that is not a day old"
    clock.now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    await hall.earn(2, 25)
    await hall.boards.refresh()
    watching = (await hall.look()).watching
    assert watching is not None
    assert (watching.user_id, watching.first, watching.percent, watching.days) == (USERS + 2, USERS + 1, 60, 3)
    assert (await hall.look(Asked(Board.CHALLENGES, region="eu"))).watching is None


async def test_nobody_is_watched_who_is_left_out(hall: Hall, clock: Clock):
    for who, points in ((1, 100), (2, 50)):
        await hall.earn(who, points)
    clock.now = datetime(2026, 11, 21, 0, 1, tzinfo=UTC)
    await hall.all.days.due()
    clock.advance(days=2)
    await hall.earn(2, 30)
    assert (await hall.look()).watching is not None
    await hall.leave_out(2)
    await hall.boards.refresh()
    assert (await hall.look()).watching is None


async def test_a_month_is_not_watched_against_the_one_before(hall: Hall, clock: Clock):
    for who, points in ((1, 100), (2, 50), (3, 60)):
        await hall.earn(who, points)
    for day in (29, 30, 31, 32):
        clock.now = datetime(2026, 11, 1, 0, 1, tzinfo=UTC) + timedelta(days=day - 1)
        await hall.all.days.due()
    for who, points in ((1, 10), (2, 30), (3, 20)):
        await hall.earn(who, points)
    asked = Asked(Board.CHALLENGES, window=Window.MONTH)
    assert (await hall.look(asked)).watching is None
    assert (await hall.look()).watching is not None


# Podiums


def test_a_podium_is_told_once_it_lasted_and_not_too_soon_again():
    first, told = step(None, (1, 2, 3), NOON)
    assert (first, told) == (Podium((1, 2, 3)), False)
    waiting, told = step(first, (2, 1, 3), NOON)
    assert (waiting.pending, waiting.since, told) == ((2, 1, 3), NOON, False)
    assert step(waiting, (2, 1, 3), NOON + LASTED - timedelta(seconds=1)) == (waiting, False)
    after, told = step(waiting, (2, 1, 3), NOON + LASTED)
    assert (after, told) == (Podium((2, 1, 3), NOON + LASTED), True)
    later = NOON + LASTED + timedelta(minutes=1)
    again, _ = step(after, (1, 2, 3), later)
    assert step(again, (1, 2, 3), later + LASTED) == (again, False), "an hour is not over"
    assert step(again, (1, 2, 3), NOON + LASTED + APART)[1]


def test_a_podium_that_flaps_is_never_told():
    noted, _ = step(None, (1, 2, 3), NOON)
    for minute in range(600):
        three = (1, 2, 3) if minute // 7 % 2 else (2, 1, 3)
        noted, told = step(noted, three, NOON + timedelta(minutes=minute))
        assert not told
    for minute in range(600):
        three = [(2, 1, 3), (3, 1, 2), (1, 3, 2)][minute // 7 % 3]
        noted, told = step(noted, three, NOON + timedelta(minutes=600 + minute))
        assert not told


def test_an_empty_podium_is_nothing_to_tell():
    noted, told = step(Podium((1, 2)), (), NOON)
    assert not told
    assert step(noted, (), NOON + LASTED) == (Podium(()), False)


async def test_the_board_that_leaders_chose_is_told(hall: Hall, clock: Clock):
    for who, points in ((1, 40), (2, 30), (3, 20), (4, 10)):
        await hall.earn(who, points)
    await hall.all.podiums.due()
    await hall.earn(4, 100)
    for _ in range(12):
        clock.advance(minutes=1)
        await hall.boards.refresh()
        await hall.all.podiums.due()
    one, two, three, four = (hall.people[who] for who in (1, 2, 3, 4))
    assert await hall.told(PODIUM.name) == [
        {"board": "standing", "before": [one, two, three], "after": [four, one, two]}
    ]
    await hall.set(TOLD, "none")
    await hall.earn(3, 500)
    for _ in range(3):
        clock.advance(hours=1)
        await hall.boards.refresh()
        await hall.all.podiums.due()
    assert len(await hall.told(PODIUM.name)) == 1


# Privacy


async def test_what_is_kept_about_somebody_goes_with_them(hall: Hall, clock: Clock, leader: Actor):
    for who, points in ((1, 30), (11, 20)):
        await hall.earn(who, points)
    await hall.all.podiums.due()
    await hall.leave_out(1)
    clock.now = datetime(2026, 11, 21, 0, 1, tzinfo=UTC)
    await hall.all.days.due()
    kept = await hall.privacy.export(person(1))
    mine = [one for one in kept["leaderboard_days"] if one["board"] == "challenges"]
    assert {(one["window"], one["day"], one["value"]) for one in mine} == {
        (window.value, "2026-11-20", 30) for window in Window
    }
    assert kept["leaderboard_podiums"] == [{"board": "standing", "place": 1}]
    assert kept["left_out_of_places_since"] is not None
    await hall.erase(1)
    left = await hall.desk.db.read(
        lambda tx: standing_days.values(tx, GUILD, Board.CHALLENGES, Window.THIRTY_DAYS, date(2026, 11, 20))
    )
    assert left == {hall.people[11]: 20}
    noted = await hall.desk.db.read(lambda tx: board_pins.podium(tx, GUILD, Board.STANDING))
    assert noted == Podium((hall.people[11],))
    assert await hall.desk.db.read(lambda tx: board_pins.left_out(tx, GUILD)) == set()
    pinned = await hall.all.pins.pin(leader, POINTS)
    assert (await hall.privacy.export(leader))["leaderboards_pinned"] == [
        {"board": "challenges", "window": "30d", "top": 10, "region": "", "team": "", "at": clock().isoformat()}
    ]
    await hall.privacy.erase(leader)
    assert (await hall.all.pins.show(GUILD, pinned)).asked == POINTS, "what hangs there hangs on"


async def test_settings_are_followed_at_once(desk: Desk, clock: Clock, leader: Actor):
    async with open_house(desk, clock) as house:
        hall = Hall(desk, clock)
        hall.all = house.hall.leaderboards
        hall.boards = hall.all.boards
        await hall.move_in()
        await hall.earn(1, 10)
        await hall.win(2, 10)
        assert await hall.values(Board.STANDING) == {1: 2_000}
        await house.hall.settings.choose(leader, WEIGHTS[Board.POTS], 1)
        assert await hall.values(Board.STANDING) == {1: 2_000, 2: 1_000}
        await house.hall.settings.choose(leader, LEFT_OUT, (700, 701))
        await hall.leave_out(1)
        await house.hall.settings.choose(leader, LEFT_OUT, (700,))
        assert await hall.rows(Board.STANDING) == [(None, 1, 2_000), (1, 2, 1_000)]
        await house.hall.settings.choose(leader, LEFT_OUT, ())
        assert await hall.rows(Board.STANDING) == [(1, 1, 2_000), (2, 2, 1_000)], "no role leaves nobody out"
