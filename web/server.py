"""Listening: the application on a port, with our manners also where aiohttp answers by itself."""

import asyncio
import logging
from functools import partial
from typing import Any, Final

from aiohttp import web
from aiohttp.web_request import BaseRequest

from services.guildhall import Guildhall
from web.app import HEADERS, application, plain

log = logging.getLogger(__name__)

_KEEP_ALIVE: Final = 75.0  # seconds; longer than what proxies usually keep a connection for
_FINISH: Final = 5.0


class Site:
    """A server that listens; `address` is where, with the port that was found when any would do."""

    def __init__(self, runner: web.AppRunner, server: asyncio.Server) -> None:
        self._runner = runner
        self._server = server
        host, self.port = server.sockets[0].getsockname()[:2]
        self.address = f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    async def close(self) -> None:
        """Listen no more, and let what is being answered be answered, for a few seconds at most."""
        self._server.close()
        await self._runner.cleanup()


async def serve(hall: Guildhall, host: str, port: int, *, proxies: int = 0, metrics_token: str = "") -> Site:
    """Serve the house's pages there, behind so many proxies; port 0 takes any that is free.

    Figures are for whoever has the token; without one there are none.

    Raises `OSError` when the port is taken, not allowed, or the host is not this machine's.
    """
    loop = asyncio.get_running_loop()
    app = application(hall, proxies=proxies, metrics_token=metrics_token)
    runner = web.AppRunner(app, handle_signals=False, shutdown_timeout=_FINISH)
    await runner.setup()
    assert runner.server is not None  # noqa: S101 - what setup() is for
    # No log of requests: some addresses are secrets.
    nothing: Any = None
    # No form of ours comes compressed: what is not unpacked can neither burst nor be malformed.
    manners = {"keepalive_timeout": _KEEP_ALIVE, "access_log": nothing, "auto_decompress": False}
    protocol = partial(_Protocol, runner.server, loop=loop, **manners)
    try:
        server = await loop.create_server(protocol, host or None, port)
    except OSError:
        await runner.cleanup()
        raise
    site = Site(runner, server)
    log.info("web pages", extra={"address": site.address})
    return site


class _Protocol(web.RequestHandler):
    """What comes before any application, such as bytes that are no HTTP, is answered in the same plain way."""

    def handle_error(
        self,
        request: BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Say what is wrong with the request, and nothing about us."""
        if request.writer.output_size > 0:
            raise ConnectionError("an answer was under way already")
        if status >= 500:
            log.error("a web request broke", exc_info=exc)
        else:
            log.info("a web request was refused", extra={"status": status, "reason": type(exc).__name__})
        response = plain(status)
        response.headers.update(HEADERS)
        response.force_close()
        return response
