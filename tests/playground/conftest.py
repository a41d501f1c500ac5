"""What tests of the playground share."""

import asyncio
import re
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from config import Settings
from playground import demo, past
from playground.world import World, last_run_before, open_world

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)


@asynccontextmanager
async def short_past(folder: Path, monkeypatch: pytest.MonkeyPatch, days: int) -> AsyncGenerator[World]:
    """The demo guild at `NOW`, after a past of so many days."""
    monkeypatch.setattr(past, "DAYS", days)
    until = last_run_before(NOW)
    start = until - timedelta(days=days - 1, hours=2)
    async with open_world(Settings(data_dir=folder), seed=7, start=start, since=until) as world:
        await past.live(world, until)
        world.clock.move_to(NOW)
        yield world


@pytest.fixture
async def lobby(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> AsyncIterator[aiohttp.ClientSession]:
    """Somebody at the lobby of a demo with a short past."""
    monkeypatch.setattr(past, "DAYS", 2)
    running = asyncio.create_task(demo.serve(Settings(), port=0, seed=7, data_dir=tmp_path / "books"))
    said = ""
    while not (found := re.search(r"Open (\S+) in", said)):
        assert not running.done(), running.result()
        await asyncio.sleep(0.05)
        said += capsys.readouterr().out
    async with aiohttp.ClientSession(found[1]) as session:
        yield session
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
