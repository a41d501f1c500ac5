"""Marks find two from the same place alike, and tell nobody where that is."""

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.marks import MARK_SIZE, MarkKind, address, browser_of, mark, network_of

KEY = b"the installation's secret"
IPV4 = st.integers(0, 2**32 - 1)
IPV6 = st.integers(0, 2**128 - 1)


@given(IPV4, st.integers(0, 31))
def test_ipv4_is_told_by_its_first_24_bits(number: int, bit: int) -> None:
    other = number ^ (1 << bit)
    same = network_of(str(IPv4Address(number))) == network_of(str(IPv4Address(other)))
    assert same == (bit < 8)


@given(IPV6.filter(lambda number: IPv6Address(number).ipv4_mapped is None), st.integers(0, 127))
def test_ipv6_is_told_by_its_first_56_bits(number: int, bit: int) -> None:
    other = IPv6Address(number ^ (1 << bit))
    if other.ipv4_mapped is None:
        assert (network_of(str(IPv6Address(number))) == network_of(str(other))) == (bit < 72)


@given(IPV4)
def test_an_ipv4_address_in_the_clothes_of_ipv6_is_the_same(number: int) -> None:
    plain = str(IPv4Address(number))
    assert network_of(f"::ffff:{plain}") == network_of(plain)
    assert address(f"::ffff:{plain}") == IPv4Address(number)


def test_a_zone_says_nothing() -> None:
    assert network_of("fe80::1%eth0") == network_of("fe80::1")


@pytest.mark.parametrize("text", ["", "localhost", "1.2.3", "1.2.3.4:80", "1.2.3.4, 5.6.7.8", "[::1]", "٣.1.1.1"])
def test_what_is_no_address_has_no_network(text: str) -> None:
    assert network_of(text) is None


def test_a_browser_is_what_it_says_of_itself() -> None:
    assert browser_of("Firefox  1", "en, es;q=0.5") == browser_of(" Firefox 1 ", "EN,es;q=0.5")
    assert browser_of("Firefox 1", "en") != browser_of("Firefox 2", "en")
    assert browser_of("Firefox 1", "en") != browser_of("Firefox 1", "es")
    assert browser_of("", "en") is None
    assert browser_of("a", "b") != browser_of("a b", "")


@given(st.binary(min_size=1), st.integers(0, 2**63 - 1), st.sampled_from(MarkKind), st.text())
def test_a_mark_is_short_and_always_the_same(key: bytes, guild: int, kind: MarkKind, value: str) -> None:
    value = value.encode("utf-8", "ignore").decode()
    found = mark(key, guild, kind, value)
    assert len(found) == MARK_SIZE == 16
    assert found == mark(key, guild, kind, value)


def test_each_guild_kind_value_and_key_has_marks_of_its_own() -> None:
    one = (KEY, 77, MarkKind.NETWORK, "203.0.113.0/24")
    others = [
        (b"another", *one[1:]),
        (KEY, 78, *one[2:]),
        (KEY, 77, MarkKind.BROWSER, one[3]),
        (*one[:3], "203.0.114.0/24"),
    ]
    assert len({mark(*one), *(mark(*other) for other in others)}) == 5


def test_a_mark_is_the_same_after_an_update() -> None:
    """Else those that are kept would match nothing any more."""
    assert mark(KEY, 77, MarkKind.NETWORK, "203.0.113.0/24").hex() == "3619a92c60bd3cf42f90e2ec7d8b6248"
