"""The signs of collusion: from where on each is told, and whom none of them ever touches."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.pot_flags import (
    CROWD,
    FAST_WITHIN,
    FRESH,
    JOINED_WITHIN,
    MADE_WITHIN,
    SITTING,
    FlagKind,
    Joiner,
    Suspicion,
    Thresholds,
    suspicions,
)
from tests.domain.pot_crowds import Scene, scene

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
TICK = timedelta(microseconds=1)
USUAL = Thresholds(fast_joins=4, young=30 * DAY, crowd_percent=20)
Crowd = Sequence[Joiner]


def joiner(
    who: int,
    age: timedelta = 1000 * DAY,
    *,
    at: timedelta = timedelta(0),
    tickets: int = 1,
    joins: Iterable[float] = (),
) -> Joiner:
    """Somebody who comes `at` so long after the opening with an account of that age, and joins again after seconds."""
    first = NOW + at
    return Joiner(who, first - age, (first, *(first + timedelta(seconds=more) for more in joins)), tickets)


def made(*ages: timedelta, tickets: int = 1, apart: timedelta = SECOND) -> list[Joiner]:
    """People whose accounts were made that long before the opening, who come one after another."""
    return [
        Joiner(who, NOW - age, (NOW + who * apart,), tickets) for who, age in enumerate(ages, start=1)
    ]  # fmt: skip


def flagged(joiners: Crowd, kind: FlagKind, thresholds: Thresholds = USUAL) -> set[int]:
    """Who shows that sign."""
    return {one.member_id for one in suspicions(joiners, thresholds) if one.kind is kind}


def everything(joiners: Crowd, thresholds: Thresholds = USUAL) -> set[tuple[int, FlagKind]]:
    """Who shows what."""
    return {(one.member_id, one.kind) for one in suspicions(joiners, thresholds)}


def test_the_bounds_are_those_that_the_reasons_are_given_for():
    assert (FAST_WITHIN, FRESH, CROWD) == (8 * SECOND, 90 * DAY, 3)
    assert (SITTING, MADE_WITHIN, JOINED_WITHIN) == (3 * HOUR, 48 * HOUR, HOUR)


# Too fast


@pytest.mark.parametrize(("joins", "told"), [(3, False), (4, True), (5, True)])
def test_so_many_joins_are_too_fast(joins: int, told: bool):
    one = joiner(7, joins=[0.5 * turn for turn in range(1, joins)])
    assert flagged([one], FlagKind.FAST) == ({7} if told else set())


@pytest.mark.parametrize(
    ("last", "told"), [(FAST_WITHIN - TICK, True), (FAST_WITHIN, True), (FAST_WITHIN + TICK, False)]
)
def test_joins_are_fast_within_eight_seconds_and_not_a_moment_more(last: timedelta, told: bool):
    one = joiner(7, joins=[1, 2, last.total_seconds()])
    assert flagged([one], FlagKind.FAST) == ({7} if told else set())


def test_it_tells_the_most_at_once_however_many_came_before_and_after():
    (told,) = suspicions([joiner(7, joins=[60, 61, 62, 63, 64, 200, 201])], USUAL)
    assert told == Suspicion(7, FlagKind.FAST, {"joins": 5, "seconds": 8})


@given(st.lists(st.floats(0, 60), max_size=30), st.integers(2, 8))
def test_fast_is_what_any_eight_seconds_hold(after: list[float], fast: int):
    one = joiner(1, joins=sorted(after))
    most = max(sum(start <= at <= start + FAST_WITHIN for at in one.joins) for start in one.joins)
    told = [found.facts["joins"] for found in suspicions([one], replace(USUAL, fast_joins=fast))]
    assert told == ([most] if most >= fast else [])


@given(st.floats(2.7, 20), st.integers(1, 30))
def test_a_hand_is_never_too_fast(pace: float, joins: int):
    assert not flagged([joiner(1, joins=[pace * turn for turn in range(1, joins)])], FlagKind.FAST)


# Too young


@pytest.mark.parametrize(("age", "told"), [(30 * DAY - TICK, True), (30 * DAY, False), (30 * DAY + TICK, False)])
def test_an_account_is_young_until_the_setting_says_otherwise(age: timedelta, told: bool):
    assert flagged([joiner(7, age)], FlagKind.YOUNG) == ({7} if told else set())


def test_its_age_is_that_at_the_first_join_in_whole_days():
    (told,) = suspicions([joiner(7, 29.9 * DAY, joins=[3600 * 24])], USUAL)
    assert told == Suspicion(7, FlagKind.YOUNG, {"days": 29})


def test_no_age_at_all_switches_it_off():
    assert flagged([joiner(7, timedelta(0))], FlagKind.YOUNG, replace(USUAL, young=timedelta(0))) == set()


# Several accounts of one person


@pytest.mark.parametrize("accounts", [CROWD - 1, CROWD, CROWD + 1])
def test_it_takes_three(accounts: int):
    crowd = made(*([40 * DAY] * accounts))
    assert flagged(crowd, FlagKind.CROWD) == (set(range(1, accounts + 1)) if accounts >= 3 else set())


@pytest.mark.parametrize(("span", "told"), [(SITTING - TICK, True), (SITTING, True), (SITTING + TICK, False)])
def test_a_sitting_is_three_hours_and_needs_no_share(span: timedelta, told: bool):
    crowd = [*made(40 * DAY, 40 * DAY + SITTING / 2, 40 * DAY + span, apart=5 * HOUR), joiner(9, tickets=500)]
    assert flagged(crowd, FlagKind.CROWD) == ({1, 2, 3} if told else set())


@pytest.mark.parametrize(
    ("span", "told"), [(MADE_WITHIN - TICK, True), (MADE_WITHIN, True), (MADE_WITHIN + TICK, False)]
)
def test_accounts_of_two_days_are_looked_at_together(span: timedelta, told: bool):
    crowd = made(40 * DAY, 40 * DAY + MADE_WITHIN / 2, 40 * DAY + span)
    assert flagged(crowd, FlagKind.CROWD) == ({1, 2, 3} if told else set())


@pytest.mark.parametrize(
    ("span", "told"), [(JOINED_WITHIN - TICK, True), (JOINED_WITHIN, True), (JOINED_WITHIN + TICK, False)]
)
def test_accounts_of_two_days_must_have_come_within_an_hour(span: timedelta, told: bool):
    crowd = [joiner(1, 40 * DAY), joiner(2, 41 * DAY, at=HOUR / 2), joiner(3, 40.5 * DAY, at=span)]
    assert flagged(crowd, FlagKind.CROWD) == ({1, 2, 3} if told else set())


@pytest.mark.parametrize(("others", "told"), [(23, True), (24, True), (25, False)])
def test_accounts_of_two_days_must_hold_a_good_part_of_what_is_sold(others: int, told: bool):
    crowd = [*made(40 * DAY, 41 * DAY, 42 * DAY, tickets=2), joiner(9, tickets=others)]
    assert flagged(crowd, FlagKind.CROWD) == ({1, 2, 3} if told else set())


@pytest.mark.parametrize(("percent", "told"), [(19, True), (20, True), (21, False)])
def test_how_much_that_is_the_guild_says(percent: int, told: bool):
    crowd = [*made(40 * DAY, 41 * DAY, 42 * DAY, tickets=2), joiner(9, tickets=24)]
    assert bool(flagged(crowd, FlagKind.CROWD, replace(USUAL, crowd_percent=percent))) == told


@pytest.mark.parametrize(("age", "told"), [(FRESH - TICK, True), (FRESH, False), (FRESH + TICK, False)])
def test_after_three_months_everybody_knows_who_is_who(age: timedelta, told: bool):
    crowd = [joiner(1, 40 * DAY), joiner(2, 40 * DAY), joiner(3, 40 * DAY)]
    older = [replace(one, made_at=NOW - age) for one in crowd]
    assert flagged(older, FlagKind.CROWD) == ({1, 2, 3} if told else set())
    assert flagged(older, FlagKind.CROWD, replace(USUAL, young=100 * DAY)) == {1, 2, 3}


def test_a_crowd_is_found_where_young_accounts_are_no_matter():
    off = replace(USUAL, young=timedelta(0))
    assert everything(made(DAY, DAY, DAY), off) == {(one, FlagKind.CROWD) for one in (1, 2, 3)}


def test_it_tells_how_many_how_much_and_within_what_time():
    crowd = [*made(40 * DAY, 40 * DAY + 100 * timedelta(minutes=1), 40 * DAY + HOUR, tickets=5), joiner(9, tickets=30)]
    told = [one for one in suspicions(crowd, USUAL) if one.kind is FlagKind.CROWD]
    assert [one.member_id for one in told] == [1, 2, 3]
    assert {tuple(one.facts.items()) for one in told} == {
        (("accounts", 3), ("tickets", 15), ("percent", 33), ("hours", 2))
    }


def test_sittings_that_overlap_are_one():
    ages = [40 * DAY + place * timedelta(minutes=70) for place in range(6)]
    crowd = [*made(*ages), joiner(9, tickets=500)]
    assert {(one.facts["accounts"], one.facts["hours"]) for one in suspicions(crowd, USUAL)} == {(6, 6)}


def test_who_is_in_two_crowds_is_told_of_the_larger():
    crowd = made(40 * DAY, 40 * DAY, 40 * DAY, 41 * DAY, 41.5 * DAY)
    assert [one.facts["accounts"] for one in suspicions(crowd, USUAL)] == [5] * 5


def test_when_an_account_came_is_when_it_first_did():
    again = [joiner(who, (40 + who) * DAY, joins=[5000 * who]) for who in range(3)]
    assert flagged(again, FlagKind.CROWD) == {0, 1, 2}


def test_two_crowds_that_have_nothing_to_do_with_one_another_stay_two():
    crowds = made(*[40 * DAY] * 3, *[60 * DAY] * 4)
    assert [one.facts["accounts"] for one in suspicions(crowds, USUAL)] == [3] * 3 + [4] * 4


def test_newcomers_that_trickle_in_are_no_crowd_however_many_they_are():
    # Each came within a day and an hour of the one before: a chain, and no stretch of it is a crowd.
    newcomers = made(*[place * 1.1 * DAY for place in range(1, 70)], apart=timedelta(minutes=50))
    assert not flagged(newcomers, FlagKind.CROWD, replace(USUAL, crowd_percent=5))


# What officers know


def test_what_was_waved_through_about_an_account_is_not_told_again():
    crowd = made(DAY, DAY, DAY)
    one, *others = crowd
    assert everything([replace(one, known=frozenset({FlagKind.YOUNG})), *others]) == everything(crowd) - {
        (1, FlagKind.YOUNG)
    }
    assert everything([replace(one, known=frozenset({FlagKind.CROWD})), *others]) == {
        (who, FlagKind.YOUNG) for who in (1, 2, 3)
    }


def test_a_new_account_beside_three_that_are_known_is_no_crowd_but_three_are():
    known = [replace(one, known=frozenset({FlagKind.CROWD})) for one in made(40 * DAY, 40 * DAY, 40 * DAY)]
    fresh = [replace(joiner(who, 40 * DAY), made_at=NOW - 40 * DAY) for who in (11, 12, 13)]
    assert not flagged([*known, *fresh[:2]], FlagKind.CROWD)
    assert flagged([*known, *fresh], FlagKind.CROWD) == {11, 12, 13}


def test_a_machine_that_was_waved_through_is_told_again_in_the_next_pot():
    one = replace(joiner(7, joins=[1, 2, 3]), known=frozenset({FlagKind.FAST}))
    assert flagged([one], FlagKind.FAST) == {7}


# Whoever comes, in whatever order

AGES = st.one_of(
    st.floats(0, 120).map(lambda days: days * DAY),
    st.sampled_from([10, 40, 70]).flatmap(lambda days: st.floats(0, 50).map(lambda hours: days * DAY + hours * HOUR)),
)
JOINERS = st.builds(
    joiner,
    st.just(0),
    AGES,
    at=st.floats(0, 7200).map(lambda seconds: seconds * SECOND),
    tickets=st.integers(1, 10),
    joins=st.lists(st.floats(0, 30), max_size=6).map(sorted),
)
CROWDS = st.lists(JOINERS, min_size=1, max_size=25).map(
    lambda people: [replace(one, member_id=who) for who, one in enumerate(people, start=1)]
)
LIMITS = st.builds(
    Thresholds,
    fast_joins=st.integers(2, 6),
    young=st.integers(0, 120).map(lambda days: days * DAY),
    crowd_percent=st.integers(1, 100),
)


@given(CROWDS, LIMITS, st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(crowd: Crowd, limits: Thresholds, chance: random.Random):
    def told(people: Crowd) -> list[tuple[int, FlagKind, list[tuple[str, int]]]]:
        return sorted((one.member_id, one.kind, sorted(one.facts.items())) for one in suspicions(people, limits))

    assert told(chance.sample(crowd, len(crowd))) == told(crowd)


@given(CROWDS, LIMITS)
def test_everybody_is_told_once_a_kind_in_the_order_of_entering(crowd: Crowd, limits: Thresholds):
    told = suspicions(crowd, limits)
    assert len({(one.member_id, one.kind) for one in told}) == len(told)
    for kind in FlagKind:
        ids = [one.member_id for one in told if one.kind is kind]
        assert ids == sorted(ids)
    assert {one.member_id for one in told} <= {one.member_id for one in crowd}


@given(CROWDS, LIMITS, st.integers(1, 100), st.floats(121, 4000))
def test_an_innocent_old_account_never_flags_anybody_new(crowd: Crowd, limits: Thresholds, tickets: int, age: float):
    more = [*crowd, joiner(99, age * DAY, tickets=tickets)]
    assert everything(more, limits) <= everything(crowd, limits)


@given(CROWDS, LIMITS, st.data())
def test_stricter_settings_tell_no_less(crowd: Crowd, limits: Thresholds, data: st.DataObject):
    stricter = Thresholds(
        data.draw(st.integers(2, limits.fast_joins)),
        data.draw(st.integers(limits.young.days, 200)) * DAY,
        data.draw(st.integers(1, limits.crowd_percent)),
    )
    assert everything(crowd, limits) <= everything(crowd, stricter)


@given(CROWDS, LIMITS)
def test_every_crowd_is_what_it_says(crowd: Crowd, limits: Thresholds):
    sold = sum(one.tickets for one in crowd)
    told = [one for one in suspicions(crowd, limits) if one.kind is FlagKind.CROWD]
    for one in told:
        facts = one.facts
        assert CROWD <= facts["accounts"] <= len(told)
        assert facts["accounts"] <= facts["tickets"] <= sold
        assert facts["percent"] == 100 * facts["tickets"] // sold
        assert facts["hours"] >= 1
    by_id = {one.member_id: one for one in crowd}
    for one in told:
        mine = by_id[one.member_id]
        near = [
            other
            for other in (by_id[found.member_id] for found in told)
            if abs(other.made_at - mine.made_at) <= MADE_WITHIN
        ]
        assert len(near) >= CROWD


@given(CROWDS, LIMITS)
def test_no_crowd_is_missed(crowd: Crowd, limits: Thresholds):
    """The same said plainly: every stretch of time, tried one by one."""
    told = flagged(crowd, FlagKind.CROWD, limits)
    fresh = [one for one in crowd if one.age < max(FRESH, limits.young)]
    sold = sum(one.tickets for one in crowd)
    expected: set[int] = set()
    for first in fresh:
        sitting = [one for one in fresh if timedelta(0) <= one.made_at - first.made_at <= SITTING]
        if len(sitting) >= CROWD:
            expected |= {one.member_id for one in sitting}
        days = [one for one in fresh if timedelta(0) <= one.made_at - first.made_at <= MADE_WITHIN]
        for earliest in days:
            hour = [one for one in days if timedelta(0) <= one.joins[0] - earliest.joins[0] <= JOINED_WITHIN]
            if len(hour) >= CROWD and 100 * sum(one.tickets for one in hour) >= limits.crowd_percent * sold:
                expected |= {one.member_id for one in hour}
    assert told == expected


def test_a_thousand_fresh_accounts_are_looked_at_in_no_time():
    chance = random.Random(1)
    crowd = [
        joiner(who, chance.uniform(0, 96) * HOUR, at=chance.uniform(0, 36000) * SECOND, tickets=9)
        for who in range(1000)
    ]
    begin = datetime.now(UTC)
    assert len(flagged(crowd, FlagKind.CROWD, replace(USUAL, crowd_percent=1))) == 1000
    assert datetime.now(UTC) - begin < timedelta(seconds=5), "the books wait while it looks"


# A labelled crowd

SEEDS = range(300)


def test_planted_collusion_is_found_and_false_alarms_are_few():
    """Each pot is looked at once it has everybody; `tests/services/test_pots_flags.py` looks every second."""
    met, hit, alarms = Counter[str](), Counter[str](), defaultdict[FlagKind, Counter[str]](Counter)
    for seed in SEEDS:
        pot = scene(seed)
        told = everything(_entered(pot))
        for who, person in enumerate(pot.people):
            met[person.label] += 1
            hit[person.label] += any((who, kind) in told for kind in FlagKind)
            if not person.colludes:
                for kind in FlagKind:
                    alarms[kind][person.label] += (who, kind) in told
    colluders = {person.label for seed in SEEDS for person in scene(seed).people if person.colludes}
    found = {label: hit[label] / met[label] for label in colluders}
    assert sum(hit[label] for label in colluders) >= 0.95 * sum(met[label] for label in colluders), found
    assert min(found.values()) >= 0.75, found
    assert not hit["regular"] + hit["hurried"] + hit["undecided"]
    honest = sum(number for label, number in met.items() if label not in colluders)
    shares = {kind: counter.total() / honest for kind, counter in alarms.items()}
    print(f"{honest} honest people, false alarms by kind:", {kind.value: dict(+alarms[kind]) for kind in alarms})  # noqa: T201 - they are counted to be read
    assert shares[FlagKind.FAST] <= 0.005, shares
    assert shares[FlagKind.CROWD] <= 0.04, shares
    assert shares[FlagKind.YOUNG] <= 0.10, shares


def _entered(pot: Scene) -> list[Joiner]:
    """Everybody with what they hold at the end; machines are held to ten joins a minute, as the house does."""
    people: list[Joiner] = []
    for who, one in enumerate(pot.people):
        joins = tuple(NOW + at * SECOND for at, tickets in one.acts if tickets)[:10]
        held = 0
        for _, tickets in one.acts:
            held = held + tickets if tickets else 0
        people.append(Joiner(who, NOW - one.age, joins, min(held, pot.max_per_user)))
    return people


# Shared networks and browsers


def at(who: int, *places: str, tickets: int = 1, cleared: bool = False) -> Joiner:
    """Somebody who allowed marks of these, each a network and a browser."""
    known = frozenset({FlagKind.SHARED}) if cleared else frozenset[FlagKind]()
    marks = frozenset((place[:1].encode(), place[1:].encode()) for place in places)
    return replace(joiner(who, tickets=tickets), known=known, places=marks)


def test_two_with_the_same_network_and_the_same_browser_are_told_with_their_share() -> None:
    found = suspicions([at(1, "Hx", tickets=3), at(2, "Hx"), joiner(3, tickets=6)], USUAL)
    facts = {"accounts": 2, "tickets": 4, "percent": 40}
    assert found == [Suspicion(who, FlagKind.SHARED, facts) for who in (1, 2)]


@pytest.mark.parametrize("places", [("Hx", "Hy"), ("Hx", "Gx"), ("Hx", "Gy")])
def test_a_family_with_devices_of_their_own_is_left_alone(places: tuple[str, str]) -> None:
    assert not flagged([at(who, place) for who, place in enumerate(places)], FlagKind.SHARED)


def test_whoever_allowed_no_marks_is_never_told() -> None:
    assert not flagged([joiner(1), joiner(2), at(3, "Hx")], FlagKind.SHARED)


def test_what_officers_cleared_about_sharing_stands() -> None:
    assert not flagged([at(1, "Hx", cleared=True), at(2, "Hx")], FlagKind.SHARED)
    assert flagged([at(1, "Hx", cleared=True), at(2, "Hx"), at(3, "Hx")], FlagKind.SHARED) == {2, 3}


@given(st.lists(st.sets(st.sampled_from(["Hx", "Hy", "Gx", "Gy"])), max_size=8))
def test_exactly_those_who_share_a_place_are_told(where: list[set[str]]) -> None:
    joiners = [at(who, *places) for who, places in enumerate(where)]
    others = [
        set[str]().union(*(places for other, places in enumerate(where) if other != who)) for who in range(len(where))
    ]
    expected = {who for who, places in enumerate(where) if places & others[who]}
    assert flagged(joiners, FlagKind.SHARED) == expected
