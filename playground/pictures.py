"""`python -m playground.pictures`: makes the pictures of the docs anew, from a demo of its own.

Needs Playwright and Chromium, as the tests do. A picture is what a guest sees, cropped to the message or the page.
"""

import io
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from playground.warcraft_logs import DEMO_NIGHT

if TYPE_CHECKING:
    from PIL import Image
    from playwright.sync_api import Browser, Locator

    from playground.guest import Guest

FOLDER: Final = Path(__file__).parents[1] / "docs" / "pictures"
LARGEST: Final = 150_000
"""Bytes of one picture at most."""

_SEED: Final = "7"
_WINDOW: Final = (920, 1600)
_PAGE: Final = (620, 1600)
_SHARPNESS: Final = 1.6
_HERO: Final = 1400
"""Pixels that the picture of the README is wide."""

_COLOURS: Final = (256, 192, 128, 96, 64)
_SURELY: Final = 120_000
"""Milliseconds in which the crowd fills a pot, or the beacon decides."""

_MADE_UP: Final = """
import runpy, pathlib, playground.world
playground.world.REAL_ANSWERS = pathlib.Path("none")
runpy.run_path("bot.py", run_name="__main__")
"""
"""A demo without the hiscores of real players, wherever they might lie: pictures that are published name nobody."""

Scene = Callable[["Browser", str], Iterator[bytes]]


def main() -> int:
    """Make all of them; returns the exit code, 2 when something that it needs is not installed."""
    if missing := _missing():
        print(missing, file=sys.stderr)
        return 2
    from playground.guest import chromium, open_demo

    print("A demo is getting ready …", flush=True)
    made: dict[str, bytes] = {}
    with chromium() as browser, open_demo("--seed", _SEED, program=("-c", _MADE_UP)) as lobby:
        for names, scene in SCENES.items():
            for name, png in zip(names, scene(browser, lobby), strict=True):
                made[name] = light(png)
                print(f"{name}.png  {len(made[name]) / 1000:.0f} kB", flush=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for name, png in made.items():
        (FOLDER / f"{name}.png").write_bytes(png)
    return 0


def _missing() -> str:
    if find_spec("playwright") is None:
        return "Pictures are made with Playwright, which is not installed here. `uv sync` brings it."
    from playground.guest import CHROMIUM

    return "" if CHROMIUM.exists() else f"Pictures are made with Chromium, which is not at {CHROMIUM}."


def light(png: bytes) -> bytes:
    """The same picture in as many colours of a palette as fit into `LARGEST` bytes."""
    from PIL import Image

    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in _COLOURS:
        # Medians keep the grounds and the letters exactly as they are; only shades at their edges give way.
        few = picture.quantize(colours, method=Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE)
        file = io.BytesIO()
        few.save(file, "PNG", optimize=True)
        if file.tell() <= LARGEST:
            return file.getvalue()
    raise ValueError(f"a picture has more than {LARGEST} bytes even in {_COLOURS[-1]} colours")


def _clan(browser: "Browser", lobby: str) -> Iterator[bytes]:
    guest = _seated(browser, lobby, "raider/clan")
    yield _card(guest.say("/clan gains", "Total XP", "7 days"), "characters gained")
    guest.go("raider/people")
    yield _card(guest.messages("Overall standing").first)
    yield _card(guest.say("/profile"), "Latest wins")
    guest.leave()


def _contest(browser: "Browser", lobby: str) -> Iterator[bytes]:
    """A drawn contest, and what a browser makes of its proof."""
    guest = _seated(browser, lobby, "raider/contests")
    card = guest.messages("wins with ticket").first
    yield _card(card)
    page = _verified(browser, lobby, card)
    yield _down_to(page, "section", "The winner")
    page.leave()
    guest.leave()


def _pot(browser: "Browser", lobby: str) -> Iterator[bytes]:
    """A pot that was just filled; then it and the winner's card beside the proof of it."""
    from playwright.sync_api import expect

    guest = _seated(browser, lobby, "raider/pots")
    pot = guest.messages("Friday Pot").filter(has=guest.page.get_by_role("button", name="My tickets")).last
    guest.click(guest.answer(pot, "3"), "Buy")
    guest.page.request.post(f"{lobby}crowd", form={"act": "pot"})
    expect(pot).to_contain_text("Locked", timeout=_SURELY)
    yield (filled := _card(pot))
    won = guest.messages("Friday Pot", "Won by").last
    expect(won).to_contain_text("credits with ticket", timeout=_SURELY)
    page = _verified(browser, lobby, won, color_scheme="dark")
    yield _beside((filled, _card(won)), _down_to(page, "section", "The winner"))
    page.leave()
    guest.leave()


def _council(browser: "Browser", lobby: str) -> Iterator[bytes]:
    """Two officers vote; the panel of one of them, and what everybody can read afterwards."""
    guest = _seated(browser, lobby, "leader/loot")
    panel = guest.answer(guest.messages("Blade of the Fallen Star").first, "Council")
    for number, word in ((0, "Approve"), (1, "Reject")):
        panel.get_by_role("button", name=word).nth(number).click()
    guest.go("officer/loot")
    panel = guest.answer(guest.messages("Blade of the Fallen Star").first, "Council")
    panel.get_by_role("button", name="Approve").first.click()
    panel.get_by_text("2 officers have voted").wait_for()
    yield _card(panel)
    before = guest.count()
    panel.get_by_role("button", name="Award…").first.click()
    guest.fill(["Her last piece, and nothing yet this month"])
    guest.click(guest.message_after(before), "Award")
    guest.messages("has it.").last.wait_for()
    yield _card(guest.say("/loot why", "Blade of the Fallen Star"), "Awarded to")
    guest.leave()


def _auction(browser: "Browser", lobby: str) -> Iterator[bytes]:
    for who, bid in (("raider", "20"), ("raider2", "25")):
        guest = _seated(browser, lobby, f"{who}/loot")
        card = guest.messages("Pattern: Cloak").first
        before = guest.count()
        guest.click(card, "Bid…")
        guest.fill([bid])
        guest.message_after(before)
        card.get_by_text(f"Highest bid {bid}").wait_for()
        if who == "raider2":
            yield _card(card)
        guest.leave()


def _raid(browser: "Browser", lobby: str) -> Iterator[bytes]:
    guest = _seated(browser, lobby, "officer/loot")
    yield _card(guest.say("/raid import", DEMO_NIGHT), "Nothing has changed yet")
    guest.leave()


def _challenge(browser: "Browser", lobby: str) -> Iterator[bytes]:
    guest = _seated(browser, lobby, "raider/challenges")
    card = guest.messages("Postcards from the Road").filter(has=guest.page.get_by_role("button", name="Submit"))
    page = guest.answer(card.last, "Gallery")
    guest.click(page, "Vote")
    page.get_by_role("button", name="Unvote").wait_for()
    yield _card(page)
    guest.leave()


def _staff(browser: "Browser", lobby: str) -> Iterator[bytes]:
    guest = _seated(browser, lobby, "officer/officers")
    yield _card(guest.messages("lead credits", "Approve").last)
    guest.go("leader/officers")
    yield _card(guest.say("/setup"), "Timezone")
    guest.leave()


SCENES: Final[Mapping[tuple[str, ...], Scene]] = {
    ("gains", "leaderboard", "profile"): _clan,
    ("contest", "proof"): _contest,
    ("pot", "hero"): _pot,
    ("council", "why"): _council,
    ("auction",): _auction,
    ("raid",): _raid,
    ("gallery",): _challenge,
    ("request", "setup"): _staff,
}
"""What makes which pictures, by their names."""


def _seated(browser: "Browser", lobby: str, where: str) -> "Guest":
    from playground.guest import Guest

    guest = Guest(browser, lobby, _WINDOW, device_scale_factor=_SHARPNESS)
    guest.go(where)
    return guest


def _verified(browser: "Browser", lobby: str, drawn: "Locator", **screen: Any) -> "Guest":
    """Somebody in front of the page that has checked the draw of this card."""
    from playground.guest import Guest

    page = Guest(browser, lobby, _PAGE, device_scale_factor=_SHARPNESS, **screen)
    page.page.goto(drawn.get_by_role("link", name="Verify").get_attribute("href") or "")
    page.page.get_by_text("all passed").wait_for()
    return page


def _card(message: "Locator", words: str = "") -> bytes:
    """A message once these words are in it and all of its pictures are loaded, with nothing pointed at."""
    from playwright.sync_api import expect

    from playground.guest import painted

    expect(message).to_contain_text(words, timeout=_SURELY)
    painted(message)
    message.page.mouse.move(0, 0)
    message.page.evaluate("document.activeElement.blur()")
    return message.screenshot(animations="disabled")


def _down_to(page: "Guest", element: str, words: str) -> bytes:
    """The page from its top to the end of the element in which these words are."""
    box = page.page.locator(element, has_text=re.compile(words)).first.bounding_box()
    assert box is not None
    clip = {"x": 0, "y": 0, "width": _PAGE[0], "height": box["y"] + box["height"] + 16}
    return page.page.screenshot(clip=clip, full_page=True, animations="disabled")  # pyright: ignore[reportArgumentType]


def _beside(left: Sequence[bytes], right: bytes) -> bytes:
    """The pictures on the left one above the other, their middle beside that of the one on the right; made smaller."""
    from PIL import Image

    column = [Image.open(io.BytesIO(png)).convert("RGB") for png in left]
    page = Image.open(io.BytesIO(right)).convert("RGB")
    high = sum(picture.height for picture in column)
    width, height = max(picture.width for picture in column), max(high, page.height)
    both = Image.new("RGB", (width + page.width, height), _ground(page))
    both.paste(_ground(column[0]), (0, 0, width, height))
    top = (height - high) // 2
    for picture in column:
        both.paste(picture, (0, top))
        top += picture.height
    both.paste(page, (width, (height - page.height) // 2))
    both.thumbnail((_HERO, _HERO), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    both.save(file, "PNG")
    return file.getvalue()


def _ground(picture: "Image.Image") -> tuple[int, int, int]:
    return cast("tuple[int, int, int]", picture.getpixel((1, 1)))


if __name__ == "__main__":
    sys.exit(main())
