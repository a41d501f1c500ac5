"""The landing card, what is on, and the list with what is over, through the real bot."""

import pytest
from simcord.actors import MemberActor
from simcord.results import ResponseMessage

from tests.bot.acting import buttons, card, in_spanish, options, said, select_id
from tests.bot.challenging import DAY, HOUR, PROMPT, TITLE, drafted, open_behind, published, settle
from tests.bot.conftest import World


async def pick(world: World, person: MemberActor, shown: ResponseMessage, start: str, label: str) -> str:
    """Choose in a list; what the answer says."""
    values = options(shown, start)
    return said(await person.select(shown, [values[label]], custom_id=select_id(shown, start)))


async def test_the_card_tells_everything_at_a_glance(world: World) -> None:
    site = "https://moonwell.example/a"
    await world.officer.slash(world.general, "challenge sponsor-add", name="Moon_well", website=site)
    await world.officer.slash(world.general, "challenge sponsor-edit", sponsor="Moon_well", verified=True)
    typed = {"Description": "Any pet.\n*Really* any."}
    extra = {"link-required": True, "judge-weight": 30, "colour": "#00ff00", "voting": "ballot"}
    panel = await published(world, texts=typed, sponsor="moon_WELL", **extra)
    told = said(card(panel))
    assert told.startswith(
        f"## 🎨 {TITLE}\nActive · submissions close <t:1767657600:R> (<t:1767657600:f>)\n### {PROMPT}\n"
    )
    assert "Any pet.\n\\*Really\\* any." in told
    assert f"Sponsored by [Moon\\_well](<{site}>) ✅" in told
    assert (
        "-# Private ballots with stars · up to 3 submissions a person · each with a link"
        " · judges give 30 % of the score · week 1 of 2026"
    ) in told
    assert set(buttons(card(panel))) == {"Submit", "Gallery", "Board", "Mine"}, "no ballots before the voting"
    assert card(panel).components[0]["accent_color"] == 0x00FF00


async def test_the_card_says_who_is_a_voter(world: World) -> None:
    votes = said(card(await published(world)))
    assert (
        " 1,000 credits\n```\n-# Voters are those who give 10 votes, or one to everything that others made.\n" in votes
    )
    ballots = said(card(await published(world, voting="ballot")))
    assert "```\n-# Voters are those who hand in a ballot that counts." in ballots
    assert "Voters are" not in said(card(await published(world, voting="none")))
    assert "Voters are" not in said(card(await published(world, texts={"Prizes": "1: 5"})))


async def test_the_private_card_says_how_one_stands(world: World) -> None:
    panel = await published(world)
    assert "You:" not in said(card(panel)), "a panel says the same to everybody"
    shown = await world.raider.slash(world.general, "challenge show", challenge=TITLE)
    assert shown.ephemeral
    assert "You: submitted 0 of 3 · 0 votes cast · 0 points" in said(shown)


async def test_what_is_on(world: World) -> None:
    nothing = await world.raider.slash(world.general, "challenge current")
    assert said(nothing) == "No challenge is on right now. `/challenge list` shows the past ones."
    await open_behind(world, title="Later", starts="in 2 days")
    await open_behind(world, title="Much later", starts="in 3 days")
    soon = await world.raider.slash(world.general, "challenge current")
    assert said(soon) == "No challenge is on right now. **Later** starts <t:1767398400:R> (<t:1767398400:f>)."
    await open_behind(world, title="One")
    assert said(await world.raider.slash(world.general, "challenge current")).startswith("## 🎨 One\nActive")
    await open_behind(world, title="Two", closes="in 3 days")
    several = await world.raider.slash(world.general, "challenge current")
    told = said(several)
    assert told.startswith("## 🎨 Challenges that are on\n**Two**\n-# Active")
    assert told.index("**Two**") < told.index("**One**"), "the one that ends first comes first"
    assert "Later" not in told
    opened = await pick(world, world.raider, card(several), "challenge:v1:open", "One")
    assert opened.startswith("## 🎨 One\nActive")


async def test_the_list_pages_and_filters_and_hides_drafts(world: World) -> None:
    for number in range(8):
        await open_behind(world, title=f"Number {number}", starts=f"in {number + 1} hours")
    await drafted(world)
    shown = await world.raider.slash(world.general, "challenge list")
    assert said(shown).startswith("## 🎨 Challenges\n8 challenges · Page 1 of 2\n**Number 7**")
    await world.raider.click(card(shown), custom_id="challenge:v1:list:all:2")
    assert "**Number 0**" in said(shown)
    assert "**Number 7**" not in said(shown)
    officers = said(await world.officer.slash(world.general, "challenge list", status="draft"))
    assert f"**{TITLE}**\n-# Draft · nobody sees it yet" in officers
    for_members = said(await world.raider.slash(world.general, "challenge list", status="draft"))
    assert for_members.endswith("No challenge has that status.")
    upcoming = said(await world.raider.slash(world.general, "challenge list", status="upcoming"))
    assert "8 challenges" in upcoming


async def test_what_is_over_stays_readable(world: World) -> None:
    await open_behind(world)
    await settle(world, 8 * DAY)
    shown = await world.raider.slash(world.general, "challenge list", status="completed")
    assert f"**{TITLE}**\n-# Completed <t:" in said(shown)
    opened = await pick(world, world.raider, card(shown), "challenge:v1:open", TITLE)
    assert opened.startswith(f"## 🎨 {TITLE}\nCompleted")


async def test_challenges_are_found_by_number_slug_and_title(world: World) -> None:
    await open_behind(world, title="Ñandú & Co")
    for typed in ("1", "nandu-co", "ñandú  & CO"):
        found = await world.raider.slash(world.general, "challenge show", challenge=typed)
        assert said(found).startswith("## 🎨 Ñandú & Co"), typed
    for typed in ("2", "nandu", "", "9" * 40):
        missing = await world.raider.slash(world.general, "challenge show", challenge=typed)
        assert said(missing).startswith("There is no such challenge here."), typed
    offered = await world.raider.autocomplete(world.general, "challenge show", "challenge", "dú")
    assert [one["name"] for one in offered] == ["Ñandú & Co · Active"]


async def test_buttons_of_the_card_lead_on(world: World) -> None:
    panel = await published(world)
    await settle(world, HOUR)
    for label in ("Gallery", "Vote", "Board", "Mine"):
        led = await world.raider.click(card(panel), label=label)
        assert led.ephemeral or led.followups, label
        assert "Something broke" not in said(led), label
    form = await world.raider.click(card(panel), label="Submit")
    assert form.modal is not None


async def test_in_spanish(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    in_spanish(monkeypatch)
    await open_behind(world)
    shown = await world.raider.slash(world.general, "challenge current")
    assert said(shown).startswith(f"## 🎨 {TITLE}\nActivo · las entregas se cierran <t:1767657600:R>")
    assert "Tú: 0 de 3 entregas · 0 votos dados · 0 puntos" in said(shown)
    assert set(buttons(card(shown))) == {"Entregar", "Galería", "Votar", "Clasificación", "Lo mío"}
