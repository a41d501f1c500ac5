"""For everybody: ten thousand entries, a keyboard, a screen reader, Spanish, small and dark screens."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from benchmarks.fairness import big_proof
from fairness.verify import NAMES
from tests.fairness import proofs
from tests.fairness.mutations import BASES
from tests.fairness.plain import remade
from tests.web.verifying import DESKTOP, GOOD, HOSTS, PHONE, TAMPERED, Place, Reader


def test_one_finds_oneself_among_ten_thousand(reader: Reader) -> None:
    tree = json.loads(GOOD)
    more = [proofs.entry(f"osrs:Extra {2999 - number}") for number in range(3000)]
    tree["entries"] += more
    first = 0
    for entry in tree["entries"]:
        entry["first_ticket"], first = first, first + entry["tickets"]
    tree["draw"]["winners"] = 2
    reader.choose(proofs.text(remade(tree)))
    assert reader.outcome() == "verified"
    lines, look = (
        reader.page.locator(".entries li"),
        reader.page.get_by_label("Your character's name or Discord user id"),
    )
    found = reader.page.locator("#look ~ p[role=status]")
    expect(found).to_have_text("3,006 lines of 3,006")
    assert lines.count() == 20
    reader.page.locator(".entries ~ nav").get_by_role("button", name="Next").click()
    expect(reader.page.locator(".entries ~ nav")).to_contain_text("21–40 of 3,006")
    for typed, first_line, count in (
        ("lynx_TITAN", "Lynx Titan", "1 line "),
        ("IRON éa", "Iron_Éa", "1 line "),
        ("extra 7", "Extra 7", "111 lines "),
        ("772000000000000103", "772000000000000103", "1 line "),
        (tree["entries"][4]["participant"][:9], "Iron_Éa", "1 line "),
    ):
        look.fill(typed)
        expect(found).to_contain_text(count)
        expect(lines.first.locator("bdi")).to_have_text(first_line)
    look.fill("nobody of that name")
    expect(found).to_contain_text("No line fits that")
    assert lines.count() == 0


WATCH = """async (text) => {
  const file = new File([new TextEncoder().encode(text)], "proof.json");
  const transfer = new DataTransfer();
  transfer.items.add(file);
  const done = new Promise((end) => new MutationObserver(() => {
    if (!["idle", "working"].includes(document.body.dataset.outcome)) end(document.body.dataset.outcome);
  }).observe(document.body, { attributes: true }));
  let longest = 0, last = performance.now(), going = true;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    if (going) port2.postMessage(0);
  };
  port2.postMessage(0);
  document.querySelector("main").dispatchEvent(new DragEvent("drop", { bubbles: true, dataTransfer: transfer }));
  const outcome = await done;
  going = false;
  return [outcome, longest];
}"""


@pytest.mark.parametrize("host", HOSTS, ids=["localhost", "without TLS"])
def test_ten_thousand_entries_do_not_freeze_the_page(chrome: Browser, place: Place, host: str) -> None:
    reader = Reader(chrome)
    reader.visit(place.address(host=host))
    outcome, longest = reader.page.evaluate(WATCH, big_proof(10_000).decode())
    assert outcome == "verified"
    assert longest < 400, f"the page stood still for {longest} ms"
    reader.leave()


# --- for everybody


def test_the_verdict_is_spoken(reader: Reader) -> None:
    assert reader.verdict.get_attribute("role") == "status"
    reader.choose(GOOD)
    reader.outcome()
    expect(reader.verdict).to_have_attribute("aria-busy", "false")
    expect(reader.verdict).to_be_focused()
    for state, name in (("passed", "commitment"), ("passed", "draw")):
        expect(reader.step(name).locator(".told")).to_contain_text(state)
    assert reader.page.locator("svg:not([aria-hidden=true])").count() == 0
    levels = reader.page.locator("h1, h2, h3").evaluate_all("all => all.map(one => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_everything_works_by_keyboard(reader: Reader) -> None:
    keys = reader.page.keyboard

    def tab_to(selector: str) -> None:
        for _ in range(60):
            keys.press("Tab")
            if reader.page.locator(f"{selector}:focus").count():
                return
        pytest.fail(f"{selector} cannot be reached")

    tab_to("#file")
    tab_to("#text")
    keys.insert_text(TAMPERED)
    tab_to("#paste button")
    keys.press("Enter")
    assert reader.outcome() == "rejected"
    expect(reader.verdict).to_be_focused()
    tab_to("#verdict a")
    keys.press("Enter")
    assert reader.page.url.endswith("#step-draw")
    tab_to("#step-result summary")
    expect(reader.step("result")).to_have_attribute("open", "")
    keys.press("Enter")
    expect(reader.step("result")).not_to_have_attribute("open", "")


def test_it_speaks_spanish(chrome: Browser, place: Place) -> None:
    reader = Reader(chrome, PHONE, locale="es-ES")
    reader.visit(place.address(query="?proof=/proofs/good.json"))
    assert reader.outcome() == "verified"
    assert reader.page.locator("html").get_attribute("lang") == "es"
    expect(reader.verdict).to_contain_text("Verificado")
    expect(reader.page.locator(".notices")).to_contain_text("1 ganador descartado por el anfitrión: no demostrado")
    assert reader.fits()
    reader.page.get_by_role("link", name="English").click()
    expect(reader.verdict).to_contain_text("24 checks done, all passed.")
    assert reader.page.locator("html").get_attribute("lang") == "en"
    assert reader.page.title() == "Verify a draw · Guildhall"
    reader.visit(reader.page.get_by_role("link", name="Español").evaluate("link => link.href"))
    reader.outcome()
    expect(reader.verdict).to_contain_text("Verificado")
    reader.leave()


WEB = Path(__file__).parents[3] / "web" / "verify"


def test_every_sentence_is_there_in_both_languages_and_used(chrome: Browser) -> None:
    page = chrome.new_page()
    tables = "\n".join((WEB / name).read_text(encoding="utf-8") for name in ("check_words.js", "words.js"))
    words: dict[str, list[str]] = page.evaluate(f"() => {{ {tables}; return WORDS; }}")
    page.close()
    for code, sentences in words.items():
        assert len(sentences) == 2, code
        assert all(sentences), code
        english, spanish = (sorted(re.findall(r"\{(\w+)", one)) for one in sentences)
        assert english == spanish, code
    code = "\n".join(path.read_text(encoding="utf-8") for path in WEB.glob("*.[jh]*") if "words" not in path.name)
    used = set(re.findall(r'"((?:\w+\.)+\w+)"', code))
    made = r"^(step|what|state|verdict|notice\.key|kind|who|post|steps|limits|value|unreadable|form)\."
    kinds = {key.partition(".")[0] for key in words}
    assert {one for one in used - {"page.html"} if one.partition(".")[0] in kinds} <= words.keys()
    assert {one for one in words if one not in used and not re.match(made, one)} == set()
    assert {f"step.{name}" for name in NAMES} | {f"what.{name}" for name in NAMES} <= words.keys()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_it_can_be_looked_at(chrome: Browser, place: Place, size: tuple[int, int], scheme: str) -> None:
    reader = Reader(chrome, size, color_scheme=scheme)
    for name, text, relays in (
        ("verified", GOOD, ""),
        ("rejected", TAMPERED, ""),
        ("incomplete", BASES["pot"], "none"),
        ("sealed", BASES["sealed"], ""),
        ("unreadable", "verified", ""),
    ):
        reader.visit(place.address(relays))
        if name == "verified":
            reader.shot(f"idle-{size[0]}-{scheme}")
        reader.choose(text)
        reader.outcome()
        reader.shot(f"{name}-{size[0]}-{scheme}", whole=True)
        assert reader.fits()
    assert reader.complaints == []
    reader.leave()
