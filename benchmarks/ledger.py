"""Re-adding a ledger: how long the check of the books takes on a million postings.

The books are written in bulk into a migrated database, its triggers on: members are granted credits and put them into
pots, most of which are won by now. The check is timed as the daily job awaits it, through the reader; the floor is its
own statements on raw sqlite3. The pages are warm.
"""

import asyncio
import random
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Final, cast

from sqlalchemy import Connection, event

from benchmarks.figures import Amount, Benchmark, Figure, Sense
from benchmarks.measuring import folder, in_turns
from domain.pots import Terms
from fairness import protocol
from fairness.protocol import Draw, Kind, Mode
from storage import draws, ledger_check, members, migrations, pots
from storage.engine import Database, writing

GUILD: Final = 772_000_000_000_000_005
NOW: Final = datetime(2026, 11, 20, 6, tzinfo=UTC)

_PURSE: Final = 10_000_000
_COST: Final = 10
_MOST: Final = 5
_MINT: Final = 1
_SECRET: Final = bytes(32)

Statement = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """How many postings, by how many members in how many pots, and how often they are added up."""

    postings: int = 1_000_000
    members: int = 500
    pots: int = 200
    turns: int = 5


def run(plan: Plan) -> list[Figure]:
    with folder() as place:
        path = write(place / "books.db", plan)
        statements = _recorded(path)

        def raw(_number: int) -> float:
            return _replayed(path, statements)

        def ours(_number: int) -> float:
            return asyncio.run(_added_up(path))

        raw(0)
        pairs = in_turns(plan.turns, raw, ours)
    return [
        Figure(
            f"re-adding a ledger of {plan.postings:,} postings",
            Amount(median(mine for _, mine in pairs), "s"),
            Amount(median(theirs for theirs, _ in pairs), "s"),
            "its statements on raw sqlite3",
            Sense.AT_MOST,
            5,
            f"median of {plan.turns} turns with raw, pages warm, {plan.members} members and {plan.pots} pots: "
            "await db.read(check), as the daily job and bot.py check do",
        )
    ]


def write(path: Path, plan: Plan) -> Path:
    """Make the books; the same plan always makes the same rows."""
    migrations.upgrade(f"sqlite:///{path}")
    engine = writing(path)
    with engine.begin() as tx:
        _Books(tx, plan).write()
    engine.dispose()
    with closing(sqlite3.connect(path)) as connection:
        (found,) = connection.execute("SELECT count(*) FROM postings").fetchone()
        if found != plan.postings:
            raise AssertionError(f"{found} postings were written, not {plan.postings}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


class _Books:
    """A guild that plays: the accounts are the mint, a wallet a member and an escrow a pot."""

    def __init__(self, tx: Connection, plan: Plan) -> None:
        self._tx = tx
        self._plan = plan
        self._dice = random.Random(4)
        self._members = [members.ensure(tx, GUILD, 1000 + number, NOW).id for number in range(plan.members)]
        self._pots = [self._open(number) for number in range(plan.pots)]
        accounts = ["mint", *self._members, *self._pots]
        self._balances = [0] * (len(accounts) + 1)
        self._wallets = {member: _MINT + place for place, member in enumerate(self._members, 1)}
        self._escrows = {pot: _MINT + plan.members + place for place, pot in enumerate(self._pots, 1)}
        self._transactions: list[tuple[Any, ...]] = []
        self._postings: list[tuple[int, int, int, int]] = []
        self._stakes: list[tuple[Any, ...]] = []
        self._sold: dict[int, list[int]] = {}

    def write(self) -> None:
        """Grants, then one pot after the other; the last of them stays open."""
        for member in self._members:
            self._move("grant", _MINT, self._wallets[member], _PURSE)
        left = self._plan.postings // 2 - self._plan.members - (self._plan.pots - 1)
        won: list[tuple[int, int, int]] = []
        for place, pot in enumerate(self._pots, 1):
            many = left * place // self._plan.pots - left * (place - 1) // self._plan.pots
            players = [self._stake(pot) for _ in range(many)]
            if place < self._plan.pots:
                winner, payout = self._dice.choice(players), self._balances[self._escrows[pot]]
                self._move("payout", self._escrows[pot], self._wallets[winner], payout, pot=pot)
                won.append((pot, winner, payout))
        self._save()
        for pot, winner, payout in won:
            pots.lock(self._tx, pot, NOW)
            pots.settling(self._tx, pot)
            pots.settled(self._tx, pot, winner=winner, payout=payout, at=NOW)

    def _open(self, number: int) -> int:
        plan = Draw(GUILD, number + 1, Kind.POT, f"Pot {number}", 1_800_000_000, 1, Mode.SEALED, b"", "One wins.")
        address, commitment = f"{number:064x}", protocol.commit(plan, _SECRET)
        draw_id = draws.commit(self._tx, plan, _SECRET, commitment, address=address, channel_id=1, now=NOW)
        terms = Terms(f"Pot {number}", _COST, 1_000_000, 999_999, repeat=False)
        return pots.open_pot(self._tx, GUILD, terms, draw_id=draw_id, channel_id=1, by=None, closes_at=NOW, now=NOW)

    def _stake(self, pot: int) -> int:
        member, tickets = self._dice.choice(self._members), self._dice.randint(1, _MOST)
        stake = len(self._stakes) + 1
        self._stakes.append((stake, pot, member, f"key {stake}", tickets, tickets * _COST))
        self._sold.setdefault(pot, []).append(tickets)
        self._move("stake", self._wallets[member], self._escrows[pot], tickets * _COST, pot=pot, member=member)
        return member

    def _move(
        self, act: str, source: int, target: int, amount: int, *, pot: int | None = None, member: int | None = None
    ) -> None:
        number = len(self._transactions) + 1
        self._transactions.append((number, f"{act}:{number}", act, member, pot))
        for account, moved in ((source, -amount), (target, amount)):
            self._balances[account] += moved
            self._postings.append((number, account, moved, self._balances[account]))

    def _save(self) -> None:
        at = int(NOW.timestamp()) * 1_000_000
        driver = cast(sqlite3.Connection, self._tx.connection.driver_connection)
        owners = [(_MINT, "mint", None, None), *((self._wallets[one], "wallet", one, None) for one in self._members)]
        owners += [(self._escrows[one], "escrow", None, one) for one in self._pots]
        driver.executemany(
            "INSERT INTO accounts (id, guild_id, credit, kind, member_id, pot_id, balance)"
            f" VALUES (?, {GUILD}, 'credit', ?, ?, ?, ?)",
            ((*owner, self._balances[owner[0]]) for owner in owners),
        )
        driver.executemany(
            "INSERT INTO transactions (id, guild_id, key, act, credit, actor, pot_id, at, note)"
            f" VALUES (?, {GUILD}, ?, ?, 'credit', ?, ?, {at}, '')",
            self._transactions,
        )
        driver.executemany(
            "INSERT INTO postings (transaction_id, account_id, amount, after) VALUES (?, ?, ?, ?)", self._postings
        )
        driver.executemany(
            "INSERT INTO pot_stakes (id, pot_id, member_id, key, tickets, paid, at, state)"
            f" VALUES (?, ?, ?, ?, ?, ?, {at}, 'live')",
            self._stakes,
        )
        for pot, tickets in self._sold.items():
            pots.sell(self._tx, pot, sum(tickets), newcomers=1)


def _recorded(path: Path) -> list[Statement]:
    """What one check asks the driver."""
    seen: list[Statement] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        seen.append((statement, parameters))

    engine = writing(path)
    event.listen(engine, "before_cursor_execute", note)
    with engine.connect() as connection, connection.begin():
        _expect_none(ledger_check.check(connection))
    engine.dispose()
    return [one for one in seen if one[0].startswith("SELECT")]


def _replayed(path: Path, statements: Sequence[Statement]) -> float:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA cache_size=-16000")
        begun = time.perf_counter()
        for statement, parameters in statements:
            raw.execute(statement, parameters).fetchall()
        return time.perf_counter() - begun


async def _added_up(path: Path) -> float:
    db = Database(f"sqlite:///{path}")
    await db.open()
    begun = time.perf_counter()
    faults = await db.read(ledger_check.check)
    seconds = time.perf_counter() - begun
    await db.close()
    _expect_none(faults)
    return seconds


def _expect_none(faults: Sequence[object]) -> None:
    if faults:
        raise AssertionError(f"the books were written wrong: {faults[:3]}")


FULL: Final = Plan()
TINY: Final = Plan(postings=4000, members=20, pots=5, turns=2)

BENCHMARK: Final = Benchmark(
    "ledger", "adding a ledger of a million postings up again", partial(run, FULL), partial(run, TINY)
)
