"""Moving in: importing an addon's whole export, from the file to the books."""

import asyncio
import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.figures import Amount, Benchmark, Figure, Sense
from benchmarks.measuring import folder
from domain.loot_rows import decode, read, recognise
from domain.people import Actor
from services.desk import Desk
from services.loot.books import Books
from services.loot.moving import Moving
from storage import loot_items, members, migrations
from storage.engine import Database

GUILD: Final = 772_000_000_000_000_006
NOW: Final = datetime(2026, 11, 20, 6, tzinfo=UTC)
HEADER: Final = (
    "player,date,time,id,item,itemID,itemString,response,votes,class,instance,boss,difficultyID,mapID,groupSize,"
    "gear1,gear2,responseID,isAwardReason,subType,equipLoc,note,owner"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """How many rows of how many raiders, and how often."""

    rows: int = 5000
    raiders: int = 120
    turns: int = 5


def run(plan: Plan) -> list[Figure]:
    data = export(plan)
    times: list[float] = []
    floors: list[float] = []
    for _ in range(plan.turns):
        with folder() as place:
            floors.append(_parsed(data))
            times.append(asyncio.run(_imported(place, data, plan)))
    return [
        Figure(
            f"importing {plan.rows:,} rows of RCLootCouncil",
            Amount(median(times), "s"),
            Amount(median(floors), "s"),
            "reading the file alone, once",
            Sense.AT_MOST,
            2,
            f"median of {plan.turns} into a fresh database: preview and Import, {plan.raiders} raiders nobody linked",
        )
    ]


def export(plan: Plan) -> bytes:
    """An export as the addon writes it."""
    dice = random.Random(5)
    lines = [HEADER]
    for number in range(plan.rows):
        who = f"Raider{dice.randrange(plan.raiders):03}".translate(str.maketrans("0123456789", "abcdefghij"))
        note = f'"for the set, piece {number % 4}"' if number % 3 == 0 else ""
        lines.append(
            f"{who}-Stormrage,15/11/21,21:22:25,{1_637_000_000 + number}-{number % 9},[Blade {number % 400}],"
            f"{19000 + number % 400},item:1,Mainspec/Need,3,WARRIOR,Core,Ragnaros,4,409,40,,,1,false,Sword,INV,{note},X"
        )
    return "\n".join(lines).encode()


def _parsed(data: bytes) -> float:
    begun = time.perf_counter()
    text = decode(data)
    read(text, recognise(text))
    return time.perf_counter() - begun


async def _imported(place: Path, data: bytes, plan: Plan) -> float:
    url = f"sqlite:///{place / 'guildhall.db'}"
    await asyncio.to_thread(migrations.upgrade, url)
    db = Database(url)
    await db.open()
    desk = Desk(db, lambda: NOW, random.Random(6).randbytes)
    moving = Moving(desk, Books(desk.entropy, lambda _guild, _members: None))
    officer = Actor(GUILD, 1, frozenset(), manages_guild=True)
    await db.write(lambda tx: members.enter_guild(tx, GUILD, NOW))
    begun = time.perf_counter()
    draft = (await moving.preview(officer, data)).draft
    assert draft is not None
    done = await moving.apply(officer, draft)
    took = time.perf_counter() - begun
    kept = await db.read(lambda tx: loot_items.count(tx, GUILD))
    await db.close()
    if (done.items, kept) != (plan.rows, plan.rows):
        raise AssertionError(f"{done}, {kept} kept")
    return took


FULL: Final = Plan()
TINY: Final = Plan(rows=40, raiders=5, turns=1)

BENCHMARK: Final = Benchmark("moving", "importing an addon's whole export", partial(run, FULL), partial(run, TINY))
