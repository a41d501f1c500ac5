"""The game's hiscores: what one answer says about one character.

An answer is `{"skills": [{name, rank, level, xp}], "activities": [{name, rank, score}]}`. It is read by
name: ids and positions shift with every new boss. -1 means *hidden*, never zero; being ranked is one fact,
knowing the number another: an unranked activity may still show its true small number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, cast

from domain import metrics
from domain.metrics import Metric, MetricKind

_LARGEST: Final = 2**63 - 1
_ENTRY_LIMIT: Final = 1000
_NAME_LIMIT: Final = 100
_HIDDEN: Final = -1


class Malformed(ValueError):
    """This is not an answer of the hiscores; the message says what is wrong with it, for the log."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One metric of one character: `rank` None is unranked, `value` None hidden; neither says the other."""

    slug: str
    name: str
    rank: int | None
    value: int | None


@dataclass(frozen=True, slots=True)
class Sheet(Mapping[str, Reading]):
    """All that an answer says, by metric slug; `unknown` are the names that the catalogue does not have."""

    readings: Mapping[str, Reading]
    unknown: tuple[str, ...] = ()

    def __getitem__(self, slug: str) -> Reading:
        return self.readings[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self.readings)

    def __len__(self) -> int:
        return len(self.readings)

    def known(self) -> dict[str, int]:
        """The numbers that are known, by slug; hidden ones are absent."""
        return {slug: reading.value for slug, reading in self.readings.items() if reading.value is not None}


def parse(payload: object) -> Sheet:
    """What an answer, already decoded from JSON, says.

    Raises:
        Malformed: it has not the shape of an answer: not the two lists, no skill at all, a wrong type, a
            number outside -1 to 2^63-1, or a name twice.
    """
    if not isinstance(payload, dict):
        raise Malformed(f"an object is expected, not {type(payload).__name__}")
    answer = cast("dict[object, object]", payload)
    readings: dict[str, Reading] = {}
    unknown: list[str] = []
    skills = _entries(answer, "skills")
    if not skills:
        raise Malformed("no skills")
    for entry in skills:
        metric = metrics.skill_for(_name(entry))
        _add(readings, unknown, metric, _skill(metric, entry))
    for entry in _entries(answer, "activities"):
        metric = metrics.activity_for(_name(entry))
        _add(readings, unknown, metric, _activity(metric, entry))
    return Sheet(MappingProxyType(readings), tuple(unknown))


def _add(readings: dict[str, Reading], unknown: list[str], metric: Metric, found: tuple[Reading, ...]) -> None:
    for reading in found:
        if reading.slug in readings:
            raise Malformed(f"{metric.name!r} twice")
        readings[reading.slug] = reading
    if not metrics.is_known(metric.slug):
        unknown.append(metric.name)


def _skill(metric: Metric, entry: Mapping[object, object]) -> tuple[Reading, ...]:
    rank, level, xp = _number(entry, "rank"), _number(entry, "level"), _number(entry, "xp")
    reading = _reading(metric, rank, xp)
    if metric.kind is not MetricKind.OVERALL:
        return (reading,)
    total = level if reading.value is not None and level > 0 else _HIDDEN
    return (reading, _reading(metrics.metric(metrics.TOTAL_LEVEL), rank, total))


def _activity(metric: Metric, entry: Mapping[object, object]) -> tuple[Reading, ...]:
    return (_reading(metric, _number(entry, "rank"), _number(entry, "score")),)


def _reading(metric: Metric, rank: int, value: int) -> Reading:
    ranked = rank > 0
    # Without a rank, 0 cannot be told from a number that is too small to be shown.
    known = value >= 0 if ranked else value > 0
    return Reading(metric.slug, metric.name, rank if ranked else None, value if known else None)


def _entries(answer: Mapping[object, object], key: str) -> list[dict[object, object]]:
    listed = answer.get(key)
    if not isinstance(listed, list):
        raise Malformed(f"{key!r} is not a list")
    entries = cast("list[object]", listed)
    if len(entries) > _ENTRY_LIMIT:
        raise Malformed(f"{len(entries)} {key}")
    return [_entry(entry, key) for entry in entries]


def _entry(entry: object, key: str) -> dict[object, object]:
    if not isinstance(entry, dict):
        raise Malformed(f"an entry of {key!r} is not an object")
    return cast("dict[object, object]", entry)


def _name(entry: Mapping[object, object]) -> str:
    name = entry.get("name")
    if not isinstance(name, str):
        raise Malformed("a name is not a text")
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > _NAME_LIMIT or not tidy.isprintable():
        raise Malformed(f"not a name: {tidy[:_NAME_LIMIT]!r}")
    return tidy


def _number(entry: Mapping[object, object], key: str) -> int:
    number = entry.get(key)
    if isinstance(number, bool) or not isinstance(number, int):
        raise Malformed(f"{key!r} of {entry.get('name')!r} is not a whole number")
    if not _HIDDEN <= number <= _LARGEST:
        raise Malformed(f"{key!r} of {entry.get('name')!r} is out of range")
    return number
