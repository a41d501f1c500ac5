"""Gains: what a character is proven to have gained between two snapshots' values.

Nothing is counted that cannot be proven. Values are known numbers by slug; a hidden metric is absent.

- Known at both ends: the difference, exactly.
- Hidden at the end: nothing.
- Hidden at the baseline: only the lower bound. A boss, clue or activity was below the smallest number that
  the hiscores rank, so `value - (minimum - 1)` is proven: hidden to 12 Zulrah with minimum 5 proves 8. A
  hidden skill had at most what the baseline's Overall leaves beside the known skills. Overall and total level
  have no such bound.
- A value that falls is a rollback or a name that changed hands: it is flagged and never counted. Ratings and
  seasonal points fall in ordinary play; they gain nothing then, without a flag.

`unlisted` are metrics that the hiscores did not list yet at the baseline: their number then was not small, it
was not told, so nothing is proven from it (a boss can join the hiscores with years of kills).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain import metrics
from domain.metrics import OVERALL, Metric, MetricKind

Values = Mapping[str, int]


class GainKind(StrEnum):
    """How sure a gain is: `exact`, `at_least` (a proven bound above 0), or `none` (nothing is proven)."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    NONE = "none"


class Flag(StrEnum):
    """What an officer should look at: `fell`, a value went down that never does."""

    FELL = "fell"


@dataclass(frozen=True, slots=True)
class Gain:
    """What was gained of one metric or group; a None end is hidden, `gained` is never negative."""

    slug: str
    before: int | None
    after: int | None
    gained: int
    kind: GainKind
    flag: Flag | None = None


def gain(slug: str, before: Values, after: Values, *, unlisted: Collection[str] = ()) -> Gain:
    """The gain of one metric.

    For a skill that is hidden at the baseline the bound comes from the other values given; `evidence` names
    them, and without Overall nothing is proven.
    """
    start, end = before.get(slug), after.get(slug)
    if end is None:
        return Gain(slug, start, end, 0, GainKind.NONE)
    if start is not None and end >= start:
        return Gain(slug, start, end, end - start, GainKind.EXACT)
    metric = metrics.metric(slug)
    if start is None:
        most = _most_hidden(metric, before, after, unlisted)
        proven = 0 if most is None else max(0, end - most)
        return Gain(slug, start, end, proven, GainKind.AT_LEAST if proven else GainKind.NONE)
    return Gain(slug, start, end, 0, GainKind.NONE, None if metric.may_fall else Flag.FELL)


def gains(before: Values, after: Values, *, unlisted: Collection[str] = ()) -> dict[str, Gain]:
    """The gain of every metric that is known at either end, by slug."""
    return {slug: gain(slug, before, after, unlisted=unlisted) for slug in sorted(before.keys() | after.keys())}


def group_gain(slug: str, before: Values, after: Values, *, unlisted: Collection[str] = ()) -> Gain:
    """The gain of a group: that of its whole where both ends know it, else the sum of its members'.

    A member that fell is left out and flags the group. `kind` is `at_least` as soon as one counted part is.
    `slug` may be a single metric's too.
    """
    found = metrics.choice(slug)
    if isinstance(found, Metric):
        return gain(slug, before, after, unlisted=unlisted)
    if found.whole is not None and found.whole in before and found.whole in after:
        return _renamed(gain(found.whole, before, after), slug)
    # Hidden at both ends gains nothing, and most of a large group is.
    told = [member for member in found.members if member in before or member in after]
    parts = [gain(member, before, after, unlisted=unlisted) for member in told]
    if len(parts) == 1:
        return _renamed(parts[0], slug)
    return Gain(
        slug,
        _sum(told, before),
        _sum(told, after),
        sum(part.gained for part in parts),
        _joint_kind(parts),
        Flag.FELL if any(part.flag for part in parts) else None,
    )


def total(slug: str, values: Values) -> int | None:
    """Where a metric or group stands: its whole where that is known, else the sum of what is, else None."""
    found = metrics.choice(slug)
    if isinstance(found, Metric):
        return values.get(slug)
    if found.whole is not None and found.whole in values:
        return values[found.whole]
    return _sum(found.members, values)


def evidence(slug: str, met: Iterable[str] = ()) -> tuple[str, ...]:
    """The slugs whose values decide a metric's or group's gain: with these loaded it is what all would give.

    `met` are slugs met outside the catalogue: a skill among them takes part in bounding the others.
    """
    found = metrics.choice(slug)
    if isinstance(found, Metric) and found.kind is MetricKind.SKILL:
        strange = (each for each in met if _is_experience(each))
        return tuple(dict.fromkeys((slug, OVERALL, *metrics.SKILLS, *strange)))
    return found.slugs


def _renamed(one: Gain, slug: str) -> Gain:
    return Gain(slug, one.before, one.after, one.gained, one.kind, one.flag)


def _most_hidden(metric: Metric, before: Values, after: Values, unlisted: Collection[str]) -> int | None:
    """The most that a hidden number can have been at the baseline; None when nothing says."""
    if metric.kind is MetricKind.SKILL:
        return _skill_room(before, after)
    if metric.minimum is None or metric.slug in unlisted:
        return None
    return metric.minimum - 1


def _skill_room(before: Values, after: Values) -> int | None:
    """The experience that Overall leaves, at the baseline, to all hidden skills together."""
    room, later = _room(before), _room(after)
    # An Overall below its own skills is not their sum and bounds nothing; answers like that were seen.
    if room is None or room < 0 or (later is not None and later < 0):
        return None
    # Nor does the baseline of an account that was rolled back or replaced since.
    if any(after.get(slug, value) < value for slug, value in before.items() if _is_experience(slug)):
        return None
    return room


def _room(values: Values) -> int | None:
    overall = values.get(OVERALL)
    if overall is None:
        return None
    return overall - sum(value for slug, value in values.items() if slug != OVERALL and _is_experience(slug))


def _is_experience(slug: str) -> bool:
    return metrics.metric(slug).kind in {MetricKind.OVERALL, MetricKind.SKILL}


def _sum(slugs: Iterable[str], values: Values) -> int | None:
    known = [values[slug] for slug in slugs if slug in values]
    return sum(known) if known else None


def _joint_kind(parts: Iterable[Gain]) -> GainKind:
    kinds = {part.kind for part in parts}
    if GainKind.AT_LEAST in kinds:
        return GainKind.AT_LEAST
    return GainKind.EXACT if GainKind.EXACT in kinds else GainKind.NONE
