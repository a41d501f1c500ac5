"""Settings through the service: who may, what is kept, what is logged, what follows."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection

from domain import clan_settings, guild
from domain.errors import Conflict, Forbidden, Invalid, NotFound
from domain.people import Actor
from services.desk import Desk
from services.settings import REGISTRY, GuildSettings
from storage import audit, members

GUILD = 77


@pytest.fixture
def service(desk: Desk) -> GuildSettings:
    """The service."""
    return GuildSettings(desk)


@pytest.fixture
def log(desk: Desk) -> Callable[[], Any]:
    """The guild's log, oldest first."""

    async def read() -> list[audit.Entry]:
        return (await desk.db.read(lambda tx: audit.page(tx, GUILD, kind=None, limit=99, offset=0)))[::-1]

    return read


async def test_a_leader_sets_and_resets(service: GuildSettings, leader: Actor, log: Any):
    change = await service.set(leader, "guild.timezone", "europe/madrid")
    assert (change.before, change.after) == ("UTC", "Europe/Madrid")
    assert (await service.show(GUILD))["guild.timezone"] == "Europe/Madrid"
    assert await service.get(GUILD, guild.TIMEZONE, guild.LOOT_SYSTEM) == ("Europe/Madrid", "dkp")
    change = await service.reset(leader, " Guild.Timezone ")
    assert (change.before, change.after) == ("Europe/Madrid", "UTC")
    assert [entry.facts for entry in await log()] == [
        {"setting": "guild.timezone", "before": "UTC", "after": "Europe/Madrid"},
        {"setting": "guild.timezone", "before": "Europe/Madrid", "after": "UTC"},
    ]


async def test_what_changes_nothing_is_not_logged(service: GuildSettings, leader: Actor, log: Any):
    assert (await service.set(leader, "guild.timezone", "utc")).before == "UTC"
    await service.reset(leader, "loot.system")
    assert await log() == []


async def test_ids_are_logged_as_text(service: GuildSettings, leader: Actor, log: Any):
    await service.set(leader, "guild.officer_roles", "<@&1234567890123456789> <@&5>")
    await service.set(leader, "guild.announcements", "<#1234567890123456789>")
    roles, channel = [entry.facts["after"] for entry in await log()]
    assert roles == ["1234567890123456789", "5"]
    assert channel == "1234567890123456789"


async def test_what_somebody_wrote_stands_beside_the_chain(service: GuildSettings, leader: Actor, log: Any, desk: Desk):
    await service.set(leader, "clan.name", "The Gilded Few")
    (entry,) = await log()
    assert (entry.facts, entry.note) == ({"setting": "clan.name"}, "The Gilded Few")
    bodies = await desk.db.read(lambda tx: tx.exec_driver_sql("SELECT body FROM audit").scalars().all())
    assert b"Gilded" not in b"".join(bodies)
    await service.reset(leader, "clan.name")
    assert [entry.note for entry in await log()] == ["The Gilded Few", None]


async def test_nobody_else_may(service: GuildSettings, officer: Actor, raider: Actor, desk: Desk, log: Any):
    for actor in (officer, raider):
        with pytest.raises(Forbidden, match=r"access\.leader"):
            await service.set(actor, "guild.timezone", "Europe/Madrid")
        with pytest.raises(Forbidden):
            await service.reset(actor, "guild.officer_roles")
        with pytest.raises(Forbidden):
            await service.for_leader(actor)
        assert await desk.db.read(lambda tx, actor=actor: members.find(tx, GUILD, actor.user_id)) is None
    assert await log() == []


async def test_rank_is_what_it_is_at_the_moment_of_the_act(service: GuildSettings, leader: Actor):
    await service.set(leader, "guild.leader_roles", "none")
    with pytest.raises(Forbidden):
        await service.set(leader, "guild.timezone", "Europe/Madrid")


async def test_bad_names_and_values_change_nothing(service: GuildSettings, leader: Actor, log: Any):
    with pytest.raises(NotFound):
        await service.set(leader, "guild.weather", "fine")
    with pytest.raises(Invalid):
        await service.set(leader, "clan.highlights", "eleven")
    assert await log() == []
    assert set(await service.show(GUILD)) == set(REGISTRY)


async def test_a_feature_follows_in_the_same_transaction(service: GuildSettings, leader: Actor, log: Any, desk: Desk):
    seen: list[tuple[int, datetime]] = []

    def follow(tx: Connection, guild_id: int, now: datetime) -> None:
        seen.append((guild_id, now))
        if len(seen) == 2:
            raise Conflict("settings.unknown", name="x")

    service.when_changed(clan_settings.SCHEDULE, follow)
    await service.set(leader, "clan.schedule", "18:00")
    await service.set(leader, "clan.schedule", "18:00")
    assert seen == [(GUILD, desk.clock())]
    with pytest.raises(Conflict):
        await service.set(leader, "clan.schedule", "off")
    assert await service.get(GUILD, clan_settings.SCHEDULE) == ("18:00",)
    assert len(await log()) == 1
