"""What would bring somebody one place up, and which boards make up their overall standing."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from domain.leaderboard_settings import Board
from domain.leaderboards import FULL


@dataclass(frozen=True, slots=True)
class Step:
    """The way to the next better place while nobody else moves: so much more draws level with whoever has it."""

    place: int
    to_share: int

    @property
    def to_pass(self) -> int:
        """So much more goes past everybody who has it."""
        return self.to_share + 1


def step(value: int, next_place: int | None, next_value: int | None) -> Step | None:
    """The way from a value to the next better place; None for the first, who has nobody before them."""
    if next_place is None or next_value is None or next_value <= value:
        return None
    return Step(next_place, next_value - value)


@dataclass(frozen=True, slots=True)
class Part:
    """What one board brings to somebody's standing: what they and its first have on it, its weight, and the points."""

    board: Board
    weight: int
    value: int
    most: int
    points: int


def parts(values: Mapping[Board, int], mosts: Mapping[Board, int], weights: Mapping[Board, int]) -> tuple[Part, ...]:
    """The boards that bring somebody something, the one that brings most first; the points sum to their standing.

    The standing is rounded down once, at its end, so the points of the parts are too: what is lost by rounding each
    down goes to those that lost most by it.
    """
    exact = {
        board: Fraction(FULL * weights[board] * value, mosts[board])
        for board, value in values.items()
        if value > 0 and weights.get(board, 0) > 0 and mosts.get(board, 0) > 0
    }
    rounded = {board: int(share) for board, share in exact.items()}
    missing = int(sum(exact.values(), Fraction(0))) - sum(rounded.values())
    order = list(Board)
    for board in sorted(exact, key=lambda one: (rounded[one] - exact[one], order.index(one)))[:missing]:
        rounded[board] += 1
    found = [Part(board, weights[board], values[board], mosts[board], rounded[board]) for board in exact]
    return tuple(sorted(found, key=lambda part: (-part.points, order.index(part.board))))
