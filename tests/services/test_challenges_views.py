"""Looking at challenges: the landing card's figures, what is on, and who may see drafts."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, insert

from domain.challenge_settings import State
from domain.errors import NotFound
from services.challenges.changing import Options
from services.desk import Desk
from storage.challenge_votes import VoteRow
from storage.submissions import SubmissionRow
from tests.services.challenging import MARA, OFFICER, TITLE, TOM, YLVA, Arena, arena_of
from tests.services.conftest import GUILD, Clock


@pytest.fixture
async def arena(desk: Desk, clock: Clock) -> AsyncIterator[Arena]:
    """Where challenges are held."""
    async with arena_of(desk, clock) as arena:
        yield arena


async def test_drafts_are_for_officers(arena: Arena) -> None:
    views, draft = arena.challenges.views, await arena.draft()
    assert (await views.landing(OFFICER, draft.id)).challenge == draft
    with pytest.raises(NotFound):
        await views.landing(MARA, draft.id)
    assert [one.id for one in await views.names(OFFICER, "draw", [State.DRAFT])] == [draft.id]
    assert await views.names(MARA, "draw", [State.DRAFT]) == []
    assert (await views.listed(MARA, None, 1)).total == 0
    await arena.challenges.changing.cancel(OFFICER, draft.id, "no")
    assert (await views.listed(MARA, None, 1)).total == 0, "what never was public stays so"


async def test_what_is_on_comes_by_its_end_with_what_is_featured_first(arena: Arena) -> None:
    views = arena.challenges.views
    assert (await views.current(GUILD)).on == ()
    long = await arena.open(title="Long", closes="in 9 days")
    short = await arena.open(title="Short", closes="in 3 days")
    later = await arena.open(title="Later", starts="in 2 hours")
    await arena.open(title="Last", starts="in 3 hours")
    current = await views.current(GUILD)
    assert [one.id for one in current.on] == [short.id, long.id]
    assert current.next is not None
    assert current.next.id == later.id
    options = _options(featured=True)
    await arena.challenges.changing.reoption(OFFICER, long.id, options)
    assert [one.id for one in (await views.current(GUILD)).on] == [long.id, short.id]


async def test_figures_count_what_stands(arena: Arena) -> None:
    one, now = await arena.open(), arena.clock()
    mara, tom, ylva = [await arena.id(who) for who in (MARA, TOM, YLVA)]
    handed_in = [
        {"challenge_id": one.id, "member_id": who, "withdrawn_at": gone, "disqualified_at": out}
        | {"title": "A cat", "description": "", "at": now, "reason": ""}
        for who, gone, out in ((mara, None, None), (mara, None, None), (tom, now, None), (ylva, None, now))
    ]
    votes = [
        {"submission_id": which, "voter_id": who, "challenge_id": one.id, "at": now, "taken_back_at": back}
        for which, who, back in ((1, tom, None), (1, ylva, now), (2, tom, None), (4, mara, None))
    ]

    def work(tx: Connection) -> None:
        tx.execute(insert(SubmissionRow), handed_in)
        tx.execute(insert(VoteRow), votes)

    await arena.desk.db.write(work)
    landing = await arena.challenges.views.landing(TOM, one.id)
    assert (landing.counts.submissions, landing.counts.participants, landing.counts.voters) == (2, 1, 1)
    assert landing.mine is not None
    assert (landing.mine.submitted, landing.mine.votes) == (0, 2)
    mine = (await arena.challenges.views.landing(MARA, one.id)).mine
    assert mine is not None
    assert (mine.submitted, mine.votes) == (2, 0)


async def test_the_latest_of_a_title_is_meant(arena: Arena) -> None:
    views = arena.challenges.views
    first = await arena.open()
    second = await arena.open(starts="in 1 hour")
    assert await views.id_of(GUILD, TITLE.upper()) == second.id
    assert await views.id_of(GUILD, first.slug) == first.id
    with pytest.raises(NotFound):
        await views.get(GUILD + 1, await views.id_of(GUILD + 1, str(first.id)))
    with pytest.raises(NotFound):
        await views.id_of(GUILD, "nothing like it")


def _options(*, featured: bool) -> Options:
    return Options(most=3, link_required=False, judge_weight=0, colour="", featured=featured)
