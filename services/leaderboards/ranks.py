"""Everybody on one board in order: made once, never changed; what follows a change is another one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from domain import leaderboards as rules
from domain.leaderboard_settings import Board
from services.ranking import Key, Ladder

_FEW: Final = 8
"""Where more than one in so many changed, sorting everybody is quicker than moving each."""


@dataclass(frozen=True)
class Ranks:
    """What everybody has, all above 0; `left_out` are those of them who have no place.

    `ladder` has those with a place, `everybody` all who are on the board. `mark` is this one's own; `after` is the mark
    of the one that it followed, and `moved` are those who had something else there.
    """

    values: Mapping[int, int]
    left_out: frozenset[int]
    ladder: Ladder
    everybody: Ladder
    mark: object = field(default_factory=object, compare=False)
    after: object = field(default=None, compare=False)
    moved: frozenset[int] = field(default=frozenset(), compare=False)

    @property
    def most(self) -> int:
        """What the first of everybody has; 0 when nobody is on it."""
        return next((self.values[who] for who in self.everybody.top(1)), 0)

    @cached_property
    def counted(self) -> Mapping[int, int]:
        """What those have who have a place."""
        if not self.left_out:
            return self.values
        return {who: value for who, value in self.values.items() if who not in self.left_out}

    @cached_property
    def places(self) -> Mapping[int, int]:
        """Everybody's place, shared by equals."""
        return rules.places(self.counted)

    def better(self, place: int) -> tuple[int, int] | None:
        """The next better place, and what those there have; None for the first."""
        if place <= 1:
            return None
        (above,) = self.ladder.top(1, place - 2)
        return self.ladder.shared(above) or 1, self.values[above]


def ranked(values: Mapping[int, int], left_out: Collection[int]) -> Ranks:
    """Everybody in order."""
    out = frozenset(values.keys() & left_out)
    # In order already: a ladder sorts keys of several parts, which takes much longer than these numbers.
    order = sorted(sorted(values), key=values.__getitem__, reverse=True)
    everybody = Ladder({who: _key(who, values[who]) for who in order})
    return Ranks(values, out, _without(everybody, out), everybody)


def followed(ranks: Ranks, members: Collection[int], values: Mapping[int, int], left_out: Collection[int]) -> Ranks:
    """The same after these members have other values, those without one none any more."""
    moved = frozenset(who for who in members if ranks.values.get(who) != values.get(who))
    now = {**ranks.values, **values}
    for who in moved - values.keys():
        now.pop(who, None)
    if len(moved) * _FEW > len(now):
        return replace(ranked(now, left_out), after=ranks.mark, moved=moved)
    everybody = ranks.everybody.after({who: _key(who, now[who]) if who in now else None for who in moved})
    out = frozenset(now.keys() & left_out)
    return Ranks(now, out, _without(everybody, out), everybody, after=ranks.mark, moved=moved)


def weighed(parts: Mapping[Board, Ranks], weights: Mapping[Board, int], left_out: Collection[int]) -> Ranks:
    """The overall standing that these boards make."""
    scores = rules.overall({board: part.values for board, part in parts.items()}, weights)
    return ranked({who: score for who, score in scores.items() if score}, left_out)


def weighed_anew(
    standing: Ranks,
    before: Mapping[Board, Ranks],
    parts: Mapping[Board, Ranks],
    weights: Mapping[Board, int],
    left_out: Collection[int],
) -> Ranks:
    """The same after the boards that `standing` was made of followed what changed.

    As long as the first of each board has as much as before, nobody's score changes but theirs whose values did.
    """
    moved: set[int] = set()
    for board, part in parts.items():
        old = before[board]
        if part is old:
            continue
        if part.after is not old.mark or part.most != old.most:
            return weighed(parts, weights, left_out)
        moved |= part.moved
    asked = moved.union(*(part.everybody.top(1) for part in parts.values()))
    some = {board: {who: part.values[who] for who in asked if who in part.values} for board, part in parts.items()}
    scores = {who: score for who, score in rules.overall(some, weights).items() if score}
    return followed(standing, asked, scores, left_out)


def _without(everybody: Ladder, out: Collection[int]) -> Ladder:
    if not out:
        return everybody
    return everybody.after(dict.fromkeys(out))


def _key(who: int, value: int) -> Key:
    return -value, who
