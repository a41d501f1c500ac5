"""Driving the playground in Chromium, as a guest would: find a channel, type a command, click, look.

The pages' Content Security Policy forbids `wait_for_function`; wait for selectors instead.
"""

import re
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, expect, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
SHOTS = Path(__file__).parents[2] / "shots"
DESKTOP, PHONE = (1280, 900), (390, 844)
_TRIES = 8

_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> Generator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(_ARGUMENTS))
        yield browser
        browser.close()


class Guest:
    """Somebody with a screen; `complaints` are what the browser found wrong and where it went that it should not."""

    def __init__(self, browser: Browser, lobby: str, size: tuple[int, int], name: str) -> None:
        self.page: Page = browser.new_page(viewport={"width": size[0], "height": size[1]})
        self.page.set_default_timeout(10_000)
        self.lobby = lobby
        self.complaints: list[str] = []
        self._name = f"{name}-{size[0]}"
        self._shots = 0
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._request)

    def visit_lobby(self) -> None:
        """Go to the lobby."""
        self.page.goto(self.lobby)
        expect(self.page.locator("#now")).to_contain_text(re.compile(r"\d\d:\d\d:\d\d"))

    def open(self, link: str) -> None:
        """Follow a link of the lobby to a channel, by the address it leads to, such as `leader/general`."""
        self.page.locator(f"a[href='/open/{link}']").first.click()
        self.page.locator("#preview-app[aria-busy=false]").wait_for()

    def go(self, where: str) -> None:
        """Be somebody somewhere, by the address that the lobby has for it."""
        self.page.goto(f"{self.lobby}open/{where}")
        self.page.locator("#preview-app[aria-busy=false]").wait_for()

    def say(self, command: str, *options: str) -> Locator:
        """Type a command and what it requires, as one would, and return the message that comes of it."""
        before = self.page.locator(".channel-message").count()
        box = self.page.locator("#channel-composer-input")
        box.click()
        box.press_sequentially(command)
        self.page.locator(".command-entry.is-active").wait_for()
        box.press("Enter")
        for left, option in enumerate(options, 1 - len(options)):
            self._fill_in(option, go_on=left < 0)
        self._send()
        return self.message_after(before)

    def message_after(self, count: int) -> Locator:
        """The first message after the first `count`, once it is there."""
        message = self.page.locator(".channel-message").nth(count)
        message.wait_for()
        return message

    def click(self, message: Locator, label: str) -> None:
        """Press a button under a message."""
        message.get_by_role("button", name=label).click()

    def choose(self, message: Locator, select: str, option: str) -> None:
        """Pick from a select under a message; it is found by what it shows."""
        message.get_by_role("combobox", name=select).click()
        self.page.locator(".select-option:visible", has_text=option).click()

    def shot(self) -> None:
        """Keep what is on the screen, for people to look at."""
        self._shots += 1
        self.page.screenshot(path=SHOTS / f"{self._name}-{self._shots}.png")

    def leave(self) -> None:
        """Close the page."""
        self.page.close()

    def fits(self) -> bool:
        """Whether nothing has to be scrolled sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))

    def _send(self) -> None:
        """Press Enter until the command is on its way: while a completion is, the preview lets nothing else begin."""
        for _ in range(_TRIES):
            self.page.locator(".command-chip").press("Enter")
            try:
                expect(self.page.locator(".command-chip:enabled")).to_have_count(0, timeout=1000)
            except AssertionError:
                continue
            return

    def _fill_in(self, option: str, *, go_on: bool) -> None:
        field = self.page.locator(".command-option-input:focus")
        field.press_sequentially(option)
        if field.get_attribute("aria-autocomplete") == "list":
            self.page.locator(".command-suggestion", has_text=option).first.click()
        elif go_on:
            field.press("Tab")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url.removeprefix("blob:"))
        if parts.hostname != "127.0.0.1":
            self.complaints.append(f"asked {request.url}")
