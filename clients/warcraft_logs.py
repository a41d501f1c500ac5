"""Warcraft Logs: the combat log of a raid night, by its code.

Version 2 of its API (www.warcraftlogs.com/v2-api-docs/warcraft): a token by client credentials, then one GraphQL
question for a whole report. The answers' shapes are in `warcraft_logs_answers`.
"""

import logging
from base64 import b64encode
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from clients import warcraft_logs_answers as answers
from clients.backoff import Backoff
from clients.breaker import Breaker
from clients.http import Http, Reply
from clients.outage import Closed, Outage
from clients.pace import Pace
from clients.service import Service
from clients.turnstile import Line, Turnstile, Urgency
from clients.warcraft_logs_answers import Allowance, Token
from domain.errors import NotFound, Unavailable
from domain.hiscores import Malformed
from domain.raids import Report

log = logging.getLogger(__name__)

_ATTEMPTS: Final = 3
_SLOTS: Final = 2
# Seconds of an outage that a person would rather wait than be refused.
_PERSON_WAITS: Final = 10.0
# Eight hours of a raid of forty, trash and all, are about 1 MB.
_LARGEST: Final = 16 << 20
_LARGEST_TOKEN: Final = 64 << 10
# What a token has left is used up to this; then a new one is fetched first.
_SPARE: Final = timedelta(minutes=1)
# The service counts points by the hour; a question about a report costs a few.
_SPARE_POINTS: Final = 10

_QUESTION: Final = """
query ($code: String!) {
  reportData {
    report(code: $code) {
      title startTime endTime
      zone { name }
      fights(translate: true) { id encounterID name difficulty kill startTime endTime friendlyPlayers }
      masterData(translate: true) { actors(type: "Player") { id name server subType } }
    }
  }
  rateLimitData { limitPerHour pointsSpentThisHour pointsResetIn }
}
"""


class _Refused(Exception):
    """The token is not, or no longer, accepted."""


class WarcraftLogs:
    """The service at `url`, asked as the client of that id and secret; `clock` gives aware UTC.

    Raises, wherever it is asked:

    - `Unavailable("raid.logs_not_set_up")`: the operator gave no client;
    - `Unavailable("raid.logs_refused")`: the client is not accepted, which only the operator can mend;
    - `Unavailable("raid.logs_spent", next_try=...)`: the hour's points are used up;
    - `Unavailable("raid.logs_unavailable", next_try=...)`: no answer, or none that makes sense.
    """

    def __init__(
        self,
        url: str,
        client_id: str,
        secret: str,
        user_agent: str,
        *,
        clock: Callable[[], datetime],
        backoff: Backoff | None = None,
        rest: float = 60.0,
        total_timeout: float = 20.0,
    ) -> None:
        self._url = url
        self._set_up = bool(client_id and secret)
        self._basic = "Basic " + b64encode(f"{client_id}:{secret}".encode()).decode()
        self._clock = clock
        self._rest = rest
        http = Http(user_agent, connections=_SLOTS, total=total_timeout)
        breaker = Breaker("warcraft_logs", failures=2 * _ATTEMPTS, rest=rest)
        turnstile = Turnstile(_SLOTS, Pace(None), breaker, clock=clock)
        self._service = Service(http, turnstile, backoff or Backoff(first=0.5))
        self._token: Token | None = None
        self._token_until: datetime | None = None
        self._closed_until: datetime | None = None

    @property
    def next_try(self) -> datetime | None:
        """When it is asked again, after outages or once there are points again; None while it may be asked."""
        if self._closed_until is not None and self._closed_until > self._clock():
            return self._closed_until
        return self._service.next_try

    @property
    def services(self) -> dict[str, Service]:
        """Who is asked, by address."""
        return {self._url: self._service}

    async def report(self, code: str) -> Report:
        """A report with its fights and players, for a person who waits.

        Raises:
            NotFound: `raid.report_unknown` with `code`: there is none, or it is private.
        """
        if not self._set_up:
            raise Unavailable("raid.logs_not_set_up")
        if self._closed_until is not None and self._closed_until > self._clock():
            raise Unavailable("raid.logs_spent", next_try=self._closed_until)
        try:
            report = await self._asked(code)
        except _Refused:
            raise Unavailable("raid.logs_refused") from None
        except (Outage, Closed) as outage:
            log.warning("Warcraft Logs is not answering: %s", outage.code, extra={"code": outage.code})
            soon = self.next_try or self._clock() + timedelta(seconds=self._rest)
            raise Unavailable("raid.logs_unavailable", next_try=soon) from None
        if report is None:
            raise NotFound("raid.report_unknown", code=code)
        return report

    async def check(self) -> None:
        """Fetch a token, so that an operator knows whether the client is accepted; raises what every question may."""
        if not self._set_up:
            raise Unavailable("raid.logs_not_set_up")
        try:
            await self._fresh_token(Line(_PERSON_WAITS))
        except _Refused:
            raise Unavailable("raid.logs_refused") from None
        except (Outage, Closed):
            soon = self.next_try or self._clock() + timedelta(seconds=self._rest)
            raise Unavailable("raid.logs_unavailable", next_try=soon) from None

    async def close(self) -> None:
        """End the session."""
        await self._service.close()

    async def _asked(self, code: str) -> Report | None:
        """The report, None when there is none; a token that is not accepted any more is replaced once."""
        line = Line(_PERSON_WAITS)
        token, fresh = await self._token_for(line)
        try:
            return await self._question(code, token, line)
        except _Refused:
            self._token = None
            if fresh:
                raise
        token, _ = await self._token_for(line)
        return await self._question(code, token, line)

    async def _token_for(self, line: Line) -> tuple[Token, bool]:
        """A token that has time left, and whether it was fetched just now."""
        if self._token is not None and self._token_until is not None and self._clock() < self._token_until:
            return self._token, False
        return await self._fresh_token(line), True

    async def _fresh_token(self, line: Line) -> Token:
        async def fetch() -> Reply:
            form, headers = {"grant_type": "client_credentials"}, {"Authorization": self._basic}
            url = f"{self._url}/oauth/token"
            return await self._service.http.post(url, data=form, headers=headers, largest=_LARGEST_TOKEN)

        token = await self._service.ask(fetch, _read_token, line=line, urgency=Urgency.PERSON, attempts=_ATTEMPTS)
        self._token, self._token_until = token, self._clock() + token.lasts - _SPARE
        return token

    async def _question(self, code: str, token: Token, line: Line) -> Report | None:
        async def fetch() -> Reply:
            asked = {"query": _QUESTION, "variables": {"code": code}}
            headers = {"Authorization": f"Bearer {token.text}"}
            url = f"{self._url}/api/v2/client"
            return await self._service.http.post(url, json=asked, headers=headers, largest=_LARGEST)

        read = partial(self._read, code)
        return await self._service.ask(fetch, read, line=line, urgency=Urgency.PERSON, attempts=_ATTEMPTS)

    def _read(self, code: str, reply: Reply) -> Report | None:
        if reply.status in (401, 403):
            reply.json()  # a page in its place comes from something in between, which knows nothing of tokens
            raise _Refused
        if reply.status != 200:
            raise Outage(f"http_{reply.status}")
        payload = reply.json()
        try:
            if allowance := answers.allowance(payload):
                self._note(allowance)
            return answers.report(code, payload)
        except Malformed as malformed:
            log.warning("an answer of Warcraft Logs is malformed: %s", malformed)
            raise Outage("malformed") from None

    def _note(self, allowance: Allowance) -> None:
        """Once the hour's points are as good as used up, nobody asks until there are new ones."""
        if allowance.left < _SPARE_POINTS:
            self._closed_until = self._clock() + allowance.resets_in
            log.warning("Warcraft Logs' points are used up until %s", self._closed_until.isoformat())


def _read_token(reply: Reply) -> Token:
    if reply.status in (400, 401, 403):
        reply.json()
        raise _Refused
    if reply.status != 200:
        raise Outage(f"http_{reply.status}")
    try:
        return answers.token(reply.json())
    except Malformed:
        raise Outage("malformed") from None  # says nothing of what it held: it may be a token
