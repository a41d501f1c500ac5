"""A web service on this machine that stands in for one of the outside world, and misbehaves when told to."""

import asyncio
import random
from abc import ABC, abstractmethod
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes over the wire. `body` None is the true answer; `delay` is in seconds, on top of the latency.

    `cut_off` promises the whole body and breaks the connection after half of it.
    """

    status: int = 200
    body: bytes | None = None
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    delay: float = 0.0
    cut_off: bool = False


NOT_FOUND = Reply(404, b"<html><body>404 - Page not found</body></html>", "text/html")
WEB_PAGE = Reply(200, b"<!DOCTYPE html><html><body>Down for maintenance</body></html>", "text/html")
NONSENSE = Reply(200, b'{"skills": "soon"}')
CUT_OFF = Reply(cut_off=True)


def broken(status: int = 503, *, retry_after: str | None = None) -> Reply:
    """A server's error."""
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    return Reply(status, b"<html><body>error</body></html>", "text/html", headers)


def too_many(retry_after: str | None = "1") -> Reply:
    """429, with seconds or a date."""
    return broken(429, retry_after=retry_after)


def slow(seconds: float) -> Reply:
    """The true answer, late."""
    return Reply(delay=seconds)


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it came in; `at` is the event loop's time, `key` whom it was about, `peer` the connection."""

    at: float
    key: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    peer: object


class Loopback(ABC):
    """Serves on 127.0.0.1. Counts what it is asked; answers truly unless told otherwise.

    `latency` (seconds) delays every answer, `failing` is the share of requests that get a 503, drawn from
    `seed`. Start it with `async with`, or `start` and `stop`; it may be started again.
    """

    def __init__(self, *, latency: float = 0.0, failing: float = 0.0, seed: int = 0) -> None:
        self.latency = latency
        self.failing = failing
        self.seen: list[Seen] = []
        self.under_way = 0
        self.most_under_way = 0
        self.for_everyone: Reply | None = None
        self._dice = random.Random(seed)
        self._scripts: defaultdict[str, deque[Reply]] = defaultdict(deque)
        self._always: dict[str, Reply] = {}
        self._runner: web.ServerRunner | None = None
        self._port = 0

    @property
    def url(self) -> str:
        """Where it is, without a slash at the end; known once it was started."""
        return f"http://127.0.0.1:{self._port}"

    async def start(self, port: int = 0) -> None:
        """Begin to serve; port 0 picks a free one, or the same as before."""
        self._runner = web.ServerRunner(web.Server(self._serve, access_log=None), shutdown_timeout=0.01)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port or self._port, reuse_address=True).start()
        self._port = int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Stop serving and drop all connections."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def script(self, key: str, *replies: Reply) -> None:
        """Answer the next requests about `key` with these, one each."""
        self._scripts[key].extend(replies)

    def always(self, key: str, reply: Reply | None) -> None:
        """Answer every request about `key` like this from now on; None ends it."""
        if reply is None:
            self._always.pop(key, None)
        else:
            self._always[key] = reply

    def asked(self, key: str) -> int:
        """How many requests were about `key`."""
        return sum(seen.key == key for seen in self.seen)

    @abstractmethod
    def keys(self, request: web.BaseRequest) -> tuple[str, ...]:
        """What the request can be scripted by; the first is whom it is about, the last goes first."""

    @abstractmethod
    def truth(self, request: web.BaseRequest) -> Reply:
        """The answer when nothing goes wrong; its body is not None."""

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        at = asyncio.get_running_loop().time()
        keys = self.keys(request)
        peer = request.get_extra_info("peername")
        self.seen.append(Seen(at, keys[0], request.path, dict(request.query), dict(request.headers), peer))
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            return await self._send(request, self._chosen(keys), at)
        finally:
            self.under_way -= 1

    def _chosen(self, keys: tuple[str, ...]) -> Reply:
        for key in reversed(keys):
            if self._scripts[key]:
                return self._scripts[key].popleft()
            if key in self._always:
                return self._always[key]
        if self.for_everyone is not None:
            return self.for_everyone
        return broken() if self._dice.random() < self.failing else Reply()

    async def _send(self, request: web.BaseRequest, reply: Reply, at: float) -> web.StreamResponse:
        sent = self.truth(request) if reply.body is None else reply
        body = sent.body or b""
        # Latency is from request to answer, so the time to make the answer up is part of it.
        await asyncio.sleep(at + self.latency + reply.delay - asyncio.get_running_loop().time())
        response = web.StreamResponse(status=sent.status, headers=dict(sent.headers))
        response.content_type = sent.content_type
        response.content_length = len(body)
        await response.prepare(request)
        await response.write(body[: len(body) // 2] if reply.cut_off else body)
        if reply.cut_off and request.transport is not None:
            request.transport.abort()
        return response
