"""The sweep's hiscores, in a process of their own so that their work does not count as ours.

Started as `python -m benchmarks.outside LATENCY FAILING`: writes its address on one line, serves until its input ends,
then writes how many requests it was asked.
"""

import asyncio
import sys
from datetime import UTC, datetime

from playground.growth import Characters
from playground.hiscores import DemoHiscores


async def serve(latency: float, failing: float) -> None:
    """Serve until standard input ends."""
    characters = Characters(seed=2, since=datetime(2025, 11, 20, tzinfo=UTC), everybody=True)
    async with DemoHiscores(characters, clock=lambda: datetime.now(UTC), latency=latency, failing=failing) as server:
        print(server.url, flush=True)
        await asyncio.to_thread(sys.stdin.read)
        print(len(server.seen), flush=True)


if __name__ == "__main__":
    asyncio.run(serve(*map(float, sys.argv[1:])))
