"""The guild's log, read and re-walked by anyone; rows for officers show others only their hash."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from domain.audit import Entry, Verdict
from domain.pages import turned_to
from domain.people import Actor, Rank
from services import access
from services.desk import Desk
from storage import audit, members

PAGE = 10

MEMBERS = frozenset({"owner", "claimant", "member"})
"""Facts that hold a member's id."""

CHARACTERS = frozenset({"character"})
"""Facts that hold a character's id."""


@dataclass(frozen=True, slots=True)
class LogPage:
    """One page of the log, newest first.

    `users` are the Discord users behind the members that it names (None: erased), `characters` the names of the
    characters, both by id.
    """

    entries: tuple[Entry, ...]
    users: dict[int, int | None]
    characters: dict[int, str]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A re-walked chain; `note` is the first text that does not match its hash, 0 when all do."""

    verdict: Verdict
    note: int


class GuildLog:
    """List and verify the audit chain of a guild."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def page(self, actor: Actor, *, kind: str | None, page: int) -> LogPage:
        """One page of the log as this actor may see it; a page out of range is the nearest there is."""
        from storage import characters

        def work(tx: Connection) -> LogPage:
            officer = access.rank_of(tx, actor) >= Rank.OFFICER
            # A row for officers shows its hash, but not to somebody who asks for a kind: that would tell what it is.
            every = officer or kind is None
            total = audit.count(tx, actor.guild_id, kind=kind, officers=every)
            at, pages = turned_to(page, total, PAGE)
            rows = audit.page(tx, actor.guild_id, kind=kind, limit=PAGE, offset=(at - 1) * PAGE, officers=every)
            shown = tuple(row if officer or not row.officers_only else _hidden(row) for row in rows)
            actors = {row.actor for row in shown if row.actor is not None}
            users = members.users(tx, actors | _named(shown, MEMBERS))
            return LogPage(
                shown, users, characters.names(tx, actor.guild_id, _named(shown, CHARACTERS)), at, pages, total
            )

        return await self._desk.db.read(work)

    async def kinds(self, actor: Actor) -> list[str]:
        """The kinds of acts in the guild's log that the actor may see, for completion."""

        def work(tx: Connection) -> list[str]:
            return audit.kinds(tx, actor.guild_id, officers=access.rank_of(tx, actor) >= Rank.OFFICER)

        return await self._desk.db.read(work)

    async def verify(self, guild_id: int) -> Checked:
        """Re-walk the guild's chain from its first row."""
        return await self._desk.db.read(lambda tx: Checked(*audit.check(tx, guild_id)))


def _named(entries: Iterable[Entry], facts: Collection[str]) -> set[int]:
    """The ids that these facts hold."""
    return {value for entry in entries for name, value in entry.facts.items() if name in facts and _is_id(value)}


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _hidden(entry: Entry) -> Entry:
    return replace(entry, actor=None, kind="officers", facts={}, note=None)
