"""Bytes under a tag, against hand-made ones and RFC 4231."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairness.encoding import digest, lp, mac, u64
from tests.fairness import plain

fields = st.lists(st.binary(max_size=80) | st.text(max_size=20) | st.integers(0, 2**64 - 1), max_size=6)
TAG = b"\x00\x00\x00\x0dguildhall/1/x"

# RFC 4231 §4: key, data, HMAC-SHA-256
RFC_4231 = [
    (b"\x0b" * 20, b"Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
    (b"Jefe", b"what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
    (b"\xaa" * 20, b"\xdd" * 50, "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
    (bytes(range(1, 26)), b"\xcd" * 50, "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
    (
        b"\xaa" * 131,
        b"Test Using Larger Than Block-Size Key - Hash Key First",
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
    ),
    (
        b"\xaa" * 131,
        (
            b"This is a test using a larger than block-size key and a larger than block-size data. "
            b"The key needs to be hashed before being used by the HMAC algorithm."
        ),
        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
    ),
]


def by_hand(key: bytes, message: bytes) -> bytes:
    """HMAC-SHA256 as RFC 2104 writes it down."""
    key = (hashlib.sha256(key).digest() if len(key) > 64 else key).ljust(64, b"\x00")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in key) + message).digest()
    return hashlib.sha256(bytes(byte ^ 0x5C for byte in key) + inner).digest()


@pytest.mark.parametrize(("key", "data", "expected"), RFC_4231)
def test_rfc_4231(key: bytes, data: bytes, expected: str) -> None:
    assert hmac.digest(key, data, "sha256").hex() == by_hand(key, data).hex() == expected


@pytest.mark.parametrize("key", [key for key, _, _ in RFC_4231])
def test_a_mac_is_an_hmac_of_the_tagged_fields(key: bytes) -> None:
    assert mac(key, "x", b"ab", 3) == by_hand(key, TAG + b"\x00\x00\x00\x02ab\x00\x00\x00\x08" + bytes(7) + b"\x03")


def test_a_digest_is_the_hash_of_the_tagged_fields() -> None:
    whole = TAG + b"\x00\x00\x00\x02\xc3\xa9" + b"\x00\x00\x00\x08" + b"\xff" * 8 + b"\x00\x00\x00\x00"
    assert digest("x", "é", 2**64 - 1, b"") == hashlib.sha256(whole).digest()


def test_text_is_never_normalised() -> None:
    assert digest("x", "é") != digest("x", "e\u0301")


@given(st.sampled_from(["commit", "lock", "é"]), fields, fields)
def test_other_fields_give_another_hash(tag: str, one: list[bytes | str | int], other: list[bytes | str | int]) -> None:
    assert digest(tag, *one) == plain.h(tag, *one)
    assert mac(b"key", tag, *one) == plain.mac(b"key", tag, *one)
    same = [plain.as_bytes(field) for field in one] == [plain.as_bytes(field) for field in other]
    assert (digest(tag, *one) == digest(tag, *other)) == same


@pytest.mark.parametrize("number", [-1, 2**64])
def test_a_number_has_64_bits(number: int) -> None:
    with pytest.raises(OverflowError):
        u64(number)


def test_a_lone_surrogate_has_no_bytes() -> None:
    with pytest.raises(UnicodeEncodeError):
        digest("x", "\ud83d")


def test_lengths_come_first() -> None:
    assert lp(b"abc") == b"\x00\x00\x00\x03abc"
    assert u64(258) == b"\x00" * 6 + b"\x01\x02"
