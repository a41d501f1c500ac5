"""Draws as the house offers them: taking steps, looking, pasting a round, and letting anybody check."""

import asyncio
from collections.abc import Sequence

from sqlalchemy import Connection

from clients.outside import Outside
from domain.draws import DrawState
from domain.errors import Conflict, NotFound
from domain.pages import turned_to
from domain.people import Actor
from fairness import form, persons, verify
from fairness.beacon import Chain
from fairness.checks import Trust
from fairness.proof import Position, Proof
from fairness.protocol import Entry, Kind
from fairness.verify import Verification
from services.desk import Desk
from services.draws.keys import Keys
from services.draws.means import Means, Mismatch, proof_of
from services.draws.seen import Line, Page, Seen
from services.draws.settling import Settled, Settling
from services.draws.steps import Steps
from storage import draw_entries, draws, epochs
from storage.draws import Record

PAGE = 8


class Draws:
    """Everything about draws that is the same for contests, pots and ties."""

    def __init__(self, desk: Desk, outside: Outside, keys: Keys) -> None:
        self._desk = desk
        self._outside = outside
        self._means = Means(outside.relays.chain, keys)
        self._settling = Settling(desk, outside, self._means)
        self._checking = asyncio.Semaphore(1)
        self.steps = Steps(desk, keys, self.chain)

    @property
    def chain(self) -> Chain:
        """The beacon chain that new draws name."""
        return self._means.chain

    @property
    def relays(self) -> tuple[str, ...]:
        """The addresses at which that chain's rounds are to be had."""
        return self._outside.relays.urls

    @property
    def trust(self) -> Trust:
        """What this house vouches for: its own keys, and its own chain where that is a test chain."""
        return self._means.trust

    def when_settled(self, kind: Kind, follow: Settled) -> None:
        """Let a feature act on its draws' outcomes."""
        self._settling.when_settled(kind, follow)

    def when_silent(self, kind: Kind, follow: Settled) -> None:
        """Let a feature give its draws up when no round came for a day."""
        self._settling.when_silent(kind, follow)

    async def due(self) -> None:
        """Settle every called draw whose round is out, and post again what could not be posted."""
        await self._settling.due()

    async def paste(self, actor: Actor, draw_id: int, text: str) -> Seen:
        """Take a round's signature from a member when no relay gives it; see `Settling.paste` for what it raises."""
        record = await self._settling.paste(actor, draw_id, text)
        return await self.seen_by_id(actor.guild_id, record.id)

    async def mismatched(self, draw_id: int, problem: Mismatch) -> Conflict:
        """A step raised that: tell the officers, once; returns the refusal for whoever asked for it."""
        record = await self._desk.db.read(lambda tx: draws.by_id(tx, draw_id))
        return await self._settling.mismatched(record, problem)

    async def seen(self, guild_id: int, number: int) -> Seen:
        """The guild's draw of that number; raises `NotFound`."""

        def work(tx: Connection) -> Seen:
            record = draws.by_number(tx, guild_id, number)
            if record is None:
                raise NotFound("draw.unknown", draw=number)
            return self.see(tx, record)

        return await self._desk.db.read(work)

    async def seen_by_id(self, guild_id: int, draw_id: int) -> Seen:
        """The draw of that id as it stands; raises `NotFound`."""

        def work(tx: Connection) -> Seen:
            return self.see(tx, _find(tx, guild_id, draw_id))

        return await self._desk.db.read(work)

    async def page(self, guild_id: int, page: int, size: int = PAGE) -> Page:
        """One page of the guild's draws; a page out of range is the nearest there is."""

        def work(tx: Connection) -> Page:
            total = draws.count(tx, guild_id)
            at, pages = turned_to(page, total, size)
            shown = draws.page(tx, guild_id, limit=size, offset=(at - 1) * size)
            highest, restored = draws.highest_number(tx, guild_id), epochs.of_guild(tx, guild_id)
            seen = tuple(self.see(tx, record) for record in shown)
            return Page(seen, at, pages, total, highest, tuple(restored))

        return await self._desk.db.read(work)

    async def entry_list(self, guild_id: int, draw_id: int) -> Sequence[Entry]:
        """The leaves of a locked draw, in order; raises `NotFound`."""

        def work(tx: Connection) -> Sequence[Entry]:
            return draw_entries.of(tx, _find(tx, guild_id, draw_id).id)

        return await self._desk.db.read(work)

    async def lines_of(self, actor: Actor, draw_id: int) -> tuple[Seen, list[Line]]:
        """The draw, and the actor's own lines in its posted entry list; raises `NotFound`."""

        def work(tx: Connection) -> tuple[Seen, list[Line]]:
            record = _find(tx, actor.guild_id, draw_id)
            mine = draw_entries.lines_of(tx, record.id, persons.member(actor.user_id))
            return self.see(tx, record), [Line(place + 1, entry) for place, entry in mine]

        return await self._desk.db.read(work)

    async def proof_at(self, address: str) -> bytes:
        """The `proof.json` behind an address; raises `NotFound` while there is none."""

        def work(tx: Connection) -> Proof:
            record = draws.by_address(tx, address)
            if record is None or record.state is not DrawState.SETTLED:
                raise NotFound("draw.no_proof")
            return _proof(tx, record)

        proof = await self._desk.db.read(work)
        return await asyncio.to_thread(form.write, proof)

    async def proof_of(self, guild_id: int, number: int) -> bytes:
        """The `proof.json` of a settled draw; raises `NotFound` and `Conflict` (not drawn)."""
        found = await self.seen(guild_id, number)
        if found.record.state is not DrawState.SETTLED:
            raise Conflict("draw.not_drawn", draw=number)
        return await self.proof_at(found.record.address)

    async def check(self, data: bytes) -> Verification:
        """Check a proof, whosever it is, as a stranger would; never raises for what is in it."""
        async with self._checking:  # a large one takes a second of this machine
            return await asyncio.to_thread(verify.verify, data, self.trust)

    def verify(self, tx: Connection, record: Record) -> None:
        """Check a settled draw as it is kept, as a stranger would; raises `Mismatch` when its proof is rejected."""
        self._means.refuse_broken(_proof(tx, record))

    def see(self, tx: Connection, record: Record) -> Seen:
        """A draw with what people ask about it."""
        entries, tickets, people = draw_entries.size(tx, record.id)
        places = tuple(draw_entries.places(tx, record.id))
        return Seen(record, entries, tickets, people, places, self._means.round_at(record))


def _proof(tx: Connection, record: Record) -> Proof:
    places = draw_entries.places(tx, record.id)
    positions = (Position(place.position, place.pick, place.void) for place in places)
    return proof_of(record, draw_entries.of(tx, record.id), positions)


def _find(tx: Connection, guild_id: int, draw_id: int) -> Record:
    record = draws.find(tx, guild_id, draw_id)
    if record is None:
        raise NotFound("draw.gone")
    return record
