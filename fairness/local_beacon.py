"""A beacon of one's own, for tests and the playground: whoever has its key foresees every round."""

import json
from dataclasses import dataclass
from typing import Self

from fairness.beacon import DOMAIN, Chain
from fairness.encoding import sha256
from fairness.libraries import BLS, Needing


@dataclass(frozen=True, slots=True)
class LocalBeacon:
    """A chain together with the secret number that signs its rounds."""

    chain: Chain
    secret: int

    @classmethod
    def started(cls, seed: bytes, genesis: int, period: int = 3) -> Self:
        """The beacon that `seed` (any bytes, to be kept) gives; `genesis` in unix seconds, `period` in seconds.

        Raises:
            LibraryMissing: BLS cannot be computed here.
        """
        with Needing(BLS):
            from py_arkworks_bls12381 import G2Point, Scalar
        secret = int.from_bytes(sha256(b"guildhall local beacon" + seed), "big") >> 2  # below the group's order
        public_key = (G2Point() * Scalar(secret)).to_compressed_bytes()
        name = sha256(public_key + genesis.to_bytes(8, "big") + period.to_bytes(8, "big"))
        return cls(Chain(name, public_key, genesis, period), secret)

    def sign(self, round_: int) -> bytes:
        """The 48 bytes of that round's signature, whether its time has come or not."""
        with Needing(BLS):
            from py_arkworks_bls12381 import G1Point, Scalar
        message = G1Point.hash_to_curve(sha256(round_.to_bytes(8, "big")), DOMAIN)
        return (message * Scalar(self.secret)).to_compressed_bytes()

    def info(self) -> str:
        """What a relay of this chain answers at `GET /<chain>/info`, as JSON text."""
        return json.dumps(
            {
                "public_key": self.chain.public_key.hex(),
                "period": self.chain.period,
                "genesis_time": self.chain.genesis,
                "hash": self.chain.hash.hex(),
                "schemeID": "bls-unchained-g1-rfc9380",
            }
        )
