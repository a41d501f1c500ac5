"""The audit of what we depend on, before a database of vulnerabilities on this machine: found, clean, or not asked."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

ROOT = Path(__file__).parent.parent
HOLE: dict[str, Any] = {"id": "HOLE-1", "modified": "2026-01-01T00:00:00Z"}
PROJECT = """
[project]
name = "house"
version = "1"
requires-python = ">=3.11"
dependencies = ["brick==1"]
"""
LOCK = """
version = 1
requires-python = ">=3.11"

[[package]]
name = "brick"
version = "1"
source = {{ registry = "{address}/simple" }}

[[package]]
name = "house"
version = "1"
source = {{ virtual = "." }}
dependencies = [{{ name = "brick" }}]
"""

pytestmark = pytest.mark.skipif(shutil.which("uv") is None, reason="uv is not installed")


class Database:
    """What knows of vulnerabilities; `known` are those of every brick, `broken` is what it answers instead."""

    def __init__(self) -> None:
        self.known: list[dict[str, Any]] = []
        self.broken: int | None = None
        self.delay = 0.0
        self.asked: list[Any] = []
        self.address = ""

    async def query(self, request: web.Request) -> web.Response:
        self.asked += (await request.json())["queries"]
        await asyncio.sleep(self.delay)
        if self.broken:
            return web.Response(status=self.broken)
        return web.json_response({"results": [{"vulns": self.known}]})

    async def tell(self, request: web.Request) -> web.Response:
        about = {"published": HOLE["modified"], "summary": "Bricks fall out", "details": "Always."}
        return web.json_response({**HOLE, **about, "affected": [], "id": request.match_info["id"]})


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    made = Database()
    app = web.Application()
    app.add_routes([web.post("/v1/querybatch", made.query), web.get("/v1/vulns/{id}", made.tell)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield made
    await runner.cleanup()


@pytest.fixture
def project(tmp_path: Path, database: Database) -> Path:
    """A house made of bricks, with the audit of this one."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/audit", tmp_path / ".ci/audit")
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "uv.lock").write_text(LOCK.format(address=database.address), encoding="utf-8")
    return tmp_path


async def audit(project: Path, address: str, **environment: str) -> tuple[int | None, str]:
    """Exit code and what is said."""
    told = {"UV_HTTP_RETRIES": "0", "UV_CACHE_DIR": str(project / "cache"), "NO_PROXY": "127.0.0.1", "AUDIT": ""}
    process = await asyncio.create_subprocess_exec(
        *("bash", project / ".ci/audit", "--service-url", address),
        env={**os.environ, **told, **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    async with asyncio.timeout(60):
        out, _ = await process.communicate()
    return process.returncode, out.decode()


async def test_what_is_sound_passes(project: Path, database: Database) -> None:
    code, said = await audit(project, database.address, AUDIT="required")
    assert (code, "Nothing was audited" in said) == (0, False), said
    assert [(one["package"]["name"], one["version"]) for one in database.asked] == [("brick", "1")]


async def test_what_is_known_to_be_vulnerable_fails_and_is_named(project: Path, database: Database) -> None:
    database.known.append(HOLE)
    code, said = await audit(project, database.address)
    assert code == 1
    for part in ("brick 1", "HOLE-1", "Bricks fall out", "A dependency is known to be vulnerable"):
        assert part in said


async def test_what_was_accepted_with_a_reason_passes(project: Path, database: Database) -> None:
    database.known.append(HOLE)
    with (project / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write('[tool.uv.audit]\nignore = ["HOLE-1"]  # our bricks lie flat\n')
    assert (await audit(project, database.address))[0] == 0


@pytest.mark.parametrize("required", ["", "required"])
@pytest.mark.parametrize("why", ["nobody is there", "broken", "refused", "silent", "silent for good"])
async def test_a_database_that_cannot_be_asked_is_said_and_fails_only_where_it_is_required(
    project: Path, database: Database, why: str, required: str
) -> None:
    address = "http://127.0.0.1:1" if why == "nobody is there" else database.address
    database.broken = {"broken": 500, "refused": 403}.get(why)
    database.delay = 20.0 if why.startswith("silent") else 0.0
    patience = {"UV_HTTP_TIMEOUT": "60", "AUDIT_SECONDS": "2"} if why == "silent for good" else {"UV_HTTP_TIMEOUT": "1"}
    code, said = await audit(project, address, AUDIT=required, **patience)
    assert code == (1 if required else 0), said
    assert said.splitlines()[-1] == "Nothing was audited: the database of vulnerabilities could not be asked."


async def test_an_audit_that_cannot_be_made_is_no_silent_pass(project: Path, database: Database) -> None:
    (project / "uv.lock").unlink()
    code, said = await audit(project, database.address)
    assert code == 1
    assert "uv.lock" in said
    assert "Nothing was audited: uv cannot do it" in said


def test_ci_audits_before_it_tests() -> None:
    steps = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    assert 0 < steps.index("bash .ci/audit") < steps.index("bash .ci/tests")
    assert any(step.startswith("uv sync") for step in steps[: steps.index("bash .ci/audit")])
