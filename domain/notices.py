"""What a guild can be told, where it goes unless told otherwise, and how long the bot keeps trying."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from domain.errors import NotFound

Facts = dict[str, Any]
"""What a notice tells: plain JSON values, enough to draw it long after."""


class Audience(StrEnum):
    """Who an event concerns, and so which channel it goes to unless the guild chose one for it."""

    GUILD = "guild"
    OFFICERS = "officers"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that can be announced; its line of help stands in the words under `event.<name>`."""

    name: str
    audience: Audience = Audience.GUILD


class Events(Mapping[str, Event]):
    """All events by name, in the order in which the features registered them."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._events = {event.name: event for event in events}

    def __getitem__(self, name: str) -> Event:
        return self._events[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._events)

    def __len__(self) -> int:
        return len(self._events)

    def find(self, name: str) -> Event:
        """The event of that name; raises `NotFound`."""
        if (event := self._events.get(name.strip().lower())) is None:
            raise NotFound("notifications.unknown", name=name[:60])
        return event


class State(StrEnum):
    """Where a notice stands: `skipped` means that the guild wants it nowhere."""

    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell, with the channel it must go to if it has one of its own."""

    id: int
    guild_id: int
    event: str
    facts: Facts
    channel_id: int | None
    created_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class Route:
    """Where an event goes; `webhook_url` is a secret and stays out of reprs, logs and replies."""

    event: str
    enabled: bool = True
    channel_id: int | None = None
    webhook_url: str | None = None
    last_at: datetime | None = None
    last_state: State | None = None
    last_error: str | None = None

    def __repr__(self) -> str:
        return f"Route({self.event!r}, enabled={self.enabled}, channel_id={self.channel_id})"


_WAITS = tuple(timedelta(seconds=seconds) for seconds in (10, 30, 120, 600, 1800, 3600, 3600, 7200, 14400, 28800))


def wait_before(attempt: int) -> timedelta | None:
    """How long after the given failed attempt (1, 2, …) to try again; None when it is time to give up (a day)."""
    return _WAITS[attempt - 1] if attempt <= len(_WAITS) else None
