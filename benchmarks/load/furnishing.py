"""A database as after a while: members with credits, points and characters whose numbers are known."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from benchmarks.load.town import Guild
from benchmarks.replaying import prepared
from domain.characters import AccountType, parse_name
from domain.credit import Credit
from domain.hiscores import parse
from domain.ledger import MINT, Act, move, wallet
from domain.points import Act as PointAct
from domain.points import Change, Pool
from playground.growth import Characters
from storage import characters, ledger, members, points, settings, snapshots
from storage.engine import writing

CREDITS: Final = 100_000
POINTS: Final = 1_000_000_00
CHARACTERS: Final = 20
"""How many members of a guild have a character."""

_TABLE: Final = "hiscore_oldschool"
_DAYS: Final = (20, 8, 1)


def furnish(path: Path, guilds: Sequence[Guild], seed: int) -> None:
    """Make the database at `path`."""
    now = datetime.now(UTC)
    grown = Characters(seed, since=now - timedelta(days=30), everybody=True)
    engine = writing(prepared(path))
    with engine.begin() as tx:
        for guild in guilds:
            _settle(tx, guild, grown, now)
    engine.dispose()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _settle(tx: Connection, guild: Guild, grown: Characters, now: datetime) -> None:
    began = now - timedelta(days=30)
    members.enter_guild(tx, guild.id, began)
    settings.put(tx, guild.id, "guild.announcements", guild.news, by=None, at=began)
    settings.put(tx, guild.id, "clan.backfill", value=False, by=None, at=began)
    ids = [members.ensure(tx, guild.id, one.user_id, began).id for one in guild.people]
    for number, who in enumerate(ids):
        gift = move(Act.GRANT, Credit.CREDIT, CREDITS, source=MINT, target=wallet(who))
        ledger.post(tx, guild.id, gift, key=f"gift:{number}", at=began)
    for pool in (Pool.DKP, Pool.EP):
        batch = points.enter(tx, guild.id, PointAct.AWARD, key=f"gift:{pool}", at=began, by=None)
        if batch is not None:
            points.change(tx, guild.id, batch, [Change(who, pool, POINTS) for who in ids])
    for number, who in enumerate(ids[:CHARACTERS]):
        name = parse_name(f"P{guild.id // 1000 % 1000} {number}")
        one = characters.add(tx, guild.id, name, AccountType.REGULAR, owner=who, now=began)
        for days in _DAYS:
            at = now - timedelta(days=days)
            answer = grown.answer(name, _TABLE, at)
            if answer is not None:
                snapshots.save(tx, one.id, None, parse(answer), table=_TABLE, at=at)
                characters.seen(tx, one.id, table=_TABLE, at=at)
