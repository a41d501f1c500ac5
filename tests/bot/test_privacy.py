"""What is kept about a person can be had and can be erased, by every feature, and the books stay whole."""

import json
import sqlite3
from contextlib import closing
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from simcord.actors import MemberActor

import storage
from domain.people import Actor
from storage.members import MemberRow
from storage.schema import Base
from tests.bot.acting import buttons, card, enrol, said, tick
from tests.bot.conftest import World

OF_THE_BOOKS = {"members"}
"""Tables that hold a person themselves, not a reference; `Privacy.erase` takes care of them."""
UNTIL_IT_IS_DONE = {"role_takings"}
"""What Discord is still to be asked after somebody was erased; see `tests/services/test_roles_leaving.py`."""


def references() -> set[str]:
    """The tables that refer to a member, also those whose module no test has loaded yet."""
    for module in iter_modules(storage.__path__):
        import_module(f"storage.{module.name}")
    return {
        table.name
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column is MemberRow.__table__.c.id
    }


def actor(world: World, person: MemberActor) -> Actor:
    """That person at the moment of an act."""
    return Actor(world.guild.id, person.id, frozenset(), manages_guild=False)


def dump(world: World) -> str:
    """All that the database holds."""
    with closing(sqlite3.connect(world.bot.db.path)) as connection:
        return "\n".join(connection.iterdump())


async def live(world: World, person: MemberActor) -> None:
    """The person does all that leaves a trace."""
    await person.slash(world.general, "settings set", name="clan.name", value="The Gilded Few")
    await person.slash(world.general, "settings set", name="loot.system", value="epgp")
    await person.slash(world.general, "notifications set", event="clan.leaderboard", channel=world.general)
    await person.slash(world.general, "notifications test", event="clan.leaderboard")
    await enrol(world, "Mara", "Tom")
    await person.slash(world.general, "clan add", name="Ylva", member=person)
    claim = await person.slash(world.general, "clan claim", name="Mara")
    await world.officer.click(card(claim), label="Confirm")
    await person.slash(world.general, "clan claim", name="Tom")
    await person.slash(world.general, "clan import", file=("names.txt", b"Zed\n"))
    await person.slash(world.general, "clan snapshot")
    for member, reason in ((world.raider, "A secret errand"), (person, "A secret wish")):
        await person.slash(world.general, "wallet grant", member=member, amount=5, reason=reason)
    await world.boss.slash(world.general, "wallet grant", member=person, amount=7, reason="Good work")
    await tick(world)


def test_every_table_that_refers_to_a_person_has_a_keeper(world: World):
    kept = [table for keeper in world.bot.hall.privacy.keepers for table in keeper.tables]
    assert len(set(kept)) == len(kept), "each has one"
    assert set(kept) == references()


def test_no_table_but_the_members_knows_discord_s_users():
    columns = [column for table in Base.metadata.tables.values() for column in table.columns]
    # How many tickets one person may hold is nobody's id.
    holding = {str(column.table) for column in columns if "user" in column.name and column.name != "max_per_user"}
    assert holding == OF_THE_BOOKS | UNTIL_IT_IS_DONE


async def test_an_export_holds_what_a_person_did(world: World):
    await live(world, world.leader)
    kept = await world.bot.hall.privacy.export(actor(world, world.leader))
    assert kept["user_id"] == str(world.leader.id)
    assert kept["guild_id"] == str(world.guild.id)
    assert kept["log_notes"] == ["The Gilded Few", "A secret errand", "A secret wish"]
    assert {"clan.name", "loot.system"} <= set(kept["settings_set"])
    assert {"Ylva", "Mara"} <= set(kept["characters"])
    assert [claim["character"] for claim in kept["claims"]] == ["Mara", "Tom"]
    assert kept["drafts"] == ["clan.import"]
    assert kept["wallet"] == {"credit": 7}
    assert [(line["amount"], line["note"]) for line in kept["wallet_lines"]] == [(7, "Good work")]
    assert kept["wallet_notes"] == ["A secret errand"]
    assert [ask["reason"] for ask in kept["wallet_asks"]] == ["A secret wish"]
    assert json.loads(json.dumps(kept)) == kept, "a file can be made of it"


async def test_after_erasing_nothing_tells_who_it_was(world: World):
    await live(world, world.leader)
    assert str(world.leader.id) in dump(world)
    assert await world.bot.hall.privacy.erase(actor(world, world.leader))
    after = dump(world)
    assert str(world.leader.id) not in after
    assert "A secret" not in after
    assert "Gilded" not in after.replace("'\"The Gilded Few\"'", ""), "but for the setting itself, which is the guild's"
    assert await world.bot.hall.privacy.export(actor(world, world.leader)) == {}
    checked = await world.bot.hall.log.verify(world.guild.id)
    assert (checked.verdict.fault, checked.note) == (None, 0)
    with closing(sqlite3.connect(world.bot.db.path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


async def test_the_clan_goes_on_without_them(world: World):
    await live(world, world.leader)
    await world.bot.hall.privacy.erase(actor(world, world.leader))
    roster = said(await world.officer.slash(world.general, "clan roster"))
    assert all(name in roster for name in ("Mara", "Tom", "Ylva"))
    assert str(world.leader.id) not in roster
    log = said(await world.officer.slash(world.general, "audit list"))
    assert "somebody erased" in log
    assert "was erased" in log
    settings = said(await world.officer.slash(world.general, "settings show"))
    assert "The Gilded Few" in settings


async def test_a_claim_of_somebody_who_was_erased_meanwhile_cannot_be_confirmed(world: World):
    await enrol(world, "Tom")
    claim = await world.raider.slash(world.general, "clan claim", name="Tom")
    confirm = buttons(claim.response)["Confirm"]
    await world.bot.hall.privacy.erase(actor(world, world.raider))
    answer = await world.officer.click(card(claim), custom_id=confirm)
    assert "no longer on record" in said(answer)
    assert str(world.raider.id) not in said(await world.officer.slash(world.general, "clan roster"))


async def test_who_comes_back_is_somebody_new(world: World):
    await live(world, world.leader)
    await world.bot.hall.privacy.erase(actor(world, world.leader))
    await world.leader.slash(world.general, "settings set", name="loot.system", value="dkp")
    kept = await world.bot.hall.privacy.export(actor(world, world.leader))
    assert kept["characters"] == []
    assert kept["log_notes"] == []
    assert await world.bot.hall.privacy.erase(actor(world, world.leader))


async def test_erasing_nobody_changes_nothing(world: World):
    before = dump(world)
    assert not await world.bot.hall.privacy.erase(Actor(world.guild.id, 4040404, frozenset(), manages_guild=False))
    assert dump(world) == before


async def test_another_guild_keeps_what_is_its_own(world: World):
    await live(world, world.leader)
    elsewhere = Actor(world.guild.id + 1, world.leader.id, frozenset(), manages_guild=False)
    assert not await world.bot.hall.privacy.erase(elsewhere)
    assert (await world.bot.hall.privacy.export(actor(world, world.leader)))["characters"]


async def test_a_crash_while_erasing_erases_nothing(world: World, monkeypatch: pytest.MonkeyPatch):
    await live(world, world.leader)
    before = dump(world)

    def torn(*_: Any) -> None:
        raise RuntimeError("the pen broke")

    monkeypatch.setattr(type(world.bot.hall.privacy.keepers[-1]), "erase", torn)
    with pytest.raises(RuntimeError):
        await world.bot.hall.privacy.erase(actor(world, world.leader))
    assert dump(world) == before
