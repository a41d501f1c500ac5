"""How much there is of what moves, for monitors: each figure comes from an index over what is open alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, TextClause, func, select, text

from domain.draws import DrawState
from domain.notices import State
from storage import epochs, settings
from storage.auctions import AuctionRow
from storage.challenges import ChallengeRow
from storage.contests import ContestRow
from storage.credit_requests import CreditRequestRow
from storage.decisions import DecisionRow
from storage.draws import DrawRow
from storage.engine import once
from storage.notices import NoticeRow
from storage.pots import PotRow
from storage.runs import RunRow

# Word for word as their indexes have it: that is how SQLite finds them.
LIVE: Final[Mapping[str, tuple[Any, TextClause]]] = {
    "auctions": (AuctionRow, text("state IN ('open', 'rolling')")),
    "challenges": (ChallengeRow, text("published_at IS NOT NULL AND cancelled_at IS NULL")),
    "contests": (ContestRow, text("state IN ('active', 'ended')")),
    "decisions": (DecisionRow, text("state IN ('open', 'rolling')")),
    "pots": (PotRow, text("state IN ('open', 'locked', 'settling')")),
    "requests": (CreditRequestRow, text("state = 'pending'")),
    "sweeps": (RunRow, text("state = 'running'")),
}
"""What is under way, by what it is called in figures: its table, and which of its rows count."""

_PENDING: Final = text("state = 'pending'")
_OPEN_DRAWS: Final = text("state IN ('committed', 'locked', 'called')")
_STATES: Final = (DrawState.COMMITTED, DrawState.LOCKED, DrawState.CALLED)


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of one moment; what was never noted is None."""

    revision: str
    epoch: int
    pending: int
    oldest_pending: datetime | None
    failed: int
    under_way: Mapping[str, int]
    draws: Mapping[str, int]
    called_at: datetime | None
    facts: Mapping[str, str]


_WAITING = once(lambda: select(func.count(), func.min(NoticeRow.created_at)).where(_PENDING))
_FAILED = once(lambda: select(func.count()).where(NoticeRow.state == State.FAILED))
_LIVE = once(lambda: {name: select(func.count()).select_from(row).where(live) for name, (row, live) in LIVE.items()})
_DRAWS = once(
    lambda: (
        select(DrawRow.state, func.count(), func.min(DrawRow.called_at))
        .where(_OPEN_DRAWS, DrawRow.ended_at.is_(None))
        .group_by(DrawRow.state)
    )
)


def counts(tx: Connection, facts: tuple[str, ...]) -> Counts:
    """All figures, and those of the bot's own `facts` that it remembers."""
    pending, oldest = tx.execute(_WAITING()).one()
    draws = {state: (number, called_at) for state, number, called_at in tx.execute(_DRAWS())}
    _, called_at = draws.get(DrawState.CALLED, (0, None))
    known = {key: value for key in facts if (value := settings.fact(tx, key)) is not None}
    return Counts(
        revision=tx.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one(),
        epoch=epochs.current(tx),
        pending=pending,
        oldest_pending=oldest,
        failed=tx.execute(_FAILED()).scalar_one(),
        under_way={name: tx.execute(query).scalar_one() for name, query in _LIVE().items()},
        draws={state.value: draws.get(state, (0, None))[0] for state in _STATES},
        called_at=None if called_at is None else datetime.fromtimestamp(called_at / 1000, UTC),
        facts=known,
    )
