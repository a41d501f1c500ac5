"""What `check` looks at: one small function a subject, each returning what it found and how to mend it.

A feature adds its own check by writing such a function (for an outside service in `outside`) and naming it in `CHECKS`.
"""

import asyncio
import contextlib
import difflib
import os
import re
import socket
import stat
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import aiohttp
import discord
from sqlalchemy import Connection

from config import Settings
from console.findings import Check, Finding, State
from console.outside import beacon, hiscores, warcraft_logs, wise_old_man
from console.troubles import database_of, in_words, token_of
from domain.guild import ANNOUNCEMENTS, OFFICERS_CHANNEL
from domain.ledger import Fault, Rule
from storage import challenge_points, checkup, ledger_check, lock, members, migrations, notices, points
from storage import settings as stored
from storage.engine import Database

NEEDED: Final = discord.Permissions(
    view_channel=True, send_messages=True, embed_links=True, attach_files=True, read_message_history=True
)
"""What the bot must be allowed to do in the channels it works in."""

_DISCORD_ANSWERS_IN: Final = 120.0
_WEB_ANSWERS_IN: Final = 5.0
_A_PAGE: Final = 200

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


async def run(settings: Settings, tell: Callable[[Finding], None]) -> bool:
    """Do all checks at once, tell their findings in order; True unless one of them is bad."""
    under_way = [asyncio.create_task(_guarded(about, check, settings)) for about, check in CHECKS]
    good = True
    for task in under_way:
        for finding in await task:
            tell(finding)
            good = good and finding.state is not State.BAD
    return good


async def _guarded(about: str, check: Check, settings: Settings) -> Sequence[Finding]:
    try:
        return await check(settings)
    except Exception as error:  # noqa: BLE001 - a check that breaks has found something
        return [Finding(State.BAD, about, str(in_words(error)))]


async def configuration(settings: Settings) -> list[Finding]:
    """Settings that were probably meant otherwise; those that cannot be used end the program before."""
    found = [
        Finding(State.DOUBTFUL, "Configuration", f".env sets {name}, which is no setting", f"did you mean {meant}?")
        for name, meant in _misspelt(Path(".env"))
    ]
    if not settings.contact:
        says = "CONTACT is empty, and the game's services ask whom to write to"
        found.append(
            Finding(State.DOUBTFUL, "Configuration", says, "put an e-mail address or a Discord name into .env")
        )
    return [*found, *_linking(settings)] or [Finding(State.GOOD, "Configuration", "every setting can be used")]


def _linking(settings: Settings) -> list[Finding]:
    """What `/link` lacks, where somebody began to set it up."""
    parts = {
        "DISCORD_CLIENT_ID": settings.discord_client_id,
        "DISCORD_CLIENT_SECRET": settings.discord_client_secret.get_secret_value(),
        "PUBLIC_URL": settings.public_url,
    }
    lacking = [name for name, value in parts.items() if not value]
    if not lacking or not (settings.discord_client_id or settings.discord_client_secret.get_secret_value()):
        return []
    says = f"account linking is off: {' and '.join(lacking)} {'is' if len(lacking) == 1 else 'are'} empty"
    fix = "set it in .env; Discord's redirect is PUBLIC_URL/link/done (Developer Portal → OAuth2)"
    return [Finding(State.DOUBTFUL, "Configuration", says, fix)]


def _misspelt(env: Path) -> list[tuple[str, str]]:
    """Names in the file that are close to a setting's."""
    try:
        text = env.read_text(encoding="utf-8")
    except OSError:
        return []
    known = [name.upper() for name in Settings.model_fields]
    given = [found[1] for found in re.finditer(r"^\s*(?:export\s+)?(\w+)\s*=", text, re.MULTILINE)]
    strangers = [name for name in given if name.upper() not in known]
    return [(name, meant) for name in strangers for meant in difflib.get_close_matches(name.upper(), known, n=1)]


async def secret_key(settings: Settings) -> list[Finding]:
    """The key that signs: given, in its file, or to be made."""
    path = settings.data_dir / "secret.key"
    about = "Secret key"
    if settings.secret_key.get_secret_value():
        return [Finding(State.GOOD, about, "SECRET_KEY is set")]
    if not path.exists():
        return [Finding(State.GOOD, about, f"is made at the first start, in {path}")]
    if not path.read_text(encoding="utf-8").strip():
        return [Finding(State.BAD, about, f"{path} is empty", "restore it from a backup, or delete it to start over")]
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return [Finding(State.DOUBTFUL, about, f"others on this machine can read {path}", f"chmod 600 {path}")]
    return [Finding(State.GOOD, about, f"is in {path}")]


async def database(settings: Settings) -> list[Finding]:
    """The file opens, its revision is known, its pages, references and audit chains hold, credits and points add up."""
    path = database_of(settings)
    about = "Database"
    if not path.exists():
        return [_place_for(path)]
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
    sound = Finding(State.GOOD, about, f"{path} is sound, at revision {revision}")
    return [sound, await _audit(settings), await _ledger(settings), await _points(settings)]


def _place_for(path: Path) -> Finding:
    folder = next(parent for parent in path.absolute().parents if parent.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return Finding(State.BAD, "Database", f"{path} cannot be made in {folder}", "name another DATA_DIR")
    return Finding(State.GOOD, "Database", f"is made at the first start, as {path}")


async def _audit(settings: Settings) -> Finding:
    async with _books(settings) as db:
        broken = await db.read(checkup.broken_chains)
    if not broken:
        return Finding(State.GOOD, "Audit log", "every chain holds")
    rows = ", ".join(f"row {row} of server {guild}" for guild, row in broken.items())
    return Finding(
        State.BAD, "Audit log", f"was changed by hand: {rows}", "find out by whom; a backup has the original"
    )


async def _ledger(settings: Settings) -> Finding:
    """Every figure of the credits is worked out anew; each that does not fit is named as far as there is room."""
    async with _books(settings) as db:
        faults = await db.read(ledger_check.check)
    if not faults:
        return Finding(State.GOOD, "Ledger", "the credits add up")
    says = [_SAID[fault.rule].format(fault) + _whose(fault) for fault in faults[:_NAMED]]
    if len(faults) > _NAMED:
        says.append(f"and {len(faults) - _NAMED} more")
    return Finding(State.BAD, "Ledger", f"the credits do not add up: {'; '.join(says)}", _MEND)


async def _points(settings: Settings) -> Finding:
    """Every balance of points is added up anew; each that does not fit is named as far as there is room."""
    async with _books(settings) as db:
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


@asynccontextmanager
async def _books(settings: Settings) -> AsyncGenerator[Database]:
    db = Database(settings.database)
    await db.open()
    try:
        yield db
    finally:
        await db.close()


async def on_discord(settings: Settings) -> list[Finding]:
    """The token is accepted, and in each server the bot may do what it needs to; without going online."""
    token = token_of(settings)
    async with asyncio.timeout(_DISCORD_ANSWERS_IN), discord.Client(intents=discord.Intents(guilds=True)) as client:
        await client.login(token)
        found = await _application(client, settings)
        guilds = [guild async for guild in _guilds(client)]
        if not guilds:
            found.append(Finding(State.DOUBTFUL, "Discord", "the bot is in no server yet", f"open {_invite(client)}"))
        channels = await _channels(settings)
        for guild_id, name, allowed in guilds:
            found += await _in_guild(client, guild_id, name, allowed, channels.get(guild_id, set()))
    return found


async def _application(client: discord.Client, settings: Settings) -> list[Finding]:
    assert client.user is not None  # noqa: S101 - logged in
    assert client.application_id is not None  # noqa: S101 - so it has one
    own = client.application_id
    found = [Finding(State.GOOD, "Discord", f"the token is that of {client.user} (application {own})")]
    if settings.discord_client_id and settings.discord_client_id != str(own):
        found.append(Finding(State.BAD, "Discord", "DISCORD_CLIENT_ID is another application's", f"set it to {own}"))
    may_see = client.application_flags.gateway_guild_members or client.application_flags.gateway_guild_members_limited
    if settings.members_intent and not may_see:
        says = "MEMBERS_INTENT is true, and Discord does not allow that intent"
        fix = "Developer Portal → Bot → Server Members Intent, or set MEMBERS_INTENT=false"
        found.append(Finding(State.BAD, "Discord", says, fix))
    if not await client.http.get_global_commands(own):
        says = "no commands are registered yet"
        found.append(Finding(State.DOUBTFUL, "Discord", says, "starting does so, and so does uv run bot.py sync"))
    return found


async def _guilds(client: discord.Client) -> AsyncGenerator[tuple[int, str, discord.Permissions]]:
    """Every server the bot is in, with what its roles allow it."""
    after: int | None = None
    while page := await client.http.get_guilds(_A_PAGE, after=after, with_counts=False):
        for guild in page:
            yield int(guild["id"]), guild["name"], discord.Permissions(int(guild.get("permissions", 0)))
        if len(page) < _A_PAGE:
            return
        after = int(page[-1]["id"])


async def _in_guild(
    client: discord.Client, guild_id: int, name: str, allowed: discord.Permissions, channels: set[int]
) -> list[Finding]:
    about = f"Server “{name}”"
    assert client.application_id is not None  # noqa: S101 - logged in
    found: list[Finding] = []
    if not allowed.administrator and (missing := _missing(allowed)):
        says = f"the bot's role lacks {missing}"
        found.append(Finding(State.BAD, about, says, "Server Settings → Roles, or invite it again: " + _invite(client)))
    try:
        await client.http.get_guild_commands(client.application_id, guild_id)
    except discord.Forbidden:
        says = "it was invited without the right to offer commands"
        found.append(Finding(State.BAD, about, says, f"open {_invite(client)}&guild_id={guild_id}"))
    if channels:
        found += await _in_channels(client, guild_id, about, channels)
    return found or [Finding(State.GOOD, about, "the bot may do all it needs to")]


async def _in_channels(client: discord.Client, guild_id: int, about: str, channels: set[int]) -> list[Finding]:
    """The channels that the server chose for news are there, and open to the bot."""
    assert client.user is not None  # noqa: S101 - logged in
    guild = await client.fetch_guild(guild_id)
    me = await guild.fetch_member(client.user.id)
    found: list[Finding] = []
    for channel_id in sorted(channels):
        try:
            channel = await guild.fetch_channel(channel_id)
        except (discord.NotFound, discord.Forbidden):
            says = f"the channel {channel_id} that it chose for news is gone, or hidden from the bot"
            found.append(
                Finding(State.BAD, about, says, "choose another with /setup or /notifications set, or show it")
            )
            continue
        if missing := _missing(channel.permissions_for(me)):
            says = f"in #{channel.name} the bot lacks {missing}"
            found.append(Finding(State.BAD, about, says, "channel settings → Permissions"))
    return found


async def _channels(settings: Settings) -> dict[int, set[int]]:
    """The channels that servers chose for news, where the database can say."""
    path = database_of(settings)
    with contextlib.suppress(migrations.NoDatabase):
        if migrations.current(path) == migrations.head():
            async with _books(settings) as db:
                return await db.read(lambda tx: {guild: _chosen(tx, guild) for guild in members.present_guilds(tx)})
    return {}


def _chosen(tx: Connection, guild_id: int) -> set[int]:
    chosen = stored.some(tx, guild_id, ANNOUNCEMENTS, OFFICERS_CHANNEL)
    routed = (route.channel_id for route in notices.routes(tx, guild_id).values() if route.enabled)
    return {channel for channel in (*chosen, *routed) if isinstance(channel, int)}


def _missing(allowed: discord.Permissions) -> str:
    """What is needed and not allowed, by the names that Discord shows."""
    lacking = [name for name, needed in NEEDED if needed and not getattr(allowed, name)]
    return ", ".join(name.replace("_", " ").title() for name in lacking)


def _invite(client: discord.Client) -> str:
    assert client.application_id is not None  # noqa: S101 - logged in
    return discord.utils.oauth_url(client.application_id, permissions=NEEDED, scopes=("bot", "applications.commands"))


async def web_pages(settings: Settings) -> list[Finding]:
    """The bot that runs serves its pages; or, while none runs, the address is free."""
    about, where = "Web pages", f"{settings.web_host}:{settings.web_port}"
    found = _public(settings)
    if lock.holder(database_of(settings)) and settings.web_port:
        return [await _served(settings), *found]
    try:
        with socket.create_server((settings.web_host, settings.web_port), family=_family(settings.web_host)):
            return [Finding(State.GOOD, about, f"{where} is free for them"), *found]
    except OSError as error:
        says = f"{where} cannot be used ({error.strerror or error})"
        return [Finding(State.BAD, about, says, "choose another WEB_PORT or WEB_HOST"), *found]


def _public(settings: Settings) -> list[Finding]:
    if settings.public_url.startswith("http://"):
        says = "PUBLIC_URL is not encrypted"
        return [Finding(State.DOUBTFUL, "Web pages", says, "put a reverse proxy with https in front of them")]
    return []


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


async def _served(settings: Settings) -> Finding:
    """The bot runs: its own pages say how it is."""
    host = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.web_host, settings.web_host)  # noqa: S104
    address = f"http://{f'[{host}]' if ':' in host else host}:{settings.web_port}/healthz"
    fix = "see its log"
    try:
        timeout = aiohttp.ClientTimeout(total=_WEB_ANSWERS_IN)
        async with aiohttp.ClientSession(timeout=timeout) as session, session.get(address) as answer:
            said = await answer.json()
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return Finding(State.BAD, "Web pages", f"the bot runs, but {address} does not answer", fix)
    if not said.get("ok"):
        return Finding(State.BAD, "Web pages", f"{address} says that the database cannot be read", fix)
    return Finding(State.GOOD, "Web pages", f"the bot runs (version {said['version']}) and answers at {address}")


CHECKS: Final[tuple[tuple[str, Check], ...]] = (
    ("Configuration", configuration),
    ("Secret key", secret_key),
    ("Database", database),
    ("Discord", on_discord),
    ("Hiscores", hiscores),
    ("Wise Old Man", wise_old_man),
    ("Warcraft Logs", warcraft_logs),
    ("Beacon", beacon),
    ("Web pages", web_pages),
)
"""What is checked, in the order in which it is told."""
