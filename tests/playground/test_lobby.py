"""The lobby tells stories, lets a crowd loose, names its stand-ins, and answers only its own page and its windows."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp

from playground.stories import STORIES


async def opened(lobby: aiohttp.ClientSession, path: str) -> str:
    """Where a door of the lobby leads."""
    async with lobby.get(path, allow_redirects=False) as answer:
        assert answer.status == 302, path
        return answer.headers["Location"]


async def progress(lobby: aiohttp.ClientSession, key: str, **headers: str) -> tuple[dict[str, Any], str | None]:
    """How far a story has come, and which other page may read it."""
    async with lobby.get(f"/story/{key}/done", headers=headers) as answer:
        assert answer.status == 200
        return await answer.json(), answer.headers.get("Access-Control-Allow-Origin")


async def test_a_story_begins_in_its_window_with_the_guide(lobby: aiohttp.ClientSession) -> None:
    address = await opened(lobby, "/story/pot")
    assert parse_qs(urlsplit(address).query) == {"story": ["pot"], "step": ["1"]}
    async with lobby.get(address) as answer:
        page, policy = await answer.text(), answer.headers["Content-Security-Policy"]
    assert "<title>#pots " in page
    for hook in ('id="guide"', 'id="guide-step"', 'id="guide-next"', 'id="guide-back"', 'data-step="1"'):
        assert hook in page
    assert page.count("<template data-step=") == len(STORIES[1].steps) + 1
    own, allowed = str(lobby._base_url).rstrip("/"), re.findall(r"connect-src ([^;]+)", policy)
    assert allowed == [f"'self' blob: {own}"], "the window asks itself and the lobby, and nobody else"
    assert "unsafe" not in policy
    assert "style=" not in page.partition('id="guide"')[2].partition("</section>")[0]


async def test_a_step_of_somebody_else_leads_to_their_window(lobby: aiohttp.ClientSession) -> None:
    officer, raider = await opened(lobby, "/story/council/3"), await opened(lobby, "/story/council/4")
    assert urlsplit(officer).port != urlsplit(raider).port
    assert urlsplit(raider).query == "story=council&step=4"
    assert urlsplit(await opened(lobby, "/story/council/5")).port == urlsplit(raider).port, "the end is where it ended"
    for path in ("/story/council/0", "/story/council/6", "/story/nothing", "/story/nothing/done"):
        async with lobby.get(path, allow_redirects=False) as answer:
            assert answer.status == 404, path


async def test_the_guide_comes_along_to_other_channels(lobby: aiohttp.ClientSession) -> None:
    assert urlsplit(await opened(lobby, "/open/raider/loot?story=pot&step=2")).query == "story=pot&step=2"
    assert urlsplit(await opened(lobby, "/open/raider/loot?story=nothing&step=2")).query == ""
    assert urlsplit(await opened(lobby, "/open/raider/loot")).query == ""


async def test_only_windows_that_are_open_may_ask_how_far_one_has_come(lobby: aiohttp.ClientSession) -> None:
    window = await opened(lobby, "/story/pot")
    origin = f"http://{urlsplit(window).netloc}"
    state, reader = await progress(lobby, "pot", Origin=origin)
    assert state["steps"] == [False, False, False, False]
    assert reader == origin
    assert (await progress(lobby, "pot"))[1] is None
    for stranger in ("http://127.0.0.1:1", "http://evil.example", "null"):
        for ask in (lobby.get, lobby.post):
            async with ask("/story/pot/done", headers={"Origin": stranger}) as answer:
                assert answer.status == 403, stranger
    async with lobby.post("/crowd", data={"act": "all"}, headers={"Origin": "http://127.0.0.1:1"}) as answer:
        assert answer.status == 403


async def test_a_story_that_was_seen_is_marked(lobby: aiohttp.ClientSession) -> None:
    async with lobby.get("/") as answer:
        assert " data-told" not in await answer.text()
    async with lobby.post("/story/raid/told") as answer:
        assert answer.status == 204
    async with lobby.get("/") as answer:
        assert re.findall(r'data-story="(\w+)" data-told', await answer.text()) == ["raid"]
    async with lobby.get("/state") as answer:
        assert (await answer.json())["told"] == ["raid"]


async def test_the_crowd_is_let_loose_says_what_it_does_and_is_called_back(lobby: aiohttp.ClientSession) -> None:
    async with lobby.post("/crowd", data={"act": "dance"}) as answer:
        assert answer.status == 400
    async with lobby.post("/crowd", data={"act": "all"}, allow_redirects=False) as answer:
        assert answer.status == 303
    crowd: dict[str, Any] = {}
    while not crowd.get("said"):
        async with lobby.get("/state") as answer:
            crowd = (await answer.json())["crowd"]
    assert crowd["loose"]
    async with lobby.post("/crowd", data={"act": "stop"}, headers={"Sec-Fetch-Mode": "cors"}) as answer:
        assert answer.status == 204
    async with lobby.get("/state") as answer:
        assert not (await answer.json())["crowd"]["loose"]


async def test_the_stand_ins_are_named_as_demos_and_all_are_on_this_machine(lobby: aiohttp.ClientSession) -> None:
    async with lobby.get("/") as answer:
        page = await answer.text()
    named = page.partition('<dl class="services">')[2].partition("</dl>")[0]
    for name in ("Demo Discord", "Demo hiscores", "Demo Warcraft Logs", "Demo login", "Demo beacon"):
        assert f"<dt>{name}</dt>" in named
    assert "nothing leaves it" in page
    assert set(re.findall(r"https?://([^\s\"<:/]+)", page)) == {"127.0.0.1"}
