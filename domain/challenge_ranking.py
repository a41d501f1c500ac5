"""Ranking a challenge: by votes, or by the Bayesian mean of private stars; equal results share a place.

    score = (m · C + Σ marks) / (m + n)

`n` are the marks of one submission, `C` the mean of all marks that count and `m` how many marks at that mean everybody
begins with: the weighted rating that IMDb published for its Top 250 (`WR = v/(v+m) · R + m/(v+m) · C`). Few marks say
little, so a submission that six friends gave five stars does not pass one that many liked. Scores are exact fractions.
A person stands where their best submission does; their others are shown without a place.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

PRIOR: Final = 8
"""`m`: how many marks at the mean everybody begins with."""

FEWEST_MARKS: Final = 5
"""A ballot with fewer marks does not count."""

STARS: Final = 5
HIGHEST_SCORE: Final = 10


@dataclass(frozen=True, slots=True)
class Ranked:
    """A person's place, counted from 1 and shared by equals, with their best submission and its score."""

    member_id: int
    submission_id: int
    place: int
    score: Fraction


def fewest_marks(entries: int) -> int:
    """How many marks a ballot needs where its voter can mark so many submissions (those of others that stand)."""
    return max(1, min(FEWEST_MARKS, entries))


def by_stars(
    submissions: Iterable[int], ballots: Iterable[Mapping[int, int]], prior: int = PRIOR
) -> dict[int, Fraction]:
    """The Bayesian mean of every submission's stars; each ballot has the stars that one member gave.

    Without any mark all scores are 0.
    """
    sums = dict.fromkeys(submissions, 0)
    counts: Counter[int] = Counter()
    for ballot in ballots:
        for one, stars in ballot.items():
            if one in sums:
                sums[one] += stars
                counts[one] += 1
    every = counts.total()
    if not every:
        return dict.fromkeys(sums, Fraction(0))
    mean = Fraction(sum(sums.values()), every)
    return {one: (prior * mean + given) / (prior + counts[one]) for one, given in sums.items()}


def by_votes(submissions: Iterable[int], votes: Iterable[int]) -> dict[int, Fraction]:
    """How many votes each submission has; `votes` names the submission of each."""
    counts = dict.fromkeys(submissions, 0)
    for one in votes:
        if one in counts:
            counts[one] += 1
    return {one: Fraction(count) for one, count in counts.items()}


def with_judges(
    scores: Mapping[int, Fraction], judged: Mapping[int, Sequence[int]], weight: int, best: Fraction | None = None
) -> dict[int, Fraction]:
    """Scores mixed with judges' (1 to 10), whose part is `weight` percent; each kind is brought to a part of its best.

    `best` is the highest score there can be; without it the highest there is. Nobody judged: the scores as they are.
    """
    if not weight or not any(judged.values()):
        return dict(scores)
    top = best if best is not None else max(scores.values(), default=Fraction(0))
    mixed: dict[int, Fraction] = {}
    for one, score in scores.items():
        given = judged.get(one, ())
        jury = Fraction(sum(given), len(given) * HIGHEST_SCORE) if given else Fraction(0)
        people = score / top if top else Fraction(0)
        mixed[one] = (people * (100 - weight) + jury * weight) / 100
    return mixed


def ranked(scores: Mapping[int, Fraction], makers: Mapping[int, int]) -> list[Ranked]:
    """Everybody by their best submission, the highest first; equals share a place and the next one counts them.

    `makers` names the member of every submission. Of equal ones of a person the earlier (smaller id) is taken.
    """
    best: dict[int, int] = {}
    for one in sorted(scores, key=lambda each: (-scores[each], each)):
        best.setdefault(makers[one], one)
    found: list[Ranked] = []
    for number, (member_id, one) in enumerate(best.items(), 1):
        same = found and found[-1].score == scores[one]
        found.append(Ranked(member_id, one, found[-1].place if same else number, scores[one]))
    return found


def queue(
    submissions: Sequence[int], seen: Iterable[int], counts: Mapping[int, int], order: Sequence[int]
) -> list[int]:
    """The submissions that somebody has not seen yet, those that fewest others saw first.

    `counts` is by how many each was seen; `order` are random numbers, one a submission, that shuffle equals.
    """
    left = set(submissions) - set(seen)
    shuffled = sorted(zip(submissions, order, strict=True), key=lambda one: (counts.get(one[0], 0), one[1], one[0]))
    return [one for one, _ in shuffled if one in left]
