"""The walls between the rooms: import-linter's contracts in pyproject.toml hold, and each of them bites."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WALLS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
ROOMS: list[str] = WALLS["root_packages"]
CONTRACTS: dict[str, str] = {contract["id"]: contract["name"] for contract in WALLS["contracts"]}

# who imports, what, and the contract that says no
BREACHES = [
    ("services", "cogs.ui", "layers"),
    ("services", "scheduler", "layers"),
    ("storage", "services", "layers"),
    ("domain", "fairness", "layers"),
    ("fairness", "storage", "layers"),
    ("storage", "clients", "layers"),
    ("clients", "storage", "layers"),
    ("cogs", "web", "layers"),
    ("web", "cogs.ui", "layers"),
    ("scheduler", "web", "layers"),
    ("cogs.ui", "storage", "storage"),
    ("web", "storage", "storage"),
    ("scheduler", "storage", "storage"),
    ("domain", "sqlalchemy", "frameworks"),
    ("domain", "pydantic", "frameworks"),
    ("fairness", "aiohttp", "frameworks"),
    ("fairness", "PIL", "frameworks"),
    ("fairness", "domain", "proof"),
    ("fairness", "config", "proof"),
    ("services", "discord", "discord"),
    ("storage", "discord.ext.commands", "discord"),
    ("web", "discord", "discord"),
    ("scheduler", "discord", "discord"),
    ("clients", "discord", "discord"),
    ("domain", "config", "rules"),
    ("domain", "bot", "rules"),
    ("cogs", "playground", "extras"),
    ("services", "benchmarks", "extras"),
    ("web", "tests", "extras"),
    ("cogs", "bot", "extras"),
    ("web", "console", "extras"),
    ("playground", "tests", "tests"),
    ("benchmarks", "tests", "tests"),
]
WELCOME = [
    ("cogs", "services"),
    ("web", "services"),
    ("scheduler", "services"),
    ("cogs.ui", "domain"),
    ("web", "fairness"),
    ("services", "storage"),
    ("services", "clients"),
    ("services", "fairness"),
    ("storage", "sqlalchemy"),
    ("storage", "domain"),
    ("clients", "aiohttp"),
    ("cogs.ui", "discord"),
    ("playground", "discord"),
    ("playground", "bot"),
    ("benchmarks", "playground"),
    ("console", "discord"),
    ("console", "storage"),
]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs import-linter on the tree in `folder`, in lines too wide to be wrapped."""
    return subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"],
        cwd=folder,
        env={**os.environ, "COLUMNS": "400", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What import-linter says under each broken contract about a house with all of these imports."""
    house = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", house)
    for room in [*ROOMS, "cogs.ui"]:
        folder = house / room.replace(".", "/")
        folder.mkdir(parents=True)
        (folder / "__init__.py").touch()
    imports = [breach[:2] for breach in BREACHES] + WELCOME
    for room, target in imports:
        module = house / room.replace(".", "/") / f"{name_for(target)}.py"
        module.write_text(f"import {target}\n", encoding="utf-8")
    run = lint_imports(house)
    assert run.returncode == 1, run.stdout + run.stderr
    titles = "|".join(map(re.escape, CONTRACTS.values()))
    said = re.split(rf"^({titles})\n-+$", run.stdout, flags=re.MULTILINE)
    return dict(zip(said[1::2], said[2::2], strict=True))


def name_for(target: str) -> str:
    """The module that imports `target` and nothing else."""
    return f"wants_{target.replace('.', '_')}"


def test_every_import_stays_inside_its_walls() -> None:
    run = lint_imports(ROOT)
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.count(" KEPT") == len(CONTRACTS)


@pytest.mark.parametrize(("room", "target", "contract"), BREACHES)
def test_a_breach_is_seen(complaints: dict[str, str], room: str, target: str, contract: str) -> None:
    seen = f"{room}.{name_for(target)} -> {target.partition('.')[0]}"
    assert seen in complaints[CONTRACTS[contract]]


@pytest.mark.parametrize(("room", "target"), WELCOME)
def test_what_is_allowed_passes(complaints: dict[str, str], room: str, target: str) -> None:
    assert f"{room}.{name_for(target)} ->" not in "".join(complaints.values())


def test_every_contract_is_tried() -> None:
    assert {contract for _, _, contract in BREACHES} == set(CONTRACTS)
