"""The bot in a process of its own, from nothing to the end of `setup_hook`, with Discord's HTTP stubbed.

`main` says `ready` on a line, then the CPU seconds that it took and the KiB of memory that the process holds.
"""

import asyncio
import time
from pathlib import Path
from typing import Any

import bot
from config import Settings

_OWNER = {"id": "2", "username": "owner", "discriminator": "0", "global_name": None, "avatar": None}
_APPLICATION = {
    "id": "1",
    "name": "Guildhall",
    "icon": None,
    "description": "",
    "verify_key": "",
    "flags": 0,
    "bot_public": True,
    "bot_require_code_grant": False,
    "owner": _OWNER,
    "team": None,
}


def main() -> None:
    """Build the bot on the current folder's `data`, and log it in."""
    _stub_discord()
    asyncio.run(_get_ready(Settings()))


async def _get_ready(settings: Settings) -> None:
    client = bot.build(settings)
    await client.login("token")
    tell()
    await client.close()


def tell() -> None:
    """Say that this process is ready, what it took and what it weighs."""
    print("ready", flush=True)
    print(time.process_time())
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:")), flush=True)


def _stub_discord() -> None:
    """What `login` asks of Discord, answered at once; and the registration of commands, once they changed."""
    from discord.http import HTTPClient

    HTTPClient.static_login = _answering(_OWNER | {"id": "1", "username": "guildhall", "bot": True})
    HTTPClient.application_info = _answering(_APPLICATION)
    HTTPClient.bulk_upsert_global_commands = _answering([])


def _answering(answer: object) -> Any:
    async def request(*_: object, **__: object) -> object:
        return answer

    return request
