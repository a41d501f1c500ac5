"""Snapshots of the clan: by hand, by the clock, through faults and restarts, and what is told of them."""

import discord
import pytest

from playground.hiscores import DemoHiscores
from playground.loopback import NOT_FOUND, WEB_PAGE, broken, slow
from tests.bot.acting import at_work, buttons, card, enrol, me, numbers, press_on, said, screen, snapshot, tick
from tests.bot.conftest import World

DAY = 86400


def news(world: World) -> list[str]:
    return [said(message) for message in world.news.history()]


async def test_an_empty_clan_says_how_to_begin(world: World) -> None:
    overview = said(await world.raider.slash(world.general, "clan overview"))
    assert "Nobody is on the roster yet · snapshots daily at 06:00 (UTC)" in overview
    assert "`/clan add`" in overview
    refused = await world.officer.slash(world.general, "clan snapshot")
    assert said(refused).startswith("Nobody is on the roster yet. Add characters with `/clan add`")
    history = said(await world.raider.slash(world.general, "clan history"))
    assert "No snapshot has been taken yet." in history
    assert "0" not in overview.replace("06:00", "") + history


async def test_an_officer_runs_a_snapshot_and_everybody_watches_it_end(world: World) -> None:
    await enrol(world, "Mara", "Tom")
    run = await world.officer.slash(world.general, "clan snapshot")
    assert not run.ephemeral
    assert "⏳ Snapshot running" in said(run)
    await tick(world)
    assert "✅ Snapshot complete" in said(run)
    assert "All 2 characters read" in said(run)
    assert set(buttons(card(run))) == {"Stats", "History"}
    overview = await world.raider.slash(world.general, "clan overview")
    assert "2 characters · snapshots daily at 06:00 (UTC)" in said(overview)
    assert "**Next snapshot** <t:1767247200:R> (<t:1767247200:f>)" in said(overview)
    assert "**Last snapshot** <t:1767225600:R> · all 2 characters read" in said(overview)


async def test_only_officers_run_snapshots(world: World) -> None:
    await enrol(world, "Mara")
    assert "Only officers" in said(await world.raider.slash(world.general, "clan snapshot"))
    overview = await world.raider.slash(world.general, "clan overview")
    assert "Only officers" in said(await world.raider.click(card(overview), label="Run snapshot now"))
    started = await world.officer.click(card(overview), label="Run snapshot now")
    assert "Snapshot running" in said(started)
    await tick(world)
    assert "The one character read" in said(started)


async def test_run_now_during_a_run_shows_that_run_and_both_messages_end(world: World, hiscores: DemoHiscores) -> None:
    await enrol(world, "Mara", "Tom")
    await world.env.advance_time(60)
    hiscores.script("mara", NOT_FOUND)
    first = await world.officer.slash(world.general, "clan snapshot")
    second = await world.leader.slash(world.general, "clan snapshot")
    overview = said(await world.raider.slash(world.general, "clan overview"))
    assert "⏳ **A snapshot is running** for 2 characters, started <t:1767225660:R>" in overview
    await tick(world, minutes=5)
    assert "All 2 characters read" in said(first)
    assert "All 2 characters read" in said(second)
    assert "1 snapshot\n" in said(await world.raider.slash(world.general, "clan history"))


async def test_the_live_message_shows_the_progress(world: World, hiscores: DemoHiscores) -> None:
    await enrol(world, "Mara", "Tom", "Ylva", "Bram")
    await world.env.advance_time(60)
    hiscores.script("mara", NOT_FOUND)
    run = await world.officer.slash(world.general, "clan snapshot")
    await world.bot.hall.panels.repaint()
    assert "▰▰▰▰▰▰▰▱▱▱ 75 %\n3 of 4 characters read" in said(run)
    await tick(world, minutes=5)
    assert "▰" not in said(run)


async def test_the_clock_runs_it_and_tells_it_once(world: World) -> None:
    await enrol(world, "Mara", "Tom")
    answer = await world.leader.slash(world.general, "clan schedule", times="6:30 pm, 6am")
    assert said(answer) == (
        "Snapshots are taken daily at **06:00** and **18:30** (UTC). "
        "The next one runs <t:1767247200:R> (<t:1767247200:f>)."
    )
    await world.env.advance_time(6 * 3600 - 1)
    await world.bot.tick()
    assert news(world) == []
    await world.env.advance_time(1)
    await world.bot.tick()
    await world.bot.tick()
    (told,) = news(world)
    assert told.startswith("## ✅ Snapshot complete\nAll 2 characters read")
    await world.env.advance_time(12 * 3600 + 1800)
    await world.bot.tick()
    assert sum("Snapshot complete" in one for one in news(world)) == 2


async def test_times_are_those_of_the_guilds_timezone(world: World) -> None:
    await enrol(world, "Mara")
    await world.leader.slash(world.general, "settings set", name="guild.timezone", value="Europe/Madrid")
    overview = said(await world.raider.slash(world.general, "clan overview"))
    assert "snapshots daily at 06:00 (Europe/Madrid)" in overview
    assert "<t:1767243600:f>" in overview


@pytest.mark.parametrize(
    ("times", "answer"),
    [
        ("25:00", "I cannot read **25:00** as times of the day."),
        ("soon", "I cannot read **soon** as times of the day."),
        ("06:00, 12:00, 18:00", "At most 2 snapshots a day."),
        ("06:00 06:30", "Those two times are less than an hour apart."),
        ("06:00, 6 am", "Both times are **06:00**. Write it once, or two times"),
        ("@everyone" + "x" * 1991, "as times of the day."),
    ],
)
async def test_times_that_make_no_sense_change_nothing(world: World, times: str, answer: str) -> None:
    refused = said(await world.leader.slash(world.general, "clan schedule", times=times))
    assert answer in refused
    assert "@everyone" not in refused
    assert "daily at 06:00" in said(await world.raider.slash(world.general, "clan overview"))


async def test_off_is_off_and_only_leaders_choose(world: World) -> None:
    assert "Only leaders" in said(await world.officer.slash(world.general, "clan schedule", times="off"))
    await enrol(world, "Mara")
    off = said(await world.leader.slash(world.general, "clan schedule", times="off"))
    assert off == "Scheduled snapshots are off. `/clan snapshot` still takes one at any time."
    overview = said(await world.raider.slash(world.general, "clan overview"))
    assert "\n1 character\nNo snapshot is scheduled. Leaders set the times with `/clan schedule`.\n" in overview
    assert "no scheduled snapshots" not in overview, "said once only"
    await world.env.advance_time(2 * DAY)
    await world.bot.tick()
    assert news(world) == []


async def test_the_clock_waits_for_the_first_character(world: World) -> None:
    answer = said(await world.leader.slash(world.general, "clan schedule", times="12:00"))
    assert answer.endswith("Snapshots start once somebody is on the roster: `/clan add`.")
    await enrol(world, "Mara")
    assert "<t:1767268800:f>" in said(await world.raider.slash(world.general, "clan overview"))


async def test_what_could_not_be_read_is_listed_with_its_reason(world: World, hiscores: DemoHiscores) -> None:
    await enrol(world, "Mara", "Tom", "Ylva", "Bram")
    await world.env.advance_time(60)
    hiscores.always("mara", NOT_FOUND)
    hiscores.always("tom", broken(502))
    hiscores.always("ylva", WEB_PAGE)
    run = await world.officer.slash(world.general, "clan snapshot")
    await tick(world, minutes=10)
    text = said(run)
    assert "1 of 4 characters read" in text
    assert "• not on the hiscores under that name: Mara" in text
    assert "• the hiscores answered with an error: Tom" in text
    assert "• a web page came instead of numbers: Ylva" in text
    assert text.split("**Not read**")[1] in said(await world.raider.slash(world.general, "clan overview"))


async def test_one_404_among_the_answers_is_not_believed(world: World, hiscores: DemoHiscores) -> None:
    await enrol(world, "Mara", "Tom")
    await world.env.advance_time(60)
    hiscores.script("mara", NOT_FOUND)
    hiscores.script("tom", slow(0.2))
    run = await world.officer.slash(world.general, "clan snapshot")
    await tick(world, minutes=5)
    assert "All 2 characters read" in said(run)


async def test_who_watches_a_run_is_told_when_the_hiscores_stop_answering(world: World, hiscores: DemoHiscores) -> None:
    await enrol(world, *(f"Raider {number}" for number in range(4)))
    await world.env.advance_time(60)
    for number in range(3):
        hiscores.script(f"raider {number}", NOT_FOUND)
    run = await world.officer.slash(world.general, "clan snapshot")
    await at_work(world, world.bot.hall.panels.repaint())
    assert "1 of 4 characters read" in said(run)
    assert "Hiscores are not answering" not in said(run)
    hiscores.for_everyone = WEB_PAGE
    await world.env.advance_time(75)
    await at_work(world, world.bot.hall.clan.runs.due())
    await at_work(world, world.bot.hall.panels.repaint())
    assert "⏳ Hiscores are not answering; next try <t:" in said(run)
    hiscores.for_everyone = None
    await tick(world, minutes=10)
    assert "All 4 characters read" in said(run)


async def test_an_outage_fails_the_run_and_says_so_to_the_officers(world: World, hiscores: DemoHiscores) -> None:
    await enrol(world, *(f"Raider {number}" for number in range(9)))
    await world.env.advance_time(60)
    hiscores.for_everyone = WEB_PAGE
    run = await world.officer.slash(world.general, "clan snapshot")
    await tick(world, minutes=10)
    assert "❌ Snapshot failed" in said(run)
    assert "None of 9 characters could be read" in said(run)
    assert set(buttons(card(run))) == {"Run snapshot now", "History"}
    (told,) = news(world)
    assert told.startswith("## ❌ Snapshot failed\nNone of 9 characters could be read\nMost often: ")
    hiscores.for_everyone = None
    retried = await world.officer.click(world.news.history()[0], label="Run snapshot now")
    await tick(world, minutes=10)
    assert "All 9 characters read" in said(retried)


async def test_a_restart_in_the_middle_takes_the_run_up_again(world: World, hiscores: DemoHiscores) -> None:
    await enrol(world, "Mara", "Tom")
    await world.env.advance_time(60)
    hiscores.script("mara", NOT_FOUND)
    run = await world.officer.slash(world.general, "clan snapshot")
    await world.restart()
    assert "⏳ Snapshot running" in said(run)
    await world.bot.tick()
    assert "✅ Snapshot complete" in said(run)
    assert "All 2 characters read" in said(run)
    assert len(news(world)) == 1
    stats = await world.raider.click(card(run), label="Stats")
    assert stats.ephemeral
    assert "## Azeroth Guild · last 7 days" in said(stats)


async def test_the_news_have_the_highlights_and_their_buttons_work(world: World, hiscores: DemoHiscores) -> None:
    hiscores.always("mara", numbers(overall=1_000_000, zulrah=100))
    hiscores.always("tom", numbers(overall=1_000_000, zulrah=100))
    await enrol(world, "Mara", "Tom")
    first = await snapshot(world)
    assert "Gains show from the second snapshot on." in news(world)[0]
    await world.env.advance_time(DAY)
    hiscores.always("mara", numbers(overall=3_500_000, zulrah=100))
    hiscores.always("tom", numbers(overall=3_500_000, zulrah=107))
    await tick(world)
    told = news(world)[1]
    assert told.splitlines() == [
        "## ✅ Snapshot complete",
        "All 2 characters read",
        "**Total XP** 🥇 Mara +2.5M · 🥇 Tom +2.5M",
        "**All bosses** 🥇 Tom +7",
        "-# most gained, last 7 days; boards without a change are left out",
    ]
    history = await world.raider.click(world.news.history()[1], label="History")
    assert history.ephemeral
    link = f"https://discord.com/channels/{world.guild.id}/{world.news.id}/{world.news.history()[1].id}"
    assert f"· on schedule · [message]({link})" in said(history)
    assert said(first).startswith("## ✅ Snapshot complete")


async def test_highlights_can_be_turned_off(world: World) -> None:
    await enrol(world, "Mara")
    await world.leader.slash(world.general, "settings set", name="clan.highlights", value="0")
    for _ in range(2):
        await world.env.advance_time(DAY)
        await world.bot.tick()
    assert [one.splitlines() for one in news(world)] == [
        ["## ✅ Snapshot complete", "The one character read"],
        ["## ✅ Snapshot complete", "The one character read"],
    ]


async def test_a_long_history_turns_its_pages(world: World) -> None:
    await enrol(world, "Mara")
    for _ in range(9):
        await world.env.advance_time(3600)
        await snapshot(world)
    history = await world.raider.slash(world.general, "clan history")
    assert "10 snapshots · Page 1 of 2" in said(history)
    await world.raider.click(card(history), custom_id=buttons(card(history))["▶️"])
    assert "Page 2 of 2" in said(history)
    assert set(buttons(card(history))) == {"◀️", "Draws"}


async def test_pressing_twice_starts_one_run(world: World, hiscores: DemoHiscores) -> None:
    await enrol(world, "Mara", "Tom")
    await world.env.advance_time(60)
    hiscores.script("mara", NOT_FOUND)
    overview = await world.officer.slash(world.general, "clan overview")
    seen = screen(world.officer, card(overview))
    await press_on(world.officer, seen, "Run snapshot now")
    await press_on(world.officer, seen, "Run snapshot now")
    await tick(world, minutes=5)
    assert "1 snapshot\n" in said(await world.raider.slash(world.general, "clan history"))


async def test_where_the_bot_sees_nothing_the_message_says_that_it_will_not_change(world: World) -> None:
    await enrol(world, "Mara")
    deny = discord.PermissionOverwrite(view_channel=False)
    secret = world.guild.create_text_channel("secret", overwrites={me(world): deny})
    run = await world.officer.slash(secret, "clan snapshot")
    assert "I cannot see this channel, so this message will not change." in said(run)
    await tick(world)
    assert "⏳ Snapshot running" in said(run)
    assert "The one character read" not in said(run)
    assert "✅" in said(await world.officer.slash(secret, "clan history"))
