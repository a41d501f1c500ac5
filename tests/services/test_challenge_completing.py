"""Completing a challenge: places, points and prizes follow from what stands, however often it is worked out."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from domain.challenge_prizes import Kind, Merit
from domain.challenge_settings import Voting
from domain.challenges import Challenge
from domain.credit import Credit
from domain.ledger import LIMIT, MINT, Act, move, wallet
from services.desk import Desk
from services.wallet import Wallets
from storage import challenge_points, challenge_results, challenges, ledger
from storage.engine import Database
from tests.services.conftest import GUILD, Clock
from tests.services.finishing import Week


@pytest.fixture
def week(desk: Desk, clock: Clock) -> Week:
    """The services on one desk."""
    return Week(desk, clock)


async def three_entries(week: Week, **more: object) -> tuple[Challenge, list[int]]:
    """Persons 1, 2 and 3 handed in; 4 to 6 voted three, two and one times for them."""
    challenge = await week.open(**more)  # type: ignore[arg-type]
    entries = [await week.hand_in(challenge, who) for who in (1, 2, 3)]
    week.clock.advance(hours=26)
    await week.vote(challenge, entries[0], 4, 5, 6)
    await week.vote(challenge, entries[1], 4, 5)
    await week.vote(challenge, entries[2], 4)
    return challenge, entries


# Places, points and prizes


async def test_a_result_has_places_points_and_prizes(week: Week):
    challenge, _ = await three_entries(week)
    await week.complete(challenge)
    assert await week.places(challenge) == {1: 1, 2: 2, 3: 3}
    made = 50 + 25
    assert await week.points(challenge) == {
        1: made + 3 * 2 + 500,
        2: made + 2 * 2 + 300,
        3: made + 2 + 200,
        4: 15,
        5: 10,
        6: 5,
    }
    assert [await week.credits(who) for who in range(1, 7)] == [10_000, 510_000, 260_000, 1000, 1000, 0]
    cash = [one for one in await week.rewards(challenge) if one.reward.kind is Kind.CASH]
    assert [(one.reward.amount, one.reward.currency, one.sent_at) for one in cash] == [(100_00, "USD", None)]
    await week.adds_up()


async def test_equals_share_places_and_prizes(week: Week):
    challenge = await week.open(prizes="1: 500\n2: 300\n3: 101")
    entries = [await week.hand_in(challenge, who) for who in (1, 2, 3)]
    week.clock.advance(hours=26)
    await week.vote(challenge, entries[0], 4)
    await week.vote(challenge, entries[1], 4)
    await week.complete(challenge)
    assert await week.places(challenge) == {1: 1, 2: 1, 3: 3}
    assert [await week.credits(who) for who in (1, 2, 3)] == [400, 400, 101]


async def test_a_person_stands_where_their_best_does(week: Week):
    challenge = await week.open()
    weak = await week.hand_in(challenge, 1, "weak")
    good = await week.hand_in(challenge, 1, "good")
    other = await week.hand_in(challenge, 2)
    week.clock.advance(hours=26)
    await week.vote(challenge, weak, 5)
    await week.vote(challenge, good, 4, 5, 6)
    await week.vote(challenge, other, 4, 5)
    await week.complete(challenge)
    assert [(one.title, one.result.place, one.result.given) for one in await week.ranks(challenge)] == [
        ("good", 1, 3),
        ("Work of 2", 2, 2),
    ]


async def test_private_stars_count_once_a_ballot_is_complete(week: Week):
    challenge = await week.open(Voting.BALLOT)
    entries = [await week.hand_in(challenge, who) for who in range(1, 7)]
    await week.mark(challenge, 9, dict.fromkeys(entries[:5], 4) | {entries[0]: 5})
    await week.mark(challenge, 8, {entries[5]: 5})
    await week.complete(challenge)
    first, *others = await week.ranks(challenge)
    assert (first.title, first.result.given) == ("Work of 1", 1)
    assert {one.result.given for one in others} == {1, 0}
    assert (await week.points(challenge))[9] == 25
    assert 8 not in await week.points(challenge)
    assert [await week.credits(who) for who in (9, 8)] == [1000, 0]


async def test_with_few_entries_fewer_marks_make_a_ballot(week: Week):
    challenge = await week.open(Voting.BALLOT)
    entries = [await week.hand_in(challenge, who) for who in (1, 2, 3)]
    await week.mark(challenge, 1, {entries[1]: 5, entries[2]: 3})
    await week.complete(challenge)
    assert (await week.places(challenge))[2] == 1
    assert await week.credits(1) == 10_000 + 1000 + 500_000


async def test_judges_alone_decide_where_nobody_votes(week: Week):
    challenge = await week.open(Voting.NONE)
    entries = [await week.hand_in(challenge, who) for who in (1, 2, 3)]
    await week.judge(entries[2], 9)
    await week.judge(entries[0], 4)
    await week.complete(challenge)
    assert await week.places(challenge) == {3: 1, 1: 2}
    assert await week.credits(2) == 10_000, "taking part is paid without a place"


async def test_judges_are_mixed_in_at_their_weight(week: Week):
    challenge, entries = await three_entries(week, judge_weight=50)
    await week.judge(entries[2], 10)
    await week.complete(challenge)
    ranks = await week.ranks(challenge)
    assert [(one.title, str(one.result.score)) for one in ranks] == [
        ("Work of 3", "2/3"),
        ("Work of 1", "1/2"),
        ("Work of 2", "1/3"),
    ]


@pytest.mark.parametrize("voting", Voting)
async def test_where_nobody_gave_anything_nobody_is_placed(week: Week, voting: Voting):
    challenge = await week.open(voting)
    await week.hand_in(challenge, 1)
    await week.hand_in(challenge, 2)
    await week.complete(challenge)
    assert await week.places(challenge) == {}
    assert await week.credits(1) == 10_000
    assert await week.points(challenge) == {1: 75, 2: 75}


async def test_a_challenge_without_submissions_completes(week: Week):
    challenge = await week.open()
    await week.complete(challenge)
    assert await week.ranks(challenge) == []
    assert await week.rewards(challenge) == []
    assert len(await week.told("challenge.completed")) == 1
    assert await week.told("challenge.to_send") == []
    found = await week.desk.db.read(lambda tx: challenges.find(tx, GUILD, challenge.id))
    assert found is not None
    assert found.standing.completed_at == week.clock()


async def test_nothing_is_completed_before_its_end(week: Week):
    challenge, _ = await three_entries(week)
    now = week.clock()
    await week.desk.db.write(lambda tx: week.completing.complete(tx, challenge, now))
    assert await week.ranks(challenge) == []
    assert await week.told("challenge.completed") == []


async def test_what_was_called_off_is_never_completed(week: Week):
    challenge, _ = await three_entries(week)
    now = week.clock()
    await week.desk.db.write(lambda tx: challenges.call_off(tx, challenge.id, "no", now))
    await week.complete(challenge)
    assert await week.ranks(challenge) == []


# Again and again


async def test_working_it_out_again_changes_nothing(week: Week):
    challenge, _ = await three_entries(week)
    await week.complete(challenge)
    before = await week.desk.db.read(_books)
    week.clock.advance(days=1)
    await week.complete(challenge, times=3)
    assert await week.desk.db.read(_books) == before
    assert len(await week.told("challenge.completed")) == len(await week.told("challenge.to_send")) == 1
    assert await week.logged() == ["challenge.completed"]


async def test_its_panel_is_painted_anew(week: Week):
    challenge, _ = await three_entries(week)
    await week.complete(challenge)
    query = text("SELECT wanted FROM panels WHERE subject = :which")
    assert await week.desk.db.read(lambda tx: tx.execute(query, {"which": challenge.id}).scalar()) == 2


async def test_a_disqualification_moves_places_points_and_prizes(week: Week):
    challenge, entries = await three_entries(week)
    await week.complete(challenge)
    await week.disqualify(challenge, entries[0])
    assert await week.places(challenge) == {2: 1, 3: 2}
    assert await week.points(challenge) == {2: 75 + 4 + 500, 3: 75 + 2 + 300, 4: 10, 5: 5}
    assert [await week.credits(who) for who in range(1, 7)] == [0, 10_000, 510_000, 1000, 0, 0]
    cash = [one for one in await week.rewards(challenge) if one.reward.kind is Kind.CASH]
    assert [one.taken_at is None for one in cash] == [False, True]
    assert [one["again"] for one in await week.told("challenge.completed")] == [False, True]
    assert len(await week.told("challenge.to_send")) == 2
    assert await week.logged() == ["challenge.completed", "challenge.recomputed"]
    await week.adds_up()


async def test_what_counts_again_brings_everything_back(week: Week):
    challenge, entries = await three_entries(week)
    await week.complete(challenge)
    points, credits_ = await week.points(challenge), [await week.credits(who) for who in range(1, 7)]
    await week.disqualify(challenge, entries[0])
    await week.disqualify(challenge, entries[0], ok=True)
    assert await week.points(challenge) == points
    assert [await week.credits(who) for who in range(1, 7)] == credits_
    assert await week.places(challenge) == {1: 1, 2: 2, 3: 3}
    assert len(await week.told("challenge.completed")) == 3, "places changed twice more"
    await week.adds_up()


async def test_discarded_votes_take_their_prize_with_them(week: Week):
    challenge, _ = await three_entries(week)
    await week.complete(challenge)
    await week.discard(challenge, 5)
    assert await week.credits(5) == 0
    assert await week.places(challenge) == {1: 1, 2: 2, 3: 2}
    assert [await week.credits(who) for who in (2, 3)] == [10_000 + 375_000] * 2


async def test_an_end_that_is_moved_opens_it_again_and_the_result_stays_until_the_next(week: Week):
    challenge, entries = await three_entries(week)
    await week.complete(challenge)
    moved = await week.move_end(challenge, challenge.dates.ends_at + timedelta(days=1))
    await week.vote(moved, entries[1], 6, 7)
    now = week.clock()
    await week.desk.db.write(lambda tx: week.completing.complete(tx, moved, now))
    assert await week.places(challenge) == {1: 1, 2: 2, 3: 3}
    await week.complete(moved)
    assert await week.places(challenge) == {2: 1, 1: 2, 3: 3}
    assert await week.credits(1) == 510_000
    await week.adds_up()


async def test_prizes_that_change_without_the_places_are_not_told_to_everybody(week: Week):
    challenge, _ = await three_entries(week, prizes="1: 100\nvoters: 1,000")
    await week.complete(challenge)
    await week.discard(challenge, 4)
    assert await week.places(challenge) == {1: 1, 2: 2, 3: 3}
    assert [await week.credits(who) for who in (4, 5)] == [0, 1000]
    assert len(await week.told("challenge.completed")) == 1
    assert await week.told("challenge.to_send") == []
    assert await week.logged() == ["challenge.completed", "challenge.recomputed"]


# What cannot be taken back


async def test_what_is_spent_is_missing_and_officers_are_told(week: Week):
    challenge, entries = await three_entries(week, prizes="1: 500\n2: 300")
    await week.complete(challenge)
    assert await week.told("challenge.to_send") == []
    await week.spend(1, 450)
    await week.disqualify(challenge, entries[0])
    assert [await week.credits(who) for who in (1, 2, 3)] == [0, 500, 300]
    lost = [one for one in await week.rewards(challenge) if one.missing]
    assert [(one.reward.amount, one.missing) for one in lost] == [(500, 450)]
    assert len(await week.told("challenge.to_send")) == 1
    await week.adds_up()


async def test_who_still_owes_is_not_paid_twice(week: Week):
    challenge, entries = await three_entries(week, prizes="1: 500")
    await week.complete(challenge)
    await week.spend(1, 450)
    await week.disqualify(challenge, entries[0])
    await week.disqualify(challenge, entries[0], ok=True)
    assert await week.credits(1) == 50
    assert [one.missing for one in await week.rewards(challenge)] == [0, 0, 0]
    await week.complete(challenge, times=2)
    assert await week.credits(1) == 50


async def test_an_emptied_wallet_that_fills_again_is_left_alone(week: Week):
    challenge, entries = await three_entries(week, prizes="1: 500\nvoters: 10")
    await week.complete(challenge)
    await week.spend(1, 500)
    await week.disqualify(challenge, entries[0])
    await week.vote(challenge, entries[1], 1)
    await week.vote(challenge, entries[2], 1)
    await week.complete(challenge)
    assert await week.credits(1) == 0, "ten credits for voting are set off"
    assert sum(one.missing for one in await week.rewards(challenge)) == 490


async def test_what_was_sent_to_the_wrong_one_is_told_to_officers(week: Week):
    challenge, entries = await three_entries(week, prizes="1: a cape")
    await week.complete(challenge)
    now, by = week.clock(), await week.member(99)
    await week.desk.db.write(lambda tx: challenge_results.tick_off(tx, challenge.id, 1, by=by, now=now))
    await week.disqualify(challenge, entries[0])
    matters = await week.desk.db.read(lambda tx: challenge_results.open_matters(tx, challenge.id))
    assert [(one.sent_at is None, one.taken_at is None) for one in matters] == [(False, False), (True, True)]
    assert len(await week.told("challenge.to_send")) == 2


async def test_the_erased_keep_their_place_and_are_paid_nothing_more(week: Week):
    challenge, entries = await three_entries(week)
    await week.complete(challenge)
    member = await week.member(2)
    await week.erase(2)
    await week.complete(challenge)
    assert {one.user_id: one.result.place for one in await week.ranks(challenge)}[None] == 2
    assert all(one.taken_at is None for one in await week.rewards(challenge))
    await week.disqualify(challenge, entries[0])
    given = [one for one in await week.rewards(challenge) if one.reward.member_id == member and one.taken_at is None]
    assert [one.reward.merit for one in given] == [Merit.PARTICIPATION]
    await week.adds_up()


async def test_more_credits_than_the_books_can_hold_wait(week: Week):
    challenge, entries = await three_entries(week, prizes="1: 500\n2: 300")
    almost = LIMIT - 400
    giant = await week.member(77)
    gift = move(Act.GRANT, Credit.CREDIT, almost, source=MINT, target=wallet(giant))
    now = week.clock()
    await week.desk.db.write(lambda tx: ledger.post(tx, GUILD, gift, key="giant", at=now))
    await week.complete(challenge)
    assert [await week.credits(who) for who in (1, 2)] == [0, 300]
    assert len(await week.told("challenge.to_send")) == 1
    await week.spend(77, 1000)
    await week.complete(challenge, times=2)
    assert [await week.credits(who) for who in (1, 2)] == [500, 300]
    assert entries
    await week.adds_up()


# Whole or not at all


async def test_a_completion_that_breaks_off_leaves_nothing(week: Week, monkeypatch: pytest.MonkeyPatch):
    challenge, _ = await three_entries(week)
    before = await week.desk.db.read(_books)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the plug")

    monkeypatch.setattr(challenge_results, "keep", broken)
    with pytest.raises(RuntimeError, match="the plug"):
        await week.complete(challenge)
    assert await week.desk.db.read(_books) == before
    monkeypatch.undo()
    await week.complete(challenge)
    assert await week.places(challenge) == {1: 1, 2: 2, 3: 3}


async def test_a_result_survives_a_restart(week: Week, path: Path):
    challenge, _ = await three_entries(week)
    await week.complete(challenge)
    await week.desk.db.close()
    again = Database(f"sqlite:///{path}")
    await again.open()
    found = await again.read(lambda tx: challenge_results.ranks(tx, challenge.id, limit=9))
    assert [one.result.place for one in found] == [1, 2, 3]
    await again.close()
    await week.desk.db.open()


# The books


async def test_a_total_that_is_not_the_sum_of_its_rows_is_found_and_told_once_a_day(week: Week):
    challenge, _ = await three_entries(week)
    await week.complete(challenge)
    one, other = await week.member(1), await week.member(2)
    assert await week.desk.db.read(challenge_points.check) == []
    more = "UPDATE challenge_totals SET points = points + 7 WHERE member_id = :one"
    gone = "DELETE FROM challenge_totals WHERE member_id = :other"

    def tamper(tx: Connection) -> None:
        tx.execute(text(more), {"one": one})
        tx.execute(text(gone), {"other": other})

    await week.desk.db.write(tamper)
    assert await week.desk.db.read(challenge_points.check) == [
        (challenge.id, one, 588, 581),
        (challenge.id, other, 0, 379),
    ]
    for _ in range(2):
        await Wallets(week.desk).check_books()
    assert await week.told("ledger.broken") == [{"rules": {"points": 2}}]


def _books(tx: Connection) -> list[object]:
    """Everything that a completion touches."""
    return [
        [tuple(row) for row in tx.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2"))]
        for table in ("challenge_results", "challenge_rewards", "challenge_points", "challenge_totals", "postings")
    ]
