"""The clan's card stays true: it is repainted when something on it changed, the newest one of each channel."""

from simcord.results import InteractionResult

from playground.hiscores import DemoHiscores
from playground.loopback import NOT_FOUND
from tests.bot.acting import at_work, card, enrol, said, tick
from tests.bot.conftest import World


async def post(world: World) -> InteractionResult:
    """A raider looks, and everybody sees it."""
    shown = await world.raider.slash(world.general, "clan overview")
    assert not shown.ephemeral
    return shown


async def repainted(world: World) -> None:
    """The clock ticks after the while that a card waits between two repaints."""
    await world.env.advance_time(5)
    await at_work(world, world.bot.hall.panels.repaint())


async def test_it_shows_a_run_as_it_starts_and_as_it_ends(world: World, hiscores: DemoHiscores) -> None:
    await enrol(world, "Mara", "Tom")
    shown = await post(world)
    await world.env.advance_time(60)
    hiscores.script("mara", NOT_FOUND)
    await world.officer.click(card(shown), label="Run snapshot now")
    await repainted(world)
    assert "⏳ **A snapshot is running** for 2 characters" in said(shown)
    assert said(shown).startswith("## Azeroth Guild\n")
    await tick(world, minutes=5)
    await repainted(world)
    assert "A snapshot is running" not in said(shown)
    assert "· all 2 characters read" in said(shown)


async def test_it_follows_the_schedule_the_name_the_timezone_and_the_roster(world: World) -> None:
    shown = await post(world)
    await world.leader.slash(world.general, "clan schedule", times="12:00")
    await repainted(world)
    assert "Nobody is on the roster yet · snapshots daily at 12:00 (UTC)" in said(shown)
    await enrol(world, "Mara")
    await repainted(world)
    assert "1 character · snapshots daily at 12:00 (UTC)" in said(shown)
    await world.leader.slash(world.general, "settings set", name="clan.name", value="The Gilded Few")
    await repainted(world)
    assert said(shown).startswith("## The Gilded Few\n")
    await world.leader.slash(world.general, "settings set", name="guild.timezone", value="Europe/Madrid")
    await repainted(world)
    assert "daily at 12:00 (Europe/Madrid)" in said(shown)
    await world.leader.slash(world.general, "clan schedule", times="off")
    await repainted(world)
    assert "\n1 character\nNo snapshot is scheduled." in said(shown)
    preview = await world.officer.slash(world.general, "clan import", file=("a.txt", b"Tom"))
    await world.officer.click(card(preview), label="Apply")
    await world.officer.slash(world.general, "clan remove", name="Mara")
    await world.restart()
    await repainted(world)
    assert "\n1 character\n" in said(shown)
    await world.officer.slash(world.general, "clan remove", name="Tom")
    await repainted(world)
    assert "\nNobody is on the roster yet · no scheduled snapshots\n" in said(shown)


async def test_only_the_newest_one_of_a_channel_stays_live(world: World) -> None:
    await enrol(world, "Mara")
    old = await post(world)
    elsewhere = await world.raider.slash(world.news, "clan overview")
    new = await post(world)
    before = said(old)
    await world.leader.slash(world.general, "clan schedule", times="12:00")
    await repainted(world)
    assert "daily at 12:00" in said(new)
    assert "daily at 12:00" in said(elsewhere)
    assert said(old) == before
    assert "daily at 06:00" in before


async def test_a_card_that_nothing_changed_on_is_not_painted(world: World) -> None:
    await enrol(world, "Mara")
    await post(world)
    await repainted(world)
    edits = [one for one in world.env.http_requests if one.method == "PATCH"]
    await repainted(world)
    await world.raider.slash(world.general, "clan history")
    await repainted(world)
    assert [one for one in world.env.http_requests if one.method == "PATCH"] == edits
