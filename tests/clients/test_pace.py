from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from clients.pace import Pace


def test_turns_keep_their_gap() -> None:
    pace = Pace(2.0)
    assert pace.wait(100.0) == 0
    pace.take(100.0)
    assert pace.wait(100.0) == 0.5
    assert pace.wait(100.4) == 0.5 - (100.4 - 100.0)
    assert pace.wait(100.5) == 0


def test_a_quiet_hour_saves_no_turns_up() -> None:
    pace = Pace(2.0)
    pace.take(0.0)
    pace.take(3600.0)
    assert pace.wait(3600.0) == 0.5


def test_without_a_rate_there_is_no_waiting() -> None:
    pace = Pace(None)
    for _ in range(100):
        assert pace.wait(1.0) == 0
        pace.take(1.0)


def test_a_clock_that_was_set_back_costs_one_gap() -> None:
    pace = Pace(2.0)
    pace.take(86_400.0)
    assert pace.wait(10.0) == 0.5
    assert pace.wait(10.5) == 0


@given(
    st.floats(0.1, 50),
    st.lists(st.floats(0, 3), min_size=2, max_size=40),
)
def test_never_faster_than_the_rate(rate: float, idle: list[float]) -> None:
    pace, now, taken = Pace(rate), 0.0, list[float]()
    for pause in idle:
        now += pause
        now += pace.wait(now)
        pace.take(now)
        taken.append(now)
    gaps = [later - earlier for earlier, later in pairwise(taken)]
    assert min(gaps) >= 1 / rate - 1e-9
