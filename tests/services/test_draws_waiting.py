"""Waiting for the beacon: late, wrong, of another round, silent for a day; never lost, never called twice."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection

from domain.draws import MISSING, PASTE_AFTER, SILENT, DrawState
from domain.errors import Conflict, Invalid, NotFound
from domain.guild import ANNOUNCEMENTS, OFFICERS_CHANNEL
from domain.people import Actor
from fairness.beacon import QUICKNET
from fairness.verify import Outcome
from playground.beacon import SILENT as NO_ANSWER
from playground.beacon import Lie
from playground.loopback import broken
from services.desk import Desk
from services.draws import settling
from storage import audit, draws, panels, settings
from storage.draws import Record
from tests.fairness.proofs import ROUNDS
from tests.services.conftest import GUILD, Clock
from tests.services.drawing import CHANNEL, LOCAL, House, actor, new_hall, open_house, signature

ROUND = 657413
NEWS, DEN = 401, 402


@pytest.fixture
async def house(desk: Desk, clock: Clock) -> AsyncIterator[House]:
    """A house that draws with a local beacon, in a guild with a channel for news and one for officers."""

    def channels(tx: Connection) -> None:
        settings.put(tx, GUILD, ANNOUNCEMENTS.name, NEWS, by=None, at=clock())
        settings.put(tx, GUILD, OFFICERS_CHANNEL.name, DEN, by=None, at=clock())

    await desk.db.write(channels)
    async with open_house(desk, clock) as house:
        yield house


@pytest.fixture
async def waiting(house: House) -> Record:
    """A draw whose round is out."""
    record = await house.called()
    house.clock.advance(seconds=20)
    return record


async def state(house: House, record: Record) -> DrawState:
    """Where it stands."""
    return (await house.record(record.id)).state


async def outcome(house: House, number: int = 1) -> Outcome:
    """What a stranger says of its proof."""
    return (await house.hall.draws.check(await house.hall.draws.proof_of(GUILD, number))).outcome


async def go_on(house: House, seconds: int) -> None:
    """Time passes, and the clock ticks in it."""
    for _ in range(seconds):
        house.clock.advance(seconds=1)
        await house.hall.draws.due()


def asked(house: House, record: Record) -> int:
    """How often the relay was asked for its round."""
    return house.beacon.asked(str(record.call.round if record.call else 0))


# The relays


async def test_before_the_round_is_out_nobody_is_asked(house: House):
    record = await house.called()
    assert record.call is not None
    left = LOCAL.chain.time(record.call.round) - house.clock().timestamp()
    assert 15 <= left < 18
    await go_on(house, int(left) - 1)
    assert asked(house, record) == 0
    await go_on(house, 2)
    assert await state(house, record) is DrawState.SETTLED
    assert asked(house, record) == 1


async def test_a_late_beacon_is_asked_again_soon(house: House):
    house.beacon.late = 10
    record = await house.called()
    assert record.call is not None
    out = LOCAL.chain.time(record.call.round)
    for _ in range(60):
        await go_on(house, 1)
        if await state(house, record) is DrawState.SETTLED:
            break
    waited = house.clock().timestamp() - out
    assert 10 <= waited <= 15
    assert asked(house, record) <= 8, "asked, not hammered"
    assert await outcome(house) is Outcome.VERIFIED


@pytest.mark.parametrize("lie", list(Lie))
async def test_a_lie_settles_nothing_and_the_truth_after_it_does(house: House, waiting: Record, lie: Lie):
    house.beacon.lie = lie
    await go_on(house, 10)
    assert await state(house, waiting) is DrawState.CALLED
    house.beacon.lie = None
    await go_on(house, 30)
    assert await state(house, waiting) is DrawState.SETTLED
    assert await outcome(house) is Outcome.VERIFIED


async def test_missing_for_a_minute_the_officers_are_told_once(house: House, waiting: Record):
    house.beacon.for_everyone = broken(503)
    assert waiting.call is not None
    out = LOCAL.chain.time(waiting.call.round)
    await go_on(house, int(out + 59 - house.clock().timestamp()))
    await house.hall.notices.deliver()
    assert house.office.told(MISSING.name) == []
    await go_on(house, 32)
    await house.hall.notices.deliver()
    assert house.office.told(MISSING.name) == [({"draw": 1}, DEN)]
    for _ in range(5):
        house.clock.advance(minutes=1)
        await house.hall.draws.due()
        await house.hall.notices.deliver()
    assert house.office.events(MISSING.name, SILENT.name) == [MISSING.name]


async def test_a_beacon_that_is_late_by_less_than_a_minute_is_no_news(house: House, waiting: Record):
    house.beacon.late = 25
    await go_on(house, 50)
    await house.hall.notices.deliver()
    assert await state(house, waiting) is DrawState.SETTLED
    assert house.office.events(MISSING.name) == []


async def test_silent_for_a_day_is_told_and_logged_once_and_a_paste_ends_it(house: House, waiting: Record):
    house.beacon.for_everyone = broken(503)
    for _ in range(23):
        house.clock.advance(hours=1)
        await house.hall.draws.due()
    assert SILENT.name not in await house.log()
    for _ in range(3):
        house.clock.advance(hours=1)
        await house.hall.draws.due()
        await house.hall.notices.deliver()
    assert (await house.log()).count(SILENT.name) == 1
    assert house.office.told(SILENT.name) == [({"draw": 1}, NEWS)]
    assert await state(house, waiting) is DrawState.CALLED
    seen = await house.hall.draws.paste(actor(), waiting.id, signature(waiting))
    assert seen.record.state is DrawState.SETTLED
    assert await outcome(house) is Outcome.VERIFIED


async def test_a_feature_may_give_its_draw_up_after_a_day_and_its_round_still_shows_what_would_have_been(
    house: House, waiting: Record
):
    house.hall.draws.when_silent(waiting.draw.kind, lambda tx, record, now: _given_up(tx, record, now, times))
    times: list[int] = []
    house.beacon.for_everyone = broken(503)
    house.clock.advance(hours=23)
    await house.hall.draws.due()
    assert times == []
    house.clock.advance(hours=2)
    await house.hall.draws.due()
    assert times == [waiting.id]
    house.beacon.for_everyone = None
    house.clock.advance(hours=2)
    await house.hall.draws.due()
    given_up = await house.record(waiting.id)
    assert (given_up.state, given_up.ended_at is not None, times) == (DrawState.CALLED, True, [waiting.id])
    assert await house.hall.privacy.erase(actor(9000)), "it is over for those who were in it"
    seen = await house.hall.draws.paste(actor(), waiting.id, signature(waiting))
    assert seen.record.state is DrawState.SETTLED
    assert await outcome(house) is Outcome.VERIFIED


def _given_up(tx: Connection, record: Record, now: datetime, times: list[int]) -> None:
    if draws.give_up(tx, record.id, now):
        times.append(record.id)
    assert not draws.give_up(tx, record.id, now)


async def test_without_such_a_feature_a_draw_waits_on(house: House, waiting: Record):
    house.beacon.for_everyone = broken(503)
    house.clock.advance(days=3)
    await house.hall.draws.due()
    house.beacon.for_everyone = None
    await go_on(house, 3)
    assert await state(house, waiting) is DrawState.SETTLED


async def test_a_relay_that_says_nothing_holds_up_neither_other_draws_nor_a_paste(house: House, waiting: Record):
    other = await house.called(sealed=True)
    house.beacon.for_everyone = NO_ANSWER
    hall = new_hall(house.desk, LOCAL.chain, house.beacon, patience=60)
    settled = asyncio.Event()
    loop = asyncio.get_running_loop()

    def follow(*_: object) -> None:
        loop.call_soon_threadsafe(settled.set)

    hall.draws.when_settled(other.draw.kind, follow)
    ticking = asyncio.ensure_future(hall.draws.due())
    async with asyncio.timeout(20):
        await settled.wait()
        await hall.draws.paste(actor(), waiting.id, signature(waiting))
    assert [await state(house, one) for one in (waiting, other)] == [DrawState.SETTLED] * 2
    assert not ticking.done()
    ticking.cancel()
    await asyncio.wait([ticking])
    await hall.close()


async def test_what_waits_is_repainted_so_that_people_are_asked_for_the_round(house: House, waiting: Record):
    house.beacon.for_everyone = broken(503)
    await house.hall.panels.hang(GUILD, "draw", waiting.id, channel_id=CHANNEL, message_id=5)
    hung = await house.desk.db.read(lambda tx: panels.stale(tx, house.clock(), limit=9))
    assert not (await house.seen(waiting)).overdue(house.clock())
    await go_on(house, int(PASTE_AFTER.total_seconds()) + 20)
    assert (await house.seen(waiting)).overdue(house.clock())
    now = await house.desk.db.read(lambda tx: panels.stale(tx, house.clock(), limit=9))
    assert now[0].wanted > hung[0].wanted + 5


# Pasting


@pytest.mark.parametrize(
    "form",
    [
        "{}",
        "  {}\n",
        "signature {}",
        "signature: {}",
        '{{"round":1,"randomness":"' + "ab" * 32 + '","signature":"{}"}}',
    ],
)
async def test_a_signature_is_found_in_what_people_paste(house: House, waiting: Record, form: str):
    await house.hall.draws.paste(actor(), waiting.id, form.format(signature(waiting).upper()))
    assert await outcome(house) is Outcome.VERIFIED


async def test_a_signature_that_was_broken_into_lines_is_taken(house: House, waiting: Record):
    text = signature(waiting)
    await house.hall.draws.paste(actor(), waiting.id, f"{text[:50]}\n {text[50:]}")
    assert await state(house, waiting) is DrawState.SETTLED


@pytest.mark.parametrize("text", ["", "hello", "ab" * 47, "ab" * 49, "zz" * 48, "ab" * 48 + "c", "\0" * 96, "٣" * 96])
async def test_what_holds_no_signature_is_refused(house: House, waiting: Record, text: str):
    with pytest.raises(Invalid, match=r"draw\.paste_form"):
        await house.hall.draws.paste(actor(), waiting.id, text)
    assert await state(house, waiting) is DrawState.CALLED


async def test_no_other_signature_is_taken(house: House, waiting: Record):
    assert waiting.call is not None
    for wrong in ("ab" * 48, LOCAL.sign(waiting.call.round + 1).hex(), "c0" + "00" * 47, ROUNDS[ROUND]):
        with pytest.raises(Invalid, match=r"draw\.paste_wrong") as refusal:
            await house.hall.draws.paste(actor(), waiting.id, wrong)
        assert refusal.value.facts == {"round": waiting.call.round}
    assert await state(house, waiting) is DrawState.CALLED


async def test_a_round_is_pasted_only_where_one_is_awaited(house: House):
    locked = await house.lock(await house.commit())
    sealed = await house.called(sealed=True)
    drawn = await house.drawn()
    for record in (locked, sealed, drawn):
        with pytest.raises(Conflict, match=r"draw\.not_waiting"):
            await house.hall.draws.paste(actor(), record.id, "ab" * 48)
    with pytest.raises(NotFound, match=r"draw\.gone"):
        await house.hall.draws.paste(Actor(GUILD + 1, 1, frozenset(), manages_guild=False), locked.id, "ab" * 48)


async def test_the_log_says_who_pasted(house: House, waiting: Record):
    await house.hall.draws.paste(actor(9003), waiting.id, signature(waiting))
    (entry,) = await house.desk.db.read(lambda tx: audit.page(tx, GUILD, kind="draw.settled", limit=9, offset=0))
    kept = await house.desk.db.read(
        lambda tx: tx.exec_driver_sql("SELECT id FROM members WHERE user_id = 9003").scalar()
    )
    assert entry.actor == kept is not None


# Once


async def test_two_settles_at_once_are_one(house: House, waiting: Record):
    follows: list[int] = []
    house.hall.draws.when_settled(waiting.draw.kind, lambda _tx, record, _now: follows.append(record.id))
    text = signature(waiting)
    other = new_hall(house.desk, LOCAL.chain, house.beacon)
    other.draws.when_settled(waiting.draw.kind, lambda _tx, record, _now: follows.append(record.id))
    done = await asyncio.gather(
        house.hall.draws.due(),
        house.hall.draws.due(),
        other.draws.due(),
        *(house.hall.draws.paste(actor(), waiting.id, text) for _ in range(3)),
        return_exceptions=True,
    )
    # On a busy machine a paste can find that nothing waits any more, and says so.
    late = [one for one in done if isinstance(one, BaseException)]
    assert {str(one).split()[0] for one in late} <= {"draw.not_waiting"}
    assert follows == [waiting.id]
    assert (await house.log()).count("draw.settled") == 1
    assert await outcome(house) is Outcome.VERIFIED
    await other.close()


async def test_a_restart_goes_on_with_the_same_call(house: House, waiting: Record):
    house.beacon.for_everyone = broken(503)
    await house.hall.draws.due()
    again = new_hall(house.desk, LOCAL.chain, house.beacon)
    house.beacon.for_everyone = None
    await again.draws.due()
    drawn = await house.record(waiting.id)
    assert drawn.state is DrawState.SETTLED
    assert drawn.call == waiting.call
    assert (await house.log()).count("draw.called") == 1
    await again.close()


async def test_a_draw_that_breaks_holds_up_no_other(house: House, monkeypatch: pytest.MonkeyPatch):
    first, second = await house.called(), await house.called()
    house.clock.advance(seconds=20)
    sound = settling.proof_of

    def torn(record: Record, entries: Any, positions: Any) -> Any:
        if record.id == first.id:
            raise RuntimeError("the ink is dry")
        return sound(record, entries, positions)

    monkeypatch.setattr(settling, "proof_of", torn)
    await house.hall.draws.due()
    assert (await state(house, first), await state(house, second)) == (DrawState.CALLED, DrawState.SETTLED)
    monkeypatch.undo()
    await go_on(house, 3)
    assert await state(house, first) is DrawState.SETTLED


# The house's chain is not the draw's


async def test_another_chain_than_the_draw_s_is_not_asked_and_settles_nothing(house: House, waiting: Record):
    other = new_hall(house.desk, QUICKNET, house.beacon)
    await other.draws.due()
    assert await state(house, waiting) is DrawState.CALLED
    with pytest.raises(Conflict, match=r"draw\.other_chain"):
        await other.draws.paste(actor(), waiting.id, signature(waiting))
    assert (await other.draws.seen_by_id(GUILD, waiting.id)).round_at is None
    house.clock.advance(days=1)
    await other.draws.due()
    assert SILENT.name in await house.log()
    await house.hall.draws.due()
    assert await state(house, waiting) is DrawState.SETTLED
    await other.close()


async def test_a_quicknet_draw_can_be_ended_by_a_paste_whatever_the_house_is_set_to(desk: Desk, clock: Clock):
    async with open_house(desk, clock, QUICKNET) as house:
        house.real_round(ROUND)
        record = await house.called()
        house.clock.advance(seconds=17)
        other = new_hall(desk, LOCAL.chain, house.beacon)
        await other.draws.due()
        assert asked(house, record) == 0, "the house's relays know nothing of that chain"
        assert (await other.draws.seen_by_id(GUILD, record.id)).round_at is not None
        await other.draws.paste(actor(), record.id, ROUNDS[ROUND])
        assert await outcome(house) is Outcome.VERIFIED
        await other.close()


# Erasing


async def test_nothing_is_erased_between_lock_and_result(house: House):
    record = await house.lock(await house.commit())
    privacy = house.hall.privacy
    for step in (None, house.call):
        if step:
            await step(record)
        with pytest.raises(Conflict, match=r"draw\.erase_later") as refusal:
            await privacy.erase(actor(9000))
        assert refusal.value.facts == {"draws": ("1",)}
        assert (await privacy.export(actor(9000)))["user_id"] == "9000", "and nothing of them is gone"
    house.clock.advance(seconds=20)
    await house.hall.draws.due()
    assert await privacy.erase(actor(9000))


async def test_after_erasing_the_proof_still_verifies_and_names_them_no_more(house: House):
    record = await house.drawn(winners=5)
    before = await house.proof(record)
    kept = await house.hall.privacy.export(actor(9000))
    assert [(one["number"], one["first_ticket"], one["evidence"]) for one in kept["draw_entries"]] == [
        (1, 0, "… 0"),
        (1, 5, "… 5"),
    ]
    await house.hall.panels.hang(GUILD, "draw", record.id, channel_id=CHANNEL, message_id=5)
    hung = await house.desk.db.read(lambda tx: panels.stale(tx, house.clock(), limit=9))
    assert await house.hall.privacy.erase(actor(9000))
    proof = await house.proof(record)
    assert "9000" not in str(proof)
    for entry, whole in zip(proof["entries"], before["entries"], strict=True):
        gone = dict.fromkeys(("who", "salt", "evidence")) if whole["who"] == "discord:9000" else {}
        assert entry == {**whole, **gone}
    found = await house.hall.draws.check(await house.hall.draws.proof_of(GUILD, 1))
    assert (found.outcome, found.erased, len(found.erased_positions)) == (Outcome.VERIFIED, 2, 1)
    painted = await house.desk.db.read(lambda tx: panels.stale(tx, house.clock(), limit=9))
    assert painted[0].wanted > hung[0].wanted, "what hangs of it is painted anew"


async def test_an_export_tells_whom_one_passed_over(house: House):
    record = await house.drawn()
    member = await house.desk.db.read(
        lambda tx: tx.exec_driver_sql("SELECT id FROM members WHERE user_id = 9001").scalar_one()
    )
    await house.void(record, 0, "no claim", by=member)
    kept = await house.hall.privacy.export(actor(9001))
    assert kept["winners_passed_over"] == [{"number": 1, "position": 0, "void": "no claim"}]


async def test_a_cancelled_draw_is_erased_too(house: House):
    record = await house.lock(await house.commit())
    await house.cancel(record)
    assert await house.hall.privacy.erase(actor(9000))
    assert [entry.who for entry in await house.entries(record)].count(None) == 2
