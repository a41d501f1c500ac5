"""How the tests grant and take credits, and read wallets."""

from typing import Any

from simcord.actors import MemberActor
from simcord.results import InteractionResult
from sqlalchemy import Connection

from domain.credit import Credit
from tests.bot.acting import said
from tests.bot.conftest import World
from tests.storage.bookkeeping import Books

SMALL = "-# Credits cannot be bought, cashed out or passed between members."


async def grant(
    world: World, whom: MemberActor, amount: int, reason: str = "raid night", **by: Any
) -> InteractionResult:
    """A leader grants credits."""
    who = by.get("by", world.leader)
    return await who.slash(world.general, "wallet grant", member=whom, amount=amount, reason=reason)


async def take(world: World, whom: Any, amount: int, reason: str = "by mistake") -> InteractionResult:
    """A leader takes credits."""
    return await world.leader.slash(world.general, "wallet take", member=whom, amount=amount, reason=reason)


async def wallet(world: World, who: MemberActor) -> str:
    """What somebody reads of their wallet."""
    shown = await who.slash(world.general, "wallet show")
    assert shown.ephemeral
    return said(shown)


async def lived(world: World) -> None:
    """The raider was granted credits, put some into two pots, left one of them, won the other, and has AI credits."""
    await grant(world, world.raider, 1000)

    def work(tx: Connection) -> None:
        ledger = Books(tx, world.guild.id)
        raider = ledger.member(world.raider.id)
        friday, monday = ledger.pot("Friday *Pot*"), ledger.pot("Monday Pot")
        ledger.stake(raider, monday, 1)
        ledger.leave(raider, monday)
        ledger.stake(raider, monday, 4)
        ledger.settle(raider, monday)
        ledger.grant(raider, 20, Credit.AI)
        ledger.stake(raider, friday, 3)

    await world.bot.db.write(work)
