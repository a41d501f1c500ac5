"""What time brings to challenges: each moment is told once, whatever edits and restarts come in between."""

import random
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from domain.challenge_settings import PANEL, State, Voting
from domain.challenges import state_at
from services.challenges.completing import Completing
from services.desk import Desk
from storage import panels, settings
from tests.services.challenging import OFFICER, Arena, arena_of
from tests.services.conftest import GUILD, Clock

OPENED, CLOSING, VOTING, VOTING_CLOSING, COMPLETED = (
    f"challenge.{name}" for name in ("opened", "closing", "voting", "voting_closing", "completed")
)
MOMENTS = [OPENED, CLOSING, VOTING, VOTING_CLOSING, COMPLETED]


@pytest.fixture
async def arena(desk: Desk, clock: Clock) -> AsyncIterator[Arena]:
    """Where challenges are held; what is announced goes to a channel."""
    async with arena_of(desk, clock) as arena:
        await desk.db.write(lambda tx: settings.put(tx, GUILD, "guild.announcements", 303, by=None, at=clock()))
        yield arena


async def hang(arena: Arena, challenge_id: int) -> None:
    """A message shows it, as it stands."""

    def work(tx: Connection) -> None:
        panels.hang(tx, GUILD, PANEL, challenge_id, channel_id=1, message_id=2, now=arena.clock())
        (one,) = panels.stale(tx, arena.clock(), limit=9)
        panels.painted(tx, one, again_at=arena.clock())

    await arena.desk.db.write(work)


async def repaints(arena: Arena) -> int:
    """How many repaints its message needs; they are done."""

    def work(tx: Connection) -> int:
        found = panels.stale(tx, arena.clock(), limit=9)
        for one in found:
            panels.painted(tx, one, again_at=arena.clock())
        return len(found)

    return await arena.desk.db.write(work)


@pytest.mark.parametrize("restarting", [False, True])
async def test_each_moment_of_a_week_is_told_once(arena: Arena, *, restarting: bool) -> None:
    await arena.open()
    for _ in range(8 * 24 // 3):
        await arena.tick(hours=3)
        if restarting:
            arena.restart()
    assert arena.office.events() == MOMENTS


async def test_who_was_off_for_two_days_tells_only_what_still_matters(arena: Arena) -> None:
    await arena.open()
    await arena.tick()
    await arena.tick(days=5, hours=1)
    assert arena.office.events() == [OPENED, VOTING], "a reminder of what is over reminds of nothing"
    await arena.tick(days=9)
    assert arena.office.events() == [OPENED, VOTING, COMPLETED]


async def test_a_deadline_that_moved_is_reminded_of_again(arena: Arena) -> None:
    one = await arena.open()
    await arena.tick(days=4, hours=1)
    assert arena.office.events() == [OPENED, CLOSING]
    await arena.challenges.changing.redate(OFFICER, one.id, ("2026-11-20 12:00", "in 3 days", "", ""), Voting.VOTES)
    await arena.tick(hours=1)
    assert arena.office.events(CLOSING) == [CLOSING], "not yet"
    await arena.tick(days=2)
    assert arena.office.events(CLOSING) == [CLOSING] * 2


async def test_moving_the_end_of_what_is_completed_opens_it_again_and_completes_it_again(arena: Arena) -> None:
    one = await arena.open()
    await arena.until(one, State.COMPLETED)
    first = (await arena.now(one)).standing.completed_at
    typed = ("2026-11-20 12:00", "2026-11-25 12:00", "2026-11-27 12:00", "in 2 days")
    await arena.challenges.changing.redate(OFFICER, one.id, typed, Voting.VOTES)
    assert await arena.state(one) is State.VOTING
    await arena.tick(days=2, minutes=1)
    again = await arena.now(one)
    assert again.state(arena.clock()) is State.COMPLETED
    assert first is not None
    assert again.standing.completed_at is not None
    assert again.standing.completed_at > first


async def test_its_message_is_repainted_when_the_phase_turns_and_not_otherwise(arena: Arena) -> None:
    one = await arena.open(starts="in 1 hour", closes="in 5 days", voting=Voting.NONE, ends="in 6 days")
    await arena.tick()
    await hang(arena, one.id)
    turned: list[float] = []
    for hour in range(1, 24 * 6 + 3):
        await arena.tick(hours=1)
        if await repaints(arena):
            turned.append(hour)
    assert turned == [1, 24 * 4, 24 * 5, 24 * 6], "its start, a reminder, its deadline and its end"
    arena.restart()
    await arena.tick()
    assert await repaints(arena) == 0, "what is over needs nothing"


async def test_one_that_stumbles_does_not_keep_the_others(arena: Arena, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = await arena.open(), await arena.open()
    complete = Completing.complete

    def stumble(self: Completing, tx: Connection, challenge: object, now: object) -> None:
        if getattr(challenge, "id", None) == bad.id:
            raise RuntimeError("a stumble")
        complete(self, tx, challenge, now)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(Completing, "complete", stumble)
    await arena.tick(days=8)
    assert [await arena.state(one) for one in (bad, good)] == [State.VOTING, State.COMPLETED]
    monkeypatch.setattr(Completing, "complete", complete)
    await arena.tick()
    assert await arena.state(bad) is State.COMPLETED, "and the next tick tries again"


async def test_a_quiet_tick_writes_nothing(arena: Arena, monkeypatch: pytest.MonkeyPatch) -> None:
    await arena.open()
    await arena.tick()
    written: list[object] = []
    write = arena.desk.db.write

    async def counted(work: object) -> object:
        written.append(work)
        return await write(work)  # pyright: ignore[reportArgumentType, reportUnknownVariableType]

    monkeypatch.setattr(arena.desk.db, "write", counted)
    for _ in range(5):
        arena.clock.advance(seconds=2)
        await arena.challenges.clock.due()
    assert written == []


@pytest.mark.parametrize("seed", range(6))
async def test_any_interleaving_of_edits_restarts_and_ticks_ends_in_the_same_state(arena: Arena, seed: int) -> None:
    chance = random.Random(seed)
    one, untouched = await arena.open(), await arena.open()
    start = f"{one.dates.starts_at:%Y-%m-%d %H:%M}"

    async def redate(which: int, closes: int, votes: int) -> None:
        first = one.dates.starts_at + timedelta(hours=closes)
        second = first + timedelta(hours=votes)
        typed = (start, f"{first:%Y-%m-%d %H:%M}", f"{second:%Y-%m-%d %H:%M}", "")
        await arena.challenges.changing.redate(OFFICER, which, typed, Voting.VOTES)

    last = (120, 48)
    for _ in range(25):
        match chance.choice(("edit", "restart", "tick", "tick")):
            case "edit":
                last = (chance.randint(1, 150), chance.randint(1, 50))
                await redate(one.id, *last)
            case "restart":
                arena.restart()
            case _:
                await arena.tick(hours=chance.randint(0, 12))
    await redate(untouched.id, *last)
    await arena.tick(hours=chance.randint(0, 40))
    left, right = await arena.now(one), await arena.now(untouched)
    assert left.dates == right.dates
    assert left.state(arena.clock()) is right.state(arena.clock())
    assert left.state(arena.clock()) is state_at(left.dates, left.standing, arena.clock())
    await arena.tick(days=30)
    assert await arena.state(one) is await arena.state(untouched) is State.COMPLETED
