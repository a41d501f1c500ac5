"""The playground as a guest meets it: started as the README says, clicked through in Chromium, large and small."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from datetime import datetime, timedelta
from pathlib import Path

import discord
import pytest
from playwright.sync_api import Browser, Locator, expect

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


def test_a_raider_hands_something_in_and_votes(guest: Guest) -> None:
    guest.visit_lobby()
    guest.open("raider/challenges")
    title = f"Postcard {guest.page.viewport_size['width'] if guest.page.viewport_size else 0}"
    panel = guest.page.locator(".channel-message", has_text="Postcards from the Road").filter(
        has=guest.page.get_by_role("button", name="Submit")
    )
    before = guest.page.locator(".channel-message").count()
    guest.click(panel.first, "Submit")
    form = guest.page.locator("#modal-root")
    form.get_by_role("textbox").first.fill(title)
    guest.shot()
    form.get_by_role("button", name="Submit").click()
    expect(guest.message_after(before)).to_contain_text(title)
    guest.click(panel.first, "Gallery")
    page = guest.message_after(before + 1)
    for number in range(2, 9):
        expect(page).to_contain_text(f"Page {number - 1} of")
        painted(page)
        if page.get_by_role("button", name="Vote", exact=True).count():
            break
        guest.click(page, "▶️")
    guest.click(page, "Vote")
    expect(page.get_by_role("button", name="Unvote")).to_be_visible()
    painted(page)
    assert guest.fits()
    guest.shot()
    mine = guest.say("/challenge mine")
    expect(mine).to_contain_text(title)
    expect(mine).to_contain_text("for voting")
    assert guest.fits()
    guest.shot()


def painted(page: Locator) -> None:
    """Wait for the pictures in a message: the preview forgets those of before an edit."""
    for picture in page.get_by_role("img").all():
        expect(picture).not_to_have_js_property("naturalWidth", 0)


def test_a_day_passes_and_everybody_is_told(guest: Guest) -> None:
    guest.visit_lobby()
    still = layout(guest)
    guest.page.get_by_role("button", name="+1 day").click()
    assert layout(guest) == still
    passed = "A day has passed. The channels show what the bot did."
    expect(guest.page.locator("#skip-status")).to_have_text(passed, timeout=15_000)
    assert layout(guest) == still
    now = datetime.fromisoformat(guest.page.locator("#now").get_attribute("datetime") or "")
    expect(guest.page.locator("#quiet")).to_be_visible()
    guest.open("newcomer/announcements")
    # Other runs may be told of on the same day, and on a Monday the week's decay after it.
    told = guest.page.locator(".channel-message").filter(has_text="Snapshot complete").last
    expect(told).to_be_visible()
    at = discord.utils.snowflake_time(int(told.get_attribute("data-message-id") or 0))
    assert (at.hour, at.minute) == (6, 0)
    assert now - timedelta(days=1) < at <= now


def layout(guest: Guest) -> list[float]:
    """Where the clock and what comes below it are on the page."""
    return guest.page.evaluate(
        """[".clock", "#skip", "main"].flatMap((name) => {
            const box = document.querySelector(name).getBoundingClientRect();
            return [box.left, box.top + scrollY, box.width];
        })"""
    )


def test_the_lobby_does_not_jump_whatever_its_clock_says_and_its_buttons_are_alike(guest: Guest) -> None:
    guest.visit_lobby()
    still = layout(guest)
    for status in ("", "Time flies…", "A week has passed. The channels show what the bot did."):
        guest.page.locator("#skip-status").evaluate("(line, text) => { line.textContent = text; }", status)
        assert layout(guest) == still
    for now in ("Fri 1 May at 11:11:11", "Wed 30 September at 20:48:58"):
        guest.page.locator("#now").evaluate("(line, text) => { line.textContent = text; }", now)
        assert layout(guest) == still
        assert guest.fits()
    heights = guest.page.locator(".story .go").evaluate_all("(links) => links.map((link) => link.offsetHeight)")
    assert set(heights) == {46}


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
    expect(guest.page.get_by_role("heading", name="Seven short stories")).to_be_visible()


def test_a_leader_holds_a_contest_and_a_browser_checks_the_draw(browser: Browser, demo: str) -> None:
    guest = Guest(browser, demo, DESKTOP, "a_contest")
    guest.visit_lobby()
    guest.open("leader/contests")
    expect(guest.say("/contest create", "Small Cup", "The cup", "in 3 days")).to_contain_text("Small Cup")
    expect(guest.say("/contest rule-add", "Small Cup", "Total XP", "1")).to_contain_text("Total XP +1")
    panel = guest.say("/contest publish", "Small Cup")
    expect(panel).to_contain_text("Active")
    guest.shot()
    guest.visit_lobby()
    guest.page.get_by_role("button", name="+1 day").click()
    expect(guest.page.locator("#quiet")).to_be_visible()
    guest.open("leader/contests")
    guest.say("/contest end", "Small Cup")
    panel = guest.page.locator(".channel-message", has_text="Ended").last
    expect(panel.get_by_role("button", name="Run draw")).to_be_visible(timeout=20_000)
    guest.shot()
    before = guest.page.locator(".channel-message").count()
    guest.click(panel, "Run draw")
    ceremony = guest.page.locator(".channel-message", has_text="step by step").last
    expect(ceremony).to_contain_text("will be published")
    guest.shot()
    guest.message_after(before)
    drawn = guest.page.locator(".channel-message", has_text="wins with ticket").last
    expect(drawn).to_contain_text("Small Cup", timeout=30_000)
    guest.shot()
    check(guest, drawn)
    guest.leave()
    assert guest.complaints == []


def test_a_raider_joins_a_pot_and_the_crowd_fills_it(browser: Browser, demo: str) -> None:
    guest = Guest(browser, demo, PHONE, "a_pot")
    guest.visit_lobby()
    guest.open("raider/pots")
    pot = guest.page.locator(".channel-message", has_text="Friday Pot").filter(has_text="▰").last
    expect(pot).to_contain_text("62")
    guest.shot()
    before = guest.page.locator(".channel-message").count()
    pot.get_by_role("button", name="3", exact=True).click()
    prompt = guest.message_after(before)
    expect(prompt).to_contain_text("150")
    guest.shot()
    prompt.get_by_role("button", name="Buy").click()
    expect(prompt).to_contain_text("You hold 3 of 10")
    guest.shot()
    expect(pot).to_contain_text("Locked", timeout=60_000)
    guest.shot()
    won = guest.page.locator(".channel-message", has_text="Won by").filter(has_text="Friday Pot").last
    expect(won).to_contain_text("2,000 credits", timeout=40_000)
    won.scroll_into_view_if_needed()
    guest.shot()
    check(guest, won)
    guest.leave()
    assert guest.complaints == []


def test_anybody_checks_a_draw_that_is_over(guest: Guest) -> None:
    guest.visit_lobby()
    guest.open("raider/contests")
    check(guest, guest.page.locator(".channel-message", has_text="wins with ticket").first)


def check(guest: Guest, drawn: Locator) -> None:
    """Follow a drawn card's link, and read what the guest's own browser makes of the proof."""
    with guest.page.context.expect_page() as opened:
        drawn.get_by_role("link", name="Verify").click()
    page = opened.value
    expect(page.locator("body")).to_contain_text("all passed", timeout=15_000)
    expect(page.locator("body")).to_contain_text("Test chain")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.close()


def test_the_council_gives_an_item_and_anybody_can_read_why(guest: Guest) -> None:
    guest.visit_lobby()
    guest.open("officer/loot")
    item = f"Ring of {guest.page.viewport_size['width'] if guest.page.viewport_size else 0} Doors"
    expect(guest.say("/loot open", item)).to_contain_text("0 of 4 answered")
    guest.go("raider/loot")
    panels = guest.page.locator(".channel-message", has_text=item, has=guest.page.get_by_role("button", name="Council"))
    panel = panels.first
    guest.click(panel, "BiS")
    expect(panel).to_contain_text("1 of 4 answered")
    guest.shot()
    guest.go("officer/loot")
    before = guest.page.locator(".channel-message").count()
    guest.click(panel, "Council")
    council = guest.message_after(before)
    guest.click(council, "Approve")
    expect(council).to_contain_text("1 officer has voted")
    assert guest.fits()
    guest.shot()
    guest.click(council, "Award…")
    form = guest.page.locator("#modal-root")
    form.get_by_role("textbox").first.fill("The only one who wants it")
    form.get_by_role("textbox").nth(1).fill("60")
    form.get_by_role("button", name="Submit").click()
    asked = guest.message_after(before + 1)
    expect(asked).to_contain_text("Charges 60 GP.")
    guest.click(asked, "Award")
    expect(asked).to_contain_text("has it.")
    why = guest.say("/loot why", item)
    expect(why).to_contain_text("The only one who wants it")
    assert guest.fits()


def test_an_item_is_sold_to_whoever_bids_most(guest: Guest) -> None:
    guest.visit_lobby()
    guest.open("officer/loot")
    item = f"Cloak of {guest.page.viewport_size['width'] if guest.page.viewport_size else 0} Doors"
    expect(guest.say("/auction open", item, "Open", "10", "5")).to_contain_text("No bids yet")
    guest.go("raider/loot")
    panel = guest.page.locator(".channel-message", has_text=item).first
    before = guest.page.locator(".channel-message").count()
    guest.click(panel, "Bid…")
    form = guest.page.locator("#modal-root")
    form.get_by_role("textbox").fill("12")
    form.get_by_role("button", name="Submit").click()
    expect(guest.message_after(before)).to_contain_text("You lead")
    expect(panel).to_contain_text("Highest bid 12 DKP")
    assert guest.fits()
    guest.shot()
    guest.go("officer/loot")
    expect(guest.say("/auction close", item)).to_contain_text("is sold to")
    sold = guest.page.locator(".channel-message", has_text=item).first
    expect(sold).to_contain_text("The highest bid wins and is paid.")
    assert guest.fits()
