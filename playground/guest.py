"""Somebody in front of the playground, in Chromium: finds a channel, types a command, clicks, fills in, looks.

The pages' Content Security Policy forbids `wait_for_function`; wait for selectors instead.
"""

import re
import signal
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, expect, sync_playwright

CHROMIUM: Final = Path("/usr/bin/chromium")
DESKTOP, PHONE = (1280, 900), (390, 844)

_PROJECT: Final = Path(__file__).parents[1]
_PATIENCE: Final = 20_000
"""Milliseconds that a guest waits for what a click should bring."""

_TRIES: Final = 8
ARGUMENTS: Final = (
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
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def open_demo(*options: str, program: Sequence[str] = ("bot.py",)) -> Generator[str]:
    """A demo of its own on a free port, until the end; yields the lobby's address. `program` is what Python runs.

    Raises:
        RuntimeError: it ended before it was ready; says what it said.
    """
    command = [sys.executable, *program, "demo", "--port", "0", *options]
    process = subprocess.Popen(
        command, cwd=_PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )
    try:
        yield _address(process)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def _address(process: "subprocess.Popen[str]") -> str:
    said: list[str] = []
    for line in process.stdout or ():
        said.append(line)
        if found := re.search(r"Open (http://127\.0\.0\.1:\d+/)", line):
            return found[1]
    raise RuntimeError("the demo ended before it was ready:\n" + "".join(said))


class Guest:
    """Somebody with a screen; `complaints` are what the browser found wrong and where it went that it should not."""

    def __init__(self, browser: Browser, lobby: str, size: tuple[int, int] = DESKTOP, **screen: Any) -> None:
        self.page: Page = browser.new_page(viewport={"width": size[0], "height": size[1]}, **screen)
        self.page.set_default_timeout(_PATIENCE)
        self.lobby = lobby
        self.complaints: list[str] = []
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
        before = self.count()
        box = self.page.locator("#channel-composer-input")
        box.click()
        box.press_sequentially(command)
        self.page.locator(".command-entry.is-active").wait_for()
        box.press("Enter")
        for left, option in enumerate(options, 1 - len(options)):
            self._fill_in(option, go_on=left < 0)
        self._send()
        return self.message_after(before)

    def count(self) -> int:
        """How many messages are there."""
        return self.page.locator(".channel-message").count()

    def message_after(self, count: int) -> Locator:
        """The first message after the first `count`, once it is there."""
        message = self.page.locator(".channel-message").nth(count)
        message.wait_for()
        return message

    def messages(self, *words: str) -> Locator:
        """The messages in which all these words are, oldest first."""
        found = self.page.locator(".channel-message")
        for one in words:
            found = found.filter(has_text=one)
        return found

    def click(self, message: Locator, label: str) -> None:
        """Press a button under a message."""
        message.get_by_role("button", name=label).click()

    def answer(self, message: Locator, label: str) -> Locator:
        """Press a button under a message, and return the message that comes of it."""
        before = self.count()
        message.get_by_role("button", name=label, exact=True).click()
        return self.message_after(before)

    def choose(self, message: Locator, select: str, option: str) -> None:
        """Pick from a select under a message; it is found by what it shows."""
        message.get_by_role("combobox", name=select).click()
        self.page.locator(".select-option:visible", has_text=option).click()

    def fill(self, texts: Sequence[str]) -> None:
        """Fill in the form that is open, field by field, and send it."""
        form = self.page.locator("#modal-root")
        for number, text in enumerate(texts):
            form.get_by_role("textbox").nth(number).fill(text)
        form.get_by_role("button", name="Submit").click()
        expect(form.get_by_role("textbox")).to_have_count(0)

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
            self.complaints.append(f"{message.text} ({message.location.get('url')})")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url.removeprefix("blob:"))
        if parts.hostname != "127.0.0.1":
            self.complaints.append(f"asked {request.url}")


def painted(message: Locator) -> None:
    """Wait for the pictures in a message: the preview forgets those of before an edit."""
    for picture in message.get_by_role("img").all():
        expect(picture).not_to_have_js_property("naturalWidth", 0)
