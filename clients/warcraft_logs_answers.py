"""What Warcraft Logs' answers say, in the words of this house.

Report times are unix milliseconds, fights' are milliseconds after their report's start; both may come as floats. Trash
has encounter 0. Read strictly where they are used; keys that are not used may come and go.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, cast

from domain.hiscores import Malformed
from domain.raids import BOSS_LIMIT, TITLE_LIMIT, Fight, Player, Report
from domain.texts import one_line

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LARGEST_INT: Final = 2**31 - 1
_LATEST: Final = 2**43  # ms: the year 2248
_NAME_LIMIT: Final = 60
_INTERNAL: Final = "internal"

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Token:
    """What lets us ask, and for how long; the text is a secret and stays out of reprs."""

    text: str = field(repr=False)
    lasts: timedelta


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many points are left of the hour's, and when there are new ones."""

    left: float
    resets_in: timedelta


def token(payload: object) -> Token:
    """A token. Raises `Malformed`."""
    answer = _object(payload, "the token's answer")
    text, lasts = answer.get("access_token"), _number(answer.get("expires_in"), "expires_in", _LATEST)
    # It goes into a header: what cannot stand there is no token.
    if not isinstance(text, str) or not text or not text.isascii() or not text.isprintable():
        raise Malformed("no token")
    return Token(text, timedelta(seconds=min(lasts, 10 * 365 * 24 * 3600)))


def allowance(payload: object) -> Allowance | None:
    """What is left of the hour's points; None where it is not said."""
    rates = _maybe(_maybe(_object(payload, "the answer").get("data")).get("rateLimitData"))
    if not rates:
        return None
    limit, spent, resets = (
        _number(rates.get(name), name, _LATEST) for name in ("limitPerHour", "pointsSpentThisHour", "pointsResetIn")
    )
    return Allowance(limit - spent, timedelta(seconds=min(resets, 3600)))


def report(code: str, payload: object) -> Report | None:
    """The report of that code; None where the service says that there is none for us. Raises `Malformed`."""
    answer = _object(payload, "the answer")
    _refuse_internal(answer)
    data = _object(answer.get("data"), "data")
    holder = _object(data.get("reportData"), "reportData")
    if "report" not in holder:
        raise Malformed("no report, and no word of it")
    if holder["report"] is None:
        return None
    told = _object(holder["report"], "report")
    began, ended = _moment(told, "startTime", _EPOCH), _moment(told, "endTime", _EPOCH)
    players = _players(told.get("masterData"))
    fights = [_fight(one, began, players) for one in _list(told.get("fights"), "fights")]
    unique = {one.id: one for one in fights}
    ordered = sorted(unique.values(), key=lambda one: (one.started_at, one.id))
    last = max((one.ended_at for one in ordered), default=began)
    named = _shown(_maybe(told.get("zone")).get("name"), TITLE_LIMIT)
    title = _shown(told.get("title"), TITLE_LIMIT) or named or code
    return Report(code, title, named, began, max(began, ended, last), tuple(ordered), players)


def _refuse_internal(answer: Json) -> None:
    """A failure inside of the service says nothing about the report, whatever stands in its place."""
    errors = answer.get("errors")
    for one in cast("list[object]", errors) if isinstance(errors, list) else ():
        error = _maybe(one)
        category = _maybe(error.get("extensions")).get("category")
        if category == _INTERNAL or str(error.get("message", "")).lower().startswith("internal server error"):
            raise Malformed("an internal error of theirs")


def _players(told: object) -> dict[int, Player]:
    """A log that has only just begun has nobody in it yet."""
    if told is None:
        return {}
    actors = _object(told, "masterData").get("actors")
    found: dict[int, Player] = {}
    for one in _list(actors, "actors") if actors is not None else ():
        actor = _object(one, "an actor")
        number = int(_number(actor.get("id"), "an actor's id", _LARGEST_INT))
        name = _shown(actor.get("name"), _NAME_LIMIT)
        if name:
            server, role = _shown(actor.get("server"), _NAME_LIMIT), _shown(actor.get("subType"), _NAME_LIMIT)
            found[number] = Player(number, name, server, role)
    return found


def _fight(one: object, began: datetime, players: Mapping[int, Player]) -> Fight:
    told = _object(one, "a fight")
    start, end = _moment(told, "startTime", began), _moment(told, "endTime", began)
    there = told.get("friendlyPlayers")
    numbers = (
        int(_number(number, "a player", _LARGEST_INT))
        for number in (_list(there, "friendlyPlayers") if there is not None else ())
    )
    encounter = told.get("encounterID")
    difficulty = told.get("difficulty")
    return Fight(
        id=int(_number(told.get("id"), "a fight's id", _LARGEST_INT)),
        encounter=0 if encounter is None else int(_number(encounter, "encounterID", _LARGEST_INT)),
        name=_shown(told.get("name"), BOSS_LIMIT) or "?",
        difficulty=0 if difficulty is None else int(_number(difficulty, "difficulty", _LARGEST_INT)),
        kill=told.get("kill") is True,
        started_at=start,
        ended_at=max(start, end),
        players=frozenset(number for number in numbers if number in players),
    )


def _object(value: object, what: str) -> Json:
    if not isinstance(value, dict):
        raise Malformed(f"{what} is not an object")
    return cast("Json", value)


def _maybe(value: object) -> Json:
    """The object; one with nothing in it where there is none."""
    return cast("Json", value) if isinstance(value, dict) else {}


def _list(value: object, what: str) -> list[object]:
    if not isinstance(value, list):
        raise Malformed(f"{what} is not a list")
    return cast("list[object]", value)


def _number(value: object, what: str, most: int) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Malformed(f"{what} is not a number")
    if not 0 <= value <= most:  # what is no number at all is not either
        raise Malformed(f"{what} is out of bounds")
    return value


def _moment(holder: Json, key: str, since: datetime) -> datetime:
    return since + timedelta(milliseconds=round(_number(holder.get(key), key, _LATEST)))


def _shown(value: object, limit: int) -> str:
    """A text of theirs on one line, cut to what fits; empty where there is none."""
    return (one_line(value[: 4 * limit], 4 * limit) or "")[:limit].strip() if isinstance(value, str) else ""
