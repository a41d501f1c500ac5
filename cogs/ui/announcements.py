"""What each event looks like when it is announced: one drawing function an event, and a plain one for samples."""

from collections.abc import Awaitable, Callable, Mapping

from cogs.ui.cards import Accent, Card
from cogs.ui.clan import news as clan_news
from cogs.ui.contest import news as contest_news
from cogs.ui.draws import ceremony as draw_news
from cogs.ui.draws import posts as draw_posts
from cogs.ui.pots import card as pot_cards
from cogs.ui.pots import news as pot_news
from cogs.ui.wallet import news as wallet_news
from cogs.ui.words import Words
from domain import clan, contests, draws, ledger, pots
from domain.notices import Notice
from services.guildhall import Guildhall

Draw = Callable[[Guildhall, Notice, Words], Awaitable[Card]]

DRAWINGS: Mapping[str, Draw] = {
    clan.SNAPSHOT_COMPLETE.name: clan_news.complete,
    clan.SNAPSHOT_FAILED.name: clan_news.failed,
    clan.LEADERBOARD.name: clan_news.leaders,
    contests.CREATED.name: contest_news.created,
    contests.ENDING_SOON.name: contest_news.ending_soon,
    contests.ENDED.name: contest_news.ended,
    contests.WAITING.name: contest_news.waiting,
    contests.DRAWN.name: contest_news.drawn,
    contests.REDRAWN.name: contest_news.redrawn,
    contests.CANCELLED.name: contest_news.cancelled,
    draws.COMMITTED_POST.name: draw_posts.committed,
    draws.LOCKED_POST.name: draw_posts.locked,
    draws.CALLED_POST.name: draw_posts.called,
    draws.KEYS_POST.name: draw_posts.keys,
    draws.SILENT.name: draw_news.silent,
    draws.MISSING.name: draw_news.missing,
    draws.MISMATCH.name: draw_news.mismatch,
    pots.PANEL_POST.name: pot_cards.opened_again,
    pots.OPENED.name: pot_news.opened,
    pots.FILLING.name: pot_news.filling,
    pots.LOCKED.name: pot_news.locked,
    pots.SETTLED.name: pot_news.settled,
    pots.CANCELLED.name: pot_news.cancelled,
    pots.WON_BIG.name: pot_news.won_big,
    pots.FLAGGED.name: pot_news.flagged,
    pots.STUCK.name: pot_news.stuck,
    ledger.BOOKS_BROKEN.name: wallet_news.books_broken,
}


async def draw(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """The card of a notice."""
    if notice.facts.get("sample"):
        return Card(
            Accent.PEOPLE,
            say("notifications.sample_heading"),
            body=[say("notifications.sample", event=say(f"event.{notice.event}"))],
            small=say("notifications.sample_small"),
        )
    return await DRAWINGS[notice.event](hall, notice, say)
