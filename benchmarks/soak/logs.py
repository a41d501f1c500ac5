"""What the bot may log as an error while something goes wrong around it; anything else is a fault."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

_DISCORD: Final = {"Discord answers with errors", "Discord hangs up", "Discord cannot be reached"}
_DISK: Final = {"the disk is full"}

_EXPECTED: Final[tuple[tuple[str, set[str], re.Pattern[str]], ...]] = (
    (
        "an answer that Discord did not take",
        _DISCORD,
        re.compile(r"DiscordServerError|HTTPException: 429|error code: 0"),
    ),
    ("the gateway is gone", _DISCORD, re.compile(r"Attempting a reconnect|WSServerHandshakeError|ConnectionClosed")),
    ("the disk is full", _DISK, re.compile(r"disk is full|disk I/O error|File too large|unable to open database file")),
)


def unexpected(lines: Iterable[dict[str, Any]], spells: set[str]) -> Iterator[tuple[str, str]]:
    """Each error with what it is, or with "" where nothing that went wrong explains it."""
    for line in lines:
        if line["level"] in ("DEBUG", "INFO", "WARNING"):
            continue
        told = f"{line['message']} {line.get('error', '')}"
        causes = (name for name, during, shape in _EXPECTED if during & spells and shape.search(told))
        where = str(line.get("error", "")).strip().splitlines()
        yield f"{line['level']} {line.get('logger', '')}: {line['message']} {' / '.join(where[-6:])}", next(causes, "")
