"""A draw as people see it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from domain.draws import PASTE_AFTER, DrawState
from domain.epochs import Epoch
from fairness.beacon import QUICKNET
from fairness.checks import snowflake_time
from fairness.protocol import Entry, Mode
from storage.draw_entries import Place
from storage.draws import Record


@dataclass(frozen=True, slots=True)
class Seen:
    """A draw's record, how many entries, tickets and people it has, and who stands where.

    `round_at` is when the called round is out; None before the call and when sealed.
    """

    record: Record
    entries: int
    tickets: int
    people: int
    places: tuple[Place, ...]
    round_at: datetime | None

    @property
    def winners(self) -> tuple[Place, ...]:
        """Who wins as things stand."""
        return tuple(place for place in self.places if place.void is None)[: self.record.draw.winners]

    @property
    def voids(self) -> int:
        """How many winners were passed over."""
        return sum(place.void is not None for place in self.places)

    @property
    def called_late(self) -> bool:
        """Whether the call's post appeared after the round was out: the result stands, its fairness is not proven."""
        posted = self.record.call_post
        if self.round_at is None or posted is None:
            return False
        return datetime.fromtimestamp(snowflake_time(posted) / 1000, UTC) >= self.round_at

    @property
    def sealed(self) -> bool:
        """Whether the host could know and choose the result."""
        return self.record.draw.mode is Mode.SEALED

    @property
    def test_chain(self) -> bool:
        """Whether the luck comes from a chain whose every round somebody can foresee."""
        return not self.sealed and self.record.draw.chain != QUICKNET.hash

    def overdue(self, now: datetime) -> bool:
        """Whether members are asked for the round, because no relay has given it for a while."""
        if self.record.state is not DrawState.CALLED or self.round_at is None:
            return False
        return now >= self.round_at + PASTE_AFTER

    def pool(self, place: Place) -> int:
        """How many tickets were still to be drawn from for that position."""
        return self.tickets - sum(one.tickets for one in self.places if one.position < place.position)

    @property
    def at(self) -> datetime:
        """When it came to stand where it stands; of one whose entries are open, when they close at the latest."""
        record = self.record
        if record.state is DrawState.COMMITTED:
            return datetime.fromtimestamp(record.draw.closes_at, UTC)
        if record.state is DrawState.CALLED and record.call is not None:
            return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=record.call.called_at)
        return record.ended_at or record.locked_at or record.committed_at


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a guild's draws, newest first; `highest` is the number of the newest of all.

    `restored` are the epochs that began with a restore, the newest first.
    """

    draws: tuple[Seen, ...]
    page: int
    pages: int
    total: int
    highest: int
    restored: tuple[Epoch, ...] = ()

    @property
    def missing(self) -> int:
        """How many numbers up to the highest no draw has, and no restore has skipped."""
        skipped = sum(one.skipped for one in self.restored if one.first_draw <= self.highest)
        return self.highest - skipped - self.total


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the posted entry list, by its number from 1."""

    number: int
    entry: Entry
