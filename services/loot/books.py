"""The books of points: a batch is entered once per key, and undone as one, never edited."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from domain.audit import Facts
from domain.errors import Conflict, NotFound
from domain.loot import UNDONE
from domain.points import SPENDING, Act, Batch, Change, Decay, Move, Pool, replayed, totals
from services.desk import Entropy
from storage import audit, loot_items, notices, point_decay, points
from storage.engine import after_commit
from storage.loot_items import Item

Changed = Callable[[int, frozenset[int] | None], None]
"""Called once a change is on disk, with the guild and who was touched; None: everybody."""

OnUndone = Callable[[Connection, Batch, datetime], None]
"""A feature's part in taking a batch back; raises a refusal where something later depends on it."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A batch that stands, and what it did; `first` is False when it stood before."""

    batch: Batch
    moves: tuple[Move, ...]
    first: bool


@dataclass(frozen=True, slots=True)
class Undoing:
    """What taking a batch back would do: `decays` are those that took their part of it since."""

    batch: Batch
    moves: tuple[Move, ...]
    decays: tuple[Decay, ...]
    items: tuple[Item, ...]


class Books:
    """Enter batches and take them back, inside the transaction of whoever acts."""

    def __init__(self, entropy: Entropy, changed: Changed) -> None:
        self._entropy = entropy
        self._changed = changed
        self._undone: dict[Act, list[OnUndone]] = {}

    def when_undone(self, act: Act, follow: OnUndone) -> None:
        """Let a feature follow when a batch of its own is taken back, in the same transaction."""
        self._undone.setdefault(act, []).append(follow)

    def enter(
        self,
        tx: Connection,
        guild_id: int,
        act: Act,
        changes: Sequence[Change],
        *,
        key: str,
        at: datetime,
        by: int | None,
        reason: str = "",
        facts: Facts | None = None,
    ) -> Entered:
        """Enter a batch once per `key`, logged; raises `Conflict` when the key stands for another one.

        A batch of no change stands too: a charge of nothing is an award all the same.
        """
        batch_id = points.enter(tx, guild_id, act, key=key, at=at, by=by, reason=reason)
        if batch_id is None:
            stands = points.by_key(tx, guild_id, key)
            assert stands is not None  # noqa: S101 - it was there a moment ago
            points.same_as(tx, stands, act, changes)
            return Entered(stands, (), first=False)
        moves = points.change(tx, guild_id, batch_id, changes)
        self._log(tx, guild_id, batch_id, act, len(moves), at=at, by=by, reason=reason, facts=facts)
        self._tell(tx, guild_id, frozenset(move.member_id for move in moves))
        return Entered(Batch(batch_id, guild_id, act, by, at, reason), tuple(moves), first=True)

    def decay(
        self, tx: Connection, guild_id: int, decay: Decay, *, key: str, at: datetime, by: int | None
    ) -> tuple[Batch, int] | None:
        """Take a percentage off everybody's pools; None when it was done before under that key.

        Returns the batch and how many balances it touched.
        """
        batch_id = points.enter(tx, guild_id, Act.DECAY, key=key, at=at, by=by, decay=decay)
        if batch_id is None:
            return None
        touched = point_decay.take(tx, guild_id, batch_id, decay)
        facts: Facts = {"percent": decay.percent}
        self._log(tx, guild_id, batch_id, Act.DECAY, touched, at=at, by=by, reason="", facts=facts)
        self._tell(tx, guild_id, None)
        return _found(tx, guild_id, batch_id), touched

    def touched(self, tx: Connection, guild_id: int) -> None:
        """Many balances are not what they were."""
        self._tell(tx, guild_id, None)

    def plan_undo(self, tx: Connection, guild_id: int, batch_id: int) -> Undoing:
        """What taking a batch back would do right now; raises `NotFound` and `Conflict` where it cannot be."""
        batch = points.find(tx, guild_id, batch_id)
        if batch is None:
            raise NotFound("points.batch_unknown")
        _refuse(tx, batch)
        moves = tuple(_moves(tx, batch))
        _refuse_spent(tx, batch, moves)
        decays = tuple(points.decays_after(tx, guild_id, batch_id))
        return Undoing(batch, moves, decays, tuple(loot_items.of_batch(tx, batch_id)))

    def undo(self, tx: Connection, guild_id: int, batch_id: int, reason: str, *, by: int, at: datetime) -> Undoing:
        """Take a batch back: what is left of its points, and its items. Raises what `plan_undo` raises."""
        plan = self.plan_undo(tx, guild_id, batch_id)
        for follow in self._undone.get(plan.batch.act, ()):
            follow(tx, plan.batch, at)
        undo_id = points.enter(
            tx, guild_id, Act.UNDO, key=f"undo:{batch_id}", at=at, by=by, reason=reason, reverses=batch_id
        )
        if undo_id is None:
            raise Conflict("points.undone_before")
        points.change(tx, guild_id, undo_id, [Change(one.member_id, one.pool, one.delta) for one in plan.moves])
        loot_items.take_back(tx, batch_id, at)
        facts: Facts = {"reverses": batch_id}
        self._log(tx, guild_id, undo_id, Act.UNDO, len(plan.moves), at=at, by=by, reason=reason, facts=facts)
        told = {"batch": batch_id, "by": by}
        notices.put(tx, guild_id, UNDONE.name, key=f"undo:{batch_id}", facts=told, now=at)
        self._tell(tx, guild_id, frozenset(move.member_id for move in plan.moves))
        return plan

    def _tell(self, tx: Connection, guild_id: int, touched: frozenset[int] | None) -> None:
        after_commit(tx, partial(self._changed, guild_id, touched))

    def _log(
        self,
        tx: Connection,
        guild_id: int,
        batch_id: int,
        act: Act,
        entries: int,
        *,
        at: datetime,
        by: int | None,
        reason: str,
        facts: Facts | None,
    ) -> None:
        told: Facts = {"batch": batch_id, "entries": entries, **(facts or {})}
        salt = self._entropy(16) if reason else b""
        audit.append(tx, guild_id, f"points.{act.value}", actor=by, at=at, facts=told, note=reason, salt=salt)


def _moves(tx: Connection, batch: Batch) -> Iterator[Move]:
    """What is left of a batch by now, taken from those who had it."""
    sums = _touched(tx, batch)
    stands = points.balances_of(tx, sorted({member_id for member_id, _ in sums}))
    newest = points.untouched_since(tx, batch.guild_id, batch.id)
    steps: points.StepsOf = {} if newest else points.steps(tx, batch.guild_id, sums.keys(), batch.id)
    for (member_id, pool), delta in sums.items():
        before = stands.get(member_id, {}).get(pool, 0)
        after = before - delta if newest else replayed(pool, steps[member_id, pool])
        if before != after:
            yield Move(member_id, pool, before, after)


def _touched(tx: Connection, batch: Batch) -> Mapping[tuple[int, Pool], int]:
    """What a batch came to for each balance that taking it back can change.

    A decay that found nothing may have something to take once acts before it were taken back.
    """
    sums = dict(totals(points.changes_of(tx, batch.id)))
    if batch.decay is not None:
        for member_id, mine in points.balances(tx, batch.guild_id, *batch.decay.pools).items():
            for pool in mine:
                sums.setdefault((member_id, pool), 0)
    return sums


def _found(tx: Connection, guild_id: int, batch_id: int) -> Batch:
    batch = points.find(tx, guild_id, batch_id)
    assert batch is not None  # noqa: S101 - it was entered in this very transaction
    return batch


def _refuse(tx: Connection, batch: Batch) -> None:
    """Raise `Conflict` where a batch as a whole cannot be taken back."""
    if batch.undone_by is not None:
        raise Conflict("points.undone_before")
    if batch.act is Act.UNDO:
        raise Conflict("points.undo_of_undo")
    if batch.act is Act.MERGE:
        raise Conflict("points.undo_of_merge")
    if batch.act is Act.SWITCH and (other := points.later(tx, batch.guild_id, batch.id)):
        raise Conflict("points.undo_switch", at=other.at)
    if batch.act is not Act.SWITCH and (switch := points.later(tx, batch.guild_id, batch.id, Act.SWITCH)):
        raise Conflict("points.undo_before_switch", batch=switch.id, at=switch.at)
    if (moved := loot_items.passed_on(tx, batch.id)) is not None:
        raise Conflict("points.undo_passed_on", item=moved.item, batch=moved.batch_id)
    if points.merged_since(tx, batch.id):
        raise Conflict("points.undo_merged")


def _refuse_spent(tx: Connection, batch: Batch, moves: Sequence[Move]) -> None:
    """Raise `Conflict` when somebody has spent what would be taken from them."""
    short = [move for move in moves if move.pool is Pool.DKP and move.delta < 0 and move.after < 0]
    spent = points.spent_after(tx, batch.id, [one.member_id for one in short], Pool.DKP, *SPENDING) if short else {}
    if people := sum(1 for move in short if spent.get(move.member_id)):
        raise Conflict("points.undo_spent", people=people)
