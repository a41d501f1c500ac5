"""Sponsors of challenges: who may be one, whose logo is kept, and what they stand for."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import Connection, insert

from domain.challenge_settings import State
from domain.errors import Refusal
from domain.sponsors import Profile, Sponsor
from services.desk import Desk
from storage import audit, pictures, sponsors
from storage.challenge_votes import VoteRow
from storage.submissions import SubmissionRow
from tests.services.challenging import MARA, OFFICER, TOM, Arena, arena_of, png
from tests.services.conftest import GUILD, Clock

SITE, LOGO = "https://moonwell.example", "https://moonwell.example/logo.png"
MOONWELL = Profile("Moonwell", SITE, "elune", "Water.")


@pytest.fixture
async def arena(desk: Desk, clock: Clock) -> AsyncIterator[Arena]:
    """Where challenges are held."""
    async with arena_of(desk, clock) as arena:
        yield arena


async def refusal(act: object) -> str:
    """Why that is refused."""
    with pytest.raises(Refusal) as refused:
        await act  # pyright: ignore[reportGeneralTypeIssues, reportUnknownVariableType]
    return refused.value.code


async def kept(arena: Arena) -> list[Sponsor]:
    """What is in the books."""
    return await arena.desk.db.read(lambda tx: sponsors.listed(tx, GUILD))


async def test_a_logo_is_fetched_once_and_kept(arena: Arena) -> None:
    arena.web.sites[LOGO] = png("blue")
    sponsor = await arena.challenges.sponsors.add(OFFICER, MOONWELL, f" {LOGO} ")
    arena.web.sites.clear()
    assert sponsor.logo_id is not None
    assert await arena.challenges.pictures.bring_out(GUILD, sponsor.logo_id)
    assert await kept(arena) == [sponsor]


@pytest.mark.parametrize("data", [None, b"MZ\0\0", b""])
async def test_a_logo_that_does_not_load_keeps_nothing(arena: Arena, data: bytes | None) -> None:
    if data is not None:
        arena.web.sites[LOGO] = data
    code = await refusal(arena.challenges.sponsors.add(OFFICER, MOONWELL, LOGO))
    assert code == ("picture.web_silent" if data is None else "picture.no_picture")
    assert await kept(arena) == []

    def rows(tx: Connection) -> int:
        return len(pictures.hashes(tx)) + audit.count(tx, GUILD)

    assert await arena.desk.db.read(rows) == 0


async def test_names_are_one_to_a_guild_however_they_are_written(arena: Arena) -> None:
    service = arena.challenges.sponsors
    await service.add(OFFICER, MOONWELL)
    for name in ("moonwell", "MOONWELL"):
        other = replace(MOONWELL, name=name)
        assert await refusal(service.add(OFFICER, other)) == "sponsor.name_taken"
        assert await refusal(service.check(OFFICER, name, SITE, "", "")) == "sponsor.name_taken"
    assert await refusal(service.add(MARA, replace(MOONWELL, name="Mine"))) == "access.officer"
    assert await refusal(service.check(MARA, "Mine", SITE, "", "")) == "access.officer", "before a logo is fetched"
    assert await refusal(service.edit(MARA, 1, active=False)) == "access.officer"
    assert len(await kept(arena)) == 1


async def test_contacts_and_the_inactive_are_for_officers(arena: Arena) -> None:
    service = arena.challenges.sponsors
    one = await service.add(OFFICER, MOONWELL)
    assert (await service.page(OFFICER, 1)).sponsors[0].contact == "elune"
    assert (await service.page(MARA, 1)).sponsors[0].contact == ""
    assert (await service.get(MARA, one.id))[0].contact == ""
    await service.edit(OFFICER, one.id, active=False)
    assert (await service.page(MARA, 1)).total == 0
    assert (await service.page(OFFICER, 1)).total == 1
    assert await refusal(service.get(MARA, one.id)) == "sponsor.unknown"


async def test_one_that_turned_inactive_is_not_published_with(arena: Arena) -> None:
    one = await arena.challenges.sponsors.add(OFFICER, MOONWELL)
    draft = await arena.draft(sponsor="moonWELL")
    assert draft.sponsor_id == one.id
    public = await arena.open(sponsor=str(one.id))
    await arena.challenges.sponsors.edit(OFFICER, one.id, active=False)
    assert await refusal(arena.publish(draft)) == "sponsor.inactive"
    assert await refusal(arena.draft(sponsor="Moonwell")) == "sponsor.inactive"
    assert await refusal(arena.challenges.changing.responsor(OFFICER, draft.id, "Moonwell")) == "sponsor.inactive"
    assert (await arena.now(public)).sponsor_id == one.id, "what shows it still does"
    assert (await arena.challenges.changing.responsor(OFFICER, draft.id, "")).sponsor_id is None
    await arena.publish(draft)


async def test_totals_count_places_as_promised_and_the_rest_as_given(arena: Arena) -> None:
    one = await arena.challenges.sponsors.add(OFFICER, MOONWELL)
    challenge = await arena.open(sponsor="Moonwell", prizes="1: 100\n2: 7.50 €\neveryone: 10\nvoters: 3")
    _, total = await arena.challenges.sponsors.get(MARA, one.id)
    assert (total.challenges, total.credits, total.cash) == (1, 100, {"€": 750})
    row = {"challenge_id": challenge.id, "member_id": await arena.id(MARA), "at": arena.clock()}
    row |= {"title": "A cat", "description": "", "reason": ""}

    vote = {"submission_id": 1, "voter_id": await arena.id(TOM), "challenge_id": challenge.id, "at": arena.clock()}

    def take_part(tx: Connection) -> None:
        tx.execute(insert(SubmissionRow), row)
        tx.execute(insert(VoteRow), vote)

    await arena.desk.db.write(take_part)
    await arena.until(challenge, State.COMPLETED)
    _, total = await arena.challenges.sponsors.get(MARA, one.id)
    assert (total.credits, total.cash) == (113, {"€": 750}), "a prize for a place counts once, promised and given"


async def test_a_sponsor_may_be_called_by_a_number(arena: Arena) -> None:
    service = arena.challenges.sponsors
    first = await service.add(OFFICER, MOONWELL)
    second = await service.add(OFFICER, replace(MOONWELL, name="2048"))
    assert await service.id_of(OFFICER, "2048") == second.id
    assert await service.id_of(OFFICER, f"{first.id}") == first.id
    assert await service.id_of(OFFICER, " moonwell ") == first.id
    assert await refusal(service.id_of(OFFICER, "9" * 40)) == "sponsor.unknown"
    assert await refusal(service.id_of(MARA, "nobody")) == "access.officer"
    assert [each.name for each in await service.names(GUILD, "20")] == ["2048"]
