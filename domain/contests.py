"""Contests: the rules that members enter by, what proves an entry, and how a contest stands.

A contest spans from its start to its end. Each character is judged alone, between its first snapshot at or after the
start and its last one at or before the end; a rule is satisfied when the gains of its targets add up to its amount. A
person has at most one entry per rule, by whichever of their characters brought it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from domain import metrics
from domain.errors import Invalid
from domain.experience import EXPERIENCE_CAP, level_at
from domain.gains import Gain, GainKind, Values, evidence, gain
from domain.metrics import CLUES_ALL, OVERALL, SKILLS, MetricKind
from domain.notices import Event

NAME_LIMIT: Final = 80
PRIZE_LIMIT: Final = 300
REASON_LIMIT: Final = 300
RULES_LIMIT: Final = 10
TARGETS_LIMIT: Final = 30
WINNERS_LIMIT: Final = 25
SHORTEST: Final = timedelta(minutes=10)
LONGEST: Final = timedelta(days=366)
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
_MOST: Final[Mapping[RuleType, int]] = {
    RuleType.SKILL_XP: EXPERIENCE_CAP * len(SKILLS),
    RuleType.LEVELS: 98 * len(SKILLS),
    RuleType.BOSS_KC: 1_000_000,
    RuleType.CLUES: 1_000_000,
    RuleType.TOTAL_XP: EXPERIENCE_CAP * len(SKILLS),
}


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
    """What is known of a character over the contest: its two snapshots and the values that differ, by slug.

    `before` and `after` may hold more than what differs; what is hidden is absent. `unlisted` are metrics that the
    hiscores did not list yet at the first of the two.
    """

    character_id: int
    who: str
    first: Look
    last: Look
    before: Values
    after: Values
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


def check_dates(starts_at: datetime | None, ends_at: datetime, now: datetime) -> None:
    """Raise `Invalid` when a contest cannot run from then to then; without a start it begins when it is published."""
    if starts_at is not None and starts_at <= now:
        raise Invalid("contest.starts_past", at=starts_at)
    if ends_at <= now:
        raise Invalid("contest.ends_past", at=ends_at)
    begins = starts_at or now
    if ends_at <= begins:
        raise Invalid("contest.ends_before_start", starts=begins, ends=ends_at)
    if ends_at - begins < SHORTEST:
        raise Invalid("contest.too_short", minutes=int(SHORTEST.total_seconds()) // 60)
    if ends_at - begins > LONGEST:
        raise Invalid("contest.too_long", days=LONGEST.days)


def check_text(field: str, text: str, limit: int) -> str:
    """The text without space around it; raises `Invalid` (`contest.<field>_length`) when empty or too long."""
    tidy = " ".join(text.split())
    if not 1 <= len(tidy) <= limit:
        raise Invalid(f"contest.{field}_length", limit=limit)
    return tidy


def parse_rule(kind: RuleType, amount: int, targets: str) -> tuple[int, tuple[str, ...]]:
    """Amount and target slugs of a rule that was typed, the targets separated by commas.

    Raises `Invalid`: `contest.amount` (outside 1 to what the game allows), `contest.target_unknown`,
    `contest.target_kind`, `contest.no_targets` (total XP takes none) or `contest.too_many_targets`.
    """
    most = _MOST[kind]
    if not 1 <= amount <= most:
        raise Invalid("contest.amount", most=most)
    typed = [part.strip() for part in targets.split(",") if part.strip()]
    if typed and kind is RuleType.TOTAL_XP:
        raise Invalid("contest.no_targets")
    chosen = dict.fromkeys(slug for part in typed for slug in _target(kind, part))
    if len(chosen) > TARGETS_LIMIT:
        raise Invalid("contest.too_many_targets", limit=TARGETS_LIMIT)
    every = offered(kind)
    return amount, tuple(slug for slug in every if slug in chosen)


def offered(kind: RuleType) -> tuple[str, ...]:
    """The slugs that a rule of this type can be limited to."""
    if kind is RuleType.TOTAL_XP:
        return ()
    return tuple(slug for slug in metrics.of_kind(_KINDS[kind]) if slug != CLUES_ALL)


def _target(kind: RuleType, text: str) -> tuple[str, ...]:
    found = metrics.chosen(text)
    if found is None and kind is RuleType.CLUES:
        found = metrics.chosen(f"Clue Scrolls ({text})")
    if found is None:
        raise Invalid("contest.target_unknown", text=text[:40])
    every = offered(kind)
    slugs = [slug for slug in metrics.group(found.slug) if slug in every]
    if not slugs:
        raise Invalid(f"contest.target_{kind}", name=found.name)
    return tuple(slugs)


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
    parts = [part for slug in counted(rule) if (part := _part(rule, slug, course)).gained]
    gained = sum(part.gained for part in parts)
    if gained < rule.amount:
        return None
    return Earned(rule.id, course.who, course.character_id, gained, _evidence(rule, course, parts, gained))


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


def ready(run_started: datetime | None, run_ended: datetime | None, now: datetime) -> bool:
    """Whether a complete run is new enough for the entries to be locked."""
    return run_started is not None and run_ended is not None and now - run_ended <= FRESH


def _part(rule: Rule, slug: str, course: Course) -> Gain:
    one = gain(slug, course.before, course.after, unlisted=course.unlisted)
    if slug == CLUES_ALL and one.before is None:
        return _tiers(rule, course)
    return _levels(one) if rule.type is RuleType.LEVELS else one


def _tiers(rule: Rule, course: Course) -> Gain:
    """All clues where their total was hidden at the first snapshot: what the tiers prove one by one."""
    parts = [gain(slug, course.before, course.after, unlisted=course.unlisted) for slug in offered(rule.type)]
    total = sum(part.gained for part in parts)
    kind = GainKind.AT_LEAST if total else GainKind.NONE
    return Gain(CLUES_ALL, None, course.after.get(CLUES_ALL), total, kind)


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


def _look(look: Look) -> str:
    return f"snapshot {look.id} of {look.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ} sha256 {look.hash.hex()}"


def _line(part: Gain) -> str:
    before = "hidden" if part.before is None else str(part.before)
    at_least = "at least " if part.kind is GainKind.AT_LEAST else ""
    return f"{part.slug} {before} to {part.after}: {at_least}{part.gained}"
