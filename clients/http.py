"""Requests to the outside: one session a service, time and size limits, and an outage told from an answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, Final

import aiohttp

from clients.outage import RATE_LIMITED, Outage

_CHUNK: Final = 1 << 16
_LONGEST_RETRY_AFTER: Final = 3600.0
# A service that says 429 without saying for how long is left alone for this many seconds.
_UNTOLD_RETRY_AFTER: Final = 10.0

# Seconds that an idle connection is kept: shorter than routers forget it, long enough that looking after it costs
# nothing (a world whose clock is moved by days has to live through every look).
_KEPT_OPEN: Final = 300.0


@dataclass(frozen=True, slots=True)
class Reply:
    """A complete answer: `status` is never 429 or a server's error."""

    status: int
    content_type: str
    body: bytes

    def json(self) -> object:
        """The body as JSON. Raises `Outage`: `html` for a web page in its place, else `malformed`."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            page = "html" in self.content_type or self.body.lstrip()[:1] == b"<"
            raise Outage("html" if page else "malformed") from None


class Http:
    """GETs and POSTs for one service. The session opens with the first request; `close` ends it for good.

    `connect` and `total` are seconds for reaching the server and for the whole request. Never follows a
    redirection (a maintenance page is no answer), keeps no cookies, and puts neither URL nor headers into
    its errors, for headers may hold a key.
    """

    def __init__(
        self,
        user_agent: str,
        *,
        headers: Mapping[str, str] | None = None,
        connections: int,
        connect: float = 5.0,
        total: float = 15.0,
    ) -> None:
        self._headers = {"User-Agent": user_agent, "Accept": "application/json", **(headers or {})}
        self._connections = connections
        self._timeout = aiohttp.ClientTimeout(total=total, connect=connect)
        self._session: aiohttp.ClientSession | None = None
        self._closed = False

    async def get(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        *,
        largest: int,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """The answer to a GET, at most `largest` bytes of it.

        Raises:
            Outage: no complete answer came, it was too large, 429, or a server's error.
        """
        return await self._request("GET", url, largest, params=params, headers=headers)

    async def post(
        self,
        url: str,
        *,
        largest: int,
        json: object = None,
        data: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """The answer to a POST of JSON, or of a form's fields; raises what `get` raises."""
        return await self._request("POST", url, largest, json=json, data=data, headers=headers)

    async def close(self) -> None:
        """End the session; may be called twice. Requests after it are a mistake of the caller."""
        self._closed = True
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _request(self, method: str, url: str, largest: int, **sent: Any) -> Reply:
        try:
            async with self._open().request(method, url, allow_redirects=False, **sent) as response:
                _refuse_failures(response)
                body = await _read(response, largest)
                return Reply(response.status, response.content_type, body)
        except TimeoutError:
            raise Outage("timeout") from None
        except (aiohttp.ClientError, OSError):
            raise Outage("connection") from None

    def _open(self) -> aiohttp.ClientSession:
        if self._closed:
            raise RuntimeError("asked after close")
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=_KEPT_OPEN),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers=self._headers,
                timeout=self._timeout,
            )
        return self._session


def _refuse_failures(response: aiohttp.ClientResponse) -> None:
    status = response.status
    named = _retry_after(response.headers)
    if status == 429:
        raise Outage(RATE_LIMITED, retry_after=_UNTOLD_RETRY_AFTER if named is None else named)
    if status >= 500:
        raise Outage(f"http_{status}", retry_after=named)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds, from either form of `Retry-After` (RFC 9110, 10.2.3), at most an hour; None if absent."""
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdecimal():
        return min(float(value), _LONGEST_RETRY_AFTER)
    try:
        # A date is measured against the date the server sent with it: whose clock is right does not matter.
        seconds = (parsedate_to_datetime(value) - parsedate_to_datetime(headers["Date"])).total_seconds()
    except (KeyError, ValueError, TypeError):
        return None
    return min(max(0.0, seconds), _LONGEST_RETRY_AFTER)


async def _read(response: aiohttp.ClientResponse, largest: int) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        body += chunk
        if len(body) > largest:
            raise Outage("too_large")
    return bytes(body)
