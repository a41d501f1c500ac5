"""The stand-ins say what they should, so that tests of the clients mean something."""

import asyncio
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from playground.growth import Characters
from playground.hiscores import DemoHiscores
from playground.loopback import CUT_OFF, NOT_FOUND, WEB_PAGE, broken, slow, too_many
from playground.wise_old_man import DemoWiseOldMan

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
PATH = "/m=hiscore_oldschool/index_lite.json"


def hiscores(latency: float = 0.0, failing: float = 0.0) -> DemoHiscores:
    characters = Characters(3, since=NOW, everybody=True)
    return DemoHiscores(characters, clock=lambda: NOW, latency=latency, failing=failing)


async def ask(server: DemoHiscores, name: str = "Mara", path: str = PATH) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(server.url + path, params={"player": name}) as got:
        return got.status, await got.text()


async def test_it_answers_truly_and_counts() -> None:
    async with hiscores() as server:
        status, text = await ask(server, "Old_Tom")
        assert status == 200
        assert len(json.loads(text)["activities"]) == 91
        assert (await ask(server, "thirteen long"))[0] == 404
        assert (await ask(server, path="/m=hiscore_seasonal/index_lite.json"))[0] == 404
        assert server.url.startswith("http://127.0.0.1:")
        assert [seen.key for seen in server.seen] == ["old tom", "thirteen long", "mara"]
        assert server.asked("mara") == 1


async def test_scripts_are_for_one_name_and_come_in_order() -> None:
    async with hiscores() as server:
        server.script("mara", NOT_FOUND, broken(502), too_many("7"), WEB_PAGE)
        assert (await ask(server, "Tom"))[0] == 200
        assert [(await ask(server))[0] for _ in range(5)] == [404, 502, 429, 200, 200]
        with_table = f"{PATH.strip('/').split('/')[0].removeprefix('m=')}/mara"
        server.always(with_table, broken())
        assert [(await ask(server))[0] for _ in range(2)] == [503, 503]
        server.always(with_table, None)
        server.for_everyone = WEB_PAGE
        assert (await ask(server))[1].startswith("<!DOCTYPE html>")


async def test_it_cuts_off_and_is_slow() -> None:
    async with hiscores(latency=0.02) as server:
        server.script("mara", CUT_OFF, slow(0.05))
        with pytest.raises(aiohttp.ClientPayloadError):
            await ask(server)
        began = asyncio.get_running_loop().time()
        assert (await ask(server))[0] == 200
        assert 0.07 <= asyncio.get_running_loop().time() - began < 0.2


async def test_a_share_of_requests_fails_the_same_ones_each_time() -> None:
    rounds: list[list[int]] = []
    for _ in range(2):
        async with hiscores(failing=0.3) as server:
            rounds.append([(await ask(server))[0] for _ in range(60)])
    assert rounds[0] == rounds[1]
    assert 8 < rounds[0].count(503) < 30


async def test_it_can_be_stopped_and_started_at_the_same_place() -> None:
    server = hiscores()
    async with server:
        url = server.url
    with pytest.raises(aiohttp.ClientConnectorError):
        await ask(server)
    async with server:
        assert server.url == url
        assert (await ask(server))[0] == 200


async def test_wise_old_man_checks_keys_and_pages() -> None:
    characters = Characters(3, since=NOW, everybody=True)
    bounds = {"startDate": "2026-01-01T00:00:00Z", "endDate": "2026-03-05T00:00:00Z"}
    async with (
        DemoWiseOldMan(characters, clock=lambda: NOW, key="k") as server,
        aiohttp.ClientSession(server.url) as session,
    ):
        server.add_group(7, "The Guild", ("Mara",))
        for path, headers, status in [
            ("/v2/groups/7", {"x-api-key": "k"}, 200),
            ("/v2/groups/7", {}, 200),
            ("/v2/groups/7", {"x-api-key": "other"}, 403),
            ("/v2/groups/8", {}, 404),
            ("/v2/competitions", {}, 404),
        ]:
            async with session.get(path, headers=headers) as got:
                assert got.status == status
        for extra, count in [({}, 20), ({"limit": "200"}, 63), ({"limit": "200", "offset": "60"}, 3)]:
            async with session.get("/v2/players/mara/snapshots", params={**bounds, **extra}) as got:
                page = await got.json()
                assert len(page) == count
                assert page == sorted(page, key=lambda each: each["createdAt"], reverse=True)
        async with session.get("/v2/players/mara/snapshots", params={**bounds, "limit": "201"}) as got:
            assert got.status == 400


def test_the_stand_ins_need_no_discord() -> None:
    program = (
        "import sys, playground.beacon, playground.hiscores, playground.warcraft_logs, playground.wise_old_man;"
        "print([name for name in ('discord', 'simcord', 'tests') if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    assert run.stdout.strip() == "[]"
