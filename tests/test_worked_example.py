"""The worked example of `docs/proof.md` is true to the letter: what it prints is run, and says what it says there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/proof.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^```(sh|python)\n(.*?)^```\n+```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A search path on which `python` is the one that runs the tests."""
    (tmp_path / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (tmp_path / "python").chmod(0o755)
    return f"{tmp_path}{os.pathsep}{os.environ['PATH']}"


def test_the_page_shows_a_check_a_sum_by_hand_and_two_tries_to_cheat():
    assert [language for language, _, _ in SHOWN] == ["sh", "python", "sh", "sh"]
    assert PAGE.count("```") == 4 * len(SHOWN), "a block without what comes of it would not be run"


@pytest.mark.parametrize(("language", "code", "said"), SHOWN, ids=["check", "by hand", "other winner", "other rules"])
def test_what_is_printed_there_is_what_comes_of_it(language: str, code: str, said: str, path: str):
    # -I: nothing of the project can be imported, so the sum by hand is one.
    command = ["bash", "-c", code] if language == "sh" else ["python", "-I", "-c", code]
    environment = {"PATH": path, "PYTHONUTF8": "1"}
    ran = subprocess.run(command, check=False, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8")
    assert ran.stderr == ""
    assert ran.returncode == 0
    expected = ".*\n".join(re.escape(part) for part in said.split("…\n"))
    assert re.fullmatch(expected, ran.stdout, re.DOTALL), ran.stdout
