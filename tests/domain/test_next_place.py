"""The way to the next place is exact, and the parts of a standing are all of it."""

from hypothesis import given
from hypothesis import strategies as st

from domain.leaderboard_settings import WEIGHTS, Board
from domain.leaderboards import overall, places
from domain.next_place import Step, parts, step

PEOPLE = st.dictionaries(st.integers(1, 30), st.integers(0, 50), min_size=2, max_size=12)
COUNTED = st.dictionaries(st.sampled_from(list(WEIGHTS)), PEOPLE)
SET = st.dictionaries(st.sampled_from(list(WEIGHTS)), st.integers(0, 100))


def test_the_first_has_nobody_before_them():
    assert step(10, None, None) is None


def test_so_much_more_draws_level_and_one_more_goes_past():
    found = step(30, 2, 42)
    assert found == Step(2, 12)
    assert Step(2, 12).to_pass == 13


def test_a_place_that_has_no_more_by_now_is_no_step():
    assert step(30, 2, 30) is None


@given(PEOPLE, st.data())
def test_the_step_brings_the_place_and_one_less_does_not(values: dict[int, int], data: st.DataObject):
    standing = places(values)
    who = data.draw(st.sampled_from(sorted(values)))
    better = [one for one in values if standing[one] < standing[who]]
    if not better:
        return
    nearest = max(better, key=lambda one: standing[one])
    found = step(values[who], standing[nearest], values[nearest])
    assert found is not None

    def place(more: int) -> int:
        return places(values | {who: values[who] + more})[who]

    assert place(found.to_share) == found.place == standing[nearest]
    assert place(found.to_share - 1) > found.place
    passed = places(values | {who: values[who] + found.to_pass})
    assert all(passed[one] > passed[who] for one in better if standing[one] == found.place)


@given(COUNTED, SET)
def test_the_points_of_the_parts_are_the_standing(boards: dict[Board, dict[int, int]], weights: dict[Board, int]):
    mosts = {board: max(values.values()) for board, values in boards.items()}
    whole = overall(dict(boards), dict(weights))
    for who in {one for values in boards.values() for one in values}:
        mine = {board: values[who] for board, values in boards.items() if who in values}
        found = parts(mine, mosts, weights)
        assert sum(part.points for part in found) == whole.get(who, 0)
        assert [part.points for part in found] == sorted((part.points for part in found), reverse=True)
        for part in found:
            assert part.value == mine[part.board] > 0
            assert abs(part.points - 1000 * part.weight * part.value / part.most) < 1


def test_what_counts_for_nothing_is_no_part():
    values = {Board.XP: 5, Board.CLUES: 5, Board.LOOT: -3}
    found = parts(values, {Board.XP: 10, Board.CLUES: 5, Board.LOOT: 8}, {Board.XP: 2, Board.CLUES: 0, Board.LOOT: 1})
    assert [(part.board, part.points) for part in found] == [(Board.XP, 1000)]
