"""A Warcraft Logs service on this machine: tokens, reports in the real shapes, points by the hour, faults on demand."""

import json
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from aiohttp import web

from playground.loopback import Loopback, Reply

CLIENT: Final = "demo"
SECRET: Final = "demo secret"
DEMO_NIGHT: Final = "DEMOraidNight"
"""The code of the one report that the playground's service has."""

TRASH: Final = (0, "Trash", None)
_HEROIC: Final = 4
_BOSSES: Final = (
    (3009, "Vexie and the Geargrinders"),
    (3010, "Cauldron of Carnage"),
    (3011, "Rik Reverb"),
    (3012, "Stix Bunkjunker"),
)
_CLASSES: Final = ("Mage", "Priest", "Warrior", "Druid", "Rogue", "Paladin", "Hunter", "Shaman")
_BODY: Final = web.RequestKey("body", bytes)
_GUESTS: Final = (("Pugsley", "Ravencrest"), ("Borrowed", "Ravencrest"))


@dataclass(frozen=True, slots=True)
class Pull:
    """A fight of a log, `minute` after its start, of so many minutes; `there` are the numbers of players."""

    encounter: int
    name: str
    difficulty: int | None
    minute: float
    minutes: float
    there: Sequence[int]
    kill: bool = False


@dataclass
class Log:
    """A report: players are (name, server) by number, counted from 1."""

    code: str
    title: str
    zone: str
    began: datetime
    players: Sequence[tuple[str, str | None]]
    pulls: list[Pull] = field(default_factory=list[Pull])

    def answer(self) -> dict[str, Any]:
        """The report as the service tells it: times in unix ms, fights' in ms after the start."""
        start = _ms(self.began)
        fights = [_fight(number, pull) for number, pull in enumerate(self.pulls, 1)]
        actors = [
            {"id": number, "name": name, "server": server, "subType": _CLASSES[number % len(_CLASSES)]}
            for number, (name, server) in enumerate(self.players, 1)
        ]
        last = max((fight["endTime"] for fight in fights), default=0)
        return {
            "title": self.title,
            "startTime": start,
            "endTime": start + last,
            "zone": {"name": self.zone},
            "fights": fights,
            "masterData": {"actors": actors},
        }


class DemoWarcraftLogs(Loopback):
    """Answers for tokens and reports of `logs`; scripts are keyed by `token`, or by a report's code.

    Each report costs `cost` points of `limit` an hour; tokens last `lasts` seconds and can be revoked at once.
    """

    def __init__(self, *, latency: float = 0.0) -> None:
        super().__init__(latency=latency)
        self.logs: dict[str, Log] = {}
        self.limit, self.spent, self.cost, self.resets_in = 3600.0, 0.0, 2.5, 1800
        self.lasts = 3600
        self._tokens: set[str] = set()
        self._given = 0

    def add(self, log: Log) -> Log:
        """A report can be asked for from now on, as it is at that moment."""
        self.logs[log.code] = log
        return log

    def revoke(self) -> None:
        """No token that was given is accepted any more."""
        self._tokens.clear()

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        request[_BODY] = await request.read()
        return await super()._serve(request)

    def keys(self, request: web.BaseRequest) -> tuple[str, ...]:
        """`token`, or the code of the report."""
        return ("token",) if request.path == "/oauth/token" else (_code(request),)

    def truth(self, request: web.BaseRequest) -> Reply:
        """What Warcraft Logs would say."""
        match request.method, request.path:
            case "POST", "/oauth/token":
                return self._token(request)
            case "POST", "/api/v2/client":
                return self._report(request)
            case _:
                return Reply(404, b"<html><body>404</body></html>", "text/html")

    def _token(self, request: web.BaseRequest) -> Reply:
        given = request.headers.get("Authorization", "").removeprefix("Basic ")
        if b64decode(given).decode() != f"{CLIENT}:{SECRET}" or request[_BODY] != b"grant_type=client_credentials":
            return _json({"error": "invalid_client", "message": "Client authentication failed"}, 401)
        self._given += 1
        token = f"token-{self._given}"
        self._tokens.add(token)
        return _json({"token_type": "Bearer", "expires_in": self.lasts, "access_token": token})

    def _report(self, request: web.BaseRequest) -> Reply:
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in self._tokens:
            return _json({"error": "Unauthenticated."}, 401)
        self.spent += self.cost
        rates = {"limitPerHour": self.limit, "pointsSpentThisHour": self.spent, "pointsResetIn": self.resets_in}
        log = self.logs.get(_code(request))
        answer: dict[str, Any] = {"data": {"reportData": {"report": log and log.answer()}, "rateLimitData": rates}}
        if log is None:
            said = {"message": "This report does not exist.", "path": ["reportData", "report"]}
            answer = {"errors": [said], **answer}
        return _json(answer)


def demo_night(names: Sequence[str], server: str, now: datetime) -> Log:
    """A believable evening before `now`: trash, two wipes, four kills; two guests, and somebody who left early."""
    evening = (now.astimezone(UTC) - timedelta(days=1)).replace(hour=19, minute=30, second=0, microsecond=0)
    players = [*((name, server) for name in names), *_GUESTS]
    everybody = range(1, len(players) + 1)
    after_the_break = [one for one in everybody if one != len(names)]
    (vexie, cauldron, rik, stix) = _BOSSES
    pulls = [
        Pull(*TRASH, 0, 9, everybody),
        Pull(*vexie, _HEROIC, 11, 4.5, everybody),
        Pull(*vexie, _HEROIC, 18, 6.2, everybody, kill=True),
        Pull(*TRASH, 26, 8, everybody),
        Pull(*cauldron, _HEROIC, 36, 7.1, everybody, kill=True),
        Pull(*TRASH, 55, 6, after_the_break),
        Pull(*rik, _HEROIC, 63, 5.4, after_the_break),
        Pull(*rik, _HEROIC, 71, 8.3, after_the_break, kill=True),
        Pull(*TRASH, 82, 7, after_the_break),
        Pull(*stix, _HEROIC, 92, 6.9, after_the_break, kill=True),
    ]
    return Log(DEMO_NIGHT, "Heroic night", "Liberation of Undermine", evening, players, pulls)


def _fight(number: int, pull: Pull) -> dict[str, Any]:
    start = round(pull.minute * 60_000)
    return {
        "id": number,
        "encounterID": pull.encounter,
        "name": pull.name,
        "difficulty": pull.difficulty,
        "kill": pull.kill if pull.encounter else None,
        "startTime": start,
        "endTime": start + round(pull.minutes * 60_000),
        "friendlyPlayers": list(pull.there),
    }


def _code(request: web.BaseRequest) -> str:
    try:
        asked: Mapping[str, Any] = json.loads(request[_BODY])
        return str(asked["variables"]["code"])
    except (ValueError, KeyError, TypeError):
        return request.path


def _json(value: object, status: int = 200) -> Reply:
    return Reply(status, json.dumps(value).encode())


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
