"""The command line as an operator meets it: words, exit codes, and never a traceback."""

import errno
import logging
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import aiohttp
import discord
import pytest
from sqlalchemy.exc import OperationalError

import bot
from config import Settings
from console import checks, cli
from console.troubles import CANNOT_START, WENT_WRONG, in_words
from fairness.local_beacon import LocalBeacon
from services.health import VERSION
from storage import lock, migrations
from storage.migrations import UnknownRevision
from tests.fairness.mutations import BASES, edited, put

ROOT = Path(__file__).parent.parent.parent


@dataclass
class Said:
    """How a command ended."""

    code: int
    out: str
    err: str


Shell = Callable[..., Said]


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Shell]:
    """`bot.py` with these words, in an empty folder; `.env` is read there."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(Settings.model_config, "env_file", ".env")
    root, before = logging.getLogger(), logging.getLogger().handlers[:]
    level = root.level

    def run(*words: str) -> Said:
        code = bot.main(words)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Said(code, out, err)

    yield run
    logging.captureWarnings(capture=False)
    root.handlers[:] = before
    root.setLevel(level)


def program(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python bot.py` in a process of its own."""
    return subprocess.run(
        [sys.executable, ROOT / "bot.py", *words],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


# --- starting


def test_without_a_token_it_says_how_to_get_one_and_that_demo_needs_none(tmp_path: Path) -> None:
    run = program(folder=tmp_path)
    assert (run.returncode, run.stdout) == (2, "")
    (sentence,) = run.stderr.splitlines()
    for word in (
        "discord.com/developers",
        "New Application",
        "Bot → Reset Token",
        "DISCORD_TOKEN=",
        ".env",
        "bot.py demo",
    ):
        assert word in sentence
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [("run",), ("sync",)])
def test_every_command_that_needs_a_token_says_so(shell: Shell, words: tuple[str, ...]) -> None:
    said = shell(*words)
    assert (said.code, said.err.startswith("There is no Discord token")) == (2, True)


def test_a_token_that_cannot_be_one(shell: Shell) -> None:
    Path(".env").write_text('DISCORD_TOKEN=abc def "\n')
    said = shell()
    assert (said.code, "copy it again" in said.err, "abc" in said.err) == (2, True, False)


def test_settings_that_cannot_be_used_are_named_with_what_they_take(shell: Shell) -> None:
    Path(".env").write_text(
        "WEB_PORT=http\nHISCORES_RATE=0\nLOG_LEVEL=loud\nLOG_FORMAT=xml\nPUBLIC_URL=bot.example.org\n"
        "BEACON_URLS=https://a.example,b.example\nBEACON_CHAIN=default\nMEMBERS_INTENT=perhaps\n"
    )
    said = shell()
    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines() == [
        "MEMBERS_INTENT takes true or false; it is 'perhaps'.",
        "PUBLIC_URL cannot be used: an address starts with http:// or https://; it is 'bot.example.org'.",
        "WEB_PORT takes a whole number from 0 to 65535; it is 'http'.",
        "HISCORES_RATE takes a number above 0, at most 1000; it is '0'.",
        (
            "BEACON_URLS cannot be used: every address starts with http:// or https://, and 'b.example' is none; "
            "it is 'https://a.example,b.example'."
        ),
        (
            "BEACON_CHAIN cannot be used: it takes quicknet, or what a relay of a test chain answers at /<chain>/info, "
            "on one line; it is 'default'."
        ),
        "LOG_LEVEL takes DEBUG, INFO, WARNING or ERROR; it is 'LOUD'.",
        "LOG_FORMAT takes text or json; it is 'xml'.",
    ]
    said = shell("check")
    assert said.code == 1
    assert said.err.splitlines()[0].startswith("❌ Configuration: MEMBERS_INTENT takes true")


def test_an_env_file_that_is_no_text(shell: Shell) -> None:
    Path(".env").write_bytes(b"DISCORD_TOKEN=\xff\xfe\n")
    said = shell()
    assert (said.code, said.err.startswith("The file .env cannot be read")) == (2, True)


def test_a_database_of_another_kind(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    for url in ("postgresql://localhost/guildhall", "nonsense", "sqlite://"):
        monkeypatch.setenv("DATABASE_URL", url)
        said = shell("migrate")
        assert (said.code, said.err.count("DATABASE_URL must name a SQLite file")) == (2, 1)


def test_a_data_folder_that_cannot_be(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("file").touch()
    monkeypatch.setenv("DATA_DIR", "file/data")
    monkeypatch.setenv("DISCORD_TOKEN", "a.b.c")
    for command in ("run", "migrate"):
        said = shell(command)
        assert said.code == 2
        assert re.search(r"Cannot use file/data.*: DATA_DIR", said.err)


def test_a_newer_database(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shell("migrate").code == 0
    with closing(sqlite3.connect("data/guildhall.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    said = shell("migrate")
    assert (said.code, "newer version" in said.err, "update the bot" in said.err) == (2, True, True)


def test_an_empty_key(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "a.b.c")
    Path("data").mkdir()
    Path("data/secret.key").touch()
    said = shell("run")
    assert (said.code, said.err) == (
        2,
        "data/secret.key is empty: restore it from a backup, or delete it to start over.\n",
    )


def test_no_network(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]  # nobody answers there once this block is over
    patch = f"import discord.http; discord.http.Route.BASE = 'http://127.0.0.1:{port}'"
    code = f"{patch}; import bot; raise SystemExit(bot.main())"
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "DISCORD_TOKEN": "a.b.c", "WEB_PORT": "0", "LOG_LEVEL": "ERROR"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (run.returncode, run.stdout) == (1, "")
    (sentence,) = run.stderr.splitlines()
    assert sentence.startswith("Discord cannot be reached")
    assert sentence.endswith("check this machine's network, and try again.")


def test_a_port_that_is_taken(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "a.b.c")
    monkeypatch.setenv("LOG_LEVEL", "error")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("WEB_PORT", str(taken.getsockname()[1]))
        said = shell("run")
    assert said.code == 2
    (sentence,) = said.err.splitlines()
    assert re.search(r"cannot be served at 127\.0\.0\.1:\d+ .*in use.*WEB_PORT", sentence)


def test_the_stack_is_there_for_those_who_debug(shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(migrations, "head", Mock(side_effect=KeyError("odd")))
    said = shell("migrate")
    assert (said.code, said.err) == (1, "Something broke (KeyError: 'odd'): with LOG_LEVEL=DEBUG it says where.\n")
    run = program("migrate", folder=tmp_path, DATA_DIR="/dev/null/x", LOG_LEVEL="DEBUG")
    assert run.returncode == 2
    assert "Traceback" in run.stderr


def test_words_nobody_knows(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["dance"], ["backup"], ["restore"], ["run", "fast"]):
        with pytest.raises(SystemExit) as end:
            shell(*words)
        assert end.value.code == 2
    assert "invalid choice: 'dance'" in capsys.readouterr().err


def test_help_names_every_command(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        shell("--help")
    assert end.value.code == 0
    text = capsys.readouterr().out
    for command in ("run", "demo", "check", "sync", "migrate", "backup", "restore", "verify"):
        assert re.search(rf"^    {command} ", text, re.MULTILINE)
    with pytest.raises(SystemExit):
        shell("demo", "--help")
    assert "--port" in capsys.readouterr().out


def test_the_version_is_that_of_the_project(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        shell("--version")
    assert capsys.readouterr().out == f"Guildhall {VERSION}\n"
    assert tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"] == VERSION


def test_the_demo_gets_the_settings_and_its_options(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    from playground import demo

    called: list[Any] = []

    def main(settings: Settings, **options: Any) -> int:
        called.append((settings.contact, options))
        return 7

    monkeypatch.setattr(demo, "main", main)
    monkeypatch.setenv("CONTACT", "me")
    assert shell("demo", "--port", "9", "--seed", "3").code == 7
    assert called == [("me", {"port": 9, "seed": 3, "at": None, "data_dir": None})]


def test_as_a_program_there_is_one_module_of_that_name(tmp_path: Path) -> None:
    code = (
        "import runpy, sys\n"
        "from console import cli\n"
        "cli.main = lambda _: 40 + (sys.modules['bot'] is sys.modules['__main__'])\n"
        f"runpy.run_path({str(ROOT / 'bot.py')!r}, run_name='__main__')"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert run.returncode == 41


# --- check, migrate, backup, restore


def test_check_says_each_thing_and_fails_when_one_is_bad(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = [one for one in checks.CHECKS if one[0] not in {"Hiscores", "Wise Old Man", "Warcraft Logs", "Beacon"}]
    monkeypatch.setattr(checks, "CHECKS", quick)
    monkeypatch.setenv("WEB_PORT", "0")
    said = shell("check")
    lines = said.out.splitlines()
    assert (said.code, said.err) == (1, "")
    assert [line.split(" ")[0] for line in lines] == ["⚠️", "✅", "✅", "✅", "✅", "❌", "✅"]
    assert all("→" in line for line in lines if not line.startswith("✅"))
    assert not Path("data").exists()


def test_migrate_says_from_where_to_where(shell: Shell) -> None:
    said = shell("migrate")
    assert (said.code, said.out) == (0, f"The database went from nothing to revision {migrations.head()}.\n")
    assert said.err == ""
    assert shell("migrate").out == f"The database is at revision {migrations.head()} already.\n"


def test_migrate_does_not_change_a_database_under_a_bot_that_runs(shell: Shell) -> None:
    with lock.alone(Path("data/guildhall.db"), "run", now=datetime.now(UTC)):
        said = shell("migrate")
    assert (said.code, said.err.startswith(f"The database is in use by process {os.getpid()} (run, since")) == (1, True)
    assert not Path("data/guildhall.db").exists()


def test_a_backup_and_its_way_back(shell: Shell) -> None:
    shell("migrate")
    Path("data/secret.key").write_text("c0ffee")
    said = shell("backup", "guildhall.zip")
    assert said.code == 0
    assert said.out.startswith(f"Saved guildhall.db and secret.key (revision {migrations.head()}, ")
    assert "keep it as you keep the token" in said.out
    Path("data/secret.key").write_text("lost")
    said = shell("restore", "guildhall.zip")
    assert said.code == 0
    first, *moved = said.out.splitlines()
    assert re.fullmatch(
        r"Restored guildhall\.db and secret\.key as of 20\d\d-\d\d-\d\d \d\d:\d\d UTC from guildhall\.zip\.", first
    )
    assert len(moved) == 2
    for line in moved:
        name = line.removeprefix("What was there before is now ").removesuffix(".")
        assert Path(name).exists()
    assert Path("data/secret.key").read_text() == "c0ffee"


def test_a_key_in_the_settings_is_spoken_of(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell("migrate")
    Path("data/secret.key").write_text("c0ffee")
    monkeypatch.setenv("SECRET_KEY", "a key of the operator's own")
    assert "SECRET_KEY stands in your settings, not in the backup" in shell("backup", "guildhall.zip").out
    said = shell("restore", "guildhall.zip")
    assert "is used instead of the key in the backup" in said.out
    assert "a key of the operator" not in said.out + said.err


def test_a_backup_of_an_older_version_says_what_happens_next(shell: Shell) -> None:
    shell("migrate")
    with closing(sqlite3.connect("data/guildhall.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    shell("backup", "old.zip")
    assert f"revision 0001; the next start brings it to {migrations.head()}" in shell("restore", "old.zip").out


def test_backups_that_cannot_be_are_one_sentence(shell: Shell) -> None:
    said = shell("backup", "guildhall.zip")
    assert (said.code, said.err) == (1, "No backup was made: there is no database at data/guildhall.db yet.\n")
    said = shell("restore", "none.zip")
    assert (said.code, said.err) == (1, "Nothing was restored, and nothing was changed: there is no such file.\n")
    shell("migrate")
    said = shell("backup", "missing/guildhall.zip")
    assert (said.code, said.err) == (1, "No backup was made: there is no folder missing.\n")


def test_ctrl_c_is_no_traceback(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "head", Mock(side_effect=KeyboardInterrupt))
    assert shell("migrate").code == cli.INTERRUPTED == 128 + signal.SIGINT


def test_a_reader_that_leaves_is_no_traceback(tmp_path: Path) -> None:
    command = f"{sys.executable} {ROOT / 'bot.py'} migrate | true; exit ${{PIPESTATUS[0]}}"
    run = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (1, "")


# --- verify


def test_verify_is_the_verifier_with_its_exit_codes(shell: Shell) -> None:
    Path("proof.json").write_text(BASES["contest"], encoding="utf-8")
    said = shell("verify", "proof.json")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[-1] == "VERIFIED"
    Path("proof.json").write_text(edited(put("result", "00" * 32))(BASES["contest"]), encoding="utf-8")
    said = shell("verify", "proof.json")
    assert (said.code, said.out.splitlines()[-1]) == (1, "REJECTED: result, result_signature")
    said = shell("verify", "none.json")
    assert (said.code, said.out.startswith("UNREADABLE: ")) == (2, True)


def test_verify_says_the_same_as_the_verifier_alone(tmp_path: Path) -> None:
    (tmp_path / "proof.json").write_text(BASES["contest"], encoding="utf-8")
    ascii_only = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    run = program("verify", "proof.json", folder=tmp_path, **ascii_only)
    alone = subprocess.run(
        [sys.executable, "-m", "fairness", tmp_path / "proof.json"],
        cwd=ROOT,
        env={**os.environ, **ascii_only},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, alone.stdout, "")
    assert r"\u2713" in run.stdout


def test_verify_passes_every_option_on(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    local = LocalBeacon.started(b"bot.py verify", genesis=0)
    Path("info.json").write_text(local.info(), encoding="utf-8")
    Path("proof.json").write_text(BASES["sealed"], encoding="utf-8")
    assert shell("verify", "--test-chain", "info.json", "proof.json").code == 0
    assert shell("verify", "--test-chain", "none.json", "proof.json").code == 2
    for words, code, says in [(("--help",), 0, "Exit code: 0 verified, 1 rejected"), ((), 2, "required: file")]:
        with pytest.raises(SystemExit) as end:
            shell("verify", *words)
        assert end.value.code == code
        assert says in " ".join("".join(capsys.readouterr()).split())


def test_verify_needs_no_settings_and_makes_nothing(shell: Shell) -> None:
    Path(".env").write_text("WEB_PORT=http\n")
    Path("proof.json").write_text(BASES["sealed"], encoding="utf-8")
    assert shell("verify", "proof.json").code == 0
    assert sorted(path.name for path in Path().iterdir()) == [".env", "proof.json"]


# --- errors in words


def sqlite_error(code: int, text: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(text)
    error.sqlite_errorcode = code
    return error


def answer(status: int) -> Any:
    return Mock(status=status, reason="x")


WORDS: list[tuple[BaseException, int, str]] = [
    (sqlite_error(sqlite3.SQLITE_BUSY, "database is locked"), WENT_WRONG, "locked by another program"),
    (sqlite_error(sqlite3.SQLITE_FULL, "full"), WENT_WRONG, "disk is full"),
    (sqlite_error(sqlite3.SQLITE_READONLY | 8 << 8, "readonly"), CANNOT_START, "cannot be written"),
    (
        sqlite_error(sqlite3.SQLITE_CORRUPT, "malformed"),
        CANNOT_START,
        "damaged (malformed), and nothing more is written",
    ),
    (sqlite_error(sqlite3.SQLITE_IOERR, "disk I/O error"), WENT_WRONG, "does not work"),
    (OperationalError("x", {}, sqlite_error(sqlite3.SQLITE_BUSY, "locked")), WENT_WRONG, "locked by another program"),
    (UnknownRevision("at 9999"), CANNOT_START, "newer version of the bot (at 9999)"),
    (OSError(errno.ENOSPC, "No space"), WENT_WRONG, "The disk is full: make room"),
    (
        PermissionError(errno.EACCES, "Permission denied", "data"),
        CANNOT_START,
        "Cannot use data (Permission denied)",
    ),
    (discord.LoginFailure("x"), CANNOT_START, "Reset Token"),
    (discord.ConnectionClosed(Mock(close_code=4004), shard_id=None), CANNOT_START, "Reset Token"),
    (discord.PrivilegedIntentsRequired(None), CANNOT_START, "developer portal (https"),
    (discord.ConnectionClosed(Mock(close_code=4014), shard_id=None), CANNOT_START, "MEMBERS_INTENT=false"),
    (discord.HTTPException(answer(429), "slow down"), WENT_WRONG, "asks us to wait"),
    (discord.DiscordServerError(answer(503), "upstream"), WENT_WRONG, "HTTP 503"),
    (aiohttp.ClientConnectionError("no route"), WENT_WRONG, "cannot be reached (ClientConnectionError: no route)"),
    (TimeoutError(), WENT_WRONG, "cannot be reached (TimeoutError)"),
    (socket.gaierror(-2, "Name or service not known"), WENT_WRONG, "cannot be reached"),
    (ZeroDivisionError("division by zero"), WENT_WRONG, "Something broke (ZeroDivisionError: division by zero)"),
]


@pytest.mark.parametrize(("error", "code", "words"), WORDS, ids=lambda one: type(one).__name__)
def test_every_error_is_a_sentence_with_a_code(error: BaseException, code: int, words: str) -> None:
    trouble = in_words(error)
    assert words in str(trouble)
    assert trouble.code == code
    assert str(trouble)[0].isupper()
    assert str(trouble).endswith(".")
