"""What was seen while everybody acted, and the figures that are made of it."""

import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Final

from benchmarks.figures import Amount, Figure, Sense
from benchmarks.load.people import SLOWEST
from benchmarks.load.town import Asked
from benchmarks.measuring import percentile
from cogs.ui.words import SENTENCES

TARGET: Final = 1.0
GROWTH: Final = 1.1
_BROKEN: Final = tuple(SENTENCES[code][0].partition(".")[0] for code in ("error.broken", "error.database"))


@dataclass(frozen=True, slots=True)
class Plan:
    """How large the town is, how many act in a second, for how long, and which of all courses it takes."""

    guilds: int = 50
    members: int = 5000
    rate: float = 100.0
    seconds: float = 300.0
    seed: int = 7


@dataclass
class Seen:
    """Latencies are in seconds, by kind of act; memory is by the share of the time that was over, in KiB."""

    latencies: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict[str, list[float]](list))
    late: list[float] = field(default_factory=list[float])
    troubles: Counter[str] = field(default_factory=Counter[str])
    memory: list[tuple[float, int]] = field(default_factory=list[tuple[float, int]])
    lags: list[int] = field(default_factory=list[int])
    pages: Counter[str] = field(default_factory=Counter[str])
    posts: int = 0
    edits: int = 0
    draws: int = 0
    processor: float = 0.0
    took: float = 1.0

    @property
    def answers(self) -> list[float]:
        """Every latency."""
        return [one for some in self.latencies.values() for one in some]

    @property
    def slow(self) -> int:
        """How many answers came too late for Discord."""
        return sum(one > SLOWEST for one in self.answers)

    def note(self, asked: Asked) -> None:
        """Somebody has their answer, or nobody waits for it any more."""
        if asked.first is None:
            self.troubles[f"no answer to {asked.what}"] += 1
            return
        self.latencies[asked.what].append(asked.first - asked.begun)
        if asked.waiting:
            self.troubles[f"left waiting after {asked.what}"] += 1
        if any(sentence in asked.text for sentence in _BROKEN):
            self.troubles[f"{asked.what} broke: {asked.text[:80]}"] += 1

    def weight(self) -> tuple[float, float]:
        """KiB after a fifth of the time and at the end, each the middle of some looks around it."""
        fifth = [kib for share, kib in self.memory if 0.15 <= share <= 0.25] or [self.memory[0][1]]
        end = [kib for share, kib in self.memory if share >= 0.95] or [self.memory[-1][1]]
        return median(fifth), median(end)


def figures(plan: Plan, seen: Seen) -> list[Figure]:
    """The targets and what was reached of them."""
    load = f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors at the end"
    how = f"{plan.rate:g}/s for {plan.seconds:g} s, {plan.guilds} guilds, {plan.members:,} members; {load}"
    answers, (fifth, end) = seen.answers, seen.weight()
    return [
        Figure(
            "errors, and answers later than 3 s",
            Amount(sum(seen.troubles.values()) + seen.slow),
            Amount(len(answers)),
            "interactions answered",
            Sense.AT_MOST,
            0,
            f"ERROR in the log, something broke, no answer, a page that failed, books that do not add up; {how}",
        ),
        Figure(
            "from the click to its first answer, p99",
            Amount(percentile(answers, 0.99), "s"),
            Amount(percentile(answers, 0.5), "s"),
            "p50",
            Sense.AT_MOST,
            TARGET,
            f"from the moment at which somebody meant to act; slowest {max(answers):.2f} s; {how}",
        ),
        Figure(
            "memory in the end / after a fifth of the time",
            Amount(end / fifth),
            Amount(fifth / 1024, "MiB"),
            "resident after a fifth",
            Sense.AT_MOST,
            GROWTH,
            f"resident set of the bot's process, the middle of the looks around both moments; {how}",
        ),
    ]


def story(seen: Seen) -> Iterator[str]:
    """What happened, kind by kind, and beside it."""
    rows: list[tuple[str, ...]] = [("kind of act", "answered", "p50 ms", "p99 ms", "slowest ms")]
    for what, took in sorted(seen.latencies.items(), key=lambda one: -len(one[1])):
        figures = (percentile(took, 0.5), percentile(took, 0.99), max(took))
        rows.append((what, str(len(took)), *(f"{one * 1000:.0f}" for one in figures)))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    yield ""
    lags = [one / 1000 for one in seen.lags] or [0.0]
    yield f"the bot's event loop late by: p50 {percentile(lags, 0.5):.1f} ms, p99 {percentile(lags, 0.99):.1f} ms"
    yield f"the people late by: p99 {percentile(seen.late, 0.99) * 1000:.0f} ms (counted as the bot's)"
    yield f"the bot's processor: {seen.processor / seen.took:.0%} of one"
    yield f"posts {seen.posts:,} · edits of panels {seen.edits:,} · draws settled {seen.draws}"
    yield "pages: " + " · ".join(f"{page} {times}" for page, times in sorted(seen.pages.items()))
    yield "memory in MiB, every tenth of the time: " + " ".join(f"{kib / 1024:.0f}" for kib in _tenths(seen.memory))
    for trouble, times in seen.troubles.most_common():
        yield f"TROUBLE {times} times: {trouble}"


def _tenths(memory: list[tuple[float, int]]) -> Iterator[int]:
    for tenth in range(11):
        yield min(memory, key=lambda one: abs(one[0] - tenth / 10))[1]
