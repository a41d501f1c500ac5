"""What a proof holds, how the host makes one, and how a person is erased from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from fairness.beacon import Beacon
from fairness.drawing import Pick
from fairness.persons import person
from fairness.protocol import Call, Draw, Entry, lock, settle
from fairness.signing import Signatures


@dataclass(frozen=True, slots=True)
class Position:
    """Who was drawn where: `void` is the reason for which a winner was passed over."""

    position: int
    pick: Pick
    void: str | None


@dataclass(frozen=True, slots=True)
class Posts:
    """The Discord channel and the messages (snowflakes) that made the three steps public."""

    channel_id: int
    commitment: int
    lock: int
    call: int


@dataclass(frozen=True, slots=True)
class Proof:
    """All that a stranger needs to check a draw: `proof.json`, read. Nothing in it is true until `verify` says so."""

    draw: Draw
    commitment: bytes
    entries: tuple[Entry, ...]
    root: bytes
    lock: bytes
    call: Call
    beacon: Beacon | None
    seed: bytes
    positions: tuple[Position, ...]
    result: bytes
    posts: Posts | None
    signatures: Signatures | None

    @property
    def voids(self) -> int:
        """How many winners the host passed over."""
        return sum(position.void is not None for position in self.positions)

    @property
    def winners(self) -> tuple[Position, ...]:
        """Who wins as things stand: the first positions that were not voided."""
        return tuple(position for position in self.positions if position.void is None)[: self.draw.winners]

    def erased(self, who: str) -> Self:
        """The same proof without who this was: their `who`, `salt` and `evidence` are gone for good."""
        gone = person(who)
        return replace(self, entries=tuple(_erased(entry) if _is(entry, gone) else entry for entry in self.entries))


def prove(
    draw: Draw,
    entries: Sequence[Entry],
    call: Call,
    beacon: Beacon | None,
    *,
    voids: Mapping[int, str] | None = None,
    posts: Posts | None = None,
    signatures: Signatures | None = None,
) -> Proof:
    """The proof of a called draw whose round is out (`beacon` is None when sealed).

    `voids` has the reasons by position, 0-based; a redraw makes the proof anew with one more of them, and what was
    there before stays as it was.

    Raises:
        ValueError: a void names a position that was not winning when the one before it was voided.
    """
    voids = voids or {}
    commitment = draw.commitment(call.secret)
    closed = lock(commitment, entries)
    randomness = beacon.randomness if beacon else b""
    settled = settle(draw, entries, closed.hash, call, randomness, voids=len(voids))
    positions = tuple(Position(place, pick, voids.get(place)) for place, pick in enumerate(settled.picks))
    if sum(place < len(positions) for place in voids) < len(voids) or misplaced_voids(positions, draw.winners):
        raise ValueError(f"the positions {sorted(voids)} cannot all have been voided, in that order")
    return Proof(
        *(draw, commitment, tuple(entries), closed.root, closed.hash, call, beacon, settled.seed),
        *(positions, settled.result, posts, signatures),
    )


def misplaced_voids(positions: Iterable[Position], winners: int) -> tuple[int, ...]:
    """The voided positions that never won: `winners` before them still stand."""
    standing = 0
    misplaced: list[int] = []
    for position in positions:
        if position.void is None:
            standing += 1
        elif standing >= winners:
            misplaced.append(position.position)
    return tuple(misplaced)


def _is(entry: Entry, gone: str) -> bool:
    return entry.who is not None and person(entry.who) == gone


def _erased(entry: Entry) -> Entry:
    return replace(entry, who=None, salt=None, evidence=None)
