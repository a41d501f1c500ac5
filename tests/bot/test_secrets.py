"""What a draw hides until its call is seen nowhere before it, and an error that repeats secrets tells none of them."""

import io
import json
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from pydantic import SecretStr

from config import Settings
from console import logs
from playground.hiscores import DemoHiscores
from tests.bot import contesting, potting
from tests.bot.acting import card, said, tick
from tests.bot.conftest import World
from tests.console.secret_keeping import found_in

HOOK = f"https://discord.com/api/webhooks/1198622483471925248/{'Zt3-aB_cDeFgHiJkLmNo' * 3}PqRsTuVw"


@pytest.fixture(params=["text", "json"])
def log(request: pytest.FixtureRequest, settings: Settings) -> Iterator[io.StringIO]:
    """Everything that is logged, as chatty as it can be."""
    root = logging.getLogger()
    before = {name: logging.getLogger(name or None).level for name in ("", *logs._QUIET, *logs._CHATTY)}
    out = io.StringIO()
    logs.set_up(settings.model_copy(update={"log_level": "DEBUG", "log_format": request.param}), out)
    yield out
    logging.captureWarnings(capture=False)
    root.handlers[:] = [one for one in root.handlers if one.name != "guildhall"]
    for name, level in before.items():
        logging.getLogger(name or None).setLevel(level)


def secrets_of_draws(world: World) -> dict[str, str]:
    """What every draw hides, in hex as it is told after the call."""
    with closing(sqlite3.connect(world.bot.db.path)) as books:
        return {f"draw {number}": secret.hex() for number, secret in books.execute("SELECT number, secret FROM draws")}


def told(world: World) -> str:
    """All that Discord was sent."""
    return "\n".join(f"{sent.path} {json.dumps(sent.json, default=str)}" for sent in world.env.http_requests)


def kept(world: World) -> str:
    """All that the books hold, but for the table of draws itself."""
    with closing(sqlite3.connect(world.bot.db.path)) as books:
        return "\n".join(line for line in books.iterdump() if not line.startswith('INSERT INTO "draws"'))


async def looked_at(world: World) -> None:
    """Everybody reads what there is to read about what runs."""
    for person in (world.raider, world.officer, world.leader):
        for command, options in (
            ("contest show", {"contest": "1"}),
            ("contest entries", {"contest": "1"}),
            ("pot show", {"pot": "1"}),
            ("pot lobby", {}),
            ("verify", {}),
            ("verify", {"draw": 1}),
            ("audit list", {}),
            ("audit verify", {}),
            ("privacy export", {}),
        ):
            assert said(await person.slash(world.general, command, **options)), command


async def test_what_a_draw_hides_is_seen_nowhere_before_its_call(
    world: World, hiscores: DemoHiscores, log: io.StringIO
) -> None:
    _, panel = await contesting.ended(world, hiscores)
    await potting.filled(world)
    hidden = secrets_of_draws(world)
    await looked_at(world)
    assert set(hidden) == {"draw 1", "draw 2"}
    contest = {"draw 1": hidden["draw 1"]}
    for place, text in {"told": told(world), "kept": kept(world), "logged": log.getvalue()}.items():
        assert found_in(text, contest) == "", place
    await world.leader.click(card(panel), label="Run draw")
    await tick(world)
    await contesting.settle(world)
    assert found_in(told(world), contest), "the call tells it to everybody, and this test would have seen it"
    assert found_in(log.getvalue(), contest) == "", "the log still has no use for it"


async def test_an_error_that_repeats_secrets_tells_none_of_them(
    world: World, log: io.StringIO, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {
        name: value.get_secret_value()
        for name in Settings.model_fields
        if isinstance(value := getattr(settings, name), SecretStr) and value.get_secret_value()
    }
    known["key"] = (settings.data_dir / "secret.key").read_text().strip()
    assert {"key", "warcraft_logs_client_secret"} <= set(known)

    async def fail(*_: Any) -> None:
        raise RuntimeError(f"broke at {known} and {HOOK}") from ValueError("; ".join(known.values()))

    monkeypatch.setattr(world.bot.hall.settings, "show", fail)
    result = await world.raider.slash(world.general, "settings show")
    assert said(result).startswith("Something broke")
    assert "broke at" in log.getvalue(), "the operator reads what it was"
    secret = known | {"webhook": HOOK.rpartition("/")[2]}  # known by where it stands in an address
    for place, text in {"told": said(result) + told(world), "logged": log.getvalue(), "kept": kept(world)}.items():
        assert found_in(text, secret) == "", place
    world.env._errors.clear()
