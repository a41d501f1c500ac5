"""The Merkle tree hash, against the published roots of RFC 6962's reference and its definition."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairness.merkle import root
from tests.fairness import plain

# The leaves and roots that the Certificate Transparency implementations of RFC 6962 are tested with.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize(("count", "expected"), list(enumerate(ROOTS)))
def test_published_roots(count: int, expected: str) -> None:
    assert root(LEAVES[:count]).hex() == expected


@given(st.lists(st.binary(max_size=4), max_size=40))
def test_the_tree_is_the_rfcs(leaves: list[bytes]) -> None:
    assert root(leaves) == plain.merkle(leaves)


@pytest.mark.parametrize("count", [1023, 1024, 1025, 2047, 2048, 2049, 3000, 5 * 1024 + 1])
def test_the_tree_is_the_rfcs_around_the_blocks(count: int) -> None:
    leaves = [number.to_bytes(2, "big") for number in range(count)]
    assert root(leaves) == plain.merkle(leaves)


def test_no_leaf_passes_for_a_node() -> None:
    left, right = (hashlib.sha256(b"\x00" + leaf).digest() for leaf in LEAVES[1:3])
    assert root([left + right]) != root(LEAVES[1:3])


def test_an_odd_leaf_is_not_doubled() -> None:
    assert root(LEAVES[1:4]) != root([*LEAVES[1:4], LEAVES[3]])
