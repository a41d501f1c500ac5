"""Roles by rank: who stands high enough gets the role and loses it later, through crashes, drift and several rules."""

import random

import pytest
from sqlalchemy import Connection, select

from domain.leaderboard_settings import LEFT_OUT, Board
from domain.rank_roles import PATIENCE
from services.desk import Desk
from services.roles.hands import Slip
from storage import board_pins, preferences, settings
from storage.digests import DigestLineRow
from storage.preferences import Preferences
from tests.services.conftest import GUILD, Clock
from tests.services.giving import CHAMPION, ELITE, LEADER, STAFF, Court, open_court


@pytest.fixture
async def court(desk: Desk, clock: Clock) -> Court:
    """A guild of forty people in which Discord does not show who has which role."""
    return await open_court(desk, clock)


@pytest.fixture
async def open_eyes(desk: Desk, clock: Clock) -> Court:
    """The same with the members intent: Discord shows everybody's roles."""
    return await open_court(desk, clock, shows_members=True)


# Standing high enough


async def test_the_top_gets_the_role_and_only_whom_it_concerns_is_asked_about(court: Court):
    await court.stand(1, 2, 3, 4)
    await court.rule()
    assert court.discord.calls == []
    await court.tick()
    assert court.discord.who(CHAMPION) == [1, 2]
    assert {call[1] for call in court.discord.calls} == {1, 2}
    assert court.boards.kept == {Board.STANDING}


async def test_nothing_is_done_again_while_nothing_changes(court: Court):
    await court.stand(1, 2, 3)
    await court.rule()
    await court.tick()
    before = list(court.discord.calls)
    for _ in range(20):
        await court.tick(seconds=30)
    assert court.discord.calls == before


async def test_a_change_on_the_board_is_followed_at_the_next_tick(court: Court):
    await court.stand(1, 2, 3, 4, 5)
    await court.rule()
    await court.tick()
    await court.stand(3, 1, 4, 5, 2)
    await court.tick(seconds=30)
    assert court.discord.who(CHAMPION) == [1, 3]
    assert court.discord.changes[-2:] == [("add", 3, CHAMPION), ("remove", 2, CHAMPION)], "given before taken"


async def test_a_board_without_a_rule_disturbs_nobody(court: Court):
    await court.stand(1, 2, 3)
    await court.rule()
    await court.tick()
    watch = court.giving._known()[GUILD]
    await court.stand(3, 2, 1, board=Board.XP)
    assert not watch.due


async def test_who_falls_a_little_keeps_the_role_for_ten_minutes(court: Court):
    await court.stand(1, 2, 3)
    await court.rule()
    await court.tick()
    await court.stand(1, 3, 2)
    await court.tick(seconds=30)
    assert court.discord.who(CHAMPION) == [1, 2, 3]
    await court.tick(seconds=PATIENCE.total_seconds() - 1)
    assert court.discord.who(CHAMPION) == [1, 2, 3]
    await court.tick(seconds=1)
    assert court.discord.who(CHAMPION) == [1, 3], "the clock alone is enough: nothing happened on the board"


async def test_who_shares_the_last_place_gets_it_too(court: Court):
    await court.stand(1, [2, 3, 4], 5)
    await court.rule()
    await court.tick()
    assert court.discord.who(CHAMPION) == [1, 2, 3, 4]


async def test_in_an_evening_of_close_races_hardly_any_role_changes(court: Court):
    """300 members, of whom two overtake each other at the edge; `tests/domain/test_rank_roles.py` does a whole day."""
    court.discord.people = {user: set() for user in range(1, 301)}
    await court.stand(*range(1, 301))
    await court.rule(top=10)
    await court.tick()
    dice = random.Random(11)
    for _ in range(3 * 120):
        around = [10, 11]
        dice.shuffle(around)
        await court.stand(*range(1, 10), *around, *range(12, 301))
        await court.tick(seconds=30)
    assert len(court.discord.changes) - 10 <= 2


# Several rules


async def test_a_role_of_several_rules_is_for_whoever_one_of_them_gives_it_to(court: Court):
    await court.stand(1, 2, 3)
    await court.stand(3, 2, 1, board=Board.XP)
    first = await court.rule(top=1)
    await court.rule(top=1, board=Board.XP)
    await court.tick()
    assert court.discord.who(CHAMPION) == [1, 3]
    await court.stand(3, 2, 1)
    await court.tick(minutes=1)
    await court.tick(minutes=10)
    assert court.discord.who(CHAMPION) == [3]
    calls = len(court.discord.changes)
    await court.rules.remove(LEADER, first.id)
    await court.tick()
    await court.tick(hours=1)
    assert court.discord.who(CHAMPION) == [3], "the other rule gives it still"
    assert len(court.discord.changes) == calls, "nothing was taken and given back"


async def test_two_rules_give_one_role_once(court: Court):
    await court.stand(1, 2)
    await court.rule(top=1)
    await court.rule(top=2)
    await court.tick()
    assert court.discord.changes == [("add", 1, CHAMPION), ("add", 2, CHAMPION)]
    assert all(row.given_at for row in await court.rows())


async def test_roles_that_no_rule_names_are_never_touched(open_eyes: Court):
    open_eyes.discord.people[5] = {ELITE}
    await open_eyes.stand(1)
    await open_eyes.rule()
    await open_eyes.tick()
    await open_eyes.tick(hours=1)
    assert open_eyes.discord.people[5] == {ELITE}


# Ending a rule


async def test_an_ended_rule_takes_the_role_back_and_is_forgotten(court: Court):
    await court.stand(1, 2)
    rule = await court.rule()
    await court.tick()
    removed = await court.rules.remove(LEADER, rule.id)
    assert removed.losing == 2
    assert court.discord.who(CHAMPION) == [1, 2]
    await court.tick()
    assert court.discord.who(CHAMPION) == []
    assert (await court.all_rules(), await court.rows()) == ([], [])
    assert GUILD not in court.giving._known(), "there is nothing left to watch"


async def test_ending_goes_on_after_a_restart(court: Court):
    await court.stand(1, 2)
    rule = await court.rule()
    await court.tick()
    await court.rules.remove(LEADER, rule.id)
    court.discord.after = _stop(court)
    await court.tick()
    assert len(court.discord.who(CHAMPION)) == 1
    court.discord.after = None
    await court.restart()
    await court.tick()
    assert court.discord.who(CHAMPION) == []
    assert await court.all_rules() == []


async def test_a_rule_that_is_made_again_keeps_what_it_gave(court: Court):
    await court.stand(1, 2)
    rule = await court.rule()
    await court.tick()
    await court.rules.remove(LEADER, rule.id)
    again = await court.rule()
    assert again.id == rule.id
    await court.tick()
    assert court.discord.who(CHAMPION) == [1, 2]
    assert [call[0] for call in court.discord.changes] == ["add", "add"]


# Crashes


def _stop(court: Court):
    def stop() -> None:
        court.giving._lanes._closed = True

    return stop


class Crash(Exception):
    """The process is gone."""


def _crash() -> None:
    raise Crash


async def test_a_crash_between_giving_and_noting_loses_nothing(court: Court):
    await court.stand(1, 2)
    await court.rule()
    court.discord.after = _crash
    await court.tick()
    assert court.discord.who(CHAMPION) == [1]
    row = await court.row(1)
    assert row is not None
    assert row.given_at is None
    court.discord.after = None
    await court.restart()
    await court.tick()
    assert court.discord.who(CHAMPION) == [1, 2]
    assert all(row.given_at for row in await court.rows())


async def test_who_lost_the_claim_during_a_crash_does_not_keep_the_role(court: Court):
    await court.stand(1, 2)
    await court.rule()
    court.discord.after = _crash
    await court.tick()
    court.discord.after = None
    await court.restart()
    await court.stand(3, 4, 5, 6, 7, 1, 2)
    await court.tick()
    assert court.discord.who(CHAMPION) == [3, 4], "the one who was given it unnoted, too"
    await court.tick()
    assert [row.lost_at for row in await court.rows()] == [None, None]


async def test_a_crash_between_taking_and_noting_loses_nothing(court: Court):
    await court.stand(1, 2)
    rule = await court.rule()
    await court.tick()
    await court.rules.remove(LEADER, rule.id)
    court.discord.after = _crash
    await court.tick()
    court.discord.after = None
    await court.restart()
    await court.tick()
    assert court.discord.who(CHAMPION) == []
    assert await court.all_rules() == []


# Drift


async def drift(court: Court) -> None:
    """Somebody takes the role from one and gives it to another by hand, and nearly an hour goes by."""
    await court.stand(1, 2)
    await court.rule()
    await court.tick()
    court.discord.people[1].clear()
    court.discord.people[5].add(CHAMPION)
    await court.tick(minutes=59)
    assert court.discord.who(CHAMPION) == [2, 5]
    await court.tick(minutes=1)


async def test_what_somebody_changed_by_hand_heals_within_the_hour(open_eyes: Court):
    await drift(open_eyes)
    assert open_eyes.discord.who(CHAMPION) == [1, 2], "whoever has it from no rule loses it"


async def test_without_seeing_everybody_what_rules_gave_heals(court: Court):
    await drift(court)
    assert court.discord.who(CHAMPION) == [1, 2, 5]
    assert ("look", 5) not in court.discord.calls, "nobody is asked about whom no rule concerns"


async def test_after_a_restart_everybody_is_looked_at_within_the_hour(court: Court):
    await court.stand(1, 2)
    await court.rule()
    await court.tick()
    await court.restart()
    court.discord.people[1].clear()
    court.discord.calls.clear()
    await court.tick(seconds=30)
    assert court.discord.calls == [], "not all guilds at once"
    await court.tick(hours=1)
    assert court.discord.who(CHAMPION) == [1, 2]


async def test_random_drift_heals(open_eyes: Court):
    dice = random.Random(3)
    await open_eyes.stand(*range(1, 21))
    await open_eyes.rule(top=5)
    await open_eyes.rule(top=10, role_id=ELITE, board=Board.XP)
    await open_eyes.stand(*range(20, 0, -1), board=Board.XP)
    for _ in range(10):
        for roles in open_eyes.discord.people.values():
            roles.symmetric_difference_update({role for role in (CHAMPION, ELITE, STAFF) if dice.random() < 0.3})
        staff = open_eyes.discord.who(STAFF)
        await open_eyes.tick(hours=1)
        assert open_eyes.discord.who(CHAMPION) == [1, 2, 3, 4, 5]
        assert open_eyes.discord.who(ELITE) == [*range(11, 21)]
        assert open_eyes.discord.who(STAFF) == staff


# Outages


async def test_an_outage_is_waited_for_longer_and_longer(court: Court):
    await court.stand(1)
    await court.rule()
    court.discord.slips["look"] = Slip.UNREACHABLE
    tries: list[int] = []
    for second in range(0, 1800, 10):
        before = len(court.discord.calls)
        await court.tick(seconds=10)
        tries += [second] * (len(court.discord.calls) - before)
    assert tries == [0, 30, 90, 210, 450, 930, 1530]
    del court.discord.slips["look"]
    await court.tick(minutes=10)
    assert court.discord.who(CHAMPION) == [1]
    assert all(rule.blocked is None for rule in await court.all_rules()), "an outage blocks nothing"


async def test_a_guild_that_is_out_of_sight_is_left_alone(court: Court):
    await court.stand(1)
    await court.rule()
    court.discord.out_of_reach = True
    await court.tick()
    assert court.discord.calls == []
    court.discord.out_of_reach = False
    await court.tick(minutes=1)
    assert court.discord.who(CHAMPION) == [1]


async def test_what_breaks_is_tried_again_and_keeps_nobody_else_waiting(court: Court):
    await court.stand(1)
    await court.rule()
    court.discord.slips["add"] = RuntimeError("the pen broke")
    await court.tick()
    del court.discord.slips["add"]
    await court.tick(seconds=29)
    assert court.discord.who(CHAMPION) == []
    await court.tick(seconds=1)
    assert court.discord.who(CHAMPION) == [1]


async def test_after_closing_nothing_is_begun(court: Court):
    await court.stand(1)
    await court.rule()
    await court.giving.close()
    await court.tick()
    assert court.discord.calls == []


async def test_without_hands_nothing_happens(court: Court):
    await court.stand(1)
    await court.rule()
    court.giving.hands = None
    await court.tick()
    assert await court.rows() == []


# Staff, and what people are told


async def test_staff_who_were_never_seen_do_not_get_it(court: Court):
    now = court.clock()
    await court.desk.db.write(lambda tx: settings.put(tx, GUILD, LEFT_OUT.name, (STAFF,), by=None, at=now))
    court.discord.people[1] = {STAFF}
    await court.stand(1, 2)
    await court.rule()
    await court.tick()
    assert court.discord.who(CHAMPION) == [2]
    assert await court.desk.db.read(lambda tx: board_pins.left_out(tx, GUILD)) == {await court.number(1)}
    await court.stand(2, 3)  # the boards leave them out from now on
    court.discord.people[1] = set()
    await court.tick()
    assert court.discord.who(CHAMPION) == [2, 3]


async def test_who_became_staff_or_ceased_to_be_is_noted_within_the_hour(court: Court):
    now = court.clock()
    await court.desk.db.write(lambda tx: settings.put(tx, GUILD, LEFT_OUT.name, (STAFF,), by=None, at=now))
    await court.stand(1, 2)
    await court.rule()
    await court.tick()
    left_out = board_pins.left_out
    court.discord.people[1].add(STAFF)
    await court.tick(hours=1)
    assert await court.desk.db.read(lambda tx: left_out(tx, GUILD)) == {await court.number(1)}
    court.discord.people[1].discard(STAFF)
    await court.tick(hours=1)
    assert await court.desk.db.read(lambda tx: left_out(tx, GUILD)) == set()


async def test_people_who_asked_for_digests_are_told(court: Court):
    number = await court.number(1)
    await court.desk.db.write(lambda tx: preferences.save(tx, number, Preferences(digests=True)))
    await court.stand(1, 2)
    rule = await court.rule()
    await court.tick()
    assert await _lines(court) == [(number, "role.given", {"role": "Role 701"})]
    await court.rules.remove(LEADER, rule.id)
    await court.tick(minutes=5)
    assert (await _lines(court))[1:] == [(number, "role.taken", {"role": "Role 701"})]


async def test_who_had_the_role_already_is_told_nothing(court: Court):
    number = await court.number(1)
    await court.desk.db.write(lambda tx: preferences.save(tx, number, Preferences(digests=True)))
    court.discord.people[1] = {CHAMPION}
    await court.stand(1)
    await court.rule()
    await court.tick()
    assert court.discord.changes == []
    row = await court.row(1)
    assert row is not None
    assert row.given_at is not None
    assert await _lines(court) == []


async def _lines(court: Court) -> list[tuple[int, str, dict[str, str]]]:
    """What waits to be told to people."""

    def work(tx: Connection) -> list[tuple[int, str, dict[str, str]]]:
        columns = DigestLineRow.member_id, DigestLineRow.about, DigestLineRow.facts
        return [(row[0], row[1], row[2]) for row in tx.execute(select(*columns).order_by(DigestLineRow.id))]

    return await court.desk.db.read(work)
