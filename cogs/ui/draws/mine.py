"""One's own lines of a posted entry list, told to their owner alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.door import Interaction, actor_of, answer, hall_of, words_for
from cogs.ui.draws.files import entries_name
from cogs.ui.draws.naming import BARE, TIE
from cogs.ui.press import Press
from cogs.ui.words import Words

if TYPE_CHECKING:
    from services.draws import Line, Seen

_LINES = 10


class MyLines(Press, key="draw:v1:mine", args=r"(?P<draw>\d{1,15})"):
    """Where one stands in the list."""

    async def press(self, interaction: Interaction) -> None:
        """Say it."""
        seen, lines = await hall_of(interaction).draws.lines_of(actor_of(interaction), int(self.args["draw"]))
        await answer(interaction, my_lines(words_for(interaction), seen, lines))


def my_lines(say: Words, seen: Seen, lines: list[Line]) -> str:
    """Somebody's own lines, to be compared with the list itself."""
    number = seen.record.draw.number
    kind = seen.record.draw.kind
    bare = kind in BARE
    if not lines:
        if kind == TIE:
            return say("draw.mine.none_tie", draw=number)
        return say("draw.mine.none_pot" if bare else "draw.mine.none", draw=number)
    line = _tickets if bare else _line
    told = [say("draw.mine.heading", file=entries_name(number)), *(line(say, one) for one in lines[:_LINES])]
    if (more := len(lines) - _LINES) > 0:
        told.append(say("draw.mine.more", count=more))
    return "\n".join([*told, say("draw.mine.check")])


def _line(say: Words, line: Line) -> str:
    entry = line.entry
    last = entry.first_ticket + entry.tickets - 1
    evidence = entry.evidence_sha256.hex()
    return say("draw.mine.line", line=line.number, first=entry.first_ticket, last=last, evidence=evidence)


def _tickets(say: Words, line: Line) -> str:
    """A line that nothing justifies but its tickets."""
    first = line.entry.first_ticket
    return say("draw.mine.tickets", line=line.number, first=first, last=first + line.entry.tickets - 1)
