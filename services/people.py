"""What members say about themselves, and the digests of those who asked for direct messages."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Protocol, cast
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from domain import people_said
from domain.digests import KEPT_SENT, KEPT_UNSENT, LINES, Line, Quiet, next_digest
from domain.guild import TIMEZONE
from domain.notices import wait_before
from domain.people import Actor, Rank
from domain.people_settings import QUIET_FROM, QUIET_TO
from services import access
from services.desk import Desk
from services.notices import Undeliverable
from storage import digests, members, preferences, settings
from storage.digests import Waiting
from storage.preferences import Preferences

log = logging.getLogger(__name__)

_LONGEST_WAIT = timedelta(hours=8)


class Writer(Protocol):
    """Writes to people; the face implements it."""

    async def write_to(self, user_id: int, guild_id: int, lines: list[Line], *, more: bool) -> None:
        """Send one direct message with these lines; raises `Undeliverable`, `final` where they are closed to us."""
        ...


@dataclass(frozen=True, slots=True)
class Said:
    """What a member said about themselves, and the hours in which their guild wants nobody written to."""

    preferences: Preferences
    quiet: Quiet


class People:
    """Keep what members said, and write to those who want it."""

    def __init__(self, desk: Desk, writer: "Callable[[], Writer | None]") -> None:
        self._desk = desk
        self._writer = writer
        # Of those whom Discord did not let us write to just now: how often, and until when they are left alone.
        self._later: dict[int, tuple[int, datetime]] = {}

    async def look(self, actor: Actor) -> Said:
        """What the actor said; blocked members may look too."""

        def work(tx: Connection) -> Said:
            member = members.find(tx, actor.guild_id, actor.user_id)
            said = Preferences() if member is None else preferences.of(tx, member.id)
            return Said(said, _quiet(tx, actor.guild_id)[0])

        return await self._desk.db.read(work)

    async def say(
        self,
        actor: Actor,
        *,
        region: str | None = None,
        team: str | None = None,
        digests_on: bool | None = None,
    ) -> Said:
        """Set what is not None; `none` or `-` takes a text away. Raises `Invalid` and `Forbidden` (blocked)."""
        changes: dict[str, str | bool | None] = {}
        if region is not None:
            changes["region"] = people_said.region(region)
        if team is not None:
            changes["team"] = people_said.team(team)
        if digests_on is not None:
            # Whoever asks again has opened their direct messages, or will hear that they did not.
            changes |= {"digests": digests_on, "closed_at": None}
        now = self._desk.clock()

        def work(tx: Connection) -> Said:
            member = access.enter(tx, actor, Rank.MEMBER, now)
            said = replace(preferences.of(tx, member.id), **changes)  # pyright: ignore[reportArgumentType] - by name
            preferences.save(tx, member.id, said)
            if not said.digests:
                digests.drop_unsent(tx, member.id)
            return Said(said, _quiet(tx, actor.guild_id)[0])

        return await self._desk.db.write(work)

    async def due(self) -> None:
        """Send every digest that is due; who cannot be written to now is tried again later."""
        writer = self._writer()
        if writer is None:
            return
        for one in await self._desk.db.read(self._due):
            try:
                await self._write(writer, one)
            except Exception:
                # One whose lines cannot be told must not keep the others from hearing theirs.
                log.exception("a digest broke", extra={"member": one.member_id})
                self._put_off(one.member_id)

    async def tidy(self) -> None:
        """Drop what was sent long ago, and what was not sent for so long that it is no news any more."""
        now = self._desk.clock()
        await self._desk.db.write(
            lambda tx: digests.tidy(tx, sent_before=now - KEPT_SENT, put_before=now - KEPT_UNSENT)
        )
        self._later = {member: late for member, late in self._later.items() if late[1] > now}

    def _due(self, tx: Connection) -> list[Waiting]:
        now = self._desk.clock()
        hours: dict[int, tuple[Quiet, ZoneInfo]] = {}
        due: list[Waiting] = []
        for one in digests.waiting(tx):
            if one.guild_id not in hours:
                hours[one.guild_id] = _quiet(tx, one.guild_id)
            _, later = self._later.get(one.member_id, (0, now))
            if later <= now and next_digest(now, one.last_at, *hours[one.guild_id]) <= now:
                due.append(one)
        return due

    async def _write(self, writer: Writer, to: Waiting) -> None:
        """Write to one member.

        That they were written to is noted first: a crash in between may cost them a digest's hour, and never brings
        them two in one. What was not told is then told in the next.
        """
        now = self._desk.clock()

        def claim(tx: Connection) -> tuple[list[Line], bool]:
            if not digests.claim(tx, to.member_id, to.last_at, now):
                return [], False
            return digests.unsent(tx, to.member_id, LINES)

        lines, more = await self._desk.db.write(claim)
        if not lines:
            return
        try:
            await writer.write_to(to.user_id, to.guild_id, lines, more=more)
        except Undeliverable as problem:
            await self._failed(to, problem)
            return
        self._later.pop(to.member_id, None)
        sent = [line.id for line in lines]
        await self._desk.db.write(lambda tx: digests.note_sent(tx, sent, now))

    async def _failed(self, to: Waiting, problem: Undeliverable) -> None:
        now = self._desk.clock()

        def work(tx: Connection) -> None:
            digests.give_back(tx, to.member_id, to.last_at)
            if problem.final:
                digests.close(tx, to.member_id, now)

        await self._desk.db.write(work)
        if problem.final:
            log.info("direct messages are closed; digests are off", extra={"member": to.member_id})
        else:
            self._put_off(to.member_id)

    def _put_off(self, member_id: int) -> None:
        attempts = self._later.get(member_id, (0, None))[0] + 1
        wait = wait_before(attempts) or _LONGEST_WAIT
        self._later[member_id] = (attempts, self._desk.clock() + wait)


def _quiet(tx: Connection, guild_id: int) -> tuple[Quiet, ZoneInfo]:
    """The guild's quiet hours and its clock."""
    start, end, zone = cast("tuple[int, int, str]", settings.some(tx, guild_id, QUIET_FROM, QUIET_TO, TIMEZONE))
    return Quiet(time(start), time(end)), ZoneInfo(zone)
