"""Telling people: once, in order, again when it failed, without waiting for others, and with a word on how it went."""

import asyncio
import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from domain.errors import Forbidden, Invalid, NotFound
from domain.guild import ANNOUNCEMENTS, OFFICERS_CHANNEL
from domain.notices import Notice, Route, State, wait_before
from domain.people import Actor
from services.desk import Desk
from services.notices import EVENTS, EventRoute, Notices, Posted, Undeliverable
from storage import audit, notices, settings

GUILD = 77
NEWS, DEN, OWN = 301, 302, 303
TOLD, ALARM, CALL = "clan.snapshot_complete", "clan.snapshot_failed", "draw.called"
URL = "https://discord.com/api/webhooks/1/very-secret"


class Courier:
    """Discord as the tests want it: keeps what it takes; `trouble` is what it raises instead."""

    def __init__(self) -> None:
        self.posted: list[tuple[int, int | str]] = []
        self.trouble: list[Exception] = []
        self.stuck: set[int | str] = set()
        self.waiting: list[tuple[int | str, asyncio.Event]] = []

    async def post(self, notice: Notice, channel_id: int) -> Posted:
        """To a channel."""
        await self._take(notice, channel_id)
        return Posted(channel_id, 1000 + notice.id)

    async def hook(self, notice: Notice, url: str) -> Posted:
        """Through a webhook."""
        await self._take(notice, url)
        return Posted(None, None)

    def free(self, channel_id: int) -> None:
        """That channel works again."""
        self.stuck.discard(channel_id)
        for where, free in self.waiting:
            if where == channel_id:
                free.set()

    async def _take(self, notice: Notice, where: int | str) -> None:
        if where in self.stuck:
            self.waiting.append((where, free := asyncio.Event()))
            await free.wait()
        if self.trouble:
            raise self.trouble.pop(0)
        self.posted.append((notice.id, where))


@pytest.fixture
def courier() -> Courier:
    """A Discord that works."""
    return Courier()


@pytest.fixture
async def telling(desk: Desk, courier: Courier) -> Notices:
    """The service, in a guild with a channel for news and one for officers."""

    def channels(tx: Connection) -> None:
        settings.put(tx, GUILD, ANNOUNCEMENTS.name, NEWS, by=None, at=desk.clock())
        settings.put(tx, GUILD, OFFICERS_CHANNEL.name, DEN, by=None, at=desk.clock())

    await desk.db.write(channels)
    service = Notices(desk)
    service.courier = courier
    return service


Hanging = tuple[Notices, Courier]
PATIENCE = 0.2


@pytest.fixture
async def hanging(telling: Notices, courier: Courier, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Hanging:
    """The service with little patience, and a Discord of which some channels hang."""
    monkeypatch.setattr("services.notices._PATIENCE", PATIENCE)
    impatient = Notices(desk)
    impatient.courier = courier
    return impatient, courier


@pytest.fixture
def note(desk: Desk) -> Callable[..., Any]:
    """Puts something to tell into the outbox."""

    async def put(key: str, event: str = TOLD, guild: int = GUILD, **other: Any) -> None:
        facts = other.pop("facts", {})
        now = desk.clock()
        await desk.db.write(lambda tx: notices.put(tx, guild, event, key=key, facts=facts, now=now, **other))

    return put


async def until(true: Callable[[], bool]) -> None:
    """Wait for something that goes on behind."""
    for _ in range(2000):
        if true():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it did not come true")


def tell(courier: Courier) -> list[int | str]:
    """Where things went."""
    return [where for _, where in courier.posted]


async def last(desk: Desk, event: str = TOLD) -> Route:
    """How the event's last delivery went."""
    return await desk.db.read(lambda tx: notices.route(tx, GUILD, event))


# Delivering


async def test_each_event_goes_to_its_channel_once(telling: Notices, courier: Courier, note: Any, desk: Desk):
    await note("a")
    await note("b", ALARM)
    await note("c", channel_id=OWN)
    await telling.deliver()
    await telling.deliver()
    assert tell(courier) == [NEWS, DEN, OWN]
    route = await last(desk)
    assert (route.last_state, route.last_at, route.last_error) == (State.DELIVERED, desk.clock(), None)
    assert await desk.db.read(lambda tx: notices.posted(tx, GUILD, {"a": 1, "c": 3})) == {
        1: (NEWS, 1001),
        3: (OWN, 1003),
    }


async def test_officers_are_told_with_everybody_where_they_have_no_channel(
    telling: Notices, courier: Courier, note: Any, desk: Desk
):
    await desk.db.write(lambda tx: settings.reset(tx, GUILD, OFFICERS_CHANNEL.name))
    await note("a", ALARM)
    await telling.deliver()
    assert tell(courier) == [NEWS]


async def test_nowhere_to_go_is_no_failure(telling: Notices, courier: Courier, note: Any, desk: Desk):
    await note("a", guild=999)
    await telling.deliver()
    assert courier.posted == []
    assert await desk.db.read(notices.pending) == 0
    assert (await desk.db.read(lambda tx: notices.route(tx, 999, TOLD))).last_state is State.SKIPPED


async def test_a_hundred_are_told_in_the_order_in_which_they_came(telling: Notices, courier: Courier, note: Any):
    for number in range(120):
        await note(str(number))
    await telling.deliver()
    assert [number for number, _ in courier.posted] == list(range(1, 121))


async def test_failing_it_is_tried_again_later_and_later_until_it_works(
    telling: Notices, courier: Courier, note: Any, desk: Desk, clock: Any
):
    await note("a")
    for attempt in (1, 2, 3):
        courier.trouble = [Undeliverable("delivery.unreachable", final=False)]
        await telling.deliver()
        route = await last(desk)
        assert (route.last_state, route.last_error) == (State.PENDING, "delivery.unreachable")
        wait = wait_before(attempt)
        assert wait is not None
        clock.now += wait - timedelta(seconds=1)
        await telling.deliver()
        assert courier.posted == [], "not before its time"
        clock.advance(seconds=1)
    await telling.deliver()
    assert tell(courier) == [NEWS]
    assert (await last(desk)).last_state is State.DELIVERED


async def test_given_up_after_a_day_it_says_why(telling: Notices, courier: Courier, note: Any, desk: Desk, clock: Any):
    await note("a")
    tries = 0
    while await desk.db.read(notices.pending):
        courier.trouble = [Undeliverable("delivery.unreachable", final=False)]
        await telling.deliver()
        tries += not courier.trouble
        clock.advance(hours=8)
    assert tries == 11
    assert courier.posted == []
    route = await last(desk)
    assert (route.last_state, route.last_error) == (State.FAILED, "delivery.unreachable")


async def test_what_is_vain_is_not_tried_again(telling: Notices, courier: Courier, note: Any, desk: Desk):
    await note("a")
    courier.trouble = [Undeliverable("delivery.forbidden", final=True)]
    await telling.deliver()
    assert await desk.db.read(notices.pending) == 0
    assert ((await last(desk)).last_state, (await last(desk)).last_error) == (State.FAILED, "delivery.forbidden")


async def test_a_card_that_cannot_be_drawn_keeps_nobody_else_from_being_told(
    telling: Notices, courier: Courier, note: Any, desk: Desk
):
    await note("a")
    await note("b")
    courier.trouble = [RuntimeError("the card is torn")]
    await telling.deliver()
    assert [number for number, _ in courier.posted] == [2]
    assert await desk.db.read(notices.pending) == 1


async def test_two_at_once_tell_everything_once(telling: Notices, courier: Courier, note: Any):
    """A tick and a test, say; a webhook knows no nonce that would forgive it."""
    courier.stuck.add(NEWS)
    for key in "abc":
        await note(key)
    both = asyncio.gather(telling.deliver(), telling.deliver())
    await asyncio.sleep(0.05)
    courier.free(NEWS)
    await both
    assert [number for number, _ in courier.posted] == [1, 2, 3]


async def test_an_event_that_nobody_knows_any_more_goes_to_its_own_channel_or_nowhere(
    telling: Notices, courier: Courier, note: Any, desk: Desk
):
    await note("a", "bank.robbed", channel_id=OWN)
    await note("b", "bank.robbed")
    await telling.deliver()
    assert tell(courier) == [OWN]
    assert await desk.db.read(lambda tx: notices.routes(tx, GUILD)) == {}


async def test_what_was_told_long_ago_is_forgotten(telling: Notices, note: Any, desk: Desk, clock: Any):
    await note("a")
    await telling.deliver()
    clock.advance(days=29)
    await telling.tidy()
    assert await desk.db.read(lambda tx: notices.posted(tx, GUILD, {"a": 1})) == {1: (NEWS, 1001)}
    clock.advance(days=2)
    await telling.tidy()
    assert await desk.db.read(lambda tx: notices.posted(tx, GUILD, {"a": 1})) == {}


# Lanes


async def test_one_guild_s_hanging_channel_keeps_no_other_guild_s_call_waiting(hanging: Hanging, note: Any):
    telling, courier = hanging
    courier.stuck.add(NEWS)
    await note("a")
    await telling.deliver()
    await note("b", CALL, guild=88, channel_id=OWN)
    async with asyncio.timeout(PATIENCE / 2):
        await telling.deliver()
    assert tell(courier) == [OWN]


async def test_what_hung_is_told_once_with_all_that_came_meanwhile(hanging: Hanging, note: Any):
    telling, courier = hanging
    courier.stuck.add(NEWS)
    for key in "abc":
        await note(key)
        await telling.deliver()
    assert courier.posted == []
    courier.free(NEWS)
    await until(lambda: len(courier.posted) == 3)
    await note("d")
    await telling.deliver()
    assert courier.posted == [(1, NEWS), (2, NEWS), (3, NEWS), (4, NEWS)], "and it is waited for again"


async def test_a_call_overtakes_all_that_its_guild_has_to_tell(hanging: Hanging, note: Any):
    telling, courier = hanging
    courier.stuck.add(NEWS)
    for key in "abc":
        await note(key)
    await note("d", CALL, channel_id=OWN)
    await telling.deliver()
    assert tell(courier) == [OWN], "even what is in hand"
    courier.free(NEWS)
    await until(lambda: len(courier.posted) == 4)


async def test_a_call_overtakes_what_would_be_told_in_time_too(telling: Notices, courier: Courier, note: Any):
    for number in range(60):
        await note(str(number))
    await note("d", CALL, channel_id=OWN)
    await telling.deliver()
    assert [where for _, where in courier.posted[:3]].count(OWN) == 1
    assert len(courier.posted) == 61


async def test_whoever_delivers_finds_told_what_they_had_to_tell(
    telling: Notices, courier: Courier, note: Any, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    """Even when it comes just as a lane has found nothing more to tell."""
    read = desk.db.read

    async def slowly(work: Any) -> Any:
        found = await read(work)
        if found == []:
            await asyncio.sleep(0.02)
        return found

    monkeypatch.setattr(desk.db, "read", slowly)
    chance = random.Random(7)

    async def one(number: int) -> None:
        await asyncio.sleep(chance.uniform(0, 0.5))
        await note(str(number), channel_id=1000 + number)
        await telling.deliver()
        assert 1000 + number in tell(courier)

    await asyncio.gather(*(one(number) for number in range(40)))
    assert len(courier.posted) == 40


async def test_what_discord_has_is_not_told_again_when_the_books_fail(
    telling: Notices, courier: Courier, note: Any, desk: Desk, clock: Any, monkeypatch: pytest.MonkeyPatch
):
    await note("a")
    await note("b")
    settle = notices.settle

    def torn(*_: Any, **__: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(notices, "settle", torn)
    monkeypatch.setattr(notices, "postpone", torn)
    await telling.deliver()
    await telling.deliver()
    assert tell(courier) == [NEWS]
    assert await desk.db.read(notices.pending) == 2
    monkeypatch.undo()
    assert notices.settle is settle
    await telling.deliver()
    assert courier.posted == [(1, NEWS), (2, NEWS)]
    assert await desk.db.read(lambda tx: notices.posted(tx, GUILD, {"a": 1})) == {1: (NEWS, 1001)}


async def test_what_nothing_can_follow_from_is_told_once_and_keeps_nobody_waiting(
    telling: Notices, courier: Courier, note: Any, desk: Desk, clock: Any
):
    def torn(*_: Any) -> None:
        raise KeyError("draw")

    telling.when_posted(ALARM, torn)
    await note("a", ALARM)
    await note("b")
    for _ in range(12):
        await telling.deliver()
        clock.advance(hours=8)
    assert tell(courier) == [DEN, NEWS]
    assert ((await last(desk, ALARM)).last_state, (await last(desk, ALARM)).last_error) == (
        State.FAILED,
        "delivery.broken",
    )


# Closing


async def test_closing_what_is_in_hand_is_noted_and_the_rest_waits(hanging: Hanging, note: Any, desk: Desk):
    telling, courier = hanging
    courier.stuck.add(NEWS)
    for key in "abc":
        await note(key)
    await telling.deliver()
    closing = asyncio.ensure_future(telling.close())
    await asyncio.sleep(0)
    courier.free(NEWS)
    await closing
    assert courier.posted == [(1, NEWS)]
    assert await desk.db.read(notices.pending) == 2
    async with asyncio.timeout(5):
        await telling.deliver()
    assert len(courier.posted) == 1, "nothing new is begun"
    again = Notices(desk)
    again.courier = courier
    await again.deliver()
    assert courier.posted == [(1, NEWS), (2, NEWS), (3, NEWS)]


async def test_closing_waits_for_nobody_for_long(hanging: Hanging, note: Any, desk: Desk):
    telling, courier = hanging
    courier.stuck.add(NEWS)
    await note("a")
    delivering = asyncio.ensure_future(telling.deliver())
    await until(lambda: bool(courier.waiting))
    async with asyncio.timeout(20 * PATIENCE):
        await telling.close()
        await delivering
    assert await desk.db.read(notices.pending) == 1
    courier.free(NEWS)
    await asyncio.sleep(0.02)
    assert courier.posted == []


# Routing


async def set_route(telling: Notices, actor: Actor, event: str = TOLD, **change: Any) -> EventRoute:
    """What `/notifications set` does."""
    options = {"channel_id": None, "webhook_url": None, "enabled": None} | change
    way, _ = await telling.set_route(actor, event, **options)
    return way


async def test_a_channel_replaces_a_webhook_and_the_other_way_round(
    telling: Notices, courier: Courier, note: Any, leader: Actor
):
    changes: list[tuple[dict[str, Any], int | str]] = [
        ({"channel_id": OWN}, OWN),
        ({"webhook_url": URL}, URL),
        ({"channel_id": OWN}, OWN),
    ]
    for number, (change, where) in enumerate(changes):
        await set_route(telling, leader, **change)
        await note(str(number))
        await telling.deliver()
        assert tell(courier)[-1] == where


async def test_an_event_that_is_off_is_skipped_and_keeps_its_route(
    telling: Notices, courier: Courier, note: Any, leader: Actor, desk: Desk
):
    await set_route(telling, leader, channel_id=OWN)
    await set_route(telling, leader, enabled=False)
    await note("a")
    await telling.deliver()
    assert courier.posted == []
    assert (await last(desk)).last_state is State.SKIPPED
    await set_route(telling, leader, enabled=True)
    await note("b")
    await telling.deliver()
    assert tell(courier) == [OWN]


async def test_each_change_is_in_the_log_without_the_secret(telling: Notices, leader: Actor, desk: Desk):
    await set_route(telling, leader, webhook_url=URL)
    await set_route(telling, leader, webhook_url=URL)
    await set_route(telling, leader, enabled=False)
    entries = await desk.db.read(lambda tx: audit.page(tx, GUILD, kind=None, limit=9, offset=0))
    assert [entry.facts for entry in entries[::-1]] == [
        {"event": TOLD, "channel": None, "webhook": True, "enabled": True},
        {"event": TOLD, "channel": None, "webhook": True, "enabled": False},
    ], "and what changed nothing is not"
    dump = await desk.db.read(lambda tx: tx.exec_driver_sql("SELECT body, kind FROM audit").all())
    assert b"very-secret" not in b"".join(bytes(row[0]) for row in dump)


async def test_refusals_change_nothing(telling: Notices, leader: Actor, officer: Actor, raider: Actor, desk: Desk):
    for actor in (officer, raider):
        with pytest.raises(Forbidden, match=r"access\.leader"):
            await set_route(telling, actor, channel_id=OWN)
        with pytest.raises(Forbidden):
            await telling.routes(actor)
        with pytest.raises(Forbidden):
            await telling.test(actor, TOLD, request=1)
    with pytest.raises(Invalid, match=r"notifications\.both"):
        await set_route(telling, leader, channel_id=OWN, webhook_url=URL)
    with pytest.raises(NotFound):
        await set_route(telling, leader, "clan.party", channel_id=OWN)
    assert await desk.db.read(lambda tx: notices.routes(tx, GUILD)) == {}
    assert await desk.db.read(notices.pending) == 0
    assert await desk.db.read(lambda tx: audit.count(tx, GUILD)) == 0


async def test_a_sample_goes_the_usual_way_even_when_the_event_is_off(
    telling: Notices, courier: Courier, leader: Actor
):
    await set_route(telling, leader, webhook_url=URL)
    await set_route(telling, leader, enabled=False)
    sample = await telling.test(leader, TOLD, request=1)
    assert tell(courier) == [URL]
    assert (sample.state, sample.error, sample.way.route.last_state) == (State.DELIVERED, None, None)


async def test_a_sample_tells_its_own_fate_and_not_the_events(
    telling: Notices, courier: Courier, note: Any, leader: Actor, desk: Desk
):
    await note("a")
    await telling.deliver()
    courier.trouble = [Undeliverable("delivery.unreachable", final=False)]
    sample = await telling.test(leader, TOLD, request=1)
    assert (sample.state, sample.error) == (State.PENDING, "delivery.unreachable")
    courier.trouble = [Undeliverable("delivery.forbidden", final=True)]
    sample = await telling.test(leader, TOLD, request=2)
    assert (sample.state, sample.error) == (State.FAILED, "delivery.forbidden")
    assert (await last(desk)).last_state is State.DELIVERED
    assert (await last(desk)).last_error is None


async def test_a_change_that_changes_nothing_says_so(telling: Notices, leader: Actor):
    nothing: dict[str, Any] = {"channel_id": None, "webhook_url": None, "enabled": None}
    assert (await telling.set_route(leader, TOLD, **nothing))[1] is False
    for enabled, changed in ((True, False), (False, True), (False, False)):
        asked: dict[str, Any] = nothing | {"enabled": enabled}
        assert (await telling.set_route(leader, TOLD, **asked))[1] is changed


async def test_the_same_request_sends_one_sample(telling: Notices, courier: Courier, leader: Actor):
    for _ in range(2):
        await telling.test(leader, TOLD, request=5)
    await telling.test(leader, TOLD, request=6)
    assert tell(courier) == [NEWS, NEWS]


async def test_all_events_are_listed_with_their_ways(telling: Notices, leader: Actor):
    await set_route(telling, leader, channel_id=OWN)
    ways = {way.event.name: way.channel_id for way in await telling.routes(leader)}
    assert set(ways) == set(EVENTS)
    clan = {name: channel for name, channel in ways.items() if name.startswith("clan.")}
    assert clan == {TOLD: OWN, ALARM: DEN, "clan.leaderboard": NEWS}
