"""From the call to the result: waiting for the round, settling, and posting what could not be posted."""

import asyncio
import logging
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from clients.outside import Outside
from domain.draws import (
    CALLED_POST,
    COMMITTED_POST,
    LOCKED_POST,
    MISSING,
    MISSING_AFTER,
    PANEL,
    SILENT,
    SILENT_AFTER,
    DrawState,
)
from domain.errors import Conflict, Invalid, NotFound, Unavailable
from domain.people import Actor, Rank
from fairness import protocol
from fairness.beacon import SIGNATURE_BYTES
from fairness.proof import Position
from fairness.protocol import Entry, Kind, Mode, Settlement
from services import access
from services.desk import Desk
from services.draws.means import Means, Mismatch, beacon_of, proof_of
from services.draws.steps import post, tell_mismatch
from storage import audit, draw_entries, draws, notices, panels
from storage.draws import Record

log = logging.getLogger(__name__)

_ASK_AGAIN: Final = (1.0, 1.0, 1.0, 2.0, 2.0, 4.0, 8.0, 15.0, 30.0)
_LOOK_AGAIN: Final = timedelta(minutes=1)
_SIGNATURE: Final = re.compile(rf"(?<![0-9a-f])[0-9a-f]{{{2 * SIGNATURE_BYTES}}}(?![0-9a-f])")

Settled = Callable[[Connection, Record, datetime], None]
"""What follows from a draw's outcome, in the transaction that keeps it."""


class Settling:
    """Brings every called draw to its result."""

    def __init__(self, desk: Desk, outside: Outside, means: Means) -> None:
        self._desk = desk
        self._outside = outside
        self._means = means
        self._turn = asyncio.Lock()
        self._asked: dict[int, tuple[int, datetime]] = {}
        self._look_at: datetime | None = None
        self._followers: dict[Kind, Settled] = {}
        self._given_up: dict[Kind, Settled] = {}

    def when_settled(self, kind: Kind, follow: Settled) -> None:
        """Let a feature act on its draws' outcomes."""
        self._followers[kind] = follow

    def when_silent(self, kind: Kind, follow: Settled) -> None:
        """Let a feature give its draws up when no round came for a day."""
        self._given_up[kind] = follow

    async def due(self) -> None:
        """Settle every called draw whose round is out, and post again what could not be posted."""
        async with self._turn:
            now = self._desk.clock()
            waiting = [one for one in await self._desk.db.read(draws.called) if self._worth_trying(one, now)]
            async with asyncio.TaskGroup() as group:
                for record in waiting:
                    group.create_task(self._attend(record, now))
            if self._look_at is None or now >= self._look_at:
                self._look_at = now + _LOOK_AGAIN
                await self._post_missing(now)

    async def paste(self, actor: Actor, draw_id: int, text: str) -> Record:
        """Take a round's signature from a member when no relay gives it: 96 hex digits, alone or in a relay's answer.

        Returns the settled draw. Raises `Invalid` (no such digits, not that round's), `NotFound` and `Conflict`
        (nothing waits for a round, or for one of a chain that is not known here; what is kept does not fit).
        """
        record = await self._record(actor.guild_id, draw_id)
        if record.call is None or record.state is not DrawState.CALLED or record.draw.mode is Mode.SEALED:
            raise Conflict("draw.not_waiting", draw=record.draw.number)
        chain = self._means.chain_of(record)
        if chain is None:
            raise Conflict("draw.other_chain", draw=record.draw.number)
        signature = _signature_in(text)
        if not chain.signed(record.call.round, signature):
            raise Invalid("draw.paste_wrong", round=record.call.round)
        try:
            await self._settle(record, signature, by=actor)
        except Mismatch as problem:
            raise await self.mismatched(record, problem) from problem
        return await self._record(actor.guild_id, draw_id)

    async def mismatched(self, record: Record, problem: Mismatch) -> Conflict:
        """Tell the officers, once, that a draw cannot be decided; returns the refusal for whoever asked for it."""
        log.error("a draw does not fit what was published", exc_info=problem, extra={"draw": record.id})
        now = self._desk.clock()
        await self._desk.db.write(lambda tx: tell_mismatch(tx, record, now))
        return Conflict("draw.broken", draw=record.draw.number)

    def _worth_trying(self, record: Record, now: datetime) -> bool:
        if now < self._asked.get(record.id, (0, now))[1]:
            return False
        out = self._means.round_at(record)
        return out is None or now >= out

    async def _attend(self, record: Record, now: datetime) -> None:
        """Settle it if its round is to be had; one that breaks holds up no other."""
        try:
            await self._settle(record, await self._signature(record))
        except Unavailable as problem:
            asked = self._put_off(record, now)
            log.info("a round is awaited", extra={"draw": record.id, "reason": problem.code, "asked": asked})
            await self._desk.db.write(lambda tx: self._still_waiting(tx, record, now))
        except Mismatch as problem:
            self._put_off(record, now)
            await self.mismatched(record, problem)
        except Exception:
            self._put_off(record, now)
            log.exception("a draw cannot be settled", extra={"draw": record.id})

    async def _signature(self, record: Record) -> bytes | None:
        assert record.call is not None  # noqa: S101 - it waits for the round that its call names
        if record.draw.mode is Mode.SEALED:
            return None
        if record.draw.chain != self._means.chain.hash:
            raise Unavailable("draw.other_chain", draw=record.draw.number)
        return await self._outside.relays.signature(record.call.round)

    def _put_off(self, record: Record, now: datetime) -> int:
        times = self._asked.get(record.id, (0, now))[0]
        wait = timedelta(seconds=_ASK_AGAIN[min(times, len(_ASK_AGAIN) - 1)])
        self._asked[record.id] = (times + 1, now + wait)
        return times + 1

    def _still_waiting(self, tx: Connection, record: Record, now: datetime) -> None:
        assert record.call is not None  # noqa: S101 - it was called
        panels.touch(tx, record.draw.guild_id, PANEL, record.id)
        since = self._means.round_at(record) or _moment(record.call.called_at)
        guild_id, facts = record.draw.guild_id, {"draw": record.draw.number}
        if now >= since + MISSING_AFTER:
            notices.put(tx, guild_id, MISSING.name, key=f"missing:{record.id}", facts=facts, now=now)
        if now < since + SILENT_AFTER:
            return
        if notices.put(tx, guild_id, SILENT.name, key=f"silent:{record.id}", facts=facts, now=now):
            audit.append(tx, guild_id, SILENT.name, actor=None, at=now, facts=facts)
        if give_up := self._given_up.get(record.draw.kind):
            give_up(tx, record, now)

    async def _settle(self, record: Record, signature: bytes | None, *, by: Actor | None = None) -> None:
        """Steps 4 and 5: whoever comes second, a tick or a member's paste, changes nothing."""
        entries = await self._desk.db.read(lambda tx: draw_entries.of(tx, record.id))
        decided = replace(record, beacon_signature=signature)
        outcome, decided = await asyncio.to_thread(self._work_out, decided, entries)
        under = decided.result_signature
        assert under is not None  # noqa: S101 - it was just signed
        now = self._desk.clock()

        def work(tx: Connection) -> None:
            actor = access.enter(tx, by, Rank.MEMBER, now).id if by else None
            if not draws.settle(tx, record.id, outcome, beacon_signature=signature, signature=under, now=now):
                return
            settled = draws.by_id(tx, record.id)
            facts = {"draw": record.draw.number, "result": outcome.result.hex()}
            audit.append(tx, record.draw.guild_id, "draw.settled", actor=actor, at=now, facts=facts)
            panels.touch(tx, record.draw.guild_id, PANEL, record.id)
            if follow := self._followers.get(record.draw.kind):
                follow(tx, settled, now)

        await self._desk.db.write(work)
        self._asked.pop(record.id, None)

    def _work_out(self, record: Record, entries: tuple[Entry, ...]) -> tuple[Settlement, Record]:
        """The outcome and the record that has it; raises `Mismatch` where a stranger would reject the proof."""
        assert record.lock is not None  # noqa: S101 - it was locked
        assert record.call is not None  # noqa: S101 - and called
        beacon = beacon_of(record)
        randomness = beacon.randomness if beacon else b""
        outcome = protocol.settle(record.draw, entries, record.lock.hash, record.call, randomness)
        under = self._means.keys.sign_result(outcome.result)
        settled = replace(record, seed=outcome.seed, result=outcome.result, result_signature=under)
        positions = (Position(place, pick, None) for place, pick in enumerate(outcome.picks))
        self._means.refuse_broken(proof_of(settled, entries, positions))
        return outcome, settled

    async def _post_missing(self, now: datetime) -> None:
        """What was given up for good is tried once an hour: the channel may be ours to write in again."""
        for record in await self._desk.db.read(draws.unposted):
            if steps := [step for step in _missing(record) if now - step[1] >= timedelta(hours=1)]:
                await self._desk.db.write(lambda tx, record=record, steps=steps: _post_again(tx, record, steps, now))

    async def _record(self, guild_id: int, draw_id: int) -> Record:
        record = await self._desk.db.read(lambda tx: draws.find(tx, guild_id, draw_id))
        if record is None:
            raise NotFound("draw.gone")
        return record


def _missing(record: Record) -> list[tuple[str, datetime]]:
    """The steps that were taken and are not posted, with when they were taken."""
    called_at = _moment(record.call.called_at) if record.call else None
    steps = (
        (COMMITTED_POST.name, record.commitment_post, record.committed_at),
        (LOCKED_POST.name, record.lock_post, record.locked_at),
        (CALLED_POST.name, record.call_post, called_at),
    )
    return [(event, since) for event, message, since in steps if message is None and since is not None]


def _post_again(tx: Connection, record: Record, steps: list[tuple[str, datetime]], now: datetime) -> None:
    for event, since in steps:
        # One that is still being tried will come; a second one would be two posts of one step.
        if not draws.on_its_way(tx, record.draw.guild_id, event, record.id):
            post(tx, record, event, now, attempt=(now - since) // timedelta(hours=1))


def _signature_in(text: str) -> bytes:
    """The signature among what was pasted: alone, broken into lines, or with the rest of a relay's answer."""
    told = text.lower()
    found = _SIGNATURE.search(told) or _SIGNATURE.search("".join(told.split()))
    if found is None:
        raise Invalid("draw.paste_form")
    return bytes.fromhex(found[0])


def _moment(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)
