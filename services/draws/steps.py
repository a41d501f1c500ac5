"""The steps of a draw, inside the transaction of the feature that takes them: commit, lock, call, cancel, void."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from domain.draws import CALLED_POST, COMMITTED_POST, KEYS_POST, LOCKED_POST, MISMATCH, PANEL, DrawState
from domain.errors import Conflict, NotFound
from domain.guild import DRAWS_MODE
from domain.notices import Notice
from fairness import protocol
from fairness.beacon import Chain, randomness
from fairness.protocol import Claim, Draw, Kind, Mode
from services.desk import Desk
from services.draws.keys import Keys
from services.draws.means import Mismatch
from services.notices import Posted
from storage import audit, draw_entries, draws, notices, panels, settings
from storage.draws import Record

_STEPS: Final = {COMMITTED_POST.name: "commitment", LOCKED_POST.name: "lock", CALLED_POST.name: "call"}


@dataclass(frozen=True, slots=True)
class Plan:
    """What is committed to: see `fairness.protocol.Draw`; `rules` is the text that members are shown."""

    kind: Kind
    title: str
    closes_at: datetime
    winners: int
    rules: str
    channel_id: int


class Steps:
    """Takes the steps; each is final, is logged, and is posted once the transaction stands."""

    def __init__(self, desk: Desk, keys: Keys, chain: Chain) -> None:
        self._desk = desk
        self._keys = keys
        self._chain = chain

    def commit(self, tx: Connection, guild_id: int, plan: Plan, *, by: int | None, now: datetime) -> Record:
        """Step 1: a fresh secret, the guild's next number, and the commitment to all of it."""
        tell_keys(tx, self._keys, guild_id, plan.channel_id, now)
        (mode,) = settings.some(tx, guild_id, DRAWS_MODE)
        sealed = mode == Mode.SEALED
        draw = Draw(
            guild_id,
            draws.next_number(tx, guild_id),
            plan.kind,
            plan.title,
            int(plan.closes_at.timestamp()),
            plan.winners,
            Mode.SEALED if sealed else Mode.BEACON,
            b"" if sealed else self._chain.hash,
            plan.rules,
        )
        secret = self._desk.entropy(protocol.SECRET_BYTES)
        commitment = protocol.commit(draw, secret)
        address = self._keys.address(guild_id, draw.number)
        draw_id = draws.commit(tx, draw, secret, commitment, address=address, channel_id=plan.channel_id, now=now)
        facts = {"draw": draw.number, "kind": draw.kind.value, "mode": draw.mode.value, "commitment": commitment.hex()}
        audit.append(tx, guild_id, "draw.committed", actor=by, at=now, facts=facts)
        record = draws.by_id(tx, draw_id)
        post(tx, record, COMMITTED_POST.name, now)
        return record

    def lock(
        self, tx: Connection, draw_id: int, claims: Sequence[Claim], members: Mapping[str, int], now: datetime
    ) -> Record:
        """Step 2: close the entries, in order of entering; `members` has the member of each `who` that is one.

        Raises `Conflict` when it was locked or cancelled before. There is at least one claim: without any, `cancel` it.
        """
        record = draws.by_id(tx, draw_id)
        entries = protocol.line_up(claims, lambda: self._desk.entropy(16))
        closed = protocol.lock(record.commitment, entries)
        signature = self._keys.sign_lock(closed.hash)
        if not draws.lock(tx, draw_id, closed, entries, signature=signature, members=members, now=now):
            cancelled = record.state is DrawState.CANCELLED
            raise Conflict("draw.cancelled" if cancelled else "draw.locked_before", draw=record.draw.number)
        facts = {"draw": record.draw.number, "lock": closed.hash.hex(), "entries": len(entries)}
        facts |= {"tickets": protocol.total_tickets(entries)}
        audit.append(tx, record.draw.guild_id, "draw.locked", actor=None, at=now, facts=facts)
        locked = draws.by_id(tx, draw_id)
        post(tx, locked, LOCKED_POST.name, now)
        return locked

    def call(self, tx: Connection, draw_id: int, *, by: int | None, now: datetime) -> Record:
        """Step 3: reveal the secret and name the coming round, for good.

        Raises `Conflict` when it was called or cancelled before, or when its entry list is not posted yet: what is
        posted later than the call would prove nothing. Raises `Mismatch` when the secret is not the one committed to.
        """
        record = draws.by_id(tx, draw_id)
        number = record.draw.number
        if record.state is DrawState.CANCELLED:
            raise Conflict("draw.cancelled", draw=number)
        if record.state is not DrawState.LOCKED or record.lock is None:
            raise Conflict("draw.called_before" if record.call else "draw.not_locked", draw=number)
        if record.lock_post is None or record.commitment_post is None:
            raise Conflict("draw.not_posted", channel=record.channel_id)
        secret = draws.secret_of(tx, draw_id)
        if protocol.commit(record.draw, secret) != record.commitment:
            raise Mismatch(f"draw {draw_id}: the secret is not the one committed to")
        called_at = int(now.timestamp() * 1000)
        sealed = record.draw.mode is Mode.SEALED
        round_ = 0 if sealed else self._chain_of(record).round_after(called_at)
        called = protocol.call(record.lock.hash, secret, round_, called_at)
        if not draws.call(tx, draw_id, called):
            raise Conflict("draw.called_before", draw=number)
        facts = {"draw": number, "call": called.hash.hex(), "round": round_}
        audit.append(tx, record.draw.guild_id, "draw.called", actor=by, at=now, facts=facts)
        done = draws.by_id(tx, draw_id)
        post(tx, done, CALLED_POST.name, now)
        return done

    def cancel(self, tx: Connection, draw_id: int, *, by: int | None, why: str, now: datetime) -> None:
        """End it without a draw, publicly; raises `Conflict` once it was called, or cancelled. `why` is for the log."""
        record = draws.by_id(tx, draw_id)
        if not draws.cancel(tx, draw_id, now):
            raise Conflict("draw.called_before" if record.call else "draw.cancelled", draw=record.draw.number)
        facts = {"draw": record.draw.number, "why": why}
        audit.append(tx, record.draw.guild_id, "draw.cancelled", actor=by, at=now, facts=facts)
        panels.touch(tx, record.draw.guild_id, PANEL, draw_id)

    def void(
        self, tx: Connection, draw_id: int, position: int, reason: str, *, by: int | None, now: datetime
    ) -> Record:
        """Pass a winner over, for good: the next position of the same order steps up.

        `position` counts from 0, `by` is None where the house itself found the ground. Raises `NotFound` (nobody wins
        there) and `Conflict` (not drawn, passed over before).
        """
        record = draws.by_id(tx, draw_id)
        if record.state is not DrawState.SETTLED or record.call is None or record.lock is None:
            raise Conflict("draw.not_drawn", draw=record.draw.number)
        places = draw_entries.places(tx, draw_id)
        standing = [place.position for place in places if place.void is None][: record.draw.winners]
        if 0 <= position < len(places) and places[position].void is not None:
            raise Conflict("draw.voided_before", position=position + 1)
        if position not in standing:
            raise NotFound("draw.no_winner_there", position=position + 1)
        voids = sum(place.void is not None for place in places) + 1
        entries = draw_entries.of(tx, draw_id)
        outcome = protocol.settle(
            record.draw, entries, record.lock.hash, record.call, randomness_of(record), voids=voids
        )
        draw_entries.void(tx, draw_id, position, reason, outcome.picks, by=by, now=now)
        facts = {"draw": record.draw.number, "position": position + 1}
        salt = self._desk.entropy(16)
        audit.append(tx, record.draw.guild_id, "draw.voided", actor=by, at=now, facts=facts, note=reason, salt=salt)
        panels.touch(tx, record.draw.guild_id, PANEL, draw_id)
        return record

    def _chain_of(self, record: Record) -> Chain:
        if record.draw.chain != self._chain.hash:
            raise Conflict("draw.other_chain", draw=record.draw.number)
        return self._chain


def post(tx: Connection, record: Record, event: str, now: datetime, attempt: int = 0) -> bool:
    """Put a step's post into the outbox; False when this attempt was made before."""
    key = f"{event}:{record.id}:{attempt}" if attempt else f"{event}:{record.id}"
    panels.touch(tx, record.draw.guild_id, PANEL, record.id)
    facts = {"draw": record.id}
    guild_id, channel_id = record.draw.guild_id, record.channel_id
    return notices.put(tx, guild_id, event, key=key, facts=facts, now=now, channel_id=channel_id)


def tell_mismatch(tx: Connection, record: Record, now: datetime) -> None:
    """Tell the officers, once, that a draw cannot be decided with what is kept of it."""
    guild_id, facts = record.draw.guild_id, {"draw": record.draw.number}
    if notices.put(tx, guild_id, MISMATCH.name, key=f"mismatch:{record.id}", facts=facts, now=now):
        audit.append(tx, guild_id, MISMATCH.name, actor=None, at=now, facts=facts)


def tell_keys(tx: Connection, keys: Keys, guild_id: int, channel_id: int, now: datetime) -> None:
    """Post the public keys in that channel, unless the guild was told these before or is just being told."""
    orchestrator, settlement = keys.public
    told = draws.keys_posted(tx, guild_id) == (orchestrator, settlement)
    if told or draws.on_its_way(tx, guild_id, KEYS_POST.name):
        return
    facts = {"orchestrator": orchestrator.hex(), "settlement": settlement.hex()}
    # What could not be posted at set-up, or with one draw, is posted with the next.
    key = f"keys:{orchestrator.hex()[:16]}:{channel_id}:{draws.next_number(tx, guild_id)}"
    if notices.put(tx, guild_id, KEYS_POST.name, key=key, facts=facts, now=now, channel_id=channel_id):
        audit.append(tx, guild_id, "draw.keys", actor=None, at=now, facts=facts)


def note_post(tx: Connection, notice: Notice, posted: Posted) -> None:
    """A post is up: the proof will name it, and keys were told."""
    if posted.message_id is None:
        return
    facts = notice.facts
    if notice.event == KEYS_POST.name:
        keys = bytes.fromhex(facts["orchestrator"]), bytes.fromhex(facts["settlement"])
        draws.note_keys(tx, notice.guild_id, *keys, notice.created_at)
        return
    draws.note_post(tx, int(facts["draw"]), _STEPS[notice.event], posted.message_id)
    panels.touch(tx, notice.guild_id, PANEL, int(facts["draw"]))


def randomness_of(record: Record) -> bytes:
    """The 32 bytes that the draw's round gave, empty when sealed; the round is out."""
    return b"" if record.beacon_signature is None else randomness(record.beacon_signature)
