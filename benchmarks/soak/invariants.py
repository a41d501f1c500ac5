"""What has to be true of the books however the bot ended, in plain SQL that knows nothing of its own checks."""

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any, Final

SUMS: Final[dict[str, str]] = {
    "a transaction does not sum to 0": """
        SELECT transaction_id, sum(amount), count(*) FROM postings GROUP BY transaction_id
        HAVING sum(amount) != 0 OR count(*) < 2""",
    "a transaction has no postings": """
        SELECT id FROM transactions WHERE id NOT IN (SELECT transaction_id FROM postings)""",
    "an account is not the sum of its postings": """
        SELECT a.id, a.balance, coalesce(sum(p.amount), 0) FROM accounts a LEFT JOIN postings p ON p.account_id = a.id
        GROUP BY a.id HAVING a.balance != coalesce(sum(p.amount), 0)""",
    "a wallet or an escrow is below zero": """
        SELECT id, kind, balance FROM accounts WHERE kind != 'mint' AND balance < 0""",
    "an escrow is not what is staked": """
        SELECT pots.id, pots.state, coalesce(held.balance, 0), coalesce(live.paid, 0) FROM pots
        LEFT JOIN accounts held ON held.pot_id = pots.id AND held.kind = 'escrow'
        LEFT JOIN (SELECT pot_id, sum(paid) AS paid FROM pot_stakes WHERE state = 'live' GROUP BY pot_id) live
            ON live.pot_id = pots.id
        WHERE coalesce(held.balance, 0) != coalesce(live.paid, 0)""",
    "a pot that is over holds credits": """
        SELECT pots.id, pots.state, balance FROM pots JOIN accounts ON accounts.pot_id = pots.id
        WHERE pots.state IN ('settled', 'cancelled') AND balance != 0""",
    "a pot was paid twice": """
        SELECT pot_id, count(*) FROM transactions WHERE act = 'payout' GROUP BY pot_id HAVING count(*) > 1""",
    "a pot with a winner was not paid": """
        SELECT id, payout FROM pots WHERE state = 'settled' AND winner_id IS NOT NULL AND payout > 0
        AND id NOT IN (SELECT pot_id FROM transactions WHERE act = 'payout')""",
    "a pot was paid that has no winner": """
        SELECT pot_id FROM transactions WHERE act = 'payout'
        AND pot_id NOT IN (SELECT id FROM pots WHERE state = 'settled' AND winner_id IS NOT NULL)""",
    "points are not the sum of their lines": """
        SELECT b.member_id, b.pool, b.balance, coalesce(sum(e.delta), 0) FROM point_balances b
        LEFT JOIN point_entries e ON e.member_id = b.member_id AND e.pool = b.pool
        GROUP BY b.member_id, b.pool HAVING b.balance != coalesce(sum(e.delta), 0)""",
    "a line of points does not follow from the one before": """
        SELECT id FROM (SELECT id, "after" - delta AS had,
            lag("after", 1, 0) OVER (PARTITION BY member_id, pool ORDER BY id) AS before FROM point_entries)
        WHERE had != before""",
    "a raid paid somebody twice": """
        SELECT guild_id, code, fight, member_id, kind, count(*) FROM raid_payments WHERE taken_at IS NULL
        GROUP BY guild_id, code, fight, member_id, kind, pool HAVING count(*) > 1""",
    "an auction was not charged once": """
        SELECT auctions.id, count(point_batches.id) FROM auctions LEFT JOIN point_batches ON point_batches.id = batch_id
        WHERE state = 'sold' GROUP BY auctions.id HAVING count(point_batches.id) != 1""",
    "draws are not numbered without a gap": """
        SELECT guild_id, count(*), max(number) FROM draws GROUP BY guild_id
        HAVING count(*) != max(number) OR count(DISTINCT number) != count(*)""",
    "a decision has more winners than awards": """
        SELECT decision_id, count(*), count(DISTINCT number) FROM decision_awards GROUP BY decision_id
        HAVING count(*) != count(DISTINCT number)""",
}
"""By what is wrong where a query finds anything."""

_MICRO: Final = 1_000_000
_GRACE: Final = 600
OVERDUE: Final[dict[str, str]] = {
    "a notice waits": "SELECT id, event, attempts, error FROM outbox WHERE state = 'pending' AND due_at < :micros",
    "a pot is open after its end": """
        SELECT id FROM pots WHERE state = 'open' AND closes_at < :micros AND paused IS NULL""",
    "a locked pot is not drawn": """
        SELECT id, draw_id FROM pots WHERE state IN ('locked', 'settling') AND locked_at < :micros""",
    "an auction is open after its end": "SELECT id FROM auctions WHERE state = 'open' AND closes_at < :micros",
    "a roll is not over": "SELECT id FROM auctions WHERE state = 'rolling' AND closes_at < :micros",
    "a decision is open after its end": """
        SELECT id FROM decisions WHERE state = 'open' AND closed_at IS NULL AND closes_at < :micros""",
    "a called draw is not settled": "SELECT id, number FROM draws WHERE state = 'called' AND called_at < :millis",
    "a contest runs after its end": "SELECT id FROM contests WHERE state = 'active' AND ends_at < :micros",
    "a run does not end": "SELECT id, started_at FROM snapshot_runs WHERE state = 'running' AND started_at < :micros",
    "a scheduled run did not begin": "SELECT guild_id FROM clan_schedules WHERE next_run_at < :micros",
    "a request has expired": "SELECT id FROM credit_requests WHERE state = 'waiting' AND expires_at < :micros",
    "a challenge is not completed": """
        SELECT id FROM challenges WHERE published_at IS NOT NULL AND completed_at IS NULL AND cancelled_at IS NULL
        AND ends_at < :micros""",
    "a panel is behind": "SELECT message_id, kind FROM panels WHERE painted < wanted AND due_at < :micros",
}
"""By what is stuck, at a moment that is long over."""


class Chains:
    """The guilds' logs as they were seen last: whatever happens, they only grow."""

    def __init__(self) -> None:
        self._seen: dict[int, tuple[int, bytes]] = {}

    def faults(self, books: sqlite3.Connection) -> Iterator[str]:
        """Logs whose hashes do not hold, or that do not go on from what was seen of them."""
        rows: Any = books.execute("SELECT guild_id, seq, body, previous, hash FROM audit ORDER BY guild_id, seq")
        gone = set(self._seen)
        for guild_id, chain in groupby(rows, key=lambda row: row[0]):
            gone.discard(int(guild_id))
            yield from self._walk(int(guild_id), chain)
        yield from (f"the log of {guild_id} is gone" for guild_id in gone)

    def _walk(self, guild_id: int, chain: Any) -> Iterator[str]:
        last, number = bytes(32), 0
        before, known = self._seen.get(guild_id, (0, b""))
        for number, (_, seq, body, previous, digest) in enumerate(chain, 1):
            tied, parts = last, (b"guildhall/audit/1", last, bytes(body))
            last = sha256(b"".join(struct.pack(">I", len(part)) + part for part in parts)).digest()
            if (seq, tied, last) != (number, previous, digest):
                yield f"the log of {guild_id} is broken at {seq}"
                return
            if number == before and last != known:
                yield f"the log of {guild_id} is not the one that was seen, up to {number}"
        if number < before:
            yield f"the log of {guild_id} had {before} rows and has {number}"
        self._seen[guild_id] = (number, last)


def faults(path: Path, chains: Chains) -> list[str]:
    """Everything that is wrong with the books at `path`, whose bot is not running."""
    with closing(sqlite3.connect(path)) as books:
        found = [f"the file: {row[0]}" for row in books.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"the file: {row} points nowhere" for row in books.execute("PRAGMA foreign_key_check")]
        found += [f"{what}: {row}" for what, sql in SUMS.items() for row in books.execute(sql).fetchmany(5)]
        found += chains.faults(books)
    return found


def overdue(path: Path, now: float) -> list[str]:
    """What should have happened by then; `now` is in seconds since 1970."""
    long_ago = {"micros": int((now - _GRACE) * _MICRO), "millis": int((now - _GRACE) * 1000)}
    with closing(sqlite3.connect(path)) as books:
        return [f"{what}: {row}" for what, sql in OVERDUE.items() for row in books.execute(sql, long_ago).fetchmany(5)]
