"""A contest while it runs: published, counted after every snapshot, shown to everybody and to each their own."""

import hashlib
import re

import discord
import pytest
from simcord.results import InteractionResult

from domain.snapshots import parse_text
from playground.hiscores import DemoHiscores
from tests.bot.acting import (
    at_work,
    buttons,
    card,
    enrol,
    in_spanish,
    me,
    options,
    press_on,
    said,
    screen,
    select_id,
    tick,
)
from tests.bot.conftest import World
from tests.bot.contesting import DAY, HOUR, clan, draft, entered, gains, publish, rule, running, settle

NOTHING_MORE = {"My entries", "All entries", "How it is drawn"}


def headings(world: World) -> list[str]:
    """What was announced, without snapshots."""
    told = [said(message).splitlines()[0] for message in world.news.history()]
    return [line for line in told if "Snapshot" not in line]


async def attached(answer: InteractionResult) -> bytes:
    """The one file that goes with an answer."""
    (file,) = card(answer).attachments
    return await file.read()


async def test_publishing_posts_the_panel_the_commitment_and_the_news(world: World, hiscores: DemoHiscores) -> None:
    contest, panel = await running(world, hiscores)
    assert not panel.ephemeral
    assert said(panel).startswith(
        "## 🏆 Slayer week\nActive · ends <t:1767830400:R> (<t:1767830400:f>)\n**Prize** 10M bank\n"
        "**Enter by**\n • Slayer XP +100,000\n • Zulrah +50 kills\nNobody has entered yet.\n-# commitment "
    )
    assert re.search(r"commitment [0-9a-f]{4}…[0-9a-f]{4} · test beacon", said(panel))
    assert set(buttons(card(panel))) == NOTHING_MORE
    posts = [said(message) for message in world.general.history()]
    commitment = next(post for post in posts if "Draw 1" in post)
    for line in (
        "> Slayer week",
        "> Prize: 10M bank",
        "> Runs from 2026-01-01 00:00 to 2026-01-08 00:00 UTC. A leader may end it earlier.",
        "> • Slayer XP +100,000",
        "> • Zulrah +50 kills",
        "> One person wins, drawn among all tickets.",
    ):
        assert line in commitment.splitlines()
    assert headings(world) == ["## 🏆 New contest: Slayer week"]
    news = world.news.history()[0]
    assert set(buttons(news)) >= NOTHING_MORE
    assert "**Enter by**\n • Slayer XP +100,000" in said(news)
    again = await world.leader.slash(world.general, "contest publish", contest=contest)
    assert said(again).startswith("**Slayer week** is published, so its rules are frozen.")
    assert said(await rule(world, contest, "boss_kc", 3)).startswith("**Slayer week** is published")


async def test_nothing_is_published_where_the_bot_could_not_post_the_draw(world: World, hiscores: DemoHiscores) -> None:
    await clan(world, hiscores)
    contest = await draft(world)
    await rule(world, contest, "boss_kc", 50)
    for denied in ({"view_channel": False}, {"send_messages": False}, {"attach_files": False}):
        deny = discord.PermissionOverwrite(**denied)
        secret = world.guild.create_text_channel("secret", overwrites={me(world): deny})
        refused = await world.leader.slash(secret, "contest publish", contest=contest)
        assert said(refused).startswith("I cannot post in this channel"), denied
        assert refused.ephemeral
    assert "Draft" in said(await world.leader.slash(world.general, "contest show", contest=contest))


async def test_a_contest_that_starts_later_begins_by_the_clock(world: World, hiscores: DemoHiscores) -> None:
    await clan(world, hiscores)
    contest = await draft(world, starts="2026-01-02 00:00", ends="2026-01-04 00:00")
    await rule(world, contest, "boss_kc", 50)
    panel = await publish(world, contest)
    assert "Upcoming · starts <t:1767312000:R> (<t:1767312000:f>)" in said(panel)
    assert "**Ends** <t:1767484800:f>" in said(panel)
    mine = await world.raider.click(card(panel), label="My entries")
    assert "**You play with** Mara\nIt starts <t:1767312000:R>" in said(mine)
    early = await world.leader.slash(world.general, "contest end", contest=contest)
    assert said(early).startswith("**Slayer week** has not begun: it starts <t:1767312000:R>.")
    await gains(hiscores, "mara", zulrah=60)
    await world.restart()
    await world.env.advance_time(DAY)
    await tick(world)
    await settle(world)
    assert "Active · ends <t:1767484800:R>" in said(panel)
    assert "Nobody has entered yet." in said(panel), "what came before the start counts for nothing"
    assert "for a contest" in said(await world.raider.slash(world.general, "clan history"))
    await gains(hiscores, "mara", zulrah=110)
    await world.env.advance_time(HOUR)
    await world.officer.slash(world.general, "clan snapshot")
    await settle(world)
    assert "1 entry by 1 member" in said(panel)


async def test_everybody_s_entries_with_their_evidence(world: World, hiscores: DemoHiscores) -> None:
    contest, panel = await entered(world, hiscores)
    assert "3 entries by 2 members" in said(panel)
    page = await world.raider.click(card(panel), label="All entries")
    assert page.ephemeral
    assert said(page).startswith(
        "## Slayer week: entries\n3 entries by 2 members\n"
        f"`1` <@{world.raider.id}> · Slayer XP +100,000\n-# Mara +150,000\n"
        f"`2` <@{world.raider.id}> · Zulrah +50 kills\n-# Mara +60\n"
        "`3` **Bram** · Zulrah +50 kills\n-# Bram +50\n-# One ticket each"
    )
    assert said(await world.officer.slash(world.general, "contest entries", contest=contest)) == said(page)
    offered = options(card(page), "contest:v1:entry")
    assert set(offered) == {"Mara · Slayer XP +100,000", "Mara · Zulrah +50 kills", "Bram · Zulrah +50 kills"}
    pick = select_id(card(page), "contest:v1:entry")
    evidence = await world.raider.select(card(page), [offered["Bram · Zulrah +50 kills"]], custom_id=pick)
    assert evidence.ephemeral
    assert "## Zulrah +50 kills\n**Bram** · Bram +50" in said(evidence)
    assert "zulrah 100 to 150: 50\ngained 50\n```" in said(evidence)
    text = await attached(evidence)
    assert f"SHA-256 {hashlib.sha256(text).hexdigest()}" in said(evidence)
    assert text.decode() in said(evidence)
    for label, kills in (("First snapshot", 100), ("Last snapshot", 150)):
        handed = await world.raider.click(card(evidence), label=label)
        snapshot = await attached(handed)
        assert hashlib.sha256(snapshot).hexdigest() in text.decode()
        assert parse_text(snapshot.decode()).values["zulrah"] == kills


async def test_each_sees_their_own_way_to_an_entry(world: World, hiscores: DemoHiscores) -> None:
    _, panel = await entered(world, hiscores)
    await gains(hiscores, "tom", slayer=62_000)
    await world.officer.slash(world.general, "clan snapshot")
    await settle(world)
    mine = await world.raider.click(card(panel), label="My entries")
    assert mine.ephemeral
    assert said(mine).startswith(
        "## Slayer week: my entries\n2 entries, one ticket each\n**You play with** Mara\n"
        "✅ Slayer XP +100,000\n-# Mara +150,000\n✅ Zulrah +50 kills\n-# Mara +60\n-# Counted <t:"
    )
    assert len(options(card(mine), "contest:v1:entry")) == 2
    theirs = await world.officer.click(card(panel), label="My entries")
    assert (
        "No entry yet\n**You play with** Tom\nSlayer XP +100,000\n▰▰▰▰▰▰▱▱▱▱ 62 %\n-# Tom +62,000 so far\n"
        "Zulrah +50 kills\n-# nothing gained yet\n"
    ) in said(theirs)
    nobody = await world.boss.click(card(panel), label="My entries")
    assert "No character takes part for you" in said(nobody)
    assert "`/clan claim`" in said(nobody)


async def test_an_officer_counts_again_and_nobody_else(world: World, hiscores: DemoHiscores) -> None:
    _, panel = await running(world, hiscores)
    await gains(hiscores, "mara", zulrah=60)
    await world.env.advance_time(HOUR)
    await world.officer.slash(world.general, "clan snapshot")
    await at_work(world, world.bot.hall.clan.runs.quiet())
    page = await world.officer.click(card(panel), label="All entries")
    assert "Nobody has an entry." in said(page)
    seen = screen(world.officer, card(page))
    counted = await world.officer.click(card(page), label="Recount")
    assert said(counted).endswith("\nCounted again: 1 new entry.")
    assert "`1` <@" in said(page)
    assert said(await press_on(world.officer, seen, "Recount")).endswith("\nCounted again: nothing changed.")
    raiders = await world.raider.click(card(panel), label="All entries")
    assert "Recount" not in buttons(card(raiders))
    await gains(hiscores, "mara")
    await world.env.advance_time(HOUR)
    await world.officer.slash(world.general, "clan snapshot")
    await at_work(world, world.bot.hall.clan.runs.quiet())
    assert said(await press_on(world.officer, seen, "Recount")).endswith("\nCounted again: 1 entry removed.")
    log = said(await world.raider.slash(world.general, "audit list", kind="contest.recounted"))
    assert "**counted a contest's entries**" in log
    assert "contest 1 · 1 entry removed · on request" in log


async def test_an_officer_who_lost_the_role_counts_no_more(world: World, hiscores: DemoHiscores) -> None:
    _, panel = await running(world, hiscores)
    page = await world.officer.click(card(panel), label="All entries")
    await world.leader.slash(world.general, "settings set", name="guild.officer_roles", value="none")
    refused = await world.officer.click(card(page), label="Recount")
    assert said(refused).startswith("Only officers can do that.")


async def test_many_entries_turn_their_pages(world: World, hiscores: DemoHiscores) -> None:
    names = [f"Raider {number}" for number in range(12)]
    for name in names:
        await gains(hiscores, name.lower())
    await enrol(world, *names)
    contest = await draft(world)
    await rule(world, contest, "boss_kc", 50, "zulrah")
    panel = await publish(world, contest)
    for name in names:
        await gains(hiscores, name.lower(), zulrah=50)
    await world.env.advance_time(HOUR)
    await world.officer.slash(world.general, "clan snapshot")
    await settle(world)
    page = await world.raider.click(card(panel), label="All entries")
    assert "12 entries by 12 members · Page 1 of 2" in said(page)
    assert "`10` " in said(page)
    assert "`11` " not in said(page)
    await world.raider.click(card(page), custom_id=buttons(card(page))["▶️"])
    assert "Page 2 of 2" in said(page)
    assert "`12` " in said(page)
    assert set(buttons(card(page))) == {"◀️"}
    assert len(options(card(page), "contest:v1:entry")) == 2


async def test_an_entry_that_went_meanwhile_is_said_to_be_gone(world: World, hiscores: DemoHiscores) -> None:
    _, panel = await entered(world, hiscores)
    page = await world.raider.click(card(panel), label="All entries")
    chosen = options(card(page), "contest:v1:entry")["Bram · Zulrah +50 kills"]
    await gains(hiscores, "bram", zulrah=5)
    await world.env.advance_time(HOUR)
    await world.officer.slash(world.general, "clan snapshot")
    await settle(world)
    pick = select_id(card(page), "contest:v1:entry")
    refused = await world.raider.select(card(page), [chosen], custom_id=pick)
    assert said(refused).startswith("That entry no longer stands")


async def test_a_character_that_joined_later_is_marked(world: World, hiscores: DemoHiscores) -> None:
    contest, _ = await running(world, hiscores)
    await gains(hiscores, "zed")
    await world.officer.slash(world.general, "clan add", name="Zed", member=world.leader)
    for more in (0, 50):
        await gains(hiscores, "zed", zulrah=more)
        await world.env.advance_time(HOUR)
        await world.officer.slash(world.general, "clan snapshot")
        await settle(world)
    entries = said(await world.raider.slash(world.general, "contest entries", contest=contest))
    assert "`1` **Zed** · Zulrah +50 kills\n-# Zed +50 · joined late" in entries


async def test_the_newest_panel_of_a_channel_lives_and_older_ones_are_left_alone(
    world: World, hiscores: DemoHiscores
) -> None:
    contest, first = await running(world, hiscores)
    elsewhere = await world.raider.slash(world.news, "contest show", contest=contest)
    newest = await world.raider.slash(world.general, "contest show", contest=contest)
    assert not newest.ephemeral
    assert said(newest) == said(first)
    deny = discord.PermissionOverwrite(view_channel=False)
    secret = world.guild.create_text_channel("secret", overwrites={me(world): deny})
    blind = await world.raider.slash(secret, "contest show", contest=contest)
    assert blind.ephemeral, "where the bot could not keep it up to date, only the asker sees it"
    await gains(hiscores, "mara", zulrah=60)
    await world.env.advance_time(HOUR)
    await world.restart()
    await world.officer.slash(world.general, "clan snapshot")
    await settle(world)
    assert "Nobody has entered yet." in said(first)
    assert "1 entry by 1 member" in said(newest)
    assert said(newest) == said(elsewhere)
    mine = await world.raider.click(card(first), label="My entries")
    assert "1 entry, one ticket" in said(mine), "its buttons know how it stands"


async def test_the_end_is_announced_a_day_and_an_hour_before(world: World, hiscores: DemoHiscores) -> None:
    await running(world, hiscores, ends="2026-01-03 00:00")
    await world.env.advance_time(DAY)
    await settle(world)
    await world.env.advance_time(23 * HOUR)
    await settle(world)
    assert headings(world)[1:] == ["## 🏆 Slayer week: 24 hours left", "## 🏆 Slayer week: 1 hour left"]
    last = said(world.news.history()[-1])
    assert "Active · ends <t:1767398400:R> (<t:1767398400:f>)\n**Prize** 10M bank" in last


async def test_each_event_has_its_toggle_and_its_last_delivery(world: World, hiscores: DemoHiscores) -> None:
    off = {"event": "contest.created", "enabled": False}
    await world.leader.slash(world.general, "notifications set", **off)
    aside = world.guild.create_text_channel("aside")
    await world.leader.slash(world.general, "notifications set", event="contest.ended", channel=aside)
    contest, _ = await running(world, hiscores)
    await world.leader.slash(world.general, "contest end", contest=contest)
    await settle(world)
    assert headings(world) == []
    told = [said(message) for message in aside.history()]
    assert len(told) == 2
    assert "Next, the last snapshot is taken and the entries are locked" in told[0]
    assert "Nobody earned an entry, so there is no draw." in told[1]
    routes = said(await world.leader.slash(world.general, "notifications show"))
    assert "**contest.created** · off\n-# A contest was published · not sent" in routes
    assert f"**contest.ended** · <#{aside.id}>\n-# A contest is over, or nobody earned an entry · ✅" in routes


async def test_how_it_is_drawn_and_the_rules_to_the_letter(world: World, hiscores: DemoHiscores) -> None:
    _, panel = await running(world, hiscores)
    how = await world.raider.click(card(panel), label="How it is drawn")
    assert how.ephemeral
    text = said(how)
    assert [line[:2] for line in text.splitlines() if re.match(r"\d\.", line)] == [f"{one}." for one in range(1, 7)]
    assert "4. That round is of a test beacon: whoever has its key can know it beforehand" in text
    assert "nobody can" not in text
    assert "- that members are different people\n- that the host entered no characters" in text
    assert "- that an entry stands for honest play\n- that the prize is handed over" in text
    rules = await attached(how)
    assert rules.decode().startswith("Slayer week\nPrize: 10M bank\nRuns from 2026-01-01 00:00")


async def test_a_sealed_contest_never_claims_that_nobody_can_choose(world: World, hiscores: DemoHiscores) -> None:
    await world.leader.slash(world.general, "settings set", name="draws.mode", value="sealed")
    _, panel = await running(world, hiscores)
    assert "· Sealed (you trust the host)" in said(panel)
    how = said(await world.raider.click(card(panel), label="How it is drawn"))
    assert "the host could know it all along: you trust the host" in how
    for text in (said(panel), how):
        assert "nobody can" not in text
        assert "fair" not in text


async def test_the_committed_rules_are_in_the_server_s_language_and_timezone(
    world: World, hiscores: DemoHiscores, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("guild.language", "es"), ("guild.timezone", "Europe/Madrid")):
        await world.leader.slash(world.general, "settings set", name=name, value=value)
    _, panel = await running(world, hiscores, ends="2026-01-08 20:00", winners=2)
    assert said(panel).startswith("## 🏆 Slayer week\nActivo · termina <t:1767898800:R>")
    assert "**Participa con**\n • XP de Slayer +100.000\n • Zulrah +50 bajas" in said(panel)
    posts = [said(message) for message in world.general.history()]
    commitment = next(post for post in posts if "Prize" in post or "Premio:" in post)
    assert (
        "> Va del 2026-01-01 01:00 al 2026-01-08 20:00 (Europe/Madrid), es decir, del 2026-01-01 00:00 al "
        "2026-01-08 19:00 UTC. Un líder puede terminarlo antes."
    ) in commitment
    assert "> Ganan 2 personas distintas, sorteadas una tras otra entre todos los boletos." in commitment
    in_spanish(monkeypatch)
    mine = await world.raider.click(card(panel), label="Mis participaciones")
    assert "Todavía ninguna participación\n**Juegas con** Mara" in said(mine)
