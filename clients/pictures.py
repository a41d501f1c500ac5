"""Pictures on the web, fetched once where an officer names an address; nothing of our own network can be reached so.

An address may name anything, also a machine beside this one. So what it leads to is looked at where a connection is
made, and it is exactly that address which is connected to: looking at a name before, and resolving it anew to connect,
could bring another one.
"""

import logging
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any, Final

import aiohttp

from domain.errors import Invalid, Unavailable
from domain.submissions import check_link

log = logging.getLogger(__name__)

LARGEST: Final = 2 << 20
_CHUNK: Final = 1 << 16
_TOTAL: Final = 5.0
_CONNECTIONS: Final = 4
# Addresses of version 4 in the clothes of version 6, which lead wherever those lead.
_TRANSLATED: Final = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))


class _Private(OSError):
    """An address that leads to nothing public."""


class Pictures:
    """The web, for pictures. `loopback` lets tests ask a server on their own machine, without encryption."""

    def __init__(self, user_agent: str, *, total: float = _TOTAL, loopback: bool = False) -> None:
        self._headers = {"User-Agent": user_agent, "Accept": "image/*", "Accept-Encoding": "identity"}
        self._timeout = aiohttp.ClientTimeout(total=total)
        self._loopback = loopback
        self._session: aiohttp.ClientSession | None = None

    async def fetch(self, address: str) -> bytes:
        """What is at an https address, asked for once and without following it elsewhere.

        Raises:
            Invalid: it is no such address, or `picture.web_private`: it leads to no public machine, or
                `picture.web_large`: there is more than 2 MB.
            Unavailable: `picture.web_silent`: nothing was there, or not within five seconds.
        """
        url = address.strip() if self._loopback else check_link(address)
        if not url:
            raise Invalid("link.malformed")
        try:
            async with self._open().get(url, allow_redirects=False) as response:
                if response.status != 200:
                    raise Unavailable("picture.web_silent")
                return await _read(response)
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as problem:
            if _is_private(problem):
                raise Invalid("picture.web_private") from None
            log.info("a picture could not be fetched", extra={"reason": type(problem).__name__})
            raise Unavailable("picture.web_silent") from None

    async def close(self) -> None:
        """End the session."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(
                socket_factory=self._socket, use_dns_cache=False, limit=_CONNECTIONS, force_close=True
            )
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers=self._headers,
                timeout=self._timeout,
                auto_decompress=False,
            )
        return self._session

    def _socket(self, info: Any) -> socket.socket:
        """Called by aiohttp for each address that it is about to connect to."""
        family, kind, protocol, _, where = info
        if not may_reach(ip_address(str(where[0]).partition("%")[0]), loopback=self._loopback):
            raise _Private
        return socket.socket(family, kind, protocol)


def may_reach(number: IPv4Address | IPv6Address, *, loopback: bool = False) -> bool:
    """Whether that is a public machine's address; `loopback` lets this very machine pass too."""
    if isinstance(number, IPv6Address):
        if inner := number.ipv4_mapped or number.sixtofour:
            return may_reach(inner, loopback=loopback)
        if number.teredo or any(number in network for network in _TRANSLATED):
            return False
    if number.is_loopback:
        return loopback
    return number.is_global and not number.is_multicast and not number.is_reserved


async def _read(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        body += chunk
        if len(body) > LARGEST:
            raise Invalid("picture.web_large", megabytes=LARGEST >> 20)
    return bytes(body)


def _is_private(problem: BaseException | None) -> bool:
    """Whether that is why it could not be fetched: it comes wrapped."""
    while problem is not None:
        if isinstance(problem, _Private):
            return True
        problem = problem.__cause__ or problem.__context__
    return False
