"""A challenge whose bot is killed at every point: one result, every prize once, and whatever changed is told."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from domain.credit import Credit
from domain.ledger import wallet
from storage import challenge_points, challenge_results, ledger, ledger_check, members, migrations, notices
from tests.storage.crashing_challenges import PEOPLE, ChallengeHouse
from tests.storage.crashing_draws import BEGIN, GUILD
from tests.storage.test_crash import lines, lives_of


@pytest.fixture(scope="module")
def lives(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The folders that the killed processes left behind."""
    return lives_of("crashing_challenges", migrated, tmp_path_factory.mktemp("challenges"))


@dataclass(frozen=True)
class Aftermath:
    """What stood when the bot came back (places by person, None before any), and what became of it."""

    before: tuple[tuple[int, int], ...] | None
    places: dict[int, int]
    credits: list[int]
    points: list[int]
    rewards: list[tuple[str, int, bool]]
    faults: int
    pending: int
    told: list[str]


@cache
def aftermath(folder: Path) -> Aftermath:
    """The bot is started anew on what is left, and goes on."""
    return asyncio.run(_restart(folder))


async def _restart(folder: Path) -> Aftermath:
    migrations.upgrade(f"sqlite:///{folder / 'guildhall.db'}")
    house = ChallengeHouse(folder, BEGIN + timedelta(minutes=2))
    await house.db.open()
    before = await house.db.read(_kept)
    await house.finish()
    after = await house.db.read(lambda tx: _aftermath(tx, before))
    await house.db.close()
    return after


def _kept(tx: Connection) -> tuple[tuple[int, int], ...] | None:
    if tx.execute(text("SELECT completed_at FROM challenges")).scalar() is None:
        return None
    found = challenge_results.ranks(tx, 1, limit=99)
    return tuple(((one.user_id or 9000) - 9000, one.result.place) for one in found)


def _aftermath(tx: Connection, before: tuple[tuple[int, int], ...] | None) -> Aftermath:
    ids = {one: member.id for one in PEOPLE if (member := members.find(tx, GUILD, 9000 + one))}
    points = challenge_points.totals(tx, 1)
    given = challenge_results.rewards(tx, 1)
    told = tx.execute(text("SELECT event FROM outbox WHERE event IN ('challenge.completed', 'challenge.to_send')"))
    return Aftermath(
        before,
        dict(_kept(tx) or ()),
        [ledger.balance(tx, GUILD, Credit.CREDIT, wallet(ids[one])) for one in PEOPLE],
        [points.get(ids[one], 0) for one in PEOPLE],
        sorted((one.reward.key, one.number, one.taken_at is None) for one in given),
        len(ledger_check.check(tx)) + len(challenge_points.check(tx)),
        notices.pending(tx),
        sorted(told.scalars()),
    )


def test_somebody_was_killed_in_every_state(lives: list[Path]):
    stood = {after.before for after in map(aftermath, lives)}
    assert stood == {
        None,
        ((1, 1), (2, 2), (3, 3), (4, 4)),
        ((2, 1), (3, 2), (4, 3)),
    }, "a result is there whole or not at all"
    assert sum((folder / "lived").exists() for folder in lives) == 1


def test_everybody_comes_to_the_same_end(lives: list[Path]):
    for folder in lives:
        after = aftermath(folder)
        assert after.places == {2: 1, 3: 2, 4: 3}, folder.name
        # Four voted, two of them for two that count; the first handed in nothing that counts.
        assert after.credits == [7, 20 + 500, 20 + 300, 20], folder.name
        assert (after.faults, after.pending) == (0, 0), folder.name
    assert len({tuple(aftermath(folder).points) for folder in lives}) == 1
    assert len({tuple(aftermath(folder).rewards) for folder in lives}) == 1


def test_every_change_is_told_once(lives: list[Path]):
    for folder in lives:
        after = aftermath(folder)
        assert after.told == ["challenge.completed"] * 2 + ["challenge.to_send"] * 2, folder.name
        nonces = [line["nonce"] for line in lines(folder / "posts") if line["event"] == "challenge.completed"]
        assert len(set(nonces)) == 2, folder.name
