"""The beacon: relays that are honest, silent, wrong, about another round, or nonsense."""

import pytest
from playwright.sync_api import Browser, expect

from tests.fairness import proofs
from tests.fairness.mutations import BASES, edited, put
from tests.web.verifying import COMMAND, GOOD, Place, Reader

BEACON = {
    "honest": ("verified", "passed", "1 of 1 relay answered, all say the same"),
    "honest+honest": ("verified", "passed", "2 of 2 relays answered, all say the same"),
    "honest+deaf": ("verified", "passed", "1 of 2 relays answered"),
    "honest+silent": ("verified", "passed", "1 of 2 relays answered"),
    "honest+ahead+muddled": ("verified", "passed", "1 of 3 relays answered"),
    "wrong": ("rejected", "failed", "1 relay says another"),
    "wrong+wrong": ("rejected", "failed", "2 relays say another"),
    "honest+wrong": ("rejected", "failed", "the relays contradict each other about round 1000: 1 of 2 confirm it"),
    "ahead": ("incomplete", "unchecked", "no usable answer from 1 relay"),
    "deaf": ("incomplete", "unchecked", "no usable answer from 1 relay"),
    "muddled": ("incomplete", "unchecked", "no usable answer from 1 relay"),
    "odd": ("incomplete", "unchecked", "no usable answer from 1 relay"),
    "talkative+deaf": ("incomplete", "unchecked", "no usable answer from 2 relays"),
    "silent": ("incomplete", "unchecked", "no usable answer from 1 relay"),
    "nowhere": ("incomplete", "unchecked", "no usable answer from 1 relay"),
    "none": ("incomplete", "unchecked", "this page was given no relays to ask"),
}


@pytest.mark.parametrize("relays", BEACON)
def test_relays_are_asked_and_not_trusted(chrome: Browser, place: Place, relays: str) -> None:
    outcome, state, detail = BEACON[relays]
    reader = Reader(chrome)
    reader.visit(place.address(relays))
    reader.choose(GOOD)
    assert reader.outcome() == outcome
    steps = reader.steps()
    assert steps.pop("beacon") == state
    assert set(steps.values()) == {"passed"}
    expect(reader.step("beacon")).to_contain_text(detail)
    if outcome == "incomplete":
        expect(reader.verdict).to_contain_text("Verified except 1 unchecked")
        expect(reader.verdict).to_contain_text(COMMAND)
    reader.leave()


SAYS = {
    "ahead": "answered about round 1001 instead",
    "deaf": "answered with error 425",
    "muddled": "answered with a random number that is not its signature's",
    "talkative": "answered with something else",
    "odd": "answered with something else",
    "wrong": "says abababab",
}


def test_each_relays_answer_is_shown(chrome: Browser, place: Place) -> None:
    reader = Reader(chrome)
    reader.visit(place.address("+".join(SAYS)))
    reader.choose(GOOD)
    assert reader.outcome() == "rejected"
    told = reader.step("beacon").locator("dd").all_inner_texts()[3:]
    assert len(told) == len(SAYS)
    for says, one in zip(SAYS.values(), told, strict=True):
        assert one.startswith(says)
    reader.leave()


def test_relays_learn_the_round_and_nothing_else(reader: Reader, place: Place) -> None:
    place.asked.clear()
    reader.choose(GOOD)
    reader.outcome()
    assert place.asked == [f"/honest/{proofs.QUICKNET}/public/1000"]
    reader.choose(BASES["sealed"])
    expect(reader.page.locator(".notices")).to_contain_text("Sealed")
    assert len(place.asked) == 1


def test_the_latest_round_is_no_answer(reader: Reader, place: Place) -> None:
    place.asked.clear()
    found = reader.findings(edited(put("beacon.round", 0))(GOOD))
    assert place.asked == []
    assert next(check for check in found["checks"] if check["name"] == "beacon")["state"] == "failed"
