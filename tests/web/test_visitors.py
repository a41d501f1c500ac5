"""Who visits is what the nearest proxy of ours says, and whoever comes too often waits, and nobody else."""

from typing import cast

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from multidict import CIMultiDict

from web import visitors
from web.visitors import Doorkeeper, address_of


class Request:
    """A request as far as addresses go."""

    remote: str | None

    def __init__(self, remote: str | None, *forwarded: str) -> None:
        self.remote = remote
        self.headers = CIMultiDict([("X-Forwarded-For", line) for line in forwarded])


def seen(remote: str | None, *forwarded: str, proxies: int) -> str:
    return address_of(cast("web.Request", Request(remote, *forwarded)), proxies)


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        (["9.9.9.9"], 0, "10.0.0.1"),
        ([], 1, "10.0.0.1"),
        (["1.1.1.1"], 1, "1.1.1.1"),
        (["9.9.9.9, 1.1.1.1"], 1, "1.1.1.1"),
        (["9.9.9.9", "1.1.1.1"], 1, "1.1.1.1"),
        (["9.9.9.9, 1.1.1.1, 2.2.2.2"], 2, "1.1.1.1"),
        (["1.1.1.1"], 2, "10.0.0.1"),
        (["9.9.9.9, nonsense"], 1, "10.0.0.1"),
        (["9.9.9.9, "], 1, "10.0.0.1"),
        (["2001:db8::1"], 1, "2001:db8::1"),
    ],
)
def test_the_address_is_what_the_proxies_saw(forwarded: list[str], proxies: int, address: str) -> None:
    assert seen("10.0.0.1", *forwarded, proxies=proxies) == address


def test_without_a_peer_there_is_no_address() -> None:
    assert seen(None, proxies=0) == ""


class Time:
    """Seconds that tests let go by."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_so_many_come_in_at_once_and_then_one_at_a_time() -> None:
    time = Time()
    door = Doorkeeper(3, 60, time)
    assert [door.wait("1.1.1.1") for _ in range(5)] == [0, 0, 0, 20, 20]
    assert door.wait("1.1.1.2") == 0, "others do not wait"
    time.now += 19.5
    assert door.wait("1.1.1.1") == 1
    time.now += 0.5
    assert [door.wait("1.1.1.1") for _ in range(2)] == [0, 20]
    time.now += 10_000
    assert [door.wait("1.1.1.1") for _ in range(4)] == [0, 0, 0, 20]


def test_a_household_of_ipv6_is_one_visitor() -> None:
    door = Doorkeeper(1, 60, Time())
    assert door.wait("2001:db8:1:2::1") == 0
    assert door.wait("2001:db8:1:2:ffff::2") > 0
    assert door.wait("2001:db8:1:3::1") == 0
    assert door.wait("::ffff:1.1.1.1") == 0
    assert door.wait("1.1.1.1") > 0


def test_only_so_many_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitors, "_MOST", 3)
    door = Doorkeeper(1, 60, Time())
    for number in range(100):
        assert door.wait(f"1.1.1.{number}") == 0
    assert len(door._seen) == 3
    assert door.wait("1.1.1.99") > 0, "who came last is not forgotten first"


@given(st.lists(st.floats(0, 30), max_size=60))
def test_never_more_than_allowed_whatever_the_pauses(pauses: list[float]) -> None:
    time = Time()
    door, came = Doorkeeper(5, 60, time), list[float]()
    for pause in pauses:
        time.now += pause
        if not door.wait("1.1.1.1"):
            came.append(time.now)
    for first in came:
        within = [one for one in came if first <= one < first + 60]
        assert len(within) <= 10, "a full bucket, and what flows in meanwhile"
