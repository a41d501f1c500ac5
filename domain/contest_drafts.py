"""Drafts of contests: what a leader may ask for in texts, times and rules, before anything is published."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from domain import metrics
from domain.contest_settings import RuleType
from domain.contests import offered
from domain.errors import Invalid
from domain.experience import EXPERIENCE_CAP
from domain.metrics import SKILLS
from domain.texts import check_line

NAME_LIMIT: Final = 80
PRIZE_LIMIT: Final = 300
REASON_LIMIT: Final = 300
RULES_LIMIT: Final = 10
TARGETS_LIMIT: Final = 30
SHORTEST: Final = timedelta(minutes=10)
LONGEST: Final = timedelta(days=366)

_MOST_COUNTED: Final = 1_000_000
_LEVELS_TO_GAIN: Final = 98
_EVERYTHING: Final = frozenset({"all", "any", "everything", "todo", "todos", "todas"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a leader typed for a new contest."""

    name: str
    prize: str
    starts: str
    ends: str
    winners: int


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


def check_name(text: str) -> str:
    """A contest's name on one line, without what cannot be seen; raises `Invalid` when empty or too long."""
    return check_line(text, NAME_LIMIT, "contest.name_length")


def check_prize(text: str) -> str:
    """What there is to win, as `check_name` has it."""
    return check_line(text, PRIZE_LIMIT, "contest.prize_length")


def check_reason(text: str) -> str:
    """Why something was called off or passed over, as `check_name` has it."""
    return check_line(text, REASON_LIMIT, "contest.reason_length")


def parse_rule(kind: RuleType, amount: int, targets: str) -> tuple[int, tuple[str, ...]]:
    """Amount and target slugs of a rule that was typed, the targets separated by commas.

    No targets are all of them, and so are all of them by name. Raises `Invalid`: `contest.amount` (outside 1 to what
    the game allows), `contest.target_unknown`, `contest.target_no_<what>` (of another kind), `contest.no_targets`
    (total XP takes none) or `contest.too_many_targets`.
    """
    typed = [part.strip() for part in targets.split(",") if part.strip()]
    if typed and kind is RuleType.TOTAL_XP:
        raise Invalid("contest.no_targets")
    every = offered(kind)
    chosen = {slug for part in typed for slug in _target(kind, part)}
    slugs = () if len(chosen) == len(every) else tuple(slug for slug in every if slug in chosen)
    if len(slugs) > TARGETS_LIMIT:
        raise Invalid("contest.too_many_targets", limit=TARGETS_LIMIT)
    most = _most(kind, len(slugs or every))
    if not 1 <= amount <= most:
        raise Invalid("contest.amount", most=most)
    return amount, slugs


def _most(kind: RuleType, targets: int) -> int:
    """The largest amount that the game lets anybody gain."""
    match kind:
        case RuleType.SKILL_XP:
            return EXPERIENCE_CAP * targets
        case RuleType.LEVELS:
            return _LEVELS_TO_GAIN * targets
        case RuleType.TOTAL_XP:
            return EXPERIENCE_CAP * len(SKILLS)
        case _:
            return _MOST_COUNTED


def _target(kind: RuleType, text: str) -> tuple[str, ...]:
    if text.lower() in _EVERYTHING:
        return offered(kind)
    found = metrics.chosen(text)
    if found is None and kind is RuleType.CLUES:
        found = metrics.chosen(f"Clue Scrolls ({text})")
    if found is None:
        raise Invalid("contest.target_unknown", text=text[:40])
    every = offered(kind)
    slugs = [slug for slug in metrics.group(found.slug) if slug in every]
    if not slugs:
        raise _of_another_kind(kind, found.name)
    return tuple(slugs)


def _of_another_kind(kind: RuleType, name: str) -> Invalid:
    match kind:
        case RuleType.BOSS_KC:
            return Invalid("contest.target_no_boss", name=name)
        case RuleType.CLUES:
            return Invalid("contest.target_no_clue", name=name)
        case _:
            return Invalid("contest.target_no_skill", name=name)
