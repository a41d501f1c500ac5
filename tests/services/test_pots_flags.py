"""Flags: planted collusion is found while officers can still act, and they are told once."""

import math
from collections import Counter, defaultdict
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import groupby
from typing import NoReturn

import pytest
from sqlalchemy import Connection

from domain.errors import Invalid, Refusal
from domain.links import MARKS_LAST
from domain.marks import MarkKind
from domain.people import Actor
from domain.pot_flags import FlagKind, FlagState
from domain.pot_settings import PotState
from domain.pots import Pot
from services.desk import Desk
from services.pots import flagging
from services.pots.making import Asked
from storage import links, members, pot_flags
from tests.domain.pot_crowds import Person, Scene, scene
from tests.services.conftest import GUILD, Clock
from tests.services.drawing import open_house
from tests.services.flagging import BIG, account, alerts, all_flags, flags, log_rows, newcomers, set_to, watched
from tests.services.potting import MARA, OFFICER, TOM, YLVA, Table


@pytest.fixture
async def table(desk: Desk, clock: Clock) -> AsyncGenerator[Table]:
    """Three old hands with 1,000 credits each."""
    async with open_house(desk, clock) as house:
        one = Table(house)
        await one.give(1000, MARA, TOM, YLVA)
        yield one
        await one.adds_up()


# What is noticed


async def test_a_young_account_is_flagged_at_the_next_tick_and_an_old_one_is_not(table: Table):
    pot = await table.open()
    (young,) = await newcomers(table, 3.5)
    (flag,) = await watched(table, pot, MARA, young)
    assert (flag.kind, flag.facts, flag.user_id, flag.tickets) == (FlagKind.YOUNG, {"days": 3}, young.user_id, 1)
    assert (flag.pot, flag.pot_state, flag.state) == ("Friday Pot", PotState.OPEN, FlagState.OPEN)
    assert flag.at == table.house.clock()


async def test_the_settings_say_from_where_on(table: Table):
    await set_to(table, young=3, fast=2)
    pot = await table.open()
    (young,) = await newcomers(table, 3.5)
    await table.buy(MARA, pot, 1)
    assert [one.kind for one in await watched(table, pot, MARA, young)] == [FlagKind.FAST]


async def test_a_machine_that_comes_and_goes_is_flagged_by_all_its_joins(table: Table):
    pot = await table.open()
    for _ in range(3):
        await table.buy(MARA, pot, 1)
        await table.leave(MARA, pot)
        table.house.clock.advance(seconds=1)
    (flag,) = await watched(table, pot, MARA)
    assert (flag.kind, flag.facts) == (FlagKind.FAST, {"joins": 4, "seconds": 8})


async def test_who_left_before_the_tick_is_not_flagged(table: Table):
    pot = await table.open()
    (young,) = await newcomers(table, 1)
    await table.buy(young, pot, 1)
    await table.leave(young, pot)
    assert await watched(table, pot, MARA) == []


async def test_a_crowd_is_told_as_it_stands_not_as_it_began(table: Table):
    pot = await table.open(BIG)
    crowd = await newcomers(table, *[5] * 5)

    async def told() -> list[dict[str, int]]:
        return [one.facts for one in await flags(table) if one.kind is FlagKind.CROWD]

    first = await watched(table, pot, MARA, *crowd[:3], tickets=10)
    assert await told() == [{"accounts": 3, "tickets": 30, "percent": 75, "hours": 1}] * 3
    later = await watched(table, pot, *crowd[3:], tickets=10)
    assert await told() == [{"accounts": 5, "tickets": 50, "percent": 83, "hours": 1}] * 5
    assert [one.at for one in later[:6]] == [one.at for one in first]
    assert [one.facts for one in later if one.kind is FlagKind.YOUNG] == [{"days": 5}] * 5
    assert len(await log_rows(table, "pot.flagged")) == 10


async def test_the_lock_looks_once_more(table: Table):
    pot = await table.open()
    (young,) = await newcomers(table, 1)
    await table.buy(MARA, pot, 8)
    await table.buy(young, pot, 8)
    await table.buy(TOM, pot, 4)
    assert (await table.pot(pot)).state is not PotState.OPEN
    (flag,) = await flags(table)
    assert flag.at == (await table.pot(pot)).locked_at


async def test_nothing_is_looked_at_twice_while_nothing_happens(table: Table, monkeypatch: pytest.MonkeyPatch):
    pot = await table.open()
    await watched(table, pot, MARA)
    monkeypatch.setattr(flagging, "suspicions", _never)
    for _ in range(5):
        await table.tick(seconds=1)


def _never(*_: object) -> NoReturn:
    pytest.fail("nobody came or went")


async def test_each_flag_is_in_the_log_for_officers_only(table: Table, raider: Actor, officer: Actor):
    pot = await table.open()
    (young,) = await newcomers(table, 1)
    (flag,) = await watched(table, pot, young)
    (row,) = await log_rows(table, "pot.flagged")
    assert (row.actor, row.officers_only) == (None, True)
    assert row.facts == {"pot": pot.id, "member": flag.member_id, "flag": "young"}
    seen = await table.house.hall.log.page(raider, kind=None, page=1)
    assert all(entry.facts.get("member") != flag.member_id for entry in seen.entries)
    assert (await table.house.hall.log.page(officer, kind="pot.flagged", page=1)).total == 1


# Officers are told once


async def test_officers_are_told_once_when_enough_flags_wait(table: Table):
    await set_to(table, alert=2)
    pot = await table.open()
    young = await newcomers(table, 1, 5, 9, 13)
    await watched(table, pot, young[0])
    assert table.house.office.events("pot.flagged") == []
    await watched(table, pot, young[1])
    assert await alerts(table) == 1
    await watched(table, pot, *young[2:])
    assert await alerts(table) == 1


async def test_what_was_decided_does_not_wait(table: Table):
    await set_to(table, alert=2)
    pot = await table.open(BIG)
    (fast,) = await watched(table, pot, *[MARA] * 4)
    cleared = await table.pots.flags.clear(OFFICER, fast.id)
    (young,) = await watched(table, pot, MARA, *await newcomers(table, 5))
    assert young.kind is FlagKind.YOUNG
    assert await alerts(table) == 0
    assert (await all_flags(table))[0] == replace(cleared, tickets=5)


# A labelled crowd


@dataclass
class Played:
    """Whom a crowd's flags met: people and flags by label, and schemes that were told only by the lock."""

    met: Counter[str] = field(default_factory=Counter[str])
    hit: Counter[str] = field(default_factory=Counter[str])
    alarms: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    colluders: set[str] = field(default_factory=set[str])

    @property
    def found(self) -> float:
        """The part of the colluding entries that were flagged while officers could act."""
        return sum(self.hit[one] for one in self.colluders) / sum(self.met[one] for one in self.colluders)


SEEDS = range(7000, 7024)


async def test_planted_collusion_is_flagged_before_the_lock(table: Table):
    """In two dozen pots, with the watch running every second as the clock's tick does.

    Measured over 180 others: 99 % of the colluding entries, every scheme nearly whole but machines (three in four:
    where three tickets are all that one may have, nobody presses too often). Of 4,328 honest entries 8 % were told
    as young and 3 % as a crowd, nearly all of these friends who came in threes, and one in a thousand as fast.
    """
    played = Played()
    for seed in SEEDS:
        await _play(table, scene(seed), played)
    honest = sum(number for label, number in played.met.items() if label not in played.colluders)
    shares = {kind: counter.total() / honest for kind, counter in played.alarms.items()}
    told = {kind: dict(counter) for kind, counter in played.alarms.items()}
    print(f"{played.found:.1%} found; of {honest} honest entries, false alarms by kind: {told}")  # noqa: T201
    print({label: f"{played.hit[label]} of {played.met[label]}" for label in sorted(played.colluders)})  # noqa: T201
    assert len(played.colluders) >= 6
    assert sum(played.met[label] for label in played.colluders) >= 100
    assert played.found >= 0.95, played
    assert shares.get("fast", 0) <= 0.01, told
    assert shares.get("crowd", 0) <= 0.06, told
    assert shares.get("young", 0) <= 0.12, told
    assert "regular" not in {label for counter in played.alarms.values() for label in counter}


async def _play(table: Table, planned: Scene, played: Played) -> None:
    """Everybody comes as planned, the clock ticks every second, and the pot closes in its time."""
    clock = table.house.clock
    minutes = round(planned.seconds / 60)
    asked = Asked("Crowd", 1, planned.max_tickets, planned.max_per_user, f"in {minutes} minutes", repeat=False)
    pot = await table.pots.making.create(OFFICER, asked, 303, lambda terms: terms.name)
    opened = clock()
    people = [(one, account(opened - one.age)) for one in planned.people]
    await table.give(100, *(actor for _, actor in people))
    acts = sorted((at, who, tickets) for who, (one, _) in enumerate(people) for at, tickets in one.acts)
    entered: set[int] = set()
    for second, now in groupby(acts, lambda act: math.floor(act[0])):
        for at, who, tickets in now:
            clock.now = opened + timedelta(seconds=at)
            if await _act(table, pot, people[who][1], tickets):
                entered.add(who)
        clock.now = opened + timedelta(seconds=second + 1)
        await table.pots.closing.due()
    clock.now = max(clock.now, pot.closes_at)
    await table.pots.closing.due()
    await _count(table, pot, [people[who] for who in sorted(entered)], played)


async def _act(table: Table, pot: Pot, who: Actor, tickets: int) -> bool:
    """Buy as much of it as there is, or leave; whether they were let."""
    try:
        await (table.buy(who, pot, tickets) if tickets else table.leave(who, pot))
    except Invalid as refusal:
        left = refusal.facts.get("left")
        return refusal.code == "pot.few_left" and isinstance(left, int) and await _act(table, pot, who, left)
    except Refusal:
        return False
    return True


async def _count(table: Table, pot: Pot, people: list[tuple[Person, Actor]], played: Played) -> None:
    stands = await table.pot(pot)
    assert stands.locked_at is not None
    inside = {one.user_id for one in (await table.shown(pot)).entrants}
    raised = defaultdict[int | None, set[str]](set)
    for flag in await all_flags(table):
        if flag.pot_id == pot.id and flag.at < stands.locked_at:
            raised[flag.user_id].add(flag.kind.value)
    for person, actor in people:
        if actor.user_id not in inside:
            continue
        played.met[person.label] += 1
        played.hit[person.label] += bool(raised[actor.user_id])
        if person.colludes:
            played.colluders.add(person.label)
            continue
        for kind in raised[actor.user_id]:
            played.alarms[kind][person.label] += 1


# Shared networks and browsers


async def linked(table: Table, who: Actor, network: bytes = b"n" * 16, browser: bytes = b"b" * 16) -> None:
    """That person links and allows marks to be kept for a month."""
    now = table.house.clock()

    def work(tx: Connection) -> None:
        member = members.ensure(tx, GUILD, who.user_id, now)
        marks = ((MarkKind.NETWORK, network), (MarkKind.BROWSER, browser))
        links.set_marks(tx, member.id, marks, now + MARKS_LAST)

    await table.house.desk.db.write(work)


async def test_two_from_one_place_are_flagged_and_nobody_is_held_up(table: Table):
    for who in (MARA, TOM):
        await linked(table, who)
    await linked(table, YLVA, browser=b"y" * 16)
    pot = await table.open()
    found = await watched(table, pot, MARA, TOM, YLVA)
    assert {(flag.user_id, flag.kind) for flag in found} == {(who.user_id, FlagKind.SHARED) for who in (MARA, TOM)}
    assert found[0].facts == {"accounts": 2, "tickets": 2, "percent": 66}
    assert {flag.tickets for flag in found} == {1}


async def test_marks_that_are_over_or_forgotten_flag_nobody(table: Table):
    for who in (MARA, TOM):
        await linked(table, who)
    pot = await table.open()
    now = table.house.clock()
    places = await table.house.desk.db.read(lambda tx: pot_flags.places(tx, pot.id, now))
    assert places == {}, "nobody is in yet"
    await table.buy(MARA, pot, 1)
    await table.buy(TOM, pot, 1)

    async def seen(later: timedelta) -> int:
        return len(await table.house.desk.db.read(lambda tx: pot_flags.places(tx, pot.id, now + later)))

    assert await seen(MARKS_LAST - timedelta(seconds=1)) == 2
    assert await seen(MARKS_LAST) == 0
    mine = await table.house.desk.db.read(lambda tx: members.find(tx, GUILD, MARA.user_id))
    assert mine is not None
    await table.house.desk.db.write(lambda tx: links.forget(tx, mine.id))
    await table.tick(seconds=1)
    assert await flags(table) == []
