"""`python -m fairness proof.json`: checks a draw without asking anybody.

Exit code: 0 verified · 1 rejected · 2 unreadable · 3 nothing failed, but a library for one of the checks is missing
(the line of that check says how to install it).
"""

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from fairness.beacon import Chain
from fairness.checks import Trust
from fairness.report import lines, printable
from fairness.signing import PUBLIC_KEY_BYTES
from fairness.transport import MAX_BYTES
from fairness.verify import Outcome, verify

EXIT_CODES = {Outcome.VERIFIED: 0, Outcome.REJECTED: 1, Outcome.UNREADABLE: 2, Outcome.INCOMPLETE: 3}


def main(words: Sequence[str]) -> int:
    """Checks the file that `words` name, prints one line per check, and returns the exit code."""
    asked = _parser().parse_args(words)
    try:
        trust = Trust(
            tuple(Chain.described(path.read_bytes()) for path in asked.test_chain),
            frozenset(asked.orchestrator_key),
            frozenset(asked.settlement_key),
        )
        data = _read(asked.file)
    except (OSError, ValueError) as error:
        _say(f"UNREADABLE: {printable(str(error))}")
        return EXIT_CODES[Outcome.UNREADABLE]
    found = verify(data, trust)
    for line in lines(found):
        _say(line)
    return EXIT_CODES[found.outcome]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m fairness",
        description="Checks the proof of a draw (protocol guildhall/1), step by step.",
        epilog="Exit code: 0 verified, 1 rejected, 2 unreadable, 3 not all could be checked here.",
    )
    parser.add_argument("file", help="a proof.json; - reads it from the standard input")
    parser.add_argument(
        "--test-chain",
        metavar="INFO.json",
        type=Path,
        action="append",
        default=[],
        help="accept a chain other than quicknet, as its relay describes it at /<chain>/info",
    )
    for whose, what in (("orchestrator", "lock"), ("settlement", "result")):
        parser.add_argument(
            f"--{whose}-key",
            metavar="HEX",
            type=_key,
            action="append",
            default=[],
            help=f"a public key that the host posted for signing the {what}",
        )
    return parser


def _key(text: str) -> bytes:
    key = bytes.fromhex(text)
    if len(key) != PUBLIC_KEY_BYTES:
        raise ValueError
    return key


def _read(file: str) -> bytes:
    """At most one byte more than any proof has."""
    if file == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with Path(file).open("rb") as opened:
        return opened.read(MAX_BYTES + 1)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    cast("io.TextIOWrapper", sys.stdout).reconfigure(errors="backslashreplace")  # where the terminal lacks a letter
    sys.exit(main(sys.argv[1:]))
