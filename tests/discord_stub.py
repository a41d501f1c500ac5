"""As much of Discord as a start needs: REST and a gateway on a port of this machine, for the bot in its own process."""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any, TypeVar

from aiohttp import WSMsgType, web

ROOT = Path(__file__).parent.parent
APPLICATION = 1186000000000000007
GUILD = 1186000000000000001
CHANNEL = 1186000000000000002
ROLE = 1186000000000000003
INTERACTION = 1186000000000000099
TOKEN = "right.token.for-the-stub"
ALL = 117760

_MEMBERS = 1 << 1
"""The members intent, as a bot asks for it."""
_SHOWS_MEMBERS = 1 << 14
"""The flag of an application that may have it."""

# Points discord.py at the stub, then does what `python bot.py` does.
_PROGRAM = """
import sys
import discord.gateway, discord.http, discord.state, yarl
discord.http.Route.BASE = sys.argv[1] + "/api"
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(sys.argv[1].replace("http", "ws") + "/gateway")
discord.state.ConnectionState.guild_ready_timeout = property(lambda _: 0.05, lambda _, wished: None)
import bot
sys.exit(bot.main(sys.argv[2:]))
"""
_USER = f'{{"id": "{APPLICATION}", "username": "guildhall", "discriminator": "0", "avatar": null, "bot": true}}'


S = TypeVar("S", bound="Stub")


@dataclass
class Stub:
    """What Discord would say, and what it was asked."""

    address: str = ""
    guilds: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    refused: set[str] = field(default_factory=set[str])
    overwrites: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    commands: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    asked: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    answers: list[str] = field(default_factory=list[str])
    slow: Mapping[str, float] = field(default_factory=dict[str, float])
    flags: int = 0
    clock_off: timedelta = timedelta()
    identified: asyncio.Event = field(default_factory=asyncio.Event)
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    socket: web.WebSocketResponse | None = None
    started: list[asyncio.subprocess.Process] = field(default_factory=list[asyncio.subprocess.Process])

    def with_guild(self, permissions: int = ALL, name: str = "Azeroth") -> None:
        """The bot is in a server where its roles allow this."""
        self.guilds.append({"id": str(GUILD), "name": name, "permissions": str(permissions), "owner": False})

    async def dispatch(self, event: str, data: Mapping[str, Any]) -> None:
        """Tell the bot of something that happened."""
        assert self.socket is not None
        await self.socket.send_json({"op": 0, "s": 2, "t": event, "d": data})

    async def rest(self, request: web.Request) -> web.StreamResponse:
        """Every request to the API."""
        path = request.path.removeprefix("/api")
        self.asked.append((request.method, path))
        open_to_all = path.startswith(("/interactions/", "/webhooks/", "/gateway"))  # their addresses are secret enough
        if open_to_all:
            self.answers.append(await request.text())
        if not open_to_all and request.headers.get("Authorization") != f"Bot {TOKEN}":
            return _json({"message": "401: Unauthorized", "code": 0}, 401)
        for part, delay in self.slow.items():
            if part in path:
                self.reached.set()
                await asyncio.sleep(delay)
        if any(part in path for part in self.refused):
            return _json({"message": "Missing Access", "code": 50001}, 403)
        if request.method == "PUT":
            self.commands = await request.json()
        if path == "/gateway":
            date = format_datetime(datetime.now(UTC) + self.clock_off, usegmt=True)
            return web.Response(headers={"Date": date})
        says = self.says(path)
        return web.Response(status=204) if says is None else _json(says)

    def says(self, path: str) -> object:
        """What it answers to a request for that; None for nothing."""
        own = f"/applications/{APPLICATION}"
        given = {"application_id": str(APPLICATION), "version": "1"}
        known: dict[str, object] = {
            "/users/@me": WORLD["user"],
            "/oauth2/applications/@me": {**WORLD["application"], "flags": self.flags},
            "/users/@me/guilds": self.guilds,
            f"{own}/commands": [one | given | {"id": str(at)} for at, one in enumerate(self.commands, start=1)],
            f"{own}/guilds/{GUILD}/commands": [],
            f"/guilds/{GUILD}": WORLD["guild"],
            f"/guilds/{GUILD}/members/{APPLICATION}": WORLD["me"],
            f"/webhooks/{APPLICATION}/again": WORLD["message"],
            f"/channels/{CHANNEL}": {**WORLD["channel"], "permission_overwrites": self.overwrites},
        }
        if path.endswith("/again/callback"):
            return {"interaction": {"id": path.split("/")[2], "type": 2}}
        return known.get(path)

    async def gateway(self, request: web.Request) -> web.StreamResponse:
        """Hello, ready, and an answer to every heartbeat."""
        self.socket = socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 41250}})
        async for message in socket:
            said: dict[str, Any] = json.loads(message.data) if message.type is WSMsgType.TEXT else {"op": None}
            operation = said["op"]
            if operation == 2 and said["d"]["intents"] & _MEMBERS and not self.flags & _SHOWS_MEMBERS:
                await socket.close(code=4014, message=b"Disallowed intent(s).")
            elif operation == 1:
                await socket.send_json({"op": 11})
            elif operation == 2:
                ready = {**WORLD["ready"], "user": WORLD["user"], "resume_gateway_url": self.address}
                await socket.send_json({"op": 0, "s": 1, "t": "READY", "d": ready})
                self.identified.set()
        return socket

    async def start(self, *words: str, folder: Path, **environment: str) -> asyncio.subprocess.Process:
        """`python bot.py` with these words, in that folder, on this Discord."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", _PROGRAM, self.address, *words),
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "DISCORD_TOKEN": TOKEN, "WEB_PORT": "0", **environment},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        self.started.append(process)
        return process

    async def run(self, *words: str, folder: Path, **environment: str) -> tuple[int, str, str]:
        """Exit code and what was printed on stdout and stderr."""
        process = await self.start(*words, folder=folder, **environment)
        async with asyncio.timeout(60):
            out, err = await process.communicate()
        assert process.returncode is not None
        return process.returncode, out.decode(), err.decode()


def _json(says: object, status: int = 200) -> web.Response:
    """As Discord sends it: discord.py reads no other content type."""
    return web.Response(body=json.dumps(says).encode(), status=status, headers={"Content-Type": "application/json"})


@asynccontextmanager
async def serving(discord: S) -> AsyncGenerator[S]:
    """That Discord, as long as the block lasts."""
    app = web.Application()
    app.router.add_get("/gateway", discord.gateway)
    app.router.add_route("*", "/api/{path:.*}", discord.rest)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port: int = runner.addresses[0][1]
    discord.address = f"http://127.0.0.1:{port}"
    try:
        yield discord
    finally:
        for process in discord.started:
            if process.returncode is None:
                process.kill()
                await process.communicate()
        if discord.socket is not None:
            with contextlib.suppress(ConnectionError):
                await discord.socket.close()
        await runner.cleanup()


@asynccontextmanager
async def stub() -> AsyncGenerator[Stub]:
    """Discord, as long as the block lasts."""
    async with serving(Stub()) as discord:
        yield discord


def clicked(name: str, sub: str, **options: str) -> dict[str, Any]:
    """A command that somebody with Manage Server typed."""
    given = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
    data = {"id": "5", "name": name, "type": 1, "options": [{"name": sub, "type": 1, "options": given}]}
    return {**WORLD["interaction"], "data": data}


WORLD: dict[str, Any] = json.loads(f"""{{
    "user": {_USER},
    "application": {{"id": "{APPLICATION}", "name": "Guildhall", "description": "", "icon": null, "verify_key": "0",
        "bot_public": true, "bot_require_code_grant": false, "flags": 0, "rpc_origins": [],
        "owner": {{"id": "1", "username": "owner", "discriminator": "0", "avatar": null}}}},
    "ready": {{"v": 10, "guilds": [], "session_id": "1", "application": {{"id": "{APPLICATION}", "flags": 0}}}},
    "guild": {{"id": "{GUILD}", "name": "Azeroth", "owner_id": "1", "emojis": [], "features": [], "stickers": [],
        "verification_level": 0, "default_message_notifications": 0, "explicit_content_filter": 0, "mfa_level": 0,
        "nsfw_level": 0, "premium_tier": 0, "preferred_locale": "en-US", "system_channel_flags": 0,
        "premium_progress_bar_enabled": false, "roles": [
            {{"id": "{GUILD}", "name": "@everyone", "permissions": "0", "position": 0, "color": 0, "hoist": false,
                "managed": false, "mentionable": false, "flags": 0}},
            {{"id": "{ROLE}", "name": "Guildhall", "permissions": "{ALL}", "position": 1, "color": 0, "hoist": false,
                "managed": true, "mentionable": false, "flags": 0}}]}},
    "me": {{"user": {_USER}, "roles": ["{ROLE}"], "joined_at": "2026-01-01T00:00:00+00:00", "flags": 0,
        "deaf": false, "mute": false}},
    "channel": {{"id": "{CHANNEL}", "type": 0, "name": "news", "position": 0, "guild_id": "{GUILD}"}},
    "message": {{"id": "9", "channel_id": "{CHANNEL}", "type": 0, "content": "", "author": {_USER}, "embeds": [],
        "attachments": [], "components": [], "mentions": [], "mention_roles": [], "mention_everyone": false,
        "timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": null, "tts": false, "pinned": false}},
    "interaction": {{"id": "{INTERACTION}", "application_id": "{APPLICATION}", "type": 2, "version": 1,
        "token": "again", "guild_id": "{GUILD}", "channel_id": "{CHANNEL}", "locale": "en-US",
        "guild_locale": "en-US", "context": 0, "app_permissions": "{ALL}", "entitlements": [],
        "attachment_size_limit": 10485760, "authorizing_integration_owners": {{}},
        "channel": {{"id": "{CHANNEL}", "type": 0, "name": "news", "permissions": "0", "position": 0}},
        "member": {{"roles": [], "permissions": "32", "joined_at": "2026-01-01T00:00:00+00:00", "deaf": false,
            "mute": false, "flags": 0,
            "user": {{"id": "42", "username": "sylva", "discriminator": "0", "avatar": null,
                "global_name": "Sylva"}}}}}}
}}""")
