"""Auctions as the house offers them, and what they keep about a person."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from services.desk import Desk
from services.draws import Draws
from services.loot.auction_finding import changed
from services.loot.auction_views import AuctionViews
from services.loot.auctioning import Auctioning
from services.loot.books import Books
from services.loot.hammer import Hammer
from services.loot.rolls import Rolls
from services.telling import Telling
from storage import auctions


@dataclass(frozen=True, slots=True)
class Auctions:
    """What is done at auctions, and what is seen of them."""

    acts: Auctioning
    views: AuctionViews
    hammer: Hammer


def open_auctions(desk: Desk, books: Books, rolls: Rolls, draws: Draws, telling: Telling) -> Auctions:
    """The auctions' services on one desk."""
    hammer = Hammer(books, rolls, draws)
    return Auctions(Auctioning(desk, hammer, telling), AuctionViews(desk, draws), hammer)


class AuctionsKeeper:
    """What auctions keep about a person: every bid, what they won, opened and ended, and that they were passed over."""

    tables = ("auctions", "auction_bids", "auction_passed_over")

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    def export(self, tx: Connection, member_id: int) -> dict[str, Any]:
        """Every bid, and the auctions that the member won, opened or ended, with the reasons written."""
        found = auctions.concerning(tx, member_id)
        return {
            "auction_bids": _plain(auctions.bids_of(tx, member_id)),
            "auctions_won": [one.terms.item for one in found if one.winner_id == member_id],
            "auctions_opened": [one.terms.item for one in found if one.opened_by == member_id],
            "auction_reasons": [one.reason for one in found if one.ended_by == member_id and one.reason],
        }

    def erase(self, tx: Connection, member_id: int) -> None:
        """Take the person's bids out of live auctions; those that are over keep an id that leads to nobody.

        A tie between its lock and its result is the draw's to refuse.
        """
        now = self._clock()
        for auction in auctions.live_of(tx, member_id):
            if auctions.bid_of(tx, auction.id, member_id) is None:
                continue
            auctions.bid(tx, auction.id, member_id, 0, key=f"erased:{member_id}", at=now)
            left = auctions.standing(tx, auction.id)
            opens = not auction.terms.sale.secret
            leads = max(left, key=lambda bid: bid.amount, default=None) if opens else None
            auctions.released(tx, auction.id, leads, len(left))
        for auction in auctions.concerning(tx, member_id):
            changed(tx, auction)  # what hangs there names them
        auctions.erase_reasons(tx, member_id)


def _plain(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows as a file can hold them."""
    return [
        {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}
        for row in rows
    ]
