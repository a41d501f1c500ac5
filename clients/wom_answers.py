"""What Wise Old Man's answers say, in the words of this house.

Shapes as its server writes them (github.com/wise-old-man/wise-old-man, `server/src/api/responses`, August
2026). Read strictly where they are used; keys that are not used may come and go. -1 means hidden, as in the
hiscores: numbers go through the hiscores' own reading, so both say the same about the same character.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, cast

from domain import metrics
from domain.characters import AccountType, CharacterName, parse_name
from domain.errors import Invalid
from domain.hiscores import Malformed, Sheet, parse
from domain.metrics import MetricKind

_SHOWN_LIMIT: Final = 40
_GROUP_NAME_LIMIT: Final = 100
_SKILL_KINDS: Final = frozenset({MetricKind.OVERALL, MetricKind.SKILL})
_TYPES: Final = {"unknown": AccountType.AUTO, **{kind.value: kind for kind in AccountType}}
# Its name for the numbers of each list.
_COUNTED: Final = {"skills": "experience", "bosses": "kills", "activities": "score"}

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class GroupMember:
    """A member of a group; `auto` is an account whose type Wise Old Man does not know."""

    name: CharacterName
    type: AccountType


@dataclass(frozen=True, slots=True)
class Group:
    """A group; `skipped` are the shown names of members who cannot be looked up: archived, or no valid name."""

    id: int
    name: str
    members: tuple[GroupMember, ...]
    skipped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PastSheet:
    """What was known of a character at `at` (aware UTC); metrics that only Wise Old Man has are `left_out`."""

    at: datetime
    sheet: Sheet
    left_out: tuple[str, ...]


def group(payload: object) -> Group:
    """A group's details. Raises `Malformed`."""
    details = _object(payload)
    members: dict[str, GroupMember] = {}
    skipped: list[str] = []
    for membership in _list(details, "memberships"):
        player = _object(_object(membership).get("player"))
        member = _member(player)
        if member is None:
            skipped.append(_shown(player))
        else:
            members.setdefault(member.name.key, member)
    name = _text(details, "name")[:_GROUP_NAME_LIMIT]
    return Group(_number(details, "id"), name, tuple(members.values()), tuple(skipped))


def sheets(payload: object) -> dict[CharacterName, PastSheet]:
    """The latest sheet of each member, from a group's bulk hiscores. Raises `Malformed`."""
    found: dict[CharacterName, PastSheet] = {}
    for entry in _entries(payload):
        member = _member(_object(_object(entry).get("player")))
        if member is not None:
            found[member.name] = past_sheet(_object(entry).get("data"))
    return found


def page(payload: object) -> tuple[PastSheet, ...]:
    """One page of a player's snapshots, in its order: newest first. Raises `Malformed`."""
    return tuple(past_sheet(snapshot) for snapshot in _entries(payload))


def past_sheet(payload: object) -> PastSheet:
    """One snapshot. Raises `Malformed`."""
    snapshot = _object(payload)
    data = _object(snapshot.get("data"))
    lists: dict[str, list[Json]] = {"skills": [], "activities": []}
    left_out: list[str] = []
    for section, counted in _COUNTED.items():
        for slug, value in _object(data.get(section)).items():
            if not metrics.is_known(slug):
                left_out.append(slug)
                continue
            metric = metrics.metric(slug)
            entry = _hiscores_entry(metric.name, _object(value), counted)
            lists["skills" if metric.kind in _SKILL_KINDS else "activities"].append(entry)
    return PastSheet(_time(snapshot, "createdAt"), parse(lists), tuple(left_out))


def _hiscores_entry(name: str, value: Json, counted: str) -> Json:
    if counted == "experience":
        return {"name": name, "rank": value.get("rank"), "level": value.get("level"), "xp": value.get(counted)}
    return {"name": name, "rank": value.get("rank"), "score": value.get(counted)}


def _member(player: Json) -> GroupMember | None:
    kind = _TYPES.get(_text(player, "type"))
    if kind is None:
        raise Malformed(f"no type of account: {_text(player, 'type')[:_SHOWN_LIMIT]!r}")
    if player.get("status") == "archived":
        return None  # its name is a made-up one, the real one belongs to somebody else now
    try:
        return GroupMember(parse_name(_text(player, "displayName")), kind)
    except Invalid:
        return None


def _shown(player: Json) -> str:
    return _text(player, "displayName")[:_SHOWN_LIMIT]


def _object(value: object) -> Json:
    if not isinstance(value, dict):
        raise Malformed(f"an object is expected, not {type(value).__name__}")
    return cast("dict[str, object]", value)


def _entries(value: object) -> list[object]:
    if not isinstance(value, list):
        raise Malformed(f"a list is expected, not {type(value).__name__}")
    return cast("list[object]", value)


def _list(holder: Json, key: str) -> list[object]:
    return _entries(holder.get(key))


def _text(holder: Json, key: str) -> str:
    value = holder.get(key)
    if not isinstance(value, str):
        raise Malformed(f"{key!r} is not a text")
    return value


def _number(holder: Json, key: str) -> int:
    value = holder.get(key)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Malformed(f"{key!r} is not a whole number")
    return value


def _time(holder: Json, key: str) -> datetime:
    text = _text(holder, key)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise Malformed(f"{key!r} is not a time: {text[:_SHOWN_LIMIT]!r}") from None
    if at.tzinfo is None:
        raise Malformed(f"{key!r} has no time zone")
    return at.astimezone(UTC)
