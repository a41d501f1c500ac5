"""Every button and select, pressed by people it was not made for: each does what the page of permissions says."""

from itertools import pairwise

import pytest

from cogs.ui.late import warm_up
from cogs.ui.permissions import PRESSES
from cogs.ui.press import REGISTERED
from domain.people import Rank
from tests.bot.acting import tick
from tests.bot.conftest import World
from tests.bot.pressing import everything, pressed
from tests.bot.test_permissions import NEEDED, books

LOOKED_UP_FIRST = {"decision:v1:break", "decision:v1:pass-price", "decision:v1:price", "loot:v1:import"}
"""Parts of a question that an officer was asked: without the question they are told so, whatever their rank."""

AREAS = ["challenge", "clan", "contest", "decision", "pot", "request", "others"]


def of_area(key: str) -> str:
    area = key.partition(":")[0]
    return area if area in AREAS else "others"


@pytest.mark.parametrize("area", AREAS)
async def test_a_press_needs_the_rank_that_the_page_says(world: World, area: str) -> None:
    await warm_up()
    by_rank = {Rank.MEMBER: world.raider, Rank.OFFICER: world.officer, Rank.LEADER: world.leader}
    wrong: list[str] = []
    for what in everything():
        if of_area(what.key) != area:
            continue
        needed = PRESSES.get(what.key, Rank.MEMBER)
        for below, enough in pairwise(Rank):
            if enough is not needed:
                continue
            before = books(world)
            answer = await pressed(world, what, by_rank[below])
            if what.key not in LOOKED_UP_FIRST and NEEDED[needed] not in answer:
                wrong.append(f"{what.key}: a {below.name} may not, and was told {answer!r:.200}")
            if books(world) != before:
                wrong.append(f"{what.key}: it was refused to a {below.name} and changed the books all the same")
        answer = await pressed(world, what, by_rank[needed])
        if any(refusal in answer for refusal in NEEDED.values()):
            wrong.append(f"{what.key}: a {needed.name} may, and was told {answer!r:.200}")
    await tick(world)
    assert not wrong, "\n".join(wrong)


async def test_every_press_that_is_said_to_need_a_rank_exists() -> None:
    await warm_up()
    assert set(PRESSES) <= {one.key for one in REGISTERED}
    assert set(PRESSES) >= LOOKED_UP_FIRST
    assert Rank.MEMBER not in PRESSES.values()
