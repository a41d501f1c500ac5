"""The loot system in use, and switching it: both rankings side by side, then the button that does it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card, table
from cogs.ui.door import Interaction, actor_of, guild_of, hall_of, show, turn, words_for
from cogs.ui.points.done import AskUndo
from cogs.ui.points.naming import person_text, points_text
from cogs.ui.press import Press, Style
from cogs.ui.words import Words
from domain.errors import Refusal
from domain.loot import System
from domain.notices import Notice
from domain.points import Pool
from domain.switching import Convert
from services.guildhall import Guildhall

if TYPE_CHECKING:
    from services.loot.switching import Outlook, Row, Switched

_SHOWN = 12
_POOLS = {System.DKP: (Pool.DKP,), System.EPGP: (Pool.EP, Pool.GP), System.COUNCIL: ()}


class ApplySwitch(Press, key="loot:v1:switch", args=r"(?P<draft>\d{1,15})"):
    """Switches as the preview showed."""

    async def press(self, interaction: Interaction) -> None:
        """Switch once, and turn the question into what stands."""
        say, switching = words_for(interaction), hall_of(interaction).loot.switching
        try:
            switched = await switching.apply(actor_of(interaction), int(self.args["draft"]))
        except Refusal as refusal:
            card = Card(Accent.ALERT, say("loot.switch.nothing"), body=[say(refusal.code, **refusal.facts)])
            await turn(interaction, card)
        else:
            await turn(interaction, switched_card(say, switched))


async def show_system(interaction: Interaction) -> None:
    """Which system is in use, and what it does."""
    say, hall = words_for(interaction), hall_of(interaction)
    system = await hall.loot.switching.current(guild_of(interaction))
    card = Card(
        Accent.LOOT,
        say("loot.system.heading", system=name_of(say, system)),
        body=[say(f"loot.system.about.{system}"), say("loot.system.look")],
        small=say("loot.system.small"),
    )
    await show(interaction, card, private=True)


async def ask_to_switch(interaction: Interaction, system: str, convert: str | None) -> None:
    """Show what switching would do, with the button that does it; raises what `Switching.preview` raises."""
    new, how = System(system), Convert(convert) if convert else Convert.KEEP
    outlook = await hall_of(interaction).loot.switching.preview(actor_of(interaction), new, how)
    await show(interaction, outlook_card(words_for(interaction), outlook), private=True)


def outlook_card(say: Words, outlook: Outlook) -> Card:
    """Who would stand where."""
    names = {"old": name_of(say, outlook.old), "new": name_of(say, outlook.new)}
    return Card(
        Accent.LOOT,
        say("loot.switch.heading", **names),
        status=say(f"loot.switch.{outlook.convert}"),
        body=[*_comparison(say, outlook), _changed(say, outlook)],
        rows=[[ApplySwitch.button(outlook.draft, label=say("loot.button.switch"), style=Style.danger)]],
        small=say("loot.switch.small"),
    )


def switched_card(say: Words, switched: Switched) -> Card:
    """The switch that stands, with the way back."""
    return Card(
        Accent.LOOT,
        say("loot.switch.done", new=name_of(say, switched.new)),
        body=[say("loot.switch.done_body", old=name_of(say, switched.old), people=switched.people)],
        rows=[[AskUndo.button(switched.batch, label=say("points.button.undo"))]],
        small=say("points.done.small", batch=switched.batch),
    )


async def switched_news(_hall: Guildhall, notice: Notice, say: Words) -> Card:
    """That the guild hands out differently from now on."""
    old, new = System(notice.facts["from"]), System(notice.facts["to"])
    return Card(
        Accent.LOOT,
        say("loot.switch.news", new=name_of(say, new)),
        status=say("loot.switch.news_status", old=name_of(say, old)),
        body=[say(f"loot.switch.{notice.facts['convert']}"), say(f"loot.system.about.{new}")],
        small=say("points.done.small", batch=notice.facts["batch"]),
    )


def name_of(say: Words, system: System) -> str:
    """What a system is called."""
    return say(f"loot.system.{system}")


def _comparison(say: Words, outlook: Outlook) -> list[str]:
    """Places before and after, with the people named underneath, as mentions do not show in a table."""
    rows = outlook.rows[:_SHOWN]
    if not rows:
        return [say("loot.switch.nobody")]
    before, after = name_of(say, outlook.old), name_of(say, outlook.new)
    head = ["", "", before, "", after]
    lines = [head, *(_line(say, number, row, outlook) for number, row in enumerate(rows, 1))]
    people = "\n".join(f"`{number}` {person_text(say, row.person)}" for number, row in enumerate(rows, 1))
    more = len(outlook.rows) - len(rows)
    return [table(lines, left=1), people + (f"\n{say('points.and_more', count=more)}" if more else "")]


def _line(say: Words, number: int, row: Row, outlook: Outlook) -> list[str]:
    return [
        str(number),
        _place(row.before),
        _points(say, row.had, outlook.old),
        _place(row.after),
        _points(say, row.gets, outlook.new),
    ]


def _place(place: int | None) -> str:
    return f"{place}." if place is not None else "–"


def _points(say: Words, held: Mapping[Pool, int], system: System) -> str:
    return " / ".join(points_text(say, held.get(pool, 0)) for pool in _POOLS[system])


def _changed(say: Words, outlook: Outlook) -> str:
    if outlook.convert is Convert.KEEP:
        return ""
    return say("loot.switch.changes", count=outlook.changed)
