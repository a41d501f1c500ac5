"""What things of an auction are called: how it stands, what is bid, and how its price came about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cogs.ui.points.naming import person_text, points_text
from cogs.ui.words import Words, harmless
from domain.auctions import Auction, AuctionState, Bid, Sale
from domain.loot import REASON_LIMIT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.loot.auction_views import Shown
    from services.loot.people import Person

_TOP: Final = 10
_MEDALS: Final = ("🥇", "🥈", "🥉")


def dkp(say: Words, hundredths: int) -> str:
    """An amount: `60 DKP`."""
    return say("auction.dkp", points=points_text(say, hundredths))


def status_line(say: Words, auction: Auction, people: Mapping[int, Person]) -> str:
    """How an auction stands, with what people ask for: when it ends, who won for how much, why it sold nothing."""
    at = auction.ended_at or auction.closes_at
    match auction.state:
        case AuctionState.OPEN:
            return say("auction.status.open", sale=say(f"auction.sale.{auction.terms.sale}"), at=auction.closes_at)
        case AuctionState.ROLLING:
            return say("auction.status.rolling", at=at)
        case AuctionState.SOLD:
            who, price = winner_text(say, auction, people), dkp(say, auction.price or 0)
            return say("auction.status.sold", who=who, price=price, at=at)
        case AuctionState.UNSOLD:
            return say("auction.status.unsold", why=why(say, auction), at=at)
        case AuctionState.CANCELLED:
            return say("auction.status.cancelled", reason=harmless(auction.reason, REASON_LIMIT), at=at)
        case AuctionState.UNDONE:
            who, price = winner_text(say, auction, people), dkp(say, auction.price or 0)
            return say("auction.status.undone", who=who, price=price)


def why(say: Words, auction: Auction) -> str:
    """Why an auction sold nothing."""
    return say(f"auction.ending.{auction.ending}")


def winner_text(say: Words, auction: Auction, people: Mapping[int, Person]) -> str:
    """Who won."""
    return "" if auction.winner_id is None else person_text(say, people.get(auction.winner_id))


def bids_line(say: Words, auction: Auction, people: Mapping[int, Person]) -> str:
    """What is bid in an open auction: the highest and whose, or how many people have bid where that is secret."""
    if auction.terms.sale.secret:
        return say("auction.sealed_bids", people=auction.bidders) if auction.bidders else say("auction.no_bids")
    if auction.leader_id is None or auction.highest is None:
        return say("auction.no_bids")
    return say("auction.leads", price=dkp(say, auction.highest), who=person_text(say, people[auction.leader_id]))


def terms_line(say: Words, auction: Auction) -> str:
    """From what on one can bid, and what the auction is for."""
    terms = auction.terms
    scope = say(f"auction.scope.{terms.scope}")
    if terms.sale.secret:
        return f"{say('auction.minimum', least=dkp(say, terms.minimum))} · {scope}"
    least, increment = dkp(say, auction.least), points_text(say, terms.increment)
    return f"{say('auction.from', least=least, increment=increment)} · {scope}"


def bid_rows(say: Words, shown: Shown) -> str:
    """Everybody's bid, the highest first; equal ones share a place."""
    rows = [_bid_row(say, shown, bid) for bid in shown.bids[:_TOP]]
    more = len(shown.bids) - len(rows)
    return "\n".join([*rows, say("auction.more_bids", count=more)] if more else rows)


def _bid_row(say: Words, shown: Shown, bid: Bid) -> str:
    place = sum(other.amount > bid.amount for other in shown.bids)
    sign = _MEDALS[place] if place < len(_MEDALS) else f"{place + 1}."
    who = person_text(say, shown.people[bid.member_id])
    return say("auction.bid_row", place=sign, who=who, price=dkp(say, bid.amount))


def passed_lines(say: Words, shown: Shown) -> str:
    """Who was passed over."""
    return "\n".join(
        say("auction.passed_over", who=person_text(say, shown.people[one.member_id]), price=dkp(say, one.price))
        for one in shown.passed
    )


def story(say: Words, shown: Shown) -> str:
    """How the price came about, and what became of it."""
    auction = shown.auction
    if auction.winner_id is None or auction.price is None:
        return ""
    lines = [_price_story(say, shown, auction.winner_id)]
    if auction.shared is not None:
        lines.append(_shared(say, auction.shared))
    return "\n".join(lines)


def _shared(say: Words, people: int) -> str:
    return say("auction.story.shared", people=people) if people else say("auction.story.unshared")


def _price_story(say: Words, shown: Shown, winner: int) -> str:
    auction = shown.auction
    out = {one.member_id for one in shown.passed}
    left = [bid for bid in shown.bids if bid.member_id not in out]
    mine = next(bid.amount for bid in left if bid.member_id == winner)
    tied = sum(bid.amount == mine for bid in left)
    if tied > 1 and shown.draw is not None:
        return say("auction.story.tie", people=tied, price=dkp(say, mine))
    if auction.terms.sale is not Sale.SECOND_PRICE:
        return say("auction.story.highest")
    return say("auction.story.other" if len(left) > 1 else "auction.story.alone")
