"""A whole life of the bot with everything switched on, at LOG_LEVEL=DEBUG: no secret is seen where it must not be."""

import asyncio
import re
import secrets
import socket
import sqlite3
import zipfile
from base64 import b64encode
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiohttp
import pytest

import playground.oauth
import playground.warcraft_logs
from domain.links import Account
from playground.growth import Characters
from playground.hiscores import DemoHiscores
from playground.loopback import broken
from playground.oauth import CLIENT, DemoDiscord
from playground.warcraft_logs import DemoWarcraftLogs
from playground.wise_old_man import DemoWiseOldMan
from storage import backup
from tests.console.secret_keeping import PART, Recorder, found_in
from tests.discord_stub import TOKEN, serving
from tests.web.linking import query_of
from web.linking.face import COOKIE

ROOT = Path(__file__).parents[2]
SYLVA = Account(42, "Sylva", None)
HOOK = f"https://discord.com/api/webhooks/1198622483471925248/{'Zt3-aB_cDeFgHiJkLmNo' * 3}PqRsTuVw"


def fresh() -> str:
    """A secret that nothing else looks like."""
    return secrets.token_urlsafe(24).replace("-", "q").replace("_", "w")


@dataclass
class Life:
    """The bot in its own process, with the secrets that it was given and those that came up on the way."""

    discord: Recorder
    oauth: DemoDiscord
    logs: DemoWarcraftLogs
    folder: Path
    environment: dict[str, str]
    address: str
    given: dict[str, str]
    came_up: dict[str, str] = field(default_factory=dict[str, str])
    printed: str = ""
    pages: str = ""

    @property
    def secrets(self) -> dict[str, str]:
        """All of them by name."""
        return self.given | self.came_up

    def books(self) -> list[tuple[str, str]]:
        """Every line of the database by its table."""
        with closing(sqlite3.connect(self.folder / "data/guildhall.db")) as books:
            lines = list(books.iterdump())
        return [(found[1], line) for line in lines if (found := re.match(r'INSERT INTO "(\w+)"', line))]

    async def command(self, *words: str, **environment: str) -> int:
        """A command of the operator's; what it prints is kept."""
        told = self.environment | environment
        code, out, err = await self.discord.run(*words, folder=self.folder, **told)
        self.printed += out + err
        return code

    async def page(self, session: aiohttp.ClientSession, method: str, url: str, **sent: Any) -> aiohttp.ClientResponse:
        """A page of the bot; what it says is kept."""
        async with session.request(method, url, allow_redirects=False, **sent) as answer:
            self.pages += await answer.text()
            if answer.status != 303:
                self.pages += str(answer.headers)
            return answer


@pytest.fixture(params=["text", "json"])
async def life(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Life]:
    given = {
        "DISCORD_TOKEN": TOKEN,
        "DISCORD_CLIENT_SECRET": f"{fresh()}/+%",
        "SECRET_KEY": fresh(),
        "WISE_OLD_MAN_KEY": fresh(),
        "WARCRAFT_LOGS_CLIENT_SECRET": fresh(),
        "METRICS_TOKEN": fresh(),
    }
    monkeypatch.setattr(playground.oauth, "SECRET", given["DISCORD_CLIENT_SECRET"])
    monkeypatch.setattr(playground.warcraft_logs, "SECRET", given["WARCRAFT_LOGS_CLIENT_SECRET"])
    characters = Characters(seed=1, since=datetime(2026, 1, 1, tzinfo=UTC), everybody=True)

    def clock() -> datetime:
        return datetime.now(UTC)

    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    async with AsyncExitStack() as stack:
        oauth = await stack.enter_async_context(DemoDiscord(clock=clock))
        hiscores = await stack.enter_async_context(DemoHiscores(characters, clock=clock))
        known = given["WISE_OLD_MAN_KEY"]
        group = await stack.enter_async_context(DemoWiseOldMan(characters, clock=clock, key=known))
        logs = await stack.enter_async_context(DemoWarcraftLogs())
        discord = await stack.enter_async_context(serving(Recorder()))
        address = f"http://127.0.0.1:{port}"
        oauth.add(SYLVA)
        oauth.redirects.add(f"{address}/link/done")
        environment = {
            **given,
            "DISCORD_CLIENT_ID": CLIENT,
            "DISCORD_URL": oauth.url,
            "HISCORES_URL": hiscores.url,
            "WISE_OLD_MAN_URL": group.url,
            "WARCRAFT_LOGS_URL": logs.url,
            "WARCRAFT_LOGS_CLIENT_ID": playground.warcraft_logs.CLIENT,
            "BEACON_URLS": "http://127.0.0.1:1",
            "PUBLIC_URL": address,
            "WEB_PORT": str(port),
            "LOG_LEVEL": "DEBUG",
            "LOG_FORMAT": str(request.param),
            "NO_PROXY": "127.0.0.1",
        }
        yield Life(discord, oauth, logs, tmp_path, environment, address, given)


async def link(life: Life, interaction: str) -> None:
    """Ask for an address, stumble over a Discord that does not answer, link, and try the same again."""
    number = await life.discord.act(interaction, "link")
    ticket = await life.discord.answer(number, interaction, r"/link/([\w-]{43})")
    life.came_up["link ticket"] = ticket
    url = f"{life.address}/link/{ticket}"
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as browser:
        await life.page(browser, "GET", url)
        await life.page(browser, "POST", url, headers={"Origin": "https://evil.example"})
        for attempt in ("first", "second"):
            if attempt == "first":
                life.oauth.script("me", *[broken(503)] * 5)
            departure = await life.page(browser, "POST", url, headers={"Origin": life.address}, data={"marks": "yes"})
            assert departure.status == 303
            cookie = SimpleCookie(departure.headers["Set-Cookie"])[COOKIE].value
            with closing(sqlite3.connect(life.folder / "data/guildhall.db")) as books:
                ((verifier,),) = books.execute("SELECT verifier FROM link_tickets").fetchall()
            async with browser.post(
                departure.headers["Location"], data={"as": str(SYLVA.id)}, allow_redirects=False
            ) as allowed:
                back = allowed.headers["Location"]
            asked = query_of(back)
            life.came_up |= {
                f"{attempt} {name}": value
                for name, value in {
                    "state": asked["state"],
                    "code": asked["code"],
                    "cookie": cookie,
                    "verifier": verifier,
                }.items()
            }
            headers = {"Cookie": f"{COOKIE}={cookie}", "User-Agent": "Mozilla/5.0"}
            wrong = await life.page(browser, "GET", back, headers={"Cookie": f"{COOKIE}={'x' * 43}"})
            ended = await life.page(browser, "GET", back, headers=headers)
            assert (wrong.status, ended.status) == (403, 503 if attempt == "first" else 200), life.pages[-3000:]
        await life.page(browser, "GET", back, headers=headers)
        assert life.oauth.revoked
        life.came_up["access token"] = life.oauth.revoked[-1]


async def look_at_pages(life: Life) -> None:
    """Everything on the web, by those who may and those who may not."""
    right = {"Authorization": f"Bearer {life.given['METRICS_TOKEN']}"}
    wrong = {"Authorization": f"Bearer {life.given['METRICS_TOKEN']}x"}
    async with aiohttp.ClientSession() as browser:
        for path in ("/", "/verify", "/healthz", "/nowhere", f"/link/{'x' * 43}"):
            assert (await life.page(browser, "GET", life.address + path)).status in {200, 404}
        assert (await life.page(browser, "GET", f"{life.address}/metrics", headers=right)).status == 200
        for headers in (wrong, {}):
            assert (await life.page(browser, "GET", f"{life.address}/metrics", headers=headers)).status == 401


async def read(life: Life, process: asyncio.subprocess.Process) -> None:
    """Keep all that it prints; some lines are longer than a reader of lines takes."""
    for stream in (process.stderr, process.stdout):
        assert stream is not None
        life.printed += (await stream.read()).decode()


async def live(life: Life) -> None:
    """Start, do all kinds of things that have to do with a secret, some of which fail, and stop."""
    process = await life.discord.start(folder=life.folder, **life.environment)
    reading = asyncio.create_task(read(life, process))
    await life.discord.identified.wait()
    life.came_up["webhook"] = HOOK.rpartition("/")[2]
    tokens = [f"aW50ZXJhY3Rpb246{fresh()}{fresh()}" for _ in range(9)]
    life.came_up |= {f"interaction {number}": token[16:] for number, token in enumerate(tokens)}
    acts: list[tuple[Any, ...]] = [
        ("notifications", "set", {"event": "clan.snapshot_complete", "webhook": HOOK}),
        ("notifications", "set", {"event": "clan.snapshot_complete", "webhook": f"{HOOK}/x"}),
        ("notifications", "test", {"event": "clan.snapshot_complete"}),
        ("notifications", "show", {}),
        ("clan", "import", {"group": 7}),
        ("raid", "import", {"report": "aaaaBBBBccccDDDD"}),
        ("privacy", "export", {}),
        ("audit", "list", {}),
    ]
    for token, (name, sub, options) in zip(tokens[1:], acts, strict=True):
        number = await life.discord.act(token, name, sub, **options)
        await life.discord.answer(number, token)
    await link(life, tokens[0])
    await look_at_pages(life)
    process.terminate()
    assert (await process.wait(), await reading) == (0, None), life.printed[-3000:]


def in_base64(text: str) -> str:
    return b64encode(text.encode()).decode()


def quoted(text: str) -> str:
    return quote(text, safe="")


@pytest.mark.parametrize("shape", [str, quoted, in_base64])
@pytest.mark.parametrize("before", ["", "x", "id:"])
def test_the_search_finds_a_secret_whole_or_in_part_as_it_is_or_encoded(
    shape: Callable[[str], str], before: str
) -> None:
    secret = f"{fresh()}/+%"
    for text in (secret, secret[:PART], f"{before}{secret} and more"):
        assert found_in(f"said {shape(text)}.", {"it": secret}).startswith("it: ")
    assert found_in(secret.encode().hex(), {"it": secret})
    assert found_in(f"said {shape(fresh())}", {"it": secret}) == ""


async def test_a_whole_life_tells_no_secret(life: Life) -> None:
    await live(life)
    assert "DEBUG" in life.printed
    assert any(one.path.startswith("/webhooks/1198622483471925248/") for one in life.discord.sent)
    assert found_in(life.printed, life.secrets) == "", "in the log, or printed"
    assert found_in(life.pages, life.secrets) == "", "in a page"

    private = life.came_up.pop("link ticket")
    told = "\n".join(one.body for one in life.discord.sent)
    assert found_in(told, life.secrets) == "", "told to Discord"
    assert len([one for one in life.discord.sent if private in one.body]) == 1, "given to one person, once"

    tables = {table for table, line in life.books() if found_in(line, life.secrets | {"link ticket": private})}
    assert tables == {"notification_routes"}, "kept, other than where messages go"
    del life.came_up["webhook"]
    data, saved = life.folder / "data", life.folder / "kept.zip"
    backup.backup(data / "guildhall.db", data / "secret.key", saved, now=datetime.now(UTC))
    with zipfile.ZipFile(saved) as kept:
        everything = "\n".join(kept.read(name).decode("latin-1") for name in kept.namelist())
    assert found_in(everything, life.secrets) == "", "in a backup"


async def test_no_command_of_the_operator_prints_a_secret(life: Life) -> None:
    assert await life.command("sync") == 0
    assert await life.command("backup", "kept.zip") == 0
    assert await life.command("restore", "kept.zip") == 0
    wrong = life.given["another secret"] = fresh()
    await life.command("check", WARCRAFT_LOGS_CLIENT_SECRET=wrong)
    assert "Warcraft Logs" in life.printed
    assert "DEBUG" in life.printed
    assert found_in(life.printed, life.secrets) == ""
