"""Leaderboards: what counts, who has which place, and that following the books is what reading them gives."""

import random
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import NotFound
from domain.guild import TIMEZONE
from domain.leaderboard_settings import WEIGHTS, Asked, Board
from domain.leaderboards import Tier
from domain.ledger import Act
from domain.loot import MINIMUM_EP, System
from domain.points import Pool
from domain.windows import Window
from services.desk import Desk
from services.leaderboards import kept
from services.leaderboards.boards import Boards, tag_of
from storage.engine import Database
from tests.services.boarding import Hall
from tests.services.conftest import GUILD, Clock


@pytest.fixture
async def hall(desk: Desk, clock: Clock) -> Hall:
    """The boards of one guild."""
    made = Hall(desk, clock)
    await made.move_in()
    return made


# What counts


async def test_a_member_is_ranked_by_all_their_characters(hall: Hall, clock: Clock):
    mara, second = await hall.character("Mara", 1), await hall.character("Mara 2", 1)
    tom, nobodys = await hall.character("Tom", 2), await hall.character("Stray", None)
    for character in (mara, second, tom, nobodys):
        await hall.snapshot(character, 1_000)
    clock.advance(hours=1)
    for character, xp in ((mara, 1_300), (second, 1_200), (tom, 1_400), (nobodys, 9_000)):
        await hall.snapshot(character, xp)
    assert await hall.rows(Board.XP) == [(1, 1, 500), (2, 2, 400)]
    await hall.leave_roster(second)
    await hall.boards.refresh()
    assert await hall.rows(Board.XP) == [(1, 2, 400), (2, 1, 300)], "who left the roster counts for nobody"


async def test_gains_are_those_of_the_window(hall: Hall, clock: Clock):
    mara = await hall.character("Mara", 1)
    for days, xp in ((0, 1_000), (12, 1_500), (10, 1_700)):
        clock.advance(days=days)
        await hall.snapshot(mara, xp)
    assert await hall.values(Board.XP, Window.THIRTY_DAYS) == {1: 700}
    assert await hall.values(Board.XP, Window.WEEK) == {1: 200}


async def test_what_pots_paid_counts_and_no_other_credits(hall: Hall, clock: Clock):
    await hall.win(1, 50)
    await hall.win(1, 20)
    await hall.win(2, 60)
    for act in (Act.GRANT, Act.REFUND, Act.PRIZE):
        await hall.win(2, 500, act)
    assert await hall.rows(Board.POTS) == [(1, 1, 70), (2, 2, 60)]
    await hall.win(2, 500, Act.GRANT)
    await hall.boards.refresh()
    assert await hall.rows(Board.POTS) == [(1, 1, 70), (2, 2, 60)]
    clock.advance(days=8)
    await hall.win(2, 5)
    assert await hall.rows(Asked(Board.POTS, window=Window.WEEK)) == [(1, 2, 5)]


async def test_dkp_is_what_everybody_has_now(hall: Hall, clock: Clock):
    await hall.follow(System.DKP)
    for who, amount in ((1, 1_250), (2, 300), (3, -100)):
        await hall.award(who, Pool.DKP, amount)
    clock.advance(days=50)
    assert await hall.rows(Asked(Board.LOOT, window=Window.WEEK)) == [(1, 1, 1_250), (2, 2, 300)]


async def test_priority_counts_once_the_minimum_is_reached(hall: Hall):
    await hall.follow(System.EPGP)
    for who, ep, gp in ((1, 30_000, 5_000), (2, 9_000, 0)):
        await hall.award(who, Pool.EP, ep)
        await hall.award(who, Pool.GP, gp) if gp else None
    assert await hall.rows(Board.LOOT) == [(1, 1, 200), (2, 2, 90)]
    await hall.set(MINIMUM_EP, 10_000)
    assert await hall.rows(Board.LOOT) == [(1, 1, 200)]


async def test_a_council_has_no_board_of_loot(hall: Hall):
    await hall.award(1, Pool.DKP, 500)
    await hall.follow(System.COUNCIL)
    view = await hall.look(Board.LOOT)
    assert (view.rows, view.system) == ((), System.COUNCIL)


async def test_the_standing_weighs_the_others_as_leaders_set_it(hall: Hall):
    await hall.earn(1, 100)
    await hall.earn(2, 50)
    await hall.win(2, 500)
    assert await hall.rows(Board.STANDING) == [(1, 1, 2_000), (2, 2, 1_000)]
    await hall.set(WEIGHTS[Board.POTS], 3)
    assert await hall.rows(Board.STANDING) == [(1, 2, 4_000), (2, 1, 2_000)]


async def test_points_that_were_taken_back_are_on_no_board(hall: Hall):
    await hall.earn(1, 50)
    await hall.earn(1, -50)
    assert (await hall.look()).people == 0


# Places


async def test_equals_share_a_place_and_the_next_counts_them(hall: Hall):
    for who, points in ((1, 10), (2, 20), (3, 20), (4, 30)):
        await hall.earn(who, points)
    assert await hall.rows() == [(1, 4, 30), (2, 2, 20), (2, 3, 20), (4, 1, 10)]
    assert await hall.boards.places(GUILD, Board.CHALLENGES) == {
        hall.people[4]: 1,
        hall.people[2]: 2,
        hall.people[3]: 2,
        hall.people[1]: 4,
    }


async def test_what_the_next_place_needs(hall: Hall):
    for who, points in ((1, 10), (2, 20), (3, 20), (4, 30)):
        await hall.earn(who, points)
    mine = await hall.boards.stand(GUILD, Board.CHALLENGES, hall.people[1])
    assert mine is not None
    assert (mine.place, mine.value, mine.total, mine.next_place, mine.next_value) == (4, 10, 4, 2, 20)
    first = await hall.boards.stand(GUILD, Board.CHALLENGES, hall.people[4])
    assert first is not None
    assert (first.place, first.tier, first.next_place) == (1, Tier.CHAMPION, None)
    assert await hall.boards.stand(GUILD, Board.CHALLENGES, await hall.member(9)) is None


async def test_pages_hold_as_many_places_as_were_asked_for(hall: Hall):
    for who in range(1, 8):
        await hall.earn(who, 10 * who)
    asked = Asked(Board.CHALLENGES, top=3)
    view = await hall.boards.look(GUILD, asked, 3)
    assert ([one.place for one in view.rows], view.page, view.pages) == ([7], 3, 3)
    assert (await hall.boards.look(GUILD, asked, 99)).page == 3


async def test_staff_stay_on_the_board_without_a_place(hall: Hall):
    for who, points in ((1, 10), (2, 20), (3, 30)):
        await hall.earn(who, points)
    await hall.look()
    await hall.leave_out(3)
    await hall.boards.refresh()
    assert await hall.rows() == [(None, 3, 30), (1, 2, 20), (2, 1, 10)]
    view = await hall.look()
    assert [one.tier for one in view.rows] == [None, Tier.CHAMPION, Tier.SILVER]
    assert (view.total, view.people) == (2, 3)
    own = await hall.own(3)
    assert (own.stand, own.value) == (None, 30)
    assert hall.people[3] not in await hall.boards.places(GUILD, Board.CHALLENGES)
    await hall.leave_out(3, out=False)
    await hall.boards.refresh()
    assert await hall.rows() == [(1, 3, 30), (2, 2, 20), (3, 1, 10)]


async def test_somebody_erased_is_gone_from_every_board_at_once(hall: Hall, clock: Clock):
    await hall.set(WEIGHTS[Board.POTS], 1)
    for who in (1, 2):
        await hall.earn(who, 10 * who)
        await hall.win(who, 10 * who)
        await hall.award(who, Pool.DKP, 10 * who)
        await hall.snapshot(await hall.character(f"Char {who}", who), 1_000)
    clock.advance(minutes=1)
    for character in (1, 2):
        await hall.snapshot(character, 1_000 + 10 * character)
    boards = (Board.CHALLENGES, Board.POTS, Board.LOOT, Board.XP, Board.STANDING)
    for board in boards:
        assert [who for _, who, _ in await hall.rows(board)] == [2, 1]
    await hall.erase(2)
    for board in boards:
        assert [(place, who) for place, who, _ in await hall.rows(board)] == [(1, 1)]


# Filters


async def test_a_region_and_a_team_have_places_of_their_own(hall: Hall):
    for who, points in ((1, 10), (2, 20), (3, 30), (4, 40)):
        await hall.earn(who, points)
    await hall.say(1, " eu ", "Red")
    await hall.say(2, "EU", "Blue")
    await hall.say(3, "NA", "red")
    assert await hall.rows(Asked(Board.CHALLENGES, region="Eu")) == [(1, 2, 20), (2, 1, 10)]
    assert await hall.rows(Asked(Board.CHALLENGES, team="RED")) == [(1, 3, 30), (2, 1, 10)]
    assert await hall.rows(Asked(Board.CHALLENGES, region="eu", team="red")) == [(1, 1, 10)]
    view = await hall.look(Asked(Board.CHALLENGES, region="eu"))
    assert [one.tier for one in view.rows] == [None, None], "badges are those of the whole board"
    own = await hall.own(1, Asked(Board.CHALLENGES, region="eu"))
    assert own.stand is not None
    assert (own.stand.place, own.stand.total, own.stand.next_value) == (2, 2, 20)


async def test_a_button_names_a_region_without_its_text(hall: Hall):
    await hall.say(1, "Côte d'Azur", "Red:Team")
    tags = tag_of("CÔTE  d'azur"), tag_of("red:team")
    assert await hall.boards.filters(GUILD, *tags) == ("Côte d'Azur", "Red:Team")
    assert await hall.boards.filters(GUILD, "-", tags[1]) == ("", "Red:Team")
    assert (tag_of(""), tag_of("  ")) == ("-", "-")
    with pytest.raises(NotFound):
        await hall.boards.filters(GUILD, tag_of("Mars"), "-")


# Following the books


async def test_a_board_follows_the_books_at_the_next_refresh(hall: Hall):
    await hall.earn(1, 10)
    assert await hall.rows() == [(1, 1, 10)]
    await hall.earn(2, 20)
    assert await hall.rows() == [(1, 1, 10)], "half a minute old"
    await hall.boards.refresh()
    assert await hall.rows() == [(1, 2, 20), (2, 1, 10)]
    await hall.earn(2, -20)
    await hall.boards.refresh()
    assert await hall.rows() == [(1, 1, 10)]


async def test_the_window_slides_when_the_hour_turns(hall: Hall, clock: Clock):
    await hall.earn(1, 10)
    clock.advance(days=29, hours=23)
    await hall.earn(2, 5)
    await hall.boards.refresh()
    assert len(await hall.rows()) == 2
    clock.advance(hours=2)
    assert await hall.rows() == [(1, 2, 5)]


async def test_gains_wait_for_the_run_to_end(hall: Hall, clock: Clock):
    mara = await hall.character("Mara", 1)
    await hall.snapshot(mara, 1_000)
    assert await hall.values(Board.XP) == {}
    clock.advance(minutes=1)
    run = await hall.begin_run()
    await hall.snapshot(mara, 1_500, run)
    await hall.boards.refresh()
    assert await hall.values(Board.XP) == {}, "a run that brings more"
    await hall.end_run(run)
    await hall.boards.refresh()
    assert await hall.values(Board.XP) == {1: 500}


async def test_a_run_that_stands_still_is_not_waited_for(hall: Hall, clock: Clock):
    mara = await hall.character("Mara", 1)
    await hall.snapshot(mara, 1_000)
    await hall.values(Board.XP)
    clock.advance(minutes=1)
    run = await hall.begin_run()
    await hall.snapshot(mara, 1_500, run)
    await hall.boards.refresh()
    await hall.boards.refresh()
    assert await hall.values(Board.XP) == {1: 500}


async def test_a_snapshot_outside_a_run_counts_at_the_next_refresh(hall: Hall, clock: Clock):
    mara = await hall.character("Mara", 1)
    await hall.snapshot(mara, 1_000)
    await hall.values(Board.XP)
    clock.advance(minutes=1)
    await hall.snapshot(mara, 1_500)
    await hall.boards.refresh()
    assert await hall.values(Board.XP) == {1: 500}


async def test_the_standing_follows_a_board_that_was_read_anew(hall: Hall, clock: Clock):
    mara, tom = await hall.character("Mara", 1), await hall.character("Tom", 2)
    for character in (mara, tom):
        await hall.snapshot(character, 1_000)
    clock.advance(minutes=1)
    await hall.snapshot(mara, 2_000)
    await hall.snapshot(tom, 1_100)
    assert await hall.values(Board.STANDING) == {1: 1_000, 2: 100}
    clock.advance(minutes=1)
    await hall.snapshot(tom, 1_500)
    await hall.boards.refresh()
    assert await hall.values(Board.STANDING) == {1: 1_000, 2: 500}, "the first has what she had"


async def test_who_wants_to_know_hears_of_boards_that_changed(hall: Hall):
    heard: list[tuple[int, Board]] = []
    hall.boards.when_ranked(lambda guild_id, board: heard.append((guild_id, board)))
    hall.boards.keep(GUILD, Board.STANDING)
    await hall.boards.refresh()
    assert heard == [], "nobody is on it"
    await hall.earn(1, 10)
    await hall.boards.refresh()
    assert set(heard) == {(GUILD, Board.STANDING), (GUILD, Board.CHALLENGES)}
    heard.clear()
    await hall.boards.refresh()
    await hall.win(1, 10)
    await hall.boards.refresh()
    assert heard == [], "pots weigh nothing"
    await hall.leave_out(1)
    await hall.boards.refresh()
    assert (GUILD, Board.STANDING) in heard


async def test_a_change_that_a_look_found_is_told_by_the_next_refresh(hall: Hall, clock: Clock):
    hall.boards.keep(GUILD, Board.CHALLENGES)
    await hall.earn(1, 10)
    await hall.boards.refresh()
    heard: list[Board] = []
    hall.boards.when_ranked(lambda _, board: heard.append(board))
    await hall.earn(2, 20)
    clock.advance(hours=1)
    await hall.look()
    await hall.boards.refresh()
    assert heard == [Board.CHALLENGES]


async def test_an_hour_in_which_nothing_changed_is_nothing_to_tell(hall: Hall, clock: Clock):
    hall.boards.keep(GUILD, Board.STANDING)
    await hall.earn(1, 10)
    await hall.boards.refresh()
    heard: list[Board] = []
    hall.boards.when_ranked(lambda _, board: heard.append(board))
    clock.advance(hours=1)
    await hall.boards.refresh()
    assert heard == []


async def test_boards_that_nobody_looks_at_are_let_go(hall: Hall, clock: Clock, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(kept, "KEPT", 3)
    hall.boards.keep(GUILD, Board.CHALLENGES)
    await hall.boards.refresh()
    for guild_id in range(10):
        await hall.boards.values(guild_id, Board.POTS)
    assert len(hall.boards.kept) == 4
    clock.advance(hours=1)
    await hall.boards.refresh()
    assert len(hall.boards.kept) == 1, "what was looked at in another hour"


async def test_another_timezone_is_another_month(hall: Hall, clock: Clock):
    clock.now = datetime(2026, 12, 1, 3, tzinfo=UTC)
    await hall.earn(1, 10, at=clock() - timedelta(hours=2))
    assert await hall.values(Board.CHALLENGES, Window.MONTH) == {1: 10}
    await hall.live_in("Asia/Tokyo")
    assert await hall.values(Board.CHALLENGES, Window.MONTH) == {1: 10}
    await hall.live_in("Europe/Berlin")
    assert await hall.values(Board.CHALLENGES, Window.MONTH) == {1: 10}
    await hall.set(TIMEZONE, "America/New_York")
    clock.now = datetime(2026, 12, 1, 5, 30, tzinfo=UTC)
    assert await hall.values(Board.CHALLENGES, Window.MONTH) == {}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(0, 2**32))
async def test_following_the_books_is_what_reading_them_gives(
    migrated: Path, tmp_path_factory: pytest.TempPathFactory, seed: int
):
    rng = random.Random(seed)
    path = shutil.copy(migrated, tmp_path_factory.mktemp("boards") / "guildhall.db")
    db = Database(f"sqlite:///{path}")
    await db.open()
    try:
        clock = Clock()
        hall = Hall(Desk(db, clock, random.randbytes), clock)
        await hall.move_in()
        mine = [await hall.character(f"Char {number}", rng.randint(1, 4)) for number in range(4)]
        xp = dict.fromkeys(mine, 1_000)
        for board in Board:
            await hall.look(board)
        for _ in range(12):
            who, turn = rng.randint(1, 6), rng.randrange(7)
            if turn == 0:
                await hall.earn(who, rng.choice((-5, 5, 10, 25)))
            elif turn == 1:
                await hall.win(who, rng.randint(1, 50))
            elif turn == 2:
                await hall.award(who, Pool.DKP, rng.choice((-200, 100, 350)))
            elif turn == 3:
                clock.advance(seconds=rng.choice((30, 1_200)))
                character = rng.choice(mine)
                xp[character] += rng.randint(0, 500)
                await hall.snapshot(character, xp[character])
                clock.advance(seconds=30)
            elif turn == 4:
                await hall.leave_out(who, out=rng.random() < 0.5)
            elif turn == 5:
                await hall.look(rng.choice(list(Board)))
            else:
                await hall.boards.refresh()
        await hall.boards.refresh()
        await hall.boards.refresh()
        fresh = Boards(hall.desk)
        for board in Board:
            followed, read = await hall.look(board), await fresh.look(GUILD, Asked(board))
            assert followed == read, board
            assert await hall.boards.places(GUILD, board) == await fresh.places(GUILD, board)
    finally:
        await db.close()
