"""Use: what is counted of it, whose it is, and what a crash, an erasure and four hundred days leave."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Connection

from domain.guild import TIMEZONE
from domain.leaderboard_settings import LEFT_OUT
from domain.people import Actor
from services.desk import BooksFailed, Desk
from services.usage import Usage, UsageKeeper
from storage import board_pins, members, milestones, settings, usage
from storage.engine import Database
from tests.services.conftest import GUILD, Clock

TODAY = date(2026, 11, 20)
STAFF = 601


def person(number: int, *roles: int, guild: int = GUILD) -> Actor:
    return Actor(guild, 9100 + number, frozenset(roles), manages_guild=False)


@pytest.fixture
def noting(desk: Desk) -> Usage:
    return Usage(desk)


@pytest.fixture
async def mara(desk: Desk, clock: Clock) -> int:
    """Somebody who took part in something before."""
    return await enter(desk, clock, person(1))


async def enter(desk: Desk, clock: Clock, who: Actor) -> int:
    now = clock()
    return (await desk.db.write(lambda tx: members.ensure(tx, who.guild_id, who.user_id, now))).id


async def chosen(desk: Desk, clock: Clock, name: str, value: str | tuple[int, ...]) -> None:
    now = clock()
    await desk.db.write(lambda tx: settings.put(tx, GUILD, name, value, by=None, at=now))


async def uses(desk: Desk, since: date = TODAY, guild: int = GUILD) -> dict[str, int]:
    return await desk.db.read(lambda tx: usage.commands(tx, guild, since))


async def days(desk: Desk, member_id: int) -> list[date]:
    return await desk.db.read(lambda tx: usage.days_of(tx, member_id))


async def test_commands_are_counted_by_name_and_day(noting: Usage, desk: Desk, clock: Clock):
    for command in ("pot join", "pot join", "leaderboard", None):
        noting.note(person(1), command)
    await noting.flush()
    noting.note(person(2), "leaderboard")
    await noting.flush()
    clock.advance(days=1)
    noting.note(person(2), "pot join")
    await noting.flush()
    assert await uses(desk) == {"pot join": 3, "leaderboard": 2}
    assert await uses(desk, TODAY + timedelta(days=1)) == {"pot join": 1}
    assert await uses(desk, guild=GUILD + 1) == {}


async def test_nothing_is_written_before_the_flush_and_nothing_twice(noting: Usage, desk: Desk):
    noting.note(person(1), "leaderboard")
    assert await uses(desk) == {}
    await noting.flush()
    await noting.flush()
    assert await uses(desk) == {"leaderboard": 1}


async def test_a_click_makes_a_member_active_on_that_day_once(noting: Usage, desk: Desk, clock: Clock, mara: int):
    for _ in range(3):
        noting.note(person(1), None)
        await noting.flush()
        clock.advance(hours=1)
    assert await days(desk, mara) == [TODAY]
    assert await uses(desk) == {}


async def test_a_mere_look_enters_nobody(noting: Usage, desk: Desk):
    noting.note(person(1), "leaderboard")
    await noting.flush()
    assert await desk.db.read(lambda tx: members.find(tx, GUILD, person(1).user_id)) is None
    assert await desk.db.read(lambda tx: usage.active(tx, GUILD, TODAY)) == 0


async def test_a_day_is_the_guild_s(noting: Usage, desk: Desk, clock: Clock, mara: int):
    await chosen(desk, clock, TIMEZONE.name, "Asia/Kathmandu")
    clock.now = clock.now.replace(hour=18, minute=14)
    noting.note(person(1), "leaderboard")
    clock.advance(minutes=1)  # it is midnight there, and noticed before it is written down
    noting.note(person(1), "leaderboard")
    noting.joined(GUILD)
    await noting.flush()
    assert await days(desk, mara) == [TODAY, TODAY + timedelta(days=1)]
    assert await uses(desk, TODAY + timedelta(days=1)) == {"leaderboard": 1}
    assert await desk.db.read(lambda tx: usage.comings(tx, GUILD, TODAY + timedelta(days=1))) == (1, 0)


async def test_who_comes_and_goes_is_counted(noting: Usage, desk: Desk, clock: Clock):
    for _ in range(2):
        noting.joined(GUILD)
        noting.left(GUILD)
        noting.joined(GUILD)
        await noting.flush()
        clock.advance(days=1)
    assert await desk.db.read(lambda tx: usage.comings(tx, GUILD, TODAY)) == (4, 2)
    assert await desk.db.read(lambda tx: usage.comings(tx, GUILD, TODAY + timedelta(days=1))) == (2, 1)
    assert await desk.db.read(lambda tx: usage.comings(tx, GUILD + 1, TODAY)) == (0, 0)


async def test_what_the_books_refuse_is_written_next_time(
    noting: Usage, desk: Desk, mara: int, monkeypatch: pytest.MonkeyPatch
):
    noting.note(person(1), "leaderboard")
    noting.left(GUILD)

    async def full(*_: object) -> None:
        noting.note(person(1), "leaderboard")  # meanwhile
        raise BooksFailed("", None, OSError("disk full"))

    with monkeypatch.context() as patched:
        patched.setattr(Database, "write", full)
        with pytest.raises(BooksFailed):
            await noting.flush()
    await noting.flush()
    assert await uses(desk) == {"leaderboard": 2}
    assert await days(desk, mara) == [TODAY]
    assert await desk.db.read(lambda tx: usage.comings(tx, GUILD, TODAY)) == (0, 1)


async def test_who_has_a_role_that_plays_for_nothing_is_left_out_until_they_lose_it(
    noting: Usage, desk: Desk, clock: Clock, mara: int
):
    async def out() -> set[int]:
        return await desk.db.read(lambda tx: board_pins.left_out(tx, GUILD))

    noting.note(person(1, STAFF), None)
    await noting.flush()
    assert await out() == set()
    await chosen(desk, clock, LEFT_OUT.name, (STAFF, 602))
    noting.note(person(1, STAFF, 700), None)
    noting.note(person(2, STAFF), None)  # not in the books
    await noting.flush()
    assert await out() == {mara}
    noting.note(person(1, 700), None)
    await noting.flush()
    assert await out() == set()


async def test_old_figures_are_dropped(noting: Usage, desk: Desk, clock: Clock, mara: int):
    noting.note(person(1), "leaderboard")
    noting.joined(GUILD)
    await noting.flush()
    clock.advance(days=400)
    await noting.tidy()
    assert await uses(desk) == {"leaderboard": 1}
    assert await days(desk, mara) == [TODAY]
    clock.advance(days=1)
    await noting.tidy()
    assert await uses(desk) == {}
    assert await days(desk, mara) == []
    assert await desk.db.read(lambda tx: usage.comings(tx, GUILD, TODAY)) == (0, 0)


async def test_a_person_can_have_and_erase_what_is_counted_of_them(noting: Usage, desk: Desk, clock: Clock, mara: int):
    tom = await enter(desk, clock, person(2))
    for number in (1, 2):
        noting.note(person(number), "leaderboard")
    await noting.flush()
    now = clock()

    def reached(tx: Connection) -> None:
        for member in (mara, tom, mara * 10):
            milestones.reach(tx, GUILD, milestones.of_person(member, "points", 1000), now)

    await desk.db.write(reached)
    keeper = UsageKeeper()
    assert await desk.db.read(lambda tx: keeper.export(tx, mara)) == {
        "active_days": ["2026-11-20"],
        "milestones": [{"reached": f"member:{mara}:points:1000", "at": now.isoformat()}],
    }
    await desk.db.write(lambda tx: keeper.erase(tx, mara))
    assert await desk.db.read(lambda tx: keeper.export(tx, mara)) == {"active_days": [], "milestones": []}
    kept = await desk.db.read(lambda tx: keeper.export(tx, tom))
    assert kept["active_days"] == ["2026-11-20"]
    assert len(kept["milestones"]) == 1
    again = milestones.of_person(mara * 10, "points", 1000)
    assert not await desk.db.write(lambda tx: milestones.reach(tx, GUILD, again, now)), "somebody else's stays"
