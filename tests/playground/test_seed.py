"""A seed and a start repeat a world exactly: every row of every table, and all that the crowd does in it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, select

from config import Settings
from playground import past
from playground.crowd import Crowd
from playground.crowd_acts import Act
from playground.world import last_run_before, open_world

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)

Books = dict[str, list[tuple[Any, ...]]]


async def books_of(folder: Path, seed: int) -> tuple[Books, list[str]]:
    """Everything in the books after a short past in which much happened, and what the crowd did then."""
    until = last_run_before(NOW)
    start = until - timedelta(days=past.DAYS - 1, hours=2)
    async with open_world(Settings(data_dir=folder), seed=seed, start=start, since=until) as world:
        await past.live(world, until)
        world.clock.move_to(NOW)
        crowd, done = Crowd(world, seed), list[str]()
        crowd.let_loose(tuple(Act), most=8)
        with world.env.time_context():
            while await crowd.act():
                done.append(crowd.said[-1])
                world.env.skip(1)
            await world.bot.tick()
        assert list(world.troubles.latest) == []
        assert world.hiscores.most_under_way == 1, "the order of two answers would be chance"
        return await world.bot.db.read(every_row), done


def every_row(tx: Connection) -> Books:
    """All tables, each in its own order."""
    tables = MetaData()
    tables.reflect(tx)
    return {name: [tuple(row) for row in tx.execute(select(table))] for name, table in sorted(tables.tables.items())}


def differing(one: Books, other: Books) -> set[str]:
    """The tables that are not the same."""
    return {name for name in one if one[name] != other[name]}


async def test_a_seed_and_a_start_repeat_every_row_and_another_seed_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past, "DAYS", 3)
    first, acts = await books_of(tmp_path / "first", 7)
    again, acts_again = await books_of(tmp_path / "again", 7)
    assert differing(first, again) == set()
    assert acts_again == acts
    assert len(acts) == 8
    for name in ("draws", "audit_notes", "snapshots", "pot_stakes", "auction_bids", "submissions", "challenge_votes"):
        assert first[name], f"{name} is empty, so nothing was compared"
    other, _ = await books_of(tmp_path / "other", 8)
    assert differing(first, other) >= {"draws", "audit", "audit_notes", "snapshots", "draw_entries", "submissions"}


async def test_a_world_s_secrets_follow_from_its_seed_alone(tmp_path: Path) -> None:
    secrets: list[tuple[str, bytes]] = []
    for folder, seed in (("first", 7), ("again", 7), ("other", 8)):
        async with open_world(Settings(data_dir=tmp_path / folder), seed=seed, start=NOW, since=NOW) as world:
            secrets.append((world.bot.settings.secret_key.get_secret_value(), world.bot.hall.desk.entropy(16)))
    first, again, other = secrets
    assert first == again
    assert first[0] != other[0]
    assert first[1] != other[1]
