"""Ties through the real bot: the officer names what decides, and a roll is told step by step until somebody has it."""

import pytest
from simcord.results import InteractionResult, ResponseMessage

from domain.decisions import DecisionState
from tests.bot.acting import buttons, card, in_spanish, options, said
from tests.bot.conftest import World
from tests.bot.deciding import ITEM, chamber, fill, ids_of, items, newest, opened, panel_of, propose, settle


async def tied(world: World) -> tuple[ResponseMessage, InteractionResult]:
    """The raider and the boss want it, each approved of by the officer; the question whether to award it."""
    panel = card(await opened(world, slot="trinket"))
    await world.raider.click(panel, label="BiS")
    await world.boss.click(panel, label="Upgrade")
    for number in range(2):
        view = card(await chamber(world.officer, panel))
        ids = [one for one in ids_of(view) if one.endswith(":yes")]
        await world.officer.click(view, custom_id=ids[number])
    return panel, await propose(world.officer, panel, "two votes each")


async def pick(world: World, prompt: InteractionResult, label: str) -> None:
    """Let that tie-break decide."""
    message = card(prompt)
    offered = options(message, "decision:v1:break")
    await world.officer.select(message, [offered[label]])


async def test_a_tie_has_to_be_decided_by_name(world: World):
    _, prompt = await tied(world)
    told = said(prompt)
    assert f"The council wants <@{world.raider.id}>, <@{world.boss.id}> equally. Choose what decides:" in told
    assert f"• Answer: the strongest wish → <@{world.raider.id}>" in told
    assert "Award" not in buttons(card(prompt)), "nobody can be chosen past it"
    offered = options(card(prompt), "decision:v1:break")
    assert set(offered) == {"Answer: the strongest wish", "Provable roll"}, "those that decide something"
    await pick(world, prompt, "Answer: the strongest wish")
    told = said(card(prompt))
    assert f"Award it to <@{world.raider.id}> · BiS?" in told
    assert "Decided by **Answer: the strongest wish**" in told
    await world.officer.click(card(prompt), label="Award")
    why = said(await world.raider.slash(world.general, "loot why", decision=ITEM))
    assert "broken by **Answer: the strongest wish**" in why


async def test_a_roll_is_told_step_by_step_and_awards_by_itself(world: World):
    _, prompt = await tied(world)
    await pick(world, prompt, "Provable roll")
    assert "Let a roll decide between" in said(card(prompt))
    await world.officer.click(card(prompt), label="Roll")
    assert "is posted in the channel of the decision" in said(card(prompt))
    await settle(world, 2)
    assert "A roll decides (draw 1)" in said(panel_of(world))
    await settle(world, 12)
    posts = [said(one) for one in world.general.history()]
    (committed,) = [one for one in posts if one.startswith(f"## 🎁 Draw 1: {ITEM}")]
    assert "Tie-break · one ticket each · the list is closed and follows below" in committed
    assert "one ticket each" in committed
    (item,) = await items(world)
    assert (item.note, (await newest(world)).state) == ("two votes each", DecisionState.AWARDED)
    news = said(world.news.history()[-1])
    assert "Rolled in draw 1" in news
    why = await world.raider.slash(world.general, "loot why", decision=ITEM)
    assert "broken by **Provable roll**" in said(why)
    assert "Rolled in draw 1: `/verify` checks it" in said(why)
    checked = said(await world.raider.click(card(why), label="Verify"))
    assert "❌" not in checked
    seen = said(await world.raider.slash(world.general, "verify", draw=1))
    assert "tie-break" in seen.lower()


async def test_a_roll_goes_on_after_a_restart(world: World):
    _, prompt = await tied(world)
    await pick(world, prompt, "Provable roll")
    await world.officer.click(card(prompt), label="Roll")
    await world.restart()
    await settle(world, 14)
    assert len(await items(world)) == 1
    assert "has it" in said(panel_of(world)).split("\n")[1]


async def test_who_is_not_in_the_tie_is_told_so(world: World):
    _, prompt = await tied(world)
    await pick(world, prompt, "Provable roll")
    await world.officer.click(card(prompt), label="Roll")
    await settle(world, 1)
    (locked,) = [one for one in world.general.history() if "the entries are locked" in said(one)]
    assert "you are not in the tie" in said(await world.leader.click(locked, label="My lines"))
    assert "Your lines" in said(await world.raider.click(locked, label="My lines"))


@pytest.mark.parametrize("transparency", ["council", "blind"])
async def test_the_panel_tells_nobody_votes_that_are_not_for_them(world: World, transparency: str):
    panel = card(await opened(world, transparency=transparency))
    await world.raider.click(panel, label="BiS")
    view = card(await chamber(world.officer, panel))
    (yes,) = [one for one in ids_of(view) if one.endswith(":yes")]
    await world.officer.click(view, custom_id=yes)
    await settle(world, 2)
    assert "✅" not in said(panel_of(world))
    for_leader = said(await chamber(world.leader, panel))
    assert ("✅ 1" in for_leader) == (transparency == "council")
    assert ("You see the votes once you have voted." in for_leader) == (transparency == "blind")
    form = await world.leader.click(
        card(await chamber(world.leader, panel)),
        custom_id=next(one for one in ids_of(card(await chamber(world.leader, panel))) if ":award:" in one),
    )
    answer = said(await fill(world.leader, form, "last piece"))
    assert ("vote on somebody first" in answer) == (transparency == "blind")
    await world.officer.click(card(await propose(world.officer, panel)), label="Award")
    why = said(await world.raider.slash(world.general, "loot why", decision=ITEM))
    assert "✅" not in why
    assert "The votes are not shown to you" in why
    assert "✅ 1" in said(await world.leader.slash(world.general, "loot why", decision=ITEM))


async def test_a_roll_is_told_in_spanish_too(world: World, monkeypatch: pytest.MonkeyPatch):
    _, prompt = await tied(world)
    await world.leader.slash(world.general, "settings set", name="guild.language", value="es")
    in_spanish(monkeypatch)
    await pick(world, prompt, "Provable roll")
    assert "¿Dejar que un sorteo decida entre" in said(card(prompt))
    await world.officer.click(card(prompt), label="Sortear")
    await settle(world, 2)
    (committed,) = [one for one in world.general.history() if said(one).startswith("## 🎁 Sorteo 1")]
    assert "El consejo quiere por igual a 2 personas; un boleto por persona." in said(committed)
