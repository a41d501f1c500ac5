"""What is learnt from pots: every pot is in one bucket, and shares never round a little to nothing or most to all."""

import random
import statistics
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.pot_flags import FlagKind, FlagState
from domain.pot_insights import BOUNDS, QUICK, Insights, Stakes, fills, percent
from domain.pots import Ending
from domain.windows import Window

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TICK = timedelta(microseconds=1)
TIMES = st.lists(st.timedeltas(timedelta(0), timedelta(days=90)) | st.sampled_from(BOUNDS), max_size=60)


@given(TIMES)
def test_every_pot_is_in_one_bucket(times: list[timedelta]):
    found = fills(times)
    edges = [timedelta(0), *BOUNDS, timedelta.max]
    assert list(found.counts) == [sum(low <= one < high for one in times) for low, high in pairwise(edges)]
    assert found.total == len(times)


@given(TIMES)
def test_the_quick_ones_are_the_buckets_up_to_ninety_seconds(times: list[timedelta]):
    assert fills(times).quick == sum(fills(times).counts[: BOUNDS.index(QUICK) + 1])


@given(TIMES)
def test_half_of_them_took_no_longer_than_the_middle(times: list[timedelta]):
    middle = fills(times).middle
    if not times:
        assert middle is None
        return
    seconds = statistics.median(one.total_seconds() for one in times)
    assert middle is not None
    assert middle.total_seconds() == pytest.approx(seconds, abs=1e-5)
    assert 2 * sum(one <= middle for one in times) >= len(times)


@given(TIMES, st.randoms(use_true_random=False))
def test_their_order_does_not_matter(times: list[timedelta], chance: random.Random):
    assert fills(chance.sample(times, len(times))) == fills(times)


@pytest.mark.parametrize(("seconds", "bucket", "quick"), [(29.9, 0, 1), (30, 1, 1), (89.999999, 1, 1), (90, 2, 0)])
def test_ninety_seconds_are_not_under_ninety_seconds(seconds: float, bucket: int, quick: int):
    found = fills([timedelta(seconds=seconds)])
    assert (found.counts[bucket], found.quick) == (1, quick)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_share_is_all_only_when_it_is_and_nothing_only_when_it_is(one: int, other: int):
    part, whole = sorted((one, other))
    share = percent(part, whole)
    assert (share == 0) == (part == 0)
    assert (share == 100) == (part == whole > 0)
    if whole and part:
        assert share == max(1, 100 * part // whole)


def looked_at(**known: object) -> Insights:
    """A guild without pots, but for what is known."""
    facts = {"opened": 0, "players": 0, "came_back": 0, "fills": fills(()), "stakes": Stakes(0, 0, 0)}
    return Insights(Window.THIRTY_DAYS, NOW, NOW, **(facts | known))  # pyright: ignore[reportArgumentType]


def test_nothing_is_when_there_was_no_pot_at_all():
    assert looked_at().nothing
    for known in (
        {"opened": 1}, {"players": 1}, {"fills": fills([QUICK])}, {"endings": {Ending.EMPTY: 1}},
        {"flags": {(FlagKind.FAST, FlagState.OPEN): 1}},
    ):  # fmt: skip
        assert not looked_at(**known).nothing


ENDINGS = st.dictionaries(st.sampled_from(Ending), st.integers(1, 50))
FLAGS = st.dictionaries(st.tuples(st.sampled_from(FlagKind), st.sampled_from(FlagState)), st.integers(1, 50))


@given(ENDINGS, FLAGS)
def test_what_is_counted_by_kind_adds_up(endings: dict[Ending, int], flags: dict[tuple[FlagKind, FlagState], int]):
    found = looked_at(endings=endings, flags=flags)
    assert found.settled + sum(found.cancelled.values()) == sum(endings.values())
    assert Ending.DRAWN not in found.cancelled
    assert found.flagged() == sum(flags.values())
    assert found.flagged() == sum(found.flagged(kind=kind) for kind in FlagKind)
    assert found.flagged() == sum(found.flagged(state=state) for state in FlagState)
    assert all(found.flagged(kind=kind, state=state) == count for (kind, state), count in flags.items())
