"""Repaints panels: one drawing function a kind of panel."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pkgutil import resolve_name

import discord

from cogs.ui.cards import Card
from cogs.ui.courier import DiscordCourier, reachable
from cogs.ui.words import Words
from domain.challenge_settings import PANEL as CHALLENGE_PANEL
from domain.clan_settings import OVERVIEW_PANEL, RUN_PANEL
from domain.contest_settings import PANEL as CONTEST_PANEL
from domain.draws import PANEL as DRAW_PANEL
from domain.leaderboard_settings import PANEL as LEADERBOARD_PANEL
from domain.ledger_events import ASK_PANEL
from domain.loot import AUCTION_PANEL, DECISION_PANEL
from domain.panels import Panel
from domain.pot_settings import LOBBY_PANEL
from domain.pot_settings import PANEL as POT_PANEL
from domain.request_settings import PANEL as REQUEST_PANEL
from services.guildhall import Guildhall
from services.panels import MessageGone, PaintFailed

Paint = Callable[[Guildhall, Panel, Words], Awaitable[Card]]

PAINTINGS: Mapping[str, tuple[str, timedelta]] = {
    RUN_PANEL: ("cogs.ui.clan.runs:paint_run", timedelta(seconds=3)),
    OVERVIEW_PANEL: ("cogs.ui.clan.overview:paint_overview", timedelta(seconds=3)),
    CONTEST_PANEL: ("cogs.ui.contest.card:paint_contest", timedelta(seconds=3)),
    DRAW_PANEL: ("cogs.ui.draws.ceremony:paint_ceremony", timedelta(seconds=2)),
    POT_PANEL: ("cogs.ui.pots.card:paint_pot", timedelta(seconds=2)),
    LOBBY_PANEL: ("cogs.ui.pots.lobby:paint_lobby", timedelta(seconds=3)),
    ASK_PANEL: ("cogs.ui.wallet.asks:paint_ask", timedelta(seconds=3)),
    DECISION_PANEL: ("cogs.ui.council.card:paint_decision", timedelta(seconds=2)),
    CHALLENGE_PANEL: ("cogs.ui.challenges.card:paint_challenge", timedelta(seconds=5)),
    LEADERBOARD_PANEL: ("cogs.ui.leaderboards.board:paint_board", timedelta(seconds=30)),
    REQUEST_PANEL: ("cogs.ui.requests.card:paint_request", timedelta(seconds=3)),
    AUCTION_PANEL: ("cogs.ui.auctions.card:paint_auction", timedelta(seconds=2)),
}
"""By kind: which function draws it, loaded when first needed, and how long to wait between two repaints."""

_UPLOADING = timedelta(seconds=15)
"""The same for a card with a picture, which is uploaded again each time."""


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
        name, pace = PAINTINGS[panel.kind]
        paint: Paint = resolve_name(name)
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
        return pace if card.image is None else max(pace, _UPLOADING)
