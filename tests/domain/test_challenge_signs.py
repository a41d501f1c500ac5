"""Signs: what is told to officers and what is not, at each threshold and on both sides of it."""

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.challenge_signs import Gift, Sign, SignKind, Voter, signs

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
YOUNG = timedelta(days=30)
OLD = NOW - timedelta(days=400)
MAKERS = {100 + who: who for who in range(1, 11)}
"""Ten people with a work each."""


def voter(who: int, stars: Mapping[int, int | None], *, made: datetime | None = OLD, at: datetime = NOW) -> Voter:
    """Somebody who gave that, all at one moment."""
    return Voter(who, made, tuple(Gift(one, given, at) for one, given in stars.items()))


def votes(who: int, *works: int, made: datetime | None = OLD, at: datetime = NOW) -> Voter:
    """Somebody who voted for these."""
    return voter(who, dict.fromkeys(works), made=made, at=at)


def found(kind: SignKind, voters: Sequence[Voter], makers: Mapping[int, int] = MAKERS) -> list[Sign]:
    """The signs of that kind."""
    return [one for one in signs(voters, makers, YOUNG) if one.kind is kind]


def mixed(count: int, first: int = 101) -> dict[int, int]:
    """So many marks that are not all the same."""
    return {first + number: 1 + number % 5 for number in range(count)}


def test_nothing_is_told_of_an_ordinary_ballot() -> None:
    assert signs([voter(20, mixed(6)), votes(21, 101)], MAKERS, YOUNG) == []
    assert signs([], MAKERS, YOUNG) == []


@pytest.mark.parametrize(("marks", "told"), [(1, True), (4, True), (5, False)])
def test_a_ballot_below_the_fewest_marks(marks: int, told: bool) -> None:
    few = found(SignKind.FEW, [voter(20, mixed(marks))])
    only = 101 if marks == 1 else None
    assert few == ([Sign(SignKind.FEW, (20,), only, {"marks": marks, "needed": 5})] if told else [])


def test_one_vote_is_no_ballot_and_few_works_need_few_marks() -> None:
    assert found(SignKind.FEW, [votes(20, 101)]) == []
    assert found(SignKind.FEW, [voter(20, mixed(3))], {101: 1, 102: 2, 103: 3}) == []
    assert found(SignKind.FEW, [voter(1, mixed(2, 102))], {101: 1, 102: 2, 103: 3}) == [], "one of them is their own"


@pytest.mark.parametrize(("days", "told"), [(0, True), (29, True), (30, False)])
def test_an_account_is_young_below_the_setting_when_it_first_gave(days: int, told: bool) -> None:
    made = NOW - timedelta(days=days)
    later = Gift(102, None, NOW + timedelta(days=90))
    who = Voter(20, made, (later, Gift(101, None, NOW)))
    expected = [Sign(SignKind.YOUNG, (20,), None, {"days": days, "given": 2})] if told else []
    assert found(SignKind.YOUNG, [who]) == expected


def test_nobody_is_young_whose_account_nobody_knows() -> None:
    assert signs([votes(20, 101, made=None)], MAKERS, YOUNG) == []


@pytest.mark.parametrize(
    ("marks", "odd", "told"), [(4, False, False), (5, False, True), (9, False, True), (9, True, False)]
)
def test_all_the_same_stars_from_five_marks_on(marks: int, odd: bool, told: bool) -> None:
    ballot = dict.fromkeys(range(101, 101 + marks), 3) | ({101: 4} if odd else {})
    expected = [Sign(SignKind.STRAIGHT, (20,), None, {"marks": marks})] if told else []
    assert found(SignKind.STRAIGHT, [voter(20, ballot)]) == expected


def test_many_votes_are_no_straight_line() -> None:
    assert found(SignKind.STRAIGHT, [votes(20, *range(101, 110))]) == []


def others(top: int = 0) -> list[Voter]:
    """Makers 3 to 10, who mark everybody else; `top` is what they all like best."""
    return [
        voter(
            who, {one: 5 if one == (top or 100 + who % 8 + 3) else 2 for one, maker in MAKERS.items() if maker != who}
        )
        for who in range(3, 11)
    ]


def each_other(first: int = 5, rest: int = 1) -> list[Voter]:
    """People 1 and 2, who give each other so many stars and everybody else the rest."""
    return [
        voter(1, {one: first if one == 102 else rest for one in MAKERS if one != 101}),
        voter(2, {one: first if one == 101 else rest for one in MAKERS if one != 102}),
    ]


def test_two_who_gave_each_other_what_nobody_else_gave_them() -> None:
    (one,) = found(SignKind.MUTUAL, [*each_other(), *others()])
    assert one == Sign(SignKind.MUTUAL, (1, 2), None, {"one_in": 81, "pairs": 45})


def test_highest_stars_are_no_praise_below_four() -> None:
    assert found(SignKind.MUTUAL, [*each_other(first=3), *others()]) == []
    assert found(SignKind.MUTUAL, [*each_other(first=4), *others()])


def test_favours_one_way_are_none() -> None:
    one, other = each_other()
    turned = voter(2, {gift.submission_id: 1 if gift.submission_id == 101 else 5 for gift in other.gifts})
    assert found(SignKind.MUTUAL, [one, turned, *others()]) == []


def test_whoever_likes_everything_favours_nobody() -> None:
    assert found(SignKind.MUTUAL, [*each_other(first=5, rest=5), *others()]) == []


def test_a_pair_is_told_only_where_chance_brings_about_fewer_than_one() -> None:
    """Two best ones of nine each: 2/9 · 2/9 for each of 45 pairs are two pairs by chance."""
    one, other = (
        voter(who, {work: 5 if work in (other, 103) else 1 for work in MAKERS if work != 100 + who})
        for who, other in ((1, 102), (2, 101))
    )
    assert found(SignKind.MUTUAL, [one, other, *others()]) == []


def test_what_everybody_likes_is_no_favour() -> None:
    """Work 101 is everybody's best, and so is 102 of half of them: chance alone would bring that about."""
    crowd = others(top=101)[:4] + others(top=102)[4:]
    assert found(SignKind.MUTUAL, [*each_other(), *crowd]) == []


def test_two_who_vote_only_for_each_other_while_nobody_else_does() -> None:
    crowd = [votes(who, *(one for one in range(103, 109) if MAKERS[one] != who)) for who in range(3, 11)]
    (one,) = found(SignKind.MUTUAL, [votes(1, 102), votes(2, 101), *crowd])
    assert (one.members, one.facts) == ((1, 2), {"one_in": 81, "pairs": 45})
    generous = [votes(1, *(set(MAKERS) - {101})), votes(2, *(set(MAKERS) - {102}))]
    assert found(SignKind.MUTUAL, [*generous, *crowd]) == []


def test_honest_crowds_are_seldom_told_of_favours() -> None:
    """Marks by dice, one best each: less than one pair a challenge, which is what chance would give."""
    dice = random.Random(3)
    told = 0
    for _ in range(200):
        crowd = [
            voter(who, {one: dice.choice((1, 2, 3, 4, 5)) for one, maker in MAKERS.items() if maker != who})
            for who in range(1, 11)
        ]
        told += len(found(SignKind.MUTUAL, crowd))
    assert told < 200


def burst(count: int, minutes: float, *, stars: int | None = None, made: datetime | None = None) -> list[Voter]:
    """So many accounts that came for work 101 evenly over that time."""
    step = timedelta(minutes=minutes) / max(1, count - 1)
    made = made or NOW - timedelta(days=2)
    return [voter(20 + number, {101: stars}, made=made, at=NOW + number * step) for number in range(count)]


@pytest.mark.parametrize(("count", "minutes", "told"), [(2, 1, False), (3, 10, True), (3, 10.1, False), (6, 20, True)])
def test_young_accounts_that_come_together(count: int, minutes: float, told: bool) -> None:
    assert bool(found(SignKind.BURST, burst(count, minutes))) is told


def test_a_burst_names_its_accounts_its_work_and_its_time() -> None:
    late = votes(40, 101, made=NOW - timedelta(days=2), at=NOW + timedelta(hours=5))
    (one,) = found(SignKind.BURST, [*burst(4, 6), late])
    assert one == Sign(SignKind.BURST, (20, 21, 22, 23), 101, {"accounts": 4, "minutes": 6})


def test_old_accounts_and_low_stars_make_no_burst() -> None:
    assert found(SignKind.BURST, burst(5, 1, made=OLD)) == []
    assert found(SignKind.BURST, burst(5, 1, stars=3)) == []
    assert found(SignKind.BURST, burst(5, 1, stars=4))
    apart = [votes(20 + one, 101 + one, made=NOW - timedelta(days=1)) for one in range(5)]
    assert found(SignKind.BURST, apart) == []


GIFTS = st.dictionaries(st.sampled_from(sorted(MAKERS)), st.integers(1, 5), min_size=1)
CROWDS = st.dictionaries(st.integers(1, 14), GIFTS, max_size=10)


@given(CROWDS, st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_voters_does_not_matter(
    crowd: dict[int, dict[int, int]], dice: random.Random, plain: bool
) -> None:
    voters = [
        voter(who, {one: None if plain else stars for one, stars in given.items() if MAKERS[one] != who})
        for who, given in crowd.items()
        if set(given) - {100 + who}
    ]
    shuffled = list(voters)
    dice.shuffle(shuffled)
    told = signs(voters, MAKERS, YOUNG)
    assert signs(shuffled, MAKERS, YOUNG) == told
    assert all(one.kind is not SignKind.MUTUAL or one.members[0] < one.members[1] for one in told)
    assert {who for one in told for who in one.members} <= {one.member_id for one in voters}
