"""The lobby's web application: its page, the doors to the windows, the stories' progress, the clock and the crowd."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

from aiohttp import web
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from playground.crowd import MOST_ACTS, Crowd
from playground.crowd_acts import Act
from playground.guide import Guide, Place, place_of
from playground.lobby_page import SKIPS, STATIC, LobbyPage
from playground.stages import set_the_stage
from playground.stories import MOMENTS, Story, story_of
from playground.windows import Windows, may_see
from playground.world import World

_FILES: Final = {"lobby.css": "text/css", "lobby.js": "text/javascript", "icon.svg": "image/svg+xml"}
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_ONLY: Final = {Act.SNIPE: 1, Act.CHALLENGE: 14}
"""Of what the crowd soon has enough."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Lobby:
    """Serves the lobby; `pages` is where the bot's own web pages are, if it has any."""

    def __init__(
        self, world: World, windows: Windows, crowd: Crowd, guide: Guide, *, port: int, seed: int, pages: str
    ) -> None:
        self._world = world
        hosts = ("127.0.0.1", "localhost")
        self._hosts = {f"{host}:{port}" for host in hosts} | (set(hosts) if port == 80 else set[str]())
        self._windows = windows
        self._crowd = crowd
        self._guide = guide
        self._page = LobbyPage(world, guide, seed=seed, pages=pages)
        self._skipping = asyncio.Lock()
        self._faces = {
            part.key: world.faces[address]
            for part in world.cast.people
            for address in world.faces
            if address.endswith(f"/{part.key}.png")
        }

    def app(self) -> web.Application:
        """What the server serves."""
        app = web.Application(middlewares=[self._only_from_here])
        app.add_routes(
            [
                web.get("/", self._index),
                web.get("/state", self._state),
                web.post("/skip", self._skip),
                web.post("/crowd", self._let_loose),
                web.get("/open/{who}/{where}", self._open),
                web.get("/story/{key}", self._begin),
                web.get("/story/{key}/done", self._progress),
                web.post("/story/{key}/told", self._told),
                web.get(r"/story/{key}/{step:\d+}", self._go_on),
                web.get("/face/{who}.png", self._face),
                web.get("/static/{file}", _static),
            ]
        )
        return app

    @web.middleware
    async def _only_from_here(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse what other web pages, or names that lead here, might send; the windows' guides may ask."""
        origin = request.headers.get("Origin")
        from_window = origin in self._windows.origins
        asking = request.host if origin is None or from_window else origin.removeprefix("http://")
        if not {request.host, asking} <= self._hosts:
            raise web.HTTPForbidden(text="The playground answers only to its own page on this machine.")
        answer = await handler(request)
        if from_window and origin:
            answer.headers["Access-Control-Allow-Origin"] = origin
        return answer

    async def _index(self, _: web.Request) -> web.Response:
        return web.Response(text=self._page.html(self._crowd), content_type="text/html", headers=_HEADERS)

    async def _state(self, _: web.Request) -> web.Response:
        troubles = [
            {"number": one.number, "at": one.at.isoformat(), "text": one.text} for one in self._world.troubles.latest
        ]
        state = {"troubles": troubles, "told": sorted(self._guide.told), **self._now()}
        return web.json_response(state, headers=_HEADERS)

    def _now(self) -> dict[str, object]:
        crowd = {"loose": self._crowd.loose, "said": list(self._crowd.said)}
        return {"now": self._world.clock.now().isoformat(), "crowd": crowd}

    async def _skip(self, request: web.Request) -> web.StreamResponse:
        hours = str((await request.post()).get("hours", ""))
        if hours not in {*SKIPS, *MOMENTS}:
            raise web.HTTPBadRequest(text="Skip 1, 24 or 168 hours.")
        async with self._skipping:
            with self._windows.quiet():
                await self._world.pass_time(await self._span(hours))
        return _back_to_the_page(request)

    async def _span(self, skip: str) -> timedelta:
        """How long that is: so many hours, or up to where a story goes on."""
        if skip in SKIPS:
            return timedelta(hours=int(skip))
        guild_id = self._world.guild.handle.id
        to = await self._world.bot.db.read(lambda tx: MOMENTS[skip](tx, guild_id))
        return max(timedelta(), to - self._world.clock.now()) if to else timedelta()

    async def _let_loose(self, request: web.Request) -> web.StreamResponse:
        """Let the crowd loose for one thing or for all, or call it back."""
        wanted = str((await request.post()).get("act", ""))
        if wanted == "stop":
            self._crowd.call_back()
        elif wanted == "all":
            self._crowd.let_loose(tuple(Act))
        elif wanted in set(Act):
            self._crowd.let_loose((Act(wanted),), most=_ONLY.get(Act(wanted), MOST_ACTS))
        else:
            raise web.HTTPBadRequest(text="The crowd does not do that.")
        return _back_to_the_page(request)

    async def _begin(self, request: web.Request) -> web.Response:
        """Set the stage for a story, and go to where it begins."""
        story = _story(request)
        async with self._skipping:
            await set_the_stage(self._world, story.key)
        self._guide.begin(story)
        raise web.HTTPFound(await self._window_at(Place(story, 1)))

    async def _go_on(self, request: web.Request) -> web.Response:
        story, number = _story(request), int(request.match_info["step"])
        if not 1 <= number <= len(story.steps) + 1:
            raise web.HTTPNotFound(text="The story has no such step. Go back to the lobby.")
        raise web.HTTPFound(await self._window_at(Place(story, number)))

    async def _window_at(self, place: Place) -> str:
        step = place.story.steps[min(place.number, len(place.story.steps)) - 1]
        return await self._windows.url(self._world.people[step.who], self._world.channels[step.where], place)

    async def _progress(self, request: web.Request) -> web.Response:
        state = {"steps": await self._guide.done(_story(request)), **self._now()}
        return web.json_response(state, headers=_HEADERS)

    async def _told(self, request: web.Request) -> web.Response:
        self._guide.told.add(_story(request).key)
        return web.Response(status=204)

    async def _open(self, request: web.Request) -> web.Response:
        person, channel = self._find(request)
        raise web.HTTPFound(await self._windows.url(person, channel, place_of(request.query)))

    def _find(self, request: web.Request) -> tuple[MemberActor, ChannelHandle]:
        who, where = request.match_info["who"], request.match_info["where"]
        world = self._world
        person = next((one for key, one in world.people.items() if who in (key, str(one.id))), None)
        channel = next((one for key, one in world.channels.items() if where in (key, str(one.id))), None)
        if person is None or channel is None:
            raise web.HTTPNotFound(text="There is nobody and nothing of that name here. Go back to the lobby.")
        if not may_see(person, channel):
            raise web.HTTPForbidden(text=f"Discord does not show #{channel.name} to this person. Go back to the lobby.")
        return person, channel

    async def _face(self, request: web.Request) -> web.Response:
        face = self._faces.get(request.match_info["who"])
        if face is None:
            raise web.HTTPNotFound
        return web.Response(body=face[1], content_type="image/png", headers={"Cache-Control": "max-age=3600"})


def _story(request: web.Request) -> Story:
    story = story_of(request.match_info["key"])
    if story is None:
        raise web.HTTPNotFound(text="There is no such story. Go back to the lobby.")
    return story


def _back_to_the_page(request: web.Request) -> web.Response:
    """To the lobby for a form, nowhere for a script; both say which they are, and an old browser is taken for one."""
    if request.headers.get("Sec-Fetch-Mode") == "cors":
        return web.Response(status=204)
    raise web.HTTPSeeOther("/")


async def _static(request: web.Request) -> web.Response:
    name = request.match_info["file"]
    if name not in _FILES:
        raise web.HTTPNotFound
    return web.Response(text=(STATIC / name).read_text(encoding="utf-8"), content_type=_FILES[name], headers=_HEADERS)
