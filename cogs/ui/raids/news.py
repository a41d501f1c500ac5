"""What is announced of raids: that one was imported, with what fell and what was paid."""

from __future__ import annotations

from cogs.ui.cards import Accent, Card
from cogs.ui.points.naming import amount, move_lines
from cogs.ui.raids.naming import when
from cogs.ui.words import Words, harmless
from domain.notices import Notice
from domain.points import Pool
from services.guildhall import Guildhall

_NAMED = 10


async def applied(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """What fell, who was there, and the points by member; reverted since where it is."""
    facts = notice.facts
    shown = await hall.loot.raids.views.show(notice.guild_id, facts["raid"])
    done = await hall.loot.acts.show(notice.guild_id, facts["batch"])
    kills = tuple(str(one) for one in facts["kills"])
    undone = done.batch.undone_by
    total = amount(say, Pool(facts["pool"]), facts["total"], signed=True) if facts["pool"] else ""
    return Card(
        Accent.LOOT,
        say("raid.news.heading", title=harmless(facts["title"])),
        status=f"{when(shown.raid)} · {say('raid.news.there', count=facts['there'])}",
        body=[
            say("raid.news.kills", count=len(kills), names=kills) if kills else "",
            say("raid.news.paid", count=facts["paid"], total=total) if facts["paid"] else "",
            "\n".join(move_lines(say, done.moves, done.people, limit=_NAMED)),
            say("points.done.undone", batch=undone) if undone is not None else "",
        ],
        small=say("raid.news.small", raid=facts["raid"], batch=done.batch.id),
    )
