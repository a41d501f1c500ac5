"""The pretend Discord on a port of this machine: REST and a gateway, with troubles on demand."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, Self

from aiohttp import WSMsgType, web

from benchmarks.load.town import APPLICATION, BOT, TOKEN, Town

Trouble = Callable[[str, str], Awaitable[web.StreamResponse | None]]
"""Is asked before a request is answered; what it returns is the answer instead."""

_HEARTBEAT: Final = 41250


class Wire:
    """Serves a town; `before` and `trouble` are asked before the town takes a request, `aftermath` after it."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.address = ""
        self.ready = asyncio.Event()
        self.before: Trouble | None = None
        self.trouble: Trouble | None = None
        self.aftermath: Trouble | None = None
        self.refuse_gateway = False
        self._socket: web.WebSocketResponse | None = None
        self._runner: web.AppRunner | None = None
        self._sent: set[asyncio.Task[None]] = set()
        self._number = 0

    @property
    def connected(self) -> bool:
        """Whether the bot hears us."""
        return self.ready.is_set() and self._socket is not None and not self._socket.closed

    def dispatch(self, event: str, data: Mapping[str, Any]) -> None:
        """Tell the bot of something that happened, if it listens."""
        if self._socket is not None and not self._socket.closed:
            self._number += 1
            text = json.dumps({"op": 0, "s": self._number, "t": event, "d": data})
            task = asyncio.create_task(_send(self._socket, text))
            self._sent.add(task)
            task.add_done_callback(self._sent.discard)

    async def hang_up(self, code: int = 4000) -> None:
        """Break the gateway's connection."""
        if self._socket is not None:
            with contextlib.suppress(ConnectionError):
                await self._socket.close(code=code)

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=32 << 20)
        app.router.add_get("/gateway", self._gateway)
        app.router.add_route("*", "/api/{path:.*}", self._rest)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.hang_up()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        path = request.path.removeprefix("/api")
        for ask in (self.before, self.trouble):
            if ask and (instead := await ask(request.method, path)):
                return instead
        open_to_all = path.startswith(("/interactions/", "/webhooks/"))  # their addresses are secret enough
        if not open_to_all and request.headers.get("Authorization") != f"Bot {TOKEN}":
            return answered(401, {"message": "401: Unauthorized", "code": 0})
        status, says = self.town.answer(request.method, path, await _body(request))
        if self.aftermath and (instead := await self.aftermath(request.method, path)):
            return instead
        return answered(status, says)

    async def _gateway(self, request: web.Request) -> web.StreamResponse:
        if self.refuse_gateway:
            return web.Response(status=503)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": _HEARTBEAT}})
        async for message in socket:
            said: dict[str, Any] = json.loads(message.data) if message.type is WSMsgType.TEXT else {"op": None}
            match said["op"]:
                case 1:
                    await socket.send_json({"op": 11})
                case 2:
                    await self._welcome(socket)
                case 6:
                    # Nobody keeps what was missed: the bot begins a session of its own, as after a long outage.
                    await socket.send_json({"op": 9, "d": False})
                case _:
                    pass
        if self._socket is socket:
            self.ready.clear()
        return socket

    async def _welcome(self, socket: web.WebSocketResponse) -> None:
        guilds = [{"id": str(one.id), "unavailable": True} for one in self.town.guilds]
        ready = {"v": 10, "guilds": guilds, "session_id": "1", "user": BOT}
        ready |= {"application": {"id": str(APPLICATION), "flags": 0}}
        ready |= {"resume_gateway_url": self.address.replace("http", "ws", 1) + "/gateway"}
        await socket.send_json({"op": 0, "s": 1, "t": "READY", "d": ready})
        for number, guild in enumerate(self.town.guilds, 2):
            await socket.send_json({"op": 0, "s": number, "t": "GUILD_CREATE", "d": guild.payload()})
        self._number = len(self.town.guilds) + 1
        self._socket = socket
        self.ready.set()


def answered(status: int, says: Any, headers: Mapping[str, str] | None = None) -> web.Response:
    """As Discord sends it: discord.py reads no other content type."""
    body = json.dumps(says).encode()
    return web.Response(body=body, status=status, headers={"Content-Type": "application/json", **(headers or {})})


async def _send(socket: web.WebSocketResponse, text: str) -> None:
    with contextlib.suppress(ConnectionError):
        await socket.send_str(text)


async def _body(request: web.Request) -> Any:
    """What was sent: JSON, or the JSON among the files."""
    if request.content_type == "multipart/form-data":
        form = await request.post()
        return json.loads(str(form["payload_json"]))
    text = await request.text()
    return json.loads(text) if text else {}
