"""From the end of a contest to its lock, and calling it off: what the panel says, and who can do what about it."""

import pytest
from simcord.results import InteractionResult

from cogs.ui.contest import news
from cogs.ui.words import WORDS
from domain.contest_settings import WAITING
from domain.notices import Notice
from playground.hiscores import DemoHiscores
from playground.loopback import NOT_FOUND, WEB_PAGE
from tests.bot.acting import at_work, buttons, card, in_spanish, parts, press_on, said, screen, tick
from tests.bot.conftest import World
from tests.bot.contesting import DAY, HOUR, draft, ended, entered, gains, publish, rule, running, settle

CHOICE = {"Run again", "Lock anyway"}


async def unread(world: World, hiscores: DemoHiscores) -> tuple[str, InteractionResult]:
    """A contest with entries whose last snapshot could not read Bram."""
    contest, panel = await entered(world, hiscores)
    await world.env.advance_time(HOUR)
    hiscores.always("bram", NOT_FOUND)
    await world.leader.slash(world.general, "contest end", contest=contest)
    await tick(world, minutes=10)
    await settle(world)
    return contest, panel


async def test_the_clock_ends_it_reads_everybody_and_locks(world: World, hiscores: DemoHiscores) -> None:
    _, panel = await entered(world, hiscores)
    await world.env.advance_time(6 * DAY)
    await at_work(world, world.bot.hall.contests.closing.due())
    await at_work(world, world.bot.hall.panels.repaint())
    assert "Ended <t:1767830400:R> (<t:1767830400:f>)" in said(panel)
    assert "⏳ Everybody is read one last time now. Then the entries are locked." in said(panel)
    assert "Run draw" not in buttons(card(panel))
    await settle(world, 6)
    assert "🔒 Entries are locked. A leader presses *Run draw*." in said(panel)
    assert "Run draw" in buttons(card(panel))
    assert "3 entries by 2 members" in said(panel)
    told = [said(message) for message in world.news.history() if "is over" in said(message)]
    assert len(told) == 1
    assert "3 entries by 2 members\nNext, the last snapshot is taken and the entries are locked" in told[0]
    lists = [said(message) for message in world.general.history() if "the entries are locked" in said(message)]
    assert len(lists) == 1


async def test_a_leader_ends_it_early_and_says_so_at_once(world: World, hiscores: DemoHiscores) -> None:
    contest, panel = await entered(world, hiscores)
    seen = world.env.now()
    over = await world.leader.slash(world.general, "contest end", contest=contest)
    assert over.ephemeral
    assert said(over).startswith("**Slayer week** is over. The last snapshot is taken now;")
    early = await world.leader.slash(world.general, "contest draw", contest=contest)
    assert said(early).startswith("**Slayer week** cannot be drawn yet: its last snapshot is not done.")
    twice = await world.leader.slash(world.general, "contest end", contest=contest)
    assert said(twice) == "**Slayer week** is already over. `/contest show` says how it stands."
    await settle(world)
    assert f"Ended <t:{int(seen.timestamp())}:R>" in said(panel)
    assert "🔒 Entries are locked." in said(panel)


async def test_those_who_could_not_be_read_are_named_and_a_leader_locks_anyway(
    world: World, hiscores: DemoHiscores
) -> None:
    contest, panel = await unread(world, hiscores)
    assert "⏳ The last snapshot could not read everybody. For these the last known numbers count:" in said(panel)
    assert "• not on the hiscores under that name: Bram" in said(panel)
    assert "A leader decides: *Run again* (what is read by <t:" in said(panel)
    assert set(buttons(card(panel))) >= CHOICE
    asked = await world.leader.slash(world.general, "contest draw", contest=contest)
    assert asked.ephemeral
    assert "• not on the hiscores under that name: Bram" in said(asked)
    assert set(buttons(card(asked))) == CHOICE
    for person in (world.raider, world.officer):
        for label in CHOICE:
            refused = await person.click(card(panel), label=label)
            assert said(refused).startswith("Only leaders can do that")
    seen = screen(world.leader, card(panel))
    await world.restart()
    locked = await world.leader.click(card(asked), label="Lock anyway")
    assert said(locked).endswith("**Slayer week** goes on with the last known numbers. Its card says what comes next.")
    again = await press_on(world.leader, seen, "Lock anyway")
    assert said(again).startswith("There is nothing to confirm for **Slayer week**")
    await settle(world)
    assert "🔒 Entries are locked." in said(panel)
    assert "3 entries by 2 members" in said(panel), "Bram's last known numbers count"
    assert not CHOICE & set(buttons(card(panel)))
    log = said(await world.raider.slash(world.general, "audit list", kind="contest.unread_confirmed"))
    assert "**let a contest be locked although some could not be read**" in log


async def test_officers_are_told_what_to_do_with_the_buttons_to_do_it(world: World, hiscores: DemoHiscores) -> None:
    den = world.guild.create_text_channel("den")
    await world.leader.slash(world.general, "settings set", name="guild.officers_channel", value=den.mention)
    _, panel = await unread(world, hiscores)
    (asked,) = den.history()
    assert said(asked).startswith("## 🏆 Slayer week cannot be drawn yet\nEnded <t:")
    assert "⏳ The last snapshot could not read everybody." in said(asked)
    assert "• not on the hiscores under that name: Bram" in said(asked)
    (link,) = [part["url"] for part in parts(asked) if "url" in part]
    assert link == f"https://discord.com/channels/{world.guild.id}/{card(panel).channel_id}/{card(panel).id}"
    assert set(buttons(asked)) == CHOICE
    assert said(await world.officer.click(asked, label="Lock anyway")).startswith("Only leaders can do that")
    await world.leader.click(asked, label="Lock anyway")
    await settle(world)
    assert "🔒 Entries are locked." in said(panel)
    assert len(den.history()) == 1


async def test_a_word_to_officers_that_comes_too_late_says_how_it_stands(world: World, hiscores: DemoHiscores) -> None:
    contest, _ = await ended(world, hiscores)
    notice = Notice(1, world.guild.id, WAITING.name, {"contest": int(contest), "wait": "run"}, None, world.env.now(), 0)
    told = await news.waiting(world.bot.hall, notice, WORDS["en"])
    head, body, small = told.texts()
    assert (head.splitlines()[0], small) == ("## 🏆 Slayer week", "")
    assert body[0] == "🔒 Entries are locked. A leader presses *Run draw*."


async def test_running_again_finds_them_after_all(world: World, hiscores: DemoHiscores) -> None:
    _, panel = await unread(world, hiscores)
    old = screen(world.leader, card(panel))
    await gains(hiscores, "bram", zulrah=70)
    again = await world.leader.click(card(panel), label="Run again")
    assert said(again) == "Everybody is being read again. The card says how it goes."
    stale = await press_on(world.leader, old, "Lock anyway")
    assert said(stale).startswith("There is nothing to confirm for **Slayer week**")
    twice = await press_on(world.leader, old, "Run again")
    assert said(twice) == said(again)
    await settle(world, 6)
    assert "🔒 Entries are locked." in said(panel)
    runs = said(await world.raider.slash(world.general, "clan history"))
    assert runs.count("for a contest") == 3, "the start's, the end's and the repeated one"


async def test_a_yes_counts_only_for_the_run_that_was_seen(world: World, hiscores: DemoHiscores) -> None:
    _, panel = await unread(world, hiscores)
    old = screen(world.leader, card(panel))
    await gains(hiscores, "bram")
    hiscores.always("tom", NOT_FOUND)
    await world.leader.click(card(panel), label="Run again")
    await tick(world, minutes=10)
    await settle(world, 6)
    assert "not on the hiscores under that name: Tom" in said(panel)
    stale = await press_on(world.leader, old, "Lock anyway")
    assert said(stale).startswith("There is nothing to confirm for **Slayer week**, or there has been another snapshot")
    await world.leader.click(card(panel), label="Lock anyway")
    await settle(world)
    assert "🔒 Entries are locked." in said(panel)


async def test_a_last_snapshot_that_failed_is_said_and_repeated(world: World, hiscores: DemoHiscores) -> None:
    contest, panel = await entered(world, hiscores)
    await world.env.advance_time(HOUR)
    for name in ("mara", "tom", "bram"):
        hiscores.always(name, WEB_PAGE)
    await world.leader.slash(world.general, "contest end", contest=contest)
    await tick(world, minutes=10)
    await tick(world)
    assert "⏳ The last snapshot failed and is tried again every 15 minutes. What was read by <t:" in said(panel)
    await gains(hiscores, "mara", slayer=150_000, zulrah=60)
    await gains(hiscores, "tom", zulrah=50)
    await gains(hiscores, "bram", zulrah=50)
    await world.env.advance_time(20 * 60)
    await tick(world, minutes=10)
    await settle(world)
    assert "🔒 Entries are locked." in said(panel)
    assert "4 entries by 3 members" in said(panel), "the repeated snapshot counts"


async def test_a_decision_that_waited_for_days_needs_a_fresh_snapshot(world: World, hiscores: DemoHiscores) -> None:
    await world.leader.slash(world.general, "settings set", name="clan.schedule", value="off")
    contest, panel = await unread(world, hiscores)
    await world.env.advance_time(2 * DAY)
    await settle(world)
    assert "⏳ The entries can be locked only within 24 hours of a complete snapshot" in said(panel)
    assert "Run again" in buttons(card(panel))
    assert "Lock anyway" not in buttons(card(panel))
    refused = await world.leader.slash(world.general, "contest draw", contest=contest)
    assert said(refused).startswith("**Slayer week** cannot be drawn yet: its entries are locked only within 24 hours")
    await world.leader.click(card(panel), label="Run again")
    await tick(world, minutes=10)
    await settle(world, 6)
    assert "A leader decides: *Lock anyway*, or *Run again* to see" in said(panel)
    await world.leader.click(card(panel), label="Lock anyway")
    await settle(world)
    assert "🔒 Entries are locked." in said(panel)


async def test_without_entries_there_is_no_draw_and_everybody_is_told(world: World, hiscores: DemoHiscores) -> None:
    contest, panel = await running(world, hiscores)
    await world.env.advance_time(HOUR)
    await world.leader.slash(world.general, "contest end", contest=contest)
    await settle(world)
    assert "Ended <t:" in said(panel)
    assert "Nobody earned an entry, so there is no draw." in said(panel)
    assert set(buttons(card(panel))) == {"My entries", "All entries", "How it is drawn"}
    assert "Nobody earned an entry, so there is no draw." in said(world.news.history()[-1])
    refused = await world.leader.slash(world.general, "contest draw", contest=contest)
    assert said(refused) == "Nobody earned an entry in **Slayer week**, so there is no draw."
    mine = await world.raider.click(card(panel), label="My entries")
    assert "No entry\n**You play with** Mara\n❌ Slayer XP +100,000\n❌ Zulrah +50 kills" in said(mine)
    over = await world.leader.slash(world.general, "contest cancel", contest=contest, reason="nobody came")
    assert said(over) == "**Slayer week** is over, so there is nothing left to cancel."


@pytest.mark.parametrize("stage", ["upcoming", "active", "locked"])
async def test_called_off_publicly_with_the_reason(world: World, hiscores: DemoHiscores, stage: str) -> None:
    if stage == "locked":
        contest, panel = await ended(world, hiscores)
    else:
        more = {"starts": "2026-01-02 00:00"} if stage == "upcoming" else {}
        contest, panel = await running(world, hiscores, **more)
    off = await world.leader.slash(
        world.general, "contest cancel", contest=contest, reason="The server is down all weekend"
    )
    assert off.ephemeral
    assert said(off) == "**Slayer week** is cancelled, and everybody is told why."
    await settle(world)
    assert "Cancelled <t:" in said(panel)
    assert "**Why** The server is down all weekend\n**Prize** 10M bank" in said(panel)
    assert not {"Run draw", "Lock anyway"} & set(buttons(card(panel)))
    told = [said(message) for message in world.news.history() if "cancelled" in said(message)]
    assert len(told) == 1
    assert told[0].startswith("## 🏆 Slayer week is cancelled\n**Why** The server is down all weekend")
    again = await world.leader.slash(world.general, "contest cancel", contest=contest, reason="again")
    assert said(again) == "**Slayer week** is over, so there is nothing left to cancel."
    draw = await world.leader.slash(world.general, "contest draw", contest=contest)
    assert said(draw) == "**Slayer week** was cancelled, so it is not drawn."
    how = await world.raider.click(card(panel), label="How it is drawn")
    assert how.ephemeral


async def test_a_reason_is_needed(world: World, hiscores: DemoHiscores) -> None:
    contest, panel = await running(world, hiscores)
    for reason in ("\u200b", "x" * 301):
        refused = await world.leader.slash(world.general, "contest cancel", contest=contest, reason=reason)
        assert said(refused).startswith("The reason takes 1 to 300 characters.")
    assert "Active" in said(panel)


async def test_a_restart_between_the_end_and_the_lock_loses_nothing(world: World, hiscores: DemoHiscores) -> None:
    contest, panel = await entered(world, hiscores)
    await world.leader.slash(world.general, "contest end", contest=contest)
    await world.restart()
    await settle(world)
    await world.restart()
    await settle(world)
    assert "🔒 Entries are locked." in said(panel)
    locks = [said(message) for message in world.general.history() if "the entries are locked" in said(message)]
    assert len(locks) == 1
    assert "3 entries by 2 members" in said(panel)


async def test_two_contests_side_by_side_share_their_runs(world: World, hiscores: DemoHiscores) -> None:
    first, panel = await entered(world, hiscores)
    second = await draft(world, "Vorkath day", ends="2026-01-05 00:00")
    await rule(world, second, "boss_kc", 5, "zulrah")
    other = await publish(world, second)
    await gains(hiscores, "tom", zulrah=10)
    await world.env.advance_time(HOUR)
    await world.leader.slash(world.general, "contest end", contest=first)
    await settle(world)
    assert "🔒 Entries are locked." in said(panel)
    assert "1 entry by 1 member" in said(other)
    assert "Active" in said(other)


async def test_the_panel_waits_in_spanish_too(
    world: World, hiscores: DemoHiscores, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.leader.slash(world.general, "settings set", name="guild.language", value="es")
    contest, panel = await unread(world, hiscores)
    assert "⏳ La última instantánea no pudo leer a todos." in said(panel)
    assert set(buttons(card(panel))) >= {"Leer de nuevo", "Cerrar igualmente"}
    in_spanish(monkeypatch)
    refused = await world.raider.click(card(panel), label="Cerrar igualmente")
    assert said(refused).startswith("Solo los líderes pueden hacer eso")
    asked = await world.leader.slash(world.general, "contest draw", contest=contest)
    assert "no aparece en los hiscores con ese nombre: Bram" in said(asked)
