"""Judging: who has earned an entry in a contest, and the text that proves it.

Each character is judged alone, between its first snapshot at or after the contest's start and its last one at or
before the end; a rule is satisfied when the gains of its targets add up to its amount. A person has at most one entry
per rule, by whichever of their characters brought it.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from domain.contest_settings import RuleType
from domain.contests import Rule, offered
from domain.experience import level_at, levels_between
from domain.gains import Gain, GainKind, Values, evidence, gain
from domain.metrics import CLUES_ALL, OVERALL

_SNAPSHOT = re.compile(r"(?:from|to) snapshot ([0-9]+) of ([0-9T:-]+)Z sha256 ([0-9a-f]{64})")


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
    return _Judge(rule).judge(course)


def gained(rule: Rule, course: Course) -> int:
    """How much of what the rule counts this character has provably gained."""
    return sum(part.gained for slug in counted(rule) for part in _part(rule, slug, course))


def judge_all(rules: Sequence[Rule], courses: Iterable[Course]) -> list[Earned]:
    """The entries of everybody: a person's best character brings each, the first of equals."""
    best: dict[tuple[int, str], Earned] = {}
    reach = _Reach(rules)
    for course in courses:
        for one in reach.of(course):
            earned = one.judge(course)
            if earned is None:
                continue
            known = best.get((earned.rule_id, course.who))
            if known is None or earned.gained > known.gained:
                best[earned.rule_id, course.who] = earned
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


def looks(evidence: str) -> tuple[Look, Look]:
    """The two snapshots that an evidence names."""
    first, last = (
        Look(int(number), datetime.fromisoformat(at).replace(tzinfo=UTC), bytes.fromhex(digest))
        for number, at, digest in _SNAPSHOT.findall(evidence)
    )
    return first, last


class _Judge:
    """A rule that many are judged by: what does not depend on them is made ready once."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self._levels = rule.type is RuleType.LEVELS
        self._places = {slug: place for place, slug in enumerate(counted(rule))}
        self._head = f"guildhall/evidence/1\nrule {rule.type} >= {rule.amount}: {','.join(rule.targets) or 'all'}"

    def judge(self, course: Course) -> Earned | None:
        """The entry that this character earned, if it did."""
        told = sorted([slug for slug in course.moved if slug in self._places], key=self._places.__getitem__)
        total, lines = self._gained(told, course)
        if total < self.rule.amount:
            return None
        # It names no player, so anybody may see it and it outlives an erasure.
        looks = f"from {_look(course.first)}\nto {_look(course.last)}"
        evidence = "\n".join([self._head, looks, *lines, f"gained {total}\n"])
        return Earned(self.rule.id, course.who, course.character_id, total, evidence)

    def _gained(self, slugs: Iterable[str], course: Course) -> tuple[int, list[str]]:
        """What was gained of these together, and a line of evidence for each of which anything was."""
        total, lines = 0, list[str]()
        before, after = course.before, course.after
        for slug in slugs:
            start, end = before.get(slug), after[slug]
            if start is not None:  # as nearly all are: the difference counts, and nothing is to be bounded
                low, high = (level_at(start), level_at(end)) if self._levels else (start, end)
                if high > low:
                    total += high - low
                    lines.append(f"{slug} {low} to {high}: {high - low}")
                continue
            parts = [part for part in _part(self.rule, slug, course) if part.gained]
            total += sum([part.gained for part in parts])
            lines += map(_line, parts)
        return total, lines


class _Reach:
    """Tells by which rules a character may enter: most are far from the amount, before anything is reckoned exactly."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._judges = [_Judge(rule) for rule in rules]
        self._plain: dict[str, list[int]] = {}
        self._levels: dict[str, list[int]] = {}
        for place, rule in enumerate(rules):
            counting = self._levels if rule.type is RuleType.LEVELS else self._plain
            for slug in counted(rule):
                counting.setdefault(slug, []).append(place)

    def of(self, course: Course) -> list[_Judge]:
        """Those whose amounts are within what the character can have gained, were all that was hidden zero."""
        most = [0] * len(self._judges)
        before, after = course.before, course.after
        plain, levels = self._plain.get, self._levels.get
        for slug in course.moved:
            start, end = before.get(slug, 0), after[slug]
            if end > start:
                for place in plain(slug, ()):
                    most[place] += end - start
                for place in levels(slug, ()):
                    most[place] += levels_between(start, end)
        return [one for one, gained in zip(self._judges, most, strict=True) if gained >= one.rule.amount]


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


def _look(look: Look) -> str:
    return f"snapshot {look.id} of {look.at.astimezone(UTC).isoformat()[:19]}Z sha256 {look.hash.hex()}"


def _line(part: Gain) -> str:
    before = "hidden" if part.before is None else str(part.before)
    at_least = "at least " if part.kind is GainKind.AT_LEAST else ""
    return f"{part.slug} {before} to {part.after}: {at_least}{part.gained}"
