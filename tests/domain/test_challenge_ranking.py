"""Ranking: the Bayesian mean to its published values, shared places, and no help from a handful of friends."""

import random
from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.challenge_ranking import (
    FEWEST_MARKS,
    PRIOR,
    by_stars,
    by_votes,
    fewest_marks,
    queue,
    ranked,
    with_judges,
)

ENTRIES = range(1, 9)
MAKERS = {one: 100 + one // 2 for one in ENTRIES}
BALLOTS = st.lists(st.dictionaries(st.sampled_from(ENTRIES), st.integers(1, 5), max_size=8), max_size=30)
SCORES = st.dictionaries(st.sampled_from(ENTRIES), st.integers(0, 5).map(Fraction))


def places(scores: Mapping[int, Fraction]) -> dict[int, int]:
    """The places of submissions where everybody has one."""
    return {one.submission_id: one.place for one in ranked(scores, {each: each for each in scores})}


def test_the_published_formula() -> None:
    """IMDb's: R = 9 of v = 100 votes, with m = 25 and C = 7, is 100/125 · 9 + 25/125 · 7 = 8.6."""
    ballots = [{1: 9} for _ in range(100)] + [{2: 5} for _ in range(100)]  # the mean of all is 7
    assert by_stars([1, 2], ballots, prior=25) == {1: Fraction(86, 10), 2: Fraction(54, 10)}


def test_the_weight_of_the_mean_is_eight_marks() -> None:
    """(8 · 4 + 5) / (8 + 1) for one mark of 5 where the mean is 4, and the mean itself without a mark."""
    ballots = [{1: 5}, {2: 4}, {2: 4}, {3: 3}]
    assert PRIOR == 8
    assert by_stars([1, 2, 3, 4], ballots) == {
        1: Fraction(37, 9),
        2: Fraction(4),
        3: Fraction(35, 9),
        4: Fraction(4),
    }


def test_few_marks_stay_near_the_mean() -> None:
    ballots = [{1: 5}] + [{2: 4} for _ in range(20)] + [{3: 2} for _ in range(20)]
    scores = by_stars([1, 2, 3, 4], ballots)
    assert scores[2] > scores[1] > scores[4] > scores[3]


def test_marks_for_what_does_not_stand_do_not_count() -> None:
    assert by_stars([1, 2], [{1: 5, 2: 3, 9: 1}]) == by_stars([1, 2], [{1: 5, 2: 3}])
    assert by_votes([1, 2], [1, 1, 2, 3]) == {1: 2, 2: 1}
    assert by_stars([1, 2], []) == {1: 0, 2: 0}


@pytest.mark.parametrize("alts", [[{5: 5}] * 6, [{5: 5}, *({5: 5, one: 1} for one in (1, 2, 3, 4, 6))]])
def test_six_alts_do_not_lift_a_median_entry_to_the_top(alts: list[dict[int, int]]) -> None:
    """Not with one mark each, which does not count, and hardly if it did."""
    crowd = [{entry: 5 - abs(entry - 1) // 3 for entry in range(1, 10)} for _ in range(30)]
    before = places(by_stars(range(1, 10), crowd))
    counted = [ballot for ballot in alts if len(ballot) >= fewest_marks(9)]
    assert counted == []
    assert places(by_stars(range(1, 10), [*crowd, *counted])) == before
    lifted = places(by_stars(range(1, 10), [*crowd, *alts]))
    assert lifted[5] > 1
    assert before[5] - lifted[5] <= 2


@pytest.mark.parametrize(("entries", "needed"), [(0, 1), (1, 1), (4, 4), (5, 5), (100, 5)])
def test_fewer_entries_need_fewer_marks(entries: int, needed: int) -> None:
    assert fewest_marks(entries) == needed
    assert FEWEST_MARKS == 5


@given(BALLOTS, st.randoms(use_true_random=False))
def test_the_order_of_ballots_and_entries_does_not_matter(ballots: list[dict[int, int]], dice: random.Random) -> None:
    shuffled, entries = list(ballots), list(ENTRIES)
    dice.shuffle(shuffled)
    dice.shuffle(entries)
    scores, again = by_stars(ENTRIES, ballots), by_stars(entries, shuffled)
    assert scores == again
    assert ranked(scores, MAKERS) == ranked(again, MAKERS)


@given(BALLOTS)
def test_scores_lie_between_the_lowest_and_the_highest_mark(ballots: list[dict[int, int]]) -> None:
    marks = [stars for ballot in ballots for stars in ballot.values()]
    for score in by_stars(ENTRIES, ballots).values():
        assert (min(marks) <= score <= max(marks)) if marks else score == 0


@given(BALLOTS, st.sampled_from(ENTRIES))
def test_five_stars_more_never_cost_a_place(ballots: list[dict[int, int]], entry: int) -> None:
    before = places(by_stars(ENTRIES, ballots))
    after = places(by_stars(ENTRIES, [*ballots, {entry: 5}]))
    if any(ballots):
        assert after[entry] <= before[entry]


@given(SCORES)
def test_a_person_stands_where_their_best_does_and_equals_share(scores: dict[int, Fraction]) -> None:
    best = {who: max(scores[one] for one in scores if MAKERS[one] == who) for who in {MAKERS[one] for one in scores}}
    found = ranked(scores, MAKERS)
    assert {one.member_id for one in found} == set(best)
    for one in found:
        assert one.score == best[one.member_id] == scores[one.submission_id]
        assert MAKERS[one.submission_id] == one.member_id
        assert one.place == 1 + sum(other > one.score for other in best.values())


def test_of_equal_works_of_a_person_the_earlier_is_taken() -> None:
    (only,) = ranked({7: Fraction(3), 4: Fraction(3)}, {7: 1, 4: 1})
    assert only.submission_id == 4


def test_judges_weigh_as_much_as_they_are_given() -> None:
    scores = {1: Fraction(10), 2: Fraction(5)}
    judged = {2: [10, 10], 1: [5]}
    assert with_judges(scores, {}, 50) == scores
    assert with_judges(scores, judged, 0) == scores
    assert with_judges(scores, judged, 50) == {1: Fraction(3, 4), 2: Fraction(3, 4)}
    assert with_judges(scores, {2: [10]}, 100) == {1: Fraction(0), 2: Fraction(1)}
    assert with_judges({1: Fraction(4)}, {1: [5]}, 20, best=Fraction(5)) == {1: Fraction(74, 100)}
    assert with_judges({1: Fraction(0)}, {1: [10]}, 50) == {1: Fraction(1, 2)}


@given(st.sets(st.integers(1, 30)), st.sets(st.integers(1, 30)), st.dictionaries(st.integers(1, 30), st.integers(0, 9)))
def test_the_queue_has_all_that_was_not_seen_the_least_seen_first(
    entries: set[int], seen: set[int], counts: dict[int, int]
) -> None:
    listed = sorted(entries)
    found = queue(listed, seen, counts, [one * 7919 % 31 for one in listed])
    assert set(found) == entries - seen
    assert len(found) == len(set(found))
    assert [counts.get(one, 0) for one in found] == sorted(counts.get(one, 0) for one in found)


def test_equals_are_shuffled_by_what_is_drawn() -> None:
    assert queue([1, 2, 3], [], {}, [2, 3, 1]) == [3, 1, 2]
    assert queue([1, 2, 3], [], {}, [3, 1, 2]) == [2, 3, 1]
    assert queue([1, 2, 3], [], {3: 1}, [2, 3, 1]) == [1, 2, 3]
