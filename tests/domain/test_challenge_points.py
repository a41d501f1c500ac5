"""Challenge points: whatever the order of events, what is owed follows from what stands, and nothing is paid twice."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.challenge_points import (
    HIGHEST_RATE,
    PLACES,
    Cause,
    Entry,
    Owed,
    Rates,
    Vote,
    corrections,
    explained,
    for_ballots,
    for_places,
    for_submissions,
    for_votes,
    parse_rates,
    totals,
    written_rates,
)
from domain.errors import Invalid

START = datetime(2026, 11, 2, 18, tzinfo=UTC)
HOME = ZoneInfo("Europe/Madrid")
MOMENTS = st.integers(0, 7 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
ENTRIES = st.lists(
    st.builds(Entry, st.integers(1, 30), st.integers(1, 6), MOMENTS, st.booleans()),
    unique_by=lambda entry: entry.id,
    max_size=20,
)
RATES = st.builds(
    Rates,
    *[st.integers(0, HIGHEST_RATE)] * 6,
    st.lists(st.integers(0, HIGHEST_RATE), max_size=PLACES).map(tuple),
    st.integers(0, HIGHEST_RATE),
)


def a_vote(of: Entry, voter: int, at: datetime) -> Vote:
    """A vote for it."""
    return Vote(voter, of.id, of.member_id, at)


def votes_for(entries: list[Entry]) -> st.SearchStrategy[list[Vote]]:
    """Votes by anybody for anybody else's."""
    if not entries:
        return st.just([])
    vote = st.builds(a_vote, st.sampled_from(entries), st.integers(1, 9), MOMENTS)
    fair = st.lists(vote, max_size=60, unique_by=lambda one: (one.voter_id, one.submission_id))
    return fair.map(lambda found: [one for one in found if one.voter_id != one.maker_id])


def due(entries: list[Entry], votes: list[Vote], places: dict[int, int] | None = None) -> dict[str, Owed]:
    """What is owed by the usual rates."""
    found = for_submissions(Rates(), START, 3, entries) | for_votes(Rates(), votes, HOME)
    return found | for_places(Rates(), places or {})


def entry(number: int, who: int, hours: float = 30, *, featured: bool = False) -> Entry:
    """A submission so many hours after the start."""
    return Entry(number, who, START + timedelta(hours=hours), featured)


def test_what_the_rates_pay():
    entries = [entry(1, 1, 1), entry(2, 1, 30), entry(3, 2, 40, featured=True)]
    votes = [Vote(2, 1, 1, START), Vote(1, 3, 2, START)]
    found = totals(due(entries, votes, places={1: 2, 2: 1, 3: 5}).values())
    assert found == {1: 50 + 25 + 50 + 5 + 2 + 300, 2: 50 + 100 + 5 + 2 + 500, 3: 100}


@pytest.mark.parametrize(("place", "points"), [(1, 500), (2, 300), (3, 200), (4, 100), (10, 100), (11, 0)])
def test_what_a_place_pays(place: int, points: int):
    assert totals(for_places(Rates(), {7: place}).values()) == ({7: points} if points else {})


def test_a_person_is_paid_for_three_submissions_and_the_earliest_count():
    entries = [entry(number, 1, 100 - number) for number in range(1, 6)]
    paid = {key for key in due(entries, []) if key.startswith("submit")}
    assert paid == {"submit:5", "submit:4", "submit:3"}


def test_an_early_bird_comes_within_a_day():
    assert "early:1" in due([entry(1, 1, 23.99)], [])
    assert "early:1" not in due([entry(1, 1, 24)], [])


def test_twenty_votes_a_day_count_by_the_guilds_midnight():
    evening = datetime(2026, 11, 3, 22, 30, tzinfo=UTC)  # half past eleven in Madrid
    votes = [Vote(99, number, number, evening + timedelta(minutes=number)) for number in range(1, 46)]
    found = for_votes(Rates(), votes, HOME).values()
    before, after = 29, 16  # minutes before midnight, and the rest
    assert sum(row.points for row in found if row.member_id == 99) == 5 * (min(before, 20) + min(after, 20))
    assert sum(row.points for row in found if row.cause is Cause.RECEIVED) == 2 * 45, "each is received"


def test_a_ballot_pays_for_its_marks_up_to_a_days_votes():
    found = for_ballots(Rates(), {1: 6, 2: 20, 3: 400})
    assert totals(found.values()) == {1: 30, 2: 100, 3: 100}
    assert {row.cause for row in found.values()} == {Cause.BALLOT}


@given(st.data())
def test_taking_everything_back_leaves_nothing(data: st.DataObject):
    entries = data.draw(ENTRIES)
    votes = data.draw(votes_for(entries))
    rows = corrections({}, due(entries, votes))
    assert totals([*rows, *corrections(due(entries, votes), {})]) == {}


@given(st.data())
def test_any_path_to_the_same_end_pays_the_same(data: st.DataObject):
    """Whatever comes, goes and comes back in between: each step's rows bring the ledger to what is owed then."""
    entries = data.draw(ENTRIES)
    votes = data.draw(votes_for(entries))
    detours = data.draw(st.lists(st.sampled_from([*entries, *votes]))) if entries else []
    events = data.draw(st.permutations([*entries, *votes, *detours, *detours]))
    ledger: list[Owed] = []
    paid: dict[str, Owed] = {}
    there: set[Entry | Vote] = set()
    for event in events:
        there ^= {event}
        now = due(*_split(there))
        ledger += corrections(paid, now)
        paid = now
        assert totals(ledger) == totals(now.values())
    straight = due(*_split(there))
    assert paid == straight
    assert totals(ledger) == totals(straight.values())


def _split(there: set[Entry | Vote]) -> tuple[list[Entry], list[Vote]]:
    return [one for one in there if isinstance(one, Entry)], [one for one in there if isinstance(one, Vote)]


@given(st.data())
def test_working_it_out_again_changes_nothing(data: st.DataObject):
    entries = data.draw(ENTRIES)
    votes = data.draw(votes_for(entries))
    shuffled = due(data.draw(st.permutations(entries)), data.draw(st.permutations(votes)))
    assert shuffled == due(entries, votes)
    assert corrections(shuffled, due(entries, votes)) == []


def test_what_passes_to_somebody_else_is_taken_from_the_first():
    was, now = Owed("place:x", 1, Cause.PLACE, 500), Owed("place:x", 2, Cause.PLACE, 300)
    rows = corrections({"place:x": was}, {"place:x": now})
    assert [(row.member_id, row.points) for row in rows] == [(1, -500), (2, 300)]


def test_points_are_explained_by_cause():
    assert explained([*due([entry(1, 1, 1)], []).values()]) == {Cause.SUBMIT: 50, Cause.EARLY: 25}


# Rates as they are typed


@given(RATES)
def test_rates_can_be_typed_as_they_are_written(rates: Rates):
    assert parse_rates(written_rates(rates)) == rates


def test_what_is_left_out_is_as_always():
    assert parse_rates("") == Rates()
    assert parse_rates("vote: 7\n\n") == Rates(vote=7)


@pytest.mark.parametrize(
    ("typed", "rates"),
    [
        ("Submit = 60", Rates(submit=60)),
        ("votes a day 15", Rates(votes_a_day=15)),
        ("featured: 1,000", Rates(featured=1000)),
        ("places: 900, 500", Rates(places=(900, 500))),
        ("place 900/500/1", Rates(places=(900, 500, 1))),
        ("places:", Rates(places=())),
        ("4-10: 40", Rates(other_places=40)),
        ("other places: 0", Rates(other_places=0)),
    ],
)
def test_rates_are_typed_in_many_ways(typed: str, rates: Rates):
    assert parse_rates(typed) == rates


@pytest.mark.parametrize("typed", ["nonsense", "submit: many", "likes: 5", "submit", ": 5", "places: first"])
def test_a_line_that_is_no_rate_is_refused(typed: str):
    with pytest.raises(Invalid) as refusal:
        parse_rates(f"vote: 5\n{typed}")
    assert refusal.value.code == "challenge.rate_line"
    assert refusal.value.facts["line"] == typed.strip()


@pytest.mark.parametrize("typed", ["submit: 1000001", "submit: -1", "places: 1 2 3 4 5 6 7 8 9 10 11"])
def test_a_rate_that_cannot_be_is_refused(typed: str):
    with pytest.raises(Invalid) as refusal:
        parse_rates(typed)
    assert refusal.value.code == "challenge.rate_range"
