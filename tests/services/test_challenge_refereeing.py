"""What officers do about submissions: featured, disqualified and back, with points and places following at once."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, text

from domain.challenge_settings import State
from domain.errors import Conflict, Forbidden, Invalid, NotFound
from services.desk import Desk
from tests.services.challenging import MARA, OFFICER, TOM, YLVA, Arena, arena_of
from tests.services.conftest import Clock
from tests.services.handing import CAT, SECOND, books, handed, log, look, points, send


@pytest.fixture
async def arena(desk: Desk, clock: Clock) -> AsyncIterator[Arena]:
    async with arena_of(desk, clock) as arena:
        yield arena


async def test_featuring_pays_and_can_be_taken_back(arena: Arena) -> None:
    week = await arena.open()
    cat = await handed(arena, MARA, week)
    refereeing = arena.challenges.refereeing
    found = await refereeing.feature(OFFICER, cat.id)
    assert found.submission.featured_at == arena.clock()
    assert await points(arena, week) == {MARA.user_id: 175}
    before = await books(arena)
    await refereeing.feature(OFFICER, cat.id, on=True)
    assert await books(arena) == before, "a second press of the same button changes nothing"
    await refereeing.feature(SECOND, cat.id)
    assert await points(arena, week) == {MARA.user_id: 75}
    assert [kind for kind, _ in await log(arena)] == ["challenge.featured", "challenge.unfeatured"]


async def test_disqualifying_takes_everything_and_undoing_brings_it_back(arena: Arena) -> None:
    week = await arena.open()
    cat = await handed(arena, MARA, week)
    await arena.challenges.voting.vote(TOM, cat.id)
    await arena.challenges.refereeing.feature(OFFICER, cat.id)
    whole = await points(arena, week)
    assert whole == {MARA.user_id: 177, TOM.user_id: 5}
    out = await arena.challenges.refereeing.disqualify(OFFICER, cat.id, "  traced   from a book ")
    assert (out.submission.reason, out.submission.counts) == ("traced from a book", False)
    assert await arena.challenges.entries.mine(MARA) == []
    assert not (await arena.challenges.entries.own(MARA, cat.id)).changeable
    assert await points(arena, week) == {}
    for act in (
        arena.challenges.refereeing.disqualify(SECOND, cat.id, "again"),
        arena.challenges.refereeing.feature(OFFICER, cat.id, on=True),
        arena.challenges.entries.withdraw(MARA, cat.id),
        arena.challenges.handing.begin_again(MARA, cat.id),
    ):
        with pytest.raises(Conflict, match=r"submission\.disqualified"):
            await act
    back = await arena.challenges.refereeing.reinstate(OFFICER, cat.id)
    assert (back.submission.counts, back.submission.reason) == (True, "")
    assert await points(arena, week) == whole
    with pytest.raises(Conflict, match=r"submission\.not_disqualified"):
        await arena.challenges.refereeing.reinstate(SECOND, cat.id)
    assert await log(arena) == [
        ("challenge.featured", None),
        ("challenge.disqualified", "traced from a book"),
        ("challenge.reinstated", None),
    ]


async def test_a_disqualified_one_still_takes_its_place_among_the_most(arena: Arena) -> None:
    week = await arena.open(most=1)
    cat = await handed(arena, MARA, week)
    await arena.challenges.refereeing.disqualify(OFFICER, cat.id, "traced")
    with pytest.raises(Conflict, match=r"challenge\.enough"):
        await arena.challenges.handing.begin(MARA, week.id)


async def test_a_result_that_is_kept_is_worked_out_again(arena: Arena) -> None:
    week = await arena.open()
    cat, dog = await handed(arena, MARA, week), await handed(arena, TOM, week, "A dog")
    for who, one in ((YLVA, cat), (SECOND, cat), (YLVA, dog)):
        await arena.challenges.voting.vote(who, one.id)
    await arena.until(week, State.COMPLETED)
    first = await points(arena, week)
    assert first[MARA.user_id] == 75 + 4 + 500

    def places(tx: Connection) -> dict[int, int]:
        rows = tx.execute(text("SELECT submission_id, place FROM challenge_results"))
        return {row[0]: row[1] for row in rows}

    assert await arena.desk.db.read(places) == {cat.id: 1, dog.id: 2}
    await arena.challenges.refereeing.disqualify(OFFICER, cat.id, "traced")
    assert await arena.desk.db.read(places) == {dog.id: 1}
    assert await points(arena, week) == {TOM.user_id: 75 + 2 + 500, YLVA.user_id: 5}
    await arena.challenges.refereeing.reinstate(OFFICER, cat.id)
    assert await arena.desk.db.read(places) == {cat.id: 1, dog.id: 2}
    assert await points(arena, week) == first


async def test_who_may_not_judge(arena: Arena) -> None:
    week = await arena.open()
    own, cat = await handed(arena, OFFICER, week, "Mine"), await handed(arena, MARA, week)
    before = await books(arena)
    refereeing = arena.challenges.refereeing
    for who, number, code in (
        (TOM, cat.id, "access.officer"),
        (MARA, cat.id, "access.officer"),
        (OFFICER, own.id, "submission.own"),
    ):
        for act in (
            refereeing.feature(who, number),
            refereeing.disqualify(who, number, "because"),
            refereeing.reinstate(who, number),
        ):
            with pytest.raises(Forbidden) as refusal:
                await act
            assert refusal.value.code == code
    for reason in ("", " \u200b", "x" * 301):
        with pytest.raises(Invalid, match=r"challenge\.reason_length"):
            await refereeing.disqualify(OFFICER, cat.id, reason)
    with pytest.raises(NotFound):
        await refereeing.disqualify(OFFICER, 999, "because")
    assert await books(arena) == before


async def test_nothing_of_what_was_called_off_is_judged_or_handed_in(arena: Arena) -> None:
    week = await arena.open()
    cat = await handed(arena, MARA, week)
    blank = await arena.challenges.handing.begin(TOM, week.id)
    await arena.challenges.changing.cancel(OFFICER, week.id, "nobody has time")
    before = await books(arena)
    for act in (
        arena.challenges.refereeing.feature(OFFICER, cat.id),
        arena.challenges.refereeing.disqualify(OFFICER, cat.id, "traced"),
        send(arena, TOM, blank, CAT),
        arena.challenges.entries.withdraw(MARA, cat.id),
    ):
        with pytest.raises(Conflict, match=r"challenge\.cancelled"):
            await act
    assert await books(arena) == before
    assert (await look(arena, TOM, week)).submission.id == cat.id
