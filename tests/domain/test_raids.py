"""What a log comes to: which report is meant, who was there for how long, which fights are the same, what is paid."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Invalid
from domain.points import Pool
from domain.raid_attendance import Part, attended
from domain.raid_pay import Due, Night, Pay, Rates, due, killed, reference, referred
from domain.raid_roster import Known, matched
from domain.raiders import parse_raider
from domain.raids import (
    Fight,
    Fought,
    Mark,
    Player,
    Raid,
    Report,
    length,
    one_night,
    parse_report,
    presence,
    same_fight,
    seconds_present,
)

EVENING = datetime(2026, 11, 19, 19, tzinfo=UTC)
CODE = "aaaaBBBBccccDDDD"
MARA, TOM, YLVA = 1, 2, 3


def at(minute: float) -> datetime:
    """So many minutes into the evening."""
    return EVENING + timedelta(minutes=minute)


def fought(
    row: int, begin: float, minutes: float, *present: int, kill: bool = False, code: str = CODE, encounter: int = 3009
) -> Fought:
    """A fight in the books."""
    return Fought(
        row=row,
        raid_id=1,
        code=code,
        fight=row,
        encounter=encounter,
        name=f"boss {encounter}",
        difficulty=4,
        kill=kill,
        started_at=at(begin),
        ended_at=at(begin + minutes),
        present=frozenset(present),
        first=(code, row),
    )


# Which report is meant


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        f"  {CODE} ",
        f"https://www.warcraftlogs.com/reports/{CODE}",
        f"https://www.warcraftlogs.com/reports/{CODE}/",
        f"https://www.warcraftlogs.com/reports/{CODE}#fight=12&type=damage-done",
        f"https://www.warcraftlogs.com/reports/{CODE}?fight=last",
        f"https://classic.warcraftlogs.com/reports/{CODE}#fight=3",
        f"https://de.warcraftlogs.com/reports/{CODE}?boss=-2",
        f"www.warcraftlogs.com/reports/{CODE}",
        f"<https://www.warcraftlogs.com/reports/{CODE}>",
        f"http://warcraftlogs.com/en/reports/{CODE}",
    ],
)
def test_a_report_is_its_code_or_any_of_its_addresses(typed: str):
    assert parse_report(typed) == CODE


@pytest.mark.parametrize("typed", ["a:aaaaBBBBccccDDDD", "DEMO", "DEMOraidNight"])
def test_anonymous_and_demo_reports_have_codes_too(typed: str):
    assert parse_report(typed) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "", "last night", "aaaa", "aaaaBBBBccccDDD!", f"https://example.org/reports/{CODE}",
        f"https://warcraftlogs.com.example.org/reports/{CODE}", "https://www.warcraftlogs.com/guild/id/7",
        f"https://evilwarcraftlogs.com/reports/{CODE}", f"{CODE} {CODE}", "x" * 5000, f'{CODE}"}} {{',
    ],
)  # fmt: skip
def test_anything_else_is_no_report(typed: str):
    with pytest.raises(Invalid, match=r"raid\.report_code"):
        parse_report(typed)


@given(st.text(max_size=200))
def test_whatever_is_typed_is_a_plain_code_or_refused(typed: str):
    try:
        code = parse_report(typed)
    except Invalid:
        return
    assert code.removeprefix("a:").isalnum()
    assert code.isascii()


# Which fights are the same


def fight(begin: float, minutes: float = 5, **changes: object) -> Fight:
    """A fight of a log."""
    one = Fight(1, 3009, "Vexie", 4, kill=True, started_at=at(begin), ended_at=at(begin + minutes), players=frozenset())
    return replace(one, **changes)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (fight(0.5), True),
        (fight(1), True),
        (fight(1.02, 4.9), True),  # it ended at once, though one logger began late
        (fight(1.02, 5), False),
        (fight(0, kill=False), False),
        (fight(0, difficulty=5), False),
        (fight(0, encounter=3010), False),
    ],
)
def test_one_encounter_and_difficulty_within_a_minute_is_one_fight(other: Fight, *, same: bool):
    assert same_fight(fight(0), other) is same
    assert same_fight(other, fight(0)) is same


def test_trash_and_dungeons_are_never_the_same():
    assert not same_fight(fight(0, encounter=0), fight(0, encounter=0))
    assert not same_fight(fight(0, difficulty=10), fight(0, difficulty=10))


def test_wipes_that_end_together_are_two_unless_they_began_together():
    assert not same_fight(fight(0, 5, kill=False), fight(3, 2, kill=False))
    assert same_fight(fight(0, 5, kill=False), fight(0.9, 2, kill=False))


# Who was there for how long


def test_between_two_fights_in_a_row_somebody_is_there():
    fights = [fight(0), fight(10), fight(20), fight(60)]
    assert length(presence(fights, [True, True, True, True])) == timedelta(minutes=25 + 5)
    assert length(presence(fights, [True, False, True, False])) == timedelta(minutes=10)
    assert presence(fights, [False] * 4) == []


def test_two_logs_of_one_night_are_counted_once():
    one = [fought(1, 0, 10, MARA, TOM), fought(2, 12, 10, MARA)]
    two = [fought(11, 1, 10, MARA, code="other"), fought(12, 13, 20, MARA, code="other")]
    seconds, whole = seconds_present([*one, *two])
    assert seconds == {MARA: 33 * 60, TOM: 10 * 60}
    assert whole == 33 * 60


spans = st.lists(
    st.tuples(st.integers(0, 500), st.integers(0, 90)).map(lambda one: (at(one[0]), at(one[0] + one[1]))), max_size=12
)


@given(spans)
def test_time_is_never_counted_twice(found: list[tuple[datetime, datetime]]):
    marks = [
        ((begin - EVENING) // timedelta(minutes=1), (end - EVENING) // timedelta(minutes=1)) for begin, end in found
    ]
    minutes = {minute for begin, end in marks for minute in range(begin, end)}
    assert length(found) == timedelta(minutes=len(minutes))


@given(st.lists(st.tuples(st.integers(0, 8), st.booleans()), max_size=12))
def test_nobody_is_there_for_longer_than_the_raid(pulls: list[tuple[int, bool]]):
    begin, fights = 0, list[Fought]()
    for number, (pause, there) in enumerate(pulls):
        begin += pause * 5
        fights.append(fought(number, begin, 4, *([MARA] if there else [])))
        begin += 4
    seconds, whole = seconds_present(fights)
    assert seconds.get(MARA, 0) <= whole
    assert seconds.get(MARA, 0) >= 240 * sum(there for _, there in pulls)


def test_logs_that_share_no_fight_are_of_one_night_when_close_with_the_same_people():
    first, soon, late = (at(0), at(60)), (at(100), at(160)), (at(130), at(160))
    people = frozenset({1, 2, 3, 4})
    assert one_night(first, people, soon, frozenset({1, 2, 9}))
    assert not one_night(first, people, soon, frozenset({1, 8, 9}))
    assert not one_night(first, people, late, people)
    assert not one_night(first, frozenset(), soon, people)


# Whose the characters are


def report(*players: tuple[str, str]) -> Report:
    """A log in which everybody was in one fight."""
    there = {number: Player(number, name, server) for number, (name, server) in enumerate(players, 1)}
    one = fight(0, players=frozenset(there))
    return Report(CODE, "Night", "Zone", at(0), at(5), (one,), there)


def known(name: str, realm: str, member_id: int, *, main: bool = True) -> Known:
    """A character in the books."""
    return Known(parse_raider(name, realm), member_id, main)


def test_a_server_tells_two_of_one_name_apart():
    books = [known("Mara", "Earthen Ring", MARA), known("Mara", "Kor'gall", TOM)]
    roster = matched(report(("Mara", "EarthenRing"), ("mara", "Korgall"), ("Mara", "Elsewhere")), books)
    assert roster.members == {1: MARA, 2: TOM}
    assert [str(one) for one in roster.unknown] == ["Mara-Elsewhere"]
    assert roster.ambiguous == ()


def test_a_name_alone_is_meant_where_nobody_else_can_be():
    books = [known("Mara", "", MARA)]
    assert matched(report(("Mara", "Draenor")), books).members == {1: MARA}
    two = matched(report(("Mara", "Draenor"), ("Mara", "Kazzak")), books)
    assert two.members == {}
    assert [str(one) for one in two.ambiguous] == ["Mara-Draenor", "Mara-Kazzak"]
    told = matched(report(("Mara", "Draenor"), ("Mara", "Kazzak")), [*books, known("Mara", "Kazzak", TOM)])
    assert told.members == {1: MARA, 2: TOM}


def test_a_log_without_servers_means_the_only_one_of_that_name():
    assert matched(report(("Mara", "")), [known("Mara", "Draenor", MARA)]).members == {1: MARA}
    several = matched(report(("Mara", "")), [known("Mara", "Draenor", MARA), known("Mara", "Kazzak", TOM)])
    assert [str(one) for one in several.ambiguous] == ["Mara"]
    assert matched(report(("Mara", "")), []).unknown


def test_a_name_that_is_taken_by_itself_is_nobody_elses_too():
    roster = matched(report(("Mara", ""), ("Mara", "Draenor")), [known("Mara", "", MARA)])
    assert roster.members == {1: MARA}
    assert [str(one) for one in roster.unknown] == ["Mara-Draenor"]


def test_alts_are_told_and_who_never_fought_is_not():
    log = report(("Mara", "Draenor"), ("Alt", "Draenor"))
    log = replace(log, players={**log.players, 9: Player(9, "Watcher", "Draenor")})
    roster = matched(log, [known("Mara", "Draenor", MARA), known("Alt", "Draenor", MARA, main=False)])
    assert roster.people([1, 2, 9]) == frozenset({MARA})
    assert [str(one) for one in roster.alts] == ["Alt-Draenor"]
    assert roster.unknown == ()


def test_what_is_no_name_is_nobodys():
    assert [one.name for one in matched(report(("Multiple Players", "")), []).unknown] == ["Multiple Players"]


names = st.sampled_from(["Mara", "mara", "Tom", "Ylva"])
servers = st.sampled_from(["", "Draenor", "Kazzak"])


@given(st.lists(st.tuples(names, servers), max_size=6), st.lists(st.tuples(names, servers), max_size=6))
def test_everybody_is_somebodys_or_unknown_or_ambiguous(players: list[tuple[str, str]], books: list[tuple[str, str]]):
    unique = {(name.casefold(), realm): (name, realm) for name, realm in books}
    roster = matched(report(*players), [known(*one, number) for number, one in enumerate(unique.values())])
    left = {str(one) for one in (*roster.unknown, *roster.ambiguous)}
    for number, (name, server) in enumerate(players, 1):
        assert (number in roster.members) != (str(Player(number, name, server)) in left)


# What is paid


def test_a_night_is_paid_per_kill_for_the_raid_and_per_full_quarter():
    fights = [fought(1, 0, 10, MARA, TOM), fought(2, 12, 10, MARA, TOM, kill=True), fought(3, 25, 6, MARA, kill=True)]
    found = due(Night(CODE, fights, {}))
    assert [one for one in found if one.member_id == MARA] == [
        Due(CODE, 2, MARA, Pay.KILL),
        Due(CODE, 3, MARA, Pay.KILL),
        Due(CODE, 0, MARA, Pay.RAID),
        Due(CODE, 1, MARA, Pay.QUARTER),
        Due(CODE, 2, MARA, Pay.QUARTER),
    ]
    assert [one.kind for one in found if one.member_id == TOM] == [Pay.KILL, Pay.RAID, Pay.QUARTER]


def test_the_bench_is_due_its_part_of_what_it_missed():
    fights = [fought(1, 0, 16, TOM, kill=True), fought(2, 16, 16, TOM, YLVA, kill=True, encounter=7)]
    found = due(Night(CODE, fights, {MARA: Mark.BENCHED, YLVA: Mark.BENCHED, 9: Mark.EXCUSED, 8: Mark.ABSENT}))
    assert [one.kind for one in found if one.member_id == MARA] == [
        Pay.STANDBY_KILL, Pay.STANDBY_KILL, Pay.STANDBY_RAID, Pay.STANDBY_QUARTER, Pay.STANDBY_QUARTER,
    ]  # fmt: skip
    assert [one.kind for one in found if one.member_id == YLVA] == [
        Pay.STANDBY_KILL, Pay.KILL, Pay.RAID, Pay.QUARTER, Pay.STANDBY_QUARTER,
    ]  # fmt: skip
    assert not [one for one in found if one.member_id in (8, 9)]


def test_what_two_logs_tell_of_is_one_kill_with_everybody_any_of_them_saw():
    first = fought(1, 0, 5, MARA, kill=True)
    again = replace(fought(2, 0.5, 5, TOM, kill=True, code="other"), first=first.first)
    (kill,) = killed([again, first])
    assert (kill.code, kill.present) == (CODE, frozenset({MARA, TOM}))
    assert {one.code for one in due(Night(CODE, [first, again], {}))} == {CODE}


@given(
    st.lists(st.tuples(st.integers(0, 200), st.booleans(), st.sets(st.integers(1, 5))), max_size=10),
    st.dictionaries(st.integers(1, 6), st.sampled_from(Mark), max_size=6),
)
def test_nothing_is_due_twice_and_a_growing_night_only_adds(
    pulls: list[tuple[int, bool, set[int]]], marks: dict[int, Mark]
):
    fights = [
        fought(row, begin, 5, *there, kill=kill, encounter=row)
        for row, (begin, kill, there) in enumerate(sorted(pulls, key=lambda one: one[0]), 1)
    ]
    everything = due(Night(CODE, fights, marks))
    assert len(everything) == len(set(everything))
    earned = {one for one in everything if not one.kind.value.startswith("standby")}
    for count in range(len(fights)):
        before = due(Night(CODE, fights[:count], marks))
        assert {one for one in before if not one.kind.value.startswith("standby")} <= earned


def test_rates_are_rounded_down_and_nothing_is_paid_without_a_pool():
    rates = Rates(Pool.EP, 3_33, 50_00, 1, 50)
    assert [rates.amount(kind) for kind in (Pay.KILL, Pay.STANDBY_KILL, Pay.STANDBY_QUARTER)] == [333, 166, 0]
    assert Rates(None, 1, 1, 1, 50).amount(Pay.KILL) == 0


@given(st.sampled_from(Pay), st.integers(0, 10**6), st.text(max_size=100), st.sampled_from([CODE, "a:" + CODE]))
def test_a_reference_says_what_it_is_for(kind: Pay, number: int, name: str, code: str):
    text = reference(Due(code, number, MARA, kind), name)
    assert len(text) <= 120
    found = referred(text)
    assert found is not None
    assert found[:2] == (kind, number)
    assert name.startswith(found[2])


@pytest.mark.parametrize("text", ["", "auction:7", "kill:x", "kill:x:y:z", "raid night", "kill:x:²:z"])
def test_other_references_are_no_raids(text: str):
    assert referred(text) is None


# Attendance


def raid(number: int, day: int) -> Raid:
    """A raid of that day."""
    begin = EVENING + timedelta(days=day)
    return Raid(number, 7, f"code{number}", "Night", "Zone", begin, begin + timedelta(hours=3), begin, None)


def test_attendance_counts_from_joining_and_without_the_excused():
    raids = [raid(1, 0), raid(2, 2), raid(3, 4), raid(4, 6)]
    parts = {
        1: {MARA: Part(present=True)},
        2: {MARA: Part(present=True), TOM: Part(present=False, mark=Mark.EXCUSED)},
        3: {MARA: Part(present=False, mark=Mark.BENCHED), TOM: Part(present=True, mark=Mark.EXCUSED)},
        4: {TOM: Part(present=False, mark=Mark.ABSENT)},
    }
    joined = {MARA: EVENING - timedelta(days=9), TOM: EVENING + timedelta(days=1), YLVA: EVENING + timedelta(days=5)}
    found = {one.member_id: one for one in attended(raids, parts, joined)}
    mara, tom, ylva = found[MARA], found[TOM], found[YLVA]
    assert (mara.held, mara.present, mara.benched, mara.percent) == (4, 2, 1, 75)
    assert (tom.held, tom.present, tom.excused, tom.counted, tom.percent) == (3, 1, 1, 2, 50)
    assert (ylva.held, ylva.percent) == (1, 0)


def test_who_was_seen_before_they_joined_the_server_had_joined_by_then():
    found = attended([raid(1, 0), raid(2, 2)], {1: {MARA: Part(present=True)}}, {MARA: EVENING + timedelta(days=9)})
    assert (found[0].held, found[0].percent) == (2, 50)


@given(
    st.lists(st.dictionaries(st.integers(1, 4), st.tuples(st.booleans(), st.sampled_from([None, *Mark]))), max_size=8)
)
def test_nobody_comes_to_more_than_all_that_counts(nights: list[dict[int, tuple[bool, Mark | None]]]):
    raids = [raid(number, number) for number in range(len(nights))]
    parts = {
        number: {one: Part(present, mark=mark) for one, (present, mark) in told.items()}
        for number, told in enumerate(nights)
    }
    found = attended(raids, parts, dict.fromkeys(range(1, 5), EVENING))
    for one in found:
        assert 0 <= one.present + one.benched <= one.counted <= one.held <= len(nights)
        assert one.percent is None or 0 <= one.percent <= 100
    assert [one.order for one in found] == sorted(one.order for one in found)
