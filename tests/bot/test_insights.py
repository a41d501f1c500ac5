"""`/insights`: what officers learn about their server, a theme at a time, in words and as a picture; and milestones."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import discord
import pytest
from PIL import Image

from cogs.ui.canvas import MOST_BYTES
from cogs.ui.insights import figures, pictures
from cogs.ui.insights.themes import Theme
from cogs.ui.words import WORDS
from domain.insights import Challenges, Insights, People, Requests
from domain.pot_flags import FlagKind, FlagState
from domain.pot_insights import Insights as Pots
from domain.pot_insights import Stakes, fills
from domain.pots import Ending
from domain.request_settings import State
from domain.retention import Share
from domain.windows import Window
from storage import members, usage
from tests.bot.acting import alt, card, in_spanish, me, options, said, select_id
from tests.bot.conftest import World
from tests.bot.potting import won

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
EN, ES = WORDS["en"], WORDS["es"]
COMMANDS = {"pot join": 120, "leaderboard": 88, "profile": 60, "clan stats": 41, "challenge submit": 22} | {
    "wallet balance": 22,
    "request ai-credit": 9,
    "me digests": 4,
    "insights": 1,
}
USUAL = Insights(
    window=Window.WEEK,
    since=NOW - 7 * DAY,
    until=NOW,
    people=People(
        members=40,
        linked=12,
        active=22,
        daily=tuple(
            (date(2026, 11, 14) + number * DAY, count) for number, count in enumerate((4, 5, 0, 14, 8, 12, 11))
        ),
        seven=Share(9, 12),
        thirty=Share(2, 3),
        comings=(5, 2),
        began=date(2026, 11, 2),
    ),
    commands=COMMANDS,
    requests=Requests(14, {State.APPROVED: 9, State.DENIED: 3, State.EXPIRED: 1}, 12_000, 2, 3 * HOUR),
    pots=Pots(
        Window.WEEK,
        NOW - 7 * DAY,
        NOW,
        12,
        fills([20 * SECOND, 72 * SECOND, 72 * SECOND, 240 * SECOND, 3 * HOUR]),
        31,
        18,
        Stakes(1, 2, 3),
        {Ending.DRAWN: 9, Ending.EMPTY: 2},
        {(FlagKind.CROWD, FlagState.HELD): 3, (FlagKind.FAST, FlagState.OPEN): 1},
    ),
    challenges=Challenges(((NOW - 14 * DAY, 8), (NOW - 7 * DAY, 12)), 17, 40, 12, 34, Share(14, 23)),
)
QUIET = Insights(
    window=Window.WEEK,
    since=USUAL.since,
    until=NOW,
    people=People(40, 0, 0, tuple((day, 0) for day, _ in USUAL.people.daily), Share(0, 0), Share(0, 0), None, None),
    commands={},
    requests=Requests(0),
    pots=Pots(Window.WEEK, USUAL.since, NOW, 0, fills(()), 0, 0, Stakes(0, 0, 0)),
    challenges=Challenges((), 0, 0, 0, 0, Share(0, 0)),
)


def lines(theme: Theme, found: Insights = USUAL, say: Any = EN) -> list[str]:
    return figures.FIGURES[theme](say, found)[0]


# The words


def test_people_at_a_glance_each_with_what_it_is_a_part_of():
    assert lines(Theme.PEOPLE) == [
        "**Linked** 12 of 40 members · 30 %",
        "**Active** 22 of 40 members · 55 %",
        "**Busiest day** Nov 17 with 14 people",
        "**Still here after 7 days** 9 of 12 · 75 %",
        "**Still here after 30 days** 2 of 3",
        "**Joined** 5 · **left** 2",
    ]


def test_pots_requests_and_challenges_at_a_glance():
    assert lines(Theme.CREDITS) == [
        "**Requests** 14 asked for · 2 waiting now",
        "**Approved** 9 of 12 decided · 75 %",
        "**Granted** 12,000 credits · half decided within 3 h",
        "-# withdrawn: 0 · expired: 1",
        "**Pots** 12 opened · 9 won · 2 cancelled",
        "**Time to fill** half within 1 min 12 s · under 90 s: 3 of 5 · 60 %",
        "**Players** back in a later pot: 18 of 31 · 58 %",
        "**Flags** raised: 4 · cleared: 0 · held: 3 · undecided: 1",
    ]
    assert lines(Theme.CHALLENGES) == [
        "**Took part** 17 of 40 members · 43 %\n-# 2 challenges · 40 submissions",
        "**Votes** 34 by 12 people · 2.8 a voter",
        "**Back for the next challenge** 14 of 23 · 61 %",
    ]
    assert lines(Theme.COMMANDS) == ["**Commands used** 367 · of 9 kinds"]


def test_and_in_spanish():
    assert lines(Theme.PEOPLE, say=ES)[:2] == [
        "**Vinculados** 12 de 40 miembros · 30 %",
        "**Activos** 22 de 40 miembros · 55 %",
    ]
    assert lines(Theme.CHALLENGES, say=ES)[1] == "**Votos** 34 de 12 personas · 2,8 por votante"


@pytest.mark.parametrize("say", [EN, ES], ids=["en", "es"])
@pytest.mark.parametrize("theme", list(Theme))
def test_a_few_are_never_told_as_a_rate(theme: Theme, say: Any):
    few = replace(
        USUAL,
        people=replace(USUAL.people, members=4, linked=1, active=3, seven=Share(1, 4), thirty=Share(0, 1)),
        requests=Requests(3, {State.APPROVED: 2, State.DENIED: 1}, 20, 0, HOUR),
        pots=replace(USUAL.pots, fills=fills([SECOND, SECOND, HOUR]), players=4, came_back=1),
        challenges=Challenges(((NOW, 3),), 3, 3, 4, 9, Share(1, 2)),
    )
    assert "%" not in "".join(lines(theme, few, say))
    assert "a voter" not in "".join(lines(theme, few, say))


@pytest.mark.parametrize("say", [EN, ES], ids=["en", "es"])
@pytest.mark.parametrize("theme", list(Theme))
def test_where_nothing_happened_the_words_say_so(theme: Theme, say: Any):
    told = lines(theme, QUIET, say)
    assert told
    assert pictures.PICTURES[theme](QUIET) is None
    if theme is Theme.PEOPLE:
        assert told[-1].startswith("-# ")
        assert say("insights.comings.untold") in told
        assert say("insights.back.none", days=7) in told


def test_a_pot_alone_has_no_half():
    one = replace(USUAL, pots=replace(USUAL.pots, fills=fills([45 * SECOND])))
    assert "**Time to fill** 45 s, of one pot" in lines(Theme.CREDITS, one)


def test_discord_s_number_is_never_smaller_than_a_part_of_it():
    behind = replace(USUAL, people=replace(USUAL.people, members=20))
    assert lines(Theme.PEOPLE, behind)[1] == "**Active** 22 of 22 members · 100 %"


def test_since_when_it_is_counted_is_told_where_the_window_begins_before():
    assert "Counted since" not in figures.FIGURES[Theme.PEOPLE](EN, USUAL)[1]
    late = replace(USUAL, people=replace(USUAL.people, began=date(2026, 11, 18)))
    assert figures.FIGURES[Theme.PEOPLE](EN, late)[1].endswith("Counted since Nov 18")


# The pictures


def opened(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    assert image.format == "PNG"
    return image


@pytest.mark.parametrize("say", [EN, ES], ids=["en", "es"])
@pytest.mark.parametrize("theme", list(Theme))
def test_every_theme_has_a_picture_that_says_the_same(theme: Theme, say: Any):
    draw = pictures.PICTURES[theme](USUAL)
    assert draw is not None
    picture = draw(say, USUAL)
    opened(picture.png).load()
    assert len(picture.png) <= MOST_BYTES
    assert say(f"clan.window.{Window.WEEK}") in picture.alt


def test_what_the_pictures_say():
    assert pictures.daily_chart(EN, USUAL).alt == (
        "Active people a day. last 7 days. 22 active. "
        "Nov 14: 4; Nov 15: 5; Nov 16: 0; Nov 17: 14; Nov 18: 8; Nov 19: 12; Nov 20: 11"
    )
    assert pictures.commands_chart(EN, USUAL).alt.endswith(
        "5. /wallet balance: 22; 7. /request ai-credit: 9; 8. /me digests: 4"
    )
    assert pictures.challenges_chart(EN, USUAL).alt.endswith("17 took part. Nov 6: 8; Nov 13: 12")


def test_a_few_pots_or_one_challenge_have_no_picture():
    few = replace(USUAL, pots=replace(USUAL.pots, fills=fills([SECOND] * 4)))
    assert pictures.PICTURES[Theme.CREDITS](few) is None
    one = replace(USUAL, challenges=replace(USUAL.challenges, each=USUAL.challenges.each[:1]))
    assert pictures.PICTURES[Theme.CHALLENGES](one) is None


# In Discord


@pytest.fixture
def crowd(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """The server has forty members, as Discord says."""
    monkeypatch.setattr(world.bot.get_guild(world.guild.id), "_member_count", 40)
    return world


async def test_officers_see_who_uses_it(crowd: World):
    world = crowd
    await won(world)
    await world.raider.slash(world.general, "leaderboard")
    await world.bot.hall.usage.flush()
    shown = await world.officer.slash(world.general, "insights", window="7d")
    assert shown.ephemeral
    text = said(shown)
    assert text.startswith(
        "## 📈 Insights · last 7 days\nPeople\n**Linked** 0 of 40 members · 0 %\n**Active** 4 of 40 members · 10 %\n"
    )
    assert alt(card(shown)).startswith("Active people a day. last 7 days. 4 active. ")
    assert card(shown).attachments[0].size < 30 * 1024


async def test_themes_and_windows_are_picked_and_outlive_a_restart(world: World):
    await won(world)
    await world.bot.hall.usage.flush()
    shown = await world.officer.slash(world.general, "insights", window="7d")
    assert set(options(card(shown), "insights:v1:theme").values()) == {"people", "commands", "credits", "challenges"}
    assert set(options(card(shown), "insights:v1:window").values()) == {"7d", "30d", "month"}
    await world.officer.select(card(shown), ["credits"], custom_id=select_id(card(shown), "insights:v1:theme"))
    assert said(shown).startswith(
        "## 📈 Insights · last 7 days\nPots and requests\n**Requests** nobody asked for credits\n"
    )
    assert "**Pots** 1 opened · 1 won · 0 cancelled" in said(shown)
    await world.restart()
    await world.officer.select(card(shown), ["month"], custom_id=select_id(card(shown), "insights:v1:window"))
    assert said(shown).startswith("## 📈 Insights · this month\nPots and requests\n")
    await world.officer.select(card(shown), ["commands"], custom_id=select_id(card(shown), "insights:v1:theme"))
    assert said(shown).startswith("## 📈 Insights · this month\nCommands\n**Commands used** ")
    assert "/pot create" in alt(card(shown))
    await world.officer.select(card(shown), ["challenges"], custom_id=select_id(card(shown), "insights:v1:theme"))
    assert "No challenge ran in this period." in said(shown)
    assert not card(shown).attachments


async def test_members_are_refused_at_the_command_and_at_each_select(world: World):
    refused = await world.raider.slash(world.general, "insights", window="7d")
    assert said(refused) == EN("access.officer")
    shown = await world.officer.slash(world.general, "insights", window="7d")
    before = said(shown)
    await world.boss.slash(world.general, "settings reset", name="guild.officer_roles")
    for start, value in (("insights:v1:theme", "credits"), ("insights:v1:window", "30d")):
        late = await world.officer.select(card(shown), [value], custom_id=select_id(card(shown), start))
        assert said(late.followups[-1]) == EN("access.officer")
    assert said(shown) == before


async def test_where_nothing_can_be_attached_the_chart_comes_in_a_code_block(world: World):
    await won(world)
    await world.bot.hall.usage.flush()
    deny = discord.PermissionOverwrite(attach_files=False)
    bare = world.guild.create_text_channel("plain", overwrites={me(world): deny})
    shown = await world.officer.slash(bare, "insights", window="7d")
    assert not card(shown).attachments
    assert "```\nActive people a day\nlast 7 days 4 active\n" in said(shown)


async def test_an_officer_whose_discord_is_in_spanish_reads_spanish(crowd: World, monkeypatch: pytest.MonkeyPatch):
    in_spanish(monkeypatch)
    shown = await crowd.officer.slash(crowd.general, "insights", window="7d")
    assert said(shown).startswith(
        "## 📈 Estadísticas de uso · últimos 7 días\nPersonas\n**Vinculados** 0 de 40 miembros · 0 %"
    )


# What is counted


async def test_commands_are_counted_without_what_was_typed_and_clicks_only_as_presence(world: World):
    await world.bot.hall.usage.flush()
    shown = await world.officer.slash(world.general, "insights", window="7d")
    await world.officer.select(card(shown), ["30d"], custom_id=select_id(card(shown), "insights:v1:window"))
    await world.leader.slash(world.general, "wallet grant", member=world.raider, amount=5, reason="A secret errand")
    await world.raider.slash(world.general, "leaderboard")
    await world.bot.hall.usage.flush()
    today = world.env.now().date()
    uses = await world.bot.db.read(lambda tx: usage.commands(tx, world.guild.id, today))
    assert {name: uses.get(name) for name in ("insights", "wallet grant", "leaderboard")} == {
        "insights": 1,
        "wallet grant": 1,
        "leaderboard": 1,
    }
    assert not any("secret" in name for name in uses)


async def test_a_click_makes_somebody_active_without_a_command(world: World):
    await world.leader.slash(world.general, "wallet grant", member=world.raider, amount=5, reason="Thanks")
    shown = await world.leader.slash(world.general, "insights", window="7d")
    await world.bot.hall.usage.flush()
    await world.env.advance_time(86400)
    await world.leader.select(card(shown), ["30d"], custom_id=select_id(card(shown), "insights:v1:window"))
    await world.bot.hall.usage.flush()
    today = world.env.now().date()
    assert await world.bot.db.read(lambda tx: usage.active_by_day(tx, world.guild.id, today)) == {today: 1}
    assert await world.bot.db.read(lambda tx: usage.commands(tx, world.guild.id, today)) == {}


async def test_what_was_noted_is_written_down_when_the_bot_stops(world: World):
    await world.leader.slash(world.general, "wallet grant", member=world.raider, amount=5, reason="Thanks")
    await world.restart()
    today = world.env.now().date()
    assert (await world.bot.db.read(lambda tx: usage.commands(tx, world.guild.id, today)))["wallet grant"] == 1


async def test_who_only_looks_is_not_in_the_books(world: World):
    await world.raider.slash(world.general, "leaderboard")
    await world.bot.hall.usage.flush()
    assert await world.bot.db.read(lambda tx: members.find(tx, world.guild.id, world.raider.id)) is None


async def test_who_comes_and_goes_is_counted_where_discord_tells(world: World):
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    data: Any = {"guild_id": str(world.guild.id), "user": {}}
    user: Any = me(world)
    gone = discord.RawMemberRemoveEvent(data, user)
    await world.bot.on_member_join(guild.me)
    await world.bot.on_member_join(guild.me)
    await world.bot.on_raw_member_remove(gone)
    await world.bot.hall.usage.flush()
    today = world.env.now().date()
    assert await world.bot.db.read(lambda tx: usage.comings(tx, world.guild.id, today)) == (2, 1)
