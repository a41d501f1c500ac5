"""The demo's raid: a log on a pretend Warcraft Logs that an officer can import, with somebody left to be linked."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from config import Settings
from playground import past
from playground.warcraft_logs import CLIENT, DEMO_NIGHT, SECRET, DemoWarcraftLogs, demo_night
from playground.world import open_world

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)


def words(message: Any) -> str:
    """All the words of an answer."""
    return json.dumps(message.response.components, ensure_ascii=False)


async def test_an_officer_imports_last_night(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past, "DAYS", 1)
    async with open_world(Settings(data_dir=tmp_path), seed=7, start=NOW - timedelta(hours=2), since=NOW) as world:
        await past.live(world, NOW)
        officer, loot = world.people["officer"], world.channels["loot"]
        with world.env.time_context():
            asked = await officer.slash(loot, "raid import", report=DEMO_NIGHT)
            assert "4 bosses fell" in words(asked)
            left_out = next(part.name for part in world.cast.people if part.key == "raider3")
            assert "3 characters belong to nobody" in words(asked)
            assert f"{left_out}-Silvermoon" in words(asked)
            assert asked.response is not None
            done = await officer.click(asked.response, label="Apply")
            assert "Raid imported" in words(done)
        assert list(world.troubles.latest) == []


async def test_the_stand_in_speaks_as_warcraft_logs_does() -> None:
    async with DemoWarcraftLogs() as server, aiohttp.ClientSession(server.url) as session:
        server.add(demo_night(["Mara", "Tom"], "Silvermoon", NOW))
        form = {"grant_type": "client_credentials"}
        wrong, right = ({"Authorization": aiohttp.encode_basic_auth(CLIENT, one)} for one in ("wrong", SECRET))
        async with session.post("/oauth/token", data=form, headers=wrong) as got:
            assert got.status == 401
        async with session.post("/oauth/token", data=form, headers=right) as got:
            token = (await got.json())["access_token"]
        bearer = {"Authorization": f"Bearer {token}"}
        for headers, status in ((bearer, 200), ({}, 401)):
            asked = {"query": "…", "variables": {"code": DEMO_NIGHT}}
            async with session.post("/api/v2/client", json=asked, headers=headers) as got:
                assert got.status == status
                answer = await got.json()
                if status == 200:
                    report = answer["data"]["reportData"]["report"]
                    kills = [fight["encounterID"] for fight in report["fights"] if fight["kill"]]
                    assert kills == [3009, 3010, 3011, 3012]
                    assert report["endTime"] < NOW.timestamp() * 1000
                    assert answer["data"]["rateLimitData"]["pointsSpentThisHour"] == server.cost
        unknown = {"query": "…", "variables": {"code": "nobody"}}
        async with session.post("/api/v2/client", json=unknown, headers=bearer) as got:
            answer = await got.json()
            assert answer["data"]["reportData"]["report"] is None
            assert answer["errors"]
