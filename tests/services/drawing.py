"""A house that draws: its clock, a beacon on this machine, and a Discord that keeps what is posted."""

import json
import shutil
import subprocess
import sys
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection

import fairness
from clients.beacon import Relays
from clients.hiscores import Hiscores
from clients.outside import Outside
from clients.wise_old_man import WiseOldMan
from domain.draws import KEYS_POST, POSTS, DrawState
from domain.guild import DRAWS_MODE
from domain.notices import Notice
from domain.people import Actor
from fairness import persons
from fairness.beacon import QUICKNET, Chain
from fairness.checks import DISCORD_EPOCH
from fairness.local_beacon import LocalBeacon
from fairness.protocol import Claim, Kind
from playground.beacon import DemoBeacon, answer
from services.desk import Desk
from services.draws import Plan, Seen
from services.guildhall import Guildhall
from services.notices import Posted, Undeliverable
from storage import audit, draw_entries, draws, members, settings
from storage.draws import Record
from tests.fairness.proofs import ROUNDS
from tests.services.conftest import GUILD, Clock

CHANNEL = 303
STEPS = tuple(event.name for event in POSTS if event is not KEYS_POST)
RULES = "A bond.\nEach of 100 kc ≥ one entry."


LOCAL = LocalBeacon.started(b"services", genesis=1_690_000_000)
SECRET = b"the installation's secret"


@dataclass
class PostOffice:
    """Discord: keeps what it takes; a message's id carries the clock's time. `trouble` is what it raises instead."""

    clock: Clock
    posted: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list[tuple[str, Mapping[str, Any]]])
    where: list[int] = field(default_factory=list[int])
    trouble: Exception | None = None

    async def post(self, notice: Notice, channel_id: int) -> Posted:
        """To a channel."""
        if self.trouble:
            raise self.trouble
        self.posted.append((notice.event, notice.facts))
        self.where.append(channel_id)
        ms = int(self.clock().timestamp() * 1000) - DISCORD_EPOCH
        return Posted(channel_id, (ms << 22) + len(self.posted))

    async def hook(self, notice: Notice, url: str) -> Posted:
        """Nothing here goes through a webhook."""
        raise AssertionError(url)

    def told(self, name: str) -> list[tuple[Mapping[str, Any], int]]:
        """What an event told, and in which channels."""
        return [(facts, where) for (event, facts), where in zip(self.posted, self.where, strict=True) if event == name]

    def events(self, *names: str) -> list[str]:
        """What was posted, in order; only those events where some are named."""
        return [event for event, _ in self.posted if not names or event in names]


@dataclass
class House:
    """The services with all that they need; `beacon` is the relay that they ask."""

    desk: Desk
    clock: Clock
    hall: Guildhall
    office: PostOffice
    beacon: DemoBeacon

    async def commit(
        self, kind: Kind = Kind.CONTEST, *, winners: int = 1, sealed: bool = False, channel_id: int = CHANNEL
    ) -> Record:
        """Publish a draw, and let its commitment be posted."""
        now = self.clock()
        plan = Plan(kind, "The long night ✓", now, winners, RULES, channel_id)

        def work(tx: Connection) -> Record:
            settings.put(tx, GUILD, DRAWS_MODE.name, "sealed" if sealed else "beacon", by=None, at=now)
            return self.hall.draws.steps.commit(tx, GUILD, plan, by=None, now=now)

        record = await self.desk.db.write(work)
        await self.hall.notices.deliver()
        return await self.record(record.id)

    async def lock(self, record: Record, people: Sequence[str] | int = 5, *, evidence: str = "…") -> Record:
        """Close the entries, two for the first person, and let the list be posted."""
        whose = [f"discord:{9000 + one}" for one in range(people)] if isinstance(people, int) else list(people)
        evidence = evidence if record.draw.kind is Kind.CONTEST else ""
        claims = [
            Claim(who, 1, f"{evidence} {place}" if evidence else "") for place, who in enumerate([*whose, whose[0]])
        ]
        now = self.clock()

        def work(tx: Connection) -> Record:
            known = {
                who: members.ensure(tx, GUILD, int(who.removeprefix("discord:")), now).id
                for who in whose
                if who.startswith("discord:")
            }
            return self.hall.draws.steps.lock(tx, record.id, claims, known, now)

        await self.desk.db.write(work)
        await self.hall.notices.deliver()
        return await self.record(record.id)

    async def call(self, record: Record, *, deliver: bool = True) -> Record:
        """Run the draw, and let the call be posted."""
        now = self.clock()
        await self.desk.db.write(lambda tx: self.hall.draws.steps.call(tx, record.id, by=None, now=now))
        if deliver:
            await self.hall.notices.deliver()
        return await self.record(record.id)

    async def void(self, record: Record, position: int, reason: str, *, by: int) -> None:
        """Pass a winner over."""
        now = self.clock()
        await self.desk.db.write(lambda tx: self.hall.draws.steps.void(tx, record.id, position, reason, by=by, now=now))

    async def cancel(self, record: Record) -> None:
        """Call it off."""
        now = self.clock()
        await self.desk.db.write(lambda tx: self.hall.draws.steps.cancel(tx, record.id, by=None, why="test", now=now))

    async def called(self, **options: Any) -> Record:
        """A draw with five people that waits for its round."""
        return await self.call(await self.lock(await self.commit(**options)))

    async def drawn(self, **options: Any) -> Record:
        """A draw with five people that is over."""
        record = await self.called(**options)
        self.clock.advance(seconds=20)
        await self.hall.draws.due()
        record = await self.record(record.id)
        assert record.state is DrawState.SETTLED
        return record

    async def record(self, draw_id: int) -> Record:
        """The draw as the books have it now."""
        return await self.desk.db.read(lambda tx: draws.by_id(tx, draw_id))

    async def seen(self, record: Record) -> Seen:
        """The draw as people see it now."""
        return await self.hall.draws.seen_by_id(GUILD, record.id)

    async def entries(self, record: Record) -> Sequence[Any]:
        """Its leaves."""
        return await self.desk.db.read(lambda tx: draw_entries.of(tx, record.id))

    async def proof(self, record: Record) -> dict[str, Any]:
        """Its proof, as a stranger reads it."""
        return cast("dict[str, Any]", json.loads(await self.hall.draws.proof_at(record.address)))

    async def log(self) -> list[str]:
        """The kinds of acts in the log, oldest first."""
        entries = await self.desk.db.read(lambda tx: audit.page(tx, GUILD, kind=None, limit=99, offset=0))
        return [entry.kind for entry in entries[::-1]]

    def real_round(self, round_: int) -> None:
        """It is 16 s before a round of quicknet that the beacon's relay knows, as it was."""
        self.clock.now = self.clock.now.fromtimestamp(QUICKNET.time(round_) - 16, self.clock.now.tzinfo)
        self.beacon.always(str(round_), answer(round_, bytes.fromhex(ROUNDS[round_])))


@asynccontextmanager
async def open_house(desk: Desk, clock: Clock, chain: Chain = LOCAL.chain) -> AsyncGenerator[House]:
    """A house on that desk whose draws name that chain; the beacon answers for the local one."""
    async with DemoBeacon(LOCAL, clock=clock) as beacon:
        hall = new_hall(desk, chain, beacon)
        office = PostOffice(clock)
        hall.notices.courier = office
        yield House(desk, clock, hall, office, beacon)
        await hall.close()


def new_hall(
    desk: Desk, chain: Chain, beacon: DemoBeacon, secret: bytes = SECRET, *, patience: float = 0.3
) -> Guildhall:
    """The services as they begin, with nothing in mind that is not in the books; `patience` in seconds with relays."""
    outside = Outside(
        lambda: Hiscores("http://127.0.0.1:1", None, "tests", clock=desk.clock),
        lambda: WiseOldMan("http://127.0.0.1:1", "", "tests", clock=desk.clock),
        lambda: Relays(
            [beacon.url], chain, "tests", clock=desk.clock, total_timeout=patience, rest=0.001, longest_rest=0.002
        ),
    )
    return Guildhall(desk, outside, lambda: secret)


def tampered(tx: Connection, change: str) -> None:
    """Change what is kept, as whoever holds the database can: without the triggers that refuse it."""
    for (name,) in tx.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
        tx.exec_driver_sql(f'DROP TRIGGER "{name}"')
    tx.exec_driver_sql(change)


def signature(record: Record) -> str:
    """What the local beacon says of the round that a draw waits for."""
    assert record.call is not None
    return LOCAL.sign(record.call.round).hex()


def actor(user_id: int = 9003) -> Actor:
    """A member without any role."""
    return Actor(GUILD, user_id, frozenset(), manages_guild=False)


def who(user_id: int) -> str:
    """A member as an entry names them."""
    return persons.member(user_id)


def alone(proof: bytes, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """What `python -m fairness` says of a proof where there is nothing else of the project."""
    source = Path(fairness.__file__).parent
    shutil.copytree(source, folder / "fairness", ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    (folder / "proof.json").write_bytes(proof)
    command = [sys.executable, "-m", "fairness", *options, "proof.json"]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=60)


GONE = Undeliverable("delivery.no_channel", final=True)
AWAY = Undeliverable("delivery.unreachable", final=False)
