import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.pages import turned_to


@pytest.mark.parametrize(
    ("page", "total", "meant"),
    [(1, 0, (1, 1)), (0, 10, (1, 1)), (2, 10, (1, 1)), (2, 11, (2, 2)), (-5, 99, (1, 10)), (7, 25, (3, 3))],
)
def test_the_nearest_page_there_is(page: int, total: int, meant: tuple[int, int]) -> None:
    assert turned_to(page, total, 10) == meant


@given(st.integers(), st.integers(0, 10_000), st.integers(1, 50))
def test_pages_hold_everything_and_none_but_the_first_is_empty(page: int, total: int, size: int) -> None:
    at, pages = turned_to(page, total, size)
    assert 1 <= at <= pages
    assert (pages - 1) * size < max(total, 1) <= pages * size
