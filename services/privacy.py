"""What the house keeps about a person: every feature has one hook that exports it and erases it."""

from collections.abc import Sequence
from typing import Any, Protocol

from sqlalchemy import Connection

from domain.people import Actor
from services.desk import Desk
from storage import audit, members, settings


class Keeper(Protocol):
    """A feature's hook; `tables` names every table of the feature that refers to a member."""

    @property
    def tables(self) -> Sequence[str]:
        """The tables that this hook answers for."""
        ...

    def export(self, tx: Connection, member_id: int) -> dict[str, Any]:
        """Everything that the feature keeps about the member, as plain values."""
        ...

    def erase(self, tx: Connection, member_id: int) -> None:
        """Take away what tells who the member is; the books keep the member's id."""
        ...


class HouseKeeper:
    """What the house itself keeps: texts in the log; who set what keeps only the member's id."""

    tables = ("audit_notes", "guild_settings")

    def export(self, tx: Connection, member_id: int) -> dict[str, Any]:
        """The texts that the member wrote with acts, and the settings the member set last."""
        return {
            "log_notes": audit.notes_of(tx, member_id),
            "settings_set": settings.names_set_by(tx, member_id),
        }

    def erase(self, tx: Connection, member_id: int) -> None:
        """Take the texts; the chain of hashes still verifies."""
        audit.erase_notes(tx, member_id)


class Privacy:
    """Export and erase a person through every feature's hook."""

    def __init__(self, desk: Desk, keepers: Sequence[Keeper]) -> None:
        self._desk = desk
        self.keepers = tuple(keepers)

    async def export(self, actor: Actor) -> dict[str, Any]:
        """Everything kept about the actor in this guild, by feature."""

        def work(tx: Connection) -> dict[str, Any]:
            member = members.find(tx, actor.guild_id, actor.user_id)
            if member is None:
                return {}
            kept: dict[str, Any] = {"guild_id": str(actor.guild_id), "user_id": str(actor.user_id)}
            for keeper in self.keepers:
                kept |= keeper.export(tx, member.id)
            return kept

        return await self._desk.db.read(work)

    async def erase(self, actor: Actor) -> bool:
        """Erase the actor in this guild, leaving a tombstone; whether there was anything."""
        now = self._desk.clock()

        def work(tx: Connection) -> bool:
            member = members.find(tx, actor.guild_id, actor.user_id)
            if member is None:
                return False
            for keeper in self.keepers:
                keeper.erase(tx, member.id)
            members.forget(tx, member.id, now)
            audit.append(tx, actor.guild_id, "privacy.erased", actor=member.id, at=now, facts={})
            return True

        return await self._desk.db.write(work)
