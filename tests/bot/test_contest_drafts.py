"""Drafting a contest: what leaders type, what is completed, what is refused, and that nothing is half saved."""

import re
from typing import Any

import pytest

from playground.hiscores import DemoHiscores
from tests.bot.acting import buttons, card, enrol, in_spanish, options, said, select_id
from tests.bot.conftest import World
from tests.bot.contesting import NAME, clan, draft, ended, latest, publish, rule, running, settle
from tests.bot.test_permissions import books


async def offered(world: World, command: str, option: str, typed: str = "", **filled: Any) -> list[str]:
    """What a leader is offered while typing."""
    choices = await world.leader.autocomplete(world.general, command, option, typed, **filled)
    return [choice["name"] for choice in choices]


async def test_a_draft_says_what_is_missing_until_nothing_is(world: World) -> None:
    made = await world.leader.slash(
        world.general, "contest create", name="  Slayer   week ", prize="10M bank", ends="2026-01-08 00:00"
    )
    assert made.ephemeral
    assert said(made).startswith("## 🏆 Slayer week\nDraft · only leaders see it\n**Slayer week** is saved as a draft.")
    assert "**Starts** when it is published\n**Ends** <t:1767830400:f>, <t:1767830400:R>" in said(made)
    assert "❗ Still missing: at least one way to enter. Add it with `/contest rule-add`." in said(made)
    added = await rule(world, await latest(world), "skill_xp", 500_000, "slayer")
    assert added.ephemeral
    assert "Added: Slayer XP +500,000" in said(added)
    assert "Nothing is missing. `/contest publish` makes it public" in said(added)
    assert not buttons(card(added))


async def test_every_kind_of_rule_reads_as_people_say_it(world: World) -> None:
    contest = await draft(world, winners=3, starts="in 1 day", ends="in 9 days")
    for kind, amount, targets in (
        ("skill_xp", 500_000, "Slayer"),
        ("skill_xp", 500_000, "slayer, mining"),
        ("boss_kc", 50, ""),
        ("boss_kc", 1, "zulrah, cox"),
        ("clues", 3, "hard"),
        ("clues", 1, "elite"),
        ("clues", 5, "hard, elite"),
        ("clues", 10, ""),
        ("levels", 5, "agility, mining"),
        ("total_xp", 2_000_000, ""),
    ):
        await rule(world, contest, kind, amount, targets)
    shown = await world.leader.slash(world.general, "contest show", contest=contest)
    assert shown.ephemeral
    assert (
        "**Prize** 10M bank\n**Winners** 3\n**Starts** <t:1767312000:f>, <t:1767312000:R>\n"
        "**Ends** <t:1768003200:f>, <t:1768003200:R>\n**Enter by**\n"
        " • Slayer XP +500,000\n • XP in Mining, Slayer +500,000\n • any boss +50 kills\n"
        " • Chambers of Xeric, Zulrah +1 kill\n • 3 hard clues\n • 1 elite clue\n • 5 clues (hard, elite)\n"
        " • 10 clues of any tier\n • Levels in Mining, Agility +5\n • Total XP +2,000,000\n"
    ) in said(shown)


async def test_rules_come_and_go_while_it_is_a_draft(world: World) -> None:
    contest = await draft(world)
    await rule(world, contest, "boss_kc", 50, "zulrah")
    await rule(world, contest, "clues", 3, "hard")
    assert await offered(world, "contest rule-remove", "rule", contest=contest) == ["Zulrah +50 kills", "3 hard clues"]
    assert await offered(world, "contest rule-remove", "rule", "clue", contest=contest) == ["3 hard clues"]
    assert await offered(world, "contest rule-remove", "rule", contest="12345") == []
    choices = await world.leader.autocomplete(world.general, "contest rule-remove", "rule", "zul", contest=contest)
    number = choices[0]["value"]
    gone = await world.leader.slash(world.general, "contest rule-remove", contest=contest, rule=number)
    assert "Removed: Zulrah +50 kills" in said(gone)
    for typed in (number, "zulrah", "9" * 30):
        again = await world.leader.slash(world.general, "contest rule-remove", contest=contest, rule=typed)
        assert said(again).startswith("This contest has no such rule.")
    twice = await rule(world, contest, "clues", 3, "hard")
    assert said(twice) == "This contest already has exactly that rule; nothing changed."


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"name": "\u200b\u202e"}, "A contest's name has 1 to 80 characters."),
        ({"name": "x" * 81}, "A contest's name has 1 to 80 characters."),
        ({"prize": "x" * 301}, "The prize takes 1 to 300 characters."),
        ({"ends": "soon"}, "I cannot read **soon** as a time"),
        ({"ends": "2025-12-01 20:00"}, "That end, <t:1764619200:f>, has passed."),
        ({"starts": "2025-12-01 20:00"}, "That start, <t:1764619200:f>, has passed."),
        ({"starts": "in 3 days", "ends": "in 2 days"}, "It would end <t:1767398400:f>, before it starts"),
        ({"ends": "in 5 minutes"}, "A contest runs for at least 10 minutes."),
        ({"ends": "in 60 weeks"}, "A contest runs for at most 366 days."),
        ({"ends": "@everyone"}, "I cannot read **@"),
    ],
)
async def test_what_makes_no_contest_is_refused_in_words(world: World, options: dict[str, Any], told: str) -> None:
    before = books(world)
    given = {"name": NAME, "prize": "10M", "ends": "in 7 days"} | options
    refused = await world.leader.slash(world.general, "contest create", **given)
    assert refused.ephemeral
    assert said(refused).startswith(told)
    assert "@everyone" not in said(refused)
    assert books(world) == before


@pytest.mark.parametrize(
    ("kind", "amount", "targets", "told"),
    [
        ("boss_kc", 0, "zulrah", "The amount is 1 to 1,000,000"),
        ("boss_kc", -5, "", "The amount is 1 to 1,000,000"),
        ("skill_xp", 10**12, "slayer", "The amount is 1 to 200,000,000"),
        ("levels", 99, "agility", "The amount is 1 to 98"),
        ("boss_kc", 50, "the dragon of nowhere", "I do not know **the dragon of nowhere**."),
        ("boss_kc", 50, "slayer", "**Slayer** is not a boss."),
        ("skill_xp", 50, "zulrah", "**Zulrah** is not a skill."),
        ("clues", 3, "zulrah", "**Zulrah** is not a clue tier."),
        ("total_xp", 3, "slayer", "Total XP counts everything together"),
        ("boss_kc", 3, "@everyone **x**", "I do not know **"),
    ],
)
async def test_what_makes_no_rule_is_refused_in_words(
    world: World, kind: str, amount: int, targets: str, told: str
) -> None:
    contest = await draft(world)
    before = books(world)
    refused = await rule(world, contest, kind, amount, targets)
    assert said(refused).startswith(told)
    assert "@everyone" not in said(refused)
    assert books(world) == before


async def test_publishing_needs_a_rule_and_somebody_to_enter(world: World) -> None:
    contest = await draft(world)
    before = books(world)
    nothing = await world.leader.slash(world.general, "contest publish", contest=contest)
    assert said(nothing).startswith("Nobody could enter: this contest has no rules yet.")
    assert books(world) == before
    await rule(world, contest, "boss_kc", 50)
    nobody = await world.leader.slash(world.general, "contest publish", contest=contest)
    assert said(nobody).startswith("Nobody is on the clan's roster, so nobody could enter.")
    assert nobody.ephemeral
    await enrol(world, "Mara")
    await world.env.advance_time(8 * 86400)
    late = await world.leader.slash(world.general, "contest publish", contest=contest)
    assert said(late).startswith("That end, <t:1767830400:f>, has passed.")
    assert "❗ Its end has passed" in said(await world.leader.slash(world.general, "contest show", contest=contest))


async def test_a_draft_is_for_leaders_eyes_only(world: World) -> None:
    contest = await draft(world)
    for person in (world.raider, world.officer):
        for command in ("show", "entries"):
            refused = await person.slash(world.general, f"contest {command}", contest=contest)
            assert said(refused).startswith("There is no such contest here.")
        assert await person.autocomplete(world.general, "contest show", "contest", "") == []
        assert "There is no contest yet." in said(await person.slash(world.general, "contest list"))
    gone = await world.leader.slash(world.general, "contest cancel", contest=contest, reason="no time")
    assert said(gone) == "The draft **Slayer week** is cancelled. Nobody but leaders ever saw it."
    assert "There is no contest yet." in said(await world.raider.slash(world.general, "contest list"))
    kept = await world.leader.slash(world.general, "contest show", contest=contest)
    assert kept.ephemeral
    assert "**Why** no time" in said(kept)
    assert not buttons(card(kept))
    assert world.news.history() == []


async def test_each_command_completes_the_contests_that_it_fits(world: World, hiscores: DemoHiscores) -> None:
    await ended(world, hiscores)
    await draft(world, "Clue month")
    later = await draft(world, "Later", starts="in 2 days")
    await rule(world, later, "boss_kc", 5)
    await publish(world, later)
    assert await offered(world, "contest show", "contest") == [
        "Later · Upcoming", "Clue month · Draft", "Slayer week · Ended",
    ]  # fmt: skip
    assert await offered(world, "contest show", "contest", " CLUE") == ["Clue month · Draft"]
    assert await offered(world, "contest publish", "contest") == ["Clue month · Draft"]
    assert await offered(world, "contest rule-add", "contest") == ["Clue month · Draft"]
    assert await offered(world, "contest draw", "contest") == ["Slayer week · Ended"]
    assert await offered(world, "contest end", "contest") == []
    assert await offered(world, "contest redraw", "contest") == []
    assert len(await offered(world, "contest cancel", "contest")) == 3
    choices = await world.raider.autocomplete(world.general, "contest entries", "contest", "")
    assert [choice["name"] for choice in choices] == ["Later · Upcoming", "Slayer week · Ended"]


async def test_a_contest_is_found_by_the_name_that_was_typed_out(world: World, hiscores: DemoHiscores) -> None:
    await running(world, hiscores)
    shown = await world.raider.slash(world.general, "contest show", contest="slayer WEEK")
    assert said(shown).startswith("## 🏆 Slayer week\nActive")
    for typed in ("slayer", "999", "-1", "9" * 40, "1; DROP TABLE", "²"):
        refused = await world.raider.slash(world.general, "contest show", contest=typed)
        assert said(refused).startswith("There is no such contest here.")


async def test_targets_complete_the_last_name_and_keep_the_others(world: World) -> None:
    async def typed(text: str, kind: str = "boss_kc") -> list[str]:
        return await offered(world, "contest rule-add", "targets", text, contest="1", type=kind, amount=5)

    assert (await typed("zul"))[0] == "Zulrah"
    assert (await typed("Zulrah, cox"))[0] == "Zulrah, Chambers of Xeric"
    assert (await typed("Zulrah,vork"))[0] == "Zulrah, Vorkath"
    assert await typed("Zulrah, zulr") == []
    assert (await typed("", "clues"))[0] == "Clue Scrolls (beginner)"
    assert await typed("slay") == []
    assert await typed("slay", "skill_xp") == ["Slayer"]
    assert await typed("slay", "total_xp") == []
    many = ", ".join(["Thermonuclear Smoke Devil"] * 3)
    assert all(len(text) <= 100 for text in await typed(f"{many}, "))
    assert len(await typed("")) == 25
    untyped = await world.leader.autocomplete(world.general, "contest rule-add", "targets", "slay", contest="1")
    assert [choice["name"] for choice in untyped] == ["Slayer"]


STRANGE = [
    "👨‍👩‍👧 family 🎉",
    "אבג דהו 123",
    "@everyone <@&12345678901234567> **free**",
    "# [a](http://b) `x`\n> y",
    "_" * 80,
]


@pytest.mark.parametrize("name", STRANGE)
async def test_strange_names_are_shown_harmlessly_everywhere(world: World, hiscores: DemoHiscores, name: str) -> None:
    await clan(world, hiscores)
    contest = await draft(world, name, prize=name)
    await rule(world, contest, "boss_kc", 50)
    panel = await publish(world, contest)
    entries = await world.raider.slash(world.general, "contest entries", contest=contest)
    mine = await world.raider.click(card(panel), label="My entries")
    how = await world.raider.click(card(panel), label="How it is drawn")
    listed = await world.raider.slash(world.general, "contest list")
    await world.leader.slash(world.general, "contest cancel", contest=contest, reason=name)
    await settle(world)
    texts = [said(panel), said(entries), said(mine), said(how), said(listed), *map(said, world.news.history())]
    for text in texts:
        assert "@everyone" not in text
        assert "<@&1" not in text
        assert not re.search(r"(?<!\\)\[a\]|(?<!\\)`x`", text)
        assert len([line for line in text.splitlines() if line.startswith("# ")]) == 0
    assert len(world.news.history()) == 3
    for message in (*world.news.history(), *world.general.history()):
        assert not message.mention_everyone
        assert not message.role_mentions


async def test_a_long_list_turns_its_pages_and_opens_a_contest(world: World) -> None:
    for number in range(10):
        await draft(world, f"Contest {number}")
    await world.leader.slash(world.general, "contest cancel", contest=await latest(world), reason="no time")
    listed = await world.leader.slash(world.general, "contest list")
    assert listed.ephemeral
    assert said(listed).startswith("## 🏆 Contests\n10 contests · Page 1 of 2\n**Contest 9** · Cancelled\n-# 10M bank")
    await world.leader.click(card(listed), custom_id=buttons(card(listed))["▶️"])
    assert "**Contest 0** · Draft" in said(listed)
    assert set(buttons(card(listed))) == {"◀️"}
    await world.leader.click(card(listed), custom_id=buttons(card(listed))["◀️"])
    await world.restart()
    select = select_id(card(listed), "contest:v1:open")
    chosen = options(card(listed), "contest:v1:open")["Contest 7"]
    opened = await world.leader.select(card(listed), [chosen], custom_id=select)
    assert opened.ephemeral
    assert said(opened).startswith("## 🏆 Contest 7\nDraft · only leaders see it")
    cancelled = await world.leader.slash(world.general, "contest list", status="cancelled")
    assert "1 contest\n**Contest 9** · Cancelled" in said(cancelled)
    drafts = await world.leader.slash(world.general, "contest list", status="draft")
    await world.leader.click(card(drafts), custom_id=buttons(card(drafts))["▶️"])
    assert said(drafts).endswith("9 contests · Page 2 of 2\n**Contest 0** · Draft\n-# 10M bank")
    drawn = await world.leader.slash(world.general, "contest list", status="drawn")
    assert "No contest has that status now." in said(drawn)
    assert "0" not in said(drawn)


async def test_a_leader_with_a_spanish_discord_drafts_in_spanish(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    in_spanish(monkeypatch)
    contest = await draft(world, "Semana de Slayer", ends="en 7 días", winners=2)
    added = await rule(world, contest, "clues", 3, "hard")
    assert "Borrador · solo lo ven los líderes\nAñadida: 3 pistas difíciles" in said(added)
    assert "**Premio** 10M bank\n**Ganadores** 2\n**Empieza** al publicarlo" in said(added)
    assert await offered(world, "contest publish", "contest") == ["Semana de Slayer · Borrador"]
    refused = await rule(world, contest, "boss_kc", 0)
    assert said(refused) == "La cantidad va de 1 a 1.000.000: nadie puede ganar más con esta regla."
