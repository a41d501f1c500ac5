"""Sets the stage for a story that was told already, or whose time has passed: its people begin it anew.

As the world is opened, everything is in its place and nothing is to be done.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Final

from domain.auctions import AuctionState
from domain.challenge_settings import State
from domain.contests import ContestState
from domain.decisions import DecisionState
from domain.pot_settings import PotState
from playground import happened, past, past_challenges, past_loot
from playground.world import World
from storage import contests


async def set_the_stage(world: World, key: str) -> None:
    """Make sure that the story of that key can begin."""
    past.forget_private_answers(world)
    if prepare := _STAGES.get(key):
        with world.env.time_context():
            await prepare(world)
            await world.bot.tick()


async def _contest(world: World) -> None:
    """A contest that was drawn is held again, and a day of it passes."""
    guild_id = world.guild.handle.id
    found = await world.bot.db.read(lambda tx: happened.contest(tx, guild_id))
    if found is not None and found.state is not ContestState.DRAWN:
        return
    held = await world.bot.db.read(lambda tx: len(contests.listed(tx, guild_id)))
    async with world.env.turn:
        await past.hold_a_contest(world, held)
    await world.pass_time(timedelta(days=1))


async def _pot(world: World) -> None:
    found = await world.bot.db.read(lambda tx: happened.pot(tx, world.guild.handle.id))
    if found is None or found.state is not PotState.OPEN:
        async with world.env.turn:
            await past.open_friday_pot(world)


async def _council(world: World) -> None:
    found = await world.bot.db.read(lambda tx: happened.decision(tx, world.guild.handle.id))
    if found is None or found.state is not DecisionState.OPEN:
        async with world.env.turn:
            await past_loot.drop_the_blade(world)


async def _auction(world: World) -> None:
    found = await world.bot.db.read(lambda tx: happened.auction(tx, world.guild.handle.id))
    if found is None or found.state is not AuctionState.OPEN:
        async with world.env.turn:
            await past_loot.auction_the_pattern(world)


async def _challenge(world: World) -> None:
    found = await world.bot.db.read(lambda tx: happened.challenge(tx, world.guild.handle.id))
    if found is None or found.state(world.clock.now()) is not State.ACTIVE:
        async with world.env.turn:
            await past_challenges.begin_postcards(world)


_STAGES: Final[Mapping[str, Callable[[World], Awaitable[None]]]] = {
    "contest": _contest,
    "pot": _pot,
    "council": _council,
    "auction": _auction,
    "challenge": _challenge,
}
