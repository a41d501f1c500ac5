"""The two ways an outside service is not there: it did not answer, or we have stopped asking for a while."""

from datetime import datetime

RATE_LIMITED = "rate_limited"
NOT_ASKED = "not_asked"


class Outage(Exception):
    """A request brought no usable answer; nothing is known about what was asked.

    `code` is short and stable: `timeout`, `connection` (refused, reset, cut off), `rate_limited`, `html`,
    `malformed`, `too_large`, or `http_503` for a status nobody expected. `retry_after` is in seconds where
    the service named it. Carries no URL, header or body, so no secret can travel with it.
    """

    def __init__(self, code: str, *, retry_after: float | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after


class Closed(Exception):
    """Not asked (again): the service keeps failing, and its next try is later than the asker waits.

    `next_try` is an aware UTC time; `code` is that of the outage before it, else `not_asked`.
    """

    def __init__(self, next_try: datetime, code: str = NOT_ASKED) -> None:
        super().__init__(f"{code}, next try at {next_try.isoformat()}")
        self.next_try = next_try
        self.code = code
