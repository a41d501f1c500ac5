"""The dashboard, the alerts and docs/monitoring.md speak of what /metrics gives, of all of it, and of nothing else."""

import contextlib
import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families as parsed
from sqlalchemy import Connection

from clients.outage import Outage
from clients.service import Service
from clients.turnstile import Line, Urgency
from config import Settings
from services.guildhall import Guildhall
from services.meter import Gateway, Kind, Outcome
from storage import settings
from storage.engine import Database
from tests.web.conftest import NOW
from web.server import serve

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "monitoring.md").read_text(encoding="utf-8")
DASHBOARD: Mapping[str, Any] = json.loads((DOCS / "grafana" / "guildhall.json").read_text(encoding="utf-8"))
ALERTS: Mapping[str, Any] = yaml.safe_load((DOCS / "grafana" / "alerts.yml").read_text(encoding="utf-8"))
RULES: list[Mapping[str, Any]] = [rule for group in ALERTS["groups"] for rule in group["rules"]]

ROWS = ["Is it well", "Interactions", "Jobs and sweeps", "Outbox and queue", "Outside services", "Process"]
ENDINGS = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum"), "summary": ("_count", "_sum")}
TARGETS = {"instance", "job", "le"}
"""Labels that Prometheus and its histograms add."""


@pytest.fixture
async def families(hall: Guildhall, db: Database) -> AsyncIterator[list[Metric]]:
    """Everything that /metrics gives in a house where all that can be noted was."""
    await hall.wallets.check_books()
    await db.write(_note)
    for job in hall.jobs():
        if job.name == "usage":
            await job.run()
    hall.meter.gateway = lambda: Gateway(connected=True, latency=0.1, guilds=1)
    hall.meter.interaction(Kind.COMMAND, "audit list", Outcome.DONE, answer=0.1, whole=0.1)
    hall.meter.sweeps["complete"] += 1
    await _rest(hall.clan.roster._hiscores.services.popitem()[1])
    token = "t" * 20
    site = await serve(hall, "127.0.0.1", 0, metrics_token=token)
    headers = {"Authorization": f"Bearer {token}"}
    async with aiohttp.ClientSession(site.address, headers=headers) as session, session.get("/metrics") as answer:
        yield list(parsed(await answer.text()))
    await site.close()


def _note(tx: Connection) -> None:
    settings.remember(tx, "backup.last_at", NOW.isoformat())


async def _rest(service: Service) -> None:
    """The service answers once, and then no more, until it is left alone."""
    async with service._turnstile.turn(Line(0), Urgency.PERSON):
        pass
    while service.next_try is None:
        with contextlib.suppress(Outage):
            async with service._turnstile.turn(Line(0), Urgency.PERSON):
                raise Outage("timeout")


def given(families: list[Metric]) -> dict[str, Metric]:
    """The family of each name that a query can ask for."""
    return {family.name + ending: family for family in families for ending in ENDINGS.get(family.type, ("",))}


def named(text: str) -> set[str]:
    """The figures that a text names."""
    return set(re.findall(r"\b(?:guildhall|process)_[a-z0-9_]+\b", text))


def panels() -> list[Mapping[str, Any]]:
    """Everything on the dashboard but its rows."""
    return [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]


def queries() -> Iterator[tuple[str, str, str]]:
    """Every question that the dashboard asks: where, what, and how its answers are called."""
    for panel in panels():
        for target in panel["targets"]:
            yield panel["title"], target["expr"], target["legendFormat"]
    for note in DASHBOARD["annotations"]["list"]:
        yield note["name"], note["expr"], ""
    for variable in DASHBOARD["templating"]["list"]:
        if variable["type"] == "query":
            yield variable["name"], variable["definition"], ""


def unknown_labels(expr: str, legend: str, known: Mapping[str, Metric]) -> set[str]:
    """The labels that a query or its legend names, and no figure of it has."""
    asked = {
        label for part in re.findall(r"\{([^{}]*)\}", expr) for label in re.findall(r"(\w+)\s*=~?|(\w+)\s*!", part)
    }
    labels = {one for pair in asked for one in pair if one}
    labels |= {label.strip() for part in re.findall(r"\bby \(([^)]*)\)", expr) for label in part.split(",")}
    labels |= set(re.findall(r"\{\{\s*(\w+)\s*\}\}", legend))
    here = {label for name in named(expr) for sample in known[name].samples for label in sample.labels}
    return labels - here - TARGETS


# The dashboard


def test_the_dashboard_is_one_that_grafana_11_imports():
    assert DASHBOARD["schemaVersion"] >= 39
    assert (DASHBOARD["title"], DASHBOARD["uid"]) == ("Guildhall", "guildhall")
    assert "__inputs" not in DASHBOARD, "the source is a variable, so it can be provisioned as well as imported"
    (source,) = [one for one in DASHBOARD["templating"]["list"] if one["type"] == "datasource"]
    assert (source["name"], source["query"]) == ("DS_PROMETHEUS", "prometheus")
    text = json.dumps(DASHBOARD)
    assert set(re.findall(r'"uid": "([^"]+)"', text)) == {"guildhall", "${DS_PROMETHEUS}"}
    ids = [panel["id"] for panel in DASHBOARD["panels"]]
    assert len(ids) == len(set(ids))


def test_the_dashboard_has_its_rows_and_every_panel_its_place():
    assert [panel["title"] for panel in DASHBOARD["panels"] if panel["type"] == "row"] == ROWS
    places = [(panel["title"], panel["gridPos"]) for panel in DASHBOARD["panels"]]
    for (one, a), (other, b) in combinations(places, 2):
        apart = (
            a["x"] + a["w"] <= b["x"]
            or b["x"] + b["w"] <= a["x"]
            or a["y"] + a["h"] <= b["y"]
            or b["y"] + b["h"] <= a["y"]
        )
        assert apart, f"{one} lies on {other}"
    assert all(place["x"] + place["w"] <= 24 for _, place in places)
    assert all(panel["targets"] for panel in panels())


async def test_every_query_asks_for_what_there_is(families: list[Metric]):
    known = given(families)
    for where, expr, legend in queries():
        assert named(expr), where
        assert not named(expr) - known.keys(), where
        assert "{I" not in expr
        assert all(expr.count(left) == expr.count(right) for left, right in ("()", "[]", "{}")), where
        assert not unknown_labels(expr, legend, known), where


async def test_counters_are_asked_for_their_growth_and_nothing_else_is(families: list[Metric]):
    known = given(families)
    for where, expr, _ in queries():
        for name in named(expr):
            grows = re.search(rf"(?:rate|increase)\({name}\b", expr) is not None
            assert grows == (known[name].type != "gauge") or where == "Starts", f"{where}: {name}"


async def test_all_but_a_few_are_shown(families: list[Metric]):
    shown = {name for _, expr, _ in queries() for name in named(expr)}
    hidden = {family.name for family in families if not given([family]).keys() & shown}
    assert hidden == {"process_virtual_memory_bytes"}


# The alerts


async def test_every_alert_is_about_what_there_is(families: list[Metric]):
    known = given(families)
    for rule in RULES:
        assert not named(rule["expr"]) - known.keys(), rule["alert"]
        assert named(rule["expr"]), rule["alert"]
        assert not unknown_labels(rule["expr"], "", known), rule["alert"]


async def test_alerts_name_jobs_that_there_are(hall: Guildhall):
    jobs = {job.name for job in hall.jobs()}
    (asked,) = [found for rule in RULES for found in re.findall(r'name=~"([a-z|]+)"', rule["expr"])]
    assert set(asked.split("|")) <= jobs


def test_every_alert_says_what_it_means():
    names = [rule["alert"] for rule in RULES]
    assert len(names) == len(set(names)) >= 8
    for rule in RULES:
        assert rule.keys() <= {"alert", "expr", "for", "labels", "annotations"}
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert rule["annotations"]["summary"].endswith((".", "?"))
        assert re.fullmatch(r"\d+[mh]", rule.get("for", "1m"))


# The docs


async def test_the_docs_name_every_figure_and_no_other(families: list[Metric]):
    names = {family.name + ("_total" if family.type == "counter" else "") for family in families}
    assert named(PAGE) == names


def test_the_docs_configure_a_prometheus_that_works():
    (text,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    configured = yaml.safe_load(text)
    (job,) = configured["scrape_configs"]
    assert "credentials_file" in job["authorization"], "bearer, as Prometheus has it unless told otherwise"
    assert job.get("metrics_path", "/metrics") == "/metrics"
    (port,) = [target.rpartition(":")[2] for one in job["static_configs"] for target in one["targets"]]
    assert int(port) == Settings.model_fields["web_port"].default


async def test_the_docs_show_what_healthz_says(browser: aiohttp.ClientSession):
    shown = json.loads(re.findall(r"^\{.*\}$", PAGE, re.MULTILINE)[0])
    async with browser.get("/healthz") as answer:
        assert await answer.json() == shown
