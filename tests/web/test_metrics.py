"""/metrics as Prometheus, a stranger and a bad day see it."""

import asyncio
import logging
import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from prometheus_client import Metric
from prometheus_client.openmetrics.parser import (
    text_string_to_metric_families as openmetrics,  # pyright: ignore[reportUnknownVariableType]
)
from prometheus_client.parser import text_string_to_metric_families as parsed
from sqlalchemy import insert

from services.guildhall import Guildhall
from services.health import VERSION
from services.meter import Gateway, Kind, Outcome
from storage import members, settings
from storage.engine import Database
from storage.notices import NoticeRow
from tests.web.conftest import GUILD, NOW
from web.server import Site, serve

TOKEN = "a-token.of~operators+1/2="
BEARER = {"Authorization": f"Bearer {TOKEN}"}
ROOT = Path(__file__).parents[2]


@pytest.fixture
async def metered(hall: Guildhall) -> AsyncIterator[Site]:
    """The pages of an operator who wants figures."""
    site = await serve(hall, "127.0.0.1", 0, metrics_token=TOKEN)
    yield site
    await site.close()


@pytest.fixture
async def prometheus(metered: Site) -> AsyncIterator[aiohttp.ClientSession]:
    """Somebody who has the token."""
    async with aiohttp.ClientSession(metered.address, headers=BEARER) as session:
        yield session


async def scrape(prometheus: aiohttp.ClientSession) -> dict[str, Metric]:
    """All families, by name."""
    async with prometheus.get("/metrics") as answer:
        assert answer.status == 200, await answer.text()
        return {family.name: family for family in parsed(await answer.text())}


def value(families: Mapping[str, Metric], name: str, /, **labels: str) -> float:
    """The one sample of that name and those labels."""
    samples = [one for family in families.values() for one in family.samples if one.name == f"guildhall_{name}"]
    (found,) = [one.value for one in samples if labels.items() <= one.labels.items()]
    return found


# Who may read


async def test_without_a_token_there_is_no_such_page(browser: aiohttp.ClientSession) -> None:
    for method in ("GET", "POST"):
        async with browser.request(method, "/metrics", headers=BEARER) as answer, browser.get("/no-such-page") as other:
            assert answer.status == 404
            assert await answer.text() == await other.text()


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer "},
        {"Authorization": TOKEN},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": f"Bearer {TOKEN}x"},
        {"Authorization": f"Bearer {TOKEN[:-1]}"},
        {"Authorization": f"Bearer {TOKEN.upper()}"},
        {"Authorization": "Bearer \u00e9\u00e9"},
        {"Cookie": f"Authorization=Bearer {TOKEN}"},
    ],
)
async def test_whoever_has_no_token_is_asked_for_it(metered: Site, said: dict[str, str]) -> None:
    async with aiohttp.ClientSession(metered.address) as stranger, stranger.get("/metrics", headers=said) as answer:
        assert answer.status == 401
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="metrics"'
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "guildhall_" not in await answer.text()


async def test_the_scheme_is_read_as_http_has_it(metered: Site) -> None:
    headers = {"Authorization": f"bearer {TOKEN}"}
    async with aiohttp.ClientSession(metered.address) as reader, reader.get("/metrics", headers=headers) as answer:
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "no-store"


async def test_the_token_is_in_no_answer_and_no_log(
    prometheus: aiohttp.ClientSession, metered: Site, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        async with prometheus.get("/metrics") as answer:
            assert TOKEN not in await answer.text()
        headers = {"Authorization": f"Bearer {TOKEN}x"}
        async with aiohttp.ClientSession(metered.address) as stranger, stranger.get("/metrics", headers=headers) as no:
            assert TOKEN not in await no.text()
    assert TOKEN not in caplog.text


async def test_figures_are_only_read(prometheus: aiohttp.ClientSession) -> None:
    async with prometheus.post("/metrics", data=b"x") as answer:
        assert (answer.status, answer.headers["Allow"]) == (405, "GET,HEAD")


# What it says


async def test_what_was_counted_is_told(hall: Guildhall, prometheus: aiohttp.ClientSession) -> None:
    hall.meter.interaction(Kind.BUTTON, "pot join", Outcome.DONE, answer=0.15, whole=0.4)
    hall.meter.interaction(Kind.BUTTON, "pot join", Outcome.DONE, answer=2.9, whole=4.0)
    hall.meter.interaction(Kind.BUTTON, "pot join", Outcome.LATE, answer=None, whole=5.0)
    families = await scrape(prometheus)
    assert value(families, "interactions_total", kind="button", name="pot join", outcome="done") == 2
    assert value(families, "interactions_total", kind="button", name="pot join", outcome="late") == 1
    answers = {
        le: value(families, "interaction_answer_seconds_bucket", kind="button", le=le)
        for le in ("0.1", "0.2", "2.5", "3.0", "+Inf")
    }
    assert answers == {"0.1": 0, "0.2": 1, "2.5": 1, "3.0": 2, "+Inf": 2}
    assert value(families, "interaction_answer_seconds_sum", kind="button") == pytest.approx(3.05)
    assert value(families, "interaction_handling_seconds_count", kind="button", name="pot join") == 3
    assert value(families, "interaction_handling_seconds_sum", kind="button", name="pot join") == pytest.approx(9.4)


async def test_the_outbox_is_told(db: Database, prometheus: aiohttp.ClientSession) -> None:
    states = {"pending": 3, "failed": 2, "delivered": 4, "skipped": 1}
    await db.write(lambda tx: fill_outbox(tx, states))
    families = await scrape(prometheus)
    assert value(families, "notices_pending") == 3
    assert value(families, "notices_failed") == 2
    assert value(families, "notices_oldest_pending_seconds") == 120


async def test_the_books_and_backups_are_told_once_they_are_noted(
    hall: Guildhall, db: Database, prometheus: aiohttp.ClientSession
) -> None:
    before = await scrape(prometheus)
    for name in ("books_differences", "books_checked_timestamp_seconds", "backup_failed"):
        assert f"guildhall_{name}" not in before
    await hall.wallets.check_books()
    families = await scrape(prometheus)
    assert value(families, "books_differences") == 0
    assert value(families, "books_checked_timestamp_seconds") == NOW.timestamp()

    def note(tx: Any) -> None:
        settings.remember(tx, "backup.last_at", NOW.isoformat())
        settings.remember(tx, "ledger.differences", "2")

    await db.write(note)
    families = await scrape(prometheus)
    assert value(families, "backup_last_success_timestamp_seconds") == NOW.timestamp()
    assert (value(families, "backup_failed"), value(families, "books_differences")) == (0, 2)
    await db.write(lambda tx: settings.remember(tx, "backup.last_error", "no space"))
    assert value(await scrape(prometheus), "backup_failed") == 1


async def test_writes_and_commits_are_told(db: Database, prometheus: aiohttp.ClientSession) -> None:
    before = await scrape(prometheus)

    def refuse(tx: Any) -> None:
        tx.exec_driver_sql("INSERT INTO no_such_table VALUES (1)")

    results = await asyncio.gather(
        *(db.write(lambda tx: members.enter_guild(tx, GUILD + 1, NOW)) for _ in range(5)),
        db.write(refuse),
        return_exceptions=True,
    )
    assert sum(isinstance(one, Exception) for one in results) == 1
    after = await scrape(prometheus)
    assert value(after, "writes_total") - value(before, "writes_total") == 6
    assert value(after, "write_failures_total") - value(before, "write_failures_total") == 1
    assert 1 <= value(after, "commit_seconds_count") - value(before, "commit_seconds_count") <= 6
    assert value(after, "writes_waiting") == 0


async def test_outside_services_are_told_once_they_were_asked(
    hall: Guildhall, prometheus: aiohttp.ClientSession
) -> None:
    assert not (await scrape(prometheus))["guildhall_outside_up"].samples
    await hall.clan.roster._hiscores.close()  # it is made by now, and not asked
    families = await scrape(prometheus)
    assert value(families, "outside_up", service="hiscores") == 1
    services = {one.labels["service"] for one in families["guildhall_outside_up"].samples}
    assert "beacon" not in services, "nobody made it for our sake"


async def test_the_connection_is_told(hall: Guildhall, prometheus: aiohttp.ClientSession) -> None:
    hall.meter.gateway = lambda: Gateway(connected=True, latency=0.25, guilds=7)
    families = await scrape(prometheus)
    figures = [value(families, name) for name in ("gateway_connected", "gateway_latency_seconds", "guilds")]
    assert figures == [1, 0.25, 7]
    hall.meter.gateway = lambda: Gateway(connected=False, latency=None, guilds=7)
    families = await scrape(prometheus)
    assert value(families, "gateway_connected") == 0
    assert "guildhall_gateway_latency_seconds" not in families


async def test_what_runs_here_is_told(prometheus: aiohttp.ClientSession, db: Database) -> None:
    (build,) = (await scrape(prometheus))["guildhall_build_info"].samples
    revision = await db.read(lambda tx: tx.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())
    python = ".".join(map(str, sys.version_info[:3]))
    assert build.labels == {"version": VERSION, "python": python, "revision": revision}


# In which form


async def test_prometheus_gets_the_form_that_it_asks_for(prometheus: aiohttp.ClientSession) -> None:
    async with prometheus.get("/metrics") as plain:
        assert plain.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        first = {family.name for family in parsed(await plain.text())}
    accept = {"Accept": "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.3,*/*;q=0.2"}
    async with prometheus.get("/metrics", headers=accept) as newer:
        assert newer.content_type == "application/openmetrics-text"
        text = await newer.text()
    assert text.endswith("# EOF\n")
    assert {family.name for family in openmetrics(text)} == first


async def test_names_follow_the_rules(hall: Guildhall, prometheus: aiohttp.ClientSession) -> None:
    hall.meter.gateway = lambda: Gateway(connected=True, latency=0.25, guilds=7)
    for family in (await scrape(prometheus)).values():
        assert family.documentation.endswith("."), family.name
        if family.name.startswith("process_"):
            continue
        assert re.fullmatch(r"guildhall_[a-z_]+[a-z]", family.name)
        assert (family.type == "counter") == all(one.name.endswith("_total") for one in family.samples) or (
            not family.samples
        )
        assert not re.search(r"_(ms|milliseconds|minutes|hours|kb|mb|percent)(_|$)", family.name)
        if family.type in ("histogram", "summary"):
            assert family.name.endswith("_seconds")


# On a bad day


async def test_a_source_that_fails_costs_the_others_nothing(
    hall: Guildhall, prometheus: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> Any:
        raise RuntimeError("sand")

    hall.meter.gateway = broken
    monkeypatch.setattr(hall, "standings", broken)
    first, second = await scrape(prometheus), await scrape(prometheus)
    for source, errors in {"gateway": 1, "outside": 1, "books": 0, "files": 0}.items():
        assert value(first, "scrape_errors_total", source=source) == errors
        assert value(second, "scrape_errors_total", source=source) == 2 * errors
    assert value(second, "database_readable") == 1
    assert "guildhall_notices_pending" in second
    assert not second["guildhall_outside_up"].samples


async def test_closed_books_are_told(hall: Guildhall, db: Database, prometheus: aiohttp.ClientSession) -> None:
    hall.meter.interaction(Kind.COMMAND, "audit list", Outcome.DONE, answer=0.1, whole=0.1)
    await db.close()
    families = await scrape(prometheus)
    assert value(families, "database_readable") == 0
    assert value(families, "scrape_errors_total", source="books") == 1
    assert value(families, "interactions_total", name="audit list") == 1
    assert "guildhall_notices_pending" not in families


async def test_books_that_hang_are_not_waited_for(
    hall: Guildhall, prometheus: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(_: object) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr("web.metrics.PATIENCE", timedelta(seconds=0.05))
    monkeypatch.setattr(hall.desk.db, "read_aside", hang)
    async with asyncio.timeout(5):
        families = await scrape(prometheus)
    assert value(families, "database_readable") == 0


# What it costs


def fill_outbox(tx: Any, states: Mapping[str, int]) -> None:
    """So many notices in each state; one more each minute."""
    members.enter_guild(tx, GUILD, NOW)
    rows = [
        {
            "guild_id": GUILD,
            "event": "clan.complete",
            "dedupe_key": f"{state}:{number}",
            "facts": {"run": number, "names": ["Zezima"] * 10},
            "created_at": NOW - timedelta(seconds=120 if number == 0 else 60),
            "due_at": NOW,
            "attempts": 0,
            "state": state,
            "settled_at": None if state == "pending" else NOW,
        }
        for state, count in states.items()
        for number in range(count)
    ]
    tx.execute(insert(NoticeRow), rows)


async def test_a_scrape_of_a_large_guild_costs_little(hall: Guildhall, prometheus: aiohttp.ClientSession) -> None:
    """20 ms is what it is to cost; five times that is no matter of how busy this machine is."""

    def fill(tx: Any) -> None:
        fill_outbox(tx, {"pending": 3000, "failed": 3000, "delivered": 4000})
        for number in range(5000):
            members.ensure(tx, GUILD, 10_000 + number, NOW)

    await hall.desk.db.write(fill)
    for number in range(150):
        for outcome in Outcome:
            hall.meter.interaction(Kind.COMMAND, f"command {number}", outcome, answer=0.1, whole=0.2)
            hall.meter.interaction(Kind.BUTTON, f"button {number}", outcome, answer=0.1, whole=0.2)
    await scrape(prometheus)
    spent: list[float] = []
    for _ in range(5):
        begun = time.process_time()
        async with prometheus.get("/metrics") as answer:
            await answer.read()
        spent.append(time.process_time() - begun)
    assert min(spent) < 0.1, spent


def test_a_start_does_not_load_it() -> None:
    code = "import sys, bot, web.server; assert 'prometheus_client' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, timeout=60).returncode == 0
