"""Auctions: opening one, bidding, closing and cancelling, and what the clock does for them."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Connection

from domain.auctions import (
    GIVE_UP_AFTER,
    Auction,
    AuctionState,
    Purse,
    Sale,
    Scope,
    Terms,
    check_bid,
    check_minutes,
    check_open,
    check_reason,
    check_terms,
    end_after_bid,
    warn_at,
)
from domain.errors import Conflict, Invalid
from domain.guild import LOOT_SYSTEM
from domain.loot import (
    AUCTION_CLOSING,
    AUCTION_OPENED,
    EXTEND_SECONDS,
    INCREMENT,
    MOST_EXTENSION,
    SECONDARY,
    SECONDARY_FOR,
    System,
)
from domain.people import Actor, Rank
from domain.points import HUNDRED, Pool
from services import access
from services.desk import Desk
from services.loot.auction_finding import changed, find, note
from services.loot.hammer import Hammer, tell_closed
from services.telling import Telling
from storage import auctions, audit, notices, points, settings
from storage.auctions import RollText

log = logging.getLogger(__name__)

RollWriter = Callable[[Terms], RollText]
"""Writes what a tie is rolled on, which is kept from the opening on: a timer that closes an auction has no words."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an officer typed for a new auction, in whole points, minutes and seconds; None: as the guild set it."""

    item: str
    sale: Sale
    minimum: int
    minutes: int
    increment: int | None = None
    extend: int | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A bid that stands, in hundredths; `again` when it stood before this form was sent. `moved`: so did the end."""

    auction: Auction
    amount: int
    purse: Purse
    again: bool
    moved: bool = False


class Auctioning:
    """What officers and bidders do, and the clock for them."""

    def __init__(self, desk: Desk, hammer: Hammer, telling: Telling) -> None:
        self._desk = desk
        self._hammer = hammer
        self._telling = telling

    async def open(self, actor: Actor, asked: Asked, channel_id: int, roll: RollWriter) -> Auction:
        """Open an auction; raises `Forbidden`, `Invalid`, and `Conflict` where the guild has none."""
        now = self._desk.clock()

        def work(tx: Connection) -> Auction:
            member = access.enter(tx, actor, Rank.OFFICER, now)
            terms, most_extension = _terms(tx, actor.guild_id, asked)
            closes_at = now + check_minutes(asked.minutes)
            times = {"closes_at": closes_at, "latest_at": closes_at + most_extension}
            auction_id = auctions.open_auction(
                tx,
                actor.guild_id,
                terms,
                roll(terms),
                channel_id=channel_id,
                by=member.id,
                now=now,
                **times,
                warn_at=warn_at(now, closes_at),
            )
            facts = {"auction": auction_id, "sale": terms.sale.value, "minimum": terms.minimum // HUNDRED}
            audit.append(tx, actor.guild_id, "auction.opened", actor=member.id, at=now, facts=facts)
            key, told = f"auction:{auction_id}", {"auction": auction_id}
            notices.put(tx, actor.guild_id, AUCTION_OPENED.name, key=key, facts=told, now=now)
            return find(tx, actor.guild_id, auction_id)

        return await self._desk.db.write(work)

    async def bid(self, actor: Actor, auction_id: int, amount: int, key: str) -> Placed:
        """Bid so many whole points, once per `key`; raises `NotFound` and what `domain.auctions.check_bid` raises."""
        now = self._desk.clock()

        def work(tx: Connection) -> Placed:
            member = access.enter(tx, actor, Rank.MEMBER, now)
            auction = find(tx, actor.guild_id, auction_id)
            purse = purse_of(tx, auction, member.id)
            if stands := auctions.bid_of_key(tx, auction_id, member.id, key):
                return Placed(auction, stands.amount, purse, again=True)
            return self._bid(tx, auction, member.id, amount, purse, key, now)

        return await self._desk.db.write(work)

    async def close(self, actor: Actor, auction_id: int) -> Auction:
        """Close it now and decide; raises `Forbidden`, `NotFound` and `Conflict` (not open)."""
        now = self._desk.clock()

        def work(tx: Connection) -> Auction:
            member = access.enter(tx, actor, Rank.OFFICER, now)
            auction = find(tx, actor.guild_id, auction_id)
            check_open(auction)
            self._hammer.close(tx, auction, now, by=member.id)
            return find(tx, actor.guild_id, auction_id)

        auction = await self._desk.db.write(work)
        await self._telling.now()
        return auction

    async def cancel(self, actor: Actor, auction_id: int, reason: str) -> Auction:
        """Call an open one off, publicly: every bid is free, nobody pays, and what was sealed stays secret.

        Raises `Forbidden`, `NotFound`, `Invalid` (reason) and `Conflict` (not open any more).
        """
        why = check_reason(reason)
        now = self._desk.clock()

        def work(tx: Connection) -> Auction:
            member = access.enter(tx, actor, Rank.OFFICER, now)
            auction = find(tx, actor.guild_id, auction_id)
            check_open(auction)
            auctions.cancel(tx, auction_id, why, by=member.id, at=now)
            facts, salt = {"auction": auction_id, "bidders": auction.bidders}, self._desk.entropy(16)
            guild_id = actor.guild_id
            audit.append(tx, guild_id, "auction.cancelled", actor=member.id, at=now, facts=facts, note=why, salt=salt)
            tell_closed(tx, auction, now)
            note(tx, "auction_cancelled", auction, people=auction.bidders)
            return find(tx, guild_id, auction_id)

        auction = await self._desk.db.write(work)
        await self._telling.now()
        return auction

    async def due(self) -> None:
        """Do for every auction what its time has come for: tell that it is closing, close it, give a roll up."""
        now = self._desk.clock()
        found = await self._desk.db.read(lambda tx: auctions.due(tx, now, now - GIVE_UP_AFTER))
        told = False
        for auction in found:
            try:
                told |= await self._desk.db.write(lambda tx, known=auction: self._attend(tx, known, now))
            except Exception:
                # One that stumbles must not keep the others from being attended to.
                log.exception("an auction stumbled", extra={"auction": auction.id, "guild": auction.guild_id})
        if told:
            await self._telling.now()

    def _bid(
        self, tx: Connection, auction: Auction, member_id: int, points_: int, purse: Purse, key: str, now: datetime
    ) -> Placed:
        amount = check_bid(auction, points_, purse, now)
        closes_at, opens = end_after_bid(auction, now), not auction.terms.sale.secret
        auctions.bid(tx, auction.id, member_id, amount, key=key, at=now)
        leads = (member_id, amount) if opens else None
        newcomers = int(purse.mine is None)
        auctions.follow_bid(tx, auction.id, closes_at=closes_at, newcomers=newcomers, leads=leads)
        if opens:  # a sealed bid leaves no trace that anybody can read before the end
            facts = {"auction": auction.id, "points": amount // HUNDRED}
            audit.append(tx, auction.guild_id, "auction.bid", actor=member_id, at=now, facts=facts)
        changed(tx, auction)
        note(tx, "auction_bid", auction)
        stands = find(tx, auction.guild_id, auction.id)
        after = Purse(purse.balance, purse.held, amount)
        return Placed(stands, amount, after, again=False, moved=closes_at != auction.closes_at)

    def _attend(self, tx: Connection, known: Auction, now: datetime) -> bool:
        """What is due for one auction; whether something is to be posted at once."""
        auction = find(tx, known.guild_id, known.id)
        if auction.state is AuctionState.ROLLING:
            return self._hammer.give_up(tx, auction, now)
        if auction.state is not AuctionState.OPEN:
            return False
        if now >= auction.closes_at:
            return self._hammer.close(tx, auction, now, by=None)
        if auction.warn_at is None or now < auction.warn_at:
            return False
        auctions.told_closing(tx, auction.id)
        key, facts = f"auction:{auction.id}:closing", {"auction": auction.id}
        return notices.put(tx, auction.guild_id, AUCTION_CLOSING.name, key=key, facts=facts, now=now)


def purse_of(tx: Connection, auction: Auction, member_id: int) -> Purse:
    """What decides how much a member may bid in an auction."""
    mine = auctions.bid_of(tx, auction.id, member_id)
    held = auctions.reserved(tx, auction.guild_id, member_id, auction.id)
    return Purse(points.balance(tx, member_id, Pool.DKP), held, mine.amount if mine else None)


def _terms(tx: Connection, guild_id: int, asked: Asked) -> tuple[Terms, timedelta]:
    """What is opened, and by how much bids can move its end; raises `Conflict` where the guild has no auctions."""
    system, secondary, scope, increment, extend, most_extension = cast(
        "tuple[str, str, str, int, int, int]",
        settings.some(tx, guild_id, LOOT_SYSTEM, SECONDARY, SECONDARY_FOR, INCREMENT, EXTEND_SECONDS, MOST_EXTENSION),
    )
    beside = secondary == "auction"
    if system != System.DKP and not beside:
        raise Conflict("auction.switched_off")
    if asked.increment is not None and asked.sale.secret:
        raise Invalid("auction.increment_open")
    terms = check_terms(
        asked.item,
        asked.sale,
        asked.minimum,
        increment if asked.increment is None else asked.increment,
        extend if asked.extend is None else asked.extend,
        Scope(scope) if beside else Scope.ALL,
    )
    return terms, timedelta(minutes=most_extension)
