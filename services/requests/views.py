"""What people see of requests: one at a time, what waits for officers, and how one's own stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from domain.credit import Credit
from domain.errors import NotFound
from domain.pages import turned_to
from domain.people import Actor, Rank
from domain.request_settings import PANEL, TERMS, State
from domain.requests import Record, Rules, approvals_needed, cools_until, left_to_ask
from services import access
from services.desk import Desk
from services.requests.terms import record_of, terms_of
from storage import credit_requests, members, panels
from storage.credit_requests import CreditRequest

PAGE: Final = 10
LAST: Final = 5
_NOBODY: Final = 0


@dataclass(frozen=True, slots=True)
class Agreed:
    """An officer (None: erased) who agreed to so many credits, and what they said with it."""

    user_id: int | None
    amount: int
    word: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as people see it now; users are None once they are erased.

    `called` is what the guild calls the kind, empty where it has no name of its own. `needed` officers have to agree.
    """

    id: int
    credit: Credit
    called: str
    user_id: int | None
    amount: int
    reason: str
    state: State
    asked_at: datetime
    expires_at: datetime
    agreed: tuple[Agreed, ...]
    needed: int
    granted: int | None
    decided_by: int | None
    decided_at: datetime | None
    answer: str

    @property
    def pending(self) -> bool:
        """Whether nobody has decided it yet."""
        return self.state is State.PENDING


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of this week's caps: for that person and for everybody, each with the cap; until when."""

    mine: int
    member_week: int
    everybodys: int
    guild_week: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """A request with what is left of the caps while it waits; `panel` is channel and message of its newest panel."""

    seen: Seen
    left: Left | None
    panel: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """One page of what waits in a guild, oldest first."""

    requests: tuple[Seen, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Kind:
    """How somebody stands with a kind of credit: what waits, how much they may still ask for, and from when on.

    `week_ends` is when the caps begin anew; `after` is when a cooldown ends, None when there is none.
    """

    credit: Credit
    called: str
    waiting: Seen | None
    left: int
    week_ends: datetime
    after: datetime | None


@dataclass(frozen=True, slots=True)
class Status:
    """Somebody's own requests: kind by kind, and what became of the last ones."""

    kinds: tuple[Kind, ...]
    last: tuple[Seen, ...]


class Views:
    """Look at requests."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, actor: Actor, request_id: int) -> Shown:
        """One request, for an officer; raises `Forbidden` and `NotFound`."""
        now = self._desk.clock()

        def work(tx: Connection) -> Shown:
            access.require(tx, actor, Rank.OFFICER)
            return shown(tx, actor.guild_id, request_id, now)

        return await self._desk.db.read(work)

    async def as_posted(self, guild_id: int, request_id: int) -> Shown:
        """One request for its own panel, or for what is told about it; raises `NotFound`."""
        now = self._desk.clock()
        return await self._desk.db.read(lambda tx: shown(tx, guild_id, request_id, now))

    async def waiting(self, actor: Actor, page: int) -> Waiting:
        """One page of what waits; a page out of range is the nearest there is. Raises `Forbidden`."""

        def work(tx: Connection) -> Waiting:
            access.require(tx, actor, Rank.OFFICER)
            total = credit_requests.count_waiting(tx, actor.guild_id)
            at, pages = turned_to(page, total, PAGE)
            found = credit_requests.waiting(tx, actor.guild_id, limit=PAGE, offset=(at - 1) * PAGE)
            return Waiting(see(tx, actor.guild_id, found), at, pages, total)

        return await self._desk.db.read(work)

    async def status(self, actor: Actor) -> Status:
        """How the actor's own requests stand; somebody who was never seen has none."""
        now = self._desk.clock()

        def work(tx: Connection) -> Status:
            member = members.find(tx, actor.guild_id, actor.user_id)
            me = _NOBODY if member is None else member.id
            waiting = see(tx, actor.guild_id, credit_requests.waiting_of(tx, me))
            last = see(tx, actor.guild_id, credit_requests.over_of(tx, me, LAST))
            return Status(tuple(_kind(tx, actor.guild_id, me, one, waiting, now) for one in TERMS), last)

        return await self._desk.db.read(work)


def find(tx: Connection, guild_id: int, request_id: int) -> CreditRequest:
    """The guild's request of that id; raises `NotFound`."""
    found = credit_requests.find(tx, guild_id, request_id)
    if found is None:
        raise NotFound("request.unknown")
    return found


def shown(tx: Connection, guild_id: int, request_id: int, now: datetime) -> Shown:
    """The request as it stands now; raises `NotFound`."""
    request = find(tx, guild_id, request_id)
    (seen,) = see(tx, guild_id, [request])
    panel = panels.posted(tx, guild_id, PANEL, [request_id]).get(request_id)
    if not request.pending:
        return Shown(seen, None, panel)
    rules = terms_of(tx, guild_id, request.credit).rules
    return Shown(seen, _left(rules, record_of(tx, guild_id, request.member_id, request.credit, now)), panel)


def see(tx: Connection, guild_id: int, requests: Sequence[CreditRequest]) -> tuple[Seen, ...]:
    """These requests of a guild as people see them."""
    if not requests:
        return ()
    agreed = credit_requests.approvals(tx, [one.id for one in requests])
    officers = {one.member_id for approvals in agreed.values() for one in approvals}
    concerned = {one.member_id for one in requests} | {one.decided_by for one in requests if one.decided_by}
    users = members.users(tx, concerned | officers)
    terms = {credit: terms_of(tx, guild_id, credit) for credit in {one.credit for one in requests}}
    return tuple(
        Seen(
            one.id,
            one.credit,
            terms[one.credit].called,
            users.get(one.member_id),
            one.amount,
            one.reason,
            one.state,
            one.asked_at,
            one.expires_at,
            tuple(Agreed(users.get(by.member_id), by.amount, by.word) for by in agreed[one.id]),
            approvals_needed(terms[one.credit].rules, one.amount),
            one.granted,
            users.get(one.decided_by or _NOBODY),
            one.decided_at,
            one.answer,
        )
        for one in requests
    )


def _left(rules: Rules, record: Record) -> Left:
    mine, everybodys = rules.member_week - record.mine, rules.guild_week - record.everybodys
    return Left(max(0, mine), rules.member_week, max(0, everybodys), rules.guild_week, record.week.ends)


def _kind(
    tx: Connection, guild_id: int, member_id: int, credit: Credit, waiting: Iterable[Seen], now: datetime
) -> Kind:
    terms = terms_of(tx, guild_id, credit)
    record = record_of(tx, guild_id, member_id, credit, now)
    mine = next((one for one in waiting if one.credit is credit), None)
    after = cools_until(terms.rules, record, now)
    return Kind(credit, terms.called, mine, left_to_ask(terms.rules, record), record.week.ends, after)
