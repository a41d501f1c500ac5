"""Challenges by their dates: whatever edits, restarts and ticks come in between, dates alone say where one stands."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.challenge_points import Rates
from domain.challenge_settings import CLOSING, OPENED, VOTING, VOTING_CLOSING, State, Voting
from domain.challenges import (
    DESCRIPTION_LIMIT,
    PROMPT_LIMIT,
    TITLE_LIMIT,
    Challenge,
    Dates,
    Standing,
    Terms,
    check_dates,
    check_edit,
    check_publishable,
    check_reason,
    check_submitting,
    check_terms,
    check_voting,
    closed_now,
    due_to_complete,
    free_slug,
    moments,
    on_publishing,
    parse_colour,
    phase_end,
    slug,
    state_at,
    to_announce,
    votes_open,
    week_of,
)
from domain.errors import Conflict, Invalid, Refusal

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
PUBLIC = Standing(published_at=NOW)
TERMS = Terms("Draw your pet", "Show us.", "", Voting.VOTES, 3, False, 0, None, Rates())


def at(hours: float) -> datetime:
    """So many hours from now."""
    return NOW + hours * HOUR


def dates(*hours: float) -> Dates:
    """A start, submissions and voting that close, and an end, so many hours from now."""
    return Dates(*map(at, hours))


WEEK = dates(1, 100, 150, 160)


def challenge(when: Dates = WEEK, standing: Standing = PUBLIC, terms: Terms = TERMS) -> Challenge:
    """A challenge of a week."""
    return Challenge(
        id=1,
        guild_id=77,
        terms=terms,
        dates=when,
        standing=standing,
        slug="draw-your-pet",
        week=47,
        year=2026,
        image_id=None,
        sponsor_id=None,
        featured=False,
        channel_id=None,
        created_by=None,
        reason="",
    )


def code_of(act: object, *args: object, **more: object) -> str:
    """Why that is refused."""
    assert callable(act)
    with pytest.raises(Refusal) as refused:
        act(*args, **more)
    return refused.value.code


# Where it stands


@pytest.mark.parametrize(
    ("hours", "state"),
    [
        (0, State.UPCOMING),
        (0.999, State.UPCOMING),
        (1, State.ACTIVE),
        (99.9, State.ACTIVE),
        (100, State.VOTING),
        (155, State.VOTING),
        (160, State.VOTING),
    ],
)
def test_where_it_stands(hours: float, state: State) -> None:
    assert state_at(WEEK, PUBLIC, at(hours)) is state
    assert state_at(WEEK, Standing(), at(hours)) is State.DRAFT
    assert state_at(WEEK, replace(PUBLIC, cancelled_at=NOW), at(hours)) is State.CANCELLED


def test_it_is_completed_once_its_result_of_after_its_end_is_kept() -> None:
    assert not due_to_complete(WEEK, PUBLIC, at(159.9))
    assert due_to_complete(WEEK, PUBLIC, at(160))
    kept = replace(PUBLIC, completed_at=at(160))
    assert not due_to_complete(WEEK, kept, at(161))
    assert state_at(WEEK, kept, at(161)) is State.COMPLETED
    later = replace(WEEK, ends_at=at(200))
    assert state_at(later, kept, at(161)) is State.VOTING, "its end was moved past its result: it is open again"
    assert due_to_complete(later, kept, at(200)), "and then there is another result"
    assert not due_to_complete(WEEK, replace(PUBLIC, cancelled_at=NOW), at(200))
    assert not due_to_complete(WEEK, Standing(), at(200))


@dataclass
class Life:
    """A challenge through edits, ticks and restarts: what is durable, what was told, and its memory of the latter."""

    challenge: Challenge
    told: set[tuple[str, datetime]] = field(default_factory=set[tuple[str, datetime]])

    def tick(self, now: datetime) -> None:
        """What the clock does."""
        for one in to_announce(self.challenge, now):
            self.told.add((one.event.name, one.turn))
        if due_to_complete(self.challenge.dates, self.challenge.standing, now):
            self.challenge = replace(self.challenge, standing=replace(self.challenge.standing, completed_at=now))

    def edit(self, closes: int, votes: int, ends: int) -> None:
        """An officer moves deadlines, to so many hours after each other."""
        starts = self.challenge.dates.starts_at
        first = starts + closes * HOUR
        second = first + votes * HOUR
        self.challenge = replace(self.challenge, dates=Dates(starts, first, second, second + ends * HOUR))


_STEPS = st.one_of(
    st.just("tick"),
    st.just("restart"),
    st.tuples(st.integers(1, 60), st.integers(1, 60), st.integers(0, 20)),
)


@given(st.lists(st.tuples(st.integers(0, 30), _STEPS), max_size=25), st.integers(0, 100))
def test_any_interleaving_of_edits_restarts_and_ticks_ends_as_its_dates_say(
    steps: list[tuple[int, object]], more: int
) -> None:
    """The one that was left alone until the end, with the same dates, stands the same: that is what dates mean."""
    life, now = Life(challenge(dates(1, 50, 80, 80))), NOW
    for hours, step in steps:
        now += hours * HOUR
        match step:
            case (int(closes), int(votes), int(ends)):
                life.edit(closes, votes, ends)
            case "tick":
                life.tick(now)
            case _:
                pass  # a restart: nothing is remembered that is not in the books
    now += more * HOUR
    life.tick(now)
    alone = Life(challenge(life.challenge.dates))
    alone.tick(now)
    assert life.challenge.state(now) is alone.challenge.state(now)
    life.tick(now)
    assert life.challenge.state(now) is alone.challenge.state(now), "ticking again changes nothing"
    assert alone.told <= life.told, "whoever looked more often missed nothing"


# What is announced


def test_what_is_announced_and_when() -> None:
    told = [(one.event, one.at) for one in moments(Voting.VOTES, WEEK)]
    assert told == [(OPENED, at(1)), (CLOSING, at(76)), (VOTING, at(100)), (VOTING_CLOSING, at(126))]
    assert [one.event for one in moments(Voting.NONE, WEEK)] == [OPENED, CLOSING]
    assert [one.event for one in moments(Voting.VOTES, dates(1, 25, 49, 49))] == [OPENED, VOTING], "short phases"


@pytest.mark.parametrize(
    ("hours", "events"),
    [
        (0.5, []),
        (1, [OPENED]),
        (76, [OPENED, CLOSING]),
        (99.9, [OPENED, CLOSING]),
        (100, [VOTING]),
        (126, [VOTING, VOTING_CLOSING]),
        (150, []),
    ],
)
def test_what_came_too_late_is_not_announced_any_more(hours: float, events: list[object]) -> None:
    assert [one.event for one in to_announce(challenge(), at(hours))] == events


def test_a_reminder_of_before_its_publishing_is_none() -> None:
    late = challenge(standing=Standing(published_at=at(80)))
    assert [one.event for one in to_announce(late, at(81))] == [OPENED]
    assert to_announce(challenge(standing=Standing()), at(2)) == []
    assert to_announce(challenge(standing=replace(PUBLIC, cancelled_at=at(1))), at(2)) == []


def test_a_deadline_that_moved_is_another_moment() -> None:
    was = {one.event: one.turn for one in moments(Voting.VOTES, WEEK)}
    moved = {one.event: one.turn for one in moments(Voting.VOTES, replace(WEEK, submissions_close_at=at(90)))}
    assert [event for event in was if was[event] != moved[event]] == [CLOSING, VOTING]


# Dates that can be


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        ((2, 1, 3, 4), "challenge.dates_order"),
        ((1, 1, 3, 4), "challenge.dates_order"),
        ((1, 3, 2, 4), "challenge.dates_order"),
        ((1, 2, 5, 4), "challenge.dates_order"),
        ((1, 1.1, 5, 5), "challenge.dates_short"),
        ((1, 5, 5.1, 6), "challenge.dates_short"),
        ((1, 5, 6, 5000), "challenge.dates_long"),
    ],
)
def test_dates_that_cannot_be(hours: tuple[float, ...], code: str) -> None:
    assert code_of(check_dates, dates(*hours), Voting.VOTES) == code


def test_dates_are_on_whole_seconds_and_without_a_vote_it_closes_with_the_submissions() -> None:
    odd = replace(WEEK, starts_at=WEEK.starts_at + timedelta(microseconds=7))
    assert check_dates(odd, Voting.VOTES) == WEEK
    found = check_dates(WEEK, Voting.NONE)
    assert found.voting_closes_at == found.submissions_close_at == at(100)


def test_only_a_draft_in_time_can_be_published_and_it_never_starts_before() -> None:
    check_publishable(WEEK, State.DRAFT, at(99), "t")
    assert code_of(check_publishable, WEEK, State.UPCOMING, NOW, "t") == "challenge.not_draft"
    assert code_of(check_publishable, WEEK, State.DRAFT, at(100), "t") == "challenge.dates_over"
    assert on_publishing(WEEK, at(5)).starts_at == at(5)
    assert on_publishing(WEEK, NOW) == WEEK


@given(st.integers(0, 170), st.sampled_from(Voting))
def test_ending_a_phase_ends_just_that(hours: int, voting: Voting) -> None:
    one, now = challenge(check_dates(WEEK, voting), terms=replace(TERMS, voting=voting)), at(hours)
    if not 1 < hours < 160:
        assert code_of(closed_now, one, now) == "challenge.nothing_to_close"
        return
    end, moved = phase_end(one, now), closed_now(one, now)
    was, new = one.dates, moved
    assert end in (was.submissions_close_at, was.voting_closes_at, was.ends_at)
    assert new.starts_at < new.submissions_close_at <= new.voting_closes_at <= new.ends_at
    assert state_at(new, PUBLIC, now) is State.VOTING
    assert not votes_open(voting, new, PUBLIC, now) or end == was.submissions_close_at
    if end == was.submissions_close_at and voting is not Voting.NONE:
        assert new.voting_closes_at == was.voting_closes_at, "what comes later stays where it is"
    assert new.ends_at == (now if end == was.ends_at else was.ends_at)


# What may change


def test_before_it_starts_everything_may_change() -> None:
    other = replace(TERMS, voting=Voting.BALLOT, most=1, link_required=True, judge_weight=50, rates=Rates(submit=1))
    for standing in (Standing(), PUBLIC):
        check_edit(challenge(standing=standing), dates(5, 6, 7, 8), other, NOW)


@pytest.mark.parametrize("hours", [2, 101, 170])
def test_once_it_started_the_rules_stand_and_deadlines_may_move(hours: float) -> None:
    one = challenge(standing=replace(PUBLIC, completed_at=at(160)) if hours > 160 else PUBLIC)
    check_edit(one, dates(1, 120, 170, 200), replace(TERMS, title="Other", most=5, colour=7), at(hours))
    assert code_of(check_edit, one, dates(0.5, 100, 150, 160), TERMS, at(hours)) == "challenge.started"
    changes = {
        "voting": Voting.BALLOT,
        "most": 2,
        "link_required": True,
        "judge_weight": 5,
        "rates": Rates(submit=1),
    }
    for name, value in changes.items():
        other = replace(TERMS, **{name: value})
        assert code_of(check_edit, one, WEEK, other, at(hours)) == "challenge.rules_stand", name


def test_what_was_called_off_cannot_be_changed() -> None:
    gone = challenge(standing=replace(PUBLIC, cancelled_at=NOW))
    assert code_of(check_edit, gone, WEEK, TERMS, NOW) == "challenge.cancelled"


# Who may submit and vote when


@pytest.mark.parametrize(
    ("hours", "code"),
    [(0, "challenge.not_started"), (100, "challenge.closed"), (200, "challenge.closed")],
)
def test_nobody_submits_outside_of_its_time(hours: float, code: str) -> None:
    assert code_of(check_submitting, challenge(), 0, at(hours)) == code


def test_everybody_submits_so_many_times_up_to_the_last_second() -> None:
    check_submitting(challenge(), 2, at(100) - timedelta(microseconds=1))
    assert code_of(check_submitting, challenge(), 3, at(50)) == "challenge.enough"
    gone = challenge(standing=replace(PUBLIC, cancelled_at=NOW))
    assert code_of(check_submitting, gone, 0, at(50)) == "challenge.cancelled"
    assert code_of(check_submitting, challenge(standing=Standing()), 0, at(50)) == "challenge.not_started"


@pytest.mark.parametrize(
    ("voting", "hours", "code"),
    [
        (Voting.VOTES, 0, "challenge.voting_later"),
        (Voting.VOTES, 1, None),
        (Voting.VOTES, 149.9, None),
        (Voting.VOTES, 150, "challenge.voting_over"),
        (Voting.BALLOT, 50, "challenge.voting_later"),
        (Voting.BALLOT, 100, None),
        (Voting.BALLOT, 150, "challenge.voting_over"),
        (Voting.NONE, 120, "challenge.no_voting"),
    ],
)
def test_when_votes_are_taken(voting: Voting, hours: float, code: str | None) -> None:
    one = challenge(terms=replace(TERMS, voting=voting))
    if code is None:
        check_voting(one, at(hours))
    else:
        assert code_of(check_voting, one, at(hours)) == code


def test_nobody_votes_in_what_was_called_off() -> None:
    gone = challenge(standing=replace(PUBLIC, cancelled_at=NOW))
    assert code_of(check_voting, gone, at(50)) == "challenge.cancelled"


# Texts and numbers


def test_texts_are_tidied() -> None:
    found = check_terms(replace(TERMS, title="  Draw\u200b your \n pet ", description="a\n\n\n\nb  "))
    assert (found.title, found.description) == ("Draw your pet", "a\n\nb")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " \u200b"}, "challenge.title_length"),
        ({"title": "x" * (TITLE_LIMIT + 1)}, "challenge.title_length"),
        ({"prompt": ""}, "challenge.prompt_length"),
        ({"prompt": "x" * (PROMPT_LIMIT + 1)}, "challenge.prompt_length"),
        ({"description": "x" * 4000}, "challenge.description_length"),
        ({"most": 0}, "challenge.most_range"),
        ({"most": 11}, "challenge.most_range"),
        ({"judge_weight": -1}, "challenge.judge_range"),
        ({"judge_weight": 101}, "challenge.judge_range"),
    ],
)
def test_what_a_challenge_cannot_be(change: dict[str, object], code: str) -> None:
    assert code_of(check_terms, replace(TERMS, **change)) == code  # pyright: ignore[reportArgumentType]


def test_what_just_fits_is_taken() -> None:
    check_terms(replace(TERMS, title="x" * TITLE_LIMIT, prompt="x" * PROMPT_LIMIT, description="x" * DESCRIPTION_LIMIT))
    with pytest.raises(Invalid):
        check_reason("")
    assert check_reason(" too\nfew ") == "too few"


@pytest.mark.parametrize(
    ("text", "colour"), [("#E66A8B", 0xE66A8B), ("e66a8b", 0xE66A8B), (" #e6b ", 0xEE66BB), ("", None), ("#000", 0)]
)
def test_colours(text: str, colour: int | None) -> None:
    assert parse_colour(text) == colour


@pytest.mark.parametrize("text", ["red", "#12345", "#GGGGGG", "#1234567", "٣٣٣"])
def test_what_is_no_colour(text: str) -> None:
    assert code_of(parse_colour, text) == "challenge.colour"


@pytest.mark.parametrize(
    ("title", "expected"), [("Draw your pet!", "draw-your-pet"), ("Ñandú  día", "nandu-dia"), ("🔥", "challenge")]
)
def test_slugs(title: str, expected: str) -> None:
    assert slug(title) == expected


@given(st.text(max_size=80), st.integers(0, 12))
def test_a_slug_that_is_free_is_found(title: str, times: int) -> None:
    taken: set[str] = set()
    for _ in range(times):
        found = free_slug(title, taken)
        assert found not in taken
        assert len(found) <= 90
        taken.add(found)


def test_the_week_is_that_of_the_guilds_calendar() -> None:
    sunday = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert week_of(sunday, ZoneInfo("UTC")) == (2026, 47)
    assert week_of(sunday, ZoneInfo("Europe/Berlin")) == (2026, 48)
    assert week_of(datetime(2027, 1, 1, tzinfo=UTC), ZoneInfo("UTC")) == (2026, 53)


def test_the_phase_of_what_is_over_cannot_be_ended() -> None:
    with pytest.raises(Conflict):
        phase_end(challenge(standing=Standing()), at(50))
