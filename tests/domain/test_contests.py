"""How a contest is listed, and by which run it may be locked."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.contest_settings import Phase
from domain.contests import FRESH, Contest, ContestState, fresh

START = datetime(2026, 11, 20, 12, tzinfo=UTC)


def contest(state: ContestState, starts: datetime | None = START) -> Contest:
    return Contest(1, 7, "Slayer week", "10M", state, starts, START + timedelta(days=7), 1, ())


@pytest.mark.parametrize(
    ("state", "offset", "phase"),
    [
        (ContestState.DRAFT, 0, Phase.DRAFT), (ContestState.ACTIVE, -1, Phase.UPCOMING),
        (ContestState.ACTIVE, 0, Phase.ACTIVE), (ContestState.ACTIVE, 1, Phase.ACTIVE),
        (ContestState.ENDED, -1, Phase.ENDED), (ContestState.DRAWN, 0, Phase.DRAWN),
        (ContestState.CANCELLED, -1, Phase.CANCELLED),
    ],
)  # fmt: skip
def test_a_published_contest_is_upcoming_until_it_begins(state: ContestState, offset: int, phase: Phase):
    assert contest(state).phase(START + timedelta(seconds=offset)) is phase


def test_every_state_is_a_phase():
    assert {state.value for state in ContestState} | {"upcoming"} == {phase.value for phase in Phase}
    assert contest(ContestState.DRAFT, None).phase(START) is Phase.DRAFT


def test_a_run_is_fresh_for_a_day():
    assert fresh(START, START + FRESH)
    assert not fresh(START, START + FRESH + timedelta(seconds=1))
    assert not fresh(None, START)
