"""A desk with a clock that stands still until told otherwise."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from domain.guild import LEADER_ROLES, OFFICER_ROLES
from domain.people import Actor
from services.desk import Desk
from storage import settings
from storage.engine import Database

GUILD = 77
OFFICERS, LEADERS = 501, 502


class Clock:
    """What time it is."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        """Time passes."""
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    """The one clock."""
    return Clock()


@pytest.fixture
def numbers() -> Iterator[int]:
    """Fresh numbers."""
    return itertools.count(1)


@pytest.fixture
async def desk(db: Database, clock: Clock, numbers: Iterator[int]) -> Desk:
    """A desk in a guild with an officers' and a leaders' role."""

    def roles(tx: Connection) -> None:
        settings.put(tx, GUILD, OFFICER_ROLES.name, (OFFICERS,), by=None, at=clock())
        settings.put(tx, GUILD, LEADER_ROLES.name, (LEADERS,), by=None, at=clock())

    await db.write(roles)
    return Desk(db, clock, lambda size: next(numbers).to_bytes(size, "big"))


@pytest.fixture
def leader() -> Actor:
    """Somebody with the leaders' role."""
    return Actor(GUILD, 9001, frozenset({LEADERS}), manages_guild=False)


@pytest.fixture
def officer() -> Actor:
    """Somebody with the officers' role."""
    return Actor(GUILD, 9002, frozenset({OFFICERS}), manages_guild=False)


@pytest.fixture
def raider() -> Actor:
    """Somebody without either."""
    return Actor(GUILD, 9003, frozenset(), manages_guild=False)
