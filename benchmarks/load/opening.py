"""What the leaders of each guild set up before everybody comes: a pot that repeats, an auction, loot, a challenge."""

import asyncio
import re
from typing import Any

from benchmarks.load.mix import Hall, Mix
from benchmarks.load.people import PATIENCE, TYPING, People
from benchmarks.load.town import Asked, Person, message

_GUILDS_AT_ONCE = 8
_SUBMISSIONS = 4


async def open_all(mix: Mix) -> None:
    """Set every guild up, a few at the same time."""
    gate = asyncio.Semaphore(_GUILDS_AT_ONCE)

    async def one(hall: Hall) -> None:
        async with gate:
            await _open(mix.people, hall)

    async with asyncio.TaskGroup() as group:
        for hall in mix.halls.values():
            group.create_task(one(hall))
    mix.notice()


async def answer(asked: Asked) -> Asked:
    """The answer, which has to be a good one."""
    async with asyncio.timeout(PATIENCE):
        await asked.done
    if asked.modal is None and not asked.answer:
        raise AssertionError(f"{asked.what} was not answered")
    return asked


async def _open(people: People, hall: Hall) -> None:
    boss = hall.guild.boss
    pot: dict[str, Any] = {
        "name": "Friday Pot",
        "cost": 2,
        "max_tickets": 100,
        "max_per_user": 10,
        "closes": "in 2 days",
    }
    await answer(people.slash(boss, "pot create", **pot, repeat=True))
    lot: dict[str, Any] = {"item": "Blade", "type": "open", "min_bid": 10, "minutes": 60}
    await answer(people.slash(boss, "auction open", **lot))
    await answer(people.slash(boss, "loot open", item="Shield", closes="in 50 minutes"))
    await _challenge(people, hall)


async def _challenge(people: People, hall: Hall) -> None:
    """A challenge that is voted on."""
    boss = hall.guild.boss
    form = await answer(people.slash(boss, "challenge create", starts="now", closes="in 1 day"))
    texts = {"Title": "Draw your pet", "Prompt": "Show us your pet."}
    await asyncio.sleep(TYPING)
    draft = await answer(people.send_form(boss, form, texts))
    published = await _press(people, boss, draft, "challenge:v1:publish")
    found = re.search(r"challenge:v1:\w+(?:-\w+)*:(\d+)", " ".join(draft.ids("challenge:v1:publish")))
    if found is None:
        raise AssertionError(f"no challenge was made: {published.text}")
    hall.challenge = found[1]
    for number, who in enumerate(hall.guild.people[1 : 1 + _SUBMISSIONS]):
        form = await answer(people.slash(who, "challenge submit", challenge=hall.challenge))
        await asyncio.sleep(TYPING)
        await answer(people.send_form(who, form, {"Title": f"Cat {number}", "Description": "A cat."}))


async def _press(people: People, who: Person, shown: Asked, start: str) -> Asked:
    """Press the first button of that kind on an answer."""
    on = message(shown.message_id, who.guild_id + 1, shown.answer)
    if not (found := shown.ids(start)):
        raise AssertionError(f"{shown.what} shows no {start}: {shown.text}")
    return await answer(people.press(who, on, found[0]))
