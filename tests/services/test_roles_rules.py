"""The rules that leaders make: what they may name, what they are told, and what a check shows."""

import pytest

from domain.errors import Conflict, Forbidden, Invalid, NotFound, Refusal, Unavailable
from domain.guild import OFFICER_ROLES
from domain.leaderboard_settings import Board
from domain.people import Actor
from domain.rank_roles import MOST_RULES, Obstacle
from services.desk import Desk
from services.log import GuildLog
from services.roles.hands import View
from storage import settings
from tests.services.conftest import GUILD, Clock
from tests.services.giving import CHAMPION, ELITE, LEADER, Court, open_court


@pytest.fixture
async def court(desk: Desk, clock: Clock) -> Court:
    """A guild of forty people without rules."""
    return await open_court(desk, clock)


async def refused(court: Court, role_id: int = CHAMPION) -> Refusal:
    """What a leader is told who wants that role to be won; no rule comes of it."""
    with pytest.raises(Refusal) as caught:
        await court.rule(role_id=role_id)
    assert await court.all_rules() == []
    return caught.value


async def test_who_makes_a_rule_is_told_how_many_get_the_role(court: Court):
    await court.stand(1, [2, 3], 4)
    added = await court.rules.add(LEADER, Board.STANDING, 2, CHAMPION)
    assert added.getting == 3
    assert (added.rule.board, added.rule.top, added.rule.role_id) == (Board.STANDING, 2, CHAMPION)
    assert (await court.rules.add(LEADER, Board.XP, 2, CHAMPION)).getting == 0


@pytest.mark.parametrize(
    ("view", "kind", "code"),
    [
        (View("Mod", powers=("Kick Members", "Ban Members")), Invalid, "roles.powerful"),
        (View("Bot", managed=True), Invalid, "roles.managed"),
        (View("@everyone", everybody=True), Invalid, "roles.everybody"),
        (View("King", below=False), Conflict, "roles.above"),
        (View("Any", allowed=False), Conflict, "roles.no_permission"),
        (View(exists=False), NotFound, "roles.role_gone"),
    ],
)
async def test_roles_that_the_bot_cannot_or_must_not_give(court: Court, view: View, kind: type[Refusal], code: str):
    court.discord.views[CHAMPION] = view
    refusal = await refused(court)
    assert isinstance(refusal, kind)
    assert refusal.code == code
    assert refusal.facts.get("powers", view.powers) == view.powers


async def test_a_powerful_role_is_called_so_even_where_the_bot_could_not_give_it_anyway(court: Court):
    court.discord.views[CHAMPION] = View("Mod", powers=("Administrator",), below=False)
    assert (await refused(court)).code == "roles.powerful"


async def test_roles_that_make_leaders_or_officers_are_nobody_s_to_win(court: Court):
    now = court.clock()
    await court.desk.db.write(lambda tx: settings.put(tx, GUILD, OFFICER_ROLES.name, (CHAMPION,), by=None, at=now))
    assert (await refused(court)).code == "roles.of_rank"
    (leaders,) = LEADER.role_ids
    court.discord.views[leaders] = View("Leaders")
    assert (await refused(court, leaders)).code == "roles.of_rank"


async def test_while_discord_is_out_of_reach_nothing_is_promised(court: Court):
    court.discord.out_of_reach = True
    assert isinstance(await refused(court), Unavailable)
    court.discord.out_of_reach = False
    await court.rule()
    court.discord.out_of_reach = True
    with pytest.raises(Unavailable):
        await court.rules.check(LEADER)
    court.giving.hands = None
    with pytest.raises(Unavailable):
        await court.rule(top=5)


@pytest.mark.parametrize("top", [0, -1, 101])
async def test_a_rule_reaches_from_the_first_place_to_the_hundredth(court: Court, top: int):
    with pytest.raises(Invalid, match=r"roles\.top"):
        await court.rule(top=top)
    await court.rule(top=100)
    await court.rule(top=1)


async def test_the_same_rule_is_made_once(court: Court):
    await court.rule()
    with pytest.raises(Conflict, match=r"roles\.there_already"):
        await court.rule()
    await court.rule(top=3)
    await court.rule(role_id=ELITE)
    await court.rule(board=Board.XP)


async def test_a_guild_has_only_so_many_rules(court: Court):
    for top in range(1, MOST_RULES + 1):
        await court.rule(top=top)
    with pytest.raises(Conflict, match=r"roles\.too_many"):
        await court.rule(top=90)
    assert len(await court.all_rules()) == MOST_RULES
    first, *_ = await court.all_rules()
    await court.rules.remove(LEADER, first.id)
    await court.rule(top=90)


async def test_only_leaders_have_to_do_with_rules(court: Court, officer: Actor, raider: Actor):
    rule = await court.rule()
    for actor in (officer, raider):
        with pytest.raises(Forbidden):
            await court.rules.add(actor, Board.XP, 1, CHAMPION)
        with pytest.raises(Forbidden):
            await court.rules.remove(actor, rule.id)
        with pytest.raises(Forbidden):
            await court.rules.all(actor)
        with pytest.raises(Forbidden):
            await court.rules.check(actor)
    assert len(await court.all_rules()) == 1


async def test_what_leaders_do_stands_in_the_log(court: Court):
    rule = await court.rule()
    await court.rules.remove(LEADER, rule.id)
    page = await GuildLog(court.desk).page(LEADER, kind="roles", page=1)
    assert [(one.kind, one.facts) for one in page.entries] == [
        (kind, {"board": "standing", "top": 2, "role": str(CHAMPION)})
        for kind in ("roles.rule_removed", "roles.rule_added")
    ]


async def test_a_rule_is_ended_once(court: Court):
    rule = await court.rule()
    await court.rules.remove(LEADER, rule.id)
    for number in (rule.id, 999):
        with pytest.raises(NotFound, match=r"roles\.unknown"):
            await court.rules.remove(LEADER, number)


async def test_the_rules_of_another_guild_are_out_of_reach(court: Court):
    rule = await court.rule()
    elsewhere = Actor(GUILD + 1, LEADER.user_id, frozenset(), manages_guild=True)
    with pytest.raises(NotFound):
        await court.rules.remove(elsewhere, rule.id)
    assert await court.rules.all(elsewhere) == []
    assert await court.rules.named(GUILD + 1) == []


async def test_the_list_says_who_has_the_role_who_waits_and_who_is_away(court: Court):
    await court.stand(1, 2, 3, 4)
    rule = await court.rule(top=3)
    (before,) = await court.rules.all(LEADER)
    assert (before.having, before.waiting, before.parked) == (0, 0, 0)
    del court.discord.people[3]
    await court.tick()
    (listed,) = await court.rules.all(LEADER)
    assert (listed.rule.id, listed.having, listed.waiting, listed.parked) == (rule.id, 2, 0, 1)
    court.see(CHAMPION, below=False)
    await court.stand(4, 1, 2, 3)
    await court.tick()
    (listed,) = await court.rules.all(LEADER)
    assert (listed.rule.blocked, listed.having, listed.waiting) == (Obstacle.ABOVE, 2, 1)
    await court.rules.remove(LEADER, rule.id)
    (listed,) = await court.rules.all(LEADER)
    assert not listed.rule.live
    assert await court.rules.named(GUILD) == []


async def test_how_many_lose_the_role_when_another_rule_gives_it_too(court: Court):
    await court.stand(1, 2, 3)
    await court.stand(1, board=Board.XP)
    rule = await court.rule(top=3)
    await court.rule(top=1, board=Board.XP)
    await court.tick()
    assert (await court.rules.remove(LEADER, rule.id)).losing == 2


# The plan


async def test_the_plan_says_what_the_next_tick_does_and_does_nothing(court: Court):
    await court.stand(1, 2, 3, 4, 5)
    first = await court.rule()
    second = await court.rule(top=1, role_id=ELITE)
    await court.tick()
    await court.stand(3, 4, 5, 1, 2)
    books = await court.rows()
    calls = list(court.discord.calls)
    planned = {one.rule.id: one for one in await court.rules.check(LEADER)}
    assert (planned[first.id].adding, planned[first.id].removing) == ((3, 4), (2,))
    assert (planned[second.id].adding, planned[second.id].removing) == ((3,), (1,))
    assert await court.rows() == books
    assert court.discord.calls == calls
    await court.tick()
    assert court.discord.who(CHAMPION) == [1, 3, 4]
    for one in await court.rules.check(LEADER):
        assert (one.adding, one.removing) == ((), ())


async def test_the_plan_shows_who_is_away_and_what_is_blocked(court: Court):
    await court.stand(1, 2, 3)
    await court.rule(top=3)
    del court.discord.people[3]
    await court.tick()
    court.see(CHAMPION, below=False)
    (planned,) = await court.rules.check(LEADER)
    assert planned.rule.blocked is Obstacle.ABOVE
    assert (planned.parked, planned.adding, planned.removing) == ((3,), (), ())


async def test_where_discord_shows_everybody_the_plan_has_those_who_have_the_role_from_nobody(desk: Desk, clock: Clock):
    court = await open_court(desk, clock, shows_members=True)
    await court.stand(1, 2)
    rule = await court.rule()
    await court.rule(top=1)
    await court.tick()
    court.discord.people[9].add(CHAMPION)
    court.discord.people[1].clear()
    planned = {one.rule.id: one for one in await court.rules.check(LEADER)}
    assert (planned[rule.id].adding, planned[rule.id].removing) == ((1,), (9,))
