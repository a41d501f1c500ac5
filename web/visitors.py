"""Visitors: from which address somebody comes, and whether so many have come from there that others have to wait."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_network
from typing import Final

from aiohttp import web

from domain.marks import address

_MOST: Final = 10_000
"""Addresses that are remembered; the one that was not seen for longest is forgotten for a new one."""


def address_of(request: web.Request, proxies: int) -> str:
    """The address that a request comes from, with so many proxies of ours in front.

    Each proxy adds the address it sees to the right end of `X-Forwarded-For`; what stands further left was written by
    the visitor, who can write anything. Without proxies nothing of it is believed.
    """
    if proxies:
        told = [one.strip() for line in request.headers.getall("X-Forwarded-For", []) for one in line.split(",")]
        if len(told) >= proxies and address(told[-proxies]) is not None:
            return told[-proxies]
    return request.remote or ""


class Doorkeeper:
    """Lets `most` requests in `seconds` come from one address, and from then on one whenever the time for it is over.

    A token bucket; of IPv6 one address is a /64, which is what every household has. `now` gives seconds.
    """

    def __init__(self, most: int, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._pace = most / seconds
        self._now = now
        self._seen: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, text: str) -> int:
        """0: come in. Else the whole seconds until it makes sense to try again; asking too early costs nothing."""
        key, now = _household(text), self._now()
        left, at = self._seen.pop(key, (float(self._most), now))
        left = min(self._most, left + (now - at) * self._pace)
        let_in = left >= 1
        self._seen[key] = (left - let_in, now)
        if len(self._seen) > _MOST:
            self._seen.popitem(last=False)
        return 0 if let_in else math.ceil((1 - left) / self._pace)


def _household(text: str) -> str:
    found = address(text)
    return str(ip_network((found, 64), strict=False)) if isinstance(found, IPv6Address) else str(found)
