"""Roles by rank: what leaders are told of them."""

from typing import Final

from domain.notices import Audience, Event

BLOCKED: Final = Event("roles.blocked", Audience.OFFICERS)
EVENTS: Final = (BLOCKED,)
