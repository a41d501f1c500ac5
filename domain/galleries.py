"""The order in which a gallery shows what was handed in."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

from domain.challenge_settings import State, Voting

SEED_BYTES: Final = 4


class Sort(StrEnum):
    """Most votes or best place first, newest first, or shuffled."""

    VOTES = "votes"
    NEWEST = "newest"
    RANDOM = "random"


@dataclass(frozen=True, slots=True)
class Order:
    """How a gallery is sorted; `seed` is what it is shuffled with, None for the asker's own."""

    sort: Sort
    seed: int | None = None

    def __str__(self) -> str:
        """As it stands on a button: `newest`, `random-3141`."""
        return self.sort.value if self.seed is None else f"{self.sort}-{self.seed}"


def order(text: str) -> Order:
    """The order that somebody chose or a button carries; what is not understood is shuffled."""
    word, _, seed = text.partition("-")
    sort = Sort(word) if word in set(Sort) else Sort.RANDOM
    return Order(sort, int(seed) if sort is Sort.RANDOM and seed.isascii() and seed.isdigit() else None)


def sort_for(wanted: Sort, voting: Voting, state: State) -> Sort:
    """The order that can be shown: nothing is sorted by votes that nobody may see yet."""
    if wanted is Sort.VOTES and voting is not Voting.VOTES and state is not State.COMPLETED:
        return Sort.RANDOM
    return wanted


def by_votes(oldest_first: Sequence[int], votes: Mapping[int, int]) -> list[int]:
    """Those with most votes first, equals by age."""
    return sorted(oldest_first, key=lambda one: -votes.get(one, 0))


def by_place(oldest_first: Sequence[int], places: Mapping[int, int]) -> list[int]:
    """The best places first, then what has none, each by age."""
    last = max(places.values(), default=0) + 1
    return sorted(oldest_first, key=lambda one: places.get(one, last))


def shuffled(submissions: Collection[int], seed: int) -> list[int]:
    """An order of its own for each seed; those that stay keep it when others come or go."""
    return sorted(submissions, key=lambda one: sha256(f"{seed}:{one}".encode()).digest())


def turned_to(position: int, count: int) -> int:
    """The position that is shown when that one is asked for: the nearest there is, from 1."""
    return min(max(position, 1), count)
