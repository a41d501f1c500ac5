"""Waiting for what only others can bring about, in the shape of a sleep."""

import asyncio

LONGEST = 24 * 3600.0
"""Nobody waits for longer than this many seconds at a time."""


async def told(news: asyncio.Future[int | None]) -> int | None:
    """What the future says; None when nothing was said within a day.

    A world whose clock stands still (SimCord, in which the tests and the playground live) lets its clock go on when
    everybody sleeps. Whoever waits for a bare future looks busy to it, even if only the clock can bring the news.
    """
    limit = asyncio.get_running_loop().call_later(LONGEST, _set_result_unless_cancelled, news, None)
    try:
        return await news
    finally:
        limit.cancel()


def _set_result_unless_cancelled(future: asyncio.Future[int | None], result: int | None) -> None:
    """Named as in asyncio: by this name a sleeper is known."""
    if not future.done():
        future.set_result(result)
