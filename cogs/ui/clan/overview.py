"""The clan at a glance: who it is, how often it is looked at, and how the last look went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card
from cogs.ui.clan.history import ShowHistory
from cogs.ui.clan.naming import failures, result
from cogs.ui.clan.runs import RunNow
from cogs.ui.clan.stats import ShowStats
from cogs.ui.door import Interaction, guild_of, guild_words, hall_of, show
from cogs.ui.press import Style
from cogs.ui.words import Words, harmless
from domain.clan_settings import OVERVIEW, OVERVIEW_PANEL
from domain.panels import Panel
from domain.windows import Window
from services.guildhall import Guildhall

if TYPE_CHECKING:
    from services.clan.runs import Overview


async def post_overview(interaction: Interaction) -> None:
    """Post the clan's card and keep it up to date from now on, instead of an older one in this channel."""
    hall, guild_id = hall_of(interaction), guild_of(interaction)
    clan = await hall.clan.runs.overview(guild_id)
    guild_name = interaction.guild.name if interaction.guild else ""
    message = await show(interaction, overview_card(await guild_words(interaction), clan, guild_name))
    # Where the bot sees nothing it cannot edit either.
    if message is not None and interaction.app_permissions.view_channel:
        where = {"channel_id": message.channel.id, "message_id": message.id}
        await hall.panels.hang_instead(guild_id, OVERVIEW_PANEL, OVERVIEW, **where)


async def paint_overview(hall: Guildhall, panel: Panel, say: Words) -> Card:
    """The clan's card as it stands now."""
    return overview_card(say, await hall.clan.runs.overview(panel.guild_id), panel.guild_name)


def overview_card(say: Words, clan: Overview, guild_name: str) -> Card:
    """The clan's own card."""
    count = say("clan.characters", count=clan.characters) if clan.characters else say("clan.nobody")
    times = cadence(say, "clan.cadence", clan)
    return Card(
        Accent.CLAN,
        harmless(clan.name or guild_name),
        status=count if _says_off(clan) else f"{count} · {times}",
        body=[_next(say, clan), _last(say, clan)],
        rows=[
            [
                RunNow.button(label=say("clan.button.run"), style=Style.primary),
                ShowStats.button(Window.WEEK, label=say("clan.button.stats")),
                ShowHistory.button(label=say("clan.button.history")),
            ]
        ],
        small=say("clan.overview.small"),
    )


def cadence(say: Words, area: str, clan: Overview) -> str:
    """How often snapshots are taken, in the words of `area`: a daily time, two of them, or none."""
    match clan.times.split(", "):
        case [first, second]:
            return say(f"{area}.twice", first=first, second=second, zone=clan.timezone)
        case [first] if ":" in first:
            return say(f"{area}.daily", first=first, zone=clan.timezone)
        case _:
            return say(f"{area}.off")


def scheduled(say: Words, clan: Overview) -> str:
    """What `/clan schedule` answers: the times, and when the next one is."""
    said = cadence(say, "clan.scheduled", clan)
    if clan.next_run_at:
        return f"{said} {say('clan.scheduled.next', at=clan.next_run_at)}"
    return f"{said} {say('clan.scheduled.empty')}" if not clan.characters else said


def _next(say: Words, clan: Overview) -> str:
    if clan.running:
        return say("clan.overview.running", since=clan.running.started_at, total=clan.running.total)
    if not clan.characters:
        return say("clan.overview.empty")
    if _says_off(clan) or clan.next_run_at is None:
        return say("clan.overview.no_next")
    return say("clan.overview.next", at=clan.next_run_at)


def _says_off(clan: Overview) -> bool:
    """Whether what comes next is that nothing is scheduled, which need not be said above it as well."""
    return clan.running is None and clan.characters > 0 and clan.next_run_at is None


def _last(say: Words, clan: Overview) -> str:
    if clan.last is None or clan.last.ended_at is None:
        return say("clan.overview.never")
    said = say("clan.overview.last", at=clan.last.ended_at, result=result(say, clan.last))
    return f"{said}\n{failures(say, clan.errors)}" if clan.errors else said
