"""Telling people: from the outbox to a channel or a webhook, with retries, and a word on how it went."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol, cast

from sqlalchemy import Connection

from domain import (
    challenge_settings,
    clan_settings,
    contest_settings,
    draws,
    epochs,
    leaderboard_settings,
    ledger_events,
    loot,
    pot_settings,
    request_settings,
    role_settings,
)
from domain.draws import CALLED_POST
from domain.errors import Invalid
from domain.guild import ANNOUNCEMENTS, OFFICERS_CHANNEL
from domain.notices import Audience, Event, Events, Notice, Route, State, wait_before
from domain.people import Actor, Rank
from services import access
from services.desk import Desk
from services.lanes import Lanes
from storage import audit, notices, settings
from storage.notices import Lane

log = logging.getLogger(__name__)

EVENTS = Events(
    (
        *clan_settings.EVENTS,
        *contest_settings.EVENTS,
        *epochs.EVENTS,
        *draws.EVENTS,
        *ledger_events.EVENTS,
        *loot.EVENTS,
        *pot_settings.EVENTS,
        *challenge_settings.EVENTS,
        *leaderboard_settings.EVENTS,
        *role_settings.EVENTS,
        *request_settings.EVENTS,
    )
)
KEEP = timedelta(days=30)
_BATCH = 50
_PATIENCE = 5.0  # seconds
_URGENT = CALLED_POST.name


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a notice stands in Discord; `message_id` is None for a webhook."""

    channel_id: int | None
    message_id: int | None


class Undeliverable(Exception):
    """A notice did not get through; `code` names the reason in the words, `final` says that trying again is vain."""

    def __init__(self, code: str, *, final: bool) -> None:
        super().__init__(code)
        self.code = code
        self.final = final


class Courier(Protocol):
    """Brings notices to Discord; the face implements it."""

    async def post(self, notice: Notice, channel_id: int) -> Posted:
        """Post in a channel, once however often it is tried within minutes; raises `Undeliverable`."""
        ...

    async def hook(self, notice: Notice, url: str) -> Posted:
        """Post through a webhook; raises `Undeliverable`."""
        ...


@dataclass(frozen=True, slots=True)
class EventRoute:
    """One event, where it goes, and the channel it falls back to."""

    event: Event
    route: Route
    fallback: int | None

    @property
    def channel_id(self) -> int | None:
        """The channel it would be posted in, unless a webhook takes it."""
        return self.route.channel_id or self.fallback


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample of an event: the way that it went, how it stands, and the code of why it did not get through."""

    way: EventRoute
    state: State
    error: str | None


Follow = Callable[[Connection, Notice, Posted], None]
"""What follows from a delivery, in the transaction that notes it."""


class Notices:
    """Deliver what is due, and let leaders route it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._followers: dict[str, Follow] = {}
        self._lanes = Lanes(self._deliver_all, _PATIENCE)
        self._told: dict[int, Posted] = {}
        self.courier: Courier | None = None

    def when_posted(self, event: str, follow: Follow) -> None:
        """Let a feature act on the deliveries of that event."""
        self._followers[event] = follow

    async def routes(self, actor: Actor) -> list[EventRoute]:
        """Every event with its route and how its last delivery went; raises `Forbidden`."""

        def work(tx: Connection) -> list[EventRoute]:
            access.require(tx, actor, Rank.LEADER)
            own = notices.routes(tx, actor.guild_id)
            falls = _fallbacks(tx, actor.guild_id)
            return [
                EventRoute(event, own.get(event.name, Route(event.name)), falls[event.audience])
                for event in EVENTS.values()
            ]

        return await self._desk.db.read(work)

    async def set_route(
        self,
        actor: Actor,
        name: str,
        *,
        channel_id: int | None,
        webhook_url: str | None,
        enabled: bool | None,
    ) -> tuple[EventRoute, bool]:
        """Change where an event goes; what is None stays, a channel replaces a webhook and the other way round.

        Returns where it goes now, and whether anything changed. Raises `NotFound`, `Invalid` (both at once) or
        `Forbidden`. The webhook's address is a secret: the log keeps only that there is one.
        """
        event = EVENTS.find(name)
        if channel_id is not None and webhook_url is not None:
            raise Invalid("notifications.both")
        now = self._desk.clock()

        def work(tx: Connection) -> tuple[EventRoute, bool]:
            member = access.enter(tx, actor, Rank.LEADER, now)
            route = before = notices.route(tx, actor.guild_id, event.name)
            if channel_id is not None:
                route = replace(route, channel_id=channel_id, webhook_url=None)
            if webhook_url is not None:
                route = replace(route, channel_id=None, webhook_url=webhook_url)
            if enabled is not None:
                route = replace(route, enabled=enabled)
            way = EventRoute(event, route, _fallbacks(tx, actor.guild_id)[event.audience])
            if route == before:
                return way, False
            notices.set_route(tx, actor.guild_id, route)
            facts = {
                "event": event.name,
                "channel": str(route.channel_id) if route.channel_id else None,
                "webhook": route.webhook_url is not None,
                "enabled": route.enabled,
            }
            audit.append(tx, actor.guild_id, "notifications.set", actor=member.id, at=now, facts=facts)
            return way, True

        return await self._desk.db.write(work)

    async def test(self, actor: Actor, name: str, *, request: int) -> Sample:
        """Send a sample of that event its usual way, now, even when it is off; it is no delivery of the event."""
        event, key = EVENTS.find(name), f"test:{request}"
        now = self._desk.clock()

        def work(tx: Connection) -> None:
            access.enter(tx, actor, Rank.LEADER, now)
            notices.put(tx, actor.guild_id, event.name, key=key, facts={"sample": True}, now=now)

        await self._desk.db.write(work)
        await self.deliver()
        way = next(one for one in await self.routes(actor) if one.event is event)
        stands = await self._desk.db.read(lambda tx: notices.outcome(tx, actor.guild_id, key))
        return Sample(way, *(stands or (State.PENDING, None)))

    async def deliver(self) -> None:
        """Deliver everything that is due now; what does not get through is tried again later.

        Every guild has a lane of its own, so that one whose channel is slow keeps no other waiting, and a call has one
        beside it: it proves something only while its round is not out.
        """
        while lanes := await self._desk.db.read(lambda tx: notices.lanes(tx, self._desk.clock(), _URGENT)):
            if not await self._lanes.run(lanes):
                return

    async def close(self) -> None:
        """Stop delivering after what is in hand; the rest is delivered at the next start."""
        await self._lanes.close()

    async def tidy(self) -> None:
        """Drop notices that were settled long ago."""
        before = self._desk.clock() - KEEP
        await self._desk.db.write(lambda tx: notices.forget_settled(tx, before))

    async def _deliver_all(self, lane: Lane) -> None:
        def due(tx: Connection) -> list[Notice]:
            return notices.due(tx, lane, self._desk.clock(), _URGENT, limit=_BATCH)

        while batch := await self._desk.db.read(due):
            for notice in batch:
                if self._lanes.closed:
                    return
                await self._deliver_one(notice)

    async def _deliver_one(self, notice: Notice) -> None:
        try:
            posted = self._told.get(notice.id) or await self._send(notice)
            if posted is None:
                await self._settled(notice, State.SKIPPED, None, Posted(None, None))
            else:
                # Should the books not take it down now, it is not told a second time when they do.
                self._told[notice.id] = posted
                await self._settled(notice, State.DELIVERED, None, posted)
        except Undeliverable as problem:
            await self._failed(notice, problem)
        except Exception:
            # A card that cannot be drawn, or that nothing can follow from, must not keep the others from being told.
            log.exception("a notice broke", extra={"notice": notice.id, "event": notice.event})
            await self._failed(notice, Undeliverable("delivery.broken", final=False))

    async def _send(self, notice: Notice) -> Posted | None:
        """Tell it; None when it is wanted nowhere."""
        send = await self._way(notice)
        return None if send is None else await send()

    async def _way(self, notice: Notice) -> Callable[[], Awaitable[Posted]] | None:
        courier = self.courier
        if courier is None:
            return None
        if notice.channel_id is not None:
            own = notice.channel_id
            return lambda: courier.post(notice, own)
        event = EVENTS.get(notice.event)

        def work(tx: Connection) -> EventRoute:
            fallback = _fallbacks(tx, notice.guild_id)[event.audience] if event else None
            return EventRoute(event or Event(notice.event), notices.route(tx, notice.guild_id, notice.event), fallback)

        way = await self._desk.db.read(work)
        if not way.route.enabled and not _is_sample(notice):
            return None
        if url := way.route.webhook_url:
            return lambda: courier.hook(notice, url)
        channel_id = way.channel_id
        return None if channel_id is None else lambda: courier.post(notice, channel_id)

    async def _failed(self, notice: Notice, problem: Undeliverable) -> None:
        attempts = notice.attempts + 1
        wait = None if problem.final else wait_before(attempts)
        if wait is None:
            log.warning("a notice was given up", extra={"notice": notice.id, "reason": problem.code})
            await self._settled(notice, State.FAILED, problem.code, Posted(None, None))
            return
        now = self._desk.clock()
        until = now + wait

        def work(tx: Connection) -> None:
            notices.postpone(tx, notice.id, attempts=attempts, until=until, error=problem.code)
            if not _is_sample(notice):
                notices.set_last(tx, notice.guild_id, notice.event, State.PENDING, at=now, error=problem.code)

        await self._desk.db.write(work)

    async def _settled(self, notice: Notice, state: State, error: str | None, posted: Posted) -> None:
        now = self._desk.clock()

        def work(tx: Connection) -> None:
            notices.settle(
                tx,
                notice.id,
                state,
                now=now,
                error=error,
                channel_id=posted.channel_id,
                message_id=posted.message_id,
            )
            if notice.event in EVENTS and not _is_sample(notice):
                notices.set_last(tx, notice.guild_id, notice.event, state, at=now, error=error)
            if state is State.DELIVERED and (follow := self._followers.get(notice.event)):
                follow(tx, notice, posted)

        await self._desk.db.write(work)
        self._told.pop(notice.id, None)


def _is_sample(notice: Notice) -> bool:
    return bool(notice.facts.get("sample"))


def _fallbacks(tx: Connection, guild_id: int) -> dict[Audience, int | None]:
    chosen = settings.some(tx, guild_id, ANNOUNCEMENTS, OFFICERS_CHANNEL)
    everyone, officers = (cast("int | None", one) for one in chosen)
    return {Audience.GUILD: everyone, Audience.OFFICERS: officers or everyone}
