"""The demo guild's past: its officer fills the roster, six weeks of daily snapshots really run, people talk."""

from datetime import datetime, timedelta
from typing import Final

from domain.clan import BACKFILL
from playground.world import World

DAYS: Final = 42
"""How far the past goes back, in days and as many snapshots."""

# Days ago and hours after that day's run; who, where and what.
_SAID: Final = (
    (41, 5, "leader", "general", "We have a bot now. It reads the hiscores every morning, so no more screenshots."),
    (41, 6, "officer", "general", "The roster is filled. If one of them is yours and not linked to you: `/clan claim`"),
    (16, 12, "raider", "clan", "Not lazy after all, says `/clan gains` 😄"),
    (9, 13, "raider2", "clan", "Anybody else hunting hard clues this week?"),
    (3, 11, "raider3", "general", "Who is up for a boss night on Friday?"),
    (3, 15, "officer", "officers", "Somebody new wants in. They come by this week, be nice."),
    (2, 14, "officer", "general", "Friday it is, 20:00. Bring food."),
    (0, 0, "newcomer", "general", "Hi all, just joined! How do I get on the list?"),
)


async def live(world: World, until: datetime) -> None:
    """Live through the days up to `until`, the newest scheduled run; the clock stands before the first of them."""
    with world.env.time_context():
        # The past is made by living through it; what others know of it is fetched for those who join later.
        await _leader_says(world, "settings set", name=BACKFILL.name, value="no")
        await _fill_the_roster(world)
        for ago in range(DAYS - 1, -1, -1):
            run = until - timedelta(days=ago)
            world.clock.move_to(run)
            await world.bot.tick()
            await _talk(world, run, ago)
        await _leader_says(world, "settings reset", name=BACKFILL.name)
    _forget_private_answers(world)


async def _leader_says(world: World, command: str, **options: str) -> None:
    await world.people[world.cast.leader.key].slash(world.channels["officers"], command, **options)


async def _fill_the_roster(world: World) -> None:
    officer, here = world.people["officer"], world.channels["officers"]
    for played in world.cast.played:
        await officer.slash(here, "clan add", name=played.name, member=world.people[played.by])


def _forget_private_answers(world: World) -> None:
    """Nobody finds yesterday's private answers in Discord, and ours were only for the making."""
    for messages in world.env.backend.messages.values():
        for message in [message for message in messages.values() if message.is_ephemeral]:
            del messages[message.id]


async def _talk(world: World, run: datetime, ago: int) -> None:
    for day, hours, who, where, text in _SAID:
        if day == ago:
            world.clock.move_to(run + timedelta(hours=hours))
            await world.people[who].send(world.channels[where], text)
