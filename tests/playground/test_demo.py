"""The demo's command: what it says when it cannot start, and a lobby that answers only its own page."""

import asyncio
import logging
import re
import socket
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import aiohttp
import pytest

from config import Settings
from playground import demo, past
from playground.cast import cast
from playground.stories import STORIES
from playground.tour import first_looks


class Acting:
    """A window as its page drives it."""

    def __init__(self, lobby: aiohttp.ClientSession, who: str, where: str) -> None:
        self._lobby = lobby
        self._path = f"/open/{who}/{where}"

    async def __aenter__(self) -> Self:
        async with self._lobby.get(self._path, allow_redirects=False) as answer:
            address, capability = answer.headers["Location"].split("#")
        self._window = aiohttp.ClientSession(address, headers={"X-Simcord-Capability": capability})
        async with self._window.post("/api/pages", json={}) as answer:
            self._page = await answer.json()
        self._window.headers["X-Simcord-Context"] = self._page["context"]["id"]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._window.close()

    async def say(self, command: str, *, stale_by: int = 0) -> dict[str, Any]:
        """Send a command without options, from a page that has missed so many changes."""
        async with self._window.get("/api/commands") as answer:
            entry = next(one for one in (await answer.json())["entries"] if one["invocation"] == command)
        act: dict[str, Any] = {
            "protocol_version": 3,
            "sequence": 1,
            "request_id": command,
            "generation": self._page["context"]["generation"],
            "bot_generation": self._page["botGeneration"],
            "published_revision": self._page["publishedRevision"] - stale_by,
            "kind": "run_command",
            "command_id": entry["commandId"],
            "path": entry["path"],
            "schema_fingerprint": entry["schemaFingerprint"],
            "options": {},
        }
        async with self._window.post("/api/action", json=act) as answer:
            return await answer.json()


def test_a_port_in_use_is_said_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert demo.main(Settings(), port=port) == 2
    said = capsys.readouterr()
    assert said.err == (
        f"Port {port} is in use, perhaps by another demo. Choose another one: uv run bot.py demo --port 8765\n"
    )
    assert said.out == ""
    assert demo.main(Settings(), port=65536) == 2
    assert "they go from 0" in capsys.readouterr().err


def test_without_simcord_it_says_what_brings_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def absent(_: str) -> None:
        return None

    monkeypatch.setattr(demo, "find_spec", absent)
    assert demo.main(Settings(), port=0) == 2
    assert capsys.readouterr().err == "The demo needs SimCord, which is not installed here. `uv sync` brings it.\n"


def test_it_does_not_play_in_a_folder_with_something_in_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "guildhall.db").write_text("somebody's")
    assert demo.main(Settings(), port=0, data_dir=tmp_path) == 2
    assert "is not an empty folder" in capsys.readouterr().err
    assert (tmp_path / "guildhall.db").read_text() == "somebody's"


async def test_the_lobby_shows_everybody_and_what_they_may_see(lobby: aiohttp.ClientSession) -> None:
    async with lobby.get("/") as answer:
        page = await answer.text()
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert page.count('<article class="person">') == 6
    assert page.count('<article class="task">') == len(first_looks(cast(7)))
    assert page.count('<li class="story"') == len(STORIES)
    assert "/open/officer/officers" in page
    assert "/open/raider/officers" not in page
    assert "style=" not in page
    for link in sorted(set(re.findall(r'"(/static/[^"]+|/face/[^"]+)"', page))):
        async with lobby.get(link) as answer:
            assert answer.status == 200, link
    async with lobby.get(re.findall(r'href="(http://127[^"]+)"', page)[0]) as answer:
        assert answer.status == 200, "the bot's own pages"


async def test_a_door_opens_to_those_who_may_see_the_channel(lobby: aiohttp.ClientSession) -> None:
    addresses: set[str] = set()
    for who, where, status in (
        ("leader", "officers", 302),
        ("raider", "clan", 302),
        ("raider", "officers", 403),
        ("nobody", "clan", 404),
        ("leader", "nowhere", 404),
    ):
        async with lobby.get(f"/open/{who}/{where}", allow_redirects=False) as answer:
            assert answer.status == status, (who, where)
            addresses.add(answer.headers.get("Location", "").split("#")[0])
    windows = addresses - {""}
    assert len(windows) == 2
    async with lobby.get("/open/leader/officers") as page:
        text = await page.text()
    assert f'class="to-lobby" href="{lobby._base_url}"' in text
    for dressed in ("<title>#officers ", ">You are\n", 'class="rooms"', 'src="/window.js"', 'href="/icon.svg"'):
        assert dressed in text
    assert "Viewing as" not in text


async def test_two_people_act_at_once_and_neither_minds_what_the_other_does(lobby: aiohttp.ClientSession) -> None:
    async with Acting(lobby, "leader", "general") as leader, Acting(lobby, "raider", "clan") as raider:
        both = await asyncio.gather(leader.say("settings show"), raider.say("clan overview", stale_by=3))
    outcomes = [(receipt["settlement"], receipt["acknowledgement"]) for receipt in both]
    assert outcomes == [("settled", "acknowledged")] * 2


async def test_it_answers_only_its_own_page(lobby: aiohttp.ClientSession) -> None:
    for headers in ({"Origin": "http://evil.example"}, {"Host": "evil.example"}, {"Origin": "null"}):
        for ask in (lobby.get("/open/leader/general", headers=headers), lobby.post("/skip", headers=headers)):
            async with ask as answer:
                assert answer.status == 403, headers


async def test_time_can_be_skipped_by_what_the_buttons_offer(lobby: aiohttp.ClientSession) -> None:
    async with lobby.get("/state") as answer:
        before = (await answer.json())["now"]
    for hours, status in (("1", 303), ("99999", 400), ("", 400)):
        async with lobby.post("/skip", data={"hours": hours}, allow_redirects=False) as answer:
            assert answer.status == status, hours
    async with lobby.get("/state") as answer:
        after = (await answer.json())["now"]
    assert before[11:13] != after[11:13]


async def test_errors_of_the_bot_show_in_the_lobby(lobby: aiohttp.ClientSession) -> None:
    logging.getLogger("services.clan").error("the books fell over")
    async with lobby.get("/state") as answer:
        assert [one["text"] for one in (await answer.json())["troubles"]] == ["the books fell over"]


async def test_it_closes_at_once_with_everything_and_leaves_the_kept_books(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(past, "DAYS", 1)
    running = asyncio.create_task(demo.serve(Settings(), port=0, seed=7, data_dir=tmp_path / "books"))
    said = ""
    while not (found := re.search(r"Open (\S+) in", said)):
        await asyncio.sleep(0.05)
        said += capsys.readouterr().out
    async with aiohttp.ClientSession(found[1]) as session, session.get("/open/leader/general") as page:
        window = page.url
    running.cancel()
    began = asyncio.get_running_loop().time()
    with suppress(asyncio.CancelledError):
        await running
    assert asyncio.get_running_loop().time() - began < 2
    async with aiohttp.ClientSession() as session:
        for address in (found[1], str(window)):
            with pytest.raises(aiohttp.ClientConnectorError):
                await session.get(address)
    assert (tmp_path / "books" / "guildhall.db").stat().st_size > 0
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    assert others == []
