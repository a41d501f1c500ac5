"""The host's signatures under lock and result: Ed25519 (RFC 8032) over 32 bytes."""

from dataclasses import dataclass

from fairness.libraries import ED25519, Needing

SEED_BYTES = PUBLIC_KEY_BYTES = 32
SIGNATURE_BYTES = 64

_P = 2**255 - 19
_SIGN = 1 << 255
_EIGHTH = 2707385501144840649318225287225658788936804267575313519463743609750303402022
_SMALL_ORDER = {0, 1, _P - 1, _EIGHTH, _P - _EIGHTH}  # the y of the eight points whose order divides 8


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed (32 bytes) and what they put under it (64 bytes)."""

    public_key: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Signatures:
    """The orchestrator's signature under the lock, the settlement's under the result."""

    lock: Signature
    result: Signature


def sign(seed: bytes, message: bytes) -> Signature:
    """Signs with the key that `seed` (32 secret bytes) gives.

    Raises:
        LibraryMissing: Ed25519 cannot be computed here.
        ValueError: the seed has another length.
    """
    with Needing(ED25519):
        from nacl.signing import SigningKey
    key = SigningKey(seed)
    return Signature(bytes(key.verify_key), key.sign(message).signature)


def signed(by: Signature, message: bytes) -> bool:
    """Whether this is a signature under the message.

    Raises:
        LibraryMissing: Ed25519 cannot be computed here.
    """
    with Needing(ED25519):
        from nacl.exceptions import BadSignatureError
        from nacl.signing import VerifyKey
    try:
        VerifyKey(by.public_key).verify(message, by.signature)
    except BadSignatureError:
        return False
    return True


def is_key(public_key: bytes) -> bool:
    """Whether these 32 bytes can be somebody's key.

    Those of small order fit signatures that nobody made; those with y ≥ 2^255 - 19 are no encoding (RFC 8032 §5.1.3).
    """
    y = int.from_bytes(public_key, "little") % _SIGN
    return y < _P and y not in _SMALL_ORDER
