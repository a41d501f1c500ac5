"""Gains as people read them: the clan's statistics, boards, one's own rank, profiles and the snapshots behind them."""

import hashlib
import re
from types import SimpleNamespace

import discord
import pytest

from playground.hiscores import DemoHiscores
from playground.loopback import WEB_PAGE, Reply
from tests.bot.acting import (
    alt,
    buttons,
    card,
    enrol,
    in_spanish,
    me,
    numbers,
    options,
    said,
    select_id,
    snapshot,
    tick,
)
from tests.bot.conftest import World

DAY = 86400


async def grown(world: World, hiscores: DemoHiscores, **ends: tuple[Reply, Reply]) -> None:
    """Characters that had `before` and have `after` a day later, as `name=(before, after)`."""
    for name, (before, _) in ends.items():
        hiscores.always(f"hiscore_oldschool/{name.replace('_', ' ')}", before)
    await enrol(world, *(name.capitalize() for name in ends))
    await world.env.advance_time(DAY)
    for name, (_, after) in ends.items():
        hiscores.always(f"hiscore_oldschool/{name.replace('_', ' ')}", after)
    await tick(world)


async def board(world: World, metric: str, window: str = "7d", **page: int) -> str:
    return said(await world.raider.slash(world.general, "clan gains", metric=metric, window=window, **page))


async def test_a_board_has_medals_shared_places_and_signed_gains(world: World, hiscores: DemoHiscores) -> None:
    await grown(
        world,
        hiscores,
        mara=(numbers(slayer=1_000), numbers(slayer=2_414_880)),
        tom=(numbers(slayer=1_000), numbers(slayer=1_000_000)),
        ylva=(numbers(slayer=1_000), numbers(slayer=1_000_000)),
        bram=(numbers(slayer=1_000), numbers(slayer=1_500)),
        idle=(numbers(slayer=1_000), numbers(slayer=1_000)),
    )
    text = await board(world, "slayer")
    assert text.startswith("## 📈 Slayer · last 7 days\n4 characters gained\n```\n")
    assert "🥇 Mara  +2,413,880\n🥈 Tom     +999,000\n🥈 Ylva    +999,000\n4. Bram        +500" in text.replace("*", "")
    assert "Idle" not in text


async def test_the_small_print_tells_the_snapshots_that_are_compared(world: World, hiscores: DemoHiscores) -> None:
    await grown(world, hiscores, mara=(numbers(slayer=1_000), numbers(slayer=1_500)))
    # Before any run that is older than the window, it is the first look at anybody.
    assert "-# gains between <t:1767225600:f> and <t:1767312000:f>" in await board(world, "slayer")
    for day in range(2, 10):
        await world.env.advance_time(DAY)
        hiscores.always("hiscore_oldschool/mara", numbers(slayer=1_000 + 500 * day))
        await tick(world)
    await world.env.advance_time(3 * 3600)
    last, a_week_ago = 1767225600 + 9 * DAY, 1767225600 + 2 * DAY
    told = f"-# gains between <t:{a_week_ago}:f> and <t:{last}:f>"
    assert told in await board(world, "slayer")
    stats = await world.raider.slash(world.general, "clan stats", window="7d")
    assert told in said(stats)
    # A run that read nobody is compared with nothing.
    hiscores.always("hiscore_oldschool/mara", WEB_PAGE)
    await world.env.advance_time(DAY - 3 * 3600)
    await tick(world, minutes=10)
    assert f" and <t:{last}:f>" in await board(world, "slayer")


async def test_the_curve_begins_at_the_snapshot_that_is_counted_from(world: World, hiscores: DemoHiscores) -> None:
    await world.env.advance_time(18 * 3600)
    await grown(world, hiscores, mara=(numbers(overall=1_000), numbers(overall=2_000)))
    for day in range(2, 10):
        await world.env.advance_time(DAY)
        hiscores.always("hiscore_oldschool/mara", numbers(overall=1_000 + 1_000 * day))
        await tick(world)
    # In the morning the window itself begins on the day after that run.
    await world.env.advance_time(12 * 3600)
    stats = await world.raider.slash(world.general, "clan stats", window="7d")
    assert ". +7,000. Jan 3: 0; Jan 4: 1,000;" in alt(card(stats))


async def test_a_character_that_came_later_is_marked(world: World, hiscores: DemoHiscores) -> None:
    await grown(world, hiscores, mara=(numbers(slayer=1_000), numbers(slayer=1_500)))
    late = await board(world, "slayer")
    assert "🥇 Mara  +500*\n" in late
    small = late.split("```\n")[2].splitlines()
    assert small[0] == "-# * counted from later on: first seen after this period began"
    assert [line.count("-#") for line in small] == [1, 1]
    await world.env.advance_time(8 * DAY)
    hiscores.always("hiscore_oldschool/mara", numbers(slayer=1_700))
    await tick(world)
    assert "🥇 Mara  +200\n" in await board(world, "slayer")


async def test_hidden_kills_prove_their_least_and_falling_ones_nothing(world: World, hiscores: DemoHiscores) -> None:
    await grown(
        world,
        hiscores,
        mara=(numbers(overall=1), numbers(overall=1, zulrah=12)),
        tom=(numbers(zulrah=900), numbers(zulrah=5)),
        ylva=(numbers(zulrah=10), numbers(zulrah=13)),
    )
    # The boss must have been on the hiscores when Mara was first looked at, and it was: Tom and Ylva had it.
    text = await board(world, "zulrah")
    assert "🥇 Mara  ≥+8*\n🥈 Ylva   +3*" in text
    explained = "-# ≥ means at least: the number was not listed at the start, so a part of the gain cannot be seen\n"
    assert explained in text
    assert "-# not counted, a number went down: Tom" in text
    tom = said(await world.raider.slash(world.general, "clan profile", name="Tom", window="7d"))
    assert "❗ Not counted, because the number went down: Zulrah." in tom
    assert explained not in tom
    mara = said(await world.raider.slash(world.general, "clan profile", name="Mara", window="7d"))
    assert "≥+8" in mara
    assert explained in mara


async def test_big_gains_are_short_where_a_phone_would_cut_them(world: World, hiscores: DemoHiscores) -> None:
    await grown(world, hiscores, longest_name=(numbers(overall=1), numbers(overall=123_456_789)))
    assert "🥇 Longest_name  +123.46M*" in await board(world, "overall")
    profile = said(await world.raider.slash(world.general, "clan profile", name="longest name", window="7d"))
    assert "XP +123,456,788" in profile


async def test_metrics_are_found_as_people_type_them(world: World) -> None:
    await enrol(world, "Mara")
    choices = await world.raider.autocomplete(world.general, "clan gains", "metric", "zul")
    assert choices[0] == {"name": "Zulrah", "value": "zulrah"}
    offered = await world.raider.autocomplete(world.general, "clan gains", "metric", "")
    assert [one["name"] for one in offered[:4]] == ["Total XP", "Levels", "All bosses", "All clues"]
    assert len(offered) == 25
    for typed, name in (("total xp", "Total XP"), ("vork", "Vorkath"), ("cox", "Chambers of Xeric")):
        assert f"## 📈 {name} · " in await board(world, typed)
    for typed in ("of", "@everyone", "שלום", "**bold**", "x" * 2000):
        text = await board(world, typed)
        assert "I do not know the metric **" in text
        assert not {"@everyone", "**bold**"} & set(text.split())
        assert len(text) < 250


async def test_a_board_turns_its_pages_for_everybody_and_its_windows(world: World, hiscores: DemoHiscores) -> None:
    await grown(
        world,
        hiscores,
        **{f"raider{n:02}": (numbers(slayer=1), numbers(slayer=1 + n)) for n in range(1, 13)},
    )
    shown = await world.raider.slash(world.general, "clan gains", metric="slayer", window="7d")
    assert not shown.ephemeral
    assert "Page 1 of 2" in said(shown)
    assert len(options(card(shown), "clan:v1:who")) == 10
    await world.officer.click(card(shown), custom_id=buttons(card(shown))["▶️"])
    assert "11. Raider02  +2*\n12. Raider01  +1*" in said(shown)
    await world.restart()
    await world.raider.select(card(shown), ["month"], custom_id=select_id(card(shown), "clan:v1:gains-window"))
    assert "## 📈 Slayer · this month\n12 characters gained · Page 1 of 2" in said(shown)
    assert "Page 2 of 2" in await board(world, "slayer", page=99)
    best = options(card(shown), "clan:v1:who")["🥇 Raider12"]
    profile = await world.raider.select(card(shown), [best], custom_id=select_id(card(shown), "clan:v1:who"))
    assert profile.ephemeral
    assert said(profile).startswith("## Raider12\n")
    assert "Page 1 of 2" in said(shown)


async def test_my_rank_is_told_to_me_alone(world: World, hiscores: DemoHiscores) -> None:
    await grown(
        world,
        hiscores,
        mara=(numbers(slayer=1), numbers(slayer=101)),
        tom=(numbers(slayer=1), numbers(slayer=51)),
        ylva=(numbers(slayer=1), numbers(slayer=1)),
    )
    shown = await world.raider.slash(world.general, "clan gains", metric="slayer", window="7d")
    nobody = await world.raider.click(card(shown), label="My rank")
    assert nobody.ephemeral
    assert said(nobody) == "No character on the roster is yours yet. Claim yours with `/clan claim`."
    for name in ("Tom", "Ylva"):
        claim = await world.raider.slash(world.general, "clan claim", name=name)
        await world.officer.click(card(claim), label="Confirm")
    mine = await world.raider.click(card(shown), label="My rank")
    assert said(mine) == (
        "🥈 **Tom** +50 · Slayer, last 7 days, among 2 characters.\n**Ylva**: nothing gained in Slayer, last 7 days."
    )


async def test_places_after_the_third_do_not_turn_into_a_list_of_discords_own(
    world: World, hiscores: DemoHiscores
) -> None:
    await world.leader.slash(world.general, "settings set", name="clan.highlights", value="5")
    raiders = {f"raider{n}": (numbers(overall=1), numbers(overall=10 - n)) for n in range(1, 6)}
    await grown(world, hiscores, **raiders)
    for number in (4, 5):
        claim = await world.raider.slash(world.general, "clan claim", name=f"Raider{number}")
        await world.officer.click(card(claim), label="Confirm")
    shown = await world.raider.slash(world.general, "clan gains", metric="overall", window="7d")
    assert "\n4. Raider4" in said(shown)
    assert "4. Raider4" in options(card(shown), "clan:v1:who")
    mine = said(await world.raider.click(card(shown), label="My rank"))
    assert [line.split(" **")[0] for line in mine.splitlines()] == ["4\\.", "5\\."]
    news = "\n".join(said(message) for message in world.news.history())
    assert " · 4\\. Raider4 +5 · 5\\. Raider5 +4" in news
    assert not re.search(r"(?m)^\d+\. ", mine + news)


async def test_boards_without_anything_to_show_say_why(world: World) -> None:
    assert "No snapshot has been taken yet." in await board(world, "slayer")
    await enrol(world, "Mara")
    await snapshot(world)
    assert "Nobody gained anything here in this period." in await board(world, "slayer")
    await world.leader.slash(world.general, "clan schedule", times="off")
    await world.env.advance_time(8 * DAY)
    assert "the last snapshot is from <t:1767225600:f>, before this period began" in await board(world, "slayer")


async def test_the_statistics_have_totals_gains_the_best_and_a_curve(world: World, hiscores: DemoHiscores) -> None:
    await grown(
        world,
        hiscores,
        mara=(
            numbers(overall=1_000_000, total_level=100, zulrah=10),
            numbers(overall=3_413_880, total_level=103, zulrah=30),
        ),
        tom=(numbers(overall=2_000_000, total_level=200), numbers(overall=2_500_000, total_level=200)),
    )
    stats = await world.raider.slash(world.general, "clan stats", window="7d")
    assert not stats.ephemeral
    text = said(stats)
    assert text.startswith("## Azeroth Guild · last 7 days\n2 characters\n```\n")
    rows = [line.split() for line in text.split("```")[1].strip().splitlines()]
    assert rows == [
        ["gained", "total"],
        ["XP", "+2.91M", "5.91M"],
        ["Levels", "+3", "303"],
        ["Bosses", "+20", "30"],
        ["Clues", "–", "–"],
    ]
    assert "**Most XP gained**\n🥇 **Mara** +2,413,880\n🥈 **Tom** +500,000" in text
    assert alt(card(stats)).startswith("Azeroth Guild: XP gained. last 7 days. +2.91M. Jan 1: 0;")
    assert set(options(card(stats), "clan:v1:who")) == {"🥇 Mara", "🥈 Tom"}
    await world.raider.select(card(stats), ["30d"], custom_id="clan:v1:stats-window")
    assert "## Azeroth Guild · last 30 days" in said(stats)
    await world.leader.slash(world.general, "settings set", name="clan.name", value="Wise *Old* Friends")
    named = await world.raider.slash(world.general, "clan stats", window="month")
    assert said(named).startswith(r"## Wise \*Old\* Friends · this month")


async def test_where_nothing_can_be_attached_the_numbers_come_in_a_code_block(
    world: World, hiscores: DemoHiscores
) -> None:
    await grown(world, hiscores, mara=(numbers(overall=1_000), numbers(overall=9_000)))
    deny = discord.PermissionOverwrite(attach_files=False)
    plain = world.guild.create_text_channel("plain", overwrites={me(world): deny})
    for command, first in (("stats", "Azeroth Guild: XP gained"), ("profile", "Mara\nRegular · last 7 days")):
        given = {"name": "Mara"} if command == "profile" else {}
        shown = await world.raider.slash(plain, f"clan {command}", window="7d", **given)
        assert alt(card(shown)) == ""
        assert not card(shown).attachments
        assert f"```\n{first}" in said(shown)


async def test_a_profile_has_levels_gains_bests_and_a_picture(world: World, hiscores: DemoHiscores) -> None:
    before = numbers(overall=20_000_000, total_level=1500, attack=13_000_000, zulrah=40, rank=2345)
    after = numbers(overall=20_600_000, total_level=1503, attack=13_034_431, zulrah=52, vorkath=7, rank=2345)
    await grown(world, hiscores, mara=(before, after))
    profile = await world.raider.slash(world.general, "clan profile", name="MARA", window="7d")
    assert not profile.ephemeral
    text = said(profile)
    assert text.startswith("## Mara\nRegular\n**Gained, last 7 days**\n")
    assert "XP +600,000 · Levels +3 · Bosses ≥+15" in text
    assert "**Skills** Attack +34,431" in text
    assert "**Bosses** Zulrah +12 · Vorkath ≥+3" in text
    assert "**Best ranks** " in text
    assert "#2,345" in text
    seen = alt(card(profile))
    assert "Total level 1,503 (+3)" in seen
    assert "Attack 99 (+34.4K)" in seen
    assert "Str –" in seen
    assert "Zulrah 52 (+12)" in seen
    assert card(profile).attachments[0].size < 30 * 1024
    await world.raider.select(card(profile), ["month"], custom_id=select_id(card(profile), "clan:v1:profile"))
    assert "**Gained, this month**" in said(profile)


async def test_text_and_picture_have_the_same_bosses_in_the_same_order(world: World, hiscores: DemoHiscores) -> None:
    before = numbers(overall=5, zulrah=4_000, vorkath=30)
    await grown(world, hiscores, mara=(before, numbers(overall=6, zulrah=4_001, vorkath=90)))
    profile = await world.raider.slash(world.general, "clan profile", name="Mara", window="7d")
    assert "**Bosses** Vorkath +60 · Zulrah +1" in said(profile)
    assert "Bosses: Vorkath 90 (+60); Zulrah 4,001 (+1)" in alt(card(profile))
    await world.env.advance_time(8 * DAY)
    hiscores.always("hiscore_oldschool/mara", numbers(overall=7, zulrah=4_003, vorkath=90))
    await tick(world)
    profile = await world.raider.slash(world.general, "clan profile", name="Mara", window="7d")
    assert "**Bosses** Zulrah +2\n" in said(profile)
    assert "Bosses: Zulrah 4,003 (+2); Vorkath 90" in alt(card(profile))


async def test_the_text_behind_a_profile_hashes_to_what_it_says(world: World, hiscores: DemoHiscores) -> None:
    await enrol(world, "Mara")
    profile = await world.raider.slash(world.general, "clan profile", name="Mara", window="7d")
    handed = await world.raider.click(card(profile), label="Snapshot text")
    assert handed.ephemeral
    stored = card(handed)
    (file,) = stored.attachments
    data = await file.read()
    digest = hashlib.sha256(data).hexdigest()
    assert f"compare the file's SHA-256 with `{digest}`" in said(handed)
    assert f"snapshot `{digest[:8]}…`" in said(profile)
    assert data.startswith(b"guildhall/snapshot/1\n2026-01-01T00:00:00Z\nhiscore_oldschool\n")
    assert "http" not in said(handed)
    assert b"mara" not in data.lower()


async def test_with_a_public_address_the_text_has_a_link(
    world: World, hiscores: DemoHiscores, monkeypatch: pytest.MonkeyPatch
) -> None:
    await enrol(world, "Mara")
    monkeypatch.setattr(world.bot, "settings", SimpleNamespace(public_url="https://guild.example"))
    profile = await world.raider.slash(world.general, "clan profile", name="Mara", window="7d")
    address = buttons(card(profile))["Snapshot text"].removeprefix("clan:v1:text:")
    handed = await world.raider.click(card(profile), label="Snapshot text")
    assert f"<https://guild.example/proofs/snapshots/{address}.txt>" in said(handed)


async def test_a_profile_of_somebody_not_read_yet_or_gone(world: World, hiscores: DemoHiscores) -> None:
    hiscores.for_everyone = numbers(overall=5)
    await enrol(world, "Mara", "Tom")
    shown = await world.raider.slash(world.general, "clan profile", name="Mara", window="7d")
    await world.officer.slash(world.general, "clan remove", name="Mara")
    gone = await world.raider.select(card(shown), ["30d"], custom_id=select_id(card(shown), "clan:v1:profile"))
    assert said(gone).startswith("That character has left the roster.")
    assert "**Mara** is not on the roster." in said(
        await world.raider.slash(world.general, "clan profile", name="Mara", window="7d")
    )
    preview = await world.officer.slash(world.general, "clan import", file=("a.txt", b"Newcomer"))
    await world.officer.click(card(preview), label="Apply")
    unread = await world.raider.slash(world.general, "clan profile", name="Newcomer", window="7d")
    assert "⏳ Not read yet: its numbers come with the next snapshot." in said(unread)
    assert not buttons(card(unread))


@pytest.mark.parametrize("language", ["person", "server"])
async def test_in_spanish(world: World, hiscores: DemoHiscores, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    await grown(world, hiscores, mara=(numbers(overall=1_000, zulrah=9), numbers(overall=2_500_000, zulrah=19)))
    shown = await world.raider.slash(world.general, "clan gains", metric="total_xp", window="30d")
    if language == "person":
        in_spanish(monkeypatch)
        assert said(await world.raider.click(card(shown), label="My rank")).startswith("Ningún personaje")
        who = [*options(card(shown), "clan:v1:who").values()]
        opened = await world.raider.select(card(shown), who, custom_id=select_id(card(shown), "clan:v1:who"))
        assert "XP +2.499.000 · Jefes +10" in said(opened)
        assert "contado desde el <t:" in said(opened)
        return
    await world.leader.slash(world.general, "settings set", name="guild.language", value="es")
    await world.raider.select(card(shown), ["7d"], custom_id=select_id(card(shown), "clan:v1:gains-window"))
    assert said(shown).startswith("## 📈 XP total · últimos 7 días\n1 personaje progresó\n")
    assert "+2.499.000*" in said(shown)
