"""The demo guild's loot: raids that earned EP, what the council gave to whom, and what waits for answers and bids."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from domain.loot import Quality, Response, Slot
from domain.points import HUNDRED, Pool
from playground.cast import RAIDER
from playground.happened import BLADE, PATTERN
from playground.warcraft_logs import demo_night
from playground.world import World
from services.loot.council.awarding import Wish
from services.loot.council.opening import Asked, Called

_STARTED: Final = 27
"""How many days ago the guild began with EPGP."""

_RAIDS: Final = (25, 18, 11, 4)
_RAIDERS: Final = ("leader", "officer", "raider", "raider2", "raider3")
_EVENING: Final = timedelta(hours=14)
_EP: Final = 100
_REALM: Final = "Silvermoon"
_BIDDING: Final = 150
"""DKP that everybody was given for auctions."""


@dataclass(frozen=True, slots=True)
class _Drop:
    """An item that dropped so many days ago: who wanted it for what, with a note, and who got it for which reason."""

    ago: int
    item: str
    slot: Slot
    boss: str
    wanted: tuple[tuple[str, Response, str], ...]
    winner: str
    reason: str


_DROPS: Final = (
    _Drop(
        18,
        "Girdle of Quiet Tides",
        Slot.WAIST,
        "Tidesage Mirren",
        (("raider", Response.UPGRADE, ""), ("raider2", Response.MINOR, "only if nobody needs it")),
        "raider",
        "The larger upgrade",
    ),
    _Drop(
        11,
        "Lantern of the Last Watch",
        Slot.TRINKET,
        "The Lamplighter",
        (
            ("raider3", Response.BIS, "been farming it since summer"),
            ("raider", Response.BIS, ""),
            ("raider2", Response.OFFSPEC, ""),
        ),
        "raider3",
        "Best in slot, and nothing yet this month",
    ),
    _Drop(
        4,
        "Treads of the Burnt Road",
        Slot.FEET,
        "Ashwalker Orr",
        (("raider2", Response.UPGRADE, ""), ("officer", Response.UPGRADE, "")),
        "raider2",
        "Higher priority",
    ),
)
_WAITING: Final = {
    "item": BLADE,
    "quality": "epic",
    "slot": "one_hand",
    "boss": "Vexie",
    "closes": "in 3 days",
}
_ANSWERS: Final = (
    ("raider", Response.BIS, "last piece"),
    ("raider2", Response.UPGRADE, ""),
    ("raider3", Response.PASS, ""),
)
_AUCTION: Final = {"item": PATTERN, "type": "open", "min-bid": 10, "minutes": 48 * 60, "extend": 120}


async def hold_raids(world: World, run: datetime, ago: int) -> None:
    """What happened to the guild's loot on one day of its past."""
    if ago == _STARTED:
        await _begin(world)
    if ago in _RAIDS:
        world.clock.move_to(run + _EVENING)
        await _give(world, Pool.EP, _EP, _RAIDERS[: 5 if ago != _RAIDS[1] else 4], "Raid night")
    for drop in _DROPS:
        if ago == drop.ago:
            await _hand_out(world, drop)
    if ago == 0:
        await drop_the_blade(world)
        await auction_the_pattern(world)
        await _log_last_night(world)
    if ago in (_STARTED, *_RAIDS, 0):
        await world.bot.tick()


async def _begin(world: World) -> None:
    leader, here = world.people[world.cast.leader.key], world.channels["officers"]
    for name, value in (
        ("loot.system", "epgp"),
        ("loot.secondary", "auction"),
        ("loot.raider_roles", world.guild.roles[RAIDER].mention),
    ):
        await leader.slash(here, "settings set", name=name, value=value)


async def _give(world: World, pool: Pool, amount: int, keys: tuple[str, ...], why: str) -> None:
    giving, officer = world.bot.hall.loot.giving, world.actor("officer")
    users = [world.people[key].id for key in keys]
    plan = await giving.plan_award(officer, pool, amount * HUNDRED, users, why)
    await giving.apply(officer, plan.draft)


async def _hand_out(world: World, drop: _Drop) -> None:
    """A decision from its opening to its award, as if people had clicked."""
    council, officer = world.bot.hall.loot.council, world.actor("officer")
    asked = Asked(drop.item, Quality.EPIC, drop.slot, boss=drop.boss, closes="in 1 hour")
    called = Called([world.people[key].id for key in _RAIDERS], [world.people[key].id for key in ("leader", "officer")])
    decision = await council.opening.open(officer, asked, world.channels["loot"].id, called)
    for key, response, note in drop.wanted:
        await _answer(world, decision.id, key, response, note)
    shown = await council.views.council(officer, decision.id)
    winner = world.people[drop.winner].id
    for line in shown.lines:
        candidate = shown.people[line.answer.member_id]
        for key in ("leader", "officer"):
            if candidate.user_id != world.people[key].id:
                approve = candidate.user_id == winner
                await council.voting.vote(world.actor(key), decision.id, candidate.member_id, approve=approve)
    proposal = await council.awarding.propose(officer, decision.id, Wish(drop.reason, user_id=winner))
    assert proposal.draft is not None
    await council.awarding.award(officer, proposal.draft, lambda _decision, _people: "")


async def drop_the_blade(world: World) -> None:
    """A decision that waits for the council."""
    await world.people["officer"].slash(world.channels["loot"], "loot open", **_WAITING)
    (decision, *_) = (await world.bot.hall.loot.council.views.open_ones(world.guild.handle.id, 1)).decisions
    for key, response, note in _ANSWERS:
        await _answer(world, decision.id, key, response, note)


async def auction_the_pattern(world: World) -> None:
    """An auction that goes on, and something to bid with."""
    await _give(world, Pool.DKP, _BIDDING, _RAIDERS, "To bid with")
    await world.people["officer"].slash(world.channels["loot"], "auction open", **_AUCTION)


async def _log_last_night(world: World) -> None:
    """A log of last night that nobody imported yet; one of those in it has not said which character is theirs."""
    names = {part.key: part.name for part in world.cast.people if part.key in _RAIDERS}
    for key in _RAIDERS[:-1]:
        await world.people[key].slash(world.channels["loot"], "raid character", name=names[key], realm=_REALM)
    world.warcraft_logs.add(demo_night([names[key] for key in _RAIDERS], _REALM, world.clock.now()))


async def _answer(world: World, decision_id: int, key: str, response: Response, note: str) -> None:
    answering, who = world.bot.hall.loot.council.answering, world.actor(key)
    await answering.answer(who, decision_id, response)
    if note:
        await answering.note(who, decision_id, note)
