"""What `check` looks at on Discord: the token, the clock, and what the bot may do in each server."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

import aiohttp
import discord
from discord.http import Route
from sqlalchemy import Connection

from config import Settings
from console.findings import Finding, State
from console.on_disk import books, revision_of
from console.troubles import database_of, token_of
from domain.guild import ANNOUNCEMENTS, OFFICERS_CHANNEL
from storage import members, migrations, notices, rank_rules
from storage import settings as stored

NEEDED: Final = discord.Permissions(
    view_channel=True, send_messages=True, embed_links=True, attach_files=True, read_message_history=True
)
"""What the bot must be allowed to do in the channels it works in."""

_ANSWERS_IN: Final = 120.0
_DATE_IN: Final = 5.0
_A_PAGE: Final = 200
# Seconds: what the network may take is far less, and people notice more.
_CLOCK_OFF: Final = 3.0
_CLOCK_WRONG: Final = 30.0


async def on_discord(settings: Settings) -> list[Finding]:
    """The token is accepted, and in each server the bot may do what it needs to; without going online."""
    token = token_of(settings)
    async with asyncio.timeout(_ANSWERS_IN), discord.Client(intents=discord.Intents(guilds=True)) as client:
        await client.login(token)
        found = [*await _application(client, settings), *await _clock()]
        guilds = [guild async for guild in _guilds(client)]
        if not guilds:
            found.append(Finding(State.DOUBTFUL, "Discord", "the bot is in no server yet", f"open {_invite(client)}"))
        channels, ranked = await _chosen_by_guilds(settings)
        for guild_id, name, allowed in guilds:
            server = Server(guild_id, name, allowed, channels.get(guild_id, set()), guild_id in ranked)
            found += await _in_guild(client, server)
    return found


async def _clock() -> list[Finding]:
    """This machine's clock against Discord's; what closes at a time closes by ours."""
    timeout, before = aiohttp.ClientTimeout(total=_DATE_IN), datetime.now(UTC)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session, session.get(f"{Route.BASE}/gateway") as answer:
            theirs = parsedate_to_datetime(answer.headers.get("Date", ""))
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return []  # nothing to compare with; that Discord cannot be reached is said by what needs it
    now = datetime.now(UTC)
    # Their second began up to one second before they said it.
    ahead, behind = before - theirs - timedelta(seconds=1), theirs - now
    off = max(ahead, behind, timedelta()).total_seconds()
    if off < _CLOCK_OFF:
        return [Finding(State.GOOD, "Clock", "goes with Discord's")]
    way = "ahead of" if ahead > behind else "behind"
    says = f"it is {off:,.0f} s {way} Discord's: contests, auctions and draws close by it"
    fix = "let this machine keep time by itself: timedatectl set-ntp true"
    return [Finding(State.BAD if off > _CLOCK_WRONG else State.DOUBTFUL, "Clock", says, fix)]


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


@dataclass(frozen=True, slots=True)
class Server:
    """A server the bot is in: what its roles allow there, where news go, and whether ranks have roles."""

    id: int
    name: str
    allowed: discord.Permissions
    channels: set[int]
    ranked: bool


async def _in_guild(client: discord.Client, server: Server) -> list[Finding]:
    about, guild_id, allowed = f"Server “{server.name}”", server.id, server.allowed
    assert client.application_id is not None  # noqa: S101 - logged in
    found: list[Finding] = []
    if not allowed.administrator and (missing := _missing(allowed)):
        says = f"the bot's role lacks {missing}"
        found.append(Finding(State.BAD, about, says, "Server Settings → Roles, or invite it again: " + _invite(client)))
    if server.ranked and not (allowed.administrator or allowed.manage_roles):
        says = "roles are given by rank there, and the bot's role lacks Manage Roles"
        fix = "Server Settings → Roles → the bot's role → Manage Roles, and drag it above the roles that it gives"
        found.append(Finding(State.BAD, about, says, fix))
    try:
        await client.http.get_guild_commands(client.application_id, guild_id)
    except discord.Forbidden:
        says = "it was invited without the right to offer commands"
        found.append(Finding(State.BAD, about, says, f"open {_invite(client)}&guild_id={guild_id}"))
    if server.channels:
        found += await _in_channels(client, guild_id, about, server.channels)
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


async def _chosen_by_guilds(settings: Settings) -> tuple[dict[int, set[int]], set[int]]:
    """The channels that servers chose for news, and who gives roles by rank, where the database can say."""
    path = database_of(settings)

    def ask(tx: Connection) -> tuple[dict[int, set[int]], set[int]]:
        return {guild: _chosen(tx, guild) for guild in members.present_guilds(tx)}, set(rank_rules.guilds(tx))

    if await asyncio.to_thread(revision_of, path) != migrations.head():
        return {}, set()
    async with books(settings) as db:
        return await db.read(ask)


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
