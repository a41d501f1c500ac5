"""The lobby: who one can be, what to try first, the clock, and what went wrong, on one page."""

import asyncio
import html
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from string import Template
from typing import Final

from aiohttp import web
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from playground.cast import Part
from playground.tour import MORE, Task, first_tasks
from playground.windows import Windows, may_see
from playground.world import World

_STATIC: Final = Path(__file__).with_name("static")
_FILES: Final = {"lobby.css": "text/css", "lobby.js": "text/javascript", "icon.svg": "image/svg+xml"}
_SKIPS: Final = {
    "1": ("+1 hour", "An hour has passed."),
    "24": ("+1 day", "A day has passed."),
    "168": ("+1 week", "A week has passed."),
}
"""Hours to skip, what the button says, and what is said when they are over."""

_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Lobby:
    """The web application of the lobby; `pages` is where the bot's own web pages are, if it has any."""

    def __init__(self, world: World, windows: Windows, *, port: int, seed: int, pages: str) -> None:
        self._world = world
        hosts = ("127.0.0.1", "localhost")
        self._hosts = {f"{host}:{port}" for host in hosts} | (set(hosts) if port == 80 else set[str]())
        self._windows = windows
        self._seed = seed
        self._pages = pages
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
                web.get("/open/{who}/{where}", self._open),
                web.get("/face/{who}.png", self._face),
                web.get("/static/{file}", _static),
            ]
        )
        return app

    @web.middleware
    async def _only_from_here(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse what other web pages, or names that lead here, might send."""
        origin = request.headers.get("Origin")
        asking = request.host if origin is None else origin.removeprefix("http://")
        if not {request.host, asking} <= self._hosts:
            raise web.HTTPForbidden(text="The playground answers only to its own page on this machine.")
        return await handler(request)

    async def _index(self, _: web.Request) -> web.Response:
        page = Template((_STATIC / "lobby.html").read_text(encoding="utf-8"))
        world = self._world
        return _html(
            page.substitute(
                guild=html.escape(world.cast.guild),
                now=world.clock.now().isoformat(),
                skips="".join(_skip_button(hours, *said) for hours, said in _SKIPS.items()),
                tasks="".join(self._task(task) for task in first_tasks(world.cast)),
                more="".join(self._more(task) for task in MORE),
                people="".join(self._person(part) for part in world.cast.people),
                pages=f'<a href="{html.escape(self._pages)}">the bot’s own web pages</a>' if self._pages else "",
                seed=self._seed,
            )
        )

    async def _state(self, _: web.Request) -> web.Response:
        troubles = [
            {"number": one.number, "at": one.at.isoformat(), "text": one.text} for one in self._world.troubles.latest
        ]
        return web.json_response({"now": self._world.clock.now().isoformat(), "troubles": troubles}, headers=_HEADERS)

    async def _skip(self, request: web.Request) -> web.Response:
        hours = str((await request.post()).get("hours", ""))
        if hours not in _SKIPS:
            raise web.HTTPBadRequest(text="Skip 1, 24 or 168 hours.")
        async with self._skipping:
            await self._world.pass_time(timedelta(hours=int(hours)))
            self._windows.show_news(anyway=True)
        raise web.HTTPSeeOther("/")

    async def _open(self, request: web.Request) -> web.Response:
        person, channel = self._find(request)
        raise web.HTTPFound(await self._windows.url(person, channel))

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

    def _task(self, task: Task) -> str:
        part = self._part(task.who)
        steps = "".join(f"<li><span>{_step(step)}</span></li>" for step in task.steps)
        return (
            f'<article class="task"><h3>{html.escape(task.title)}</h3><p class="why">{html.escape(task.why)}</p>'
            f'<ol>{steps}</ol><a class="go" href="/open/{task.who}/{task.where}">'
            f'<img src="/face/{part.key}.png" alt="" width="24" height="24">'
            f"<span>Open #{task.where} as {html.escape(part.name)}</span></a></article>"
        )

    def _more(self, task: Task) -> str:
        part = self._part(task.who)
        steps = " ".join(_step(step) for step in task.steps)
        return (
            f"<li><strong>{html.escape(task.title)}.</strong> {html.escape(task.why)} {steps} "
            f'<a href="/open/{task.who}/{task.where}">#{task.where} as {html.escape(part.name)}</a></li>'
        )

    def _person(self, part: Part) -> str:
        person = self._world.people[part.key]
        seen = [name for name, channel in self._world.channels.items() if may_see(person, channel)]
        rooms = "".join(f'<a href="/open/{part.key}/{name}"><span>#</span>{name}</a>' for name in seen)
        return (
            f'<article class="person"><img src="/face/{part.key}.png" alt="" width="48" height="48">'
            f"<div><h3>{html.escape(part.name)} <small>{html.escape(part.title)}</small></h3>"
            f"<p>{html.escape(part.may)}{self._characters(part)}</p></div>"
            f'<nav aria-label="Channels as {html.escape(part.name)}">{rooms}</nav></article>'
        )

    def _characters(self, part: Part) -> str:
        names = [played.name for played in self._world.cast.played if played.by == part.key]
        return f" Plays {html.escape(' and '.join(names))}." if names else ""

    def _part(self, key: str) -> Part:
        return next(part for part in self._world.cast.people if part.key == key)


async def _static(request: web.Request) -> web.Response:
    name = request.match_info["file"]
    if name not in _FILES:
        raise web.HTTPNotFound
    return web.Response(text=(_STATIC / name).read_text(encoding="utf-8"), content_type=_FILES[name], headers=_HEADERS)


def _html(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/html", headers=_HEADERS)


def _step(text: str) -> str:
    typed = re.sub("`([^`]+)`", r'<code data-copy="\1">\1</code>', html.escape(text))
    return re.sub(r"\*([^*]+)\*", r"<strong>\1</strong>", typed)


def _skip_button(hours: str, label: str, over: str) -> str:
    return f'<button name="hours" value="{hours}" data-over="{over}">{label}</button>'
