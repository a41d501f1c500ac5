"""Flags without Discord: accounts of any age, what was noticed about them, and what the settings say."""

from datetime import datetime, timedelta
from itertools import count

from sqlalchemy import Connection, text

from domain.audit import Entry
from domain.people import Actor
from domain.pot_flags import FlagState
from domain.pot_settings import CROWD_PERCENT, FAST_JOINS, FLAGS_ALERT, YOUNG_DAYS
from domain.pots import Pot
from fairness.checks import DISCORD_EPOCH
from services.pots.making import Asked
from storage import audit, pot_flags, settings
from storage.pot_flags import Flag
from tests.services.conftest import GUILD
from tests.services.potting import Table

DAY = timedelta(days=1)
BIG = Asked("Big Pot", cost=10, max_tickets=1000, max_per_user=50, closes="in 8 hours", repeat=False)
_NUMBERS = count(1)


def account(made_at: datetime, *roles: int) -> Actor:
    """Somebody whose Discord account was made then."""
    ms = int(made_at.timestamp() * 1000) - DISCORD_EPOCH
    return Actor(GUILD, (ms << 22) + next(_NUMBERS) % 2**22, frozenset(roles), manages_guild=False)


async def newcomers(table: Table, *days: float) -> list[Actor]:
    """People with 1,000 credits whose accounts are that many days old."""
    people = [account(table.house.clock() - age * DAY) for age in days]
    await table.give(1000, *people)
    return people


async def watched(table: Table, pot: Pot, *people: Actor, tickets: int = 1) -> list[Flag]:
    """They buy, the clock ticks, and these flags wait."""
    for one in people:
        await table.buy(one, pot, tickets)
    await table.tick(seconds=1)
    return await flags(table)


async def flags(table: Table) -> list[Flag]:
    """Every flag that waits for officers, oldest first."""
    every = await all_flags(table)
    return [one for one in every if one.state is FlagState.OPEN]


async def all_flags(table: Table) -> list[Flag]:
    """Every flag, oldest first."""
    found = await table.house.desk.db.read(lambda tx: pot_flags.page(tx, GUILD, limit=10_000, offset=0))
    return sorted(found, key=lambda one: one.id)


async def log_rows(table: Table, area: str) -> list[Entry]:
    """What the log has of that area, oldest first."""
    rows = await table.house.desk.db.read(
        lambda tx: audit.page(tx, GUILD, kind=area, limit=1000, offset=0, officers=True)
    )
    return rows[::-1]


async def set_to(table: Table, **values: int) -> None:
    """Leaders change settings."""
    names = {"young": YOUNG_DAYS, "fast": FAST_JOINS, "crowd": CROWD_PERCENT, "alert": FLAGS_ALERT}
    now = table.house.clock()

    def work(tx: Connection) -> None:
        for name, value in values.items():
            settings.put(tx, GUILD, names[name].name, value, by=None, at=now)

    await table.house.desk.db.write(work)


async def alerts(table: Table) -> int:
    """How often officers were to be told of flags."""
    query = text("SELECT count(*) FROM outbox WHERE event = 'pot.flagged'")
    return await table.house.desk.db.read(lambda tx: tx.execute(query).scalar_one())
