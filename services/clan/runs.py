"""Snapshot runs: started by the clock or an officer, one at a time per clan, taken up again after a restart.

Every outcome is its own durable write, so whatever was read stays; who is still to be asked stands in the tables.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from clients.hiscores import Hiscores
from clients.lookup import Failed, Found, Missing, Subject
from clients.sweep import Outcome
from domain.characters import CharacterName
from domain.clan import Character, Run, RunError, RunState, Trigger
from domain.clan_settings import NAME, OVERVIEW, OVERVIEW_PANEL, RUN_PANEL, SCHEDULE
from domain.errors import Conflict, NotFound
from domain.guild import TIMEZONE
from domain.metrics import OVERALL
from domain.pages import turned_to
from domain.people import Actor, Rank
from services import access, trace
from services.clan import highlights, schedule
from services.desk import Desk
from storage import audit, characters, notices, panels, runs, settings, snapshots

log = logging.getLogger(__name__)

PAGE = 8
CLOCK = "clock"
MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Overview:
    """The clan at a glance; `name` is empty when the guild's own serves, `times` are in `timezone`, the guild's."""

    name: str
    characters: int
    times: str
    timezone: str
    next_run_at: datetime | None
    last: Run | None
    errors: tuple[RunError, ...]
    running: Run | None


@dataclass(frozen=True, slots=True)
class RunReport:
    """A run as it stands, with what could not be read; `next_try` is set while the hiscores rest."""

    run: Run
    errors: tuple[RunError, ...]
    next_try: datetime | None


@dataclass(frozen=True, slots=True)
class History:
    """One page of the clan's runs, newest first; `posted` has channel and message of those told in Discord."""

    runs: tuple[Run, ...]
    posted: Mapping[int, tuple[int, int]]
    page: int
    pages: int
    total: int


class Runs:
    """Start runs, and see them through."""

    def __init__(self, desk: Desk, hiscores: Hiscores, when_ended: Callable[[Run], None]) -> None:
        self._desk = desk
        self._hiscores = hiscores
        self._sweeps: dict[int, asyncio.Task[None]] = {}
        self._when_ended = when_ended

    async def overview(self, guild_id: int) -> Overview:
        """The clan at a glance."""

        def work(tx: Connection) -> Overview:
            name, times, timezone = settings.some(tx, guild_id, NAME, SCHEDULE, TIMEZONE)
            last = runs.last_ended(tx, guild_id)
            errors = tuple(runs.errors(tx, last.id)) if last else ()
            return Overview(
                name=str(name),
                characters=characters.count(tx, guild_id),
                times=str(times),
                timezone=str(timezone),
                next_run_at=runs.next_run(tx, guild_id),
                last=last,
                errors=errors,
                running=runs.running(tx, guild_id),
            )

        return await self._desk.db.read(work)

    async def start(self, actor: Actor) -> tuple[Run, bool]:
        """Run now; when a run is under way it is that one, and False.

        Raises `Forbidden` and `Conflict` (nobody to ask).
        """
        now = self._desk.clock()

        def work(tx: Connection) -> tuple[Run, bool]:
            member = access.enter(tx, actor, Rank.OFFICER, now)
            if under_way := runs.running(tx, actor.guild_id):
                return under_way, False
            begun = begin(tx, actor.guild_id, Trigger.MANUAL, by=member.id, now=now)
            if begun is None:
                raise Conflict("clan.roster_empty")
            return begun, True

        run, fresh = await self._desk.db.write(work)
        self._see_through(run)
        return run, fresh

    async def report(self, guild_id: int, run_id: int) -> RunReport:
        """A run as it stands; raises `NotFound`."""

        def work(tx: Connection) -> RunReport:
            run = runs.by_id(tx, guild_id, run_id)
            if run is None:
                raise NotFound("clan.run_unknown")
            return RunReport(run, tuple(runs.errors(tx, run_id)), self._hiscores.next_try)

        return await self._desk.db.read(work)

    async def history(self, guild_id: int, page: int) -> History:
        """One page of the clan's runs; a page out of range is the nearest there is."""

        def work(tx: Connection) -> History:
            total = runs.count(tx, guild_id)
            at, pages = turned_to(page, total, PAGE)
            shown = tuple(runs.page(tx, guild_id, limit=PAGE, offset=(at - 1) * PAGE))
            posted = panels.posted(tx, guild_id, RUN_PANEL, [run.id for run in shown])
            told = notices.posted(tx, guild_id, {highlights.outbox_key(run.id): run.id for run in shown})
            return History(shown, posted | told, at, pages, total)

        return await self._desk.db.read(work)

    async def due(self) -> None:
        """Start the runs whose time has come, and take up those that a restart interrupted."""
        now = self._desk.clock()
        for guild_id in await self._desk.db.read(lambda tx: runs.due(tx, now)):
            await self._desk.db.write(lambda tx, guild_id=guild_id: _start_scheduled(tx, guild_id, now))
        under_way = await self._desk.db.read(runs.all_running)
        for run in under_way:
            self._see_through(run)
        if under_way and self._hiscores.next_try is not None:
            # Nothing happens to these runs now; who watches them should see why.
            await self._desk.db.write(lambda tx: _touch(tx, under_way))

    async def under_way(self) -> set[int]:
        """The runs that are not over."""
        return {run.id for run in await self._desk.db.read(runs.all_running)}

    async def quiet(self) -> None:
        """Wait until no run is under way."""
        while self._sweeps:
            await asyncio.gather(*self._sweeps.values(), return_exceptions=True)

    async def close(self) -> None:
        """Leave the runs where they are; the next start takes them up."""
        sweeps = tuple(self._sweeps.values())
        for sweep in sweeps:
            sweep.cancel()
        await asyncio.gather(*sweeps, return_exceptions=True)

    def _see_through(self, run: Run) -> None:
        if run.id in self._sweeps:
            return
        task = asyncio.create_task(self._sweep(run), name=f"run-{run.id}")
        self._sweeps[run.id] = task
        task.add_done_callback(lambda _: self._sweeps.pop(run.id, None))

    async def _sweep(self, run: Run) -> None:
        with trace.tracing(f"run-{run.id}"):
            try:
                await self._ask_everyone(run)
            except Exception:
                # The tables still say who is to be asked: the next tick takes the run up again.
                log.exception("a snapshot run stumbled", extra={"run": run.id, "guild": run.guild_id})

    async def _ask_everyone(self, run: Run) -> None:
        waiting = await self._desk.db.read(lambda tx: _subjects(tx, run.id))
        async with self._hiscores.sweep(waiting) as sweep:
            async for outcome in sweep:
                await self._keep(run, outcome)
        now = self._desk.clock()
        ended = await self._desk.db.write(lambda tx: _finish(tx, run, now))
        if ended:
            self._when_ended(ended)
            log.info("snapshot run ended", extra={"run": run.id, "read": ended.read, "failed": ended.failed})

    async def _keep(self, run: Run, outcome: Outcome) -> None:
        now = self._desk.clock()

        def work(tx: Connection) -> None:
            character_id, answer = outcome.subject.id, outcome.answer
            match answer:
                case Found():
                    _keep_found(tx, run.id, character_id, answer)
                case Missing():
                    characters.missing(tx, character_id, now)
                    runs.note_failed(tx, run.id, character_id, MISSING)
                case Failed():
                    runs.note_failed(tx, run.id, character_id, answer.code)
            panels.touch(tx, run.guild_id, RUN_PANEL, run.id)

        await self._desk.db.write(work)


def _keep_found(tx: Connection, run_id: int, character_id: int, found: Found) -> None:
    saved = snapshots.save(tx, character_id, run_id, found.sheet, table=found.table, at=found.at)
    if saved is None and not _just_now(tx, character_id, found):
        runs.note_failed(tx, run_id, character_id, CLOCK)
        return
    characters.seen(tx, character_id, table=found.table, at=found.at.replace(microsecond=0))
    runs.note_read(tx, run_id, character_id)


def _just_now(tx: Connection, character_id: int, found: Found) -> bool:
    """Whether its newest snapshot is of this very second: then there is nothing to save, and nothing wrong."""
    newest = snapshots.at_or_before(tx, character_id, found.at)
    return newest is not None and newest[1] == found.at.replace(microsecond=0)


def _subjects(tx: Connection, run_id: int) -> list[Subject]:
    waiting = runs.waiting(tx, run_id)
    known = snapshots.newest_of(tx, [character.id for character in waiting], OVERALL)
    return [_subject(character, known.get(character.id)) for character in waiting]


def _subject(character: Character, xp: int | None) -> Subject:
    name = CharacterName(character.name, character.key)
    return Subject(character.id, name, character.type, character.table, xp)


def _touch(tx: Connection, under_way: list[Run]) -> None:
    for run in under_way:
        panels.touch(tx, run.guild_id, RUN_PANEL, run.id)


def begin(tx: Connection, guild_id: int, trigger: Trigger, *, by: int | None, now: datetime) -> Run | None:
    """Begin a run over the whole roster, which the next tick sees through; None when nobody is on it.

    No other run of the clan is under way.
    """
    everyone = [character.id for character in characters.roster(tx, guild_id)]
    if not everyone:
        return None
    run = runs.start(tx, guild_id, trigger, asked_by=by, subjects=everyone, now=now)
    facts = {"run": run.id, "trigger": trigger.value, "characters": run.total}
    audit.append(tx, guild_id, "clan.run_started", actor=by, at=now, facts=facts)
    panels.touch(tx, guild_id, OVERVIEW_PANEL, OVERVIEW)
    return run


def _start_scheduled(tx: Connection, guild_id: int, now: datetime) -> None:
    """Begin the run that is due, unless there is nobody to ask or one is under way, and reckon the next."""
    due = runs.next_run(tx, guild_id)
    if due is None or due > now:
        return
    schedule.reckon(tx, guild_id, now)
    if runs.running(tx, guild_id) is None:
        begin(tx, guild_id, Trigger.SCHEDULE, by=None, now=now)


def _finish(tx: Connection, run: Run, now: datetime) -> Run | None:
    """End the run with what came of it, and note what there is to tell; None when it was over already."""
    failures = runs.errors(tx, run.id)
    as_it_stands = runs.by_id(tx, run.guild_id, run.id)
    nothing = as_it_stands is not None and as_it_stands.read == 0
    error = max(failures, key=lambda one: sum(one.code == other.code for other in failures)).code if failures else None
    state = RunState.FAILED if nothing and error not in (None, MISSING) else RunState.COMPLETE
    ended = runs.end(tx, run.id, state, now=now, error=error if state is RunState.FAILED else None)
    if ended is None:
        return None
    facts = {"run": ended.id, "state": state.value, "read": ended.read, "failed": ended.failed}
    audit.append(tx, ended.guild_id, "clan.run_ended", actor=None, at=now, facts=facts)
    panels.touch(tx, ended.guild_id, RUN_PANEL, ended.id)
    panels.touch(tx, ended.guild_id, OVERVIEW_PANEL, OVERVIEW)
    highlights.tell(tx, ended, now)
    return ended
