"""The books are added up once a day: silence when they fit, officers and the log told of whatever does not."""

import json
import logging
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from domain.ledger import Rule
from domain.ledger_events import BOOKS_BROKEN
from domain.people import Actor
from services.desk import Desk
from services.wallet import Wallets
from storage import ledger_check
from tests.services.banking import ELSEWHERE, MARA, granted, rows
from tests.services.conftest import GUILD, Clock


@pytest.fixture
def wallets(desk: Desk) -> Wallets:
    """The service in a guild with a leaders' role."""
    return Wallets(desk)


def tamper(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            assert connection.execute(statement).rowcount > 0, statement


async def told(desk: Desk) -> list[tuple[int, dict[str, int]]]:
    """Which guilds are told of which rules, in order."""
    found = await rows(desk, f"SELECT guild_id, facts FROM outbox WHERE event = '{BOOKS_BROKEN.name}' ORDER BY id")
    return [(guild_id, json.loads(facts)["rules"]) for guild_id, facts in found]


async def two_guilds(wallets: Wallets, leader: Actor) -> None:
    await granted(wallets, leader, MARA, 500, 1)
    elsewhere = Actor(ELSEWHERE, 9999, frozenset(), manages_guild=True)
    await granted(wallets, elsewhere, MARA, 500, 1)


async def test_books_that_add_up_are_passed_over_in_silence(
    wallets: Wallets, desk: Desk, leader: Actor, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.INFO)
    await two_guilds(wallets, leader)
    await wallets.check_books()
    assert await told(desk) == []
    assert caplog.records == []


async def test_officers_and_the_log_are_told_of_what_does_not_add_up(
    wallets: Wallets, desk: Desk, leader: Actor, path: Path, caplog: pytest.LogCaptureFixture
):
    await two_guilds(wallets, leader)
    tamper(path, f"UPDATE accounts SET balance = balance + 1 WHERE guild_id = {GUILD} AND kind = 'wallet'")
    await wallets.check_books()
    assert await told(desk) == [(GUILD, {Rule.ACCOUNT: 1, Rule.CIRCULATION: 1})]
    assert [(one.levelname, one.message) for one in caplog.records] == [("ERROR", "the ledger does not add up")] * 2
    said = vars(caplog.records[0])
    assert (said["rule"], said["guild"], said["found"], said["expected"]) == ("account", GUILD, 501, 500)


async def test_every_guild_is_told_of_what_cannot_be_laid_at_anybody_s_door(
    wallets: Wallets, desk: Desk, leader: Actor, path: Path
):
    await two_guilds(wallets, leader)
    gone = f"(SELECT id FROM transactions WHERE guild_id = {ELSEWHERE})"
    orphans = f"DELETE FROM transactions WHERE id = {gone}"
    nobody = f"DELETE FROM accounts WHERE guild_id = {ELSEWHERE} AND kind = 'wallet'"
    tamper(path, orphans, nobody)
    await wallets.check_books()
    assert await told(desk) == [
        (GUILD, {Rule.MIXED: 1}),
        (ELSEWHERE, {Rule.MIXED: 2, Rule.CIRCULATION: 1}),
    ]


async def test_it_is_told_once_a_day_for_as_long_as_it_lasts(
    wallets: Wallets, desk: Desk, leader: Actor, clock: Clock, path: Path
):
    await two_guilds(wallets, leader)
    tamper(path, "UPDATE postings SET after = after + 1 WHERE transaction_id = 1 AND account_id = 2")
    for _ in range(3):
        await wallets.check_books()
        clock.advance(hours=3)
    assert len(await told(desk)) == 1
    clock.advance(hours=3)
    assert f"{clock():%d %H}" == "21 00"
    await Wallets(desk).check_books()
    assert len(await told(desk)) == 2, "a new day, and a bot that was started anew"
    await Wallets(desk).check_books()
    assert len(await told(desk)) == 2


async def test_they_are_added_up_once_a_day_and_no_more(
    wallets: Wallets, desk: Desk, leader: Actor, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    looked: list[str] = []

    def count(tx: Connection) -> list[Any]:
        looked.append("once")
        return []

    monkeypatch.setattr(ledger_check, "check", count)
    for _ in range(4):
        await wallets.check_books()
    assert len(looked) == 1
    clock.advance(days=1)
    await wallets.check_books()
    assert len(looked) == 2
