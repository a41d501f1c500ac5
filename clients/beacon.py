"""The public beacon's relays: several may be asked and none is believed; the first signature that holds is taken.

Requests and answers as drand's relays have them (docs.drand.love, and github.com/drand/http-relay for what they say
of a round that is not out yet).
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final, cast
from urllib.parse import urlsplit

from clients.backoff import Backoff
from clients.breaker import Breaker
from clients.http import Http, Reply
from clients.outage import Closed, Outage
from clients.pace import Pace
from clients.service import Service
from clients.turnstile import Line, Turnstile, Urgency
from domain.errors import Unavailable
from fairness.beacon import Chain

log = logging.getLogger(__name__)

_NOT_OUT: Final = "not_out"

# Draws that wait for different rounds at the same time.
_SLOTS: Final = 4
# Ten times what an answer takes today.
_LARGEST: Final = 4096
_TOO_EARLY: Final = frozenset({404, 425})
# Seconds after its time in which a round may be missing without anything being wrong; then "not out" is an outage.
_LATE: Final = timedelta(seconds=60)
_SOON: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class _Relay:
    """One of them; `name` is its host, for the log."""

    url: str
    name: str
    service: Service


class Relays:
    """The relays of `chain` at `urls`, the preferred one first; `clock` gives aware UTC.

    Each has a head start of `head_start` seconds over the next one, which is asked at once when it fails. A relay that
    fails five times in a row rests, for `rest` seconds at first and `longest_rest` at most.
    """

    def __init__(
        self,
        urls: Sequence[str],
        chain: Chain,
        user_agent: str,
        *,
        clock: Callable[[], datetime],
        head_start: float = 1.0,
        rest: float = 5.0,
        longest_rest: float = 60.0,
        total_timeout: float = 5.0,
    ) -> None:
        if not urls:
            raise ValueError("a chain has at least one relay")
        self.chain = chain
        self._clock = clock
        self._head_start = head_start
        self._http = Http(
            user_agent, connections=_SLOTS * len(urls), connect=min(3.0, total_timeout), total=total_timeout
        )

        def relay(url: str) -> _Relay:
            name = urlsplit(url).hostname or url
            breaker = Breaker(f"the beacon's relay {name}", failures=5, rest=rest, longest=longest_rest)
            turnstile = Turnstile(_SLOTS, Pace(None), breaker, clock=clock)
            return _Relay(url, name, Service(self._http, turnstile, Backoff()))

        self._relays = tuple(map(relay, urls))

    @property
    def urls(self) -> tuple[str, ...]:
        """Their addresses, the preferred one first."""
        return tuple(relay.url for relay in self._relays)

    @property
    def services(self) -> dict[str, Service]:
        """Who is asked, by address."""
        return {relay.url: relay.service for relay in self._relays}

    async def signature(self, round_: int) -> bytes:
        """That round's signature, checked against the chain's key. One attempt: whoever waits for a round asks again.

        Before the round's time nobody is asked.

        Raises:
            Unavailable: `draw.round_not_out` with `round` and `next_try` while it is too early, by the clock or for
                the relays; `draw.beacon_unavailable` with `next_try` when no relay gives a signature that holds.
        """
        if not self._is_out(round_):
            raise Unavailable("draw.round_not_out", round=round_, next_try=self._out_at(round_))
        answer = await self._first(round_)
        if isinstance(answer, bytes):
            return answer
        if _NOT_OUT in answer:
            raise Unavailable("draw.round_not_out", round=round_, next_try=self._clock() + _SOON)
        raise Unavailable("draw.beacon_unavailable", next_try=self._next_try())

    async def survey(self, round_: int) -> dict[str, str]:
        """How each relay answers for a round: its address, and nothing when all is well, else the outage's code."""
        answers = await asyncio.gather(*(self._ask(relay, round_) for relay in self._relays))
        codes = ("" if isinstance(answer, bytes) else answer for answer in answers)
        return dict(zip((relay.url for relay in self._relays), codes, strict=True))

    async def close(self) -> None:
        """End the session."""
        await self._http.close()

    async def _first(self, round_: int) -> bytes | list[str]:
        """The first signature that holds; else why each relay gave none."""
        to_ask = deque(self._relays)
        under_way: set[asyncio.Task[bytes | str]] = set()
        codes: list[str] = []
        try:
            while to_ask or under_way:
                if to_ask:
                    under_way.add(asyncio.create_task(self._ask(to_ask.popleft(), round_)))
                patience = self._head_start if to_ask else None
                done, under_way = await asyncio.wait(under_way, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    if isinstance(answer := task.result(), bytes):
                        return answer
                    codes.append(answer)
        finally:
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)
        return codes

    async def _ask(self, relay: _Relay, round_: int) -> bytes | str:
        """The signature, or the code of why there is none."""
        url = f"{relay.url}/{self.chain.hash.hex()}/public/{round_}"
        read = partial(self._read, relay, round_)

        async def fetch() -> Reply:
            return await self._http.get(url, largest=_LARGEST)

        try:
            answer = await relay.service.ask(fetch, read, line=Line(0), urgency=Urgency.PERSON, attempts=1)
        except (Outage, Closed) as outage:
            return outage.code
        return _NOT_OUT if answer is None else answer

    def _read(self, relay: _Relay, round_: int, reply: Reply) -> bytes | None:
        """The signature; None when the relay says, believably, that it is too early."""
        if reply.status in _TOO_EARLY and self._clock() < self._out_at(round_) + _LATE:
            return None
        if reply.status != 200:
            raise Outage(f"http_{reply.status}")
        try:
            return _signature(self.chain, round_, reply.json())
        except Outage as outage:
            told = {"relay": relay.name, "round": round_, "code": outage.code}
            log.warning("the beacon's relay %s gives a wrong answer: %s", relay.name, outage.code, extra=told)
            raise

    def _out_at(self, round_: int) -> datetime:
        return datetime.fromtimestamp(self.chain.time(round_), UTC)

    def _is_out(self, round_: int) -> bool:
        return self._clock() >= self._out_at(round_)

    def _next_try(self) -> datetime:
        soon = self._clock() + _SOON
        return min(relay.service.next_try or soon for relay in self._relays)


def _signature(chain: Chain, round_: int, payload: object) -> bytes:
    """The chain's signature on that round, from a relay's answer. Raises `Outage` when there is none in it."""
    if not isinstance(payload, dict):
        raise Outage("malformed")
    answer = cast("Mapping[str, object]", payload)
    number, text = answer.get("round"), answer.get("signature")
    if type(number) is not int or not isinstance(text, str):
        raise Outage("malformed")
    if number != round_:
        raise Outage("other_round")
    try:
        signature = bytes.fromhex(text)
    except ValueError:
        raise Outage("malformed") from None
    if not chain.signed(round_, signature):
        raise Outage("bad_signature")
    return signature
