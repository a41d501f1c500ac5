"""Measuring on a machine that is busy with other things too: in turns with the floor, then the middle of the turns."""

import asyncio
import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TypeVar

T = TypeVar("T")
U = TypeVar("U")


def in_turns(rounds: int, floor: Callable[[int], T], ours: Callable[[int], U]) -> list[tuple[T, U]]:
    """Both, `rounds` times, side by side; who goes first changes, so that drift favours nobody."""
    pairs: list[tuple[T, U]] = []
    for number in range(rounds):
        if number % 2:
            mine = ours(number)
            pairs.append((floor(number), mine))
        else:
            theirs = floor(number)
            pairs.append((theirs, ours(number)))
    return pairs


def middle_ratio(pairs: Sequence[tuple[float, float]]) -> float:
    """The median of second / first over the pairs."""
    return median(second / first for first, second in pairs)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all are at or below (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)]


async def note_lags(lags: list[float], every: float = 0.001) -> None:
    """By how many seconds the event loop was late for a timer, again and again until cancelled."""
    while True:
        due = time.perf_counter() + every
        await asyncio.sleep(every)
        lags.append(time.perf_counter() - due)


@contextmanager
def folder() -> Generator[Path]:
    """A folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="guildhall-benchmark-") as name:
        yield Path(name)
