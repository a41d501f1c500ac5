"""`/proofs/<address>.json`: the proof of a draw for whoever knows its address, as it is at this moment."""

import json
from typing import Any, cast

import aiohttp
import pytest
from sqlalchemy import Connection

from domain.draws import DrawState
from domain.guild import DRAWS_MODE
from domain.people import Actor
from fairness.protocol import Claim, Kind
from fairness.verify import Outcome, verify
from services.draws import Plan
from services.guildhall import Guildhall
from storage import draws, members, settings
from storage.draws import Record
from tests.services.drawing import PostOffice
from tests.web.conftest import GUILD, NOW, now
from tests.web.test_pages import assert_headers
from web.app import application

RAIDER = 772000000000000101


@pytest.fixture
async def called(hall: Guildhall) -> Record:
    """A sealed draw that was called and is not settled."""
    hall.notices.courier = PostOffice(cast("Any", now))
    steps, db = hall.draws.steps, hall.desk.db

    def commit(tx: Connection) -> int:
        settings.put(tx, GUILD, DRAWS_MODE.name, "sealed", by=None, at=NOW)
        plan = Plan(Kind.CONTEST, "The long night ✓", NOW, 1, "A bond.", 5)
        return steps.commit(tx, GUILD, plan, by=None, now=NOW).id

    def lock(tx: Connection) -> None:
        member = members.ensure(tx, GUILD, RAIDER, NOW).id
        claims = [Claim(f"discord:{RAIDER}", 1, "…"), *(Claim(f"osrs:b0aty {one}", 1) for one in range(2))]
        steps.lock(tx, draw_id, claims, {f"discord:{RAIDER}": member}, NOW)

    draw_id = await db.write(commit)
    await hall.notices.deliver()
    await db.write(lock)
    await hall.notices.deliver()
    return await db.write(lambda tx: steps.call(tx, draw_id, by=None, now=NOW))


@pytest.fixture
async def drawn(hall: Guildhall, called: Record) -> Record:
    """The same, settled."""
    await hall.notices.deliver()
    await hall.draws.due()
    record = await hall.desk.db.read(lambda tx: draws.by_id(tx, called.id))
    assert record.state is DrawState.SETTLED
    return record


def path(record: Record) -> str:
    """Where its proof is."""
    return f"/proofs/{record.address}.json"


async def test_whoever_knows_the_address_has_the_proof(
    browser: aiohttp.ClientSession, hall: Guildhall, drawn: Record
) -> None:
    async with browser.get(path(drawn)) as answer:
        assert answer.status == 200
        assert (answer.content_type, answer.charset) == ("application/json", None)
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["Content-Disposition"] == 'inline; filename="proof.json"'
        assert_headers(answer)
        data = await answer.read()
    assert data == await hall.draws.proof_of(GUILD, 1)
    assert verify(data).outcome is Outcome.VERIFIED
    async with browser.head(path(drawn)) as answer:
        assert (answer.status, await answer.read()) == (200, b"")


async def test_until_it_is_settled_there_is_nothing(browser: aiohttp.ClientSession, called: Record) -> None:
    async with browser.get(path(called)) as answer:
        assert answer.status == 404
        assert answer.headers["Cache-Control"] == "no-store"
        assert_headers(answer)


async def test_no_other_address_has_anything(browser: aiohttp.ClientSession, drawn: Record) -> None:
    guess = drawn.address[:-1] + ("0" if drawn.address[-1] != "0" else "1")
    for address in (guess, drawn.address.upper(), drawn.address[:-1], f"{drawn.address}0", "1", drawn.commitment.hex()):
        async with browser.get(f"/proofs/{address}.json") as answer:
            assert answer.status == 404, address
    async with browser.get(path(drawn).removesuffix(".json")) as answer:
        assert answer.status == 404


async def test_who_has_it_is_not_sent_it_again_until_it_changes(
    browser: aiohttp.ClientSession, hall: Guildhall, drawn: Record
) -> None:
    async with browser.get(path(drawn)) as answer:
        tag = answer.headers["ETag"]
    for known in (tag, f'"x", {tag}', "*", tag.removeprefix("W/")):
        async with browser.get(path(drawn), headers={"If-None-Match": known}) as answer:
            assert (answer.status, await answer.read(), answer.headers["ETag"]) == (304, b"", tag)
            assert answer.headers["Cache-Control"] == "no-cache"
    await hall.desk.db.write(lambda tx: hall.draws.steps.void(tx, drawn.id, 0, "no claim", by=1, now=NOW))
    async with browser.get(path(drawn), headers={"If-None-Match": tag}) as answer:
        assert answer.status == 200
        assert answer.headers["ETag"] != tag
        assert json.loads(await answer.read())["positions"][0]["void"] == "no claim"
    async with browser.get(path(drawn)) as answer:
        tag = answer.headers["ETag"]
    assert await hall.privacy.erase(Actor(GUILD, RAIDER, frozenset[int](), manages_guild=False))
    async with browser.get(path(drawn), headers={"If-None-Match": tag}) as answer:
        assert answer.status == 200
        assert str(RAIDER) not in await answer.text()


async def test_it_travels_compressed_where_that_is_understood(browser: aiohttp.ClientSession, drawn: Record) -> None:
    async with browser.get(path(drawn), headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Vary"] == "Accept-Encoding"
        packed = await answer.read()
    async with browser.get(path(drawn), headers={"Accept-Encoding": "identity"}) as answer:
        assert "Content-Encoding" not in answer.headers
        assert await answer.read() == packed


async def test_it_can_only_be_read(browser: aiohttp.ClientSession, drawn: Record) -> None:
    for method in ("POST", "PUT", "DELETE"):
        async with browser.request(method, path(drawn)) as answer:
            assert answer.status == 405


async def test_the_page_asks_the_house_s_relays_and_trusts_its_keys(
    browser: aiohttp.ClientSession, hall: Guildhall
) -> None:
    async with browser.get("/verify") as answer:
        policy, document = answer.headers["Content-Security-Policy"], await answer.text()
    assert f"connect-src 'self' {hall.draws.relays[0]};" in policy
    (config,) = [line for line in document.split("<script") if 'id="config"' in line]
    told = json.loads(config[config.index("{") : config.index("</script>")])
    trust = hall.draws.trust
    assert told["relays"] == list(hall.draws.relays)
    assert told["chains"] == [], "quicknet is built in"
    assert told["keys"] == {
        "lock": [key.hex() for key in trust.orchestrator_keys],
        "result": [key.hex() for key in trust.settlement_keys],
    }


def test_making_the_pages_asks_for_no_draws(hall: Guildhall) -> None:
    """A start waits for no feature that nobody asked for."""
    application(hall)
    assert "draws" not in vars(hall)
