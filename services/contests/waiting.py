"""Waiting: what an ended contest waits for before its entries can be locked, and by which run they count."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from domain.clan import Run, RunError, RunState
from domain.contests import GRACE, Contest, Wait, fresh
from domain.draws import DrawState
from storage import contests, draws, runs
from storage.draws import Record


@dataclass(frozen=True, slots=True)
class Waiting:
    """`wait` is None when nothing holds the lock up; `run` is the one that it is about, `unread` whom that missed."""

    wait: Wait | None = None
    run: Run | None = None
    unread: tuple[RunError, ...] = ()


def waiting(tx: Connection, contest: Contest, record: Record, now: datetime) -> Waiting:
    """What the lock of an ended contest waits for.

    The run that the end began decides, however often it must be repeated; where two hours brought no complete one,
    the newest complete one does.
    """
    if record.state is not DrawState.COMMITTED:
        return Waiting()
    looked = contests.runs(tx, contest.id)
    closing = None if looked.closing is None else runs.by_id(tx, contest.guild_id, looked.closing)
    complete = closing is not None and closing.state is RunState.COMPLETE
    if not complete and _still_counts(contest, closing, now):
        return Waiting(Wait.RUN, closing)
    newest = runs.last_complete(tx, contest.guild_id)
    if newest is None or not fresh(newest.ended_at, now):
        return Waiting(Wait.FRESH_RUN, closing)
    deciding = closing if closing is not None and complete else newest
    unread = tuple(runs.errors(tx, deciding.id))
    if unread and looked.confirmed != deciding.id:
        return Waiting(Wait.CONFIRMATION, deciding, unread)
    return Waiting(Wait.POST if record.commitment_post is None else None, deciding, unread)


def locked(tx: Connection, contest: Contest) -> bool:
    """Whether its entries are closed for good, or its draw was called off."""
    return contest.draw_id is not None and draws.by_id(tx, contest.draw_id).state is not DrawState.COMMITTED


def _still_counts(contest: Contest, closing: Run | None, now: datetime) -> bool:
    """Whether the last run may still come, or is one that was begun later because it is needed."""
    last = (contest.ended_at or now) + GRACE
    if now <= last:
        return True
    return closing is not None and closing.state is RunState.RUNNING and closing.started_at > last
