"""Handing in: by the rules at the moment of the act, once, never half saved, and nothing that was typed is lost."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from domain.errors import Conflict, NotFound, Unavailable
from services.challenges.handing import Handed, Kept, Typed
from services.desk import Desk
from storage import submissions
from tests.services.challenging import MARA, TOM, Arena, arena_of
from tests.services.conftest import GUILD, Clock
from tests.services.handing import CAT, Far, books, hand_in, handed, hung, points, repaints, send
from tests.services.paintings import EXECUTABLE, png


@pytest.fixture
async def arena(desk: Desk, clock: Clock) -> AsyncIterator[Arena]:
    async with arena_of(desk, clock) as arena:
        yield arena


# Handing in


async def test_what_is_handed_in_stands_and_is_paid(arena: Arena) -> None:
    week = await arena.open()
    await hung(arena, week)
    before = await repaints(arena, week)
    done = await hand_in(arena, MARA, week, Typed("  A   cat ", "It sleeps.\n\n\n\nA lot.", CAT.link), png())
    assert isinstance(done, Handed)
    assert (done.number, done.again) == (1, False)
    work = done.submission.work
    assert (work.title, work.description, work.link) == ("A cat", "It sleeps.\n\nA lot.", CAT.link)
    assert done.submission.user_id == MARA.user_id
    assert done.submission.image_id is not None
    assert await arena.challenges.pictures.bring_out(GUILD, done.submission.image_id)
    assert await points(arena, week) == {MARA.user_id: 75}
    assert await repaints(arena, week) > before


async def test_a_form_that_is_sent_twice_makes_one(arena: Arena) -> None:
    week = await arena.open(most=1)
    blank = await arena.challenges.handing.begin(MARA, week.id)
    both = await asyncio.gather(*(send(arena, MARA, blank, CAT, png()) for _ in range(2)))
    assert {isinstance(one, Handed) for one in both} == {True}
    assert sorted(one.again for one in both if isinstance(one, Handed)) == [False, True]
    late = await send(arena, MARA, blank, Typed("Something else"))
    assert isinstance(late, Handed)
    assert (late.again, late.submission.work.title) == (True, "A cat")
    assert len(await books(arena, "submissions")) == 1
    assert len(await books(arena, "pictures")) == 1
    assert await points(arena, week) == {MARA.user_id: 75}


async def test_a_form_whose_submission_was_withdrawn_makes_none(arena: Arena) -> None:
    week = await arena.open()
    blank = await arena.challenges.handing.begin(MARA, week.id)
    done = await send(arena, MARA, blank, CAT)
    assert isinstance(done, Handed)
    await arena.challenges.entries.withdraw(MARA, done.submission.id)
    with pytest.raises(NotFound):
        await send(arena, MARA, blank, CAT)
    assert len(await books(arena, "submissions")) == 1


async def test_nobody_hands_in_more_than_the_most(arena: Arena) -> None:
    week = await arena.open(most=2)
    blanks = [await arena.challenges.handing.begin(MARA, week.id) for _ in range(3)]
    done = await asyncio.gather(*(send(arena, MARA, one, Typed(f"Cat {n}")) for n, one in enumerate(blanks)))
    assert sorted(one.number for one in done if isinstance(one, Handed)) == [1, 2]
    (kept,) = [one for one in done if isinstance(one, Kept)]
    assert kept.refusal.code == "challenge.enough"
    with pytest.raises(Conflict) as refusal:
        await arena.challenges.handing.begin(MARA, week.id)
    assert refusal.value.facts == {"title": week.terms.title, "most": 2}
    await handed(arena, TOM, week)


async def test_at_the_very_instant_of_the_deadline_it_is_closed(arena: Arena) -> None:
    week = await arena.open()
    late, early = [await arena.challenges.handing.begin(who, week.id) for who in (MARA, TOM)]
    arena.clock.now = week.dates.submissions_close_at - timedelta(microseconds=1)
    assert isinstance(await send(arena, TOM, early, CAT), Handed)
    arena.clock.now = week.dates.submissions_close_at
    before = await books(arena)
    with pytest.raises(Conflict) as refusal:
        await send(arena, MARA, late, CAT, png())
    assert refusal.value.code == "challenge.closed"
    with pytest.raises(Conflict):
        await arena.challenges.handing.begin(MARA, week.id)
    assert await books(arena) == before


async def test_the_deadline_that_comes_while_a_picture_is_downloaded_counts(arena: Arena) -> None:
    week = await arena.open()
    cat = await handed(arena, MARA, week)
    begun = arena.clock.now
    blanks = [
        await arena.challenges.handing.begin(MARA, week.id),
        await arena.challenges.handing.begin_again(MARA, cat.id),
    ]

    class Slow(Far):
        async def read(self) -> bytes:
            arena.clock.now = week.dates.submissions_close_at
            return await super().read()

    before = await books(arena)
    for blank in blanks:
        arena.clock.now = begun
        with pytest.raises(Conflict, match=r"challenge\.closed"):
            await arena.challenges.handing.send(MARA, blank, CAT, Slow(png()))
    assert await books(arena) == before


async def test_before_the_start_and_in_a_draft_nothing_is_handed_in(arena: Arena) -> None:
    later = await arena.open(starts="in 1 day")
    with pytest.raises(Conflict, match=r"challenge\.not_started"):
        await arena.challenges.handing.begin(MARA, later.id)
    draft = await arena.draft(title="A secret")
    for number in (draft.id, 999):
        with pytest.raises(NotFound, match=r"challenge\.unknown"):
            await arena.challenges.handing.begin(MARA, number)


BAD: dict[str, tuple[Typed, bytes | None, str]] = {
    "a link that runs": (replace(CAT, link="javascript:alert(1)"), None, "link.malformed"),
    "a link with a password": (replace(CAT, link="https://a:b@example.org"), None, "link.malformed"),
    "a plain link": (replace(CAT, link="http://example.org"), None, "link.malformed"),
    "4,000 characters": (replace(CAT, description="ab" * 2000), None, "submission.description_length"),
    "a long link": (replace(CAT, link="https://example.org/" + "a" * 300), None, "link.length"),
    "no title": (replace(CAT, title=" \u200b "), None, "submission.title_length"),
    "an executable": (CAT, EXECUTABLE, "picture.no_picture"),
    "30 MB": (CAT, bytes(30 << 20), "picture.too_large"),
    "half a picture": (CAT, png((400, 400))[:300], "picture.no_picture"),
}


@pytest.mark.parametrize(("typed", "data", "code"), BAD.values(), ids=BAD.keys())
async def test_what_is_refused_leaves_nothing_and_loses_nothing(
    arena: Arena, typed: Typed, data: bytes | None, code: str
) -> None:
    week = await arena.open()
    before = await books(arena)
    kept = await hand_in(arena, MARA, week, typed, data)
    assert isinstance(kept, Kept)
    assert kept.refusal.code == code
    assert await books(arena) == before
    again = await arena.challenges.handing.resume(MARA, kept.draft_id)
    assert (again.typed, again.challenge.id, again.picture) == (typed, week.id, None)
    done = await send(arena, MARA, again, CAT, png())
    assert isinstance(done, Handed)


async def test_a_download_that_fails_is_told_and_loses_nothing(arena: Arena) -> None:
    week = await arena.open()
    before = await books(arena)
    blank = await arena.challenges.handing.begin(MARA, week.id)
    far = Far(png(), error=Unavailable("picture.not_loaded"))
    kept = await arena.challenges.handing.send(MARA, blank, CAT, far)
    assert isinstance(kept, Kept)
    assert kept.refusal.code == "picture.not_loaded"
    assert await books(arena) == before
    assert (await arena.challenges.handing.resume(MARA, kept.draft_id)).typed == CAT


async def test_a_good_picture_need_not_be_sent_again(arena: Arena) -> None:
    week = await arena.open()
    kept = await hand_in(arena, MARA, week, replace(CAT, link="javascript:alert(1)"), png())
    assert isinstance(kept, Kept)
    again = await arena.challenges.handing.resume(MARA, kept.draft_id)
    done = await send(arena, MARA, again, CAT)
    assert isinstance(done, Handed)
    assert done.submission.image_id is not None
    twice = await send(arena, MARA, await arena.challenges.handing.resume(MARA, kept.draft_id), CAT)
    assert isinstance(twice, Handed)
    assert (twice.again, twice.submission.id) == (True, done.submission.id)


async def test_a_picture_that_was_swept_away_meanwhile_is_asked_for_again(arena: Arena) -> None:
    week = await arena.open()
    kept = await hand_in(arena, MARA, week, replace(CAT, link="nonsense"), png())
    assert isinstance(kept, Kept)
    for one in (arena.desk.db.path.parent / "pictures").iterdir():
        one.unlink()
    gone = await send(arena, MARA, await arena.challenges.handing.resume(MARA, kept.draft_id), CAT)
    assert isinstance(gone, Kept)
    assert gone.refusal.code == "picture.gone"
    done = await send(arena, MARA, await arena.challenges.handing.resume(MARA, gone.draft_id), CAT)
    assert isinstance(done, Handed)
    assert done.submission.image_id is None


async def test_a_draft_is_its_writers_alone(arena: Arena) -> None:
    week = await arena.open()
    kept = await hand_in(arena, MARA, week, replace(CAT, title=" "))
    assert isinstance(kept, Kept)
    await handed(arena, TOM, week)
    elsewhere = replace(MARA, guild_id=GUILD + 1)
    for who, number in ((TOM, kept.draft_id), (elsewhere, kept.draft_id), (MARA, kept.draft_id + 1)):
        with pytest.raises(NotFound, match=r"submission\.draft_gone"):
            await arena.challenges.handing.resume(who, number)


async def test_a_link_is_needed_where_the_challenge_says_so(arena: Arena) -> None:
    week = await arena.open(link_required=True)
    kept = await hand_in(arena, MARA, week, replace(CAT, link=" "))
    assert isinstance(kept, Kept)
    assert kept.refusal.code == "submission.link_required"
    assert isinstance(await hand_in(arena, MARA, week, CAT), Handed)


async def test_a_project_counts_once_a_person(arena: Arena) -> None:
    week, other = await arena.open(), await arena.open(title="Another week")
    first = await hand_in(arena, MARA, week)
    assert isinstance(first, Handed)
    for same in ("https://WWW.example.org/cat/", "https://example.org:443/cat#top"):
        kept = await hand_in(arena, MARA, week, Typed("Again", "", same))
        assert isinstance(kept, Kept)
        assert (kept.refusal.code, kept.refusal.facts) == ("submission.link_twice", {"title": "A cat"})
    assert isinstance(await hand_in(arena, TOM, week), Handed)
    assert isinstance(await hand_in(arena, MARA, other), Handed)
    await arena.challenges.entries.withdraw(MARA, first.submission.id)
    assert isinstance(await hand_in(arena, MARA, week), Handed)


async def test_the_books_refuse_a_second_link_whatever_the_rules_say(arena: Arena) -> None:
    week = await arena.open()
    done = await hand_in(arena, MARA, week)
    me = done.submission.member_id

    def same_link(tx: Connection) -> None:
        submissions.enter(tx, week.id, me, done.submission.work, image_id=None, now=arena.clock())

    with pytest.raises(IntegrityError):
        await arena.desk.db.write(same_link)
