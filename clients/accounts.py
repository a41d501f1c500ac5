"""Discord's OAuth2: whose account somebody shows us, and nothing else; the token is given back at once.

The authorization code grant with PKCE (RFC 6749, RFC 7636) for the scope `identify`; tokens are revoked (RFC 7009).
What Discord supports stands at discord.com/.well-known/oauth-authorization-server.
"""

import logging
import re
from base64 import b64encode
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, Final, TypeVar, cast
from urllib.parse import quote, urlencode

from clients.backoff import Backoff
from clients.breaker import Breaker
from clients.http import Http, Reply
from clients.outage import Closed, Outage
from clients.pace import Pace
from clients.service import Service
from clients.turnstile import Line, Turnstile, Urgency
from domain.links import NAME_LIMIT, Account
from domain.texts import one_line

log = logging.getLogger(__name__)

T = TypeVar("T")

SCOPE: Final = "identify"
_ATTEMPTS: Final = 3
_SLOTS: Final = 4
# Seconds of an outage that somebody who looks at an empty page waits.
_PERSON_WAITS: Final = 8.0
_LARGEST: Final = 64 << 10
_ID: Final = re.compile(r"[1-9]\d{0,18}")
_AVATAR: Final = re.compile(r"[a-z0-9_]{1,100}")


class Refused(Exception):
    """Discord does not accept the code: made up, used before, too old, or got by another way than ours."""


class Misconfigured(Exception):
    """Discord does not accept our client's id, secret or redirect address, which only the operator can mend."""


class Accounts:
    """Discord at `url`, asked as the client of that id and secret; `clock` gives aware UTC."""

    def __init__(
        self,
        url: str,
        client_id: str,
        secret: str,
        user_agent: str,
        *,
        clock: Callable[[], datetime],
        backoff: Backoff | None = None,
        rest: float = 30.0,
        total_timeout: float = 10.0,
    ) -> None:
        self._url = url
        self._client_id = client_id
        given = {"DISCORD_CLIENT_ID": client_id, "DISCORD_CLIENT_SECRET": secret}
        self.missing: tuple[str, ...] = tuple(name for name, value in given.items() if not value)
        # The parts are form-encoded before they are joined (RFC 6749, 2.3.1).
        pair = f"{quote(client_id, safe='')}:{quote(secret, safe='')}"
        self._basic = {"Authorization": "Basic " + b64encode(pair.encode()).decode()}
        http = Http(user_agent, connections=_SLOTS, total=total_timeout)
        breaker = Breaker("discord_accounts", failures=2 * _ATTEMPTS, rest=rest)
        turnstile = Turnstile(_SLOTS, Pace(None), breaker, clock=clock)
        self._service = Service(http, turnstile, backoff or Backoff())

    @property
    def issuer(self) -> str:
        """How Discord names itself to whoever comes back from it (RFC 9207)."""
        return self._url

    @property
    def services(self) -> dict[str, Service]:
        """Who is asked, by address."""
        return {self._url: self._service}

    def authorization(self, *, redirect_uri: str, state: str, challenge: str) -> str:
        """The address where Discord asks the person whether we may know who they are.

        It always asks: that somebody agreed once is no reason to agree unseen to what somebody else began.
        """
        asked = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": redirect_uri,
            "scope": SCOPE,
            "state": state,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            "prompt": "consent",
        }
        return f"{self._url}/oauth2/authorize?{urlencode(asked)}"

    async def shown(self, *, code: str, verifier: str, redirect_uri: str) -> Account:
        """The account that the code stands for; the token that it is exchanged for is revoked, whatever happens.

        Raises:
            Refused: the code is not accepted.
            Misconfigured: the client is not accepted.
            Outage, Closed: Discord does not answer, or not in a way that makes sense.
        """
        line = Line(_PERSON_WAITS)
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
        # Once: a code is good for one exchange, and asking again for what was answered unheard revokes the token.
        token = await self._post("/api/oauth2/token", form | {"code_verifier": verifier}, _token, line, attempts=1)
        try:
            return await self._who(token, line)
        finally:
            await self._revoke(token)

    async def close(self) -> None:
        """End the session."""
        await self._service.close()

    async def _who(self, token: str, line: Line) -> Account:
        async def fetch() -> Reply:
            headers = {"Authorization": f"Bearer {token}"}
            return await self._service.http.get(f"{self._url}/api/v10/users/@me", headers=headers, largest=_LARGEST)

        return await self._service.ask(fetch, _account, line=line, urgency=Urgency.PERSON, attempts=_ATTEMPTS)

    async def _revoke(self, token: str) -> None:
        form = {"token": token, "token_type_hint": "access_token"}
        try:
            await self._post("/api/oauth2/token/revoke", form, _done, Line(_PERSON_WAITS), attempts=_ATTEMPTS)
        except (Outage, Closed) as problem:
            # Nobody has it any more, and it ends by itself within a week.
            log.warning("Discord could not be told to revoke a token", extra={"reason": problem.code})

    async def _post(
        self, path: str, form: dict[str, str], read: Callable[[Reply], T], line: Line, *, attempts: int
    ) -> T:
        fetch = partial(self._service.http.post, self._url + path, data=form, headers=self._basic, largest=_LARGEST)
        return await self._service.ask(fetch, read, line=line, urgency=Urgency.PERSON, attempts=attempts)


def _token(reply: Reply) -> str:
    """The token of an answer. Nothing that is raised says what the answer held: it may be a token."""
    answer = _fields(reply)
    if reply.status in (400, 401, 403):
        raise (Misconfigured if _ours(answer) else Refused)
    if reply.status != 200:
        raise Outage(f"http_{reply.status}")
    token = answer.get("access_token")
    if not isinstance(token, str) or not token.isascii() or not token.isprintable() or " " in token or not token:
        raise Outage("malformed")
    if str(answer.get("token_type", "")).lower() != "bearer":
        raise Outage("malformed")
    return token


def _ours(answer: dict[str, Any]) -> bool:
    """Whether it is our client that was not accepted, and not what the person brought."""
    return answer.get("error") in ("invalid_client", "unauthorized_client", "unsupported_grant_type")


def _account(reply: Reply) -> Account:
    answer = _fields(reply)
    if reply.status != 200:
        raise Outage(f"http_{reply.status}")
    number, name, avatar = answer.get("id"), answer.get("global_name") or answer.get("username"), answer.get("avatar")
    if not isinstance(number, str) or not number.isascii() or not _ID.fullmatch(number) or int(number) >= 2**63:
        raise Outage("malformed")
    if not isinstance(name, str):
        raise Outage("malformed")
    shown = one_line(name[:NAME_LIMIT], NAME_LIMIT) or number
    return Account(int(number), shown, avatar if isinstance(avatar, str) and _AVATAR.fullmatch(avatar) else None)


def _done(reply: Reply) -> None:
    if reply.status != 200:
        raise Outage(f"http_{reply.status}")


def _fields(reply: Reply) -> dict[str, Any]:
    answer = reply.json()
    if not isinstance(answer, dict):
        raise Outage("malformed")
    return cast("dict[str, Any]", answer)
