"""The clan as a whole: totals, gains, the three who gained most, and a curve."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from cogs.ui import plain
from cogs.ui.cards import Accent, Card, table
from cogs.ui.clan.board import between
from cogs.ui.clan.naming import day, place, place_in_text, window_name
from cogs.ui.clan.pictures import brief, drawn, tight
from cogs.ui.clan.profile import profile_select
from cogs.ui.clan.windows import PATTERN, window_select
from cogs.ui.door import Interaction, card_words, guild_of, hall_of, show, turn, words_for
from cogs.ui.press import Pick, Press
from cogs.ui.words import Words, harmless
from domain.clan import STATISTICS
from domain.settings import zone
from domain.windows import Window

if TYPE_CHECKING:
    from cogs.ui.canvas import Picture
    from services.clan.gains import Stats

_POINTS = 120
"""Points of a curve; more cannot be told apart on a phone."""

_STILL = timedelta(days=1)
"""When nobody gained for so long, the curve goes on level to the last snapshot."""


class ShowStats(Press, key="clan:v1:stats", args=PATTERN):
    """The statistics, for the one who asks."""

    async def press(self, interaction: Interaction) -> None:
        """Show them."""
        stats = await hall_of(interaction).clan.gains.stats(guild_of(interaction), Window(self.args["window"]))
        await interaction.response.defer(ephemeral=True, thinking=True)
        await show(interaction, await stats_card(interaction, words_for(interaction), stats), private=True)


class PickStatsWindow(Pick, key="clan:v1:stats-window"):
    """The statistics over another window."""

    async def pick(self, interaction: Interaction) -> None:
        """Turn the card."""
        stats = await hall_of(interaction).clan.gains.stats(guild_of(interaction), Window(self.item.values[0]))
        await interaction.response.defer()
        await turn(interaction, await stats_card(interaction, await card_words(interaction), stats))


async def stats_card(interaction: Interaction, say: Words, stats: Stats) -> Card:
    """Totals and gains with the clan's curve."""
    guild = interaction.guild
    name = stats.name or (guild.name if guild else "")
    image, text = await drawn(interaction, partial(_chart, say, stats, name)) if stats.read else (None, "")
    top = [
        f"{place_in_text(row.place)} **{harmless(row.name)}** {say.number(row.value, signed=True)}" for row in stats.top
    ]
    who = profile_select(say, stats.window, [(row.key, f"{place(row.place)} {row.name}") for row in stats.top])
    return Card(
        Accent.CLAN,
        say("clan.stats.heading", name=name, window=window_name(say, stats.window)),
        status=_read(say, stats),
        body=[_table(say, stats), "\n".join([say("clan.stats.top"), *top]) if top else "", text],
        image=image,
        rows=[[PickStatsWindow.select(of=window_select(say, stats.window))], who],
        small=between(say, stats.span),
    )


def _read(say: Words, stats: Stats) -> str:
    if not stats.characters:
        return say("clan.nobody")
    if not stats.read:
        return say("clan.stats.unread", total=stats.characters)
    if stats.read < stats.characters:
        return say("clan.stats.read", read=stats.read, total=stats.characters)
    return say("clan.characters", count=stats.characters)


def _table(say: Words, stats: Stats) -> str:
    if not stats.read:
        return ""
    head = ["", say("clan.stats.gained"), say("clan.stats.total")]
    return table([head, *([say(f"clan.stats.{one}"), *_numbers(say, stats, one)] for one in STATISTICS)])


def _numbers(say: Words, stats: Stats, board: str) -> tuple[str, str]:
    gained, total = stats.gained[board], stats.totals[board]
    return say.short(gained, signed=True) if gained else "–", say.short(total) if total else "–"


def _chart(say: Words, stats: Stats, name: str) -> Picture:
    from cogs.ui.charts import Gains, gains_chart
    from cogs.ui.curve import Reading

    tz = zone(stats.timezone)
    course = list(plain.sampled(stats.course, _POINTS))
    last = stats.span.last
    if len(course) > 1 and last and last - course[-1][0] > _STILL:
        course.append((last, course[-1][1]))
    gained = stats.gained["total_xp"]
    gains = Gains(
        title=say("clan.chart.title", name=name),
        window=window_name(say, stats.window),
        readings=tuple(Reading(at, value, day(say, at, tz)) for at, value in course) if len(course) > 1 else (),
        headline=f"+{say.short(gained)}" if gained else "",
        brief_headline=f"+{tight(say)(gained)}" if gained else "",
        empty=say("clan.chart.empty"),
    )
    return gains_chart(gains, say.number, brief(say))
