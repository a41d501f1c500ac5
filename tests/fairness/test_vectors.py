"""The published proofs, made again from their inputs, byte for byte."""

import json

import pytest

from fairness import form
from fairness.beacon import Beacon
from fairness.proof import prove
from fairness.verify import Outcome, verify
from tests.fairness.plain import Tree, remade
from tests.fairness.proofs import HERE, SHARED, text, vectors

COPIED: list[Tree] = json.loads((HERE / "data" / "draws.json").read_text(encoding="utf-8"))


def number(tree: Tree) -> str:
    return f"draw {tree['draw']['number']}"


@pytest.mark.parametrize("tree", vectors(), ids=number)
def test_they_are_verified(tree: Tree) -> None:
    found = verify(text(tree).encode())
    assert found.outcome is Outcome.VERIFIED, found.failures
    assert not found.test_chain
    assert found.sealed == (tree["draw"]["mode"] == "sealed")
    assert found.voids == sum(position["void"] is not None for position in tree["positions"])
    assert found.erased == sum(entry["who"] is None for entry in tree["entries"])
    assert found.unknown_keys == (("lock", "result") if tree["signatures"] else ())


@pytest.mark.parametrize("tree", vectors(), ids=number)
def test_they_are_made_again(tree: Tree) -> None:
    told = form.read(text(tree).encode())
    beacon = told.beacon and Beacon.of(told.draw.chain, told.call.round, told.beacon.signature)
    voids = {position.position: position.void for position in told.positions if position.void is not None}
    made = prove(told.draw, told.entries, told.call, beacon, voids=voids, posts=told.posts, signatures=told.signatures)
    assert made == told
    assert json.loads(form.write(made)) == tree


@pytest.mark.parametrize("tree", vectors(), ids=number)
def test_the_plain_protocol_agrees(tree: Tree) -> None:
    made = remade(tree)
    made["signatures"] = tree["signatures"]  # made with keys that nobody published
    assert made == tree


def test_the_copied_few_are_among_the_published() -> None:
    assert len(COPIED) >= 6
    if not SHARED.exists():
        pytest.skip("the published vectors are not at hand")
    published = {number(tree): tree for tree in vectors()}
    assert all(published[number(tree)] == tree for tree in COPIED)
