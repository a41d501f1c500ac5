"""/metrics for Prometheus: shown to whoever brings the operator's token, and nowhere to be found without one.

What takes a while, loading Prometheus' library at the first time and writing the figures down, is done in a thread.
"""

import asyncio
import hmac
import logging
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from aiohttp import web

from services.health import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from clients.outside import Standing
    from services.gauges import Files, Gauges
    from services.guildhall import Guildhall
    from services.meter import Gateway

log = logging.getLogger(__name__)

T = TypeVar("T")

SOURCES: Final = ("books", "files", "gateway", "outside")
"""What is asked anew at every scrape, each of which may fail without the others."""

_ASK: Final = {"WWW-Authenticate": 'Bearer realm="metrics"'}


@dataclass(frozen=True, slots=True)
class Moment:
    """What the sources said at one scrape; None from those that failed, or that there are not."""

    books: "Gauges | None"
    files: "Files | None"
    gateway: "Gateway | None"
    outside: "list[Standing] | None"
    errors: Counter[str]


class MetricsPage:
    """The page of figures, for those who have `token`."""

    def __init__(self, hall: "Guildhall", token: str) -> None:
        self._hall = hall
        self._expected = f"Bearer {token}".encode()
        self._errors: Counter[str] = Counter(dict.fromkeys(SOURCES, 0))

    async def answer(self, request: web.Request) -> web.Response:
        """All figures, in the format that was asked for."""
        if not self._may_read(request.headers.get("Authorization", "")):
            text = "These figures are for whoever has the token (METRICS_TOKEN).\n"
            return web.Response(status=401, text=text, headers={"Cache-Control": "no-store", **_ASK})
        moment = await self._look()
        body, kind = await asyncio.to_thread(self._written, moment, request.headers.get("Accept", ""))
        response = web.Response(body=body, headers={"Content-Type": kind, "Cache-Control": "no-store"})
        response.enable_compression()
        return response

    def _may_read(self, said: str) -> bool:
        scheme, _, token = said.partition(" ")
        given = f"{scheme.capitalize()} {token.strip()}".encode(errors="replace")
        return hmac.compare_digest(given, self._expected)

    async def _look(self) -> Moment:
        hall = self._hall
        from services import gauges

        async def outside() -> "list[Standing]":
            return hall.standings()

        async def gateway() -> "Gateway | None":
            return hall.meter.gateway() if hall.meter.gateway else None

        return Moment(
            await self._asked("books", lambda: gauges.read(hall.desk)),
            await self._asked("files", lambda: asyncio.to_thread(gauges.files, hall.desk)),
            await self._asked("gateway", gateway),
            await self._asked("outside", outside),
            Counter(self._errors),
        )

    async def _asked(self, source: str, ask: "Callable[[], Awaitable[T]]") -> T | None:
        """What a source says; a figure less must not cost the others."""
        try:
            async with asyncio.timeout(PATIENCE.total_seconds()):
                return await ask()
        except Exception as error:  # noqa: BLE001 - the count of these is a figure itself
            self._errors[source] += 1
            log.warning("a source of figures failed", extra={"source": source, "reason": type(error).__name__})
            return None

    def _written(self, moment: Moment, accept: str) -> tuple[bytes, str]:
        from web import families

        return families.written(self._hall, moment, accept)
