"""`/raid` as officers and raiders use it: from a log to points, marks, attendance, and back."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from simcord.results import InteractionResult
from sqlalchemy import Connection

from domain.points import Act, Change, Pool
from domain.raiders import parse_raider
from playground.loopback import WEB_PAGE, Reply, broken
from playground.warcraft_logs import DemoWarcraftLogs, Log, Pull
from storage import raiders
from tests.bot.acting import at_once, buttons, card, in_spanish, options, press_on, said, screen, select_id, tick
from tests.bot.conftest import World

EVENING = datetime(2025, 12, 31, 19, tzinfo=UTC)
CODE = "aaaaBBBBccccDDDD"
REALM = "Silvermoon"
PLAYERS = (("Thrall", REALM), ("Jaina", REALM), ("Pug", "Draenor"))


def night(**changes: Any) -> Log:
    """Vexie falls with everybody, Rik without Jaina; a stranger helps."""
    pulls = [
        Pull(3009, "Vexie", 4, 0, 6, (1, 2, 3)),
        Pull(3009, "Vexie", 4, 8, 6, (1, 2, 3), kill=True),
        Pull(3011, "Rik", 5, 20, 8, (1, 3), kill=True),
    ]
    return replace(Log(CODE, "Heroic *night*", "Undermine", EVENING, PLAYERS, pulls), **changes)


@pytest.fixture
async def raiding(world: World, warcraft_logs: DemoWarcraftLogs) -> World:
    """The raider and the officer have their characters, and there is a log of last night."""
    warcraft_logs.add(night())
    for who, name in ((world.raider, "Thrall"), (world.officer, "Jaina")):
        await who.slash(world.general, "raid character", name=name, realm=REALM)
    return world


async def preview(world: World, report: str = CODE) -> InteractionResult:
    """The officer asks what importing a report would do."""
    return await world.officer.slash(world.general, "raid import", report=report)


async def bring_in(world: World) -> InteractionResult:
    """The officer imports the log."""
    asked = await preview(world)
    await world.officer.click(card(asked), label="Apply")
    return asked


async def dkp(world: World, who: Any) -> str:
    """What the standings say that somebody has."""
    return said(await who.slash(world.general, "dkp history"))


async def test_from_a_log_to_points_with_a_second_press(raiding: World):
    world = raiding
    asked = await preview(world, f"https://www.warcraftlogs.com/reports/{CODE}#fight=3&type=damage-done")
    assert asked.ephemeral
    shown = said(asked)
    assert r"Import Heroic \*night\*?" in shown
    assert "2 bosses fell" in shown
    assert "Vexie (Heroic) · 2 members there" in shown
    assert "Rik (Mythic) · 1 member there" in shown
    assert "**Pays in DKP** 10 per boss killed and 50 for the raid" in shown
    assert f"<@{world.raider.id}>" in shown
    assert "0 → **70** DKP" in shown
    assert "1 character belongs to nobody:** Pug-Draenor" in shown
    assert "/raid character" in shown
    behind = screen(world.officer, card(asked))
    done = await world.officer.click(card(asked), label="Apply")
    assert "Raid imported" in said(done)
    again = await press_on(world.officer, behind, "Apply")
    assert "This was already done" in said(again)
    await tick(world)
    news = said(world.news.history()[-1])
    assert "Vexie and Rik" in news
    assert "+130 DKP for 2 members" in news
    lines = await dkp(world, world.raider)
    assert "Vexie killed" in lines
    assert "for being there" in lines
    assert "then 70" in lines


async def test_nothing_new_has_no_button_and_a_grown_log_pays_the_rest(raiding: World, warcraft_logs: DemoWarcraftLogs):
    world = raiding
    await bring_in(world)
    again = await preview(world)
    assert "Nothing new" in said(again)
    assert not buttons(card(again))
    warcraft_logs.logs[CODE].pulls.append(Pull(3012, "Stix", 4, 40, 5, (1, 2), kill=True))
    grown = await preview(world)
    assert "has grown: only what is new is paid" in said(grown)
    assert "70 → **80** DKP" in said(grown)
    assert "Vexie (Heroic) · 2 members there · known before" in said(grown)


async def test_an_outage_is_never_an_unknown_report(raiding: World, warcraft_logs: DemoWarcraftLogs):
    world = raiding
    assert "knows no report `nobodyKnowsThis1`, or it is private" in said(await preview(world, "nobodyKnowsThis1"))
    assert "not a Warcraft Logs report" in said(await preview(world, "last night"))
    for trouble in (WEB_PAGE, Reply(200, b'{"data": {"reportData": null}}')):
        warcraft_logs.always(CODE, trouble)
        shown = await waited(world)
        assert "Warcraft Logs is not answering" in shown
        assert "private" not in shown
    warcraft_logs.always(CODE, None)
    warcraft_logs.always("token", broken(503))
    warcraft_logs.revoke()
    assert "Warcraft Logs is not answering" in await waited(world)


async def waited(world: World) -> str:
    """What the officer is told once the bot has asked as often as it does."""
    asked = await preview(world)
    for _ in range(6):
        await world.env.advance_time(5)
    return said(asked)


async def test_without_a_client_the_operator_is_told_what_to_set(world: World):
    settings = world.bot.settings.model_copy(update={"warcraft_logs_client_id": ""})
    import bot as root

    await world.bot.close()
    await world.env.restart_bot(root.build(settings))
    shown = said(await preview(world))
    assert "WARCRAFT_LOGS_CLIENT_ID" in shown
    assert "WARCRAFT_LOGS_CLIENT_SECRET" in shown


async def test_a_preview_outlives_a_restart(raiding: World):
    asked = await preview(raiding)
    await raiding.restart()
    assert "Raid imported" in said(await raiding.officer.click(card(asked), label="Apply"))


async def test_reverting_is_shown_first_and_done_once(raiding: World):
    world = raiding
    await bring_in(world)
    asked = await world.officer.slash(world.general, "raid revert", raid="1", reason="the wrong *night*")
    assert asked.ephemeral
    assert "70 → **0** DKP" in said(asked)
    assert r"the wrong \*night\*" in said(asked)
    behind = screen(world.officer, card(asked))
    done = await world.officer.click(card(asked), label="Apply")
    assert "Raid reverted" in said(done)
    assert "This was already done" in said(await press_on(world.officer, behind, "Apply"))
    refused = await world.officer.slash(world.general, "raid revert", raid="1", reason="again")
    assert "was reverted before" in said(refused)
    listed = said(await world.raider.slash(world.general, "raid list"))
    assert "reverted <t:" in listed
    asked = await preview(world)
    assert "which was reverted" in said(asked)
    await world.officer.click(card(asked), label="Apply")
    assert "reverted" not in said(await world.raider.slash(world.general, "raid list"))


async def test_the_list_and_one_raid_in_full(raiding: World):
    world = raiding
    assert "No raid yet" in said(await world.raider.slash(world.general, "raid list"))
    await bring_in(world)
    await world.officer.slash(world.general, "raid mark", raid="1", member=world.leader, **{"as": "excused"})
    listed = await world.raider.slash(world.general, "raid list")
    assert "2 bosses killed · 2 members" in said(listed)
    select = select_id(card(listed), "raid:v1:show")
    (value,) = options(card(listed), select).values()
    for shown in (
        await world.raider.select(card(listed), values=[value], custom_id=select),
        await world.raider.slash(world.general, "raid show", raid="1"),
    ):
        text = said(shown)
        assert "✅ Vexie (Heroic)" in text
        assert "2 pulls · 2 members" in text
        assert f"<@{world.raider.id}> 28 min" in text
        assert f"<@{world.officer.id}> 14 min" in text
        assert f"**Excused** <@{world.leader.id}>" in text
        assert "130 DKP in all" in text
        assert CODE in text
    assert "no such raid" in said(await world.raider.slash(world.general, "raid show", raid="nonsense"))


async def test_the_bench_is_paid_its_part_at_once(raiding: World):
    world = raiding
    await bring_in(world)

    async def mark(who: Any, how: str) -> str:
        result = await world.officer.slash(world.general, "raid mark", raid="1", member=who, **{"as": how})
        assert result.ephemeral
        return said(result)

    assert "sat on the bench" in (first := await mark(world.leader, "benched"))
    assert "0 → **35** DKP" in first
    assert "was already marked as benched" in await mark(world.leader, "benched")
    assert "35 → **0** DKP" in await mark(world.leader, "absent")
    assert "The log saw them for 28 min" in await mark(world.raider, "excused")
    refused = await world.raider.slash(world.general, "raid mark", raid="1", member=world.raider, **{"as": "benched"})
    assert "officer" in said(refused)


async def test_attendance_counts_the_bench_and_not_the_excused(raiding: World):
    world = raiding
    await bring_in(world)
    await world.officer.slash(world.general, "raid mark", raid="1", member=world.leader, **{"as": "benched"})
    await world.officer.slash(world.general, "raid mark", raid="1", member=world.boss, **{"as": "excused"})
    shown = await world.raider.slash(world.general, "raid attendance", window="7d")
    text = said(shown)
    assert "1 raid held" in text
    assert f"<@{world.raider.id}> · **100 %** · 1 of 1" in text
    assert f"<@{world.leader.id}> · **100 %** · 1 of 1 · 1 on the bench" in text
    assert f"<@{world.boss.id}> · – · 0 of 0 · 1 excused" in text
    assert "**You** **100 %**" in text
    select = select_id(card(shown), "raid:v1:attendance-window")
    month = await world.raider.select(card(shown), values=["month"], custom_id=select)
    assert "held" in said(month)


async def test_characters_mains_and_alts(raiding: World):
    world = raiding
    alt = said(await world.raider.slash(world.general, "raid character", name="Orgalt", realm=REALM))
    assert f"**Orgalt-Silvermoon** is <@{world.raider.id}>'s now" in alt
    assert "Main: **Thrall-Silvermoon**" in alt
    assert "Alts: Orgalt-Silvermoon" in alt
    swapped = said(await world.raider.slash(world.general, "raid character", name="Orgalt", main="Orgalt"))
    assert "already" in swapped
    assert "Main: **Orgalt-Silvermoon**" in swapped
    taken = said(await world.leader.slash(world.general, "raid character", name="Thrall", realm=REALM))
    assert "Main" in taken  # leaders may move characters
    lost = said(await world.raider.slash(world.general, "raid character", name="Thrall", realm=REALM))
    assert "is somebody else's" in lost
    other = await world.raider.slash(world.general, "raid character", name="Zug", member=world.leader)
    assert "officer" in said(other)
    moved = await world.officer.slash(world.general, "raid character", name="Zug", member=world.leader)
    assert f"<@{world.leader.id}>'s now" in said(moved)
    offered = await world.raider.autocomplete(world.general, "raid character", "main", "Org", name="x")
    assert [choice["value"] for choice in offered] == ["Orgalt-Silvermoon"]


async def stranger(world: World) -> None:
    """The books know Old Tom by his name only, with 500 DKP."""
    guild_id, now = world.guild.id, world.env.now()

    def work(tx: Connection) -> None:
        tom = raiders.stand_in(tx, guild_id, parse_raider("Oldtom"), now)
        books = world.bot.hall.loot.books
        books.enter(tx, guild_id, Act.IMPORT, [Change(tom, Pool.DKP, 500_00)], key="past", at=now, by=None)

    await world.bot.db.write(work)


async def test_who_is_known_by_a_name_only_is_confirmed_by_an_officer(world: World):
    await stranger(world)
    asked = await world.raider.slash(world.general, "raid character", name="Oldtom")
    assert not asked.ephemeral
    assert "says that **Oldtom** is theirs" in said(asked)
    assert "Goes along: 500 DKP" in said(asked)
    assert "officer" in said(await world.raider.click(card(asked), label="Confirm"))
    behind = screen(world.officer, card(asked))
    done = await world.officer.click(card(asked), label="Confirm")
    assert f"**Oldtom** is <@{world.raider.id}>'s now" in said(done)
    assert "was already confirmed" in said(await press_on(world.officer, behind, "Confirm"))
    assert "500 DKP" in await dkp(world, world.raider)


async def test_an_officer_links_somebody_known_by_a_name_at_once(world: World):
    await stranger(world)
    done = await world.officer.slash(world.general, "raid character", name="Oldtom", member=world.raider)
    assert not done.ephemeral
    assert "Goes along: 500 DKP" in said(done)


async def test_two_officers_who_apply_at_once(raiding: World):
    world = raiding
    mine = await preview(world)
    yours = await world.leader.slash(world.general, "raid import", report=CODE)
    seen = screen(world.officer, card(mine)), screen(world.leader, card(yours))
    await at_once(press_on(world.officer, seen[0], "Apply"), press_on(world.leader, seen[1], "Apply"))
    texts = [said(mine), said(yours)]
    assert sum("Raid imported" in text for text in texts) == 1
    assert sum("somebody was faster" in text for text in texts) == 1


async def test_in_spanish(raiding: World, monkeypatch: pytest.MonkeyPatch):
    in_spanish(monkeypatch)
    shown = said(await preview(raiding))
    assert "¿Importar" in shown
    assert "Vexie (Heroico)" in shown
    assert not re.search(r"\bthere\b", shown)


async def test_raids_are_completed_by_title_and_day(raiding: World):
    world = raiding
    await bring_in(world)
    offered = await world.officer.autocomplete(world.general, "raid revert", "raid", "heroic", reason="x")
    assert [(choice["value"], choice["name"]) for choice in offered] == [("1", "#1 · 2025-12-31 · Heroic *night*")]
    assert world.env.now() + timedelta(days=1) > EVENING
