"""What is told of the clan day after day: only where first places changed, and only changes that were earned."""

from playground.hiscores import DemoHiscores
from tests.bot.acting import enrol, numbers, said, tick
from tests.bot.conftest import World

DAY = 86400
FEBRUARY_AT_NOON = 31 * DAY + DAY // 2


def news(world: World) -> list[str]:
    return [said(message) for message in world.news.history()]


def passed(world: World) -> list[str]:
    """The news of new leaders."""
    return [one for one in news(world) if "leader" in one]


async def a_day(world: World, hiscores: DemoHiscores, **xp: int) -> None:
    """A day with a snapshot, after which these have so much experience."""
    for name, value in xp.items():
        hiscores.always(name, numbers(overall=value))
    await world.env.advance_time(DAY)
    await tick(world)


async def settled(world: World, hiscores: DemoHiscores, *names: str) -> None:
    """A clan whose characters have all been here since before the month began."""
    for name in names:
        hiscores.always(name.lower(), numbers(overall=1_000_000))
    await enrol(world, *names)
    await world.env.advance_time(FEBRUARY_AT_NOON - DAY)
    await tick(world)


async def test_a_board_is_told_again_only_when_its_first_places_changed(world: World, hiscores: DemoHiscores) -> None:
    await settled(world, hiscores, "Mara", "Tom")
    await a_day(world, hiscores, mara=1_500_000, tom=1_100_000)
    await a_day(world, hiscores, mara=1_700_000, tom=1_300_000)
    await a_day(world, hiscores, mara=1_800_000, tom=2_500_000)
    first, second, third = ([one for one in news(world) if "Snapshot complete" in one])[1:]
    assert "\n**Total XP** 🥇 Mara +500,000 · 🥈 Tom +100,000\n" in first
    assert second.splitlines() == [
        "## ✅ Snapshot complete",
        "All 2 characters read",
        "-# The first places are the same as before, last 7 days.",
    ]
    assert "\n**Total XP** 🥇 Tom +1.5M · 🥈 Mara +800,000\n" in third


async def test_six_weeks_of_daily_snapshots_take_at_most_six_lines_each(world: World, hiscores: DemoHiscores) -> None:
    await settled(world, hiscores, "Mara", "Tom", "Ylva", "Bram")
    for day in range(1, 8):
        grown = {name: 1_000_000 + day * 1000 * (1 + day % (2 + n)) for n, name in enumerate(("mara", "tom", "ylva"))}
        await a_day(world, hiscores, **grown)
    assert max(len(one.splitlines()) for one in news(world) if "Snapshot complete" in one) <= 6


async def test_a_new_leader_of_the_month_is_told_once(world: World, hiscores: DemoHiscores) -> None:
    await settled(world, hiscores, "Mara", "Tom")
    await a_day(world, hiscores, mara=1_500_000)
    await a_day(world, hiscores, tom=2_500_000)
    await a_day(world, hiscores, mara=1_600_000, tom=2_600_000)
    assert passed(world) == ["## 📈 A new leader this month\n**Total XP** · 🥇 **Tom** with +1,500,000 passes **Mara**"]


async def test_who_left_is_not_passed(world: World, hiscores: DemoHiscores) -> None:
    await settled(world, hiscores, "Mara", "Tom", "Ylva")
    await a_day(world, hiscores, mara=1_500_000, tom=1_200_000)
    await world.officer.slash(world.general, "clan remove", name="Mara")
    await a_day(world, hiscores, tom=1_300_000)
    assert passed(world) == []
    await a_day(world, hiscores, ylva=1_900_000)
    (told,) = passed(world)
    assert told.endswith("🥇 **Ylva** with +900,000 passes **Tom**")


async def test_who_joined_or_came_back_this_month_takes_the_lead_silently(world: World, hiscores: DemoHiscores) -> None:
    await settled(world, hiscores, "Mara", "Tom", "Ylva")
    await world.officer.slash(world.general, "clan remove", name="Ylva")
    await a_day(world, hiscores, mara=1_500_000)
    hiscores.always("bram", numbers(overall=1_000))
    await enrol(world, "Bram", "Ylva")
    await a_day(world, hiscores, bram=3_000_000)
    await a_day(world, hiscores, ylva=9_000_000)
    assert passed(world) == []
    # They are news like everybody else once a month began with them.
    await world.env.advance_time(28 * DAY)
    await a_day(world, hiscores, mara=1_600_000)
    await a_day(world, hiscores, bram=9_000_000)
    (told,) = passed(world)
    assert "🥇 **Bram** with" in told
    assert told.endswith("passes **Mara**")
