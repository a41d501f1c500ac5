"""The log: one line a record, with its trace and its facts, and never a secret in any shape."""

import io
import json
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from config import Settings
from console import logs
from services import trace

TOKEN = "MTE5ODYyMjQ4MzQ3MTkyNTI0OA.GfLzAa.d5Jk2mQpXwYv8RsTnUbHcEfGiKlMnOpQrStUvWx"
SECRETS = {
    "discord_token": "not-shaped-like-a-token",
    "discord_client_secret": "client secret of theirs",
    "secret_key": 'with "quotes", a \\ and \u00e9\nand a second line',
    "wise_old_man_key": "wom/key?of=ours&more",
    "warcraft_logs_client_secret": "logs-secret-of-ours",
    "metrics_token": "metrics/token+of_ours.1=",
}
WEBHOOK = "https://discord.com/api/webhooks/1198622483471925248/Zt3-aB_cDeFgHiJkLmNoPqRsTuVwXyZ0123456789"


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """The loggers of the whole process are as they were."""
    root = logging.getLogger()
    names = ["aiohttp.access", "discord", "discord.client", "alembic", "apscheduler", "aiosqlite", "asyncio", "PIL"]
    levels = {name: logging.getLogger(name).level for name in names} | {"": root.level}
    handlers = root.handlers[:]
    yield
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    for name, level in levels.items():
        logging.getLogger(name or None).setLevel(level)
    logging.getLogger("discord.client").filters.clear()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Every secret is set."""
    given: dict[str, Any] = {name: SecretStr(value) for name, value in SECRETS.items()}
    return Settings(data_dir=tmp_path, **given)


def read(settings: Settings, log_format: str = "text", level: str = "INFO") -> io.StringIO:
    """What is written from now on."""
    out = io.StringIO()
    logs.set_up(settings.model_copy(update={"log_format": log_format, "log_level": level}), out)
    return out


def raised(error: Exception) -> Exception:
    """The error with a traceback."""
    try:
        raise error
    except type(error) as caught:
        return caught


def test_a_line_of_text_says_when_where_what_and_why(settings: Settings) -> None:
    out = read(settings)
    with trace.tracing("7KQ2M9P"):
        logging.getLogger("guildhall").info("ready for %s", "work", extra={"guilds": 3, "name_given": "Zul Rah"})
    line = out.getvalue()
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z INFO guildhall \[7KQ2M9P\] ready for work"
        r' guilds=3 name_given="Zul Rah"\n',
        line,
    ), line


def test_a_line_of_json_holds_the_same(settings: Settings) -> None:
    out = read(settings, "json")
    with trace.tracing("7KQ2M9P"):
        logging.getLogger("guildhall").info("ready for %s", "work", extra={"guilds": 3, "names": ["ä", {"b"}]})
    said = json.loads(out.getvalue())
    assert said.pop("time").startswith("20")
    assert said == {
        "level": "INFO",
        "logger": "guildhall",
        "trace": "7KQ2M9P",
        "message": "ready for work",
        "guilds": 3,
        "names": ["ä", ["b"]],
    }


@pytest.mark.parametrize("log_format", ["text", "json"])
@pytest.mark.parametrize("secret", [*SECRETS.values(), TOKEN, WEBHOOK.rsplit("/", 1)[1]])
def test_no_secret_gets_out(settings: Settings, log_format: str, secret: str) -> None:
    out = read(settings, log_format, "DEBUG")
    log = logging.getLogger("guildhall")
    said = WEBHOOK if secret in WEBHOOK else secret
    log.info("plain %s", said)
    log.info("quoted %r", {"authorization": f"Bot {said}"})
    log.info("as json %s", json.dumps({"key": said}))
    log.info("beside it", extra={"fact": said, "facts": {"deep": [f"x{said}y"]}, "error": ValueError(said)})
    log.error("with a stack", exc_info=raised(RuntimeError(f"refused {said}")), stack_info=True)
    text = out.getvalue()
    assert text.count(logs.HIDDEN) >= 7
    for shape in {secret, repr(secret)[1:-1], json.dumps(secret)[1:-1], json.dumps(json.dumps(secret)[1:-1])[1:-1]}:
        assert shape not in text
    if log_format == "json":
        assert all(json.loads(line)["message"] for line in text.splitlines())
    assert "plain" in text
    assert "refused" in text


def test_the_key_in_the_file_is_hidden_and_one_told_later_too(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("c0ffee" * 10 + "\n")
    out = io.StringIO()
    redactor = logs.set_up(settings, out)
    logging.getLogger("guildhall").info("c0ffee" * 10)
    logging.getLogger("guildhall").info("told later")
    redactor.hide("told later")
    logging.getLogger("guildhall").info("it was told later")
    assert re.findall(r"\[-\] (.*)", out.getvalue()) == ["[hidden]", "told later", "it was [hidden]"]


def test_answers_to_interactions_are_as_secret_as_webhooks(settings: Settings) -> None:
    out = read(settings)
    logging.getLogger("x").warning("POST https://discord.com/api/v10/interactions/119/aW50ZXJhY3Rpb24/callback")
    assert "/interactions/119/[hidden]/callback" in out.getvalue()


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_events_that_are_logged_whole_hide_what_answers_them(settings: Settings, log_format: str) -> None:
    out = read(settings, log_format, "DEBUG")
    log = logging.getLogger("discord.gateway")
    log.debug("For Shard ID %s: WebSocket Event: %s", 0, {"d": {"token": "a-token-of-any-shape", "id": "119"}})
    log.debug("sent %s", json.dumps({"token": "another/token+of=any~shape", "id": "120"}))
    log.debug("elsewhere: aW50ZXJhY3Rpb246MTE5OjEyMw==, and more")
    text = out.getvalue()
    assert not re.search(r"of-any|of=any|MTE5", text)
    assert text.count(logs.HIDDEN) == 3
    assert all(part in text for part in ("119", "120", "and more"))


def test_nobody_can_write_a_line_of_their_own(settings: Settings) -> None:
    out = read(settings)
    name = "Bob\n2026-01-01 INFO guildhall [-] all is well \x1b[2J\u009b"
    logging.getLogger("guildhall").info("joined: %s", name, extra={"who": name})
    logging.getLogger("guildhall").error("broke", exc_info=raised(ValueError(name)))
    lines = out.getvalue().splitlines()
    assert [line.split(" ")[2] for line in lines if not line.startswith("  ")] == ["guildhall", "guildhall"]
    assert not set(out.getvalue()) & {"\x1b", "\u009b"}


@pytest.mark.parametrize(("level", "told"), [("INFO", False), ("DEBUG", True)])
def test_others_are_quiet_unless_asked(settings: Settings, level: str, *, told: bool) -> None:
    out = read(settings, level=level)
    logging.getLogger("discord.gateway").info("a detail")
    logging.getLogger("apscheduler.executors").info("a detail")
    logging.getLogger("aiosqlite").debug("every statement")
    logging.getLogger("discord.gateway").warning("news")
    assert ("a detail" in out.getvalue()) is told
    assert "news" in out.getvalue()
    assert "every statement" not in out.getvalue()


@pytest.mark.parametrize(("level", "stack"), [("INFO", False), ("DEBUG", True)])
def test_a_reconnect_is_one_line_and_a_broken_handler_keeps_its_stack(
    settings: Settings, level: str, *, stack: bool
) -> None:
    out = read(settings, level=level)
    client = logging.getLogger("discord.client")
    for said in ("Attempting a reconnect in %.2fs", "Ignoring exception after %.2fs"):
        client.error(said, 3.14, exc_info=raised(ConnectionResetError("reset by peer")))
    first, _, second = out.getvalue().partition("Ignoring")
    assert "Attempting a reconnect in 3.14s" in first
    assert "reset by peer" in first
    assert ("Traceback" in first) is stack
    assert "Traceback" in second


def test_setting_up_again_does_not_say_things_twice(settings: Settings) -> None:
    read(settings)
    out = read(settings)
    logging.getLogger("guildhall").info("once")
    assert out.getvalue().count("once") == 1


def test_the_library_for_json_loads_only_for_json(settings: Settings) -> None:
    code = (
        "import sys; from config import Settings; from console import logs\n"
        "logs.set_up(Settings()); print('pythonjsonlogger' in sys.modules)"
    )
    root = Path(logs.__file__).parent.parent
    run = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
