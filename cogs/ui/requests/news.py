"""What officers are told of requests beside their panels: that one expires soon, and how each was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card
from cogs.ui.requests.deciding import deciding_card
from cogs.ui.requests.naming import asked, outcome, person
from cogs.ui.requests.story import heading, reasons, status
from cogs.ui.words import Words
from domain.notices import Notice
from services.guildhall import Guildhall

if TYPE_CHECKING:
    from services.requests.views import Shown


async def reminder(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """A request that nobody decided yet and that expires soon; what became of it when somebody has."""
    shown = await hall.requests.views.as_posted(notice.guild_id, notice.facts["request"])
    seen = shown.seen
    if not seen.pending:
        return deciding_card(say, shown)
    asks = say("request.asks", who=person(say, seen.user_id), asked=asked(say, seen))
    return Card(
        Accent.PEOPLE,
        say("request.reminder.heading"),
        status=status(say, seen),
        body=["\n".join([asks, *reasons(say, seen), say("request.reminder.what_to_do")])],
        links=_panel_link(say, notice.guild_id, shown),
    )


async def decided(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """How a request ended."""
    shown = await hall.requests.views.as_posted(notice.guild_id, notice.facts["request"])
    seen = shown.seen
    return Card(
        Accent.PEOPLE,
        heading(say, seen),
        status=status(say, seen),
        body=["\n".join([outcome(say, seen), *reasons(say, seen)])],
        links=_panel_link(say, notice.guild_id, shown),
    )


def _panel_link(say: Words, guild_id: int, shown: Shown) -> list[tuple[str, str]]:
    """The way to the request's panel, if it has one."""
    if shown.panel is None:
        return []
    channel_id, message_id = shown.panel
    return [(say("request.button.panel"), f"https://discord.com/channels/{guild_id}/{channel_id}/{message_id}")]
