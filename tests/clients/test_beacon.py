"""The client of the beacon's relays against relays that are late, lie, say nothing or are not there."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from clients.beacon import Relays
from domain.errors import Unavailable
from fairness.beacon import QUICKNET, Chain
from fairness.local_beacon import LocalBeacon
from playground.beacon import SILENT, DemoBeacon, Lie, answer
from playground.loopback import CUT_OFF, NONSENSE, WEB_PAGE, Reply, broken, slow, too_many
from tests.clients.quick import AGENT, NOW
from tests.fairness.proofs import ROUNDS

LOCAL = LocalBeacon.started(b"relays", genesis=int(NOW.timestamp()) - 3000)
ROUND = 1001  # its time is NOW
SIGNATURE = LOCAL.sign(ROUND)
SOON = timedelta(seconds=1)


def told(**changes: object) -> Reply:
    """The true answer with something else in it; None leaves a key out."""
    true = {"round": ROUND, "randomness": "", "signature": SIGNATURE.hex()}
    return Reply(body=json.dumps({key: value for key, value in (true | changes).items() if value is not None}).encode())


FAULTS = {
    "other round": answer(ROUND + 1, LOCAL.sign(ROUND + 1)),
    "under another number": answer(ROUND - 1, SIGNATURE),
    "signature of the round before": answer(ROUND, LOCAL.sign(ROUND - 1)),
    "another chain's": answer(ROUND, LocalBeacon.started(b"x", LOCAL.chain.genesis).sign(ROUND)),
    "identity": answer(ROUND, bytes([0xC0]) + bytes(47)),
    "short": answer(ROUND, SIGNATURE[:47]),
    "long": answer(ROUND, SIGNATURE + b"\0"),
    "none": answer(ROUND, b""),
    "no signature": told(signature=None),
    "signature is a number": told(signature=7),
    "no hex": told(signature="zz" * 48),
    "no round": told(round=None),
    "round is a text": told(round=str(ROUND)),
    "round is a fraction": told(round=float(ROUND)),
    "a list": Reply(body=b"[]"),
    "html": WEB_PAGE,
    "nonsense": NONSENSE,
    "no text": Reply(body=b"\xff\xfe"),
    "deep": Reply(body=b"[" * 4000),
    "empty": Reply(body=b""),
    "huge": told(randomness="00" * 100_000),
    "cut off": CUT_OFF,
    "slow": slow(1.0),
    "silent": SILENT,
    "error": broken(500),
    "too many": too_many("30"),
    "forbidden": replace(answer(ROUND, SIGNATURE), status=403),
    "no content": Reply(204, b""),
}
fault = pytest.mark.parametrize("fault", FAULTS.values(), ids=list(FAULTS))


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def servers(clock: Clock) -> AsyncIterator[list[DemoBeacon]]:
    """Three relays of one chain."""
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(DemoBeacon(LOCAL, clock=clock)) for _ in range(3)]


Make = Callable[..., Relays]


@pytest.fixture
async def relays(clock: Clock) -> AsyncIterator[Make]:
    """A client of those servers, which is closed after the test."""
    made: list[Relays] = []

    def make(*servers: DemoBeacon, chain: Chain = LOCAL.chain, **options: Any) -> Relays:
        options = {"head_start": 0.1, "total_timeout": 0.5, "rest": 0.3, "longest_rest": 0.3, **options}
        made.append(Relays([server.url for server in servers], chain, AGENT, clock=clock, **options))
        return made[-1]

    yield make
    for client in made:
        await client.close()


async def refused(client: Relays, round_: int = ROUND) -> Unavailable:
    with pytest.raises(Unavailable) as refusal:
        await client.signature(round_)
    return refusal.value


def asking() -> list[asyncio.Task[Any]]:
    """Questions that are still under way."""
    return [task for task in asyncio.all_tasks() if "Relays._ask" in repr(task.get_coro())]


# --- a good day


async def test_one_relay_is_asked_for_exactly_that_round(servers: list[DemoBeacon], relays: Make) -> None:
    assert await relays(*servers).signature(ROUND) == SIGNATURE
    (seen,) = [seen for server in servers for seen in server.seen]
    assert seen.path == f"/{LOCAL.chain.hash.hex()}/public/{ROUND}"
    assert seen.headers["User-Agent"] == AGENT
    assert servers[0].asked(str(ROUND)) == 1


@pytest.mark.parametrize("round_", ROUNDS)
async def test_real_rounds_of_quicknet(servers: list[DemoBeacon], relays: Make, clock: Clock, round_: int) -> None:
    signature = bytes.fromhex(ROUNDS[round_])
    client = relays(servers[0], chain=QUICKNET)
    servers[0].always(str(round_), answer(round_, signature))
    clock.at = datetime.fromtimestamp(QUICKNET.time(round_), UTC)
    assert await client.signature(round_) == signature
    assert servers[0].seen[-1].path == f"/{QUICKNET.hash.hex()}/public/{round_}"
    servers[0].always(str(round_ + 1), answer(round_ + 1, signature))
    clock.at += timedelta(seconds=QUICKNET.period)
    assert (await refused(client, round_ + 1)).code == "draw.beacon_unavailable"


async def test_rounds_of_several_draws_at_once(servers: list[DemoBeacon], relays: Make) -> None:
    client = relays(*servers)
    wanted = range(ROUND - 20, ROUND + 1)
    signatures = await asyncio.gather(*map(client.signature, wanted))
    assert signatures == [LOCAL.sign(round_) for round_ in wanted]


# --- too early


async def test_before_its_time_nobody_is_asked(servers: list[DemoBeacon], relays: Make, clock: Clock) -> None:
    clock.at = NOW - timedelta(milliseconds=1)
    refusal = await refused(relays(*servers))
    assert (refusal.code, refusal.facts) == ("draw.round_not_out", {"round": ROUND, "next_try": NOW})
    assert not any(server.seen for server in servers)


@pytest.mark.parametrize("status", [404, 425])
async def test_a_relay_that_is_late_is_no_outage_and_the_others_are_asked(
    servers: list[DemoBeacon], relays: Make, status: int
) -> None:
    client = relays(*servers)
    for server in servers:
        server.for_everyone = Reply(status, b"too early", "text/plain")
    for _ in range(9):
        refusal = await refused(client)
        assert (refusal.code, refusal.facts) == ("draw.round_not_out", {"round": ROUND, "next_try": NOW + SOON})
    assert [len(server.seen) for server in servers] == [9, 9, 9]
    servers[2].for_everyone = None
    assert await client.signature(ROUND) == SIGNATURE


async def test_a_late_round_comes_when_it_comes(servers: list[DemoBeacon], relays: Make, clock: Clock) -> None:
    servers[0].late = 4.0
    client = relays(servers[0])
    for seconds in range(4):
        clock.at = NOW + timedelta(seconds=seconds)
        assert (await refused(client)).code == "draw.round_not_out"
    clock.at = NOW + timedelta(seconds=4)
    assert await client.signature(ROUND) == SIGNATURE


async def test_one_that_is_late_among_outages_is_only_late(servers: list[DemoBeacon], relays: Make) -> None:
    servers[0].for_everyone, servers[1].for_everyone, servers[2].late = broken(500), SILENT, 1.0
    assert (await refused(relays(*servers))).code == "draw.round_not_out"


async def test_what_is_missing_for_a_minute_is_an_outage(servers: list[DemoBeacon], relays: Make, clock: Clock) -> None:
    servers[0].late = 86_400.0
    client = relays(servers[0], rest=60.0, longest_rest=60.0)
    clock.at = NOW + timedelta(seconds=59)
    assert (await refused(client)).code == "draw.round_not_out"
    clock.at = NOW + timedelta(seconds=60)
    refusal = await refused(client)
    assert (refusal.code, refusal.facts) == ("draw.beacon_unavailable", {"next_try": clock.at + SOON})
    for _ in range(20):  # a day of asking every second
        refusal = await refused(client)
    assert len(servers[0].seen) == 1 + 5
    assert refusal.facts["next_try"] == pytest.approx(clock.at + timedelta(seconds=60), abs=timedelta(seconds=13))


# --- relays that cannot be trusted


@fault
async def test_the_next_relay_answers_for_one_that_does_not(
    servers: list[DemoBeacon], relays: Make, fault: Reply
) -> None:
    for bad in (servers[:1], servers[:2]):
        for server in bad:
            server.for_everyone = fault
        client = relays(*servers)
        assert await client.signature(ROUND) == SIGNATURE
        assert asking() == []


@fault
async def test_without_any_good_relay_nothing_is_believed(
    servers: list[DemoBeacon], relays: Make, fault: Reply
) -> None:
    servers[0].for_everyone = fault
    refusal = await refused(relays(servers[0]))
    assert refusal.code == "draw.beacon_unavailable"
    next_try = refusal.facts["next_try"]
    assert isinstance(next_try, datetime)
    assert NOW + SOON <= next_try <= NOW + timedelta(seconds=30)


@pytest.mark.parametrize("lie", Lie)
async def test_every_lie_is_seen_through_and_told(
    servers: list[DemoBeacon], relays: Make, caplog: pytest.LogCaptureFixture, lie: Lie
) -> None:
    servers[0].lie = lie
    client = relays(*servers)
    with caplog.at_level(logging.WARNING):
        assert await client.signature(ROUND) == SIGNATURE
    (record,) = caplog.records
    assert record.getMessage().startswith("the beacon's relay 127.0.0.1 gives a wrong answer: ")
    assert (record.__dict__["round"], record.__dict__["relay"]) == (ROUND, "127.0.0.1")


async def test_a_redirection_is_not_followed(servers: list[DemoBeacon], relays: Make) -> None:
    path = f"/{LOCAL.chain.hash.hex()}/public/{ROUND}"
    for status in (301, 302, 307, 308):
        servers[0].for_everyone = Reply(status, b"", headers={"Location": servers[1].url + path})
        assert (await refused(relays(servers[0]))).code == "draw.beacon_unavailable"
    assert servers[1].seen == []
    assert await relays(servers[0], servers[2]).signature(ROUND) == SIGNATURE


# --- relays that are not there


async def test_a_silent_relay_costs_its_head_start_only(servers: list[DemoBeacon], relays: Make) -> None:
    servers[0].for_everyone = servers[1].for_everyone = SILENT
    client = relays(*servers, total_timeout=20.0)
    began = asyncio.get_running_loop().time()
    assert await client.signature(ROUND) == SIGNATURE
    assert 0.2 <= asyncio.get_running_loop().time() - began < 2
    assert asking() == []  # whoever lost is not waited for


async def test_the_slow_one_that_is_first_after_all_wins(servers: list[DemoBeacon], relays: Make) -> None:
    servers[0].for_everyone, servers[1].for_everyone = slow(0.15), SILENT
    began = asyncio.get_running_loop().time()
    assert await relays(*servers[:2], total_timeout=20.0).signature(ROUND) == SIGNATURE
    assert asyncio.get_running_loop().time() - began < 2


async def test_a_relay_that_fails_at_once_costs_nothing(servers: list[DemoBeacon], relays: Make) -> None:
    await servers[0].stop()
    servers[1].for_everyone = broken(500)
    client = relays(*servers, head_start=10.0)
    began = asyncio.get_running_loop().time()
    assert await client.signature(ROUND) == SIGNATURE
    assert asyncio.get_running_loop().time() - began < 2


async def test_when_all_are_down_they_rest_and_come_back(servers: list[DemoBeacon], relays: Make) -> None:
    client = relays(*servers)
    for server in servers:
        server.for_everyone = broken(503)
    for _ in range(15):
        assert (await refused(client)).code == "draw.beacon_unavailable"
    assert all(5 <= len(server.seen) < 10 for server in servers)
    for server in servers:
        server.for_everyone = None
    await asyncio.sleep(0.4)
    assert await client.signature(ROUND) == SIGNATURE


async def test_the_next_try_is_that_of_the_first_to_come_back(servers: list[DemoBeacon], relays: Make) -> None:
    for server, seconds in zip(servers, ("40", "20", "30"), strict=True):
        server.for_everyone = too_many(seconds)
    client = relays(*servers)
    await refused(client)
    await refused(client)
    refusal = await refused(client)
    assert refusal.facts["next_try"] == pytest.approx(NOW + timedelta(seconds=20), abs=SOON)
    assert [len(server.seen) for server in servers] == [1, 1, 1]


async def test_one_that_rests_does_not_stand_in_the_way(servers: list[DemoBeacon], relays: Make) -> None:
    servers[0].for_everyone = too_many("30")
    client = relays(*servers)
    for _ in range(4):
        assert await client.signature(ROUND) == SIGNATURE
    assert [len(server.seen) for server in servers] == [1, 4, 0]


async def test_who_no_longer_waits_leaves_no_request_behind(servers: list[DemoBeacon], relays: Make) -> None:
    for server in servers:
        server.for_everyone = SILENT
    client = relays(*servers, head_start=0.02, total_timeout=20.0)
    waiting = asyncio.create_task(client.signature(ROUND))
    await asyncio.sleep(0.25)
    assert len(asking()) == 3
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert asking() == []


# --- all of them at once, for who looks after them


async def test_a_survey_names_each_relay_and_what_is_wrong_with_it(servers: list[DemoBeacon], relays: Make) -> None:
    servers[1].lie = Lie.WRONG_SIGNATURE
    servers[2].for_everyone = broken(502)
    client = relays(*servers)
    found = await client.survey(ROUND)
    assert found == {servers[0].url: "", servers[1].url: "bad_signature", servers[2].url: "http_502"}
    servers[0].for_everyone = FAULTS["forbidden"]
    servers[1].lie, servers[2].for_everyone = Lie.ANOTHER_ROUND, WEB_PAGE
    assert list((await client.survey(ROUND)).values()) == ["http_403", "other_round", "html"]


def test_without_relays_there_is_no_client() -> None:
    with pytest.raises(ValueError, match="at least one relay"):
        Relays((), QUICKNET, AGENT, clock=lambda: NOW)
