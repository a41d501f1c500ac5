"""Contests: the rules that members enter by, what proves an entry, and how a contest stands.

A contest spans from its start to its end. Each character is judged alone, between its first snapshot at or after the
start and its last one at or before the end; a rule is satisfied when the gains of its targets add up to its amount. A
person has at most one entry per rule, by whichever of their characters brought it.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final

from domain import metrics
from domain.experience import level_at, levels_between
from domain.gains import Gain, GainKind, Values, evidence, gain
from domain.metrics import CLUES_ALL, OVERALL, MetricKind
from domain.notices import Event

GRACE: Final = timedelta(hours=2)
"""How late the last run may be and still count."""

FRESH: Final = timedelta(hours=24)
"""How old the newest complete run may be when the entries are locked."""

SOON: Final = (timedelta(hours=24), timedelta(hours=1))
"""How long before the end people are reminded."""

PANEL: Final = "contest"
"""The kind of message that shows a contest."""

CREATED: Final = Event("contest.created")
ENDING_SOON: Final = Event("contest.ending_soon")
ENDED: Final = Event("contest.ended")
DRAWN: Final = Event("contest.drawn")
REDRAWN: Final = Event("contest.redrawn")
CANCELLED: Final = Event("contest.cancelled")
EVENTS: Final = (CREATED, ENDING_SOON, ENDED, DRAWN, REDRAWN, CANCELLED)


class RuleType(StrEnum):
    """What a rule counts."""

    SKILL_XP = "skill_xp"
    LEVELS = "levels"
    BOSS_KC = "boss_kc"
    CLUES = "clues"
    TOTAL_XP = "total_xp"


class ContestState(StrEnum):
    """Where a contest stands."""

    DRAFT = "draft"
    ACTIVE = "active"
    ENDED = "ended"
    DRAWN = "drawn"
    CANCELLED = "cancelled"


class Phase(StrEnum):
    """How a contest is listed: its state, where a published one that has not begun is `upcoming`."""

    DRAFT = "draft"
    UPCOMING = "upcoming"
    ACTIVE = "active"
    ENDED = "ended"
    DRAWN = "drawn"
    CANCELLED = "cancelled"


_KINDS: Final[Mapping[RuleType, MetricKind]] = {
    RuleType.SKILL_XP: MetricKind.SKILL,
    RuleType.LEVELS: MetricKind.SKILL,
    RuleType.BOSS_KC: MetricKind.BOSS,
    RuleType.CLUES: MetricKind.CLUE,
}
_SNAPSHOT = re.compile(r"(?:from|to) snapshot ([0-9]+) of ([0-9T:-]+)Z sha256 ([0-9a-f]{64})")


class Wait(StrEnum):
    """What the lock of an ended contest waits for: the last run, a newer complete one, a leader's yes, a post."""

    RUN = "run"
    FRESH_RUN = "fresh_run"
    CONFIRMATION = "confirmation"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to earn an entry: gain `amount` (experience, levels, kills or clues) over the targets together.

    `targets` are slugs, in the catalogue's order; empty means all there are.
    """

    id: int
    type: RuleType
    amount: int
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contest:
    """A contest as it stands; `draw_id` is set once it is published, `ended_at` once its span is over.

    `ended_at` is the moment up to which snapshots count, but for the run that the end itself starts.
    """

    id: int
    guild_id: int
    name: str
    prize: str
    state: ContestState
    starts_at: datetime | None
    ends_at: datetime
    winners: int
    rules: tuple[Rule, ...]
    channel_id: int | None = None
    draw_id: int | None = None
    published_at: datetime | None = None
    ended_at: datetime | None = None
    reason: str = ""

    def phase(self, now: datetime) -> Phase:
        """How it is listed at that moment."""
        if self.state is ContestState.ACTIVE and self.starts_at is not None and now < self.starts_at:
            return Phase.UPCOMING
        return Phase(self.state.value)


@dataclass(frozen=True, slots=True)
class Look:
    """A snapshot as evidence names it."""

    id: int
    at: datetime
    hash: bytes


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of a character over the contest: its two snapshots and their values by slug, hidden ones absent.

    `moved` are the slugs whose values differ and that are known at the last; where one of them was hidden at the first,
    `before` and `after` hold all values, for the others bound it. `unlisted` are metrics that the hiscores did not list
    yet at the first.
    """

    character_id: int
    who: str
    first: Look
    last: Look
    before: Values
    after: Values
    moved: Collection[str]
    unlisted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Earned:
    """An entry that a character earned: `who` is the person it counts for, `evidence` the text that proves it."""

    rule_id: int
    who: str
    character_id: int
    gained: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry as it is kept: `seq` is its place in the order of entering."""

    seq: int
    earned: Earned


@dataclass(frozen=True, slots=True)
class Recount:
    """What a recount changes: entries that are new, those that stay (with today's evidence), those that go."""

    added: tuple[Earned, ...]
    kept: tuple[Earned, ...]
    removed: tuple[Earned, ...]

    @property
    def changes(self) -> bool:
        """Whether anybody came or went."""
        return bool(self.added or self.removed)


@cache
def offered(kind: RuleType) -> tuple[str, ...]:
    """The slugs that a rule of this type can be limited to."""
    if kind is RuleType.TOTAL_XP:
        return ()
    return tuple(slug for slug in metrics.of_kind(_KINDS[kind]) if slug != CLUES_ALL)


@lru_cache
def counted(rule: Rule) -> tuple[str, ...]:
    """The slugs whose gains add up for the rule."""
    if rule.type is RuleType.TOTAL_XP:
        return (OVERALL,)
    if rule.targets:
        return rule.targets
    if rule.type is RuleType.CLUES:
        return (CLUES_ALL,)
    return offered(rule.type)


def needed(rules: Iterable[Rule]) -> frozenset[str]:
    """The slugs whose values decide these rules, with those that bound what was hidden."""
    slugs: set[str] = set()
    for rule in rules:
        for slug in counted(rule):
            slugs.update(evidence(slug))
        if rule.type is RuleType.CLUES:
            slugs.update(offered(rule.type))
    return frozenset(slugs)


def judge(rule: Rule, course: Course) -> Earned | None:
    """The entry that this character earned by this rule alone, if it did."""
    wanted = _wanted(rule)
    told = [slug for slug in course.moved if slug in wanted]
    # Most are far from the amount: told apart before anything is reckoned exactly.
    if not told or _at_most(rule, told, course) < rule.amount:
        return None
    parts = _parts(rule, sorted(told, key=wanted.__getitem__), course)
    total = sum([part.gained for part in parts])
    if total < rule.amount:
        return None
    return Earned(rule.id, course.who, course.character_id, total, _evidence(rule, course, parts, total))


def gained(rule: Rule, course: Course) -> int:
    """How much of what the rule counts this character has provably gained."""
    return sum(part.gained for part in _parts(rule, counted(rule), course))


def judge_all(rules: Sequence[Rule], courses: Iterable[Course]) -> list[Earned]:
    """The entries of everybody: a person's best character brings each, the first of equals."""
    best: dict[tuple[int, str], Earned] = {}
    for course in courses:
        for rule in rules:
            earned = judge(rule, course)
            if earned is None:
                continue
            known = best.get((rule.id, course.who))
            if known is None or earned.gained > known.gained:
                best[rule.id, course.who] = earned
    return sorted(best.values(), key=lambda one: (one.rule_id, one.who))


def recount(standing: Sequence[Standing], earned: Sequence[Earned]) -> Recount:
    """What changes from the entries that stand to those earned now; who stays keeps their place."""
    now = {(one.rule_id, one.who): one for one in earned}
    before = {(one.earned.rule_id, one.earned.who): one.earned for one in standing}
    return Recount(
        added=tuple(one for key, one in now.items() if key not in before),
        kept=tuple(one for key, one in now.items() if key in before),
        removed=tuple(one for key, one in before.items() if key not in now),
    )


def fresh(run_ended: datetime | None, now: datetime) -> bool:
    """Whether a complete run is new enough for the entries to be locked."""
    return run_ended is not None and now - run_ended <= FRESH


def looks(evidence: str) -> tuple[Look, Look]:
    """The two snapshots that an evidence names."""
    first, last = (
        Look(int(number), datetime.fromisoformat(at).replace(tzinfo=UTC), bytes.fromhex(digest))
        for number, at, digest in _SNAPSHOT.findall(evidence)
    )
    return first, last


@lru_cache
def _wanted(rule: Rule) -> Mapping[str, int]:
    """The slugs that count, with their places in the catalogue."""
    return {slug: place for place, slug in enumerate(counted(rule))}


def _at_most(rule: Rule, slugs: Iterable[str], course: Course) -> int:
    """What these can have gained together, were all that was hidden zero."""
    before, after = course.before, course.after
    if rule.type is RuleType.LEVELS:
        return sum([max(0, levels_between(before.get(slug, 0), after.get(slug, 0))) for slug in slugs])
    return sum([max(0, after.get(slug, 0) - before.get(slug, 0)) for slug in slugs])


def _parts(rule: Rule, slugs: Iterable[str], course: Course) -> list[Gain]:
    """What was gained of each of these, where anything was."""
    return [part for slug in slugs for part in _part(rule, slug, course) if part.gained]


def _part(rule: Rule, slug: str, course: Course) -> Sequence[Gain]:
    one = gain(slug, course.before, course.after, unlisted=course.unlisted)
    if slug == CLUES_ALL and one.before is None:
        # Where the total was hidden at first, the tiers prove what they can one by one.
        return [gain(tier, course.before, course.after, unlisted=course.unlisted) for tier in offered(rule.type)]
    return (_levels(one) if rule.type is RuleType.LEVELS else one,)


def _levels(one: Gain) -> Gain:
    """Levels of a skill instead of its experience; only two known ends prove any."""
    if one.kind is not GainKind.EXACT or one.before is None or one.after is None:
        return Gain(one.slug, one.before, one.after, 0, GainKind.NONE, one.flag)
    gained = level_at(one.after) - level_at(one.before)
    return Gain(one.slug, level_at(one.before), level_at(one.after), gained, GainKind.EXACT)


def _evidence(rule: Rule, course: Course, parts: Sequence[Gain], gained: int) -> str:
    """The text that justifies an entry; it names no player, so it can be shown to anybody and outlives an erasure."""
    targets = ",".join(rule.targets) or "all"
    lines = [
        "guildhall/evidence/1",
        f"rule {rule.type} >= {rule.amount}: {targets}",
        f"from {_look(course.first)}",
        f"to {_look(course.last)}",
        *(_line(part) for part in parts),
        f"gained {gained}",
    ]
    return "\n".join(lines) + "\n"


@lru_cache(4096)
def _look(look: Look) -> str:
    return f"snapshot {look.id} of {look.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ} sha256 {look.hash.hex()}"


def _line(part: Gain) -> str:
    before = "hidden" if part.before is None else str(part.before)
    at_least = "at least " if part.kind is GainKind.AT_LEAST else ""
    return f"{part.slug} {before} to {part.after}: {at_least}{part.gained}"
