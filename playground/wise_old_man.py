"""A Wise Old Man service on this machine: groups, and the past of the same characters as the demo hiscores."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from aiohttp import web

from domain import metrics
from domain.characters import HISCORES_TABLES, CharacterName, parse_name
from domain.errors import Invalid
from domain.metrics import MetricKind
from playground.growth import Answer, Characters
from playground.loopback import Loopback, Reply

_DAY: Final = timedelta(days=1)
_PAGE: Final = 20
_LARGEST_PAGE: Final = 200
_NEVER_KEPT: Final = frozenset(
    {"grid_points", "league_points", "deadman_points", "bounty_hunter_legacy_hunter", "bounty_hunter_legacy_rogue"}
)


@dataclass(frozen=True, slots=True)
class _Group:
    name: str
    members: tuple[str, ...]


class DemoWiseOldMan(Loopback):
    """Answers the three requests the bot makes, in Wise Old Man's shapes, from `characters`.

    It has looked at everybody `a_day` times a day, at noon (UTC) among others, for `days` days. Scripts are
    keyed by `group 7`, or by a player's name as `CharacterName.key` has it. With `key`, other keys get a
    403. `extra_boss` is a metric that only Wise Old Man has.
    """

    def __init__(
        self,
        characters: Characters,
        *,
        clock: Callable[[], datetime],
        days: int = 90,
        key: str | None = None,
        latency: float = 0.0,
    ) -> None:
        super().__init__(latency=latency)
        self.characters = characters
        self._clock = clock
        self.days = days
        self.a_day = 1
        self.extra_boss: str | None = None
        self._key = key
        self._groups: dict[int, _Group] = {}

    def add_group(self, group_id: int, name: str, members: tuple[str, ...]) -> None:
        """A group comes into being; members may have names that nobody can have."""
        self._groups[group_id] = _Group(name, members)

    def keys(self, request: web.BaseRequest) -> tuple[str, ...]:
        """`group 7`, or the player's name as it was asked for."""
        match _parts(request):
            case [_, "groups", number, *_]:
                return (f"group {number}",)
            case [_, "players", name, *_]:
                return (name,)
            case _:
                return (request.path,)

    def truth(self, request: web.BaseRequest) -> Reply:
        """What Wise Old Man would say."""
        given = request.headers.get("x-api-key")
        if self._key is not None and given not in (None, self._key):
            return _refusal(403, "Invalid API Key.")
        match _parts(request):
            case ["v2", "groups", number]:
                return self._group(int(number))
            case ["v2", "groups", number, "bulk-hiscores"]:
                return self._bulk(int(number))
            case ["v2", "players", name, "snapshots"]:
                return self._snapshots(name, request.query)
            case _:
                return _refusal(404, "Endpoint not found")

    def _group(self, number: int) -> Reply:
        group = self._groups.get(number)
        if group is None:
            return _refusal(404, "Group not found.")
        memberships = [
            {"playerId": place, "groupId": number, "role": "member", "player": self._player(place, name)}
            for place, name in enumerate(group.members, start=1)
        ]
        return _json({"id": number, "name": group.name, "memberCount": len(memberships), "memberships": memberships})

    def _bulk(self, number: int) -> Reply:
        group = self._groups.get(number)
        if group is None:
            return _refusal(404, "Group not found")
        noon = _noon(self._clock())
        entries = [
            {"player": self._player(place, name), "data": data}
            for place, name in enumerate(group.members, start=1)
            if (data := self._snapshot(name, noon)) is not None
        ]
        return _json(entries)

    def _snapshots(self, name: str, query: Mapping[str, str]) -> Reply:
        if self._snapshot(name, self._clock()) is None:
            return _refusal(404, "Player not found.")
        first = datetime.fromisoformat(query["startDate"])
        last = datetime.fromisoformat(query["endDate"])
        limit, offset = int(query.get("limit", _PAGE)), int(query.get("offset", 0))
        if first >= last or not 0 < limit <= _LARGEST_PAGE:
            return _refusal(400, "Validation error")
        noon = _noon(self._clock())
        looks = (noon - _DAY * age / self.a_day for age in range(self.days * self.a_day))
        page = [at for at in looks if first <= at <= last][offset : offset + limit]
        return _json([self._snapshot(name, at) for at in page])

    def _player(self, number: int, name: str) -> dict[str, Any]:
        parsed = _parsed(name)
        kind = None if parsed is None else self.characters.type_of(parsed)
        return {
            "id": number,
            "username": name.lower(),
            "displayName": name,
            "type": "unknown" if kind is None else kind.value,
            "build": "main",
            "status": "active",
        }

    def _snapshot(self, name: str, at: datetime) -> dict[str, Any] | None:
        parsed = _parsed(name)
        kind = None if parsed is None else self.characters.type_of(parsed)
        if parsed is None or kind is None:
            return None
        answer = self.characters.answer(parsed, HISCORES_TABLES[kind], at)
        if answer is None:
            return None
        data = _data(answer)
        if self.extra_boss is not None:
            data["bosses"][self.extra_boss] = {"metric": self.extra_boss, "kills": 9, "rank": 9, "ehb": 0}
        return {"playerId": 1, "createdAt": _text(at), "importedAt": None, "data": data}


def _data(answer: Answer) -> dict[str, Any]:
    skills = {
        (slug := metrics.skill_for(each["name"]).slug): {
            "metric": slug, "experience": each["xp"], "rank": each["rank"], "level": each["level"], "ehp": 0
        }
        for each in answer["skills"]
    }  # fmt: skip
    bosses: dict[str, Any] = {}
    activities: dict[str, Any] = {}
    for each in answer["activities"]:
        metric = metrics.activity_for(each["name"])
        entry = {"metric": metric.slug, "rank": each["rank"]}
        if metric.kind is MetricKind.BOSS:
            bosses[metric.slug] = {**entry, "kills": each["score"], "ehb": 0}
        elif metric.slug not in _NEVER_KEPT:
            activities[metric.slug] = {**entry, "score": each["score"]}
    computed = {name: {"metric": name, "value": 0.0, "rank": -1} for name in ("ehp", "ehb")}
    return {"skills": skills, "bosses": bosses, "activities": activities, "computed": computed}


def _parts(request: web.BaseRequest) -> list[str]:
    return request.path.strip("/").split("/")


def _parsed(name: str) -> CharacterName | None:
    try:
        return parse_name(name)
    except Invalid:
        return None


def _noon(now: datetime) -> datetime:
    """The last noon that is over."""
    noon = now.replace(hour=12, minute=0, second=0, microsecond=0)
    return noon if noon <= now else noon - _DAY


def _text(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _json(value: object) -> Reply:
    return Reply(body=json.dumps(value).encode())


def _refusal(status: int, message: str) -> Reply:
    return Reply(status, json.dumps({"message": message}).encode())
