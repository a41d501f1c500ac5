"""The steps of a draw: each once, in order, posted, logged, and told by a proof that a stranger accepts."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.draws import DrawState
from domain.errors import Conflict, NotFound
from fairness.beacon import QUICKNET
from fairness.protocol import Claim, Kind
from fairness.verify import Outcome
from services.desk import Desk
from storage import audit, draws, members
from storage.draws import Record
from tests.services.conftest import GUILD, Clock
from tests.services.drawing import AWAY, CHANNEL, GONE, LOCAL, RULES, STEPS, House, alone, new_hall, open_house, who

KEYS = "draw.keys"


@pytest.fixture
async def house(desk: Desk, clock: Clock) -> AsyncIterator[House]:
    """A house that draws with a local beacon."""
    async with open_house(desk, clock) as house:
        yield house


@pytest.fixture
async def quicknet(desk: Desk, clock: Clock) -> AsyncIterator[House]:
    """A house that draws with the public beacon, as its relay was on one day of 2023."""
    async with open_house(desk, clock, QUICKNET) as house:
        house.real_round(657413)
        yield house


# From the commitment to the proof


async def test_a_contest_is_drawn_with_a_real_round_and_a_stranger_verifies_it_with_nothing_else(
    quicknet: House, tmp_path: Path
):
    record = await quicknet.called()
    assert record.call is not None
    assert record.call.round == 657413
    await quicknet.hall.draws.due()
    assert (await quicknet.record(record.id)).state is DrawState.CALLED, "the round is not out"
    quicknet.clock.advance(seconds=17)
    await quicknet.hall.draws.due()
    proof = await quicknet.hall.draws.proof_of(GUILD, 1)
    orchestrator, settlement = (quicknet.office.posted[0][1][whose] for whose in ("orchestrator", "settlement"))
    checked = alone(proof, tmp_path, "--orchestrator-key", orchestrator, "--settlement-key", settlement)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    lines = checked.stdout.splitlines()
    assert lines[0] == f"Draw 1 (contest) of guild {GUILD}: The long night ✓"
    assert lines[-1] == "VERIFIED"
    assert sum(line.startswith("passed ") for line in lines) == 24
    assert not any("unknown key" in line or "TEST CHAIN" in line or "no posts" in line for line in lines)


async def test_each_step_says_in_the_proof_what_was_posted_of_it(house: House):
    record = await house.drawn(winners=2)
    proof = await house.proof(record)
    assert record.lock is not None
    assert record.call is not None
    assert proof["draw"] == {
        "guild_id": str(GUILD),
        "number": 1,
        "kind": "contest",
        "title": "The long night ✓",
        "closes_at": record.draw.closes_at,
        "winners": 2,
        "mode": "beacon",
        "chain": LOCAL.chain.hash.hex(),
        "rules": RULES,
    }
    assert (proof["commitment"], proof["root"]) == (record.commitment.hex(), record.lock.root.hex())
    assert (proof["lock"], proof["call"]["hash"]) == (record.lock.hash.hex(), record.call.hash.hex())
    assert proof["posts"] == {
        "channel_id": str(CHANNEL),
        "commitment": str(record.commitment_post),
        "lock": str(record.lock_post),
        "call": str(record.call_post),
    }
    assert [entry["who"] for entry in proof["entries"]] == [who(9000 + one) for one in (0, 1, 2, 3, 4, 0)]
    assert len(proof["positions"]) == 2
    assert (await house.hall.draws.check(await house.hall.draws.proof_of(GUILD, 1))).outcome is Outcome.VERIFIED


@pytest.mark.parametrize("kind", [Kind.POT, Kind.TIE])
async def test_pots_and_ties_leave_the_same_proof(house: House, kind: Kind, tmp_path: Path):
    people = [f"osrs:b0aty {number}" for number in range(4)]
    record = await house.commit(kind, winners=1)
    claims = [Claim(one, 1) for one in people]
    now = house.clock()
    await house.desk.db.write(lambda tx: house.hall.draws.steps.lock(tx, record.id, claims, {}, now))
    await house.hall.notices.deliver()
    await house.call(record)
    house.clock.advance(seconds=20)
    await house.hall.draws.due()
    proof = await house.hall.draws.proof_of(GUILD, 1)
    (tmp_path / "info.json").write_text(LOCAL.info())
    assert alone(proof, tmp_path).returncode == 1, "a test chain is not taken unasked"
    assert alone(proof, tmp_path, "--test-chain", "info.json").returncode == 0


async def test_a_sealed_draw_waits_for_nobody_and_never_calls_itself_more_than_that(house: House, tmp_path: Path):
    record = await house.called(sealed=True)
    assert record.call is not None
    assert (record.call.round, record.draw.chain) == (0, b"")
    await house.hall.draws.due()
    assert (await house.record(record.id)).state is DrawState.SETTLED
    checked = alone(await house.hall.draws.proof_of(GUILD, 1), tmp_path)
    assert checked.returncode == 0
    assert "Sealed (you trust the host)" in checked.stdout
    assert (await house.seen(record)).sealed
    assert (await house.seen(record)).round_at is None


async def test_the_log_has_every_step_with_its_hash(house: House):
    record = await house.drawn()
    entries = await house.desk.db.read(lambda tx: audit.page(tx, GUILD, kind="draw", limit=9, offset=0))
    assert [entry.kind for entry in entries[::-1]] == [
        KEYS, "draw.committed", "draw.locked", "draw.called", "draw.settled",
    ]  # fmt: skip
    assert record.call is not None
    assert record.result is not None
    assert entries[1].facts == {"draw": 1, "call": record.call.hash.hex(), "round": record.call.round}
    assert entries[0].facts == {"draw": 1, "result": record.result.hex()}
    verdict, _ = await house.desk.db.read(lambda tx: audit.check(tx, GUILD))
    assert verdict.fault is None


async def test_the_secret_is_told_to_nobody_before_the_call(house: House):
    record = await house.lock(await house.commit())
    secret = await house.desk.db.read(lambda tx: draws.secret_of(tx, record.id))
    assert record.call is None
    assert secret.hex() not in repr(record)
    posted = json.dumps([facts for _, facts in house.office.posted])
    assert secret.hex() not in posted
    bodies = await house.desk.db.read(lambda tx: tx.exec_driver_sql("SELECT body FROM audit").scalars().all())
    assert secret.hex().encode() not in b"".join(map(bytes, bodies))
    called = await house.call(record)
    assert called.call is not None
    assert called.call.secret == secret


async def test_every_draw_has_a_secret_and_an_address_of_its_own(house: House):
    records = [await house.commit() for _ in range(4)]
    secrets = {await house.desk.db.read(lambda tx, one=one: draws.secret_of(tx, one.id)) for one in records}
    assert len(secrets) == len({one.address for one in records}) == 4
    assert [one.draw.number for one in records] == [1, 2, 3, 4]
    assert all(len(one.address) == 64 and one.commitment.hex() != one.address for one in records)


async def test_a_cancelled_draw_keeps_its_number(house: House):
    await house.cancel(await house.commit())
    await house.drawn()
    page = await house.hall.draws.page(GUILD, 1)
    assert [(seen.record.draw.number, seen.record.state) for seen in page.draws] == [
        (2, DrawState.SETTLED),
        (1, DrawState.CANCELLED),
    ]
    assert page.total == page.highest == 2


# Out of order


async def refused(house: House, record: Record) -> dict[str, str]:
    """What each step says when it is taken now."""

    async def code(act: Any) -> str:
        try:
            await act
        except (Conflict, NotFound) as refusal:
            return refusal.code
        return ""

    return {
        "lock": await code(house.lock(record)),
        "call": await code(house.call(record)),
        "void": await code(house.void(record, 0, "no claim", by=1)),
        "cancel": await code(house.cancel(record)),
    }


BEFORE_LOCK = {"call": "draw.not_locked", "void": "draw.not_drawn"}


async def test_steps_out_of_order_are_refused_and_change_nothing(house: House):
    record = await house.commit()
    for step, code in BEFORE_LOCK.items():
        assert (await refused_one(house, record, step)) == code
    await house.lock(record)
    for step, code in {"lock": "draw.locked_before", "void": "draw.not_drawn"}.items():
        assert (await refused_one(house, record, step)) == code
    await house.call(record)
    before = await dump(house)
    assert await refused(house, record) == {
        "lock": "draw.locked_before",
        "call": "draw.called_before",
        "void": "draw.not_drawn",
        "cancel": "draw.called_before",
    }
    assert await dump(house) == before
    house.clock.advance(seconds=20)
    await house.hall.draws.due()
    before = await dump(house)
    found = await refused(house, await house.record(record.id))
    assert found.pop("void") == "", "a winner can be passed over now"
    assert found == {"lock": "draw.locked_before", "call": "draw.called_before", "cancel": "draw.called_before"}
    assert (await dump(house)) != before


async def refused_one(house: House, record: Record, step: str) -> str:
    """What one step says when it is taken now."""
    act = {"lock": house.lock, "call": house.call, "cancel": house.cancel}.get(step)
    with pytest.raises((Conflict, NotFound)) as refusal:
        await (act(record) if act else house.void(record, 0, "no claim", by=1))
    return refusal.value.code


async def test_what_is_cancelled_stays_cancelled(house: House):
    for record in (await house.commit(), await house.lock(await house.commit())):
        await house.cancel(record)
        assert await refused(house, record) == {
            "lock": "draw.cancelled",
            "call": "draw.cancelled",
            "void": "draw.not_drawn",
            "cancel": "draw.cancelled",
        }


async def dump(house: House) -> list[Any]:
    """All that the books hold of draws."""
    return await house.desk.db.read(
        lambda tx: [
            tx.exec_driver_sql(f"SELECT * FROM {table}").all()
            for table in ("draws", "draw_entries", "draw_places", "audit", "outbox")
        ]
    )


async def test_two_calls_at_once_are_one(house: House):
    record = await house.lock(await house.commit())
    results = await asyncio.gather(*(house.call(record) for _ in range(5)), return_exceptions=True)
    assert sum(isinstance(one, Record) for one in results) == 1
    assert [one.code for one in results if isinstance(one, Conflict)] == ["draw.called_before"] * 4
    assert house.office.events("draw.called") == ["draw.called"]


async def test_a_call_waits_for_the_posts_that_it_would_outrun(house: House):
    house.office.trouble = AWAY
    record = await house.lock(await house.commit())
    with pytest.raises(Conflict, match=r"draw\.not_posted") as refusal:
        await house.call(record)
    assert refusal.value.facts == {"channel": CHANNEL}
    house.office.trouble = None
    house.clock.advance(seconds=10)
    await house.hall.notices.deliver()
    assert (await house.call(record)).state is DrawState.CALLED


async def test_a_draw_of_another_chain_is_not_called_with_this_one(house: House):
    record = await house.lock(await house.commit())
    other = new_hall(house.desk, QUICKNET, house.beacon)
    with pytest.raises(Conflict, match=r"draw\.other_chain"):
        await house.desk.db.write(lambda tx: other.draws.steps.call(tx, record.id, by=None, now=house.clock()))
    await other.close()


# Passing winners over


async def test_winners_are_passed_over_in_public_and_the_next_of_the_same_order_steps_up(house: House, tmp_path: Path):
    record = await house.drawn()
    leader = (await house.desk.db.write(lambda tx: members.ensure(tx, GUILD, 9999, house.clock()))).id
    first = (await house.proof(record))["positions"]
    await house.void(record, 0, "no claim in 7 days", by=leader)
    await house.void(record, 1, "away", by=leader)
    proof = await house.proof(record)
    assert proof["positions"][0] == {**first[0], "void": "no claim in 7 days"}
    assert [one["void"] for one in proof["positions"]] == ["no claim in 7 days", "away", None]
    assert len({one["participant"] for one in proof["positions"]}) == 3
    seen = await house.seen(record)
    assert seen.voids == 2
    assert [place.position for place in seen.winners] == [2]
    (tmp_path / "info.json").write_text(LOCAL.info())
    checked = alone(await house.hall.draws.proof_of(GUILD, 1), tmp_path, "--test-chain", "info.json")
    assert checked.returncode == 0
    assert checked.stdout.splitlines()[0] == "2 winners passed over by the host: not proven"


async def test_who_did_not_win_or_was_passed_over_is_not_passed_over(house: House):
    record = await house.drawn()
    await house.void(record, 0, "no claim", by=1)
    with pytest.raises(Conflict, match=r"draw\.voided_before"):
        await house.void(record, 0, "again", by=1)
    for position in (2, 7, -1):
        with pytest.raises(NotFound, match=r"draw\.no_winner_there"):
            await house.void(record, position, "nobody there", by=1)


async def test_when_everybody_was_passed_over_nobody_has_won(house: House):
    record = await house.drawn()
    for position in range(5):
        await house.void(record, position, "no claim", by=1)
    seen = await house.seen(record)
    assert (seen.voids, seen.winners) == (5, ())
    found = await house.hall.draws.check(await house.hall.draws.proof_of(GUILD, 1))
    assert (found.outcome, found.voids) == (Outcome.VERIFIED, 5)


async def test_a_drawn_person_leaves_the_pool_with_all_their_tickets(house: House):
    seen = await house.seen(await house.drawn(winners=5))
    left = 6
    for place in seen.places:
        assert seen.pool(place) == left
        assert place.pick.ticket < left
        assert place.tickets == (2 if place.who == who(9000) else 1)
        left -= place.tickets
    assert left == 0


# Posts


async def test_the_keys_are_told_once_and_before_anything_that_they_sign(house: House):
    for _ in range(3):
        await house.drawn()
    assert house.office.events()[0] == KEYS
    assert house.office.events(KEYS) == [KEYS]
    told = house.office.posted[0][1]
    trust = house.hall.draws.trust
    assert {bytes.fromhex(told["orchestrator"])} == trust.orchestrator_keys
    assert {bytes.fromhex(told["settlement"])} == trust.settlement_keys


async def test_new_keys_are_told_anew(house: House):
    await house.commit()
    house.hall = new_hall(house.desk, LOCAL.chain, house.beacon, b"another secret")
    house.hall.notices.courier = house.office
    await house.commit()
    assert house.office.events(KEYS) == [KEYS] * 2
    await house.hall.close()


async def test_keys_that_could_not_be_posted_are_told_with_the_next_draw(house: House):
    house.office.trouble = GONE
    await house.commit()
    await house.commit()
    house.office.trouble = None
    await house.commit()
    await house.commit()
    assert house.office.events(KEYS) == [KEYS]


async def test_posts_that_were_given_up_are_tried_every_hour_until_they_stand(house: House):
    house.office.trouble = GONE
    record = await house.commit()
    for _ in range(3):
        house.clock.advance(minutes=61)
        await house.hall.draws.due()
        await house.hall.notices.deliver()
    assert (await house.record(record.id)).commitment_post is None
    house.office.trouble = None
    await house.hall.draws.due()
    await house.hall.notices.deliver()
    assert house.office.events(*STEPS) == [], "not before the hour is over"
    house.clock.advance(minutes=61)
    for _ in range(3):
        await house.hall.draws.due()
        await house.hall.notices.deliver()
        house.clock.advance(minutes=61)
    assert house.office.events(*STEPS) == ["draw.committed"]
    assert (await house.record(record.id)).commitment_post is not None


async def test_a_post_that_is_still_being_tried_is_not_posted_a_second_time(house: House):
    """Two commitments for one number would be called what they are."""
    house.office.trouble = AWAY
    await house.commit()
    for _ in range(8):
        house.clock.advance(hours=1)
        await house.hall.draws.due()
        await house.hall.notices.deliver()
    house.office.trouble = None
    house.clock.advance(days=1)
    for _ in range(3):
        await house.hall.draws.due()
        await house.hall.notices.deliver()
        house.clock.advance(hours=2)
    assert house.office.events("draw.committed") == ["draw.committed"]


async def test_the_call_of_a_draw_that_is_over_is_posted_all_the_same(house: House, tmp_path: Path):
    record = await house.lock(await house.commit())
    house.office.trouble = GONE
    await house.call(record)
    house.clock.advance(seconds=20)
    await house.hall.draws.due()
    assert (await house.record(record.id)).state is DrawState.SETTLED
    assert (await house.proof(record))["posts"] is None
    house.office.trouble = None
    house.clock.advance(hours=1)
    await house.hall.draws.due()
    await house.hall.notices.deliver()
    assert house.office.events("draw.called") == ["draw.called"]
    assert (await house.seen(record)).called_late
    (tmp_path / "info.json").write_text(LOCAL.info())
    checked = alone(await house.hall.draws.proof_of(GUILD, 1), tmp_path, "--test-chain", "info.json")
    assert checked.returncode == 1
    assert "called late: the round was out" in checked.stdout
    assert checked.stdout.splitlines()[-1] == "REJECTED: posts"


async def test_what_was_called_off_needs_no_more_posts(house: House):
    house.office.trouble = GONE
    await house.cancel(await house.commit())
    house.office.trouble = None
    house.clock.advance(hours=2)
    await house.hall.draws.due()
    await house.hall.notices.deliver()
    assert house.office.events(*STEPS) == []


# Looking


async def test_another_guild_sees_nothing_of_it(house: House):
    record = await house.drawn()
    for look in (
        house.hall.draws.seen(GUILD + 1, 1),
        house.hall.draws.seen_by_id(GUILD + 1, record.id),
        house.hall.draws.entry_list(GUILD + 1, record.id),
        house.hall.draws.proof_of(GUILD + 1, 1),
        house.hall.draws.seen_by_id(GUILD, record.id + 1),
    ):
        with pytest.raises(NotFound):
            await look
    assert (await house.hall.draws.page(GUILD + 1, 1)).total == 0


async def test_there_is_no_proof_before_the_result(house: House):
    record = await house.called()
    with pytest.raises(NotFound, match=r"draw\.no_proof"):
        await house.hall.draws.proof_at(record.address)
    with pytest.raises(Conflict, match=r"draw\.not_drawn"):
        await house.hall.draws.proof_of(GUILD, 1)
    with pytest.raises(NotFound, match=r"draw\.unknown"):
        await house.hall.draws.proof_of(GUILD, 2)
    with pytest.raises(NotFound):
        await house.hall.draws.proof_at("0" * 64)


async def test_the_list_turns_its_pages_newest_first(house: House):
    for _ in range(10):
        await house.commit()
    for asked, numbers in ((1, range(10, 2, -1)), (2, (2, 1)), (99, (2, 1)), (0, range(10, 2, -1))):
        page = await house.hall.draws.page(GUILD, asked)
        assert [seen.record.draw.number for seen in page.draws] == list(numbers)
        assert (page.pages, page.total, page.highest) == (2, 10, 10)


async def test_everybody_finds_their_own_lines(house: House):
    from tests.services.drawing import actor

    record = await house.lock(await house.commit())
    _, mine = await house.hall.draws.lines_of(actor(9000), record.id)
    assert [(line.number, line.entry.first_ticket) for line in mine] == [(1, 0), (6, 5)]
    assert mine[1].entry.evidence_sha256 == hashlib.sha256("… 5".encode()).digest()
    _, theirs = await house.hall.draws.lines_of(actor(777), record.id)
    assert theirs == []


async def test_a_draw_says_when_it_came_to_stand_where_it_stands(house: House):
    record = await house.commit()
    moments = [(await house.seen(record)).at]
    for step in (house.lock, house.call):
        house.clock.advance(minutes=1)
        await step(record)
        moments.append((await house.seen(record)).at)
    house.clock.advance(seconds=30)
    await house.hall.draws.due()
    moments.append((await house.seen(record)).at)
    since = [moment - moments[0] for moment in moments]
    assert since == [timedelta(seconds=seconds) for seconds in (0, 60, 120, 150)]
