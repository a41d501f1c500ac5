"""The public beacon: when a round is out, which one a call names, whether a signature is that round's.

Scheme `bls-unchained-g1-rfc9380` of drand: BLS signatures on BLS12-381 in G1, public keys in G2.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self, cast

from fairness.encoding import sha256
from fairness.libraries import BLS, Needing

SIGNATURE_BYTES = 48
PUBLIC_KEY_BYTES = 96
LEAD = 15_000  # ms that a call looks ahead
EARLIEST, LATEST = 10_000, 120_000  # ms between call and round that a verifier accepts, inclusive
DOMAIN = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"


@dataclass(frozen=True, slots=True)
class Beacon:
    """One round of a chain, as a relay answered it: 48 bytes of signature, 32 of randomness."""

    chain: bytes
    round: int
    signature: bytes
    randomness: bytes

    @classmethod
    def of(cls, chain: bytes, round_: int, signature: bytes) -> Self:
        """The round whose signature this is; nothing is checked (see `Chain.signed`)."""
        return cls(chain, round_, signature, randomness(signature))


@dataclass(frozen=True, slots=True)
class Chain:
    """A beacon chain: its 32-byte hash, its key (96 bytes, G2), its first round's time and its period in seconds."""

    hash: bytes
    public_key: bytes
    genesis: int
    period: int

    @classmethod
    def described(cls, text: str | bytes) -> Self:
        """The chain that a relay describes at `GET /<chain>/info`.

        Raises:
            ValueError: this describes no chain.
        """
        try:
            told = cast("Mapping[str, object]", json.loads(text))
            chain_hash, public_key = bytes.fromhex(str(told["hash"])), bytes.fromhex(str(told["public_key"]))
            genesis, period = int(str(told["genesis_time"])), int(str(told["period"]))
        except (KeyError, TypeError, RecursionError) as error:
            raise ValueError(f"no description of a chain: {error}") from error
        if len(chain_hash) != 32 or len(public_key) != PUBLIC_KEY_BYTES or genesis < 0 or period < 1:
            raise ValueError("a chain has a hash of 32 bytes, a key of 96, a genesis and a period of whole seconds")
        return cls(chain_hash, public_key, genesis, period)

    def time(self, round_: int) -> int:
        """When a round comes out, in unix seconds."""
        return self.genesis + (round_ - 1) * self.period

    def round_after(self, now: int) -> int:
        """The round that a call at `now` (unix ms) names: the first that is out no sooner than in 15 s."""
        since = now + LEAD - self.genesis * 1000
        return max(1, -(-since // (self.period * 1000)) + 1)

    def signed(self, round_: int, signature: bytes) -> bool:
        """Whether this is the chain's signature on that round.

        e(signature, g2) = e(H(SHA-256(round)), public key). Any length but 48 bytes, any second encoding of a point,
        the identity, and points outside the subgroup are no signatures; such a key has signed nothing.

        Raises:
            LibraryMissing: the pairing cannot be computed here.
        """
        with Needing(BLS):
            from py_arkworks_bls12381 import GT, G1Point, G2Point
        try:
            key = G2Point.from_compressed_bytes(self.public_key)  # checks length, field, curve and subgroup
            point = G1Point.from_compressed_bytes(signature)
        except ValueError:
            return False
        if point == G1Point.identity():
            return False
        message = G1Point.hash_to_curve(sha256(round_.to_bytes(8, "big")), DOMAIN)
        return GT.pairing_check([point, message], [-G2Point(), key])


def randomness(signature: bytes) -> bytes:
    """The 32 bytes that a round's signature gives to everybody."""
    return sha256(signature)


QUICKNET = Chain(
    hash=bytes.fromhex("52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"),
    public_key=bytes.fromhex(
        "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451"
        "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
    ),
    genesis=1692803367,
    period=3,
)
