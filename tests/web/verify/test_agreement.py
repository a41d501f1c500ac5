"""The page finds what `python -m fairness` finds, check by check and word by word.

About every mutation of a proof, the published proofs, and random draws: `AGREE_DRAWS=10000` compares as many, as does
`python -m tests.web.agreement 10000`.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from fairness import drawing, form
from fairness.persons import member
from fairness.proof import prove
from fairness.protocol import Claim, Draw, Entry, Kind, Mode, call, commit, lock
from fairness.verify import verify
from tests.fairness import proofs
from tests.fairness.mutations import BASES, HARMLESS, MUTATIONS, UNREADABLE, Mutation
from tests.web.agreement import comparable, disagreements, plainly
from tests.web.verifying import GOOD, PLAIN_HOST, TRUST, Place, Reader

WEB = Path(__file__).parents[3] / "web" / "verify"


def same(reader: Reader, text: str) -> dict[str, Any]:
    """What the page finds, which is what Python finds."""
    found = reader.findings(text)
    assert comparable(found) == comparable(plainly(verify(text.encode(), TRUST)))
    return found


@pytest.mark.parametrize("base", BASES)
def test_what_is_spoilt_was_good(open_page: Reader, base: str) -> None:
    assert same(open_page, BASES[base])["outcome"] == "verified"


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_it_is_rejected_by_name(open_page: Reader, mutation: Mutation) -> None:
    found = same(open_page, mutation.change(BASES[mutation.base]))
    assert found["outcome"] == "rejected"
    first = next(check for check in found["checks"] if check["state"] == "failed")
    assert (first["name"], first["detail"][: len(mutation.where)]) == (mutation.check, mutation.where)


@pytest.mark.parametrize("mutation", HARMLESS, ids=lambda mutation: mutation.name)
def test_what_is_outside_the_hashes_may_differ(open_page: Reader, mutation: Mutation) -> None:
    assert same(open_page, mutation.change(BASES[mutation.base]))["outcome"] == "verified"


@pytest.mark.parametrize("change", UNREADABLE.values(), ids=UNREADABLE)
def test_nonsense_is_unreadable(open_page: Reader, change: Callable[[str], str]) -> None:
    found = open_page.findings(change(GOOD))
    assert (found["outcome"], found["checks"]) == ("unreadable", [])
    assert found["unreadable"]


@pytest.mark.parametrize("data", [b"\xff", b'"\xed\xa0\xbd"', b'"\xc0\xaf"', "{}".encode("utf-16"), b"\xef\xbb\xbf{}"])
def test_only_utf_8_is_read(open_page: Reader, data: bytes) -> None:
    file: Any = {"name": "proof.json", "mimeType": "application/json", "buffer": data}
    open_page.page.locator("#file").set_input_files(files=[file])
    expect(open_page.verdict).to_contain_text("Unreadable")


def test_without_tls_only_the_signatures_stay_unchecked(chrome: Browser, place: Place) -> None:
    reader = Reader(chrome)
    reader.visit(place.address(host=PLAIN_HOST))
    assert reader.page.evaluate("[isSecureContext, Boolean(crypto.subtle)]") == [False, False]
    for mutation in (*MUTATIONS, *HARMLESS):
        text = mutation.change(BASES[mutation.base])
        python, page = plainly(verify(text.encode(), TRUST)), reader.findings(text)
        kept = [one for one in page["checks"] if one["state"] != "unchecked" or not one["name"].endswith("_signature")]
        dropped = [one["name"] for one in page["checks"] if one not in kept]
        expected = [one for one in python["checks"] if one["name"] not in dropped]
        assert comparable({**page, "checks": kept})[1] == comparable({**python, "checks": expected})[1], mutation.name
        wrong_key = any(one["name"].endswith("_signature") for one in kept)
        assert wrong_key == ("small-order" in mutation.name), mutation.name
    assert reader.complaints == []
    reader.leave()


@pytest.mark.parametrize("tree", proofs.vectors(), ids=lambda tree: f"draw {tree['draw']['number']}")
def test_the_published_proofs_are_verified(open_page: Reader, tree: Any) -> None:
    assert same(open_page, proofs.text(tree))["outcome"] == "verified"


def test_more_tickets_than_a_javascript_number_holds(open_page: Reader) -> None:
    """A reader allows as many: the last entry begins below 2^53 and has nearly as many itself."""
    whole = 2**53 - 1
    entries = (Entry.of(Claim(member(1), whole), b"a" * 16, 0), Entry.of(Claim(member(2), whole - 1), b"b" * 16, whole))
    found: set[bool] = set()
    for secret in (bytes([number]) * 32 for number in range(40)):
        draw = Draw(1, 1, Kind.POT, "", 1, 2, Mode.SEALED, b"", "")
        called = call(lock(commit(draw, secret), entries).hash, secret, 0, 1)
        proof = prove(draw, entries, called, None)
        fits = proof.positions[0].pick.ticket <= whole  # otherwise no proof can state it
        found.add(fits)
        text = form.write(proof).decode()
        assert same(open_page, text)["outcome"] == ("verified" if fits else "rejected")
    assert found == {True, False}


OFFERED = [2**256 - 1, 2**256 - 2, 2**255 + 5, 2**64, 7]


@pytest.mark.parametrize("tickets", [1, 2, 3, 7, 1000, 2**53 - 1, 2**54 - 3, 2**255 + 1])
def test_the_page_rejects_the_numbers_that_favour_low_tickets(chrome: Browser, tickets: int) -> None:
    page = chrome.new_page()
    sources = "\n".join((WEB / name).read_text(encoding="utf-8") for name in ("encoding.js", "drawing.js"))
    offered = [f"{number:064x}" for number in OFFERED]
    choose = "const { nonce, ticket } = choose(null, 0, BigInt(tickets)); return [nonce, String(ticket)];"
    given = "mac = (_key, _tag, _position, nonce) => unhex(offered[nonce]);"
    nonce, ticket = page.evaluate(f"([offered, tickets]) => {{ {sources}; {given} {choose} }}", [offered, str(tickets)])
    page.close()
    assert (nonce, int(ticket)) == drawing.choose(OFFERED, tickets)


def test_python_and_the_page_agree_on_random_draws(open_page: Reader) -> None:
    assert list(disagreements(open_page, int(os.environ.get("AGREE_DRAWS", "200")), seed=1)) == []


def test_one_person_is_one_person_to_both(open_page: Reader) -> None:
    from fairness.persons import person

    letters = [chr(code) for code in range(0x30000) if not 0xD800 <= code < 0xE000]
    names = ["osrs:" + "".join(letters[at : at + 512]) for at in range(0, len(letters), 512)]
    names += [f"osrs:{letter}\u0301\u0323 {letter}" for letter in letters[:0x3000]]
    names += [f"osrs:\u1100{letter}" for letter in letters[0x1100:0x1200]]
    names += ["discord:1", "osrs:" + "\U0001113b\U0001113c\U0001e900\u0345"]
    found = open_page.page.evaluate("names => names.map(guildhall.person)", names)
    for name, one in zip(names, found, strict=True):
        assert one == person(name), ascii(name)
