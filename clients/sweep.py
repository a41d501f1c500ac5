"""A sweep: many characters looked up side by side, each with an outcome, whatever happens outside."""

import asyncio
import itertools
import math
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Final, Protocol, Self

from clients.asleep import told
from clients.lookup import Answer, Ask, Failed, Found, Lookup, Missing, Subject
from clients.outage import Closed, Outage
from clients.turnstile import Line, Urgency
from domain.characters import AccountType, CharacterName
from domain.hiscores import Sheet

ALL_MISSING: Final = "all_missing"

# With fewer characters than this, that none of them is listed is no sign that the hiscores are ill.
_TELLING: Final = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the lookup of one subject ended."""

    subject: Subject
    answer: Answer


class Asking(Protocol):
    """What a sweep needs of the hiscores."""

    @property
    def next_try(self) -> datetime | None:
        """When they are asked again after outages (aware UTC); None while they may be asked."""
        ...

    async def ask(self, name: CharacterName, kind: AccountType, line: Line, urgency: Urgency) -> Sheet | None:
        """The character's sheet in one table, None for a 404. Raises `Outage` or `Closed`."""
        ...


class Sweep:
    """The outcomes of many lookups, in the order in which they end; every subject has exactly one.

        async with hiscores.sweep(subjects) as sweep:
            async for outcome in sweep: ...

    Leaving the block, for whatever reason, cancels what is still under way and waits until it is gone. No
    outage raises here: it is a `Failed` with a code. When the hiscores stay down for longer than the line's
    patience, all that is left fails at once, so the roster is not used up against a closed door.

    A 404 is believed after it was answered in as many rounds as `again` has pauses and one more, and after
    that only if somebody else was found in the meantime: there are hours in which the hiscores answer 404 to
    everything.
    """

    def __init__(
        self,
        hiscores: Asking,
        subjects: Iterable[Subject],
        line: Line,
        *,
        again: tuple[float, ...],
        clock: Callable[[], datetime],
    ) -> None:
        self._hiscores = hiscores
        self._subjects = tuple(subjects)
        self._line = line
        self._again = again
        self._clock = clock
        self._tasks: dict[asyncio.Task[Answer], Subject] = {}
        self._done: deque[asyncio.Task[Answer]] = deque()
        self._news: asyncio.Future[int | None] | None = None
        self._witness = _Witness()

    async def __aenter__(self) -> Self:
        self._tasks = {asyncio.create_task(self._answer(subject)): subject for subject in self._subjects}
        for task in self._tasks:
            task.add_done_callback(self._ended)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Outcome:
        if not self._tasks:
            raise StopAsyncIteration
        while not self._done:
            self._news = asyncio.get_running_loop().create_future()
            await told(self._news)
        task = self._done.popleft()
        return Outcome(self._tasks.pop(task), task.result())

    def _ended(self, task: asyncio.Task[Answer]) -> None:
        self._done.append(task)
        if self._news is not None and not self._news.done():
            self._news.set_result(None)

    async def _answer(self, subject: Subject) -> Answer:
        lookup = Lookup(subject, self._asker(subject.name), clock=self._clock)
        try:
            return await self._rounds(lookup, subject.name)
        except Outage as outage:
            return Failed(outage.code, self._hiscores.next_try)
        except Closed as closed:
            self._line.turn_away(closed.next_try)
            return Failed(closed.code, closed.next_try)

    async def _rounds(self, lookup: Lookup, name: CharacterName) -> Answer:
        missed_at = math.inf
        for pause in (*self._again, None):
            if found := await lookup.round():
                self._witness.saw(name, found)
                return found
            missed_at = min(missed_at, asyncio.get_running_loop().time())
            if pause is not None:
                await self._line.pause(pause)
        if found := await lookup.elsewhere():
            self._witness.saw(name, found)
            return found
        return Missing() if await self._sound_since(missed_at) else Failed(ALL_MISSING)

    async def _sound_since(self, missed_at: float) -> bool:
        """Whether the hiscores listed anybody since; in doubt, ask for one who was there before."""
        witness = self._witness
        async with witness.lock:
            if witness.found_at > missed_at:
                return True
            if witness.lost_at > missed_at:
                return False
            if witness.name is None:
                return len(self._subjects) < _TELLING
            sheet = await self._hiscores.ask(witness.name, witness.type, self._line, Urgency.BEGUN)
            now = asyncio.get_running_loop().time()
            if sheet is None:
                witness.lost_at = now
            else:
                witness.found_at = now
            return sheet is not None

    def _asker(self, name: CharacterName) -> Ask:
        urgencies = itertools.chain((Urgency.NEW,), itertools.repeat(Urgency.BEGUN))

        async def ask(kind: AccountType) -> Sheet | None:
            return await self._hiscores.ask(name, kind, self._line, next(urgencies))

        return ask


class _Witness:
    """Somebody whom the hiscores list, and when they last did and did not (seconds of the event loop)."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.name: CharacterName | None = None
        self.type = AccountType.REGULAR
        self.found_at = self.lost_at = -math.inf

    def saw(self, name: CharacterName, found: Found) -> None:
        """This one was found just now."""
        self.name, self.type = name, found.type
        self.found_at = asyncio.get_running_loop().time()
