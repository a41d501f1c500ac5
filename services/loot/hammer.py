"""How an auction comes to its end: who wins and pays, the roll of a tie, and the way back when it is undone."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from domain.auctions import GIVE_UP_AFTER, Auction, AuctionState, Bid, Ending, Outcome, PassedOver, decide, outcome
from domain.draws import DrawState
from domain.loot import AUCTION_CLOSED, ZERO_SUM
from domain.points import HUNDRED, Act, Batch, Change, Pool, shared
from services.draws import Draws
from services.loot.auction_finding import changed, find, note
from services.loot.books import Books
from services.loot.rolls import Rolls
from storage import auctions, audit, draw_entries, draws, loot_items, notices, points, raids, settings
from storage.draws import Record
from storage.loot_items import Item, Source

_RAID_AGE = timedelta(hours=24)
"""How old the raid may be among whom a price is shared."""


class Hammer:
    """The steps at an auction's end, inside the transaction of whatever brought it about."""

    def __init__(self, books: Books, rolls: Rolls, draws_: Draws) -> None:
        self._books = books
        self._rolls = rolls
        self._draws = draws_
        rolls.when_rolled(self._rolled, self._given_up)
        books.when_undone(Act.AUCTION, _undone)

    def close(self, tx: Connection, auction: Auction, now: datetime, *, by: int | None) -> bool:
        """Take no more bids and decide; False when somebody else closed it. `by` is None for the clock."""
        if not auctions.end(tx, auction.id, by=by, at=now):
            return False
        self._decide(tx, find(tx, auction.guild_id, auction.id), now)
        return True

    def give_up(self, tx: Connection, auction: Auction, now: datetime) -> bool:
        """Nothing is sold, and every bid is free, where a roll could not be posted for a day or not be decided for two.

        A beacon that is silent for a day is told of by the draw itself.
        """
        if auction.state is not AuctionState.ROLLING or auction.draw_id is None or auction.ended_at is None:
            return False
        waited = now - auction.ended_at
        if draws.by_id(tx, auction.draw_id).state in (DrawState.COMMITTED, DrawState.LOCKED):
            if waited < GIVE_UP_AFTER:
                return False
            self._draws.steps.cancel(tx, auction.draw_id, by=None, why="auction.unposted", now=now)
            _unsold(tx, auction, Ending.UNPOSTED, now)
            return True
        if waited < 2 * GIVE_UP_AFTER:
            return False
        _unsold(tx, auction, Ending.BROKEN, now)
        return True

    def call_off(self, tx: Connection, auction: Auction, ending: Ending, now: datetime) -> bool:
        """Nothing is sold, and every bid is free; False when it is over, or a roll that was called decides it."""
        if auction.draw_id is not None and auction.state is AuctionState.ROLLING:
            if draws.by_id(tx, auction.draw_id).state not in (DrawState.COMMITTED, DrawState.LOCKED):
                return False
            self._draws.steps.cancel(tx, auction.draw_id, by=None, why=f"auction.{ending}", now=now)
        elif not auctions.end(tx, auction.id, by=None, at=now):
            return False
        _unsold(tx, auction, ending, now)
        return True

    def _decide(self, tx: Connection, auction: Auction, now: datetime) -> None:
        """Sell to whoever wins and can pay; those who cannot are passed over; a tie is rolled."""
        terms, bids = auction.terms, _left(tx, auction)
        decided = decide(terms.sale, bids, terms.minimum, lambda one, price: _can_pay(tx, auction, one, price))
        for passed in decided.passed:
            _pass_over(tx, auction, passed, now)
        found = decided.outcome
        if found is None:
            _unsold(tx, auction, Ending.NO_PAYERS if auctions.passed_over(tx, auction.id) else Ending.NO_BIDS, now)
            return
        winner, *others = found.tied
        if others:
            self._roll(tx, auction, found, now)
        else:
            self._sell(tx, auction, winner, found.price, now)

    def _roll(self, tx: Connection, auction: Auction, tie: Outcome, now: datetime) -> None:
        text, where = auctions.roll_text(tx, auction.id), auction.channel_id
        draw_id = self._rolls.begin(
            tx, auction.guild_id, auction.terms.item, text.rules, tie.tied, channel_id=where, by=None, now=now
        )
        auctions.roll(tx, auction.id, draw_id)
        changed(tx, auction)
        note(tx, "auction_rolling", auction, people=len(tie.tied))

    def _rolled(self, tx: Connection, record: Record, winner: int, now: datetime) -> bool:
        """Sell to the winner of a roll; one who can no longer pay is passed over, and the next position steps up."""
        auction = auctions.by_draw(tx, record.id)
        if auction is None:
            return False
        if auction.state is not AuctionState.ROLLING:  # it was given up: the roll shows what would have been
            return True
        position, drawn = 0, winner
        while drawn is not None:
            price = _price(tx, auction)
            if _can_pay(tx, auction, drawn, price):
                self._sell(tx, auction, drawn, price, now)
                return True
            _pass_over(tx, auction, PassedOver(drawn, price), now)
            grounds = auctions.roll_text(tx, auction.id).grounds
            self._draws.steps.void(tx, record.id, position, grounds, by=None, now=now)
            position += 1
            drawn = draw_entries.winner(tx, record.id, position)
        self._decide(tx, auction, now)
        return True

    def _given_up(self, tx: Connection, record: Record, now: datetime) -> bool:
        auction = auctions.by_draw(tx, record.id)
        if auction is not None and auction.state is AuctionState.ROLLING:
            _unsold(tx, auction, Ending.SILENT, now)
        return auction is not None

    def _sell(self, tx: Connection, auction: Auction, winner: int, price: int, now: datetime) -> None:
        """Charge the winner and hand the item over, in one batch; under a zero sum the raid gets the price."""
        by, item, reference = auction.ended_by, auction.terms.item, f"auction:{auction.id}"
        raid = _raid(tx, auction.guild_id, winner, now)
        parts = shared(price, len(raid)) if raid else ()
        changes = [Change(winner, Pool.DKP, -price, reference)]
        changes += [Change(one, Pool.DKP, part, reference) for one, part in zip(raid or (), parts, strict=True)]
        facts = {"auction": auction.id}
        entered = self._books.enter(
            tx, auction.guild_id, Act.AUCTION, changes, key=reference, at=now, by=by, reason=item, facts=facts
        )
        handed = Item(
            member_id=winner,
            item=item,
            batch_id=entered.batch.id,
            source=Source.AUCTION,
            at=now,
            pool=Pool.DKP,
            paid=price,
            auction_id=auction.id,
            by=by or auction.opened_by,
        )
        loot_items.add(tx, auction.guild_id, handed)
        people = None if raid is None else len(raid)
        auctions.sold(tx, auction.id, winner=winner, price=price, batch_id=entered.batch.id, shared=people)
        told = facts | {"member": winner, "points": price // HUNDRED, "bidders": auction.bidders}
        audit.append(tx, auction.guild_id, "auction.sold", actor=by, at=now, facts=told)
        tell_closed(tx, auction, now)
        note(tx, "auction_sold", auction, points=price // HUNDRED)


def tell_closed(tx: Connection, auction: Auction, now: datetime) -> None:
    """Tell once that it is over, whatever came of it."""
    key, facts = f"auction:{auction.id}:closed", {"auction": auction.id}
    notices.put(tx, auction.guild_id, AUCTION_CLOSED.name, key=key, facts=facts, now=now)
    changed(tx, auction)


def _left(tx: Connection, auction: Auction) -> list[Bid]:
    """The bids of those who were not passed over."""
    out = {one.member_id for one in auctions.passed_over(tx, auction.id)}
    return [bid for bid in auctions.standing(tx, auction.id) if bid.member_id not in out]


def _price(tx: Connection, auction: Auction) -> int:
    """What the winner of a roll pays: what is tied, unless only one of the tied is left."""
    found = outcome(auction.terms.sale, _left(tx, auction), auction.terms.minimum)
    assert found is not None  # noqa: S101 - somebody of the tied is left
    return found.price


def _can_pay(tx: Connection, auction: Auction, member_id: int, price: int) -> bool:
    """Whether somebody has the price; who was outbid may have bid it elsewhere since."""
    balance = points.balance(tx, member_id, Pool.DKP)
    held_here = auction.terms.sale.secret or auction.leader_id == member_id
    elsewhere = 0 if held_here else auctions.reserved(tx, auction.guild_id, member_id, auction.id)
    return balance - elsewhere >= price


def _raid(tx: Connection, guild_id: int, winner: int, now: datetime) -> list[int] | None:
    """The others of the newest raid, among whom the price is shared; None where the guild does not share prices."""
    (zero_sum,) = settings.some(tx, guild_id, ZERO_SUM)
    if not zero_sum:
        return None
    raid = raids.newest(tx, guild_id, now - _RAID_AGE)
    return [] if raid is None else [one for one in raids.attendees(tx, raid.id) if one != winner]


def _pass_over(tx: Connection, auction: Auction, passed: PassedOver, now: datetime) -> None:
    auctions.pass_over(tx, auction.id, passed, now)
    facts = {"auction": auction.id, "member": passed.member_id, "points": passed.price // HUNDRED}
    audit.append(tx, auction.guild_id, "auction.passed_over", actor=None, at=now, facts=facts)


def _unsold(tx: Connection, auction: Auction, ending: Ending, now: datetime) -> None:
    auctions.unsold(tx, auction.id, ending)
    facts = {"auction": auction.id, "why": ending.value, "bidders": auction.bidders}
    audit.append(tx, auction.guild_id, "auction.unsold", actor=auction.ended_by, at=now, facts=facts)
    tell_closed(tx, auction, now)
    note(tx, "auction_unsold", auction, why=ending.value)


def _undone(tx: Connection, batch: Batch, _now: datetime) -> None:
    """The charge is taken back, and so is the item: the auction says so."""
    if (auction := auctions.by_batch(tx, batch.id)) is not None:
        auctions.undone(tx, auction.id)
        changed(tx, auction)
        note(tx, "auction_undone", auction)
