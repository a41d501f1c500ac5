"""The council's rules: who may answer and vote when, what each viewer sees, and how ties are broken."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.decisions import (
    Answer,
    Candidate,
    Decision,
    DecisionState,
    Drop,
    Rules,
    Sight,
    Tally,
    TieBreak,
    Vote,
    all_answered,
    check_closing,
    check_drop,
    check_note,
    check_vote,
    decides,
    is_late,
    leaders,
    left_by,
    lined_up,
    must_vote_first,
    parse_price,
    sight,
    tallies,
    tied,
    weight,
)
from domain.epgp import Rates
from domain.errors import Conflict, Forbidden, Invalid, Refusal
from domain.loot import Response, System, Transparency

NOW = datetime(2026, 11, 20, 20, tzinfo=UTC)
CLOSES = NOW + timedelta(minutes=5)
RATES = Rates()
RULES = Rules(CLOSES, System.EPGP, Transparency.PUBLIC, self_vote=False, quorum=0, recent_days=30)
OPEN = Decision(
    id=1, guild_id=77, drop=Drop("Blade"), rules=RULES, state=DecisionState.OPEN, anyone=False, channel_id=3,
    raid_id=None, opened_by=1, opened_at=NOW, closed_at=None, reopened_at=None, ended_at=None, ended_by=None,
    reason="", roll_id=None, awards=0,
)  # fmt: skip

candidates = st.lists(
    st.builds(
        Candidate,
        member_id=st.integers(1, 50),
        response=st.sampled_from([one for one in Response if one is not Response.PASS]),
        tally=st.builds(Tally, st.integers(0, 3), st.integers(0, 3)),
        recent=st.integers(0, 4),
        ep=st.integers(-1000, 100_000),
        gp=st.integers(-1000, 100_000),
        dkp=st.integers(-1000, 100_000),
    ),
    max_size=12,
    unique_by=lambda one: one.member_id,
)
systems = st.sampled_from(System)


def said(response: Response = Response.BIS, *, late: bool = False) -> Answer:
    """An answer of member 5."""
    return Answer(5, response, "", NOW, late)


def late(decision: Decision = OPEN, before: Answer | None = None, *, after: float = 0, **who: bool) -> bool:
    """Whether an answer given so many seconds from now is late."""
    told = {"asked": True, "officer": False} | who
    return is_late(decision, before, NOW + timedelta(seconds=after), **told)


def refusal(decision: Decision = OPEN, before: Answer | None = None, *, after: float = 0, **who: bool) -> str:
    """Why such an answer is refused."""
    with pytest.raises(Refusal) as caught:
        late(decision, before, after=after, **who)
    return caught.value.code


T = TypeVar("T")


def tried(act: Callable[[], T]) -> T | str:
    """What comes of it, or why it is refused."""
    try:
        return act()
    except Refusal as refused:
        return refused.code


def test_the_deadline_is_the_first_moment_that_is_late():
    assert not late(after=299)
    assert late(after=300)


def test_an_answer_in_time_stands_after_the_deadline_and_a_late_one_may_change():
    assert refusal(before=said(), after=300) == "loot.answer_settled"
    assert late(before=said(late=True), after=301)
    assert not late(before=said(), after=299)


def test_only_those_asked_answer_unless_nobody_was_or_an_officer_does_it():
    assert refusal(asked=False) == "loot.not_asked"
    assert not late(replace(OPEN, anyone=True), asked=False)
    assert not late(asked=False, officer=True)
    assert late(before=said(), after=300, officer=True), "an officer may change it, which is marked"


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (DecisionState.ROLLING, "loot.rolling"),
        (DecisionState.AWARDED, "loot.awarded_before"),
        (DecisionState.CANCELLED, "loot.cancelled_before"),
    ],
)
def test_nobody_answers_or_votes_where_nothing_is_open(state: DecisionState, code: str):
    over = replace(OPEN, state=state)
    assert refusal(over) == code
    with pytest.raises(Conflict) as caught:
        check_vote(over, 1, 5, {5: said()})
    assert caught.value.code == code


def test_a_decision_whose_award_was_taken_back_takes_votes_and_no_answers():
    again = replace(OPEN, reopened_at=NOW)
    assert refusal(again) == refusal(again, officer=True) == "loot.answers_closed"
    check_vote(again, 1, 5, {5: said()})


def test_one_s_own_case_is_voted_on_only_where_the_opening_said_so():
    with pytest.raises(Forbidden):
        check_vote(OPEN, 5, 5, {5: said()})
    check_vote(replace(OPEN, rules=replace(RULES, self_vote=True)), 5, 5, {5: said()})
    for answers in ({}, {5: said(Response.PASS)}):
        with pytest.raises(Conflict):
            check_vote(OPEN, 1, 5, answers)


@pytest.mark.parametrize("transparency", Transparency)
def test_nobody_ever_sees_more_than_the_policy_says(transparency: Transparency):
    for officer, voted, over in product((False, True), repeat=3):
        seen = sight(transparency, officer=officer, voted=voted, over=over)
        match transparency:
            case Transparency.PUBLIC:
                assert seen is Sight.NAMES
            case Transparency.COUNTS:
                assert seen is Sight.COUNTS
            case Transparency.COUNCIL:
                assert seen is (Sight.NAMES if officer else Sight.NOTHING)
            case Transparency.BLIND:
                assert seen is (Sight.COUNTS if officer and (voted or over) else Sight.NOTHING)


def test_blind_means_voting_before_awarding_where_there_is_somebody_to_vote_on():
    blind = replace(OPEN, rules=replace(RULES, transparency=Transparency.BLIND))
    wants, passes = said(), said(Response.PASS)
    assert must_vote_first(blind, 1, [], [wants])
    assert not must_vote_first(blind, 1, [Vote(1, 5, approve=True)], [wants])
    assert must_vote_first(blind, 1, [Vote(2, 5, approve=True)], [wants]), "somebody else's vote is not one's own"
    assert not must_vote_first(blind, 1, [], [passes])
    assert not must_vote_first(blind, 5, [], [wants]), "nobody can vote on oneself here"
    assert not must_vote_first(OPEN, 1, [], [wants])


@given(st.lists(st.builds(Vote, st.integers(1, 9), st.integers(1, 9), st.booleans()), max_size=40))
def test_every_vote_is_counted_once(votes: list[Vote]):
    counted = tallies(votes)
    assert sum(one.approvals + one.rejections for one in counted.values()) == len(votes)
    assert all(counted[one.candidate_id].approvals + counted[one.candidate_id].rejections for one in votes)


@given(candidates, systems)
def test_the_line_up_loses_nobody_and_puts_stronger_wishes_first(people: list[Candidate], system: System):
    order = lined_up(people, RATES, system)
    assert sorted(one.member_id for one in order) == sorted(one.member_id for one in people)
    wishes = [weight(one.response) for one in order]
    assert wishes == sorted(wishes)
    assert order == lined_up(reversed(people), RATES, system), "whatever order they came in"


@given(candidates)
def test_the_line_up_gives_no_vote_away(people: list[Candidate]):
    unvoted = [replace(one, tally=Tally()) for one in people]
    by_votes = [one.member_id for one in lined_up(people, RATES, System.EPGP)]
    assert by_votes == [one.member_id for one in lined_up(unvoted, RATES, System.EPGP)]


@given(candidates)
def test_a_tie_is_between_those_with_the_most_approvals(people: list[Candidate]):
    first = leaders(people)
    most = max((one.tally.approvals for one in people), default=0)
    assert {one.tally.approvals for one in first} <= {most}
    assert tied(people) == (most > 0 and len(first) > 1)


@given(candidates.filter(bool), systems, st.sampled_from(TieBreak))
def test_a_tie_break_leaves_somebody_and_only_of_those_who_are_tied(
    people: list[Candidate], system: System, how: TieBreak
):
    left = left_by(how, people, RATES, system)
    assert left
    assert {one.member_id for one in left} <= {one.member_id for one in people}
    if how is TieBreak.ROLL or (how is TieBreak.PRIORITY and system is System.COUNCIL):
        assert left == people, "it is not for us to say"


@given(candidates, systems, st.sampled_from(TieBreak))
def test_a_tie_break_decides_or_says_that_it_does_not(people: list[Candidate], system: System, how: TieBreak):
    winner = tried(lambda: decides(how, people, RATES, system))
    if len(people) < 2:
        assert winner == "loot.no_tie"
    elif how is TieBreak.ROLL:
        assert winner is None
    elif len(left := left_by(how, people, RATES, system)) > 1:
        assert winner == "loot.still_tied"
    else:
        assert left == [winner]


def test_each_tie_break_looks_at_what_it_is_called():
    one = Candidate(1, Response.BIS, Tally(2, 1), recent=1, ep=100, gp=0, dkp=5)
    other = Candidate(2, Response.UPGRADE, Tally(2, 0), recent=0, ep=50, gp=0, dkp=50)
    picks = {how: decides(how, [one, other], RATES, System.EPGP) for how in TieBreak}
    assert picks == {
        TieBreak.VOTES: other, TieBreak.RESPONSE: one, TieBreak.RECENT: other, TieBreak.PRIORITY: one,
        TieBreak.ROLL: None,
    }  # fmt: skip
    assert decides(TieBreak.PRIORITY, [one, other], RATES, System.DKP) is other


def test_priority_puts_who_misses_the_minimum_last():
    rates = Rates(minimum_ep=200_00)
    rich = Candidate(1, Response.BIS, ep=1000_00, gp=1000_00)
    poor = Candidate(2, Response.BIS, ep=100_00, gp=0)
    assert decides(TieBreak.PRIORITY, [rich, poor], rates, System.EPGP) is rich
    assert decides(TieBreak.PRIORITY, [rich, poor], RATES, System.EPGP) is poor


@given(st.sets(st.integers(1, 9)), st.sets(st.integers(1, 9)))
def test_everybody_has_answered_when_nobody_asked_is_missing(asked: set[int], answers: set[int]):
    assert all_answered(asked, answers) == (bool(asked) and not asked - answers)


@pytest.mark.parametrize(("typed", "price"), [("", None), (" ", None), ("0", 0), ("12.5", 1250), ("1,200.25", 120025)])
def test_a_price_is_read_as_people_type_it(typed: str, price: int | None):
    assert parse_price(typed) == price


@pytest.mark.parametrize("typed", ["-1", "1e5", "ten", "1.234", "99999999999", "∞", "١٢"])
def test_what_is_no_price_is_refused(typed: str):
    with pytest.raises(Invalid) as caught:
        parse_price(typed)
    assert caught.value.code == "loot.price"


@given(st.text(max_size=300))
def test_a_note_is_one_short_line_or_refused(text: str):
    note = tried(lambda: check_note(text))
    assert len(note) <= 200
    assert note == " ".join(note.split())
    assert not {"\n", "\u202e", "\u200b"} & set(note)


@given(st.text(max_size=150), st.text(max_size=150))
def test_what_dropped_is_tidy_or_refused(item: str, boss: str):
    drop = tried(lambda: check_drop(Drop(item, boss=boss)))
    if isinstance(drop, str):
        assert drop in {"loot.item_length", "loot.boss_length"}
    else:
        assert 1 <= len(drop.item) <= 100
        assert len(drop.boss) <= 100


def test_a_deadline_is_neither_too_soon_nor_too_far_off():
    assert check_closing(NOW + timedelta(seconds=30), NOW) == NOW + timedelta(seconds=30)
    for seconds in (29, 31 * 86400):
        with pytest.raises(Invalid):
            check_closing(NOW + timedelta(seconds=seconds), NOW)
