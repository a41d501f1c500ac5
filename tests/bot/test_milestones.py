"""The card of milestones: who reached what, in words."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from cogs.ui.insights.milestones import reached
from cogs.ui.words import WORDS
from domain.leaderboard_settings import MILESTONE
from domain.milestones import Reached, What
from domain.notices import Notice
from storage import members
from tests.bot.acting import enrol, numbers, said, snapshot, tick
from tests.bot.conftest import World

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
EN, ES = WORDS["en"], WORDS["es"]


def notice(*found: Reached, more: int = 0, guild: int = 1) -> Notice:
    facts = {"reached": [asdict(one) for one in found], "more": more}
    return Notice(1, guild, MILESTONE.name, facts, None, NOW, 0)


async def test_a_card_tells_who_reached_what(world: World):
    now = world.env.now()

    def enter(tx: Connection) -> tuple[int, int]:
        mara, gone = (members.ensure(tx, world.guild.id, user, now).id for user in (world.raider.id, 4040404))
        members.forget(tx, gone, now)
        return mara, gone

    mara, gone = await world.bot.db.write(enter)
    found = (
        Reached(What.MAXED, 24, name="Mara", member=mara),
        Reached(What.SKILL, 13_034_431, "attack", "Mara", mara, first=True),
        Reached(What.SKILL, 13_034_431, "slayer", "T_om"),
        Reached(What.XP, 200_000_000, "overall", "Tom", gone),
        Reached(What.LEVELS, 2_000, "total_level", "Tom"),
        Reached(What.BOSS, 5_000, "zulrah", "Tom"),
        Reached(What.CLUES, 500, "clue_scrolls_all", "Tom"),
        Reached(What.POINTS, 10_000, member=mara),
        Reached(What.CREDITS, 1_000_000, member=gone),
    )
    shown = await reached(world.bot.hall, notice(*found, more=3), EN)
    who = f"<@{world.raider.id}>"
    assert shown.heading == "📈 12 milestones"
    assert "\n".join(shown.body).splitlines() == [
        f"**Mara** ({who}) has all 24 skills at 99",
        f"**Mara** ({who}) reached 99 Attack, the first here to do so",
        "**T\\_om** reached 99 Slayer",
        "**Tom** passed 200M XP in total",
        "**Tom** reached total level 2,000",
        "**Tom** has 5,000 kills: Zulrah",
        "**Tom** has completed 500 clue scrolls",
        f"{who} has earned 10,000 challenge points",
        "Somebody erased has won 1,000,000 credits in pots",
        "… and 3 more",
    ]
    alone = await reached(world.bot.hall, notice(found[0]), ES)
    assert alone.heading == "📈 Un hito"
    assert "tiene 24 habilidades al 99" in alone.body[0]


async def test_a_run_in_which_somebody_reached_something_is_followed_by_a_card(world: World, hiscores: Any):
    await tick(world)
    hiscores.always("hiscore_oldschool/mara", numbers(overall=5_000, zulrah=900))
    await enrol(world, "Mara")
    for zulrah in (900, 1_000):
        hiscores.always("hiscore_oldschool/mara", numbers(overall=5_000, zulrah=zulrah))
        await world.env.advance_time(3600)
        await snapshot(world)
    news = [said(one) for one in world.news.history() if "milestone" in said(one)]
    assert news == ["## 📈 A milestone\n**Mara** has 1,000 kills: Zulrah\n-# Each is announced once"]
