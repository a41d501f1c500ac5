"""A pretend Discord's memory: servers with members, what was posted in their channels, and who waits for an answer.

It outlives the bot: a restarted one finds its posts as it left them. A post with a nonce that was used minutes ago is
the post that there is, as on the real one; `copies` counts what slipped through.
"""

import asyncio
import itertools
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

EPOCH: Final = 1_420_070_400_000
APPLICATION: Final = 1_186_000_000_000_000_007
TOKEN: Final = "right.token.for-the-town"
ALL: Final = "2248473465835073"
BUTTON: Final = 2

_FIRST_GUILD: Final = 772_000_000_000_000_000
_FIRST_PERSON: Final = 300_000_000_000_000_000
_NONCE_LASTS: Final = 300.0
_FOLLOWED_UP: Final = 20.0
"""Seconds for which something that was answered may still be followed up."""

_MANAGER: Final = "32"


@dataclass(frozen=True, slots=True)
class Person:
    """A member of a server; a boss may manage it."""

    guild_id: int
    user_id: int
    boss: bool = False

    @property
    def mention(self) -> str:
        """As somebody types it."""
        return f"<@{self.user_id}>"


@dataclass(frozen=True, slots=True)
class Guild:
    """A server with two channels; the first of its people may manage it."""

    id: int
    people: tuple[Person, ...]

    @property
    def general(self) -> int:
        """Where people act."""
        return self.id + 1

    @property
    def news(self) -> int:
        """Where the bot announces."""
        return self.id + 2

    @property
    def boss(self) -> Person:
        """Who manages it."""
        return self.people[0]

    def payload(self) -> dict[str, Any]:
        """What the gateway tells of it."""
        roles = [_role(self.id, ALL, 0), _role(self.id + 20, ALL, 20)]
        channels = [_channel(self.general, "general", self.id), _channel(self.news, "news", self.id)]
        me = {"user": BOT, "roles": [str(self.id + 20)], "joined_at": _JOINED, "flags": 0, "deaf": False, "mute": False}
        return _GUILD | {
            "id": str(self.id),
            "name": f"Guild {self.id % 1000}",
            "owner_id": str(self.boss.user_id),
            "roles": roles,
            "channels": channels,
            "members": [me],
            "member_count": len(self.people) + 1,
        }


@dataclass(slots=True)
class Post:
    """A message in a channel; `at` is when it came, in seconds since 1970."""

    id: int
    channel_id: int
    at: float
    content: dict[str, Any]


@dataclass(eq=False, slots=True)
class Asked:
    """Something that somebody did, and what came back; `begun` and `first` are the machine's seconds."""

    id: int
    what: str
    person: Person
    begun: float
    first: float | None = None
    answer: dict[str, Any] = field(default_factory=dict[str, Any])
    modal: dict[str, Any] | None = None
    choices: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    message_id: int = 0
    waiting: bool = False
    done: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    @property
    def text(self) -> str:
        """All the words of the answer, top to bottom."""
        said = [str(self.answer.get("content") or "")]
        said += [str(part["content"]) for part in parts(self.answer) if part.get("type") == 10]
        return "\n".join(one for one in said if one)

    def settle(self) -> None:
        """The answer is whole."""
        if not self.done.done():
            self.done.set_result(None)

    def ids(self, start: str) -> list[str]:
        """The ids of what can be pressed or picked, of those that start like that."""
        return ids(self.answer, start)


def parts(message: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every component of a message, nested ones too."""
    stack: list[dict[str, Any]] = list(reversed(message.get("components") or []))
    while stack:
        part = stack.pop()
        yield part
        inner = list(part.get("components") or [])
        inner += [part[name] for name in ("accessory", "component") if isinstance(part.get(name), dict)]
        stack.extend(reversed(inner))


def ids(message: Mapping[str, Any], start: str) -> list[str]:
    """The ids of the components that can be used, of those that start like that."""
    usable = (part for part in parts(message) if "custom_id" in part and not part.get("disabled"))
    return [part["custom_id"] for part in usable if part["custom_id"].startswith(start)]


class Town:
    """Answers the bot's requests; `now` gives the time in seconds since 1970."""

    def __init__(self, guilds: int, members: int, now: Callable[[], float] = time.time) -> None:
        self.now = now
        self.guilds = tuple(_founded(number, members) for number in range(guilds))
        self._people = {(one.guild_id, one.user_id): one for guild in self.guilds for one in guild.people}
        self.commands: dict[str, dict[str, Any]] = {}
        self.posts: dict[int, Post] = {}
        self.copies: Counter[str] = Counter()
        self.strange: Counter[str] = Counter()
        self.taken: Counter[str] = Counter()
        self._nonces: dict[tuple[int, str], tuple[float, int]] = {}
        self._asked: dict[int, Asked] = {}
        self._numbers = itertools.count(1)

    def new_id(self) -> int:
        """An id as Discord makes them: it tells the time."""
        return int(self.now() * 1000 - EPOCH) << 22 | next(self._numbers) & 0x3FFFFF

    def ask(self, what: str, person: Person, begun: float) -> Asked:
        """Somebody does something and waits for the answer."""
        asked = Asked(self.new_id(), what, person, begun)
        self._asked[asked.id] = asked
        later = asyncio.get_running_loop().call_later
        asked.done.add_done_callback(lambda _: later(_FOLLOWED_UP, self._asked.pop, asked.id, None))
        return asked

    def abandon(self) -> None:
        """The bot is gone: whoever waits hears no more."""
        for asked in self._asked.values():
            asked.settle()
        self._asked.clear()

    def answer(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        """What Discord answers to a request: status and JSON."""
        match method, path.strip("/").split("/"):
            case "POST", ["interactions", asked, _, "callback"]:
                return self._called_back(int(asked), body)
            case "PATCH", ["webhooks", _, token, "messages", _]:
                return self._edited_answer(token, body)
            case "GET", ["webhooks", _, token, "messages", _]:
                return self._edited_answer(token, {})
            case "POST", ["webhooks", _, token]:
                return self._followed_up(token, body)
            case "POST", ["channels", channel, "messages"]:
                return self._posted(int(channel), body)
            case "GET", ["guilds", guild, "members", one] if person := self._known(int(guild), int(one)):
                return 200, member(person) | {"user": user(person.user_id)}
            case ("PATCH" | "GET") as verb, ["channels", _, "messages", message]:
                return self._edited(int(message), body if verb == "PATCH" else {})
            case _, _:
                return self._else(method, path.strip("/"), body)

    def _known(self, guild_id: int, user_id: int) -> Person | None:
        return self._people.get((guild_id, user_id))

    def _else(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        own = f"applications/{APPLICATION}"
        match method, path:
            case "GET", "users/@me":
                return 200, BOT
            case "GET", "oauth2/applications/@me":
                return 200, _APPLICATION
            case "PUT", one if one == f"{own}/commands":
                self.commands = {command["name"]: command | {"id": str(self.new_id())} for command in body}
                made = {"application_id": str(APPLICATION), "version": "1"}
                return 200, [command | made for command in self.commands.values()]
            case "GET", one if one == f"{own}/commands":
                made = {"application_id": str(APPLICATION), "version": "1"}
                return 200, [command | made for command in self.commands.values()]
            case "POST", "users/@me/channels":
                return 200, {"id": body["recipient_id"], "type": 1, "recipients": [user(int(body["recipient_id"]))]}
            case _:
                self.strange[f"{method} {path}"] += 1
                return 404, {"message": "Unknown", "code": 0}

    def _called_back(self, asked_id: int, body: dict[str, Any]) -> tuple[int, Any]:
        asked = self._asked.get(asked_id)
        if asked is None:
            return 404, {"message": "Unknown interaction", "code": 10062}
        if asked.first is not None:
            return 400, {"message": "Interaction has already been acknowledged.", "code": 40060}
        asked.first = time.perf_counter()
        kind = int(body["type"])
        data: dict[str, Any] = body.get("data") or {}
        asked.waiting = kind in (5, 6)
        if kind in (4, 7):
            asked.message_id = asked.message_id or self.new_id()
            asked.answer = data
        elif kind == 8:
            asked.choices = data["choices"]
        elif kind == 9:
            asked.modal = data
        message = self._message(asked)
        if kind == 4 and not int(data.get("flags") or 0) & 64:
            self._keep(asked.message_id, asked.person.guild_id + 1, data)
        if not asked.waiting:
            asked.settle()
        told = {"interaction": {"id": str(asked.id), "type": 2, "response_message_id": message["id"]}}
        return 200, told | {"resource": {"type": kind, "message": message}}

    def _edited_answer(self, token: str, body: dict[str, Any]) -> tuple[int, Any]:
        if (asked := self._asked.get(int(token.removeprefix("to-")))) is None:
            return 404, {"message": "Unknown Webhook", "code": 10015}
        asked.answer = asked.answer | body
        if asked.waiting and body:
            asked.waiting = False
            asked.settle()
        return 200, self._message(asked)

    def _followed_up(self, token: str, body: dict[str, Any]) -> tuple[int, Any]:
        if (asked := self._asked.get(int(token.removeprefix("to-")))) is None:
            return 404, {"message": "Unknown Webhook", "code": 10015}
        asked.answer = asked.answer | body
        asked.message_id = asked.message_id or self.new_id()
        if not int(body.get("flags") or 0) & 64:
            self._keep(asked.message_id, asked.person.guild_id + 1, body)
        asked.waiting = False
        asked.settle()
        return 200, self._message(asked)

    def _message(self, asked: Asked) -> dict[str, Any]:
        asked.message_id = asked.message_id or self.new_id()
        return message(asked.message_id, asked.person.guild_id + 1, asked.answer)

    def _posted(self, channel_id: int, body: dict[str, Any]) -> tuple[int, Any]:
        nonce, now = body.get("nonce"), self.now()
        self.taken["posts"] += 1
        if nonce is not None:
            at, known = self._nonces.get((channel_id, nonce), (0.0, 0))
            if known and abs(now - at) < _NONCE_LASTS:
                return 200, message(known, channel_id, self.posts[known].content)
            self.copies[nonce] += 1
        made = self.new_id()
        if nonce is not None:
            self._nonces[channel_id, nonce] = (now, made)
        self._keep(made, channel_id, body)
        return 200, message(made, channel_id, body)

    def _edited(self, message_id: int, body: dict[str, Any]) -> tuple[int, Any]:
        post = self.posts.get(message_id)
        if post is None:
            return 404, {"message": "Unknown Message", "code": 10008}
        self.taken["edits"] += bool(body)
        post.content = post.content | body
        return 200, message(post.id, post.channel_id, post.content)

    def _keep(self, message_id: int, channel_id: int, content: dict[str, Any]) -> None:
        self.posts[message_id] = Post(message_id, channel_id, self.now(), content)


def message(message_id: int, channel_id: int, content: Mapping[str, Any]) -> dict[str, Any]:
    """A message of the bot's as Discord tells it."""
    shown = {name: content[name] for name in ("components", "embeds", "flags", "nonce") if content.get(name)}
    text = str(content.get("content") or "")
    return _MESSAGE | {"id": str(message_id), "channel_id": str(channel_id), "content": text} | shown


def user(user_id: int) -> dict[str, Any]:
    """Somebody as Discord tells them."""
    name = f"raider{user_id % 1_000_000}"
    return {"id": str(user_id), "username": name, "discriminator": "0", "global_name": name.title(), "avatar": None}


def member(person: Person) -> dict[str, Any]:
    """Somebody in their server, without who they are."""
    allowed = _MANAGER if person.boss else "0"
    return _MEMBER | {"roles": [], "permissions": allowed, "joined_at": _JOINED}


def _founded(number: int, members: int) -> Guild:
    guild_id = _FIRST_GUILD + number * 1000
    first = _FIRST_PERSON + number * members
    return Guild(guild_id, tuple(Person(guild_id, first + one, one == 0) for one in range(members)))


def _role(role_id: int, permissions: str, position: int) -> dict[str, Any]:
    return _ROLE | {"id": str(role_id), "permissions": permissions, "position": position, "name": f"role {position}"}


def _channel(channel_id: int, name: str, guild_id: int) -> dict[str, Any]:
    return {
        "id": str(channel_id),
        "type": 0,
        "name": name,
        "guild_id": str(guild_id),
        "position": 0,
        "permission_overwrites": [],
        "parent_id": None,
        "nsfw": False,
        "topic": None,
    }


_JOINED: Final = "2026-01-01T00:00:00+00:00"
BOT: Final[dict[str, Any]] = user(APPLICATION) | {"username": "guildhall", "bot": True}
_APPLICATION: Final[dict[str, Any]] = {
    "id": str(APPLICATION),
    "name": "Guildhall",
    "description": "",
    "icon": None,
    "verify_key": "0",
    "bot_public": True,
    "bot_require_code_grant": False,
    "flags": 0,
    "rpc_origins": [],
    "owner": user(1),
}
_ROLE: Final[dict[str, Any]] = json.loads(
    '{"color": 0, "colors": {"primary_color": 0}, "hoist": false, "managed": false, "mentionable": false, "flags": 0}'
)
_MEMBER: Final[dict[str, Any]] = json.loads(
    """{"deaf": false, "mute": false, "flags": 0, "pending": false, "nick": null, "avatar": null, "premium_since": null,
    "communication_disabled_until": null}"""
)
_GUILD: Final[dict[str, Any]] = json.loads(
    """{"emojis": [], "features": [], "stickers": [], "verification_level": 0, "default_message_notifications": 0,
    "explicit_content_filter": 0, "mfa_level": 0, "nsfw_level": 0, "premium_tier": 0, "preferred_locale": "en-US",
    "system_channel_flags": 0, "premium_progress_bar_enabled": false, "large": false, "voice_states": []}"""
)
_MESSAGE: Final[dict[str, Any]] = {
    "type": 0,
    "author": BOT,
    "embeds": [],
    "attachments": [],
    "components": [],
    "mentions": [],
    "mention_roles": [],
    "mention_everyone": False,
    "timestamp": _JOINED,
    "edited_timestamp": None,
    "tts": False,
    "pinned": False,
    "flags": 0,
}
