"""How much the bot is used: noted in memory as it happens, written down every half minute.

These are figures and no books: what was noted since the last half minute is lost in a crash. A command is counted by
its name, never with what was typed; and only who took part in something already, and so is in the guild's books, is
remembered as active: a mere look enters nobody.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from domain.people import Actor
from services.desk import Desk

if TYPE_CHECKING:
    from sqlalchemy import Connection

KEEP: Final = timedelta(days=400)
_QUARTER: Final = timedelta(minutes=15)
"""What happened within a quarter of an hour is one: every timezone's days begin with one."""


@dataclass(slots=True)
class _Noted:
    """What happened in a guild since it was written down last, by quarter of an hour."""

    commands: Counter[tuple[datetime, str]] = field(default_factory=Counter[tuple[datetime, str]])
    active: set[tuple[datetime, int]] = field(default_factory=set[tuple[datetime, int]])
    roles: dict[int, frozenset[int]] = field(default_factory=dict[int, frozenset[int]])
    joined: Counter[datetime] = field(default_factory=Counter[datetime])
    left: Counter[datetime] = field(default_factory=Counter[datetime])


class Usage:
    """Count commands, active people, and who comes and goes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._noted: defaultdict[int, _Noted] = defaultdict(_Noted)

    def note(self, actor: Actor, command: str | None) -> None:
        """Somebody used a command (None: a button or a form)."""
        noted, at = self._noted[actor.guild_id], self._quarter()
        noted.active.add((at, actor.user_id))
        noted.roles[actor.user_id] = actor.role_ids
        if command is not None:
            noted.commands[at, command] += 1

    def joined(self, guild_id: int) -> None:
        """Somebody came to a guild."""
        self._noted[guild_id].joined[self._quarter()] += 1

    def left(self, guild_id: int) -> None:
        """Somebody left a guild."""
        self._noted[guild_id].left[self._quarter()] += 1

    async def flush(self) -> None:
        """Write down what was noted since the last time; kept for the next time when the books refuse."""
        noted, self._noted = self._noted, defaultdict(_Noted)
        if not noted:
            return
        now = self._desk.clock()

        def work(tx: "Connection") -> None:
            for guild_id, one in noted.items():
                _keep(tx, guild_id, one, now)

        try:
            await self._desk.db.write(work)
        except BaseException:
            for guild_id, one in noted.items():
                _merge(self._noted[guild_id], one)
            raise

    async def tidy(self) -> None:
        """Drop what is older than four hundred days."""
        from storage import usage

        before = (self._desk.clock() - KEEP).date()
        await self._desk.db.write(lambda tx: usage.forget_before(tx, before))

    def _quarter(self) -> datetime:
        now = self._desk.clock()
        return now - (now - datetime.min.replace(tzinfo=now.tzinfo)) % _QUARTER


class UsageKeeper:
    """What is counted of a person's use: the days on which they were active, and the milestones they reached."""

    tables: Sequence[str] = ("active_days",)

    def export(self, tx: "Connection", member_id: int) -> dict[str, Any]:
        """The days, and the milestones with when each was reached."""
        from storage import milestones, usage

        return {
            "active_days": [day.isoformat() for day in usage.days_of(tx, member_id)],
            "milestones": milestones.of_member(tx, member_id),
        }

    def erase(self, tx: "Connection", member_id: int) -> None:
        """Both go."""
        from storage import milestones, usage

        usage.forget(tx, member_id)
        milestones.forget(tx, member_id)


def _merge(into: _Noted, other: _Noted) -> None:
    into.commands.update(other.commands)
    into.active |= other.active
    into.roles = other.roles | into.roles
    into.joined.update(other.joined)
    into.left.update(other.left)


def _keep(tx: "Connection", guild_id: int, noted: _Noted, now: datetime) -> None:
    from domain.guild import TIMEZONE
    from domain.settings import zone
    from storage import members, settings, usage

    (timezone,) = settings.some(tx, guild_id, TIMEZONE)
    tz = zone(str(timezone))

    def day(at: datetime) -> date:
        return at.astimezone(tz).date()

    uses: Counter[tuple[date, str]] = Counter()
    for (at, command), count in noted.commands.items():
        uses[day(at), command] += count
    usage.add_uses(tx, guild_id, uses)
    known = {user_id: found.id for user_id in noted.roles if (found := members.find(tx, guild_id, user_id))}
    usage.add_active(tx, guild_id, {(day(at), known[user_id]) for at, user_id in noted.active if user_id in known})
    for at in noted.joined.keys() | noted.left.keys():
        usage.add_comings(tx, guild_id, day(at), joined=noted.joined[at], left=noted.left[at])
    _leave_out(tx, guild_id, {known[user_id]: roles for user_id, roles in noted.roles.items() if user_id in known}, now)


def _leave_out(tx: "Connection", guild_id: int, seen: dict[int, frozenset[int]], now: datetime) -> None:
    """Who was seen with a role that plays for nothing plays for nothing, and who lost it plays along again."""
    from typing import cast

    from domain.leaderboard_settings import LEFT_OUT
    from storage import board_pins, settings

    (chosen,) = settings.some(tx, guild_id, LEFT_OUT)
    roles = frozenset(cast("tuple[int, ...]", chosen))
    before = board_pins.left_out(tx, guild_id)
    for member_id, held in seen.items():
        if (member_id in before) != (out := bool(held & roles)):
            board_pins.set_left_out(tx, member_id, out, now)
