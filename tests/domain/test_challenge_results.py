"""What a challenge came to follows from what was given; prizes change only where they must."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.challenge_points import Vote
from domain.challenge_prizes import Kind, Merit, Reward
from domain.challenge_results import Given, Measure, changes, complete_ballots, finish, set_off
from domain.challenge_settings import Voting

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
MAKERS = {11: 1, 12: 2, 13: 3}
"""Three submissions of three people."""


def votes(**by: str) -> list[Vote]:
    """Votes by the last digits of what they are for."""
    return [
        Vote(int(voter[1:]), int(f"1{one}"), MAKERS[int(f"1{one}")], AT)
        for voter, given_ in by.items()
        for one in given_
    ]


def test_votes_are_counted_and_make_voters():
    outcome = finish(Voting.VOTES, 0, 2, Given(MAKERS, votes(v4="123", v5="12", v6="1")))
    assert outcome.places == {1: 1, 2: 2, 3: 3}
    assert [(one.score, one.measure, one.given) for one in outcome.results] == [
        (Fraction(3), Measure.VOTES, 3),
        (Fraction(2), Measure.VOTES, 2),
        (Fraction(1), Measure.VOTES, 1),
    ]
    assert outcome.voters == {4, 5}
    assert outcome.participants == {1, 2, 3}


def test_where_few_took_part_a_vote_for_each_of_the_others_makes_a_voter():
    outcome = finish(Voting.VOTES, 0, 10, Given(MAKERS, votes(v1="23", v4="123", v5="12", v2="1")))
    assert outcome.voters == {1, 4}


def test_where_there_is_less_to_vote_for_all_of_it_is_enough():
    outcome = finish(Voting.VOTES, 0, 10, Given(MAKERS, votes(v4="123", v5="12", v1="23", v2="1")))
    assert outcome.voters == {4, 1}


def test_votes_for_what_does_not_stand_make_no_voter():
    gone = Vote(4, 99, 9, AT)
    assert finish(Voting.VOTES, 0, 2, Given(MAKERS, [*votes(v4="1"), gone])).voters == frozenset()


def test_judges_are_measured_as_judges_and_as_mixed():
    alone = finish(Voting.NONE, 30, 1, Given(MAKERS, judged={11: [8, 9], 12: []}))
    assert [(one.member_id, one.score, one.measure, one.given) for one in alone.results] == [
        (1, Fraction(17, 20), Measure.JUDGES, 2)
    ]
    mixed = finish(Voting.VOTES, 50, 1, Given(MAKERS, votes(v4="1"), judged={12: [10]}))
    assert {one.member_id: (one.score, one.measure) for one in mixed.results} == {
        1: (Fraction(1, 2), Measure.MIXED),
        2: (Fraction(1, 2), Measure.MIXED),
        3: (Fraction(0), Measure.MIXED),
    }


def test_a_weight_without_a_judge_changes_nothing():
    assert finish(Voting.VOTES, 50, 1, Given(MAKERS, votes(v4="1"))) == finish(
        Voting.VOTES, 0, 1, Given(MAKERS, votes(v4="1"))
    )


@pytest.mark.parametrize("voting", Voting)
def test_without_anything_given_nobody_is_placed(voting: Voting):
    outcome = finish(voting, 0, 1, Given(MAKERS))
    assert outcome.results == ()
    assert outcome.participants == {1, 2, 3}


@pytest.mark.parametrize(("entries", "own", "needed"), [(10, 0, 5), (6, 1, 5), (5, 1, 4), (3, 1, 2), (2, 1, 1)])
def test_a_ballot_is_complete_by_how_many_others_there_are(entries: int, own: int, needed: int):
    makers = {number: 1 if number <= own else 100 + number for number in range(1, entries + 1)}
    marks = dict.fromkeys(range(own + 1, own + 1 + needed), 3)
    assert complete_ballots(makers, {1: marks}) == {1: marks}
    del marks[own + 1]
    assert complete_ballots(makers, {1: marks}) == {}


def test_marks_for_what_does_not_stand_do_not_complete_a_ballot():
    makers = {number: 100 + number for number in range(1, 8)}
    assert complete_ballots(makers, {1: {1: 5, 2: 5, 3: 5, 4: 5, 99: 5}}) == {}


def reward(member: int, amount: int = 100, place: int = 1) -> Reward:
    """Credits for a place."""
    return Reward(member, Merit.PLACE, place, Kind.CREDITS, amount)


REWARDS = st.lists(st.builds(reward, st.integers(1, 3), st.integers(1, 2), st.integers(1, 2)), max_size=6)


@given(REWARDS, REWARDS)
def test_after_its_changes_what_stands_is_what_is_due(standing: list[Reward], due: list[Reward]):
    numbered = dict(enumerate(standing, 1))
    needed = changes(numbered, due)
    left = [one for number, one in numbered.items() if number not in needed.taken]
    assert sorted(map(str, [*left, *needed.given])) == sorted(map(str, due))
    assert not {numbered[one] for one in needed.taken} & set(needed.given), "nothing is taken and given alike"


AMOUNTS = st.dictionaries(st.integers(1, 9), st.integers(0, 500), max_size=4)


@given(AMOUNTS, AMOUNTS)
def test_only_one_side_is_left_after_setting_off(new: dict[int, int], owed: dict[int, int]):
    both = set_off(new, owed)
    paid, back = sum(both.paid.values()), sum(both.back.values())
    assert paid - back == sum(new.values()) - sum(owed.values())
    assert min(paid, back) == 0
    assert all(0 <= both.paid[one] <= amount for one, amount in new.items())
    assert all(0 <= both.back[one] <= amount for one, amount in owed.items())
