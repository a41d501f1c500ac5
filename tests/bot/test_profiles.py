"""Profiles as people see them: the card and its words, one's own numbers and why, two side by side."""

import asyncio
import time
from typing import Any

import discord
import pytest

from cogs.ui.profiles import drawing, people
from playground.hiscores import DemoHiscores
from tests.bot.acting import alt, buttons, card, in_spanish, me, numbers, options, said, select_id, snapshot
from tests.bot.conftest import World

DAY = 86400


@pytest.fixture(autouse=True)
def _nothing_drawn_yet() -> None:
    """No picture of another test is kept."""
    drawing._kept.clear()
    people._kept.clear()


async def claimed(world: World, hiscores: DemoHiscores, *names: str, gained: int = 500_000) -> None:
    """The raider's characters, which gained something between two snapshots."""
    for name in names:
        hiscores.always(f"hiscore_oldschool/{name.casefold()}", numbers(overall=1_000_000))
    await world.leader.slash(world.general, "settings set", name="clan.backfill", value="no")
    for name in names:
        await world.officer.slash(world.general, "clan add", name=name, member=world.raider)
    await snapshot(world)
    await world.env.advance_time(DAY)
    for name in names:
        hiscores.always(f"hiscore_oldschool/{name.casefold()}", numbers(overall=1_000_000 + gained))
    await snapshot(world)


async def rich(world: World, credits_: int = 600) -> None:
    """The raider has credits."""
    await world.leader.slash(
        world.general, "wallet grant", member=world.raider, amount=credits_, reason="Helped at the raid"
    )


async def test_a_card_says_everything_in_the_picture_and_in_words(world: World, hiscores: DemoHiscores) -> None:
    await claimed(world, hiscores, "Mara")
    shown = await world.officer.slash(world.general, "profile", member=world.raider)
    assert not card(shown).ephemeral
    text = said(shown)
    assert text.startswith("## 👤 Thrall\nChampion · **#1 ▬** of 1")
    assert "XP gained **+500,000** (#1 ▬)" in text
    assert "**Characters** Mara (" in text
    words = alt(card(shown))
    assert words.startswith("Thrall. Champion, #1 of 1")
    assert "XP gained +500,000 (#1 ▬)" in words
    assert "XP, last 30 days: +500K (Jan 1: 0, Jan 2: 500K)" in words


async def test_without_a_member_it_is_ones_own(world: World) -> None:
    await rich(world)
    shown = await world.raider.slash(world.general, "profile")
    assert said(shown).startswith("## 👤 Thrall\nNot ranked yet")
    assert "600 credits" not in said(shown), "what is in a wallet is nobody's business"


async def test_of_somebody_unknown_it_says_so(world: World) -> None:
    assert "Nothing is kept about <@" in said(await world.officer.slash(world.general, "profile", member=world.raider))
    own = said(await world.raider.slash(world.general, "profile"))
    assert "Claim your character with `/clan claim`" in own


async def test_a_blocked_member_is_told_as_blocked_without_the_reason(world: World) -> None:
    await rich(world)
    await world.leader.slash(world.general, "settings block", member=world.raider, reason="sold their account")
    text = said(await world.officer.slash(world.general, "profile", member=world.raider))
    assert "🔒 A leader blocked this member" in text
    assert "sold their account" not in text


async def test_bots_have_no_card(world: World) -> None:
    robot = world.guild.add_member(world.env.create_user("robot", bot=True))
    assert "Bots play no part here" in said(await world.raider.slash(world.general, "profile", member=robot))
    assert "Bots play no part here" in said(await world.raider.slash(world.general, "compare", member=robot))


async def test_a_card_in_spanish(world: World, hiscores: DemoHiscores) -> None:
    await claimed(world, hiscores, "Mara")
    await world.leader.slash(world.general, "settings set", name="guild.language", value="es")
    shown = await world.officer.slash(world.general, "profile", member=world.raider)
    assert "XP ganada **+500.000** (#1 ▬)" in said(shown)
    assert "XP, últimos 30 días" in alt(card(shown))


async def test_the_characters_open_from_the_card(world: World, hiscores: DemoHiscores) -> None:
    await claimed(world, hiscores, "Mara", "Mara2")
    shown = card(await world.officer.slash(world.general, "profile", member=world.raider))
    offered = options(shown, "clan:v1:who")
    assert list(offered) == ["Mara", "Mara2"]
    opened = await world.officer.select(shown, custom_id=select_id(shown, "clan:v1:who"), values=[offered["Mara"]])
    assert said(opened).startswith("## Mara")


async def test_why_is_for_the_member_of_the_card_alone(world: World) -> None:
    await rich(world)
    shown = card(await world.officer.slash(world.general, "profile", member=world.raider))
    refused = await world.officer.click(shown, custom_id=buttons(shown)["Why?"])
    assert "shown only to the person they belong to" in said(refused)
    own = await world.raider.click(shown, custom_id=buttons(shown)["Why?"])
    assert said(own).startswith("## 📋 Your numbers")
    assert card(own).ephemeral


async def test_whoever_presses_is_compared_with_the_card(world: World, hiscores: DemoHiscores) -> None:
    await claimed(world, hiscores, "Mara")
    shown = card(await world.raider.slash(world.general, "profile"))
    compared = await world.officer.click(shown, custom_id=buttons(shown)["Compare with me"])
    assert said(compared).startswith("## ⚖️ Jaina and Thrall")
    assert card(compared).ephemeral
    own = await world.raider.click(shown, custom_id=buttons(shown)["Compare with me"])
    assert "exactly as good as yourself" in said(own)


async def test_numbers_have_a_line_each_and_say_why(world: World, hiscores: DemoHiscores) -> None:
    await claimed(world, hiscores, "Mara")
    await rich(world)
    stats = await world.raider.slash(world.general, "stats")
    assert card(stats).ephemeral
    text = said(stats)
    lines = [" ".join(line.split()) for line in text.split("```")[1].splitlines()]
    assert "XP gained +500,000 #1 ▬" in lines
    assert "Credits 600" in lines
    assert "Nothing yet: " in text
    pick = select_id(card(stats), "profile:v1:number")
    assert set(options(card(stats), pick)) == {"Standing", "XP gained", "Credits"}
    why = await world.raider.select(card(stats), custom_id=pick, values=["xp"])
    told = said(why)
    assert "## 📋 Why +500,000? XP gained" in told
    assert "**+500,000** Mara · 1,000,000 → 1,500,000 · <t:" in told
    assert "**You are first.**" in told
    money = await world.raider.select(card(why), custom_id=select_id(card(why), "profile:v1:number"), values=["credit"])
    assert "**+600** · granted by <@" in said(money)
    assert "Helped at the raid" in said(money)
    back = await world.raider.click(card(money), custom_id=buttons(card(money))["All my numbers"])
    assert said(back).startswith("## 📋 Your numbers")


async def test_the_way_to_the_next_place_names_who_is_there(
    world: World, hiscores: DemoHiscores, monkeypatch: pytest.MonkeyPatch
) -> None:
    await claimed(world, hiscores, "Mara")
    hiscores.always("hiscore_oldschool/tom", numbers(overall=100))
    await world.officer.slash(world.general, "clan add", name="Tom", member=world.officer)
    await snapshot(world)
    hiscores.always("hiscore_oldschool/tom", numbers(overall=100_100))
    await world.env.advance_time(DAY)
    await snapshot(world)
    stats = await world.officer.slash(world.general, "stats")
    pick = select_id(card(stats), "profile:v1:number")
    why = said(await world.officer.select(card(stats), custom_id=pick, values=["xp"]))
    assert (
        f"**To place 1** you need 400,000 XP more to draw level with <@{world.raider.id}>, 400,001 XP to go past."
        in why
    )
    in_spanish(monkeypatch)
    stats = await world.officer.slash(world.general, "stats")
    why = said(await world.officer.select(card(stats), custom_id=pick, values=["xp"]))
    assert "**Para el puesto 1** te faltan 400.000 de XP para igualar a <@" in why


async def test_numbers_of_somebody_new_say_how_to_begin(world: World) -> None:
    stats = await world.raider.slash(world.general, "stats")
    assert "Nothing is kept about you here yet" in said(stats)
    assert buttons(card(stats)) == {}


async def test_two_side_by_side(world: World, hiscores: DemoHiscores) -> None:
    await claimed(world, hiscores, "Mara")
    shown = await world.officer.slash(world.general, "compare", member=world.raider)
    assert not card(shown).ephemeral
    text = said(shown)
    assert text.startswith("## ⚖️ Jaina and Thrall")
    rows = [" ".join(line.split()) for line in text.split("```")[1].splitlines()]
    assert "XP gained – ★ +500K" in rows
    assert "XP gained: Jaina –, Thrall +500,000 (more)" in alt(card(shown))


async def test_nobody_is_compared_with_themselves(world: World) -> None:
    refused = await world.raider.slash(world.general, "compare", member=world.raider)
    assert "exactly as good as yourself" in said(refused)
    assert card(refused).ephemeral


async def test_a_name_cannot_break_the_card(world: World) -> None:
    nasty = world.guild.add_member(world.env.create_user("nasty", global_name="**@everyone** `x`"))
    await world.leader.slash(world.general, "wallet grant", member=nasty, amount=5, reason="A gift")
    text = said(await world.officer.slash(world.general, "profile", member=nasty))
    assert text.startswith("## 👤 \\*\\*@\u200beveryone\\*\\* \\`x\\`\n")


# Pictures


def _picture_breaks(_sheet: Any) -> Any:
    raise RuntimeError("no paint")


async def test_a_picture_that_fails_leaves_the_words(
    world: World, hiscores: DemoHiscores, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await claimed(world, hiscores, "Mara")
    monkeypatch.setattr("cogs.ui.profiles.picture.profile_picture", _picture_breaks)
    shown = await world.officer.slash(world.general, "profile", member=world.raider)
    assert "XP gained **+500,000**" in said(shown)
    assert alt(card(shown)) == ""
    assert "a picture could not be drawn" in caplog.text


async def test_without_leave_to_attach_there_are_the_words(world: World) -> None:
    await rich(world)
    deny = discord.PermissionOverwrite(attach_files=False)
    plain = world.guild.create_text_channel("plain", overwrites={me(world): deny})
    shown = await world.officer.slash(plain, "profile", member=world.raider)
    assert said(shown).startswith("## 👤 Thrall")
    assert alt(card(shown)) == ""


class Anyone:
    """An interaction as far as drawing looks at one."""

    app_permissions = discord.Permissions(attach_files=True)


def slow(sheet: str) -> Any:
    """A picture that takes a while."""
    from cogs.ui.canvas import Picture

    time.sleep(0.3)
    return Picture(sheet.encode(), sheet, sheet)


async def test_an_answer_does_not_wait_for_a_slow_picture_that_the_next_one_gets(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(drawing, "PATIENCE", 0.05)
    anyone: Any = Anyone()
    begun = time.perf_counter()
    assert await drawing.drawn(anyone, slow, "one") is None
    assert time.perf_counter() - begun < 0.25
    assert "took too long" in caplog.text
    await asyncio.sleep(0.4)
    kept = await drawing.drawn(anyone, slow, "one")
    assert kept is not None
    assert kept.alt == "one"


async def test_the_same_is_drawn_once_and_few_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    from cogs.ui.canvas import Picture

    drawn: list[str] = []

    def draw(sheet: str) -> Picture:
        drawn.append(sheet)
        return Picture(sheet.encode(), sheet, sheet)

    monkeypatch.setattr(drawing, "KEPT", 2)
    anyone: Any = Anyone()
    for sheet in ("a", "b", "a", "c", "a", "b"):
        await drawing.drawn(anyone, draw, sheet)
    assert drawn == ["a", "b", "c", "b"], "the one that was shown longest ago went first"
    first, again = await drawing.drawn(anyone, draw, "a"), await drawing.drawn(anyone, draw, "b")
    assert first is not None
    assert again is not None
    assert first.name != again.name


# Portraits


class Asset:
    """A picture at Discord."""

    def __init__(self, key: str, data: bytes = b"png", wait: float = 0) -> None:
        self.key, self.data, self.wait, self.reads = key, data, wait, 0

    def with_size(self, _size: int) -> "Asset":
        """Small."""
        return self

    def with_static_format(self, _format: str) -> "Asset":
        """Not moving."""
        return self

    async def read(self) -> bytes:
        """From the other end of the world."""
        self.reads += 1
        await asyncio.sleep(self.wait)
        return self.data


class User:
    """Somebody at Discord."""

    def __init__(self, avatar: Asset | None) -> None:
        self.id, self.display_name, self.avatar = 7, "Mara", avatar


async def portrait(asset: Asset | None) -> bytes | None:
    """What is seen of somebody with that picture."""
    anybody: Any = User(asset)
    seen = await people.seen(anybody, 7, anybody)
    assert seen.name == "Mara"
    return seen.portrait


async def test_a_portrait_is_fetched_once() -> None:
    asset = Asset("one")
    assert [await portrait(asset) for _ in range(3)] == [b"png"] * 3
    assert asset.reads == 1
    assert await portrait(None) is None


async def test_a_portrait_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "PATIENCE", 0.05)
    begun = time.perf_counter()
    assert await portrait(Asset("slow", wait=5)) is None
    assert time.perf_counter() - begun < 1


async def test_a_portrait_that_is_huge_is_left_out_and_few_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await portrait(Asset("huge", bytes(people.LARGEST + 1))) is None
    monkeypatch.setattr(people, "KEPT", 2)
    for name in "abc":
        await portrait(Asset(name))
    assert list(people._kept) == ["b", "c"]
