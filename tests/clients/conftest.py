"""Servers and clients that are gone after each test."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from clients.hiscores import Hiscores
from playground.hiscores import DemoHiscores
from tests.clients.quick import Client, demo, hiscores_at


@pytest.fixture
async def server() -> AsyncIterator[DemoHiscores]:
    async with demo() as server:
        yield server


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    made: list[Hiscores] = []

    def make(server: DemoHiscores, **options: Any) -> Hiscores:
        made.append(hiscores_at(server, **options))
        return made[-1]

    yield make
    for hiscores in made:
        await hiscores.close()
