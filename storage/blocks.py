"""Members who may only look, and what was said about them."""

import json
from datetime import datetime

from sqlalchemy import Connection, delete, or_, select, text, update

from storage.audit import AuditNoteRow, AuditRow
from storage.characters import CharacterRow
from storage.contests import ContestCharacterRow
from storage.members import MemberRow

# Written out, not bound: SQLite uses a partial index only where a statement says what is in it.
_BLOCKED = text("members.blocked_at IS NOT NULL")


def block(tx: Connection, member_id: int, reason: str, now: datetime) -> None:
    """Let a member only look, for this reason; one who does already has a new one."""
    tx.execute(update(MemberRow).where(MemberRow.id == member_id).values(blocked_at=now, blocked_reason=reason))


def unblock(tx: Connection, member_id: int) -> bool:
    """Let a member take part again; False when they could."""
    blocked = update(MemberRow).where(MemberRow.id == member_id, MemberRow.blocked_at.is_not(None))
    return tx.execute(blocked.values(blocked_at=None, blocked_reason=None)).rowcount > 0


def of(tx: Connection, member_id: int) -> tuple[datetime, str] | None:
    """Since when and why a member may only look."""
    query = select(MemberRow.blocked_at, MemberRow.blocked_reason).where(MemberRow.id == member_id)
    at, reason = tx.execute(query).one()
    return None if at is None else (at, reason or "")


def characters_of(tx: Connection, member_id: int) -> set[int]:
    """The characters that belong to a member, on the roster or not."""
    return set(tx.execute(select(CharacterRow.id).where(CharacterRow.owner_id == member_id)).scalars())


def barred(tx: Connection, guild_id: int, contest_id: int) -> set[int]:
    """The characters in a contest that take part for, or belong to, members who may only look."""
    blocked = list(tx.execute(select(MemberRow.id).where(MemberRow.guild_id == guild_id, _BLOCKED)).scalars())
    if not blocked:
        return set()
    query = select(ContestCharacterRow.character_id)
    query = query.join(CharacterRow, CharacterRow.id == ContestCharacterRow.character_id)
    theirs = or_(ContestCharacterRow.member_id.in_(blocked), CharacterRow.owner_id.in_(blocked))
    return set(tx.execute(query.where(ContestCharacterRow.contest_id == contest_id, theirs)).scalars())


def erase_notes_about(tx: Connection, guild_id: int, member_id: int, kind: str) -> None:
    """Take the texts from a guild's log that stand with acts of that kind about a member; the chain still verifies."""
    rows = tx.execute(select(AuditRow.seq, AuditRow.body).where(AuditRow.guild_id == guild_id, AuditRow.kind == kind))
    about = [seq for seq, body in rows if json.loads(body)["facts"].get("member") == member_id]
    tx.execute(delete(AuditNoteRow).where(AuditNoteRow.guild_id == guild_id, AuditNoteRow.seq.in_(about)))
