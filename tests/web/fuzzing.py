"""A house for those who throw nonsense at it: something is behind every address, and a watch on books and log."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection

from domain.characters import AccountType, parse_name
from domain.guild import DRAWS_MODE
from domain.hiscores import Reading, Sheet
from fairness.protocol import Claim, Kind
from services.draws import Plan
from storage import characters, draws, settings, snapshots
from tests.services.drawing import PostOffice
from tests.web.linking import GUILD, TOM, House, open_house, query_of, surfer
from web.app import HEADERS

_MORE = 0.6
METRICS_TOKEN = "a-token-that-nobody-guesses"
VARIES = {"Content-Security-Policy", "Referrer-Policy"}
"""Headers that every answer has and that some pages have a value of their own for."""


@dataclass
class Watch:
    """What goes wrong out of sight: errors in the log, and changes of the books."""

    path: Path
    errors: list[str] = field(default_factory=list[str])

    def version(self, books: sqlite3.Connection) -> int:
        """A number that changes with every change that somebody else makes."""
        return int(books.execute("PRAGMA data_version").fetchone()[0])

    def content(self) -> list[str]:
        """All that the books hold."""
        with closing(sqlite3.connect(self.path)) as books:
            return list(books.iterdump())


class _Errors(logging.Handler):
    def __init__(self, watch: Watch) -> None:
        super().__init__(logging.WARNING)
        self._watch = watch
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self._watch.errors.append(self.format(record))


@dataclass
class Target:
    """A house with something behind every address; `good` has a value that leads somewhere for each parameter."""

    house: House
    watch: Watch
    good: dict[str, str]

    @property
    def url(self) -> str:
        """Where its pages are."""
        return self.house.site.address

    @property
    def port(self) -> int:
        """The port of its pages."""
        return self.house.site.port


@asynccontextmanager
async def open_target(path: Path) -> AsyncGenerator[Target]:
    """The house behind one proxy, so that nobody who throws things has to wait for others."""
    async with open_house(path, proxies=1, metrics_token=METRICS_TOKEN) as house:
        proof = await _drawn(house)
        snapshot = await house.hall.desk.db.write(lambda tx: _snapshot(tx, house))
        state = await _under_way(house)
        watch = Watch(path)
        handler = _Errors(watch)
        logging.getLogger().addHandler(handler)
        good = {
            "/proofs/{address}.json": proof,
            "/proofs/snapshots/{address}.txt": snapshot,
            "/link/{token}": (await house.ask()).rpartition("/")[2],
            "state": state,
            "origin": house.hall.public_url,
        }
        try:
            yield Target(house, watch, good)
        finally:
            logging.getLogger().removeHandler(handler)


async def _under_way(house: House) -> str:
    """The state of somebody who has set out to Discord and may come back, in their own browser alone."""
    async with surfer(house) as tom:
        departure = await tom.go(await house.ask(TOM))
    return query_of(departure.headers["Location"])["state"]


async def _drawn(house: House) -> str:
    hall, now = house.hall, house.clock()
    hall.notices.courier = PostOffice(cast("Any", house.clock))
    steps, db = hall.draws.steps, hall.desk.db

    def commit(tx: Connection) -> int:
        settings.put(tx, GUILD, DRAWS_MODE.name, "sealed", by=None, at=now)
        return steps.commit(tx, GUILD, Plan(Kind.CONTEST, "The long night", now, 1, "A bond.", 5), by=None, now=now).id

    draw_id = await db.write(commit)
    await hall.notices.deliver()
    claims = [Claim(f"osrs:b0aty {one}", 1) for one in range(3)]
    await db.write(lambda tx: steps.lock(tx, draw_id, claims, {}, now))
    await hall.notices.deliver()
    await db.write(lambda tx: steps.call(tx, draw_id, by=None, now=now))
    await hall.notices.deliver()
    await hall.draws.due()
    return (await db.read(lambda tx: draws.by_id(tx, draw_id))).address


def _snapshot(tx: Connection, house: House) -> str:
    now = house.clock()
    who = characters.add(tx, GUILD, parse_name("Zezima"), AccountType.REGULAR, owner=None, now=now)
    sheet = Sheet({"slayer": Reading("slayer", "Slayer", 1, 4_442_420)})
    number = snapshots.save(tx, who.id, None, sheet, table="hiscore_oldschool", at=now)
    found = None if number is None else snapshots.text_of(tx, number)
    assert found is not None
    return f"{number}-{found[1].hex()[:16]}"


def lacking(headers: Mapping[str, str]) -> list[str]:
    """The headers of every answer that this one lacks, or has with another value."""
    given = {name.lower(): value for name, value in headers.items()}
    missing = [name for name in HEADERS if name.lower() not in given]
    return missing + [
        f"{name}: {given[name.lower()]}"
        for name, value in HEADERS.items()
        if name not in VARIES and name not in missing and given[name.lower()] != value
    ]


@dataclass(frozen=True, slots=True)
class Raw:
    """An answer as it came over the wire."""

    status: int
    headers: dict[str, str]


async def throw(port: int, *parts: bytes, pause: float = 0.0, patience: float = 1.5) -> list[Raw]:
    """Send these bytes, with pauses between them, and read what comes back until it ends or nothing more comes.

    `patience` is that for the first of it, in seconds: what is no whole request has no answer.
    """
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answer = b""
    try:
        for part in parts:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause)
        while chunk := await asyncio.wait_for(reader.read(1 << 16), _MORE if answer else patience):
            answer += chunk
    except (TimeoutError, ConnectionError):
        pass  # it keeps the connection for more, or has hung up
    finally:
        writer.close()
    return list(answers(answer))


def answers(data: bytes) -> Iterator[Raw]:
    """The answers in what came back, one after the other."""
    while data:
        head, _, rest = data.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        protocol, status = first.split(" ")[:2]
        assert protocol in {"HTTP/0.9", "HTTP/1.0", "HTTP/1.1"}, first
        headers = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        yield Raw(int(status), headers)
        data = rest[int(headers.get("Content-Length", "0")) :]
