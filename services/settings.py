"""What a guild set: one registry over all features, every change audited."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from domain import (
    challenge_settings,
    clan_settings,
    guild,
    leaderboard_settings,
    loot,
    people_settings,
    pot_settings,
    request_settings,
)
from domain.audit import Facts
from domain.people import Actor, Rank
from domain.settings import Kind, Registry, Setting, Value
from services import access
from services.desk import Desk
from storage import audit, settings

REGISTRY = Registry(
    (
        *guild.SETTINGS,
        *clan_settings.SETTINGS,
        *pot_settings.SETTINGS,
        *loot.SETTINGS,
        *challenge_settings.SETTINGS,
        *leaderboard_settings.SETTINGS,
        *request_settings.SETTINGS,
        *people_settings.SETTINGS,
    )
)

Effect = Callable[[Connection, int, datetime], None]
"""What follows from a changed setting, in the same transaction: called with the guild and the time."""


@dataclass(frozen=True, slots=True)
class Change:
    """A setting before and after; equal when there was nothing to change."""

    setting: Setting
    before: Value
    after: Value


class GuildSettings:
    """Show, set and reset what the registry knows."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._effects: dict[str, list[Effect]] = {}

    def when_changed(self, setting: Setting, effect: Effect) -> None:
        """Let a feature follow a change of that setting in the transaction that makes it."""
        self._effects.setdefault(setting.name, []).append(effect)

    async def show(self, guild_id: int) -> Mapping[str, Value]:
        """Every setting's value in the guild."""
        return await self._desk.db.read(lambda tx: settings.effective(tx, guild_id, REGISTRY))

    async def for_leader(self, actor: Actor) -> Mapping[str, Value]:
        """Every setting's value, for somebody about to change them; raises `Forbidden`."""

        def work(tx: Connection) -> Mapping[str, Value]:
            access.require(tx, actor, Rank.LEADER)
            return settings.effective(tx, actor.guild_id, REGISTRY)

        return await self._desk.db.read(work)

    async def get(self, guild_id: int, *wanted: Setting) -> tuple[Value, ...]:
        """These settings' values in the guild."""
        return await self._desk.db.read(lambda tx: settings.some(tx, guild_id, *wanted))

    async def set(self, actor: Actor, name: str, text: str) -> Change:
        """Set what a leader typed; raises `NotFound`, `Invalid` or `Forbidden`."""
        setting = REGISTRY.find(name)
        return await self.choose(actor, setting, setting.parse(text))

    async def reset(self, actor: Actor, name: str) -> Change:
        """Back to the default; raises `NotFound` or `Forbidden`."""
        setting = REGISTRY.find(name)
        return await self.choose(actor, setting, setting.default)

    async def choose(self, actor: Actor, setting: Setting, value: Value) -> Change:
        """Set a value that is known to be allowed, such as one picked from a list; raises `Forbidden`."""
        now = self._desk.clock()

        def work(tx: Connection) -> Change:
            member = access.enter(tx, actor, Rank.LEADER, now)
            (before,) = settings.some(tx, actor.guild_id, setting)
            change = Change(setting, before, value)
            if before != value:
                self._save(tx, actor.guild_id, member.id, change, now)
            return change

        return await self._desk.db.write(work)

    def _save(self, tx: Connection, guild_id: int, member_id: int, change: Change, now: datetime) -> None:
        name = change.setting.name
        if change.after == change.setting.default:
            settings.reset(tx, guild_id, name)
        else:
            settings.put(tx, guild_id, name, change.after, by=member_id, at=now)
        facts, note = _told(change)
        salt = self._desk.entropy(16)
        audit.append(tx, guild_id, "settings.set", actor=member_id, at=now, facts=facts, note=note, salt=salt)
        for effect in self._effects.get(name, ()):
            effect(tx, guild_id, now)


def _told(change: Change) -> tuple[Facts, str]:
    """Facts and note of the log's row: what somebody wrote stands beside the chain, where it can be erased."""
    name = change.setting.name
    if change.setting.kind is Kind.TEXT:
        return {"setting": name}, str(change.after)
    return {"setting": name, "before": _plain(change.before), "after": _plain(change.after)}, ""


def _plain(value: Value) -> int | str | bool | None | list[str]:
    """Ids as text: they exceed what JSON readers elsewhere hold exactly."""
    if isinstance(value, tuple):
        return [str(one) for one in value]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and value > 2**53 else value
