"""The outbox: noted once, delivered in order, remembered for a while; and where each event goes."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, event

from domain.notices import Route, State
from storage import notices
from storage.engine import Database
from storage.notices import Lane

CALL = "draw.called"
LANE = Lane(1, urgent=False)
AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
SOON, LATER = AT + timedelta(seconds=10), AT + timedelta(days=40)


def note(tx: Connection, key: str, guild: int = 1, at: datetime = AT, **facts: Any) -> bool:
    """Something to tell."""
    return notices.put(tx, guild, "clan.snapshot_complete", key=key, facts=facts, now=at)


async def due(db: Database, at: datetime = AT, limit: int = 99, *, lane: Lane = LANE) -> list[int]:
    """The numbers of what is due in a lane."""
    return [notice.id for notice in await db.read(lambda tx: notices.due(tx, lane, at, CALL, limit=limit))]


async def test_the_same_is_noted_once_in_each_guild(db: Database):
    assert await db.write(lambda tx: [note(tx, "a"), note(tx, "a"), note(tx, "b"), note(tx, "a", guild=2)]) == [
        True,
        False,
        True,
        True,
    ]
    assert await db.read(notices.pending) == 3


async def test_a_notice_says_what_it_was_given(db: Database):
    await db.write(lambda tx: note(tx, "a", name="Zezima", value=2**40))
    (notice,) = await db.read(lambda tx: notices.due(tx, LANE, AT, CALL, limit=9))
    assert (notice.guild_id, notice.event, notice.attempts) == (1, "clan.snapshot_complete", 0)
    assert (notice.facts, notice.created_at, notice.channel_id) == ({"name": "Zezima", "value": 2**40}, AT, None)


async def test_oldest_first_and_nothing_before_its_time(db: Database):
    await db.write(lambda tx: [note(tx, "later", at=SOON), note(tx, "one"), note(tx, "two")])
    assert await due(db) == [2, 3]
    assert await due(db, SOON) == [2, 3, 1]
    assert await due(db, SOON, limit=2) == [2, 3]


async def test_each_guild_has_a_lane_and_what_is_urgent_one_beside_it(db: Database):
    def puts(tx: Connection) -> None:
        note(tx, "a")
        notices.put(tx, 1, CALL, key="b", facts={}, now=AT)
        note(tx, "c", guild=2)
        note(tx, "later", guild=3, at=SOON)

    await db.write(puts)
    urgent, other = Lane(1, urgent=True), Lane(2, urgent=False)
    assert set(await db.read(lambda tx: notices.lanes(tx, AT, CALL))) == {LANE, urgent, other}
    assert [await due(db, lane=lane) for lane in (LANE, urgent, other)] == [[1], [2], [3]]
    await db.write(lambda tx: notices.settle(tx, 2, State.DELIVERED, now=AT))
    assert set(await db.read(lambda tx: notices.lanes(tx, AT, CALL))) == {LANE, other}


async def test_postponed_and_settled(db: Database):
    await db.write(lambda tx: [note(tx, key) for key in "abc"])
    await db.write(lambda tx: notices.postpone(tx, 1, attempts=1, until=SOON, error="delivery.unreachable"))
    await db.write(lambda tx: notices.settle(tx, 2, State.DELIVERED, now=AT, channel_id=5, message_id=6))
    assert await due(db) == [3]
    assert await due(db, SOON) == [3, 1]
    assert await db.read(lambda tx: notices.posted(tx, 1, {"a": 10, "b": 20, "x": 30})) == {20: (5, 6)}
    assert await db.read(lambda tx: notices.posted(tx, 2, {"b": 20})) == {}


async def test_what_waits_is_never_forgotten(db: Database):
    await db.write(lambda tx: [note(tx, key) for key in "abcd"])
    for number, state in ((1, State.DELIVERED), (2, State.FAILED), (3, State.SKIPPED)):
        await db.write(lambda tx, number=number, state=state: notices.settle(tx, number, state, now=AT))
    assert await db.write(lambda tx: notices.forget_settled(tx, AT)) == 0
    assert await db.write(lambda tx: notices.forget_settled(tx, LATER)) == 3
    assert await due(db) == [4]


async def test_what_is_due_is_found_without_reading_what_was_told_before(db: Database):
    asked: list[tuple[str, Any]] = []

    def work(tx: Connection) -> list[str]:
        event.listen(tx, "before_cursor_execute", lambda *given: asked.append((given[2], given[3])))
        notices.lanes(tx, AT, CALL)
        notices.due(tx, LANE, AT, CALL, limit=9)
        return [str(tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given).all()) for sql, given in [*asked]]

    plans = await db.read(work)
    assert len(plans) == 2
    assert all("ix_outbox_due" in plan for plan in plans), plans


async def test_a_route_and_how_it_went_do_not_disturb_each_other(db: Database):
    name = "clan.snapshot_complete"
    assert await db.read(lambda tx: notices.route(tx, 1, name)) == Route(name)
    await db.write(lambda tx: notices.set_last(tx, 1, name, State.FAILED, at=AT, error="delivery.forbidden"))
    assert (await db.read(lambda tx: notices.route(tx, 1, name))).enabled
    await db.write(lambda tx: notices.set_route(tx, 1, Route(name, enabled=False, webhook_url="https://x")))
    await db.write(lambda tx: notices.set_last(tx, 1, name, State.DELIVERED, at=SOON, error=None))
    stands = Route(name, False, None, "https://x", SOON, State.DELIVERED, None)
    assert await db.read(lambda tx: notices.route(tx, 1, name)) == stands
    assert await db.read(lambda tx: notices.routes(tx, 1)) == {name: stands}
    assert await db.read(lambda tx: notices.routes(tx, 2)) == {}
