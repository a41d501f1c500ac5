"""Every benchmark there is; a new one adds its line."""

from collections.abc import Mapping
from typing import Final

from benchmarks import (
    board,
    cards,
    challenge_votes,
    challenges,
    clicks,
    contest,
    council,
    fairness,
    interaction,
    leaderboards,
    ledger,
    moving,
    page,
    points,
    pot,
    roles,
    start,
    sweep,
    write,
)
from benchmarks.figures import Benchmark

_IN_ORDER: Final = (
    write.BENCHMARK,
    sweep.BENCHMARK,
    board.BENCHMARK,
    interaction.BENCHMARK,
    start.BENCHMARK,
    contest.BENCHMARK,
    fairness.BENCHMARK,
    pot.BENCHMARK,
    points.BENCHMARK,
    council.BENCHMARK,
    challenges.BENCHMARK,
    challenge_votes.BENCHMARK,
    leaderboards.BENCHMARK,
    roles.BENCHMARK,
    cards.BENCHMARK,
    clicks.BENCHMARK,
    ledger.BENCHMARK,
    moving.BENCHMARK,
    page.BENCHMARK,
)

BENCHMARKS: Final[Mapping[str, Benchmark]] = {one.name: one for one in _IN_ORDER}
