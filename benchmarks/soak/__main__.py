"""`python -m benchmarks.soak`: 24 hours with 200 kills; exit code 1 when anything was not as it has to be."""

import argparse
import sys
from collections.abc import Iterator, Sequence

from benchmarks.__main__ import machine_facts
from benchmarks.soak.run import Plan, Report, run


def main(arguments: Sequence[str] | None = None) -> int:
    """Do it and tell; 0 when every invariant held all along."""
    wish = _parser().parse_args(arguments)
    report = run(Plan(wish.hours, wish.kills, wish.seed, wish.minutes), _tell)
    print("\n".join(story(report)))
    return 1 if report.faults else 0


def _tell(how_far: str) -> None:
    print(how_far, file=sys.stderr, flush=True)


def story(report: Report) -> Iterator[str]:
    """The machine, what happened, and what was wrong."""
    yield " · ".join(f"{name} {fact}" for name, fact in machine_facts().items())
    yield f"{report.hours:.1f} h of the world in {report.took / 60:.1f} min, {sum(report.kills.values())} kills, at:"
    yield from (f"  {times:4}  {phase}" for phase, times in report.kills.most_common())
    yield "what went wrong besides:"
    yield from (f"  {times:4}  {spell}" for spell, times in report.spells.most_common())
    yield "deeds, and what their doer was told:"
    for kind in sorted({kind for kind, _ in report.deeds}):
        told = ", ".join(f"{report.deeds[kind, word]} {word}" for word in ("done", "refused", "silence"))
        yield f"  {kind}: {told}"
    yield "in the books: " + ", ".join(f"{count} {table}" for table, count in report.books.items())
    yield f"proofs verified: {report.verified}, and {report.late} that say themselves that they were called late"
    yield f"posts repeated after a kill: {report.copies}"
    yield "errors in the log that what went wrong explains: " + (
        ", ".join(f"{times} × {what}" for what, times in report.expected.most_common()) or "none"
    )
    yield f"invariants checked {report.checks} times: {len(report.faults)} faults"
    yield from (f"FAULT {fault}" for fault in report.faults)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description="A day of kills and other troubles.")
    plan = Plan()
    parser.add_argument("--hours", type=float, default=plan.hours, help="of the world's time (default: %(default)s)")
    parser.add_argument("--kills", type=int, default=plan.kills, help="of the bot, by SIGKILL (%(default)s)")
    parser.add_argument("--seed", type=int, default=plan.seed, help="which course of all (%(default)s)")
    parser.add_argument("--minutes", type=float, default=plan.minutes, help="of ours, at most (%(default)s)")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
