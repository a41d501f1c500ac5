"""The turnstile: the one way in to an outside service; few at a time, evenly paced, the urgent ones first."""

import asyncio
import heapq
import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from types import TracebackType
from typing import Self

from clients.asleep import told
from clients.breaker import Breaker
from clients.outage import RATE_LIMITED, Closed, Outage
from clients.pace import Pace


class Urgency(IntEnum):
    """Who goes first: a person who waits for an answer, then what was begun (all retries), then the new."""

    PERSON = 0
    BEGUN = 1
    NEW = 2


class Line:
    """Those who wait for one thing: a sweep, a command. New work is let in from the lines in fair turns.

    `patience`: for how many seconds of an outage they would rather wait than be turned away. 0 still means
    to wait for a turn, only not for a service that rests.
    """

    def __init__(self, patience: float) -> None:
        self.patience = patience
        self.place = 0
        self._asleep: set[asyncio.Task[None]] = set()
        self._next_try: datetime | None = None

    async def pause(self, seconds: float) -> None:
        """Wait outside, where it keeps no slot from anybody.

        Raises `Closed` when the line is turned away meanwhile.
        """
        # A task of its own, so that turning away is not mistaken for a cancellation of the one who waits.
        sleeper = asyncio.create_task(asyncio.sleep(seconds))
        self._asleep.add(sleeper)
        try:
            await asyncio.wait((sleeper,))
        finally:
            self._asleep.discard(sleeper)
            sleeper.cancel()
        if sleeper.cancelled() and self._next_try is not None:
            raise Closed(self._next_try)

    def turn_away(self, next_try: datetime) -> None:
        """End all pauses: what they wait for will not be asked before `next_try`."""
        self._next_try = next_try
        for sleeper in self._asleep:
            sleeper.cancel()


@dataclass(order=True, slots=True)
class _Waiter:
    key: tuple[int, int, int]
    line: Line = field(compare=False)
    # The breaker's token, or None for those who are turned away.
    admitted: asyncio.Future[int | None] = field(compare=False)


class Turnstile:
    """Lets at most `slots` requests be under way at once, each at its turn of the pace, none while it rests.

    Requests of every guild go through the same one. Inside an urgency the lines take turns (start-time fair
    queueing, Goyal, Vin and Cheng 1996), so a clan of five does not wait for a clan of five hundred.
    Measures time by the event loop; `clock` only says when the next try is.
    """

    def __init__(self, slots: int, pace: Pace, breaker: Breaker, *, clock: Callable[[], datetime]) -> None:
        self._slots = slots
        self._pace = pace
        self._breaker = breaker
        self._clock = clock
        self._inside = 0
        self._waiting: list[_Waiter] = []
        self._served = 0
        self._numbers = itertools.count()
        self._timer: asyncio.TimerHandle | None = None
        self.last_answer: datetime | None = None

    @property
    def next_try(self) -> datetime | None:
        """When the service is asked again (aware UTC); None while it may be asked."""
        left = self._breaker.rest_left(asyncio.get_running_loop().time())
        return self._clock() + timedelta(seconds=left) if left else None

    def turn(self, line: Line, urgency: Urgency) -> "Turn":
        """One request, to be made inside `async with`; an `Outage` there tells the breaker that it failed.

        Entering raises `Closed` when the outage outlasts the line's patience.
        """
        return Turn(self, line, urgency)

    async def enter(self, line: Line, urgency: Urgency) -> int:
        """Wait for a slot, take it, and say under which token the request's verdict is to be given."""
        loop = asyncio.get_running_loop()
        if self._breaker.outlasts(loop.time(), line.patience):
            raise self._closed()
        key = (urgency, self._place(line, urgency), next(self._numbers))
        waiter = _Waiter(key, line, loop.create_future())
        heapq.heappush(self._waiting, waiter)
        self._advance()
        try:
            token = await told(waiter.admitted)
        except asyncio.CancelledError:
            self._step_back(waiter)
            raise
        if token is None:
            raise self._closed()
        return token

    def leave(self) -> None:
        """Give a slot back; the next one may have it."""
        self._inside -= 1
        self._advance()

    def succeeded(self, token: int) -> None:
        """The request was answered."""
        self.last_answer = self._clock()
        self._breaker.succeeded(token)
        self._advance()

    def failed(self, token: int, outage: Outage) -> None:
        """The request was not answered; who will not wait for the rest that may follow is turned away."""
        now = asyncio.get_running_loop().time()
        asked_rest = outage.retry_after if outage.code == RATE_LIMITED else None
        self._breaker.failed(token, now, asked_rest=asked_rest)
        for waiter in self._waiting:
            if self._breaker.outlasts(now, waiter.line.patience) and not waiter.admitted.done():
                waiter.admitted.set_result(None)
        self._advance()

    def given_up(self, token: int) -> None:
        """The request was cancelled before there was a verdict."""
        self._breaker.given_up(token)
        self._advance()

    def _place(self, line: Line, urgency: Urgency) -> int:
        if urgency is not Urgency.NEW:
            return 0
        place = max(line.place, self._served)
        line.place = place + 1
        return place

    def _advance(self) -> None:
        """Let in whom slots, pace and breaker allow; come back when the next one may."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        loop = asyncio.get_running_loop()
        while self._waiting and self._inside < self._slots:
            if self._waiting[0].admitted.done():
                heapq.heappop(self._waiting)
                continue
            now = loop.time()
            wait = max(self._breaker.wait(now), self._pace.wait(now))
            if wait == 0:
                self._admit(heapq.heappop(self._waiting), now)
                continue
            if wait < math.inf:
                self._timer = loop.call_later(wait, self._advance)
            return

    def _admit(self, waiter: _Waiter, now: float) -> None:
        urgency, place, _ = waiter.key
        if urgency == Urgency.NEW:
            self._served = place
        self._pace.take(now)
        self._inside += 1
        waiter.admitted.set_result(self._breaker.take())

    def _step_back(self, waiter: _Waiter) -> None:
        """The one who waited was cancelled, perhaps in the very moment of being let in."""
        if waiter.admitted.cancelled():
            return
        token = waiter.admitted.result()
        if token is not None:
            self.given_up(token)
            self.leave()

    def _closed(self) -> Closed:
        return Closed(self.next_try or self._clock())


class Turn:
    """A slot that somebody waits for, has, and gives back."""

    def __init__(self, turnstile: Turnstile, line: Line, urgency: Urgency) -> None:
        self._turnstile = turnstile
        self._line = line
        self._urgency = urgency
        self._token = 0
        self._inside = False

    async def __aenter__(self) -> Self:
        self._token = await self._turnstile.enter(self._line, self._urgency)
        self._inside = True
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._turnstile.succeeded(self._token)
        elif isinstance(error, Outage):
            self._turnstile.failed(self._token, error)
        else:
            self._turnstile.given_up(self._token)
        self._give_back()

    async def vacate(self) -> None:
        """Give the slot back before the block ends: the answer is here, and only reading it is left.

        The next one sets out before this returns.
        """
        self._give_back()
        await asyncio.sleep(0)

    def _give_back(self) -> None:
        if self._inside:
            self._inside = False
            self._turnstile.leave()
