"""Wallets: what members have and how it came to be, and leaders' grants, none of which they decide for themselves."""

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from domain.audit import Facts
from domain.credit import Credit
from domain.errors import Conflict, Forbidden, NotFound
from domain.ledger import (
    BURN,
    MINT,
    Act,
    Fault,
    Line,
    Transfer,
    check_amount,
    check_grant,
    check_reason,
    check_take,
    move,
    wallet,
)
from domain.ledger_events import ASK_PANEL, BOOKS_BROKEN
from domain.pages import turned_to
from domain.people import Actor, Rank
from services import access
from services.desk import Desk
from storage import (
    audit,
    challenge_points,
    ledger,
    ledger_check,
    members,
    notices,
    panels,
    points,
    pots,
    settings,
    wallet_asks,
)
from storage.ledger import Posted
from storage.members import Member
from storage.wallet_asks import AskState

log = logging.getLogger(__name__)

NEWEST = 5
PAGE = 10
POINTS = "points"
"""The rule, beside those of the ledger, that balances of points are the sums of their entries."""

_CHECKED = "ledger.checked"
CHECKED_AT = "ledger.checked_at"
DIFFERENCES = "ledger.differences"
"""The facts that monitors ask for: when the books were last added up, and how much of them did not fit."""

_TOLD = 20


@dataclass(frozen=True, slots=True)
class Told:
    """Lines of somebody's own wallet, newest first.

    `users` are the Discord users behind those who moved something (None: erased), `owner` is the member whose wallet
    it is.
    """

    lines: tuple[Line, ...]
    users: Mapping[int, int | None]
    owner: int | None


@dataclass(frozen=True, slots=True)
class Wallet:
    """What somebody has by kind of credit, the credits in pots that are not over, and what moved last."""

    held: Mapping[Credit, int]
    staked: int
    newest: Told


@dataclass(frozen=True, slots=True)
class History:
    """One page of a wallet's lines; `balance` are the credits in it now."""

    told: Told
    balance: int
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Credits that were granted or taken, by which Discord users, and what was in the wallet afterwards."""

    act: Act
    credits: int
    reason: str
    user_id: int
    by_user: int
    balance: int


@dataclass(frozen=True, slots=True)
class Ask:
    """What a leader asks for their own wallet, as it stands.

    `user_id` and `decided_by_user`, the other leader, are None once they are erased; it is `withdrawn` when nobody
    decided before they were. `balance` is what was in the wallet after it was approved.
    """

    id: int
    act: Act
    credits: int
    reason: str
    user_id: int | None
    state: AskState
    withdrawn: bool
    decided_by_user: int | None
    balance: int | None

    @property
    def waiting(self) -> bool:
        """Whether nobody has decided it yet."""
        return self.state is AskState.WAITING


class Wallets:
    """Look at credits, grant and take them, and add the books up."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, actor: Actor) -> Wallet:
        """What the actor has; somebody who was never seen has nothing."""

        def work(tx: Connection) -> Wallet:
            member = members.find(tx, actor.guild_id, actor.user_id)
            if member is None:
                return Wallet({}, 0, Told((), {}, None))
            newest = _told(tx, member, limit=NEWEST, offset=0)
            return Wallet(ledger.held(tx, member.id), pots.staked(tx, member.id), newest)

        return await self._desk.db.read(work)

    async def history(self, actor: Actor, page: int) -> History:
        """One page of the actor's lines; a page out of range is the nearest there is."""

        def work(tx: Connection) -> History:
            member = members.find(tx, actor.guild_id, actor.user_id)
            total = 0 if member is None else ledger.count(tx, actor.guild_id, member.id)
            at, pages = turned_to(page, total, PAGE)
            if member is None:
                return History(Told((), {}, None), 0, at, pages, total)
            told = _told(tx, member, limit=PAGE, offset=(at - 1) * PAGE)
            balance = ledger.balance(tx, actor.guild_id, Credit.CREDIT, wallet(member.id))
            return History(told, balance, at, pages, total)

        return await self._desk.db.read(work)

    async def grant(self, actor: Actor, user_id: int, amount: int, reason: str, request: int) -> Moved | Ask:
        """Make credits and put them into somebody's wallet, once per `request`; into one's own it is only asked for.

        Raises `Forbidden`, `Invalid` (amount, reason) and `Conflict` (more than the books can hold).
        """
        return await self._change(actor, Act.GRANT, user_id, amount, reason, request)

    async def take(self, actor: Actor, user_id: int, amount: int, reason: str, request: int) -> Moved | Ask:
        """Take credits out of somebody's wallet and burn them, as `grant` does; what is staked in pots stays there.

        Raises `Forbidden`, `Invalid` (amount, reason) and `Conflict` (the wallet holds fewer).
        """
        return await self._change(actor, Act.TAKE, user_id, amount, reason, request)

    async def approve(self, actor: Actor, ask_id: int) -> Ask:
        """Let the credits move that another leader asked for.

        Raises `Forbidden` (no leader, one's own), `NotFound` and `Conflict` (decided, or it cannot be done by now).
        """
        return await self._decide(actor, ask_id, AskState.APPROVED)

    async def refuse(self, actor: Actor, ask_id: int) -> Ask:
        """Let nothing move. Raises `Forbidden` (no leader, one's own), `NotFound` and `Conflict` (decided)."""
        return await self._decide(actor, ask_id, AskState.REFUSED)

    async def ask_as_it_stands(self, guild_id: int, ask_id: int) -> Ask:
        """What a leader asked for, with what was decided if anything was; raises `NotFound`."""
        return await self._desk.db.read(lambda tx: _as_it_stands(tx, guild_id, ask_id))

    async def check_books(self) -> None:
        """Add up all credits and points once a day, and tell officers and the log when something does not fit."""
        now = self._desk.clock()
        today = f"{now:%Y-%m-%d}"
        if await self._desk.db.read(lambda tx: settings.fact(tx, _CHECKED)) == today:
            return
        faults, guilds = await self._desk.db.read(_added_up)
        wrong = await self._desk.db.read(_wrong_points)
        for fault in faults[:_TOLD]:
            found = {"where": fault.where, "found": fault.found, "expected": fault.expected}
            log.error("the ledger does not add up", extra={"rule": fault.rule.value, "guild": fault.guild_id} | found)

        for guild_id, (member_id, pool, kept, added) in wrong[:_TOLD]:
            found = {"member": member_id, "pool": pool.value, "found": kept, "expected": added}
            log.error("the points do not add up", extra={"guild": guild_id} | found)
        earned = await self._desk.db.read(_wrong_challenge_points)
        for guild_id, (challenge_id, member_id, kept, added) in earned[:_TOLD]:
            found = {"challenge": challenge_id, "member": member_id, "found": kept, "expected": added}
            log.error("the points of challenges do not add up", extra={"guild": guild_id} | found)

        def work(tx: Connection) -> None:
            off = Counter(guild_id for guild_id, _ in (*wrong, *earned))
            for guild_id in sorted({*guilds, *off}):
                rules = Counter(fault.rule.value for fault in faults if fault.guild_id in (guild_id, None))
                rules += Counter({POINTS: off[guild_id]})
                key, facts = f"books:{today}", {"rules": dict(rules)}
                notices.put(tx, guild_id, BOOKS_BROKEN.name, key=key, facts=facts, now=now)
            settings.remember(tx, _CHECKED, today)
            settings.remember(tx, CHECKED_AT, now.isoformat())
            settings.remember(tx, DIFFERENCES, str(len(faults) + len(wrong) + len(earned)))

        await self._desk.db.write(work)

    async def _change(
        self, actor: Actor, act: Act, user_id: int, amount: int, reason: str, request: int
    ) -> Moved | Ask:
        credits_, why = check_amount(amount), check_reason(reason)
        now = self._desk.clock()

        def work(tx: Connection) -> Moved | Ask:
            member = access.enter(tx, actor, Rank.LEADER, now)
            if user_id == actor.user_id:
                return self._ask(tx, member, act, credits_, why, now)
            owner = members.ensure(tx, actor.guild_id, user_id, now)
            posted = _post(tx, owner, act, credits_, key=f"{act}:{request}", by=member.id, note=why, now=now)
            if posted.first:
                facts = {"owner": owner.id, "credits": credits_}
                _log_move(tx, owner, act, facts, by=member.id, now=now, note=why, salt=self._desk.entropy(16))
            return Moved(act, credits_, why, user_id, actor.user_id, posted.after[wallet(owner.id)])

        return await self._desk.db.write(work)

    def _ask(self, tx: Connection, member: Member, act: Act, credits_: int, why: str, now: datetime) -> Ask:
        """Keep what a leader asks for; the very same that waits already is not asked twice."""
        _check(tx, member, act, credits_)
        signed = credits_ if act is Act.GRANT else -credits_
        ask_id = wallet_asks.waiting(tx, member.id, signed, why)
        if ask_id is None:
            ask_id = wallet_asks.ask(tx, member.guild_id, member.id, signed, why, now)
            facts = {"ask": ask_id, "act": act.value, "credits": credits_}
            salt = self._desk.entropy(16)
            audit.append(tx, member.guild_id, "wallet.asked", actor=member.id, at=now, facts=facts, note=why, salt=salt)
        return _as_it_stands(tx, member.guild_id, ask_id)

    async def _decide(self, actor: Actor, ask_id: int, state: AskState) -> Ask:
        now = self._desk.clock()

        def work(tx: Connection) -> Ask:
            member = access.enter(tx, actor, Rank.LEADER, now)
            ask = wallet_asks.find(tx, actor.guild_id, ask_id)
            if ask is None:
                raise NotFound("wallet.ask_unknown")
            if ask.state is AskState.WAITING and ask.member_id == member.id:
                raise Forbidden("wallet.ask_own")
            if not wallet_asks.decide(tx, ask_id, state, by=member.id, now=now):
                raise Conflict("wallet.ask_decided")
            _carry_out(tx, ask, by=member.id, approved=state is AskState.APPROVED, now=now)
            panels.touch(tx, actor.guild_id, ASK_PANEL, ask_id)
            return _as_it_stands(tx, actor.guild_id, ask_id)

        return await self._desk.db.write(work)


def _told(tx: Connection, owner: Member, *, limit: int, offset: int) -> Told:
    lines = ledger.history(tx, owner.guild_id, owner.id, limit=limit, offset=offset)
    users = members.users(tx, {line.actor for line in lines if line.actor is not None})
    return Told(tuple(lines), users, owner.id)


def _act_of(ask: wallet_asks.Ask) -> Act:
    return Act.GRANT if ask.amount > 0 else Act.TAKE


def _check(tx: Connection, owner: Member, act: Act, credits_: int) -> None:
    """Raise `Conflict` where that cannot be done right now."""
    if act is Act.GRANT:
        check_grant(credits_, ledger.minted(tx, owner.guild_id, Credit.CREDIT))
    else:
        check_take(credits_, ledger.balance(tx, owner.guild_id, Credit.CREDIT, wallet(owner.id)))


def _transfer(owner: int, act: Act, credits_: int) -> Transfer:
    if act is Act.GRANT:
        return move(act, Credit.CREDIT, credits_, source=MINT, target=wallet(owner))
    return move(act, Credit.CREDIT, credits_, source=wallet(owner), target=BURN)


def _post(
    tx: Connection, owner: Member, act: Act, credits_: int, *, key: str, by: int, note: str, now: datetime
) -> Posted:
    if ledger.after(tx, owner.guild_id, key, owner.id) is None:  # else it was done before, and is not asked again
        _check(tx, owner, act, credits_)
    return ledger.post(tx, owner.guild_id, _transfer(owner.id, act, credits_), key=key, at=now, actor=by, note=note)


def _carry_out(tx: Connection, ask: wallet_asks.Ask, *, by: int, approved: bool, now: datetime) -> None:
    act, credits_ = _act_of(ask), abs(ask.amount)
    facts = {"owner": ask.member_id, "credits": credits_, "ask": ask.id}
    if not approved:
        audit.append(tx, ask.guild_id, "wallet.refused", actor=by, at=now, facts=facts | {"act": act.value})
        return
    owner = Member(ask.member_id, ask.guild_id, None)
    # Who asked also wrote the reason, which goes when they are erased.
    _post(tx, owner, act, credits_, key=f"ask:{ask.id}", by=ask.member_id, note=ask.reason, now=now)
    _log_move(tx, owner, act, facts, by=by, now=now)


def _log_move(
    tx: Connection, owner: Member, act: Act, facts: Facts, *, by: int, now: datetime, note: str = "", salt: bytes = b""
) -> None:
    audit.append(
        tx,
        owner.guild_id,
        "wallet.granted" if act is Act.GRANT else "wallet.taken",
        actor=by,
        at=now,
        facts=facts,
        note=note,
        salt=salt,
    )


def _as_it_stands(tx: Connection, guild_id: int, ask_id: int) -> Ask:
    ask = wallet_asks.find(tx, guild_id, ask_id)
    if ask is None:
        raise NotFound("wallet.ask_unknown")
    users = members.users(tx, {one for one in (ask.member_id, ask.decided_by) if one is not None})
    return Ask(
        ask_id,
        _act_of(ask),
        abs(ask.amount),
        ask.reason,
        users.get(ask.member_id),
        ask.state,
        ask.state is AskState.REFUSED and ask.decided_by is None,
        users.get(ask.decided_by or 0),
        ledger.after(tx, guild_id, f"ask:{ask_id}", ask.member_id),
    )


def _wrong_points(tx: Connection) -> list[tuple[int, points.Off]]:
    """Balances of points that are not the sum of their entries, each with its guild."""
    return [(members.guild_of(tx, found[0]), found) for found in points.check(tx)]


def _wrong_challenge_points(tx: Connection) -> list[tuple[int, challenge_points.Off]]:
    """Totals of challenge points that are not the sum of their entries, each with its guild."""
    return [(members.guild_of(tx, found[1]), found) for found in challenge_points.check(tx)]


def _added_up(tx: Connection) -> tuple[list[Fault], list[int]]:
    """What does not fit, and the guilds concerned: all that have a ledger where the books do not tell which."""
    faults = ledger_check.check(tx)
    named = {fault.guild_id for fault in faults}
    return faults, ledger_check.guilds(tx) if None in named else sorted(one for one in named if one is not None)
