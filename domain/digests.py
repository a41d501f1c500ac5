"""Digests: when somebody who asked for direct messages gets what has gathered; once an hour, and not at night."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

PACE: Final = timedelta(hours=1)


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
        # A local time that a clock change leaves out is read as the moment after it.
        return datetime.combine(day, self.end, timezone).astimezone(now.tzinfo)


def next_digest(now: datetime, last: datetime | None, quiet: Quiet, timezone: ZoneInfo) -> datetime:
    """When the next digest may go out; `now` when at once."""
    at = now if last is None else max(now, last + PACE)
    return quiet.ends_after(at, timezone) or at
