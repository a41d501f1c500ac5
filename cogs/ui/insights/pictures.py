"""Insights as pictures; a theme that has nothing to draw has none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Final

from cogs.ui.cards import Accent
from cogs.ui.clan.naming import window_name
from cogs.ui.clan.pictures import brief
from cogs.ui.insights.figures import day_text
from cogs.ui.insights.themes import Theme
from cogs.ui.pots.insights import fills_chart
from cogs.ui.words import Words
from domain.insights import Insights
from domain.retention import ENOUGH

if TYPE_CHECKING:
    from cogs.ui.canvas import Picture

TOP: Final = 8
Draw = Callable[[Words, Insights], "Picture"]


def daily_chart(say: Words, insights: Insights) -> Picture:
    """How many were active on each day."""
    from cogs.ui.charts import Gains, gains_chart
    from cogs.ui.curve import Reading

    readings = (
        Reading(datetime.combine(day, time(), UTC), count, day_text(say, day)) for day, count in insights.people.daily
    )
    chart = Gains(
        title=say("insights.chart.daily"),
        window=window_name(say, insights.window),
        readings=tuple(readings),
        headline=say("insights.chart.active", count=insights.people.active),
        empty=say("insights.chart.nothing"),
        accent=Accent.CLAN,
        from_zero=True,
    )
    return gains_chart(chart, say.number, brief(say))


def commands_chart(say: Words, insights: Insights) -> Picture:
    """The most used commands."""
    from cogs.ui.charts import Bar, Board, board_chart

    top = list(insights.commands.items())[:TOP]
    counts = [count for _, count in top]
    bars = (Bar(1 + sum(other > count for other in counts), f"/{name}", count) for name, count in top)
    chart = Board(
        title=say("insights.chart.commands"),
        window=window_name(say, insights.window),
        bars=tuple(bars),
        empty=say("insights.chart.nothing"),
        accent=Accent.CLAN,
    )
    return board_chart(chart, say.number)


def challenges_chart(say: Words, insights: Insights) -> Picture:
    """How many took part in each challenge, one after the other."""
    from cogs.ui.charts import Gains, gains_chart
    from cogs.ui.curve import Reading

    each = insights.challenges.each
    chart = Gains(
        title=say("insights.chart.challenges"),
        window=window_name(say, insights.window),
        readings=tuple(Reading(at, count, day_text(say, at.date())) for at, count in each),
        headline=say("insights.chart.took_part", count=insights.challenges.people),
        empty=say("insights.chart.nothing"),
        accent=Accent.CHALLENGE,
        from_zero=True,
    )
    return gains_chart(chart, say.number, brief(say))


def _daily(insights: Insights) -> Draw | None:
    return daily_chart if insights.people.active else None


def _commands(insights: Insights) -> Draw | None:
    return commands_chart if insights.commands else None


def _credits(insights: Insights) -> Draw | None:
    """What stands on it are shares, which a few pots do not have."""
    return _fills if insights.pots.fills.total >= ENOUGH else None


def _fills(say: Words, insights: Insights) -> Picture:
    return fills_chart(say, insights.pots)


def _challenges(insights: Insights) -> Draw | None:
    return challenges_chart if len(insights.challenges.each) > 1 else None


PICTURES: Final[Mapping[Theme, Callable[[Insights], Draw | None]]] = {
    Theme.PEOPLE: _daily,
    Theme.COMMANDS: _commands,
    Theme.CREDITS: _credits,
    Theme.CHALLENGES: _challenges,
}
"""By theme: what draws it, if there is anything to draw."""
