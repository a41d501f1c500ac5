"""Repaints panels: one drawing function a kind of panel."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import discord

from cogs.ui.cards import Card
from cogs.ui.clan.overview import paint_overview
from cogs.ui.clan.runs import paint_run
from cogs.ui.contest.card import paint_contest
from cogs.ui.courier import DiscordCourier, reachable
from cogs.ui.draws.ceremony import paint_ceremony
from cogs.ui.pots.card import paint_pot
from cogs.ui.pots.lobby import paint_lobby
from cogs.ui.wallet.asks import paint_ask
from cogs.ui.words import Words
from domain.clan import OVERVIEW_PANEL, RUN_PANEL
from domain.contests import PANEL as CONTEST_PANEL
from domain.draws import PANEL as DRAW_PANEL
from domain.ledger import ASK_PANEL
from domain.panels import Panel
from domain.pots import LOBBY_PANEL
from domain.pots import PANEL as POT_PANEL
from services.guildhall import Guildhall
from services.panels import MessageGone, PaintFailed

Paint = Callable[[Guildhall, Panel, Words], Awaitable[Card]]

PAINTINGS: Mapping[str, tuple[Paint, timedelta]] = {
    RUN_PANEL: (paint_run, timedelta(seconds=3)),
    OVERVIEW_PANEL: (paint_overview, timedelta(seconds=3)),
    CONTEST_PANEL: (paint_contest, timedelta(seconds=3)),
    DRAW_PANEL: (paint_ceremony, timedelta(seconds=2)),
    POT_PANEL: (paint_pot, timedelta(seconds=2)),
    LOBBY_PANEL: (paint_lobby, timedelta(seconds=3)),
    ASK_PANEL: (paint_ask, timedelta(seconds=3)),
}
"""By kind: how it is drawn, and how long to wait between two repaints of one message."""


class DiscordPainter:
    """The painter that `services.panels` asks for."""

    def __init__(self, client: discord.Client, hall: Guildhall, courier: DiscordCourier) -> None:
        self._client = client
        self._hall = hall
        self._courier = courier

    async def paint(self, panel: Panel) -> timedelta:
        """Edit the message to show the thing as it stands; returns the kind's pace."""
        channel = self._client.get_channel(panel.channel_id)
        if not isinstance(channel, discord.abc.Messageable):
            if reachable(self._client, panel.guild_id):
                raise MessageGone
            raise PaintFailed("not connected")
        paint, pace = PAINTINGS[panel.kind]
        guild = self._client.get_guild(panel.guild_id)
        named = replace(panel, guild_name=guild.name if guild else "")
        card = await paint(self._hall, named, await self._courier.language(panel.guild_id))
        message = self._client.get_partial_messageable(panel.channel_id).get_partial_message(panel.message_id)
        try:
            await message.edit(view=card.view(), attachments=card.files())
        except (discord.NotFound, discord.Forbidden) as problem:
            raise MessageGone from problem
        except (discord.HTTPException, TimeoutError, OSError) as problem:
            raise PaintFailed(str(problem)) from problem
        return pace
