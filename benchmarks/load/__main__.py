"""`python -m benchmarks.load`: 100 interactions a second for five minutes; exit code 1 when a figure is missed."""

import argparse
from collections.abc import Sequence

from benchmarks.__main__ import machine_facts, table
from benchmarks.load.run import run
from benchmarks.load.seen import Plan, figures, story


def main(arguments: Sequence[str] | None = None) -> int:
    """Do it and print one table; 0 when every figure was reached."""
    wish = _parser().parse_args(arguments)
    plan = Plan(wish.guilds, wish.members, wish.rate, wish.seconds, wish.seed)
    seen = run(plan)
    reached = figures(plan, seen)
    print("\n".join((*table(machine_facts(), reached), "", *story(seen))))
    return 0 if all(figure.met for figure in reached) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.load", description="Load on the bot, and what it takes."
    )
    plan = Plan()
    parser.add_argument("--guilds", type=int, default=plan.guilds, help="servers (default: %(default)s)")
    parser.add_argument("--members", type=int, default=plan.members, help="members of all of them (%(default)s)")
    parser.add_argument("--rate", type=float, default=plan.rate, help="interactions a second (%(default)s)")
    parser.add_argument("--seconds", type=float, default=plan.seconds, help="for how long (%(default)s)")
    parser.add_argument("--seed", type=int, default=plan.seed, help="which course of all (%(default)s)")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
