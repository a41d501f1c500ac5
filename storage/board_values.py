"""What members' boards are made of, read from the books: characters' owners, credits won, points of challenges.

Who was erased is in none of it.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, select

from storage.challenge_points import PointRow
from storage.challenges import ChallengeRow
from storage.characters import CharacterRow
from storage.engine import once
from storage.ledger import PAYOUTS, WALLETS, AccountRow, PostingRow, TransactionRow
from storage.members import MemberRow

_AT_ONCE: Final = 500
_OWNERS = once(
    lambda: (
        select(CharacterRow.id, CharacterRow.owner_id)
        .join(MemberRow, MemberRow.id == CharacterRow.owner_id)
        .where(CharacterRow.guild_id == bindparam("guild"), CharacterRow.left_at.is_(None))
        .where(MemberRow.erased_at.is_(None))
    )
)
_WON = once(
    lambda: (
        select(AccountRow.member_id, func.sum(PostingRow.amount))
        .select_from(TransactionRow)
        .join(PostingRow, PostingRow.transaction_id == TransactionRow.id)
        .join(AccountRow, AccountRow.id == PostingRow.account_id)
        .join(MemberRow, MemberRow.id == AccountRow.member_id)
        .where(PAYOUTS, TransactionRow.guild_id == bindparam("guild"), TransactionRow.at >= bindparam("start"))
        .where(WALLETS, MemberRow.erased_at.is_(None))
        .group_by(AccountRow.member_id)
    )
)
_WON_BY = once(lambda: _WON().where(AccountRow.member_id.in_(bindparam("members", expanding=True))))
_EARNED = once(
    lambda: (
        select(PointRow.member_id, func.sum(PointRow.points))
        .join(ChallengeRow, ChallengeRow.id == PointRow.challenge_id)
        .join(MemberRow, MemberRow.id == PointRow.member_id)
        .where(ChallengeRow.guild_id == bindparam("guild"), PointRow.at >= bindparam("start"))
        .where(MemberRow.erased_at.is_(None))
        .group_by(PointRow.member_id)
    )
)
_EARNED_BY = once(lambda: _EARNED().where(PointRow.member_id.in_(bindparam("members", expanding=True))))


def owners(tx: Connection, guild_id: int) -> dict[int, int]:
    """The owner of every character on the roster that has one, by character."""
    rows = tx.execute(_OWNERS(), {"guild": guild_id})
    return {character_id: owner for character_id, owner in rows if owner is not None}


def won(tx: Connection, guild_id: int, start: datetime, of: Collection[int] | None = None) -> dict[int, int]:
    """The credits that pots paid out since, by member; only to these members, if any are named."""
    return _summed(tx, _WON if of is None else _WON_BY, guild_id, start, of)


def earned(tx: Connection, guild_id: int, start: datetime, of: Collection[int] | None = None) -> dict[int, int]:
    """The points that challenges gave since, by member; only to these members, if any are named."""
    return _summed(tx, _EARNED if of is None else _EARNED_BY, guild_id, start, of)


def _summed(tx: Connection, query: Any, guild_id: int, start: datetime, of: Collection[int] | None) -> dict[int, int]:
    asked: dict[str, Any] = {"guild": guild_id, "start": start}
    if of is None:
        return _read(tx, query(), asked)
    found: dict[int, int] = {}
    for part in _parts(of):
        found |= _read(tx, query(), {**asked, "members": part})
    return found


def _read(tx: Connection, query: Any, asked: dict[str, Any]) -> dict[int, int]:
    rows: list[Any] = [*tx.execute(query, asked)]
    return {row[0]: int(row[1]) for row in rows}


def _parts(members: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(members)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))
