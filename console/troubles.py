"""What keeps the bot from starting or working, in one sentence each; a stack is for LOG_LEVEL=DEBUG."""

import errno
import re
import socket
import sqlite3
from pathlib import Path
from typing import Any, Final, Literal, get_args, get_origin

import aiohttp
import discord
from pydantic import SecretStr, ValidationError
from pydantic.fields import FieldInfo
from sqlalchemy.exc import ArgumentError, DBAPIError

from config import Settings
from storage.backup import InUse, NotMade, Unusable
from storage.damage import Damaged
from storage.engine import sqlite_path
from storage.lock import Held
from storage.migrations import BrokenReferences, NoDatabase, NotSaved, UnknownRevision

WENT_WRONG: Final = 1
CANNOT_START: Final = 2

NOT_ON_DISCORD: Final = (
    "There is no Discord token",
    (
        "open https://discord.com/developers/applications, choose New Application, then Bot → Reset Token, and put "
        "DISCORD_TOKEN=… into the file .env; `uv run bot.py demo` needs none"
    ),
)
NOT_ACCEPTED: Final = (
    "Discord does not accept the DISCORD_TOKEN in your settings",
    "choose Bot → Reset Token at https://discord.com/developers/applications and put the new one into .env",
)
MEMBERS_NOT_ALLOWED: Final = (
    "MEMBERS_INTENT is true, and Discord does not allow that intent",
    (
        "switch on Server Members Intent in the developer portal (https://discord.com/developers/applications, Bot → "
        "Privileged Gateway Intents), or set MEMBERS_INTENT=false"
    ),
)
_RESTORE: Final = "`uv run bot.py restore FILE` puts a backup in its place"
_LEFT_ALONE: Final = "nothing more is written to it"
_SHOWN: Final = 120


class Trouble(Exception):
    """Ends the program: what is wrong and what to do about it are for the operator, `code` is for the shell."""

    def __init__(self, what: str, fix: str, code: int = WENT_WRONG) -> None:
        super().__init__(f"{what}: {fix}.")
        self.what = what
        self.fix = fix
        self.code = code


def token_of(settings: Settings) -> str:
    """The token, if it may be one; raises `Trouble`."""
    token = settings.discord_token.get_secret_value().strip()
    if not token:
        raise Trouble(*NOT_ON_DISCORD, CANNOT_START)
    if not re.fullmatch(r"[\w.=-]+", token, re.ASCII):
        raise Trouble("DISCORD_TOKEN holds characters that no token has", "copy it again, without quotes", CANNOT_START)
    return token


def database_of(settings: Settings) -> Path:
    """The database's file; raises `Trouble`."""
    try:
        return sqlite_path(settings.database)
    except (ValueError, ArgumentError):
        fix = "such as sqlite:///data/guildhall.db, or leave it empty"
        raise Trouble("DATABASE_URL must name a SQLite file", fix, CANNOT_START) from None


def in_words(error: BaseException) -> Trouble:
    """What happened and what to do, for any error."""
    match error:
        case Trouble():
            return error
        case ValidationError():
            return Trouble("Settings cannot be used", " ".join(about_settings(error)).rstrip("."), CANNOT_START)
        case NotMade() | Unusable() | InUse() | Held():
            return _about_files(error)
        case UnknownRevision() | BrokenReferences() | NotSaved() | NoDatabase() | Damaged():
            return _about_database(error)
        case sqlite3.Error() | DBAPIError():
            return _about_sqlite(error)
        case discord.DiscordException():
            return _about_discord(error)
        case aiohttp.ClientError() | TimeoutError() | socket.gaierror():
            what = f"Discord cannot be reached ({_reason(error)})"
            return Trouble(what, "check this machine's network, and try again")
        case OSError():
            return _about_disk(error)
        case ValueError() if "secret.key" in str(error):
            what, _, fix = str(error).partition(": ")
            return Trouble(what, fix, CANNOT_START)
        case _:
            return Trouble(f"Something broke ({_reason(error)})", "with LOG_LEVEL=DEBUG it says where")


def about_settings(error: ValidationError) -> list[str]:
    """Each setting that cannot be used, with what it takes; a secret's value is not repeated."""
    return [_about_setting(one["loc"], one["msg"], one["input"]) for one in error.errors()]


def _about_setting(where: tuple[int | str, ...], message: str, given: object) -> str:
    name = str(where[0]) if where else "a setting"
    field = Settings.model_fields.get(name)
    takes = _takes(field) if field else ""
    wrong = f"takes {takes}" if takes else f"cannot be used: {message.removeprefix('Value error, ')}"
    secret = field is None or field.annotation is SecretStr
    return f"{name.upper()} {wrong}" + ("." if secret else f"; it is {_cut(given)!r}.")


def _takes(field: FieldInfo) -> str:
    """What a setting takes, as its type says; nothing for texts."""
    kind: Any = field.annotation
    if get_origin(kind) is Literal:
        words = [str(word) for word in get_args(kind)]
        return f"{', '.join(words[:-1])} or {words[-1]}"
    if kind is bool:
        return "true or false"
    if kind not in (int, float):
        return ""
    low, above, high = (_bound(field, name) for name in ("ge", "gt", "le"))
    number = "a whole number" if kind is int else "a number"
    start = f" from {low:g}" if low is not None else f" above {above:g}" if above is not None else ""
    end = f" to {high:g}" if low is not None else f", at most {high:g}"
    return number + start + (end if high is not None else "")


def _bound(field: FieldInfo, name: str) -> float | None:
    return next((getattr(one, name) for one in field.metadata if hasattr(one, name)), None)


def _cut(given: object) -> str:
    text = str(given)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _about_files(error: Exception) -> Trouble:
    match error:
        case NotMade():
            return Trouble("No backup was made", str(error))
        case Unusable():
            return Trouble("Nothing was restored, and nothing was changed", str(error))
        case Held():
            return Trouble(f"The database is in use by {error}", "stop that first")
        case _:
            return Trouble(f"{error}", "stop that first. Nothing was changed")


def _about_database(error: Exception) -> Trouble:
    match error:
        case UnknownRevision():
            newer = f"The database was written by a newer version of the bot ({error})"
            return Trouble(newer, "update the bot, or restore a backup", CANNOT_START)
        case BrokenReferences():
            return Trouble(f"The database was not migrated and stays as it was ({error})", _RESTORE)
        case NotSaved():
            fix = "mend that, or upgrade without one by `uv run bot.py migrate --no-backup`"
            return Trouble(f"The database was not upgraded: {error}", fix, CANNOT_START)
        case Damaged():
            return Trouble(f"The database is damaged ({error}), and {_LEFT_ALONE}", _RESTORE, CANNOT_START)
        case _:
            return _about_sqlite(error)


def _about_sqlite(error: Exception) -> Trouble:
    cause = error.orig if isinstance(error, DBAPIError) else error.__cause__ if isinstance(error, NoDatabase) else error
    match getattr(cause, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Trouble("The database is locked by another program", "stop that first, and try again")
        case sqlite3.SQLITE_FULL:
            return Trouble("The disk is full, and the database cannot be written", "make room on it")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            denied = f"The database cannot be written ({cause})"
            return Trouble(denied, "let this user write to the file and to its folder", CANNOT_START)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return Trouble(f"The database is damaged ({cause}), and {_LEFT_ALONE}", _RESTORE, CANNOT_START)
        case _:
            fix = "the system's log may say what is wrong with the disk; `uv run bot.py check` looks at the file"
            return Trouble(f"The database does not work ({_reason(cause or error)})", fix)


def _about_discord(error: discord.DiscordException) -> Trouble:
    match error:
        case discord.LoginFailure() | discord.ConnectionClosed(code=4004):
            return Trouble(*NOT_ACCEPTED, CANNOT_START)
        case discord.PrivilegedIntentsRequired() | discord.ConnectionClosed(code=4013 | 4014):
            return Trouble(*MEMBERS_NOT_ALLOWED, CANNOT_START)
        case discord.HTTPException(status=429):
            return Trouble("Discord asks us to wait, for too many requests come from here", "try again in an hour")
        case discord.HTTPException():
            what = f"Discord does not do what was asked (HTTP {error.status}: {_cut(error.text)})"
            return Trouble(what, "try again later")
        case _:
            return Trouble(f"Discord cannot be used ({_reason(error)})", "try again later")


def _about_disk(error: OSError) -> Trouble:
    if error.errno == errno.ENOSPC:
        return Trouble("The disk is full", "make room on it")
    what = f"Cannot use {error.filename or 'a file'} ({error.strerror or error})"
    return Trouble(what, "DATA_DIR (or DATABASE_URL) must be a place that this user may write to", CANNOT_START)


def _reason(error: BaseException) -> str:
    """The error in a few words; some have none of their own."""
    name = type(error).__name__
    return f"{name}: {_cut(error)}" if str(error) else name
