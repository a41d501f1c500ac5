"""Nonsense at every address, and where requests should be: answered plainly, and nothing changed by what is refused.

A seeded part runs always; `FUZZ_ROUNDS=50 pytest tests/web/test_fuzz_web.py` goes on for longer, `FUZZ_SEED` begins
elsewhere. openapi.json beside this file says what each address takes and answers.
"""

import asyncio
import gzip
import json
import os
import random
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import requests
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as limits
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import checks as general
from schemathesis import openapi
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks as described_as

from services.guildhall import Guildhall
from tests.web.fuzzing import METRICS_TOKEN, Raw, Target, lacking, open_target, throw
from web import server
from web.app import application
from web.linking import face
from web.linking.face import COOKIE

ROUNDS = int(os.environ.get("FUZZ_ROUNDS", "1"))
SEED = int(os.environ.get("FUZZ_SEED", "7"))
EXAMPLES = 40
DESCRIPTION: dict[str, Any] = json.loads(Path(__file__).with_name("openapi.json").read_text(encoding="utf-8"))
_general: Any = general
_described_as: Any = described_as
CHECKS: list[Any] = [
    _general.not_a_server_error,
    _described_as.status_code_conformance,
    _described_as.content_type_conformance,
    _described_as.response_schema_conformance,
]
QUIETLY: list[HealthCheck] = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
LED_SOMEWHERE = {200, 303, 403}
"""403: there is such a way back, and another browser began it."""
_schema: Any = openapi.from_dict(DESCRIPTION)
OPERATIONS: dict[str, Any] = {one.ok().label: one.ok() for one in _schema.get_all_operations()}


@pytest.fixture
async def target(path: Path) -> AsyncIterator[Target]:
    async with open_target(path) as target:
        yield target


def described() -> set[tuple[str, str]]:
    """Every method and path of the description."""
    return {
        (method.upper(), path)
        for path, item in DESCRIPTION["paths"].items()
        for method in item
        if method in {"get", "post", "put", "patch", "delete"}
    }


async def test_the_description_has_every_address_and_no_other(target: Target) -> None:
    served = {
        (route.method, route.resource.canonical)
        for route in application(target.house.hall, metrics_token=METRICS_TOKEN).router.routes()
        if route.resource is not None and route.method != "HEAD"
    }
    assert served == described()


# What an address takes, and what it does not


def aimed(dice: random.Random, case: Any, good: dict[str, str]) -> None:
    """Half of what is thrown leads somewhere, from anywhere; nobody has the cookie of whoever set out."""
    case.headers = {**dict(case.headers or {}), "X-Forwarded-For": f"10.{dice.randrange(256)}.{dice.randrange(256)}.1"}
    if case.path in good and dice.random() < 0.5:
        ((name, _),) = case.path_parameters.items()
        case.path_parameters[name] = good[case.path]
    if case.path == "/link/done" and dice.random() < 0.5:
        case.query = {**(case.query or {}), "state": good["state"]}
    if case.path == "/metrics" and dice.random() < 0.5:
        case.headers = {**case.headers, "Authorization": f"Bearer {METRICS_TOKEN}"}
    if case.method == "POST" and dice.random() < 0.5:
        case.headers = {**case.headers, "Origin": good["origin"], "Sec-Fetch-Site": "same-origin"}


def strike(target: Target, label: str, mode: GenerationMode, begin: int) -> set[int]:
    """Throw a round of cases at one address, from a thread of its own; returns what was answered."""
    seen: set[int] = set()
    with requests.Session() as session, closing(sqlite3.connect(target.watch.path)) as books:
        session.trust_env = False

        @seed(begin)
        @limits(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=QUIETLY,
        )
        @given(case=OPERATIONS[label].as_strategy(generation_mode=mode), dice=st.randoms(use_true_random=False))
        def act(case: Any, dice: random.Random) -> None:
            aimed(dice, case, target.good)
            before = target.watch.version(books)
            answer = case.call(base_url=target.url, session=session, allow_redirects=False, timeout=60)
            case.validate_response(answer, checks=CHECKS)
            assert not lacking({name: values[0] for name, values in answer.headers.items()})
            if case.method != "POST" or answer.status_code >= 400:
                assert target.watch.version(books) == before, f"{case.as_curl_command()} changed the books"
            seen.add(answer.status_code)

        with suppress(Unsatisfiable):  # where any text will do, there is nothing that will not
            act()
    return seen


@pytest.mark.parametrize("round_", range(ROUNDS))
@pytest.mark.parametrize("label", OPERATIONS)
async def test_whatever_an_address_is_asked_it_answers_as_described(target: Target, label: str, round_: int) -> None:
    seen: set[int] = set()
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        seen |= await asyncio.to_thread(strike, target, label, mode, SEED * 1000 + round_)
    assert LED_SOMEWHERE & seen, f"nothing that was thrown led anywhere: {seen}"
    assert not target.watch.errors


@pytest.mark.parametrize("address", DESCRIPTION["paths"])
async def test_every_other_method_is_refused_with_those_that_are_not(target: Target, address: str) -> None:
    before = target.watch.content()
    url = target.url + re.sub(r"\{\w+\}", lambda _: target.good[address], address)
    takes = {method for method, one in described() if one == address} | {"HEAD"}
    async with aiohttp.ClientSession() as session:
        for method in ("HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "POST", "PROPFIND"):
            async with session.request(method, url, allow_redirects=False) as answer:
                assert not lacking(answer.headers), method
                if method in takes:
                    assert answer.status < 500
                else:
                    assert (answer.status, method) == (405, method)
                    assert set(answer.headers["Allow"].split(",")) == takes
    assert target.watch.content() == before
    assert not target.watch.errors


# What is hardly a request, or none

GET = b"GET /healthz HTTP/1.1\r\nHost: x\r\n"
POST = b"POST / HTTP/1.1\r\nHost: x\r\n"
END = b"\r\n\r\n"
BOMB = gzip.compress(b"\0" * 20_000_000)
SECOND = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"

NONSENSE: dict[str, bytes] = {
    "nothing": b"",
    "line ends": b"\r\n\r\n\r\n",
    "zeroes": b"\0" * 5000,
    "tls": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 500,
    "http/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "http/0.9": b"GET /\r\n\r\n",
    "http/9.9": b"GET / HTTP/9.9\r\nHost: x\r\n\r\n",
    "no host": b"GET /healthz HTTP/1.1\r\n\r\n",
    "two hosts": GET + b"Host: y\r\n\r\n",
    "a host of nonsense": b"GET /link/done HTTP/1.1\r\nHost: a b\0c@d:99999\r\n\r\n",
    "an absolute target": b"GET http://evil.example/healthz HTTP/1.1\r\nHost: x\r\n\r\n",
    "an absolute target of another kind": b"GET file:///etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
    "an authority": b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n",
    "a star": b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
    "no slash": b"GET healthz HTTP/1.1\r\nHost: x\r\n\r\n",
    "two slashes": b"GET //evil.example/healthz HTTP/1.1\r\nHost: x\r\n\r\n",
    "a broken port": b"GET http://[::1:x/ HTTP/1.1\r\nHost: x\r\n\r\n",
    "encoded slashes": b"GET /proofs%2F..%2f..%5c..%2Fetc%2Fpasswd HTTP/1.1\r\nHost: x\r\n\r\n",
    "up and out": b"GET /proofs/snapshots/../../../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
    "an encoded zero": b"GET /proofs/snapshots/1%00-abc.txt HTTP/1.1\r\nHost: x\r\n\r\n",
    "half a percent": b"GET /%zz%1 HTTP/1.1\r\nHost: x\r\n\r\n",
    "bytes that are no text": b"GET /\xff\xfe%ff%c0%af HTTP/1.1\r\nHost: x\r\n\r\n",
    "a lone surrogate": b"GET /link/done?state=%ed%a0%80&code=\xed\xa0\x80 HTTP/1.1\r\nHost: x\r\n\r\n",
    "digits of another script": "GET /proofs/snapshots/\u0661-abc.txt HTTP/1.1\r\nHost: x\r\n\r\n".encode(),
    "a huge target": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "a huge query": b"GET /link/done?" + b"state=1&" * 900 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "a huge header": GET + b"A: " + b"b" * 200_000 + END,
    "many headers": GET + b"".join(b"A%d: b\r\n" % one for one in range(5000)) + b"\r\n",
    "a huge cookie": b"GET /link/done HTTP/1.1\r\nHost: x\r\nCookie: " + b"a=b; " * 1500 + END,
    "a header without a name": GET + b": b" + END,
    "a header with a space": GET + b"A : b" + END,
    "a folded header": GET + b"A: b\r\n c" + END,
    "a header with a zero": GET + b"A: b\0c" + END,
    "bare line feeds": b"GET /healthz HTTP/1.1\nHost: x\n\n",
    "a bare carriage return": GET + b"A: b\rSet-Cookie: c" + END,
    "a method of nonsense": b"G@T /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
    "a long method": b"A" * 9000 + b" / HTTP/1.1\r\nHost: x\r\n\r\n",
    "an upgrade": GET + b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: a" + END,
    "an upgrade to http/2": GET + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA" + END,
    "a condition of nonsense": GET + b'If-None-Match: "\r\nIf-Modified-Since: never\r\nRange: bytes=9-1' + END,
    "an expectation": POST + b"Expect: 200-ok\r\nContent-Length: 3" + END + b"abc",
    "many ranges": GET + b"Range: bytes=" + b"0-," * 2000 + END,
    "a body where there is none": GET + b"Content-Length: 5" + END + b"hello",
    "a length below zero": POST + b"Content-Length: -1" + END,
    "a length with a plus": POST + b"Content-Length: +3" + END + b"abc",
    "a length beyond all": POST + b"Content-Length: 99999999999999999999999999" + END + b"abc",
    "a length of another script": POST + "Content-Length: \u0663".encode() + END + b"abc",
    "a chunk of nonsense": POST + b"Transfer-Encoding: chunked" + END + b"zz\r\nabc\r\n0\r\n\r\n",
    "a chunk beyond all": POST + b"Transfer-Encoding: chunked" + END + b"f" * 40 + b"\r\n",
    "a chunk below zero": POST + b"Transfer-Encoding: chunked" + END + b"-1\r\nabc\r\n",
    "a chunk with a long extension": POST + b"Transfer-Encoding: chunked" + END + b"1;" + b"a" * 20_000 + b"\r\n",
}
"""What is answered with a refusal or a page of ours, or not at all."""

SMUGGLED: dict[str, bytes] = {
    "length and chunks": POST + b"Content-Length: 6\r\nTransfer-Encoding: chunked" + END + b"0\r\n\r\n" + SECOND,
    "chunks and length": POST + b"Transfer-Encoding: chunked\r\nContent-Length: 100" + END + b"0\r\n\r\n" + SECOND,
    "two lengths": POST + b"Content-Length: 0\r\nContent-Length: 9" + END + SECOND,
    "a list of lengths": POST + b"Content-Length: 0, 9" + END + SECOND,
    "chunks with a space": POST + b"Transfer-Encoding : chunked" + END + SECOND,
    "chunks of another name": POST + b"Transfer-Encoding: xchunked" + END + SECOND,
    "chunks not last": POST + b"Transfer-Encoding: chunked, identity" + END + SECOND,
    "chunks twice": POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked" + END + b"0\r\n\r\n" + SECOND,
    "chunks in http/1.0": b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\nContent-Length: 5" + END + SECOND,
    "a line end inside a header": GET + b"A: b\nTransfer-Encoding: chunked" + END + SECOND,
    "a chunk that ends elsewhere": POST + b"Transfer-Encoding: chunked" + END + b"1\r\naXX0\r\n\r\n" + SECOND,
    "a size with a bare line feed": POST + b"Transfer-Encoding: chunked" + END + b"2\nab\r\n0\r\n\r\n" + SECOND,
}
"""What two servers may read in two ways: whoever does so must not take the rest for a request of its own."""


def fine(target: Target, what: str, came: list[Raw]) -> list[str]:
    """What is wrong with the answers to nonsense."""
    wrong = [f"{what}: {one.status}" for one in came if not 200 <= one.status < 500]
    return wrong + [f"{what}: lacks {missing}" for one in came for missing in lacking(one.headers)]


async def all_answered(target: Target, thrown: dict[str, bytes], patience: float = 1.5) -> dict[str, list[Raw]]:
    """What came back for each, thrown by twenty hands; nothing may be wrong with it, nor with the server after it."""
    before, hands = target.watch.content(), asyncio.Semaphore(20)

    async def one(what: str) -> tuple[str, list[Raw]]:
        async with hands:
            return what, await throw(target.port, thrown[what], patience=patience)

    came = dict(await asyncio.gather(*map(one, thrown)))
    wrong = [problem for what, answers in came.items() for problem in fine(target, what, answers)]
    assert not wrong, "\n".join(wrong)
    assert [answer.status for answer in await throw(target.port, SECOND, patience=20)] == [200]
    assert target.watch.content() == before
    assert not target.watch.errors
    return came


async def test_what_is_no_request_is_refused_and_leaves_no_trace(target: Target) -> None:
    came = await all_answered(target, NONSENSE)
    assert sum(1 for answers in came.values() if answers) > len(NONSENSE) / 2


async def test_what_can_be_read_in_two_ways_is_read_in_none(target: Target) -> None:
    came = await all_answered(target, SMUGGLED, patience=20)
    taken = {what: [answer.status for answer in answers] for what, answers in came.items() if len(answers) > 1}
    assert not taken, "a second request was answered"
    assert {what: answers[0].status for what, answers in came.items()} == dict.fromkeys(SMUGGLED, 400)


def sent(target: Target, rest: bytes) -> bytes:
    """A form that our own page sends, up to where it says how long it is."""
    address = target.good["/link/{token}"]
    return f"POST /link/{address} HTTP/1.1\r\nHost: x\r\nOrigin: {target.good['origin']}\r\n".encode() + rest


BODIES: dict[str, tuple[bytes, ...]] = {
    "cut off": (b"Content-Length: 9" + END + b"mar",),
    "longer than all there is": (b"Content-Length: 99999999999" + END + b"marks=yes",),
    "larger than we read": (b"Content-Length: 70000" + END + b"a" * 70_000,),
    "chunks of nonsense": (b"Transfer-Encoding: chunked" + END, b"zz\r\nabc\r\n"),
    "chunks that end in the middle": (b"Transfer-Encoding: chunked" + END, b"9\r\nmar"),
    "no gzip": (b"Content-Encoding: gzip\r\nContent-Length: 9" + END + b"marks=yes",),
    "no deflate": (b"Content-Encoding: deflate\r\nContent-Length: 9" + END + b"marks=yes",),
    "a bomb": (
        b"Content-Encoding: gzip\r\nContent-Length: %d" % len(BOMB) + END,
        BOMB,
    ),
}


@pytest.mark.parametrize("parts", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("ours", [True, False], ids=["our own form", "any address"])
async def test_a_body_that_is_none_breaks_nothing_and_is_no_news(
    target: Target, parts: tuple[bytes, ...], ours: bool
) -> None:
    before = target.watch.content()
    first = sent(target, parts[0]) if ours else GET + parts[0]
    came = await throw(target.port, first, *parts[1:], pause=0.05)
    await asyncio.sleep(0.1)  # the server sees that we hung up
    assert not fine(target, "", came)
    assert [one.status for one in await throw(target.port, SECOND, patience=20)] == [200]
    assert target.watch.content() == before or [one.status for one in came] == [303]
    assert not target.watch.errors


async def test_who_sends_a_form_for_ever_is_not_waited_for(target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(face, "_PATIENCE", 0.2)
    slowly = (b"m", b"a", b"r", b"k", b"s", b"=")
    before = target.watch.content()
    came = await throw(target.port, sent(target, b"Content-Length: 9" + END), *slowly, pause=0.1, patience=20)
    assert [one.status for one in came] == [408]
    assert not lacking(came[0].headers)
    assert target.watch.content() == before
    assert not target.watch.errors


@pytest.mark.parametrize("begun", [b"", b"GET /healthz HTTP/1.1\r\nHost: x\r\nA: "], ids=["nothing", "half a head"])
async def test_who_never_comes_to_the_point_is_hung_up_on(
    hall: Guildhall, monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    monkeypatch.setattr(server, "_KEEP_ALIVE", 0.3)
    site = await server.serve(hall, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    writer.write(begun)
    async with asyncio.timeout(20):
        for _ in range(5):
            writer.write(begun and b"b")
            await asyncio.sleep(0.05)
        assert await reader.read() == b""
    writer.close()
    await site.close()


def spoilt(dice: random.Random, good: dict[str, str]) -> bytes:
    """A request that was good before something happened to it."""
    path = dice.choice(list(DESCRIPTION["paths"]))
    target = re.sub(r"\{\w+\}", lambda _: good[path], path).encode()
    request = bytearray(
        dice.choice((b"GET ", b"POST ", b"HEAD "))
        + target
        + b"?state=a&code=b HTTP/1.1\r\nHost: x\r\nCookie: %s=c\r\nAccept-Language: es;q=0.5, en\r\n" % COOKIE.encode()
        + dice.choice(
            (b"", b"Content-Length: 9\r\n\r\nmarks=yes", b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n")
        )
        + b"\r\n"
    )
    for _ in range(dice.randrange(1, 6)):
        place = dice.randrange(len(request))
        match dice.randrange(4):
            case 0:
                request[place] = dice.randrange(256)
            case 1:
                del request[place : place + dice.randrange(1, 9)]
            case 2:
                request[place:place] = dice.choice(
                    (b"\0", b"\r\n", b"\n", b"%", b" ", b"\xff", b":", b"\t", b"\r\n\r\n")
                )
            case _:
                request[place:place] = request[place : place + dice.randrange(1, 40)] * dice.randrange(1, 30)
    return bytes(request)


@pytest.mark.parametrize("round_", range(ROUNDS))
async def test_requests_that_something_happened_to_break_nothing(target: Target, round_: int) -> None:
    dice = random.Random(f"{SEED}:{round_}:spoilt")
    await all_answered(target, {f"{number}": spoilt(dice, target.good) for number in range(300)})
