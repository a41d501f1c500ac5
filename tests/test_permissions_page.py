"""docs/permissions.md says what the matrix says, and leaders find it."""

from pathlib import Path

from cogs.ui.permissions import MATRIX, PRESSES
from tests.permissions_page import PAGE, made

ROOT = Path(__file__).parents[1]


async def test_the_page_is_that_of_the_matrix() -> None:
    assert PAGE.read_text(encoding="utf-8") == await made(), "uv run python -m tests.permissions_page writes it anew"


def test_every_command_and_every_press_has_a_row() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("| `/")] == [
        line for name in MATRIX for line in lines if line.startswith(f"| `/{name}` |")
    ]
    assert len([line for line in lines if line.count("|") == 6]) == len(MATRIX) + len(PRESSES) + 4


def test_leaders_find_it() -> None:
    assert "](permissions.md)" in (ROOT / "docs/leaders.md").read_text(encoding="utf-8")
