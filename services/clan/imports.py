"""Whole rosters: from a file or a Wise Old Man group, shown as a difference first, and the histories that follow."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from clients.wise_old_man import WiseOldMan
from domain.characters import ROSTER_LIMIT, AccountType, CharacterName, Rejected, parse_name, parse_roster
from domain.clan import CHARACTER_LIMIT, Character
from domain.clan_settings import OVERVIEW, OVERVIEW_PANEL
from domain.errors import Conflict, Invalid, Unavailable
from domain.people import Actor, Rank
from services import access
from services.clan.roster import join
from services.desk import Desk
from storage import audit, backfills, characters, drafts, panels, snapshots

log = logging.getLogger(__name__)

DRAFT = "clan.import"
HISTORY = timedelta(days=180)
"""How far back a history is fetched."""

KEEP = timedelta(days=2)
"""How long a preview can be applied."""

_BATCH = 5
_ATTEMPTS = 6
_WAIT = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Difference:
    """What importing a list would change; `source` is a group's name, empty for a file."""

    draft: int
    source: str
    new: tuple[str, ...]
    known: int
    gone: tuple[str, ...]
    rejected: tuple[Rejected, ...]
    skipped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import changed; `removed` are the names of those that it took off the roster."""

    added: int
    back: int
    removed: tuple[str, ...]


class Imports:
    """Preview a list, apply it, fetch the histories."""

    def __init__(self, desk: Desk, wise_old_man: WiseOldMan) -> None:
        self._desk = desk
        self._wise_old_man = wise_old_man

    async def from_file(self, actor: Actor, data: bytes) -> Difference:
        """What a file of names would change; raises `Invalid`, and `Forbidden` before reading anything."""
        await self._desk.db.read(lambda tx: access.require(tx, actor, Rank.OFFICER))
        roster = parse_roster(data)
        wanted = [(name, AccountType.AUTO) for name in roster.names]
        return await self._preview(actor, "", wanted, rejected=roster.rejected, skipped=())

    async def from_group(self, actor: Actor, group_id: int) -> Difference:
        """What a Wise Old Man group would change; raises `Forbidden`, `NotFound`, `Invalid` and `Unavailable`."""
        await self._desk.db.read(lambda tx: access.require(tx, actor, Rank.OFFICER))
        group = await self._wise_old_man.group(group_id)
        wanted = [(member.name, member.type) for member in group.members]
        if len(wanted) > ROSTER_LIMIT:
            raise Invalid("clan.file_too_many", limit=ROSTER_LIMIT, count=len(wanted))
        return await self._preview(actor, group.name, wanted, rejected=(), skipped=group.skipped)

    async def others(self, actor: Actor, draft_id: int) -> tuple[str, ...]:
        """Whom `apply` would remove now; raises `Forbidden` and `Conflict` (done already)."""

        def work(tx: Connection) -> tuple[str, ...]:
            access.require(tx, actor, Rank.OFFICER)
            body = drafts.look(tx, actor.guild_id, DRAFT, draft_id)
            if body is None:
                raise Conflict("clan.import_done")
            return tuple(character.name for character in _to_remove(tx, actor.guild_id, body))

        return await self._desk.db.read(work)

    async def apply(self, actor: Actor, draft_id: int, *, remove_others: bool) -> Imported:
        """Do what the preview showed, to the roster as it is now; raises `Forbidden` and `Conflict` (done already)."""
        now = self._desk.clock()

        def work(tx: Connection) -> Imported:
            member = access.enter(tx, actor, Rank.OFFICER, now)
            body = drafts.take(tx, actor.guild_id, DRAFT, draft_id, now)
            if body is None:
                raise Conflict("clan.import_done")
            wanted = [(parse_name(name), AccountType(kind)) for name, kind in body["names"]]
            added, back = 0, 0
            for name, kind in wanted:
                former = characters.by_key(tx, actor.guild_id, name.key)
                if former is not None and former.left_at is None:
                    continue
                join(tx, actor.guild_id, name, kind, former=former, owner=None, now=now)
                added, back = added + (former is None), back + (former is not None)
            gone = _to_remove(tx, actor.guild_id, body) if remove_others else []
            for character in gone:
                characters.leave(tx, character.id, now)
            panels.touch(tx, actor.guild_id, OVERVIEW_PANEL, OVERVIEW)
            if (total := characters.count(tx, actor.guild_id)) > CHARACTER_LIMIT:
                raise Invalid("clan.import_too_many", limit=CHARACTER_LIMIT, count=total)
            facts = {"added": added, "back": back, "removed": len(gone)}
            audit.append(tx, actor.guild_id, "clan.imported", actor=member.id, at=now, facts=facts)
            return Imported(added, back, tuple(character.name for character in gone))

        return await self._desk.db.write(work)

    async def tidy(self) -> None:
        """Drop previews that nobody came back to."""
        before = self._desk.clock() - KEEP
        await self._desk.db.write(lambda tx: drafts.forget_old(tx, before))

    async def fetch_histories(self) -> None:
        """Bring in the past of characters that were added, a few at a time; what fails is tried again later."""
        now = self._desk.clock()
        for character, attempts in await self._desk.db.read(lambda tx: backfills.due(tx, now, limit=_BATCH)):
            if not await self._fetch_history(character, attempts):
                return

    async def _fetch_history(self, character: Character, attempts: int) -> bool:
        now = self._desk.clock()
        name = CharacterName(character.name, character.key)
        try:
            past = await self._wise_old_man.history(name, now - HISTORY, now)
        except Unavailable as problem:
            log.info("a history could not be fetched", extra={"character": character.id, "reason": problem.code})
            await self._postpone(character, attempts + 1, problem.code)
            return False
        table = character.table or "hiscore_oldschool"

        def work(tx: Connection) -> None:
            rows = [(one.at, table, one.sheet) for one in past]
            kept = snapshots.save_past(tx, character.id, rows)
            if kept:
                characters.began(tx, character.id, past[0].at.replace(microsecond=0))
                snapshots.note_listed(tx, past[0].sheet, past[0].at)
            backfills.done(tx, character.id, kept)

        await self._desk.db.write(work)
        return True

    async def _postpone(self, character: Character, attempts: int, code: str) -> None:
        until = self._desk.clock() + _WAIT * 2**attempts if attempts < _ATTEMPTS else None

        def work(tx: Connection) -> None:
            backfills.postpone(tx, character.id, attempts=attempts, until=until, error=code)

        await self._desk.db.write(work)

    async def _preview(
        self,
        actor: Actor,
        source: str,
        wanted: list[tuple[CharacterName, AccountType]],
        *,
        rejected: tuple[Rejected, ...],
        skipped: tuple[str, ...],
    ) -> Difference:
        now = self._desk.clock()

        def work(tx: Connection) -> Difference:
            member = access.enter(tx, actor, Rank.OFFICER, now)
            on_it = characters.keys(tx, actor.guild_id, {name.key for name, _ in wanted})
            gone = _others(tx, actor.guild_id, {name.key for name, _ in wanted})
            body: dict[str, Any] = {
                "names": [[name.shown, kind.value] for name, kind in wanted],
                "others": [character.id for character in gone],
            }
            draft = drafts.keep(tx, actor.guild_id, DRAFT, body, by=member.id, now=now)
            return Difference(
                draft=draft,
                source=source,
                new=tuple(name.shown for name, _ in wanted if name.key not in on_it),
                known=len(on_it),
                gone=tuple(character.name for character in gone),
                rejected=rejected,
                skipped=skipped,
            )

        return await self._desk.db.write(work)


def _to_remove(tx: Connection, guild_id: int, body: dict[str, Any]) -> list[Character]:
    """Those whom the preview showed as missing from the list and who still are; who joined since then stays."""
    keys = {parse_name(name).key for name, _ in body["names"]}
    shown = set(body.get("others", ()))
    # A list without a single name is a mistake, and not a wish to empty the roster.
    return [one for one in _others(tx, guild_id, keys) if one.id in shown] if keys else []


def _others(tx: Connection, guild_id: int, keys: set[str]) -> list[Character]:
    return [character for character in characters.roster(tx, guild_id) if character.key not in keys]
