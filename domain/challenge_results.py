"""What a challenge came to: places from what was given, who took part and voted enough, and what prizes move.

Everything follows from what stands at that moment, so working it out again ends in the same result.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from domain.challenge_points import Vote
from domain.challenge_prizes import Reward
from domain.challenge_ranking import HIGHEST_SCORE, STARS, by_stars, by_votes, fewest_marks, ranked, with_judges
from domain.challenge_settings import Voting

Stars = Mapping[int, Mapping[int, int]]
"""By voter: the stars that they gave to submissions."""


class Measure(StrEnum):
    """What a score counts: votes, stars from 1 to 5, or a part of 1 of the best there is.

    `MIXED` is votes or stars together with judges' scores, `JUDGES` theirs alone.
    """

    VOTES = "votes"
    STARS = "stars"
    MIXED = "mixed"
    JUDGES = "judges"


@dataclass(frozen=True, slots=True)
class Given:
    """What stands at the end: whose each submission is, the votes, everybody's stars, and judges' scores."""

    makers: Mapping[int, int]
    votes: Sequence[Vote] = ()
    stars: Stars | None = None
    judged: Mapping[int, Sequence[int]] | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """Somebody's place with their best submission; `given` counts the votes, marks or judges of that submission."""

    member_id: int
    submission_id: int
    place: int
    score: Fraction
    measure: Measure
    given: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everybody's place, the marks in each complete ballot by voter, who took part, and who voted enough."""

    results: tuple[Result, ...]
    ballots: Mapping[int, int]
    participants: frozenset[int]
    voters: frozenset[int]

    @property
    def places(self) -> dict[int, int]:
        """By member."""
        return {one.member_id: one.place for one in self.results}


def finish(voting: Voting, judge_weight: int, voter_votes: int, given: Given) -> Outcome:
    """What it came to; `voter_votes` votes that count earn the prize for voting, and so does every complete ballot.

    Where others handed in fewer than that, voting for each of theirs is enough.
    Where nobody gave anything that counts there are no places: everybody would be the first.
    """
    makers = given.makers
    participants = frozenset(makers.values())
    judged = {one: list(scores) for one, scores in (given.judged or {}).items() if one in makers and scores}
    if voting is Voting.NONE:
        scores = {one: Fraction(sum(their), len(their) * HIGHEST_SCORE) for one, their in judged.items()}
        counts = {one: len(their) for one, their in judged.items()}
        return Outcome(_ranked(scores, makers, Measure.JUDGES, counts), {}, participants, frozenset())
    if voting is Voting.VOTES:
        votes = [vote for vote in given.votes if vote.submission_id in makers]
        counts = Counter(vote.submission_id for vote in votes)
        cast = Counter(vote.voter_id for vote in votes)
        own = Counter(makers.values())
        voters = frozenset(who for who, count in cast.items() if count >= min(voter_votes, len(makers) - own[who]))
        people, ballots = by_votes(makers, (vote.submission_id for vote in votes)), dict[int, int]()
    else:
        complete = complete_ballots(makers, given.stars or {})
        counts = Counter(one for ballot in complete.values() for one in ballot)
        people, ballots = by_stars(makers, complete.values()), {who: len(ballot) for who, ballot in complete.items()}
        voters = frozenset(complete)
    mixed = bool(judge_weight and judged)
    if not mixed and not counts:
        return Outcome((), ballots, participants, voters)
    scores = with_judges(people, judged, judge_weight, None if voting is Voting.VOTES else Fraction(STARS))
    plain = Measure.VOTES if voting is Voting.VOTES else Measure.STARS
    return Outcome(_ranked(scores, makers, Measure.MIXED if mixed else plain, counts), ballots, participants, voters)


def complete_ballots(makers: Mapping[int, int], stars: Stars) -> dict[int, dict[int, int]]:
    """The ballots that count, with their marks on what stands; each needs marks by how many others' there are."""
    own = Counter(makers.values())
    found: dict[int, dict[int, int]] = {}
    for voter, ballot in stars.items():
        marks = {one: mark for one, mark in ballot.items() if one in makers}
        if len(marks) >= fewest_marks(len(makers) - own[voter]):
            found[voter] = marks
    return found


def _ranked(
    scores: Mapping[int, Fraction], makers: Mapping[int, int], measure: Measure, counts: Mapping[int, int]
) -> tuple[Result, ...]:
    return tuple(
        Result(one.member_id, one.submission_id, one.place, one.score, measure, counts.get(one.submission_id, 0))
        for one in ranked(scores, makers)
    )


@dataclass(frozen=True, slots=True)
class Changes:
    """What has to happen to prizes that stand: some are given to nobody any more, others are new."""

    taken: tuple[int, ...]
    given: tuple[Reward, ...]


def changes(standing: Mapping[int, Reward], due: Iterable[Reward]) -> Changes:
    """What brings the rewards that stand, by id, to those that are due; none where they are the same."""
    left = Counter(due)
    taken: list[int] = []
    for reward_id, reward in sorted(standing.items()):
        if left[reward]:
            left[reward] -= 1
        else:
            taken.append(reward_id)
    return Changes(tuple(taken), tuple(left.elements()))


@dataclass(frozen=True, slots=True)
class SetOff:
    """Credits that move for one member, by reward: paid for new ones, owed back for taken ones and older debts."""

    paid: Mapping[int, int]
    back: Mapping[int, int]


def set_off(new: Mapping[int, int], owed: Mapping[int, int]) -> SetOff:
    """What one member is paid for `new` rewards and owes for others, by id, after one is set off against the other.

    So nobody is paid twice who could not give everything back in between.
    """
    both = min(sum(new.values()), sum(owed.values()))
    return SetOff(_less(new, both), _less(owed, both))


def _less(amounts: Mapping[int, int], off: int) -> dict[int, int]:
    found: dict[int, int] = {}
    for one, amount in sorted(amounts.items()):
        part = min(amount, off)
        off -= part
        found[one] = amount - part
    return found
