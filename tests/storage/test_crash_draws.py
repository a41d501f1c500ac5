"""A draw whose bot is killed at every point: it is never lost, never called twice, and ends in a proof that holds."""

import asyncio
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

from domain.draws import DrawState
from fairness.verify import Verification
from storage import audit, migrations, notices
from storage.draws import Record
from tests.storage.crashing_draws import BEGIN, GUILD, HASHES, House
from tests.storage.test_crash import lines, lives_of

ROOT = Path(__file__).parents[2]
POINTS = {
    "before the commit",
    "after the commit",
    "after it was handed out",
    "before Discord took it",
    "after Discord took it",
}
STEPS = ("draw.committed", "draw.locked", "draw.called", "draw.settled")


@pytest.fixture(scope="module")
def lives(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The folders that the killed processes left behind."""
    return lives_of("crashing_draws", migrated, tmp_path_factory.mktemp("draws"))


@dataclass(frozen=True)
class Aftermath:
    """What the restarted bot found, and what became of the draw."""

    handed_out: dict[str, str]
    found: Record | None
    done: Record
    proof: Verification
    log: Counter[str]
    sound: bool
    pending: int


@cache
def aftermath(folder: Path) -> Aftermath:
    """The draw after the bot was started anew and went on."""
    return asyncio.run(_restart(folder))


async def _restart(folder: Path) -> Aftermath:
    migrations.upgrade(f"sqlite:///{folder / 'guildhall.db'}")
    handed_out = {line["step"]: line["hash"] for line in lines(folder / "receipts")}
    house = House(folder, BEGIN + timedelta(minutes=2))
    await house.db.open()
    found = await house.record()
    await house.go_on()
    await house.hall.notices.deliver()
    done = await house.record()
    assert done is not None
    entries = await house.db.read(lambda tx: audit.page(tx, GUILD, kind=None, limit=99, offset=0))
    verdict, note = await house.db.read(lambda tx: audit.check(tx, GUILD))
    after = Aftermath(
        handed_out,
        found,
        done,
        await house.hall.draws.check(await house.hall.draws.proof_of(GUILD, 1)),
        Counter(entry.kind for entry in entries),
        (verdict.fault, note) == (None, 0),
        await house.db.read(notices.pending),
    )
    await house.db.close()
    return after


def hashes(record: Record | None) -> dict[str, str]:
    """What the books hold of each step that was taken."""
    if record is None:
        return {}
    steps = {
        "commit": record.commitment,
        "lock": record.lock and record.lock.hash,
        "call": record.call and record.call.hash,
        "settle": record.result,
    }
    return {step: value.hex() for step, value in steps.items() if value is not None}


def test_every_kind_of_point_was_the_end_of_somebody(lives: list[Path]):
    ends = Counter(line["at"] for folder in lives for line in lines(folder / "died"))
    assert set(ends) == POINTS
    assert len(lives) > 30
    assert sum((folder / "lived").exists() for folder in lives) == 1


def test_somebody_was_killed_in_every_state(lives: list[Path]):
    states = {after.found.state if after.found else None for after in map(aftermath, lives)}
    assert states == {None, DrawState.COMMITTED, DrawState.LOCKED, DrawState.CALLED, DrawState.SETTLED}


def test_what_was_handed_out_is_in_the_books_to_the_letter(lives: list[Path]):
    for folder in lives:
        after = aftermath(folder)
        assert after.handed_out.items() <= hashes(after.found).items(), folder.name


def test_no_step_that_was_found_is_taken_again(lives: list[Path]):
    for folder in lives:
        after = aftermath(folder)
        assert hashes(after.found).items() <= hashes(after.done).items(), folder.name
        for step in STEPS:
            assert after.log[step] == 1, (folder.name, after.log)


def test_every_draw_comes_to_its_end_with_a_proof_that_holds(lives: list[Path]):
    for folder in lives:
        after = aftermath(folder)
        assert after.done.state is DrawState.SETTLED
        # The bot came back two minutes later: where it was killed with the call in hand, that was too late to post.
        broken = {failure.name for failure in after.proof.failures}
        assert broken <= {"posts"}, folder.name
        assert (broken == {"posts"}) == after.proof.called_late, folder.name
    assert {aftermath(folder).proof.called_late for folder in lives} == {True, False}


def test_all_that_was_posted_of_a_step_is_the_same(lives: list[Path]):
    """A second lock or call with another hash would be called what it is."""
    for folder in lives:
        aftermath(folder)
        posts = lines(folder / "posts")
        for event in HASHES:
            assert len({(post["nonce"], post["hash"]) for post in posts if post["event"] == event}) == 1, folder.name
        assert len({post["nonce"] for post in posts if post["event"] == "draw.keys"}) == 1


def test_nothing_is_left_to_tell_and_the_log_is_intact(lives: list[Path]):
    for folder in lives:
        after = aftermath(folder)
        assert (after.pending, after.sound) == (0, True), folder.name
        assert after.done.posts is not None


def test_the_files_are_sound(lives: list[Path]):
    for folder in lives:
        aftermath(folder)
        with closing(sqlite3.connect(folder / "guildhall.db")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_of_two_leaders_one_came_too_late(lives: list[Path]):
    (lived,) = [folder for folder in lives if (folder / "lived").exists()]
    assert [line["code"] for line in lines(lived / "refusals")] == ["draw.called_before"]
