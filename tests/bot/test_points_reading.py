"""What everybody reads of points: standings, one's own place, line by line, and what gear costs."""

import pytest
from simcord.actors import MemberActor

from tests.bot.acting import buttons, card, in_spanish, said
from tests.bot.conftest import World
from tests.bot.pointing import award, charge, standings, take_back


@pytest.fixture
def mara(world: World) -> MemberActor:
    """A raider."""
    return world.person("Mara")


@pytest.fixture
def tom(world: World) -> MemberActor:
    """Another one."""
    return world.person("Tom")


async def settings(world: World, **values: str) -> None:
    """A leader sets things, with dots written as two underscores."""
    for name, value in values.items():
        await world.leader.slash(world.general, "settings set", name=name.replace("__", "."), value=value)


# Standings


async def test_standings_show_priority_with_ep_and_gp_and_the_rates(world: World, mara: MemberActor, tom: MemberActor):
    await settings(world, loot__system="epgp", epgp__minimum_ep="200")
    await award(world, "321", mara)
    await charge(world, "436", mara)
    await award(world, "200.5", tom)
    shown = await world.raider.slash(world.general, "epgp standings")
    assert not shown.ephemeral
    assert said(shown) == (
        "## 📈 EPGP standings\n2 members\n"
        f"🥇 <@{tom.id}> · **2.005** PR · 200.50 EP / 0 GP\n"
        f"🥈 <@{mara.id}> · **0.599** PR · 321 EP / 436 GP\n"
        "-# Base GP 100 · minimum EP 200 · 10 % decay every Monday at 06:00"
    )
    assert set(buttons(card(shown))) == {"My place"}


async def test_those_under_the_minimum_come_after_a_line_that_says_so(
    world: World, mara: MemberActor, tom: MemberActor
):
    await settings(world, loot__system="epgp", epgp__minimum_ep="200")
    await award(world, "1000", mara)
    await charge(world, "1000", mara)
    await award(world, "100", tom)
    lines = (await standings(world)).splitlines()
    assert lines[2:5] == [
        f"🥇 <@{mara.id}> · **0.909** PR · 1,000 EP / 1,000 GP",
        "⏳ *Under the minimum of 200 EP, after all who reach it:*",
        f"🥈 <@{tom.id}> · **1.000** PR · 100 EP / 0 GP",
    ]
    mine = await tom.slash(world.general, "loot priority")
    assert mine.ephemeral
    assert said(mine) == (
        "You are in place **2** of 2: **1.000** PR · 100 EP / 0 GP. "
        "The minimum is 100 EP away; whoever reaches it comes first."
    )


async def test_a_changed_base_is_felt_at_once(world: World, mara: MemberActor):
    await award(world, "100", mara)
    assert "**1.000** PR" in await standings(world)
    await settings(world, epgp__base_gp="50")
    assert "**2.000** PR" in await standings(world)
    assert "-# Base GP 50 · no weekly decay\n-# Loot goes by DKP on this server." in await standings(world)


async def test_pages_turn_for_everybody_and_my_place_is_told_in_private(world: World):
    people = [world.person(f"Raider{number}") for number in range(14)]
    await award(world, "10", *people, pool="dkp")
    await award(world, "1", people[13], pool="dkp")
    shown = await world.raider.slash(world.general, "dkp standings")
    assert "14 members · Page 1 of 2\n" in said(shown)
    assert said(shown).count("DKP\n") == 12
    assert f"🥇 <@{people[13].id}> · **11** DKP\n" in said(shown)
    assert f"4\\. <@{people[2].id}>" in said(shown), "as text, not as a list of its own"
    mine = await people[12].click(card(shown), label="My place")
    assert mine.ephemeral
    assert said(mine) == "You are in place **14** of 14: **10** DKP."
    none = await world.raider.click(card(shown), label="My place")
    assert said(none) == "You have no points under DKP yet. Officers award them, and raids pay them."
    await world.restart()
    await world.raider.click(card(shown), custom_id=buttons(card(shown))["▶️"])
    assert "Page 2 of 2\n13\\. " in said(shown)
    assert set(buttons(card(shown))) == {"◀️", "My place"}
    await world.raider.click(card(shown), custom_id=buttons(card(shown))["◀️"])
    assert "Page 1 of 2" in said(shown)


async def test_empty_standings_say_how_points_come(world: World):
    assert "Nobody has DKP yet. Officers give the first with `/dkp award`." in await standings(world, "dkp")
    assert "Nobody has EP or GP yet." in await standings(world)
    assert not buttons(card(await world.raider.slash(world.general, "epgp standings")))


async def test_priority_goes_by_the_server_s_system(world: World, mara: MemberActor, tom: MemberActor):
    await award(world, "10", mara, pool="dkp")
    theirs = await tom.slash(world.general, "loot priority", member=mara)
    assert said(theirs) == f"<@{mara.id}> is in place **1** of 1: **10** DKP."
    assert said(await mara.slash(world.general, "loot priority", member=tom)) == (
        f"<@{tom.id}> has no points under DKP yet."
    )
    await settings(world, loot__system="loot_council")
    assert said(await mara.slash(world.general, "loot priority")).startswith("A council of officers decides here")


# Line by line


async def test_the_history_explains_each_change_and_strikes_what_was_taken_back(world: World, mara: MemberActor):
    first = await award(world, "12.5", mara)
    await charge(world, "60", mara, reason="*Ashbringer*")
    await take_back(world, first, "the wrong raid")
    mine = await mara.slash(world.general, "epgp history")
    then = f"by <@{world.officer.id}> · <t:1767225600:d> <t:1767225600:t>"
    assert mine.ephemeral
    assert said(mine) == (
        f"## 🎁 EP and GP, line by line\n<@{mara.id}> · 3 lines\n"
        f"**−12.50 EP** · undo of batch 1 · “the wrong raid”\n-# then 0 · batch 3 {then}\n"
        f"**+60 GP** · charge · “\\*Ashbringer\\*”\n-# then 60 · batch 2 {then}\n"
        f"~~**+12.50 EP** · award · “raid night”~~ taken back by batch 3\n-# then 12.50 · batch 1 {then}\n"
        "-# Newest first. Nothing is ever edited: what is taken back is a line of its own."
    )
    theirs = await world.raider.slash(world.general, "epgp history", member=mara)
    assert said(theirs) == said(mine)
    assert "No points have moved yet." in said(await world.raider.slash(world.general, "dkp history"))


async def test_the_clock_and_decays_stand_in_the_history(world: World, mara: MemberActor):
    await world.bot.hall.loot.decaying.due()
    await award(world, "100", mara, pool="dkp")
    await world.env.advance_time(8 * 86400)
    await world.env.settle()
    with world.env.time_context():
        await world.bot.hall.loot.decaying.due()
    shown = said(await mara.slash(world.general, "dkp history"))
    assert "**−10 DKP** · weekly decay of 10 %\n-# then 90 · batch 2 by the clock · <t:" in shown


async def test_pages_of_the_longest_lines_are_shown_whole_and_turn(world: World, mara: MemberActor):
    for number in range(1, 10):
        await award(world, str(number), mara, reason="*" * 300)
    shown = await mara.slash(world.general, "epgp history")
    assert said(shown).count("-# then") == 8
    assert "⋯" not in said(shown)
    assert len(said(shown)) <= 4000
    assert "9 lines · Page 1 of 2\n**+9 EP**" in said(shown)
    await world.restart()
    await mara.click(card(shown), custom_id=buttons(card(shown))["▶️"])
    assert "Page 2 of 2\n**+1 EP**" in said(shown)
    assert set(buttons(card(shown))) == {"◀️"}


# What gear costs


async def test_prices_by_slot_and_single_items(world: World):
    item = await world.officer.slash(world.general, "epgp item-set", gp="0", item="Blade *of* Light")
    assert not item.ephemeral
    assert said(item) == (
        "## 🎁 A price was set\nFrom now on **Blade \\*of\\* Light** costs **0 GP**.\n"
        "-# What was charged before stays as it is. `/epgp items` shows the whole list."
    )
    again = await world.officer.slash(world.general, "epgp item-set", gp="12.5", item="blade *OF* light")
    assert "costs **12.50 GP**.\nIt cost 0 GP before." in said(again)
    slot = await world.officer.slash(world.general, "epgp item-set", gp="120", slot="trinket", quality="epic")
    assert "From now on the slot **Trinket** in quality **Epic** costs **120 GP**." in said(slot)
    shown = await world.raider.slash(world.general, "epgp items")
    assert not shown.ephemeral
    assert "\nHead         60\n" in said(shown)
    assert "\nTrinket      75   120\n" in said(shown)
    assert "**1 item has its own price**\n**blade \\*OF\\* light** 12.50 GP" in said(shown)
    assert "-# BiS pays 100 % · Upgrade pays 100 % · Minor pays 75 % · Offspec pays 50 %" in said(shown)


async def test_prices_by_formula(world: World):
    await settings(world, epgp__pricing="formula", epgp__factor_trinket="1.25")
    shown = said(await world.raider.slash(world.general, "epgp items"))
    assert "GP = 1000 × 2^((item level − 496) / 26) × the slot's factor, rounded\n" in shown
    assert re_line(shown, "Trinket").endswith("× 1.25")
    assert re_line(shown, "Neck").endswith("× 0.56")
    slot = await world.officer.slash(world.general, "epgp item-set", gp="1", slot="head")
    assert "Prices go by the formula here, so this only counts once `epgp.pricing` is `table`." in said(slot)


def re_line(text: str, start: str) -> str:
    """The line that begins like that."""
    (line,) = [one for one in text.splitlines() if one.startswith(start)]
    return line


async def test_many_items_are_paged(world: World):
    for number in range(17):
        await world.officer.slash(world.general, "epgp item-set", gp="5", item=f"Item {number:02}")
    shown = await world.raider.slash(world.general, "epgp items")
    assert "**17 items have their own price**\n**Item 00** 5 GP" in said(shown)
    assert "Page 1 of 2" in said(shown)
    await world.raider.click(card(shown), custom_id=buttons(card(shown))["▶️"])
    assert "**Item 16** 5 GP" in said(shown)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"gp": "5"}, "Say what costs that: pick a `slot`"),
        ({"gp": "5", "quality": "epic"}, "Say what costs that: pick a `slot`"),
        ({"gp": "5", "item": "Blade", "slot": "head"}, "Set a price either for a slot or for one item"),
        ({"gp": "-5", "slot": "head"}, "Type how many GP it costs, such as 80 or 12.5: from 0 up"),
        ({"gp": "free", "slot": "head"}, "Type how many GP it costs, such as 80 or 12.5: from 0 up"),
        ({"gp": "5", "item": "x" * 101}, "An item's name has 1 to 100 characters"),
    ],
)
async def test_a_price_that_cannot_be_is_refused_with_what_to_do(world: World, options: dict[str, str], told: str):
    refused = await world.officer.slash(world.general, "epgp item-set", **options)
    assert refused.ephemeral
    assert told in said(refused)


async def test_in_spanish(world: World, mara: MemberActor, monkeypatch: pytest.MonkeyPatch):
    await award(world, "1234.5", mara)
    await settings(world, guild__language="es")
    in_spanish(monkeypatch)
    shown = await standings(world)
    assert f"## 📈 Clasificación EPGP\n1 miembro\n🥇 <@{mara.id}> · **12,345** PR · 1.234,50 EP / 0 GP" in shown
    assert "EP y GP, línea a línea" in said(await mara.slash(world.general, "epgp history"))
    assert "Lo que cuesta el equipo" in said(await mara.slash(world.general, "epgp items"))
