"""The demo guild's challenges: one that was made, looked at, voted on and won, and one that goes on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from playground.happened import WEEK
from playground.paintings import DAWN, DESERT, EMBER, NIGHT, SNOW, SWAMP, Mood, Painted, painting
from playground.world import World
from services.challenges.handing import Typed
from services.challenges.making import Asked, Texts
from storage import challenges, submissions

_LOUNGE: Final = timedelta(hours=10)
"""How long after a day's run people paint, look and vote."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What somebody handed in so many days ago, and who liked it."""

    ago: int
    who: str
    title: str
    description: str
    mood: Mood
    liked_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Week:
    """A challenge of so many days ago, open for so many days and voted on for as many as `voting`."""

    ago: int
    days: int
    voting: int
    texts: Texts
    entries: tuple[_Entry, ...]


_WEEKS: Final = (
    _Week(
        14,
        5,
        2,
        Texts(
            "Landscapes of Home",
            "Paint the place in the game where you feel at home.",
            "Any tool, any style. It does not have to be good, it has to be yours.",
            "1: 500 credits\n2: 250 credits\n3: 100 credits\neveryone: 50 credits\nvoters: 25 credits",
        ),
        (
            _Entry(14, "raider", "Night watch", "Nobody about but me and the moon.", NIGHT, ("officer", "raider3")),
            _Entry(13, "raider2", "First light", "Log in, coffee, this.", DAWN, ("raider", "officer", "leader")),
            _Entry(12, "raider3", "The long dunes", "Four hours for one chest.", DESERT, ("raider2",)),
            _Entry(10, "officer", "Snowed in", "", SNOW, ("raider2", "raider3", "raider", "leader")),
        ),
    ),
    _Week(
        2,
        5,
        2,
        Texts(
            WEEK,
            "You are travelling. Send the guild a postcard.",
            "A picture with a line on the back. The clumsier the drawing, the better the story has to be.",
            "1: 500 credits\n2: 250 credits\n3: 100 credits\neveryone: 50 credits\nvoters: 25 credits",
        ),
        (
            _Entry(2, "raider2", "Greetings from the bog", "Do not drink the water.", SWAMP, ("officer",)),
            _Entry(1, "raider3", "The mountain spoke", "We left the same evening.", EMBER, ("raider2", "officer")),
            _Entry(0, "officer", "Wish you were here", "There is a free bench beside me.", DAWN, ("raider3",)),
        ),
    ),
)


async def hold_challenges(world: World, run: datetime, ago: int) -> None:
    """What happened in the guild's challenges on one day of its past; nothing on most days."""
    happened = [await _live(world, week, run, ago, 10 * number) for number, week in enumerate(_WEEKS)]
    if any(happened):
        await world.bot.tick()


async def begin_postcards(world: World) -> None:
    """The challenge that goes on, once more, with what others made for it."""
    week = _WEEKS[-1]
    challenge_id = await _publish(world, week)
    for number, entry in enumerate(week.entries):
        await _hand_in(world, challenge_id, entry, number)
    await _like(world, challenge_id, week)


async def _live(world: World, week: _Week, run: datetime, ago: int, seed: int) -> bool:
    """Whether the bot has something to tell of this week's challenge today; a past may begin in its midst."""
    over = ago == week.ago - week.days - week.voting
    if ago == week.ago or over:
        world.clock.move_to(run + timedelta(hours=1 + over))
    if ago == week.ago:
        await _publish(world, week)
    challenge_id = await _number_of(world, week)
    if challenge_id is None:
        return False
    for number, entry in enumerate(week.entries):
        if ago == entry.ago:
            if ago:  # the last day goes on as it is
                world.clock.move_to(run + _LOUNGE)
            await _hand_in(world, challenge_id, entry, seed + number)
    voted = ago == min(entry.ago for entry in week.entries)
    if voted:
        await _like(world, challenge_id, week)
    return over or voted


async def _publish(world: World, week: _Week) -> int:
    making, officer = world.bot.hall.challenges.making, world.actor("officer")
    asked = Asked("now", f"in {week.days} days", f"in {week.days + week.voting} days")
    draft = await making.draft(officer, await making.plan(officer, asked), week.texts, None)
    here = world.channels["challenges"]
    await world.people["officer"].slash(here, "challenge publish", challenge=str(draft.id))
    await world.bot.tick()
    return draft.id


async def _hand_in(world: World, challenge_id: int, entry: _Entry, seed: int) -> None:
    handing, who = world.bot.hall.challenges.handing, world.actor(entry.who)
    blank = await handing.begin(who, challenge_id)
    await handing.send(who, blank, Typed(entry.title, entry.description), Painted(painting(entry.mood, seed)))


async def _like(world: World, challenge_id: int, week: _Week) -> None:
    found = await world.bot.db.read(lambda tx: submissions.of_challenge(tx, challenge_id))
    numbers = {one.work.title: one.id for one in found}
    for entry in week.entries:
        for key in entry.liked_by if entry.title in numbers else ():
            await world.bot.hall.challenges.voting.vote(world.actor(key), numbers[entry.title])


async def _number_of(world: World, week: _Week) -> int | None:
    found = await world.bot.db.read(lambda tx: challenges.listed(tx, world.guild.handle.id))
    return next((one.id for one in found if one.terms.title == week.texts.title), None)
