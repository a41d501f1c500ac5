"""Points in Discord: officers give, charge and decay after a preview, and take mistakes back in seconds."""

import re
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor

from storage import points
from tests.bot.acting import at_once, buttons, card, in_spanish, me, press_on, said, screen, tick
from tests.bot.conftest import World
from tests.bot.pointing import (
    adds_up,
    ask_award,
    ask_undo,
    at,
    award,
    charge,
    everybody_reads,
    held,
    take_back,
)
from tests.bot.potting import type_in


@pytest.fixture
def mara(world: World) -> MemberActor:
    """A raider."""
    return world.person("Mara")


@pytest.fixture
def tom(world: World) -> MemberActor:
    """Another one."""
    return world.person("Tom")


# Giving


async def test_an_award_is_shown_first_and_posted_when_it_is_applied(world: World, mara: MemberActor, tom: MemberActor):
    asked = await ask_award(world, "12.5", mara, tom, reason="  raid\nnight ")
    assert asked.ephemeral
    assert said(asked) == (
        "## 🎁 Give 12.50 EP to 2 people?\n**Why** raid night\n"
        f"<@{mara.id}> 0 → **12.50** EP\n<@{tom.id}> 0 → **12.50** EP\n"
        "Nobody moves past anybody.\n"
        "-# Nothing has changed yet. *Apply* does it, and it can be undone."
    )
    assert await held(world, mara) == {}
    assert everybody_reads(world) == []
    await world.officer.click(card(asked), label="Apply")
    stands = (
        f"## 🎁 Points awarded\n<@{world.officer.id}> gave **12.50 EP** to 2 people.\n**Why** raid night\n"
        f"<@{mara.id}> 0 → **12.50** EP\n<@{tom.id}> 0 → **12.50** EP\n-# Batch 1"
    )
    assert said(asked) == stands
    assert everybody_reads(world) == [stands]
    assert set(buttons(card(asked))) == {"Undo…"}
    assert await held(world, mara) == await held(world, tom) == {"ep": 12_50}
    await adds_up(world)


async def test_an_award_to_one_is_said_in_the_singular_and_tells_whom_they_pass(
    world: World, mara: MemberActor, tom: MemberActor
):
    await award(world, "20", tom, pool="dkp")
    asked = await ask_award(world, "30", mara, pool="dkp")
    assert "## 🎁 Give 30 DKP to 1 person?" in said(asked)
    assert f"**Who moves past whom**\n<@{mara.id}> new → 🥇 past <@{tom.id}>\n" in said(asked)
    await world.officer.click(card(asked), label="Apply")
    assert f"gave **30 DKP** to <@{mara.id}>." in said(asked)


async def test_a_long_preview_names_fifteen_and_counts_the_others(world: World):
    people = [world.person(f"Raider{number}") for number in range(18)]
    asked = await ask_award(world, "5", *people)
    assert "Give 5 EP to 18 people?" in said(asked)
    assert said(asked).count("→") == 15
    assert "\nand 3 more\n" in said(asked)


async def test_a_second_press_changes_nothing_and_says_what_stands(world: World, mara: MemberActor):
    asked = await ask_award(world, "5", mara)
    seen = screen(world.officer, card(asked))
    await world.officer.click(card(asked), label="Apply")
    await press_on(world.officer, seen, "Apply")
    assert "This was already done; here is how it stands.\n" in said(asked)
    assert "-# Batch 1" in said(asked)
    assert await held(world, mara) == {"ep": 5_00}
    assert len(everybody_reads(world)) == 1


async def test_presses_at_the_same_time_give_once(world: World, mara: MemberActor):
    asked = await ask_award(world, "5", mara)
    seen = screen(world.officer, card(asked))
    await at_once(*(press_on(world.officer, seen, "Apply") for _ in range(3)))
    assert await held(world, mara) == {"ep": 5_00}
    assert len(everybody_reads(world)) == 1


async def test_a_preview_works_after_a_restart(world: World, mara: MemberActor):
    asked = await ask_award(world, "5", mara)
    await world.restart()
    await world.officer.click(card(asked), label="Apply")
    assert await held(world, mara) == {"ep": 5_00}


async def test_an_old_preview_is_refused_and_its_button_goes(world: World, mara: MemberActor):
    asked = await ask_award(world, "5", mara)
    await world.env.advance_time(3 * 86400)
    await tick(world)
    await world.env.advance_time(3 * 86400)
    await world.bot.hall.clan.imports.tidy()
    await world.officer.click(card(asked), label="Apply")
    assert said(asked) == (
        "## Nothing was changed\nThat preview is too old, so nothing was done. Run the command again for a fresh one."
    )
    assert not buttons(card(asked))


async def test_the_cap_is_told_before_and_kept(world: World, mara: MemberActor, tom: MemberActor):
    await world.leader.slash(world.general, "settings set", name="dkp.cap", value="100")
    await award(world, "99.5", mara, pool="dkp")
    await award(world, "100", tom, pool="dkp")
    asked = await ask_award(world, "10", mara, tom, pool="dkp")
    assert f"<@{mara.id}> 99.50 → **100** DKP\n1 person is already at the cap and gets nothing." in said(asked)
    refused = await ask_award(world, "10", tom, pool="dkp")
    assert "as many DKP as the cap allows" in said(refused)


# Who is meant


async def test_members_a_role_and_a_voice_channel_add_up_without_bots_and_doubles(
    world: World, mara: MemberActor, tom: MemberActor
):
    raiders = world.guild.create_role("Raider")
    ylva = world.person("Ylva", raiders)
    voice = world.guild.create_voice_channel("raid")
    robot = world.guild.add_member(world.env.create_user("robot", bot=True), roles=[raiders])
    await tom.join_voice(voice)
    await robot.join_voice(voice)
    asked = await ask_award(world, "5", mara, mara, ylva, role=raiders, voice=voice)
    assert "Give 5 EP to 3 people?" in said(asked)
    assert [int(one) for one in re.findall(r"<@(\d+)> 0", said(asked))] == [mara.id, ylva.id, tom.id]
    assert str(robot.id) not in said(asked)


async def test_everybody_can_be_meant_by_the_role_that_everybody_has(world: World):
    asked = await ask_award(world, "5", role=world.guild.default_role)
    assert "Give 5 EP to 5 people?" in said(asked), "the owner, leader, officer, raider and boss"
    assert str(me(world).id) not in said(asked)


async def test_a_role_of_thousands_is_read_page_by_page_and_refused(world: World, monkeypatch: pytest.MonkeyPatch):
    asked_for: list[tuple[int, int | None]] = []

    async def members(guild_id: int, limit: int, after: int | None) -> list[dict[str, Any]]:
        asked_for.append((limit, after))
        start = after or 0
        return [{"user": {"id": str(start + one)}, "roles": []} for one in range(1, 1001 if len(asked_for) < 3 else 2)]

    monkeypatch.setattr(world.bot.http, "get_members", members)
    refused = await ask_award(world, "5", role=world.guild.default_role)
    assert asked_for == [(1000, None), (1000, 1000), (1000, 2000)]
    assert said(refused).startswith("One award reaches 1,000 people at most.")


class Refused:
    """What Discord answers when an intent is not switched on."""

    status, reason = 403, "Forbidden"


async def test_a_missing_intent_says_where_it_is_switched_on(
    world: World, mara: MemberActor, monkeypatch: pytest.MonkeyPatch
):
    async def members(*_: Any) -> list[Any]:
        raise discord.Forbidden(Refused(), {"code": 50001, "message": "Missing Access"})  # type: ignore[arg-type]

    monkeypatch.setattr(world.bot.http, "get_members", members)
    refused = await ask_award(world, "5", mara, role=world.officer_role)
    assert refused.ephemeral
    assert "switch *Server Members Intent* on in the developer portal" in said(refused)
    assert "name people in `members`, or use `voice`" in said(refused)
    assert await held(world, mara) == {}


async def test_discord_s_silence_about_who_is_meant_is_said(world: World, monkeypatch: pytest.MonkeyPatch):
    async def members(*_: Any) -> list[Any]:
        raise OSError("no route")

    monkeypatch.setattr(world.bot.http, "get_members", members)
    monkeypatch.setattr(world.bot.http, "get_member", members)
    stranger = world.person("Stranger")
    for asked in (ask_award(world, "5", role=world.officer_role), ask_award(world, "5", stranger)):
        assert said(await asked).startswith("Discord is not telling me who that is right now.")


@pytest.mark.parametrize(
    ("amount", "more", "told"),
    [
        ("0", {"members": "{mara}"}, "Type how many points, such as 50 or 12.5"),
        ("-5", {"members": "{mara}"}, "Type how many points, such as 50 or 12.5"),
        ("lots", {"members": "{mara}"}, "Type how many points, such as 50 or 12.5"),
        ("1.234", {"members": "{mara}"}, "Type how many points, such as 50 or 12.5"),
        ("5", {}, "That leaves nobody."),
        ("5", {"members": "  "}, "That leaves nobody."),
        ("5", {"members": "Mara, Tom"}, "I cannot read **Mara Tom** as people."),
        ("5", {"members": "{mara} @everyone"}, "as people. Type @ and pick each of them"),
        ("5", {"members": "<@&5>"}, "as people. Type @ and pick each of them"),
        ("5", {"members": "<@99999999999999999999>"}, "as people. Type @ and pick each of them"),
        ("5", {"members": "{mara} <@4>"}, "These are not on this server and have no points here: <@4>."),
        ("5", {"members": "{mara}", "reason": "\u200b"}, "The reason takes 1 to 300 characters."),
        ("5", {"members": "{mara}", "reason": "x" * 301}, "The reason takes 1 to 300 characters."),
    ],
)
async def test_nonsense_is_refused_with_what_to_do(
    world: World, mara: MemberActor, amount: str, more: dict[str, str], told: str
):
    options = {name: value.format(mara=at(mara)) for name, value in more.items()}
    refused = await ask_award(world, amount, **options)
    assert refused.ephemeral
    assert told in said(refused)
    assert not buttons(card(refused))
    assert await held(world, mara) == {}


async def test_a_bot_by_mention_gets_nothing(world: World, mara: MemberActor):
    robot = world.guild.add_member(world.env.create_user("robot", bot=True))
    assert "Give 5 EP to 1 person?" in said(await ask_award(world, "5", mara, robot))
    assert "That leaves nobody." in said(await ask_award(world, "5", robot))
    refused = await world.officer.slash(world.general, "dkp charge", member=robot, points="5", reason="x")
    assert said(refused) == "Bots have no points. Pick a person."


async def test_an_award_to_somebody_who_left_with_points_is_done(world: World, mara: MemberActor):
    await award(world, "5", mara)
    world.guild.remove_member(mara)
    await award(world, "5", mara)
    assert await held(world, mara) == {"ep": 10_00}


# Charging


async def test_a_charge_is_confirmed_and_tells_who_moves_past_them(world: World, mara: MemberActor, tom: MemberActor):
    await award(world, "30", mara, pool="dkp")
    await award(world, "20", tom, pool="dkp")
    asked = await world.officer.slash(world.general, "dkp charge", member=mara, points="40", reason="Ashbringer")
    assert asked.ephemeral
    assert said(asked) == (
        f"## 🎁 Charge 40 DKP?\n**From** <@{mara.id}>\n**Why** Ashbringer\n"
        f"<@{mara.id}> 30 → **−10** DKP\nThat leaves them below zero.\n"
        f"**Who moves past whom**\n<@{mara.id}> 🥇 → 🥈 behind <@{tom.id}>\n"
        "-# Nothing has changed yet. *Apply* does it, and it can be undone."
    )
    assert await held(world, mara) == {"dkp": 30_00}
    await world.officer.click(card(asked), label="Apply")
    assert f"charged **40 DKP** to <@{mara.id}>." in said(asked)
    assert await held(world, mara) == {"dkp": -10_00}
    assert everybody_reads(world)[-1] == said(asked)


async def test_gp_is_charged_upwards(world: World, mara: MemberActor):
    charged = await charge(world, "60", mara)
    assert f"<@{mara.id}> 0 → **60** GP" in said(charged)
    assert await held(world, mara) == {"gp": 60_00}


# Decay


async def test_a_decay_is_shown_first_and_announced(world: World, mara: MemberActor, tom: MemberActor):
    await award(world, "100", mara, tom)
    await charge(world, "50", tom)
    asked = await world.officer.slash(world.general, "epgp decay", percent="7.5 %")
    assert asked.ephemeral
    assert said(asked) == (
        "## 🎁 Decay the points of 2 people?\n7.50 % off EP and GP\n"
        f"<@{tom.id}> 100 → **92.50** EP, 50 → **46.25** GP\n<@{mara.id}> 100 → **92.50** EP\n"
        "Nobody moves past anybody.\n"
        "-# Nothing has changed yet. *Apply* does it, and it can be undone."
    )
    seen = screen(world.officer, card(asked))
    await world.officer.click(card(asked), label="Apply")
    await press_on(world.officer, seen, "Apply")
    assert "This was already done; here is how it stands." in said(asked)
    assert await held(world, tom) == {"ep": 92_50, "gp": 46_25}
    await tick(world)
    (news,) = world.news.history()
    assert said(news).startswith(
        f"## 🎁 Points decayed\n<@{world.officer.id}> took **7.50 % off EP and GP** of 2 people.\n"
    )
    assert set(buttons(news)) == {"Undo…"}
    await adds_up(world)


@pytest.mark.parametrize("percent", ["0", "-5", "1000", "100.01", "ten"])
async def test_a_percentage_that_cannot_be_is_refused(world: World, mara: MemberActor, percent: str):
    await award(world, "100", mara, pool="dkp")
    refused = await world.officer.slash(world.general, "dkp decay", percent=percent)
    assert said(refused) == "Type a percentage above 0 and up to 100, such as 10 or 7.5."
    assert await held(world, mara) == {"dkp": 100_00}


async def test_the_server_s_own_rate_and_nothing_to_decay(world: World, mara: MemberActor):
    assert "Nobody has points that would decay" in said(await world.officer.slash(world.general, "dkp decay"))
    await award(world, "100", mara, pool="dkp")
    assert "10 % off DKP" in said(await world.officer.slash(world.general, "dkp decay"))
    await world.leader.slash(world.general, "settings set", name="dkp.decay_percent", value="0")
    assert "This server has no decay set." in said(await world.officer.slash(world.general, "dkp decay"))


async def test_the_week_ends_by_itself_and_is_announced_by_the_clock(world: World, mara: MemberActor):
    await tick(world)
    await award(world, "100", mara, pool="dkp")
    await world.env.advance_time(8 * 86400)
    await tick(world)
    assert await held(world, mara) == {"dkp": 90_00}
    assert [said(one) for one in world.news.history()] == [
        (
            "## 🎁 Points decayed\nThe weekly decay took **10 % off DKP** of 1 person.\n"
            f"<@{mara.id}> 100 → **90** DKP\n-# Batch 2"
        )
    ]


# Taking back


async def test_a_mistake_is_taken_back_from_the_card_in_three_presses(world: World, mara: MemberActor):
    await award(world, "500", mara)
    (posted,) = [one for one in world.general.history() if "Points awarded" in said(one)]
    preview = await ask_undo(world, posted, "one zero too many")
    assert preview.ephemeral
    assert said(preview) == (
        "## 🎁 Take batch 1 back?\naward · <t:1767225600:R> · “raid night”\n**Why** one zero too many\n"
        f"<@{mara.id}> 500 → **0** EP\nNobody moves past anybody.\n"
        "-# Nothing has changed yet. *Apply* takes it back by a new batch; nothing is ever deleted."
    )
    assert await held(world, mara) == {"ep": 500_00}
    await world.officer.click(card(preview), label="Apply")
    stands = (
        f"## 🎁 Taken back\n<@{world.officer.id}> took batch 1 back, which changes the points of 1 person.\n"
        f"**Why** one zero too many\n<@{mara.id}> 500 → **0** EP\n-# Batch 2"
    )
    assert said(preview) == stands
    assert not buttons(card(preview))
    assert await held(world, mara) == {}
    await tick(world)
    assert [said(one) for one in world.news.history()] == [stands]


async def test_what_decayed_since_is_explained(world: World, mara: MemberActor):
    await award(world, "100", mara)
    for percent in ("10", "50"):
        decay = await world.officer.slash(world.general, "epgp decay", percent=percent)
        await world.officer.click(card(decay), label="Apply")
    preview = await world.officer.slash(world.general, "loot undo", batch="1", reason="by mistake")
    assert f"<@{mara.id}> 45 → **0** EP" in said(preview)
    assert (
        "2 decays since then took a part of these points, so only what is left of them is taken back:\n"
        "• 10 % off EP and GP\n• 50 % off EP and GP"
    ) in said(preview)
    await adds_up(world)


async def test_two_officers_take_it_back_once_and_both_see_what_stands(world: World, mara: MemberActor):
    khadgar = world.person("Khadgar", world.officer_role)
    await award(world, "100", mara)
    mine = await world.officer.slash(world.general, "loot undo", batch="1", reason="by mistake")
    theirs = await khadgar.slash(world.general, "loot undo", batch="#1", reason="the wrong raid")
    seen = screen(world.officer, card(mine))
    await world.officer.click(card(mine), label="Apply")
    await khadgar.click(card(theirs), label="Apply")
    assert f"This was already done; here is how it stands.\n<@{world.officer.id}> took batch 1 back" in said(theirs)
    await press_on(world.officer, seen, "Apply")
    assert "This was already done; here is how it stands." in said(mine)
    assert await held(world, mara) == {}
    again = await world.officer.slash(world.general, "loot undo", batch="1", reason="by mistake")
    assert said(again) == "That batch was already taken back, so nothing was changed now."


async def test_spent_points_stay_and_the_refusal_says_what_to_do(world: World, mara: MemberActor, tom: MemberActor):
    await award(world, "100", mara, tom, pool="dkp")
    spent = await charge(world, "60", mara, pool="dkp")
    refused = await world.officer.slash(world.general, "loot undo", batch="1", reason="by mistake")
    assert said(refused).startswith("1 person has spent these points since, and would be left below zero.")
    await take_back(world, spent, "she did not take it")
    preview = await world.officer.slash(world.general, "loot undo", batch="1", reason="by mistake")
    await charge(world, "60", mara, pool="dkp")
    await world.officer.click(card(preview), label="Apply")
    assert "## Nothing was changed\n1 person has spent these points since" in said(preview)


@pytest.mark.parametrize("batch", ["7", "x", "", "-1", "1" * 30, "١"])
async def test_a_batch_that_is_not_there(world: World, batch: str):
    refused = await world.officer.slash(world.general, "loot undo", batch=batch, reason="by mistake")
    assert said(refused).startswith("There is no such batch here.")


async def test_the_newest_acts_are_offered_while_typing(world: World, mara: MemberActor, tom: MemberActor):
    await award(world, "100", mara, tom)
    await charge(world, "60", mara, reason="x" * 290)
    offered = await world.officer.autocomplete(world.general, "loot undo", "batch", "")
    names = [one["name"] for one in offered]
    assert names[1] == "1 · award · 2 people · 2026-01-01 00:00 UTC · raid night"
    assert len(names[0]) == 100
    assert [one["value"] for one in offered] == ["2", "1"]
    narrowed = await world.officer.autocomplete(world.general, "loot undo", "batch", "Raid N")
    assert [one["value"] for one in narrowed] == ["1"]


async def test_members_can_press_what_they_see_and_nothing_happens(world: World, mara: MemberActor):
    await award(world, "100", mara)
    (posted,) = [one for one in world.general.history() if "Points awarded" in said(one)]
    form = await world.raider.click(posted, label="Undo…")
    refused = await type_in(world.raider, form, "mine")
    assert "officer" in said(refused)
    assert await held(world, mara) == {"ep": 100_00}


# What else can be read


async def test_it_is_all_in_the_log(world: World, mara: MemberActor):
    await award(world, "100", mara)
    decay = await world.officer.slash(world.general, "epgp decay", percent="7.5")
    await world.officer.click(card(decay), label="Apply")
    await take_back(world, decay, "not yet")
    log = said(await world.raider.slash(world.general, "audit list"))
    assert f"<@{world.officer.id}> · **gave points**\n-# batch 1 · 1 change · “raid night”" in log
    assert "**applied a decay**\n-# batch 2 · 1 change · 7.50 %" in log
    assert "**took an act back**\n-# batch 3 · 1 change · of batch 2 · “not yet”" in log


async def test_in_spanish(world: World, mara: MemberActor, monkeypatch: pytest.MonkeyPatch):
    in_spanish(monkeypatch)
    asked = await ask_award(world, "1.000,5", mara)
    assert "Escribe cuántos puntos" in said(asked), "a point is no thousands separator"
    asked = await ask_award(world, "1000,5", mara)
    assert said(asked).startswith("## 🎁 ¿Dar 1.000,50 EP a 1 persona?\n**Motivo** raid night\n")
    await world.officer.click(card(asked), label="Aplicar")
    assert "dio **1.000,50 EP** a" in said(asked)
    assert await held(world, mara) == {"ep": 1000_50}


async def test_broken_books_of_points_are_told_to_officers(world: World, mara: MemberActor):
    await award(world, "100", mara)

    def tamper(tx: Any) -> None:
        for (name,) in tx.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
            tx.exec_driver_sql(f"DROP TRIGGER {name}")
        tx.exec_driver_sql("UPDATE point_balances SET balance = balance + 1")

    await world.bot.db.write(tamper)
    assert await world.bot.db.read(points.check) != []
    await world.leader.slash(world.general, "settings set", name="guild.officers_channel", value=world.general.mention)
    await tick(world)
    (told,) = [one for one in world.general.history() if "do not add up" in said(one)]
    assert said(told).startswith("## ⚠️ The books of points do not add up\n")
    assert "• 1 balance of points is not the sum of its lines\n" in said(told)
    assert "Do not award, charge or decay points for now." in said(told)
