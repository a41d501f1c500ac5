"""What `check` looks at: one small function a subject, each returning what it found and how to mend it.

A feature adds its own check by writing such a function (for an outside service in `outside`) and naming it in `CHECKS`.
"""

import asyncio
import difflib
import re
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import aiohttp

from config import Settings
from console.findings import Check, Finding, State
from console.on_discord import on_discord
from console.on_disk import backups, database, disk, secret_key
from console.outside import beacon, hiscores, warcraft_logs, wise_old_man
from console.troubles import database_of, in_words
from storage import lock

_WEB_ANSWERS_IN: Final = 5.0


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
        trouble = in_words(error)
        return [Finding(State.BAD, about, trouble.what, trouble.fix)]


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
    ("Disk", disk),
    ("Backups", backups),
    ("Discord", on_discord),
    ("Hiscores", hiscores),
    ("Wise Old Man", wise_old_man),
    ("Warcraft Logs", warcraft_logs),
    ("Beacon", beacon),
    ("Web pages", web_pages),
)
"""What is checked, in the order in which it is told."""
