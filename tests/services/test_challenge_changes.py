"""Editing and withdrawing one's own until the deadline, and what completions and *mine* show of it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from domain.challenge_points import Cause
from domain.challenge_settings import State
from domain.errors import Conflict, Forbidden, NotFound
from domain.people import Actor
from services.challenges.handing import Handed, Kept, Typed
from services.desk import Desk
from tests.services.challenging import MARA, OFFICER, TOM, YLVA, Arena, arena_of
from tests.services.conftest import GUILD, Clock
from tests.services.handing import CAT, books, hand_in, handed, points, send
from tests.services.paintings import png


@pytest.fixture
async def arena(desk: Desk, clock: Clock) -> AsyncIterator[Arena]:
    async with arena_of(desk, clock) as arena:
        yield arena


# Editing


async def edit(arena: Arena, who: Actor, number: int, typed: Typed, data: bytes | None = None) -> Any:
    blank = await arena.challenges.handing.begin_again(who, number)
    return await send(arena, who, blank, typed, data)


async def test_editing_changes_words_and_picture_and_keeps_its_age_and_points(arena: Arena) -> None:
    week = await arena.open()
    first = await handed(arena, MARA, week, "A cat", data=png())
    arena.clock.advance(hours=30)
    blank = await arena.challenges.handing.begin_again(MARA, first.id)
    assert blank.typed == Typed("A cat", "", "")
    done = await send(arena, MARA, blank, Typed("A dog", "It barks.", ""))
    assert isinstance(done, Handed)
    assert (done.submission.work.title, done.submission.image_id) == ("A dog", first.image_id)
    assert (done.submission.at, done.submission.edited_at) == (first.at, arena.clock())
    assert await points(arena, week) == {MARA.user_id: 75}
    changed = await edit(arena, MARA, first.id, Typed("A dog"), png(colour="navy"))
    assert changed.submission.image_id not in {None, first.image_id}
    assert len(await books(arena, "pictures")) == 1, "the old one is let go"


async def test_only_ones_own_can_be_edited_or_withdrawn(arena: Arena) -> None:
    week = await arena.open()
    first = await handed(arena, MARA, week)
    before = await books(arena)
    blank = await arena.challenges.handing.begin_again(MARA, first.id)
    for who in (TOM, OFFICER):
        with pytest.raises(Forbidden, match=r"submission\.not_yours"):
            await arena.challenges.handing.begin_again(who, first.id)
        kept = await send(arena, who, blank, Typed("Mine now"))
        assert isinstance(kept, Kept)
        assert kept.refusal.code == "submission.not_yours"
        with pytest.raises(Forbidden):
            await arena.challenges.entries.withdraw(who, first.id)
        with pytest.raises(NotFound):
            await arena.challenges.entries.own(who, first.id)
    elsewhere = replace(MARA, guild_id=GUILD + 1)
    with pytest.raises(NotFound):
        await arena.challenges.entries.withdraw(elsewhere, first.id)
    assert await books(arena) == before


async def test_after_the_deadline_nothing_is_edited_or_withdrawn(arena: Arena) -> None:
    week = await arena.open()
    first = await handed(arena, MARA, week)
    blank = await arena.challenges.handing.begin_again(MARA, first.id)
    arena.clock.now = week.dates.submissions_close_at
    before = await books(arena)
    for act in (
        arena.challenges.handing.begin_again(MARA, first.id),
        send(arena, MARA, blank, Typed("Late")),
        arena.challenges.entries.withdrawing(MARA, first.id),
        arena.challenges.entries.withdraw(MARA, first.id),
    ):
        with pytest.raises(Conflict, match=r"challenge\.closed"):
            await act
    assert await books(arena) == before
    assert not (await arena.challenges.entries.own(MARA, first.id)).changeable
    assert await arena.challenges.entries.mine(MARA) == []


async def test_an_edit_cannot_take_another_ones_link(arena: Arena) -> None:
    week = await arena.open()
    await hand_in(arena, MARA, week)
    second = await handed(arena, MARA, week, "A dog")
    kept = await edit(arena, MARA, second.id, Typed("A dog", "", CAT.link))
    assert isinstance(kept, Kept)
    assert kept.refusal.code == "submission.link_twice"
    resumed = await arena.challenges.handing.resume(MARA, kept.draft_id)
    assert resumed.submission is not None
    assert resumed.submission.id == second.id
    done = await send(arena, MARA, resumed, Typed("A dog", "", "https://example.org/dog"))
    assert isinstance(done, Handed)
    assert (done.submission.id, done.number) == (second.id, 2)


async def test_an_edit_keeps_its_own_link(arena: Arena) -> None:
    week = await arena.open()
    first = await hand_in(arena, MARA, week)
    assert isinstance(await edit(arena, MARA, first.submission.id, replace(CAT, title="Same cat")), Handed)


# Withdrawing


async def test_withdrawing_takes_back_what_it_brought_everybody(arena: Arena) -> None:
    week = await arena.open()
    cat, dog = await handed(arena, MARA, week, data=png()), await handed(arena, MARA, week, "A dog")
    for who in (TOM, YLVA):
        await arena.challenges.voting.vote(who, cat.id)
    await arena.challenges.voting.vote(TOM, dog.id)
    assert await points(arena, week) == {MARA.user_id: 156, TOM.user_id: 10, YLVA.user_id: 5}
    gone = await arena.challenges.entries.withdraw(MARA, cat.id)
    assert gone.submission.work.title == "A cat"
    assert await points(arena, week) == {MARA.user_id: 77, TOM.user_id: 5}
    assert await books(arena, "pictures") == []
    before = await books(arena)
    with pytest.raises(NotFound):
        await arena.challenges.entries.withdraw(MARA, cat.id)
    assert await books(arena) == before
    await handed(arena, MARA, week, "Another cat")


async def test_two_withdrawals_at_once_are_one(arena: Arena) -> None:
    week = await arena.open()
    cat = await handed(arena, MARA, week)
    both = await asyncio.gather(
        *(arena.challenges.entries.withdraw(MARA, cat.id) for _ in range(2)), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in both) == ["Listed", "NotFound"]
    assert await points(arena, week) == {}


# What is found


async def test_completions_offer_what_can_be_changed_and_what_is_on(arena: Arena) -> None:
    week, old = await arena.open(), await arena.open(title="Old week", closes="in 2 days")
    await handed(arena, MARA, old, "Old cat")
    cat = await handed(arena, MARA, week, "A Cat of 100 %")
    arena.clock.advance(minutes=1)
    dog = await handed(arena, MARA, week, "A dog")
    arena.clock.advance(days=2)
    assert [one.submission.id for one in await arena.challenges.entries.mine(MARA)] == [dog.id, cat.id]
    assert await arena.challenges.entries.mine(TOM) == []
    names = arena.challenges.entries.names
    assert [one.submission.work.title for one in await names(GUILD, "cat")] == ["A Cat of 100 %", "Old cat"]
    assert [one.submission.id for one in await names(GUILD, "0 %")] == [cat.id]
    assert len(await names(GUILD, "")) == 3
    assert len(await names(GUILD, f"<@{MARA.user_id}>")) == 3
    assert await names(GUILD + 1, "") == []
    await arena.challenges.entries.withdraw(MARA, dog.id)
    assert len(await names(GUILD, "")) == 2
    await arena.until(week, State.COMPLETED)
    await arena.until(old, State.COMPLETED)
    assert len(await names(GUILD, "")) == 2, "what is found out afterwards can still be acted on"
    arena.clock.advance(days=30)
    assert await names(GUILD, "") == []


async def test_mine_tells_points_cause_by_cause(arena: Arena) -> None:
    week = await arena.open()
    cat = await handed(arena, MARA, week)
    dog = await handed(arena, TOM, week, "A dog")
    await arena.challenges.voting.vote(MARA, dog.id)
    await arena.challenges.voting.vote(TOM, cat.id)
    await arena.challenges.refereeing.feature(OFFICER, cat.id)
    (part,) = await arena.challenges.entries.overview(MARA)
    assert [one.id for one in part.submissions] == [cat.id]
    assert part.given == 1
    assert part.points == {Cause.SUBMIT: 50, Cause.EARLY: 25, Cause.VOTE: 5, Cause.RECEIVED: 2, Cause.FEATURED: 100}
    assert part.total == (await points(arena, week))[MARA.user_id] == 182
    (stranger,) = await arena.challenges.entries.overview(YLVA)
    assert (stranger.submissions, stranger.total) == ((), 0)
    await arena.until(week, State.COMPLETED)
    assert len(await arena.challenges.entries.overview(MARA)) == 1
    assert await arena.challenges.entries.overview(YLVA) == []
    arena.clock.advance(days=31)
    assert await arena.challenges.entries.overview(MARA) == []
