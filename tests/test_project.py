"""The shell around the code: exact pins, the settings' example, handy files, no host named anywhere."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from config import Settings

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ROOMS: list[str] = PROJECT["tool"]["importlinter"]["root_packages"]
LONGEST = 450  # lines
DATA = ("cogs/ui/words/",)  # sentences and generated tables may be as long as they need
# Package hosts and folders of one machine; the brackets keep the pattern from finding itself.
NAMELESS = r"pyp[i]\.org|pytho[n]hosted|npm[j]s\.|deb\.debia[n]|crate[s]\.io|/wor[k]/|/roo[t]/|/opt/pyp[i]"
EXAMPLE = re.compile(r"^#?([A-Z][A-Z0-9_]*)=(.*)$", re.MULTILINE)


def files(*patterns: str) -> list[Path]:
    """The repository's files, and those that only wait for their first commit."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    found = [ROOT / name for name in listed if name and (ROOT / name).is_file()]
    assert found, f"no file is like {patterns}"
    return found


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# --- pins


def check_pins(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, folder / ".ci/pins.py", "--check"], capture_output=True, text=True, check=False
    )


def test_pins_lock_and_environment_fit_together() -> None:
    checked = check_pins(ROOT)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def edit(pattern: str, replacement: str) -> Callable[[str], str]:
    """A change that must find what it changes."""

    def change(text: str) -> str:
        changed, count = re.subn(pattern, replacement, text, count=1, flags=re.MULTILINE)
        assert count, pattern
        return changed

    return change


@pytest.mark.parametrize(
    ("file", "change", "complaint"),
    [
        (
            "pyproject.toml",
            edit(r'"aiohttp==.*"', '"aiohttp>=3"'),
            "pyproject.toml: 'aiohttp>=3' is no exact pin",
        ),
        ("pyproject.toml", edit(r'"yarl==.*"', '"yarl==1.*"'), "pyproject.toml: 'yarl==1.*' is no exact pin"),
        ("pyproject.toml", edit(r'"ruff==.*"', '"ruff"'), "pyproject.toml: 'ruff' is no exact pin"),
        (
            "pyproject.toml",
            edit(r'^ *"idna==.*\n', ""),
            "requirements.lock: idna .* is not what pyproject.toml pins",
        ),
        (
            "pyproject.toml",
            edit(r'^ *"pluggy==.*\n', ""),
            "installed: pluggy .* is not what pyproject.toml pins",
        ),
        (
            "pyproject.toml",
            edit(r'(^ *"idna==.*\n)((?:.*\n)*?)(^\])', r"\2\1\3"),
            "the constraints are not sorted",
        ),
        (
            "pyproject.toml",
            edit(r'(^ *"yarl==.*\n)', r'\1    "aiohttp==1",\n'),
            "aiohttp is pinned directly and again",
        ),
        ("requirements.lock", edit(r"^yarl==\S+", "yarl==1.0"), "requirements.lock: yarl 1.0 is not what"),
        ("requirements.lock", edit(r"^yarl==\S+", "yarl"), r"requirements.lock: 'yarl .*' is no exact pin"),
        ("requirements.lock", edit(r"^tzdata==(.*\n)( .*\n)*", ""), "requirements.lock: tzdata is missing"),
        (
            "requirements.lock",
            edit(r"(^idna==.*?) .*\n( .*\n)*", r"\1\n"),
            "idna has no sha256 to check it by",
        ),
        ("requirements.lock", edit(r"sha256:", "md5:"), "has no sha256 to check it by"),
        ("requirements.lock", edit(r"\A", "--index-url https://example.org/simple\n"), "names an address"),
    ],
)
def test_pins_that_disagree_are_named(tmp_path: Path, file: str, change: Callable[[str], str], complaint: str) -> None:
    for part in ("pyproject.toml", "requirements.lock", ".ci/pins.py"):
        (tmp_path / part).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / part, tmp_path / part)
    spoilt = tmp_path / file
    spoilt.write_text(change(spoilt.read_text(encoding="utf-8")), encoding="utf-8")
    checked = check_pins(tmp_path)
    assert checked.returncode == 1
    assert re.search(complaint, checked.stdout), checked.stdout + checked.stderr


# --- settings


def test_env_example_explains_every_setting_and_no_other() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert [found[0].lower() for found in EXAMPLE.findall(text)] == list(Settings.model_fields)
    for paragraph in text.split("\n\n"):
        first, *_ = paragraph.strip().splitlines()
        assert first.startswith("# "), f"not explained: {paragraph}"


def test_env_example_shows_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(field.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    defaults = Settings()
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    shown = "\n".join(f"{key}={value}" for key, value in EXAMPLE.findall(text))
    Path(".env").write_text(shown, encoding="utf-8")
    assert Settings() == defaults
    assert re.findall(r"^[^#\n].*$", text, re.MULTILINE) == ["DISCORD_TOKEN="]


# --- files


def test_no_file_names_a_package_host_or_a_folder_of_one_machine() -> None:
    words = ["git", "grep", "--untracked", "-nIE", NAMELESS]
    found = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout, found.stderr) == (1, "", "")


def test_files_of_the_rooms_hold_one_idea_each() -> None:
    lengths = {name(path): path.read_bytes().count(b"\n") for path in files("bot.py", "config.py", *ROOMS)}
    long = {file: lines for file, lines in lengths.items() if file.endswith(".py") and lines > LONGEST}
    assert not {file: lines for file, lines in long.items() if not file.startswith(DATA)}


def test_every_package_promises_something() -> None:
    folders = {path.parent for path in files(*(f"{room}/**.py" for room in ROOMS))}
    assert {name(folder) for folder in folders} >= set(ROOMS)
    for folder in folders:
        promise = folder / "__init__.py"
        assert promise.is_file(), f"{name(folder)} is no package"
        assert ast.get_docstring(ast.parse(promise.read_text(encoding="utf-8"))), f"{name(promise)} says nothing"


def test_every_room_has_its_walls() -> None:
    packages = {name(path).split("/")[0] for path in files("*/__init__.py")}
    assert packages - {"migrations"} == set(ROOMS)
