"""A clan in a contest, without Discord: characters that gain, runs that read them, and time that passes."""

from collections.abc import Awaitable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from domain.characters import AccountType, parse_name
from domain.clan import Character, Run, RunState, Trigger
from domain.contest_drafts import Asked
from domain.contest_settings import RuleType
from domain.contests import GRACE, Contest
from domain.errors import Refusal
from domain.hiscores import Reading, Sheet
from domain.judging import Course, Earned, Look
from domain.metrics import metric
from domain.people import Actor
from domain.snapshots import parse_text, snapshot_hash
from services.clan.runs import begin
from services.contests import Contests
from services.contests.views import Shown
from storage import audit, characters, contests, members, runs, snapshots
from tests.services.conftest import GUILD, LEADERS, OFFICERS
from tests.services.drawing import CHANNEL, House

TABLE = "hiscore_oldschool"
LEADER = Actor(GUILD, 9001, frozenset({LEADERS}), manages_guild=False)
OFFICER = Actor(GUILD, 9002, frozenset({OFFICERS}), manages_guild=False)
RAIDER = Actor(GUILD, 9003, frozenset(), manages_guild=False)
MARA, TOM, BRAM = f"discord:{RAIDER.user_id}", f"discord:{OFFICER.user_id}", "osrs:Bram"
RULES = ((RuleType.BOSS_KC, 50, "zulrah"), (RuleType.SKILL_XP, 1000, "slayer"))

Values = Mapping[str, int | None]


@dataclass
class Clan:
    """Characters by name, with what the hiscores say of each."""

    house: House
    names: dict[str, Character] = field(default_factory=dict[str, Character])
    says: dict[str, dict[str, int | None]] = field(default_factory=dict[str, dict[str, int | None]])

    @property
    def contests(self) -> Contests:
        """The contests' services."""
        return self.house.hall.contests

    async def join(self, name: str, owner: int | None = None, **values: int | None) -> None:
        """A character is put on the roster."""
        now = self.house.clock()

        def work(tx: Connection) -> Character:
            member = None if owner is None else members.ensure(tx, GUILD, owner, now).id
            return characters.add(tx, GUILD, parse_name(name), AccountType.AUTO, owner=member, now=now)

        self.names[name] = await self.house.desk.db.write(work)
        self.says[name] = {"overall": 10_000, "slayer": 5000, "zulrah": 100} | values

    def gains(self, name: str, **more: int) -> None:
        """The character gains that much."""
        for slug, value in more.items():
            self.says[name][slug] = (self.says[name].get(slug) or 0) + value

    async def begin(self) -> Run:
        """A run begins, as an officer wants."""
        now = self.house.clock()
        run = await self.house.desk.db.write(lambda tx: begin(tx, GUILD, Trigger.MANUAL, by=None, now=now))
        assert run is not None
        return run

    async def finish(self, *, unread: Collection[str] = (), failed: bool = False) -> Run:
        """The run under way reads everybody but `unread`, a minute later, and is over."""
        self.house.clock.advance(minutes=1)
        now = self.house.clock()

        def work(tx: Connection) -> Run:
            run = runs.running(tx, GUILD)
            assert run is not None
            for character in runs.waiting(tx, run.id):
                if failed or character.name in unread:
                    runs.note_failed(tx, run.id, character.id, "timeout")
                    continue
                sheet = _sheet(self.says[character.name])
                assert snapshots.save(tx, character.id, run.id, sheet, table=TABLE, at=now)
                runs.note_read(tx, run.id, character.id)
            over = runs.end(tx, run.id, RunState.FAILED if failed else RunState.COMPLETE, now=now)
            assert over is not None
            return over

        return await self.house.desk.db.write(work)

    async def run(self, *, unread: Collection[str] = ()) -> Run:
        """A run from its begin to its end."""
        await self.begin()
        return await self.finish(unread=unread)

    async def under_way(self) -> Run | None:
        """The run that is being taken."""
        return await self.house.desk.db.read(lambda tx: runs.running(tx, GUILD))

    async def tick(self) -> None:
        """The clock looks after contests, and what there is to post is posted."""
        await self.contests.closing.due()
        await self.house.hall.notices.deliver()

    async def draft(self, ends: str = "in 7 days", starts: str = "", winners: int = 1) -> int:
        """A draft with both rules."""
        asked = Asked("Slayer week", "10M bank", starts, ends, winners)
        contest = await self.contests.making.create(LEADER, asked)
        for kind, amount, targets in RULES:
            await self.contests.making.add_rule(LEADER, contest.id, kind, amount, targets)
        return contest.id

    async def publish(self, contest_id: int) -> None:
        """It is public, and everybody was read once."""
        await self.contests.making.publish(LEADER, contest_id, CHANNEL, lambda contest: contest.name)
        await self.tick()
        if await self.under_way():
            await self.finish()
            await self.tick()

    async def running(self, ends: str = "in 7 days", starts: str = "") -> int:
        """A published contest with three characters: Mara is the raider's, Tom the officer's, Bram nobody's."""
        for name, owner in (("Mara", RAIDER.user_id), ("Tom", OFFICER.user_id), ("Bram", None)):
            await self.join(name, owner)
        contest_id = await self.draft(ends, starts)
        await self.publish(contest_id)
        return contest_id

    async def end(self, contest_id: int) -> None:
        """It is ended early, and its last run is under way."""
        self.house.clock.advance(hours=1)
        await self.contests.closing.end(LEADER, contest_id)
        await self.tick()

    async def locked(self) -> int:
        """A contest with entries of Mara and Bram that is locked."""
        contest_id = await self.running()
        self.gains("Mara", zulrah=60, slayer=2000)
        self.gains("Bram", zulrah=50)
        await self.end(contest_id)
        await self.finish()
        await self.tick()
        return contest_id

    async def drawn(self) -> int:
        """That contest, drawn."""
        contest_id = await self.locked()
        await self.contests.closing.draw(LEADER, contest_id)
        self.house.clock.advance(seconds=20)
        await self.house.hall.draws.due()
        return contest_id

    async def shown(self, contest_id: int) -> Shown:
        """The contest as people see it."""
        return await self.contests.views.as_posted(GUILD, contest_id)

    async def contest(self, contest_id: int) -> Contest:
        """The contest as the books have it."""
        return (await self.shown(contest_id)).contest

    async def entries(self, contest_id: int) -> list[tuple[str, str, int]]:
        """Whose entries stand, by which character, with what gain."""
        page = await self.contests.views.entries(LEADER, contest_id, 1)
        return [(line.earned.who, line.character, line.earned.gained) for line in page.lines]

    async def log(self, kind: str) -> list[dict[str, object]]:
        """What the log tells of acts of that kind, oldest first."""
        found = await self.house.desk.db.read(lambda tx: audit.page(tx, GUILD, kind=kind, limit=99, offset=0))
        return [dict(entry.facts) for entry in found[::-1]]


async def refused(act: Awaitable[object]) -> str:
    """The code with which an act is refused."""
    with pytest.raises(Refusal) as refusal:
        await act
    return refusal.value.code


def slowly(tx: Connection, contest_id: int) -> tuple[Contest, list[Earned], list[Course]]:
    """A contest, its entries as they are kept, and everybody's course as the snapshots' own texts have it."""
    contest = contests.by_id(tx, GUILD, contest_id)
    assert contest is not None
    standing = [one.earned for one in contests.entries(tx, contest_id)]
    since = (contest.starts_at or contest.ends_at) - timedelta(seconds=1)
    until = None if contest.ended_at is None else contest.ended_at + GRACE
    listed = snapshots.first_listed(tx)
    courses: list[Course] = []
    for one in contests.taking(tx, contest_id).values():
        times = [at for at in snapshots.times(tx, one.character_id, since=since) if until is None or at <= until]
        if not times:
            continue
        found = [snapshots.at_or_before(tx, one.character_id, at) for at in (times[0], times[-1])]
        first, last = (Look(*look) for look in found if look)
        before, after = (dict(parse_text(_text(tx, look.id)).values) for look in (first, last))
        moved = [slug for slug, value in after.items() if before.get(slug) != value]
        unlisted = frozenset(slug for slug, at in listed.items() if at > first.at)
        courses.append(Course(one.character_id, one.who, first, last, before, after, moved, unlisted))
    return contest, standing, courses


def _text(tx: Connection, snapshot_id: int) -> str:
    found = snapshots.text_of(tx, snapshot_id)
    assert found is not None
    text, digest = found
    assert snapshot_hash(text) == digest
    return text


def _sheet(values: Values) -> Sheet:
    return Sheet({slug: Reading(slug, metric(slug).name, 1, value) for slug, value in values.items()})
