"""Linking: a private address, a look at Discord's own page, and nothing kept of it but who it was.

Somebody asks in Discord and gets an address (a ticket). Whoever opens it sets out to Discord with a state, a cookie
and a verifier of PKCE, and comes back with a code. Only the Discord user who asked is linked, in the browser that set
out, once, within ten minutes.
"""

import hmac
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from sqlalchemy import Connection

from clients.outage import Closed, Outage
from domain.errors import Unavailable
from domain.links import (
    MARKS_LAST,
    SECRET_SIZE,
    TICKET_LASTS,
    Account,
    Outcome,
    challenge,
    fingerprint,
    is_secret,
    secret_text,
)
from domain.marks import MarkKind, browser_of, mark, network_of
from domain.people import Actor, Rank
from services import access
from services.desk import Desk
from storage import links, members
from storage.links import Link, Ticket

if TYPE_CHECKING:
    from clients.accounts import Accounts

log = logging.getLogger(__name__)

BACK_TO: Final = "/link/done"
_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
# What OAuth2 calls a provider that is not there (RFC 6749, 4.1.2.1).
_DOWN: Final = ("server_error", "temporarily_unavailable")


@dataclass(frozen=True, slots=True)
class Offer:
    """A private address and when it ends; `link` is what stands now, `marked` whether marks are kept."""

    url: str
    expires_at: datetime
    link: Link | None
    marked: bool


@dataclass(frozen=True, slots=True)
class Departure:
    """Where to send the browser, and the cookie that it has to come back with, until then."""

    url: str
    cookie: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Visitor:
    """From where and with what somebody comes, as far as it is told."""

    address: str
    agent: str
    languages: str


@dataclass(frozen=True, slots=True)
class Back:
    """What a browser comes back with: `code` or `error`, and who it says to have been asked (`issuer`)."""

    state: str
    cookie: str
    code: str
    error: str
    issuer: str | None
    visitor: Visitor


@dataclass(frozen=True, slots=True)
class Return:
    """How it ended; `account` and `marked` only tell of whoever was linked."""

    outcome: Outcome
    account: Account | None = None
    marked: bool = False


class Linking:
    """Link and unlink accounts. `public_url` is where people reach the web pages, empty when they do not."""

    def __init__(
        self, desk: Desk, accounts: "Callable[[], Accounts]", secret: Callable[[], bytes], public_url: str
    ) -> None:
        self._desk = desk
        self._open_accounts = accounts
        self._secret = secret
        self._public_url = public_url

    @property
    def missing(self) -> tuple[str, ...]:
        """What the operator has to set before anybody can link; empty when nothing is missing.

        Raises `Unavailable` in a house that was built without it.
        """
        return (*(() if _is_private(self._public_url) else ("PUBLIC_URL",)), *self._accounts.missing)

    @property
    def is_set_up(self) -> bool:
        """Whether anybody can link here."""
        try:
            return not self.missing
        except Unavailable:
            return False

    @property
    def origin(self) -> str:
        """Our own pages, as a browser names them; what a form of another site sends has another one."""
        return _origin(self._public_url)

    @property
    def leads_to(self) -> str:
        """The one other site that our form may lead to."""
        return _origin(self._accounts.issuer)

    async def offer(self, actor: Actor) -> Offer:
        """A fresh address for the actor; those before it lead nowhere any more.

        Raises `Forbidden` (blocked) and `Unavailable`: nobody can link here, and to a leader why.
        """
        token, now = secret_text(self._desk.entropy(SECRET_SIZE)), self._desk.clock()

        def work(tx: Connection) -> Offer:
            member = access.enter(tx, actor, Rank.MEMBER, now)
            if missing := self.missing:
                if access.rank_of(tx, actor) is Rank.LEADER:
                    raise Unavailable("link.operator_must_set", missing=missing)
                raise Unavailable("link.not_set_up")
            links.make_ticket(tx, member.id, fingerprint(token), now, now + TICKET_LASTS)
            link, marked = links.of(tx, member.id), links.has_marks(tx, member.id, now)
            return Offer(f"{self._public_url}/link/{token}", now + TICKET_LASTS, link, marked)

        return await self._desk.db.write(work)

    async def unlink(self, actor: Actor) -> bool:
        """Forget the actor's link, tickets and marks; whether there was a link or a mark. Also for the blocked."""

        def work(tx: Connection) -> bool:
            member = members.find(tx, actor.guild_id, actor.user_id)
            return member is not None and links.forget(tx, member.id)

        return await self._desk.db.write(work)

    async def stands(self, token: str) -> Outcome | None:
        """Why this address leads nowhere; None while it leads on. To look uses nothing up."""
        if not self.is_set_up:
            return Outcome.UNKNOWN
        now = self._desk.clock()
        return await self._desk.db.read(lambda tx: _verdict(links.ticket(tx, fingerprint(token)), now))

    async def set_out(self, token: str, *, may_mark: bool) -> Departure | Outcome:
        """Where to go on from this address, or why it leads nowhere. Of several tabs, the last one can come back."""
        if not self.is_set_up:
            return Outcome.UNKNOWN
        state, cookie, verifier = (secret_text(self._desk.entropy(SECRET_SIZE)) for _ in range(3))
        noted = {"state": fingerprint(state), "cookie": fingerprint(cookie), "verifier": verifier, "may_mark": may_mark}
        now = self._desk.clock()

        def work(tx: Connection) -> Ticket | Outcome:
            ticket = links.ticket(tx, fingerprint(token))
            if (verdict := _verdict(ticket, now)) is not None or ticket is None:
                return verdict or Outcome.UNKNOWN
            return ticket if links.set_out(tx, fingerprint(token), now, **noted) else Outcome.USED

        ticket = await self._desk.db.write(work)
        if isinstance(ticket, Outcome):
            return ticket
        url = self._accounts.authorization(redirect_uri=self._redirect_uri, state=state, challenge=challenge(verifier))
        return Departure(url, cookie, ticket.expires_at)

    async def come_back(self, back: Back) -> Return:
        """Link whoever set out, if it is they who come back with this; nothing is kept of anybody else."""
        if not self.is_set_up or not is_secret(back.state):
            return Return(Outcome.UNKNOWN)
        # One provider cannot be mixed up with another; one that calls itself something else is none of ours.
        if back.issuer not in (None, self._accounts.issuer):
            return Return(Outcome.REFUSED)
        now = self._desk.clock()
        ticket = await self._desk.db.write(lambda tx: _taken(tx, back, now))
        if isinstance(ticket, Outcome):
            return Return(ticket)
        account = await self._shown(ticket, back.code)
        if isinstance(account, Outcome):
            return Return(account)
        if account.id != ticket.user_id:
            return Return(Outcome.OTHER_PERSON)
        return await self._link(ticket, account, back.visitor)

    async def tidy(self) -> None:
        """Drop tickets and marks whose time is over."""
        now = self._desk.clock()
        await self._desk.db.write(lambda tx: links.tidy(tx, now))

    async def _shown(self, ticket: Ticket, code: str) -> Account | Outcome:
        """Whose account the code stands for; where Discord does not answer, the ticket is given back."""
        from clients.accounts import Misconfigured, Refused

        try:
            return await self._accounts.shown(
                code=code, verifier=ticket.verifier or "", redirect_uri=self._redirect_uri
            )
        except (Outage, Closed) as problem:
            log.warning("somebody could not link: Discord does not answer", extra={"reason": problem.code})
            await self._desk.db.write(lambda tx: links.give_back(tx, ticket.id))
            return Outcome.UNREACHABLE
        except Refused:
            return Outcome.REFUSED
        except Misconfigured:
            log.error("Discord does not accept DISCORD_CLIENT_ID with DISCORD_CLIENT_SECRET")  # noqa: TRY400 - the error tells nothing
            return Outcome.MISCONFIGURED

    async def _link(self, ticket: Ticket, account: Account, visitor: Visitor) -> Return:
        now = self._desk.clock()
        marks = self._marks(ticket.guild_id, visitor) if ticket.may_mark else []

        def work(tx: Connection) -> Return:
            if not links.is_under_way(tx, ticket.id):
                # Unlinked, erased or blocked while Discord was asked.
                return Return(Outcome.UNKNOWN)
            links.save(tx, ticket.member_id, account, now)
            links.drop_marks(tx, ticket.member_id)  # who allows it no longer has none
            links.set_marks(tx, ticket.member_id, marks, now + MARKS_LAST)
            return Return(Outcome.LINKED, account, marked=bool(marks))

        return await self._desk.db.write(work)

    def _marks(self, guild_id: int, visitor: Visitor) -> list[tuple[MarkKind, bytes]]:
        values = {
            MarkKind.NETWORK: network_of(visitor.address),
            MarkKind.BROWSER: browser_of(visitor.agent, visitor.languages),
        }
        secret = self._secret()
        return [(kind, mark(secret, guild_id, kind, value)) for kind, value in values.items() if value is not None]

    @property
    def _accounts(self) -> "Accounts":
        return self._open_accounts()

    @property
    def _redirect_uri(self) -> str:
        """Where Discord sends people back to: always here, whatever a request says."""
        return self._public_url + BACK_TO


def _verdict(ticket: Ticket | None, now: datetime) -> Outcome | None:
    """Why a ticket leads nowhere; None while it leads on."""
    if ticket is None:
        return Outcome.UNKNOWN
    if ticket.used_at is not None:
        return Outcome.USED
    return Outcome.EXPIRED if ticket.expires_at <= now else None


def _taken(tx: Connection, back: Back, now: datetime) -> Ticket | Outcome:
    """The ticket, used up; or why this way back leads nowhere, which uses nothing up unless Discord said no."""
    state = fingerprint(back.state)
    ticket = links.ticket_of_state(tx, state)
    if ticket is None:
        return Outcome.UNKNOWN
    if not hmac.compare_digest(ticket.cookie or b"", fingerprint(back.cookie)):
        return Outcome.OTHER_BROWSER
    if (verdict := _verdict(ticket, now)) is not None:
        return verdict
    if back.error == "access_denied" or back.error in _DOWN:
        links.give_back(tx, ticket.id)
        return Outcome.CANCELLED if back.error == "access_denied" else Outcome.UNREACHABLE
    if not links.take(tx, ticket.id, state, now):
        return Outcome.USED
    return ticket if back.code and not back.error else Outcome.REFUSED


def _is_private(url: str) -> bool:
    """Whether nobody on the way reads along: an address of https, or of this very machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)


def _origin(url: str) -> str:
    """The part of an address that browsers call its origin: they leave out the usual port."""
    parts = urlsplit(url.lower())
    usual = {"https": ":443", "http": ":80"}.get(parts.scheme, "")
    return f"{parts.scheme}://{parts.netloc.removesuffix(usual) if usual else parts.netloc}"
