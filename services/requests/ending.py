"""How a request ends, whoever ends it: the books, the log, and who is told."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from domain.audit import Facts
from domain.notices import Facts as Told
from domain.request_settings import DECIDED, PANEL, TERMS, State
from services.requests.terms import reaches_officers, terms_of
from storage import audit, credit_requests, digests, notices, panels
from storage.credit_requests import CreditRequest

_TOLD: Final = frozenset({State.APPROVED, State.DENIED, State.EXPIRED})
"""The ends that officers and the requester are told of; who withdraws knows it, and took it from nobody."""


def end(
    tx: Connection,
    request: CreditRequest,
    state: State,
    *,
    by: int | None,
    now: datetime,
    granted: int | None = None,
    answer: str = "",
    salt: bytes = b"",
) -> bool:
    """End a request that waits, log it and put down whom to tell; False when it has ended before.

    That credits were granted is for everybody to see, as all that makes credits; the rest is for officers.
    """
    if not credit_requests.decide(tx, request.id, state, by=by, now=now, granted=granted, answer=answer):
        return False
    audit.append(
        tx,
        request.guild_id,
        f"request.{state}",
        actor=by,
        at=now,
        facts=facts_of(request, request.amount if granted is None else granted),
        note=answer,
        salt=salt,
        officers_only=state is not State.APPROVED,
    )
    panels.touch(tx, request.guild_id, PANEL, request.id)
    if state in _TOLD:
        _tell(tx, request, state, granted, answer, now)
    return True


def facts_of(request: CreditRequest, credits_: int) -> Facts:
    """What the log says of a request: which, whose, and how many credits of what kind."""
    facts: dict[str, int | str] = {"request": request.id, "owner": request.member_id, "credit": request.credit.value}
    asked = {"asked": request.amount} if credits_ != request.amount else {}
    return facts | {"credits": credits_} | asked


def _tell(
    tx: Connection, request: CreditRequest, state: State, granted: int | None, answer: str, now: datetime
) -> None:
    called = terms_of(tx, request.guild_id, request.credit).called or str(TERMS[request.credit].name.default)
    told: Told = {"called": called, "amount": request.amount}
    if state is State.APPROVED:
        told["granted"] = granted
    if state is State.DENIED:
        told["reason"] = answer
    key = f"request:{request.id}"
    digests.put(tx, request.member_id, f"request.{state}", key=key, facts=told, now=now)
    if reaches_officers(tx, request.guild_id, DECIDED):
        facts: Told = {"request": request.id}
        notices.put(tx, request.guild_id, DECIDED.name, key=f"{key}:decided", facts=facts, now=now)
