"""Votes: cast, taken back and paid, whatever comes in between; and never after the deadline."""

import asyncio
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from domain.challenge_points import Rates, for_votes
from domain.challenge_settings import Voting
from domain.challenges import Challenge
from domain.errors import Conflict, Forbidden, NotFound, Refusal
from domain.guild import TIMEZONE
from domain.people import Actor
from domain.settings import zone
from services.desk import Desk
from storage import challenge_points, challenge_votes
from storage import settings as kept
from storage.engine import Database
from tests.services.challenge_votes import Polls, code
from tests.services.conftest import GUILD, OFFICERS, Clock
from tests.services.finishing import person

SILENT = Rates(submit=0, early=0)


@pytest.fixture
def polls(desk: Desk, clock: Clock) -> Polls:
    return Polls(desk, clock)


async def test_a_vote_pays_the_voter_and_the_maker_and_comes_back(polls: Polls) -> None:
    week = await polls.open(rates=SILENT)
    work = await polls.hand_in(week, 1)
    voted = await polls.cast(2, work)
    assert (voted.stands, voted.again) == (True, False)
    assert await polls.points(week) == {1: 2, 2: 5}
    back = await polls.take_back(2, work)
    assert (back.stands, back.again) == (False, False)
    assert await polls.points(week) == {}
    again = await polls.cast(2, work)
    assert (again.stands, again.again) == (True, False)
    assert await polls.points(week) == {1: 2, 2: 5}
    await polls.adds_up()


async def test_a_second_press_changes_nothing_and_says_what_stands(polls: Polls) -> None:
    week = await polls.open(rates=SILENT)
    work = await polls.hand_in(week, 1)
    await polls.cast(2, work)
    before = await polls.dump("challenge_votes", "challenge_points", "panels")
    assert (await polls.cast(2, work)).again
    assert await polls.dump("challenge_votes", "challenge_points", "panels") == before
    await polls.take_back(2, work)
    before = await polls.dump("challenge_votes", "challenge_points", "panels")
    twice = await polls.take_back(2, work)
    assert (twice.stands, twice.again) == (False, True)
    assert await polls.dump("challenge_votes", "challenge_points", "panels") == before


async def test_taking_back_is_a_repaint_too(polls: Polls) -> None:
    week = await polls.open(rates=SILENT)
    work = await polls.hand_in(week, 1)
    await polls.cast(2, work)
    wanted = "SELECT wanted FROM panels"
    before = await polls.count(wanted)
    await polls.take_back(2, work)
    assert await polls.count(wanted) == before + 1


async def test_presses_at_the_same_moment_are_one_vote(polls: Polls) -> None:
    week = await polls.open(rates=SILENT)
    work = await polls.hand_in(week, 1)
    voted = await asyncio.gather(*(polls.cast(2, work) for _ in range(5)))
    assert sorted(one.again for one in voted) == [False, True, True, True, True]
    assert await polls.points(week) == {1: 2, 2: 5}


async def test_fifty_people_vote_at_once(polls: Polls) -> None:
    week = await polls.open(rates=SILENT)
    works = [await polls.hand_in(week, who) for who in (1, 2, 3)]
    voters = range(10, 60)
    await asyncio.gather(*(polls.cast(who, work) for who in voters for work in works))
    assert await polls.points(week) == {1: 100, 2: 100, 3: 100} | dict.fromkeys(voters, 15)
    assert len(await polls.standing(week)) == 150
    await polls.adds_up()


async def test_nobody_votes_for_their_own_work_not_even_in_the_tables(polls: Polls, db: Database) -> None:
    week = await polls.open()
    work = await polls.hand_in(week, 1)
    with pytest.raises(Forbidden, match=r"vote\.own"):
        await polls.cast(1, work)
    member = await polls.member(1)
    row = "INSERT INTO challenge_votes VALUES (:s, :v, :c, 0, NULL)"
    with pytest.raises(IntegrityError, match="nobody votes for their own"):
        await db.write(lambda tx: tx.execute(text(row), {"s": work, "v": member, "c": week.id}))
    marks = "INSERT INTO challenge_marks VALUES (:s, :v, :c, 0, 5, 0)"
    with pytest.raises(IntegrityError, match="nobody votes for their own"):
        await db.write(lambda tx: tx.execute(text(marks), {"s": work, "v": member, "c": week.id}))
    assert await polls.standing(week) == []


async def test_votes_close_at_the_very_instant(polls: Polls) -> None:
    week = await polls.open(rates=SILENT)
    work = await polls.hand_in(week, 1)
    polls.clock.now = week.dates.voting_closes_at - timedelta(microseconds=1)
    await polls.cast(2, work)
    polls.clock.now = week.dates.voting_closes_at
    for act in (polls.cast(3, work), polls.take_back(2, work), polls.cast(2, work)):
        with pytest.raises(Conflict, match=r"challenge\.voting_over"):
            await act
    assert await polls.points(week) == {1: 2, 2: 5}
    assert len(await polls.standing(week)) == 1


async def test_votes_open_with_the_challenge(polls: Polls) -> None:
    starts = polls.clock() + timedelta(hours=1)
    week = await polls.open(starts=starts)
    work = await polls.hand_in(week, 1)
    with pytest.raises(Conflict, match=r"challenge\.voting_later"):
        await polls.cast(2, work)
    polls.clock.now = starts
    assert (await polls.cast(2, work)).stands


@pytest.mark.parametrize(("voting", "refused"), [(Voting.NONE, "challenge.no_voting"), (Voting.BALLOT, "vote.ballot")])
async def test_where_nobody_votes_like_this(polls: Polls, voting: Voting, refused: str) -> None:
    week = await polls.open(voting, rates=SILENT)
    work = await polls.hand_in(week, 1)
    for act in (polls.cast(2, work), polls.take_back(2, work)):
        with pytest.raises(Conflict) as caught:
            await act
        assert code(caught.value) == refused
    assert await polls.points(week) == {}


async def test_what_was_withdrawn_disqualified_or_is_elsewhere_takes_no_votes(polls: Polls) -> None:
    week = await polls.open(rates=SILENT)
    gone, out, fine = [await polls.hand_in(week, who) for who in (1, 2, 3)]
    for one in (gone, out, fine):
        await polls.cast(4, one)
    await polls.withdraw(week, gone)
    await polls.disqualify(week, out)
    with pytest.raises(NotFound, match=r"submission\.unknown"):
        await polls.cast(5, gone)
    with pytest.raises(Conflict, match=r"vote\.disqualified"):
        await polls.cast(5, out)
    with pytest.raises(NotFound, match=r"submission\.unknown"):
        await polls.voting.vote(Actor(GUILD + 1, 5, frozenset(), manages_guild=True), fine)
    with pytest.raises(NotFound, match=r"submission\.unknown"):
        await polls.cast(5, fine + 1000)


async def test_only_the_first_twenty_votes_of_a_local_day_are_paid(polls: Polls, db: Database) -> None:
    await db.write(
        lambda tx: kept.put(tx, GUILD, TIMEZONE.name, "Asia/Tokyo", by=None, at=polls.clock())
    )  # where midnight is at 15:00 UTC
    week = await polls.open(rates=SILENT)
    works = [await polls.hand_in(week, who) for who in range(100, 124)]
    polls.clock.now = week.dates.starts_at.replace(hour=14, minute=59)
    for one in works[:21]:
        await polls.cast(2, one)
    assert (await polls.points(week))[2] == 100
    polls.clock.advance(minutes=1)
    await polls.cast(2, works[21])
    assert (await polls.points(week))[2] == 105
    await polls.take_back(2, works[0])  # the twenty-first comes up
    assert (await polls.points(week))[2] == 105
    assert await polls.is_owed(week) == for_votes(SILENT, await polls.standing(week), zone("Asia/Tokyo"))


async def test_of_votes_at_the_same_instant_the_same_are_paid_in_any_order(polls: Polls) -> None:
    week = await polls.open(rates=LITTLE)
    works = [await polls.hand_in(week, who) for who in (101, 102, 103, 104)]
    for one in (works[3], works[1], works[2], works[0]):
        await polls.cast(2, one)
        standing = await polls.standing(week)
        assert await polls.is_owed(week) == for_votes(LITTLE, standing, zone("UTC"))
    member = await polls.member(2)
    assert {f"vote:{member}:{one}" for one in works[:2]} <= set(await polls.is_owed(week))
    assert f"vote:{member}:{works[3]}" not in await polls.is_owed(week)
    await polls.adds_up()


async def test_a_vote_says_that_panels_need_a_repaint_and_boards_another_order(polls: Polls) -> None:
    week = await polls.open(rates=SILENT)
    work = await polls.hand_in(week, 1)
    heard: list[dict[int, int]] = []
    polls.boards.changed = lambda _challenge, totals: heard.append(dict(totals))  # type: ignore[method-assign]
    wanted = "SELECT wanted FROM panels"
    before = await polls.count(wanted)
    await polls.cast(2, work)
    assert await polls.count(wanted) == before + 1
    assert heard == [{await polls.member(1): 2, await polls.member(2): 5}]


async def test_a_vote_that_cannot_be_paid_is_not_kept(polls: Polls, monkeypatch: pytest.MonkeyPatch) -> None:
    week = await polls.open(rates=SILENT)
    work = await polls.hand_in(week, 1)
    before = await polls.dump("challenge_votes", "challenge_points", "challenge_totals", "panels")

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(polls.paying, "enter", fail)
    with pytest.raises(RuntimeError):
        await polls.cast(2, work)
    assert await polls.dump("challenge_votes", "challenge_points", "challenge_totals", "panels") == before


async def test_discarded_people_are_told_so_and_cannot_vote(polls: Polls) -> None:
    week = await polls.open(rates=SILENT)
    work, other = await polls.hand_in(week, 1), await polls.hand_in(week, 2)
    await polls.cast(3, work)
    await polls.discard(week, 3)
    assert await polls.points(week) == {}
    with pytest.raises(Conflict, match=r"vote\.discarded") as caught:
        await polls.cast(3, other)
    assert caught.value.facts["reason"] == "alts"
    await polls.take_back(3, work)
    assert await polls.points(week) == {}


async def test_whoever_leaves_and_rejoins_has_the_vote_that_they_had(polls: Polls) -> None:
    week = await polls.open(rates=SILENT)
    work = await polls.hand_in(week, 1)
    await polls.cast(2, work)
    back = Actor(GUILD, person(2).user_id, frozenset({OFFICERS}), manages_guild=False)
    assert (await polls.voting.vote(back, work)).again
    assert await polls.points(week) == {1: 2, 2: 5}


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["cast", "cast", "cast", "cast", "back", "withdraw", "out", "in", "discard", "restore"]),
        st.integers(1, 4),
        st.integers(0, 6),
        st.sampled_from([0, 0, 1, 20 * 60, 12 * 3600]),
    ),
    max_size=40,
)
SOON = timedelta(seconds=1)
LITTLE = Rates(submit=0, early=0, votes_a_day=2)


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as found:
        yield found


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_happens_the_ledger_is_what_is_owed(
    acts: list[tuple[str, int, int, int]],
    migrated: Path,
    tmp_path_factory: pytest.TempPathFactory,
    runner: asyncio.Runner,
) -> None:
    """The quick way of paying ends where working everything out anew does, row by row; and in nothing at the end."""
    place = tmp_path_factory.mktemp("votes")
    path = Path(shutil.copy(migrated, place / "guildhall.db"))
    runner.run(_replayed(acts, path))
    shutil.rmtree(place)


async def _replayed(acts: list[tuple[str, int, int, int]], path: Path) -> None:
    database = Database(f"sqlite:///{path}")
    await database.open()
    try:
        clock = Clock()
        polls = Polls(Desk(database, clock, bytes), clock)
        await _check_history(polls, acts)
    finally:
        await database.close()


async def _check_history(polls: Polls, acts: list[tuple[str, int, int, int]]) -> None:
    week = await polls.open(rates=LITTLE)
    plain = await polls.open(rates=LITTLE)
    pairs = [(await polls.hand_in(week, 1 + who), await polls.hand_in(plain, 1 + who)) for who in range(7)]
    for act, who, what, later in acts:
        polls.clock.now = min(polls.clock.now + timedelta(seconds=later), week.dates.voting_closes_at - SOON)
        await _both(polls, (week, plain), act, who, pairs[what])
        standing = await polls.standing(week)
        assert await polls.is_owed(week) == for_votes(LITTLE, standing, zone("UTC"))
    twins = {f"{quick}": f"{slow}" for quick, slow in pairs}
    rows = [(_renamed(key, twins), *rest) for key, *rest in await polls.rows(week)]
    assert sorted(rows) == sorted(await polls.rows(plain))
    assert await polls.desk.db.read(challenge_points.check) == []
    for vote in await polls.standing(week):
        user = 1 + [await polls.member(one) for one in range(1, 8)].index(vote.voter_id)
        await polls.take_back(user, vote.submission_id)
    assert await polls.points(week) == {}


async def _both(polls: Polls, weeks: tuple[Challenge, Challenge], act: str, who: int, pair: tuple[int, int]) -> None:
    """Do it in the one challenge as people do it, and in the other as slowly as can be."""
    try:
        match act:
            case "cast":
                changed = not (await polls.cast(who, pair[0])).again
            case "back":
                changed = not (await polls.take_back(who, pair[0])).again
            case _:
                for week, one in zip(weeks, pair, strict=True):
                    await _refereed(polls, week, act, who, one)
                return
    except Refusal:
        return
    if changed:
        await _slowly(polls, weeks[1], act, who, pair[1])


async def _refereed(polls: Polls, week: Challenge, act: str, who: int, submission: int) -> None:
    found = await polls.submission(submission)
    match act:
        case "withdraw" if found.withdrawn_at is None:
            await polls.withdraw(week, submission)
        case "out" | "in":
            await polls.disqualify(week, submission, ok=act == "in")
            await polls.settle(week)
        case "discard":
            member = await polls.member(who)
            if await polls.desk.db.read(lambda tx: challenge_votes.discard_of(tx, week.id, member)) is None:
                await polls.discard(week, who)
        case "restore":
            await polls.restore(week, who)
        case _:
            pass


async def _slowly(polls: Polls, week: Challenge, act: str, who: int, submission: int) -> None:
    """Keep a vote, or that it was taken back, and work out anew all that this person's votes bring."""
    member, now = await polls.member(who), polls.clock()

    def work(tx: Connection) -> None:
        if act == "back":
            challenge_votes.take_back(tx, submission, member, now)
        else:
            ever = challenge_votes.between(tx, week.id, submission, member).ever
            challenge_votes.cast_vote(tx, week.id, submission, member, now, again=ever)
        polls.paying.for_voters(tx, week, (member,), now)

    await polls.desk.db.write(work)


def _renamed(key: str, twins: dict[str, str]) -> str:
    """A key of the other challenge."""
    name, voter, submission, *rest = key.split(":")
    return ":".join([name, voter, twins[submission], *rest])
