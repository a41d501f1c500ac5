"""χ²: every ticket has the same chance, and those who were drawn leave the others their shares.

In CI a short run; the long one is

    FAIRNESS_DRAWS=1000000 uv run pytest tests/fairness/test_uniformity.py
"""

import os
from collections import Counter
from collections.abc import Iterable
from itertools import permutations
from math import sqrt

from fairness.drawing import draw_positions
from tests.fairness.test_drawing import Held, held

DRAWS = int(os.environ.get("FAIRNESS_DRAWS", "20000"))
FAR = 4.0  # standard deviations from what chance alone gives: once in 30,000 runs; the seeds are fixed


def deviation(observed: Counter[tuple[bytes, ...]], expected: dict[tuple[bytes, ...], float]) -> float:
    """How far χ² is from its mean, in standard deviations (Wilson and Hilferty's approximation)."""
    assert set(observed) <= set(expected)
    chi2 = sum((observed[case] - mean) ** 2 / mean for case, mean in expected.items())
    freedom = len(expected) - 1
    return ((chi2 / freedom) ** (1 / 3) - (1 - 2 / (9 * freedom))) / sqrt(2 / (9 * freedom))


def drawn(run: bytes, entries: list[Held], positions: int) -> Counter[tuple[bytes, ...]]:
    """How often which participants took the first positions, under seeds that count up."""
    seeds: Iterable[bytes] = (run + number.to_bytes(28, "big") for number in range(DRAWS))
    orders = (draw_positions(seed, entries, positions) for seed in seeds)
    return Counter(tuple(pick.participant for pick in order) for order in orders)


def test_tickets_have_equal_chances() -> None:
    entries = held(*((who, 1) for who in range(100)))
    expected = {(entry.participant,): DRAWS / 100 for entry in entries}
    assert abs(deviation(drawn(b"even", entries, 1), expected)) < FAR


def test_shares_hold_without_replacement() -> None:
    entries = held((0, 1), (1, 2), (2, 3), (0, 1), (3, 5), (4, 8))
    weights: Counter[bytes] = Counter()
    for entry in entries:
        weights[entry.participant] += entry.tickets
    total = weights.total()
    expected = {
        (first, second): DRAWS * weights[first] / total * weights[second] / (total - weights[first])
        for first, second in permutations(weights, 2)
    }
    assert abs(deviation(drawn(b"pair", entries, 2), expected)) < FAR


def test_the_measure_sees_a_bias() -> None:
    """Low tickets favoured by 3 %, as many draws as the long run has."""
    cases = [(bytes([who]),) for who in range(100)]
    biased = Counter({case: 10_300 if case < cases[50] else 9_700 for case in cases})
    assert deviation(biased, dict.fromkeys(cases, 10_000.0)) > FAR
