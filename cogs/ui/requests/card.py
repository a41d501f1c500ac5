"""A request's panel in the officers' channel: posted when it is asked for, and kept up to date from then on."""

from __future__ import annotations

from cogs.ui.cards import Card
from cogs.ui.requests.deciding import deciding_card
from cogs.ui.words import Words
from domain.notices import Notice
from domain.panels import Panel
from services.guildhall import Guildhall


async def asked(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """What officers get when somebody asks: the panel itself."""
    return deciding_card(say, await hall.requests.views.as_posted(notice.guild_id, notice.facts["request"]))


async def paint_request(hall: Guildhall, panel: Panel, say: Words) -> Card:
    """The panel as the request stands."""
    return deciding_card(say, await hall.requests.views.as_posted(panel.guild_id, panel.subject))
