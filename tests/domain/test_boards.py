import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.boards import Page, Row, page, page_of, ranked

entries = st.lists(
    st.tuples(st.integers(0, 99), st.sampled_from(["Mara", "mara", "Tom", "Ylva", "bram"]), st.integers(0, 5)),
    unique_by=lambda entry: entry[0],
    max_size=30,
)


def test_ties_share_a_place_and_the_next_is_skipped():
    rows = ranked([(1, "Tom", 5), (2, "Ylva", 9), (3, "bram", 5), (4, "Mara", 2)])
    assert rows == [Row(1, 2, "Ylva", 9), Row(2, 3, "bram", 5), Row(2, 1, "Tom", 5), Row(4, 4, "Mara", 2)]
    assert ranked([]) == []


@given(entries, st.integers())
def test_a_board_reads_the_same_however_it_came(board: list[tuple[int, str, int]], seed: int):
    shuffled = list(board)
    random.Random(seed).shuffle(shuffled)
    assert ranked(shuffled) == ranked(board)


@given(entries)
def test_a_place_is_one_more_than_those_who_have_more(board: list[tuple[int, str, int]]):
    rows = ranked(board)
    assert sorted((row.key, row.name, row.value) for row in rows) == sorted(board)
    for row in rows:
        assert row.place == 1 + sum(value > row.value for _, _, value in board)


@pytest.mark.parametrize(
    ("number", "size", "first", "shown", "count"),
    [
        (1, 10, 0, 10, 3),
        (3, 10, 20, 5, 3),
        (99, 10, 20, 5, 3),
        (0, 10, 0, 10, 3),
        (-5, 25, 0, 25, 1),
        (2, 24, 24, 1, 2),
    ],
)
def test_pages_are_clamped_to_those_that_exist(number: int, size: int, first: int, shown: int, count: int):
    rows = ranked([(key, f"p{key:02}", 100 - key) for key in range(25)])
    found = page(rows, number, size)
    assert found.rows == tuple(rows[first : first + shown])
    assert (found.number, found.count) == (min(max(number, 1), count), count)


def test_an_empty_board_has_one_empty_page():
    nobody: list[Row[int]] = ranked([])
    assert page(nobody, 3) == Page((), 1, 1)


@given(entries, st.integers(1, 12))
def test_everybody_is_on_the_page_that_is_said_and_on_one_page_only(board: list[tuple[int, str, int]], size: int):
    rows = ranked(board)
    pages = [page(rows, number, size) for number in range(1, page(rows, 1, size).count + 1)]
    assert [row for each in pages for row in each.rows] == rows
    for row in rows:
        number = page_of(rows, row.key, size)
        assert number is not None
        assert row in page(rows, number, size).rows
    assert page_of(rows, -1, size) is None
