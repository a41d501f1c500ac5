"""Profiles: what is known of a member, for whom, and that the lines behind each number add up to it."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, update

from domain.credit import Credit
from domain.errors import Invalid
from domain.leaderboard_settings import WEIGHTS, Board
from domain.ledger import MINT, Act, move, wallet
from domain.loot import System
from domain.next_place import Step
from domain.people import Actor
from domain.points import Pool
from domain.profiles import Number
from services.desk import Desk
from services.profiles import Known, Profiles, Why
from services.profiles.behind import NEWEST
from storage import ledger, links, members
from storage.links import LinkRow
from storage.members import MemberRow
from tests.services.boarding import USERS, Hall, person
from tests.services.conftest import GUILD, OFFICERS, Clock

OFFICER = Actor(GUILD, 9002, frozenset({OFFICERS}), manages_guild=False)


@pytest.fixture
async def hall(desk: Desk, clock: Clock) -> Hall:
    """A guild where things move."""
    made = Hall(desk, clock)
    await made.move_in()
    return made


@pytest.fixture
def profiles(hall: Hall) -> Profiles:
    """The profiles of its members."""
    return Profiles(hall.desk, hall.boards)


async def known(profiles: Profiles, who: int, actor: Actor | None = None) -> Known:
    """What a card tells of somebody."""
    found = (await profiles.show(actor or person(who), USERS + who)).known
    assert found is not None
    return found


async def why(profiles: Profiles, who: int, number: Number) -> Why:
    """The lines behind a number."""
    found = await profiles.why(person(who), number)
    assert found is not None
    return found


async def credit(hall: Hall, who: int, amount: int, kind: Credit = Credit.CREDIT, note: str = "") -> None:
    """A leader grants somebody credits."""
    member, now = await hall.member(who), hall.clock()
    gift = move(Act.GRANT, kind, amount, source=MINT, target=wallet(member))
    key = f"gift:{kind}:{who}:{amount}:{note}"
    await hall.desk.db.write(lambda tx: ledger.post(tx, GUILD, gift, key=key, at=now, note=note))


# The card


async def test_nothing_is_known_of_who_was_never_seen(profiles: Profiles):
    shown = await profiles.show(person(1), USERS + 5)
    assert (shown.known, dict(shown.boards)) == (None, {})
    assert await profiles.why(person(1), Number.XP) is None
    assert (await profiles.numbers(person(1))).boards == {}


async def test_a_card_has_the_boards_that_somebody_is_on(profiles: Profiles, hall: Hall):
    await hall.earn(1, 30)
    await hall.earn(2, 50)
    await hall.win(1, 200)
    shown = await profiles.show(person(2), USERS + 1)
    assert list(shown.boards) == [Board.STANDING, Board.POTS, Board.CHALLENGES]
    mine = shown.boards[Board.CHALLENGES]
    assert mine.value == 30
    assert mine.stand is not None
    assert (mine.stand.place, mine.stand.total) == (2, 2)


async def test_who_is_left_out_keeps_the_number_without_a_place(profiles: Profiles, hall: Hall):
    await hall.earn(1, 30)
    await hall.leave_out(1)
    mine = (await profiles.show(person(2), USERS + 1)).boards[Board.CHALLENGES]
    assert (mine.value, mine.stand) == (30, None)
    assert (await why(profiles, 1, Number.CHALLENGES)).step is None


async def test_a_wallet_is_only_for_its_owner_and_officers(profiles: Profiles, hall: Hall):
    await credit(hall, 1, 70)
    await credit(hall, 1, 5, Credit.AI)
    for actor in (person(1), OFFICER):
        purse = (await known(profiles, 1, actor)).wallet
        assert purse is not None
        assert purse.held == {Credit.CREDIT: 70, Credit.AI: 5}
    assert (await known(profiles, 1, person(2))).wallet is None
    both = await profiles.compare(OFFICER, USERS + 1)
    assert both.other.known is not None
    assert both.other.known.wallet is None


async def test_credits_won_are_what_pots_paid_and_no_others(profiles: Profiles, hall: Hall):
    await credit(hall, 1, 70)
    await hall.win(1, 200)
    await hall.win(1, 30)
    await hall.win(2, 8)
    assert (await known(profiles, 1)).won == 230


async def test_what_somebody_said_and_linked_is_on_the_card(profiles: Profiles, hall: Hall, clock: Clock):
    await hall.say(1, "EU", "Raid")
    member, now = await hall.member(1), clock()
    row = {"member_id": member, "account_id": 5, "name": "mara", "avatar": None, "linked_at": now}
    await hall.desk.db.write(lambda tx: tx.execute(insert(LinkRow), row))
    found = await known(profiles, 1, person(2))
    assert (found.region, found.team, found.since) == ("EU", "Raid", now)
    assert found.link == await hall.desk.db.read(lambda tx: links.of(tx, member))
    assert found.link is not None


async def test_a_blocked_member_is_shown_as_blocked(profiles: Profiles, hall: Hall, clock: Clock):
    member = await hall.member(1)
    assert not (await known(profiles, 1)).blocked

    blocked = update(MemberRow).where(MemberRow.id == member).values(blocked_at=clock(), blocked_reason="cheating")
    await hall.desk.db.write(lambda tx: tx.execute(blocked))
    assert (await known(profiles, 1, person(2))).blocked


async def test_who_was_erased_is_not_known_any_more(profiles: Profiles, hall: Hall):
    await hall.earn(1, 30)
    await hall.erase(1)
    shown = await profiles.show(person(2), USERS + 1)
    assert (shown.known, dict(shown.boards)) == (None, {})


async def test_gains_of_all_characters_grow_together(profiles: Profiles, hall: Hall, clock: Clock):
    main, second, gone = [await hall.character(name, 1) for name in ("Mara", "Mara 2", "Old")]
    for character in (main, second, gone):
        await hall.snapshot(character, 1_000)
    start = clock()
    clock.advance(days=1)
    await hall.snapshot(main, 1_300)
    clock.advance(days=1)
    await hall.snapshot(main, 1_300)
    await hall.snapshot(second, 1_050)
    await hall.snapshot(gone, 9_000)
    await hall.leave_roster(gone)
    clock.advance(days=1)
    await hall.snapshot(second, 1_050)
    found = await known(profiles, 1)
    days = [start + timedelta(days=day) for day in range(4)]
    assert found.course == ((days[0], 0), (days[1], 300), (days[2], 350), (days[3], 350)), "flat where nothing grew"
    assert [one.name for one in found.characters] == ["Mara", "Mara 2"]
    assert (await profiles.show(person(1), USERS + 1)).boards[Board.XP].value == 350


async def test_gains_before_the_window_are_not_in_the_course(profiles: Profiles, hall: Hall, clock: Clock):
    main = await hall.character("Mara", 1)
    for xp, days in ((1_000, 5), (5_000, 35), (5_100, 1)):
        await hall.snapshot(main, xp)
        clock.advance(days=days)
    points = (await known(profiles, 1)).course
    assert points[-1][1] == 100
    assert (await profiles.show(person(1), USERS + 1)).boards[Board.XP].value == 100


async def test_one_look_is_no_course_yet(profiles: Profiles, hall: Hall):
    await hall.snapshot(await hall.character("Mara", 1), 1_000)
    assert len((await known(profiles, 1)).course) == 1
    await hall.character("Tom", 2)
    assert (await known(profiles, 2)).course == ()


# Why


async def test_the_next_place_says_how_much_and_who_has_it(profiles: Profiles, hall: Hall):
    for who, points in ((1, 10), (2, 22), (3, 22), (4, 60)):
        await hall.earn(who, points)
    found = await why(profiles, 1, Number.CHALLENGES)
    assert found.step == Step(2, 12)
    assert found.ahead == (USERS + 2, USERS + 3)
    first = await why(profiles, 4, Number.CHALLENGES)
    assert (first.step, first.ahead) == (None, ())


async def test_of_many_on_the_next_place_three_are_named(profiles: Profiles, hall: Hall):
    await hall.earn(1, 10)
    for who in range(2, 8):
        await hall.earn(who, 22)
    found = await why(profiles, 1, Number.CHALLENGES)
    assert (len(found.ahead), found.more_ahead) == (3, 3)


async def test_the_causes_of_challenge_points_add_up(profiles: Profiles, hall: Hall, clock: Clock):
    await hall.earn(1, 999, at=clock() - timedelta(days=40))
    for points in (30, 20, -5):
        await hall.earn(1, points)
    found = await why(profiles, 1, Number.CHALLENGES)
    assert [(one.title, one.count, one.points) for one in found.lines.earned] == [("Draw your pet", 3, 45)]
    assert found.value == 45
    assert found.start is not None


async def test_a_balance_has_the_newest_lines_of_its_own_kind(profiles: Profiles, hall: Hall):
    for amount in range(1, NEWEST + 4):
        await credit(hall, 1, amount)
    await credit(hall, 1, 5, Credit.AI, "for the art")
    await credit(hall, 2, 500)
    found = await why(profiles, 1, Number.CREDIT)
    assert found.value == sum(range(1, NEWEST + 4))
    assert found.lines.total == NEWEST + 3
    assert [line.amount for line in found.lines.credits.lines] == list(range(NEWEST + 3, 3, -1))
    assert found.lines.credits.lines[0].after == found.value
    ai = await why(profiles, 1, Number.AI)
    assert [(line.amount, line.note) for line in ai.lines.credits.lines] == [(5, "for the art")]
    assert (await why(profiles, 1, Number.LEAD)).lines.total == 0


async def test_pots_have_the_payouts_of_the_window(profiles: Profiles, hall: Hall, clock: Clock):
    await hall.win(1, 900)
    clock.advance(days=31)
    await hall.win(1, 40)
    await hall.win(1, 2)
    found = await why(profiles, 1, Number.POTS)
    assert (found.value, found.lines.total) == (42, 2)
    assert [line.amount for line in found.lines.credits.lines] == [2, 40]


@pytest.mark.parametrize(("system", "pool"), [(System.DKP, Pool.DKP), (System.EPGP, Pool.EP)])
async def test_loot_has_the_entries_of_the_guilds_own_points(
    profiles: Profiles, hall: Hall, system: System, pool: Pool
):
    await hall.follow(system)
    await hall.award(1, pool, 4_000)
    await hall.award(1, Pool.DKP if pool is Pool.EP else Pool.EP, 900)
    await hall.award(1, pool, -1_000)
    found = await why(profiles, 1, Number.LOOT)
    assert [(line.pool, line.delta) for line in found.lines.points] == [(pool, -1_000), (pool, 4_000)]
    assert found.lines.total == 2
    assert found.value == 3_000 if pool is Pool.DKP else found.value is not None
    assert found.start is None
    assert found.system is system


async def test_gains_have_a_line_a_character_with_its_ends(profiles: Profiles, hall: Hall, clock: Clock):
    people = (("Mara", 1), ("Mara 2", 1), ("Idle", 1), ("Tom", 2))
    main, second, idle, strange = [await hall.character(name, who) for name, who in people]
    for character in (main, second, idle, strange):
        await hall.snapshot(character, 1_000)
    begun = clock()
    clock.advance(days=2)
    for character, xp in ((main, 1_050), (second, 1_300), (idle, 1_000), (strange, 9_000)):
        await hall.snapshot(character, xp)
    found = await why(profiles, 1, Number.XP)
    told = [(one.name, one.gained, one.before, one.after) for one in found.lines.grown]
    assert told == [("Mara 2", 300, 1_000, 1_300), ("Mara", 50, 1_000, 1_050)]
    assert {(one.since, one.until) for one in found.lines.grown} == {(begun, clock())}
    assert sum(one.gained for one in found.lines.grown) == found.value
    assert found.step == Step(1, 7_650)


async def test_gains_are_counted_from_the_last_snapshot_before_the_window(profiles: Profiles, hall: Hall, clock: Clock):
    main = await hall.character("Mara", 1)
    await hall.snapshot(main, 500)
    clock.advance(days=10)
    await hall.snapshot(main, 1_000)
    counted = clock()
    clock.advance(days=32)
    await hall.snapshot(main, 1_200)
    (line,) = (await why(profiles, 1, Number.XP)).lines.grown
    assert (line.before, line.after, line.since) == (1_000, 1_200, counted)


async def test_the_parts_of_a_standing_are_all_of_it(profiles: Profiles, hall: Hall):
    await hall.set(WEIGHTS[Board.POTS], 3)
    for who, points, won in ((1, 33, 70), (2, 100, 210)):
        await hall.earn(who, points)
        await hall.win(who, won)
    found = await why(profiles, 1, Number.STANDING)
    told = [(part.board, part.weight, part.value, part.most, part.points) for part in found.lines.parts]
    assert told == [(Board.POTS, 3, 70, 210, 1_000), (Board.CHALLENGES, 2, 33, 100, 660)]
    assert sum(part.points for part in found.lines.parts) == found.value


async def test_numbers_are_ones_own(profiles: Profiles, hall: Hall):
    await credit(hall, 1, 70)
    await credit(hall, 2, 11)
    await hall.earn(1, 30)
    await hall.earn(2, 50)
    numbers = await profiles.numbers(person(1))
    assert {board: mine.value for board, mine in numbers.boards.items()} == {
        Board.STANDING: 1_200,
        Board.CHALLENGES: 30,
    }
    assert numbers.wallet.held == {Credit.CREDIT: 70}


# Side by side


async def test_two_are_compared_on_every_board_that_either_is_on(profiles: Profiles, hall: Hall):
    await hall.earn(1, 30)
    await hall.win(2, 40)
    both = await profiles.compare(person(1), USERS + 2)
    assert both.boards == (Board.STANDING, Board.POTS, Board.CHALLENGES)
    assert Board.POTS not in both.own.boards
    assert both.other.boards[Board.POTS].value == 40


async def test_nobody_is_compared_with_themselves(profiles: Profiles):
    with pytest.raises(Invalid) as refused:
        await profiles.compare(person(1), USERS + 1)
    assert refused.value.code == "profile.compare_self"


async def test_somebody_from_another_guild_is_nobody_here(profiles: Profiles, hall: Hall, clock: Clock):
    await hall.earn(1, 30)
    stranger = Actor(GUILD + 1, USERS + 7, frozenset(), manages_guild=True)
    assert (await profiles.show(stranger, USERS + 1)).known is None
    now = clock()
    await hall.desk.db.write(lambda tx: members.ensure(tx, GUILD + 1, USERS + 1, now))
    elsewhere = await profiles.show(stranger, USERS + 1)
    assert elsewhere.known is not None
    assert elsewhere.boards == {}
    assert elsewhere.known.earned == 0


async def test_points_of_challenges_ever_and_weeks_in_a_row(profiles: Profiles, hall: Hall, clock: Clock):
    await hall.earn(1, 999, at=clock() - timedelta(days=40))
    await hall.earn(1, 30)
    found = await known(profiles, 1)
    assert (found.earned, found.taking) == (1_029, None)
