"""What operators copy: unit, container files and proxies name what there is; the image holds all that a bot needs."""

import configparser
import errno
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import discord
import pytest

from config import Settings
from console import keeping, running
from console.troubles import CANNOT_START, in_words
from storage import wal
from storage.damage import Damaged
from storage.lock import Held
from storage.migrations import NotSaved, UnknownRevision

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "docs/deploy"
OPERATORS = (ROOT / "docs/operators.md").read_text(encoding="utf-8")
UNIT = (DEPLOY / "guildhall.service").read_text(encoding="utf-8")
CONTAINER = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
COMPOSE = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")


def unit() -> configparser.ConfigParser:
    parsed = configparser.ConfigParser(interpolation=None, strict=True)
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read_string(UNIT)
    return parsed


def copied() -> list[str]:
    """What the image is made of."""
    return [word for line in re.findall(r"^COPY (.+)$", CONTAINER, re.MULTILINE) for word in line.split()[:-1]]


# --- commands


def test_every_command_line_in_the_docs_is_one(tmp_path: Path) -> None:
    pages = [OPERATORS, *(one.read_text(encoding="utf-8") for one in (ROOT / "README.md", ROOT / "docs/monitoring.md"))]
    named = {found for page in pages for found in re.findall(r"(?:bot\.py|^guildhall) +([a-z]+(?: --[a-z-]+)?)", page)}
    assert named >= {"check", "backup", "restore", "migrate --no-backup", "demo"}
    help_ = subprocess.run([sys.executable, "bot.py", "--help"], cwd=ROOT, capture_output=True, text=True, check=True)
    known = set(re.findall(r"^    ([a-z]+) ", help_.stdout, re.MULTILINE))
    for line in named:
        command, _, option = line.partition(" ")
        assert command in known, line
        if option:
            words = [sys.executable, "bot.py", command, "--help"]
            told = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
            assert option in told, line


SENTENCES = [
    *map(
        str,
        map(
            in_words,
            (
                Held("process 7 (run, since 2026-11-22 06:00 UTC)"),
                Damaged("database disk image is malformed"),
                NotSaved("it stays at revision 0009, for no backup could be made before the upgrade (no room)"),
                UnknownRevision("at 9999"),
                OSError(errno.ENOSPC, "No space left on device"),
                OSError(errno.EROFS, "Read-only file system", "data"),
                OSError(errno.EACCES, "Permission denied", "data"),
                discord.LoginFailure("no"),
            ),
        ),
    ),
    Path(wal.__file__).read_text(encoding="utf-8"),
    Path(running.__file__).read_text(encoding="utf-8"),
]


def test_sentences_that_the_table_explains_are_those_that_the_bot_says() -> None:
    table = OPERATORS.partition("## When something is wrong")[2]
    shown = re.findall(r"\*([^*|]+)\*", table)
    assert len(shown) >= 10
    for sentence in shown:
        pattern = ".*".join(map(re.escape, sentence.split("…")))
        assert any(re.search(pattern, said) for said in SENTENCES), sentence


def test_what_before_an_upgrade_is_refused_with_is_what_the_bot_says() -> None:
    source = Path(keeping.__file__).read_text(encoding="utf-8")
    assert "it stays at revision {old}, for no backup could be made before the upgrade ({error})" in source


# --- systemd


def test_the_unit_is_one_that_systemd_reads(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("there is no systemd here")
    own = tmp_path / "guildhall.service"
    program = unit()["Service"]["ExecStart"].split()[0]
    own.write_text(UNIT.replace(program, sys.executable).replace("=/srv/guildhall", f"={ROOT}"), encoding="utf-8")
    ran = subprocess.run(["systemd-analyze", "verify", own], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_the_unit_stops_and_starts_as_the_bot_does() -> None:
    service = unit()["Service"]
    assert service["Restart"] == "on-failure"
    assert int(service["RestartPreventExitStatus"]) == CANNOT_START
    assert float(service["TimeoutStopSec"].removesuffix("s")) >= 1.5 * (running.PATIENCE + running._CLOSING)
    assert service["ExecStart"].endswith(" bot.py run")
    assert (ROOT / "bot.py").is_file()


def test_the_unit_gives_the_bot_its_own_folder_and_nothing_else() -> None:
    service = unit()["Service"]
    wanted = {"ProtectSystem": "strict", "NoNewPrivileges": "yes", "ProtectHome": "yes", "PrivateTmp": "yes"}
    assert wanted.items() <= dict(service).items()
    assert (service["StateDirectory"], service["StateDirectoryMode"], service["UMask"]) == ("guildhall", "0700", "0077")
    assert service["CapabilityBoundingSet"] == ""
    assert service["User"] != "root"


# --- container


def test_the_image_is_made_of_what_there_is_and_of_all_that_the_bot_is() -> None:
    names = copied()
    assert not [name for name in names if not (ROOT / name).exists()]
    rooms = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "root_packages"
    ]
    assert set(names) >= {"bot.py", "config.py", "requirements.lock", "migrations", *rooms} - {"benchmarks"}
    assert not {"tests", ".env", "data", ".git", "."} & set(names)
    for ignore in (".dockerignore", ".containerignore"):
        lines = (ROOT / ignore).read_text(encoding="utf-8").splitlines()
        assert "**" in lines, "nothing is sent to the builder that is not named"
        assert {line[1:] for line in lines if line.startswith("!")} == set(names)


def test_the_image_checks_every_package_and_runs_as_nobody() -> None:
    assert "pip install --no-cache-dir --no-compile --require-hashes -r requirements.lock" in CONTAINER
    assert re.search(r"^USER (?!0\b|root)\d+:\d+$", CONTAINER, re.MULTILINE)
    assert re.search(r"^FROM python:3\.11-slim$", CONTAINER, re.MULTILINE)
    assert "HEALTHCHECK" in CONTAINER
    assert "/healthz" in CONTAINER
    assert "VOLUME /data" in CONTAINER


def test_what_the_image_holds_is_enough(tmp_path: Path) -> None:
    """Its files alone, in an empty folder, with the packages that run the bot."""
    for name in copied():
        source = ROOT / name
        target = tmp_path / "app" / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            target.parent.mkdir(exist_ok=True)
            shutil.copy(source, target)
    environment = {**os.environ, "DATA_DIR": str(tmp_path / "data"), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("PYTHONPATH", None)

    def ran(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words], cwd=tmp_path / "app", env=environment, capture_output=True, text=True, check=False
        )

    assert ran("bot.py", "migrate").returncode == 0
    assert ran("bot.py", "backup", str(tmp_path / "x.zip")).returncode == 0
    started = ran("bot.py")
    assert (started.returncode, started.stderr[:27]) == (2, "There is no Discord token: ")
    load = "import bot, importlib; [importlib.import_module(name) for name in bot.EXTENSIONS]"
    assert ran("-c", load).stderr == ""


def test_the_health_check_tells_a_bot_that_lives_from_one_that_does_not() -> None:
    found = re.search(r'CMD \["python", "-c", "(.+)"\]$', CONTAINER, re.MULTILINE)
    assert found
    script = (
        "import http.server, threading, os\n"
        "class Page(http.server.BaseHTTPRequestHandler):\n"
        "    def do_GET(self): self.send_response(STATUS if self.path == '/healthz' else 404); self.end_headers()\n"
        "    def log_message(self, *_): pass\n"
        "server = http.server.HTTPServer(('127.0.0.1', 0), Page)\n"
        "threading.Thread(target=server.serve_forever, daemon=True).start()\n"
        "os.environ['WEB_PORT'] = str(server.server_port)\n"
    )
    for status, code in ((200, 0), (503, 1)):
        whole = f"STATUS = {status}\n{script}{found[1]}"
        ran = subprocess.run([sys.executable, "-c", whole], capture_output=True, timeout=30, check=False)
        assert ran.returncode == code, ran.stderr


def test_compose_gives_it_time_to_stop_and_shows_it_to_this_machine_alone() -> None:
    grace = re.search(r"stop_grace_period: (\d+)s", COMPOSE)
    assert grace
    assert int(grace[1]) >= 1.5 * (running.PATIENCE + running._CLOSING)
    assert re.findall(r'- "([\d.]+):(\d+):(\d+)"', COMPOSE) == [("127.0.0.1", "8080", "8080")]
    named = re.search(r"dockerfile: (\S+)", COMPOSE)
    assert named
    assert (ROOT / named[1]).is_file()
    assert "read_only: true" in COMPOSE


@pytest.mark.parametrize("proxy", ["Caddyfile", "nginx.conf"])
def test_proxies_lead_to_where_the_bot_listens(proxy: str) -> None:
    text = (DEPLOY / proxy).read_text(encoding="utf-8")
    assert "127.0.0.1:8080" in text
    assert "WEB_PROXIES=1" in text
    assert text.count("{") == text.count("}")


# --- what is promised


def test_figures_of_the_docs_are_those_of_the_settings() -> None:
    keep, hours = Settings().keep, Settings().backup_hours
    assert f"the last {keep.days} days, {keep.weeks} weeks and {keep.months} months" in OPERATORS
    assert f"up to {keep.days + keep.weeks + keep.months} of them are kept" in OPERATORS
    assert hours == 24, "one a day"
