"""Secrets that are recognised wherever they turn up, whole or in part, as they are or encoded; and a Discord that
writes down everything it is sent."""

import asyncio
import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from aiohttp import web

from tests.discord_stub import APPLICATION, WORLD, Stub

PART = 12
"""Letters: so much of a secret is a secret still."""


def shapes(secret: str) -> set[str]:
    """The beginning of a secret as it is, quoted, in hex and in base 64 wherever that begins to count."""
    part = secret[:PART].encode()
    found = {part.decode(), quote(part.decode(), safe=""), json.dumps(part.decode())[1:-1]}
    found |= {part.hex(), part.hex().upper()}
    for before in range(3):
        # What stands before it and after it is mixed into the letters at both ends.
        whole = base64.b64encode(b"\0" * before + part).decode()
        inner = whole[4 if before else 0 : len(whole) - 4]
        found |= {inner, inner.replace("+", "-").replace("/", "_")}
    return found


def found_in(text: str, secrets: Mapping[str, str]) -> str:
    """A line for each secret that can be seen in a text, with the words around it; empty when none can."""
    return "\n".join(
        f"{name}: …{text[max(0, place - 80) : place + 60]!r}…"
        for name, secret in secrets.items()
        for shape in sorted(shapes(secret))
        if (place := text.find(shape)) >= 0
    )


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as Discord got it."""

    method: str
    path: str
    body: str


@dataclass
class Recorder(Stub):
    """Discord, which keeps what it is sent and answers every interaction."""

    sent: list[Sent] = field(default_factory=list[Sent])
    acts: int = 0

    async def rest(self, request: web.Request) -> web.StreamResponse:
        """Every request to the API."""
        body = (await request.read()).decode(errors="replace")
        self.sent.append(Sent(request.method, request.path.removeprefix("/api"), body))
        return await super().rest(request)

    def says(self, path: str) -> object:
        """What it answers."""
        if path.endswith("/callback"):
            return {"interaction": {"id": path.split("/")[2], "type": 2}}
        if path.startswith("/webhooks/"):
            return WORLD["message"]
        return super().says(path)

    async def act(self, token: str, name: str, sub: str | None = None, **options: str | int) -> str:
        """Somebody with Manage Server types a command; returns the number of the interaction."""
        self.acts += 1
        number = str(1186000000000001000 + self.acts)
        given = [
            {"name": key, "type": 4 if isinstance(value, int) else 3, "value": value} for key, value in options.items()
        ]
        rest: list[dict[str, Any]] = [{"name": sub, "type": 1, "options": given}] if sub else given
        data = {"id": "5", "name": name, "type": 1, "options": rest}
        told = {**WORLD["interaction"], "id": number, "token": token, "data": data}
        await self.dispatch("INTERACTION_CREATE", told)
        return number

    async def answer(self, number: str, token: str, pattern: str = "") -> str:
        """What the pattern finds in the answers to an interaction, once it does."""
        ours = f"/interactions/{number}/{token}/callback", f"/webhooks/{APPLICATION}/{token}"
        while True:
            said = "\n".join(one.body for one in self.sent if one.path.startswith(ours))
            if said and (found := re.search(pattern, said)):
                return found[found.re.groups]
            await asyncio.sleep(0.05)
