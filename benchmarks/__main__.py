"""`python -m benchmarks [--json] [--only NAME ...] [--list]`: measure, print a table, and keep that of a whole run."""

import argparse
import json
import os
import platform
import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from benchmarks.figures import Figure
from benchmarks.registry import BENCHMARKS

RESULTS: Final = Path(__file__).with_name("RESULTS.md")
"""What the last run of everything gave."""

_HEADINGS = ("what", "reached", "floor in the same run", "target", "met")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for; 0 whether or not the targets were met, for that is told in the table.

    A run of everything is kept in `RESULTS`.
    """
    wish = _parser().parse_args(arguments)
    if wish.list:
        print("\n".join(f"{one.name:12} {one.what}" for one in BENCHMARKS.values()))
        return 0
    machine = machine_facts()
    figures: list[tuple[str, Figure]] = []
    for name in wish.only or BENCHMARKS:
        print(f"{name}: {BENCHMARKS[name].what} …", file=sys.stderr, flush=True)
        figures.extend((name, figure) for figure in BENCHMARKS[name].full())
    if not wish.only:
        RESULTS.write_text("\n".join(kept(machine, figures)) + "\n", encoding="utf-8")
    if wish.json:
        print(json.dumps({"machine": machine, "figures": [_plain(*one) for one in figures]}, indent=2))
    else:
        print("\n".join(table(machine, [figure for _, figure in figures])))
    return 0


def machine_facts() -> dict[str, str | int]:
    """What the figures were measured on, and when."""
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "cpus": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        "load": f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown",
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }


def table(machine: Mapping[str, str | int], figures: Sequence[Figure]) -> Iterator[str]:
    """The lines of the report: the machine, a row a figure, and under each how it was measured."""
    yield " · ".join(f"{name} {fact}" for name, fact in machine.items())
    rows = [_HEADINGS, *map(_row, figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for index, row in enumerate(rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        if index == 0:
            yield "  ".join("-" * width for width in widths)
    yield ""
    yield "How each was measured:"
    for figure in figures:
        yield f"- {figure.what}: {figure.how}"


def kept(machine: Mapping[str, str | int], figures: Sequence[tuple[str, Figure]]) -> Iterator[str]:
    """The same as a page: a table for each benchmark, and how each figure was measured."""
    missed = sum(not figure.met for _, figure in figures)
    yield "# What was measured last"
    yield ""
    yield "Written by `uv run python -m benchmarks`; not for editing. Every figure stands beside a floor: what the same"
    yield "machine did at best in the same run."
    yield ""
    yield " · ".join(f"{name} {fact}" for name, fact in machine.items())
    yield ""
    yield f"**{len(figures) - missed} of {len(figures)} figures reached their target.**"
    for name, group in groupby(figures, key=lambda one: one[0]):
        yield f"\n## {name}\n\n{BENCHMARKS[name].what}\n"
        yield "| what | reached | floor in the same run | target | met | how |"
        yield "|---|--:|---|--:|---|---|"
        for _, figure in group:
            *row, met = _row(figure)
            met = "yes" if figure.met else "**no**"
            yield f"| {' | '.join(row)} | {met} | {figure.how} |"


def _row(figure: Figure) -> tuple[str, ...]:
    unit = f" {figure.reached.unit}".rstrip()
    floor = f"{figure.floor} ({figure.beside})"
    target = f"{figure.sense} {figure.target:g}{unit}"
    return figure.what, str(figure.reached), floor, target, "yes" if figure.met else "NO"


def _plain(name: str, figure: Figure) -> dict[str, Any]:
    return {
        "benchmark": name,
        "what": figure.what,
        "reached": figure.reached.value,
        "unit": figure.reached.unit,
        "floor": figure.floor.value,
        "floor_unit": figure.floor.unit,
        "beside": figure.beside,
        "sense": figure.sense.value,
        "target": figure.target,
        "met": figure.met,
        "how": figure.how,
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="The figures to reach, each beside its floor.",
        epilog="Commands of their own, which take minutes: python -m benchmarks.load and python -m benchmarks.soak.",
    )
    parser.add_argument("--json", action="store_true", help="machine-readable results")
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=[*BENCHMARKS], help="only these benchmarks")
    parser.add_argument("--list", action="store_true", help="say what there is to measure")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
