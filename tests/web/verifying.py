"""The page `/verify` as a reader has it: served with the house's headers, beside proofs and a beacon's relays.

`/verify/<relays>` is the page with those relays, joined by `+`: each is a path of the relay server and named after what
is wrong with it. `/verify` has an honest one, `/verify/none` has none, `/verify/nowhere` one at which nobody listens,
and `/verify/stranger` knows neither test chain nor keys.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from aiohttp import web
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, sync_playwright

from fairness.beacon import QUICKNET
from fairness.checks import Trust
from fairness.local_beacon import LocalBeacon
from playground.guest import ARGUMENTS
from tests.fairness.mutations import BASES, edited, flip
from tests.fairness.plain import ORCHESTRATOR, SETTLEMENT, sha256, signed
from tests.fairness.proofs import ROUNDS, vectors
from web.app import HEADERS
from web.verify.page import VerifyPage

CHROMIUM: Final = Path("/usr/bin/chromium")
SHOTS: Final = Path(__file__).parents[2] / "shots"
DESKTOP, PHONE = (1280, 900), (390, 844)
PLAIN_HOST: Final = "plain.example"  # leads here, but no browser takes it for this machine

HOSTS: Final = ("127.0.0.1", PLAIN_HOST)

GOOD: Final = BASES["contest"]
TAMPERED: Final = edited(flip("positions.1.ticket"))(GOOD)
COMMAND: Final = "python -m fairness proof.json"

LOCAL: Final = LocalBeacon.started(b"the page", genesis=1_700_000_000)
TRUST: Final = Trust(
    (LOCAL.chain,),
    frozenset({bytes.fromhex(signed(ORCHESTRATOR, "00" * 32)["public_key"])}),
    frozenset({bytes.fromhex(signed(SETTLEMENT, "00" * 32)["public_key"])}),
)
"""A test chain, and the keys with which `tests.fairness.plain` signs."""

_PUBLISHED: Final = [tree["beacon"] for tree in vectors() if tree["beacon"]]
KNOWN: Final = ROUNDS | {beacon["round"]: beacon["signature"] for beacon in _PUBLISHED}
"""Rounds of quicknet, as they happened; that the published ones did is tested with the proofs."""

_ARGUMENTS: Final = (*ARGUMENTS, f"--host-resolver-rules=MAP {PLAIN_HOST} 127.0.0.1")
_PLAIN_TALK: Final = "URL's origin was untrustworthy"  # of headers that only count under TLS


@contextmanager
def chromium() -> Generator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(_ARGUMENTS))
        yield browser
        browser.close()


def signature(chain: str, round_: int) -> str | None:
    """What an honest relay knows of a round, as hex."""
    if chain == LOCAL.chain.hash.hex():
        return LOCAL.sign(round_).hex()
    return KNOWN.get(round_) if chain == QUICKNET.hash.hex() else None


@dataclass
class Place:
    """Where the page is, and what lies beside it; `proofs` by key, `asked` are the paths that relays were asked for."""

    port: int = 0
    relay_port: int = 0
    proofs: dict[str, bytes] = field(default_factory=dict[str, bytes])
    asked: list[str] = field(default_factory=list[str])

    def address(self, relays: str = "", *, host: str = "127.0.0.1", query: str = "") -> str:
        """The page's address with those relays."""
        return f"http://{host}:{self.port}/verify{f'/{relays}' if relays else ''}{query}"

    def page(self, relays: str) -> VerifyPage:
        """The page that asks those relays, and knows the test chain and the keys."""
        if relays == "none":
            return VerifyPage(trust=TRUST)
        if relays == "nowhere":
            return VerifyPage(("http://127.0.0.1:9",), TRUST)
        addresses = tuple(f"http://127.0.0.1:{self.relay_port}/{name}" for name in relays.split("+"))
        return VerifyPage(addresses) if relays == "stranger" else VerifyPage(addresses, TRUST)

    async def verify(self, request: web.Request) -> web.StreamResponse:
        """The page."""
        return await self.page(request.match_info.get("relays", "honest")).answer(request)

    async def proof(self, request: web.Request) -> web.StreamResponse:
        """A proof that was put there."""
        key = request.match_info["key"]
        if key == "broken":
            return web.Response(status=500)
        if key == "moved":
            raise web.HTTPFound("/proofs/good.json")
        if key not in self.proofs:
            return web.Response(status=404)
        return web.Response(body=self.proofs[key], content_type="application/json")

    async def relay(self, request: web.Request) -> web.StreamResponse:
        """A relay's answer about a round."""
        self.asked.append(request.path)
        name, chain, round_ = (request.match_info[part] for part in ("name", "chain", "round"))
        said = signature(chain, int(round_))
        if name == "silent":
            await asyncio.sleep(60)
        if name == "deaf" or said is None:
            return web.Response(status=425, headers=_OPEN)
        return web.json_response(_answer(name, said, int(round_)), headers=_OPEN)


_OPEN: Final = {"Access-Control-Allow-Origin": "*"}


def _answer(name: str, said: str, round_: int) -> Any:
    if name == "wrong":
        said = "ab" * 48
    told: dict[str, Any] = {"round": round_, "randomness": sha256(bytes.fromhex(said)).hex(), "signature": said}
    if name == "ahead":
        told["round"] = round_ + 1
    if name == "muddled":
        told["randomness"] = "00" * 32
    if name == "talkative":
        told["more"] = "x" * 100_000
    return [] if name == "odd" else told


@contextmanager
def served() -> Generator[Place]:
    """The page and the relays, on a thread of their own."""
    place = Place()
    loop = asyncio.new_event_loop()
    ready, done = threading.Event(), asyncio.Event()

    async def run() -> None:
        pages, relays = web.Application(middlewares=[_with_headers]), web.Application()
        pages.add_routes(
            [
                web.get("/verify", place.verify),
                web.get("/verify/{relays}", place.verify),
                web.get("/proofs/{key}.json", place.proof),
            ]
        )
        relays.add_routes([web.get("/{name}/{chain}/public/{round}", place.relay)])
        runners = [web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1) for app in (pages, relays)]
        ports: list[int] = []
        for runner in runners:
            await runner.setup()
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            ports.append(runner.addresses[0][1])
        place.port, place.relay_port = ports
        ready.set()
        await done.wait()
        for runner in runners:
            await runner.cleanup()

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),))
    thread.start()
    ready.wait()
    yield place
    loop.call_soon_threadsafe(done.set)
    thread.join()
    loop.close()


@web.middleware
async def _with_headers(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    response = await handler(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


class Reader:
    """Somebody with a screen and a doubt; `complaints` are what the browser found wrong with the page."""

    def __init__(self, browser: Browser, size: tuple[int, int] = DESKTOP, **context: Any) -> None:
        context.setdefault("locale", "en-GB")
        context.setdefault("timezone_id", "UTC")
        self.page: Page = browser.new_page(viewport={"width": size[0], "height": size[1]}, **context)
        self.page.set_default_timeout(15_000)
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def visit(self, address: str) -> None:
        """Open the page."""
        self.page.goto(address)

    def choose(self, text: str, name: str = "proof.json") -> None:
        """Pick a file of one's own."""
        file = {"name": name, "mimeType": "application/json", "buffer": text.encode()}
        self.page.locator("#file").set_input_files(files=[file])  # pyright: ignore[reportArgumentType] - a FilePayload

    def give(self, event: str, text: str, *, as_file: bool = False) -> None:
        """Let go of a file or a text above the page (`drop`), or paste it somewhere on it (`paste`)."""
        self.page.evaluate(_GIVE, [event, text, as_file])

    def outcome(self) -> str:
        """What the verdict is, once there is one."""
        self.page.locator("body:not([data-outcome=working]):not([data-outcome=idle])").wait_for()
        return self.page.locator("body").get_attribute("data-outcome") or ""

    @property
    def verdict(self) -> Locator:
        """What the page says first."""
        return self.page.locator("#verdict")

    def step(self, name: str) -> Locator:
        """A check with its values."""
        return self.page.locator(f"#step-{name}")

    def steps(self) -> dict[str, str]:
        """The state of each check that is shown, in the order on the page."""
        return dict(
            self.page.locator("[id^=step-]").evaluate_all("all => all.map(one => [one.id.slice(5), one.className])")
        )

    def findings(self, text: str) -> dict[str, Any]:
        """What the page's verifier finds, without its screen."""
        return self.page.evaluate("text => guildhall.verify(text)", text)

    def fits(self) -> bool:
        """Whether nothing has to be scrolled sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))

    def shot(self, name: str, *, whole: bool = False) -> None:
        """Keep what is on the screen, for people to look at."""
        SHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SHOTS / f"verify-{name}.png", full_page=whole)

    def leave(self) -> None:
        """Close the page."""
        self.page.close()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and _PLAIN_TALK not in message.text:
            self.complaints.append(message.text)


_GIVE: Final = """([event, text, asFile]) => {
  const transfer = new DataTransfer();
  if (asFile) transfer.items.add(new File([text], "proof.json", { type: "application/json" }));
  else transfer.setData("text/plain", text);
  const init = { bubbles: true, cancelable: true };
  const made = event === "drop"
    ? new DragEvent("drop", { ...init, dataTransfer: transfer })
    : new ClipboardEvent("paste", { ...init, clipboardData: transfer });
  document.querySelector("main").dispatchEvent(made);
}"""
