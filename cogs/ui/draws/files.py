"""The files that go with draws: the entry list, the rules to the letter, the proof, a report."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from cogs.ui.cards import Attachment

if TYPE_CHECKING:
    from fairness.protocol import Entry
    from services.draws import Seen

LARGEST: Final = 10 << 20
"""What Discord takes from a bot in a server that nobody boosts."""


def proof_name(number: int) -> str:
    """What the proof of a draw is called."""
    return f"proof-{number}.json"


def proof_file(number: int, data: bytes) -> Attachment | None:
    """A draw's proof; None where Discord would not take it."""
    return Attachment(proof_name(number), data) if len(data) <= LARGEST else None


def rules_file(number: int, rules: str) -> Attachment:
    """The rules to the letter: the very bytes that the commitment holds."""
    return Attachment(f"rules-{number}.txt", rules.encode())


def report_file(number: int, lines: Iterable[str]) -> Attachment:
    """What a check found, with every value."""
    return Attachment(f"verification-{number}.txt", "\n".join([*lines, ""]).encode())


def entries_name(number: int) -> str:
    """What the list of a draw's entries is called."""
    return f"entries-{number}.txt"


def entries_file(seen: Seen, entries: Sequence[Entry]) -> Attachment:
    """Every line of a locked draw, with all that its leaf is made of: the root can be reckoned from the list alone."""
    from fairness.report import printable

    draw, lock = seen.record.draw, seen.record.lock
    assert lock is not None
    lines = [
        f"# Draw {draw.number}: {printable(draw.title)}",
        f"# {seen.entries} entries, {seen.tickets} tickets, {seen.people} people",
        f"# root {lock.root.hex()}",
        f"# lock {lock.hash.hex()}",
        "# line\ttickets\twho\tsha256 of the evidence\tparticipant",
        *(_line(number, entry, printable(entry.who or "erased")) for number, entry in enumerate(entries, 1)),
    ]
    data = ("\n".join(lines) + "\n").encode()
    name = entries_name(draw.number)
    # Without its list a lock is worth nothing: one that is too large goes packed.
    return Attachment(name, data) if len(data) <= LARGEST else Attachment(f"{name}.gz", gzip.compress(data, mtime=0))


def _line(number: int, entry: Entry, who: str) -> str:
    last = entry.first_ticket + entry.tickets - 1
    tickets = f"{entry.first_ticket}-{last}"
    return f"{number}\t{tickets}\t{who}\t{entry.evidence_sha256.hex()}\t{entry.participant.hex()}"
