"""Rules that Discord does not let the bot carry out: blocked, told once, and taken up again when something changed."""

from typing import Any

import pytest
from sqlalchemy import Connection, select

from domain.guild import LEADER_ROLES
from domain.rank_roles import Obstacle
from services.desk import Desk
from services.roles.hands import Slip, View
from storage import settings
from storage.notices import NoticeRow
from tests.services.conftest import GUILD, LEADERS, Clock
from tests.services.giving import CHAMPION, ELITE, LEADER, Court, open_court


@pytest.fixture
async def court(desk: Desk, clock: Clock) -> Court:
    """A guild with a rule for its first two, who have the role."""
    one = await open_court(desk, clock)
    await one.stand(1, 2, 3, 4, 5, 6)
    await one.rule()
    await one.tick()
    assert one.discord.who(CHAMPION) == [1, 2]
    one.discord.calls.clear()
    return one


async def told(court: Court) -> list[dict[str, Any]]:
    """What leaders were told."""

    def work(tx: Connection) -> list[dict[str, Any]]:
        return list(tx.execute(select(NoticeRow.facts).order_by(NoticeRow.id)).scalars())

    return await court.desk.db.read(work)


async def blocks(court: Court) -> list[Obstacle | None]:
    """What keeps each rule from working."""
    return [rule.blocked for rule in await court.all_rules()]


WRONG = {
    Obstacle.ABOVE: {"below": False},
    Obstacle.NO_PERMISSION: {"allowed": False},
    Obstacle.GONE: {"exists": False},
    Obstacle.MANAGED: {"managed": True},
    Obstacle.EVERYBODY: {"everybody": True},
    Obstacle.POWERFUL: {"powers": ("Administrator",)},
}


@pytest.mark.parametrize(("why", "wrong"), WRONG.items())
async def test_what_is_in_the_way_blocks_the_rule_and_is_told_once(court: Court, why: Obstacle, wrong: dict[str, Any]):
    court.see(CHAMPION, **wrong)
    await court.stand(3, 4, 1, 2, 5, 6)
    for _ in range(5):
        await court.tick(hours=1)
        await court.restart()
    assert await blocks(court) == [why]
    assert await told(court) == [{"why": why.value, "rules": [{"board": "standing", "top": 2, "role": str(CHAMPION)}]}]
    assert court.discord.changes == [], "nothing is tried"
    assert court.discord.who(CHAMPION) == [1, 2]


@pytest.mark.parametrize("why", [why for why in WRONG if why is not Obstacle.GONE])
async def test_as_soon_as_it_is_out_of_the_way_the_rule_works_again(court: Court, why: Obstacle):
    good = court.discord.views[CHAMPION]
    court.see(CHAMPION, **WRONG[why])
    await court.tick(seconds=30)
    since = court.clock()
    await court.stand(1, 3, 4, 5, 6, 2)
    await court.tick(seconds=30)
    assert [rule.blocked_at for rule in await court.all_rules()] == [since]
    court.discord.views[CHAMPION] = good
    court.giving.look_again(GUILD)
    await court.tick(seconds=30)
    assert [(rule.blocked, rule.blocked_at) for rule in await court.all_rules()] == [(None, None)]
    assert court.discord.who(CHAMPION) == [1, 3]
    court.see(CHAMPION, **WRONG[why])
    await court.tick(seconds=30)
    assert len(await told(court)) == 2, "it happened anew, and is told anew"


async def test_what_changed_while_the_bot_was_off_counts_too(court: Court):
    court.see(CHAMPION, below=False)
    await court.tick(seconds=30)
    court.discord.views[CHAMPION] = View("Role 701")
    await court.restart()
    await court.stand(1, 3, 4, 5, 6, 2)
    await court.tick(seconds=30)
    assert court.discord.who(CHAMPION) == [1, 3]


async def test_a_role_that_comes_to_make_leaders_is_nobody_s_to_win(court: Court):
    now = court.clock()
    chosen = (LEADERS, CHAMPION)
    await court.desk.db.write(lambda tx: settings.put(tx, GUILD, LEADER_ROLES.name, chosen, by=None, at=now))
    await court.stand(3, 1, 2)
    await court.tick(hours=1)
    assert await blocks(court) == [Obstacle.OF_RANK]
    assert court.discord.changes == []


async def test_what_was_given_can_be_taken_back_though_it_became_powerful(court: Court):
    (rule,) = await court.all_rules()
    court.see(CHAMPION, powers=("Administrator",))
    await court.tick(seconds=30)
    await court.rules.remove(LEADER, rule.id)
    await court.tick(seconds=30)
    assert court.discord.who(CHAMPION) == []


async def test_an_ended_rule_of_a_deleted_role_is_forgotten(court: Court):
    (rule,) = await court.all_rules()
    del court.discord.views[CHAMPION]
    await court.rules.remove(LEADER, rule.id)
    await court.tick(seconds=30)
    assert (await court.all_rules(), await court.rows(), await told(court)) == ([], [], [])
    assert court.discord.changes == []


async def test_an_ended_rule_waits_for_what_is_in_its_way(court: Court):
    (rule,) = await court.all_rules()
    court.see(CHAMPION, below=False)
    await court.rules.remove(LEADER, rule.id)
    await court.tick(seconds=30)
    assert [one["why"] for one in await told(court)] == ["above"]
    court.see(CHAMPION, below=True)
    await court.tick(seconds=30)
    assert court.discord.who(CHAMPION) == []
    assert await court.all_rules() == []


# Discord says no though nothing seems to be in the way


SAID = {Slip.REFUSED: Obstacle.REFUSED, Slip.ROLE_ABOVE: Obstacle.ABOVE, Slip.ROLE_GONE: Obstacle.GONE}


@pytest.mark.parametrize(("slip", "why"), SAID.items())
async def test_what_discord_refuses_is_not_tried_again_until_something_changed(court: Court, slip: Slip, why: Obstacle):
    court.discord.slips["add"] = slip
    await court.stand(3, 4, 5, 6, 1, 2)
    for _ in range(60):
        await court.tick(minutes=1)
    assert court.discord.changes == [("add", 3, CHAMPION)], "once, and the second was not even asked for"
    assert await blocks(court) == [why]
    assert len(await told(court)) == 1
    del court.discord.slips["add"]
    await court.tick(hours=1)
    assert court.discord.who(CHAMPION) == [1, 2]
    court.see(CHAMPION, positions=(1, 7))
    await court.tick(seconds=30)
    assert court.discord.who(CHAMPION) == [3, 4]


async def test_what_was_refused_stays_so_over_a_restart(court: Court):
    court.discord.slips["add"] = Slip.REFUSED
    await court.stand(3, 4, 5, 6, 1, 2)
    await court.tick()
    await court.restart()
    await court.tick(hours=2)
    await court.tick(hours=2)
    assert len(court.discord.changes) == 1
    assert len(await told(court)) == 1


@pytest.mark.parametrize("act", ["check", "another rule", "end"])
async def test_a_leader_who_looks_or_changes_rules_has_it_tried_again(court: Court, act: str):
    court.discord.slips["add"] = Slip.REFUSED
    await court.stand(3, 4, 5, 6, 1, 2)
    await court.tick()
    del court.discord.slips["add"]
    if act == "check":
        await court.rules.check(LEADER)
    elif act == "another rule":
        await court.rule(role_id=ELITE)
    else:
        other = await court.rule(top=9)
        await court.rules.remove(LEADER, other.id)
    await court.tick(seconds=30)
    assert court.discord.who(CHAMPION) == [3, 4]


async def test_one_role_that_is_refused_keeps_no_other_from_being_given(court: Court):
    await court.rule(role_id=ELITE)
    court.see(CHAMPION, below=False)
    await court.stand(3, 4, 5, 6, 1, 2)
    await court.tick()
    assert court.discord.who(ELITE) == [3, 4]
    assert court.discord.who(CHAMPION) == [1, 2]


async def test_a_missing_permission_is_told_once_for_all_rules(court: Court):
    await court.rule(role_id=ELITE)
    court.discord.slips["add"] = Slip.NO_PERMISSION
    await court.tick()
    assert await blocks(court) == [Obstacle.NO_PERMISSION, Obstacle.NO_PERMISSION]
    (facts,) = await told(court)
    assert [one["role"] for one in facts["rules"]] == [str(CHAMPION), str(ELITE)]
    assert len(court.discord.changes) == 1
