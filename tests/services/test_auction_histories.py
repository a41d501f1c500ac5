"""A short, seeded part of the random histories of auctions; for the long part: `tests.services.auction_histories`."""

from datetime import datetime

import pytest

from domain.auctions import Auction, Purse, check_bid
from storage.engine import Database
from tests.services import auction_histories

SEEDS = range(700_000, 700_030)


@pytest.mark.parametrize("seed", SEEDS[:8])
async def test_whatever_happens_bids_are_covered_and_auctions_end_once(db: Database, seed: int):
    await auction_histories.run(db, seed)


async def lived(db: Database) -> None:
    """History after history."""
    for seed in SEEDS:
        await auction_histories.run(db, seed)


async def test_a_house_that_takes_any_bid_is_found_out(db: Database, monkeypatch: pytest.MonkeyPatch):
    def careless(auction: Auction, points: int, purse: Purse, now: datetime) -> int:
        return check_bid(auction, points, Purse(10**18, 0, purse.mine), now)

    monkeypatch.setattr("services.loot.auctioning.check_bid", careless)
    with pytest.raises(AssertionError, match="holds"):
        await lived(db)


async def test_a_house_that_never_passes_anybody_over_is_found_out(db: Database, monkeypatch: pytest.MonkeyPatch):
    def generous(*_: object) -> bool:
        return True

    monkeypatch.setattr("services.loot.hammer._can_pay", generous)
    with pytest.raises(AssertionError, match="could not pay"):
        await lived(db)
