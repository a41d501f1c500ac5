"""`python -m fairness`, as a stranger runs it."""

import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import fairness
from fairness import libraries
from fairness.local_beacon import LocalBeacon
from fairness.report import printable
from fairness.verify import NAMES
from tests.fairness import proofs
from tests.fairness.mutations import BASES, edited, put
from tests.fairness.plain import ORCHESTRATOR, SETTLEMENT, signed
from tests.fairness.proofs import snowflake, time_of

FOLDER = Path(fairness.__file__).parent
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """A folder that holds the verifier and nothing else of the project."""
    shutil.copytree(FOLDER, tmp_path / "fairness", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


@pytest.fixture
def run(alone: Path) -> Run:
    """Runs it there on a proof's text."""

    def run(
        text: str | bytes, *words: str, python: tuple[str, ...] = (), **how: Any
    ) -> subprocess.CompletedProcess[str]:
        data = text if isinstance(text, bytes) else text.encode()
        (alone / "proof.json").write_bytes(data)
        command = [sys.executable, *python, "-m", "fairness", *(words or ("proof.json",))]
        return subprocess.run(command, cwd=alone, capture_output=True, encoding="utf-8", check=False, timeout=30, **how)

    return run


def names(output: str, state: str) -> list[str]:
    """The checks that the report says ended so."""
    found = [line.split()[:2] for line in output.splitlines() if line.startswith(f"{state} ")]
    return [name for _, name in found]


def test_a_good_proof(run: Run) -> None:
    done = run(BASES["contest"])
    assert (done.returncode, done.stderr) == (0, "")
    assert names(done.stdout, "passed") == list(NAMES)
    lines = done.stdout.splitlines()
    assert lines[0] == "1 winners passed over by the host: not proven"
    assert lines[1] == "Draw 7 (contest) of guild 772000000000000001: The long night ✓"
    assert lines[-1] == "VERIFIED"
    tree = json.loads(BASES["contest"])
    for rule in tree["draw"]["rules"].splitlines():
        assert f"  | {rule}" in lines
    for step in ("commitment", "lock", "call"):
        assert f"/772000000000000001/772000000000000002/{tree['posts'][step]}" in done.stdout
    assert f"  commitment {tree['commitment']}" in lines
    who = {entry["participant"]: entry["who"] for entry in tree["entries"]}
    for one in tree["positions"]:
        end = " passed over: no claim in 7 days" if one["position"] == 0 else " wins"
        assert f"  {one['position']} {who[one['participant']]} (ticket {one['ticket']}){end}" in lines


def test_a_sealed_proof_promises_less(run: Run) -> None:
    done = run(BASES["sealed"])
    assert done.returncode == 0
    assert "Sealed (you trust the host)" in done.stdout
    assert "provably fair" not in done.stdout.lower()
    assert "names no posts" in done.stdout
    assert "2 erased entries: not checkable" in done.stdout


def test_an_erased_winner_is_not_checkable(run: Run) -> None:
    tree = json.loads(BASES["pot"])
    winner = tree["positions"][0]["participant"]
    place = next(place for place, entry in enumerate(tree["entries"]) if entry["participant"] == winner)
    done = run(edited(*(put(f"entries.{place}.{key}", None) for key in ("who", "salt", "evidence")))(BASES["pot"]))
    assert done.returncode == 0
    assert "  0 erased: not checkable (ticket" in done.stdout


def test_a_rejected_proof_names_every_failure(run: Run) -> None:
    done = run(edited(put("entries.1.tickets", 2), put("result", "00" * 32))(BASES["contest"]))
    assert done.returncode == 1
    assert names(done.stdout, "FAILED") == ["tickets", "root", "result", "result_signature"]
    assert names(done.stdout, "unchecked") == ["draw"]
    assert done.stdout.splitlines()[-1] == "REJECTED: tickets, root, result, result_signature"
    malformed = run(edited(put("draw.winners", 0))(BASES["contest"]))
    assert malformed.returncode == 1
    assert names(malformed.stdout, "FAILED") == ["form"]
    assert "draw.winners: is 0, but counts from 1" in malformed.stdout


def test_a_late_call_is_headed_so(run: Run) -> None:
    done = run(edited(put("posts.call", snowflake(time_of(1000))))(BASES["contest"]))
    assert done.returncode == 1
    assert names(done.stdout, "FAILED") == ["posts"]
    assert any(line.startswith("called late: ") for line in done.stdout.splitlines()[:3])


@pytest.mark.parametrize("text", ["", "verified", "[]", "[" * 100_000, b"\xff\xfe"])
def test_nonsense_is_unreadable(run: Run, text: str | bytes) -> None:
    done = run(text)
    assert (done.returncode, done.stderr) == (2, "")
    assert done.stdout.strip().startswith("UNREADABLE: ")


def test_100_mb_are_refused_quickly(run: Run, alone: Path) -> None:
    with (alone / "huge.json").open("wb") as huge:
        huge.write(b'{"protocol":')
        huge.seek(100 * 2**20)
        huge.write(b"}")
    done = run("", "huge.json")
    assert done.returncode == 2
    assert "larger than 16 MiB" in done.stdout


@pytest.mark.parametrize("file", ["missing.json", "fairness", "a\x1b[2Jb"])
def test_what_cannot_be_opened_is_unreadable(run: Run, file: str) -> None:
    done = run("", file)
    assert (done.returncode, done.stderr) == (2, "")
    assert done.stdout.startswith("UNREADABLE: ")
    assert "\x1b" not in done.stdout


def test_it_reads_standard_input(run: Run) -> None:
    assert run("", "-", input=BASES["tie"]).returncode == 0
    assert run("", "-", input="").returncode == 2


def test_keys_that_were_given_are_known(run: Run) -> None:
    keys = [signed(seed, "00" * 32)["public_key"] for seed in (ORCHESTRATOR, SETTLEMENT)]
    given = run(BASES["tie"], "proof.json", "--orchestrator-key", keys[0], "--settlement-key", keys[1])
    assert given.returncode == 0
    assert "unknown key" not in given.stdout
    other = run(BASES["tie"], "proof.json", "--orchestrator-key", keys[1])
    assert other.returncode == 0
    assert "lock signed with an unknown key" in other.stdout
    assert "result signed with an unknown key" in other.stdout
    assert run(BASES["tie"], "proof.json", "--orchestrator-key", "00").returncode == 2


def test_a_test_chain_counts_when_it_is_passed_and_is_named_so(run: Run, alone: Path) -> None:
    local = LocalBeacon.started(b"cli", genesis=proofs.GENESIS)
    tree = json.loads(BASES["contest"])
    chain, signature = local.chain.hash.hex(), local.sign(1000).hex()
    edits = (put("draw.chain", chain), put("beacon.chain", chain), put("beacon.signature", signature))
    text = edited(*edits, again=True)(json.dumps(tree))
    refused = run(text)
    assert refused.returncode == 1
    assert names(refused.stdout, "FAILED") == ["chain"]
    (alone / "info.json").write_text(local.info(), encoding="utf-8")
    done = run(text, "proof.json", "--test-chain", "info.json")
    assert done.returncode == 0
    assert f"TEST CHAIN {chain}" in done.stdout
    (alone / "info.json").write_text(local.info().replace(chain, proofs.QUICKNET), encoding="utf-8")
    impostor = run(text, "proof.json", "--test-chain", "info.json")
    assert impostor.returncode == 2
    assert "quicknet is built in" in impostor.stdout


def test_without_the_libraries_it_says_what_it_could_not_check(run: Run) -> None:
    done = run(BASES["contest"], python=("-S",))  # no site-packages
    assert (done.returncode, done.stderr) == (3, "")
    assert names(done.stdout, "unchecked") == ["beacon", "lock_signature", "result_signature"]
    assert names(done.stdout, "FAILED") == []
    for package in (libraries.BLS, libraries.ED25519):
        assert f"to check it: pip install {package}" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("INCOMPLETE: ")
    assert run(BASES["sealed"], python=("-S",)).returncode == 0
    small = {"public_key": "00" * 32, "signature": "00" * 64}
    forged = run(edited(put("signatures.lock", small))(BASES["contest"]), python=("-S",))
    assert (forged.returncode, names(forged.stdout, "FAILED")) == (1, ["lock_signature"])
    spoilt = edited(put("result", "00" * 32))(BASES["contest"])
    assert run(spoilt, python=("-S",)).returncode == 1


def test_foreign_text_moves_no_cursor(run: Run) -> None:
    nasty = "a\x1b[2J\rVERIFIED\u202e\n\x07ok 👨\u200d👩"
    done = run(edited(put("draw.title", nasty), put("draw.rules", nasty), again=True)(BASES["contest"]))
    assert done.returncode == 0
    assert not set("\x1b\r\u202e\x07") & set(done.stdout)
    assert r"  | a\x1b[2J\rVERIFIED\u202e" in done.stdout
    assert r"  | \x07ok 👨‍👩" in done.stdout
    assert printable("é ✓") == "é ✓"


def test_a_terminal_without_letters_shows_their_numbers(run: Run) -> None:
    done = run(BASES["contest"], python=("-X", "utf8=0"), env={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, "")
    assert r"The long night \u2713" in done.stdout


def test_help_names_the_exit_codes(run: Run) -> None:
    done = run("", "--help")
    assert done.returncode == 0
    assert "0 verified, 1 rejected, 2 unreadable, 3 not all could be checked" in " ".join(done.stdout.split())


def test_it_names_the_versions_that_the_project_is_pinned_to() -> None:
    project = tomllib.loads((FOLDER.parent / "pyproject.toml").read_text(encoding="utf-8"))
    assert {libraries.BLS, libraries.ED25519} <= set(project["project"]["dependencies"])
