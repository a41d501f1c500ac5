"""Requests for credits: asked for, decided by others, granted once."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from services.desk import Desk
from services.requests.asking import Asking
from services.requests.clock import Clock
from services.requests.deciding import Deciding
from services.requests.keeper import RequestsKeeper
from services.requests.views import Views
from services.telling import Telling

__all__ = ["Requests", "RequestsKeeper", "open_requests"]


@dataclass(frozen=True, slots=True)
class Requests:
    """The services of requests side by side."""

    asking: Asking
    deciding: Deciding
    views: Views
    clock: Clock


def open_requests(desk: Desk, deliver: Callable[[], Awaitable[None]]) -> Requests:
    """The services of requests; `deliver` posts at once what an act has put into the outbox."""
    return Requests(Asking(desk, Telling(deliver)), Deciding(desk), Views(desk), Clock(desk))
