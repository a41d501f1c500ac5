"""Members who leave and return, and people who are erased."""

import json

import pytest
from sqlalchemy import Connection

from services.desk import Desk
from services.roles import RolesKeeper
from services.roles.hands import Slip
from services.roles.visiting import TAKINGS_END_AFTER
from storage import members
from tests.services.conftest import GUILD, Clock
from tests.services.giving import CHAMPION, LEADER, Court, open_court


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


def leave(court: Court, user_id: int) -> None:
    """Somebody leaves, and Discord drops their roles."""
    del court.discord.people[user_id]


async def parked(court: Court, user_id: int) -> bool:
    """Whether the bot knows that somebody is away."""
    row = await court.row(user_id)
    assert row is not None
    return row.parked_at is not None


# Members who leave


async def test_who_left_is_parked_and_nothing_more_is_tried(court: Court):
    leave(court, 1)
    court.giving.left(GUILD, 1)
    await court.tick(seconds=30)
    assert await parked(court, 1)
    assert court.discord.calls == []
    for _ in range(50):
        await court.tick(seconds=30)
    assert court.discord.calls == []


async def test_without_being_told_it_is_found_within_the_hour(court: Court):
    leave(court, 1)
    await court.tick(hours=1)
    assert await parked(court, 1)
    assert court.discord.changes == []


async def test_who_returns_has_the_role_at_the_next_tick(court: Court):
    leave(court, 1)
    court.giving.left(GUILD, 1)
    await court.tick(seconds=30)
    court.discord.people[1] = set()
    court.giving.returned(GUILD, 1)
    await court.tick(seconds=30)
    assert court.discord.who(CHAMPION) == [1, 2]
    assert not await parked(court, 1)


async def test_who_left_and_returned_between_two_ticks_has_it_back_too(court: Court):
    court.discord.people[1].clear()
    court.giving.left(GUILD, 1)
    court.giving.returned(GUILD, 1)
    await court.tick(seconds=30)
    assert court.discord.who(CHAMPION) == [1, 2]


async def test_whoever_is_seen_again_is_back(court: Court):
    leave(court, 1)
    await court.tick(hours=1)
    court.discord.people[1] = set()
    court.giving.seen(GUILD, 2)
    assert not court.giving._known()[GUILD].due, "one who never left is no news"
    court.giving.seen(GUILD, 1)
    await court.tick(seconds=30)
    assert court.discord.who(CHAMPION) == [1, 2]


async def test_whoever_is_not_seen_is_found_within_the_hour(court: Court):
    leave(court, 1)
    await court.tick(hours=1)
    court.discord.people[1] = set()
    await court.tick(minutes=59)
    assert court.discord.who(CHAMPION) == [2]
    await court.tick(minutes=1)
    assert court.discord.who(CHAMPION) == [1, 2]


async def test_that_somebody_left_or_returned_is_noted_once(court: Court):
    leave(court, 1)
    court.giving.left(GUILD, 1)
    await court.tick(seconds=30)
    court.discord.people[1] = set()
    await court.tick(hours=1)
    await court.stand(1, 2, 3)
    await court.tick(seconds=30)
    assert not await parked(court, 1), "they were found to be there again"
    court.giving.returned(GUILD, 1)
    await court.tick(seconds=30)
    calls = len(court.discord.calls)
    await court.stand(1, 2, 3)
    await court.tick(seconds=30)
    assert len(court.discord.calls) == calls


async def test_who_lost_the_claim_while_away_gets_nothing_back(court: Court):
    leave(court, 1)
    court.giving.left(GUILD, 1)
    await court.tick(seconds=30)
    await court.stand(2, 3, 4, 5, 6, 1)
    await court.tick(seconds=30)
    assert await court.row(1) is None
    court.discord.people[1] = set()
    court.giving.returned(GUILD, 1)
    await court.tick(seconds=30)
    assert court.discord.who(CHAMPION) == [2, 3]
    assert all(call[0] != "remove" for call in court.discord.changes), "Discord had taken it"


async def test_who_turns_out_to_be_gone_when_the_role_is_due_is_parked(court: Court):
    leave(court, 3)
    await court.stand(3, 1, 2)
    await court.tick(seconds=30)
    assert await parked(court, 3)
    court.discord.calls.clear()
    await court.stand(3, 1, 2)
    await court.tick(seconds=30)
    assert court.discord.calls == []


async def test_who_is_gone_when_the_role_is_to_be_taken_is_forgotten(court: Court):
    await court.stand(1, 3, 4, 5, 6, 2)
    leave(court, 2)
    await court.tick(seconds=30)
    assert await court.row(2) is None


async def test_who_joins_and_stands_high_enough_gets_it(court: Court):
    leave(court, 3)
    await court.stand(3, 1, 2)
    await court.tick(seconds=30)
    court.discord.people[3] = set()
    court.giving.returned(GUILD, 3)
    await court.tick(seconds=30)
    assert 3 in court.discord.who(CHAMPION)


async def test_guilds_without_rules_remember_nobody(court: Court):
    for tell in (court.giving.left, court.giving.returned, court.giving.seen):
        tell(GUILD + 1, 1)
    court.giving.look_again(GUILD + 1)
    assert GUILD + 1 not in court.giving._known()


# Erasing


async def erase(court: Court, user_id: int) -> None:
    """Somebody is erased, as `Privacy.erase` does it."""
    number, now = await court.number(user_id), court.clock()
    keeper = RolesKeeper(court.giving.to_take, court.clock)

    def work(tx: Connection) -> None:
        keeper.erase(tx, number)
        members.forget(tx, number, now)

    await court.desk.db.write(work)
    del court.numbers[user_id]
    for standing in court.boards.standing.values():
        standing.pop(number, None)


async def test_whoever_is_erased_loses_the_role_and_leaves_nothing(court: Court):
    await erase(court, 1)
    assert [(one.role_id, one.user_id) for one in await court.takings()] == [(CHAMPION, 1)]
    await court.tick(seconds=30)
    assert 1 not in court.discord.who(CHAMPION)
    assert await court.takings() == []


async def test_the_taking_outlives_a_restart_and_the_rule(court: Court):
    (rule,) = await court.all_rules()
    await court.rules.remove(LEADER, rule.id)
    await court.tick(seconds=30)
    again = await court.rule()
    await court.tick(seconds=30)
    await erase(court, 1)
    await court.rules.remove(LEADER, again.id)
    await court.restart()
    await court.tick(seconds=30)
    assert court.discord.who(CHAMPION) == []
    assert (await court.takings(), await court.all_rules()) == ([], [])


async def test_a_taking_that_is_all_that_is_left_outlives_a_restart(court: Court):
    (rule,) = await court.all_rules()
    await erase(court, 1)
    await court.rules.remove(LEADER, rule.id)
    court.discord.slips["remove"] = Slip.REFUSED
    await court.stand()
    await erase(court, 2)
    await court.tick(seconds=30)
    assert await court.all_rules() == []
    assert len(await court.takings()) == 2
    del court.discord.slips["remove"]
    await court.restart()
    await court.tick(seconds=30)
    assert court.discord.who(CHAMPION) == []
    assert await court.takings() == []


async def test_of_who_was_asked_for_and_not_noted_the_role_is_taken_too(court: Court):
    court.discord.slips["add"] = RuntimeError("the pen broke")
    await court.stand(3, 1, 2)
    await court.tick(seconds=30)
    await erase(court, 3)
    assert [one.user_id for one in await court.takings()] == [3]


async def test_who_never_had_the_role_leaves_nothing_at_all(court: Court):
    await erase(court, 5)
    assert await court.takings() == []


@pytest.mark.parametrize("slip", [Slip.MEMBER_GONE, Slip.ROLE_GONE])
async def test_what_cannot_be_taken_any_more_is_done(court: Court, slip: Slip):
    await erase(court, 1)
    court.discord.slips["remove"] = slip
    await court.tick(seconds=30)
    assert await court.takings() == []


async def test_a_role_above_ours_is_waited_for_a_week_at_most(court: Court):
    await erase(court, 1)
    court.see(CHAMPION, below=False)
    await court.tick(seconds=30)
    assert court.discord.changes == []
    assert len(await court.takings()) == 1
    await court.tick(seconds=TAKINGS_END_AFTER.total_seconds() - 30)
    assert await court.takings() == [], "then nothing of them is kept, role or no role"


async def test_a_guild_out_of_sight_keeps_nobody_longer_than_a_week(court: Court):
    await erase(court, 1)
    court.discord.out_of_reach = True
    await court.tick(seconds=30)
    await court.tick(seconds=TAKINGS_END_AFTER.total_seconds() - 31)
    assert len(await court.takings()) == 1
    await court.tick(minutes=11)
    assert await court.takings() == []


async def test_who_earns_it_anew_keeps_it(court: Court):
    await erase(court, 1)
    await court.stand(1, 2)
    await court.tick(seconds=30)
    assert court.discord.who(CHAMPION) == [1, 2]
    assert await court.takings() == []


async def test_an_export_has_the_roles_and_the_rules(court: Court):
    keeper = RolesKeeper(court.giving.to_take, court.clock)
    mine = await court.number(1)
    leaders = await court.number(LEADER.user_id)
    at = court.clock().isoformat()
    kept = await court.desk.db.read(lambda tx: keeper.export(tx, mine))
    assert kept == {
        "role_rules": [],
        "roles": [
            {"board": "standing", "top": 2, "role_id": str(CHAMPION), "below_since": None, "lost_at": None}
            | {"given_at": at, "parked_at": None}
        ],
    }
    assert json.loads(json.dumps(kept)) == kept
    kept = await court.desk.db.read(lambda tx: keeper.export(tx, leaders))
    assert kept["role_rules"] == [{"board": "standing", "top": 2, "role_id": str(CHAMPION), "at": at}]
