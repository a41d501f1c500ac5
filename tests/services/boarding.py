"""Boards of members without Discord: what moves them is put straight into the books, and time passes."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import Connection, text

from domain.challenge_points import Cause, Owed, Rates
from domain.challenge_settings import Voting
from domain.challenges import Dates, Terms
from domain.characters import AccountType, parse_name
from domain.clan import RunState, Trigger
from domain.credit import Credit
from domain.guild import LOOT_SYSTEM, TIMEZONE
from domain.hiscores import Sheet, parse
from domain.leaderboard_settings import PANEL, Asked, Board
from domain.ledger import MINT, Act, move, wallet
from domain.loot import System
from domain.people import Actor
from domain.points import Act as PointAct
from domain.points import Change, Pool
from domain.settings import Setting, Value
from domain.windows import Window
from services.desk import Desk
from services.leaderboards import LeaderboardsKeeper, open_leaderboards
from services.leaderboards.boards import Own, View
from services.privacy import HouseKeeper, Privacy
from storage import (
    audit,
    board_pins,
    challenge_points,
    challenges,
    characters,
    ledger,
    members,
    panels,
    points,
    preferences,
    runs,
    settings,
    snapshots,
)
from storage.preferences import Preferences
from tests.services.conftest import GUILD, Clock

USERS = 8000
"""Discord's id of the first person; the others follow."""

CHANNEL = 303
TABLE = "hiscore_oldschool"
_NUMBERS = count(1)


def person(number: int) -> Actor:
    """Somebody without a rank."""
    return Actor(GUILD, USERS + number, frozenset(), manages_guild=False)


def sheet(xp: int) -> Sheet:
    """What the hiscores say of somebody with so much experience."""
    return parse({"skills": [{"id": 0, "name": "Overall", "rank": 5, "level": 9, "xp": xp}], "activities": []})


@dataclass
class Hall:
    """The boards' services over one guild; people are numbers."""

    desk: Desk
    clock: Clock
    people: dict[int, int] = field(default_factory=dict[int, int])
    challenge: int = 0

    def __post_init__(self) -> None:
        self.all = open_leaderboards(self.desk)
        self.boards = self.all.boards
        self.keeper = LeaderboardsKeeper(self.boards, self.all.podiums)
        self.privacy = Privacy(self.desk, (HouseKeeper(), self.keeper))

    async def move_in(self, *, days_ago: int = 60) -> None:
        """The bot comes to the guild, which has a challenge that points can be earned in."""
        now = self.clock()
        came = now - timedelta(days=days_ago)
        dates = Dates(came, now + timedelta(days=400), now + timedelta(days=401), now + timedelta(days=401))
        terms = Terms("Draw your pet", "Draw it", "", Voting.NONE, 3, False, 0, None, Rates())

        def work(tx: Connection) -> int:
            members.enter_guild(tx, GUILD, came)
            by = members.ensure(tx, GUILD, USERS, came).id
            which = challenges.create(tx, GUILD, terms, dates, slug="pet", week=1, year=2026, by=by, now=came)
            challenges.publish(tx, which, CHANNEL, came)
            return which

        self.challenge = await self.desk.db.write(work)

    async def member(self, who: int) -> int:
        """Somebody's member id."""
        if who not in self.people:
            now = self.clock()
            found = await self.desk.db.write(lambda tx: members.ensure(tx, GUILD, USERS + who, now))
            self.people[who] = found.id
        return self.people[who]

    async def set(self, setting: Setting, value: Value) -> None:
        """A leader sets something, and the boards hear of it as from the settings' service."""
        now = self.clock()
        await self.desk.db.write(lambda tx: settings.put(tx, GUILD, setting.name, value, by=None, at=now))
        self.boards.anew(GUILD)
        self.boards.day_over(GUILD)

    async def live_in(self, timezone: str) -> None:
        """The guild's timezone."""
        await self.set(TIMEZONE, timezone)

    async def earn(self, who: int, amount: int, *, at: datetime | None = None) -> None:
        """Somebody gets challenge points, or loses them."""
        member, now = await self.member(who), at or self.clock()
        owed = Owed(f"gift:{next(_NUMBERS)}", member, Cause.PLACE, amount)
        before = challenge_points.Paid({}, {})
        await self.desk.db.write(lambda tx: challenge_points.enter(tx, self.challenge, [owed], before, now))

    async def win(self, who: int, amount: int, act: Act = Act.PAYOUT) -> None:
        """A pot pays somebody; any other act moves credits that nobody won."""
        member, now, number = await self.member(who), self.clock(), next(_NUMBERS)

        def work(tx: Connection) -> None:
            moved = move(act, Credit.CREDIT, amount, source=MINT, target=wallet(member))
            ledger.post(tx, GUILD, moved, key=f"{act}:{number}", at=now)

        await self.desk.db.write(work)

    async def award(self, who: int, pool: Pool, hundredths: int) -> None:
        """An officer gives somebody points of loot, or takes them."""
        member, now = await self.member(who), self.clock()

        def work(tx: Connection) -> None:
            batch = points.enter(tx, GUILD, PointAct.AWARD, key=f"award:{next(_NUMBERS)}", at=now, by=None)
            assert batch is not None
            points.change(tx, GUILD, batch, [Change(member, pool, hundredths)])

        await self.desk.db.write(work)

    async def follow(self, system: System) -> None:
        """How the guild hands out what drops."""
        await self.set(LOOT_SYSTEM, system.value)

    async def character(self, name: str, who: int | None) -> int:
        """A character on the roster, of somebody or nobody."""
        owner, now = None if who is None else await self.member(who), self.clock()
        called = parse_name(name)

        def work(tx: Connection) -> int:
            audit.append(tx, GUILD, "clan.added", actor=None, at=now, facts={})
            return characters.add(tx, GUILD, called, AccountType.REGULAR, owner=owner, now=now).id

        return await self.desk.db.write(work)

    async def leave_roster(self, character: int) -> None:
        """A character is taken off the roster."""
        now = self.clock()

        def work(tx: Connection) -> None:
            characters.leave(tx, character, now)
            audit.append(tx, GUILD, "clan.removed", actor=None, at=now, facts={})

        await self.desk.db.write(work)

    async def snapshot(self, character: int, xp: int, run: int | None = None) -> None:
        """The hiscores are read."""
        now = self.clock()

        def work(tx: Connection) -> None:
            assert snapshots.save(tx, character, run, sheet(xp), table=TABLE, at=now) is not None
            characters.seen(tx, character, table=TABLE, at=now)

        await self.desk.db.write(work)

    async def begin_run(self) -> int:
        """A run over the roster begins."""
        now = self.clock()

        def work(tx: Connection) -> int:
            everyone = [one.id for one in characters.roster(tx, GUILD)]
            return runs.start(tx, GUILD, Trigger.SCHEDULE, asked_by=None, subjects=everyone, now=now).id

        return await self.desk.db.write(work)

    async def end_run(self, run: int) -> None:
        """The run is over."""
        now = self.clock()
        await self.desk.db.write(lambda tx: runs.end(tx, run, RunState.COMPLETE, now=now))

    async def leave_out(self, who: int, *, out: bool = True) -> None:
        """Somebody is seen with a role that is left out, or without."""
        member, now = await self.member(who), self.clock()
        await self.desk.db.write(lambda tx: board_pins.set_left_out(tx, member, out, now))

    async def say(self, who: int, region: str = "", team: str = "") -> None:
        """Somebody tells their region and team."""
        member = await self.member(who)
        await self.desk.db.write(lambda tx: preferences.save(tx, member, Preferences(region, team)))

    async def look(self, asked: Asked | Board = Board.CHALLENGES, page: int = 1) -> View:
        """A board as people see it."""
        return await self.boards.look(GUILD, Asked(asked) if isinstance(asked, Board) else asked, page)

    async def own(self, who: int, asked: Asked | Board = Board.CHALLENGES) -> Own:
        """Where somebody stands, as they see it."""
        return await self.boards.own(person(who), Asked(asked) if isinstance(asked, Board) else asked)

    async def rows(self, asked: Asked | Board = Board.CHALLENGES) -> list[tuple[int | None, int, int]]:
        """Place, person and value of each row."""
        return [(one.place, (one.user_id or 0) - USERS, one.value) for one in (await self.look(asked)).rows]

    async def moves(self, asked: Asked | Board = Board.CHALLENGES) -> dict[int, int | str | None]:
        """How everybody on the first page moved."""
        rows = (await self.look(asked)).rows
        return {(one.user_id or 0) - USERS: "new" if one.new else one.moved for one in rows}

    async def values(self, board: Board, window: Window = Window.THIRTY_DAYS) -> dict[int, int]:
        """What everybody has, by number."""
        found = await self.boards.values(GUILD, board, window)
        return {who: found[member] for who, member in self.people.items() if member in found}

    async def hang(self, pin_id: int, message_id: int) -> None:
        """A pinned board hangs in the channel."""
        now = self.clock()

        def work(tx: Connection) -> None:
            panels.hang(tx, GUILD, PANEL, pin_id, channel_id=CHANNEL, message_id=message_id, now=now)
            panels.take_down_older(tx, GUILD, PANEL, pin_id, CHANNEL)

        await self.desk.db.write(work)

    async def stale(self) -> list[int]:
        """The messages that need a repaint, whether due or not."""
        late = self.clock() + timedelta(days=1)
        return [one.message_id for one in await self.desk.db.read(lambda tx: panels.stale(tx, late, limit=50))]

    async def told(self, event: str) -> list[dict[str, Any]]:
        """The facts of each notice of an event, oldest first."""
        rows = await self.desk.db.read(lambda tx: tx.execute(text("SELECT event, facts FROM outbox ORDER BY id")).all())
        return [json.loads(row.facts) for row in rows if row.event == event]

    async def erase(self, who: int) -> None:
        """Somebody asks to be erased."""
        await self.privacy.erase(person(who))
