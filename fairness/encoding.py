"""How values become bytes before they are hashed: each field after its length, all under a named tag."""

import hashlib
import hmac

PROTOCOL = "guildhall/1"

Field = bytes | str | int


def lp(field: bytes) -> bytes:
    """The field after its length in 4 big-endian bytes, so that no two lists of fields look alike once joined."""
    return len(field).to_bytes(4, "big") + field


def u64(number: int) -> bytes:
    """The number in 8 big-endian bytes.

    Raises:
        OverflowError: it is negative or needs more than 64 bits.
    """
    return number.to_bytes(8, "big")


def sha256(data: bytes) -> bytes:
    """The 32 bytes of SHA-256 (FIPS 180-4)."""
    return hashlib.sha256(data).digest()


def digest(tag: str, *fields: Field) -> bytes:
    """The protocol's `H(tag, …)`: 32 bytes of SHA-256 over the tag and the fields.

    Integers count as 8 bytes big-endian, text as UTF-8 as it stands, never normalised.

    Raises:
        OverflowError: an integer does not fit 64 bits.
        UnicodeEncodeError: a text holds a lone surrogate.
    """
    return hashlib.sha256(_message(tag, fields)).digest()


def mac(key: bytes, tag: str, *fields: Field) -> bytes:
    """The protocol's `MAC(key, tag, …)`: 32 bytes of HMAC-SHA256 (RFC 2104); the fields are those of `digest`."""
    return hmac.digest(key, _message(tag, fields), "sha256")


def _message(tag: str, fields: tuple[Field, ...]) -> bytes:
    return lp(f"{PROTOCOL}/{tag}".encode()) + b"".join([lp(_bytes(field)) for field in fields])


def _bytes(field: Field) -> bytes:
    if isinstance(field, bytes):
        return field
    return field.encode() if isinstance(field, str) else u64(field)
