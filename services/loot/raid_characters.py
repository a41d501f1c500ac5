"""Members' characters: linked by themselves or by officers; who was known by a name only passes everything on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from domain.errors import Conflict, Forbidden, Invalid, NotFound
from domain.people import Actor, Rank
from domain.points import Act, Change, Pool
from domain.raiders import RaiderName, parse_raider
from services import access
from services.desk import Desk
from services.loot.books import Books
from services.loot.people import Person, people
from services.loot.raiding import count_anew
from storage import audit, drafts, loot_items, members, points, raid_payments, raiders, raids
from storage.raiders import Raider

DRAFT: Final = "raid.claim"
"""The kind of draft that a claim leaves for the officer's button."""

MOST: Final = 50
"""The most characters that one member can have."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A character that is somebody's: `characters` are all of theirs, the main first.

    `passed` are the hundredths that went on to them from somebody known by a name only, `items` and `raids` how many.
    `moved_from` is whose it was. `waits` is the draft of a claim that an officer has to confirm: nothing is done yet.
    """

    person: Person
    name: RaiderName
    characters: tuple[Raider, ...]
    new: bool
    passed: Mapping[Pool, int] = field(default_factory=dict[Pool, int])
    items: int = 0
    raids: int = 0
    moved_from: Person | None = None
    waits: int | None = None


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is asked for: which character becomes whose, and which one is to be their main."""

    name: RaiderName
    main: str
    user_id: int


class RaidCharacters:
    """Link characters to members."""

    def __init__(self, desk: Desk, books: Books) -> None:
        self._desk = desk
        self._books = books

    async def link(self, actor: Actor, name: str, realm: str, main: str, user_id: int | None) -> Linked:
        """Link a character to oneself, or to somebody else as an officer; the first one is the main.

        A member who asks for somebody known by a name only, who has points or items, has to wait for an officer.

        Raises `Invalid` (name, realm, which of several), `Forbidden` (for others, or somebody else's), `NotFound` (the
        main is none of theirs) and `Conflict` (too many).
        """
        wish = _Wish(parse_raider(name, realm), main, user_id or actor.user_id)
        now = self._desk.clock()

        def work(tx: Connection) -> Linked:
            officer = access.rank_of(tx, actor) >= Rank.OFFICER
            if wish.user_id != actor.user_id and not officer:
                raise Forbidden("access.officer")
            by = access.enter(tx, actor, Rank.MEMBER, now).id
            return self._link(tx, actor.guild_id, wish, by=by, officer=officer, now=now)

        return await self._desk.db.write(work)

    async def confirm(self, actor: Actor, draft_id: int) -> Linked:
        """Do what a claim asked for; raises `Forbidden`, `Conflict` (done or too old), and what `link` raises."""
        now = self._desk.clock()

        def work(tx: Connection) -> Linked:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            body = drafts.take(tx, actor.guild_id, DRAFT, draft_id, now)
            if body is None:
                raise Conflict("raid.claim_done")
            wish = _Wish(parse_raider(body["name"], body["realm"]), body["main"], body["user"])
            return self._link(tx, actor.guild_id, wish, by=officer.id, officer=True, now=now)

        return await self._desk.db.write(work)

    async def of(self, guild_id: int, user_id: int) -> list[Raider]:
        """A Discord user's characters, the main first, for completion."""

        def work(tx: Connection) -> list[Raider]:
            member = members.find(tx, guild_id, user_id)
            return raiders.of_member(tx, member.id) if member else []

        return await self._desk.db.read(work)

    def _link(self, tx: Connection, guild_id: int, wish: _Wish, *, by: int, officer: bool, now: datetime) -> Linked:
        member = members.ensure(tx, guild_id, wish.user_id, now)
        there = _meant(wish.name, raiders.named(tx, guild_id, wish.name), member.id)
        old = there.member_id if there is not None and there.member_id != member.id else None
        named = people(tx, {member.id} if old is None else {member.id, old})
        told = Linked(named[member.id], wish.name, (), new=there is None or old is not None)
        if there is not None and old is not None and not officer:
            _refuse_taken(there)
            if (waiting := _claimed(tx, guild_id, old, wish, told, by, now)) is not None:
                return waiting
        mine = raiders.of_member(tx, member.id)
        if told.new and len(mine) >= MOST:
            raise Conflict("raid.too_many_characters", limit=MOST)
        if there is None:
            raiders.add(tx, guild_id, wish.name, member.id, main=not mine, by=by, now=now)
        else:
            if wish.name.realm_key and not there.name.realm_key:
                raiders.name_realm(tx, there.id, wish.name)
            if old is not None and there.user_id is None:
                told = self._merge(tx, guild_id, old, told, by=by, now=now)
            elif old is not None:
                _move(tx, there, old, member.id, first=not mine, by=by, now=now)
                told = replace(told, moved_from=named[old])
        if told.new:
            facts = {"member": member.id} if old is None else {"member": member.id, "owner": old}
            audit.append(tx, guild_id, "raid.linked", actor=by, at=now, facts=facts)
        return replace(told, characters=tuple(_with_main(tx, member.id, wish)))

    def _merge(self, tx: Connection, guild_id: int, old: int, told: Linked, *, by: int, now: datetime) -> Linked:
        """Everything of somebody known by a name only goes on to a member: characters, points, items, attendance."""
        new = told.person.member_id
        told = _with_estate(tx, told, old)
        changes = [
            Change(*one) for pool, amount in told.passed.items() for one in ((old, pool, -amount), (new, pool, amount))
        ]
        if changes:
            self._books.enter(tx, guild_id, Act.MERGE, changes, key=f"merge:{old}", at=now, by=by)
        mine = raiders.of_member(tx, new)
        for number, one in enumerate(raiders.of_member(tx, old)):
            raiders.give(tx, one.id, new, main=not mine and number == 0, by=by, now=now)
        loot_items.hand_over(tx, old, new)
        raid_payments.hand_over(tx, old, new)
        for raid_id in raids.hand_over(tx, old, new):
            count_anew(tx, raid_id)
        members.forget(tx, old, now)
        return told


def _refuse_taken(there: Raider) -> None:
    if there.user_id is not None:
        raise Forbidden("raid.character_taken", name=str(there.name))


def _meant(name: RaiderName, named: Sequence[Raider], member_id: int) -> Raider | None:
    """The character in the books that is meant; None for a fresh one. Raises `Invalid` where several can be.

    Of a name and realm it is the one there, else one that only its name is known of: the member's own, or nobody's.
    """
    exact = next((one for one in named if one.name.realm_key == name.realm_key), None)
    if exact is not None or not named:
        return exact
    if name.realm_key:
        return next((one for one in named if one.member_id == member_id or one.user_id is None), None)
    own = [one for one in named if one.member_id == member_id]
    if len(own) == 1:
        return own[0]
    if len(named) > 1:
        raise Invalid("raid.which_realm", name=name.shown, realms=tuple(one.name.realm for one in named))
    return named[0]


def _with_estate(tx: Connection, told: Linked, old: int) -> Linked:
    """With what somebody known by a name only passes on: points, items, raids."""
    held = points.balances_of(tx, [old]).get(old, {})
    passed = {pool: amount for pool, amount in held.items() if amount}
    return replace(told, passed=passed, items=len(loot_items.texts_of(tx, old)), raids=len(raids.of_member(tx, old)))


def _claimed(
    tx: Connection, guild_id: int, old: int, wish: _Wish, told: Linked, by: int, now: datetime
) -> Linked | None:
    """The claim as it waits for an officer; None where there is nothing to pass on, and so nothing to wait for."""
    told = _with_estate(tx, told, old)
    if not told.passed and not told.items and not told.raids:
        return None
    body = {"name": wish.name.shown, "realm": wish.name.realm, "main": wish.main, "user": wish.user_id}
    return replace(told, waits=drafts.keep(tx, guild_id, DRAFT, body, by=by, now=now))


def _move(tx: Connection, there: Raider, old: int, new: int, *, first: bool, by: int, now: datetime) -> None:
    """A character goes from one member to another; who gave their main away gets the next one as main."""
    raiders.give(tx, there.id, new, main=first, by=by, now=now)
    left = raiders.of_member(tx, old)
    if left and not any(one.main for one in left):
        raiders.make_main(tx, old, left[0].id)


def _with_main(tx: Connection, member_id: int, wish: _Wish) -> list[Raider]:
    """The member's characters, the main first, which is the one that was asked for; raises `NotFound`."""
    characters = raiders.of_member(tx, member_id)
    if not wish.main.strip():
        return characters
    name = parse_raider(wish.main)
    fitting = [one for one in characters if one.name.key == name.key]
    exact = [one for one in fitting if not name.realm_key or one.name.realm_key == name.realm_key]
    if len(exact) != 1:
        if exact:
            raise Invalid("raid.which_realm", name=name.shown, realms=tuple(one.name.realm for one in exact))
        raise NotFound("raid.main_unknown", name=name.shown)
    raiders.make_main(tx, member_id, exact[0].id)
    return raiders.of_member(tx, member_id)
