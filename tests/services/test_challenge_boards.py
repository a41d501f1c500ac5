"""Boards of challenges: always what the books say, with shared places and who moved since yesterday."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.challenge_points import Cause, Rates
from domain.challenge_settings import Voting
from domain.challenges import Challenge
from domain.errors import NotFound
from domain.guild import TIMEZONE
from services.challenges import ladders
from services.challenges.boards import Board, Boards
from services.challenges.ladders import Which
from services.desk import Desk
from storage import settings as stored
from tests.services.conftest import GUILD, Clock
from tests.services.finishing import USERS, WEEK, Week, person


@pytest.fixture
def week(desk: Desk, clock: Clock) -> Week:
    """The services on one desk."""
    return Week(desk, clock)


def told(board: Board) -> list[tuple[int, int, int]]:
    """Place, person and points of each row."""
    return [(one.place, (one.user_id or 0) - USERS, one.points) for one in board.rows]


async def look(week: Week, challenge: Challenge, which: Which = Which.CHALLENGE, who: int = 99, page: int = 1) -> Board:
    """The board as somebody sees it."""
    return await week.boards.challenge_board(person(who), challenge.id, which, page)


# Points


async def test_equals_share_a_place_and_the_next_counts_them(week: Week):
    challenge = await week.open()
    for who, count in ((1, 1), (2, 2), (3, 2), (4, 3)):
        for _ in range(count):
            await week.hand_in(challenge, who)
    assert told(await look(week, challenge)) == [(1, 4, 225), (2, 2, 150), (2, 3, 150), (4, 1, 75)]


async def test_a_board_follows_every_act_at_once(week: Week):
    challenge = await week.open()
    entry = await week.hand_in(challenge, 1)
    assert told(await look(week, challenge)) == [(1, 1, 75)]
    await week.vote(challenge, entry, 2)
    assert told(await look(week, challenge)) == [(1, 1, 77), (2, 2, 5)]
    await week.disqualify(challenge, entry)
    await week.discard(challenge, 2)
    assert told(await look(week, challenge)) == []


async def test_all_time_adds_up_every_challenge_of_the_guild(week: Week):
    first = await week.open()
    await week.hand_in(first, 1)
    assert told(await look(week, first, Which.ALL)) == [(1, 1, 75)]
    second = await week.open()
    await week.hand_in(second, 1)
    await week.hand_in(second, 2)
    assert told(await look(week, first, Which.ALL)) == [(1, 1, 150), (2, 2, 75)]
    assert told(await look(week, second)) == [(1, 1, 75), (1, 2, 75)]


async def test_a_completion_is_on_the_boards(week: Week):
    challenge = await week.open()
    entry = await week.hand_in(challenge, 1)
    await week.vote(challenge, entry, 2)
    await look(week, challenge)
    await week.complete(challenge)
    assert told(await look(week, challenge)) == [(1, 1, 577), (2, 2, 5)]


async def test_no_board_tells_of_ballots_before_the_end(week: Week):
    challenge = await week.open(Voting.BALLOT)
    entries = [await week.hand_in(challenge, who) for who in (1, 2, 3)]
    before = told(await look(week, challenge))
    await week.mark(challenge, 4, dict.fromkeys(entries, 5))
    week.boards = Boards(week.desk)
    assert told(await look(week, challenge)) == before


async def test_ten_on_a_page_and_ones_own_place_below_the_fold(week: Week):
    challenge = await week.open()
    for who in range(1, 14):
        week.clock.advance(minutes=1)
        await week.hand_in(challenge, who)
    await week.hand_in(challenge, 13)
    board = await look(week, challenge, who=12)
    assert (len(board.rows), board.page, board.pages, board.total, board.own_page) == (10, 1, 2, 13, 2)
    assert board.mine is not None
    assert (board.mine.place, board.mine.points, board.mine.user_id) == (2, 75, USERS + 12)
    own = await week.boards.challenge_board(person(12), challenge.id, Which.CHALLENGE, None)
    assert own.page == 2
    assert USERS + 12 in {one.user_id for one in own.rows}
    assert (await look(week, challenge, page=7)).page == 2
    assert (await look(week, challenge)).mine is None


async def test_who_moved_since_midnight_of_the_guilds_own_day(week: Week):
    week.clock.now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    now = week.clock()
    await week.desk.db.write(lambda tx: stored.put(tx, GUILD, TIMEZONE.name, "Asia/Tokyo", by=None, at=now))
    challenge = await week.open()
    await week.hand_in(challenge, 1)
    await week.hand_in(challenge, 1)
    await week.hand_in(challenge, 2)
    assert [one.rose for one in (await look(week, challenge)).rows] == [None, None]
    week.clock.now = datetime(2026, 11, 20, 15, tzinfo=UTC)  # the first moment of a day in Tokyo
    await week.hand_in(challenge, 2)
    await week.hand_in(challenge, 2)
    await week.hand_in(challenge, 3)
    board = await look(week, challenge)
    assert [((one.user_id or 0) - USERS, one.rose) for one in board.rows] == [(2, 1), (1, -1), (3, None)]
    week.clock.advance(days=1)
    assert [one.rose for one in (await look(week, challenge)).rows] == [0, 0, 0]


async def test_the_erased_are_on_the_board_without_a_name(week: Week):
    challenge = await week.open()
    await week.hand_in(challenge, 1)
    await week.erase(1)
    (row,) = (await look(week, challenge)).rows
    assert (row.user_id, row.points) == (None, 75)


async def test_a_draft_and_other_guilds_challenges_have_no_board(week: Week):
    with pytest.raises(NotFound):
        await week.boards.challenge_board(person(1), 12345)


async def test_boards_that_nobody_looks_at_are_let_go(week: Week, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ladders, "KEPT", 3)
    found = [await week.open() for _ in range(6)]
    for challenge in found:
        await week.hand_in(challenge, 1)
        await look(week, challenge)
    assert len(week.boards.ladders) == 3
    assert told(await look(week, found[0])) == [(1, 1, 75)]


async def test_a_board_whose_reading_failed_is_read_anew(week: Week, monkeypatch: pytest.MonkeyPatch):
    challenge = await week.open()
    await week.hand_in(challenge, 1)
    await look(week, challenge)
    await week.hand_in(challenge, 2)
    read = ladders._read

    def broken(*_: object) -> None:
        raise OSError("the disk")

    monkeypatch.setattr(ladders, "_read", broken)
    with pytest.raises(OSError, match="the disk"):
        await look(week, challenge)
    monkeypatch.setattr(ladders, "_read", read)
    assert len((await look(week, challenge)).rows) == 2


HISTORY = st.lists(
    st.one_of(
        st.tuples(st.just("hand_in"), st.integers(1, 6), st.integers(0, 2)),
        st.tuples(st.just("vote"), st.integers(1, 8), st.integers(0, 8)),
        st.tuples(st.just("disqualify"), st.integers(0, 8), st.booleans()),
        st.tuples(st.just("look"), st.integers(0, 2), st.just(0)),
        st.tuples(st.just("wait"), st.integers(1, 30), st.just(0)),
    ),
    max_size=25,
)


@given(HISTORY)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_whatever_happens_a_board_is_as_one_that_is_built_anew(
    desk: Desk, clock: Clock, history: list[tuple[str, int, int]]
):
    week = Week(desk, clock)
    rounds = [await week.open() for _ in range(3)]
    entries: list[tuple[int, int, int]] = []
    votes: set[tuple[int, int]] = set()
    for act, one, other in history:
        if act == "hand_in":
            entries.append((other, one, await week.hand_in(rounds[other], one)))
        elif act == "vote" and entries:
            which, maker, entry = entries[other % len(entries)]
            if one != maker and (entry, one) not in votes:
                votes.add((entry, one))
                await week.vote(rounds[which], entry, one)
        elif act == "disqualify" and entries:
            which, _, entry = entries[one % len(entries)]
            await week.disqualify(rounds[which], entry, ok=bool(other))
        elif act == "look":
            await look(week, rounds[0], [*Which][one])
        elif act == "wait":
            clock.advance(hours=one)
    for which in Which:
        kept = await look(week, rounds[0], which)
        week.boards, used = Boards(desk), week.boards
        fresh = await look(week, rounds[0], which)
        if which is Which.TAKING:  # that something counts again rewrites how it was at midnight
            kept, fresh = (replace(one, rows=tuple(replace(row, rose=0) for row in one.rows)) for one in (kept, fresh))
        assert kept == fresh
        week.boards = used


# Taking part


async def test_weeks_in_a_row_and_submissions_per_week(week: Week):
    rounds: list[Challenge] = []
    for number in range(3):
        rounds.append(await week.open())
        await week.hand_in(rounds[-1], 1)
        if number != 1:
            await week.hand_in(rounds[-1], 2)
            await week.hand_in(rounds[-1], 2)
        week.clock.now += WEEK
    board = await look(week, rounds[0], Which.TAKING)
    taking = {(one.user_id or 0) - USERS: one.taking for one in board.rows}
    assert taking[1] is not None
    assert taking[2] is not None
    assert (taking[1].streak, taking[1].per_week) == (3, 1)
    assert (taking[2].streak, taking[2].count, taking[2].weeks) == (1, 4, 3)
    assert [one.place for one in board.rows] == [1, 2]


async def test_a_row_of_weeks_breaks_when_submissions_close_not_before(week: Week):
    first = await week.open()
    await week.hand_in(first, 1)
    week.clock.now += WEEK
    second = await week.open()

    async def streak() -> int:
        (row,) = (await look(week, second, Which.TAKING)).rows
        assert row.taking is not None
        return row.taking.streak

    assert await streak() == 1
    week.clock.now = second.dates.submissions_close_at - timedelta(seconds=1)
    assert await streak() == 1
    week.clock.advance(seconds=2)
    assert await streak() == 0


async def test_handing_in_counts_for_taking_part_even_where_it_brings_no_points(week: Week):
    challenge = await week.open(rates=Rates(submit=0, early=0))
    assert (await look(week, challenge, Which.TAKING)).rows == ()
    entry = await week.hand_in(challenge, 1)
    assert len((await look(week, challenge, Which.TAKING)).rows) == 1
    await week.disqualify(challenge, entry)
    assert (await look(week, challenge, Which.TAKING)).rows == ()


# Why


async def test_points_are_explained_line_by_line(week: Week):
    challenge = await week.open()
    cat = await week.hand_in(challenge, 1, "Robot cat")
    week.clock.advance(hours=25)
    dog = await week.hand_in(challenge, 2, "Dog")
    await week.hand_in(challenge, 1, "Fish")
    await week.vote(challenge, cat, 2, 3)
    await week.vote(challenge, dog, 1)
    await week.complete(challenge)
    why = await week.boards.why(person(1), challenge.id)
    assert [(one.cause, one.title, one.count, one.points) for one in why.lines] == [
        (Cause.SUBMIT, "Robot cat", 1, 50),
        (Cause.SUBMIT, "Fish", 1, 50),
        (Cause.EARLY, "Robot cat", 1, 25),
        (Cause.VOTE, None, 1, 5),
        (Cause.RECEIVED, "Robot cat", 2, 4),
        (Cause.PLACE, None, 1, 500),
    ]
    assert why.total == 634 == (await week.points(challenge))[1]


async def test_what_was_taken_back_explains_nothing(week: Week):
    challenge = await week.open()
    cat = await week.hand_in(challenge, 1)
    await week.disqualify(challenge, cat)
    assert (await week.boards.why(person(1), challenge.id)).lines == ()
    assert (await week.boards.why(person(50), challenge.id)).total == 0
