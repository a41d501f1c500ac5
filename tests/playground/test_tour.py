"""The seven stories: each can be told from the world as it is opened, and every step is noticed when it is done."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from config import Settings
from playground import happened
from playground.cast import cast
from playground.crowd import Crowd
from playground.crowd_acts import Act
from playground.guide import Guide, Place, marked, place_of
from playground.stages import set_the_stage
from playground.stories import MOMENTS, STORIES, Story, after, story_of
from playground.tour import MORE, first_looks
from playground.warcraft_logs import DEMO_NIGHT
from playground.windows import may_see
from playground.world import World, open_world
from services.loot.council.awarding import Wish
from storage import submissions
from tests.playground.conftest import NOW, short_past

KEYS = ("contest", "pot", "council", "raid", "auction", "challenge", "people")


@pytest.fixture
async def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    """The demo guild after a past that is just long enough for every story."""
    async with short_past(tmp_path, monkeypatch, 5) as world:
        yield world
        assert list(world.troubles.latest) == []


class Telling:
    """A story as it is told in a world, by whoever each step is for."""

    def __init__(self, world: World, key: str) -> None:
        found = story_of(key)
        assert found is not None
        self.story: Story = found
        self._world = world
        self._guide = Guide(world, "http://127.0.0.1/")
        self.number = 0
        self.latest: Any = None

    async def begin(self) -> "Telling":
        """Set the stage; nothing is done yet."""
        await set_the_stage(self._world, self.story.key)
        self._guide.begin(self.story)
        assert not any(await self._guide.done(self.story))
        return self

    async def step(self, act: Callable[[], Awaitable[object]]) -> None:
        """Do what the next step asks for: it was not done before, and is afterwards."""
        before = await self._guide.done(self.story)
        assert before[self.number] is False, self.story.steps[self.number].text
        await act()
        await self._world.bot.tick()
        assert (await self._guide.done(self.story))[self.number] is True, self.story.steps[self.number].text
        self.number += 1

    async def slash(self, command: str, **options: Any) -> None:
        """Type a command as the person of this step, in its channel."""
        step = self.story.steps[self.number]
        self.latest = await self._world.people[step.who].slash(self._world.channels[step.where], command, **options)

    async def click(self, label: str, text: str = "") -> None:
        """Press a button under the newest message with that text, or under the latest answer."""
        who = self._world.people[self.story.steps[self.number].who]
        self.latest = await who.click(self._message(text, label) if text else self.latest.response, label=label)

    async def send(self, typed: str) -> None:
        """Fill in the first field of the form that opened, and send it."""
        (field, *_) = [row["component"]["custom_id"] for row in self.latest.modal["components"]]
        who = self._world.people[self.story.steps[self.number].who]
        self.latest = await who.submit_modal(self.latest, {field: typed})

    def _message(self, *texts: str) -> Any:
        channel = self._world.channels[self.story.steps[self.number].where]
        stored = self._world.env.backend.messages[channel.id].values()
        newest = [one.id for one in stored if all(text in str(one.components) for text in texts)][-1]
        return next(one for one in channel.history() if one.id == newest)


def test_there_are_seven_in_this_order_and_each_leads_to_the_next() -> None:
    assert tuple(story.key for story in STORIES) == KEYS
    assert [following.key for story in STORIES if (following := after(story))] == [*KEYS[1:]]
    for story in STORIES:
        assert 3 <= len(story.steps) <= 6


async def test_everybody_may_see_where_their_steps_are(tmp_path: Path) -> None:
    async with open_world(Settings(data_dir=tmp_path), seed=7, start=NOW, since=NOW) as world:
        commands = {command for person in world.people.values() for where in world.channels.values()
                    for command in person.available_commands(where)}  # fmt: skip
        for step in [step for story in STORIES for step in story.steps]:
            assert may_see(world.people[step.who], world.channels[step.where]), step.text
            assert step.skip is None or step.skip.hours in MOMENTS or step.skip.hours.isdecimal()
        said = [step.text for story in STORIES for step in story.steps] + [story.end for story in STORIES]
        said += [text for task in (*MORE, *first_looks(world.cast)) for text in task.steps]
        typed = {name for text in said for name in re.findall(r"`/([^`]+)`", text)}
        assert typed
        assert {name for name in typed if name not in commands} == set()


def test_words_are_short_and_nobody_is_named_who_is_not_there() -> None:
    names = {part.key: part.name for part in cast(7).people}
    for story in STORIES:
        for step in story.steps:
            text = marked(step.text, names)
            assert "{" not in text
            assert "`" not in text
            assert len(step.text) <= 170, step.text
    assert marked("type `/a` & *B*", {}) == 'type <code data-copy="/a">/a</code> &amp; <strong>B</strong>'


def test_a_place_is_read_from_an_address_and_written_into_one() -> None:
    place = place_of({"story": "pot", "step": "2"})
    assert place == Place(STORIES[1], 2)
    assert place is not None
    assert place.query == "?story=pot&step=2"
    for wrong in ({"story": "no"}, {"story": "pot", "step": "0"}, {"story": "pot", "step": "6"}, {"step": "1"}, {}):
        assert place_of(wrong) is None, wrong


async def test_every_step_of_contest_pot_and_council_is_noticed_when_it_is_done(world: World) -> None:
    with world.env.time_context():
        for tell in (_contest, _pot, _council):
            await tell(world)


async def test_every_step_of_raid_auction_and_challenge_is_noticed_when_it_is_done(world: World) -> None:
    with world.env.time_context():
        for tell in (_raid, _auction, _challenge):
            await tell(world)


async def test_roles_by_rank_are_noticed_when_they_are_promised_and_looked_at(world: World) -> None:
    with world.env.time_context():
        told = await Telling(world, "people").begin()
        told.number = 2  # linking and the board are for a browser: tests/playground/test_stories.py
        role = world.guild.roles["Podium"]
        await told.step(lambda: told.slash("roles add", board="standing", top=3, role=role))
        await told.step(lambda: told.slash("roles list"))


async def test_what_was_told_can_be_told_again(world: World) -> None:
    with world.env.time_context():
        for tell in (_pot, _auction, _pot, _auction):
            await tell(world)


async def _contest(world: World) -> None:
    told = await Telling(world, "contest").begin()
    await told.step(lambda: told.slash("contest end", contest="Slayer November"))
    await _until(world, lambda: any("Run draw" in str(one) for one in _components(world, "contests")))
    await told.step(lambda: told.click("Run draw", "Run draw"))
    await told.step(lambda: world.pass_time(timedelta(minutes=1)))


async def _pot(world: World) -> None:
    told = await Telling(world, "pot").begin()
    crowd = Crowd(world, 7)

    async def buy() -> None:
        await told.click("3", "Friday Pot")
        await told.click("Buy")

    async def fill() -> None:
        crowd.let_loose((Act.POT,))
        while await crowd.act():
            pass

    await told.step(buy)
    await told.step(fill)
    await told.step(lambda: world.pass_time(timedelta(minutes=1)))
    await told.step(lambda: told.slash("wallet history"))


async def _council(world: World) -> None:
    told = await Telling(world, "council").begin()
    await told.step(lambda: told.click("Council", "Blade of the Fallen Star"))
    officer, council = world.actor("officer"), world.bot.hall.loot.council
    found = await world.bot.db.read(lambda tx: happened.decision(tx, world.guild.handle.id))
    assert found is not None
    first = (await council.views.council(officer, found.id)).lines[0].answer.member_id
    await told.step(lambda: council.voting.vote(officer, found.id, first, approve=True))

    async def award() -> None:
        proposal = await council.awarding.propose(
            officer, found.id, Wish("The last piece", user_id=world.people["raider"].id)
        )
        assert proposal.draft is not None
        await council.awarding.award(officer, proposal.draft, lambda _decision, _people: "")

    await told.step(award)
    await told.step(lambda: told.slash("loot why", decision="Blade of the Fallen Star"))


async def _raid(world: World) -> None:
    told = await Telling(world, "raid").begin()
    await told.step(lambda: told.slash("raid import", report=DEMO_NIGHT))
    await told.step(lambda: told.click("Apply"))
    await told.step(lambda: told.slash("epgp standings"))
    await told.step(lambda: told.slash("epgp history"))


async def _auction(world: World) -> None:
    told = await Telling(world, "auction").begin()
    crowd = Crowd(world, 7)

    async def bid(amount: int) -> None:
        await told.click("Bid…", "Pattern: Cloak of Small Mercies")
        await told.send(str(amount))

    async def skip() -> None:
        to = await world.bot.db.read(lambda tx: MOMENTS["hammer"](tx, world.guild.handle.id))
        assert to is not None
        await world.pass_time(to - world.clock.now())

    async def snipe() -> None:
        crowd.let_loose((Act.SNIPE,), most=1)
        assert await crowd.act()

    found = await world.bot.db.read(lambda tx: happened.auction(tx, world.guild.handle.id))
    assert found is not None
    early = world.actor("raider3")  # a bid long before the end is no snipe
    await world.bot.hall.loot.auctions.acts.bid(early, found.id, 20, "early")
    await told.step(lambda: bid(25))
    await told.step(skip)
    await told.step(snipe)
    await told.step(lambda: bid(60))
    await told.step(lambda: world.pass_time(timedelta(hours=1)))


async def _challenge(world: World) -> None:
    told = await Telling(world, "challenge").begin()
    crowd = Crowd(world, 7)

    async def submit() -> None:
        await told.click("Submit", "Postcards from the Road")
        await told.send("My card")

    async def vote() -> None:
        works = await world.bot.db.read(lambda tx: submissions.of_challenge(tx, _postcards(tx, world)))
        other = next(one for one in works if one.user_id != world.people["raider"].id)
        await world.bot.hall.challenges.voting.vote(world.actor("raider"), other.id)

    async def others() -> None:
        crowd.let_loose((Act.CHALLENGE,), most=14)
        while await crowd.act():
            pass

    async def week() -> None:
        to = await world.bot.db.read(lambda tx: MOMENTS["podium"](tx, world.guild.handle.id))
        assert to is not None
        await world.pass_time(to - world.clock.now())

    for act in (submit, vote, others, week):
        await told.step(act)
    await told.step(lambda: told.slash("challenge mine"))


def _postcards(tx: Connection, world: World) -> int:
    found = happened.challenge(tx, world.guild.handle.id)
    assert found is not None
    return found.id


def _components(world: World, where: str) -> list[Any]:
    return [one.components for one in world.env.backend.messages[world.channels[where].id].values()]


async def _until(world: World, there: Callable[[], bool]) -> None:
    for _ in range(20):
        if there():
            return
        await world.pass_time(timedelta(seconds=10))
    pytest.fail("it never came")
