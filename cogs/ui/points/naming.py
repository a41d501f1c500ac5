"""What points, the people who have them and the acts that moved them are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from cogs.ui.clan.naming import place_in_text
from cogs.ui.settings import hundredths as two_digits
from cogs.ui.words import Words, harmless
from domain.points import HUNDRED, Act, Batch, Decay, Move, Pool

if TYPE_CHECKING:
    from services.loot.passing import Passing, Shift
    from services.loot.people import Person

MOST_LINES: Final = 15
"""How many people a preview names before it says how many there are besides."""

_MINUS: Final = "−"


def points_text(say: Words, hundredths: int, *, signed: bool = False) -> str:
    """So many points: `12.50`, or `12` when whole; `signed` shows a plus too."""
    size = abs(hundredths)
    text = two_digits(say, size) if size % HUNDRED else say.number(size // HUNDRED)
    sign = _MINUS if hundredths < 0 else "+" if signed and hundredths else ""
    return sign + text


def amount(say: Words, pool: Pool, hundredths: int, *, signed: bool = False) -> str:
    """So many points of a pool: `12.50 EP`."""
    return f"{points_text(say, hundredths, signed=signed)} {pool.value.upper()}"


def percent_text(say: Words, percent: int) -> str:
    """Hundredths of a percent: `10 %`, `7.50 %`."""
    return f"{points_text(say, percent)} %"


def person_text(say: Words, person: Person | None) -> str:
    """Somebody as a mention, else by their character's name, else as somebody who left."""
    if person is None or (person.user_id is None and not person.name):
        return say("points.left")
    return f"<@{person.user_id}>" if person.user_id is not None else harmless(person.name)


def act_text(say: Words, batch: Batch) -> str:
    """What an act was, in a word or two: `award`, `decay of 10 %`, `undo of batch 12`."""
    if batch.act is Act.DECAY and batch.decay is not None:
        key = "points.act.decay" if batch.by is not None else "points.act.decay_weekly"
        return say(key, percent=percent_text(say, batch.decay.percent))
    if batch.act is Act.UNDO:
        return say("points.act.undo", batch=batch.reverses or 0)
    return say(f"points.act.{batch.act}")


def batch_text(say: Words, batch: Batch) -> str:
    """An act with its number, by which it can be undone: `batch 12 (award)`."""
    return say("points.batch_of", batch=batch.id, act=act_text(say, batch))


def decay_text(say: Words, decay: Decay) -> str:
    """What a decay takes off: `10 % off EP and GP`, with base GP where that is how it is done."""
    pools = say.list(tuple(pool.value.upper() for pool in decay.pools))
    key = "points.decay_of_base" if decay.base_gp is not None and Pool.GP in decay.pools else "points.decay_of"
    return say(key, percent=percent_text(say, decay.percent), pools=pools)


def move_text(say: Words, moves: Sequence[Move]) -> str:
    """What an act does to one member: `100 → 112.50 EP`, each pool after the other."""
    return ", ".join(
        say(
            "points.move",
            before=points_text(say, one.before),
            after=points_text(say, one.after),
            pool=one.pool.value.upper(),
        )
        for one in moves
    )


def by_member(moves: Iterable[Move]) -> dict[int, list[Move]]:
    """The moves of each member, members in the order in which they come."""
    found: dict[int, list[Move]] = {}
    for move in moves:
        found.setdefault(move.member_id, []).append(move)
    return found


def move_lines(
    say: Words,
    moves: Iterable[Move],
    people: Mapping[int, Person],
    *,
    limit: int = MOST_LINES,
    count: int | None = None,
) -> list[str]:
    """A line a member with what they have before and after, and how many others there are past `limit`.

    `count` is how many members there are in all, where not everybody's moves are at hand.
    """
    found = by_member(moves)
    total = len(found) if count is None else count
    lines = [
        say("points.move_line", who=person_text(say, people.get(member_id)), moves=move_text(say, mine))
        for member_id, mine in list(found.items())[:limit]
    ]
    return [*lines, say("points.and_more", count=total - len(lines))] if total > len(lines) else lines


def shift_lines(say: Words, passing: Passing, people: Mapping[int, Person]) -> list[str]:
    """Who moves past whom, a line each, under a heading; one sentence where nobody does."""
    if not passing.total:
        return [say("points.pass.nobody")]
    lines = [say("points.pass.heading"), *(_shift(say, one, people) for one in passing.shifts)]
    more = passing.total - len(passing.shifts)
    return [*lines, say("points.and_more", count=more)] if more else lines


def _shift(say: Words, shift: Shift, people: Mapping[int, Person]) -> str:
    names = [person_text(say, people.get(one)) for one in shift.others]
    others = say.list((*names, say("points.pass.others", count=shift.more)) if shift.more else tuple(names))
    who, after = person_text(say, people.get(shift.member_id)), place_in_text(shift.after)
    before = say("points.pass.nowhere") if shift.before is None else place_in_text(shift.before)
    return say("points.pass.up" if shift.up else "points.pass.down", who=who, before=before, after=after, others=others)
