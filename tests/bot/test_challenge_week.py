"""A whole week of a challenge through the real bot, which is stopped and started again in every phase."""

import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from domain.challenge_settings import State
from domain.challenges import Challenge
from tests.bot.acting import buttons, card, said
from tests.bot.challenging import newest, panel_of, published, settle
from tests.bot.conftest import World
from tests.bot.entering import fill, number_of, points, rows
from tests.bot.potting import adds_up, balance

HOUR, DAY = 3600, 86400
PRIZES = "1: 300 credits\n2: 200 credits\n3: 100 credits\neveryone: 10 credits\nvoters: 5 credits"


@pytest.fixture
def makers(world: World) -> list[MemberActor]:
    """Three who make something."""
    return [world.person(name) for name in ("Mara", "Tom", "Ylva")]


async def begun(world: World, voting: str) -> InteractionResult:
    """The week begins; the answer is its panel."""
    panel = await published(world, voting=voting, texts={"Prizes": PRIZES}, **{"voting-closes": "in 7 days"})
    await settle(world)
    return panel


async def hand_in(world: World, panel: InteractionResult, who: MemberActor, title: str) -> int:
    """Press *Submit* on the panel, fill the form in, send it; the number of what was handed in."""
    form = await who.click(panel_of(world, panel), label="Submit")
    return number_of(await fill(who, form, title=title))


async def state(world: World) -> State:
    """Where it stands by the books."""
    return (await newest(world)).state(world.env.now())


async def vote(world: World, who: MemberActor, panel: InteractionResult, *titles: str) -> None:
    """Look through the gallery and vote for these."""
    page = await who.click(panel_of(world, panel), label="Gallery")
    for _ in range(3):
        if said(page).startswith(tuple(f"## {title}" for title in titles)):
            await who.click(card(page), label="Vote")
        if "▶️" in buttons(card(page)):
            await who.click(card(page), custom_id=buttons(card(page))["▶️"])


async def test_a_week_of_votes(world: World, makers: list[MemberActor]) -> None:
    mara, tom, ylva = makers
    panel = await begun(world, "votes")
    assert await state(world) is State.ACTIVE
    await world.restart()
    numbers = [await hand_in(world, panel, mara, "Cat"), await hand_in(world, panel, tom, "Dog")]
    await settle(world, 2 * DAY)
    await world.restart()
    numbers.append(await hand_in(world, panel, ylva, "Fish"))
    await vote(world, tom, panel, "Cat", "Fish")
    await settle(world, 2 * DAY + HOUR)
    await settle(world, DAY)
    assert await state(world) is State.VOTING
    await world.restart()
    await vote(world, ylva, panel, "Cat")
    await vote(world, world.raider, panel, "Cat", "Dog")
    await settle(world, DAY)
    assert "3 submissions by 3 people · 3 people voted" in said(panel_of(world, panel))
    await world.restart()
    await settle(world, DAY)
    assert await state(world) is State.COMPLETED
    await world.restart()
    await settle(world)
    await over(world, panel, [("Cat", mara), ("Dog", tom), ("Fish", ylva)], numbers)
    assert await points(world, mara) == 50 + 25 + 3 * 2 + 500
    # Tom voted for both of the others; those who voted for one of them only have no prize for voting.
    assert [await balance(world, who) for who in makers] == [310, 150 + 10 + 5, 150 + 10]
    assert await balance(world, world.raider) == 0


async def test_a_week_of_ballots(world: World, makers: list[MemberActor]) -> None:
    mara, tom, ylva = makers
    panel = await begun(world, "ballot")
    numbers = [
        await hand_in(world, panel, who, title) for who, title in zip(makers, ("Cat", "Dog", "Fish"), strict=True)
    ]
    await settle(world, 4 * DAY + HOUR)
    await settle(world, DAY)
    assert await state(world) is State.VOTING
    stars = {"Cat": "★5", "Dog": "★3", "Fish": "★1"}
    for number, who in enumerate((mara, tom, ylva, world.raider)):
        seat = await who.click(panel_of(world, panel), label="Vote")
        for _ in range(3 if who is world.raider else 2):
            title = next(one for one in stars if f"## {one}" in said(seat))
            if number == 3:
                await world.restart()  # in the middle of a ballot: its buttons work all the same
            await who.click(card(seat), label=next(one for one in buttons(card(seat)) if one.startswith(stars[title])))
    await settle(world, DAY)
    assert "4 ballots" in said(panel_of(world, panel))
    await world.restart()
    await settle(world, DAY)
    await world.restart()
    await settle(world)
    await over(world, panel, [("Cat", mara), ("Dog", tom), ("Fish", ylva)], numbers)
    assert await points(world, world.raider) == 3 * 5, "a complete ballot, a mark at a time"
    assert await balance(world, world.raider) == 5, "whoever voted gets the voters' prize"
    assert [await balance(world, who) for who in makers] == [315, 215, 115]


async def over(
    world: World, panel: InteractionResult, placed: list[tuple[str, MemberActor]], numbers: list[int]
) -> None:
    """It is completed once, told once, and the books add up."""
    challenge: Challenge = await newest(world)
    found = await rows(world, "challenge_results", "place, submission_id")
    assert min(found) == (1, numbers[0])
    events = [row[0] for row in await rows(world, "outbox", "event") if row[0].startswith("challenge.")]
    assert sorted(events) == sorted(set(events)), "each moment is told once"
    assert {"challenge.opened", "challenge.closing", "challenge.voting", "challenge.voting_closing"} <= set(events)
    assert "challenge.completed" in events
    results = said(await world.raider.slash(world.general, "challenge results", challenge=str(challenge.id)))
    for title, who in placed:
        assert title in results
        assert f"<@{who.id}>" in results
    assert set(buttons(panel_of(world, panel))) >= {"Results", "Gallery", "Board", "Mine"}
    assert not {"Submit", "Vote"} & set(buttons(panel_of(world, panel)))
    await adds_up(world)
