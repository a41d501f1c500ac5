"""The fairness figures: a Merkle root, a draw among a million tickets, a whole proof checked."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import repeat
from statistics import median
from typing import Final

from benchmarks.figures import Amount, Benchmark, Figure, Sense
from benchmarks.measuring import in_turns, middle_ratio
from fairness import form, merkle
from fairness.beacon import QUICKNET, Beacon
from fairness.drawing import draw_positions, numbers
from fairness.persons import member
from fairness.proof import prove
from fairness.protocol import Claim, Draw, Entry, Kind, Mode, call, commit, line_up, lock
from fairness.verify import Outcome, verify

ROUND: Final = 1000  # of quicknet, as it happened
SIGNATURE: Final = "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"


@dataclass(frozen=True, slots=True)
class Plan:
    """How many rounds, leaves of the tree, entries with one ticket each that are drawn from, entries of the proof."""

    rounds: int = 9
    leaves: int = 100_000
    tickets: int = 1_000_000
    entries: int = 10_000
    winners: int = 3


def run(plan: Plan) -> list[Figure]:
    middle = f"median of {plan.rounds} rounds, in turns with the floor"
    return [_tree(plan, middle), _draw(plan, middle), _proof(plan, middle)]


def _tree(plan: Plan, how: str) -> Figure:
    leaves = [
        sha256(number.to_bytes(4, "big")).digest() * 2 + number.to_bytes(16, "big") for number in range(plan.leaves)
    ]
    message, calls = bytes(65), 2 * plan.leaves - 1

    def hashes() -> None:
        for _ in repeat(None, calls):
            sha256(message).digest()

    pairs = _timed(plan, hashes, lambda: merkle.root(leaves))
    return Figure(
        f"Merkle root of {plan.leaves:,} leaves / its SHA-256 calls",
        Amount(middle_ratio(pairs)),
        Amount(median(floor for floor, _ in pairs) * 1000, "ms"),
        f"{calls:,} SHA-256 calls of 65 bytes",
        Sense.AT_MOST,
        1.3,
        how,
    )


def _draw(plan: Plan, how: str) -> Figure:
    nothing = sha256(b"").digest()
    entries = [
        Entry(sha256(number.to_bytes(8, "big")).digest(), None, None, number, 1, None, nothing)
        for number in range(plan.tickets)
    ]
    seed = bytes(32)

    def macs() -> None:
        for position in range(plan.winners):
            next(numbers(seed, position))

    pairs = _timed(plan, macs, lambda: draw_positions(seed, entries, plan.winners))
    return Figure(
        f"{plan.winners} winners among {plan.tickets:,} tickets of as many people",
        Amount(median(mine for _, mine in pairs) * 1000, "ms"),
        Amount(median(floor for floor, _ in pairs) * 1000, "ms"),
        f"{plan.winners} HMAC-SHA256",
        Sense.AT_MOST,
        100,
        how,
    )


def _proof(plan: Plan, how: str) -> Figure:
    data = big_proof(plan.entries)

    def checked() -> None:
        if verify(data).outcome is not Outcome.VERIFIED:
            raise AssertionError("the proof is not verified")

    pairs = _timed(plan, lambda: json.loads(data), checked)
    return Figure(
        f"a proof of {plan.entries:,} entries checked ({len(data) / 2**20:.1f} MiB)",
        Amount(median(mine for _, mine in pairs) * 1000, "ms"),
        Amount(median(floor for floor, _ in pairs) * 1000, "ms"),
        "json.loads of the same bytes, nothing checked",
        Sense.AT_MOST,
        300,
        how,
    )


def big_proof(count: int) -> bytes:
    """A contest with the beacon: two entries a person, each justified in some 200 letters."""
    secret, called_at = bytes(range(32)), QUICKNET.time(ROUND) * 1000 - 15_000
    draw = Draw(1, 1, Kind.CONTEST, "Big", called_at // 1000, 3, Mode.BEACON, QUICKNET.hash, "A bond.")
    claims = [
        Claim(member(number // 2), 1, json.dumps({"rule": number % 5, "why": "x" * 180})) for number in range(count)
    ]
    salts = iter(range(count))
    entries = line_up(claims, lambda: next(salts).to_bytes(16, "big"))
    closed = lock(commit(draw, secret), entries)
    beacon = Beacon.of(QUICKNET.hash, ROUND, bytes.fromhex(SIGNATURE))
    return form.write(prove(draw, entries, call(closed.hash, secret, ROUND, called_at), beacon))


def _timed(plan: Plan, floor: Callable[[], object], ours: Callable[[], object]) -> list[tuple[float, float]]:
    """Seconds of both, round by round, after one round that does not count."""
    floor()
    ours()
    return in_turns(plan.rounds, partial(_seconds, floor), partial(_seconds, ours))


def _seconds(work: Callable[[], object], _round: int) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


FULL: Final = Plan()
TINY: Final = Plan(rounds=2, leaves=3000, tickets=20_000, entries=300)

BENCHMARK: Final = Benchmark("fairness", "Merkle root, draw, a proof checked", partial(run, FULL), partial(run, TINY))
