"""The playground as a guest meets it: started as the README says, clicked through in Chromium, large and small."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.playground.driving import CHROMIUM, DESKTOP, PHONE, Guest, chromium

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is not installed; .ci/run brings it")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """The address of a running demo, which leaves nothing behind."""
    scratch = tmp_path_factory.mktemp("scratch")
    environment = {name: value for name, value in os.environ.items() if name in ("HOME", "LANG", "PATH")}
    environment["TMPDIR"] = str(scratch)
    process = subprocess.Popen(
        [sys.executable, "bot.py", "demo", "--port", "0"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said: list[str] = []
    try:
        yield _address(process, said)
        assert list(scratch.iterdir())
        process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        time.sleep(0.05)
        rest, _ = process.communicate(timeout=10)
        assert process.returncode == 0, "".join(said) + rest
        assert time.monotonic() - began < 2, "closing took too long, with pages open"
        assert "Traceback" not in rest, rest
        assert list(scratch.iterdir()) == []
    finally:
        process.kill()


def _address(process: "subprocess.Popen[str]", said: list[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line)
        if found := re.search(r"Open (http://127\.0\.0\.1:\d+/)", line):
            return found[1]
    pytest.fail("the demo ended before it was ready:\n" + "".join(said))


@pytest.fixture(scope="module")
def browser() -> Generator[Browser]:
    """One browser for all guests."""
    with chromium() as browser:
        yield browser


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def guest(request: pytest.FixtureRequest, browser: Browser, demo: str) -> Generator[Guest]:
    """Somebody whose browser has nothing to complain about in the end."""
    guest = Guest(browser, demo, request.param, request.function.__name__.removeprefix("test_"))
    yield guest
    guest.shot()
    guest.leave()
    assert guest.complaints == []


def test_a_leader_finds_the_way_and_the_bot_answers(guest: Guest) -> None:
    guest.visit_lobby()
    assert guest.fits()
    guest.shot()
    guest.open("leader/general")
    settings = guest.say("/settings show")
    expect(settings).to_contain_text("Atlantic/Reykjavik")
    assert guest.fits()
    guest.shot()
    setup = guest.say("/setup")
    guest.click(setup, "Timezone…")
    form = guest.page.locator("#modal-root")
    form.get_by_role("textbox").fill("Europe/Madird")
    form.get_by_role("button", name="Submit").click()
    expect(guest.page.locator(".channel-message").last).to_contain_text("Did you mean")


def test_a_raider_sees_who_gained(guest: Guest) -> None:
    guest.visit_lobby()
    guest.open("raider/clan")
    board = guest.say("/clan gains", "Total XP", "7 days")
    expect(board).to_contain_text("Total XP · last 7 days")
    expect(board).to_contain_text(re.compile(r"🥇 .+\+[\d,]{9,}"))
    assert guest.fits()
    guest.shot()
    before = guest.page.locator(".channel-message").count()
    guest.choose(board, "Open a profile…", "🥇")
    expect(guest.message_after(before)).to_contain_text("Gained, last 7 days")
    before += 1
    overview = guest.say("/clan overview")
    guest.click(overview, "Stats")
    stats = guest.message_after(before + 1)
    expect(stats).to_contain_text("Most XP gained")
    chart = stats.get_by_role("img", name="XP gained")
    expect(chart).to_have_js_property("complete", value=True)


def test_an_officer_adds_a_character_and_reads_everybody(guest: Guest) -> None:
    guest.visit_lobby()
    guest.open("officer/clan")
    name = f"Guest {guest.page.viewport_size['width']}" if guest.page.viewport_size else "Guest"
    expect(guest.say("/clan add", name)).to_contain_text(f"{name} is on the roster now")
    before = guest.page.locator(".channel-message").count()
    guest.click(guest.say("/clan overview"), "Run snapshot now")
    run = guest.message_after(before + 1)
    expect(run).to_contain_text("Snapshot running")
    guest.shot()
    expect(run).to_contain_text("Snapshot complete", timeout=15_000)


def test_a_day_passes_and_everybody_is_told(guest: Guest) -> None:
    guest.visit_lobby()
    guest.page.get_by_role("button", name="+1 day").click()
    expect(guest.page.locator("#skip-status")).to_contain_text("+1 day is over")
    day = guest.page.locator("#now").inner_text().split(" at ")[0].split()[1]
    expect(guest.page.locator("#quiet")).to_be_visible()
    guest.open("newcomer/announcements")
    expect(guest.page.locator(".channel-message").last).to_contain_text("Snapshot complete")
    assert guest.page.locator(".timeline-day-divider").last.inner_text().split()[1].rstrip(",") == day


def test_a_newcomer_is_refused_politely_and_finds_other_channels(guest: Guest) -> None:
    guest.visit_lobby()
    name = guest.page.locator(".person", has_text="Newcomer").locator("h3").inner_text().split()[0]
    assert guest.page.locator("a[href='/open/newcomer/officers']").count() == 0
    guest.open("newcomer/general")
    expect(guest.say("/clan schedule", "06:00")).to_contain_text("Only leaders")
    guest.page.locator(".rooms a", has_text="clan").click()
    expect(guest.page.locator("#channel-composer-input")).to_have_attribute("placeholder", "Message #clan")
    assert guest.page.locator("#viewer-picker option:checked").inner_text() == name
    guest.page.locator(".to-lobby").click()
    expect(guest.page.get_by_role("heading", name="Try this first")).to_be_visible()
