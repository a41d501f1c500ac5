"""The game's hiscores: one character at once for a person who waits, or a whole roster in a sweep."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from clients.backoff import Backoff
from clients.breaker import Breaker
from clients.http import Http, Reply
from clients.lookup import Answer, Failed, Lookup, Missing, Subject
from clients.outage import Closed, Outage
from clients.pace import Pace
from clients.service import Service
from clients.sweep import Sweep
from clients.turnstile import Line, Turnstile, Urgency
from domain.characters import HISCORES_TABLES, AccountType, CharacterName
from domain.hiscores import Malformed, Sheet, parse

log = logging.getLogger(__name__)

# Ten times what an answer takes today.
_LARGEST: Final = 256 * 1024


@dataclass(frozen=True, slots=True)
class Manners:
    """How politely and for how long the hiscores are asked; times in seconds.

    `again` are the pauses before a 404 is asked for again in a sweep: together the minutes over which it must
    stand. `attempts` bounds the tries of one request, `quick_attempts` those of a person who waits. After
    `outages` failures in a row they rest for `rest`, growing to `longest_rest`; a sweep waits `patience`
    for them to come back.
    """

    slots: int = 5
    attempts: int = 5
    quick_attempts: int = 2
    backoff: Backoff = field(default_factory=Backoff)
    again: tuple[float, ...] = (60.0, 75.0)
    outages: int = 8
    rest: float = 30.0
    longest_rest: float = 300.0
    patience: float = 300.0
    connect_timeout: float = 5.0
    total_timeout: float = 15.0


class Hiscores:
    """The hiscores at `url`, asked at most `rate` times a second (None: no limit) over all guilds together.

    `clock` gives aware UTC times; pauses run by the event loop. The session opens with the first request and
    ends with `close`.
    """

    def __init__(
        self,
        url: str,
        rate: float | None,
        user_agent: str,
        *,
        clock: Callable[[], datetime],
        manners: Manners | None = None,
    ) -> None:
        self._url = url
        self._clock = clock
        self._manners = manners = manners or Manners()
        breaker = Breaker("hiscores", failures=manners.outages, rest=manners.rest, longest=manners.longest_rest)
        self._service = Service(
            Http(
                user_agent,
                connections=manners.slots,
                connect=manners.connect_timeout,
                total=manners.total_timeout,
            ),
            Turnstile(manners.slots, Pace(rate), breaker, clock=clock),
            manners.backoff,
        )
        self._told: set[str] = set()

    @property
    def next_try(self) -> datetime | None:
        """When the hiscores are asked again after outages (aware UTC); None while they may be asked."""
        return self._service.next_try

    @property
    def services(self) -> dict[str, Service]:
        """Who is asked, by address."""
        return {self._url: self._service}

    def sweep(self, subjects: Iterable[Subject]) -> Sweep:
        """Look many characters up; see `Sweep`. Several may run at once: they share pace and slots fairly."""
        line = Line(self._manners.patience)
        return Sweep(self, subjects, line, again=self._manners.again, clock=self._clock)

    async def probe(self, name: CharacterName, kind: AccountType) -> Answer:
        """Look one character up for a person who waits, ahead of all sweeps.

        `Missing` is one answer, true right now; only a sweep's is believed. Never waits for a service that
        rests: that is `Failed` with its `next_try`.
        """
        line = Line(patience=0)

        async def ask(kind: AccountType) -> Sheet | None:
            return await self._ask(name, kind, line, Urgency.PERSON, self._manners.quick_attempts)

        try:
            found = await Lookup(Subject(0, name, kind), ask, clock=self._clock).round()
        except Outage as outage:
            return Failed(outage.code, self.next_try)
        except Closed as closed:
            return Failed(closed.code, closed.next_try)
        return found or Missing()

    async def ask(self, name: CharacterName, kind: AccountType, line: Line, urgency: Urgency) -> Sheet | None:
        """The character's sheet in the table of a type (not `auto`); None for a 404.

        Raises:
            Outage: no usable answer after all attempts.
            Closed: the hiscores rest for longer than the line waits.
        """
        return await self._ask(name, kind, line, urgency, self._manners.attempts)

    async def close(self) -> None:
        """End the session; sweeps must be over."""
        await self._service.close()

    async def _ask(
        self, name: CharacterName, kind: AccountType, line: Line, urgency: Urgency, attempts: int
    ) -> Sheet | None:
        url = f"{self._url}/m={HISCORES_TABLES[kind]}/index_lite.json"

        async def fetch() -> Reply:
            return await self._service.http.get(url, {"player": name.shown}, largest=_LARGEST)

        return await self._service.ask(fetch, self._read, line=line, urgency=urgency, attempts=attempts)

    def _read(self, reply: Reply) -> Sheet | None:
        if reply.status == 404:
            return None
        if reply.status != 200:
            raise Outage(f"http_{reply.status}")
        try:
            sheet = parse(reply.json())
        except Malformed as malformed:
            log.warning("an answer of the hiscores is malformed: %s", malformed)
            raise Outage("malformed") from None
        self._tell_unknown(sheet)
        return sheet

    def _tell_unknown(self, sheet: Sheet) -> None:
        news = sorted(set(sheet.unknown) - self._told)
        if news:
            self._told.update(news)
            log.warning("the hiscores have new names: %s", ", ".join(news), extra={"names": news})
