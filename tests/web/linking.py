"""A house in which people link, with a Discord of its own on this machine, and somebody without scruples."""

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import aiohttp
from sqlalchemy import text

from clients.accounts import Accounts
from clients.backoff import Backoff
from clients.beacon import Relays
from clients.hiscores import Hiscores
from clients.outside import Outside
from clients.wise_old_man import WiseOldMan
from domain.links import Account
from domain.people import Actor
from fairness.beacon import QUICKNET
from playground.oauth import CLIENT, SECRET, DemoDiscord
from services.desk import Desk
from services.guildhall import Guildhall
from storage import links, members
from storage.engine import Database
from storage.links import Link
from web.linking.face import COOKIE
from web.server import Site, serve

GUILD = 1186000000000000001
MARA = Account(9001, "Mara & <Co>", "0123456789abcdef")
TOM = Account(9002, "Tom", None)
CHROME = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0", "Accept-Language": "en-GB,en;q=0.9"}
NOBODY = "http://127.0.0.1:1"


class Clock:
    """What time it is."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class House:
    """The pages being served, whose `hall` asks this `discord`."""

    hall: Guildhall
    site: Site
    discord: DemoDiscord
    clock: Clock

    @property
    def back(self) -> str:
        """Where Discord sends people back to."""
        return f"{self.hall.public_url}/link/done"

    async def ask(self, account: Account = MARA, guild: int = GUILD) -> str:
        """The address that `/link` gives to that person."""
        return (await self.hall.linking.offer(actor(account, guild))).url

    async def link_of(self, account: Account = MARA) -> Link | None:
        """What stands in the books."""

        def work(tx: Any) -> Link | None:
            member = members.find(tx, GUILD, account.id)
            return None if member is None else links.of(tx, member.id)

        return await self.hall.desk.db.read(work)

    async def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of the books."""
        return await self.hall.desk.db.read(lambda tx: [tuple(row) for row in tx.execute(text(query))])


def actor(account: Account, guild: int = GUILD, *, leads: bool = False) -> Actor:
    """That person at the moment of an act."""
    return Actor(guild, account.id, frozenset(), manages_guild=leads)


@asynccontextmanager
async def open_house(path: Path, **options: Any) -> AsyncGenerator[House]:
    """A house on that database; `proxies` stand in front, `secret` is the client's, `metrics_token` shows figures."""
    clock, database = Clock(), Database(f"sqlite:///{path}")
    await database.open()
    await database.write(lambda tx: members.enter_guild(tx, GUILD, clock()))
    async with DemoDiscord(clock=clock) as discord:
        discord.add(MARA)
        discord.add(TOM)
        outside = Outside(
            lambda: Hiscores(NOBODY, None, "tests", clock=clock),
            lambda: WiseOldMan(NOBODY, "", "tests", clock=clock),
            lambda: Relays([NOBODY], QUICKNET, "tests", clock=clock),
            accounts=lambda: accounts_at(discord, clock, options.get("secret", SECRET)),
        )
        hall = Guildhall(Desk(database, clock, os.urandom), outside, lambda: b"tests")
        token = options.get("metrics_token", "")
        site = await serve(hall, "127.0.0.1", 0, proxies=options.get("proxies", 0), metrics_token=token)
        hall.public_url = site.address
        house = House(hall, site, discord, clock)
        discord.redirects.add(house.back)
        try:
            yield house
        finally:
            await site.close()
            await hall.close()
            await database.close()


def accounts_at(discord: DemoDiscord, clock: Clock, secret: str = SECRET, **options: Any) -> Accounts:
    """The client of that Discord, in a hurry."""
    quick: dict[str, Any] = {"backoff": Backoff(first=0.002), "rest": 0.05, "total_timeout": 0.5}
    return Accounts(discord.url, CLIENT, secret, "Guildhall (tests)", clock=clock, **(quick | options))


@dataclass
class Answer:
    """What a browser got."""

    status: int
    headers: Any
    text: str

    @property
    def heading(self) -> str:
        """What the page says first."""
        return self.text.partition("<h1>")[2].partition("</h1>")[0]


@dataclass
class Surfer:
    """A browser without a screen, whose every header can be forged."""

    house: House
    session: aiohttp.ClientSession
    cookie: str = ""
    headers: dict[str, str] = field(default_factory=lambda: dict(CHROME))

    async def get(self, url: str, headers: dict[str, str] | None = None) -> Answer:
        """Open an address."""
        return await self._request("GET", url, headers or {})

    async def go(self, url: str, headers: dict[str, str] | None = None, *, marks: bool = False) -> Answer:
        """Press the button on the page at that address."""
        sent = {"Origin": self.house.hall.public_url, "Sec-Fetch-Site": "same-origin"} | (headers or {})
        answer = await self._request("POST", url, sent, data={"marks": "yes"} if marks else {})
        for line in answer.headers.getall("Set-Cookie", []):
            self.cookie = SimpleCookie(line)[COOKIE].value
        return answer

    async def allow(self, departure: Answer, account: Account | None = MARA) -> str:
        """Let Discord know as whom, or that one will not; returns where it sends the browser back to."""
        chosen = {"as": str(account.id) if account else ""}
        answer = await self._request("POST", departure.headers["Location"], {}, data=chosen)
        assert answer.status == 303, answer.text
        return str(answer.headers["Location"])

    async def link(self, url: str, account: Account | None = MARA, *, marks: bool = False) -> Answer:
        """The whole way."""
        return await self.get(await self.allow(await self.go(url, marks=marks), account))

    async def _request(self, method: str, url: str, headers: dict[str, str], **sent: Any) -> Answer:
        told = {name: value for name, value in (self.headers | headers).items() if value}
        if self.cookie and url.startswith(self.house.site.address):
            told["Cookie"] = f"{COOKIE}={self.cookie}"
        async with self.session.request(method, url, headers=told, allow_redirects=False, **sent) as answer:
            return Answer(answer.status, answer.headers, await answer.text())


@asynccontextmanager
async def surfer(house: House) -> AsyncGenerator[Surfer]:
    """Somebody with a browser."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield Surfer(house, session)


def query_of(url: str) -> dict[str, str]:
    """What an address asks."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def changed(url: str, **values: str | None) -> str:
    """The address asking for something else; None leaves a part out."""
    asked: dict[str, str | None] = {**query_of(url), **values}
    return urlsplit(url)._replace(query=urlencode({n: v for n, v in asked.items() if v is not None})).geturl()
