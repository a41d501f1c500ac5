"""What an officer's mark did, in one or two sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from cogs.ui.door import Interaction, actor_of, answer, hall_of, words_for
from cogs.ui.points.crowd import no_bot
from cogs.ui.points.naming import by_member, move_text, person_text
from cogs.ui.raids.naming import raid_line, span
from cogs.ui.words import Words
from domain.raids import Mark

if TYPE_CHECKING:
    from services.loot.raid_marks import Marked


async def mark(interaction: Interaction, raid_id: int, member: discord.User | discord.Member, as_: str) -> None:
    """Mark somebody, and say what that did."""
    marks = hall_of(interaction).loot.raids.marks
    one = await marks.mark(actor_of(interaction), raid_id, no_bot(member), Mark(as_))
    await answer(interaction, marked(words_for(interaction), one))


def marked(say: Words, one: Marked) -> str:
    """Who is what now, and which points that moved."""
    who, raid = person_text(say, one.person), raid_line(one.raid)
    if one.before is one.mark:
        return say(f"raid.mark.{one.mark}_already", who=who, raid=raid)
    parts = [say(f"raid.mark.{one.mark}", who=who, raid=raid)]
    if one.part.present:
        parts.append(say("raid.mark.was_there", span=span(say, one.part.seconds)))
    if one.done is not None and one.done.moves:
        (moves,) = by_member(one.done.moves).values()
        parts.append(say("raid.mark.moved", moves=move_text(say, moves), batch=one.done.batch.id))
    return " ".join(parts)
