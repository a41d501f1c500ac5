"""An outside service as this house asks it: a session, a turnstile, and retries that wait outside."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from clients.backoff import Backoff
from clients.http import Http, Reply
from clients.outage import RATE_LIMITED, Closed, Outage
from clients.turnstile import Line, Turnstile, Urgency

T = TypeVar("T")


class Service:
    """The parts that belong together; each client of the outside world holds one."""

    def __init__(self, http: Http, turnstile: Turnstile, backoff: Backoff) -> None:
        self.http = http
        self._turnstile = turnstile
        self._backoff = backoff

    @property
    def next_try(self) -> datetime | None:
        """When the service is asked again (aware UTC); None while it may be asked."""
        return self._turnstile.next_try

    @property
    def last_answer(self) -> datetime | None:
        """When the service last answered (aware UTC); None before its first answer."""
        return self._turnstile.last_answer

    async def ask(
        self,
        fetch: Callable[[], Awaitable[Reply]],
        read: Callable[[Reply], T],
        *,
        line: Line,
        urgency: Urgency,
        attempts: int,
    ) -> T:
        """What `read` makes of what `fetch` brings, tried up to `attempts` times.

        Either may raise `Outage`. Between tries, and while it reads, it holds no slot.

        Raises:
            Outage: the last of `attempts` failures.
            Closed: the service rests for longer than the line waits; with the code of an outage before it.
        """
        failures = 0
        code: str | None = None
        delay: float | None = None
        while True:
            try:
                if delay is not None:
                    await line.pause(delay)
                async with self._turnstile.turn(line, urgency) as turn:
                    reply = await fetch()
                    await turn.vacate()
                    return read(reply)
            except Closed as closed:
                raise (closed if code is None else Closed(closed.next_try, code)) from None
            except Outage as outage:
                failures += 1
                if failures >= attempts:
                    raise
                code, delay = outage.code, self._delay(outage, failures)
            urgency = min(urgency, Urgency.BEGUN)

    async def close(self) -> None:
        """End the session."""
        await self.http.close()

    def _delay(self, outage: Outage, failures: int) -> float:
        delay = self._backoff.delay(failures)
        if outage.retry_after is None or outage.code == RATE_LIMITED:
            return delay  # after a 429 the turnstile keeps everybody out for as long as was asked
        return max(delay, min(outage.retry_after, self._backoff.longest))
