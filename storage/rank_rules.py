"""Roles by rank: the rules, whom each gives its role, and roles to be taken from people who were erased."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ForeignKey, UniqueConstraint, bindparam, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from domain.leaderboard_settings import Board
from domain.rank_roles import Held, Obstacle, Rule
from storage.engine import insert, once, upsert
from storage.members import MemberRow, member_id_key
from storage.schema import Base, one_of, snowflake, word


class RankRuleRow(Base):
    """The top so many of a board get a role; `blocked` says why Discord does not let us, `removed_at` ends it."""

    __tablename__ = "rank_rules"
    __table_args__ = (one_of("board", Board), UniqueConstraint("guild_id", "board", "top", "role_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake()
    board: Mapped[str] = word()
    top: Mapped[int]
    role_id: Mapped[int] = snowflake()
    added_by: Mapped[int] = mapped_column(member_id_key(), index=True)
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    blocked: Mapped[str | None] = word()
    blocked_at: Mapped[datetime | None]


class RankHolderRow(Base):
    """How a rule stands to a member; see `domain.rank_roles.Held`."""

    __tablename__ = "rank_holders"

    rule_id: Mapped[int] = mapped_column(ForeignKey("rank_rules.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(member_id_key(), primary_key=True, index=True)
    below_since: Mapped[datetime | None]
    lost_at: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]
    given_at: Mapped[datetime | None]
    parked_at: Mapped[datetime | None]


class RoleTakingRow(Base):
    """A role to be taken from somebody who was erased since; all that is left of them, gone when it is done."""

    __tablename__ = "role_takings"

    guild_id: Mapped[int] = snowflake(primary_key=True, autoincrement=False)
    role_id: Mapped[int] = snowflake(primary_key=True, autoincrement=False)
    user_id: Mapped[int] = snowflake(primary_key=True, autoincrement=False)
    since: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Taking:
    """A role to be taken from a Discord user whom the books do not know any more."""

    role_id: int
    user_id: int
    since: datetime


_OF = once(lambda: select(RankRuleRow).where(RankRuleRow.guild_id == bindparam("guild")).order_by(RankRuleRow.id))
_HELD = once(
    lambda: (
        select(RankHolderRow)
        .join(RankRuleRow, RankRuleRow.id == RankHolderRow.rule_id)
        .where(RankRuleRow.guild_id == bindparam("guild"))
        .order_by(RankHolderRow.rule_id, RankHolderRow.member_id)
    )
)
_FACTS = ("below_since", "lost_at", "tried_at", "given_at", "parked_at")
_SAVE = once(lambda: upsert(RankHolderRow, "rule_id", "member_id", change=_FACTS))


def guilds(tx: Connection) -> list[int]:
    """The guilds in which there is something to give or to take."""
    ruled = select(RankRuleRow.guild_id).union(select(RoleTakingRow.guild_id))
    return sorted(tx.execute(ruled).scalars())


def of_guild(tx: Connection, guild_id: int) -> dict[int, Rule]:
    """The guild's rules by number, with those that were ended and still have roles to take back."""
    return {row.id: _rule(row) for row in tx.execute(_OF(), {"guild": guild_id})}


def find(tx: Connection, guild_id: int, rule_id: int) -> Rule | None:
    """The guild's rule of that number, unless a leader ended it."""
    query = select(RankRuleRow).where(RankRuleRow.guild_id == guild_id, RankRuleRow.id == rule_id)
    row = tx.execute(query.where(RankRuleRow.removed_at.is_(None))).one_or_none()
    return None if row is None else _rule(row)


def count(tx: Connection, guild_id: int) -> int:
    """How many rules the guild has."""
    query = select(func.count()).select_from(RankRuleRow)
    return tx.execute(query.where(RankRuleRow.guild_id == guild_id, RankRuleRow.removed_at.is_(None))).scalar_one()


def add(
    tx: Connection, guild_id: int, board: Board, top: int, role_id: int, *, by: int, now: datetime
) -> tuple[int, bool]:
    """The number of that rule, made now or taken up again after it was ended; False when it was there already."""
    key = {"guild_id": guild_id, "board": board, "top": top, "role_id": role_id}
    old = tx.execute(select(RankRuleRow.id, RankRuleRow.removed_at).filter_by(**key)).one_or_none()
    if old is None:
        row = key | {"added_by": by, "added_at": now}
        return tx.execute(insert(RankRuleRow).values(row).returning(RankRuleRow.id)).scalar_one(), True
    if old.removed_at is None:
        return old.id, False
    fresh = {"added_by": by, "added_at": now, "removed_at": None, "blocked": None, "blocked_at": None}
    tx.execute(update(RankRuleRow).where(RankRuleRow.id == old.id).values(fresh))
    return old.id, True


def end(tx: Connection, rule_id: int, now: datetime) -> bool:
    """From now on the rule only takes back what it gave; False when it was ended before."""
    live = update(RankRuleRow).where(RankRuleRow.id == rule_id, RankRuleRow.removed_at.is_(None))
    return tx.execute(live.values(removed_at=now)).rowcount > 0


def forget_ended(tx: Connection, guild_id: int) -> int:
    """Drop the guild's ended rules that nobody has a role from any more; how many these were."""
    holding = select(RankHolderRow.rule_id)
    over = delete(RankRuleRow).where(RankRuleRow.guild_id == guild_id, RankRuleRow.removed_at.is_not(None))
    return tx.execute(over.where(RankRuleRow.id.not_in(holding))).rowcount


def block(tx: Connection, rule_ids: Iterable[int], why: Obstacle | None, now: datetime) -> None:
    """These rules cannot work for that reason from now on; with None, they can again."""
    values = {"blocked": why, "blocked_at": now if why else None}
    tx.execute(update(RankRuleRow).where(RankRuleRow.id.in_([*rule_ids])).values(values))


def held(tx: Connection, guild_id: int) -> list[Held]:
    """How every rule of the guild stands to whom, by rule and member."""
    return [_held(row) for row in tx.execute(_HELD(), {"guild": guild_id})]


def save(tx: Connection, rows: Iterable[Held]) -> None:
    """From now on they stand like this."""
    values = [
        {name: getattr(row, name) for name in ("rule_id", "member_id", *_FACTS)} for row in rows
    ]  # a row has slots, and so no dict of its own
    if values:
        tx.execute(_SAVE(), values)


def drop(tx: Connection, rows: Iterable[Held]) -> None:
    """These are nobody's business any more."""
    for row in rows:
        gone = delete(RankHolderRow).where(RankHolderRow.rule_id == row.rule_id)
        tx.execute(gone.where(RankHolderRow.member_id == row.member_id))


def tried(tx: Connection, guild_id: int, role_id: int, member_ids: Sequence[int], now: datetime) -> None:
    """Discord is about to be asked to give them the role."""
    rows = _of_role(update(RankHolderRow), guild_id, role_id, member_ids)
    tx.execute(rows.where(RankHolderRow.tried_at.is_(None)).values(tried_at=now))


def given(tx: Connection, guild_id: int, role_id: int, member_id: int, now: datetime) -> list[int]:
    """Discord gave them the role; returns the rules that did not know."""
    rows = _of_role(update(RankHolderRow), guild_id, role_id, [member_id]).where(RankHolderRow.given_at.is_(None))
    return list(tx.execute(rows.values(tried_at=now, given_at=now).returning(RankHolderRow.rule_id)).scalars())


def taken(tx: Connection, guild_id: int, role_id: int, member_id: int) -> list[int]:
    """Discord took the role from them: whose claim was lost has nothing to do with it any more; returns these rules."""
    lost = or_(RankHolderRow.lost_at.is_not(None), RankHolderRow.rule_id.in_(_ended(guild_id)))
    rows = _of_role(delete(RankHolderRow), guild_id, role_id, [member_id]).where(lost)
    return list(tx.execute(rows.returning(RankHolderRow.rule_id)).scalars())


def park(tx: Connection, guild_id: int, member_id: int, now: datetime) -> None:
    """The member left the server, and no role is theirs; what they have a claim to waits."""
    rows = update(RankHolderRow).where(RankHolderRow.rule_id.in_(_rules(guild_id)))
    there = rows.where(RankHolderRow.member_id == member_id, RankHolderRow.parked_at.is_(None))
    tx.execute(there.values(parked_at=now, tried_at=None, given_at=None))


def unpark(tx: Connection, guild_id: int, member_id: int) -> None:
    """The member is there (again), and no role is theirs yet."""
    rows = update(RankHolderRow).where(RankHolderRow.rule_id.in_(_rules(guild_id)))
    back = rows.where(RankHolderRow.member_id == member_id)
    tx.execute(back.values(parked_at=None, tried_at=None, given_at=None))


def takings(tx: Connection, guild_id: int) -> list[Taking]:
    """What is to be taken from people who were erased."""
    query = select(RoleTakingRow.role_id, RoleTakingRow.user_id, RoleTakingRow.since)
    rows = tx.execute(query.where(RoleTakingRow.guild_id == guild_id).order_by(RoleTakingRow.since))
    return [Taking(*row) for row in rows]


def give_up_taking(tx: Connection, guild_id: int, before: datetime) -> None:
    """Keep nothing any more of whose role could not be taken since then."""
    tx.execute(delete(RoleTakingRow).where(RoleTakingRow.guild_id == guild_id, RoleTakingRow.since <= before))


def done_taking(tx: Connection, guild_id: int, taking: Taking) -> None:
    """It is taken, or nobody's to take any more."""
    tx.execute(
        delete(RoleTakingRow).where(
            RoleTakingRow.guild_id == guild_id,
            RoleTakingRow.role_id == taking.role_id,
            RoleTakingRow.user_id == taking.user_id,
        )
    )


def made_by(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """The rules that a member made and that still stand."""
    query = select(RankRuleRow).where(RankRuleRow.added_by == member_id).order_by(RankRuleRow.id)
    return [
        {"board": row.board, "top": row.top, "role_id": str(row.role_id), "at": row.added_at}
        for row in tx.execute(query)
    ]


def held_by(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """The roles that a member has or is to have."""
    named = (RankRuleRow.board, RankRuleRow.top, RankRuleRow.role_id)
    times = (getattr(RankHolderRow, name) for name in ("below_since", "lost_at", "given_at", "parked_at"))
    query = select(*named, *times).join(RankRuleRow, RankRuleRow.id == RankHolderRow.rule_id)
    rows = tx.execute(query.where(RankHolderRow.member_id == member_id).order_by(RankHolderRow.rule_id))
    return [dict(row) | {"role_id": str(row["role_id"])} for row in rows.mappings()]


def erase(tx: Connection, member_id: int, now: datetime) -> bool:
    """No rule has to do with them any more; what Discord gave them is put aside to be taken. Whether there was any."""
    may_have = or_(RankHolderRow.tried_at.is_not(None), RankHolderRow.given_at.is_not(None))
    query = (
        select(RankRuleRow.guild_id, RankRuleRow.role_id, MemberRow.user_id)
        .join(RankHolderRow, RankHolderRow.rule_id == RankRuleRow.id)
        .join(MemberRow, MemberRow.id == RankHolderRow.member_id)
        .where(RankHolderRow.member_id == member_id, may_have, MemberRow.user_id.is_not(None))
        .distinct()
    )
    rows = [dict(row) | {"since": now} for row in tx.execute(query).mappings()]
    if rows:
        tx.execute(insert(RoleTakingRow).on_conflict_do_nothing(), rows)
    tx.execute(delete(RankHolderRow).where(RankHolderRow.member_id == member_id))
    return bool(rows)


def _rules(guild_id: int) -> Any:
    return select(RankRuleRow.id).where(RankRuleRow.guild_id == guild_id)


def _ended(guild_id: int) -> Any:
    return _rules(guild_id).where(RankRuleRow.removed_at.is_not(None))


def _of_role(statement: Any, guild_id: int, role_id: int, member_ids: Sequence[int]) -> Any:
    """The rows of these members in the guild's rules that name the role."""
    rules = _rules(guild_id).where(RankRuleRow.role_id == role_id)
    return statement.where(RankHolderRow.rule_id.in_(rules), RankHolderRow.member_id.in_([*member_ids]))


def _rule(row: Any) -> Rule:
    return Rule(
        row.id,
        row.guild_id,
        Board(row.board),
        row.top,
        row.role_id,
        row.added_by,
        row.added_at,
        row.removed_at,
        Obstacle(row.blocked) if row.blocked else None,
        row.blocked_at,
    )


def _held(row: Any) -> Held:
    return Held(
        row.rule_id,
        row.member_id,
        row.below_since,
        row.lost_at,
        row.tried_at,
        row.given_at,
        row.parked_at,
    )
