"""The lobby: the guild's pots by filters, page by page, and pinned by officers as a message that lives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.door import Interaction, actor_of, guild_of, guild_words, hall_of, show, turn, words_for
from cogs.ui.pots.holdings import ShowHoldings
from cogs.ui.pots.rows import list_status, pot_row, pot_select
from cogs.ui.press import Press, turners
from cogs.ui.words import Words
from domain.errors import Conflict
from domain.panels import Panel
from domain.pot_settings import LOBBY_PANEL, PotState
from services.guildhall import Guildhall

if TYPE_CHECKING:
    from services.pots import Filters
    from services.pots.views import Listed

_ALL, _ANY = "all", "x"
_STATES = "|".join((_ALL, *PotState))
_FILTERS = rf"(?P<state>{_STATES}):(?P<low>-?\d{{1,16}}|x):(?P<high>-?\d{{1,16}}|x)"


class TurnLobby(Press, key="pot:v1:lobby", args=rf"{_FILTERS}:(?P<page>\d{{1,6}})"):
    """Another page of the lobby."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        found = await _found(interaction, _filters(self.args), int(self.args["page"]))
        await turn(interaction, lobby_card(words_for(interaction), found))


class BrowseLobby(Press, key="pot:v1:browse", args=_FILTERS):
    """Opens a pinned lobby to look through, for the one who asks."""

    async def press(self, interaction: Interaction) -> None:
        """Show its first page with what they hold."""
        await show_lobby(interaction, _filters(self.args))


async def show_lobby(interaction: Interaction, filters: Filters) -> None:
    """Answer with the first page of the pots that pass."""
    found = await _found(interaction, filters, 1)
    await show(interaction, lobby_card(words_for(interaction), found), private=True)


async def pin_lobby(interaction: Interaction, filters: Filters) -> None:
    """Post the lobby, and keep it up to date; raises `Conflict` where the bot could not, and `Forbidden`."""
    if not interaction.app_permissions.view_channel:
        raise Conflict("pot.cannot_pin")
    hall, guild_id = hall_of(interaction), guild_of(interaction)
    lobby_id = await hall.pots.views.pin(actor_of(interaction), filters)
    found = await hall.pots.views.lobby(guild_id, filters, 1)
    message = await show(interaction, pinned_card(await guild_words(interaction), found))
    if message is not None:
        where = {"channel_id": message.channel.id, "message_id": message.id}
        await hall.panels.hang(guild_id, LOBBY_PANEL, lobby_id, **where)


async def paint_lobby(hall: Guildhall, panel: Panel, say: Words) -> Card:
    """A pinned lobby as it stands now."""
    filters = await hall.pots.views.pinned(panel.guild_id, panel.subject)
    return pinned_card(say, await hall.pots.views.lobby(panel.guild_id, filters, 1))


def lobby_card(say: Words, found: Listed) -> Card:
    """One page of pots, for one reader."""
    return Card(
        Accent.POT,
        say("pot.lobby.heading"),
        status=_status(say, found),
        body=["\n".join(pot_row(say, pot, found) for pot in found.pots) or _nothing(say, found)],
        rows=[pot_select(say, found.pots), turners(TurnLobby, found.page, found.pages, *_arguments(found.filters))],
        small=say("pot.credits"),
    )


def pinned_card(say: Words, found: Listed) -> Card:
    """The first pots, for everybody; the rest is looked through privately."""
    buttons: list[Item] = [ShowHoldings.button(label=say("pot.button.holdings"))]
    if found.pages > 1:
        buttons.append(BrowseLobby.button(*_arguments(found.filters), label=say("pot.button.browse")))
    return Card(
        Accent.POT,
        say("pot.lobby.heading"),
        status=_status(say, found),
        body=["\n".join(pot_row(say, pot, found) for pot in found.pots) or _nothing(say, found)],
        rows=[pot_select(say, found.pots), buttons],
        small=say("pot.lobby.small") + "\n" + say("pot.credits"),
    )


def _status(say: Words, found: Listed) -> str:
    """How many pots pass which filters."""
    filters = found.filters
    told = [say(f"pot.state.{filters.state}")] if filters.state is not None else []
    if filters.min_value is not None:
        told.append(say("pot.lobby.low", value=filters.min_value))
    if filters.max_value is not None:
        told.append(say("pot.lobby.high", value=filters.max_value))
    return " · ".join(filter(None, [list_status(say, found.total, found.page, found.pages), *told]))


def _nothing(say: Words, found: Listed) -> str:
    filters = found.filters
    everything = filters.state is None and filters.min_value is None and filters.max_value is None
    return say("pot.lobby.none") if everything else say("pot.lobby.none_so")


async def _found(interaction: Interaction, filters: Filters, page: int) -> Listed:
    views, viewer = hall_of(interaction).pots.views, interaction.user.id
    return await views.lobby(guild_of(interaction), filters, page, viewer=viewer)


def filters_of(state: str | None, low: int | None, high: int | None) -> Filters:
    """What somebody asked to see."""
    from services.pots import Filters

    return Filters(PotState(state) if state else None, low, high)


def _filters(args: dict[str, str]) -> Filters:
    """What a button says to show."""
    state = None if args["state"] == _ALL else args["state"]
    low, high = (None if args[side] == _ANY else int(args[side]) for side in ("low", "high"))
    return filters_of(state, low, high)


def _arguments(filters: Filters) -> tuple[str, int | str, int | str]:
    low, high = (_ANY if value is None else value for value in (filters.min_value, filters.max_value))
    return filters.state or _ALL, low, high
