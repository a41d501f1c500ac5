"""The demo guild's past: its officer fills the roster, six weeks of daily snapshots really run, people talk."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from simcord.actors import MemberActor

from domain.clan_settings import BACKFILL
from playground.crowd_acts import buy
from playground.happened import CONTEST, POT
from playground.past_challenges import hold_challenges
from playground.past_loot import hold_raids
from playground.past_people import meet
from playground.world import World
from storage import pots

DAYS: Final = 42
"""How far the past goes back, in days and as many snapshots."""

_EVENING: Final = timedelta(hours=12)
"""How long after a day's run the guild master sees to contests."""


@dataclass(frozen=True, slots=True)
class _Contest:
    """What the guild master publishes, so many days ago, for so many days; the rules as they are typed."""

    name: str
    prize: str
    from_ago: int
    days: int
    rules: tuple[tuple[str, int, str], ...]


_CONTESTS: Final = (
    _Contest(
        "Autumn Sprint",
        "10M and the good axe",
        20,
        7,
        (("total_xp", 2_000_000, ""), ("skill_xp", 250_000, "woodcutting, fishing")),
    ),
    _Contest(
        CONTEST,
        "20M bank and the cape",
        3,
        10,
        (("skill_xp", 300_000, "slayer"), ("boss_kc", 25, ""), ("clues", 3, "hard")),
    ),
)


_EASY: Final = (("total_xp", 50_000, ""), ("skill_xp", 10_000, "slayer"))
"""What a contest asks for that is over in a day."""


@dataclass(frozen=True, slots=True)
class _Pot:
    """What the officer opens, so many days ago, and who buys how many of its tickets; the past ends in its midst."""

    name: str
    cost: int
    tickets: int
    each: int
    closes: str
    ago: int
    bought: tuple[tuple[str, int], ...]


_PURSE: Final = 1000
"""Credits that everybody was given."""

_POTS: Final = (
    _Pot(
        "Warm-up Pot",
        25,
        24,
        8,
        "in 3 hours",
        2,
        (("raider", 5), ("raider2", 3), ("officer", 3), ("raider3", 8), ("raider", 1), ("raider2", 4)),
    ),
    _Pot(POT, 50, 40, 10, "in 7 days", 0, (("raider2", 8), ("raider3", 9), ("officer", 8))),
)

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
            await _hold_contests(world, run, ago)
            await _hold_pots(world, run, ago)
            await hold_raids(world, run, ago)
            await hold_challenges(world, run, ago)
            await meet(world, run, ago)
            await _talk(world, run, ago)
        await _leader_says(world, "settings reset", name=BACKFILL.name)
    forget_private_answers(world)
    world.doings.forget()


async def _hold_contests(world: World, run: datetime, ago: int) -> None:
    """One contest ran, was drawn, and can be checked; another one is on."""
    for contest in _CONTESTS:
        if ago == contest.from_ago:
            world.clock.move_to(run + _EVENING)
            await _publish(world, contest)
        if ago == contest.from_ago - contest.days:
            world.clock.move_to(run + _EVENING + timedelta(minutes=1))
            await world.bot.tick()
            await _leader_says(world, "contest draw", "contests", contest=contest.name)
            world.clock.move_to(world.clock.now() + timedelta(seconds=20))
            await world.bot.tick()


async def _hold_pots(world: World, run: datetime, ago: int) -> None:
    """One pot was filled and won; another one is filling."""
    for pot in _POTS:
        if ago != pot.ago:
            continue
        world.clock.move_to(run + timedelta(minutes=30))
        if pot is next(one for one in _POTS if one.ago < DAYS):  # the first that this past reaches back to
            await give_credits(world)
        await _open_pot(world, pot)
        await world.bot.tick()
        world.clock.move_to(world.clock.now() + timedelta(seconds=20))
        await world.bot.tick()


async def open_friday_pot(world: World) -> None:
    """The pot that is filling, once more, with credits for everybody."""
    await give_credits(world)
    await _open_pot(world, _POTS[-1])


async def _open_pot(world: World, pot: _Pot) -> None:
    terms = {"name": pot.name, "cost": pot.cost, "max-tickets": pot.tickets, "max-per-user": pot.each}
    await world.people["officer"].slash(world.channels["pots"], "pot create", **terms, closes=pot.closes)
    await world.bot.tick()
    opened = max(await world.bot.db.read(pots.live), key=lambda one: one.id)
    for number, (who, tickets) in enumerate(pot.bought):
        world.clock.move_to(world.clock.now() + timedelta(minutes=2))
        await buy(world, who, opened, tickets, f"past {number}")


async def give_credits(world: World) -> None:
    """Everybody but the leader gets a purse: whoever gives to themselves needs another leader."""
    for part in world.cast.people:
        if part is not world.cast.leader:
            who = world.people[part.key]
            await _leader_says(world, "wallet grant", member=who, amount=_PURSE, reason="Welcome to the pots")


async def hold_a_contest(world: World, number: int) -> None:
    """The contest that is on, once more, under a name with that number."""
    contest = _CONTESTS[-1]
    await _publish(world, replace(contest, name=f"{contest.name} {number}", rules=_EASY))


async def _publish(world: World, contest: _Contest) -> None:
    name, ends = contest.name, f"in {contest.days} days"
    await _leader_says(world, "contest create", name=name, prize=contest.prize, ends=ends)
    for kind, amount, targets in contest.rules:
        rule = {"type": kind, "amount": amount} | ({"targets": targets} if targets else {})
        await _leader_says(world, "contest rule-add", "officers", contest=name, **rule)
    await _leader_says(world, "contest publish", "contests", contest=name)
    await world.bot.tick()


async def _leader_says(world: World, command: str, where: str = "officers", **options: str | int | MemberActor) -> None:
    await world.people[world.cast.leader.key].slash(world.channels[where], command, **options)


async def _fill_the_roster(world: World) -> None:
    officer, here = world.people["officer"], world.channels["officers"]
    for played in world.cast.played:
        await officer.slash(here, "clan add", name=played.name, member=world.people[played.by])


def forget_private_answers(world: World) -> None:
    """Nobody finds yesterday's private answers in Discord, and ours were only for the making."""
    for messages in world.env.backend.messages.values():
        for message in [message for message in messages.values() if message.is_ephemeral]:
            del messages[message.id]


async def _talk(world: World, run: datetime, ago: int) -> None:
    for day, hours, who, where, text in _SAID:
        if day == ago:
            world.clock.move_to(run + timedelta(hours=hours))
            await world.people[who].send(world.channels[where], text)
