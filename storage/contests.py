"""Contests: their rules, whose characters take part, and the entries that were earned."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Connection,
    ForeignKey,
    Select,
    String,
    Text,
    bindparam,
    delete,
    func,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from domain.contest_settings import RuleType
from domain.contests import Contest, ContestState, Rule
from domain.judging import Earned, Standing
from storage.characters import CharacterRow
from storage.engine import insert, once, upsert
from storage.members import member_id_key
from storage.schema import Base, one_of, partial, snowflake, word

_LIVE = text("state IN ('active', 'ended')")


class ContestRow(Base):
    """One contest; `draw_id` is its draw once it is published."""

    __tablename__ = "contests"
    __table_args__ = (
        one_of("state", ContestState),
        partial("ix_contests_live", "guild_id", where=_LIVE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake(index=True)
    name: Mapped[str] = mapped_column(String(80))
    prize: Mapped[str] = mapped_column(String(300))
    state: Mapped[str] = word()
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime]
    winners: Mapped[int]
    created_by: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    created_at: Mapped[datetime]
    channel_id: Mapped[int | None] = snowflake()
    draw_id: Mapped[int | None] = mapped_column(ForeignKey("draws.id"), unique=True)
    published_at: Mapped[datetime | None]
    opening_run: Mapped[int | None] = mapped_column(ForeignKey("snapshot_runs.id"))
    closing_run: Mapped[int | None] = mapped_column(ForeignKey("snapshot_runs.id"))
    counted_run: Mapped[int | None] = mapped_column(ForeignKey("snapshot_runs.id"))
    confirmed_run: Mapped[int | None] = mapped_column(ForeignKey("snapshot_runs.id"))
    ended_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text)
    restored_at: Mapped[datetime | None]


class ContestRuleRow(Base):
    """One way to enter; `targets` are slugs, none means all."""

    __tablename__ = "contest_rules"
    __table_args__ = (one_of("type", RuleType),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"), index=True)
    type: Mapped[str] = word()
    amount: Mapped[int] = mapped_column(BigInteger)
    targets: Mapped[list[str]] = mapped_column(JSON)


class ContestCharacterRow(Base):
    """A character in a published contest and who it counts for, frozen: `late` came after the publishing."""

    __tablename__ = "contest_characters"
    __table_args__ = ({"sqlite_with_rowid": False},)

    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"), primary_key=True)
    character_id: Mapped[int] = mapped_column(ForeignKey("characters.id"), primary_key=True)
    member_id: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    who: Mapped[str] = mapped_column(String(60))
    late: Mapped[bool]


class ContestEntryRow(Base):
    """An entry as it stands; `seq` is its place in the order of entering."""

    __tablename__ = "contest_entries"
    __table_args__ = ({"sqlite_with_rowid": False},)

    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rule_id: Mapped[int] = mapped_column(ForeignKey("contest_rules.id"))
    who: Mapped[str] = mapped_column(String(60))
    character_id: Mapped[int] = mapped_column(ForeignKey("characters.id"))
    gained: Mapped[int] = mapped_column(BigInteger)
    evidence: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs that a contest looks at: the one its start and its end began, the last counted, the one confirmed."""

    opening: int | None
    closing: int | None
    counted: int | None
    confirmed: int | None


@dataclass(frozen=True, slots=True)
class Taking:
    """A character that takes part: who it counts for, and whether it came late."""

    character_id: int
    who: str
    late: bool
    member_id: int | None


def create(tx: Connection, contest: Contest, *, by: int, now: datetime) -> int:
    """Keep a fresh draft; returns its id."""
    row = {"guild_id": contest.guild_id, "name": contest.name, "prize": contest.prize, "state": contest.state}
    row |= {"starts_at": contest.starts_at, "ends_at": contest.ends_at, "winners": contest.winners}
    row |= {"created_by": by, "created_at": now, "reason": ""}
    return tx.execute(insert(ContestRow).values(row).returning(ContestRow.id)).scalar_one()


def by_id(tx: Connection, guild_id: int, contest_id: int) -> Contest | None:
    """The contest of that id, if it is this guild's."""
    row = tx.execute(
        select(ContestRow).where(ContestRow.guild_id == guild_id, ContestRow.id == contest_id)
    ).one_or_none()
    return None if row is None else _contest(row, rules(tx, contest_id))


def by_draw(tx: Connection, draw_id: int) -> Contest | None:
    """The contest that this draw decides."""
    row = tx.execute(select(ContestRow).where(ContestRow.draw_id == draw_id)).one_or_none()
    return None if row is None else _contest(row, rules(tx, row.id))


def listed(tx: Connection, guild_id: int) -> list[Contest]:
    """The guild's contests without their rules, newest first."""
    query = select(ContestRow).where(ContestRow.guild_id == guild_id).order_by(ContestRow.id.desc())
    return [_contest(row, ()) for row in tx.execute(query)]


def live(tx: Connection) -> list[Contest]:
    """Every contest that the clock has to look after, by guild."""
    query = select(ContestRow).where(_LIVE).order_by(ContestRow.guild_id, ContestRow.id)
    return [_contest(row, rules(tx, row.id)) for row in tx.execute(query)]


def rules(tx: Connection, contest_id: int) -> tuple[Rule, ...]:
    """The ways to enter, in the order in which they were added."""
    query = select(ContestRuleRow).where(ContestRuleRow.contest_id == contest_id).order_by(ContestRuleRow.id)
    return tuple(Rule(row.id, RuleType(row.type), row.amount, tuple(row.targets)) for row in tx.execute(query))


def add_rule(tx: Connection, contest_id: int, kind: RuleType, amount: int, targets: Sequence[str]) -> Rule:
    """One more way to enter."""
    row = {"contest_id": contest_id, "type": kind, "amount": amount, "targets": list(targets)}
    rule_id = tx.execute(insert(ContestRuleRow).values(row).returning(ContestRuleRow.id)).scalar_one()
    return Rule(rule_id, kind, amount, tuple(targets))


def remove_rule(tx: Connection, contest_id: int, rule_id: int) -> bool:
    """One way less; False when it was gone already."""
    gone = delete(ContestRuleRow).where(ContestRuleRow.contest_id == contest_id, ContestRuleRow.id == rule_id)
    return tx.execute(gone).rowcount > 0


def publish(
    tx: Connection, contest_id: int, *, draw_id: int, channel_id: int, starts_at: datetime, now: datetime
) -> bool:
    """The draft is public from now on; False when it was no draft any more."""
    values = {"draw_id": draw_id, "channel_id": channel_id, "starts_at": starts_at, "published_at": now}
    return _advance(tx, contest_id, (ContestState.DRAFT,), ContestState.ACTIVE, values)


def end(tx: Connection, contest_id: int, at: datetime) -> bool:
    """Its span is over at that moment; False when it was already."""
    return _advance(tx, contest_id, (ContestState.ACTIVE,), ContestState.ENDED, {"ended_at": at})


def drawn(tx: Connection, contest_id: int) -> bool:
    """Its draw is settled."""
    return _advance(tx, contest_id, (ContestState.ENDED,), ContestState.DRAWN, {})


def cancel(tx: Connection, contest_id: int, reason: str) -> bool:
    """It is called off; False when it was drawn or called off already."""
    before = (ContestState.DRAFT, ContestState.ACTIVE, ContestState.ENDED)
    return _advance(tx, contest_id, before, ContestState.CANCELLED, {"reason": reason})


def call_off(tx: Connection, contest_id: int, restored_at: datetime) -> bool:
    """It is called off because the books were put back then; False when it is a draft, drawn or called off."""
    before = (ContestState.ACTIVE, ContestState.ENDED)
    return _advance(tx, contest_id, before, ContestState.CANCELLED, {"restored_at": restored_at})


def runs(tx: Connection, contest_id: int) -> Runs:
    """The runs that it looks at."""
    columns = select(ContestRow.opening_run, ContestRow.closing_run, ContestRow.counted_run, ContestRow.confirmed_run)
    return Runs(*tx.execute(columns.where(ContestRow.id == contest_id)).one())


def note_run(tx: Connection, contest_id: int, which: str, run_id: int) -> None:
    """Remember a run: `opening_run`, `closing_run`, `counted_run` or `confirmed_run`."""
    tx.execute(update(ContestRow).where(ContestRow.id == contest_id).values({which: run_id}))


def enlist(tx: Connection, contest_id: int, taking: Collection[Taking]) -> None:
    """These characters take part; who was enlisted before stays as they are."""
    rows = [
        {
            "contest_id": contest_id,
            "character_id": one.character_id,
            "member_id": one.member_id,
            "who": one.who,
            "late": one.late,
        }
        for one in taking
    ]
    if rows:
        tx.execute(insert(ContestCharacterRow).on_conflict_do_nothing(), rows)


def newcomers(tx: Connection, guild_id: int, contest_id: int) -> set[int]:
    """Who is on the guild's roster and not in the contest."""
    return set(tx.execute(_NEWCOMERS(), {"guild": guild_id, "contest": contest_id}).scalars())


def taking(tx: Connection, contest_id: int) -> dict[int, Taking]:
    """Who takes part, by character."""
    return {row[0]: Taking(*row) for row in tx.execute(_TAKING(), {"contest": contest_id}).all()}


def entries(tx: Connection, contest_id: int) -> list[Standing]:
    """The entries as they stand, in the order of entering."""
    return [_standing(row) for row in tx.execute(_in_order(contest_id))]


def page(tx: Connection, contest_id: int, *, limit: int, offset: int) -> list[Standing]:
    """Some of the entries, in the order of entering."""
    return [_standing(row) for row in tx.execute(_in_order(contest_id).limit(limit).offset(offset))]


def entry(tx: Connection, contest_id: int, seq: int) -> Standing | None:
    """The entry in that place, if it stands."""
    row = tx.execute(_in_order(contest_id).where(ContestEntryRow.seq == seq)).one_or_none()
    return None if row is None else _standing(row)


def entries_of(tx: Connection, contest_id: int, who: str) -> list[Standing]:
    """The entries of one person."""
    return [_standing(row) for row in tx.execute(_in_order(contest_id).where(ContestEntryRow.who == who))]


def count(tx: Connection, contest_id: int) -> tuple[int, int]:
    """How many entries there are, and by how many people."""
    counted = select(func.count(), func.count(ContestEntryRow.who.distinct()))
    row = tx.execute(counted.where(ContestEntryRow.contest_id == contest_id)).one()
    return row[0], row[1]


def enter(tx: Connection, contest_id: int, first: int, added: Sequence[Earned]) -> None:
    """New entries, placed from `first` on."""
    rows = [_entry(contest_id, seq, one) for seq, one in enumerate(added, first)]
    if rows:
        tx.execute(_ENTER(), rows)


def withdraw(tx: Connection, contest_id: int, seqs: Collection[int]) -> None:
    """These entries are no longer earned."""
    if seqs:
        chosen = ContestEntryRow.seq.in_(sorted(seqs))
        tx.execute(delete(ContestEntryRow).where(ContestEntryRow.contest_id == contest_id, chosen))


def renew(tx: Connection, contest_id: int, kept: Sequence[Standing]) -> None:
    """These entries stay, with the evidence of today."""
    if kept:
        tx.execute(_RENEW(), [_entry(contest_id, one.seq, one.earned) for one in kept])


def made_by(tx: Connection, member_id: int) -> list[str]:
    """The names of the contests that a member made."""
    query = select(ContestRow.name).where(ContestRow.created_by == member_id).order_by(ContestRow.id)
    return list(tx.execute(query).scalars())


def taken_by(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """The contests that a member takes part in, and the entries held, as plain values."""
    query = (
        select(ContestRow.name, func.count(ContestEntryRow.seq))
        .select_from(ContestCharacterRow)
        .join(ContestRow, ContestRow.id == ContestCharacterRow.contest_id)
        .outerjoin(
            ContestEntryRow,
            (ContestEntryRow.contest_id == ContestRow.id)
            & (ContestEntryRow.character_id == ContestCharacterRow.character_id),
        )
        .where(ContestCharacterRow.member_id == member_id)
        .group_by(ContestRow.id)
    )
    return [{"contest": name, "entries": number} for name, number in tx.execute(query.order_by(ContestRow.id))]


def forget(tx: Connection, member_id: int) -> None:
    """Take a member's characters and their entries out of every contest."""
    mine = select(ContestCharacterRow.contest_id, ContestCharacterRow.who).where(
        ContestCharacterRow.member_id == member_id
    )
    for contest_id, who in tx.execute(mine.distinct()).all():
        gone = (ContestEntryRow.contest_id == contest_id) & (ContestEntryRow.who == who)
        tx.execute(delete(ContestEntryRow).where(gone))
    tx.execute(delete(ContestCharacterRow).where(ContestCharacterRow.member_id == member_id))


def _advance(
    tx: Connection, contest_id: int, before: Sequence[ContestState], after: ContestState, values: dict[str, Any]
) -> bool:
    change = update(ContestRow).where(ContestRow.id == contest_id, ContestRow.state.in_(before))
    return tx.execute(change.values({"state": after, **values})).rowcount > 0


def _entry(contest_id: int, seq: int, one: Earned) -> dict[str, Any]:
    return {
        "contest_id": contest_id,
        "seq": seq,
        "rule_id": one.rule_id,
        "who": one.who,
        "character_id": one.character_id,
        "gained": one.gained,
        "evidence": one.evidence,
    }


_NEWCOMERS = once(
    lambda: (
        select(CharacterRow.id)
        .where(CharacterRow.guild_id == bindparam("guild"), CharacterRow.left_at.is_(None))
        .where(
            CharacterRow.id.not_in(
                select(ContestCharacterRow.character_id).where(ContestCharacterRow.contest_id == bindparam("contest"))
            )
        )
    )
)
_TAKING = once(
    lambda: (
        select(
            ContestCharacterRow.character_id,
            ContestCharacterRow.who,
            ContestCharacterRow.late,
            ContestCharacterRow.member_id,
        )
        .where(ContestCharacterRow.contest_id == bindparam("contest"))
        .order_by(ContestCharacterRow.character_id)
    )
)
_ENTER = once(lambda: insert(ContestEntryRow))
_RENEW = once(lambda: upsert(ContestEntryRow, "contest_id", "seq", change=("character_id", "gained", "evidence")))


def _in_order(contest_id: int) -> Select[ContestEntryRow]:
    return select(ContestEntryRow).where(ContestEntryRow.contest_id == contest_id).order_by(ContestEntryRow.seq)


def _standing(row: Any) -> Standing:
    _contest_id, seq, *earned = row
    return Standing(seq, Earned(*earned))


def _contest(row: Any, rules: tuple[Rule, ...]) -> Contest:
    return Contest(
        id=row.id,
        guild_id=row.guild_id,
        name=row.name,
        prize=row.prize,
        state=ContestState(row.state),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        winners=row.winners,
        rules=rules,
        channel_id=row.channel_id,
        draw_id=row.draw_id,
        published_at=row.published_at,
        ended_at=row.ended_at,
        reason=row.reason,
        restored_at=row.restored_at,
    )
