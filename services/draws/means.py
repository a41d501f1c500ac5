"""What a house draws with: its beacon chain and its keys; and the proof that it hands out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from fairness import verify
from fairness.beacon import QUICKNET, Beacon, Chain
from fairness.checks import Trust
from fairness.proof import Position, Proof
from fairness.protocol import Entry, Mode
from fairness.signing import Signatures
from services.draws.keys import Keys
from storage.draws import Record


class Mismatch(RuntimeError):
    """What is kept of a draw does not fit what was published of it: nothing is decided with it."""


@dataclass(frozen=True)
class Means:
    """The chain that new draws name, and the keys that sign; what was drawn with other ones stays what it was."""

    chain: Chain
    keys: Keys

    @cached_property
    def trust(self) -> Trust:
        """What this house vouches for: its own keys, and its own chain where that is a test chain."""
        orchestrator, settlement = self.keys.public
        chains = () if self.chain == QUICKNET else (self.chain,)
        return Trust(chains, frozenset({orchestrator}), frozenset({settlement}))

    def chain_of(self, record: Record) -> Chain | None:
        """The chain that a draw names; None for one that this house does not know, and when sealed."""
        return next((chain for chain in (self.chain, QUICKNET) if chain.hash == record.draw.chain), None)

    def round_at(self, record: Record) -> datetime | None:
        """When the called round is out; None before the call, when sealed, and where the chain is unknown."""
        chain = self.chain_of(record)
        if record.call is None or chain is None or record.draw.mode is Mode.SEALED:
            return None
        return datetime.fromtimestamp(chain.time(record.call.round), UTC)

    def refuse_broken(self, proof: Proof) -> None:
        """Raise `Mismatch` where a stranger would reject the proof.

        A call that was posted late stands and is said to be late; anything else that fails must not be kept.
        """
        found = verify.verify_proof(proof, self.trust)
        if broken := [failure.name for failure in found.failures if failure.name != "posts"]:
            raise Mismatch(f"draw {proof.draw.number} does not verify: {', '.join(broken)}")


def beacon_of(record: Record) -> Beacon | None:
    """The round that decided a draw; None when sealed."""
    if record.beacon_signature is None or record.call is None:
        return None
    return Beacon.of(record.draw.chain, record.call.round, record.beacon_signature)


def proof_of(record: Record, entries: Iterable[Entry], positions: Iterable[Position]) -> Proof:
    """The proof of a settled draw, made of what was published at each step: nothing in it is reckoned anew."""
    assert record.lock is not None  # noqa: S101 - a settled draw has them all
    assert record.call is not None  # noqa: S101
    assert record.seed is not None  # noqa: S101
    assert record.result is not None  # noqa: S101
    under_lock, under_result = record.lock_signature, record.result_signature
    return Proof(
        draw=record.draw,
        commitment=record.commitment,
        entries=tuple(entries),
        root=record.lock.root,
        lock=record.lock.hash,
        call=record.call,
        beacon=beacon_of(record),
        seed=record.seed,
        positions=tuple(positions),
        result=record.result,
        posts=record.posts,
        signatures=Signatures(under_lock, under_result) if under_lock and under_result else None,
    )
