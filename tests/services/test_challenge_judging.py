"""Judges' scores and discards: who may, what is logged, and that everything follows and can be taken back."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import text

from domain.challenge_settings import Voting
from domain.errors import Conflict, Forbidden, Invalid, NotFound
from domain.people import Actor
from services.desk import Desk
from storage import audit, challenge_votes
from tests.services.challenge_votes import Polls, counted, fill, voted_on
from tests.services.conftest import GUILD, OFFICERS, Clock
from tests.services.finishing import OFFICER, person

SECOND = Actor(GUILD, 9005, frozenset({OFFICERS}), manages_guild=False)


@pytest.fixture
def polls(desk: Desk, clock: Clock) -> Polls:
    dice = random.Random(7)
    return Polls(Desk(desk.db, clock, dice.randbytes), clock)


async def test_a_score_replaces_the_one_before_and_is_logged_for_officers(polls: Polls) -> None:
    _, works = await voted_on(polls, weight=30)
    first = await polls.judging.judge(OFFICER, works[0], 7)
    assert (first.score, first.before, first.judges) == (7, None, 1)
    same = await polls.judging.judge(OFFICER, works[0], 7)
    assert (same.before, same.judges) == (7, 1)
    other = await polls.judging.judge(SECOND, works[0], 3)
    assert (other.before, other.judges) == (None, 2)
    changed = await polls.judging.judge(OFFICER, works[0], 9)
    assert (changed.score, changed.before, changed.judges) == (9, 7, 2)
    assert await polls.logged() == ["challenge.judged"] * 3
    assert await polls.desk.db.read(lambda tx: audit.count(tx, GUILD, officers=False)) == 0
    rows = await polls.desk.db.read(lambda tx: audit.page(tx, GUILD, kind=None, limit=5, offset=0))
    assert [one.note for one in rows] == ["9 / 10", "3 / 10", "7 / 10"]
    assert all("score" not in one.facts for one in rows), "a hash over few possible scores would tell them"


async def test_judges_score_from_the_start_to_the_end(polls: Polls) -> None:
    starts = polls.clock() + timedelta(hours=1)
    week = await polls.open(Voting.NONE, starts=starts)
    work = await polls.hand_in(week, 1)
    with pytest.raises(Conflict, match=r"challenge\.not_started"):
        await polls.judging.judge(OFFICER, work, 5)
    for moment in (starts, week.dates.submissions_close_at, week.dates.ends_at - timedelta(microseconds=1)):
        polls.clock.now = moment
        await polls.judging.judge(OFFICER, work, 5)
    polls.clock.now = week.dates.ends_at
    with pytest.raises(Conflict, match=r"judge\.over"):
        await polls.judging.judge(OFFICER, work, 6)
    await polls.complete(week)
    with pytest.raises(Conflict, match=r"judge\.over"):
        await polls.judging.judge(OFFICER, work, 6)
    scores = await polls.desk.db.read(lambda tx: challenge_votes.scores(tx, week.id))
    assert scores == {work: [5]}


async def test_who_may_not_judge_what(polls: Polls) -> None:
    week, works = await voted_on(polls, weight=30)
    mine = await polls.hand_in(week, OFFICER.user_id - 8000)
    with pytest.raises(Forbidden, match=r"access\.officer"):
        await polls.judging.judge(person(2), works[0], 5)
    with pytest.raises(Forbidden, match=r"judge\.own"):
        await polls.judging.judge(OFFICER, mine, 10)
    for score in (0, 11):
        with pytest.raises(Invalid, match=r"judge\.score"):
            await polls.judging.judge(OFFICER, works[0], score)
    await polls.disqualify(week, works[1])
    with pytest.raises(Conflict, match=r"judge\.disqualified"):
        await polls.judging.judge(OFFICER, works[1], 5)
    plain = await polls.open(Voting.VOTES)
    with pytest.raises(Conflict, match=r"judge\.no_part"):
        await polls.judging.judge(OFFICER, await polls.hand_in(plain, 1), 5)
    assert await polls.count("SELECT count(*) FROM challenge_scores") == 0


# Discards


async def test_a_discarded_ballot_does_not_count_and_its_voter_reads_why(polls: Polls) -> None:
    week, _ = await voted_on(polls)
    await fill(polls, week, 10)
    await fill(polls, week, 11)
    done = await polls.judging.discard(OFFICER, week.id, person(10).user_id, "  three\naccounts of one person ")
    assert (done.user_id, done.given, done.recomputed) == (person(10).user_id, 5, False)
    assert await counted(polls, week) == {await polls.member(11)}
    ballot = await polls.ballot(week, 10)
    assert (ballot.discarded, ballot.showing) == ("three accounts of one person", None)
    with pytest.raises(Conflict, match=r"vote\.discarded"):
        await polls.star(10, ballot.seen[0].submission.id, 1)
    assert await polls.logged() == ["challenge.discarded"]
    (entry,) = await polls.desk.db.read(lambda tx: audit.page(tx, GUILD, kind=None, limit=5, offset=0))
    assert entry.note == "three accounts of one person"
    back = await polls.judging.restore(OFFICER, week.id, await polls.member(10))
    assert back.given == 5
    assert await counted(polls, week) == {await polls.member(10), await polls.member(11)}
    assert (await polls.ballot(week, 10)).discarded is None
    assert await polls.logged() == ["challenge.discarded", "challenge.restored"]


async def test_discarded_votes_give_their_points_back_and_an_undo_brings_them(polls: Polls) -> None:
    week = await polls.open(Voting.VOTES)
    works = [await polls.hand_in(week, who) for who in (1, 2)]
    await polls.cast(10, works[0])
    await polls.cast(11, works[0])
    await polls.cast(11, works[1])
    before = await polls.points(week)
    await polls.judging.discard(OFFICER, week.id, person(11).user_id, "alts")
    assert await polls.points(week) == {1: before[1] - 2, 2: before[2] - 2, 10: 5}
    await polls.judging.restore(OFFICER, week.id, await polls.member(11))
    assert await polls.points(week) == before
    await polls.adds_up()


async def test_after_the_end_a_discard_is_a_new_result_and_its_undo_the_old_one(polls: Polls) -> None:
    week = await polls.open(Voting.VOTES)
    works = [await polls.hand_in(week, who) for who in (1, 2)]
    for who, work in ((10, works[0]), (11, works[0]), (12, works[1])):
        await polls.cast(who, work)
    await polls.complete(week)
    assert await polls.places(week) == {1: 1, 2: 2}
    points, paid = await polls.points(week), await polls.credits(2)
    for who in (10, 11):
        done = await polls.judging.discard(OFFICER, week.id, person(who).user_id, "alts")
        assert done.recomputed
    assert await polls.places(week) == {2: 1, 1: 2}
    await polls.judging.restore(OFFICER, week.id, await polls.member(10))
    await polls.judging.restore(OFFICER, week.id, await polls.member(11))
    assert await polls.places(week) == {1: 1, 2: 2}
    assert await polls.points(week) == points
    assert await polls.credits(2) == paid
    await polls.adds_up()


async def test_discards_are_refused_with_words_and_leave_nothing(polls: Polls) -> None:
    week, works = await voted_on(polls)
    await fill(polls, week, 10)
    await polls.balloting.mark(OFFICER, works[0], 5)
    user = person(10).user_id
    refused = (
        (person(2), user, "why", Forbidden, "access.officer"),
        (OFFICER, OFFICER.user_id, "why", Forbidden, "discard.own"),
        (OFFICER, user, "  ", Invalid, "challenge.reason_length"),
        (OFFICER, user, "x" * 301, Invalid, "challenge.reason_length"),
        (OFFICER, person(1).user_id, "why", Conflict, "discard.nothing"),
        (OFFICER, 4242, "why", Conflict, "discard.nothing"),
    )
    for actor, whom, why, error, code in refused:
        with pytest.raises(error) as caught:
            await polls.judging.discard(actor, week.id, whom, why)
        assert caught.value.code == code
    assert await polls.dump("challenge_discards", "audit") == []
    await polls.judging.discard(OFFICER, week.id, user, "why")
    with pytest.raises(Conflict, match=r"discard\.before"):
        await polls.judging.discard(SECOND, week.id, user, "again")
    await polls.judging.discard(SECOND, week.id, OFFICER.user_id, "alts")
    with pytest.raises(Forbidden, match=r"discard\.own"):
        await polls.judging.restore(OFFICER, week.id, await polls.member(OFFICER.user_id - 8000))
    with pytest.raises(Forbidden, match=r"access\.officer"):
        await polls.judging.restore(person(2), week.id, await polls.member(10))
    with pytest.raises(Conflict, match=r"discard\.none"):
        await polls.judging.restore(OFFICER, week.id, await polls.member(2))
    with pytest.raises(NotFound):
        await polls.judging.discard(OFFICER, week.id + 1, user, "why")
    assert await polls.logged() == ["challenge.discarded"] * 2


async def test_a_cancelled_challenge_is_left_as_it_is(polls: Polls) -> None:
    week, works = await voted_on(polls, weight=10)
    await fill(polls, week, 10)
    await polls.desk.db.write(lambda tx: tx.execute(text("UPDATE challenges SET cancelled_at = 1")))
    for act in (
        polls.judging.discard(OFFICER, week.id, person(10).user_id, "why"),
        polls.judging.judge(OFFICER, works[0], 5),
        polls.ballot(week, 10),
        polls.star(10, works[0], 5),
    ):
        with pytest.raises(Conflict, match=r"challenge\.cancelled"):
            await act


async def test_officers_see_what_looks_unusual_and_nobody_else(polls: Polls) -> None:
    week, _ = await voted_on(polls)
    await fill(polls, week, 10)
    await fill(polls, week, 11, marks=1)
    shown = await polls.judging.signs(OFFICER, week.id)
    kinds = {(one.kind.value, one.members) for one in shown.signs}
    ten, eleven = await polls.member(10), await polls.member(11)
    assert kinds == {("straight", (ten,)), ("few", (eleven,))}
    assert shown.users[ten] == person(10).user_id
    await polls.judging.discard(OFFICER, week.id, person(10).user_id, "why")
    shown = await polls.judging.signs(OFFICER, week.id)
    assert [one.members for one in shown.signs] == [(eleven,)]
    assert [one.voter_id for one in shown.discards] == [ten]
    with pytest.raises(Forbidden, match=r"access\.officer"):
        await polls.judging.signs(person(2), week.id)
