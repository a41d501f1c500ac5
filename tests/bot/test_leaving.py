"""A server that removes the bot is forgotten thirty days later: nothing tells who was in it, and the books hold."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

import storage
from domain.errors import Conflict
from domain.people import Actor
from services.draws.keeper import DrawsKeeper
from storage import leaving, members, pots
from storage.members import GuildRow
from storage.schema import Base
from tests.bot.acting import card, enrol, said, tick
from tests.bot.conftest import World
from tests.bot.potting import adds_up, opened, won

KEPT = {
    "accounts": "the ledger",
    "audit": "the chain",
    "auctions": "what was sold",
    "challenges": "blank, and what points and prizes refer to",
    "characters": "one by one",
    "clan_leaders": "with the contests",
    "contests": "blank, and what draws refer to",
    "credit_requests": "blank, by their keeper",
    "decisions": "what was awarded",
    "draws": "the proofs",
    "epochs": "which numbers draws have",
    "loot_items": "what was handed out",
    "members": "tombstones",
    "pictures": "after what shows them",
    "point_balances": "the ledger of points",
    "point_batches": "the ledger of points",
    "pots": "what the ledger refers to",
    "raid_fights": "what raids paid for",
    "raid_payments": "what raids paid",
    "raid_reports": "what raids paid for",
    "raids": "what raids paid for",
    "rank_rules": "after who held their roles",
    "snapshot_runs": "numbers, and what contests refer to",
    "sponsors": "before the pictures",
    "transactions": "the ledger",
    "wallet_asks": "blank, by their keeper",
}
"""Tables of a guild that are not simply emptied, and why."""


def dump(world: World) -> str:
    """All that the database holds."""
    with closing(sqlite3.connect(world.bot.db.path)) as connection:
        return "\n".join(connection.iterdump())


async def removed(world: World) -> None:
    """The server removes the bot."""
    await world.bot.on_guild_remove(world.bot.get_guild(world.guild.id))  # pyright: ignore[reportArgumentType]


async def later(world: World, days: float) -> None:
    """The server removed the bot that many days earlier than it had; the clock looks once."""

    def work(tx: Connection) -> None:
        gone = update(GuildRow).where(GuildRow.left_at.is_not(None))
        for guild_id, left_at in tx.execute(select(GuildRow.id, GuildRow.left_at).where(GuildRow.left_at.is_not(None))):
            assert left_at is not None
            tx.execute(gone.where(GuildRow.id == guild_id).values(left_at=left_at - timedelta(days=days)))

    await world.bot.db.write(work)
    with world.env._bot_scope():
        await world.bot.hall.leaving.due()


async def marks(world: World) -> tuple[Any, Any]:
    """When the server removed the bot, and when it was erased."""

    def work(tx: Connection) -> tuple[Any, Any]:
        row = tx.execute(GuildRow.__table__.select().where(GuildRow.id == world.guild.id)).one()
        return row.left_at, row.erased_at

    return await world.bot.db.read(work)


async def lived(world: World) -> None:
    """A server with a past: settings, a webhook, a roster that was read, a pot that was won, and texts."""
    await won(world)
    await enrol(world, "Mara Vex", "Tom Ash")
    claim = await world.raider.slash(world.general, "clan claim", name="Mara Vex")
    assert claim.response is not None
    await world.officer.click(claim.response, label="Confirm")
    await world.officer.slash(world.general, "clan snapshot")
    await tick(world)
    url = "https://discord.com/api/webhooks/123456789012345678/verysecrettoken_verysecrettoken_verysecrettoken_verysecrettoken_verysecre"
    await world.leader.slash(world.general, "notifications set", event="clan.leaderboard", webhook=url)
    await world.leader.slash(world.general, "settings set", name="clan.name", value="Gilded Few")
    await world.leader.slash(world.general, "wallet grant", member=world.raider, amount=5, reason="A secret errand")
    await tick(world)


def test_every_table_of_a_guild_is_emptied_or_kept_for_a_reason():
    for module in iter_modules(storage.__path__):
        import_module(f"storage.{module.name}")
    of_guilds = {table.name for table in Base.metadata.tables.values() if "guild_id" in table.columns}
    emptied = {row.__tablename__ for row in leaving.GONE}
    assert not emptied & KEPT.keys()
    assert emptied | KEPT.keys() == of_guilds


async def test_nothing_tells_who_was_there_thirty_days_later(world: World):
    await lived(world)
    people = [str(one.id) for one in (world.leader, world.officer, world.raider, world.boss)]
    secrets = ["Mara Vex", "Tom Ash", "marav", "verysecrettoken", "A secret errand"]
    before = dump(world)
    assert all(one in before for one in (*people[:3], *secrets[:2], *secrets[3:]))
    await removed(world)
    await later(world, 29.9)
    assert (await marks(world))[1] is None
    assert people[2] in dump(world)
    await later(world, 0.2)
    assert (await marks(world))[1] is not None
    after = dump(world)
    assert [one for one in (*people, *secrets) if one in after] == []
    checked = await world.bot.hall.log.verify(world.guild.id)
    assert (checked.verdict.fault, checked.note) == (None, 0)
    with closing(sqlite3.connect(world.bot.db.path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


async def test_the_clock_finds_nothing_to_do_there_any_more(world: World):
    await lived(world)
    panel = await opened(world, name="Open", closes="in 2 days")
    await world.raider.click(card(panel), label="1")
    await removed(world)
    await later(world, 31)
    assert await world.bot.db.read(pots.live) == []
    await adds_up(world)
    quiet = dump(world)
    await world.env.advance_time(3 * 86400)
    await tick(world)
    changed = [one for one in set(dump(world).splitlines()) - set(quiet.splitlines()) if str(world.guild.id) in one]
    assert changed == []


async def test_coming_back_in_time_changes_nothing(world: World):
    await lived(world)
    await removed(world)
    await later(world, 29)
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    await world.bot.on_guild_join(guild)
    assert await marks(world) == (None, None)
    before = dump(world)
    await later(world, 5)
    assert dump(world) == before


async def test_who_comes_back_later_starts_afresh(world: World):
    await lived(world)
    await removed(world)
    await later(world, 31)
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    await world.bot.on_guild_join(guild)
    assert await marks(world) == (None, None)
    shown = said(await world.boss.slash(world.general, "settings show"))
    assert "Gilded Few" not in shown
    await world.boss.slash(world.general, "settings set", name="clan.name", value="New Few")
    await later(world, 40)
    assert str(world.boss.id) in dump(world), "they are in the books again"
    log = said(await world.boss.slash(world.general, "audit list"))
    assert "thirty days after I was removed" in log


async def test_who_cannot_be_erased_yet_is_tried_again(world: World, monkeypatch: pytest.MonkeyPatch):
    await lived(world)
    await removed(world)

    def refuse(*_: object) -> None:
        raise Conflict("draw.erase_later", draws=("1",))

    with monkeypatch.context() as patched:
        patched.setattr(DrawsKeeper, "erase", refuse)
        await later(world, 31)
        assert (await marks(world))[1] is None
        assert "Mara Vex" in dump(world)
    await later(world, 1 / 24)
    assert (await marks(world))[1] is not None
    assert "Mara Vex" not in dump(world)


async def test_a_crash_in_between_only_delays_the_rest(world: World, monkeypatch: pytest.MonkeyPatch):
    await lived(world)
    await removed(world)
    for broken in ("forget_contests", "forget_character", "forget_rest", "erased"):

        def crash(*_: object) -> None:
            raise RuntimeError("the plug was pulled")

        with monkeypatch.context() as patched:
            patched.setattr(leaving, broken, crash)
            await later(world, 31)
        assert (await marks(world))[1] is None
    await later(world, 0)
    assert (await marks(world))[1] is not None
    assert str(world.raider.id) not in dump(world)
    assert dump(world).count("guild.erased") == 1


async def test_coming_back_in_the_middle_stops_it(world: World, monkeypatch: pytest.MonkeyPatch):
    await lived(world)
    await removed(world)
    forget = leaving.forget_contests
    now = world.env.now()

    def come_back(tx: Connection, guild_id: int) -> None:
        forget(tx, guild_id)
        members.enter_guild(tx, guild_id, now)

    monkeypatch.setattr(leaving, "forget_contests", come_back)
    await later(world, 31)
    assert await marks(world) == (None, None)
    assert "Mara Vex" in dump(world)


async def test_a_server_that_discord_lists_no_more_left_while_we_were_away(world: World):
    other = world.guild.id + 1
    now = world.env.now()
    await world.bot.db.write(lambda tx: members.enter_guild(tx, other, now))
    await world.bot.on_ready()
    assert await world.bot.db.read(members.present_guilds) == [world.guild.id]
    await world.env.advance_time(86400)
    await world.bot.on_ready()
    assert await world.bot.db.read(lambda tx: leaving.is_due(tx, other, now + timedelta(hours=1))), "counted once"


async def test_an_outage_is_no_leaving(world: World):
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    guild.unavailable = True
    await world.bot.on_ready()
    assert await marks(world) == (None, None)


async def test_another_guild_keeps_everything(world: World):
    await lived(world)
    other = world.guild.id + 1
    now = world.env.now()

    def elsewhere(tx: Connection) -> None:
        members.enter_guild(tx, other, now)
        members.leave_guild(tx, other, now)
        members.ensure(tx, other, 4242424242, now)

    await world.bot.db.write(elsewhere)
    before = await world.bot.hall.privacy.export(Actor(world.guild.id, world.raider.id, frozenset(), False))
    await later(world, 31)
    assert "4242424242" not in dump(world)
    assert await world.bot.hall.privacy.export(Actor(world.guild.id, world.raider.id, frozenset(), False)) == before
