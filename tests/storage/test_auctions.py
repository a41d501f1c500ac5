"""Auctions in the database: what is reserved, what is due, who stands where in a list."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from domain.auctions import AuctionState, Ending, Sale, Scope, Terms
from storage import auctions, members
from storage.auctions import RollText
from storage.engine import Database

GUILD = 77
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def opened(tx: Connection, sale: Sale = Sale.SEALED, *, guild: int = GUILD, minutes: int = 5) -> int:
    """A fresh auction of some minutes."""
    by, ends = members.ensure(tx, guild, 1, NOON).id, NOON + minutes * MINUTE
    terms = Terms(f"Item {minutes}%_", sale, 10_00, 1_00, 30, Scope.ALL)
    times = {"now": NOON, "closes_at": ends, "latest_at": ends, "warn_at": ends - MINUTE}
    return auctions.open_auction(tx, guild, terms, RollText("", ""), channel_id=3, by=by, **times)


def bid(tx: Connection, auction_id: int, member_id: int, amount: int, *, leads: bool = False) -> None:
    """Somebody's bid, in points."""
    key = f"{auction_id}:{member_id}:{amount}"
    auctions.bid(tx, auction_id, member_id, amount * 100, key=key, at=NOON)
    ahead = (member_id, amount * 100) if leads else None
    auctions.follow_bid(tx, auction_id, closes_at=NOON + 5 * MINUTE, newcomers=1, leads=ahead)


async def check(db: Database, work: Callable[[Connection], None]) -> None:
    """Do it in one transaction."""
    await db.write(work)


async def test_what_is_reserved_is_the_newest_secret_bid_and_what_leads(db: Database):
    def work(tx: Connection) -> None:
        mara, tom = (members.ensure(tx, GUILD, user, NOON).id for user in (9, 10))
        sealed, opens, other = opened(tx), opened(tx, Sale.OPEN), opened(tx, Sale.SECOND_PRICE)
        bid(tx, sealed, mara, 60)
        bid(tx, sealed, mara, 40)
        bid(tx, opens, mara, 20, leads=True)
        bid(tx, other, mara, 7)
        bid(tx, other, tom, 99)
        assert auctions.reserved(tx, GUILD, mara) == 67_00
        assert auctions.reserved(tx, GUILD, mara, sealed) == 27_00
        assert auctions.reserved(tx, GUILD, mara, opens) == 47_00
        assert auctions.reserved(tx, 1, mara) == 0
        bid(tx, opens, tom, 30, leads=True)
        assert (auctions.reserved(tx, GUILD, mara), auctions.reserved(tx, GUILD, tom)) == (47_00, 129_00)
        auctions.cancel(tx, other, "why", by=tom, at=NOON)
        auctions.end(tx, sealed, by=None, at=NOON)
        auctions.unsold(tx, sealed, Ending.NO_PAYERS)
        assert (auctions.reserved(tx, GUILD, mara), auctions.reserved(tx, GUILD, tom)) == (0, 30_00)

    await check(db, work)


async def test_of_a_bid_that_was_taken_back_nothing_stands(db: Database):
    def work(tx: Connection) -> None:
        mara, tom = (members.ensure(tx, GUILD, user, NOON).id for user in (9, 10))
        sealed = opened(tx)
        bid(tx, sealed, mara, 60)
        bid(tx, sealed, tom, 50)
        bid(tx, sealed, mara, 0)
        assert [one.member_id for one in auctions.standing(tx, sealed)] == [tom]
        assert auctions.bid_of(tx, sealed, mara) is None
        assert auctions.reserved(tx, GUILD, mara) == 0

    await check(db, work)


async def test_what_is_due_is_what_something_is_to_be_done_about(db: Database):
    def work(tx: Connection) -> None:
        soon, later = opened(tx, minutes=5), opened(tx, minutes=9)
        long_ago = NOON - 24 * 60 * MINUTE

        def due(minutes: float) -> list[int]:
            return [one.id for one in auctions.due(tx, NOON + minutes * MINUTE, long_ago)]

        assert due(3.9) == []
        assert due(4) == [soon], "it is to be told that it is closing"
        auctions.told_closing(tx, soon)
        assert due(4.9) == []
        assert due(5) == [soon]
        assert due(20) == [soon, later]
        assert auctions.end(tx, soon, by=None, at=NOON)
        assert not auctions.end(tx, soon, by=None, at=NOON), "once"
        auctions.unsold(tx, soon, Ending.NO_BIDS)
        assert due(20) == [later]

    await check(db, work)


async def test_lists_show_live_ones_first_and_names_are_taken_to_the_letter(db: Database):
    def work(tx: Connection) -> None:
        first, second, third = (opened(tx, minutes=minutes) for minutes in (1, 2, 3))
        opened(tx, guild=1)
        auctions.cancel(tx, third, "why", by=1, at=NOON)
        assert [one.id for one in auctions.page(tx, GUILD, limit=9)] == [second, first, third]
        assert [one.id for one in auctions.page(tx, GUILD, limit=1, offset=1)] == [first]
        assert auctions.count(tx, GUILD) == 3
        assert [one.id for one in auctions.named(tx, GUILD, "item 2%", None, 9)] == [second]
        assert auctions.named(tx, GUILD, "i%m", None, 9) == []
        assert [one.id for one in auctions.named(tx, GUILD, "", [AuctionState.CANCELLED], 9)] == [third]

    await check(db, work)
