"""Characters that play: what the hiscores would say of each at any moment, made from a seed.

The same seed, name and time always give the same answer. Numbers only ever grow, in weekly waves and at a
pace of their own; some characters rest, some bosses are never killed. A character may start from a real
answer of the hiscores; from then on it grows like the others.
"""

import json
import math
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from domain import metrics
from domain.characters import HISCORES_TABLES, AccountType, CharacterName, parse_name
from domain.experience import EXPERIENCE_CAP, level_at
from domain.hiscores import Sheet, parse
from domain.metrics import Metric, MetricKind

Answer = dict[str, list[dict[str, Any]]]
"""An answer of the hiscores before it becomes JSON."""

_DAY: Final = timedelta(days=1)
_WEEK: Final = 7.0
# Of the seven leading activities the hiscores list, before the clues; the others follow them.
_LEADING: Final = 7
_XP_A_DAY: Final = 180_000
_KILLS_A_DAY: Final = 25
_XP_SOME_YEARS: Final = 12_000_000
_HITPOINTS_AT_FIRST: Final = 1154


def _in_hiscores_order() -> tuple[Metric, ...]:
    of = {kind: [metrics.metric(slug) for slug in metrics.of_kind(kind)] for kind in MetricKind}
    scores = of[MetricKind.ACTIVITY]
    return (*scores[:_LEADING], *of[MetricKind.CLUE], *scores[_LEADING:], *of[MetricKind.BOSS])


_SKILLS: Final = tuple(metrics.metric(slug) for slug in metrics.SKILLS)
_ACTIVITIES: Final = _in_hiscores_order()
_SHOWN_IN: Final[Mapping[AccountType, frozenset[str]]] = {
    kind: frozenset({HISCORES_TABLES[AccountType.REGULAR], HISCORES_TABLES[kind]}
                    | ({HISCORES_TABLES[AccountType.IRONMAN]} if kind is not AccountType.REGULAR else set()))
    for kind in HISCORES_TABLES
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Course:
    """How one number moves: `start` at the beginning, `a_day` on average, in waves that begin at `phase`."""

    start: int
    a_day: float
    phase: float
    depth: float

    def at(self, days: float) -> int:
        """The number after so many days (before the beginning: negative)."""
        turn = 2 * math.pi / _WEEK
        # Its slope is 1 + depth * cos(...), never below zero: the number cannot fall.
        wave = self.depth * (math.sin(turn * days + self.phase) - math.sin(self.phase)) / turn
        return max(0, self.start + math.floor(self.a_day * (days + wave)))


@dataclass(slots=True)
class _Character:
    name: CharacterName
    type: AccountType
    begin: Sheet | None
    # Table to the moment from which on it stands still.
    frozen: dict[str, datetime] = field(default_factory=dict[str, datetime])


class Characters:
    """A world of characters, which begins at `since`: there the real ones have just their real numbers.

    `speed` is how many days pass in one after that (a demo in which nothing moves is dull); the past runs
    at one. With `everybody`, whoever is asked for exists; else only those who were added.
    """

    def __init__(self, seed: int, *, since: datetime, speed: float = 1.0, everybody: bool = False) -> None:
        self._seed = seed
        self._since = since
        self._speed = speed
        self._everybody = everybody
        self._known: dict[str, _Character] = {}

    @property
    def names(self) -> tuple[CharacterName, ...]:
        """Those who were added, in order."""
        return tuple(character.name for character in self._known.values())

    def add(self, name: str, kind: AccountType = AccountType.REGULAR, *, begin: Sheet | None = None) -> CharacterName:
        """A character joins the world, with made-up numbers or those of a real answer."""
        parsed = parse_name(name)
        self._known[parsed.key] = _Character(parsed, kind, begin)
        return parsed

    def load(self, folder: Path) -> tuple[CharacterName, ...]:
        """Those whose real answers lie in `folder` as JSON, named like their files; none if it is absent."""
        return tuple(
            self.add(_name_of(path), begin=parse(json.loads(path.read_text(encoding="utf-8"))))
            for path in sorted(folder.glob("*.json"))
        )

    def remove(self, name: str) -> None:
        """The character leaves the hiscores."""
        self._known.pop(parse_name(name).key, None)

    def freeze(self, name: str, table: str, at: datetime) -> None:
        """From `at` on, one table keeps the numbers of that moment: a hardcore's death, an ironman no longer."""
        self._known[parse_name(name).key].frozen[table] = at

    def type_of(self, name: CharacterName) -> AccountType | None:
        """What account it is; None for nobody."""
        character = self._find(name)
        return None if character is None else character.type

    def answer(self, name: CharacterName, table: str, at: datetime) -> Answer | None:
        """What the table says of the character at that moment; None where it does not list it."""
        character = self._find(name)
        if character is None or table not in _SHOWN_IN[character.type]:
            return None
        frozen = character.frozen.get(table)
        moment = at if frozen is None else min(at, frozen)
        return _answer(character, self._days(moment), self._seed)

    def _find(self, name: CharacterName) -> _Character | None:
        known = self._known.get(name.key)
        if known is None and self._everybody:
            return _Character(name, AccountType.REGULAR, None)
        return known

    def _days(self, at: datetime) -> float:
        days = (at - self._since) / _DAY
        return days * self._speed if days > 0 else days


def _answer(character: _Character, days: float, seed: int) -> Answer:
    begin = character.begin
    courses = _courses(seed, character.name.key, None if begin is None else tuple(begin.known().items()))
    now = {slug: course.at(days) for slug, course in courses.items()}
    for slug in metrics.SKILLS:
        now[slug] = min(EXPERIENCE_CAP, now[slug])
    now[metrics.CLUES_ALL] = sum(now[slug] for slug in metrics.group("all_clues"))
    skills = [_skill(metric.name, now[metric.slug], begin, metric.slug) for metric in _SKILLS]
    overall = _overall(skills, begin)
    activities = [_activity(metric, now[metric.slug], begin) for metric in _ACTIVITIES]
    return {"skills": _numbered([overall, *skills]), "activities": _numbered(activities)}


@lru_cache(maxsize=2048)
def _courses(seed: int, name: str, begin: tuple[tuple[str, int], ...] | None) -> Mapping[str, _Course]:
    """How each number of a character moves."""
    dice = random.Random(f"{seed}:{name}")
    zeal = dice.choice((0.0, 0.2, 0.5, 0.8, 1.0, 1.0, 1.6))
    starts = None if begin is None else dict(begin)
    return {metric.slug: _course(metric, dice, zeal, starts) for metric in (*_SKILLS, *_ACTIVITIES)}


def _course(metric: Metric, dice: random.Random, zeal: float, starts: Mapping[str, int] | None) -> _Course:
    keen = dice.random() ** 3  # much of one thing, a little of most
    made, a_day = _habits(metric, dice, keen)
    start = made if starts is None else starts.get(metric.slug, 0)
    phase, depth = dice.uniform(0, 2 * math.pi), dice.uniform(0.2, 0.9)
    return _Course(start, a_day * zeal, phase, depth)


def _habits(metric: Metric, dice: random.Random, keen: float) -> tuple[int, float]:
    """What a character has of a metric, and what it gains on an ordinary day."""
    luck = dice.random()
    if metric.kind is MetricKind.SKILL:
        least = _HITPOINTS_AT_FIRST if metric.slug == "hitpoints" else 0
        return least + int(_XP_SOME_YEARS * (0.05 + luck) * (0.3 + 2 * keen)), _XP_A_DAY * keen
    if metric.kind is MetricKind.BOSS:
        hunted = luck > 0.6
        return (int(900 * keen * luck), _KILLS_A_DAY * keen) if hunted else (0, 0.0)
    if metric.kind is MetricKind.CLUE:
        return int(120 * luck * keen), 0.8 * keen * luck
    # Scores other than kills and clues hardly move, and some of them are hidden.
    return (metric.minimum or 0) + int(400 * luck) if metric.minimum and luck > 0.5 else 0, 0.0


def _overall(skills: list[dict[str, Any]], begin: Sheet | None) -> dict[str, Any]:
    xp, level = (sum(each[key] for each in skills) for key in ("xp", "level"))
    if begin is None:
        return {"name": "Overall", "rank": _rank(xp // len(skills)), "level": level, "xp": xp}
    # A real total need not be the sum of what is shown: what was gained since is added to it.
    first = [begin[slug].value or 0 if slug in begin else 0 for slug in metrics.SKILLS]
    real = begin[metrics.OVERALL]
    total_level = begin[metrics.TOTAL_LEVEL].value or 0
    return {
        "name": "Overall",
        "rank": real.rank or -1,
        "level": total_level + level - sum(map(level_at, first)),
        "xp": (real.value or 0) + xp - sum(first),
    }


def _skill(name: str, xp: int, begin: Sheet | None, slug: str) -> dict[str, Any]:
    known = None if begin is None else begin.get(slug)
    rank = _rank(xp) if known is None or known.rank is None else known.rank
    return {"name": name, "rank": rank, "level": level_at(xp), "xp": xp}


def _activity(metric: Metric, score: int, begin: Sheet | None) -> dict[str, Any]:
    real = None if begin is None else begin.get(metric.slug)
    if real is not None and (real.value or 0) == score:
        return {"name": metric.name, "rank": _or_hidden(real.rank), "score": _or_hidden(real.value)}
    if score < max(1, metric.minimum or 1):
        return {"name": metric.name, "rank": -1, "score": -1}
    rank = _rank(score * 4000) if real is None or real.rank is None else real.rank
    return {"name": metric.name, "rank": rank, "score": score}


def _or_hidden(number: int | None) -> int:
    return -1 if number is None else number


def _rank(amount: int) -> int:
    """A place that gets better as the amount grows."""
    return max(1, int(2_000_000 / (1 + amount / 400_000) ** 1.3))


def _numbered(entries: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": number, **entry} for number, entry in enumerate(entries)]


def _name_of(path: Path) -> str:
    return " ".join(word.capitalize() for word in path.stem.removesuffix("_parsed").split("_"))
