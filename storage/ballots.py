"""Who was asked in a decision, what they answered, and what the council voted: these rows leave the house by policy.

Triggers refuse answers and votes of decisions that are over (see the migrations).
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, ForeignKey, String, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from domain.decisions import Answer, DecisionState, Vote
from domain.loot import Response
from domain.points import Pool
from storage.decisions import DecisionRow
from storage.engine import insert, once, upsert
from storage.loot_items import IN_HAND, ItemRow
from storage.members import MemberRow, member_id_key
from storage.points import BalanceRow
from storage.schema import Base, one_of, word


class Part(StrEnum):
    """What somebody is asked for: their wish, or their vote."""

    RAIDER = "raider"
    COUNCIL = "council"


class AskedRow(Base):
    """Somebody who was asked when the decision was opened."""

    __tablename__ = "decision_asked"
    __table_args__ = (one_of("part", Part), {"sqlite_with_rowid": False})

    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), primary_key=True)
    part: Mapped[str] = word(primary_key=True)
    member_id: Mapped[int] = mapped_column(member_id_key(), primary_key=True, index=True)


class ResponseRow(Base):
    """What somebody says to an item; `answered_by` is the officer who said it for them."""

    __tablename__ = "decision_responses"
    __table_args__ = (one_of("response", Response),)

    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(member_id_key(), primary_key=True, index=True)
    response: Mapped[str] = word()
    note: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    late: Mapped[bool]
    answered_by: Mapped[int | None] = mapped_column(member_id_key(), index=True)


class VoteRow(Base):
    """What an officer says to a candidate; changing it replaces it."""

    __tablename__ = "decision_votes"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), primary_key=True)
    voter_id: Mapped[int] = mapped_column(member_id_key(), primary_key=True, index=True)
    candidate_id: Mapped[int] = mapped_column(member_id_key(), primary_key=True, index=True)
    approve: Mapped[bool]
    at: Mapped[datetime]


_ASK = once(lambda: insert(AskedRow).on_conflict_do_nothing())
_ANSWER = once(
    lambda: upsert(ResponseRow, "decision_id", "member_id", change=("response", "note", "at", "late", "answered_by"))
)
_VOTE = once(lambda: upsert(VoteRow, "decision_id", "voter_id", "candidate_id", change=("approve", "at")))
_ASKED = once(
    lambda: (
        select(AskedRow.member_id)
        .join(MemberRow, MemberRow.id == AskedRow.member_id)
        .where(AskedRow.decision_id == bindparam("which"), AskedRow.part == bindparam("what"))
        .where(MemberRow.erased_at.is_(None))
        .order_by(AskedRow.member_id)
    )
)
_ALL_ASKED = once(
    lambda: (
        select(AskedRow.part, AskedRow.member_id)
        .join(MemberRow, MemberRow.id == AskedRow.member_id)
        .where(AskedRow.decision_id == bindparam("which"), MemberRow.erased_at.is_(None))
        .order_by(AskedRow.member_id)
    )
)
_ANSWERS = once(
    lambda: (
        select(
            ResponseRow.member_id,
            ResponseRow.response,
            ResponseRow.note,
            ResponseRow.at,
            ResponseRow.late,
            ResponseRow.answered_by,
        )
        .where(ResponseRow.decision_id == bindparam("which"))
        .order_by(ResponseRow.member_id)
    )
)
_VOTES = once(
    lambda: (
        select(VoteRow.voter_id, VoteRow.candidate_id, VoteRow.approve)
        .where(VoteRow.decision_id == bindparam("which"))
        .order_by(VoteRow.voter_id, VoteRow.candidate_id)
    )
)


_POINTS = once(
    lambda: (
        select(BalanceRow.member_id, BalanceRow.pool, BalanceRow.balance)
        .join(ResponseRow, ResponseRow.member_id == BalanceRow.member_id)
        .where(ResponseRow.decision_id == bindparam("which"))
    )
)
_ITEMS = once(
    lambda: (
        select(ItemRow.member_id, ItemRow.item)
        .join(ResponseRow, ResponseRow.member_id == ItemRow.member_id)
        .where(ResponseRow.decision_id == bindparam("which"), IN_HAND)
        .where(ItemRow.at >= bindparam("since", type_=ItemRow.at.type))
        .order_by(ItemRow.at.desc(), ItemRow.id.desc())
    )
)

# Looked up by the hundred in one award: asking the enumerations themselves takes five times as long.
_RESPONSES = {one.value: one for one in Response}
_POOLS = {one.value: one for one in Pool}


def ask(tx: Connection, decision_id: int, part: Part, member_ids: Iterable[int]) -> None:
    """These members are asked."""
    rows = [{"decision_id": decision_id, "part": part, "member_id": one} for one in dict.fromkeys(member_ids)]
    if rows:
        tx.execute(_ASK(), rows)


def asked(tx: Connection, decision_id: int, part: Part) -> list[int]:
    """Who was asked and was not erased since, by member id."""
    return list(tx.execute(_ASKED(), {"which": decision_id, "what": part}).scalars())


def all_asked(tx: Connection, decision_id: int) -> dict[Part, list[int]]:
    """The same for every part at once."""
    found: dict[Part, list[int]] = {part: [] for part in Part}
    for part, member_id in tx.execute(_ALL_ASKED(), {"which": decision_id}).all():
        found[Part(part)].append(member_id)
    return found


def answer(tx: Connection, decision_id: int, given: Answer) -> None:
    """Keep what somebody says; it replaces what they said before."""
    row = {"decision_id": decision_id, "member_id": given.member_id, "response": given.response, "note": given.note}
    tx.execute(_ANSWER(), row | {"at": given.at, "late": given.late, "answered_by": given.by})


def answers(tx: Connection, decision_id: int) -> dict[int, Answer]:
    """What was answered, by member."""
    rows = tx.execute(_ANSWERS(), {"which": decision_id}).all()
    return {row[0]: Answer(row[0], _RESPONSES[row[1]], row[2], row[3], row[4], row[5]) for row in rows}


def vote(tx: Connection, decision_id: int, given: Vote, now: datetime) -> None:
    """Keep a vote; it replaces the voter's earlier one on that candidate."""
    row = {"decision_id": decision_id, "voter_id": given.voter_id, "candidate_id": given.candidate_id}
    tx.execute(_VOTE(), row | {"approve": given.approve, "at": now})


def votes(tx: Connection, decision_id: int) -> list[Vote]:
    """All votes."""
    return [Vote(*row) for row in tx.execute(_VOTES(), {"which": decision_id}).all()]


def points_of_those(tx: Connection, decision_id: int) -> dict[int, dict[Pool, int]]:
    """What those who answered have, in hundredths, by member; pools that were never used are left out."""
    found: dict[int, dict[Pool, int]] = {}
    for member_id, pool, balance in tx.execute(_POINTS(), {"which": decision_id}).all():
        found.setdefault(member_id, {})[_POOLS[pool]] = balance
    return found


def items_of_those(tx: Connection, decision_id: int, since: datetime) -> dict[int, list[str]]:
    """The names of what those who answered got since a moment and still have, newest first; by member."""
    found: dict[int, list[str]] = {}
    for member_id, name in tx.execute(_ITEMS(), {"which": decision_id, "since": since}).all():
        found.setdefault(member_id, []).append(name)
    return found


def answered_by(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """What a member answered, and what they answered for others without saying for whom, as plain values."""
    columns = (DecisionRow.item, ResponseRow.response, ResponseRow.note, ResponseRow.at, ResponseRow.late)
    query = select(*columns, (ResponseRow.member_id != member_id).label("for_somebody"))
    query = query.join(DecisionRow, DecisionRow.id == ResponseRow.decision_id)
    mine = (ResponseRow.member_id == member_id) | (ResponseRow.answered_by == member_id)
    return [dict(row._mapping) for row in tx.execute(query.where(mine).order_by(DecisionRow.id))]  # noqa: SLF001


def voted_by(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """What a member voted, as plain values; on whom stands as a number that only the books can read."""
    columns = (DecisionRow.item, VoteRow.candidate_id.label("candidate"), VoteRow.approve, VoteRow.at)
    query = select(*columns).join(DecisionRow, DecisionRow.id == VoteRow.decision_id)
    rows = tx.execute(query.where(VoteRow.voter_id == member_id).order_by(DecisionRow.id, VoteRow.candidate_id))
    return [dict(row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's documented name


def concerning(tx: Connection, member_id: int) -> list[tuple[int, int]]:
    """Guild and id of the decisions that somebody answered or voted in, or was voted on."""
    mine = select(ResponseRow.decision_id).where(ResponseRow.member_id == member_id)
    voted = select(VoteRow.decision_id).where((VoteRow.voter_id == member_id) | (VoteRow.candidate_id == member_id))
    query = select(DecisionRow.guild_id, DecisionRow.id).where(DecisionRow.id.in_(mine.union(voted)))
    return [(row[0], row[1]) for row in tx.execute(query)]


def erase(tx: Connection, member_id: int) -> None:
    """What a member wants in open decisions is withdrawn; everywhere else their notes go and the rest stays."""
    still_open = select(DecisionRow.id).where(DecisionRow.state == DecisionState.OPEN)
    mine = (VoteRow.candidate_id == member_id) & VoteRow.decision_id.in_(still_open)
    tx.execute(delete(VoteRow).where(mine))
    withdrawn = (ResponseRow.member_id == member_id) & ResponseRow.decision_id.in_(still_open)
    tx.execute(delete(ResponseRow).where(withdrawn))
    wrote = (ResponseRow.member_id == member_id) | (ResponseRow.answered_by == member_id)
    tx.execute(update(ResponseRow).where(wrote, ResponseRow.note != "").values(note=""))
