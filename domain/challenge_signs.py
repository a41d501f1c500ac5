"""Signs: what in a challenge's votes looks unfair, told to officers. A sign discards nothing by itself.

Five kinds, from nothing but what was given in that challenge and when the accounts were made:

- `few`: a ballot with fewer marks than count, as an account leaves that was made to lift one submission. It does not
  count anyway; it shows who came for that.
- `young`: a Discord account younger than the guild's setting when it first gave something here.
- `straight`: five marks or more, all with the same stars. Somebody who gives each mark freely among five stars does so
  once in 625 ballots of five; somebody who only wants to be paid for a ballot does it every time.
- `mutual`: two people who each gave the other their best (a vote, or their highest stars if those are four or five).
  In a small challenge that happens by itself, so a pair is told only where chance would bring about fewer than one
  such pair in the whole challenge. How likely somebody's best goes to another's work is taken as the larger of two
  parts: of what they gave, how much was their best; and of the others who looked at that work, how many gave it theirs.
  So a work that everybody likes, or somebody who likes everything, is no sign.
- `burst`: three young accounts or more that gave one submission their vote, or four or five stars, within ten
  minutes. Newcomers are a few in a week; three who come together for one work were called.

Friends vote for friends, and newcomers come with them. Nothing in the votes tells that apart, officers do.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from math import comb
from typing import Final

from domain.challenge_ranking import fewest_marks

STRAIGHT: Final = 5
"""Marks from which on all the same is told."""

HIGH: Final = 4
"""Stars from which on somebody's highest are praise."""

BURST: Final = 3
WITHIN: Final = timedelta(minutes=10)


class SignKind(StrEnum):
    """What was noticed."""

    FEW = "few"
    YOUNG = "young"
    STRAIGHT = "straight"
    MUTUAL = "mutual"
    BURST = "burst"


@dataclass(frozen=True, slots=True)
class Gift:
    """Something that counts, given to a submission: a vote (`stars` is None) or stars."""

    submission_id: int
    stars: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Voter:
    """Somebody and all that they gave, at least one thing; `made_at` is of their account, None where nobody knows."""

    member_id: int
    made_at: datetime | None
    gifts: tuple[Gift, ...]

    @property
    def age(self) -> timedelta | None:
        """How old the account was when it first gave something."""
        return None if self.made_at is None else min(gift.at for gift in self.gifts) - self.made_at

    def best(self) -> frozenset[int]:
        """What they gave a vote, or their highest stars if those are praise."""
        if all(gift.stars is None for gift in self.gifts):
            return frozenset(gift.submission_id for gift in self.gifts)
        top = max(gift.stars or 0 for gift in self.gifts)
        return frozenset(gift.submission_id for gift in self.gifts if gift.stars == top >= HIGH)


@dataclass(frozen=True, slots=True)
class Sign:
    """Something noticed about these people, and about a submission where it is about one.

    `facts` are the figures that officers are shown.
    """

    kind: SignKind
    members: tuple[int, ...]
    submission_id: int | None = None
    facts: Mapping[str, int] = field(default_factory=dict[str, int])


def signs(voters: Sequence[Voter], makers: Mapping[int, int], young: timedelta) -> list[Sign]:
    """What looks unusual, kind by kind; `makers` names the member of every submission that stands."""
    ordered = sorted(voters, key=lambda one: one.member_id)
    return [
        *_bursts(ordered, young),
        *_mutual(ordered, makers),
        *_straight(ordered),
        *_few(ordered, makers),
        *_young(ordered, young),
    ]


def _few(voters: Iterable[Voter], makers: Mapping[int, int]) -> Iterator[Sign]:
    own = Counter(makers.values())
    for one in voters:
        needed = fewest_marks(len(makers) - own[one.member_id])
        marks = len(one.gifts)
        if one.gifts[0].stars is not None and marks < needed:
            only = one.gifts[0].submission_id if marks == 1 else None
            yield Sign(SignKind.FEW, (one.member_id,), only, {"marks": marks, "needed": needed})


def _young(voters: Iterable[Voter], young: timedelta) -> Iterator[Sign]:
    for one in voters:
        if one.age is not None and one.age < young:
            days = max(0, one.age // timedelta(days=1))
            yield Sign(SignKind.YOUNG, (one.member_id,), facts={"days": days, "given": len(one.gifts)})


def _straight(voters: Iterable[Voter]) -> Iterator[Sign]:
    for one in voters:
        stars = {gift.stars for gift in one.gifts}
        if len(one.gifts) >= STRAIGHT and len(stars) == 1 and None not in stars:
            yield Sign(SignKind.STRAIGHT, (one.member_id,), facts={"marks": len(one.gifts)})


def _mutual(voters: Sequence[Voter], makers: Mapping[int, int]) -> Iterator[Sign]:
    """Pairs who gave each other their best, where chance would bring about fewer than one of them."""
    if not voters:
        return
    crowd = _Crowd(voters, makers)
    pairs = crowd.pairs()
    for one, other in crowd.favours():
        chance = crowd.chance(one, other) * crowd.chance(other, one)
        if chance * pairs < 1:
            yield Sign(SignKind.MUTUAL, (one, other), facts={"one_in": int(1 / chance), "pairs": pairs})


class _Crowd:
    """What everybody gave to everybody; whoever votes looks at all that there is, a ballot has what it shows."""

    def __init__(self, voters: Sequence[Voter], makers: Mapping[int, int]) -> None:
        self._makers = makers
        self._votes = voters[0].gifts[0].stars is None
        self._works: defaultdict[int, set[int]] = defaultdict(set)
        for one, maker in makers.items():
            self._works[maker].add(one)
        self._gave = {voter.member_id: {gift.submission_id for gift in voter.gifts} for voter in voters}
        self._best = {voter.member_id: voter.best() for voter in voters}
        self._given = Counter(one for gave in self._gave.values() for one in gave)
        self._praised = Counter(one for best in self._best.values() for one in best)

    def pairs(self) -> int:
        """How many pairs of people looked at each other's works."""
        if self._votes:
            return comb(sum(who in self._works for who in self._gave), 2)
        return len(self._both_ways(self._gave))

    def favours(self) -> list[tuple[int, int]]:
        """The pairs who gave each other their best."""
        return sorted(self._both_ways(self._best))

    def _both_ways(self, given: Mapping[int, Collection[int]]) -> set[tuple[int, int]]:
        to = {(who, self._makers[one]) for who, works in given.items() for one in works if one in self._makers}
        return {(one, other) for one, other in to if one < other and (other, one) in to}

    def chance(self, giver: int, maker: int) -> Fraction:
        """How likely something of the maker's gets the giver's best, at most."""
        best, works = self._best[giver], self._works[maker]
        looked = len(self._makers) - len(self._works[giver]) if self._votes else len(self._gave[giver])
        freely = Fraction(len(best), looked)
        likely = Fraction(0)
        for one in works if self._votes else works & self._gave[giver]:
            others = self._looked_at(one) - 1
            liked = Fraction(self._praised[one] - (one in best), others) if others else Fraction(0)
            likely += max(freely, liked)
        return min(likely, Fraction(1))

    def _looked_at(self, one: int) -> int:
        """How many looked at it."""
        return len(self._gave) - (self._makers[one] in self._gave) if self._votes else self._given[one]


def _bursts(voters: Iterable[Voter], young: timedelta) -> Iterator[Sign]:
    """Young accounts that came together for one submission."""
    praise: defaultdict[int, list[tuple[datetime, int]]] = defaultdict(list)
    for one in voters:
        if one.age is None or one.age >= young:
            continue
        for gift in one.gifts:
            if gift.stars is None or gift.stars >= HIGH:
                praise[gift.submission_id].append((gift.at, one.member_id))
    for submission_id, given in sorted(praise.items()):
        given.sort()
        moments = [at for at, _ in given]
        runs = ((start, bisect_right(moments, at + WITHIN)) for start, at in enumerate(moments))
        start, end = max(runs, key=lambda run: (run[1] - run[0], -run[0]))
        if end - start >= BURST:
            minutes = max(1, -((moments[start] - moments[end - 1]) // timedelta(minutes=1)))
            people = tuple(who for _, who in given[start:end])
            yield Sign(SignKind.BURST, people, submission_id, {"accounts": len(people), "minutes": minutes})
