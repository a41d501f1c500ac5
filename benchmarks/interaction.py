"""CPU per interaction: a command that answers with a sentence, here and on a bare discord.py bot.

Both get the same text that Discord's gateway would send, and read it with discord.py's own parser; both send their
answer through discord.py's own HTTP code into a session that swallows it. On our side are the tree with its reference
per interaction, the words in the asker's language, the door, the listener for old buttons and every command of the
house; no database is touched.
"""

import asyncio
import json
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from types import TracebackType
from typing import Any, Final, Self, TypeVar

import discord
from discord import app_commands
from discord.ext import commands

import bot as root
from benchmarks.figures import Amount, Benchmark, Figure, Sense
from benchmarks.measuring import folder
from cogs.ui.door import Interaction, answer, words_for
from config import Settings

GUILD: Final = 772_000_000_000_000_003
CHANNEL: Final = GUILD + 1
APPLICATION: Final = GUILD + 2
FIRST: Final = 1_400_000_000_000_000_000


@dataclass(frozen=True, slots=True)
class Plan:
    """How many rounds, interactions a round, and of these at the same time."""

    rounds: int = 15
    interactions: int = 1000
    together: int = 10


def run(plan: Plan) -> list[Figure]:
    with folder() as place:
        pairs = asyncio.run(_measured(plan, place))
    return [
        Figure(
            "CPU per interaction, no database / bare discord.py",
            Amount(median(ours / bare for bare, ours in pairs)),
            Amount(median(bare for bare, _ in pairs) * 1e6, "µs"),
            "CPU per interaction on a bare commands.Bot",
            Sense.AT_MOST,
            1.3,
            f"median of {plan.rounds} rounds of {plan.interactions}, in turns with bare; stubbed transport",
        )
    ]


async def _measured(plan: Plan, place: Path) -> list[tuple[float, float]]:
    ours = root.build(Settings(data_dir=place))
    for extension in root.EXTENSIONS:
        await ours.load_extension(extension)
    ours.tree.add_command(_command(_greet))
    bare = commands.Bot(commands.when_mentioned, intents=ours.intents, help_command=None, max_messages=None)
    bare.tree.add_command(_command(_greet_barely))
    numbers = iter(range(FIRST, FIRST + 1_000_000_000))
    pairs: list[tuple[float, float]] = []
    with offline(bare, Swallow()) as bare_session, offline(ours, Swallow()) as our_session:
        sides = ((bare, bare_session), (ours, our_session))
        for client, session in sides:
            await client._async_setup_hook()
            await _exchange(client, session, plan, numbers)
        for number in range(plan.rounds):
            order = sides if number % 2 else sides[::-1]
            spent = {client: await _exchange(client, session, plan, numbers) for client, session in order}
            pairs.append((spent[bare], spent[ours]))
        for session in (bare_session, our_session):
            _check(session)
    return pairs


async def _exchange(client: commands.Bot, session: "Swallow", plan: Plan, numbers: Any) -> float:
    """Let so many people use the command; returns the CPU seconds that each took."""
    texts = [_payload(next(numbers)) for _ in range(plan.interactions)]
    parse = client._connection.parsers["INTERACTION_CREATE"]
    begun, before = time.process_time(), session.answers
    for start in range(0, len(texts), plan.together):
        for text in texts[start : start + plan.together]:
            parse(json.loads(text)["d"])
        await session.until(before + min(start + plan.together, len(texts)))
    return (time.process_time() - begun) / len(texts)


def _check(session: "Swallow") -> None:
    """The last answer was the sentence."""
    said = json.loads(session.last)["data"]["content"]
    if not said.startswith("**Raider "):
        raise AssertionError(f"the answer was {said!r}")


def _command(callback: Any) -> app_commands.Command[Any, ..., None]:
    return app_commands.Command(name="greet", description="Answer with a sentence", callback=callback)


async def _greet(interaction: Interaction, name: str) -> None:
    """Answer with a sentence."""
    say = words_for(interaction)
    await answer(interaction, say("settings.changed", name=name, before="–", after=name))


async def _greet_barely(interaction: discord.Interaction[Any], name: str) -> None:
    """Answer with a sentence."""
    await interaction.response.send_message(f"**{name}** is now {name} (it was –).", ephemeral=True)


class Swallow:
    """Stands where discord.py's HTTP session is: takes every answer and says what Discord would."""

    def __init__(self) -> None:
        self.answers = 0
        self.last = ""
        self._wanted = 0
        self._reached = asyncio.Event()

    def request(self, _method: str, url: str, *, data: str, **_options: Any) -> "Taken":
        """An interaction's callback; `url` ends in its id, its token and `callback`."""
        self.answers += 1
        self.last = data
        if self.answers >= self._wanted:
            self._reached.set()
        return Taken(url.rsplit("/", 3)[-3])

    async def until(self, answers: int) -> None:
        """Wait for the answer of that number."""
        self._wanted = answers
        if self.answers < answers:
            self._reached.clear()
            await self._reached.wait()

    async def close(self) -> None:
        """Nothing is open."""


class Taken:
    """Discord's answer to a callback."""

    status = 200
    headers: Final = {"content-type": "application/json"}

    def __init__(self, interaction_id: str, text: str = "") -> None:
        self._id = interaction_id
        self._text = text or _TAKEN

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    async def text(self, encoding: str) -> str:
        """The body: the message that the answer became."""
        return self._text.replace("<id>", self._id)


AnySwallow = TypeVar("AnySwallow", bound=Swallow)


@contextmanager
def offline(client: commands.Bot, session: AnySwallow) -> Generator[AnySwallow]:
    """The client with a guild in its cache, connected to nothing but that session."""
    state = client._connection
    state.http._HTTPClient__session = session  # pyright: ignore[reportAttributeAccessIssue] - where discord.py keeps it
    state.user = discord.ClientUser(state=state, data=json.loads(_BOT))
    state._add_guild_from_data(json.loads(_GUILD))
    yield session
    state.clear()


def _payload(number: int) -> str:
    return _INTERACTION.replace("<id>", str(number)).replace("<name>", f"Raider {number % 1000}")


def interaction_text(number: int, user_id: int, **changes: Any) -> str:
    """What the gateway sends of somebody's interaction, with these fields changed."""
    text = json.loads(_INTERACTION.replace("<id>", str(number)))
    text["d"] |= changes
    text["d"]["member"]["user"]["id"] = str(user_id)
    return json.dumps(text)


_USER: Final[dict[str, Any]] = {
    "id": str(GUILD + 9),
    "username": "thrall",
    "discriminator": "0",
    "global_name": "Thrall",
    "avatar": None,
}
_BOT: Final = json.dumps(_USER | {"id": str(APPLICATION), "bot": True})
_CHANNEL: Final[dict[str, Any]] = {
    "id": str(CHANNEL),
    "type": 0,
    "guild_id": str(GUILD),
    "name": "general",
    "position": 0,
    "permission_overwrites": [],
    "parent_id": None,
    "nsfw": False,
    "topic": None,
}
_GUILD: Final = json.dumps(
    {
        "id": str(GUILD),
        "name": "Azeroth Guild",
        "owner_id": _USER["id"],
        "preferred_locale": "en-US",
        "roles": [
            {
                "id": str(GUILD + role),
                "name": f"role {role}",
                "permissions": "1024",
                "position": role,
                "color": 0,
                "colors": {"primary_color": 0},
                "hoist": False,
                "managed": False,
                "mentionable": False,
            }
            for role in (0, 20, 21, 22)
        ],
        "channels": [_CHANNEL],
        "emojis": [],
        "features": [],
        "members": [],
        "member_count": 300,
    }
)
_INTERACTION: Final = json.dumps(
    {
        "op": 0,
        "t": "INTERACTION_CREATE",
        "s": 7,
        "d": {
            "id": "<id>",
            "application_id": str(APPLICATION),
            "type": 2,
            "token": "token-of-<id>",
            "version": 1,
            "locale": "en-US",
            "guild_locale": "en-US",
            "guild_id": str(GUILD),
            "guild": {"id": str(GUILD), "locale": "en-US", "features": []},
            "channel_id": str(CHANNEL),
            "channel": _CHANNEL | {"permissions": "2248473465835073"},
            "app_permissions": "2248473465835073",
            "authorizing_integration_owners": {"0": str(GUILD)},
            "context": 0,
            "entitlements": [],
            "attachment_size_limit": 10485760,
            "member": {
                "user": _USER,
                "roles": [str(GUILD + 20), str(GUILD + 21)],
                "joined_at": "2025-11-20T06:00:00+00:00",
                "permissions": "2248473465835073",
                "deaf": False,
                "mute": False,
                "flags": 0,
                "pending": False,
                "nick": None,
                "avatar": None,
                "premium_since": None,
                "communication_disabled_until": None,
            },
            "data": {
                "id": str(APPLICATION + 1),
                "name": "greet",
                "type": 1,
                "options": [{"name": "name", "type": 3, "value": "<name>"}],
            },
        },
    }
)
TAKEN: Final[dict[str, Any]] = {
    "interaction": {"id": "<id>", "type": 2, "response_message_id": "<id>", "response_message_ephemeral": True},
    "resource": {
        "type": 4,
        "message": {
            "id": "<id>",
            "channel_id": str(CHANNEL),
            "type": 20,
            "content": "It is so.",
            "author": _USER | {"bot": True},
            "attachments": [],
            "embeds": [],
            "components": [],
            "mentions": [],
            "mention_roles": [],
            "mention_everyone": False,
            "pinned": False,
            "tts": False,
            "flags": 64,
            "timestamp": "2026-11-20T06:00:00+00:00",
            "edited_timestamp": None,
        },
    },
}

_TAKEN: Final = json.dumps(TAKEN)

FULL: Final = Plan()
TINY: Final = Plan(rounds=1, interactions=30)

BENCHMARK: Final = Benchmark(
    "interaction", "CPU per interaction, beside a bare discord.py bot", partial(run, FULL), partial(run, TINY)
)
