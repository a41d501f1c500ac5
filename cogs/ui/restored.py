"""What a guild is told when its books were put back from a backup."""

from __future__ import annotations

from datetime import datetime

from cogs.ui.cards import Accent, Card
from cogs.ui.words import Words
from domain.notices import Notice
from services.guildhall import Guildhall

_OFF = ("pots", "contests", "auctions", "rolls")


async def restored(_hall: Guildhall, notice: Notice, say: Words) -> Card:
    """As of when the books are, what was called off and given back, and with which number draws go on."""
    facts = notice.facts
    off = [say(f"restored.{what}", count=facts[what]) for what in _OFF if facts[what]]
    called_off = "\n".join([say("restored.off"), *(f"- {one}" for one in off)]) if off else ""
    return Card(
        Accent.ALERT,
        say("restored.heading"),
        status=say("restored.status", at=datetime.fromisoformat(facts["as_of"])),
        body=[say("restored.lost"), called_off, say("restored.draws", first=facts["first_draw"])],
        small=say("restored.small", epoch=facts["epoch"]),
    )
