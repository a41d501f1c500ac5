"""Raids: the logs they were imported from, every fight with who was there, attendance and marks.

Triggers refuse to change what tells a fight from another, and to drop anything (see the migrations).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Connection,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column

from domain.raid_attendance import Part
from domain.raids import Fight, Fought, Mark, Raid, Report
from storage.engine import insert
from storage.members import MemberRow, member_id_key
from storage.schema import Base, one_of, snowflake, word


class RaidRow(Base):
    """A night: `code` is that of the log it was first imported from; reverted ones can be imported again."""

    __tablename__ = "raids"
    __table_args__ = (
        CheckConstraint("ended_at >= started_at", name="ended_at"),
        Index(None, "guild_id", "started_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake()
    code: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(120))
    zone: Mapped[str] = mapped_column(String(120))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    applied_at: Mapped[datetime]
    applied_by: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    reverted_at: Mapped[datetime | None]


class ReportRow(Base):
    """A log of a raid, which may have several; what a reverted one tells does not count until it is imported again."""

    __tablename__ = "raid_reports"
    __table_args__ = (UniqueConstraint("guild_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake()
    code: Mapped[str] = mapped_column(String(40))
    raid_id: Mapped[int] = mapped_column(ForeignKey("raids.id"), index=True)
    imported_at: Mapped[datetime]
    reverted_at: Mapped[datetime | None]


class FightRow(Base):
    """A fight as one log tells it; `same_as` is the row of the log that told of it first."""

    __tablename__ = "raid_fights"
    __table_args__ = (
        UniqueConstraint("guild_id", "code", "fight"),
        CheckConstraint("ended_at >= started_at", name="ended_at"),
        Index(None, "guild_id", "started_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake()
    raid_id: Mapped[int] = mapped_column(ForeignKey("raids.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    fight: Mapped[int]
    encounter: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))
    difficulty: Mapped[int]
    kill: Mapped[bool]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    same_as: Mapped[int | None] = mapped_column(ForeignKey("raid_fights.id"), index=True)


class PresenceRow(Base):
    """A member who was in a fight, by whichever of their characters."""

    __tablename__ = "raid_presence"
    __table_args__ = ({"sqlite_with_rowid": False},)

    fight_id: Mapped[int] = mapped_column(ForeignKey("raid_fights.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(member_id_key(), primary_key=True, index=True)


class AttendanceRow(Base):
    """A member's part in a raid: for how many seconds they were there, and what an officer marked."""

    __tablename__ = "raid_attendance"
    __table_args__ = (
        one_of("mark", Mark),
        CheckConstraint("seconds >= 0", name="seconds"),
        {"sqlite_with_rowid": False},
    )

    raid_id: Mapped[int] = mapped_column(ForeignKey("raids.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(member_id_key(), primary_key=True, index=True)
    present: Mapped[bool]
    seconds: Mapped[int]
    mark: Mapped[str | None] = word()
    marked_by: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    marked_at: Mapped[datetime | None]


def attendees(tx: Connection, raid_id: int) -> list[int]:
    """The members who were there, by member id."""
    query = select(AttendanceRow.member_id).where(AttendanceRow.raid_id == raid_id, AttendanceRow.present)
    return list(tx.execute(query.order_by(AttendanceRow.member_id)).scalars())


def newest(tx: Connection, guild_id: int, since: datetime) -> Raid | None:
    """The guild's last raid that stands and ended at that moment or later."""
    query = select(RaidRow).where(RaidRow.guild_id == guild_id, RaidRow.reverted_at.is_(None))
    query = query.where(RaidRow.ended_at >= since).order_by(RaidRow.started_at.desc(), RaidRow.id.desc())
    row = tx.execute(query.limit(1)).one_or_none()
    return None if row is None else _raid(row)


def find(tx: Connection, guild_id: int, raid_id: int) -> Raid | None:
    """The guild's raid of that id."""
    row = tx.execute(select(RaidRow).where(RaidRow.guild_id == guild_id, RaidRow.id == raid_id)).one_or_none()
    return None if row is None else _raid(row)


def listed(
    tx: Connection,
    guild_id: int,
    *,
    reverted: bool = True,
    since: datetime | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> list[Raid]:
    """The guild's raids, newest first; those that were reverted too unless told otherwise."""
    query = _wanted(select(RaidRow), guild_id, reverted=reverted, since=since)
    query = query.order_by(RaidRow.started_at.desc(), RaidRow.id.desc()).limit(limit).offset(offset)
    return [_raid(row) for row in tx.execute(query)]


def count(tx: Connection, guild_id: int, *, reverted: bool = True, since: datetime | None = None) -> int:
    """How many `listed` would find."""
    query = _wanted(select(func.count()).select_from(RaidRow), guild_id, reverted=reverted, since=since)
    return tx.execute(query).scalar_one()


def of_report(tx: Connection, guild_id: int, code: str) -> Raid | None:
    """The raid that a log was imported into, reverted or not."""
    query = select(RaidRow).join(ReportRow, ReportRow.raid_id == RaidRow.id)
    row = tx.execute(query.where(ReportRow.guild_id == guild_id, ReportRow.code == code)).one_or_none()
    return None if row is None else _raid(row)


def reports_of(tx: Connection, raid_id: int) -> list[str]:
    """The codes of a raid's logs, the first imported first."""
    query = select(ReportRow.code).where(ReportRow.raid_id == raid_id).order_by(ReportRow.id)
    return list(tx.execute(query).scalars())


def begin(tx: Connection, guild_id: int, report: Report, *, by: int, now: datetime) -> int:
    """Keep a fresh raid; returns its id."""
    row = {"guild_id": guild_id, "code": report.code, "title": report.title, "zone": report.zone}
    row |= {"started_at": report.started_at, "ended_at": report.ended_at, "applied_at": now, "applied_by": by}
    return tx.execute(insert(RaidRow).values(row).returning(RaidRow.id)).scalar_one()


def join(tx: Connection, raid_id: int, report: Report, guild_id: int, now: datetime) -> None:
    """The log is one of that raid's, which is as long as its logs together and stands, reverted before or not."""
    row = {"guild_id": guild_id, "code": report.code, "raid_id": raid_id, "imported_at": now, "reverted_at": None}
    kept = insert(ReportRow).values(row)
    again = {"imported_at": now, "reverted_at": None}
    tx.execute(kept.on_conflict_do_update(index_elements=["guild_id", "code"], set_=again))
    raid = tx.execute(select(RaidRow).where(RaidRow.id == raid_id)).one()
    values = {
        "started_at": min(raid.started_at, report.started_at),
        "ended_at": max(raid.ended_at, report.ended_at),
        "reverted_at": None,
    }
    tx.execute(update(RaidRow).where(RaidRow.id == raid_id).values(values))


def revert(tx: Connection, raid_id: int, now: datetime) -> bool:
    """The raid is reverted, once; whether it stood."""
    change = update(RaidRow).where(RaidRow.id == raid_id, RaidRow.reverted_at.is_(None))
    return tx.execute(change.values(reverted_at=now)).rowcount > 0


def revert_report(tx: Connection, guild_id: int, code: str, now: datetime) -> None:
    """What that log tells does not count any more."""
    change = update(ReportRow).where(ReportRow.guild_id == guild_id, ReportRow.code == code)
    tx.execute(change.where(ReportRow.reverted_at.is_(None)).values(reverted_at=now))


def stands(tx: Connection, guild_id: int, code: str) -> bool:
    """Whether that log was imported and not reverted since."""
    query = select(ReportRow.id).where(ReportRow.guild_id == guild_id, ReportRow.code == code)
    return tx.execute(query.where(ReportRow.reverted_at.is_(None))).scalar() is not None


def keep_fight(
    tx: Connection,
    guild_id: int,
    raid_id: int,
    code: str,
    fight: Fight,
    present: Iterable[int],
    first: tuple[str, int],
) -> None:
    """Keep a fight of a log with the members who were in it; a fight known before becomes as the log has it now.

    Nobody is taken off a fight: who was linked when it was told stays. `first` is the log and the fight in it that this
    is another telling of, or itself.
    """
    told_by = select(FightRow.id).where(FightRow.guild_id == guild_id, FightRow.code == first[0])
    same_as = tx.execute(told_by.where(FightRow.fight == first[1])).scalar() if first != (code, fight.id) else None
    row = {"guild_id": guild_id, "raid_id": raid_id, "code": code, "fight": fight.id, "same_as": same_as}
    row |= {"encounter": fight.encounter, "name": fight.name, "difficulty": fight.difficulty, "kill": fight.kill}
    row |= {"started_at": fight.started_at, "ended_at": fight.ended_at}
    kept = insert(FightRow).values(row)
    grown = {name: value for name, value in row.items() if name not in ("guild_id", "raid_id", "code", "fight")}
    kept = kept.on_conflict_do_update(index_elements=["guild_id", "code", "fight"], set_=grown)
    fight_row: int = tx.execute(kept.returning(FightRow.id)).scalar_one()
    if people := [{"fight_id": fight_row, "member_id": one} for one in sorted(set(present))]:
        tx.execute(insert(PresenceRow).on_conflict_do_nothing(), people)


def fights_of(tx: Connection, raid_id: int) -> list[Fought]:
    """A raid's fights as all of its logs that stand tell them, in order."""
    standing = select(ReportRow.code).where(ReportRow.raid_id == raid_id, ReportRow.reverted_at.is_(None))
    return _fights(tx, (FightRow.raid_id == raid_id) & FightRow.code.in_(standing))


def fights_between(tx: Connection, guild_id: int, since: datetime, until: datetime) -> list[Fought]:
    """The guild's fights that began in that time."""
    return _fights(tx, (FightRow.guild_id == guild_id) & FightRow.started_at.between(since, until))


def note_attendance(tx: Connection, raid_id: int, seconds: Mapping[int, int]) -> None:
    """Members were there for so many seconds, and nobody else was; what was marked of anybody stays."""
    nobody = update(AttendanceRow).where(AttendanceRow.raid_id == raid_id)
    tx.execute(nobody.values(present=False, seconds=0))
    for member_id, there in sorted(seconds.items()):
        row = {"raid_id": raid_id, "member_id": member_id, "present": True, "seconds": there}
        kept = insert(AttendanceRow).values(row)
        told = {"present": True, "seconds": there}
        tx.execute(kept.on_conflict_do_update(index_elements=["raid_id", "member_id"], set_=told))


def mark(tx: Connection, raid_id: int, member_id: int, mark: Mark | None, *, by: int | None, now: datetime) -> None:
    """An officer marks a member; None takes the mark away."""
    told = {"mark": mark, "marked_by": by, "marked_at": now}
    row = {"raid_id": raid_id, "member_id": member_id, "present": False, "seconds": 0} | told
    kept = insert(AttendanceRow).values(row)
    tx.execute(kept.on_conflict_do_update(index_elements=["raid_id", "member_id"], set_=told))


def attendance(tx: Connection, raid_ids: Sequence[int]) -> dict[int, dict[int, Part]]:
    """Everybody's part in these raids, by raid and member; erased members left out."""
    columns = (AttendanceRow.raid_id, AttendanceRow.member_id, AttendanceRow.present, AttendanceRow.seconds)
    query = select(*columns, AttendanceRow.mark).join(MemberRow, MemberRow.id == AttendanceRow.member_id)
    query = query.where(AttendanceRow.raid_id.in_([*raid_ids]), MemberRow.erased_at.is_(None))
    found: dict[int, dict[int, Part]] = {one: {} for one in raid_ids}
    for raid_id, member_id, present, seconds, word_ in tx.execute(query):
        found[raid_id][member_id] = Part(present, seconds, Mark(word_) if word_ else None)
    return found


def marks_of(tx: Connection, raid_id: int) -> dict[int, Mark]:
    """What was marked in a raid of members who were not erased."""
    query = select(AttendanceRow.member_id, AttendanceRow.mark).where(AttendanceRow.raid_id == raid_id)
    query = query.join(MemberRow, MemberRow.id == AttendanceRow.member_id).where(MemberRow.erased_at.is_(None))
    return {member_id: Mark(one) for member_id, one in tx.execute(query.where(AttendanceRow.mark.is_not(None)))}


def hand_over(tx: Connection, old: int, new: int) -> list[int]:
    """Where one member was, another was: somebody known by a name only turned out to be them; returns those raids.

    For how long is for the caller to count anew.
    """
    theirs = select(PresenceRow.fight_id).where(PresenceRow.member_id == new)
    tx.execute(delete(PresenceRow).where(PresenceRow.member_id == old, PresenceRow.fight_id.in_(theirs)))
    tx.execute(update(PresenceRow).where(PresenceRow.member_id == old).values(member_id=new))
    mine = AttendanceRow.member_id == old
    rows = tx.execute(select(AttendanceRow.raid_id, AttendanceRow.mark).where(mine)).all()
    known = select(AttendanceRow.raid_id).where(AttendanceRow.member_id == new)
    both = set(tx.execute(known).scalars())
    tx.execute(delete(AttendanceRow).where(mine, AttendanceRow.raid_id.in_(both)))
    tx.execute(update(AttendanceRow).where(mine).values(member_id=new))
    for raid_id, word_ in rows:
        if raid_id in both and word_:
            here = update(AttendanceRow).where(AttendanceRow.raid_id == raid_id, AttendanceRow.member_id == new)
            tx.execute(here.where(AttendanceRow.mark.is_(None)).values(mark=word_))
    return [raid_id for raid_id, _ in rows]


def of_member(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """The raids that a member was at or is marked in, oldest first, as plain values."""
    query = select(RaidRow.title, RaidRow.started_at, AttendanceRow.seconds, AttendanceRow.mark)
    query = query.join(RaidRow, RaidRow.id == AttendanceRow.raid_id).where(AttendanceRow.member_id == member_id)
    rows = tx.execute(query.order_by(RaidRow.started_at, RaidRow.id))
    return [dict(row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's documented name


def applied_by(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """The raids that a member brought in as an officer, as plain values."""
    query = select(RaidRow.title, RaidRow.applied_at).where(RaidRow.applied_by == member_id).order_by(RaidRow.id)
    return [dict(row._mapping) for row in tx.execute(query)]  # noqa: SLF001 - SQLAlchemy's documented name


def marked_by(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """What a member marked of others as an officer, as plain values that name nobody."""
    query = select(AttendanceRow.raid_id, AttendanceRow.mark, AttendanceRow.marked_at)
    rows = tx.execute(query.where(AttendanceRow.marked_by == member_id).order_by(AttendanceRow.raid_id))
    return [dict(row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's documented name


def _wanted(query: Any, guild_id: int, *, reverted: bool, since: datetime | None) -> Any:
    query = query.where(RaidRow.guild_id == guild_id)
    if since is not None:
        query = query.where(RaidRow.started_at >= since)
    return query if reverted else query.where(RaidRow.reverted_at.is_(None))


def _fights(tx: Connection, which: Any) -> list[Fought]:
    query = select(PresenceRow.fight_id, PresenceRow.member_id)
    query = query.join(FightRow, FightRow.id == PresenceRow.fight_id).where(which)
    query = query.join(MemberRow, MemberRow.id == PresenceRow.member_id).where(MemberRow.erased_at.is_(None))
    present: dict[int, set[int]] = {}
    for fight_row, member_id in tx.execute(query):
        present.setdefault(fight_row, set()).add(member_id)
    first = aliased(FightRow)
    fights = select(FightRow, first.code.label("first_code"), first.fight.label("first_fight"))
    fights = fights.outerjoin(first, first.id == FightRow.same_as)
    rows = tx.execute(fights.where(which).order_by(FightRow.started_at, FightRow.id))
    return [
        Fought(
            row=row.id,
            raid_id=row.raid_id,
            code=row.code,
            fight=row.fight,
            encounter=row.encounter,
            name=row.name,
            difficulty=row.difficulty,
            kill=row.kill,
            started_at=row.started_at,
            ended_at=row.ended_at,
            present=frozenset(present.get(row.id, ())),
            first=(row.first_code, row.first_fight) if row.same_as else (row.code, row.fight),
        )
        for row in rows
    ]


def _raid(row: Any) -> Raid:
    return Raid(
        id=row.id,
        guild_id=row.guild_id,
        code=row.code,
        title=row.title,
        zone=row.zone,
        started_at=row.started_at,
        ended_at=row.ended_at,
        applied_at=row.applied_at,
        applied_by=row.applied_by,
        reverted_at=row.reverted_at,
    )
