"""Wise Old Man: whose roster a group is, and what its members' past was.

Endpoints and limits as docs.wiseoldman.net says them; the answers' shapes are in `wom_answers`.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Final, TypeVar
from urllib.parse import quote

from clients import wom_answers
from clients.backoff import Backoff
from clients.breaker import Breaker
from clients.http import Http, Reply
from clients.outage import Closed, Outage
from clients.pace import Pace
from clients.service import Service
from clients.turnstile import Line, Turnstile, Urgency
from clients.wom_answers import Group, PastSheet
from domain.characters import CharacterName
from domain.errors import NotFound, Unavailable
from domain.hiscores import Malformed

log = logging.getLogger(__name__)

T = TypeVar("T")

_A_MINUTE: Final = 20
_A_MINUTE_WITH_KEY: Final = 100
# It counts minutes from our first request in each; a little slower than allowed, and none overflows.
_SPARE: Final = 0.97
_ATTEMPTS: Final = 3
# Seconds of an outage that a person would rather wait than be refused. A job in the background waits for none: its
# tables know when to try again.
_PERSON_WAITS: Final = 10.0
_JOB_WAITS: Final = 0.0
# A group of 500 with all its numbers is about 6 MB.
_LARGEST: Final = 16 << 20
_PAGE: Final = 100
_MOST_SNAPSHOTS: Final = 20_000
_LARGEST_ID: Final = 2**31 - 1


class WiseOldMan:
    """The service at `url`: 20 requests a minute, 100 with a key, evenly paced; `clock` gives aware UTC.

    `user_agent` names a contact, as its operators ask. Every method that asks raises

    - `Unavailable("clan.wom_unavailable", next_try=...)`: no answer, or none that makes sense;
    - `Unavailable("clan.wom_key_refused")`: the key is not accepted, which only the operator can mend.
    """

    def __init__(
        self,
        url: str,
        key: str,
        user_agent: str,
        *,
        clock: Callable[[], datetime],
        a_minute: float | None = None,
        backoff: Backoff | None = None,
        rest: float = 60.0,
        total_timeout: float = 30.0,
    ) -> None:
        self._url = url
        self._has_key = bool(key)
        self._clock = clock
        self._rest = rest
        http = Http(user_agent, headers={"x-api-key": key} if key else None, connections=1, total=total_timeout)
        pace = Pace(_SPARE * (a_minute or (_A_MINUTE_WITH_KEY if key else _A_MINUTE)) / 60)
        breaker = Breaker("wise_old_man", failures=_ATTEMPTS, rest=rest)
        turnstile = Turnstile(1, pace, breaker, clock=clock)
        self._service = Service(http, turnstile, backoff or Backoff(first=1.0))
        self._told: set[str] = set()

    @property
    def next_try(self) -> datetime | None:
        """When it is asked again after outages (aware UTC); None while it may be asked."""
        return self._service.next_try

    @property
    def services(self) -> dict[str, Service]:
        """Who is asked, by address."""
        return {self._url: self._service}

    async def group(self, group_id: int) -> Group:
        """A group with its members, for a person who waits.

        Raises:
            NotFound: `clan.wom_group_unknown` with `group`.
        """
        return await self._of_group(group_id, "", wom_answers.group)

    async def group_sheets(self, group_id: int) -> dict[CharacterName, PastSheet]:
        """The latest sheet of each member, in one request (about 12 kB a member).

        Raises:
            NotFound: `clan.wom_group_unknown` with `group`.
        """
        sheets = await self._of_group(group_id, "/bulk-hiscores", wom_answers.sheets)
        self._tell_left_out(sheets.values())
        return sheets

    async def history(self, name: CharacterName, since: datetime, until: datetime) -> tuple[PastSheet, ...]:
        """The character's past from `since` to `until`, oldest first: the last sheet of each UTC day.

        Empty for one that Wise Old Man does not know. A request per 100 snapshots, of the newest 20,000 at
        most; meant for a job in the background, so it goes behind people and waits for no outage to end.
        """
        line = Line(_JOB_WAITS)
        path = f"/v2/players/{quote(name.key)}/snapshots"
        params = {"startDate": _utc_text(since), "endDate": _utc_text(until), "limit": str(_PAGE)}
        days: dict[date, PastSheet] = {}
        for offset in range(0, _MOST_SNAPSHOTS, _PAGE):
            asked = {**params, "offset": str(offset)}
            page = await self._get(path, asked, wom_answers.page, line, Urgency.NEW) or ()
            for past in page:
                days.setdefault(past.at.date(), past)  # newest first: the first of a day is its last
            self._tell_left_out(page)
            if len(page) < _PAGE:
                break
        return tuple(sorted(days.values(), key=lambda past: past.at))

    async def close(self) -> None:
        """End the session."""
        await self._service.close()

    async def _of_group(self, group_id: int, part: str, read: Callable[[object], T]) -> T:
        unknown = NotFound("clan.wom_group_unknown", group=group_id)
        if not 0 < group_id <= _LARGEST_ID:
            raise unknown
        path = f"/v2/groups/{group_id}{part}"
        answer = await self._get(path, {}, read, Line(_PERSON_WAITS), Urgency.PERSON)
        if answer is None:
            raise unknown
        return answer

    async def _get(
        self,
        path: str,
        params: Mapping[str, str],
        read: Callable[[object], T],
        line: Line,
        urgency: Urgency,
    ) -> T | None:
        """What `read` makes of the answer; None for a 404 of the service itself."""

        async def fetch() -> Reply:
            return await self._service.http.get(self._url + path, params, largest=_LARGEST)

        try:
            return await self._service.ask(
                fetch, partial(self._read, read), line=line, urgency=urgency, attempts=_ATTEMPTS
            )
        except (Outage, Closed) as outage:
            log.warning("Wise Old Man is not answering: %s", outage.code, extra={"code": outage.code})
            soon = self.next_try or self._clock() + timedelta(seconds=self._rest)
            raise Unavailable("clan.wom_unavailable", next_try=soon) from None

    def _read(self, read: Callable[[object], T], reply: Reply) -> T | None:
        if reply.status == 403 and self._has_key:
            raise Unavailable("clan.wom_key_refused")
        if reply.status not in (200, 404):
            raise Outage(f"http_{reply.status}")
        payload = reply.json()  # also of a 404: one that is a web page comes from something in between
        if reply.status == 404:
            return None
        try:
            return read(payload)
        except Malformed as malformed:
            log.warning("an answer of Wise Old Man is malformed: %s", malformed)
            raise Outage("malformed") from None

    def _tell_left_out(self, sheets: Iterable[PastSheet]) -> None:
        news = sorted({slug for past in sheets for slug in past.left_out} - self._told)
        if news:
            self._told.update(news)
            log.warning("Wise Old Man has metrics that are left out: %s", ", ".join(news), extra={"names": news})


def _utc_text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
