"""Every single mutation of a proof is rejected, by the name of the rule it breaks."""

import time
from collections.abc import Callable

import pytest

from fairness.verify import NAMES, Outcome, State, verify
from tests.fairness.mutations import BASES, HARMLESS, MUTATIONS, UNREADABLE, Mutation


@pytest.mark.parametrize("base", BASES)
def test_what_is_spoilt_was_good(base: str) -> None:
    found = verify(BASES[base].encode())
    assert found.outcome is Outcome.VERIFIED, found.failures


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_it_is_rejected_by_name(mutation: Mutation) -> None:
    spoilt = mutation.change(BASES[mutation.base])
    assert spoilt != BASES[mutation.base]
    found = verify(spoilt.encode())
    assert found.outcome is Outcome.REJECTED
    first = found.failures[0]
    assert (first.name, first.detail[: len(mutation.where)]) == (mutation.check, mutation.where), first.detail


@pytest.mark.parametrize("mutation", HARMLESS, ids=lambda mutation: mutation.name)
def test_what_is_outside_the_hashes_may_differ(mutation: Mutation) -> None:
    changed = mutation.change(BASES[mutation.base])
    assert changed != BASES[mutation.base]
    found = verify(changed.encode())
    assert found.outcome is Outcome.VERIFIED, found.failures


@pytest.mark.parametrize("change", UNREADABLE.values(), ids=UNREADABLE)
def test_nonsense_is_refused_quickly(change: Callable[[str], str]) -> None:
    nonsense = change(BASES["contest"]).encode()
    began = time.perf_counter()
    found = verify(nonsense)
    assert time.perf_counter() - began < 2
    assert found.outcome is Outcome.UNREADABLE
    assert found.unreadable


def test_the_catalogue_covers_every_check() -> None:
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS) >= 60
    assert {mutation.check for mutation in MUTATIONS} == set(NAMES)


def test_checks_are_reported_in_one_order() -> None:
    found = verify(BASES["contest"].encode())
    assert tuple(check.name for check in found.checks) == NAMES
    assert {check.state for check in found.checks} == {State.PASSED}
