"""What the house counts of itself while it works: kept in memory from the start on, for whoever asks.

Nothing here names a person, a server or what was typed: only what the code itself is called. So there are never more
figures than there are commands, buttons, forms and jobs.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from time import perf_counter
from typing import TYPE_CHECKING, Final

from storage.tally import Buckets

if TYPE_CHECKING:
    from domain.clan import Run
    from services.desk import Clock

OTHER: Final = "other"
"""Whatever has no name in the code, such as a button of a version before."""

# Discord gives up after 3 s: most of the bounds stand before it, and one at it.
ANSWER_BOUNDS: Final = (0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 3.0, 5.0, 10.0)
SWEEP_BOUNDS: Final = (10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0, 7200.0)
LAG_BOUNDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
_LOOK_EVERY: Final = 1.0


class Kind(StrEnum):
    """How somebody came to us."""

    COMMAND = "command"
    BUTTON = "button"
    FORM = "form"
    AUTOCOMPLETE = "autocomplete"


class Outcome(StrEnum):
    """What came of it. `late`: Discord had given up when our answer came, or none ever came."""

    DONE = "done"
    REFUSED = "refused"
    BROKEN = "broken"
    LATE = "late"


@dataclass(slots=True)
class Spent:
    """How often something was done, and how long that took in all."""

    count: int = 0
    seconds: float = 0.0

    def note(self, seconds: float) -> None:
        """Once more."""
        self.count += 1
        self.seconds += seconds


class Served(Spent):
    """How often people came to one command, button or form, what came of it, and how long it took in all."""

    __slots__ = ("outcomes",)

    def __init__(self) -> None:
        super().__init__()
        self.outcomes = dict.fromkeys(Outcome, 0)


@dataclass(slots=True)
class JobFigures:
    """How a job of the clock does."""

    spent: Spent = field(default_factory=Spent)
    failures: int = 0
    succeeded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Gateway:
    """How the connection to Discord stands; `latency` in seconds, None while it is not known."""

    connected: bool
    latency: float | None
    guilds: int


class Meter:
    """Counts what is done; `gateway` is set by whoever holds the connection to Discord."""

    def __init__(self, clock: "Clock") -> None:
        self._clock = clock
        self.served = {kind: defaultdict[str, Served](Served) for kind in Kind}
        self.answers = {kind: Buckets(ANSWER_BOUNDS) for kind in Kind}
        self.jobs: defaultdict[str, JobFigures] = defaultdict(JobFigures)
        self.sweeps: Counter[str] = Counter()
        self.sweep_durations = Buckets(SWEEP_BOUNDS)
        self.characters_read = 0
        self.characters_failed = 0
        self.gateway: Callable[[], Gateway] | None = None
        self.lag = Lag()

    def interaction(self, kind: Kind, name: str, outcome: Outcome, *, answer: float | None, whole: float) -> None:
        """Somebody was served within `whole` seconds, and first answered after `answer` (None: never)."""
        served = self.served[kind][name]
        served.outcomes[outcome] += 1
        served.note(whole)
        if answer is not None:
            self.answers[kind].note(answer)

    async def job(self, name: str, run: Callable[[], Awaitable[None]]) -> None:
        """Run a job of the clock; what it raises is raised."""
        figures, begun = self.jobs[name], perf_counter()
        try:
            await run()
        except Exception:
            figures.failures += 1
            raise
        else:
            figures.succeeded_at = self._clock()
        finally:
            figures.spent.note(perf_counter() - begun)

    def sweep(self, ended: "Run") -> None:
        """A round over a clan's roster came to its end."""
        self.sweeps[ended.state.value] += 1
        self.characters_read += ended.read
        self.characters_failed += ended.failed
        if ended.ended_at is not None:
            self.sweep_durations.note((ended.ended_at - ended.started_at).total_seconds())


class Lag:
    """How late the event loop comes to what is due: looked at once a second, while somebody watches."""

    def __init__(self) -> None:
        self.seen = Buckets(LAG_BOUNDS)
        self._timer: asyncio.TimerHandle | None = None

    def watch(self) -> None:
        """Begin to look, on the running loop."""
        self.stop()
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(_LOOK_EVERY, self._look, loop, loop.time() + _LOOK_EVERY)

    def stop(self) -> None:
        """Look no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self, loop: asyncio.AbstractEventLoop, due: float) -> None:
        self.seen.note(max(0.0, loop.time() - due))
        self._timer = loop.call_later(_LOOK_EVERY, self._look, loop, loop.time() + _LOOK_EVERY)
