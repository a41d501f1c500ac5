"""Moving in and out: files of other tools as a dry run and then one batch, and our own books, written and read back."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection

from domain import loot_book
from domain.errors import Conflict
from domain.loose_tables import Fault
from domain.loot_book import Book, Character, Deed, Owner, Prize
from domain.loot_rows import Format, Problem, Received, Rows, decode, read, recognise
from domain.people import Actor, Rank
from domain.points import Act, Change, Move, Pool
from domain.raiders import RaiderName
from services import access
from services.desk import Desk
from services.loot.books import Books
from services.loot.passing import Passing, foreseen
from services.loot.people import Person, people
from services.loot.standings import rates_of
from services.loot.systems import system_of
from storage import audit, drafts, loot_items, members, points, raiders
from storage.loot_items import Item, Source
from storage.raiders import Raider

DRAFT = "loot.import"


@dataclass(frozen=True, slots=True)
class Preview:
    """What importing a file would do; `draft` goes with the button, None where there is nothing to import.

    `names` are characters nobody has linked: they stand for themselves until somebody is. `known` items were imported
    before. `moves` are what standings would change, `passing` who moves past whom by that; `batches` is how many acts a
    book of our own has. Who is not in the guild's books yet has a number below zero.
    """

    format: Format
    draft: int | None
    items: int = 0
    known: int = 0
    skipped: int = 0
    names: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    moves: tuple[Move, ...] = ()
    passing: Passing = field(default_factory=Passing)
    people: Mapping[int, Person] = field(default_factory=dict[int, Person])
    batches: int = 0
    gp_with_base: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did; undoing `batch` takes it back. It is None for a book of our own, whose acts are batches."""

    format: Format
    batch: int | None
    items: int
    people: int
    batches: int = 0


@dataclass(frozen=True, slots=True)
class _Work:
    """A foreign file against a guild's books: whose each name is, and what is new."""

    items: tuple[tuple[Received, int | RaiderName], ...]
    standings: tuple[tuple[int | RaiderName, int, int], ...]
    known: int
    names: tuple[RaiderName, ...]
    problems: tuple[Problem, ...]


class Moving:
    """Bring books in, and take them along."""

    def __init__(self, desk: Desk, books: Books) -> None:
        self._desk = desk
        self._books = books

    async def preview(self, actor: Actor, data: bytes) -> Preview:
        """What importing a file would do; nothing is done.

        Raises `Forbidden`, `Invalid` (no text, too large, nobody's format we know, a broken book of our own) and
        `Conflict` (a book of our own where there are other points).
        """
        text, format_, found = await asyncio.to_thread(_read, data)
        now = self._desk.clock()

        def work(tx: Connection) -> Preview:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            if isinstance(found, Book):
                shown = _book_preview(tx, actor.guild_id, format_, found)
            else:
                shown = _rows_preview(tx, actor.guild_id, found)
            if not (shown.items or shown.moves or shown.batches):
                return shown
            draft = drafts.keep(tx, actor.guild_id, DRAFT, {"text": text}, by=officer.id, now=now)
            return replace(shown, draft=draft)

        shown = await self._desk.db.write(work)
        if not shown.moves:
            return shown
        passing, named = await foreseen(self._desk, actor.guild_id, shown.moves)
        return replace(shown, passing=passing, people={**named, **shown.people})

    async def apply(self, actor: Actor, draft: int) -> Imported:
        """Import what a preview showed, on the books as they are by now.

        Raises `Forbidden` and `Conflict` (done before, nothing new in it any more).
        """
        now = self._desk.clock()
        body = await self._desk.db.read(lambda tx: drafts.look(tx, actor.guild_id, DRAFT, draft))
        if body is None:
            raise Conflict("points.done_before")
        _, format_, found = await asyncio.to_thread(_read, str(body["text"]).encode())

        def work(tx: Connection) -> Imported:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            if drafts.take(tx, actor.guild_id, DRAFT, draft, now) is None:
                raise Conflict("points.done_before")
            if isinstance(found, Book):
                return self._restore(tx, actor.guild_id, format_, found, by=officer.id, now=now)
            digest = sha256(str(body["text"]).encode()).hexdigest()[:32]
            return self._enter(tx, actor.guild_id, found, digest, by=officer.id, now=now)

        return await self._desk.db.write(work)

    async def export(self, actor: Actor, *, as_json: bool) -> bytes:
        """The guild's loot books as a file that an import reads back; raises `Forbidden`."""

        def work(tx: Connection) -> Book:
            access.require(tx, actor, Rank.OFFICER)
            return _book(tx, actor.guild_id)

        book = await self._desk.db.read(work)
        return await asyncio.to_thread(loot_book.write_json if as_json else loot_book.write_csv, book)

    def _enter(self, tx: Connection, guild_id: int, rows: Rows, digest: str, *, by: int, now: datetime) -> Imported:
        found = _matched(tx, guild_id, rows)
        owners = {name: raiders.stand_in(tx, guild_id, name, now) for name in found.names}
        changes = _changes(tx, guild_id, rows, [(_owner(who, owners), ep, gp) for who, ep, gp in found.standings])
        if not found.items and not changes:
            raise Conflict("loot.import_known")
        key = f"import:{digest}:{points.undone_with_key(tx, guild_id, f'import:{digest}:')}"
        facts = {"format": rows.format.value, "items": len(found.items)}
        entered = self._books.enter(tx, guild_id, Act.IMPORT, changes, key=key, at=now, by=by, facts=facts)
        items = [_item(one, _owner(who, owners), entered.batch.id, by) for one, who in found.items]
        loot_items.add_all(tx, guild_id, items)
        touched = {change.member_id for change in changes} | {item.member_id for item in items}
        return Imported(rows.format, entered.batch.id, len(items), len(touched))

    def _restore(
        self, tx: Connection, guild_id: int, format_: Format, book: Book, *, by: int, now: datetime
    ) -> Imported:
        """Enter the batches of a book that are not there yet, each as it was."""
        known = _known_deeds(tx, guild_id, book)
        fresh = [deed for deed in book.deeds if deed.id not in known]
        if not fresh:
            raise Conflict("loot.import_known")
        owners = _owners(tx, guild_id, book.people, now)
        batches = dict(known)
        for deed in fresh:
            reverses = None if deed.reverses is None else batches[deed.reverses]
            key = f"{_origin(book)}{deed.id}"
            batch_id = points.enter(
                tx,
                guild_id,
                deed.act,
                key=key,
                at=deed.at,
                by=None,
                reason=deed.reason,
                decay=deed.decay,
                reverses=reverses,
            )
            assert batch_id is not None  # noqa: S101 - it was not there a moment ago
            batches[deed.id] = batch_id
            changes = [replace(change, member_id=owners[change.member_id]) for change in deed.changes]
            points.change(tx, guild_id, batch_id, changes)
        items = _restore_prizes(tx, guild_id, book, {deed.id for deed in fresh}, batches, owners)
        facts = {"format": format_.value, "batches": len(fresh), "items": items}
        audit.append(tx, guild_id, "loot.restored", actor=by, at=now, facts=facts)
        self._books.touched(tx, guild_id)
        return Imported(format_, None, items, len(book.people), len(fresh))


def _read(data: bytes) -> tuple[str, Format, Rows | Book]:
    text = decode(data)
    format_ = recognise(text)
    match format_:
        case Format.GUILDHALL_CSV:
            return text, format_, loot_book.read_csv(text)
        case Format.GUILDHALL_JSON:
            return text, format_, loot_book.read_json(text)
        case _:
            return text, format_, read(text, format_)


def _rows_preview(tx: Connection, guild_id: int, rows: Rows) -> Preview:
    found = _matched(tx, guild_id, rows)
    # Whoever is new has nothing yet: numbers below zero stand for them until they are in the books.
    strangers = {name: -number for number, name in enumerate(found.names, 1)}
    standings = [(_owner(who, strangers), ep, gp) for who, ep, gp in found.standings]
    held = points.balances_of(tx, [one for one, _, _ in standings if one > 0])
    moves: list[Move] = []
    for change in _changes(tx, guild_id, rows, standings):
        before = held.get(change.member_id, {}).get(change.pool, 0)
        moves.append(Move(change.member_id, change.pool, before, before + change.delta))
    shown = dict(people(tx, {move.member_id for move in moves if move.member_id > 0}))
    shown |= {number: Person(number, None, str(name)) for name, number in strangers.items()}
    return Preview(
        rows.format,
        None,
        items=len(found.items),
        known=found.known,
        skipped=rows.skipped,
        names=tuple(str(name) for name in found.names),
        problems=found.problems,
        moves=tuple(moves),
        people=shown,
        gp_with_base=rows.gp_with_base is not False,
    )


def _matched(tx: Connection, guild_id: int, rows: Rows) -> _Work:
    """Whose each row is: a member's, or a name's that nobody has linked; ambiguous ones are problems."""
    by_name: dict[str, list[Raider]] = {}
    for raider in raiders.of_guild(tx, guild_id):
        by_name.setdefault(raider.name.key, []).append(raider)
    fresh: dict[str, dict[str, RaiderName]] = {}

    def whose(name: RaiderName) -> int | RaiderName | None:
        known = [one for one in by_name.get(name.key, []) if _same_realm(one.name.realm_key, name.realm_key)]
        exact = [one for one in known if one.name.realm_key == name.realm_key]
        if owners := {one.member_id for one in exact or known}:
            return owners.pop() if len(owners) == 1 else None
        realms = fresh.setdefault(name.key, {})
        same = [one for realm, one in realms.items() if _same_realm(realm, name.realm_key)]
        return same[0] if same else realms.setdefault(name.realm_key, name)

    problems = list(rows.problems)
    told = loot_items.known_sources(tx, guild_id)
    items: list[tuple[Received, int | RaiderName]] = []
    known = 0
    for number, item in enumerate(rows.items, 1):
        if item.source_id in told:
            known += 1
        elif (owner := whose(item.name)) is None:
            problems.append(Problem(number, Fault.AMBIGUOUS))
        else:
            told.add(item.source_id)
            items.append((item, owner))
    standings: dict[int | RaiderName, tuple[int, int]] = {}
    for number, one in enumerate(rows.standings, 1):
        if (owner := whose(one.name)) is None:
            problems.append(Problem(number, Fault.AMBIGUOUS))
        else:
            standings[owner] = (one.ep, one.gp)
    needed = {owner for _, owner in items if isinstance(owner, RaiderName)}
    needed |= {owner for owner in standings if isinstance(owner, RaiderName)}
    ordered = tuple(sorted(needed, key=lambda name: (name.key, name.realm_key)))
    return _Work(
        tuple(items), tuple((owner, *both) for owner, both in standings.items()), known, ordered, tuple(problems)
    )


def _same_realm(one: str, other: str) -> bool:
    return one == other or not one or not other


def _owner(who: int | RaiderName, owners: Mapping[RaiderName, int]) -> int:
    return owners[who] if isinstance(who, RaiderName) else who


def _changes(tx: Connection, guild_id: int, rows: Rows, standings: Sequence[tuple[int, int, int]]) -> list[Change]:
    """What makes everybody stand as the file says: its GP include base GP, unless its PR tell otherwise."""
    base = 0 if rows.gp_with_base is False else rates_of(tx, guild_id).base_gp
    held = points.balances_of(tx, [member_id for member_id, _, _ in standings if member_id > 0])
    changes: list[Change] = []
    for member_id, ep, gp in standings:
        mine = held.get(member_id, {})
        for pool, target in ((Pool.EP, ep), (Pool.GP, max(gp - base, 0))):
            if delta := target - mine.get(pool, 0):
                changes.append(Change(member_id, pool, delta))
    return changes


def _item(one: Received, member_id: int, batch_id: int, by: int) -> Item:
    return Item(
        member_id=member_id,
        item=one.item,
        batch_id=batch_id,
        source=Source.IMPORT,
        at=one.at,
        item_id=one.item_id,
        response=one.response,
        boss=one.boss,
        note=one.note,
        source_id=one.source_id,
        by=by,
    )


def _book_preview(tx: Connection, guild_id: int, format_: Format, book: Book) -> Preview:
    known = _known_deeds(tx, guild_id, book)
    fresh = {deed.id for deed in book.deeds if deed.id not in known}
    items = sum(prize.batch in fresh for prize in book.prizes)
    return Preview(format_, None, items=items, known=len(book.prizes) - items, batches=len(fresh))


def _origin(book: Book) -> str:
    return f"book:{book.origin}:"


def _known_deeds(tx: Connection, guild_id: int, book: Book) -> dict[int, int]:
    """The batches of a book that the guild has, by their id in the book; raises `Conflict` where it has others."""
    prefix = _origin(book)
    keys = points.keys(tx, guild_id)
    if guild_id == book.origin or any(not key.startswith(prefix) for key in keys):
        raise Conflict("loot.book_elsewhere")
    return {int(key.removeprefix(prefix)): batch_id for key, batch_id in keys.items()}


def _owners(tx: Connection, guild_id: int, owners: Sequence[Owner], now: datetime) -> dict[int, int]:
    """Everybody of a book as a member here: who is on Discord by their id, others by their characters."""
    found: dict[int, int] = {}
    for owner in owners:
        if owner.user_id is not None:
            member_id = members.ensure(tx, guild_id, owner.user_id, now).id
        else:
            taken = [one for character in owner.characters for one in raiders.named(tx, guild_id, character.name)]
            member_id = taken[0].member_id if taken else members.nobody(tx, guild_id, now, erased=not owner.characters)
        found[owner.member] = member_id
        mine = raiders.of_member(tx, member_id)
        has_main = any(one.main for one in mine)
        for character in owner.characters:
            if not _taken(tx, guild_id, character):
                raiders.add(
                    tx, guild_id, character.name, member_id, main=character.main and not has_main, by=None, now=now
                )
    return found


def _taken(tx: Connection, guild_id: int, character: Character) -> bool:
    known = raiders.named(tx, guild_id, character.name)
    return any(one.name.realm_key == character.name.realm_key for one in known)


def _restore_prizes(
    tx: Connection,
    guild_id: int,
    book: Book,
    fresh: set[int],
    batches: Mapping[int, int],
    owners: Mapping[int, int],
) -> int:
    rows: dict[int, int] = {}
    for prize in book.prizes:
        if prize.batch not in fresh:
            continue
        item = Item(
            member_id=owners[prize.member],
            item=prize.item,
            batch_id=batches[prize.batch],
            source=Source(prize.source),
            at=prize.at,
            item_id=prize.item_id,
            quality=prize.quality,
            slot=prize.slot,
            response=prize.response,
            pool=prize.pool,
            paid=prize.paid,
            boss=prize.boss,
            note=prize.note,
            source_id=prize.source_id,
            passed_from=None if prize.passed_from is None else rows[prize.passed_from],
            undone_at=prize.undone_at,
        )
        rows[prize.id] = loot_items.add(tx, guild_id, item)
    return len(rows)


def _book(tx: Connection, guild_id: int) -> Book:
    deeds = tuple(
        Deed(one.id, one.act, one.at, one.reason, one.decay, one.reverses, tuple(changes))
        for one, changes in points.every(tx, guild_id)
    )
    items = loot_items.every(tx, guild_id)
    owned: dict[int, list[Character]] = {}
    for raider in raiders.of_guild(tx, guild_id):
        owned.setdefault(raider.member_id, []).append(Character(raider.name, raider.main))
    touched = {change.member_id for deed in deeds for change in deed.changes}
    touched |= {item.member_id for item in items} | owned.keys()
    users = members.users(tx, touched)
    owners = tuple(Owner(one, users.get(one), tuple(owned.get(one, ()))) for one in sorted(touched))
    prizes = tuple(_prize(item) for item in items)
    return Book(guild_id, system_of(tx, guild_id).name, owners, deeds, prizes)


def _prize(item: Item) -> Prize:
    own = ("batch", "member", "source")
    told: dict[str, Any] = {name: getattr(item, name) for name in Prize.__slots__ if name not in own}
    return Prize(batch=item.batch_id, member=item.member_id, source=item.source.value, **told)
