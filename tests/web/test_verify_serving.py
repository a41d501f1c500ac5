"""`/verify` as it is served: one document, a policy of its own, and what it is told to check with."""

import hashlib
import json
import re
import unicodedata
from base64 import b64encode
from html.parser import HTMLParser
from typing import Any

import aiohttp
import pytest

from fairness.checks import Trust
from services.guildhall import Guildhall
from tests.web.verifying import LOCAL, TRUST
from web.app import HEADERS
from web.verify import unicode
from web.verify.page import VerifyPage


class Inline(HTMLParser):
    """What a document holds between tags that a browser would run or apply, and all attributes."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.inside: dict[str, list[str]] = {"script": [], "style": []}
        self.attributes: list[tuple[str, str]] = []
        self._tag = ""
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(name, value or "") for name, value in attrs]
        self._tag = "config" if ("id", "config") in attrs else tag
        self.inside.setdefault(self._tag, [])

    def handle_data(self, data: str) -> None:
        if self._tag in ("script", "style", "config"):
            self.inside[self._tag].append(data)

    def handle_endtag(self, tag: str) -> None:
        self._tag = ""


def source(inline: list[str]) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(''.join(inline).encode()).digest()).decode()}'"


def directives(policy: str) -> dict[str, list[str]]:
    return {words[0]: words[1:] for words in (part.split() for part in policy.split(";"))}


async def test_it_is_served_under_a_policy_that_lets_through_only_itself(browser: aiohttp.ClientSession) -> None:
    async with browser.get("/verify") as answer:
        assert (answer.status, answer.content_type, answer.charset) == (200, "text/html", "utf-8")
        document, headers = await answer.text(), answer.headers
    found = Inline(document)
    policy = directives(headers["Content-Security-Policy"])
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == [source(found.inside["script"])]
    assert policy["style-src"] == [source(found.inside["style"])]
    assert policy["connect-src"] == ["'self'", "http://127.0.0.1:1"], "the house's relay"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == ["'none'"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in headers
    for name, value in HEADERS.items():
        if name != "Content-Security-Policy":
            assert headers.getall(name) == [value]


async def test_it_stands_alone(browser: aiohttp.ClientSession) -> None:
    async with browser.get("/verify") as answer:
        document = await answer.text()
    for name, value in Inline(document).attributes:
        assert name not in ("src", "srcset", "style", "action")
        assert not name.startswith("on")
        assert name != "href" or value.startswith(("data:image/svg+xml,", "/", "?")), value
    assert not re.search(r"@import|url\(|innerHTML|document\.write|eval\(|localStorage|\.cookie", document)


async def test_other_pages_keep_the_strict_policy(browser: aiohttp.ClientSession) -> None:
    for path in ("/", "/healthz", "/nothing"):
        async with browser.get(path) as answer:
            assert answer.headers.getall("Content-Security-Policy") == [HEADERS["Content-Security-Policy"]]


async def test_it_can_be_asked_for_without_its_body(browser: aiohttp.ClientSession) -> None:
    async with browser.head("/verify") as answer:
        assert (answer.status, await answer.read()) == (200, b"")


async def test_the_start_page_leads_there(browser: aiohttp.ClientSession) -> None:
    async with browser.get("/") as answer:
        assert 'href="/verify"' in await answer.text()


async def told(page: VerifyPage) -> dict[str, Any]:
    response = await page.answer(None)  # pyright: ignore[reportArgumentType] - the page is the same for every request
    assert response.text is not None
    return json.loads("".join(Inline(response.text).inside["config"]))


async def test_the_page_is_told_whom_to_ask_and_what_to_trust() -> None:
    page = VerifyPage(
        ("https://api.example.org", "https://example.net:8443/drand/", "https://api.example.org/v1"), TRUST
    )
    config = await told(page)
    assert config["relays"] == [
        "https://api.example.org",
        "https://example.net:8443/drand",
        "https://api.example.org/v1",
    ]
    chain = LOCAL.chain
    assert config["chains"] == [{"hash": chain.hash.hex(), "genesis": chain.genesis, "period": chain.period}]
    assert config["keys"] == {
        "lock": [key.hex() for key in TRUST.orchestrator_keys],
        "result": [key.hex() for key in TRUST.settlement_keys],
    }
    asked = directives(page.policy())["connect-src"]
    assert asked == ["'self'", "https://api.example.org", "https://example.net:8443"]


async def test_the_script_is_the_same_whatever_the_page_is_told() -> None:
    one, other = VerifyPage(), VerifyPage(("https://api.example.org",), TRUST)
    assert directives(one.policy())["script-src"] == directives(other.policy())["script-src"]
    assert await told(one) != await told(other)


@pytest.mark.parametrize(
    "relay",
    [
        "",
        "api.example.org",
        "ftp://example.org",
        "https://example.org; script-src *",
        "https://example.org/a b",
        "https://user:word@example.org",
        "https://example.org/?x",
        "https://*",
        "https://example.org\n",
    ],
)
def test_what_is_no_relay_is_refused(relay: str) -> None:
    with pytest.raises(ValueError, match="no address of a relay"):
        VerifyPage((relay,))


def test_quicknet_is_no_test_chain() -> None:
    assert VerifyPage().trust == Trust()


def test_the_tables_are_pythons_unicode() -> None:
    tables: dict[str, Any] = unicode.tables()
    folds: dict[str, str] = dict(tables["folds"])
    for first, last, step, distance in tables["runs"]:
        folds |= {chr(code): chr(code + distance) for code in range(first, last + 1, step)}
    unassigned = {code for first, last in tables["unassigned"] for code in range(first, last + 1)}
    for code in range(0x110000):
        letter = chr(code)
        assert folds.get(letter, letter) == letter.casefold(), hex(code)
        assert (code in unassigned) == (unicodedata.category(letter) == "Cn"), hex(code)


async def test_the_house_serves_the_page_it_was_given(hall: Guildhall) -> None:
    from web.app import application

    given = VerifyPage(("https://api.example.org",))
    app = application(hall, given)
    handlers = {resource.canonical: [route.handler for route in resource] for resource in app.router.resources()}
    assert given.answer in handlers["/verify"]
