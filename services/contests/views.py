"""What people see of contests: one at a time, lists, everybody's entries and one's own way to them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from domain.clan import Run, RunError
from domain.contest_settings import PANEL, Phase
from domain.contests import Contest, ContestState, Rule, Wait
from domain.errors import Conflict, NotFound
from domain.judging import Earned, Standing, gained
from domain.pages import turned_to
from domain.people import Actor, Rank
from fairness import persons
from services import access
from services.contests.counting import courses, rule_of
from services.contests.waiting import Waiting, locked, waiting
from services.desk import Desk
from services.draws import Draws, Seen
from storage import characters, contests, draws, members, panels, runs

ENTRIES_PAGE = 10
LIST_PAGE = 8
_LONGEST_ID = 15


@dataclass(frozen=True, slots=True)
class Shown:
    """A contest as people see it now.

    `entries` and `people` count what stands; `draw` is set once it is published. `wait` is what the lock of an ended
    one waits for, None when nothing; `run` is the run that this is about or that the entries were last counted by,
    `unread` the characters which it could not read. `panel` is channel and message of its newest panel.
    """

    contest: Contest
    phase: Phase
    entries: int
    people: int
    draw: Seen | None
    wait: Wait | None
    run: Run | None
    unread: tuple[RunError, ...]
    panel: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the contests of a phase, or of all; newest first."""

    contests: tuple[tuple[Contest, Phase], ...]
    wanted: Phase | None
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry with its rule and the character that earned it, by name; `late` came after the publishing."""

    seq: int
    rule: Rule
    earned: Earned
    character: str
    late: bool


@dataclass(frozen=True, slots=True)
class Entries:
    """One page of a contest's entries in the order of entering; `counting` is whether they may still change.

    `first` is the place of the page's first line among all, from 1; `rank` is the asker's.
    """

    contest: Contest
    lines: tuple[EntryLine, ...]
    first: int
    people: int
    page: int
    pages: int
    total: int
    counting: bool
    rank: Rank


@dataclass(frozen=True, slots=True)
class Step:
    """How far somebody is by one rule: their entry, or the most that one of their characters has gained so far."""

    rule: Rule
    entry: EntryLine | None
    gained: int
    character: str


@dataclass(frozen=True, slots=True)
class Mine:
    """Somebody's own contest: the characters that take part for them, and a step for every rule.

    Nothing counts for somebody who is `blocked`: they may only look.
    """

    contest: Contest
    phase: Phase
    characters: tuple[str, ...]
    steps: tuple[Step, ...]
    counting: bool
    counted_at: datetime | None
    blocked: bool


class Views:
    """Look at contests."""

    def __init__(self, desk: Desk, draws: Draws) -> None:
        self._desk = desk
        self._draws = draws

    async def show(self, actor: Actor, contest_id: int) -> Shown:
        """One contest; a draft is for leaders. Raises `NotFound`."""
        now = self._desk.clock()

        def work(tx: Connection) -> Shown:
            return self._shown(tx, visible(tx, actor, contest_id), now)

        return await self._desk.db.read(work)

    async def as_posted(self, guild_id: int, contest_id: int) -> Shown:
        """One contest for its own panel."""
        now = self._desk.clock()
        return await self._desk.db.read(lambda tx: self._shown(tx, find(tx, guild_id, contest_id), now))

    async def listed(self, actor: Actor, phase: Phase | None, page: int) -> Listed:
        """One page of the guild's contests; drafts are for leaders. A page out of range is the nearest there is."""
        now = self._desk.clock()

        def work(tx: Connection) -> Listed:
            found = _seen_by(tx, actor, now, None if phase is None else (phase,))
            at, pages = turned_to(page, len(found), LIST_PAGE)
            part = found[(at - 1) * LIST_PAGE : at * LIST_PAGE]
            return Listed(tuple(part), phase, at, pages, len(found))

        return await self._desk.db.read(work)

    async def names(
        self, actor: Actor, typed: str, phases: Collection[Phase] | None = None
    ) -> list[tuple[Contest, Phase]]:
        """Contests of some phases, or all, whose name holds what was typed, newest first, for completion."""
        part, now = typed.strip().casefold(), self._desk.clock()
        found = await self._desk.db.read(lambda tx: _seen_by(tx, actor, now, phases))
        return [(one, at) for one, at in found if part in one.name.casefold()]

    async def id_of(self, actor: Actor, typed: str) -> int:
        """The number that was picked, or that of the newest contest of the name that was typed; raises `NotFound`."""
        text = typed.strip()
        if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_ID:
            return int(text)
        for one, _ in await self.names(actor, text):
            if one.name.casefold() == text.casefold():
                return one.id
        raise NotFound("contest.unknown")

    async def entries(self, actor: Actor, contest_id: int, page: int) -> Entries:
        """One page of the entries; a page out of range is the nearest there is. Raises `NotFound`."""
        now = self._desk.clock()

        def work(tx: Connection) -> Entries:
            contest = visible(tx, actor, contest_id)
            total, people = contests.count(tx, contest_id)
            at, pages = turned_to(page, total, ENTRIES_PAGE)
            first = (at - 1) * ENTRIES_PAGE
            part = contests.page(tx, contest_id, limit=ENTRIES_PAGE, offset=first)
            counting, rank = counts(tx, contest, now), access.rank_of(tx, actor)
            lines = _lines(tx, contest, part)
            return Entries(contest, lines, first + 1, people, at, pages, total, counting, rank)

        return await self._desk.db.read(work)

    async def evidence(self, actor: Actor, contest_id: int, seq: int) -> EntryLine:
        """One entry with its evidence; raises `NotFound`."""

        def work(tx: Connection) -> EntryLine:
            contest = visible(tx, actor, contest_id)
            one = contests.entry(tx, contest_id, seq)
            if one is None:
                raise NotFound("contest.entry_gone")
            return _lines(tx, contest, [one])[0]

        return await self._desk.db.read(work)

    async def mine(self, actor: Actor, contest_id: int) -> Mine:
        """The asker's own entries, and how far they are by every other rule; raises `NotFound`."""
        now = self._desk.clock()

        def work(tx: Connection) -> Mine:
            contest = visible(tx, actor, contest_id)
            who, counting = persons.member(actor.user_id), counts(tx, contest, now)
            taking = [one for one in contests.taking(tx, contest_id).values() if one.who == who]
            known = courses(tx, contest, taking, now) if counting else []
            names = characters.names(tx, actor.guild_id, {one.character_id for one in taking})
            own = _lines(tx, contest, contests.entries_of(tx, contest_id, who))
            entered = {line.rule.id: line for line in own}
            steps: list[Step] = []
            for rule in contest.rules:
                best = max(((gained(rule, one), names[one.character_id]) for one in known), default=(0, ""))
                steps.append(Step(rule, entered.get(rule.id), *best))
            counted = contests.runs(tx, contest_id).counted
            run = None if counted is None else runs.by_id(tx, actor.guild_id, counted)
            characters_ = tuple(sorted(names.values(), key=str.casefold))
            counted_at = run.ended_at if run else None
            member = members.find(tx, actor.guild_id, actor.user_id)
            blocked = member is not None and member.blocked is not None
            return Mine(contest, contest.phase(now), characters_, tuple(steps), counting, counted_at, blocked)

        # Judging keeps what it had to look up for the first time.
        return await self._desk.db.write(work)

    def _shown(self, tx: Connection, contest: Contest, now: datetime) -> Shown:
        seen = None if contest.draw_id is None else self._draws.see(tx, draws.by_id(tx, contest.draw_id))
        found = Waiting()
        if contest.state is ContestState.ENDED and seen is not None:
            found = waiting(tx, contest, seen.record, now)
        counted = contests.runs(tx, contest.id).counted
        run = found.run or (None if counted is None else runs.by_id(tx, contest.guild_id, counted))
        entries, people = contests.count(tx, contest.id)
        if seen is not None and seen.record.lock is not None:
            entries, people = seen.entries, seen.people
        panel = panels.posted(tx, contest.guild_id, PANEL, [contest.id]).get(contest.id)
        return Shown(contest, contest.phase(now), entries, people, seen, found.wait, run, found.unread, panel)


def find(tx: Connection, guild_id: int, contest_id: int) -> Contest:
    """The guild's contest of that id; raises `NotFound`."""
    contest = contests.by_id(tx, guild_id, contest_id)
    if contest is None:
        raise NotFound("contest.unknown")
    return contest


def visible(tx: Connection, actor: Actor, contest_id: int) -> Contest:
    """The contest, if this person may see it; raises `NotFound`."""
    contest = find(tx, actor.guild_id, contest_id)
    if _only_for_leaders(contest) and access.rank_of(tx, actor) < Rank.LEADER:
        raise NotFound("contest.unknown")
    return contest


def draft(tx: Connection, guild_id: int, contest_id: int) -> Contest:
    """The contest while it is a draft; raises `NotFound` and `Conflict` (published already)."""
    contest = find(tx, guild_id, contest_id)
    if contest.state is not ContestState.DRAFT:
        raise Conflict("contest.published", name=contest.name)
    return contest


def counts(tx: Connection, contest: Contest, now: datetime) -> bool:
    """Whether its entries are counted anew: it runs, or it has ended and they are not locked."""
    if contest.phase(now) is Phase.ACTIVE:
        return True
    return contest.state is ContestState.ENDED and not locked(tx, contest)


def _only_for_leaders(contest: Contest) -> bool:
    """Whether it was never published: a draft, or one that was called off as such."""
    return contest.draw_id is None


def _seen_by(
    tx: Connection, actor: Actor, now: datetime, phases: Collection[Phase] | None
) -> list[tuple[Contest, Phase]]:
    leader = access.rank_of(tx, actor) >= Rank.LEADER
    found = [(one, one.phase(now)) for one in contests.listed(tx, actor.guild_id)]
    return [
        (one, phase)
        for one, phase in found
        if (leader or not _only_for_leaders(one)) and (phases is None or phase in phases)
    ]


def _lines(tx: Connection, contest: Contest, entries: Sequence[Standing]) -> tuple[EntryLine, ...]:
    names = characters.names(tx, contest.guild_id, {one.earned.character_id for one in entries})
    taking = contests.taking(tx, contest.id)
    late = {one.character_id for one in taking.values() if one.late}
    return tuple(
        EntryLine(
            one.seq,
            rule_of(contest, one.earned.rule_id),
            one.earned,
            names[one.earned.character_id],
            one.earned.character_id in late,
        )
        for one in entries
    )
