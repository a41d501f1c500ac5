"""Driving the playground in Chromium, as a guest would, and keeping what is on the screen for people to look at."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from playground.guest import CHROMIUM, DESKTOP, PHONE, chromium, open_demo, painted
from playground.guest import Guest as _Guest

__all__ = ["CHROMIUM", "DESKTOP", "PHONE", "SHOTS", "Guest", "Listener", "chromium", "open_demo", "painted"]

SHOTS = Path(__file__).parents[2] / "shots"

expect.set_options(timeout=15_000)  # a machine that is busy with other tests is no reason to fail


class Guest(_Guest):
    """A guest whose screen is kept under a name of theirs."""

    def __init__(self, browser: Browser, lobby: str, size: tuple[int, int], name: str) -> None:
        super().__init__(browser, lobby, size)
        self._name = f"{name}-{size[0]}"
        self._shots = 0

    def shot(self) -> None:
        """Keep what is on the screen, for people to look at."""
        self.shot_of(self.page)

    def shot_of(self, page: Page) -> None:
        """The same of a page that this one opened."""
        self._shots += 1
        SHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SHOTS / f"{self._name}-{self._shots}.png")


class Listener(Guest):
    """A guest whom the lobby tells a story: the guide's bar says what is next, and notices what was done."""

    def begin(self, story: str) -> None:
        """Set out from the lobby."""
        self.visit_lobby()
        self.page.locator(f".story[data-story='{story}'] a").click()
        self.page.locator("#preview-app[aria-busy=false]").wait_for()
        self.reads(1)

    def reads(self, step: int, *words: str, seconds: float = 20) -> None:
        """The guide has come to that step by itself, and says these words."""
        self.page.locator(f"#guide[data-step='{step}']").wait_for(timeout=seconds * 1000)
        for one in words:
            expect(self.page.locator("#guide-step")).to_contain_text(one)

    def become(self, who: str) -> None:
        """Be somebody else, as the guide asks one to."""
        self.page.locator(f".guide-be[data-who='{who}']").click()
        expect(self.page.locator(".guide-be:visible")).to_have_count(0)
        self.page.locator("#preview-app[aria-busy=false]").wait_for()

    def let_loose(self) -> None:
        """Let the crowd loose, from the guide."""
        self.page.locator(".guide-crowd").click()

    def skip(self) -> None:
        """Let the time pass that the guide speaks of."""
        self.page.locator(".guide-skip").click()

    def ends(self, *words: str) -> None:
        """The story is over, its end says these words, and the lobby knows."""
        self.page.locator("#guide[data-done=true]").wait_for()
        for one in words:
            expect(self.page.locator("#guide-step")).to_contain_text(one)
        self.shot()
        story = self.page.locator("#guide").get_attribute("data-story")
        self.visit_lobby()
        expect(self.page.locator(f".story[data-story='{story}']")).to_contain_text("seen")
