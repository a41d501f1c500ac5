"""Every way in: by link, file, drop and paste, on both screens, with and without TLS."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from fairness.verify import NAMES
from tests.fairness.mutations import BASES
from tests.web.verifying import DESKTOP, GOOD, HOSTS, PHONE, TAMPERED, Place, Reader


def by_link(reader: Reader, place: Place, host: str, name: str) -> None:
    reader.visit(place.address(host=host, query=f"?proof=/proofs/{name}.json"))


def by_file(reader: Reader, place: Place, host: str, name: str) -> None:
    reader.visit(place.address(host=host))
    reader.choose(place.proofs[name].decode())


def by_dropped_file(reader: Reader, place: Place, host: str, name: str) -> None:
    reader.visit(place.address(host=host))
    reader.give("drop", place.proofs[name].decode(), as_file=True)


def by_dropped_text(reader: Reader, place: Place, host: str, name: str) -> None:
    reader.visit(place.address(host=host))
    reader.give("drop", place.proofs[name].decode())


def by_paste(reader: Reader, place: Place, host: str, name: str) -> None:
    reader.visit(place.address(host=host))
    reader.give("paste", place.proofs[name].decode())


def by_pasted_file(reader: Reader, place: Place, host: str, name: str) -> None:
    reader.visit(place.address(host=host))
    reader.give("paste", place.proofs[name].decode(), as_file=True)


def by_pasted_link(reader: Reader, place: Place, host: str, name: str) -> None:
    reader.visit(place.address(host=host))
    reader.give("paste", f" {place.address(host=host)}?proof={quote(f'/proofs/{name}.json', safe='')}\n")


def by_the_box(reader: Reader, place: Place, host: str, name: str) -> None:
    reader.visit(place.address(host=host))
    reader.page.locator("#text").fill(place.proofs[name].decode())
    reader.page.get_by_role("button", name="Check what I pasted").click()


WAYS = [
    by_link,
    by_file,
    by_dropped_file,
    by_dropped_text,
    by_paste,
    by_pasted_file,
    by_pasted_link,
    by_the_box,
]


@pytest.mark.parametrize(("size", "host"), [(DESKTOP, HOSTS[0]), (PHONE, HOSTS[1])], ids=["desktop", "phone, no TLS"])
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_proof_can_be_brought(
    chrome: Browser, place: Place, way: Callable[..., None], host: str, size: tuple[int, int]
) -> None:
    reader = Reader(chrome, size)
    way(reader, place, host, "good")
    assert reader.outcome() == ("verified" if host == HOSTS[0] else "incomplete")
    assert [*reader.steps()] == [*NAMES]
    expect(reader.page.get_by_role("heading", name="The long night ✓")).to_be_visible()
    assert reader.fits()
    way(reader, place, host, "tampered")
    assert reader.outcome() == "rejected"
    expect(reader.verdict).to_contain_text("Rejected")
    expect(reader.verdict).to_contain_text("Failed: draw, result")
    assert reader.fits()
    assert reader.complaints == []
    reader.leave()


def test_a_real_paste_checks_at_once(reader: Reader) -> None:
    box = reader.page.locator("#text")
    box.fill(TAMPERED)
    box.press("Control+a")
    box.press("Control+x")
    expect(box).to_have_value("")
    box.press("Control+v")
    assert reader.outcome() == "rejected"


def test_a_second_proof_replaces_the_first(reader: Reader) -> None:
    reader.choose(TAMPERED)
    assert reader.outcome() == "rejected"
    expect(reader.page.locator("#input")).not_to_have_attribute("open", "")
    reader.page.get_by_text("Check another proof").click()
    reader.choose(BASES["pot"])
    reader.page.locator("body[data-outcome=verified]").wait_for()
    assert reader.page.locator(".draw").count() == 1
    assert "failed" not in reader.steps().values()


def test_nothing_in_the_box_is_said(reader: Reader) -> None:
    reader.page.get_by_role("button", name="Check what I pasted").click()
    expect(reader.page.get_by_text("paste a proof first")).to_be_visible()
    assert reader.page.locator("body").get_attribute("data-outcome") == "idle"


# --- links


@pytest.mark.parametrize(
    "proof",
    [
        "https://example.org/proofs/a.json",
        "//example.org/proofs/a.json",
        r"\\example.org/proofs/a.json",
        "http://127.0.0.1:9/proofs/good.json",
        "/healthz",
        "/proofs/../healthz.json",
        "/proofs/good.txt",
        "/proofs/good.json?x=1",
        "/proofs/%2e%2e/secret.json",
        "javascript:alert(1)",
        "data:application/json,{}",
        "blob:null",
        "/verify?proof=/proofs/good.json",
        "",
    ],
)
def test_only_proofs_of_this_site_are_fetched(reader: Reader, place: Place, proof: str) -> None:
    reader.requests.clear()
    reader.visit(place.address(query=f"?proof={quote(proof, safe='')}"))
    if proof.startswith("/verify"):  # a link in a link is that link
        assert reader.outcome() == "verified"
        return
    assert reader.outcome() == "trouble"
    expect(reader.verdict).to_contain_text("leads somewhere else")
    assert len(reader.requests) == 1
    expect(reader.page.locator("#input")).to_have_attribute("open", "")


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("absent", "There is no proof at /proofs/absent.json"),
        ("broken", "The server answered 500"),
        ("moved", "could not be fetched"),
    ],
)
def test_what_cannot_be_fetched_is_said(chrome: Browser, place: Place, key: str, says: str) -> None:
    reader = Reader(chrome)
    reader.visit(place.address(query=f"?proof=/proofs/{key}.json"))
    assert reader.outcome() == "trouble"
    expect(reader.verdict).to_contain_text(says)
    reader.leave()


@pytest.mark.parametrize(("key", "says"), [("nonsense", "not JSON"), ("big", "larger than 16 MiB")])
def test_a_link_to_nonsense_is_unreadable(reader: Reader, place: Place, key: str, says: str) -> None:
    reader.visit(place.address(query=f"?proof=/proofs/{key}.json"))
    assert reader.outcome() == "unreadable"
    expect(reader.verdict).to_contain_text(f"Nothing could be checked: {says}")


def test_a_proof_by_link_can_be_saved(reader: Reader, place: Place) -> None:
    by_link(reader, place, HOSTS[0], "good")
    link = reader.page.get_by_role("link", name="Save the proof file")
    assert (link.get_attribute("href"), link.get_attribute("download")) == ("/proofs/good.json", "proof.json")


def test_a_saved_copy_of_the_page_still_works(chrome: Browser, place: Place, tmp_path: Path) -> None:
    reader = Reader(chrome)
    reader.visit(place.address())
    copy = tmp_path / "verify.html"
    copy.write_text(reader.page.evaluate("fetch(location).then(answer => answer.text())"), encoding="utf-8")
    reader.visit(copy.as_uri())
    reader.choose(GOOD)
    assert reader.outcome() == "verified"
    reader.leave()
