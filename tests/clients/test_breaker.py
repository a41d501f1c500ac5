import logging
import math

import pytest

from clients.breaker import Breaker


def middle() -> float:
    return 0.5  # the jitter that scatters nothing


def breaker(failures: int = 3) -> Breaker:
    return Breaker("demo", failures=failures, rest=10.0, longest=35.0, jitter=middle)


def fail(breaker: Breaker, now: float, times: int = 1) -> None:
    for _ in range(times):
        assert breaker.wait(now) == 0
        breaker.failed(breaker.take(), now)


def test_it_opens_after_failures_in_a_row() -> None:
    it = breaker()
    fail(it, 0.0, 2)
    assert (it.wait(0.0), it.rest_left(0.0)) == (0, None)
    fail(it, 1.0)
    assert (it.wait(1.0), it.rest_left(4.0)) == (10.0, 7.0)


def test_an_answer_in_between_starts_the_count_anew() -> None:
    it = breaker()
    fail(it, 0.0, 2)
    it.succeeded(it.take())
    fail(it, 0.0, 2)
    assert it.wait(0.0) == 0


def test_one_trial_goes_through_when_the_rest_is_over_and_closes_it() -> None:
    it = breaker()
    fail(it, 0.0, 3)
    assert it.wait(10.0) == 0
    trial = it.take()
    assert it.wait(10.0) == math.inf
    it.succeeded(trial)
    assert (it.wait(10.0), it.rest_left(10.0)) == (0, None)
    fail(it, 11.0, 2)
    assert it.wait(11.0) == 0  # closed for good, not for one request


def test_rests_grow_while_trials_fail_and_start_small_again_afterwards() -> None:
    it, now, rests = breaker(), 0.0, list[float]()
    fail(it, now, 3)
    for _ in range(4):
        rests.append(it.wait(now))
        now += rests[-1]
        fail(it, now)
    assert rests == [10.0, 20.0, 35.0, 35.0]
    now += it.wait(now)
    it.succeeded(it.take())
    fail(it, now, 3)
    assert it.wait(now) == 10.0


def test_rests_are_scattered_by_a_fifth() -> None:
    lengths = list[float]()
    for jitter in (0.0, 0.999):
        it = Breaker("demo", failures=1, rest=10.0, jitter=lambda jitter=jitter: jitter)
        fail(it, 0.0)
        lengths.append(round(it.wait(0.0), 1))
    assert lengths == [8.0, 12.0]


def test_stragglers_neither_close_nor_prolong_it() -> None:
    it = breaker()
    early, late = it.take(), it.take()
    fail(it, 0.0, 3)
    it.succeeded(early)
    it.failed(late, 5.0)
    assert it.wait(5.0) == 5.0


def test_it_rests_as_long_as_it_was_asked_to() -> None:
    it = breaker()
    also_asked = it.take()
    it.failed(it.take(), 0.0, asked_rest=100.0)
    assert it.wait(0.0) == 100.0
    it.failed(also_asked, 1.0, asked_rest=120.0)
    assert it.wait(1.0) == 120.0


def test_a_cancelled_trial_leaves_room_for_another() -> None:
    it = breaker()
    fail(it, 0.0, 3)
    it.given_up(it.take())
    assert it.wait(10.0) == 0


def test_outlasting_counts_from_the_beginning_of_the_outage() -> None:
    it = breaker()
    assert not it.outlasts(0.0, patience=0.0)
    fail(it, 0.0, 3)  # until 10
    assert it.outlasts(1.0, patience=9.9)
    assert not it.outlasts(1.0, patience=10.0)
    assert not it.outlasts(10.0, patience=0.0)  # the rest is over: a trial may be made
    fail(it, 10.0)  # until 30
    assert it.outlasts(11.0, patience=29.9)
    assert not it.outlasts(11.0, patience=30.0)


def test_the_log_says_when_it_opens_and_closes(caplog: pytest.LogCaptureFixture) -> None:
    it = breaker(failures=1)
    with caplog.at_level(logging.INFO):
        fail(it, 0.0)
        it.succeeded(it.take())
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
    assert all(record.__dict__["service"] == "demo" for record in caplog.records)


def test_a_clock_that_was_set_back_starts_the_rest_anew() -> None:
    it = breaker()
    fail(it, 86_400.0, 3)
    assert (it.rest_left(5.0), it.outlasts(5.0, 9.0), it.outlasts(5.0, 11.0)) == (10.0, True, False)
    assert it.wait(15.0) == 0
