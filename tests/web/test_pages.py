"""The pages as a monitor, a doubter and a prowler see them."""

import asyncio
import hashlib
import logging
import re
import socket
from base64 import b64encode

import aiohttp
import pytest

from domain.errors import NotFound
from services import health
from services.guildhall import Guildhall
from storage import notices
from storage.engine import Database
from tests.web.conftest import GUILD, NOW
from web import pages
from web.app import HEADERS
from web.server import Site, serve

TEXT = "guildhall/snapshot/1\n2026-11-20T06:00:00Z\nhiscore_oldschool\nslayer 4442420\nzulrah 1646\n"
HASH = hashlib.sha256(TEXT.encode()).hexdigest()
PROOF = f"/proofs/snapshots/1-{HASH[:16]}.txt"


async def test_health_counts_what_waits(browser: aiohttp.ClientSession, db: Database) -> None:
    await db.write(lambda tx: notices.put(tx, GUILD, "clan.complete", key="1", facts={}, now=NOW))
    async with browser.get("/healthz") as answer:
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert await answer.json() == {
            "ok": True,
            "database_readable": True,
            "pending_notices": 1,
            "epoch": 1,
            "version": health.VERSION,
        }


async def test_health_says_503_while_the_books_are_closed(browser: aiohttp.ClientSession, db: Database) -> None:
    await db.close()
    async with browser.get("/healthz") as answer:
        assert answer.status == 503
        said = await answer.json()
    unknown = {"pending_notices": None, "epoch": None, "version": health.VERSION}
    assert said == {"ok": False, "database_readable": False} | unknown


async def test_health_does_not_wait_for_a_database_that_hangs(
    hall: Guildhall, browser: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(_: object) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr(hall.health, "_patience", 0.05)
    monkeypatch.setattr(hall.desk.db, "read", hang)
    async with asyncio.timeout(2), browser.get("/healthz") as answer:
        assert answer.status == 503


async def test_a_snapshot_can_be_read_and_checked_by_anybody(browser: aiohttp.ClientSession) -> None:
    async with browser.get(PROOF) as answer:
        assert answer.status == 200
        assert answer.content_type == "text/plain"
        assert answer.charset == "utf-8"
        assert await answer.read() == TEXT.encode()
    async with browser.head(PROOF) as answer:
        assert (answer.status, answer.content_length, await answer.read()) == (200, len(TEXT), b"")


@pytest.mark.parametrize(
    "path",
    [
        PROOF.replace("/1-", "/2-"),
        PROOF.replace(HASH[:16], "0" * 16),
        PROOF.replace(HASH[:16], ""),
        PROOF.replace(HASH[:16], HASH),
        PROOF.replace("/1-", "/99999999999999999999-"),
        PROOF.removesuffix(".txt"),
        "/proofs/snapshots/../../guildhall.db",
        "/proofs/snapshots/%2e%2e%2fguildhall.db",
        "/proofs/snapshots/1-\u0967.txt",
        "/favicon.ico",
        "/healthz/",
        "/" + "a" * 5000,
    ],
)
async def test_what_is_not_there_is_said_in_a_sentence(browser: aiohttp.ClientSession, path: str) -> None:
    async with browser.get(path) as answer:
        assert (answer.status, answer.content_type) == (404, "text/plain")
        assert await answer.text() == "There is nothing at this address. The start page is at /\n"
        assert_headers(answer)


async def test_only_reading_is_possible(browser: aiohttp.ClientSession) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE"):
        async with browser.request(method, "/healthz", data=b"x") as answer:
            assert (answer.status, answer.headers["Allow"]) == (405, "GET,HEAD")
            assert "can only be read" in await answer.text()
            assert_headers(answer)


async def test_an_error_gives_a_reference_and_nothing_else(
    hall: Guildhall,
    browser: aiohttp.ClientSession,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail(_: str) -> str:
        raise RuntimeError("the secret inside")

    monkeypatch.setattr(hall.clan.gains, "snapshot_text", fail)
    with caplog.at_level(logging.ERROR):
        async with browser.get(PROOF) as answer:
            assert answer.status == 500
            said = await answer.text()
            assert_headers(answer)
    assert re.fullmatch(r"Something broke\. Reference: web-[0-9A-Z]{7}\n", said)
    assert "the secret inside" in caplog.text


async def test_the_log_names_the_reference_that_the_visitor_was_told(
    hall: Guildhall,
    browser: aiohttp.ClientSession,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from services import trace

    seen: list[str] = []

    async def fail(_: str) -> str:
        seen.append(trace.current())
        raise RuntimeError

    monkeypatch.setattr(hall.clan.gains, "snapshot_text", fail)
    references: list[str] = []
    for _ in range(2):
        async with browser.get(PROOF) as answer:
            references.append((await answer.text()).split()[-1])
    assert seen == references
    assert len(set(seen)) == 2


def assert_headers(answer: aiohttp.ClientResponse) -> None:
    for name, value in HEADERS.items():
        assert answer.headers.getall(name) == [value]
    assert "Set-Cookie" not in answer.headers
    assert "aiohttp" not in str(answer.headers).lower()
    assert "python" not in str(answer.headers).lower()


@pytest.mark.parametrize("path", ["/", "/healthz", PROOF])
async def test_every_answer_has_the_headers(browser: aiohttp.ClientSession, path: str) -> None:
    for method in ("GET", "HEAD"):
        async with browser.request(method, path) as answer:
            assert answer.status == 200
            assert_headers(answer)


async def test_the_start_page_obeys_its_own_policy(browser: aiohttp.ClientSession) -> None:
    async with browser.get("/") as answer:
        page = await answer.text()
        policy = answer.headers["Content-Security-Policy"]
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert f"'sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script|\bstyle=|\bon\w+=|https?://(?!www\.w3\.org)", page)
    assert 'href="/healthz"' in page
    assert "/proofs/snapshots/" in page
    assert page == pages.start("en")


async def test_the_start_page_speaks_the_browser_s_language(browser: aiohttp.ClientSession) -> None:
    for wanted, language, lead in (
        ("es-MX,es;q=0.9,en;q=0.8", "es", "Un bot de Discord para hermandades de juego."),
        ("de,en;q=0.5", "en", "A Discord bot for gaming guilds."),
        ("de", "en", "A Discord bot for gaming guilds."),
    ):
        async with browser.get("/", headers={"Accept-Language": wanted}) as answer:
            assert (answer.status, answer.headers["Content-Language"]) == (200, language)
            assert "Accept-Language" in answer.headers["Vary"]
            page = await answer.text()
        assert f'<html lang="{language}">' in page
        assert f'<p class="lead">{lead}' in page
        assert 'href="/healthz"' in page
        assert 'href="/verify"' in page


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",  # a browser that tries https
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"b" * 10_000 + b"\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    ],
)
async def test_what_is_no_request_is_answered_in_the_same_way(site: Site, sent: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    writer.write(sent)
    async with asyncio.timeout(5):
        answer = (await reader.read()).decode()
    writer.close()
    head, _, body = answer.partition("\r\n\r\n")
    assert re.match(r"HTTP/1\.[01] 4\d\d ", head)
    for name, value in HEADERS.items():
        assert f"{name}: {value}\r\n" in head + "\r\n"
    assert body in {"That request could not be understood.\n", "The headers of that request are too long.\n"}


async def test_a_port_that_is_taken_is_an_os_error(hall: Guildhall) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        await serve(hall, "127.0.0.1", taken.getsockname()[1])


async def test_closing_answers_what_was_asked(
    hall: Guildhall, browser: aiohttp.ClientSession, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asyncio.Event()

    async def slow(_: str) -> str:
        asked.set()
        await asyncio.sleep(0.1)
        return "late\n"

    monkeypatch.setattr(hall.clan.gains, "snapshot_text", slow)

    async def read() -> str:
        async with browser.get(PROOF) as answer:
            return await answer.text()

    reading = asyncio.create_task(read())
    await asked.wait()
    await site.close()
    assert await reading == "late\n"
    with pytest.raises(aiohttp.ClientConnectionError):
        await browser.get("/healthz")


async def test_a_refusal_of_the_rules_is_not_an_error(
    hall: Guildhall, browser: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def nothing(_: str) -> str:
        raise NotFound("clan.snapshot_unknown")

    monkeypatch.setattr(hall.clan.gains, "snapshot_text", nothing)
    async with browser.get(PROOF) as answer:
        assert answer.status == 404
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
