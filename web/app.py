"""The web application: what is served, and under which rules every answer stands."""

import hashlib
import logging
from collections.abc import Awaitable, Callable
from functools import cached_property
from typing import TYPE_CHECKING, Final

from aiohttp import ETag, web

from domain.errors import NotFound
from services import trace
from services.guildhall import Guildhall
from services.health import VERSION
from web import pages
from web.languages import language_of
from web.verify.page import VerifyPage

if TYPE_CHECKING:
    from web.linking.face import LinkPages

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HEADERS: Final = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src '{pages.STYLE_HASH}'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Server": "Guildhall",
}
"""On every answer, errors included; a page may have a policy of its own."""

SAYS: Final = {
    400: "That request could not be understood.",
    404: "There is nothing at this address. The start page is at /",
    405: "This address can only be read (GET or HEAD).",
    408: "That took too long.",
    413: "That was too much to read.",
    431: "The headers of that request are too long.",
}
"""Our words for what may be wrong with a request, by status."""

_TICKET: Final = "/link/{token:[A-Za-z0-9_-]{43}}"
_LARGEST_REQUEST: Final = 64 * 1024
# Larger bodies are compressed in a thread of their own.
_COMPRESSED_ASIDE: Final = 64 * 1024
# An address names its content by hash: what is there never changes.
_FOREVER: Final = "public, max-age=31536000, immutable"


def application(
    hall: Guildhall, verify: VerifyPage | None = None, *, proxies: int = 0, metrics_token: str = ""
) -> web.Application:
    """The house's web pages, on its services; what is answered is as new as the books.

    Unless told otherwise, `verify` asks the house's own relays and trusts what the house draws with. So many `proxies`
    stand in front, which tell who visits. Without a `metrics_token` there is no /metrics.
    """
    app = web.Application(middlewares=[_Ruled(hall)], client_max_size=_LARGEST_REQUEST)
    app.on_response_prepare.append(_with_headers)
    face = Face(hall, proxies)
    app.add_routes(
        [
            web.get("/", face.start),
            web.get("/healthz", face.healthz),
            web.get("/verify", verify.answer if verify else face.verify),
            web.get("/proofs/{address:[0-9a-f]{64}}.json", face.proof),
            web.get(r"/proofs/snapshots/{address:[0-9]+-[0-9a-f]+}.txt", face.snapshot),
            web.get("/link/done", face.linked),
            web.get(_TICKET, face.link),
            web.post(_TICKET, face.set_out),
        ]
    )
    if metrics_token:
        from web.metrics import MetricsPage

        app.router.add_get("/metrics", MetricsPage(hall, metrics_token).answer)
    return app


class Face:
    """One method an address."""

    def __init__(self, hall: Guildhall, proxies: int) -> None:
        self._hall = hall
        self._proxies = proxies

    @cached_property
    def _links(self) -> "LinkPages":
        from web.linking.face import LinkPages

        return LinkPages(self._hall, self._proxies)

    @cached_property
    def _verify(self) -> VerifyPage:
        draws = self._hall.draws
        return VerifyPage(draws.relays, draws.trust)

    async def start(self, request: web.Request) -> web.Response:
        """What this is, and where things are, in the language that the browser wants."""
        language = language_of(request.headers.get("Accept-Language", ""))
        headers = {"Cache-Control": "no-cache", "Content-Language": language, "Vary": "Accept-Language"}
        return web.Response(text=pages.start(language), content_type="text/html", headers=headers)

    async def healthz(self, _: web.Request) -> web.Response:
        """For monitors: 200 while the database can be read, else 503; both say what they know."""
        look = await self._hall.health.look()
        readable = look is not None
        said = {"ok": readable, "database_readable": readable, "version": VERSION}
        said |= {"pending_notices": look and look.pending, "epoch": look and look.epoch}
        return web.json_response(said, status=200 if readable else 503, headers={"Cache-Control": "no-store"})

    async def verify(self, request: web.Request) -> web.Response:
        """The page that checks a proof in the reader's own browser."""
        return await self._verify.answer(request)

    async def link(self, request: web.Request) -> web.StreamResponse:
        """What linking asks and keeps."""
        return await self._links.ask(request)

    async def set_out(self, request: web.Request) -> web.StreamResponse:
        """The way to Discord."""
        return await self._links.go(request)

    async def linked(self, request: web.Request) -> web.StreamResponse:
        """The way back from Discord."""
        return await self._links.back(request)

    async def proof(self, request: web.Request) -> web.Response:
        """The proof of a settled draw; it changes when a winner is passed over or somebody is erased."""
        data = await self._hall.draws.proof_at(request.match_info["address"])
        tag = ETag(hashlib.sha256(data).hexdigest(), is_weak=True)
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        if any(known.value in (tag.value, "*") for known in request.if_none_match or ()):
            response = web.Response(status=304, headers=headers)
        else:
            headers["Content-Disposition"] = 'inline; filename="proof.json"'
            response = web.Response(
                body=data, content_type="application/json", headers=headers, zlib_executor_size=_COMPRESSED_ASIDE
            )
            response.enable_compression()
        response.etag = tag
        return response

    async def snapshot(self, request: web.Request) -> web.Response:
        """The canonical text of a snapshot, whose SHA-256 anybody can compare."""
        text = await self._hall.clan.gains.snapshot_text(request.match_info["address"])
        return web.Response(text=text, content_type="text/plain", headers={"Cache-Control": _FOREVER})


async def _with_headers(_: web.Request, response: web.StreamResponse) -> None:
    """Every answer has the headers, also what aiohttp answers before it asks anybody."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["Server"] = HEADERS["Server"]  # by now aiohttp has told its own name


@web.middleware
class _Ruled:
    """Every request has a reference, every error a plain text that gives nothing away."""

    def __init__(self, hall: Guildhall) -> None:
        self._fresh = hall.desk.entropy

    async def __call__(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        reference = trace.reference(int.from_bytes(self._fresh(5)))
        with trace.tracing(f"web-{reference}"):
            return await self._answer(request, handler, reference)

    async def _answer(self, request: web.Request, handler: Handler, reference: str) -> web.StreamResponse:
        try:
            return await handler(request)
        except NotFound:
            return plain(404)
        except web.HTTPException as error:
            allowed = error.headers.get("Allow")
            return plain(error.status, {"Allow": allowed} if allowed else None)
        except Exception:
            # The pattern, not the path: some paths are secrets.
            resource = request.match_info.route.resource
            place = resource.canonical if resource is not None else ""
            log.exception("a web request broke", extra={"method": request.method, "path": place})
            return plain(500, says=f"Something broke. Reference: web-{reference}")


def plain(status: int, headers: dict[str, str] | None = None, *, says: str | None = None) -> web.Response:
    """An error in plain words."""
    text = says or SAYS.get(status, "That did not work.")
    return web.Response(status=status, text=f"{text}\n", headers={"Cache-Control": "no-store", **(headers or {})})
