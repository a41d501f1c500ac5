"""What each event looks like when it is announced: one drawing function an event, and a plain one for samples."""

from collections.abc import Awaitable, Callable, Mapping
from pkgutil import resolve_name

from cogs.ui.cards import Accent, Card
from cogs.ui.words import Words
from domain import (
    challenge_settings,
    clan_settings,
    contest_settings,
    draws,
    epochs,
    leaderboard_settings,
    ledger_events,
    loot,
    pot_settings,
    request_settings,
    role_settings,
)
from domain.notices import Notice
from services.guildhall import Guildhall

Draw = Callable[[Guildhall, Notice, Words], Awaitable[Card]]

DRAWINGS: Mapping[str, str] = {
    epochs.RESTORED.name: "cogs.ui.restored:restored",
    clan_settings.SNAPSHOT_COMPLETE.name: "cogs.ui.clan.news:complete",
    clan_settings.SNAPSHOT_FAILED.name: "cogs.ui.clan.news:failed",
    clan_settings.LEADERBOARD.name: "cogs.ui.clan.news:leaders",
    contest_settings.CREATED.name: "cogs.ui.contest.news:created",
    contest_settings.ENDING_SOON.name: "cogs.ui.contest.news:ending_soon",
    contest_settings.ENDED.name: "cogs.ui.contest.news:ended",
    contest_settings.WAITING.name: "cogs.ui.contest.news:waiting",
    contest_settings.DRAWN.name: "cogs.ui.contest.news:drawn",
    contest_settings.REDRAWN.name: "cogs.ui.contest.news:redrawn",
    contest_settings.CANCELLED.name: "cogs.ui.contest.news:cancelled",
    draws.COMMITTED_POST.name: "cogs.ui.draws.posts:committed",
    draws.LOCKED_POST.name: "cogs.ui.draws.posts:locked",
    draws.CALLED_POST.name: "cogs.ui.draws.posts:called",
    draws.KEYS_POST.name: "cogs.ui.draws.posts:keys",
    draws.SILENT.name: "cogs.ui.draws.ceremony:silent",
    draws.MISSING.name: "cogs.ui.draws.ceremony:missing",
    draws.MISMATCH.name: "cogs.ui.draws.ceremony:mismatch",
    pot_settings.PANEL_POST.name: "cogs.ui.pots.card:opened_again",
    pot_settings.OPENED.name: "cogs.ui.pots.news:opened",
    pot_settings.FILLING.name: "cogs.ui.pots.news:filling",
    pot_settings.LOCKED.name: "cogs.ui.pots.news:locked",
    pot_settings.SETTLED.name: "cogs.ui.pots.news:settled",
    pot_settings.CANCELLED.name: "cogs.ui.pots.news:cancelled",
    pot_settings.WON_BIG.name: "cogs.ui.pots.news:won_big",
    pot_settings.FLAGGED.name: "cogs.ui.pots.news:flagged",
    pot_settings.STUCK.name: "cogs.ui.pots.news:stuck",
    loot.SWITCHED.name: "cogs.ui.moving.system:switched_news",
    ledger_events.BOOKS_BROKEN.name: "cogs.ui.wallet.news:books_broken",
    loot.AUCTION_OPENED.name: "cogs.ui.auctions.news:opened",
    loot.AUCTION_CLOSING.name: "cogs.ui.auctions.news:closing",
    loot.AUCTION_CLOSED.name: "cogs.ui.auctions.news:closed",
    loot.RAID_APPLIED.name: "cogs.ui.raids.news:applied",
    loot.DECISION_OPENED.name: "cogs.ui.council.news:opened",
    loot.ALL_ANSWERED.name: "cogs.ui.council.news:all_answered",
    loot.AWARDED.name: "cogs.ui.council.news:awarded",
    loot.DECAYED.name: "cogs.ui.points.news:decayed",
    loot.UNDONE.name: "cogs.ui.points.news:undone",
    challenge_settings.OPENED.name: "cogs.ui.challenges.news:opened",
    challenge_settings.CLOSING.name: "cogs.ui.challenges.news:closing",
    challenge_settings.VOTING.name: "cogs.ui.challenges.news:voting",
    challenge_settings.VOTING_CLOSING.name: "cogs.ui.challenges.news:voting_closing",
    challenge_settings.COMPLETED.name: "cogs.ui.challenges.podium_news:completed",
    challenge_settings.CHANGED.name: "cogs.ui.challenges.news:changed",
    challenge_settings.CANCELLED.name: "cogs.ui.challenges.news:cancelled",
    challenge_settings.TO_SEND.name: "cogs.ui.challenges.podium_news:to_send",
    leaderboard_settings.PODIUM.name: "cogs.ui.leaderboards.news:podium",
    leaderboard_settings.MILESTONE.name: "cogs.ui.insights.milestones:reached",
    role_settings.BLOCKED.name: "cogs.ui.roles.news:blocked",
    request_settings.ASKED.name: "cogs.ui.requests.card:asked",
    request_settings.REMINDER.name: "cogs.ui.requests.news:reminder",
    request_settings.DECIDED.name: "cogs.ui.requests.news:decided",
}
"""By event: which function draws it, loaded when it is first needed."""


async def draw(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """The card of a notice."""
    if notice.facts.get("sample"):
        return Card(
            Accent.PEOPLE,
            say("notifications.sample_heading"),
            body=[say("notifications.sample", event=say(f"event.{notice.event}"))],
            small=say("notifications.sample_small"),
        )
    drawing: Draw = resolve_name(DRAWINGS[notice.event])
    return await drawing(hall, notice, say)
