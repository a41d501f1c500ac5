"""An even pace: turns with the same gap between them, and none saved up for a burst."""


class Pace:
    """At most `rate` turns a second, evenly spaced; None means no limit.

    Times are seconds of one monotonic clock (the event loop's), handed in by the caller. An unused turn is
    gone: after a quiet hour the next two turns still keep their gap.
    """

    def __init__(self, rate: float | None) -> None:
        self._gap = 1 / rate if rate is not None else 0.0
        self._next = 0.0

    def wait(self, now: float) -> float:
        """Seconds until the next turn may be taken; 0 when it may be taken now. Never more than a gap.

        Where the clock was set back, which offline worlds do, a gap begins anew.
        """
        self._next = min(self._next, now + self._gap)
        return max(0.0, self._next - now)

    def take(self, now: float) -> None:
        """Take a turn at `now`."""
        self._next = max(self._next, now) + self._gap
