"""What tests of the playground share."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import aiohttp
import pytest

from config import Settings
from playground import demo, past


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
