"""A decision through the real bot: asked, answered, voted on, awarded, and told; whatever happens in between."""

from typing import Any

import pytest

from domain.decisions import DecisionState
from tests.bot.acting import at_once, buttons, card, in_spanish, press_on, said, screen
from tests.bot.conftest import World
from tests.bot.deciding import (
    ITEM,
    award,
    chamber,
    fill,
    ids_of,
    items,
    newest,
    opened,
    panel_of,
    pressable,
    propose,
    settle,
    vote,
)


async def set_to(world: World, name: str, value: str) -> None:
    """A leader sets that."""
    await world.leader.slash(world.general, "settings set", name=name, value=value)


async def test_raiders_press_what_they_want_it_for_and_the_panel_says_it_to_all(world: World):
    panel = card(await opened(world, quality="epic", slot="trinket", boss="Vexie"))
    assert said(panel).startswith(f"## 🎁 {ITEM} (Vexie)\nOpen · 0 answers · closes")
    assert pressable(panel) == {"BiS", "Upgrade", "Minor", "Offspec", "Pass", "Note…", "Council"}
    answer = await world.raider.click(panel, label="BiS")
    assert answer.response is not None
    assert answer.response.ephemeral
    assert said(answer).startswith(f"**{ITEM}**: your answer is **BiS**. You can change it until")
    changed = said(await world.raider.click(panel, label="Upgrade"))
    assert "your answer is **Upgrade** now, instead of BiS" in changed
    await world.leader.click(panel, label="Pass")
    form = await world.raider.click(panel, label="Note…")
    assert "your note is “last piece”" in said(await fill(world.raider, form, "last piece"))
    await settle(world, 1)
    told = said(panel_of(world))
    assert f"**Upgrade** · <@{world.raider.id}> · 0 DKP · nothing lately · “last piece”" in told
    assert f"**Pass** · <@{world.leader.id}>" in told


async def test_an_award_through_the_private_view(world: World):
    panel = card(await opened(world))
    await world.raider.click(panel, label="BiS")
    view = await vote(world.officer, panel)
    assert view.response is None or "You approve." in said(view)
    seen = await chamber(world.leader, panel)
    assert seen.response is not None
    assert seen.response.ephemeral
    assert f"✅ 1 (<@{world.officer.id}>) · ❌ 0" in said(seen)
    prompt = await propose(world.officer, panel, "two votes")
    assert said(prompt).splitlines()[1:4] == [
        f"Award it to <@{world.raider.id}> · BiS?", "**Why** two votes", "Nothing is charged.",
    ]  # fmt: skip
    await world.officer.click(card(prompt), label="Award")
    assert f"✅ <@{world.raider.id}> has it." in said(card(prompt))
    assert [(one.item, one.note) for one in await items(world)] == [(ITEM, "two votes")]
    await settle(world)
    ended = panel_of(world)
    assert f"✅ <@{world.raider.id}> has it" in said(ended)
    assert pressable(ended) == {"Why?", "Council"}
    assert "nothing lately" in said(ended), "as it stood at the award, not with the very item"
    news = said(world.news.history()[-1])
    assert f"<@{world.raider.id}> has it, awarded by <@{world.officer.id}>" in news
    assert "two votes" in news
    late = await world.raider.click(panel_of(world), label="Why?")
    assert "two votes" in said(late)


async def test_nothing_is_lost_by_a_restart_between_opening_and_awarding(world: World):
    panel = card(await opened(world, slot="trinket"))
    await world.raider.click(panel, label="BiS")
    await vote(world.leader, panel)
    prompt = await propose(world.officer, panel)
    await world.restart()
    await world.boss.click(panel, label="Upgrade")
    seen = said(await chamber(world.officer, panel))
    assert f"✅ 1 (<@{world.leader.id}>) · ❌ 0" in seen
    assert f"**Upgrade** · <@{world.boss.id}>" in seen
    await world.officer.click(card(prompt), label="Award")
    assert f"✅ <@{world.raider.id}> has it." in said(card(prompt))
    await settle(world)
    assert f"✅ <@{world.raider.id}> has it" in said(panel_of(world))


async def test_the_second_of_two_officers_is_told_who_was_first(world: World):
    panel = card(await opened(world))
    await world.raider.click(panel, label="BiS")
    first = await propose(world.officer, panel)
    second = await propose(world.leader, panel)
    screens = [(world.officer, screen(world.officer, card(first))), (world.leader, screen(world.leader, card(second)))]
    await at_once(*(press_on(person, seen, "Award") for person, seen in screens))
    assert len(await items(world)) == 1
    told = [said(card(one)) for one in (first, second)]
    (lost,) = [one for one in told if "Nothing was changed" in one]
    (won,) = [one for one in told if "has it." in one]
    winner = world.officer if told.index(won) == 0 else world.leader
    assert f"<@{winner.id}> already awarded **{ITEM}**" in lost


async def test_only_officers_open_the_private_view(world: World):
    panel = card(await opened(world))
    answer = said(await chamber(world.raider, panel))
    assert "officer" in answer.lower()
    assert ITEM not in answer


async def test_the_command_awards_too_and_asks_first(world: World):
    await opened(world)
    prompt = await world.officer.slash(
        world.general, "loot award", decision=ITEM, winner=world.raider, reason="was the only one"
    )
    assert f"Award it to <@{world.raider.id}>, who has not answered?" in said(prompt)
    assert await items(world) == []
    await world.officer.click(card(prompt), label="Award")
    assert [one.note for one in await items(world)] == ["was the only one"]


async def test_under_epgp_the_price_is_known_and_shown_before_it_is_charged(world: World):
    await set_to(world, "loot.system", "epgp")
    panel = card(await opened(world, slot="trinket"))
    assert "75 GP" in said(panel)
    await world.raider.click(panel, label="Offspec")
    prompt = await propose(world.officer, panel)
    assert "Charges 37.50 GP: this answer's share of 75 GP." in said(prompt)
    await world.officer.click(card(prompt), label="Award")
    assert "Charged: 37.50 GP." in said(card(prompt))
    assert "37.50" in said(await world.raider.slash(world.general, "epgp history"))


async def test_a_price_that_nobody_has_said_is_asked_for(world: World):
    await set_to(world, "loot.system", "epgp")
    panel = card(await opened(world))
    assert "GP named at the award" in said(panel)
    await world.raider.click(panel, label="BiS")
    prompt = await propose(world.officer, panel, "last piece", "80")
    assert "Charges 80 GP." in said(prompt)
    by_command = await world.officer.slash(
        world.general, "loot award", decision=ITEM, winner=world.raider, reason="last piece"
    )
    assert pressable(card(by_command)) == {"Name the GP…"}
    form = await world.officer.click(card(by_command), label="Name the GP…")
    await fill(world.officer, form, "120.5")
    assert "Charges 120.50 GP." in said(card(by_command))
    await world.officer.click(card(by_command), label="Award")
    assert [one.paid for one in await items(world)] == [120_50]


async def test_those_with_a_raider_s_role_are_asked_and_the_council_hears_when_all_have_answered(world: World):
    raiders = world.guild.create_role("Raider")
    mara, tom = world.person("Mara", raiders), world.person("Tom", raiders)
    await set_to(world, "loot.raider_roles", raiders.mention)
    await set_to(world, "guild.officers_channel", world.general.mention)
    panel = card(await opened(world))
    assert "0 of 2 answered" in said(panel)
    assert f"No answer yet: <@{mara.id}>, <@{tom.id}>" in said(panel)
    assert "offered to those who were asked" in said(await world.raider.click(panel, label="BiS"))
    await mara.click(panel, label="BiS")
    await settle(world, 1)
    assert not [one for one in world.general.history() if "Everybody who was asked has answered" in said(one)]
    await tom.click(panel, label="Pass")
    await mara.click(panel, label="Upgrade")
    await settle(world, 2)
    assert len([one for one in world.general.history() if "Everybody who was asked has answered" in said(one)]) == 1
    seen = said(await chamber(world.officer, panel))
    assert f"no vote yet: <@{world.leader.id}>, <@{world.officer.id}>" in seen


async def test_an_officer_answers_for_somebody_and_the_panel_says_so(world: World):
    panel = card(await opened(world))
    form = await world.officer.click(card(await chamber(world.officer, panel)), label="Answer for…")
    told = said(await fill(world.officer, form, [world.raider], ["minor"], "is driving"))
    assert f"<@{world.raider.id}> is down with **Minor**, marked as answered by you." in told
    await settle(world, 1)
    assert f"through <@{world.officer.id}> · “is driving”" in said(panel_of(world))


async def test_late_answers_are_marked_late(world: World):
    panel = card(await opened(world, closes="in 1 minute"))
    await world.env.advance_time(61)
    await settle(world, 1)
    assert "answers now are late" in said(panel_of(world))
    assert "is marked as late" in said(await world.raider.click(panel, label="BiS"))
    await settle(world, 1)
    assert "⏳ late" in said(panel_of(world))


async def test_a_crowd_pages_at_eight_and_hostile_notes_do_no_harm(world: World):
    panel = card(await opened(world))
    hostile = "@everyone <@1> **" + "x" * 180
    for number in range(11):
        person = world.person(f"Raider{number}")
        await person.click(panel, label="BiS")
        await fill(person, await person.click(panel, label="Note…"), hostile[:200])
    await settle(world, 1)
    shown = panel_of(world)
    assert said(shown).count("**BiS**") == 8
    assert "… and 3 more who want it" in said(shown)
    assert "@everyone" not in said(shown).replace("@\u200beveryone", "")
    pages = await world.raider.click(shown, label="All answers")
    assert said(pages).count("**BiS**") == 8
    await world.raider.click(card(pages), custom_id=buttons(card(pages))["▶️"])
    assert said(card(pages)).count("**BiS**") == 3
    view = await chamber(world.officer, shown)
    assert said(view).count("**BiS**") == 5
    assert "Page 1 of 3" in said(view)
    await award(world.officer, shown)
    why = await world.raider.slash(world.general, "loot why", decision=ITEM)
    assert "Page 1 of 2" in said(why)
    await world.raider.click(card(why), custom_id=buttons(card(why))["▶️"])
    assert "Page 2 of 2" in said(card(why))


async def test_an_item_passed_on_takes_its_points_along(world: World):
    await set_to(world, "loot.system", "epgp")
    panel = card(await opened(world, slot="trinket"))
    await world.raider.click(panel, label="BiS")
    await award(world.officer, panel)
    await settle(world, 1)
    form = await world.officer.click(card(await chamber(world.officer, panel_of(world))), label="Pass on…")
    prompt = await fill(world.officer, form, [world.boss], "needs it more")
    assert f"<@{world.raider.id}> passes it on to <@{world.boss.id}>?" in said(prompt)
    assert f"<@{world.raider.id}> gets back: 75 → **0** GP" in said(prompt)
    await world.officer.click(card(prompt), label="Pass on")
    assert "passed it on" in said(card(prompt))
    why = said(await world.raider.slash(world.general, "loot why", decision=ITEM))
    assert f"Passed on to **<@{world.boss.id}>**, noted by <@{world.officer.id}>: needs it more" in why
    await settle(world, 1)
    assert f"✅ <@{world.boss.id}> has it" in said(panel_of(world))


async def test_an_award_taken_back_opens_the_decision_again_and_both_are_told(world: World):
    panel = card(await opened(world))
    await world.raider.click(panel, label="BiS")
    await world.boss.click(panel, label="Upgrade")
    before = screen(world.raider, panel)
    prompt = await award(world.officer, panel, "first try")
    form = await world.officer.click(card(prompt), label="Undo…")
    question = await fill(world.officer, form, "wrong one")
    (apply,) = [one for one in ids_of(card(question)) if one.startswith("points:v1:take-back")]
    await world.officer.click(card(question), custom_id=apply)
    await settle(world, 1)
    assert "Open again · the award was taken back" in said(panel_of(world))
    assert "answers for" in said(await press_on(world.raider, before, "Pass"))
    await award(world.officer, panel_of(world), "second try", number=1)
    why = await world.raider.slash(world.general, "loot why", decision=ITEM)
    assert "second try" in said(why)
    await world.raider.click(card(why), custom_id=buttons(card(why))["▶️"])
    assert "first try" in said(card(why))
    assert "This award was taken back" in said(card(why))


async def test_a_cancelled_decision_says_why_and_takes_nothing_more(world: World):
    panel = card(await opened(world))
    before = screen(world.raider, panel)
    told = await world.officer.slash(world.general, "loot cancel", decision=ITEM, reason="wrong **item**")
    assert said(told) == f"The decision on **{ITEM}** is cancelled; its card says why."
    await settle(world, 1)
    assert "wrong \\*\\*item\\*\\*" in said(panel_of(world))
    assert "was cancelled" in said(await press_on(world.raider, before, "BiS"))
    assert (await newest(world)).state is DecisionState.CANCELLED


async def test_lists_and_history_open_what_they_show(world: World):
    await opened(world)
    found = await world.raider.slash(world.general, "loot list")
    assert "1 decision" in said(found)
    opened_again = await world.raider.select(card(found), [str((await newest(world)).id)])
    assert ITEM in said(opened_again)
    await world.raider.click(panel_of(world), label="BiS")
    await award(world.officer, panel_of(world))
    history = said(await world.raider.slash(world.general, "loot history", member=world.raider, item="blade"))
    assert f"**{ITEM}** → <@{world.raider.id}>" in history
    assert "BiS · last piece · council" in history
    nothing = said(await world.raider.slash(world.general, "loot history", item="hammer"))
    assert "Nothing has been handed out" in nothing


async def test_a_long_history_pages_with_its_filter(world: World):
    for number in range(12):
        panel = card(await opened(world, item=f"Ring: {number}"))
        await world.raider.click(panel, label="BiS")
        await award(world.officer, panel)
    history = await world.raider.slash(world.general, "loot history", item="Ring: ")
    assert "12 items · Page 1 of 2" in said(history)
    await world.raider.click(card(history), custom_id=buttons(card(history))["▶️"])
    assert "Page 2 of 2" in said(card(history))
    assert "Ring: 0" in said(card(history))


async def test_decisions_complete_by_item_and_state(world: World):
    await opened(world)
    await opened(world, item="Hammer of Dawn")
    offered = await world.officer.autocomplete(world.general, "loot award", "decision", "ham")
    assert len(offered) == 1
    assert await world.officer.autocomplete(world.general, "loot open", "raid", "") == []


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"item": "x" * 300}, "1 to 100 characters"),
        ({"gp": "lots"}, "Type the price as a number"),
        ({"closes": "in 1 second"}, "at least 30 seconds"),
        ({"ilvl": -4}, "between 1 and 2,000"),
        ({"raid": "soon"}, "There is no such raid"),
    ],
)
async def test_nonsense_is_answered_privately_in_clear_words(world: World, asked: dict[str, Any], told: str):
    answer = await opened(world, **asked)
    assert answer.response is not None
    assert answer.response.ephemeral
    assert told in said(answer)


async def test_everything_is_said_in_spanish_too(world: World, monkeypatch: pytest.MonkeyPatch):
    await set_to(world, "guild.language", "es")
    in_spanish(monkeypatch)
    panel = card(await opened(world, slot="trinket"))
    assert "Abierta · 0 respuestas" in said(panel)
    answer = said(await world.raider.click(panel, label="Mejora"))
    assert "tu respuesta es **Mejora**" in answer
    seen = said(await world.officer.click(panel, label="Consejo"))
    assert "Todos ven quién votó qué." in seen
