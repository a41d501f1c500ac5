"""Loot whose bot is killed at every point: sold once, charged once, awarded once, and every point accounted for."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

from domain.loot import AuctionState, DecisionState
from domain.points import Act, Pool
from storage import auctions, loot_items, members, migrations, notices, points
from storage.loot_items import Source
from tests.storage.crashing_draws import BEGIN, GUILD
from tests.storage.crashing_loot import BIDS, GIFT, PEOPLE, TIED, LootHouse
from tests.storage.test_crash import lines, lives_of

SHIELD = 15_00


@pytest.fixture(scope="module")
def lives(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The folders that the killed processes left behind."""
    return lives_of("crashing_loot", migrated, tmp_path_factory.mktemp("loot"))


@dataclass(frozen=True)
class Aftermath:
    """How it all stood when the bot came back, which bids had been told and kept, and what became of it."""

    told: set[tuple[int, int]]
    auction: AuctionState | None
    decision: DecisionState | None
    kept: set[tuple[int, int]]
    sold: AuctionState | None
    items: Counter[Source]
    acts: Counter[Act]
    balances: tuple[int, ...]
    faults: int
    pending: int


@cache
def aftermath(folder: Path) -> Aftermath:
    """The loot after the bot was started anew and everybody did again what they had done."""
    return asyncio.run(_restart(folder))


async def _restart(folder: Path) -> Aftermath:
    migrations.upgrade(f"sqlite:///{folder / 'guildhall.db'}")
    house = LootHouse(folder, BEGIN + timedelta(minutes=2))
    await house.db.open()
    told = {(line["who"], line["bid"]) for line in lines(folder / "receipts") if "bid" in line}
    auction, decision = await house.auction(), await house.decision()
    found = await house.db.read(lambda tx: auctions.standing(tx, auction.id)) if auction else []
    users = await house.db.read(lambda tx: members.users(tx, {bid.member_id for bid in found}))
    kept = {(users[bid.member_id] or 0, bid.amount) for bid in found}
    await house.finish()
    sold = await house.auction()

    def balances(tx: object) -> tuple[int, ...]:
        ids = [members.ensure(tx, GUILD, one.user_id, BEGIN).id for one in PEOPLE]  # type: ignore[arg-type]
        held = points.balances_of(tx, ids)  # type: ignore[arg-type]
        return tuple(held[one][Pool.DKP] for one in ids)

    after = Aftermath(
        told,
        auction.state if auction else None,
        decision.state if decision else None,
        kept,
        sold.state if sold else None,
        Counter(one.source for one in await house.db.read(lambda tx: loot_items.every(tx, GUILD))),
        Counter(batch.act for batch, _ in await house.db.read(lambda tx: points.every(tx, GUILD))),
        await house.db.write(balances),
        len(await house.db.read(points.check)),
        await house.db.read(notices.pending),
    )
    await house.db.close()
    return after


def test_somebody_was_killed_in_every_state(lives: list[Path]):
    states = {after.auction for after in map(aftermath, lives)}
    assert states == {None, AuctionState.OPEN, AuctionState.ROLLING, AuctionState.SOLD}
    assert {after.decision for after in map(aftermath, lives)} >= {None, DecisionState.OPEN, DecisionState.AWARDED}
    assert len(lives) > 60
    assert sum((folder / "lived").exists() for folder in lives) == 1


def test_what_people_were_told_is_in_the_books(lives: list[Path]):
    for folder in lives:
        assert aftermath(folder).told <= aftermath(folder).kept, folder.name
    assert any(aftermath(folder).told for folder in lives)


def test_everything_is_handed_out_and_paid_once(lives: list[Path]):
    for folder in lives:
        after = aftermath(folder)
        assert after.sold is AuctionState.SOLD, folder.name
        assert after.items == {Source.AUCTION: 1, Source.DECISION: 1}, folder.name
        assert after.acts == {Act.AWARD: 1, Act.AUCTION: 1, Act.ITEM: 1}, folder.name
        assert sum(after.balances) == len(PEOPLE) * GIFT - TIED - SHIELD, folder.name
        tied = [GIFT - TIED - SHIELD, GIFT], [GIFT - SHIELD, GIFT - TIED]
        assert list(after.balances[:2]) in tied, folder.name
        assert after.balances[2] == GIFT, folder.name
        assert (after.faults, after.pending) == (0, 0), folder.name


def test_the_bids_are_those_that_were_made():
    assert [amount for _, amount in BIDS].count(TIED // 100) == 2
