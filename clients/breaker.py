"""The breaker: after repeated outages a service is left alone for a while, then tried with one request."""

import logging
import math
import random
from collections.abc import Callable

log = logging.getLogger(__name__)


class Breaker:
    """Whether a service may be asked now.

    Closed (all may ask) until `failures` outages came in a row; then it rests: first `rest` seconds, twice as
    long after every failed trial, at most `longest`, each scattered by a fifth. When a rest is over one
    request goes through as a trial; its success closes the breaker, its failure starts the next rest.

    Pure bookkeeping over a monotonic clock handed in as `now` (seconds). Every request takes a token and
    gives it back with its verdict; verdicts of requests that set out before the breaker last changed are old
    news and count for nothing, so stragglers can neither close nor prolong it.
    """

    def __init__(
        self,
        service: str,
        *,
        failures: int = 8,
        rest: float = 30.0,
        longest: float = 300.0,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._service = service
        self._enough = failures
        self._rest = rest
        self._longest = longest
        self._jitter = jitter
        self._failures = 0
        self._rests = 0
        self._opened: float | None = None
        self._rests_since = 0.0
        self._until = 0.0
        self._trying = False
        self._era: int = 0

    def wait(self, now: float) -> float:
        """Seconds until a request may set out: 0 for now, infinity while the one trial is under way."""
        if self._opened is None:
            return 0.0
        return math.inf if self._trying else self._left(now)

    def rest_left(self, now: float) -> float | None:
        """Seconds of rest left; None when the breaker is closed, 0 when a trial is due or under way."""
        return None if self._opened is None else self._left(now)

    def outlasts(self, now: float, patience: float) -> bool:
        """Whether it rests, and will have been open for more than `patience` seconds when that rest ends."""
        if self._opened is None or self._trying or not self._left(now):
            return False
        return self._until - self._opened > patience

    def take(self) -> int:
        """A request sets out; the token goes back with its verdict. Call only when `wait` is 0."""
        self._trying = self._opened is not None
        return self._era

    def succeeded(self, token: int) -> None:
        """The service answered."""
        if token != self._era:
            return
        self._failures = 0
        if self._opened is None:
            return
        self._opened, self._rests, self._trying = None, 0, False
        self._era += 1
        log.info("%s answers again", self._service, extra={"service": self._service})

    def failed(self, token: int, now: float, *, asked_rest: float | None = None) -> None:
        """The service did not answer; `asked_rest` is how long it asked to be left alone (429)."""
        if token != self._era:
            if asked_rest is not None and self._opened is not None:
                self._until = max(self._until, now + asked_rest)
            return
        self._failures += 1
        if asked_rest is not None or self._trying or self._failures >= self._enough:
            self._open(now, asked_rest)

    def given_up(self, token: int) -> None:
        """The request was cancelled: no verdict, and a trial may be tried again."""
        if token == self._era:
            self._trying = False

    def _open(self, now: float, asked_rest: float | None) -> None:
        rest = self._next_rest() if asked_rest is None else asked_rest
        self._opened = now if self._opened is None else self._opened
        self._rests_since, self._until = now, now + rest
        self._rests += 1
        self._failures, self._trying = 0, False
        self._era += 1
        log.warning(
            "%s is not answering; left alone for %.0f s",
            self._service,
            rest,
            extra={"service": self._service, "rest": round(rest, 1), "rests": self._rests},
        )

    def _left(self, now: float) -> float:
        """Seconds of rest left; where the clock was set back, which offline worlds do, the rest begins anew."""
        if (back := self._rests_since - now) > 0:
            self._rests_since, self._until = now, self._until - back
            self._opened = None if self._opened is None else self._opened - back
        return max(0.0, self._until - now)

    def _next_rest(self) -> float:
        return min(self._longest, self._rest * 2**self._rests) * (0.8 + 0.4 * self._jitter())
