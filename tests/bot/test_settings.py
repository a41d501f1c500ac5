"""`/settings` as leaders and members meet it."""

import re
from typing import Any

import pytest

from domain.settings import Kind
from services.settings import REGISTRY
from tests.bot.acting import buttons, card, in_spanish, said
from tests.bot.conftest import World


async def set_(world: World, name: str, value: str) -> str:
    """The leader sets it; what they are told."""
    answer = await world.leader.slash(world.general, "settings set", name=name, value=value)
    assert answer.ephemeral
    return said(answer)


async def offered(world: World, option: str, typed: str, **filled: Any) -> dict[str, Any]:
    """What is offered while typing: values by what is shown."""
    choices = await world.leader.autocomplete(world.general, "settings set", option, typed, **filled)
    return {choice["name"]: choice["value"] for choice in choices}


async def test_a_leader_changes_a_setting_and_everybody_sees_it(world: World):
    assert await set_(world, "guild.timezone", "europe/madrid") == (
        "**guild.timezone** is now `Europe/Madrid` (it was `UTC`)."
    )
    shown = await world.raider.slash(world.general, "settings show")
    assert shown.ephemeral
    assert "**guild.timezone** · `Europe/Madrid`" in said(shown)


@pytest.mark.parametrize(
    ("name", "typed", "shown"),
    [
        ("loot.system", "EPGP", "`epgp`"),
        ("guild.language", "es", "`es`"),
        ("clan.highlights", "5", "5"),
        ("clan.schedule", "18:00, 06:00", "`06:00, 18:00`"),
        ("clan.schedule", "off", "`off`"),
        ("clan.backfill", "no", "no"),
        ("clan.name", "The Gilded Few", "The Gilded Few"),
        ("guild.officers_channel", "<#{general}>", "<#{general}>"),
        ("guild.announcements", "none", "none"),
        ("guild.officer_roles", "<@&{officers}> <@&{leaders}>", "<@&{officers}> <@&{leaders}>"),
        ("guild.officer_roles", "none", "none"),
        ("pot.crowd_percent", "35 %", "35 %"),
        ("epgp.base_gp", "12.5", "12.50"),
    ],
)
async def test_every_kind_is_typed_as_people_write_it(world: World, name: str, typed: str, shown: str):
    ids = {"general": world.general.id, "officers": world.officer_role.id, "leaders": world.leader_role.id}
    answer = await set_(world, name, typed.format(**ids))
    assert f" is now {shown.format(**ids)} (it was " in answer
    assert (await set_(world, name, typed.format(**ids))).endswith("already; nothing changed.")


async def test_every_kind_that_is_registered_is_tried_here():
    kinds = {setting.kind for setting in REGISTRY.values()}
    assert kinds == {
        Kind.TIMEZONE,
        Kind.CHOICE,
        Kind.NUMBER,
        Kind.PERCENT,
        Kind.HUNDREDTHS,
        Kind.TIMES,
        Kind.YES_NO,
        Kind.TEXT,
        Kind.CHANNEL,
        Kind.ROLES,
    }


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("guild.timezone", "Europe/Madrit", "I do not know the timezone **Europe/Madrit**. Did you mean Europe/Madrid"),
        ("loot.system", "council", "**loot.system** takes one of: dkp, epgp or loot\\_council."),
        ("clan.highlights", "11", "**clan.highlights** takes a whole number from 0 to 10."),
        ("clan.highlights", "1,5", "**clan.highlights** takes a whole number from 0 to 10."),
        ("clan.schedule", "25:00", "I cannot read **25:00** as times of the day."),
        ("clan.backfill", "perhaps", "**clan.backfill** takes `yes` or `no`."),
        ("clan.name", "x" * 2000, "**clan.name** takes a text of 0 to 40 characters."),
        ("guild.timezone", "bel", "I do not know the timezone **bel**. Did you mean America/Belem, America/Belize or "),
        ("guild.announcements", "#clann", "There is no channel called **#clann** here."),
        ("guild.announcements", "#general #news", "There is no channel called **#general #news** here."),
        ("guild.announcements", "<#1> <#2>", "**guild.announcements** takes one channel, such as `#announcements`"),
        ("guild.announcements", "#@everyone", "There is no channel called **#@\u200beveryone** here."),
        ("guild.officer_roles", "@Offizier", "There is no role called **@Offizier** here."),
        ("guild.officer_roles", "@Officer @Gust", "There is no role called **@Gust** here."),
        ("guild.officer_roles", "@everyone", "There is no role called **@everyone** here."),
        ("guild.officer_roles", "@", "**guild.officer\\_roles** takes up to 10 roles, such as"),
        ("guild.weather", "fine", "There is no setting called **guild.weather**. `/settings show` lists them all."),
        ("@everyone **x**", "fine", "There is no setting called **@\u200beveryone \\*\\*x\\*\\***."),
    ],
)
async def test_what_cannot_be_read_changes_nothing_and_says_what_can(world: World, name: str, typed: str, told: str):
    before = await world.bot.hall.settings.show(world.guild.id)
    assert (await set_(world, name, typed)).startswith(told)
    assert await world.bot.hall.settings.show(world.guild.id) == before


@pytest.mark.parametrize(
    ("name", "typed", "means"),
    [
        ("guild.officers_channel", "#general", "{general}"),
        ("guild.officers_channel", "general", "{general}"),
        ("guild.officers_channel", " # GENERAL ", "{general}"),
        ("guild.officers_channel", "#Raid Night", "{raid}"),
        ("guild.officer_roles", "@Guild Master", "{leaders}"),
        ("guild.officer_roles", "@Officer @Guild Master", "{officers} {leaders}"),
        ("guild.officer_roles", "guild master, officer", "{leaders} {officers}"),
        ("guild.officer_roles", "{leaders} @Officer", "{leaders} {officers}"),
        ("guild.officer_roles", "@Officer, {officers}", "{officers}"),
    ],
)
async def test_channels_and_roles_are_found_by_name(world: World, name: str, typed: str, means: str):
    raid = world.guild.create_text_channel("raid-night")
    await set_(world, "guild.officer_roles", "none")
    mentions = {
        "general": world.general.mention,
        "raid": raid.mention,
        "officers": world.officer_role.mention,
        "leaders": world.leader_role.mention,
    }
    answer = await set_(world, name, typed.format(**mentions))
    meant = means.format(**mentions).split()
    assert set(re.findall(r"<[#@&]+\d+>", answer.partition(" (it was ")[0])) == set(meant)


async def test_a_name_that_several_have_is_not_guessed(world: World):
    world.guild.create_text_channel("general")
    world.guild.create_role("Officer")
    for name, typed in (("guild.announcements", "#general"), ("guild.officer_roles", "@Officer")):
        assert (
            (await set_(world, name, typed))
            .replace("\\", "")
            .startswith(f"More than one is called **{typed}** here. Pick the one")
        )


async def test_who_may_not_set_it_learns_nothing_of_hidden_channels(world: World):
    world.guild.create_text_channel("secret")
    for typed in ("#secret", "#nothing"):
        refused = await world.raider.slash(world.general, "settings set", name="guild.announcements", value=typed)
        assert "Only leaders can do that" in said(refused)


async def test_what_is_bold_is_what_the_small_print_says(world: World):
    await set_(world, "loot.system", "epgp")
    shown = said(await world.raider.slash(world.general, "settings show"))
    assert shown.endswith("A name in bold is not at its default.")
    values = await world.bot.hall.settings.show(world.guild.id)
    bold = {name.replace("\\", "") for name in re.findall(r"(?m)^\*\*(\S+)\*\* · ", shown)}
    assert bold == {name for name, setting in REGISTRY.items() if values[name] != setting.default}


@pytest.mark.parametrize("text", ["**bold** `code`", "@everyone", "[a](http://b)", "# big", "a\u202eb", "||x||"])
async def test_what_a_leader_wrote_is_shown_harmlessly(world: World, text: str):
    for told in (await set_(world, "clan.name", text), said(await world.raider.slash(world.general, "settings show"))):
        assert text not in re.sub(r"\\.", "", told), "what is escaped is not markdown"
        assert "clan.name" in told


async def test_back_to_the_default(world: World):
    await set_(world, "loot.system", "epgp")
    answer = await world.leader.slash(world.general, "settings reset", name="loot.system")
    assert said(answer) == "**loot.system** is now `dkp` (it was `epgp`)."
    again = await world.leader.slash(world.general, "settings reset", name="loot.system")
    assert said(again) == "**loot.system** is `dkp` already; nothing changed."


async def test_members_look_and_leaders_change(world: World):
    for person in (world.raider, world.officer):
        for command, options in (
            ("settings set", {"name": "guild.timezone", "value": "UTC"}),
            ("settings reset", {"name": "guild.officer_roles"}),
        ):
            refused = await person.slash(world.general, command, **options)
            assert refused.ephemeral
            assert said(refused) == (
                "Only leaders can do that: people with a leader role (see `/setup`) or with *Manage Server*."
            )
        assert "⚙️ Settings" in said(await person.slash(world.general, "settings show"))


async def test_one_area_or_all_of_them(world: World):
    shown = await world.raider.slash(world.general, "settings show")
    pages = [said(shown)]
    while "▶️" in buttons(card(shown)):
        await world.raider.click(card(shown), custom_id=buttons(card(shown))["▶️"])
        pages.append(said(shown))
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]
    assert all(any(f"{name} · " in page.replace("**", "") for page in pages) for name in REGISTRY)
    assert not any("⋯" in page for page in pages), "nothing is cut off"
    one = said(await world.raider.slash(world.general, "settings show", area="Clan "))
    assert "clan.schedule" in one
    assert "guild.timezone" not in one
    none = said(await world.raider.slash(world.general, "settings show", area="weather"))
    assert none.startswith("There is no area called **weather**. There are: guild, loot, draws, clan, ")


async def test_names_are_completed_by_name_and_by_what_they_do(world: World):
    assert list((await offered(world, "name", "timez")).values()) == [
        "guild.timezone",
        "loot.decay_hour",
        "people.quiet_from",
    ]
    assert "clan.schedule" in (await offered(world, "name", "snapshots are taken")).values()
    assert list((await offered(world, "name", "")).values()) == list(REGISTRY)[:25], "as many as Discord shows"
    assert "auction.increment" in (await offered(world, "name", "auction")).values()
    assert await offered(world, "name", "no such thing") == {}
    assert all(len(name) <= 100 for name in await offered(world, "name", ""))


@pytest.mark.parametrize(
    ("name", "typed", "values"),
    [
        ("loot.system", "", ["dkp", "epgp", "loot_council"]),
        ("loot.system", "COUN", ["loot_council"]),
        ("clan.backfill", "", ["yes", "no"]),
        ("guild.timezone", "madr", ["Europe/Madrid"]),
        ("clan.name", "", []),
        ("no.such", "", []),
    ],
)
async def test_values_are_completed_where_they_can_be_listed(world: World, name: str, typed: str, values: list[str]):
    assert list((await offered(world, "value", typed, name=name)).values()) == values


async def test_values_are_completed_before_a_name_was_chosen(world: World):
    assert await offered(world, "value", "x") == {}


async def test_areas_are_completed(world: World):
    choices = await world.raider.autocomplete(world.general, "settings show", "area", "G")
    assert [choice["value"] for choice in choices] == ["guild", "epgp", "challenge", "standing"]


async def test_it_speaks_spanish(world: World, monkeypatch: pytest.MonkeyPatch):
    in_spanish(monkeypatch)
    assert await set_(world, "guild.timezone", "europe/madrid") == (
        "**guild.timezone** ahora es `Europe/Madrid` (antes: `UTC`)."
    )
    refused = await world.raider.slash(world.general, "settings set", name="guild.timezone", value="UTC")
    assert said(refused).startswith("Solo los líderes pueden hacer eso")
    assert "La zona horaria de horarios" in said(await world.raider.slash(world.general, "settings show"))
    assert "guild.timezone · La zona horaria de horarios, meses y días de banda" in await offered(world, "name", "zona")
    assert await offered(world, "value", "", name="clan.backfill") == {"sí": "yes", "no": "no"}


async def test_a_change_of_roles_counts_at_once(world: World):
    await world.boss.slash(world.general, "settings set", name="guild.leader_roles", value=world.officer_role.mention)
    assert "Only leaders" in await set_(world, "loot.system", "epgp")
    answer = await world.officer.slash(world.general, "settings set", name="loot.system", value="epgp")
    assert "is now `epgp`" in said(answer)


async def test_two_guilds_do_not_share_settings(world: World):
    await set_(world, "loot.system", "epgp")
    other = world.env.create_guild("Other Guild")
    channel = other.create_text_channel("general")
    visitor = other.add_member(world.env.create_user("visitor"))
    assert "loot.system · `dkp`" in said(await visitor.slash(channel, "settings show"))
