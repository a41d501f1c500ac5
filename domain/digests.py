"""Digests: when somebody who asked for direct messages gets what has gathered; once an hour, and not at night."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from domain.notices import Facts

PACE: Final = timedelta(hours=1)
LINES: Final = 15
"""Lines of one digest; what is more waits for the next."""

KEPT_SENT: Final = timedelta(days=30)
KEPT_UNSENT: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to tell somebody; its sentence stands in the words under `digest.<about>`."""

    id: int
    about: str
    facts: Facts
    at: datetime


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours in which nobody is written to, by the guild's clock; the same start and end mean none."""

    start: time
    end: time

    def ends_after(self, now: datetime, timezone: ZoneInfo) -> datetime | None:
        """When the quiet hours that `now` is in end; None when it is not in them."""
        here = now.astimezone(timezone)
        if self.start == self.end:
            return None
        inside = (
            self.start <= here.time() < self.end
            if self.start < self.end
            else here.time() >= self.start or here.time() < self.end
        )
        if not inside:
            return None
        day = here.date() if here.time() < self.end else here.date() + timedelta(days=1)
        end = datetime.combine(day, self.end, timezone).astimezone(now.tzinfo)
        # Where the clock is put back within these hours, their end comes twice: the first may be over already.
        return end if end > now else datetime.combine(day, self.end, timezone).replace(fold=1).astimezone(now.tzinfo)


def next_digest(now: datetime, last: datetime | None, quiet: Quiet, timezone: ZoneInfo) -> datetime:
    """When the next digest may go out; `now` when at once."""
    at = now if last is None else max(now, last + PACE)
    return quiet.ends_after(at, timezone) or at
