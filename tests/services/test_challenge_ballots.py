"""Private ballots: what is shown to whom, what counts, and what nobody can tell before the end."""

import random
from collections import Counter

import pytest

from domain.challenge_settings import Voting
from domain.errors import Conflict, Forbidden, Invalid, NotFound
from domain.people import Actor
from services.challenges.balloting import Ballot, Balloting
from services.desk import Desk
from storage import challenge_votes
from tests.services.challenge_votes import Polls, counted, fill, voted_on
from tests.services.conftest import GUILD, Clock
from tests.services.finishing import person


@pytest.fixture
def polls(desk: Desk, clock: Clock) -> Polls:
    dice = random.Random(7)
    return Polls(Desk(desk.db, clock, dice.randbytes), clock)


async def test_everything_but_ones_own_is_shown_once(polls: Polls) -> None:
    week, works = await voted_on(polls)
    seen: list[int] = []
    ballot = await polls.ballot(week, 1)
    while ballot.showing is not None:
        assert ballot.showing.stars is None
        seen.append(ballot.showing.submission.id)
        polls.clock.advance(seconds=1)
        ballot = (await polls.star(1, seen[-1], 3)).ballot
    assert sorted(seen) == works[1:]
    assert seen != works[1:], "it is shuffled"
    assert (ballot.marked, ballot.of, ballot.needed, ballot.complete) == (7, 7, 5, True)
    assert [one.submission.id for one in ballot.seen] == seen


async def test_what_fewest_saw_comes_first(polls: Polls) -> None:
    week, works = await voted_on(polls, 6)
    seen: Counter[int] = Counter()
    for who in range(10, 28):
        ballot = await polls.ballot(week, who)
        assert ballot.showing is not None
        seen[ballot.showing.submission.id] += 1
    assert seen == Counter(dict.fromkeys(works, 3))
    first = [one for one in works if seen[one]]
    assert first == works


async def test_discarded_ballots_do_not_push_works_back_in_the_queue(polls: Polls) -> None:
    week, works = await voted_on(polls, 2)
    ballot = await polls.ballot(week, 10)
    assert ballot.showing is not None
    shown = ballot.showing.submission.id
    await polls.star(10, shown, 1)
    await polls.discard(week, 10)
    counts = await polls.desk.db.read(lambda tx: challenge_votes.shown(tx, week.id))
    assert counts == {}
    assert {shown} < set(works)


async def test_a_restart_goes_on_with_what_was_on_the_screen(polls: Polls) -> None:
    week, _ = await voted_on(polls)
    before = (await polls.ballot(week, 10)).showing
    polls.balloting = Balloting(Desk(polls.desk.db, polls.clock, lambda size: b"\xff" * size))
    after = (await polls.ballot(week, 10)).showing
    assert before == after
    assert before is not None
    await polls.balloting.skip(person(10), before.submission.id)
    assert (await polls.ballot(week, 10)).showing != before
    assert await polls.count("SELECT count(*) FROM challenge_marks") == 2


async def test_a_second_press_and_an_old_button_leave_what_stands(polls: Polls) -> None:
    week, _ = await voted_on(polls)
    ballot = await polls.ballot(week, 10)
    assert ballot.showing is not None
    first = ballot.showing.submission.id
    once = await polls.star(10, first, 4)
    kept = await polls.dump("challenge_marks")
    twice = await polls.star(10, first, 4)
    assert (twice.stars, twice.before) == (4, 4)
    assert twice.ballot.showing == once.ballot.showing
    assert await polls.dump("challenge_marks") == kept
    skipped = await polls.balloting.skip(person(10), first)
    assert (skipped.stars, skipped.before) == (4, 4)
    assert await polls.dump("challenge_marks") == kept
    changed = await polls.star(10, first, 2)
    assert (changed.stars, changed.before, changed.ballot.marked) == (2, 4, 1)
    gone = await polls.balloting.unmark(person(10), first)
    assert (gone.stars, gone.before, gone.ballot.marked) == (None, 2, 0)


async def test_skipped_ones_come_back_only_when_they_are_picked(polls: Polls) -> None:
    week, works = await voted_on(polls, 3)
    ballot = await polls.ballot(week, 10)
    for _ in works:
        assert ballot.showing is not None
        ballot = (await polls.balloting.skip(person(10), ballot.showing.submission.id)).ballot
    assert (ballot.showing, ballot.marked, ballot.needed) == (None, 0, 3)
    assert sorted(one.submission.id for one in ballot.seen) == works
    again = await polls.balloting.look_at(person(10), works[0])
    assert again.showing is not None
    assert (again.showing.submission.id, again.showing.stars) == (works[0], None)


@pytest.mark.parametrize(("marks", "counts"), [(4, False), (5, True)])
async def test_a_ballot_counts_from_five_marks_on(polls: Polls, marks: int, counts: bool) -> None:
    week, _ = await voted_on(polls)
    await fill(polls, week, 10, marks=marks)
    assert (await polls.ballot(week, 10)).complete is counts
    assert bool(await counted(polls, week)) is counts


async def test_with_few_works_fewer_marks_do_and_one_less_for_makers(polls: Polls) -> None:
    week, _ = await voted_on(polls, 4)
    assert (await polls.ballot(week, 10)).needed == 4
    assert (await polls.ballot(week, 1)).needed == 3
    await fill(polls, week, 1, marks=3)
    assert await counted(polls, week) == {await polls.member(1)}


async def test_what_does_not_stand_any_more_drops_out(polls: Polls) -> None:
    week, works = await voted_on(polls)
    await fill(polls, week, 10, marks=5)
    marked = [one.submission.id for one in (await polls.balloting.review(person(10), week.id)).seen]
    await polls.disqualify(week, marked[0])
    ballot = await polls.ballot(week, 10)
    assert (ballot.marked, ballot.of, ballot.complete) == (4, 7, False)
    with pytest.raises(Conflict, match=r"vote\.disqualified"):
        await polls.star(10, marked[0], 5)
    assert ballot.showing is not None
    await polls.withdraw(week, ballot.showing.submission.id)
    other = (await polls.ballot(week, 10)).showing
    assert other is not None
    assert other.submission.id in set(works) - set(marked) - {ballot.showing.submission.id}
    with pytest.raises(NotFound, match=r"submission\.unknown"):
        await polls.star(10, ballot.showing.submission.id, 5)


async def test_ballots_are_open_in_the_voting_phase_alone(polls: Polls) -> None:
    week = await polls.open(Voting.BALLOT)
    work = await polls.hand_in(week, 1)
    for act in (polls.ballot(week, 10), polls.star(10, work, 5)):
        with pytest.raises(Conflict, match=r"challenge\.voting_later"):
            await act
    polls.clock.now = week.dates.submissions_close_at
    await polls.star(10, work, 5)
    polls.clock.now = week.dates.voting_closes_at
    for act in (polls.star(10, work, 1), polls.balloting.unmark(person(10), work), polls.ballot(week, 11)):
        with pytest.raises(Conflict, match=r"challenge\.voting_over"):
            await act
    over = await polls.ballot(week, 10)
    assert (over.open, over.showing, over.marked, over.complete) == (False, None, 1, True)
    assert [one.stars for one in over.seen] == [5]


async def test_who_may_not_mark_what(polls: Polls) -> None:
    week, works = await voted_on(polls)
    with pytest.raises(Forbidden, match=r"vote\.own"):
        await polls.star(1, works[0], 5)
    for stars in (0, 6):
        with pytest.raises(Invalid, match=r"ballot\.stars"):
            await polls.star(2, works[0], stars)
    elsewhere = Actor(GUILD + 1, 8010, frozenset(), manages_guild=True)
    with pytest.raises(NotFound):
        await polls.balloting.mark(elsewhere, works[0], 5)
    with pytest.raises(NotFound):
        await polls.balloting.open(elsewhere, week.id)
    plain = await polls.open(Voting.VOTES)
    for act in (polls.ballot(plain, 10), polls.star(10, await polls.hand_in(plain, 1), 5)):
        with pytest.raises(Conflict, match=r"ballot\.none"):
            await act
    assert await polls.count("SELECT count(*) FROM challenge_marks") == 0


async def test_somebody_with_nothing_to_mark_has_an_empty_ballot(polls: Polls) -> None:
    week, _ = await voted_on(polls, 1)
    ballot = await polls.ballot(week, 1)
    assert (ballot.showing, ballot.of, ballot.marked, ballot.complete) == (None, 0, 0, False)


async def test_panels_follow_the_turnout_and_nothing_else(polls: Polls) -> None:
    week, _ = await voted_on(polls)
    wanted = "SELECT wanted FROM panels"
    before = await polls.count(wanted)
    await fill(polls, week, 10, marks=1)
    assert await polls.count(wanted) == before + 1
    await fill(polls, week, 10, marks=4)
    assert await polls.count(wanted) == before + 1
    (first, *others) = (await polls.balloting.review(person(10), week.id)).seen
    for one in others:
        await polls.balloting.unmark(person(10), one.submission.id)
    assert await polls.count(wanted) == before + 1
    await polls.balloting.unmark(person(10), first.submission.id)
    assert await polls.count(wanted) == before + 2


async def test_ballots_leave_no_trace_that_others_read(polls: Polls) -> None:
    week, _ = await voted_on(polls)
    await fill(polls, week, 10)
    assert await polls.logged() == []
    assert await polls.told("challenge.changed") == []
    assert 10 not in await polls.points(week), "a ballot pays at the end"


def test_a_ballot_says_nothing_of_what_others_gave() -> None:
    """What the voter's own view is made of: no count, mean or sum of others can slip into it."""
    fields = {"challenge", "showing", "seen", "marked", "of", "needed", "open", "discarded"}
    assert set(Ballot.__dataclass_fields__) == fields
