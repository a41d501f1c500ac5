"""Who the demo guild's people are to one another: regions and teams, a board that hangs, a role, and requests."""

from datetime import datetime, timedelta
from typing import Final

from domain.credit import Credit
from playground.cast import CHAMPION
from playground.world import World

_EVENING: Final = timedelta(hours=11)
_SAID_AGO: Final = 30
_HUNG_AGO: Final = 8
_APPROVED_AGO: Final = 6
_WAITING_AGO: Final = 0

_WHERE: Final = (
    ("leader", "EU", "Raid 1"), ("officer", "EU", "Raid 1"), ("raider", "EU", "Raid 2"), ("raider2", "NA", "Raid 2"),
    ("raider3", "NA", "Raid 1"),
)  # fmt: skip


async def meet(world: World, run: datetime, ago: int) -> None:
    """What happened between people on one day of the guild's past; nothing on most days."""
    if ago not in (_SAID_AGO, _HUNG_AGO, _APPROVED_AGO, _WAITING_AGO):
        return
    if ago:  # the last day goes on as it is
        world.clock.move_to(run + _EVENING)
    if ago == _SAID_AGO:
        for who, region, team in _WHERE:
            await world.people[who].slash(world.channels["general"], "me", region=region, team=team)
    if ago == _HUNG_AGO:
        await _hang_the_board(world)
    if ago == _APPROVED_AGO:
        request_id = await _ask(world, "raider2", Credit.AI, 120, "Summaries of our raid logs")
        await world.bot.hall.requests.deciding.approve(world.actor("officer"), request_id)
    if ago == _WAITING_AGO:
        await _ask(world, "raider3", Credit.LEAD, 200, "I would like to lead Thursday's learner raid")
    await world.bot.tick()


async def _hang_the_board(world: World) -> None:
    leader, here = world.people["leader"], world.channels["people"]
    await leader.slash(here, "leaderboard", pin=True)
    await leader.slash(here, "roles add", board="standing", top=1, role=world.guild.roles[CHAMPION])


async def _ask(world: World, who: str, credit: Credit, amount: int, reason: str) -> int:
    asking, number = world.bot.hall.requests.asking, int(world.clock.now().timestamp())
    return (await asking.ask(world.actor(who), credit, amount, reason, number)).seen.id
