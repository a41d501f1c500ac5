"""Step 4: who takes which position, each ticket in the pool with the same chance."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Protocol

from fairness.encoding import mac

SPACE = 2**256  # how many values one HMAC-SHA256 can take
_FEW = 8  # searches in the list of participants that cost less than an index of it


class Ticketed(Protocol):
    """Tickets `first_ticket` … `first_ticket + tickets - 1` of a participant."""

    @property
    def participant(self) -> bytes:
        """The 32 bytes that stand for a person in this draw."""
        ...

    @property
    def first_ticket(self) -> int:
        """How many tickets came before these."""
        ...

    @property
    def tickets(self) -> int:
        """How many these are, at least 1."""
        ...


@dataclass(frozen=True, slots=True)
class Pick:
    """Who took a position: `ticket` counts within the tickets that were still in the pool."""

    nonce: int
    ticket: int
    participant: bytes


class Pool:
    """The tickets still to be drawn from, in leaf order.

    A Fenwick tree (P. Fenwick, 1994) of the entries that nobody has to build: a node's tickets are read off the
    ticket ranges, and only what was taken out is remembered. `entries` has contiguous ranges from 0.
    """

    def __init__(self, entries: Sequence[Ticketed]) -> None:
        self._entries = entries
        self._taken: dict[int, int] = {}  # by node, 1 … len(entries)
        self._removals = 0
        self._all = entries[-1].first_ticket + entries[-1].tickets if entries else 0
        self.tickets = self._all

    def holder(self, ticket: int) -> bytes:
        """The participant who holds that ticket of those still in the pool, 0 … tickets - 1."""
        node = 0
        step = 1 << len(self._entries).bit_length()
        while step := step >> 1:
            if node + step > len(self._entries):
                continue
            before = self._first(node + step) - self._first(node) - self._taken.get(node + step, 0)
            if before <= ticket:
                ticket -= before
                node += step
        return self._entries[node].participant

    def remove(self, participant: bytes) -> None:
        """Takes a participant out with all of their tickets."""
        for place in self._places(participant):
            tickets = self._entries[place].tickets
            self.tickets -= tickets
            node = place + 1
            while node <= len(self._entries):
                self._taken[node] = self._taken.get(node, 0) + tickets
                node += node & -node

    def _first(self, place: int) -> int:
        return self._entries[place].first_ticket if place < len(self._entries) else self._all

    def _places(self, participant: bytes) -> Iterator[int]:
        """Where the participant's entries are: searched for a few, looked up in an index once there are more."""
        self._removals += 1
        return self._indexed(participant) if self._removals > _FEW else self._searched(participant)

    def _searched(self, participant: bytes) -> Iterator[int]:
        place = -1
        with suppress(ValueError):
            while True:
                place = self._participants.index(participant, place + 1)
                yield place

    def _indexed(self, participant: bytes) -> Iterator[int]:
        last, before = self._index
        place = last[participant]
        while place >= 0:
            yield place
            place = before[place]

    @cached_property
    def _participants(self) -> list[bytes]:
        return [entry.participant for entry in self._entries]

    @cached_property
    def _index(self) -> tuple[dict[bytes, int], list[int]]:
        """Each participant's last place, and for every place the one before it of the same participant, or -1."""
        last: dict[bytes, int] = {}
        before: list[int] = []
        for place, participant in enumerate(self._participants):
            before.append(last.get(participant, -1))
            last[participant] = place
        return last, before


def draw_positions(seed: bytes, entries: Sequence[Ticketed], positions: int) -> tuple[Pick, ...]:
    """The first `positions` places of the order that the seed gives.

    `entries` are in leaf order with contiguous ranges from 0; `positions` is at most the number of participants.
    """
    pool = Pool(entries)
    picks: list[Pick] = []
    for position in range(positions):
        if picks:
            pool.remove(picks[-1].participant)
        nonce, ticket = choose(numbers(seed, position), pool.tickets)
        picks.append(Pick(nonce, ticket, pool.holder(ticket)))
    return tuple(picks)


def numbers(seed: bytes, position: int) -> Iterator[int]:
    """The 256-bit numbers that the seed offers for a position, nonce by nonce."""
    for nonce in count():
        yield int.from_bytes(mac(seed, "draw", position, nonce), "big")


def choose(offered: Iterable[int], tickets: int) -> tuple[int, int]:
    """The first nonce whose number does not favour low tickets, and the ticket (0 … tickets - 1) it names.

    The numbers from 2^256 - (2^256 mod tickets) on are the incomplete last round through the tickets.
    """
    fair = SPACE - SPACE % tickets
    return next((nonce, number % tickets) for nonce, number in enumerate(offered) if number < fair)
