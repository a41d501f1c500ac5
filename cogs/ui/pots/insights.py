"""What officers learn from their pots, with a picture of how fast they fill."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from cogs.ui.cards import Accent, Card
from cogs.ui.clan.naming import window_name
from cogs.ui.clan.pictures import drawn, tight
from cogs.ui.clan.windows import window_select
from cogs.ui.door import Interaction, actor_of, card_words, hall_of, show, turn, words_for
from cogs.ui.press import Pick
from cogs.ui.words import Words
from domain.pot_flags import FlagKind, FlagState
from domain.pot_insights import BOUNDS, QUICK, Insights, percent
from domain.windows import Window

if TYPE_CHECKING:
    from cogs.ui.canvas import Picture

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_UNITS: Final = ((_DAY, "d"), (_HOUR, "h"), (_MINUTE, "min"), (timedelta(seconds=1), "s"))
"""Signs that every language shares."""


class PickInsightsWindow(Pick, key="pot:v1:insights"):
    """The same over another window."""

    async def pick(self, interaction: Interaction) -> None:
        """Turn the card."""
        insights = await hall_of(interaction).pots.insights.of(actor_of(interaction), Window(self.item.values[0]))
        await interaction.response.defer()
        await turn(interaction, await insights_card(interaction, await card_words(interaction), insights))


async def show_insights(interaction: Interaction) -> None:
    """Answer an officer with the last thirty days; raises `Forbidden`."""
    insights = await hall_of(interaction).pots.insights.of(actor_of(interaction), Window.THIRTY_DAYS)
    await interaction.response.defer(ephemeral=True, thinking=True)
    await show(interaction, await insights_card(interaction, words_for(interaction), insights), private=True)


async def insights_card(interaction: Interaction, say: Words, insights: Insights) -> Card:
    """A guild's pots within a window."""
    filled = insights.fills.total
    image, text = await drawn(interaction, partial(fills_chart, say, insights)) if filled else (None, "")
    return Card(
        Accent.POT,
        say("pot.insights.heading", window=window_name(say, insights.window)),
        status="" if insights.nothing else _status(say, insights),
        body=[say("pot.insights.nothing")] if insights.nothing else ["\n".join(_lines(say, insights)), text],
        image=image,
        rows=[[PickInsightsWindow.select(of=window_select(say, insights.window))]],
        small=say("pot.insights.small", since=insights.since, until=insights.until),
    )


def fills_chart(say: Words, insights: Insights) -> Picture:
    """How long pots took to fill, as a picture; those in less than ninety seconds in full colour."""
    from cogs.ui.histogram import Column, Histogram, histogram

    found = insights.fills
    columns = (
        Column(name, count, until, marked=bound <= QUICK)
        for (name, until), count, bound in zip(_buckets(say), found.counts, (*BOUNDS, timedelta.max), strict=True)
    )
    share = percent(found.quick, found.total)
    chart = Histogram(
        title=say("pot.insights.chart.title"),
        under=say("pot.insights.chart.under", window=window_name(say, insights.window), total=found.total),
        headline=say("pot.insights.chart.headline", share=share),
        brief_headline=say("pot.insights.chart.brief", share=share),
        columns=tuple(columns),
        accent=Accent.POT,
    )
    return histogram(chart, say.number, tight(say))


def span_words(span: timedelta) -> str:
    """How long, in its two largest units: `45 s`, `1 min 12 s`, `2 h`, `3 d 4 h`."""
    left = max(timedelta(seconds=round(span.total_seconds())), timedelta(seconds=1))
    first = next(place for place, (unit, _) in enumerate(_UNITS) if left >= unit)
    told: list[str] = []
    for unit, sign in _UNITS[first : first + 2]:
        count, left = divmod(left, unit)
        if count:
            told.append(f"{count} {sign}")
    return " ".join(told)


def _buckets(say: Words) -> list[tuple[str, str]]:
    """Each bucket in words, and its upper edge as it stands on the axis; the last has none."""
    edges = [_edge(bound) for bound in BOUNDS]
    between = [say("pot.insights.chart.between", low=low, high=high) for low, high in pairwise(edges)]
    names = [say("pot.insights.chart.first", high=edges[0]), *between, say("pot.insights.chart.last", low=edges[-1])]
    return list(zip(names, [*edges, ""], strict=True))


def _edge(bound: timedelta) -> str:
    """A bound in one unit: `90 s`, `15 min`, `24 h`."""
    if bound <= QUICK:
        return f"{bound // timedelta(seconds=1)} s"
    return f"{bound // _MINUTE} min" if bound < _HOUR else f"{bound // _HOUR} h"


def _status(say: Words, insights: Insights) -> str:
    cancelled = sum(insights.cancelled.values())
    parts = [say("pot.insights.opened", opened=insights.opened), say("pot.insights.settled", settled=insights.settled)]
    return " · ".join([*parts, say("pot.insights.cancelled", cancelled=cancelled)] if cancelled else parts)


def _lines(say: Words, insights: Insights) -> list[str]:
    back = percent(insights.came_back, insights.players)
    stakes = insights.stakes
    return [
        _fills(say, insights),
        say("pot.insights.players", players=insights.players, came_back=insights.came_back, share=back),
        say("pot.insights.credits", staked=stakes.staked, paid=stakes.paid, returned=stakes.returned),
        *_flags(say, insights),
        *_endings(say, insights),
    ]


def _fills(say: Words, insights: Insights) -> str:
    found = insights.fills
    if found.middle is None:
        return say("pot.insights.unfilled")
    middle = span_words(found.middle)
    if found.total == 1:
        return say("pot.insights.filled_one", middle=middle)
    share = percent(found.quick, found.total)
    return say("pot.insights.fills", middle=middle, share=share, quick=found.quick, total=found.total)


def _flags(say: Words, insights: Insights) -> list[str]:
    """How many flags were raised and what became of them, and by which signs."""
    raised = insights.flagged()
    if not raised:
        return [say("pot.insights.unflagged")]
    by_state = {state: insights.flagged(state=state) for state in FlagState}
    kinds = [
        say(f"pot.insights.flag.{kind}", count=count) for kind in FlagKind if (count := insights.flagged(kind=kind))
    ]
    return [
        say(
            "pot.insights.flags",
            raised=raised,
            cleared=by_state[FlagState.CLEARED],
            held=by_state[FlagState.HELD],
            waiting=by_state[FlagState.OPEN],
        ),
        f"-# {say('pot.insights.kinds', kinds=' · '.join(kinds))}",
    ]


def _endings(say: Words, insights: Insights) -> list[str]:
    """Why pots ended without a winner, the most frequent reason first."""
    by_count = sorted(insights.cancelled.items(), key=lambda one: -one[1])
    reasons = [say(f"pot.insights.ending.{ending}", count=count) for ending, count in by_count]
    return [say("pot.insights.why", reasons=" · ".join(reasons))] if reasons else []
