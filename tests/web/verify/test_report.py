"""What the page says: what to know first, winners, what to compare, each step with its values."""

import json

from playwright.sync_api import expect

from fairness.verify import NAMES
from tests.fairness import proofs
from tests.fairness.mutations import BASES, edited, flip, put
from tests.fairness.plain import remade
from tests.web.verifying import GOOD, LOCAL, TAMPERED, Place, Reader


def local_contest() -> str:
    """A good contest whose luck is from the test chain."""
    tree = json.loads(GOOD)
    round_ = 1000
    chain = LOCAL.chain
    tree["draw"]["chain"] = tree["beacon"]["chain"] = chain.hash.hex()
    tree["beacon"]["signature"] = LOCAL.sign(round_).hex()
    called = chain.time(round_) * 1000 - 16_000
    tree["call"]["called_at"] = called
    moments = {"commitment": called - 3_600_000, "lock": called - 60_000, "call": called + 300}
    tree["posts"] |= {step: proofs.snowflake(ms) for step, ms in moments.items()}
    return proofs.text(remade(tree))


def test_a_test_chain_is_named_one(reader: Reader, place: Place) -> None:
    reader.choose(local_contest())
    assert reader.outcome() == "verified"
    expect(reader.page.locator(".notices")).to_contain_text("Test chain: whoever has its key knew the result")
    expect(reader.page.locator("main")).not_to_contain_text("nobody could choose")
    reader.visit(place.address("stranger"))
    reader.choose(local_contest())
    assert reader.outcome() == "rejected"
    expect(reader.verdict).to_contain_text("Failed: chain")


def test_a_stranger_does_not_know_the_keys(reader: Reader, place: Place) -> None:
    reader.choose(GOOD)
    reader.outcome()
    expect(reader.page.locator(".notices")).not_to_contain_text("unknown key")
    expect(reader.step("lock_signature")).to_contain_text("by the host")
    reader.visit(place.address("stranger"))
    reader.choose(GOOD)
    reader.outcome()
    expect(reader.page.locator(".notices")).to_contain_text("The lock is signed with an unknown key")
    expect(reader.page.locator(".notices")).to_contain_text("The result is signed with an unknown key")


def test_a_sealed_draw_is_called_what_it_is(reader: Reader) -> None:
    reader.choose(BASES["sealed"])
    assert reader.outcome() == "verified"
    notices = reader.page.locator(".notices")
    for says in ("Sealed (you trust the host)", "Names no posts", "2 erased entries: not checkable"):
        expect(notices).to_contain_text(says)
    said = reader.page.locator("main").inner_text().lower()
    assert "provably fair" not in said
    assert "nobody could choose" not in said
    assert "beacon" not in reader.steps()


def test_nothing_is_promised_of_a_beacon_that_was_not_checked(reader: Reader, place: Place) -> None:
    promise = reader.page.get_by_text("nobody could choose or foresee the winner")
    reader.choose(GOOD)
    expect(promise).to_be_visible()
    reader.visit(place.address("none"))
    reader.choose(GOOD)
    assert reader.outcome() == "incomplete"
    expect(promise).to_have_count(0)


def test_a_late_call_is_said(reader: Reader) -> None:
    late = edited(put("posts.call", proofs.snowflake(proofs.time_of(1000))), again=True)(GOOD)
    reader.choose(late)
    assert reader.outcome() == "rejected"
    expect(reader.page.locator(".notices")).to_contain_text("Called late")


def test_winners_stand_with_their_tickets(reader: Reader) -> None:
    reader.choose(GOOD)
    reader.outcome()
    expect(reader.page.locator(".notices")).to_contain_text("1 winner passed over by the host: not proven")
    tree = json.loads(GOOD)
    whose = {entry["participant"]: entry["who"].partition(":")[2] for entry in tree["entries"]}
    rows = reader.page.locator(".winners li")
    assert rows.count() == 3
    for row, drawn in zip(rows.all(), tree["positions"], strict=True):
        expect(row.locator("bdi").first).to_have_text(whose[drawn["participant"]])
        expect(row).to_contain_text(f"ticket {drawn['ticket']} of 0–")
        assert ("wins · " in row.inner_text()) == (drawn["void"] is None)
    assert [row.get_attribute("class") for row in rows.all()] == ["void", "wins", "wins"]
    expect(rows.first).to_contain_text("passed over by the host: no claim in 7 days")


def test_an_erased_winner_is_not_checkable(reader: Reader) -> None:
    tree = json.loads(GOOD)
    winner = tree["positions"][1]["participant"]
    for entry in tree["entries"]:
        if entry["participant"] == winner:
            entry |= {"who": None, "salt": None, "evidence": None}
    reader.choose(proofs.text(tree))
    assert reader.outcome() == "verified"
    expect(reader.page.locator(".winners li").nth(1)).to_contain_text("Erased: not checkable")


def test_a_rejected_file_only_claims_winners(reader: Reader) -> None:
    reader.choose(TAMPERED)
    reader.outcome()
    expect(reader.page.get_by_text("Winners, as the file claims")).to_be_visible()


def test_rules_and_posts_are_there_to_compare(reader: Reader) -> None:
    reader.choose(GOOD)
    reader.outcome()
    tree = json.loads(GOOD)
    assert reader.page.locator("blockquote").inner_text() == tree["draw"]["rules"]
    posts, values = tree["posts"], (tree["commitment"], tree["lock"], tree["call"]["hash"])
    rows = reader.page.locator(".posts li").all()
    for row, step, value in zip(rows, ("commitment", "lock", "call"), values, strict=True):
        href = f"https://discord.com/channels/{tree['draw']['guild_id']}/{posts['channel_id']}/{posts[step]}"
        link = row.get_by_role("link")
        assert (link.get_attribute("href"), link.get_attribute("rel")) == (href, "noopener noreferrer")
        expect(row.locator("code")).to_have_text(value)
    expect(reader.page.locator("main")).to_contain_text("Wednesday, 23 August 2023 at 15:58:08 UTC")


def test_a_step_opens_with_its_values(reader: Reader) -> None:
    reader.choose(GOOD)
    reader.outcome()
    tree = json.loads(GOOD)
    shown = {
        "commitment": [tree["commitment"], tree["call"]["secret"], tree["draw"]["guild_id"]],
        "root": [tree["root"]],
        "lock": [tree["lock"], tree["root"]],
        "call": [tree["call"]["hash"]],
        "seed": [tree["seed"], tree["beacon"]["randomness"]],
        "draw": [
            f"nonce 0, ticket (winner index) {tree['positions'][0]['ticket']}",
            tree["positions"][0]["participant"],
        ],
        "result": [tree["result"]],
        "lock_signature": [tree["signatures"]["lock"]["signature"]],
    }
    for name, values in shown.items():
        step = reader.step(name)
        step.locator("summary").click()
        for value in values:
            expect(step).to_contain_text(value)
    assert reader.fits()
    for name in NAMES:
        if reader.step(name).get_attribute("open") is None:
            reader.step(name).locator("summary").click()
        expect(reader.step(name).locator(".inside p").first).to_be_visible()


def test_a_failed_step_shows_what_should_be_there(reader: Reader) -> None:
    spoilt = edited(flip("commitment"))(GOOD)
    reader.choose(spoilt)
    assert reader.outcome() == "rejected"
    step = reader.step("commitment")
    expect(step).to_have_attribute("open", "")
    expect(step).to_contain_text(json.loads(spoilt)["commitment"])
    expect(step).to_contain_text(json.loads(GOOD)["commitment"])


def test_foreign_text_stays_text(reader: Reader) -> None:
    evil = '<img src=x onerror="document.title=1"><script>1</script>'
    tree = json.loads(GOOD)
    tree["draw"] |= {"title": evil + "\u202etxt", "rules": evil + "\u2066\nsecond line\x07"}
    tree["entries"][1] |= {"who": f"osrs:{evil}", "evidence": evil}
    tree["positions"][0]["void"] = evil
    reader.choose(proofs.text(remade(tree)))
    assert reader.outcome() == "verified"
    reader.page.locator(".entries summary").nth(1).click()
    assert reader.page.locator("main img, main script").count() == 0
    expect(reader.page.locator("#draw-heading")).to_have_text(evil + r"\u202etxt")
    assert reader.page.locator("blockquote").inner_text() == evil + "\\u2066\nsecond line\\x07"


def test_endless_text_does_not_keep_the_browser_busy(reader: Reader) -> None:
    tree = json.loads(GOOD)
    tree["draw"] |= {"title": "t" * 1_000_000, "rules": "r" * 5_000_000}
    tree["entries"][1]["evidence"] = "e\n" * 1_000_000
    reader.choose(proofs.text(remade(tree)))
    assert reader.outcome() == "verified"
    expect(reader.page.locator("blockquote")).to_contain_text("4,980,000 further characters are not shown")
    assert reader.fits()
