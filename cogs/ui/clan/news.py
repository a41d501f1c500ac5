"""What is announced of the clan: a snapshot's end with its highlights, and new leaders of the month.

A snapshot's end comes every day: it takes a line for how it went and one for each board whose first places changed.
"""

from typing import Any

from cogs.ui.cards import Accent, Card
from cogs.ui.clan.history import ShowHistory
from cogs.ui.clan.naming import counts, metric_name, place_in_text, reason, sentence, window_name
from cogs.ui.clan.runs import RunNow
from cogs.ui.clan.stats import ShowStats
from cogs.ui.words import Words, harmless
from domain.notices import Facts, Notice
from domain.windows import Window
from services.guildhall import Guildhall


async def complete(_hall: Guildhall, notice: Notice, say: Words) -> Card:
    """A snapshot is complete: how many were read, and where the first places changed."""
    facts = notice.facts
    window = Window(facts["window"])
    return Card(
        Accent.CLAN,
        say("clan.news.complete"),
        status=sentence(counts(say, facts["read"], facts["total"])),
        body=["\n".join(_highlight(say, board, rows) for board, rows in facts["highlights"].items())],
        rows=[_buttons(say, window)],
        small=_small(say, facts, window),
    )


def _small(say: Words, facts: Facts, window: Window) -> str:
    if facts["highlights"]:
        return say("clan.news.highlights", window=window_name(say, window))
    if facts.get("places"):
        return say("clan.news.same", window=window_name(say, window))
    return say("clan.news.quiet") if facts.get("many", 1) else ""


async def failed(_hall: Guildhall, notice: Notice, say: Words) -> Card:
    """Nobody could be read."""
    return Card(
        Accent.ALERT,
        say("clan.news.failed"),
        status=sentence(counts(say, notice.facts["read"], notice.facts["total"])),
        body=[say("clan.news.why", reason=reason(say, notice.facts["error"] or ""))],
        rows=[
            [
                RunNow.button(label=say("clan.button.run")),
                ShowHistory.button(label=say("clan.button.history")),
            ]
        ],
        small=say("clan.news.failed_small"),
    )


async def leaders(_hall: Guildhall, notice: Notice, say: Words) -> Card:
    """Somebody took the first place of a board of the month."""
    taken: list[dict[str, Any]] = notice.facts["leaders"]
    lines = [
        say(
            "clan.news.took",
            metric=metric_name(say, one["board"]),
            name=one["name"],
            value=one["value"],
            before=one["from"],
        )
        for one in taken
    ]
    return Card(
        Accent.LEADERBOARD,
        say("clan.news.leader" if len(lines) == 1 else "clan.news.leaders"),
        body=["\n".join(lines)],
        rows=[_buttons(say, Window.MONTH)],
    )


def _highlight(say: Words, board: str, rows: list[dict[str, Any]]) -> str:
    """One board in a line: `**Total XP** 🥇 Mara +2.41M · 🥈 Tom +1.9M`."""
    shown = [
        f"{place_in_text(row['place'])} {harmless(row['name'])} {say.short(row['value'], signed=True)}" for row in rows
    ]
    return f"**{metric_name(say, board)}** {' · '.join(shown)}"


def _buttons(say: Words, window: Window) -> list[ShowStats | ShowHistory]:
    return [
        ShowStats.button(window, label=say("clan.button.stats")),
        ShowHistory.button(label=say("clan.button.history")),
    ]
