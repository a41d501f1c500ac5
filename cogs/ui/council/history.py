"""What was handed out, page by page: to everybody, to one member, or of some name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cogs.ui.cards import Accent, Card
from cogs.ui.council.naming import response_name
from cogs.ui.door import Interaction, guild_of, hall_of, show, turn, words_for
from cogs.ui.points.naming import amount, person_text
from cogs.ui.press import Press
from cogs.ui.words import Words, harmless
from domain.loot import NOTE_LIMIT

if TYPE_CHECKING:
    from services.loot.council.handed import HandedOut, Item

_TYPED: Final = 40
"""So much of a name fits on a button's id; items whose names hold that are found."""


class TurnHanded(Press, key="loot:v1:history", args=r"(?P<user>\d{1,20}|all):(?P<page>\d{1,6}):(?P<name>(?s:.){0,40})"):
    """Another page of what was handed out."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        user = None if self.args["user"] == "all" else int(self.args["user"])
        found = await _found(interaction, user, self.args["name"], int(self.args["page"]))
        await turn(interaction, history_card(words_for(interaction), found, user, self.args["name"]))


async def show_history(interaction: Interaction, user_id: int | None, item: str) -> None:
    """Answer with the newest items."""
    name = " ".join(item.split())[:_TYPED].strip()
    found = await _found(interaction, user_id, name, 1)
    await show(interaction, history_card(words_for(interaction), found, user_id, name), private=True)


async def _found(interaction: Interaction, user_id: int | None, name: str, page: int) -> HandedOut:
    return await hall_of(interaction).loot.council.handed.page(guild_of(interaction), user_id, name, page)


def history_card(say: Words, found: HandedOut, user_id: int | None, name: str) -> Card:
    """One page of items, newest first."""
    told = [
        say("council.history.to", who=person_text(say, found.person)) if found.person else "",
        say("council.history.named", name=name) if name else "",
        say("council.history.total", total=found.total) if found.total else "",
        say("word.page", page=found.page, pages=found.pages) if found.pages > 1 else "",
    ]
    whose = "all" if user_id is None else user_id
    lines = "\n".join(_line(say, one, found) for one in found.items)
    back = max(found.page - 1, 0)
    row = (
        []
        if found.pages == 1
        else [
            TurnHanded.button(whose, back, name, emoji="◀️", disabled=found.page == 1),
            TurnHanded.button(whose, found.page + 1, name, emoji="▶️", disabled=found.page == found.pages),
        ]
    )
    return Card(
        Accent.LOOT,
        say("council.history.heading"),
        status=" · ".join(filter(None, told)),
        body=[lines or say("council.history.none")],
        rows=[row],
    )


def _line(say: Words, one: Item, found: HandedOut) -> str:
    about = [
        response_name(say, one.response) if one.response else "",
        amount(say, one.pool, one.paid) if one.pool and one.paid else "",
        harmless(one.boss) if one.boss else "",
        harmless(one.note, NOTE_LIMIT) if one.note else "",
        say(f"council.source.{one.source}"),
        say("council.taken_back", at=one.undone_at) if one.undone_at else "",
    ]
    said = say("council.history.line", item=one.item, who=person_text(say, found.people.get(one.member_id)), at=one.at)
    said = f"~~{said}~~" if one.undone_at else said
    return f"{said}\n-# {' · '.join(filter(None, about))}"
