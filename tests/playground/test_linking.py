"""Linking in Chromium, against the pretend Discord: the good way, each attack, and how it looks large and small."""

import asyncio
import shutil
import threading
from collections.abc import Coroutine, Generator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from domain.links import Account
from playground.loopback import broken
from tests.playground.driving import CHROMIUM, DESKTOP, PHONE, SHOTS, chromium
from tests.web.linking import MARA, TOM, House, changed, open_house

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is not installed; .ci/run brings it")

T = TypeVar("T")
COOKIE = "__Host-guildhall-link"
REFUSALS = (400, 403, 404, 410, 429, 503)


class Place:
    """A house on a thread of its own; `house` lives on that thread's loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, house: House) -> None:
        self._loop = loop
        self.house = house

    def do(self, act: Coroutine[Any, Any, T]) -> T:
        """Do something where the house lives."""
        return asyncio.run_coroutine_threadsafe(act, self._loop).result(20)

    def ask(self, account: Account = MARA) -> str:
        """The address that `/link` gives to that person."""
        return self.do(self.house.ask(account))

    def linked(self, account: Account = MARA) -> bool:
        """Whether that person is linked."""
        return self.do(self.house.link_of(account)) is not None

    def marks(self) -> int:
        """How many marks are kept."""
        return len(self.do(self.house.rows("SELECT * FROM marks")))


class Guest:
    """Somebody with a browser of their own; `complaints` are what it found wrong."""

    def __init__(self, browser: Browser, size: tuple[int, int] = DESKTOP, **options: Any) -> None:
        options.setdefault("locale", "en-GB")
        viewport: Any = {"width": size[0], "height": size[1]}
        self.context: BrowserContext = browser.new_context(viewport=viewport, **options)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.complaints: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def set_out(self, url: str, *, marks: bool = False) -> None:
        """Open the address and press the button, up to Discord's own page."""
        self.page.goto(url)
        if marks:
            self.page.get_by_role("checkbox").check()
        self.page.get_by_role("button", name="Go on to Discord").click()
        expect(self.page.get_by_role("heading", name="Pretend Discord")).to_be_visible()

    def allow(self, name: str) -> None:
        """Answer what Discord asks."""
        self.page.get_by_role("button", name=name).click()

    def way_back(self, account: Account) -> str:
        """Answer what Discord asks, and take the address it leads to instead of going there."""
        answer = self.context.request.post(self.page.url, form={"as": str(account.id)}, max_redirects=0)
        assert answer.status == 303
        return answer.headers["location"]

    def reads(self, heading: str) -> None:
        """That is what the page says."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def fits(self) -> bool:
        """Whether nothing has to be scrolled sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))

    def shot(self, name: str) -> None:
        """Keep what is on the screen, for people to look at."""
        SHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SHOTS / f"link-{name}.png", full_page=True)

    def leave(self) -> None:
        """Close the browser."""
        self.context.close()

    def _console(self, message: ConsoleMessage) -> None:
        refused = any(f"status of {status}" in message.text for status in REFUSALS)
        if message.type in ("error", "warning") and not refused:
            self.complaints.append(message.text)


@pytest.fixture(scope="module")
def browser() -> Generator[Browser]:
    """One browser for everybody."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def place(migrated: Path, tmp_path: Path) -> Generator[Place]:
    """The house, being served."""
    path = Path(shutil.copy(migrated, tmp_path / "guildhall.db"))
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    opened = open_house(path)
    house = asyncio.run_coroutine_threadsafe(opened.__aenter__(), loop).result(20)
    yield Place(loop, house)
    asyncio.run_coroutine_threadsafe(opened.__aexit__(None, None, None), loop).result(20)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture
def mara(browser: Browser) -> Generator[Guest]:
    """Somebody whose browser has nothing to complain about in the end."""
    guest = Guest(browser)
    yield guest
    guest.leave()
    assert guest.complaints == []


@pytest.fixture
def mallory(browser: Browser) -> Generator[Guest]:
    """Somebody with a browser of their own."""
    guest = Guest(browser)
    yield guest
    guest.leave()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_good_way(browser: Browser, place: Place, size: tuple[int, int]) -> None:
    guest = Guest(browser, size)
    guest.page.goto(place.ask())
    guest.reads("Link your account")
    assert not guest.page.get_by_role("checkbox").is_checked()
    assert guest.fits()
    guest.shot(f"ask-{size[0]}")
    guest.page.get_by_role("button", name="Go on to Discord").click()
    guest.allow(MARA.name)
    guest.reads("You are linked")
    expect(guest.page.get_by_text(MARA.name)).to_be_visible()
    assert guest.fits()
    guest.shot(f"linked-{size[0]}")
    assert place.linked()
    assert place.marks() == 0
    assert place.house.discord.tokens == {}
    guest.leave()
    assert guest.complaints == []


def test_the_cookie_is_one_that_no_script_and_no_other_host_can_touch(place: Place, mara: Guest) -> None:
    mara.set_out(place.ask())
    (cookie,) = mara.context.cookies(place.house.site.address)
    assert (cookie.get("name"), cookie.get("path"), cookie.get("domain")) == (COOKIE, "/", "127.0.0.1")
    assert (cookie.get("secure"), cookie.get("httpOnly"), cookie.get("sameSite")) == (True, True, "Lax")


def test_the_box_allows_marks(place: Place, mara: Guest) -> None:
    mara.set_out(place.ask(), marks=True)
    mara.allow(MARA.name)
    mara.reads("You are linked")
    assert place.marks() == 2
    mara.shot("marked-1280")


def test_no_other_site_hears_the_address(place: Place, mara: Guest) -> None:
    """Leaks through the referrer (RFC 9700, 4.2)."""
    url = place.ask()
    mara.set_out(url)
    mara.allow(MARA.name)
    mara.reads("You are linked")
    secret = url.rpartition("/")[2]
    seen = [seen for seen in place.house.discord.seen if seen.key == "authorize"]
    assert len(seen) == 2
    assert not [one for one in seen if secret in str(one.headers) or ("Referer" in one.headers and secret in one.path)]


def test_somebody_elses_account_is_refused(place: Place, mara: Guest) -> None:
    mara.set_out(place.ask(MARA))
    mara.allow(TOM.name)
    mara.reads("That is somebody else's account")
    mara.shot("other-person-1280")
    assert not place.linked(MARA)
    assert not place.linked(TOM)
    assert place.house.discord.tokens == {}


def test_a_way_back_in_another_browser_is_refused_and_not_used_up(place: Place, mara: Guest, mallory: Guest) -> None:
    mara.set_out(place.ask())
    callback = mara.way_back(MARA)
    mallory.page.goto(callback)
    mallory.reads("This began somewhere else")
    assert not place.linked()
    mara.page.goto(callback)
    mara.reads("You are linked")


def test_an_injected_code_is_refused(place: Place, mara: Guest, mallory: Guest) -> None:
    mara.set_out(place.ask())
    stolen = mara.way_back(MARA)
    code = stolen.partition("code=")[2].partition("&")[0]
    mallory.set_out(place.ask())
    mallory.page.goto(changed(mallory.way_back(MARA), code=code))
    mallory.reads("Discord did not confirm it")
    assert not place.linked()


def test_going_back_and_coming_again_changes_nothing(place: Place, mara: Guest) -> None:
    mara.set_out(place.ask())
    callback = mara.way_back(MARA)
    mara.page.goto(callback)
    mara.reads("You are linked")
    mara.page.reload()
    mara.reads("This was already used")
    mara.shot("used-1280")
    assert place.house.discord.asked("token") == 1


def test_too_late_is_told_on_every_page(place: Place, mara: Guest) -> None:
    url = place.ask()
    mara.set_out(url)
    callback = mara.way_back(MARA)
    place.house.clock.advance(minutes=10)
    for address in (callback, url):
        mara.page.goto(address)
        mara.reads("Too late")
    assert not place.linked()


def test_a_made_up_state_and_another_issuer_are_refused(place: Place, mara: Guest) -> None:
    mara.set_out(place.ask())
    callback = mara.way_back(MARA)
    mara.page.goto(changed(callback, state="A" * 43))
    mara.reads("This address leads nowhere")
    mara.page.goto(changed(callback, iss="https://evil.example"))
    mara.reads("Discord did not confirm it")
    assert not place.linked()


def test_a_form_of_another_site_sets_nobody_out(place: Place, mallory: Guest) -> None:
    """Cross-site request forgery: the page of another site (localhost is one) posts to an address that it knows."""
    url = place.ask()
    elsewhere = place.house.discord.url.replace("127.0.0.1", "localhost")
    form = f"<form method=post action='{url}'><button>Win a prize</button></form>"
    mallory.page.route(f"{elsewhere}/prize", lambda route: route.fulfill(body=form, content_type="text/html"))
    mallory.page.goto(f"{elsewhere}/prize")
    mallory.page.get_by_role("button").click()
    mallory.reads("That did not come from this page")
    assert mallory.context.cookies(place.house.site.address) == []


def test_nobody_can_frame_the_page(place: Place, mallory: Guest) -> None:
    """Clickjacking (RFC 9700, 4.16)."""
    elsewhere, url = place.house.discord.url, place.ask()
    body = f"<iframe src='{url}'></iframe>"
    mallory.page.route(f"{elsewhere}/frame", lambda route: route.fulfill(body=body, content_type="text/html"))
    mallory.page.goto(f"{elsewhere}/frame")
    mallory.page.wait_for_timeout(300)
    assert [frame.url for frame in mallory.page.frames][1:] == ["chrome-error://chromewebdata/"]


def test_the_form_leads_nowhere_but_to_us_and_discord(place: Place, mallory: Guest) -> None:
    """An answer of ours that were tampered with could not send the browser anywhere else."""
    url = place.ask()
    mallory.page.route(
        url,
        lambda route: (
            route.fulfill(status=303, headers={"Location": "http://localhost:9/evil"})
            if route.request.method == "POST"
            else route.continue_()
        ),
    )
    mallory.page.goto(url)
    mallory.page.get_by_role("button", name="Go on to Discord").click()
    mallory.page.wait_for_timeout(300)
    assert any("form-action" in complaint for complaint in mallory.complaints)


def test_no_open_redirect(place: Place, mara: Guest) -> None:
    mara.set_out(f"{place.ask()}?redirect_uri=https://evil.example&next=https://evil.example")
    callback = mara.way_back(MARA)
    assert callback.startswith(place.house.back)
    mara.page.goto(callback + "&next=https://evil.example&redirect_uri=https://evil.example")
    mara.reads("You are linked")
    assert mara.page.url.startswith(place.house.site.address)


@pytest.mark.parametrize("what", ["token", "me"])
def test_where_discord_is_not_reachable_the_link_can_be_retried(place: Place, mara: Guest, what: str) -> None:
    url = place.ask()
    place.house.discord.always(what, broken(503))
    mara.set_out(url)
    mara.allow(MARA.name)
    mara.reads("Discord is not answering")
    mara.shot("unreachable-1280")
    place.house.discord.always(what, None)
    mara.page.wait_for_timeout(100)
    mara.set_out(url)
    mara.allow(MARA.name)
    mara.reads("You are linked")


def test_cancelling_links_nobody_and_can_be_retried(place: Place, mara: Guest) -> None:
    url = place.ask()
    mara.set_out(url)
    mara.allow("Cancel")
    mara.reads("Nothing was linked")
    assert not place.linked()
    mara.set_out(url)
    mara.allow(MARA.name)
    mara.reads("You are linked")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_fits_in_the_dark_and_in_spanish_too(browser: Browser, place: Place, size: tuple[int, int]) -> None:
    guest = Guest(browser, size, locale="es-ES", color_scheme="dark")
    url = place.ask()
    guest.page.goto(url)
    guest.reads("Vincular tu cuenta")
    guest.shot(f"ask-dark-es-{size[0]}")
    assert guest.fits()
    for heading, address in (
        ("Esta dirección no lleva a ninguna parte", changed(place.house.back, state="A" * 43)),
        ("Esta dirección no lleva a ninguna parte", f"{place.house.site.address}/link/{'A' * 43}"),
    ):
        guest.page.goto(address)
        guest.reads(heading)
        assert guest.fits()
    guest.shot(f"nowhere-dark-es-{size[0]}")
    guest.page.goto(url)
    guest.page.get_by_role("button", name="Continuar en Discord").click()
    guest.allow(MARA.name)
    guest.reads("Cuenta vinculada")
    guest.shot(f"linked-dark-es-{size[0]}")
    assert guest.fits()
    guest.leave()
    assert guest.complaints == []
