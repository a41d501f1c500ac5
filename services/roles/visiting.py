"""One visit to a guild: rank, look at who has the roles, and bring that to what the rules say, a call at a time."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final

from sqlalchemy import Connection

from domain.leaderboard_settings import Board
from domain.rank_roles import SLACK, Change, Obstacle, Rule, Step, next_look
from domain.role_settings import BLOCKED
from services.desk import Desk
from services.roles.books import Books, Places, note_looks, note_staff, obstacles, rank, read
from services.roles.hands import BLOCKS, Hands, Ranking, Slip, Slipped, View
from storage import digests, members, notices, rank_rules
from storage.rank_rules import Taking

log = logging.getLogger(__name__)

RECONCILE_EVERY: Final = timedelta(hours=1)
TAKINGS_END_AFTER: Final = timedelta(days=7)
"""How long a role is tried to be taken from somebody who was erased: then nothing of them is kept, role or no role."""


class Done(Enum):
    """What came of a step: Discord changed something, it was so already, or it is not to be."""

    CHANGED = auto()
    FOUND = auto()
    NOTHING = auto()


@dataclass(slots=True)
class Watch:
    """What is known of a guild between two ticks; a restart needs nothing of it.

    `tried` is how the bot and a role stood when Discord refused it, `anew` that it is to be tried again. `parked`,
    `gone` and `back` are users: those who are known to have left, and who left or came back since the last visit.
    """

    due: bool = True
    reconcile_at: datetime | None = None
    look_at: datetime | None = None
    wait_until: datetime | None = None
    failures: int = 0
    anew: bool = False
    boards: frozenset[Board] = frozenset()
    tried: dict[int, View] = field(default_factory=dict[int, View])
    parked: frozenset[int] = frozenset()
    gone: set[int] = field(default_factory=set[int])
    back: set[int] = field(default_factory=set[int])

    def is_due(self, now: datetime) -> bool:
        """Whether there is something to do."""
        if self.wait_until is not None and now < self.wait_until:
            return False
        return self.due or self.whole(now) or (self.look_at is not None and self.look_at <= now)

    def whole(self, now: datetime) -> bool:
        """Whether it is time to look at everybody."""
        return self.reconcile_at is None or self.reconcile_at <= now


class Visit:
    """A guild, once; raises `Slipped` when Discord cannot be reached."""

    def __init__(
        self, desk: Desk, ranking: Ranking, hands: Hands, guild_id: int, watch: Watch, *, stopping: Callable[[], bool]
    ) -> None:
        self._desk = desk
        self._ranking = ranking
        self._hands = hands
        self._guild_id = guild_id
        self._watch = watch
        self._stopping = stopping
        self._now = desk.clock()
        self._views: dict[int, View] = {}
        self._seen: dict[int, frozenset[int]] = {}

    async def carry_out(self) -> bool:
        """Do what is to be done; False when there is nothing left to watch in the guild."""
        await self._give_up()
        await self._note_moves()
        await self._rank()
        books = await self._blocked(await self._read())
        actual: dict[int, set[int]] | None = None
        whole = self._watch.whole(self._now)
        if whole:
            books, actual = await self._look(books)
        await self._act(books, books.steps(actual))
        await self._take(books)
        # What came of it may be the end of a rule.
        await self._rank()
        return await self._remember(whole=whole)

    async def _give_up(self) -> None:
        """Whoever was erased long ago is known no longer, whether Discord can be reached or not."""
        before = self._now - TAKINGS_END_AFTER
        takings = await self._desk.db.read(lambda tx: rank_rules.takings(tx, self._guild_id))
        if any(one.since <= before for one in takings):
            await self._desk.db.write(lambda tx: rank_rules.give_up_taking(tx, self._guild_id, before))

    async def _read(self) -> Books:
        return await self._desk.db.read(lambda tx: read(tx, self._guild_id))

    async def _rank(self) -> None:
        """Who has a claim, as the boards stand."""
        books = await self._read()
        places = await places_of(self._ranking, self._guild_id, books.rules.values())
        if books.behind(places, self._now):
            await self._desk.db.write(lambda tx: rank(tx, self._guild_id, places, self._now))

    async def _note_moves(self) -> None:
        """Who left or came back since the last visit."""
        gone, back = sorted(self._watch.gone), sorted(self._watch.back)

        def work(tx: Connection) -> None:
            for user_id in gone:
                if member := members.find(tx, self._guild_id, user_id):
                    rank_rules.park(tx, self._guild_id, member.id, self._now)
            for user_id in back:
                if member := members.find(tx, self._guild_id, user_id):
                    rank_rules.unpark(tx, self._guild_id, member.id)

        if gone or back:
            await self._desk.db.write(work)
            self._watch.gone.difference_update(gone)
            self._watch.back.difference_update(back)

    # What keeps rules from working

    async def _blocked(self, books: Books) -> Books:
        """The books with the rules that cannot work now; leaders are told once of what is new."""
        self._views = {role_id: self._hands.view(self._guild_id, role_id) for role_id in books.roles}
        found = obstacles(books, self._views, self._still_tried(books))
        changed = {rule.id: found[rule.id] for rule in books.rules.values() if found[rule.id] is not rule.blocked}
        over = [row for row in books.rows if not books.rules[row.rule_id].live and _gone(found[row.rule_id])]
        if changed or over:
            await self._desk.db.write(lambda tx: self._note_blocks(tx, books, changed))
            # A role that is gone has nobody, and what it was to be taken for is done.
            await self._desk.db.write(lambda tx: rank_rules.drop(tx, over))
            return await self._read()
        return books

    def _still_tried(self, books: Books) -> dict[int, View]:
        """How things stood when Discord refused; after a restart nothing is taken to have changed."""
        watch = self._watch
        if watch.anew:
            watch.tried, watch.anew = {}, False
            return watch.tried
        for rule in books.rules.values():
            if rule.blocked is Obstacle.REFUSED:
                watch.tried.setdefault(rule.role_id, self._views[rule.role_id])
        return watch.tried

    def _note_blocks(self, tx: Connection, books: Books, changed: dict[int, Obstacle | None]) -> None:
        by_reason: dict[Obstacle | None, list[Rule]] = defaultdict(list)
        for rule_id, why in changed.items():
            by_reason[why].append(books.rules[rule_id])
        for why, rules in by_reason.items():
            rank_rules.block(tx, [rule.id for rule in rules], why, self._now)
            worth_telling = [rule for rule in rules if rule.live or why is not Obstacle.GONE]
            if why is not None and worth_telling:
                self._tell(tx, why, worth_telling)

    def _tell(self, tx: Connection, why: Obstacle, rules: list[Rule]) -> None:
        """One notice of all the rules that the same thing blocks at the same moment."""
        named = [{"board": rule.board.value, "top": rule.top, "role": str(rule.role_id)} for rule in rules]
        key = f"roles.blocked:{rules[0].id}:{self._now:%Y%m%dT%H%M%S%f}"
        facts = {"why": why.value, "rules": named}
        notices.put(tx, self._guild_id, BLOCKED.name, key=key, facts=facts, now=self._now)
        log.warning("rules cannot work", extra={"guild": self._guild_id, "reason": why.value, "rules": len(rules)})

    async def _refused(self, books: Books, role_id: int, why: Obstacle) -> set[int]:
        """Discord said no: block the rules that it concerns until something changes; returns their roles."""
        rules = [
            rule
            for rule in books.rules.values()
            if rule.blocked is None and (rule.role_id == role_id or why is Obstacle.NO_PERMISSION)
        ]
        for rule in rules:
            self._watch.tried[rule.role_id] = self._hands.view(self._guild_id, rule.role_id)
        await self._desk.db.write(lambda tx: self._note_blocks(tx, books, {rule.id: why for rule in rules}))
        return {rule.role_id for rule in rules}

    # Who has the roles

    async def _look(self, books: Books) -> tuple[Books, dict[int, set[int]] | None]:
        """Ask Discord about everybody whom rules have to do with; and who else has the roles, where it shows that."""
        open_roles = [role_id for role_id in books.roles if role_id not in books.closed]
        everybody = await self._hands.holders(self._guild_id, open_roles) if open_roles else None
        gone: list[int] = []
        for user_id in sorted(books.members):
            if self._stopping():
                break
            try:
                self._seen[user_id] = frozenset(await self._hands.roles_of(self._guild_id, user_id))
            except Slipped as slip:
                if slip.code is not Slip.MEMBER_GONE:
                    raise
                gone.append(user_id)
        await self._desk.db.write(lambda tx: self._note_look(tx, books, gone))
        actual = None if everybody is None else {role_id: set(who) for role_id, who in everybody.items()}
        return await self._read(), actual

    def _note_look(self, tx: Connection, books: Books, gone: Iterable[int]) -> None:
        for user_id in gone:
            rank_rules.park(tx, self._guild_id, books.members[user_id], self._now)
        parked = {row.member_id for row in books.rows if row.parked_at is not None}
        for user_id, own in self._seen.items():
            if books.members[user_id] in parked:
                rank_rules.unpark(tx, self._guild_id, books.members[user_id])
            if books.staff_roles:
                note_staff(tx, books, user_id, own, self._now)
        note_looks(tx, read(tx, self._guild_id), self._seen, self._now)

    # Giving and taking

    async def _act(self, books: Books, steps: list[Step]) -> None:
        """One call after the other; who turns out to have left is parked, and a role that Discord refuses is closed."""
        await self._about_to(books, steps)
        closed: set[int] = set()
        causes = books.causes()
        for step in steps:
            if self._stopping():
                return
            if step.role_id in closed:
                continue
            try:
                done = await self._do(books, step, causes.get((step.role_id, step.who)))
                if done is not Done.NOTHING:
                    await self._desk.db.write(lambda tx, one=step, how=done: self._note(tx, books, one, how))
            except Slipped as slip:
                if slip.code is Slip.UNREACHABLE:
                    raise
                if slip.code is Slip.MEMBER_GONE:
                    await self._park(books, step.who)
                else:
                    closed |= {step.role_id, *await self._refused(books, step.role_id, BLOCKS[slip.code])}

    async def _about_to(self, books: Books, steps: list[Step]) -> None:
        """Note whom Discord is going to give something: should we crash before it is noted, it can be taken back."""
        adding: dict[int, list[int]] = defaultdict(list)
        for step in steps:
            if step.change is Change.ADD:
                adding[step.role_id].append(books.members[step.who])

        def work(tx: Connection) -> None:
            for role_id, who in adding.items():
                rank_rules.tried(tx, self._guild_id, role_id, who, self._now)

        if adding:
            await self._desk.db.write(work)

    async def _do(self, books: Books, step: Step, rule: Rule | None) -> Done:
        """Make the one call, if it turns out to be one."""
        if step.change is Change.REMOVE:
            await self._hands.remove(self._guild_id, step.who, step.role_id, rule)
            return Done.CHANGED
        own = self._seen.get(step.who)
        if own is None:
            own = await self._hands.roles_of(self._guild_id, step.who)
        if books.staff_roles:
            staff = await self._desk.db.write(lambda tx: note_staff(tx, books, step.who, own, self._now))
            if staff:
                return Done.NOTHING
        if step.role_id in own:
            return Done.FOUND
        await self._hands.add(self._guild_id, step.who, step.role_id, rule)
        return Done.CHANGED

    def _note(self, tx: Connection, books: Books, step: Step, done: Done) -> None:
        member_id = books.members.get(step.who)
        log.info(
            "a role was given" if step.change is Change.ADD else "a role was taken",
            extra={"guild": self._guild_id, "role": step.role_id, "member": member_id},
        )
        if member_id is None:
            return
        if step.change is Change.ADD:
            about, rules = "role.given", rank_rules.given(tx, self._guild_id, step.role_id, member_id, self._now)
        else:
            about, rules = "role.taken", rank_rules.taken(tx, self._guild_id, step.role_id, member_id)
        if rules and done is Done.CHANGED:
            key = f"{about}:{step.role_id}:{self._now:%Y%m%dT%H%M%S}"
            digests.put(tx, member_id, about, key=key, facts={"role": self._views[step.role_id].name}, now=self._now)

    async def _park(self, books: Books, user_id: int) -> None:
        if (member_id := books.members.get(user_id)) is not None:
            await self._desk.db.write(lambda tx: rank_rules.park(tx, self._guild_id, member_id, self._now))

    async def _take(self, books: Books) -> None:
        """Take roles from people who were erased, unless they earned them anew."""
        for taking in await self._desk.db.read(lambda tx: rank_rules.takings(tx, self._guild_id)):
            if self._stopping():
                return
            if await self._taken(books, taking):
                await self._desk.db.write(lambda tx, over=taking: rank_rules.done_taking(tx, self._guild_id, over))

    async def _taken(self, books: Books, taking: Taking) -> bool:
        rules, member_id = books.rules, books.members.get(taking.user_id)
        if any(row.wanted and rules[row.rule_id].role_id == taking.role_id for row in books.rows_of(member_id)):
            return True
        obstacle = self._hands.view(self._guild_id, taking.role_id).obstacle_to_taking
        if obstacle is not None:
            return _gone(obstacle)
        try:
            await self._hands.remove(self._guild_id, taking.user_id, taking.role_id, None)
        except Slipped as slip:
            if slip.code is Slip.UNREACHABLE:
                raise
            return slip.code in (Slip.MEMBER_GONE, Slip.ROLE_GONE)
        return True

    async def _remember(self, *, whole: bool) -> bool:
        """When to come again."""
        books = await self._read()
        watch = self._watch
        watch.look_at = next_look(row for row in books.rows if row.lost_at is None)
        watch.parked = frozenset(
            books.users[row.member_id] for row in books.rows if row.parked_at and row.member_id in books.users
        )
        watch.tried = {role_id: view for role_id, view in watch.tried.items() if role_id in books.closed}
        watch.wait_until, watch.failures = None, 0
        watch.boards = frozenset(books.boards)
        if whole and not self._stopping():
            watch.reconcile_at = self._now + RECONCILE_EVERY
        return bool(books.rules) or bool(await self._desk.db.read(lambda tx: rank_rules.takings(tx, self._guild_id)))


async def places_of(ranking: Ranking, guild_id: int, rules: Iterable[Rule]) -> Places:
    """Who stands high on the boards that rules look at, as far down as any of them does; these are followed then."""
    furthest: dict[Board, int] = {}
    for rule in rules:
        if rule.live:
            furthest[rule.board] = max(furthest.get(rule.board, 0), rule.top + SLACK)
    found: dict[Board, dict[int, int]] = {}
    for board, last in furthest.items():
        ranking.keep(guild_id, board)
        places = await ranking.places(guild_id, board)
        found[board] = {member_id: place for member_id, place in places.items() if place <= last}
    return found


def _gone(obstacle: Obstacle | None) -> bool:
    return obstacle is Obstacle.GONE
