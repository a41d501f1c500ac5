"""The docs say what is so: every command they name exists, every link leads somewhere, every setting is one."""

import re
from pathlib import Path

import pytest

from cogs.ui.permissions import MATRIX
from config import Settings
from services.settings import REGISTRY

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")])
GROUPS = {name.rpartition(" ")[0] for name in MATRIX}
ADDRESSES = {"verify", "healthz", "link", "link/done", "proofs", "metrics"}
"""What begins with a slash and is a page of the bot."""


def anchors(page: Path) -> set[str]:
    """The headings of a page, as links name them."""
    found = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-") for heading in found}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_is_named_exists(page: Path):
    named = {" ".join(found.split()) for found in re.findall(r"`/([a-z][a-z -]*?)(?: …)?`", page.read_text())}
    unknown = {one for one in named if one not in MATRIX and one not in GROUPS and one not in ADDRESSES}
    assert not unknown


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path):
    lost: list[str] = []
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text()):
        if target.startswith(("https://", "http://")):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (anchor and anchor not in anchors(there)):
            lost.append(target)
    assert not lost


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_is_named_exists(page: Path):
    rooms = "benchmarks|clients|cogs|console|docs|domain|fairness|playground|scheduler|services|storage|tests|web"
    named = re.findall(rf"`((?:{rooms})/[\w./-]*)`", page.read_text())
    assert not [one for one in named if "*" not in one and not (ROOT / one).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_setting_that_is_named_is_one(page: Path):
    areas = "|".join(sorted(REGISTRY.areas()))
    named = re.findall(rf"`((?:{areas})\.[a-z_]+)`", page.read_text())
    assert not set(named) - set(REGISTRY)
    operators = set(re.findall(r"`([A-Z]{3,}_[A-Z_]+)=?`", page.read_text()))
    assert not operators - {name.upper() for name in Settings.model_fields}
