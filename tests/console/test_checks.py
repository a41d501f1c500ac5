"""`check`: each subject in good order and in each disorder it names, with what mends it."""

import ast
import asyncio
import os
import re
import shutil
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import discord
import pytest

from clients.outside import Outside
from config import Settings
from console import checks
from console.findings import Finding, State
from console.keeping import safe_of
from console.on_discord import NEEDED
from domain.guild import ANNOUNCEMENTS
from fairness.beacon import QUICKNET
from fairness.local_beacon import LocalBeacon
from playground.beacon import DemoBeacon, Lie
from playground.loopback import WEB_PAGE, broken
from playground.warcraft_logs import CLIENT, SECRET, DemoWarcraftLogs
from playground.wise_old_man import DemoWiseOldMan
from services.backups import LAST_AT, LAST_ERROR
from services.desk import Desk
from services.guildhall import Guildhall
from storage import audit, lock, members, migrations
from storage import settings as stored
from storage.engine import Database
from tests.clients.quick import demo, now
from tests.discord_stub import ALL, APPLICATION, CHANNEL, GUILD, ROLE, ROOT, TOKEN, Stub, stub
from tests.storage.bookkeeping import kept
from tests.storage.pointkeeping import seven_with_points
from tests.storage.test_damage import flip, frame, killed
from web.server import serve

GOOD, DOUBTFUL, BAD = State


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An operator's settings in a folder of their own."""
    monkeypatch.chdir(tmp_path)
    return Settings(data_dir=tmp_path / "data", discord_token=TOKEN, contact="ops@example.org")  # type: ignore[arg-type]


@pytest.fixture
def books(settings: Settings) -> Path:
    """A migrated database."""
    migrations.upgrade(settings.database)
    return settings.data_dir / "guildhall.db"


@pytest.fixture
async def discords(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stub]:
    """A Discord where all is well: one server, every right, commands registered."""
    async with stub() as made:
        monkeypatch.setattr("discord.http.Route.BASE", f"{made.address}/api")
        made.with_guild()
        made.commands = [{"name": "audit", "type": 1, "description": "", "options": []}]
        yield made


def changed(settings: Settings, **values: Any) -> Settings:
    return Settings(**{**settings.model_dump(), **values})


def only(findings: list[Finding], state: State, says: str, fix: str = "") -> None:
    (finding,) = findings
    assert finding.state is state, finding
    assert says in finding.says, finding
    assert fix in finding.fix, finding
    assert bool(finding.fix) is (state is not GOOD), finding


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def overwrite(path: Path, at: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


# --- configuration and key


async def test_a_misspelt_setting_is_pointed_out(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("# a note\nDISCORD_TOKN=x\nexport WEB_POTR = 1\nPATH=/bin\nLOG_LEVEL=INFO\n")
    first, second = await checks.configuration(settings)
    assert str(first) == ("⚠️ Configuration: .env sets DISCORD_TOKN, which is no setting → did you mean DISCORD_TOKEN?")
    assert "WEB_PORT" in second.fix


async def test_an_empty_contact_is_pointed_out(settings: Settings) -> None:
    only(await checks.configuration(changed(settings, contact="")), DOUBTFUL, "CONTACT is empty", ".env")
    only(await checks.configuration(settings), GOOD, "every setting can be used")


async def test_linking_that_is_set_up_by_half_is_pointed_out(settings: Settings) -> None:
    half = changed(settings, discord_client_id="7", public_url="https://bot.example.org")
    only(await checks.configuration(half), DOUBTFUL, "DISCORD_CLIENT_SECRET is empty", "link/done")
    without_pages = changed(settings, discord_client_secret="x", discord_client_id="7", public_url="")
    only(await checks.configuration(without_pages), DOUBTFUL, "PUBLIC_URL is empty", "link/done")
    whole = changed(half, discord_client_secret="x")
    only(await checks.configuration(whole), GOOD, "every setting can be used")


async def test_the_key_in_all_its_states(settings: Settings) -> None:
    path = settings.data_dir / "secret.key"
    only(await checks.secret_key(settings), GOOD, "made at the first start")
    only(await checks.secret_key(changed(settings, secret_key="x" * 20)), GOOD, "SECRET_KEY is set")
    path.parent.mkdir()
    path.touch(mode=0o600)
    only(await checks.secret_key(settings), BAD, "is empty", "backup")
    path.write_text("c0ffee")
    only(await checks.secret_key(settings), GOOD, "is in")
    path.chmod(0o640)
    only(await checks.secret_key(settings), DOUBTFUL, "others on this machine can read", f"chmod 600 {path}")


# --- database


async def test_a_database_that_is_yet_to_be_made(settings: Settings, tmp_path: Path) -> None:
    only(await checks.database(settings), GOOD, "made at the first start")
    assert not settings.data_dir.exists()  # looking makes nothing
    (tmp_path / "file").touch()
    elsewhere = changed(settings, data_dir=tmp_path / "file" / "data")
    only(await checks.database(elsewhere), BAD, "cannot be made", "DATA_DIR")


async def test_a_sound_database(settings: Settings, books: Path) -> None:
    file, log, ledger, _ = await checks.database(settings)
    assert (file.state, log.state, ledger.state) == (GOOD, GOOD, GOOD)
    assert f"revision {migrations.head()}" in file.says


async def test_revisions_that_are_old_and_new(settings: Settings, books: Path) -> None:
    execute(books, "UPDATE alembic_version SET version_num = '0001'")
    only(await checks.database(settings), DOUBTFUL, "revision 0001", "migrate")
    execute(books, "UPDATE alembic_version SET version_num = '9999'")
    only(await checks.database(settings), BAD, "revision 9999", "update the bot")


async def test_damage_of_every_kind(settings: Settings, books: Path) -> None:
    execute(books, "CREATE TABLE orphans (id INTEGER REFERENCES members (id))", "INSERT INTO orphans VALUES (7)")
    only(await checks.database(settings), BAD, "1 rows point nowhere, the first in orphans", "restore")
    overwrite(books, 4096 * 2, b"\xff" * 4096)
    only(await checks.database(settings), BAD, "is damaged", "restore")
    overwrite(books, 0, b"no database " * 1000)
    (finding,) = await checks._guarded("Database", checks.database, settings)
    assert str(finding).startswith("❌ Database: The database is damaged (file is not a database)")


async def test_a_log_that_somebody_changed(settings: Settings, books: Path) -> None:
    db = Database(settings.database)
    await db.open()
    facts = {"setting": "guild.timezone"}
    for _ in range(3):
        await db.write(lambda tx: audit.append(tx, GUILD, "settings.set", actor=None, at=now(), facts=facts))
    await db.close()
    assert [one.state for one in await checks.database(settings)] == [GOOD, GOOD, GOOD, GOOD]
    triggers = [f"DROP TRIGGER {name}" for name in names_of_triggers(books)]
    execute(books, *triggers, "UPDATE audit SET body = replace(body, 'zone', 'xone') WHERE seq = 2")
    _, log, *_ = await checks.database(settings)
    assert (log.state, log.says) == (BAD, f"was changed by hand: row 2 of server {GUILD}")


async def test_a_ledger_that_adds_up(settings: Settings, books: Path) -> None:
    await keep_books(settings)
    _, _, credits_, points_ = await checks.database(settings)
    only([credits_], GOOD, "the credits add up")
    only([points_], GOOD, "the points add up")


MARAS = "(SELECT id FROM accounts WHERE member_id = 1 AND credit = 'credit')"


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE accounts SET balance = 7 WHERE id = {maras}", "account {maras} holds 7, its postings sum to 1100 ("),
        ("UPDATE accounts SET balance = balance + 7 WHERE id = {maras}", "server 77 circulates 7 more than was minted"),
        ("UPDATE accounts SET balance = -1 WHERE id = {maras}", "account {maras} is below zero (-1) (server 77)"),
        ("UPDATE postings SET amount = 0 WHERE transaction_id = 1", "transaction 1 moves an amount that cannot be (0)"),
        (
            "UPDATE postings SET amount = amount + 7 WHERE transaction_id = 1 AND account_id = {maras}",
            "transaction 1 sums to 7, not to 0 (server 77)",
        ),
        ("DELETE FROM postings WHERE transaction_id = 1", "transaction 1 has no postings (server 77)"),
        (
            "UPDATE transactions SET guild_id = 88 WHERE id = 1",
            "transaction 1 and account {maras}, which it moves, do not belong together (server 88)",
        ),
        (
            "UPDATE postings SET after = 7 WHERE transaction_id = 1 AND account_id = {maras}",
            "transaction 1 says that it left 7 in an account, it was 1000 (server 77)",
        ),
        ("UPDATE pot_stakes SET paid = paid + 7 WHERE id = 1", "pot 1 holds 200, 207 is staked in it (server 77)"),
        ("UPDATE pots SET sold = 9 WHERE id = 1", "pot 1 says that it sold 9 tickets, 4 are staked in it (server 77)"),
    ],
)
async def test_a_ledger_that_somebody_changed(settings: Settings, books: Path, statement: str, says: str) -> None:
    await keep_books(settings)
    maras = value_of(books, MARAS)
    triggers = [f"DROP TRIGGER {name}" for name in names_of_triggers(books)]
    execute(books, "PRAGMA ignore_check_constraints=ON", *triggers, statement.format(maras=maras))
    file, log, ledger, _ = await checks.database(settings)
    assert (file.state, log.state) == (GOOD, GOOD)
    only([ledger], BAD, says.format(maras=maras), "restore FILE")
    assert ledger.says.startswith("the credits do not add up: ")
    assert "tell the developers" in ledger.fix


async def test_points_that_somebody_changed(settings: Settings, books: Path) -> None:
    await keep_points(settings)
    triggers = [f"DROP TRIGGER {name}" for name in names_of_triggers(books)]
    execute(books, *triggers, "UPDATE point_balances SET balance = balance + 7 WHERE member_id = 1")
    *sound, wrong = await checks.database(settings)
    assert [one.state for one in sound] == [GOOD, GOOD, GOOD]
    only([wrong], BAD, "member 1 holds 5007 hundredths of DKP, their entries sum to 5000", "restore FILE")
    execute(books, "UPDATE point_entries SET delta = delta + 1")
    *_, wrong = await checks.database(settings)
    assert wrong.says.endswith("; and 2 more")


async def test_points_of_a_challenge_that_somebody_changed(settings: Settings, books: Path) -> None:
    await keep_points(settings)
    triggers = [f"DROP TRIGGER {name}" for name in names_of_triggers(books)]
    row = "INSERT INTO challenge_points VALUES (1, 3, 'submit:1', 1, 2, 'submit', 50, 0)"
    total = "INSERT INTO challenge_totals VALUES (3, 2, 57)"
    execute(books, *triggers, "PRAGMA foreign_keys=OFF", CHALLENGE, row, total)
    *_, wrong = await checks.database(settings)
    only([wrong], BAD, "member 2 holds 57 points of challenge 3, their entries sum to 50", "restore FILE")


async def test_so_many_faults_are_named_and_the_others_counted(settings: Settings, books: Path) -> None:
    await keep_books(settings)
    triggers = [f"DROP TRIGGER {name}" for name in names_of_triggers(books)]
    execute(books, *triggers, "UPDATE postings SET amount = amount * 2 WHERE amount > 0")
    _, _, ledger, _ = await checks.database(settings)
    assert ledger.says.count("; ") == 5
    assert re.search(r"; and \d+ more$", ledger.says)


CHALLENGE = """INSERT INTO challenges (id, guild_id, slug, title, prompt, description, week, year, starts_at,
submissions_close_at, voting_closes_at, ends_at, voting, most, link_required, judge_weight, rates, featured, created_at,
reason) VALUES (3, 77, 'pet', 'Pet', 'Draw', '', 1, 2026, 1, 2, 3, 4, 'votes', 3, 0, 0, '{}', 0, 0, '')"""


async def keep_books(settings: Settings) -> None:
    """Credits that were granted, staked and won."""
    db = Database(settings.database)
    await db.open()
    await db.write(kept)
    await db.close()


async def keep_points(settings: Settings) -> None:
    """Seven members with 50 DKP each."""
    db = Database(settings.database)
    await db.open()
    await db.write(seven_with_points)
    await db.close()


def value_of(path: Path, query: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"SELECT {query}").fetchone()[0]


def names_of_triggers(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]


async def test_a_database_that_others_can_read(settings: Settings, books: Path) -> None:
    assert mode_of(books) == 0o600, "as the bot makes it"
    await asyncio.to_thread(books.chmod, 0o644)
    file, *_ = await checks.database(settings)
    only([file], DOUBTFUL, "others on this machine can read", f"chmod 600 {books}*")
    books.parent.chmod(0o700)
    assert (await checks.database(settings))[0].state is GOOD


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o777


async def test_a_log_that_lost_something(settings: Settings, books: Path) -> None:
    log = killed(books, 8)
    flip(log, frame(1) + 24)
    found = await checks.database(settings)
    only(found, BAD, "which holds what was written last, is damaged", "restore FILE")
    assert log.exists(), "and looking clears nothing away"
    assert [one.state for one in await checks.backups(settings)] == [GOOD]
    assert log.exists()


# --- disk and backups


def with_free(monkeypatch: pytest.MonkeyPatch, megabytes: int) -> None:
    monkeypatch.setattr(shutil, "disk_usage", Mock(return_value=Mock(free=megabytes << 20)))


async def test_room_on_the_disk(settings: Settings, books: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for megabytes, state in ((5000, GOOD), (900, DOUBTFUL), (15, BAD)):
        with_free(monkeypatch, megabytes)
        only(await checks.disk(settings), state, "free for", "" if state is GOOD else "make room")


async def test_backups_that_are_switched_off(settings: Settings, books: Path) -> None:
    only(await checks.backups(changed(settings, backup_hours=0)), DOUBTFUL, "BACKUP_HOURS is 0", "BACKUP_HOURS=24")


async def test_backups_before_the_first_start(settings: Settings) -> None:
    only(await checks.backups(settings), GOOD, "every 24 h")
    assert not settings.data_dir.exists()


async def test_a_folder_for_backups_that_is_not_there(settings: Settings, books: Path, tmp_path: Path) -> None:
    away = changed(settings, backup_dir=str(tmp_path / "unplugged"))
    only(await checks.backups(away), BAD, "there is no folder", "mount its disk")


async def test_backups_from_the_first_on(settings: Settings, books: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only(await checks.backups(settings), GOOD, "makes the first within a minute")
    await keep_backup(settings, age=timedelta(hours=1))
    (finding,) = await checks.backups(settings)
    only([finding], GOOD, "the newest is of 20")
    advice = "on the disk of the database: copy them to another machine as well"
    assert finding.says.endswith(f"1 are in {settings.backups}, {advice}")
    with_free(monkeypatch, 10)
    fresh, short = await checks.backups(settings)
    assert fresh.state is GOOD
    only([short], BAD, "the next has no room", "BACKUP_DIR")


async def test_backups_that_are_old(settings: Settings, books: Path) -> None:
    await keep_backup(settings, age=timedelta(hours=47))
    assert [one.state for one in await checks.backups(settings)] == [GOOD]
    shutil.rmtree(settings.backups)
    await keep_backup(settings, age=timedelta(hours=49))
    only(await checks.backups(settings), DOUBTFUL, "every 24 h one is due", "start the bot")


async def test_backups_that_went_away(settings: Settings, books: Path) -> None:
    await keep_backup(settings, age=timedelta(hours=1))
    shutil.rmtree(settings.backups)
    only(await checks.backups(settings), BAD, "holds none, though one was made on", "BACKUP_DIR")


async def test_backups_that_failed(settings: Settings, books: Path) -> None:
    await keep_backup(settings, age=timedelta(hours=1))
    await remember(settings, LAST_ERROR, "No space left on device")
    (finding,) = await checks.backups(settings)
    only([finding], BAD, "the last try failed (No space left on device); the newest is of", "tries again by itself")


async def keep_backup(settings: Settings, *, age: timedelta) -> None:
    """The bot made one so long ago."""
    at = (datetime.now(UTC) - age).replace(microsecond=0)
    await asyncio.to_thread(safe_of(settings).save, settings.data_dir / "guildhall.db", at)
    await remember(settings, LAST_AT, at.isoformat())


async def remember(settings: Settings, key: str, value: str) -> None:
    db = Database(settings.database)
    await db.open()
    await db.write(lambda tx: stored.remember(tx, key, value))
    await db.close()


# --- Discord


async def test_all_is_well_on_discord(settings: Settings, discords: Stub) -> None:
    own, clock, guild = await checks.on_discord(settings)
    assert (own.state, clock.state, guild.state) == (GOOD, GOOD, GOOD)
    assert str(clock) == "✅ Clock: goes with Discord's"
    assert str(APPLICATION) in own.says
    assert str(guild) == "✅ Server “Azeroth”: the bot may do all it needs to"
    assert not discords.identified.is_set()  # it does not go online


@pytest.mark.parametrize(("token", "says"), [("", "There is no Discord token"), ("wrong.token", "does not accept")])
async def test_a_token_that_is_none(settings: Settings, discords: Stub, token: str, says: str) -> None:
    (finding,) = await checks._guarded("Discord", checks.on_discord, changed(settings, discord_token=token))
    assert (finding.state, says in finding.says) == (BAD, True)
    assert "Reset Token" in finding.fix


async def test_the_id_of_another_application(settings: Settings, discords: Stub) -> None:
    _, finding, *_ = await checks.on_discord(changed(settings, discord_client_id="5"))
    assert (finding.state, finding.fix) == (BAD, f"set it to {APPLICATION}")


async def test_the_members_intent_is_worth_asking_for_only_where_discord_allows_it(
    settings: Settings, discords: Stub
) -> None:
    wanted = changed(settings, members_intent=True)
    _, finding, *_ = await checks.on_discord(wanted)
    assert (finding.state, finding.says) == (BAD, "MEMBERS_INTENT is true, and Discord does not allow that intent")
    assert "Server Members Intent" in finding.fix
    for flag in (1 << 14, 1 << 15):
        discords.flags = flag
        assert all(one.state is GOOD for one in await checks.on_discord(wanted))


async def test_a_bot_that_nobody_invited_and_without_commands(settings: Settings, discords: Stub) -> None:
    discords.guilds.clear()
    discords.commands.clear()
    _, commands, _, guilds = await checks.on_discord(settings)
    assert (commands.state, "bot.py sync" in commands.fix) == (DOUBTFUL, True)
    assert guilds.state is DOUBTFUL
    assert f"client_id={APPLICATION}&scope=bot+applications.commands&permissions={NEEDED.value}" in guilds.fix


async def test_rights_that_are_missing_are_named(settings: Settings, discords: Stub) -> None:
    discords.guilds.clear()
    discords.with_guild(permissions=ALL & ~discord.Permissions(embed_links=True, attach_files=True).value)
    *_, guild = await checks.on_discord(settings)
    assert (guild.state, guild.says) == (BAD, "the bot's role lacks Embed Links, Attach Files")
    discords.guilds.clear()
    discords.with_guild(permissions=discord.Permissions(administrator=True).value)
    assert (await checks.on_discord(settings))[-1].state is GOOD


async def test_an_invitation_without_commands(settings: Settings, discords: Stub) -> None:
    discords.refused = {f"/guilds/{GUILD}/commands"}
    *_, guild = await checks.on_discord(settings)
    assert (guild.state, guild.says) == (BAD, "it was invited without the right to offer commands")
    assert f"guild_id={GUILD}" in guild.fix


async def choose(settings: Settings, channel: int) -> None:
    """The server wants its news in that channel."""
    migrations.upgrade(settings.database)
    db = Database(settings.database)
    await db.open()
    await db.write(lambda tx: members.enter_guild(tx, GUILD, now()))
    await db.write(lambda tx: stored.put(tx, GUILD, ANNOUNCEMENTS.name, channel, by=None, at=now()))
    await db.close()


async def test_the_channel_for_news(settings: Settings, discords: Stub) -> None:
    await choose(settings, CHANNEL)
    assert (await checks.on_discord(settings))[-1].state is GOOD
    denied = discord.Permissions(embed_links=True).value
    discords.overwrites = [{"id": str(ROLE), "type": 0, "allow": "0", "deny": str(denied)}]
    *_, guild = await checks.on_discord(settings)
    assert (guild.state, guild.says) == (BAD, "in #news the bot lacks Embed Links")
    discords.refused = {f"/channels/{CHANNEL}"}
    *_, guild = await checks.on_discord(settings)
    assert (guild.state, "gone, or hidden" in guild.says) == (BAD, True)


def test_the_readme_invites_with_what_is_needed() -> None:
    assert f"permissions={NEEDED.value}" in (ROOT / "README.md").read_text(encoding="utf-8")


async def test_a_server_that_gives_roles_by_rank_needs_manage_roles(settings: Settings, discords: Stub) -> None:
    await choose(settings, CHANNEL)
    execute(settings.data_dir / "guildhall.db", *RANKED)
    *_, guild = await checks.on_discord(settings)
    assert (guild.state, "the bot's role lacks Manage Roles" in guild.says) == (BAD, True)
    assert "drag it above the roles that it gives" in guild.fix
    for right in (discord.Permissions(manage_roles=True), discord.Permissions(administrator=True)):
        discords.guilds.clear()
        discords.with_guild(permissions=ALL | right.value)
        assert (await checks.on_discord(settings))[-1].state is GOOD


RANKED = (f"INSERT INTO role_takings (guild_id, role_id, user_id, since) VALUES ({GUILD}, {ROLE}, 42, 0)",)


@pytest.mark.parametrize(
    ("off", "state", "says"),
    [
        (timedelta(seconds=2), GOOD, "goes with Discord's"),
        (timedelta(seconds=-2), GOOD, "goes with Discord's"),
        (timedelta(seconds=20), DOUBTFUL, "behind Discord's: contests, auctions and draws close by it"),
        (timedelta(minutes=-5), BAD, "s ahead of Discord's"),
        (timedelta(hours=2), BAD, "s behind Discord's"),
    ],
)
async def test_a_clock_that_is_wrong_is_found_out_by_discords(
    settings: Settings, discords: Stub, off: timedelta, state: State, says: str
) -> None:
    discords.clock_off = off
    clock = next(one for one in await checks.on_discord(settings) if one.about == "Clock")
    only([clock], state, says, "" if state is GOOD else "timedatectl set-ntp true")


# --- outside services


async def test_the_hiscores_answer_or_do_not(settings: Settings) -> None:
    async with demo() as server:
        here = changed(settings, hiscores_url=server.url)
        only(await checks.hiscores(here), GOOD, f"{server.url} answers")
        server.for_everyone = broken(404)
        only(await checks.hiscores(here), DOUBTFUL, "does not know", "HISCORES_URL")
        server.for_everyone = broken(503)
        only(await checks.hiscores(here), BAD, "no usable answer (http_503)", "HISCORES_URL")


async def test_warcraft_logs_accepts_the_client_or_does_not(settings: Settings) -> None:
    async with DemoWarcraftLogs() as server:
        here = changed(settings, warcraft_logs_url=server.url)
        only(await checks.warcraft_logs(here), GOOD, "/raid import is off until WARCRAFT_LOGS_CLIENT_ID")
        ours = changed(here, warcraft_logs_client_id=CLIENT, warcraft_logs_client_secret=SECRET)
        only(await checks.warcraft_logs(ours), GOOD, "accepts the client")
        other = changed(ours, warcraft_logs_client_secret="theirs")
        only(await checks.warcraft_logs(other), BAD, "does not accept the client", "correct")
        server.always("token", WEB_PAGE)
        only(await checks.warcraft_logs(ours), DOUBTFUL, "no usable answer", "raids wait")


async def test_wise_old_man_answers_or_does_not(settings: Settings) -> None:
    async with DemoWiseOldMan(demo().characters, clock=now, key="ours") as server:
        here = changed(settings, wise_old_man_url=server.url, wise_old_man_key="ours")
        only(await checks.wise_old_man(here), GOOD, "answers and accepts the key")
        other = changed(here, wise_old_man_key="theirs")
        only(await checks.wise_old_man(other), BAD, "does not accept WISE_OLD_MAN_KEY", "correct it")
        server.for_everyone = broken(503)
        only(await checks.wise_old_man(here), DOUBTFUL, "no usable answer", "imports wait")


def old_beacon() -> DemoBeacon:
    """A chain of ours with as many rounds as quicknet, on the real clock."""
    return DemoBeacon(LocalBeacon.started(b"check", genesis=QUICKNET.genesis), clock=lambda: datetime.now(UTC))


async def test_relays_of_which_all_answer_or_some_or_none(settings: Settings) -> None:
    async with old_beacon() as first, old_beacon() as second:
        local = first.local
        here = changed(settings, beacon_urls=f"{first.url},{second.url}", beacon_chain=local.info())
        held, test_chain = await checks.beacon(here)
        only([held], GOOD, f"{first.url}, {second.url}: every signature holds")
        only([test_chain], DOUBTFUL, "whoever has its key foresees every winner", "take it out")
        (asked,) = {seen.key for relay in (first, second) for seen in relay.seen}
        assert 117 <= datetime.now(UTC).timestamp() - local.chain.time(int(asked)) < 130
        second.lie = Lie.WRONG_SIGNATURE
        found = await checks.beacon(here)
        only(found[:1], DOUBTFUL, f"gives no round that holds: {second.url} (bad_signature)", "BEACON_URLS")
        first.for_everyone = broken(503)
        found = await checks.beacon(here)
        only(found[:1], BAD, f"{first.url} (http_503), {second.url} (bad_signature)", "draws wait")


async def test_relays_of_another_chain_give_no_round_of_quicknet(settings: Settings) -> None:
    async with old_beacon() as relay:
        found = await checks.beacon(changed(settings, beacon_urls=relay.url))
        only(found, BAD, f"no relay gives a round that holds: {relay.url} (http_404)", "BEACON_CHAIN")


# --- web pages


async def test_a_port_that_is_free_and_one_that_is_taken(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        only(await checks.web_pages(changed(settings, web_port=port)), BAD, "in use", "WEB_PORT")
    only(await checks.web_pages(changed(settings, web_port=port)), GOOD, "is free")
    odd = await checks.web_pages(changed(settings, web_port=port, public_url="http://bot.example.org"))
    assert [one.state for one in odd] == [GOOD, DOUBTFUL]
    only(await checks.web_pages(changed(settings, web_host="192.0.2.1", web_port=port)), BAD, "cannot be used", "HOST")


async def test_the_pages_of_a_bot_that_runs(settings: Settings, books: Path) -> None:
    with lock.alone(books, "run", now=datetime.now(UTC)):
        db = Database(settings.database)
        await db.open()
        hall = Guildhall(Desk(db, now, os.urandom), nobody(), lambda: b"tests")
        site = await serve(hall, "127.0.0.1", 0)
        here = changed(settings, web_port=site.port)
        only(await checks.web_pages(here), GOOD, "the bot runs")
        await db.close()
        only(await checks.web_pages(here), BAD, "the database cannot be read", "log")
        await site.close()
        only(await checks.web_pages(here), BAD, "does not answer", "log")
        await hall.close()


def nobody() -> Outside:
    """An outside world that is never asked."""

    def fail() -> Any:
        raise AssertionError("the pages asked the outside world")

    return Outside(fail, fail, fail)


# --- all together


async def test_everything_is_told_in_order_and_one_bad_thing_fails_it(
    settings: Settings, discords: Stub, books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with demo() as hiscores, DemoWiseOldMan(demo().characters, clock=now) as wom, old_beacon() as relay:
        monkeypatch.setattr("console.outside.QUICKNET", relay.local.chain)  # nobody here can sign rounds of that one
        services = {"hiscores_url": hiscores.url, "wise_old_man_url": wom.url, "beacon_urls": relay.url}
        here = changed(settings, **services, beacon_chain=relay.local.info(), web_port=0)
        told: list[Finding] = []
        assert await checks.run(here, told.append) is True
        said = "\n".join(map(str, told))
        assert {one.state for one in told} == {GOOD}, said
        subjects = re.findall(r"^\S+ ([A-Z][\w ]+)(?: “.*”)?:", said, re.MULTILINE)
        assert list(dict.fromkeys(subjects)) == [
            *("Configuration", "Secret key", "Database", "Audit log", "Ledger", "Points", "Disk", "Backups", "Discord"),
            *("Clock", "Server", "Hiscores", "Wise Old Man", "Warcraft Logs", "Beacon", "Web pages"),
        ]
        told.clear()
        assert await checks.run(changed(here, discord_token=""), told.append) is False
        assert [one.about for one in told if one.state is BAD] == ["Discord"]
        assert len(told) == len(subjects) - 2


def test_a_finding_that_only_complains_cannot_be() -> None:
    for state in (DOUBTFUL, BAD):
        with pytest.raises(ValueError, match="nothing is said about how to mend it"):
            Finding(state, "Something", "is wrong")
    assert Finding(GOOD, "Something", "is right").fix == ""


def test_every_finding_names_its_fix() -> None:
    """Read from the sources: wherever a finding is not good, a fix is handed in, and it is a sentence."""
    made = [
        call
        for path in sorted((ROOT / "console").glob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Finding"
    ]
    assert len(made) > 60
    for call in made:
        good = ast.unparse(call.args[0]) == "State.GOOD"
        assert len(call.args) == (3 if good else 4), ast.unparse(call)
        fix = None if good else call.args[3]
        assert not isinstance(fix, ast.Constant) or len(str(fix.value).split()) > 2, ast.unparse(call)


async def test_a_check_that_breaks_is_a_finding(settings: Settings) -> None:
    async def breaks(_: Settings) -> list[Finding]:
        raise KeyError("oops")

    (finding,) = await checks._guarded("Something", breaks, settings)
    assert (finding.state, finding.about) == (BAD, "Something")
    assert "KeyError" in finding.says
