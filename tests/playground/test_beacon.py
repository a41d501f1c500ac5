"""The demo beacon is a relay as drand has them, on the playground's time, and lies when told to."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from fairness.beacon import Chain, randomness
from fairness.local_beacon import LocalBeacon
from playground.beacon import DemoBeacon, Lie, answer
from playground.clock import PretendClock
from playground.loopback import broken

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
LOCAL = LocalBeacon.started(b"demo", genesis=int(NOW.timestamp()) - 2997)
ROUND = 1000  # its time is NOW
OTHER = LocalBeacon.started(b"other", genesis=0)


@pytest.fixture
def clock() -> PretendClock:
    return PretendClock(NOW)


@pytest.fixture
async def beacon(clock: PretendClock) -> AsyncIterator[DemoBeacon]:
    async with DemoBeacon(LOCAL, clock=clock.now) as beacon:
        yield beacon


async def get(beacon: DemoBeacon, path: str, chain: Chain = LOCAL.chain) -> tuple[int, str]:
    async with aiohttp.ClientSession(beacon.url) as session, session.get(f"/{chain.hash.hex()}/{path}") as got:
        assert got.headers["Access-Control-Allow-Origin"] == "*"
        return got.status, await got.text()


async def told(beacon: DemoBeacon, round_: int = ROUND) -> Any:
    status, text = await get(beacon, f"public/{round_}")
    assert status == 200
    return json.loads(text)


async def test_a_round_in_drands_shape(beacon: DemoBeacon) -> None:
    said = await told(beacon)
    signature = bytes.fromhex(said["signature"])
    assert said == {"round": ROUND, "randomness": randomness(signature).hex(), "signature": signature.hex()}
    assert LOCAL.chain.signed(ROUND, signature)
    assert beacon.asked(str(ROUND)) == 1
    assert (await told(beacon, 1))["signature"] == LOCAL.sign(1).hex()


async def test_it_describes_its_chain(beacon: DemoBeacon) -> None:
    status, text = await get(beacon, "info")
    assert (status, Chain.described(text)) == (200, LOCAL.chain)


async def test_a_round_comes_out_at_its_time_in_the_pretend_world(beacon: DemoBeacon, clock: PretendClock) -> None:
    clock.advance(2.9)
    assert (await get(beacon, f"public/{ROUND + 1}"))[0] == 425
    clock.advance(0.1)
    assert (await told(beacon, ROUND + 1))["round"] == ROUND + 1
    assert (await get(beacon, f"public/{ROUND + 1000}"))[0] == 425
    clock.move_to(NOW + timedelta(hours=1))
    assert (await told(beacon, ROUND + 1000))["round"] == ROUND + 1000


async def test_a_late_one_is_late_with_every_round(beacon: DemoBeacon, clock: PretendClock) -> None:
    beacon.late = 20.0
    assert (await get(beacon, f"public/{ROUND}"))[0] == 425
    assert (await get(beacon, f"public/{ROUND - 6}"))[0] == 425
    assert (await told(beacon, ROUND - 7))["round"] == ROUND - 7
    clock.advance(20)
    assert (await told(beacon))["round"] == ROUND


@pytest.mark.parametrize(
    "path",
    ["public/latest", "public/0", "public/-1", "public/01", "public/1.0", "public/" + "9" * 5000, "public", "health"],
)
async def test_it_knows_no_latest_and_no_nonsense(beacon: DemoBeacon, path: str) -> None:
    assert (await get(beacon, path))[0] == 404


async def test_it_knows_its_own_chain_only(beacon: DemoBeacon) -> None:
    for path in ("info", f"public/{ROUND}"):
        assert (await get(beacon, path, OTHER.chain))[0] == 404


async def test_each_lie_looks_right_from_afar_and_is_none(beacon: DemoBeacon) -> None:
    said: dict[Lie, tuple[int, bytes]] = {}
    for lie in Lie:
        beacon.lie = lie
        one = await told(beacon)
        said[lie] = (one["round"], bytes.fromhex(one["signature"]))
        assert one["randomness"] == randomness(said[lie][1]).hex()
        assert len(said[lie][1]) == 48
        assert not LOCAL.chain.signed(ROUND, said[lie][1])
    assert [round_ for round_, _ in said.values()] == [ROUND, ROUND + 1, ROUND]
    assert LOCAL.chain.signed(*said[Lie.ANOTHER_ROUND])
    assert said[Lie.ANOTHERS_SIGNATURE][1] == said[Lie.ANOTHER_ROUND][1]
    assert len({signature for _, signature in said.values()}) == 2
    beacon.lie = None
    assert LOCAL.chain.signed(ROUND, bytes.fromhex((await told(beacon))["signature"]))


async def test_rounds_can_be_scripted(beacon: DemoBeacon) -> None:
    beacon.always("7", answer(7, b"recorded"))
    beacon.script(str(ROUND), broken(502))
    assert (await told(beacon, 7))["signature"] == b"recorded".hex()
    async with aiohttp.ClientSession() as session:
        statuses: list[int] = []
        for _ in range(2):
            async with session.get(f"{beacon.url}/{LOCAL.chain.hash.hex()}/public/{ROUND}") as got:
                statuses.append(got.status)
    assert statuses == [502, 200]
