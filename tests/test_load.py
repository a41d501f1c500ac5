"""Load and soak in small: the code of `python -m benchmarks.load` and `python -m benchmarks.soak`, for some seconds."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.load import __main__ as load
from benchmarks.load import run as loading
from benchmarks.load.seen import Plan as Load
from benchmarks.load.seen import Seen, figures, story
from benchmarks.soak import __main__ as soaking
from benchmarks.soak import invariants
from benchmarks.soak.invariants import Chains
from benchmarks.soak.journal import Journal, Word
from benchmarks.soak.logs import unexpected
from benchmarks.soak.run import Plan, Report, Soak, Tell
from storage import migrations

SABOTAGE = {
    "a transaction does not sum to 0": "UPDATE postings SET amount = amount + 1 WHERE transaction_id = 1 AND after > 0",
    "a transaction has no postings": "DELETE FROM postings WHERE transaction_id = 1",
    "an account is not the sum of its postings": "UPDATE accounts SET balance = balance + 1 WHERE kind = 'wallet'",
    "an escrow is not what is staked": "UPDATE accounts SET balance = 7 WHERE kind = 'escrow'",
    "a pot that is over holds credits": "UPDATE accounts SET balance = 7 WHERE kind = 'escrow'",
    "a pot was paid twice": "UPDATE transactions SET act = 'payout', pot_id = 1 WHERE id < 3",
    "a pot with a winner was not paid": "UPDATE pots SET id = id + 9999, state = 'settled', winner_id = 1, payout = 5",
    "a pot was paid that has no winner": "UPDATE pots SET winner_id = NULL, state = 'cancelled'",
    "points are not the sum of their lines": "UPDATE point_balances SET balance = balance - 1",
    "a line of points does not": 'UPDATE point_entries SET "after" = "after" + 1 WHERE id = 1',
    "draws are not numbered without a gap": "UPDATE draws SET number = 99 WHERE number = 1",
    "the log of": "UPDATE audit SET body = CAST(body || ' ' AS BLOB) WHERE seq = 3",
}
"""What each invariant has to find, by the words in which it does."""


@pytest.fixture(scope="module")
def soaked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Soak, Report]:
    """About an hour of the world with three kills, and what it left behind."""
    soak = Soak(Plan(hours=1, kills=3, seed=11, guilds=1, members=12, calm=0.5), tmp_path_factory.mktemp("soak"), print)
    return soak, asyncio.run(soak.run())


def test_a_little_load_is_answered_without_an_error():
    plan = Load(guilds=2, members=30, rate=12, seconds=5, seed=5)
    seen = loading.run(plan)
    assert seen.troubles == {}
    assert len(seen.answers) == len(seen.late) > 30
    assert len(seen.latencies) > 10
    assert seen.lags
    assert seen.pages["verify 200"]
    assert len(figures(plan, seen)) == 3
    assert any("the bot's event loop" in line for line in story(seen))


@pytest.mark.parametrize("missed", ["error", "late", "memory", None])
def test_a_figure_that_is_missed_is_told_by_the_exit_code(missed: str | None, monkeypatch: pytest.MonkeyPatch):
    seen = Seen(memory=[(0.2, 1000), (1.0, 1200 if missed == "memory" else 1010)], late=[0.0])
    seen.latencies["/pot join"] = [2.5 if missed == "late" else 0.1] * 100
    seen.troubles.update(["broke"] if missed == "error" else [])

    def run(_: Load) -> Seen:
        return seen

    monkeypatch.setattr(load, "run", run)
    assert load.main([]) == (missed is not None)


def test_a_soak_with_kills_keeps_every_invariant(soaked: tuple[Soak, Report]):
    _, report = soaked
    assert report.faults == []
    assert report.kills.total() == 3
    assert sum(times for (_, word), times in report.deeds.items() if word == "done") > 10
    assert report.hours > 1
    assert report.checks
    assert any("0 faults" in line for line in soaking.story(report))


@pytest.mark.parametrize(("found", "sabotage"), SABOTAGE.items())
def test_each_invariant_finds_what_it_is_about(soaked: tuple[Soak, Report], tmp_path: Path, found: str, sabotage: str):
    soak, _ = soaked
    path = Path(shutil.copy(soak.place / "guildhall.db", tmp_path))
    with closing(sqlite3.connect(path)) as books:
        books.execute("PRAGMA ignore_check_constraints = ON")
        for (trigger,) in books.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            books.execute(f"DROP TRIGGER {trigger}")
        assert books.execute(sabotage).rowcount > 0
        books.commit()
    assert any(fault.startswith(found) for fault in invariants.faults(path, soak.chains))


def test_a_log_that_got_shorter_is_found(soaked: tuple[Soak, Report], tmp_path: Path):
    soak, _ = soaked
    path = Path(shutil.copy(soak.place / "guildhall.db", tmp_path))
    chains = Chains()
    assert invariants.faults(path, chains) == []
    with closing(sqlite3.connect(path)) as books:
        for (trigger,) in books.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            books.execute(f"DROP TRIGGER {trigger}")
        books.execute("DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)")
        books.commit()
    (fault,) = invariants.faults(path, chains)
    assert "rows and has" in fault


def test_every_question_about_what_is_stuck_can_be_asked(tmp_path: Path):
    migrations.upgrade(f"sqlite:///{tmp_path / 'guildhall.db'}")
    assert invariants.overdue(tmp_path / "guildhall.db", 2e9) == []


@pytest.mark.parametrize(
    ("word", "there", "fault"),
    [
        (Word.DONE, 1, False),
        (Word.DONE, 0, True),
        (Word.DONE, 2, True),
        (Word.REFUSED, 0, False),
        (Word.REFUSED, 1, True),
        (Word.SILENCE, 0, False),
        (Word.SILENCE, 1, False),
        (Word.SILENCE, 2, True),
    ],
)
def test_a_deed_stands_in_the_books_as_it_was_told(word: Word, there: int, fault: bool):
    journal = Journal()
    journal.expect("grant", "SELECT ?", there).told(word)
    with closing(sqlite3.connect(":memory:")) as books:
        assert bool([*journal.faults(books)]) is fault


def test_what_was_told_once_is_not_forgotten():
    deed = Journal().expect("grant", "SELECT 1")
    for word, best in ((Word.REFUSED, Word.REFUSED), (Word.SILENCE, Word.SILENCE), (Word.REFUSED, Word.SILENCE)):
        deed.told(word)
        assert deed.word is best
    deed.told(Word.DONE)
    deed.told(Word.SILENCE)
    assert deed.word is Word.DONE


def test_an_error_in_the_log_needs_a_cause_that_was_there():
    line = {"level": "ERROR", "logger": "x", "message": "the database refused", "error": "database or disk is full"}
    assert [expected for _, expected in unexpected([line], {"the disk is full"})] == ["the disk is full"]
    assert [expected for _, expected in unexpected([line], set())] == [""]
    assert [*unexpected([line | {"level": "WARNING"}], set())] == []


def test_what_a_soak_found_is_told_by_the_exit_code(monkeypatch: pytest.MonkeyPatch, soaked: tuple[Soak, Report]):
    _, report = soaked
    told = replace(report, faults=[])

    def run(_: Plan, tell: Tell) -> Report:
        tell("10 kills")
        return told

    monkeypatch.setattr(soaking, "run", run)
    assert soaking.main([]) == 0
    told.faults.append("a pot was paid twice")
    assert soaking.main([]) == 1
