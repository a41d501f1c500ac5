"""The gallery: everything once in every order, nothing that is hidden, and the best for everybody once."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from domain.challenge_settings import State
from domain.challenges import Challenge
from domain.errors import Conflict, Forbidden, NotFound, Refusal
from domain.people import Actor
from services.desk import Desk
from storage.challenges import ChallengeRow
from tests.services.challenging import MARA, OFFICER, TOM, YLVA, Arena, arena_of
from tests.services.conftest import GUILD, Clock
from tests.services.handing import SECOND, handed, look


@pytest.fixture
async def arena(desk: Desk, clock: Clock) -> AsyncIterator[Arena]:
    async with arena_of(desk, clock) as arena:
        yield arena


async def through(arena: Arena, who: Actor, week: Challenge, sort: str) -> list[int]:
    """Everything that somebody sees who looks from the first page to the last."""
    first = await look(arena, who, week, sort)
    pages = [await look(arena, who, week, first.sort, at) for at in range(1, first.count + 1)]
    assert [page.position for page in pages] == list(range(1, first.count + 1))
    return [page.submission.id for page in pages]


async def test_the_gallery_shows_everything_once_in_every_order(arena: Arena) -> None:
    week = await arena.open()
    ids: list[int] = []
    for number, who in enumerate((MARA, TOM, YLVA, MARA, TOM, YLVA)):
        arena.clock.advance(minutes=1)
        ids.append((await handed(arena, who, week, f"Cat {number}")).id)
    for who, number in ((MARA, 1), (TOM, 2), (MARA, 2), (YLVA, 1), (OFFICER, 2)):
        await arena.challenges.voting.vote(who, ids[number])
    assert await through(arena, SECOND, week, "newest") == ids[::-1]
    assert await through(arena, SECOND, week, "votes") == [ids[2], ids[1], ids[0], *ids[3:]]
    gallery = arena.challenges.gallery
    orders = [await through(arena, SECOND, week, gallery.fresh("random")) for _ in range(5)]
    assert all(sorted(order) == ids for order in orders)
    assert len({tuple(order) for order in orders}) > 1
    mine = await through(arena, SECOND, week, "random")
    assert mine == await through(arena, SECOND, week, "random")


async def test_a_page_tells_what_stands_and_what_can_be_done(arena: Arena) -> None:
    week = await arena.open()
    cat = await handed(arena, MARA, week)
    await arena.challenges.voting.vote(TOM, cat.id)
    page = await look(arena, TOM, week)
    assert (page.voted, page.votes, page.own, page.votable, page.officer) == (True, 1, False, True, False)
    assert (page.position, page.count, page.place) == (1, 1, None)
    own = await look(arena, MARA, week)
    assert (own.voted, own.own, own.votable) == (False, True, False)
    assert (await look(arena, OFFICER, week)).officer
    await arena.challenges.refereeing.disqualify(OFFICER, cat.id, "traced")
    out = await look(arena, TOM, week)
    assert (out.votes, out.votable, out.submission.reason) == (0, False, "traced")


async def test_votes_that_were_discarded_or_taken_back_are_not_shown(arena: Arena) -> None:
    week = await arena.open()
    cat = await handed(arena, MARA, week)
    for who in (TOM, YLVA, SECOND):
        await arena.challenges.voting.vote(who, cat.id)
    await arena.challenges.voting.take_back(YLVA, cat.id)
    await arena.challenges.judging.discard(OFFICER, week.id, TOM.user_id, "an alt")
    page = await look(arena, YLVA, week)
    assert (page.votes, page.voted) == (1, False)
    (shown,) = (await arena.challenges.gallery.best(OFFICER, week.id, 5)).shown
    assert shown.votes == 1


async def test_a_page_whose_submission_is_gone_is_the_nearest_there_is(arena: Arena) -> None:
    week = await arena.open()
    cats = [await handed(arena, who, week, "Cat") for who in (MARA, TOM, YLVA)]
    await arena.challenges.entries.withdraw(YLVA, cats[2].id)
    page = await look(arena, TOM, week, position=3)
    assert (page.position, page.count) == (2, 2)
    assert (await look(arena, TOM, week, position=0)).position == 1
    at = await look(arena, TOM, week, position=1, at=cats[0].id)
    assert (at.position, at.submission.id) == (2, cats[0].id)
    assert (await look(arena, TOM, week, position=1, at=cats[2].id)).position == 1
    for who, cat in ((MARA, cats[0]), (TOM, cats[1])):
        await arena.challenges.entries.withdraw(who, cat.id)
    with pytest.raises(Conflict, match=r"gallery\.empty"):
        await look(arena, TOM, week)


async def test_those_that_stay_keep_their_shuffled_order(arena: Arena) -> None:
    week = await arena.open(most=10)
    cats = [await handed(arena, MARA, week, f"Cat {number}") for number in range(8)]
    before = await through(arena, TOM, week, "random-77")
    await arena.challenges.entries.withdraw(MARA, cats[3].id)
    assert await through(arena, TOM, week, "random-77") == [one for one in before if one != cats[3].id]


async def test_a_ballots_votes_and_places_stay_hidden_until_the_end(arena: Arena) -> None:
    week = await arena.opened_with_ballot()
    cats = [await handed(arena, who, week, "Cat") for who in (MARA, TOM)]
    await arena.until(week, State.VOTING)
    page = await look(arena, YLVA, week, "votes")
    assert (page.sorted_by, page.votes, page.place) == ("random", None, None)
    for number, stars in zip((one.id for one in cats), (2, 5), strict=True):
        await arena.challenges.balloting.open(YLVA, week.id)
        await arena.challenges.balloting.mark(YLVA, number, stars)
    hidden = await look(arena, YLVA, week, "votes", at=cats[1].id)
    assert (hidden.votes, hidden.place) == (None, None)
    await arena.until(week, State.COMPLETED)
    shown = await look(arena, YLVA, week, "votes")
    assert (shown.sorted_by, shown.submission.id, shown.place, shown.votes) == ("votes", cats[1].id, 1, 1)
    later = week.dates.ends_at + timedelta(days=1)
    reopened = update(ChallengeRow).values(voting_closes_at=later, ends_at=later)
    await arena.desk.db.write(lambda tx: tx.execute(reopened))
    again = await look(arena, YLVA, week, "votes", at=cats[1].id)
    assert (again.sorted_by, again.place, again.votes) == ("random", None, None), "it is open again"


async def test_a_draft_is_for_officers_and_the_past_is_for_all(arena: Arena) -> None:
    draft = await arena.draft(title="A secret")
    with pytest.raises(NotFound):
        await look(arena, MARA, draft)
    with pytest.raises(Conflict):
        await look(arena, OFFICER, draft)
    week = await arena.open()
    cat = await handed(arena, MARA, week)
    await arena.challenges.voting.vote(YLVA, cat.id)
    await arena.until(week, State.COMPLETED)
    arena.clock.advance(days=400)
    page = await look(arena, TOM, week)
    assert (page.place, page.votes, page.votable) == (1, 1, False)


# Sharing


async def test_only_ones_own_is_shared_and_not_twice_within_a_minute(arena: Arena) -> None:
    week = await arena.open()
    cat = await handed(arena, MARA, week)
    gallery = arena.challenges.gallery
    for who in (TOM, OFFICER, replace(MARA, guild_id=GUILD + 1)):
        with pytest.raises(NotFound):
            await gallery.share(who, cat.id, 5)
    both = await asyncio.gather(*(gallery.share(MARA, cat.id, 5) for _ in range(2)), return_exceptions=True)
    assert sorted(isinstance(one, Refusal) for one in both) == [False, True]
    await gallery.share(MARA, cat.id, 6)
    arena.clock.advance(seconds=59)
    with pytest.raises(Conflict, match=r"submission\.shared_just_now"):
        await gallery.share(MARA, cat.id, 5)
    arena.clock.advance(seconds=1)
    await gallery.share(MARA, cat.id, 5)


async def test_the_best_are_by_votes_then_by_place(arena: Arena) -> None:
    week = await arena.open()
    cats = [await handed(arena, who, week, "Cat") for who in (MARA, TOM, YLVA, MARA)]
    gallery = arena.challenges.gallery
    with pytest.raises(Conflict, match=r"gallery\.nothing_best"):
        await gallery.best(OFFICER, week.id, 5)
    for who, number in ((OFFICER, 1), (SECOND, 1), (OFFICER, 3), (SECOND, 0), (YLVA, 3), (TOM, 3), (MARA, 2)):
        await arena.challenges.voting.vote(who, cats[number].id)
    best = await gallery.best(OFFICER, week.id, 5)
    assert [(one.submission.id, one.votes, one.place) for one in best.shown] == [
        (cats[3].id, 3, None),
        (cats[1].id, 2, None),
        (cats[0].id, 1, None),
    ]
    with pytest.raises(Conflict, match=r"gallery\.posted_just_now"):
        await gallery.best(OFFICER, week.id, 5)
    with pytest.raises(Forbidden):
        await gallery.best(MARA, week.id, 6)
    await arena.until(week, State.COMPLETED)
    places = await gallery.best(OFFICER, week.id, 5)
    assert [(one.submission.id, one.place) for one in places.shown] == [
        (cats[3].id, 1),
        (cats[1].id, 2),
        (cats[2].id, 3),
    ]


async def test_before_the_end_of_a_ballot_only_what_is_featured_is_best(arena: Arena) -> None:
    week = await arena.opened_with_ballot()
    cats = [await handed(arena, who, week, "Cat") for who in (MARA, TOM)]
    gallery = arena.challenges.gallery
    with pytest.raises(Conflict, match=r"gallery\.nothing_best"):
        await gallery.best(OFFICER, week.id, 5)
    await arena.challenges.refereeing.feature(OFFICER, cats[1].id)
    best = await gallery.best(OFFICER, week.id, 5)
    assert [(one.submission.id, one.votes, one.place) for one in best.shown] == [(cats[1].id, None, None)]
