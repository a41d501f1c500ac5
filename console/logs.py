"""The log: where it goes, how a line looks, and what never appears in it."""

import contextlib
import json
import logging
import re
import sys
import textwrap
import traceback
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TextIO, cast
from urllib.parse import quote

from pydantic import SecretStr

from config import Settings
from services.trace import TraceFilter

HIDDEN = "[hidden]"

_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "trace"}
"""What every record has; anything else came as `extra`."""

_SHAPES = (
    # Discord's webhooks and the answers to interactions: whoever has the address may post.
    (re.compile(r"(/(?:webhooks|interactions)/\d+/)[\w.~-]+"), rf"\g<1>{HIDDEN}"),
    # The same as Discord tells it in an event, which is logged whole at DEBUG: "interaction:" in base 64, and by name.
    (re.compile(r"\baW50ZXJhY3Rpb246[\w+/=~-]*"), HIDDEN),
    (re.compile(r"""(["']token["']: ?["'])[^"']+"""), rf"\g<1>{HIDDEN}"),
    # Anybody's bot token: an id in base 64, a time, a signature.
    (re.compile(r"\b[\w-]{23,28}\.[\w-]{6}\.[\w-]{27,}"), HIDDEN),
)
_SHORTEST = 6
"""Characters; to hide every occurrence of something shorter would hide half the log, and it is no secret."""

# What other people's loggers say at INFO is for their developers; with DEBUG everybody may speak.
_QUIET = dict.fromkeys(("aiohttp.access", "alembic", "apscheduler", "discord"), logging.WARNING)
# ... and at DEBUG these would drown everything else.
_CHATTY = ("aiosqlite", "asyncio", "PIL")

# A message is one line, whatever somebody called himself.
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160))} | {10: "\\n", 13: "\\r", 9: "\t"}
# What stands below it is indented, so that no line of it passes for another record.
_CONTROLS_BELOW = {code: escape for code, escape in _CONTROLS.items() if code != ord("\n")}
_PLAIN = re.compile(r"[^\s\"=\x00-\x1f\x7f-\x9f]+")


class Redactor:
    """Takes secrets out of text: those it was told of, and all that have the shape of Discord's."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets: list[str] = []
        for secret in secrets:
            self.hide(secret)

    def hide(self, secret: str) -> None:
        """From now on this does not appear, as it is, quoted or escaped."""
        if len(secret) < _SHORTEST:
            return
        forms = {secret, json.dumps(secret)[1:-1], repr(secret)[1:-1], quote(secret, safe="")}
        # The longest first: a secret may be a part of another.
        self._secrets = sorted({*self._secrets, *forms}, key=len, reverse=True)

    def text(self, text: str) -> str:
        """The text without secrets."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        for shape, instead in _SHAPES:
            text = shape.sub(instead, text)
        return text

    def deep(self, value: Any) -> Any:
        """The value as JSON can hold it, without secrets."""
        match value:
            case bool() | int() | float() | None:
                return value
            case Mapping():
                return {self.text(str(key)): self.deep(one) for key, one in cast("Mapping[Any, Any]", value).items()}
            case str():
                return self.text(value)
            case Sequence() | set() | frozenset() if not isinstance(value, bytes):
                return [self.deep(one) for one in cast("Iterable[Any]", value)]
            case _:
                return self.text(str(value))


class TextLines(logging.Formatter):
    """For people: `2026-11-20T06:00:00.000Z INFO guildhall [trace] message key=value`, tracebacks below."""

    def __init__(self, redactor: Redactor) -> None:
        super().__init__()
        self._redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        """The record without secrets; a message is one line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        clean = self._redactor.text  # before anything is escaped: a secret may hold what has to be
        said = clean(record.getMessage()).translate(_CONTROLS)
        facts = "".join(f" {key}={_value(clean(str(value)))}" for key, value in vars(record).items() if key not in _OWN)
        below = "".join(map(_indented, map(clean, _below(record))))
        return f"{at} {record.levelname} {record.name} [{getattr(record, 'trace', '-')}] {said}{facts}{below}"


class _Brief(logging.Filter):
    """discord.py reconnects by itself; that it does so is worth a line, not its whole stack."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Never drops anything."""
        if record.exc_info and record.exc_info[1] and str(record.msg).startswith("Attempting a reconnect"):
            error = record.exc_info[1]
            record.msg = f"{record.getMessage()} ({type(error).__name__}: {error})"
            record.args = record.exc_info = record.exc_text = None
        return True


_BRIEF = _Brief()


def set_up(settings: Settings, stream: TextIO | None = None) -> Redactor:
    """Send the log to `stream` (stderr unless told) as the settings say; the redactor can be told of more secrets."""
    redactor = Redactor(_secrets(settings))
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_json_lines(redactor) if settings.log_format == "json" else TextLines(redactor))
    handler.addFilter(TraceFilter())
    handler.name = "guildhall"
    root = logging.getLogger()
    for old in [one for one in root.handlers if one.name == handler.name]:
        root.removeHandler(old)
    root.addHandler(handler)
    _set_levels(root, debug=settings.log_level == "DEBUG", level=settings.log_level)
    logging.captureWarnings(capture=True)
    return redactor


def _set_levels(root: logging.Logger, *, debug: bool, level: str) -> None:
    root.setLevel(level)
    for name, quiet in _QUIET.items():
        logging.getLogger(name).setLevel(logging.NOTSET if debug else quiet)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.INFO)
    client = logging.getLogger("discord.client")
    client.removeFilter(_BRIEF)
    if not debug:
        client.addFilter(_BRIEF)


def _secrets(settings: Settings) -> list[str]:
    """Every secret that the settings hold, and the key where it is in a file."""
    values = [getattr(settings, name) for name in type(settings).model_fields]
    known = [value.get_secret_value() for value in values if isinstance(value, SecretStr)]
    with contextlib.suppress(OSError, ValueError):  # there is none yet, or who needs it will say what is wrong with it
        known.append((settings.data_dir / "secret.key").read_text(encoding="utf-8").strip())
    return known


def _json_lines(redactor: Redactor) -> logging.Formatter:
    """For programs: one object a line; secrets are taken out of the values, so it stays JSON."""
    from pythonjsonlogger.json import JsonFormatter

    def dump(record: object, **_: object) -> str:
        return json.dumps(redactor.deep(record), ensure_ascii=False)

    return JsonFormatter(
        ["levelname", "name", "trace", "message"],
        timestamp="time",
        rename_fields={"levelname": "level", "name": "logger", "exc_info": "error", "stack_info": "stack"},
        json_serializer=dump,
    )


def _value(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False).translate(_CONTROLS)


def _below(record: logging.LogRecord) -> list[str]:
    """The traceback and the stack, where there are any."""
    error = "".join(traceback.format_exception(*record.exc_info)).rstrip() if record.exc_info else None
    return [part for part in (error, record.stack_info) if part]


def _indented(part: str) -> str:
    return "\n" + textwrap.indent(part.translate(_CONTROLS_BELOW), "  ")
