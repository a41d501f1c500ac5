"""Insights: each figure is what happened, within the window, in that guild, told to officers alone."""

import time
from collections.abc import AsyncGenerator
from datetime import date, timedelta
from itertools import count

import pytest
from sqlalchemy import Connection, insert, update

from domain.challenge_settings import State as Step
from domain.challenge_settings import Voting
from domain.credit import Credit
from domain.errors import Forbidden
from domain.guild import TIMEZONE
from domain.insights import Insights, Requests
from domain.people import Actor
from domain.request_settings import State
from domain.retention import Share
from domain.windows import Window
from services.desk import Desk
from services.insights import Insights as Service
from storage import members, settings, usage
from storage.challenge_votes import DiscardRow, VoteRow
from storage.credit_requests import CreditRequestRow
from storage.links import LinkRow
from storage.members import MemberRow
from storage.usage import ActiveDayRow
from tests.services.challenging import MARA, OFFICER, PEOPLE, TOM, YLVA, Arena, arena_of
from tests.services.conftest import GUILD, Clock
from tests.services.handing import handed

TODAY = date(2026, 11, 20)


@pytest.fixture
async def arena(desk: Desk, clock: Clock) -> AsyncGenerator[Arena]:
    async with arena_of(desk, clock) as arena:
        yield arena


async def seen(desk: Desk, window: Window = Window.WEEK, actor: Actor = OFFICER, people: int | None = 40) -> Insights:
    return await Service(desk).of(actor, window, people=people, told=True)


async def entered(desk: Desk, clock: Clock, *people: Actor) -> list[int]:
    now = clock()
    return await desk.db.write(lambda tx: [members.ensure(tx, one.guild_id, one.user_id, now).id for one in people])


async def were_active(desk: Desk, member_id: int, *days_ago: int, guild: int = GUILD) -> None:
    days = {(TODAY - timedelta(days=ago), member_id) for ago in days_ago}
    await desk.db.write(lambda tx: usage.add_active(tx, guild, days))


async def test_a_guild_in_which_nothing_happened(desk: Desk):
    found = await seen(desk)
    assert (found.people.linked, found.people.active, found.people.members, found.people.began) == (0, 0, 40, None)
    assert found.people.daily == tuple((TODAY - timedelta(days=ago), 0) for ago in range(6, -1, -1))
    assert (found.people.seven, found.people.thirty, found.people.comings) == (Share(0, 0), Share(0, 0), (0, 0))
    assert (found.commands, found.requests.nothing, found.pots.nothing) == ({}, True, True)
    assert (found.challenges.each, found.challenges.returned) == ((), Share(0, 0))


async def test_members_see_nothing_of_it(desk: Desk, raider: Actor, leader: Actor):
    with pytest.raises(Forbidden):
        await seen(desk, actor=raider)
    assert (await seen(desk, actor=leader)).people.members == 40


async def test_adoption_and_activity_are_of_everybody(desk: Desk, clock: Clock):
    mara, tom, ylva = await entered(desk, clock, MARA, TOM, YLVA)
    elsewhere = Actor(GUILD + 1, MARA.user_id, frozenset(), manages_guild=False)
    (stranger,) = await entered(desk, clock, elsewhere)

    def link(tx: Connection) -> None:
        for member_id in (mara, stranger):
            row = {"member_id": member_id, "account_id": member_id, "name": "x", "linked_at": clock()}
            tx.execute(insert(LinkRow), row)

    await desk.db.write(link)
    await were_active(desk, mara, 0, 1, 6)
    await were_active(desk, tom, 6, 7)
    await were_active(desk, ylva, 7)
    await were_active(desk, stranger, 0, guild=GUILD + 1)
    found = (await seen(desk)).people
    assert (found.linked, found.active) == (1, 2)
    assert [count for _, count in found.daily] == [2, 0, 0, 0, 0, 1, 1]
    assert (await seen(desk, Window.THIRTY_DAYS)).people.active == 3
    assert (await seen(desk, people=None)).people.members == 3, "without Discord's word, those in the books"


async def test_retention_is_of_those_who_began_so_long_before_the_window(desk: Desk, clock: Clock):
    stayed, gone, new, old = await entered(desk, clock, *PEOPLE[:4])
    await were_active(desk, stayed, 12, 5)
    await were_active(desk, gone, 8, 7)
    await were_active(desk, new, 6, 0)
    await were_active(desk, old, 14, 0)
    found = await seen(desk)
    assert found.people.seven == Share(1, 2)
    assert found.people.thirty == Share(0, 0)
    assert (await seen(desk, Window.THIRTY_DAYS)).people.seven == Share(2, 3)


async def test_who_began_long_ago_and_is_back_was_retained_for_thirty_days(desk: Desk, clock: Clock):
    stayed, gone = await entered(desk, clock, MARA, TOM)
    await were_active(desk, stayed, 36, 0)
    await were_active(desk, gone, 30, 2)
    assert (await seen(desk)).people.thirty == Share(1, 2)


async def test_commands_and_comings_are_summed_over_the_window(desk: Desk):
    def use(tx: Connection) -> None:
        days = {ago: TODAY - timedelta(days=ago) for ago in (0, 6, 7)}
        usage.add_uses(tx, GUILD, {(days[0], "a"): 1, (days[6], "b"): 4, (days[0], "c"): 4, (days[7], "a"): 90})
        usage.add_uses(tx, GUILD + 1, {(days[0], "a"): 500})
        usage.add_comings(tx, GUILD, days[6], joined=3, left=1)
        usage.add_comings(tx, GUILD, days[7], joined=30, left=10)

    await desk.db.write(use)
    found = await seen(desk)
    assert list(found.commands.items()) == [("b", 4), ("c", 4), ("a", 1)]
    assert found.people.comings == (3, 1)
    assert found.people.began == TODAY - timedelta(days=7)
    untold = await Service(desk).of(OFFICER, Window.WEEK)
    assert untold.people.comings is None


async def test_days_are_the_guild_s(desk: Desk, clock: Clock):
    now = clock()
    await desk.db.write(lambda tx: settings.put(tx, GUILD, TIMEZONE.name, "Pacific/Auckland", by=None, at=now))
    found = await seen(desk)
    assert found.people.daily[-1][0] == TODAY + timedelta(days=1), "it is past midnight there"
    assert len(found.people.daily) == 7


async def test_requests_count_when_they_were_asked_and_when_they_ended(desk: Desk, clock: Clock):
    mara, officer, stranger = await entered(
        desk, clock, MARA, OFFICER, Actor(GUILD + 1, 1, frozenset(), manages_guild=False)
    )
    now, clicks = clock(), count(1)

    def ask(tx: Connection) -> None:
        def row(asked: float, state: State, hours: float | None = None, granted: int | None = None) -> None:
            at = now - timedelta(days=asked)
            values = {"guild_id": GUILD, "member_id": mara, "credit": Credit.AI, "amount": 100, "reason": "why"}
            values |= {
                "interaction_id": next(clicks),
                "state": State.PENDING,
                "asked_at": at,
                "expires_at": at + timedelta(days=3),
                "answer": "",
            }
            which = tx.execute(insert(CreditRequestRow).values(values).returning(CreditRequestRow.id)).scalar_one()
            if hours is not None:
                ended = {"state": state, "granted": granted, "decided_by": officer}
                ended |= {"decided_at": at + timedelta(hours=hours)}
                tx.execute(update(CreditRequestRow).where(CreditRequestRow.id == which).values(ended))

        row(1, State.APPROVED, 2, 60)
        row(2, State.APPROVED, 4, 100)
        row(7.5, State.DENIED, 24)  # asked before, decided within
        row(9, State.APPROVED, 1, 100)  # both before
        row(3, State.EXPIRED, 48)
        row(1, State.PENDING)
        tx.execute(
            insert(CreditRequestRow),
            {
                "guild_id": GUILD + 1, "member_id": stranger, "credit": Credit.AI, "amount": 1, "reason": "",
                "interaction_id": next(clicks), "state": State.PENDING, "asked_at": now, "expires_at": now,
                "answer": "",
            },
        )  # fmt: skip

    await desk.db.write(ask)
    ended = {State.APPROVED: 2, State.DENIED: 1, State.EXPIRED: 1}
    assert (await seen(desk)).requests == Requests(4, ended, granted=160, waiting=1, middle=timedelta(hours=4))


async def test_challenges_tell_who_took_part_voted_and_came_back(arena: Arena, desk: Desk):
    first = await arena.open()
    mine = await handed(arena, MARA, first)
    theirs = await handed(arena, TOM, first)
    await handed(arena, TOM, first, title="Another")
    await arena.until(first, Step.VOTING)
    ids = {who: await arena.id(who) for who in (MARA, TOM, YLVA)}

    def vote(tx: Connection) -> None:
        def give(submission: int, voter: Actor, **more: object) -> None:
            row = {"submission_id": submission, "voter_id": ids[voter], "challenge_id": first.id}
            tx.execute(insert(VoteRow), row | {"at": arena.clock()} | more)

        give(mine.id, YLVA)
        give(theirs.id, YLVA)
        give(theirs.id, MARA)
        give(mine.id, TOM, taken_back_at=arena.clock())

    await desk.db.write(vote)
    found = (await seen(desk, Window.THIRTY_DAYS)).challenges
    assert [count for _, count in found.each] == [2]
    assert (found.people, found.submissions, found.voters, found.votes) == (2, 3, 2, 3)
    assert found.returned == Share(0, 0)
    await arena.until(first, Step.COMPLETED)
    second = await arena.open(title="Draw your house", voting=Voting.NONE)
    await handed(arena, TOM, second)
    await handed(arena, YLVA, second)
    assert (await seen(desk, Window.THIRTY_DAYS)).challenges.returned == Share(0, 0), "it is still open"
    await arena.until(second, Step.COMPLETED)
    found = (await seen(desk, Window.THIRTY_DAYS)).challenges
    assert [count for _, count in found.each] == [2, 2]
    assert (found.people, found.submissions, found.returned) == (3, 5, Share(1, 2))

    arena.clock.advance(days=12)
    found = (await seen(desk, Window.WEEK)).challenges
    assert (found.each, found.people, found.returned) == ((), 0, Share(0, 0)), "they are over for longer than that"
    arena.clock.advance(days=-12)

    def discard(tx: Connection) -> None:
        row = {"challenge_id": first.id, "voter_id": ids[YLVA], "at": arena.clock(), "reason": ""}
        tx.execute(insert(DiscardRow), row)

    await desk.db.write(discard)
    found = (await seen(desk, Window.THIRTY_DAYS)).challenges
    assert (found.voters, found.votes) == (1, 1)


async def test_a_challenge_that_was_called_off_did_not_run(arena: Arena, desk: Desk):
    week = await arena.open()
    await arena.draft(title="A draft")
    await handed(arena, MARA, week)
    assert len((await seen(desk)).challenges.each) == 1
    await arena.challenges.changing.cancel(OFFICER, week.id, "A mistake")
    assert (await seen(desk)).challenges.each == ()


async def test_ten_thousand_members_are_added_up_at_once(desk: Desk, clock: Clock):
    now = clock()

    def crowd(tx: Connection) -> None:
        people = [{"guild_id": GUILD, "user_id": 10**6 + number, "first_seen_at": now} for number in range(10_000)]
        tx.execute(insert(MemberRow), people)
        rows = [
            {"guild_id": GUILD, "day": TODAY - timedelta(days=ago), "member_id": 1 + number}
            for number in range(10_000)
            for ago in range(number % 7, 60, 9)
        ]
        tx.execute(insert(ActiveDayRow), rows)

    await desk.db.write(crowd)
    started = time.process_time()
    found = await seen(desk, Window.THIRTY_DAYS, people=10_000)
    took = time.process_time() - started
    assert found.people.active == 10_000
    assert took < 1, f"{took:.2f} s of a processor"
