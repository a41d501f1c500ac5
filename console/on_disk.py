"""What `check` looks at on this machine: key, database, room on the disk, backups."""

import asyncio
import os
import shutil
import stat
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from config import Settings
from console.findings import Finding, State
from console.keeping import safe_of
from console.troubles import database_of
from domain.ledger import Fault, Rule
from services.backups import Standing, remembered
from storage import challenge_points, checkup, ledger_check, lock, migrations, points, room, wal
from storage.damage import Damaged
from storage.engine import Database

_TIGHT: Final = 1 << 30
_OVERDUE: Final = 2

_NAMED: Final = 5
_MEND: Final = "stop the bot, restore a backup from before (uv run bot.py restore FILE), and tell the developers"
_SAID: Final[Mapping[Rule, str]] = {
    Rule.AMOUNT: "transaction {0.where} moves an amount that cannot be ({0.found})",
    Rule.TRANSACTION: "transaction {0.where} sums to {0.found}, not to 0",
    Rule.EMPTY: "transaction {0.where} has no postings",
    Rule.MIXED: "transaction {0.where} and account {0.found}, which it moves, do not belong together",
    Rule.ACCOUNT: "account {0.where} holds {0.found}, its postings sum to {0.expected}",
    Rule.BELOW_ZERO: "account {0.where} is below zero ({0.found})",
    Rule.LINE: "transaction {0.where} says that it left {0.found} in an account, it was {0.expected}",
    Rule.CIRCULATION: "server {0.where} circulates {0.found} more than was minted and not burned",
    Rule.ESCROW: "pot {0.where} holds {0.found}, {0.expected} is staked in it",
    Rule.SOLD: "pot {0.where} says that it sold {0.found} tickets, {0.expected} are staked in it",
}


async def secret_key(settings: Settings) -> list[Finding]:
    """The key that signs: given, in its file, or to be made."""
    path = settings.key_file
    about = "Secret key"
    if settings.secret_key.get_secret_value():
        return [Finding(State.GOOD, about, "SECRET_KEY is set")]
    if not path.exists():
        return [Finding(State.GOOD, about, f"is made at the first start, in {path}")]
    if not path.read_text(encoding="utf-8").strip():
        return [Finding(State.BAD, about, f"{path} is empty", "restore it from a backup, or delete it to start over")]
    if _readable(path):
        return [Finding(State.DOUBTFUL, about, f"others on this machine can read {path}", f"chmod 600 {path}")]
    return [Finding(State.GOOD, about, f"is in {path}")]


async def database(settings: Settings) -> list[Finding]:
    """The file opens, its revision is known, its pages, references and audit chains hold, credits and points add up."""
    path = database_of(settings)
    about = "Database"
    if not path.exists():
        return [_place_for(path)]
    if damaged := _lost(path):
        return [Finding(State.BAD, about, damaged, "uv run bot.py restore FILE")]
    revision, head = await asyncio.to_thread(migrations.current, path), migrations.head()
    if revision is not None and revision > head:
        says = f"{path} is at revision {revision}, and this version knows {head}"
        return [Finding(State.BAD, about, says, "update the bot, or restore a backup")]
    if faults := await asyncio.to_thread(checkup.quick_faults, path):
        return [Finding(State.BAD, about, f"{path} is damaged: {'; '.join(faults)}", "uv run bot.py restore FILE")]
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        return [Finding(State.BAD, about, f"{path} cannot be written", "let this user write to it and to its folder")]
    if revision != head:
        says = f"{path} is at revision {revision or 'none'}, the newest is {head}"
        return [Finding(State.DOUBTFUL, about, says, "starting migrates it, and so does uv run bot.py migrate")]
    if _readable(path) and _open_to_others(path.parent):
        sound = Finding(State.DOUBTFUL, about, f"others on this machine can read {path}", f"chmod 600 {path}*")
    else:
        sound = Finding(State.GOOD, about, f"{path} is sound, at revision {revision}")
    return [sound, await _audit(settings), await _ledger(settings), await _points(settings)]


def _readable(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def _open_to_others(folder: Path) -> bool:
    return bool(stat.S_IMODE(folder.stat().st_mode) & 0o011)


def _lost(path: Path) -> str | None:
    """What the log beside the database lost; while the bot writes to it, it cannot be judged."""
    if lock.holder(path) is None:
        try:
            wal.must_be_whole(path)
        except Damaged as error:
            return str(error)
    return None


def _place_for(path: Path) -> Finding:
    folder = next(parent for parent in path.absolute().parents if parent.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return Finding(State.BAD, "Database", f"{path} cannot be made in {folder}", "name another DATA_DIR")
    return Finding(State.GOOD, "Database", f"is made at the first start, as {path}")


async def _audit(settings: Settings) -> Finding:
    async with books(settings) as db:
        broken = await db.read(checkup.broken_chains)
    if not broken:
        return Finding(State.GOOD, "Audit log", "every chain holds")
    rows = ", ".join(f"row {row} of server {guild}" for guild, row in broken.items())
    return Finding(
        State.BAD, "Audit log", f"was changed by hand: {rows}", "find out by whom; a backup has the original"
    )


async def _ledger(settings: Settings) -> Finding:
    """Every figure of the credits is worked out anew; each that does not fit is named as far as there is room."""
    async with books(settings) as db:
        faults = await db.read(ledger_check.check)
    if not faults:
        return Finding(State.GOOD, "Ledger", "the credits add up")
    says = [_SAID[fault.rule].format(fault) + _whose(fault) for fault in faults[:_NAMED]]
    if len(faults) > _NAMED:
        says.append(f"and {len(faults) - _NAMED} more")
    return Finding(State.BAD, "Ledger", f"the credits do not add up: {'; '.join(says)}", _MEND)


async def _points(settings: Settings) -> Finding:
    """Every balance of points is added up anew; each that does not fit is named as far as there is room."""
    async with books(settings) as db:
        wrong = await db.read(points.check)
        earned = await db.read(challenge_points.check)
    if not wrong and not earned:
        return Finding(State.GOOD, "Points", "the points add up")
    found = [
        f"member {member} holds {kept} hundredths of {pool.upper()}, their entries sum to {added}"
        for member, pool, kept, added in wrong
    ] + [
        f"member {member} holds {kept} points of challenge {challenge}, their entries sum to {added}"
        for challenge, member, kept, added in earned
    ]
    says = found[:_NAMED]
    if len(found) > _NAMED:
        says.append(f"and {len(found) - _NAMED} more")
    return Finding(State.BAD, "Points", f"the points do not add up: {'; '.join(says)}", _MEND)


def _whose(fault: Fault) -> str:
    return "" if fault.guild_id is None or fault.rule is Rule.CIRCULATION else f" (server {fault.guild_id})"


async def disk(settings: Settings) -> list[Finding]:
    """There is room for the database to grow in; without any, every act is refused."""
    about, path = "Disk", database_of(settings)
    folder = next(parent for parent in path.absolute().parents if parent.is_dir())
    free = shutil.disk_usage(folder).free
    says = f"{_size(free)} free for {path}, which takes {_size(room.held(path))}"
    fix = f"make room on the disk of {folder}; the bot goes on by itself as soon as there is some"
    if free < room.SPARE:
        return [Finding(State.BAD, about, says, fix)]
    if free < max(_TIGHT, 2 * room.held(path)):
        return [Finding(State.DOUBTFUL, about, says, fix)]
    return [Finding(State.GOOD, about, says)]


async def backups(settings: Settings) -> list[Finding]:
    """They are made on schedule, the newest is not old, and there is a place and room for the next."""
    about, folder = "Backups", settings.backups
    if not settings.backup_hours:
        says = "none are made on schedule: BACKUP_HOURS is 0"
        fix = "set BACKUP_HOURS=24, unless you run `uv run bot.py backup FILE` by a timer of your own"
        return [Finding(State.DOUBTFUL, about, says, fix)]
    if settings.backup_dir and not folder.is_dir():
        fix = "make it, mount its disk, or correct BACKUP_DIR"
        return [Finding(State.BAD, about, f"there is no folder {folder}", fix)]
    if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
        fix = "let the bot's user write to it, or name another BACKUP_DIR"
        return [Finding(State.BAD, about, f"{folder} cannot be written", fix)]
    path = database_of(settings)
    if not path.exists():
        return [Finding(State.GOOD, about, f"are made in {folder}, every {settings.backup_hours} h")]
    found = [await asyncio.to_thread(_newest, settings, await _standing(settings, path), datetime.now(UTC))]
    place = next(parent for parent in (folder, *folder.absolute().parents) if parent.is_dir())
    if short := room.short(path, place):
        found.append(
            Finding(State.BAD, about, f"the next has no room: {short}", "make room, or name another BACKUP_DIR")
        )
    return found


def _newest(settings: Settings, standing: Standing, now: datetime) -> Finding:
    about, folder = "Backups", settings.backups
    made = safe_of(settings).made()
    newest = f"the newest is of {max(made):%Y-%m-%d %H:%M} UTC" if made else "there is none yet"
    if standing.error:
        fix = "mend that; the bot tries again by itself"
        return Finding(State.BAD, about, f"the last try failed ({standing.error}); {newest}", fix)
    if standing.last_at is not None and not made:
        says = f"{folder} holds none, though one was made on {standing.last_at:%Y-%m-%d}"
        return Finding(State.BAD, about, says, "correct BACKUP_DIR, or save one now: uv run bot.py backup FILE")
    if made and now - max(made) > _OVERDUE * timedelta(hours=settings.backup_hours):
        fix = "start the bot, which makes one at once, or save one now: uv run bot.py backup FILE"
        return Finding(State.DOUBTFUL, about, f"{newest}, and every {settings.backup_hours} h one is due", fix)
    if not made:
        return Finding(State.GOOD, about, f"the bot makes the first within a minute, in {folder}")
    same = folder.stat().st_dev == database_of(settings).stat().st_dev
    advice = ", on the disk of the database: copy them to another machine as well" if same else ""
    return Finding(State.GOOD, about, f"{newest}, {len(made)} are in {folder}{advice}")


async def _standing(settings: Settings, path: Path) -> Standing:
    """What the books remember, where they can be read: what is wrong with them is said elsewhere."""
    revision = revision_of(path)
    if revision is None or revision > migrations.head():
        return Standing(None, None)
    async with books(settings) as db:
        return await db.read(remembered)


def revision_of(path: Path) -> str | None:
    """The revision of a file that can be opened without harm; opening it clears a log away that lost something."""
    try:
        return None if _lost(path) else migrations.current(path)
    except migrations.NoDatabase:
        return None


def _size(amount: int) -> str:
    return f"{amount / (1 << 30):,.1f} GiB" if amount >= 1 << 30 else f"{amount / (1 << 20):,.1f} MiB"


@asynccontextmanager
async def books(settings: Settings) -> AsyncGenerator[Database]:
    """The database, open as long as the block lasts."""
    db = Database(settings.database)
    await db.open()
    try:
        yield db
    finally:
        await db.close()
