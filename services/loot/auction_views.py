"""What people see of auctions: one at a time, the list, and their own bid; nothing of what is still secret."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from domain.auctions import Auction, AuctionState, Bid, PassedOver, Purse
from domain.errors import NotFound
from domain.loot import AUCTION_PANEL
from domain.pages import turned_to
from domain.people import Actor
from services.desk import Desk
from services.draws import Draws, Seen
from services.loot.auction_finding import find
from services.loot.auctioning import purse_of
from services.loot.people import Person, people
from storage import auctions, draws, members, panels

PAGE = 8
_LONGEST_ID = 15
_MOST_NAMES = 25
_DECIDED = (AuctionState.ROLLING, AuctionState.SOLD, AuctionState.UNSOLD, AuctionState.UNDONE)
"""Where the bids of a secret auction are told; those of a cancelled one never are."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An auction as everybody sees it: `bids` are everybody's, the highest first, none while they are secret.

    `people` has everybody who is named, `draw` is the roll of its tie, `panel` channel and message of its newest panel.
    """

    auction: Auction
    bids: tuple[Bid, ...]
    passed: tuple[PassedOver, ...]
    people: dict[int, Person]
    draw: Seen | None
    panel: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of auctions, those that are live first, then the newest; `people` are leaders and winners."""

    auctions: tuple[Auction, ...]
    panels: dict[int, tuple[int, int]]
    people: dict[int, Person]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Mine:
    """One's own bid in an auction, and what there is to bid with."""

    auction: Auction
    purse: Purse
    leads: bool


class AuctionViews:
    """Look at auctions."""

    def __init__(self, desk: Desk, draws_: Draws) -> None:
        self._desk = desk
        self._draws = draws_

    async def show(self, guild_id: int, auction_id: int) -> Shown:
        """One auction; raises `NotFound`."""
        return await self._desk.db.read(lambda tx: self._shown(tx, find(tx, guild_id, auction_id)))

    async def mine(self, actor: Actor, auction_id: int) -> Mine:
        """The actor's own bid; raises `NotFound`."""

        def work(tx: Connection) -> Mine:
            auction = find(tx, actor.guild_id, auction_id)
            member = members.find(tx, actor.guild_id, actor.user_id)
            if member is None:
                return Mine(auction, Purse(0, 0), leads=False)
            return Mine(auction, purse_of(tx, auction, member.id), leads=auction.leader_id == member.id)

        return await self._desk.db.read(work)

    async def listed(self, guild_id: int, page: int) -> Listed:
        """One page of the guild's auctions; a page out of range is the nearest there is."""

        def work(tx: Connection) -> Listed:
            total = auctions.count(tx, guild_id)
            at, pages = turned_to(page, total, PAGE)
            part = tuple(auctions.page(tx, guild_id, limit=PAGE, offset=(at - 1) * PAGE))
            hung = panels.posted(tx, guild_id, AUCTION_PANEL, [one.id for one in part])
            return Listed(part, hung, dict(people(tx, _named(part))), at, pages, total)

        return await self._desk.db.read(work)

    async def names(self, guild_id: int, typed: str, states: Collection[AuctionState] | None = None) -> list[Auction]:
        """Auctions in some states, or all, whose item holds what was typed, live ones first, for completion."""
        wanted, part = None if states is None else [*states], typed.strip()
        return await self._desk.db.read(lambda tx: auctions.named(tx, guild_id, part, wanted, _MOST_NAMES))

    async def id_of(self, guild_id: int, typed: str) -> int:
        """The number that was picked, or that of the newest auction of the item that was typed; raises `NotFound`."""
        text = typed.strip()
        if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_ID:
            return int(text)
        for one in await self.names(guild_id, text):
            if one.terms.item.casefold() == text.casefold():
                return one.id
        raise NotFound("auction.unknown")

    def _shown(self, tx: Connection, auction: Auction) -> Shown:
        told = not auction.terms.sale.secret or auction.state in _DECIDED
        bids = sorted(auctions.standing(tx, auction.id), key=lambda bid: -bid.amount) if told else []
        passed = auctions.passed_over(tx, auction.id)
        named = {*_named([auction]), *(bid.member_id for bid in bids), *(one.member_id for one in passed)}
        seen = None if auction.draw_id is None else self._draws.see(tx, draws.by_id(tx, auction.draw_id))
        panel = panels.posted(tx, auction.guild_id, AUCTION_PANEL, [auction.id]).get(auction.id)
        return Shown(auction, tuple(bids), tuple(passed), dict(people(tx, named)), seen, panel)


def _named(shown: Sequence[Auction]) -> set[int]:
    ids = (one for auction in shown for one in (auction.leader_id, auction.winner_id))
    return {one for one in ids if one is not None}
