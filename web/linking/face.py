"""`/link/…`: the page that asks, the way to Discord, and the way back.

What holds on all of them: nothing is stored by the browser or anything in between, no script runs, nobody may frame
them, and a form can only lead here and to Discord. To look (a GET or HEAD, as previews of links do) uses nothing up.
"""

import asyncio
from datetime import datetime
from http import HTTPStatus
from typing import Final

from aiohttp import web

from domain.links import Outcome
from services.guildhall import Guildhall
from services.linking import Back, Departure, Linking, Visitor
from web.languages import language_of
from web.linking import pages
from web.linking.words import STATUS
from web.pages import STYLE_HASH
from web.visitors import Doorkeeper, address_of

COOKIE: Final = "__Host-guildhall-link"
"""Browsers take a cookie of such a name only from this very host, over TLS or from this machine."""

_REQUESTS: Final = 30
_SECONDS: Final = 60.0
_LONGEST: Final = 2000
_PATIENCE: Final = 10.0
_ASKED: Final = ("state", "code", "error", "iss")


class LinkPages:
    """One method an address; so many proxies of ours stand in front."""

    def __init__(self, hall: Guildhall, proxies: int) -> None:
        self._hall = hall
        self._proxies = proxies
        self._door = Doorkeeper(_REQUESTS, _SECONDS)

    async def ask(self, request: web.Request) -> web.Response:
        """What is asked and what is kept, if this address leads on."""
        if crowded := self._crowded(request):
            return crowded
        linking, token = self._linking, request.match_info["token"]
        if (verdict := await linking.stands(token)) is not None:
            return _ended(request, verdict)
        # Else the form would be sent without an origin; the address itself goes to nobody but us.
        headers = {"Content-Security-Policy": _policy(linking.leads_to), "Referrer-Policy": "same-origin"}
        return _page(pages.asking(_language(request)), HTTPStatus.OK, headers)

    async def go(self, request: web.Request) -> web.StreamResponse:
        """Set out to Discord, when it is our own page that asks for it."""
        if crowded := self._crowded(request):
            return crowded
        if not self._is_ours(request):
            return _ended(request, "elsewhere")
        may_mark = await _sent(request) == b"marks=yes"
        departure = await self._linking.set_out(request.match_info["token"], may_mark=may_mark)
        if not isinstance(departure, Departure):
            return _ended(request, departure)
        # 303: the browser asks Discord anew, without what it sent to us (RFC 9700, 4.12).
        headers = {"Location": departure.url, "Cache-Control": "no-store"}
        response = web.Response(status=HTTPStatus.SEE_OTHER, headers=headers)
        lasts = int((departure.until - self._now()).total_seconds())
        response.set_cookie(
            COOKIE, departure.cookie, max_age=lasts, path="/", secure=True, httponly=True, samesite="Lax"
        )
        return response

    async def back(self, request: web.Request) -> web.Response:
        """Somebody comes back from Discord: link them, or say why not."""
        if crowded := self._crowded(request):
            return crowded
        told = {name: request.query.getall(name, []) for name in _ASKED}
        # Said twice it could be read in two ways; none of it is ever that long.
        if any(len(values) > 1 or len("".join(values)) > _LONGEST for values in told.values()):
            return _ended(request, Outcome.REFUSED)
        one = {name: values[0] for name, values in told.items() if values}
        visitor = Visitor(
            address_of(request, self._proxies),
            request.headers.get("User-Agent", ""),
            request.headers.get("Accept-Language", ""),
        )
        back = Back(
            one.get("state", ""),
            request.cookies.get(COOKIE, ""),
            one.get("code", ""),
            one.get("error", ""),
            one.get("iss"),
            visitor,
        )
        ended = await self._linking.come_back(back)
        page = pages.ending(_language(request), ended.outcome, ended.account, marked=ended.marked)
        return _page(page, STATUS[ended.outcome], {})

    @property
    def _linking(self) -> Linking:
        return self._hall.linking

    def _now(self) -> datetime:
        return self._hall.desk.clock()

    def _is_ours(self, request: web.Request) -> bool:
        """Whether a form was sent by a page of ours, as every browser tells in one way or the other."""
        origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
        if origin is None and site is None:
            return False
        return origin in (None, self._linking.origin) and site in (None, "same-origin")

    def _crowded(self, request: web.Request) -> web.Response | None:
        wait = self._door.wait(address_of(request, self._proxies))
        return _ended(request, "crowded", {"Retry-After": str(wait)}) if wait else None


async def _sent(request: web.Request) -> bytes:
    """The form, from whoever sends it whole and does not take all day; else raises what is answered to that."""
    try:
        async with asyncio.timeout(_PATIENCE):
            return await request.read()
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (web.RequestPayloadError, ConnectionError):
        raise web.HTTPBadRequest from None


def _language(request: web.Request) -> str:
    return language_of(request.headers.get("Accept-Language", ""))


def _ended(request: web.Request, how: str, headers: dict[str, str] | None = None) -> web.Response:
    return _page(pages.ending(_language(request), how), STATUS[how], headers or {})


def _page(text: str, status: int, headers: dict[str, str]) -> web.Response:
    """The page, for this one reader and this one moment."""
    kept = {"Cache-Control": "no-store", "Vary": "Accept-Language", "X-Robots-Tag": "noindex"}
    return web.Response(status=status, text=text, content_type="text/html", headers=kept | headers)


def _policy(leads_to: str) -> str:
    """As everywhere, but that the form may be sent to us and led on from here to Discord."""
    return (
        f"default-src 'none'; style-src '{STYLE_HASH}'; img-src data:; "
        f"base-uri 'none'; form-action 'self' {leads_to}; frame-ancestors 'none'"
    )
