"""Windows on the pretend Discord: one for each person and channel that somebody looked through."""

import html
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic  # by name: SimCord puts another one into the module while it runs
from typing import Any, ClassVar, Final, Literal

from aiohttp import web
from simcord.actors import MemberActor
from simcord.backend.access import can_access_channel
from simcord.builders import ChannelHandle
from simcord.preview import Preview
from simcord.preview._pages import _Page
from simcord.preview._server import PreviewServer

from playground.guide import Guide, Place, place_of
from playground.offline import OfflineDiscord

Reason = Literal["initial", "refresh", "snapshot", "navigation", "query", "presentation", "action", "capture"]

_STATIC: Final = Path(__file__).with_name("static")
_OURS: Final = {
    "/window.css": (str(_STATIC / "window.css"), "text/css"),
    "/window.js": (str(_STATIC / "window.js"), "application/javascript"),
    "/guide.css": (str(_STATIC / "guide.css"), "text/css"),
    "/guide.js": (str(_STATIC / "guide.js"), "application/javascript"),
    "/icon.svg": (str(_STATIC / "icon.svg"), "image/svg+xml"),
}
_LAST_WORDS: Final = 0.3
_LOOKED_AT: Final = 30.0
"""Seconds without a sign of a page after which nobody makes it new; one that comes back sees the news soon after."""

_HEAD: Final = (
    '<link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/window.css">'
    '<script type="module" src="/window.js"></script></head>'
)
_GUIDED: Final = '<link rel="stylesheet" href="/guide.css"><script type="module" src="/guide.js"></script></head>'
_WORKSPACE: Final = '<div class="preview-workspace"'


class _WindowServer(PreviewServer):
    """SimCord's page in the playground's dress: ways to the lobby and the other channels, less for developers."""

    _STATIC_FILES: ClassVar[dict[str, str]] = {
        **PreviewServer._STATIC_FILES,
        **{route: file for route, (file, _) in _OURS.items()},
    }
    _STATIC_CONTENT_TYPES: ClassVar[dict[str, str]] = {
        **PreviewServer._STATIC_CONTENT_TYPES,
        **dict(_OURS.values()),
    }

    def __init__(self, window: "Window", house: "House", rooms: Sequence[str]) -> None:
        super().__init__(window, 0)
        self._house = house
        self._names = rooms
        self._name = window.channel.name or ""
        self._room = window.channel.id

    async def start(self) -> None:
        await super().start()
        # The playground does not wait for the last word of a page when it closes.
        self.runner._shutdown_timeout = _LAST_WORDS

    async def _static(self, request: Any) -> Any:
        response: web.Response = await super()._static(request)
        if request.path == "/" and response.text is not None:
            response.text = self._dressed(response.text)
            if place := place_of(request.query):
                self._guide(response, place)
        return response

    def _guide(self, response: web.Response, place: Place) -> None:
        """Put the guide above the channel; it may ask the lobby how far one has come."""
        page = (response.text or "").replace("</head>", _GUIDED, 1)
        response.text = page.replace(_WORKSPACE, f"{self._house.guide.bar(place, self._room)}{_WORKSPACE}", 1)
        policy, lobby = response.headers["Content-Security-Policy"], self._house.lobby.rstrip("/")
        allowed = policy.replace("connect-src 'self' blob:", f"connect-src 'self' blob: {lobby}")
        response.headers["Content-Security-Policy"] = allowed

    def _dressed(self, page: str) -> str:
        for found, instead in (
            ("<title>SimCord Preview</title>", f"<title>#{html.escape(self._name)} · Guildhall playground</title>"),
            ("</head>", _HEAD),
            ('<div class="preview-brand">', f'{self._way_back()}<div class="preview-brand">'),
            (">Viewing as\n", ">You are\n"),
            ('aria-label="Viewing as"', 'aria-label="You are"'),
            ('<button id="drawer-scrim"', f'{self._rooms()}<button id="drawer-scrim"'),
        ):
            page = page.replace(found, instead, 1)
        return page

    def _way_back(self) -> str:
        return f'<a class="to-lobby" href="{html.escape(self._house.lobby)}"><span aria-hidden="true">‹</span>Lobby</a>'

    def _rooms(self) -> str:
        rooms = "".join(
            f'<a href="#" data-where="{html.escape(name)}"{self._current(name)}>'
            f'<span aria-hidden="true">#</span>{html.escape(name)}</a>'
            for name in self._names
        )
        return f'<nav class="rooms" aria-label="Channels"><p>{html.escape(self._house.guild)}</p>{rooms}</nav>'

    def _current(self, name: str) -> str:
        return ' aria-current="page"' if name == self._name else ""


@dataclass(frozen=True, slots=True)
class House:
    """What all windows share: the guild, its channels by name, the lobby, the timezone, pictures, and the guide."""

    guild: str
    rooms: Mapping[str, ChannelHandle]
    lobby: str
    timezone: str
    faces: Mapping[str, tuple[str, bytes]]
    guide: Guide


def may_see(person: MemberActor, channel: ChannelHandle) -> bool:
    """Whether Discord would show the channel to the person."""
    return can_access_channel(person._env, channel.id, person, history=True)


class Window(Preview):
    """A channel as a person sees it; whoever else may see the channel can be chosen in the page."""

    env: OfflineDiscord
    _MAX_PAGES = 32
    _PAGE_LEASE_SECONDS = 3600.0

    def __init__(
        self, env: OfflineDiscord, channel: ChannelHandle, viewers: Sequence[MemberActor], house: House
    ) -> None:
        super().__init__(
            env,
            channel,
            tuple(viewers),
            layout="channel",
            display="responsive",
            width=960,
            height=720,
            locale="en-US",
            timezone=house.timezone,
            presentation_time=None,
            assets=house.faces,
            port=0,
        )
        seen = [name for name, room in house.rooms.items() if may_see(viewers[0], room)]
        self._server = _WindowServer(self, house, seen)

    async def _action(self, context_id: str | None, body: Mapping[str, Any]) -> dict[str, Any]:
        async with self.env.turn:
            page = self._get_page(context_id)
            # What was clicked is still there or it is refused below; that others wrote meanwhile is no reason.
            current = {**body, "published_revision": page.revision} if "published_revision" in body else body
            return await super()._action(context_id, current)

    def _publish(self, page: _Page, *, reason: Reason = "action") -> None:
        self._advance_presentation_time()
        super()._publish(page, reason=reason)

    def follow_the_latest(self) -> None:
        """Pages that open from now on show the newest messages."""
        if self._python is not None:
            self._python.target_id = None
            self._python.window_end_id = None

    def show_news(self) -> bool:
        """Bring open pages up to date; False when somebody is in the middle of an act here."""
        if self._active_action is not None:
            return False
        lately = monotonic() - _LOOKED_AT
        for page in tuple(self._pages.values()):
            if page is not self._python and page.id in self._pages and page.last_activity > lately:
                self._publish(page, reason="refresh")
        return True


class Windows:
    """All windows that were opened, by person and channel; they close with the pretend Discord."""

    def __init__(self, env: OfflineDiscord, people: Sequence[MemberActor], house: House) -> None:
        self._env = env
        self._people = people
        self._house = house
        self._open: dict[tuple[int, int], Window] = {}
        self._seen = -1
        self._quiet = False

    @property
    def origins(self) -> set[str]:
        """Where the pages are that were opened."""
        return {window.url.partition("/#")[0] for window in self._open.values() if not window._closed}

    async def url(self, person: MemberActor, channel: ChannelHandle, place: Place | None = None) -> str:
        """Where the person's view of the channel is, at that place of a story; opened if it is not yet."""
        key = (person.id, channel.id)
        window = self._open.get(key)
        if window is None or window._closed:
            window = self._open[key] = await self._start(person, channel)
        return window.url.replace("/#", f"/{place.query}#", 1) if place else window.url

    async def _start(self, person: MemberActor, channel: ChannelHandle) -> Window:
        others = [other for other in self._people if other is not person and may_see(other, channel)]
        window = Window(self._env, channel, (person, *others), self._house)
        async with self._env.turn:
            await window.__aenter__()
            self._env._preview = None  # SimCord would allow only one
        window.follow_the_latest()
        self._env.windows.append(window)
        return window

    @contextmanager
    def quiet(self) -> Generator[None]:
        """Meanwhile no page is made new, however much happens; afterwards all are."""
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False
            self.show_news(anyway=True)

    def show_news(self, *, anyway: bool = False) -> None:
        """Bring every open page up to date if anything happened since (or anyway)."""
        happened = len(self._env.backend.transcript)
        if self._quiet or (happened == self._seen and not anyway):
            return
        shown = [window.show_news() for window in self._open.values() if not window._closed]
        if all(shown):
            self._seen = happened
