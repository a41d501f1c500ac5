"""Deciding about requests: officers agree, to all of it or less, or deny; the last that is needed grants, once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from domain.ledger import MINT, Act, check_grant, move, wallet
from domain.people import Actor, Rank
from domain.request_settings import PANEL, State
from domain.requests import (
    approvals_needed,
    check_amount,
    check_caps,
    check_decide,
    check_reason,
    check_word,
    granted,
)
from services import access
from services.desk import Desk
from services.requests.ending import end, facts_of
from services.requests.terms import record_of, terms_of
from services.requests.views import Shown, find, shown
from storage import audit, credit_requests, ledger, panels
from storage.credit_requests import Approval, CreditRequest
from storage.members import Member


@dataclass(frozen=True, slots=True)
class Decided:
    """A request as it stands; `done` is False where it had ended before, and this act changed nothing."""

    shown: Shown
    done: bool


class Deciding:
    """The officers' side."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def approve(self, actor: Actor, request_id: int, amount: int | None = None, said: str = "") -> Decided:
        """Agree, to everything or to a smaller amount; grants once enough officers have.

        Raises `Forbidden` (no officer, one's own), `NotFound`, `Invalid` (amount, word) and `Conflict` (agreed before,
        more than the caps of this week leave or the books can hold).
        """
        word = check_word(said)
        now = self._desk.clock()

        def work(tx: Connection) -> Decided:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            request = find(tx, actor.guild_id, request_id)
            if not _waits(tx, request, now):
                return Decided(shown(tx, actor.guild_id, request_id, now), done=False)
            self._approve(tx, request, officer, amount, word, now)
            return Decided(shown(tx, actor.guild_id, request_id, now), done=True)

        return await self._desk.db.write(work)

    async def deny(self, actor: Actor, request_id: int, reason: str) -> Decided:
        """Say no, for a reason that the requester reads.

        Raises `Forbidden` (no officer, one's own), `NotFound` and `Invalid` (reason).
        """
        why = check_reason(reason)
        now = self._desk.clock()

        def work(tx: Connection) -> Decided:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            request = find(tx, actor.guild_id, request_id)
            if done := _waits(tx, request, now):
                check_decide(request.member_id, officer.id, ())
                salt = self._desk.entropy(16)
                end(tx, request, State.DENIED, by=officer.id, now=now, answer=why, salt=salt)
            return Decided(shown(tx, actor.guild_id, request_id, now), done)

        return await self._desk.db.write(work)

    def _approve(
        self, tx: Connection, request: CreditRequest, officer: Member, amount: int | None, word: str, now: datetime
    ) -> None:
        # Who agreed before was an officer then. Nobody but Discord knows who is one now, and it tells only of those
        # who act: an approval stays, unless its officer was blocked or erased since.
        before = credit_requests.approvals(tx, [request.id])[request.id]
        check_decide(request.member_id, officer.id, [one.member_id for one in before])
        mine = check_amount(request.amount, request.amount if amount is None else amount)
        agreed = [*before, Approval(officer.id, mine, word)]
        smallest = granted(one.amount for one in agreed)
        rules = terms_of(tx, request.guild_id, request.credit).rules
        check_caps(rules, record_of(tx, request.guild_id, request.member_id, request.credit, now), smallest)
        credit_requests.approve(tx, request.id, officer.id, mine, word, now)
        if len(agreed) < approvals_needed(rules, request.amount):
            self._log_agreed(tx, request, officer.id, mine, word, now)
            panels.touch(tx, request.guild_id, PANEL, request.id)
            return
        end(tx, request, State.APPROVED, by=officer.id, now=now, granted=smallest)
        _grant(tx, request, smallest, by=officer.id, now=now)

    def _log_agreed(
        self, tx: Connection, request: CreditRequest, officer_id: int, amount: int, word: str, now: datetime
    ) -> None:
        salt = self._desk.entropy(16)
        audit.append(
            tx,
            request.guild_id,
            "request.agreed",
            actor=officer_id,
            at=now,
            facts=facts_of(request, amount),
            note=word,
            salt=salt,
            officers_only=True,
        )


def _waits(tx: Connection, request: CreditRequest, now: datetime) -> bool:
    """Whether it can still be decided; one whose time is over ends here, when the clock was late to end it."""
    if request.pending and now >= request.expires_at:
        end(tx, request, State.EXPIRED, by=None, now=now)
        return False
    return request.pending


def _grant(tx: Connection, request: CreditRequest, credits_: int, *, by: int, now: datetime) -> None:
    check_grant(credits_, ledger.minted(tx, request.guild_id, request.credit))
    gift = move(Act.GRANT, request.credit, credits_, source=MINT, target=wallet(request.member_id))
    ledger.post(tx, request.guild_id, gift, key=f"request:{request.id}", at=now, actor=by)
