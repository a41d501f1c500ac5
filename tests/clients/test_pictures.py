"""Fetching a picture from the web: what is there, and nothing of our own network, however it is named."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from ipaddress import ip_address
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from clients.pictures import LARGEST, Pictures, may_reach
from domain.errors import Invalid, Refusal, Unavailable

PICTURE = b"\x89PNG..."


async def _large(request: web.Request) -> web.StreamResponse:
    """More than there may be, without saying so first."""
    response = web.StreamResponse()
    await response.prepare(request)
    for _ in range(LARGEST // 65536 + 1):
        await response.write(b"x" * 65536)
    return response


async def _never(_request: web.Request) -> web.Response:
    await asyncio.sleep(30)
    return web.Response()


async def _elsewhere(_request: web.Request) -> web.Response:
    raise web.HTTPFound("/logo.png")


async def _logo(_request: web.Request) -> web.Response:
    return web.Response(body=PICTURE, content_type="image/png")


def _port(server: TestServer) -> int:
    return server.make_url("/").port or 0


@pytest.fixture
async def server() -> AsyncIterator[TestServer]:
    """A site on this machine."""
    app = web.Application()
    sites: dict[str, Callable[[web.Request], Awaitable[web.StreamResponse]]]
    sites = {"/logo.png": _logo, "/large": _large, "/never": _never, "/elsewhere": _elsewhere}
    app.add_routes([web.get(path, handler) for path, handler in sites.items()])
    server = TestServer(app)
    await server.start_server()
    yield server
    await server.close()


@pytest.fixture
async def pictures() -> AsyncIterator[Pictures]:
    """The client as tests may have it."""
    client = Pictures("tests", total=1.0, loopback=True)
    yield client
    await client.close()


async def test_what_is_there_is_fetched(server: TestServer, pictures: Pictures) -> None:
    assert await pictures.fetch(str(server.make_url("/logo.png"))) == PICTURE


@pytest.mark.parametrize("path", ["/elsewhere", "/nothing", "/never"])
async def test_nothing_else_is_followed_or_waited_for(server: TestServer, pictures: Pictures, path: str) -> None:
    with pytest.raises(Unavailable) as refused:
        await pictures.fetch(str(server.make_url(path)))
    assert refused.value.code == "picture.web_silent"


async def test_what_is_too_large_is_left(server: TestServer, pictures: Pictures) -> None:
    with pytest.raises(Invalid) as refused:
        await pictures.fetch(str(server.make_url("/large")))
    assert refused.value.code == "picture.web_large"


async def test_where_nothing_listens_is_nothing(pictures: Pictures) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Unavailable):
        await pictures.fetch(f"http://127.0.0.1:{port}/logo.png")


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/x.png",
        "javascript:alert(1)",
        "https://user@example.org/x.png",
        "https://localhost/x.png",
        "file:///etc/passwd",
        "",
        "https://",
    ],
)
async def test_only_https_addresses_are_asked(address: str) -> None:
    client = Pictures("tests")
    with pytest.raises(Invalid) as refused:
        await client.fetch(address)
    assert refused.value.code.startswith("link.")
    await client.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0", "10.1.2.3", "192.168.0.1", "169.254.169.254", "2130706433."])
async def test_numbers_of_our_own_network_are_not_connected_to(server: TestServer, host: str) -> None:
    client = Pictures("tests", total=1.0)
    with pytest.raises(Refusal) as refused:
        await client.fetch(f"https://{host}:{_port(server)}/logo.png")
    assert refused.value.code in ("picture.web_private", "link.malformed")
    await client.close()


async def test_a_name_that_leads_to_our_own_network_is_not_connected_to(
    server: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def inside(*_args: Any, **_more: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", _port(server)))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", inside)
    client = Pictures("tests", total=1.0)
    with pytest.raises(Invalid) as refused:
        await client.fetch(f"https://innocent.example:{_port(server)}/logo.png")
    assert refused.value.code == "picture.web_private"
    await client.close()


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("ff02::1", False),
    ],
)
def test_what_is_public(number: str, public: bool) -> None:
    assert may_reach(ip_address(number)) is public


def test_this_machine_is_for_tests_alone() -> None:
    assert may_reach(ip_address("127.0.0.1"), loopback=True)
    assert not may_reach(ip_address("10.0.0.1"), loopback=True)
