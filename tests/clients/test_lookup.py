from datetime import datetime, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.lookup import Found, Lookup, Subject
from clients.outage import Outage
from domain.characters import HISCORES_TABLES, AccountType, parse_name
from domain.hiscores import Reading, Sheet
from tests.clients.quick import NOW

AUTO, REGULAR, IRONMAN, HARDCORE, ULTIMATE = AccountType
DAYS = [NOW + timedelta(days=number) for number in range(7)]


def sheet(xp: int | None) -> Sheet:
    return Sheet(MappingProxyType({"overall": Reading("overall", "Overall", 1, xp)}))


class Tables:
    """The hiscores as a table of types: overall experience, None for a 404, an exception for an outage."""

    def __init__(self, **tables: int | Exception | None) -> None:
        self.tables = {AccountType(kind): xp for kind, xp in tables.items()}
        self.asked: list[AccountType] = []

    async def __call__(self, kind: AccountType) -> Sheet | None:
        self.asked.append(kind)
        said = self.tables.get(kind)
        if isinstance(said, Exception):
            raise said
        return None if said is None else sheet(said)


def subject(kind: AccountType = AUTO, last: AccountType | None = None, xp: int | None = None) -> Subject:
    return Subject(1, parse_name("Mara"), kind, None if last is None else HISCORES_TABLES[last], xp)


def quiet_day() -> datetime:
    """A day on which nothing is looked at again: Mara's own day is the first of the seven."""
    return DAYS[1]


async def look(tables: Tables, subject: Subject, day: datetime | None = None) -> AccountType | None:
    found = await Lookup(subject, tables, clock=lambda: day or quiet_day()).round()
    return None if found is None else found.type


@pytest.mark.parametrize("kind", [REGULAR, IRONMAN, HARDCORE, ULTIMATE])
async def test_a_type_that_was_set_is_asked_in_its_table_alone(kind: AccountType) -> None:
    tables = Tables(regular=9, ironman=9, hardcore=9, ultimate=9)
    assert await look(tables, subject(kind)) is kind
    assert tables.asked == [kind]
    for day in DAYS:  # whatever day it is, and whether or not it stands still
        assert await look(tables, subject(kind, last=kind, xp=9), day) is kind
    assert set(tables.asked) == {kind}
    missing = Tables()
    assert await look(missing, subject(kind)) is None
    assert await Lookup(subject(kind), missing, clock=quiet_day).elsewhere() is None
    assert missing.asked == [kind]


@pytest.mark.parametrize(
    ("tables", "kind", "requests"),
    [
        (Tables(regular=9), REGULAR, 2),
        (Tables(regular=9, ironman=9), IRONMAN, 4),
        (Tables(regular=9, ironman=9, hardcore=9), HARDCORE, 4),
        (Tables(regular=9, ironman=9, ultimate=9), ULTIMATE, 4),
        (Tables(regular=9, ironman=9, hardcore=5), IRONMAN, 4),  # a hardcore that died
        (Tables(regular=9, ironman=5, ultimate=5), REGULAR, 2),  # an ironman no longer
        (Tables(ironman=9), IRONMAN, 4),  # too low to be ranked among all
        (Tables(hardcore=9), HARDCORE, 4),
        (Tables(ultimate=9), ULTIMATE, 4),
        (Tables(), None, 4),
    ],
)
async def test_auto_finds_out_what_an_account_is(tables: Tables, kind: AccountType | None, requests: int) -> None:
    assert await look(tables, subject()) is kind
    assert len(tables.asked) == requests
    assert tables.asked == list(HISCORES_TABLES)[:requests]


async def test_who_plays_between_two_requests_is_no_regular_account() -> None:
    assert await look(Tables(regular=9, ironman=10), subject()) is IRONMAN


async def test_a_table_that_is_remembered_is_asked_alone() -> None:
    tables = Tables(regular=9, ironman=9, hardcore=9)
    assert await look(tables, subject(last=HARDCORE, xp=8)) is HARDCORE
    assert tables.asked == [HARDCORE]


async def test_a_table_nobody_knows_is_forgotten() -> None:
    tables = Tables(regular=9)
    assert await look(tables, Subject(1, parse_name("Mara"), AUTO, "hiscore_seasonal", 3)) is REGULAR


async def test_a_special_table_that_stands_still_is_doubted() -> None:
    died = Tables(regular=9, ironman=9, hardcore=5)
    assert await look(died, subject(last=HARDCORE, xp=5)) is IRONMAN
    resting = Tables(regular=9, ironman=9, hardcore=9)
    assert await look(resting, subject(last=HARDCORE, xp=9)) is HARDCORE


async def test_the_regular_table_cannot_stand_still() -> None:
    tables = Tables(regular=9)
    await look(tables, subject(last=REGULAR, xp=9))
    assert tables.asked == [REGULAR]


async def test_once_a_week_everything_is_looked_at_again() -> None:
    seen = 0
    for day in DAYS:
        tables = Tables(regular=9, ironman=9)
        kind = await look(tables, subject(last=REGULAR, xp=8), day)
        assert kind is (IRONMAN if len(tables.asked) > 1 else REGULAR)
        seen += kind is IRONMAN
    assert seen == 1


async def test_characters_have_different_days() -> None:
    days: set[int] = set()
    for number in range(40):
        for index, day in enumerate(DAYS):
            tables = Tables(regular=9)
            who = Subject(1, parse_name(f"char {number}"), AUTO, HISCORES_TABLES[REGULAR], 8)
            await Lookup(who, tables, clock=lambda day=day: day).round()
            if len(tables.asked) > 1:
                days.add(index)
    assert days == set(range(7))


async def test_one_wrong_404_does_not_undo_what_was_known() -> None:
    flaky = Tables(regular=9, ironman=None, hardcore=9)
    assert await look(flaky, subject(last=HARDCORE, xp=9)) is HARDCORE


async def test_an_outage_while_doubting_leaves_what_was_found() -> None:
    tables = Tables(regular=Outage("timeout"), hardcore=5)
    assert await look(tables, subject(last=HARDCORE, xp=5)) is HARDCORE


async def test_an_outage_before_anything_is_known_is_an_outage() -> None:
    with pytest.raises(Outage):
        await look(Tables(regular=9, ironman=Outage("timeout")), subject())
    with pytest.raises(Outage):
        await look(Tables(regular=Outage("timeout"), ironman=9), subject())


async def test_a_404_where_it_was_found_is_not_explained_away_in_the_same_round() -> None:
    tables = Tables(ironman=9)
    lookup = Lookup(subject(last=REGULAR, xp=9), tables, clock=quiet_day)
    assert await lookup.round() is None
    assert tables.asked == [REGULAR]
    found = await lookup.elsewhere()
    assert found is not None
    assert found.type is IRONMAN


async def test_what_every_round_searched_is_not_searched_again() -> None:
    tables = Tables()
    lookup = Lookup(subject(), tables, clock=quiet_day)
    await lookup.round()
    tables.asked.clear()
    assert await lookup.elsewhere() is None
    assert tables.asked == []


@given(st.dictionaries(st.sampled_from(list(HISCORES_TABLES)), st.none() | st.integers(0, 3), max_size=4))
async def test_the_table_with_the_most_experience_is_the_truth(tables: dict[AccountType, int | None]) -> None:
    # As the tables really are: all of an account's tables hold at most what the regular one does, if it ranks.
    listed = {kind: xp for kind, xp in tables.items() if xp is not None}
    if REGULAR in listed and IRONMAN not in listed:
        listed = {REGULAR: listed[REGULAR]}
    if REGULAR in listed and listed[REGULAR] > listed.get(IRONMAN, 0):
        listed = {REGULAR: listed[REGULAR]}
    found = await Lookup(subject(), Tables(**{kind.value: xp for kind, xp in listed.items()}), clock=quiet_day).round()
    if not listed:
        assert found is None
        return
    assert isinstance(found, Found)
    assert listed[found.type] == max(listed.values())
    assert found.sheet["overall"].value == max(listed.values())
    assert found.table == HISCORES_TABLES[found.type]
