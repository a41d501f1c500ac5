"""The seven stories of the lobby, each clicked through to its end in Chromium as a newcomer would."""

import re
from collections.abc import Generator

import pytest
from playwright.sync_api import Browser, Locator, expect

from playground.warcraft_logs import DEMO_NIGHT
from tests.playground.driving import CHROMIUM, DESKTOP, PHONE, Listener, chromium, open_demo, painted

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is not installed; .ci/run brings it")

SLOWLY = 120
"""Seconds for what a crowd, the beacon or a skipped week takes its time for, on a machine that is busy."""


@pytest.fixture(scope="module")
def lobby() -> Generator[str]:
    """The address of a demo that all stories share."""
    with open_demo("--seed", "7") as lobby:
        yield lobby


@pytest.fixture(scope="module")
def browser() -> Generator[Browser]:
    """One browser for all guests."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def listener(request: pytest.FixtureRequest, browser: Browser, lobby: str) -> Generator[Listener]:
    """Somebody who listens to a story, and whose browser has nothing to complain about in the end."""
    size = getattr(request, "param", DESKTOP)
    listener = Listener(browser, lobby, size, request.function.__name__.removeprefix("test_"))
    yield listener
    assert listener.fits()
    listener.leave()
    assert listener.complaints == []


def test_story_contest(listener: Listener) -> None:
    listener.begin("contest")
    listener.say("/contest end", "Slayer November")
    listener.reads(2, "Run draw")
    run = listener.page.get_by_role("button", name="Run draw")
    card = listener.messages("Slayer November", "Ended").filter(has=run).last
    expect(card).to_be_visible(timeout=1000 * SLOWLY)
    listener.click(card, "Run draw")
    expect(listener.messages("the secret is out").last).to_contain_text("A call is final")
    listener.reads(3, "a public beacon")
    listener.shot()
    drawn = listener.messages("Slayer November", "wins with ticket").last
    expect(drawn).to_contain_text("wins with ticket", timeout=1000 * SLOWLY)
    listener.reads(4, "Verify")
    listener.shot()
    verified(listener, drawn)
    listener.page.locator("#guide-next").click()
    listener.ends("The winner followed from secrets fixed before the draw")


def verified(listener: Listener, drawn: Locator) -> None:
    """The guest's own browser works out the draw again, and finds what the bot had said."""
    with listener.page.context.expect_page() as opened:
        drawn.get_by_role("link", name="Verify").click()
    page = opened.value
    expect(page.get_by_role("heading", name="Verified")).to_be_visible(timeout=1000 * SLOWLY)
    expect(page.locator("body")).to_contain_text(re.compile(r"\d\d checks done, all passed"))
    expect(page.locator("body")).to_contain_text("Test chain")
    found = re.search(r"ticket (\d+) of", drawn.inner_text())
    assert found
    expect(page.locator("body")).to_contain_text(f"wins · ticket {found[1]} of")
    listener.shot_of(page)
    page.close()


def test_story_pot(listener: Listener) -> None:
    listener.begin("pot")
    pot = listener.messages("Friday Pot").filter(has=listener.page.get_by_role("button", name="My tickets")).last
    expect(pot).to_contain_text("1,250 of 2,000 credits")
    prompt = listener.answer(pot, "3")
    expect(prompt).to_contain_text("150")
    listener.shot()
    listener.click(prompt, "Buy")
    expect(prompt).to_contain_text("You hold 3 of 10")
    listener.reads(2, "Let the crowd loose")
    listener.let_loose()
    expect(listener.page.locator("#guide-said")).to_contain_text("of the Friday Pot")
    listener.shot()
    expect(pot).to_contain_text("Locked", timeout=1000 * SLOWLY)
    expect(pot).to_contain_text("2,000 of 2,000 credits")
    listener.reads(3, "waits for the beacon")
    listener.shot()
    won = listener.messages("Friday Pot", "Won by").last
    expect(won).to_contain_text("2,000 credits with ticket", timeout=1000 * SLOWLY)
    listener.reads(4, "/wallet history")
    history = listener.say("/wallet history")
    expect(history).to_contain_text("Friday Pot")
    expect(history).to_contain_text("150")
    listener.shot()
    listener.ends("nothing for the house")


@pytest.mark.parametrize("listener", [DESKTOP, PHONE], ids=["desktop", "phone"], indirect=True)
def test_story_council(listener: Listener) -> None:
    listener.begin("council")
    blade = listener.messages("Blade of the Fallen Star").filter(
        has=listener.page.get_by_role("button", name="Council")
    )
    council = listener.answer(blade.last, "Council")
    listener.reads(2, "Approve")
    council.get_by_role("button", name="Approve").first.click()
    expect(council).to_contain_text("1 officer has voted")
    listener.let_loose()
    expect(blade.last).to_contain_text("✅ 2")
    assert listener.fits()
    listener.shot()
    listener.reads(3, "Award…")
    before = listener.count()
    council.get_by_role("button", name="Award…").first.click()
    listener.shot()
    listener.fill(["Her last piece"])
    asked = listener.message_after(before)
    expect(asked).to_contain_text("Charges 100 GP.")
    listener.click(asked, "Award")
    expect(asked).to_contain_text("has it.")
    listener.reads(4, "/loot why")
    listener.become("raider")
    why = listener.say("/loot why", "Blade of the Fallen Star")
    expect(why).to_contain_text("Her last piece")
    expect(why).to_contain_text("✅ 2")
    assert listener.fits()
    listener.shot()
    listener.ends("tells them to anybody")


def test_story_raid(listener: Listener) -> None:
    listener.begin("raid")
    plan = listener.say("/raid import", DEMO_NIGHT)
    expect(plan).to_contain_text("4 bosses fell")
    expect(plan).to_contain_text("Pugsley-Ravencrest")
    paid = re.search(r"→ ([\d,.]+) EP", plan.inner_text())
    assert paid
    listener.reads(2, "Apply")
    listener.shot()
    listener.click(plan, "Apply")
    listener.reads(3, "/epgp standings")
    standings = listener.say("/epgp standings")
    expect(standings).to_contain_text(paid[1])
    listener.shot()
    listener.reads(4, "/epgp history")
    listener.become("raider")
    history = listener.say("/epgp history")
    expect(history).to_contain_text("Heroic night")
    listener.shot()
    listener.ends("takes the whole night back")


def test_story_auction(listener: Listener) -> None:
    listener.begin("auction")
    card = listener.messages("Pattern: Cloak").filter(has=listener.page.get_by_role("button", name="Bid…")).last
    bid(listener, card, 25)
    listener.reads(2, "last minutes")
    listener.skip()
    listener.reads(3, "Let them snipe", seconds=SLOWLY)
    card.scroll_into_view_if_needed()
    end = ends_at(card)
    listener.shot()
    listener.let_loose()
    expect(card).not_to_contain_text("Highest bid 25 DKP")
    assert ends_at(card) > end
    listener.reads(4, "60")
    listener.shot()
    bid(listener, card, 60)
    listener.reads(5, "Going once")
    listener.skip()
    sold = listener.messages("Pattern: Cloak", "is paid").last
    expect(sold).to_contain_text("60 DKP", timeout=1000 * SLOWLY)
    sold.scroll_into_view_if_needed()
    listener.shot()
    expect(listener.say("/dkp history")).to_contain_text("−60 DKP · auction · Pattern: Cloak of Small Mercies")
    listener.ends("A snipe wins nothing")


def bid(listener: Listener, card: Locator, amount: int) -> None:
    """Bid, and be told that one leads."""
    before = listener.count()
    listener.click(card, "Bid…")
    listener.fill([str(amount)])
    expect(listener.message_after(before)).to_contain_text("You lead")
    expect(card).to_contain_text(f"Highest bid {amount} DKP")


def ends_at(card: Locator) -> str:
    """The card's end of the auction, so that a later one is larger."""
    found = card.locator("time").nth(1).get_attribute("datetime")
    assert found
    return found


def test_story_challenge(listener: Listener) -> None:
    listener.begin("challenge")
    card = (
        listener.messages("Postcards from the Road").filter(has=listener.page.get_by_role("button", name="Submit")).last
    )
    before = listener.count()
    listener.click(card, "Submit")
    listener.shot()
    listener.fill(["A bench with a view"])
    expect(listener.message_after(before)).to_contain_text("A bench with a view")
    listener.reads(2, "Gallery")
    gallery = listener.answer(card, "Gallery")
    expect(gallery).to_contain_text("Page 1 of 4")
    for page in range(1, 4):
        if not gallery.get_by_text("This one is yours").count():
            break
        painted(gallery)
        listener.click(gallery, "▶️")
        expect(gallery).to_contain_text(f"Page {page + 1} of 4")
    painted(gallery)
    gallery.get_by_role("button", name="Vote", exact=True).click()
    expect(gallery.get_by_role("button", name="Unvote")).to_be_visible()
    painted(gallery)
    listener.shot()
    listener.reads(3, "Let the others")
    listener.let_loose()
    listener.reads(4, "Let the week pass", seconds=SLOWLY)
    listener.skip()
    listener.reads(5, "podium", seconds=SLOWLY)
    expect(listener.messages("Postcards from the Road", "Completed").first).to_contain_text("🏆")
    listener.shot()
    mine = listener.say("/challenge mine")
    expect(mine).to_contain_text("A bench with a view")
    expect(mine).to_contain_text("+50 for handing in")
    expect(mine).to_contain_text("for your place")
    listener.shot()
    listener.ends("each with its reason")


def test_story_people(listener: Listener) -> None:
    listener.begin("people")
    answer = listener.say("/link")
    with listener.page.context.expect_page() as opened:
        answer.get_by_role("link").first.click()
    page = opened.value
    listener.shot_of(page)
    page.get_by_role("button", name="Go on to Discord").click()
    expect(page.get_by_role("heading", name="Pretend Discord")).to_be_visible()
    listener.shot_of(page)
    me = listener.page.locator("#viewer-picker option:checked").inner_text()
    page.get_by_role("button", name=me).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are linked")
    listener.shot_of(page)
    page.close()
    listener.reads(2, "My rank")
    board = listener.messages("Overall standing").filter(has=listener.page.get_by_role("button", name="My rank")).last
    listener.answer(board, "My rank")
    listener.shot()
    listener.reads(3, "/roles add")
    listener.become("leader")
    added = listener.say("/roles add", "Overall standing", "3", "Podium")
    listener.shot()
    expect(added).to_contain_text("Podium")
    listener.reads(4, "/roles list")
    expect(listener.say("/roles list")).to_contain_text("@Podium · the top 3 of Overall standing")
    listener.ends("follow the board by themselves")
