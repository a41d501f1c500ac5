"""A member's points, line by line: what each act changed, why, when, and what there was afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card
from cogs.ui.door import Interaction, actor_of, hall_of, show, turn, words_for
from cogs.ui.points.naming import act_text, amount, person_text, points_text
from cogs.ui.press import Press
from cogs.ui.raids.naming import line_text
from cogs.ui.words import Words, harmless
from domain.loot import System

if TYPE_CHECKING:
    from services.loot.giving import Line, Pages

_LONGEST_NOTE = 80
_ITEMS = 2


class TurnPoints(Press, key="points:v1:history", args=r"(?P<system>epgp|dkp):(?P<user>\d{1,20}):(?P<page>\d{1,6})"):
    """Another page of somebody's lines."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        system, user_id = System(self.args["system"]), int(self.args["user"])
        pages = await hall_of(interaction).loot.giving.history(
            actor_of(interaction), system, user_id, int(self.args["page"])
        )
        await turn(interaction, history_card(words_for(interaction), system, user_id, pages))


async def show_history(interaction: Interaction, system: System, user_id: int | None) -> None:
    """Answer with the newest lines of somebody, oneself unless told."""
    actor = actor_of(interaction)
    whose = user_id or actor.user_id
    pages = await hall_of(interaction).loot.giving.history(actor, system, whose, 1)
    await show(interaction, history_card(words_for(interaction), system, whose, pages), private=True)


def history_card(say: Words, system: System, user_id: int, pages: Pages) -> Card:
    """One page of lines, newest first."""
    status = [person_text(say, pages.person)]
    status += [say("points.history.total", count=pages.total)] if pages.total else []
    status += [say("word.page", page=pages.page, pages=pages.pages)] if pages.pages > 1 else []
    return Card(
        Accent.LOOT,
        say(f"points.history.{system}"),
        status=" · ".join(status),
        body=["\n".join(_line(say, line, pages) for line in pages.lines) or say("points.history.none")],
        rows=[_turners(system, user_id, pages)],
        small=say("points.history.small") if pages.lines else "",
    )


def _turners(system: System, user_id: int, pages: Pages) -> list[Press]:
    if pages.pages == 1:
        return []
    back = TurnPoints.button(system, user_id, pages.page - 1, emoji="◀️", disabled=pages.page == 1)
    # The ends point past the list: two buttons of one message cannot share an id.
    on = TurnPoints.button(system, user_id, pages.page + 1, emoji="▶️", disabled=pages.page == pages.pages)
    return [back, on]


def _line(say: Words, line: Line, pages: Pages) -> str:
    """What it changed and why; what was taken back since is struck through and says by which batch."""
    batch = line.batch
    handed = pages.items.get(batch.id, ())
    what = say(
        "points.history.what",
        moved=amount(say, line.pool, line.delta, signed=True),
        about=" · ".join(filter(None, (act_text(say, batch), line_text(say, line.reference), _items(say, handed)))),
    )
    if batch.reason and batch.reason not in handed:  # an auction's reason is its item
        what += " · " + say("points.note", note=harmless(batch.reason, _LONGEST_NOTE))
    if batch.undone_by is not None:
        what = say("points.history.struck", what=what, batch=batch.undone_by)
    by = person_text(say, pages.by.get(batch.id)) if batch.by is not None else say("points.by_clock")
    after = points_text(say, line.after)
    return what + "\n" + say("points.history.under", after=after, batch=batch.id, by=by, at=batch.at)


def _items(say: Words, items: tuple[str, ...]) -> str:
    names = ", ".join(f"**{harmless(item, _LONGEST_NOTE)}**" for item in items[:_ITEMS])
    more = len(items) - _ITEMS
    return f"{names} {say('points.and_more', count=more)}" if more > 0 else names
