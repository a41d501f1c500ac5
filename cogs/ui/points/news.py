"""What is announced of points: a decay, and an act that was taken back."""

from __future__ import annotations

from cogs.ui.cards import Accent, Card
from cogs.ui.points.done import done_card, done_line, undo_row
from cogs.ui.points.naming import move_lines
from cogs.ui.words import Words
from domain.notices import Notice
from services.guildhall import Guildhall

_NAMED = 5


async def decayed(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """How much was taken off whose points, and from whom most."""
    done = await hall.loot.acts.show(notice.guild_id, notice.facts["batch"])
    undone = done.batch.undone_by
    return Card(
        Accent.LOOT,
        say("points.done.decay"),
        body=[
            done_line(say, done),
            "\n".join(move_lines(say, done.moves, done.people, limit=_NAMED, count=done.count)),
            say("points.done.undone", batch=undone) if undone is not None else "",
        ],
        rows=[undo_row(say, done)],
        small=say("points.done.small", batch=done.batch.id),
    )


async def undone(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """What was taken back, by whom, why, and what everybody has now."""
    acts = hall.loot.acts
    reversed_ = await acts.show(notice.guild_id, notice.facts["batch"])
    assert reversed_.batch.undone_by is not None  # it is told in the transaction that takes it back
    return done_card(say, await acts.show(notice.guild_id, reversed_.batch.undone_by))
