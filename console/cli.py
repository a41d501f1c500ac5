"""The command line: what the operator can ask for, answered in plain words and an exit code.

0: done. 1: a check failed, or something went wrong. 2: cannot start, and trying again will not help. `verify` has the
verifier's own: 0 verified, 1 rejected, 2 unreadable, 3 not all could be checked.
"""

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from config import Settings, secret_key
from console import logs
from console.keeping import save_before
from console.troubles import CANNOT_START, WENT_WRONG, Trouble, about_settings, database_of, in_words, token_of
from services.health import VERSION

log = logging.getLogger("guildhall")

INTERRUPTED: Final = 130

Command = Callable[[Settings, argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line says; returns the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    arguments = _parser(words).parse_args(words)
    command: Command = arguments.does
    try:
        if arguments.does is _verify:
            code = _verify(arguments.words)
        else:
            code = command(_settings(talkative=command in (_run, _demo)), arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our words has gone; nothing may be written to it at the end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WENT_WRONG
    except ValidationError as error:
        return _unusable(error, failed_check=command is _check)
    except Exception as error:
        trouble = in_words(error)
        print(trouble, file=sys.stderr)
        log.debug("the whole story", exc_info=error)
        return trouble.code
    return code


def _settings(*, talkative: bool) -> Settings:
    """The settings, and the log as they want it; raises `ValidationError` and `Trouble`.

    A command that answers in words needs no log beside them, except for one who debugs.
    """
    try:
        settings = Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble("The file .env cannot be read", str(error), CANNOT_START) from error
    quiet = not talkative and settings.log_level != "DEBUG"
    logs.set_up(settings.model_copy(update={"log_level": "ERROR"}) if quiet else settings)
    return settings


def _unusable(error: ValidationError, *, failed_check: bool) -> int:
    for sentence in about_settings(error):
        print(f"❌ Configuration: {sentence}" if failed_check else sentence, file=sys.stderr)
    return WENT_WRONG if failed_check else CANNOT_START


def _run(settings: Settings, _: argparse.Namespace) -> int:
    from bot import build
    from console import running
    from storage import checkup

    token, database = token_of(settings), database_of(settings)
    with _only_one(database):
        checkup.must_be_sound(database)
        # Made at the first start, when the log could not know it yet.
        logs.set_up(settings).hide(secret_key(settings).decode())

        async def run() -> None:
            await running.run(build(settings), token)

        asyncio.run(run())
    return 0


@contextmanager
def _only_one(database: Path) -> Generator[None]:
    """Inside, no second bot works on this database; to start again would not help one that is refused."""
    from storage import lock

    try:
        with lock.alone(database, "run", now=_now()):
            yield
    except lock.Held as error:
        held = in_words(error)
        raise Trouble(held.what, held.fix, CANNOT_START) from error


def _demo(settings: Settings, arguments: argparse.Namespace) -> int:
    from playground import demo

    return demo.main(settings, port=arguments.port, seed=arguments.seed, at=arguments.at, data_dir=arguments.data_dir)


def _check(settings: Settings, _: argparse.Namespace) -> int:
    from console import checks

    good = asyncio.run(checks.run(settings, lambda finding: print(finding, flush=True)))
    return 0 if good else WENT_WRONG


def _sync(settings: Settings, _: argparse.Namespace) -> int:
    from bot import build

    token = token_of(settings)
    _bring_up_to_date(settings)

    async def sync() -> int:
        async with build(settings) as bot:
            await bot.login(token)
            await bot.sync_if_changed(force=True)
            return len(bot.tree.get_commands())

    print(f"{asyncio.run(sync())} commands and groups of commands are registered with Discord.")
    return 0


def _migrate(settings: Settings, arguments: argparse.Namespace) -> int:
    from storage import migrations

    before, after = _bring_up_to_date(settings, saved=not arguments.no_backup), migrations.head()
    if before == after:
        print(f"The database is at revision {after} already.")
    else:
        print(f"The database went from {f'revision {before}' if before else 'nothing'} to revision {after}.")
    return 0


def _backup(settings: Settings, arguments: argparse.Namespace) -> int:
    from storage import backup

    target: Path = arguments.file
    database = database_of(settings)
    _look_at_the_log(database)
    manifest = backup.backup(database, settings.key_file, target, now=_now())
    size = target.stat().st_size / 1024
    print(f"Saved {' and '.join(manifest.files)} (revision {manifest.revision}, {size:,.0f} KiB) in {target}.")
    if settings.secret_key.get_secret_value():
        print("SECRET_KEY stands in your settings, not in the backup: keep it with them.")
    print("Whoever has this file can read everything and sign as the bot: keep it as you keep the token.")
    return 0


def _restore(settings: Settings, arguments: argparse.Namespace) -> int:
    from storage import backup, lock, migrations

    source: Path = arguments.file
    database, key = database_of(settings), settings.key_file
    with lock.alone(database, "restore", now=_now()):
        restored = backup.restore(source, database, key, now=_now())
    manifest = restored.manifest
    print(f"Restored {' and '.join(manifest.files)} as of {manifest.made_at:%Y-%m-%d %H:%M} UTC from {source}.")
    for path in restored.aside:
        print(f"What was there before is now {path}.")
    if manifest.revision != migrations.head():
        print(f"It is at revision {manifest.revision}; the next start brings it to {migrations.head()}.")
    if backup.KEY in manifest.files and settings.secret_key.get_secret_value():
        print("SECRET_KEY stands in your settings and is used instead of the key in the backup.")
    return 0


def _verify(words: Sequence[str]) -> int:
    """What `python -m fairness` does with these words; nothing of this house, not even a setting, has a say in it."""
    from fairness.__main__ import main

    # As when it runs by itself: where the terminal lacks a letter, its number is shown.
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    return main(words)


def _bring_up_to_date(settings: Settings, *, saved: bool = True) -> str | None:
    """Migrate if need be, with a backup before unless told otherwise; returns the revision before.

    It is not done under the hands of a bot that runs.
    """
    from storage import checkup, lock, migrations

    database = database_of(settings)
    _look_at_the_log(database)
    before = migrations.current(database)
    if before == migrations.head():
        return before
    with lock.alone(database, "migrate", now=_now()):
        checkup.must_be_sound(database)
        return migrations.upgrade(settings.database, partial(save_before, settings) if saved else None)


def _look_at_the_log(database: Path) -> None:
    """Before anything opens the file after a crash: SQLite would clear a damaged log away without a word."""
    from storage import lock, wal

    if database.exists() and lock.holder(database) is None:
        wal.must_be_whole(database)


def _now() -> datetime:
    return datetime.now(UTC)


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bot.py",
        description="Guildhall, a Discord bot for gaming guilds. Settings come from the environment and .env.",
    )
    parser.add_argument("--version", action="version", version=f"Guildhall {VERSION}")
    parser.set_defaults(does=_run)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", prog="bot.py")

    def add(name: str, does: Command, says: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=says, description=says)
        one.set_defaults(does=does)
        return one

    add("run", _run, "run the bot until Ctrl-C or SIGTERM (what it does without a command)")
    demo = add("demo", _demo, "open the bot in a browser, on a pretend Discord; needs no token")
    add("check", _check, "check configuration, database, Discord and the outside services")
    add("sync", _sync, "register the commands with Discord again (it does so itself when they changed)")
    add("migrate", _migrate, "bring the database to the newest revision (starting does so too)").add_argument(
        "--no-backup", action="store_true", help="without saving it first, where there is no room for that"
    )
    file: dict[str, Any] = {"type": Path, "metavar": "FILE"}
    add("backup", _backup, "save database and key in one file, also while the bot runs").add_argument("file", **file)
    add("restore", _restore, "put a backup in place; what was there is moved aside").add_argument("file", **file)
    # Whatever follows is for the verifier to read, options too; so nothing is an option here.
    verify = commands.add_parser(
        "verify", help="check the proof of a draw, without asking anybody", add_help=False, prefix_chars="\0"
    )
    verify.add_argument("words", nargs="*")
    verify.set_defaults(does=_verify)
    if "demo" in words:
        # Its options cost the import of a web server, which a start of the bot does not need here.
        from playground.demo import add_arguments

        add_arguments(demo)
    return parser
