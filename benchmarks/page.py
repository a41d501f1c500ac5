"""A whole proof checked by the page `/verify`, in Chromium: from the file being dropped to the verdict on the screen.

The page asks a relay of its own beside it, and is as strict as in earnest.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web

from benchmarks.fairness import ROUND, SIGNATURE, big_proof
from benchmarks.figures import Amount, Benchmark, Figure, Sense
from web.verify.page import VerifyPage

if TYPE_CHECKING:
    from playwright.async_api import Page

CHROMIUM: Final = "/usr/bin/chromium"


@dataclass(frozen=True, slots=True)
class Plan:
    """How many rounds, and entries of the proof."""

    rounds: int = 9
    entries: int = 10_000


def run(plan: Plan) -> list[Figure]:
    data = big_proof(plan.entries)
    pairs = asyncio.run(_measured(plan, data.decode()))
    return [
        Figure(
            f"a proof of {plan.entries:,} entries checked in the page ({len(data) / 2**20:.1f} MiB)",
            Amount(median(mine for _, mine in pairs), "ms"),
            Amount(median(floor for floor, _ in pairs), "ms"),
            "JSON.parse of the same text in the same page, nothing checked",
            Sense.AT_MOST,
            1000,
            f"median of {plan.rounds} rounds in headless Chromium, after the floor; the relay is on this machine",
        )
    ]


async def _measured(plan: Plan, text: str) -> list[tuple[float, float]]:
    """Milliseconds of floor and page, round by round, after one round that does not count."""
    async with _served() as address, _opened(address) as page:
        pairs = [await _round(page, text) for _ in range(plan.rounds + 1)]
    return pairs[1:]


async def _round(page: "Page", text: str) -> tuple[float, float]:
    floor: float = await page.evaluate(_PARSE, text)
    outcome, mine = await page.evaluate(_CHECK, text)
    if outcome != "verified":
        raise AssertionError(f"the proof is {outcome}")
    return floor, mine


@asynccontextmanager
async def _opened(address: str) -> AsyncGenerator["Page"]:
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = await browser.new_page()
        await page.goto(address)
        yield page
        await browser.close()


@asynccontextmanager
async def _served() -> AsyncGenerator[str]:
    """The address of the page; the relay that it asks is on the same port."""
    app = web.Application()
    app.add_routes([web.get("/verify", _page), web.get("/{chain}/public/1000", _told)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/verify"
    await runner.cleanup()


async def _page(request: web.Request) -> web.Response:
    return await VerifyPage((str(request.url.origin()),)).answer(request)


async def _told(_: web.Request) -> web.Response:
    randomness = sha256(bytes.fromhex(SIGNATURE)).hexdigest()
    told: dict[str, Any] = {"round": ROUND, "randomness": randomness, "signature": SIGNATURE}
    return web.json_response(told)


_PARSE: Final = """(text) => {
  const begun = performance.now();
  if (!JSON.parse(text).entries.length) throw new Error("no entries");
  return performance.now() - begun;
}"""
_CHECK: Final = """async (text) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([new TextEncoder().encode(text)], "proof.json"));
  const outcome = () => document.body.dataset.outcome;
  const ended = new Promise((end) => {
    new MutationObserver((_, watch) => {
      if (outcome() === "working") return;
      watch.disconnect();
      end();
    }).observe(document.body, { attributes: true });
  });
  const begun = performance.now();
  document.querySelector("main").dispatchEvent(new DragEvent("drop", { bubbles: true, dataTransfer: transfer }));
  await ended;
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
  return [outcome(), performance.now() - begun];
}"""

FULL: Final = Plan()
TINY: Final = Plan(rounds=1, entries=300)

BENCHMARK: Final = Benchmark("page", "a proof checked in the page /verify", partial(run, FULL), partial(run, TINY))
