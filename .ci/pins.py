"""Pins every dependency: the constraints in pyproject.toml and requirements.lock, which deployments install.

    uv run .ci/pins.py             keeps the pins that still fit, adds what is new, drops what is gone
    uv run .ci/pins.py --upgrade   takes the newest of everything that is not pinned directly
    uv run .ci/pins.py --check     only compares both files and the running environment; needs no network

Where a new direct pin contradicts an old constraint, uv refuses to run in the project at all:
`uv run --no-project .ci/pins.py` resolves all the same.
"""

import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from itertools import chain
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(
    r"(?P<name>[\w.-]+)(?P<extras>\[[\w,.-]+\])?==(?P<version>[\w.+!-]+)(?:\s*;\s*(?P<marker>[^#\\]+?))?\s*\\?"
)
HASH = re.compile(r"sha256:[0-9a-f]{64}")
BLOCK = re.compile(r"^constraint-dependencies = \[\n(?:[ #].*\n)*\]\n", re.MULTILINE)
HEADING = """\
# What the bot runs on, without the tools of its developers: pip install --require-hashes -r requirements.lock
# Made by .ci/pins.py from pyproject.toml; not for editing.
"""


@dataclass(frozen=True, order=True)
class Pin:
    """One distribution at exactly one version, where `marker` (which may be empty) is true."""

    name: str
    version: str
    marker: str = ""

    @classmethod
    def read(cls, line: str) -> "Pin | None":
        """The pin that `line` states; None where it leaves the version open."""
        if found := PIN.fullmatch(line.strip()):
            return cls(canonical(found["name"]), found["version"], found["marker"] or "")
        return None

    def __str__(self) -> str:
        return f"{self.name}=={self.version}" + (f" ; {self.marker}" if self.marker else "")


def canonical(name: str) -> str:
    """The one spelling of a distribution's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def direct(project: dict[str, Any]) -> dict[str, list[str]]:
    """What pyproject.toml asks for by name: the bot's own requirements under `""`, then group by group."""
    return {"": project["project"]["dependencies"], **project["dependency-groups"]}


def constraints(project: dict[str, Any]) -> list[str]:
    """What pyproject.toml pins without asking for it by name."""
    return project["tool"]["uv"].get("constraint-dependencies", [])


def read(lines: Iterable[str]) -> list[Pin]:
    """The pins among `lines`."""
    return [pin for line in lines if (pin := Pin.read(line))]


def block(pins: list[Pin]) -> str:
    """The TOML that holds `pins` as constraints; a marker is kept only where versions differ by platform."""
    versions = {pin.name: {other.version for other in pins if other.name == pin.name} for pin in pins}
    bare = {pin if len(versions[pin.name]) > 1 else Pin(pin.name, pin.version) for pin in pins}
    return "constraint-dependencies = [\n" + "".join(f'    "{pin}",\n' for pin in sorted(bare)) + "]\n"


def uv(folder: Path, *words: str) -> str:
    """What uv prints when run in `folder`; its complaint ends the program."""
    run = subprocess.run([os.environ.get("UV", "uv"), *words], cwd=folder, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"uv {' '.join(words)} failed:\n{run.stderr.strip()}")
    return run.stdout


def resolve(pyproject: str, *, upgrade: bool) -> tuple[str, str]:
    """The text of pyproject.toml with every transitive pin, and that of requirements.lock.

    The resolution holds for every platform and every Python that the project supports.
    """
    project = tomllib.loads(pyproject)
    asked = direct(project)
    named = {pin.name for pin in read(chain(*asked.values()))}
    oldest = project["project"]["requires-python"].removeprefix(">=")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pyproject.toml").write_text(BLOCK.sub("", pyproject), encoding="utf-8")
        kept = [] if upgrade else constraints(project)
        (folder / "pins.txt").write_text("\n".join(kept), encoding="utf-8")
        groups = [f"--group=pyproject.toml:{group}" for group in asked if group]
        plain = ["--no-header", "--no-annotate", "--quiet"]
        uv(
            folder,
            *("pip", "compile", "pyproject.toml", *groups, "--universal", "--python-version", oldest),
            *("--output-file", "pins.txt", *plain),
        )
        resolved = read((folder / "pins.txt").read_text(encoding="utf-8").splitlines())
        pinned = put(pyproject, [pin for pin in resolved if pin.name not in named])
        (folder / "pyproject.toml").write_text(pinned, encoding="utf-8")
        lock = uv(folder, "export", "--no-default-groups", "--no-emit-project", *plain)
    return pinned, HEADING + lock


def put(pyproject: str, pins: list[Pin]) -> str:
    """The text of pyproject.toml with `pins` for its constraints, placed first in `[tool.uv]` when new."""
    if BLOCK.search(pyproject):
        return BLOCK.sub(lambda _: block(pins), pyproject)
    return pyproject.replace("[tool.uv]\n", "[tool.uv]\n" + block(pins))


def entries(lock: str) -> list[tuple[str, list[str]]]:
    """Each requirement of requirements.lock with the hashes below it."""
    found: list[tuple[str, list[str]]] = []
    for line in lock.splitlines():
        if line.startswith("    --hash="):
            found[-1][1].append(line.strip(" \\").removeprefix("--hash="))
        elif line and not line.startswith("#"):
            found.append((line, []))
    return found


def problems(pyproject: str, lock: str, installed: dict[str, str]) -> list[str]:
    """What does not fit together, in plain words; `installed` is the running environment, name to version."""
    project = tomllib.loads(pyproject)
    asked = [*chain(*direct(project).values())]
    pins = read(asked + constraints(project))
    known = {(pin.name, pin.version) for pin in pins}
    strangers = [f"{name} {version}" for name, version in sorted(installed.items()) if (name, version) not in known]
    return [
        *(f"pyproject.toml: {line!r} is no exact pin" for line in asked + constraints(project) if not Pin.read(line)),
        *constraint_problems(read(constraints(project)), {pin.name for pin in read(asked)}),
        *lock_problems(lock, known, {pin.name for pin in read(direct(project)[""])}),
        *(f"installed: {what} is not what pyproject.toml pins; `uv sync` mends it" for what in strangers),
    ]


def constraint_problems(pins: list[Pin], named: set[str]) -> Iterator[str]:
    """What is wrong with the constraints, where the `named` are pinned directly."""
    if pins != sorted(pins):
        yield "pyproject.toml: the constraints are not sorted"
    for pin in pins:
        if pin.name in named:
            yield f"pyproject.toml: {pin.name} is pinned directly and again as a constraint"


def lock_problems(lock: str, known: set[tuple[str, str]], needed: set[str]) -> Iterator[str]:
    """What is wrong with requirements.lock, where `known` are all pins and the bot asks for the `needed`."""
    if "://" in lock:
        yield "requirements.lock names an address"
    missing = needed.copy()
    for line, hashes in entries(lock):
        pin = Pin.read(line)
        if not pin:
            yield f"requirements.lock: {line!r} is no exact pin"
            continue
        missing.discard(pin.name)
        if (pin.name, pin.version) not in known:
            yield f"requirements.lock: {pin.name} {pin.version} is not what pyproject.toml pins"
        if not hashes or not all(HASH.fullmatch(value) for value in hashes):
            yield f"requirements.lock: {pin.name} has no sha256 to check it by"
    yield from (f"requirements.lock: {name} is missing" for name in sorted(missing))


def environment() -> dict[str, str]:
    """Every distribution that this Python can import, name to version."""
    return {canonical(found.name): found.version for found in metadata.distributions()}


def main(words: list[str]) -> int:
    """Rewrites or (`--check`) compares the files: 0 when they fit, 1 when not, 2 for unknown words."""
    pyproject, lock = ROOT / "pyproject.toml", ROOT / "requirements.lock"
    if words == ["--check"]:
        text = lock.read_text(encoding="utf-8") if lock.exists() else ""
        wrong = problems(pyproject.read_text(encoding="utf-8"), text, environment())
        print("\n".join(wrong) or "pyproject.toml, requirements.lock and what is installed fit together.")
        return bool(wrong)
    if words not in ([], ["--upgrade"]):
        print(__doc__)
        return 2
    pinned, locked = resolve(pyproject.read_text(encoding="utf-8"), upgrade=bool(words))
    pyproject.write_text(pinned, encoding="utf-8")
    lock.write_text(locked, encoding="utf-8")
    print(f"Pinned {len(entries(locked))} distributions for the bot. Now run: uv sync")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
