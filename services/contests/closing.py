"""From a contest's end to its winner: the last run, the lock, the call, and who steps up for one passed over."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from domain.clan import Run, RunState, Trigger
from domain.contest_drafts import check_reason
from domain.contest_settings import DRAWN, ENDED, ENDING_SOON, PANEL, REDRAWN, WAITING, Phase
from domain.contests import SOON, Contest, ContestState, Wait, worth_telling
from domain.draws import DrawState
from domain.errors import Conflict
from domain.people import Actor, Rank
from fairness.protocol import Claim
from services import access
from services.clan.runs import begin
from services.contests.counting import count_again
from services.contests.views import counts, find
from services.contests.waiting import Waiting, locked, waiting
from services.desk import Desk
from services.draws import Draws, Mismatch
from services.telling import Telling
from storage import audit, baselines, contests, draws, notices, panels, runs
from storage.draws import Record

log = logging.getLogger(__name__)

_RETRY: Final = timedelta(minutes=15)
"""How long after a failed last run the next one begins."""

OPENING: Final = "opening_run"
CLOSING: Final = "closing_run"


Showing = tuple[object, ...]
"""What the panels of a contest tell that can change without anybody's act."""


class Closing:
    """The clock's and the leaders' side of a contest that runs."""

    def __init__(self, desk: Desk, draws: Draws, deliver: Callable[[], Awaitable[None]]) -> None:
        self._desk = desk
        self._draws = draws
        self._telling = Telling(deliver)
        self._showing: dict[int, Showing] = {}

    async def due(self) -> None:
        """Do for every contest what its time has come for: start and count, remind, end, lock."""
        now = self._desk.clock()
        live = await self._desk.db.read(contests.live)
        self._showing = {one.id: self._showing[one.id] for one in live if one.id in self._showing}
        for contest in live:
            if contest.phase(now) is Phase.UPCOMING and contest.id in self._showing:
                continue
            try:
                self._showing[contest.id] = await self._desk.db.write(
                    lambda tx, one=contest: self._attend(tx, one, now)
                )
            except Exception:
                # One that stumbles must not keep the others from being attended to.
                log.exception("a contest stumbled", extra={"contest": contest.id, "guild": contest.guild_id})

    async def end(self, actor: Actor, contest_id: int) -> Contest:
        """End it now; raises `Forbidden`, `NotFound` and `Conflict` (not running)."""
        now = self._desk.clock()

        def work(tx: Connection) -> Contest:
            member = access.enter(tx, actor, Rank.LEADER, now)
            contest = find(tx, actor.guild_id, contest_id)
            if contest.phase(now) is not Phase.ACTIVE:
                raise _not_running(contest, now)
            self._end(tx, contest, now, by=member.id, at=now)
            return find(tx, actor.guild_id, contest_id)

        return await self._desk.db.write(work)

    async def recount(self, actor: Actor, contest_id: int) -> tuple[int, int]:
        """Count the entries anew, on request; how many came and went.

        Raises `Forbidden`, `NotFound` and `Conflict` (not running, locked).
        """
        now = self._desk.clock()

        def work(tx: Connection) -> tuple[int, int]:
            member = access.enter(tx, actor, Rank.OFFICER, now)
            contest = find(tx, actor.guild_id, contest_id)
            if not counts(tx, contest, now):
                raise Conflict("contest.not_counting", name=contest.name)
            changes = count_again(tx, contest, now, by=member.id, why="asked")
            return len(changes.added), len(changes.removed)

        return await self._desk.db.write(work)

    async def confirm(self, actor: Actor, contest_id: int, run_id: int) -> Contest:
        """Lock although this run, the last one, could not read everybody.

        Raises `Forbidden`, `NotFound` and `Conflict` (nothing to confirm, or another run came since).
        """
        now = self._desk.clock()

        def work(tx: Connection) -> Contest:
            member = access.enter(tx, actor, Rank.LEADER, now)
            contest = find(tx, actor.guild_id, contest_id)
            found = _waiting(tx, contest, now)
            if found.wait is not Wait.CONFIRMATION or found.run is None or found.run.id != run_id:
                raise Conflict("contest.nothing_to_confirm", name=contest.name)
            contests.note_run(tx, contest_id, "confirmed_run", run_id)
            facts = {"contest": contest_id, "run": run_id, "unread": len(found.unread)}
            audit.append(tx, actor.guild_id, "contest.unread_confirmed", actor=member.id, at=now, facts=facts)
            self._lock_if_ready(tx, find(tx, actor.guild_id, contest_id), now)
            return find(tx, actor.guild_id, contest_id)

        contest = await self._desk.db.write(work)
        await self._telling.now()
        return contest

    async def run_again(self, actor: Actor, contest_id: int) -> Run:
        """Read everybody once more before the entries are locked; raises `Forbidden`, `NotFound` and `Conflict`."""
        now = self._desk.clock()

        def work(tx: Connection) -> Run:
            member = access.enter(tx, actor, Rank.LEADER, now)
            contest = find(tx, actor.guild_id, contest_id)
            if contest.state is not ContestState.ENDED or locked(tx, contest):
                raise Conflict("contest.nothing_to_confirm", name=contest.name)
            run = runs.running(tx, actor.guild_id) or begin(tx, actor.guild_id, Trigger.CONTEST, by=member.id, now=now)
            if run is None:
                raise Conflict("contest.nobody")
            contests.note_run(tx, contest_id, CLOSING, run.id)
            panels.touch(tx, actor.guild_id, PANEL, contest_id)
            return run

        return await self._desk.db.write(work)

    async def draw(self, actor: Actor, contest_id: int) -> Contest:
        """Call the draw, for good: the secret is out and a coming round decides.

        Raises `Forbidden`, `NotFound` and `Conflict`: not ended, called before, or the entries are not locked yet and
        why; or what is kept of the draw does not fit what was published.
        """
        now = self._desk.clock()

        def work(tx: Connection) -> Contest:
            member = access.enter(tx, actor, Rank.LEADER, now)
            contest = find(tx, actor.guild_id, contest_id)
            record = _drawable(tx, contest, now)
            self._draws.steps.call(tx, record.id, by=member.id, now=now)
            panels.touch(tx, actor.guild_id, PANEL, contest_id)
            return find(tx, actor.guild_id, contest_id)

        try:
            contest = await self._desk.db.write(work)
        except Mismatch as problem:
            known = await self._desk.db.read(lambda tx: find(tx, actor.guild_id, contest_id))
            assert known.draw_id is not None  # noqa: S101 - one of its steps was taken
            raise await self._draws.mismatched(known.draw_id, problem) from problem
        await self._telling.now()
        return contest

    async def redraw(self, actor: Actor, contest_id: int, position: int, reason: str) -> Contest:
        """Pass the winner at a position (from 1) over, publicly and for good: the next of the same order steps up.

        Raises `Forbidden`, `NotFound`, `Invalid` (reason) and `Conflict` (not drawn, passed over before).
        """
        why = check_reason(reason)
        now = self._desk.clock()

        def work(tx: Connection) -> Contest:
            member = access.enter(tx, actor, Rank.LEADER, now)
            contest = find(tx, actor.guild_id, contest_id)
            if contest.draw_id is None or contest.state is not ContestState.DRAWN:
                raise Conflict("contest.not_drawn", name=contest.name)
            self._draws.steps.void(tx, contest.draw_id, position - 1, why, by=member.id, now=now)
            facts = {"contest": contest_id, "position": position}
            key = f"contest:{contest_id}:redrawn:{position}"
            notices.put(tx, actor.guild_id, REDRAWN.name, key=key, facts=facts, now=now)
            panels.touch(tx, actor.guild_id, PANEL, contest_id)
            return contest

        contest = await self._desk.db.write(work)
        await self._telling.now()
        return contest

    def _attend(self, tx: Connection, known: Contest, now: datetime) -> Showing:
        contest = find(tx, known.guild_id, known.id)
        if contest.phase(now) is Phase.ACTIVE:
            _start_run(tx, contest, OPENING, now)
            self._count_if_new(tx, contest, now)
            if now >= contest.ends_at:
                self._end(tx, contest, now, by=None, at=contest.ends_at)
            else:
                _remind(tx, contest, now)
        elif contest.state is ContestState.ENDED and not locked(tx, contest):
            if _waiting(tx, contest, now).wait in (Wait.RUN, Wait.FRESH_RUN):
                _start_run(tx, contest, CLOSING, now)
            self._count_if_new(tx, contest, now)
            self._lock_if_ready(tx, contest, now)
            _tell_waiting(tx, contest, now)
        showing = _shows(tx, find(tx, contest.guild_id, contest.id), now)
        if self._showing.get(contest.id) != showing:
            # Time, a run or a post has changed what its panels show.
            panels.touch(tx, contest.guild_id, PANEL, contest.id)
        return showing

    def _count_if_new(self, tx: Connection, contest: Contest, now: datetime) -> None:
        """Count again once a run has ended that was not counted yet."""
        newest = runs.last_ended(tx, contest.guild_id)
        if newest is None or newest.ended_at is None or newest.id == contests.runs(tx, contest.id).counted:
            return
        if contest.starts_at is None or newest.ended_at < contest.starts_at:
            return
        count_again(tx, contest, now, by=None, why="run", run=newest.id)
        contests.note_run(tx, contest.id, "counted_run", newest.id)
        panels.touch(tx, contest.guild_id, PANEL, contest.id)

    def _end(self, tx: Connection, contest: Contest, now: datetime, *, by: int | None, at: datetime) -> None:
        if not contests.end(tx, contest.id, at):
            return
        audit.append(tx, contest.guild_id, "contest.ended", actor=by, at=now, facts={"contest": contest.id})
        ended = find(tx, contest.guild_id, contest.id)
        _start_run(tx, ended, CLOSING, now)
        facts = {"contest": contest.id}
        notices.put(tx, contest.guild_id, ENDED.name, key=f"contest:{contest.id}:ended", facts=facts, now=now)
        panels.touch(tx, contest.guild_id, PANEL, contest.id)

    def _lock_if_ready(self, tx: Connection, contest: Contest, now: datetime) -> None:
        assert contest.draw_id is not None  # noqa: S101 - it was published
        record = draws.by_id(tx, contest.draw_id)
        if waiting(tx, contest, record, now).wait:
            return
        count_again(tx, contest, now, by=None, why="end")
        standing = contests.entries(tx, contest.id)
        if not standing:
            self._draws.steps.cancel(tx, contest.draw_id, by=None, why="empty", now=now)
            facts = {"contest": contest.id, "empty": True}
            notices.put(tx, contest.guild_id, ENDED.name, key=f"contest:{contest.id}:empty", facts=facts, now=now)
        else:
            owners = {one.who: one.member_id for one in contests.taking(tx, contest.id).values()}
            owned = {who: member for who, member in owners.items() if member is not None}
            claims = [Claim(one.earned.who, 1, one.earned.evidence) for one in standing]
            self._draws.steps.lock(tx, contest.draw_id, claims, owned, now)
        baselines.drop(tx, contest.id)
        panels.touch(tx, contest.guild_id, PANEL, contest.id)


def follow(tx: Connection, record: Record, now: datetime) -> None:
    """A contest's draw is settled: the contest is drawn, and everybody is told."""
    contest = contests.by_draw(tx, record.id)
    if contest is None or not contests.drawn(tx, contest.id):
        return
    facts = {"contest": contest.id}
    notices.put(tx, contest.guild_id, DRAWN.name, key=f"contest:{contest.id}:drawn", facts=facts, now=now)
    panels.touch(tx, contest.guild_id, PANEL, contest.id)


def _drawable(tx: Connection, contest: Contest, now: datetime) -> Record:
    """The contest's draw, locked; raises `Conflict` with what to do when it is not."""
    phase = contest.phase(now)
    if phase is not Phase.ENDED or contest.draw_id is None:
        raise _not_over(contest, phase)
    record = draws.by_id(tx, contest.draw_id)
    if record.state is DrawState.CANCELLED:
        raise Conflict("contest.no_entries", name=contest.name)
    if record.state is DrawState.COMMITTED:
        raise _not_locked(contest, waiting(tx, contest, record, now).wait)
    return record


def _not_running(contest: Contest, now: datetime) -> Conflict:
    """Why it cannot be ended."""
    match contest.phase(now):
        case Phase.DRAFT:
            return Conflict("contest.end_draft", name=contest.name)
        case Phase.UPCOMING:
            return Conflict("contest.end_upcoming", name=contest.name, at=contest.starts_at or now)
        case _:
            return Conflict("contest.end_over", name=contest.name)


def _not_over(contest: Contest, phase: Phase) -> Conflict:
    """Why it cannot be drawn: it has not ended yet, or more than that."""
    match phase:
        case Phase.DRAFT:
            return Conflict("contest.draw_draft", name=contest.name)
        case Phase.DRAWN:
            return Conflict("contest.draw_drawn", name=contest.name)
        case Phase.CANCELLED:
            return Conflict("contest.draw_cancelled", name=contest.name)
        case _:
            return Conflict("contest.draw_running", name=contest.name, at=contest.ends_at)


def _not_locked(contest: Contest, wait: Wait | None) -> Conflict:
    """Why it cannot be drawn yet: what its lock waits for."""
    match wait:
        case Wait.RUN:
            return Conflict("contest.waits_run", name=contest.name)
        case Wait.FRESH_RUN:
            return Conflict("contest.waits_fresh_run", name=contest.name)
        case Wait.CONFIRMATION:
            return Conflict("contest.waits_confirmation", name=contest.name)
        case Wait.POST:
            return Conflict("contest.waits_post", channel=contest.channel_id or 0)
        case None:
            return Conflict("contest.waits_lock", name=contest.name)


def _waiting(tx: Connection, contest: Contest, now: datetime) -> Waiting:
    if contest.state is not ContestState.ENDED or contest.draw_id is None:
        return Waiting()
    return waiting(tx, contest, draws.by_id(tx, contest.draw_id), now)


def _shows(tx: Connection, contest: Contest, now: datetime) -> Showing:
    assert contest.draw_id is not None  # noqa: S101 - it was published
    record = draws.by_id(tx, contest.draw_id)
    found = _waiting(tx, contest, now)
    asked = found.run.asked if found.run is not None and found.wait is Wait.RUN else 0
    return contest.phase(now), found.wait, asked, record.state, record.lock_post is None


def _start_run(tx: Connection, contest: Contest, which: str, now: datetime) -> None:
    """Begin the run that the contest's start or end asks for, once no other is under way; a failed one is repeated."""
    looked = contests.runs(tx, contest.id)
    known = looked.opening if which == OPENING else looked.closing
    if known is not None and not _worth_repeating(runs.by_id(tx, contest.guild_id, known), now):
        return
    if runs.running(tx, contest.guild_id) is None:
        run = begin(tx, contest.guild_id, Trigger.CONTEST, by=None, now=now)
        if run is not None:
            contests.note_run(tx, contest.id, which, run.id)
            panels.touch(tx, contest.guild_id, PANEL, contest.id)


def _worth_repeating(run: Run | None, now: datetime) -> bool:
    if run is None or run.state is not RunState.FAILED or run.ended_at is None:
        return False
    return now - run.ended_at >= _RETRY


def _tell_waiting(tx: Connection, contest: Contest, now: datetime) -> None:
    """Tell officers what the lock waits for, once for every reason."""
    wait = _waiting(tx, contest, now).wait
    if wait is None or not worth_telling(wait, contest.ended_at or contest.ends_at, now):
        return
    facts = {"contest": contest.id, "wait": wait.value}
    key = f"contest:{contest.id}:waiting:{wait}"
    notices.put(tx, contest.guild_id, WAITING.name, key=key, facts=facts, now=now)


def _remind(tx: Connection, contest: Contest, now: datetime) -> None:
    """Tell that the end is near, once per mark, and only the nearest; a mark before the start is not told."""
    passed = [before for before in SOON if now >= contest.ends_at - before]
    if not passed or contest.starts_at is None or contest.starts_at > contest.ends_at - min(passed):
        return
    hours = min(passed) // timedelta(hours=1)
    facts = {"contest": contest.id, "hours": hours}
    key = f"contest:{contest.id}:soon:{hours}"
    notices.put(tx, contest.guild_id, ENDING_SOON.name, key=key, facts=facts, now=now)
