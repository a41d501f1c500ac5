"""An auction's card: the panel that lives in its channel from the opening to the winner, and the same for one reader.

What is secret stays so here by construction: what the service shows holds no bid of a sealed auction before its end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from cogs.ui.auctions.bidding import AskBid
from cogs.ui.auctions.how import HowItWorks
from cogs.ui.auctions.mine import ShowMyBid
from cogs.ui.auctions.naming import bid_rows, bids_line, dkp, passed_lines, status_line, story, terms_line
from cogs.ui.cards import Accent, Card, Item
from cogs.ui.door import Interaction, guild_of, hall_of, show, words_for
from cogs.ui.draws.ceremony import ProofFile, paste_button
from cogs.ui.draws.naming import commitment_line, message_url, verify_url
from cogs.ui.draws.story import Shown as Awaited
from cogs.ui.draws.story import awaited, steps
from cogs.ui.draws.verify import CheckDraw
from cogs.ui.press import Style
from cogs.ui.words import Words
from domain.auctions import AuctionState
from domain.draws import DrawState
from domain.panels import Panel
from services.guildhall import Guildhall

if TYPE_CHECKING:
    from services.draws import Seen
    from services.loot.auction_views import Shown


@dataclass(frozen=True, slots=True)
class Frame:
    """What goes with an auction's card: now, where rounds are to be had, and the address of the web pages."""

    now: datetime
    relays: Sequence[str] = ()
    public_url: str = ""


async def show_privately(interaction: Interaction, auction_id: int) -> None:
    """The auction as it stands, for the one who asks, with the way to its panel."""
    hall, say = hall_of(interaction), words_for(interaction)
    shown = await hall.loot.auctions.views.show(guild_of(interaction), auction_id)
    card = auction_card(say, shown, frame_of(hall))
    await show(interaction, replace(card, links=[*card.links, *panel_link(say, shown)]), private=True)


async def public_card(hall: Guildhall, guild_id: int, auction_id: int, say: Words) -> Card:
    """The auction as it stands, for everybody."""
    return auction_card(say, await hall.loot.auctions.views.show(guild_id, auction_id), frame_of(hall))


async def paint_auction(hall: Guildhall, panel: Panel, say: Words) -> Card:
    """The panel as the auction stands now."""
    return await public_card(hall, panel.guild_id, panel.subject, say)


def frame_of(hall: Guildhall) -> Frame:
    """What the house itself brings to a card."""
    return Frame(hall.desk.clock(), hall.draws.relays, hall.public_url)


def auction_card(say: Words, shown: Shown, frame: Frame) -> Card:
    """An auction as it stands."""
    auction = shown.auction
    alert = auction.state in (AuctionState.CANCELLED, AuctionState.UNDONE)
    return Card(
        Accent.ALERT if alert else Accent.LOOT,
        say("auction.heading", item=auction.terms.item),
        status=status_line(say, auction, shown.people),
        body=_body(say, shown, frame),
        rows=_rows(say, shown, frame),
        links=check_link(say, shown.draw, frame.public_url),
        small=_small(say, shown),
    )


def panel_link(say: Words, shown: Shown) -> list[tuple[str, str]]:
    """Where its panel hangs."""
    if shown.panel is None:
        return []
    return [(say("auction.button.open"), message_url(shown.auction.guild_id, *shown.panel))]


def check_link(say: Words, draw: Seen | None, public_url: str) -> list[tuple[str, str]]:
    """Where everybody checks the roll that decided, if one did."""
    if draw is None or draw.record.state is not DrawState.SETTLED or not public_url:
        return []
    return [(say("draw.button.verify"), verify_url(public_url, draw.record.address))]


def check_row(say: Words, draw: Seen | None, public_url: str) -> list[Item]:
    """How anybody checks the roll that decided, if one did."""
    if draw is None or draw.record.state is not DrawState.SETTLED:
        return []
    row: list[Item] = []
    if not public_url:
        row.append(CheckDraw.button(draw.record.draw.number, label=say("draw.button.verify")))
    return [*row, ProofFile.button(draw.record.id, label=say("draw.button.proof"))]


def bid_row(say: Words, shown: Shown) -> list[Item]:
    """What can be pressed while bids are taken."""
    auction_id = shown.auction.id
    return [
        AskBid.button(auction_id, label=say("auction.button.bid"), style=Style.primary),
        ShowMyBid.button(auction_id, label=say("auction.button.mine")),
        HowItWorks.button(auction_id, label=say("auction.button.how")),
    ]


def outcome_body(say: Words, shown: Shown) -> list[str]:
    """What was bid, who was passed over, how the price came about, and what a roll proves of it."""
    late = say("draw.live.late") if shown.draw is not None and shown.draw.called_late else ""
    rolled = steps(say, shown.draw) if shown.draw is not None else ""
    return [bid_rows(say, shown), passed_lines(say, shown), story(say, shown), late, rolled]


def _body(say: Words, shown: Shown, frame: Frame) -> list[str]:
    auction = shown.auction
    match auction.state:
        case AuctionState.OPEN:
            return [f"{bids_line(say, auction, shown.people)}\n{terms_line(say, auction)}"]
        case AuctionState.ROLLING:
            return [bid_rows(say, shown), passed_lines(say, shown), *_rolling(say, shown, frame)]
        case AuctionState.CANCELLED:
            return []
        case AuctionState.SOLD | AuctionState.UNSOLD | AuctionState.UNDONE:
            return outcome_body(say, shown)


def _rolling(say: Words, shown: Shown, frame: Frame) -> list[str]:
    """What happens between the tie and its winner."""
    draw = shown.draw
    if draw is None or not shown.bids:
        return []
    out = {one.member_id for one in shown.passed}
    top = max((bid.amount for bid in shown.bids if bid.member_id not in out), default=0)
    tied = say("auction.rolling_line", people=draw.people, price=dkp(say, top))
    if draw.record.state is DrawState.CALLED:
        wait = awaited(say, draw, Awaited(frame.now, frame.relays))
        return [f"{tied}\n{say('pot.drawing.called', wait=wait)}", steps(say, draw)]
    return [f"{tied}\n{say('auction.rolling_post', channel=shown.auction.channel_id)}", steps(say, draw)]


def _rows(say: Words, shown: Shown, frame: Frame) -> list[list[Item]]:
    auction, draw = shown.auction, shown.draw
    how = HowItWorks.button(auction.id, label=say("auction.button.how"))
    match auction.state:
        case AuctionState.OPEN:
            return [bid_row(say, shown)]
        case AuctionState.ROLLING:
            paste = [paste_button(say, draw)] if draw is not None and draw.overdue(frame.now) else []
            return [[*paste, ShowMyBid.button(auction.id, label=say("auction.button.mine")), how]]
        case AuctionState.SOLD | AuctionState.UNSOLD | AuctionState.CANCELLED | AuctionState.UNDONE:
            return [[how, *check_row(say, draw, frame.public_url)]]


def _small(say: Words, shown: Shown) -> str:
    auction, terms = shown.auction, shown.auction.terms
    lines: list[str] = []
    if auction.state is AuctionState.OPEN:
        lines.append(say("auction.small.held_secret" if terms.sale.secret else "auction.small.held"))
        if terms.extend and auction.latest_at > auction.closes_at:
            lines.append(say("auction.small.extend", seconds=terms.extend, at=auction.latest_at))
    if auction.state is AuctionState.SOLD and auction.batch_id is not None:
        lines.append(say("auction.small.batch", batch=auction.batch_id))
    if shown.draw is not None:
        lines.append(commitment_line(say, shown.draw))
    return "\n".join(lines)
