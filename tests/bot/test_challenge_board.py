"""Boards in Discord: who has how many points, where one stands oneself, and why."""

import pytest
from simcord.actors import MemberActor

from domain.challenge_settings import Voting
from tests.bot.acting import buttons, card, in_spanish, said
from tests.bot.conftest import World
from tests.bot.ending import DAY, TITLE, complete, hand_in, mark, opened, vote


@pytest.fixture
def mara(world: World) -> MemberActor:
    """Somebody who makes things."""
    return world.person("Mara")


@pytest.fixture
def tom(world: World) -> MemberActor:
    """Another one."""
    return world.person("Tom")


async def test_a_board_has_places_points_and_who_moved(world: World, mara: MemberActor, tom: MemberActor):
    challenge = await opened(world)
    cat = await hand_in(world, challenge, mara, "Cat")
    await hand_in(world, challenge, mara, "Dog")
    await hand_in(world, challenge, tom, "Fish")
    await world.env.advance_time(DAY)
    await vote(world, challenge, cat, tom, world.raider)
    board = await world.raider.slash(world.general, "challenge board", challenge=TITLE)
    assert board.ephemeral
    assert said(board) == (
        "## 🎨 Draw your pet: points\n3 people\n"
        f"🥇 `154 ▬  ` <@{mara.id}>\n🥈 ` 80 ▬  ` <@{tom.id}>\n🥉 `  5 new` <@{world.raider.id}>\n"
        "-# Points, and how places moved since midnight. Only you see this"
    )
    assert set(buttons(card(board))) == {"All time", "Taking part", "Why?"}


async def test_who_passed_whom_since_midnight_is_shown(world: World, mara: MemberActor, tom: MemberActor):
    challenge = await opened(world)
    for who in (mara, mara, tom):
        await hand_in(world, challenge, who, "It")
    await world.env.advance_time(DAY)
    for _ in range(2):
        await hand_in(world, challenge, tom, "More")
    board = await mara.slash(world.general, "challenge board", challenge=TITLE)
    assert f"🥇 `175 ▲1` <@{tom.id}>\n🥈 `150 ▼1` <@{mara.id}>\n" in said(board)


async def test_ones_own_row_stands_below_the_fold(world: World, mara: MemberActor):
    challenge = await opened(world)
    for number in range(11):
        one = world.person(f"Maker{number}")
        await hand_in(world, challenge, one, "It")
        await hand_in(world, challenge, one, "More")
    await hand_in(world, challenge, mara, "Cat")
    board = await mara.slash(world.general, "challenge board", challenge=TITLE)
    assert "page 1 of 2" in said(board).lower()
    assert f"\n⋯\n12\\. ` 75 new` <@{mara.id}>" in said(board)
    assert said(board).count("🥇") == 10, "equals share a place"
    await mara.click(card(board), label="My rank")
    assert "⋯" not in said(board)
    assert f"12\\. ` 75 new` <@{mara.id}>" in said(board)
    await mara.click(card(board), custom_id=buttons(card(board))["◀️"])
    assert "page 1 of 2" in said(board).lower()


async def test_boards_switch_between_this_challenge_all_time_and_taking_part(world: World, mara: MemberActor):
    first = await opened(world, title="First")
    await hand_in(world, first, mara, "Cat")
    await world.env.advance_time(7 * DAY)
    second = await opened(world)
    await hand_in(world, second, mara, "Dog")
    board = await mara.slash(world.general, "challenge board", challenge=TITLE)
    assert f"🥇 `75 new` <@{mara.id}>" in said(board)
    await mara.click(card(board), label="All time")
    assert "Points of all challenges" in said(board)
    assert f"🥇 `150 ▬` <@{mara.id}>" in said(board)
    await mara.click(card(board), label="Taking part")
    assert f"🥇 `2 wk · 1.0 ▬` <@{mara.id}>" in said(board)
    await mara.click(card(board), label="This challenge")
    assert said(board) == said(await mara.slash(world.general, "challenge board", challenge=TITLE))


async def test_why_lists_points_line_by_line(world: World, mara: MemberActor, tom: MemberActor):
    challenge = await opened(world)
    cat = await hand_in(world, challenge, mara, "Robot_cat")
    dog = await hand_in(world, challenge, tom, "Dog")
    await vote(world, challenge, cat, tom, world.raider)
    await vote(world, challenge, dog, mara)
    await complete(world, challenge)
    board = await mara.slash(world.general, "challenge board", challenge=TITLE)
    why = await mara.click(card(board), label="Why?")
    assert why.ephemeral
    assert said(why) == (
        "## 🎨 Draw your pet: your points\n584 points in all\n"
        "` 50` for handing in **Robot\\_cat**\n` 25` for **Robot\\_cat** within the first day\n"
        "`  5` for 1 vote that you gave\n`  4` for 2 votes that **Robot\\_cat** got\n`500` for your place at the end\n"
        "-# What was taken back is left out; every line of it is kept"
    )
    other = await world.officer.slash(world.general, "challenge board", challenge=TITLE)
    assert "\n**You** have no points here yet.\n" in said(other)
    none = await world.officer.click(card(other), label="Why?")
    assert "You have no points here yet." in said(none)


async def test_nobody_on_a_board_is_said(world: World, mara: MemberActor):
    await opened(world)
    board = await mara.slash(world.general, "challenge board", challenge=TITLE)
    assert "Nobody has points here yet." in said(board)
    for label in ("All time", "Taking part"):
        await mara.click(card(board), label=label)
        assert "Nobody has" in said(board)


async def test_a_ballot_shows_on_no_board_before_the_end(world: World, mara: MemberActor, tom: MemberActor):
    challenge = await opened(world, Voting.BALLOT)
    cat = await hand_in(world, challenge, mara, "Cat")
    before = said(await tom.slash(world.general, "challenge board", challenge=TITLE))
    await mark(world, challenge, tom, {cat: 5})
    assert said(await tom.slash(world.general, "challenge board", challenge=TITLE)) == before
    await complete(world, challenge)
    assert f"<@{tom.id}>" in said(await mara.slash(world.general, "challenge board", challenge=TITLE))


async def test_a_board_works_after_a_restart(world: World, mara: MemberActor):
    challenge = await opened(world)
    await hand_in(world, challenge, mara, "Cat")
    board = await mara.slash(world.general, "challenge board", challenge=TITLE)
    await world.restart()
    await mara.click(card(board), label="All time")
    assert "Points of all challenges" in said(board)
    assert f"🥇 `75 new` <@{mara.id}>" in said(board)


async def test_a_board_in_spanish(world: World, mara: MemberActor, monkeypatch: pytest.MonkeyPatch):
    challenge = await opened(world)
    await hand_in(world, challenge, mara, "Cat")
    in_spanish(monkeypatch)
    board = await mara.slash(world.general, "challenge board", challenge=TITLE)
    assert said(board).startswith(f"## 🎨 Draw your pet: puntos\n1 persona\n🥇 `75 nuevo` <@{mara.id}>\n")
    await mara.click(card(board), label="Participación")
    assert "`1 sem · 1,0 nuevo`" in said(board)
