"""Gains of several characters add up as they grew, wins come newest first, every number is of a board or a purse."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.credit import Credit
from domain.leaderboard_settings import Board
from domain.profiles import WINS, Number, Win, WinKind, course, newest

START = datetime(2026, 11, 1, tzinfo=UTC)
VALUES = st.one_of(st.none(), st.integers(0, 1000))
CHANGES = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 40), VALUES), max_size=30)


def at(hour: int) -> datetime:
    """So many hours after the start."""
    return START + timedelta(hours=hour)


def test_every_number_is_of_one_board_or_of_one_kind_of_credit():
    assert [number.board for number in Number if number.board] == list(Board)
    assert [number.credit for number in Number if number.credit] == list(Credit)
    assert all((number.board is None) != (number.credit is None) for number in Number)


def test_what_characters_gained_together():
    changes = [(1, at(1), 150), (2, at(1), 40), (2, at(5), 60)]
    assert course({1: 100, 2: 40}, changes, [], START) == ((START, 0), (at(1), 50), (at(5), 70))


def test_one_without_a_baseline_is_counted_from_its_first_value():
    assert course({1: None}, [(1, at(1), 150), (1, at(2), 170)], [], START)[-1] == (at(2), 20)


def test_what_fell_and_rose_again_is_not_gained_twice():
    changes = [(1, at(1), 120), (1, at(2), None), (1, at(3), 90), (1, at(4), 125)]
    assert course({1: 100}, changes, [], START)[-1] == (at(4), 25)


@given(st.dictionaries(st.integers(1, 3), VALUES), CHANGES, st.sets(st.integers(1, 45)))
def test_a_course_never_falls_and_ends_with_the_sum_of_each_alone(
    baselines: dict[int, int | None], drawn: Sequence[tuple[int, int, int | None]], looks: set[int]
):
    changes = [(who, at(hour), value) for who, hour, value in sorted(drawn, key=lambda one: one[1])]
    points = course(baselines, changes, [at(hour) for hour in looks], START)
    gained = [value for _, value in points]
    assert gained == sorted(gained)
    moments = [moment for moment, _ in points]
    assert moments == sorted(set(moments))
    assert set(moments) >= {at(hour) for hour in looks}
    alone = [
        course({who: baselines.get(who)}, [one for one in changes if one[0] == who], [], START) for who in (1, 2, 3)
    ]
    assert gained[-1] == sum(one[-1][1] for one in alone)


def test_between_looks_that_saw_nothing_new_it_is_flat():
    found = course({1: 100}, [(1, at(4), 150)], [at(1), at(2), at(4), at(9)], START)
    assert found == ((START, 0), (at(1), 0), (at(2), 0), (at(4), 50), (at(9), 50))


def test_the_newest_wins_are_told_newest_first():
    wins = [Win(WinKind.POT, f"pot {hour}", at(hour), credits=5) for hour in range(WINS + 2)]
    assert [win.title for win in newest(wins)] == [f"pot {hour}" for hour in range(WINS + 1, 1, -1)]


def test_wins_of_one_moment_have_one_order():
    wins = [Win(WinKind.POT, "b", START), Win(WinKind.CONTEST, "z", START), Win(WinKind.POT, "a", START)]
    assert newest(wins) == newest(wins[::-1])
    assert [win.title for win in newest(wins)] == ["z", "a", "b"]
