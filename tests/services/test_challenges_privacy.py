"""What challenges keep about a person can be had and erased; places, points and votes stay in the books as nobody's."""

import json
import os
from collections.abc import AsyncGenerator

import pytest

from domain.challenge_settings import State
from domain.challenges import Challenge
from services.challenges.handing import Typed
from services.challenges.keeper import ChallengesKeeper
from services.desk import Desk
from services.privacy import HouseKeeper, Privacy
from tests.services.challenging import BRAM, MARA, OFFICER, TOM, Arena, arena_of, png
from tests.services.conftest import GUILD, Clock
from tests.services.handing import books, hand_in, handed, points

SECRET = Typed("A secret cat", "It sleeps in a secret place.", "https://example.org/secret-cat")


@pytest.fixture
async def arena(desk: Desk, clock: Clock) -> AsyncGenerator[Arena]:
    """A guild that holds challenges."""
    async with arena_of(desk, clock) as one:
        yield one


def privacy(arena: Arena) -> Privacy:
    """The house's and the challenges' part of it."""
    return Privacy(arena.desk, (HouseKeeper(), ChallengesKeeper(arena.challenges.paying, arena.clock)))


async def voted(arena: Arena) -> Challenge:
    """Mara handed a secret in, and Tom something; Bram voted for both, and Mara for Tom's."""
    week = await arena.open()
    done = await hand_in(arena, MARA, week, SECRET, png())
    tom = await handed(arena, TOM, week, "A dog")
    voting = arena.challenges.voting
    for who, number in ((BRAM, done.submission.id), (BRAM, tom.id), (MARA, tom.id)):
        await voting.vote(who, number)
    return week


async def everything(arena: Arena) -> str:
    """All that the tables of challenges hold."""
    return str(
        await books(arena, "submissions", "pictures", "challenge_discards", "challenge_votes", "challenge_points")
    )


async def test_an_export_holds_what_a_person_did(arena: Arena) -> None:
    await arena.until(await voted(arena), State.COMPLETED)
    kept = await privacy(arena).export(MARA)
    assert json.loads(json.dumps(kept)) == kept, "a file can be made of it"
    (work,) = kept["challenge_submissions"]
    assert (work["title"], work["link"]) == ("A secret cat", "https://example.org/secret-cat")
    assert [len(kept[f"challenge_{what}"]) for what in ("pictures", "votes", "ballots", "acts")] == [1, 1, 0, 0]
    assert sum(line["points"] for line in kept["challenge_points"]) == 50 + 25 + 5 + 2 + 300
    assert kept["challenge_places_and_prizes"][0]["place"] == 2
    officer = (await privacy(arena).export(OFFICER))["challenge_acts"]
    assert [one["did"] for one in officer] == ["drafted"]


async def test_what_is_open_is_withdrawn_with_the_points_that_it_brought(arena: Arena) -> None:
    week = await voted(arena)
    assert await points(arena, week) == {MARA.user_id: 82, TOM.user_id: 79, BRAM.user_id: 10}
    assert await privacy(arena).erase(MARA)
    assert "secret" not in await everything(arena)
    assert await books(arena, "pictures") == []
    found = await points(arena, week)
    assert (found[TOM.user_id], found[BRAM.user_id]) == (79, 5), (
        "what she gave stands, what was given for hers does not"
    )
    names = await arena.challenges.entries.names(GUILD, "")
    assert [one.submission.work.title for one in names] == ["A dog"]
    await arena.until(week, State.COMPLETED)
    results = await books(arena, "challenge_results")
    assert len(results) == 1, "nobody who was erased is ranked"


async def test_what_is_over_stays_as_nobodys(arena: Arena) -> None:
    week = await arena.until(await voted(arena), State.COMPLETED)
    before = await books(arena, "challenge_results", "challenge_totals", "challenge_votes", "challenge_points")
    assert await privacy(arena).erase(MARA)
    assert "secret" not in await everything(arena)
    assert await books(arena, "challenge_results", "challenge_totals", "challenge_votes", "challenge_points") == before
    shown = await arena.challenges.results.show(GUILD, week.id)
    assert len(shown.rows) == 2
    assert {one.ranked.user_id for one in shown.rows} == {None, TOM.user_id}
    assert await privacy(arena).export(MARA) == {}


async def test_the_file_goes_once_nothing_refers_to_it(arena: Arena) -> None:
    await voted(arena)
    shelf = arena.challenges.pictures._shelf
    assert len(list(shelf.names())) == 1
    await privacy(arena).erase(MARA)
    for file in shelf.folder.iterdir():
        os.utime(file, (1, 1))
    await arena.challenges.pictures.tidy()
    assert list(shelf.names()) == []
