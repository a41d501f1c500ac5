"""What things of a contest are called: its rules and prize in words, its phase with the time that matters, its mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.clan.naming import metric_name, names
from cogs.ui.words import Words, harmless
from domain.contest_drafts import PRIZE_LIMIT, REASON_LIMIT
from domain.contest_settings import Phase, RuleType
from domain.contests import Contest, Rule

if TYPE_CHECKING:
    from services.draws import Seen

_TARGETS_SHOWN = 8
_TIER = "clue_scrolls_"


def rule_words(say: Words, rule: Rule, most: int = _TARGETS_SHOWN) -> str:
    """A way to enter in a few words, such as `Slayer XP +500,000`; at most so many targets by name."""
    if rule.type is RuleType.CLUES:
        return _clues(say, rule)
    if rule.type is RuleType.TOTAL_XP:
        return say("contest.rule.total_xp", amount=rule.amount)
    if not rule.targets:
        return say(f"contest.rule.{rule.type}_all", amount=rule.amount)
    targets = names(say, [metric_name(say, slug) for slug in rule.targets], most)
    several = rule.type is RuleType.SKILL_XP and len(rule.targets) > 1
    return say(f"contest.rule.{rule.type}{'_many' if several else ''}", targets=targets, amount=rule.amount)


def _clues(say: Words, rule: Rule) -> str:
    tiers = [slug.removeprefix(_TIER) for slug in rule.targets]
    if not tiers:
        return say("contest.rule.clues_all", amount=rule.amount)
    if len(tiers) == 1:
        return say(f"contest.clues.{tiers[0]}", amount=rule.amount)
    told = ", ".join(say(f"contest.tier.{tier}") for tier in tiers)
    return say("contest.rule.clues_many", amount=rule.amount, targets=told)


def rules_block(say: Words, contest: Contest) -> str:
    """All ways to enter, a line each."""
    return "\n".join([say("contest.enter_by"), *(f" • {rule_words(say, rule)}" for rule in contest.rules)])


def prize_block(say: Words, contest: Contest) -> str:
    """What there is to win, and how many win it where that is more than one."""
    prize = harmless(contest.prize, PRIZE_LIMIT)
    if contest.winners == 1:
        return say("contest.prize", prize=prize)
    return say("contest.prizes", prize=prize, winners=contest.winners)


def why_line(say: Words, contest: Contest) -> str:
    """Why it was called off."""
    if contest.restored_at is not None:
        return say("contest.why_restored")
    return say("contest.why", reason=harmless(contest.reason, REASON_LIMIT))


def status_line(say: Words, contest: Contest, phase: Phase, draw: Seen | None = None) -> str:
    """How a contest stands, with the time that people ask for."""
    match phase:
        case Phase.UPCOMING:
            return say("contest.status.upcoming", at=contest.starts_at or contest.ends_at)
        case Phase.ACTIVE:
            return say("contest.status.active", at=contest.ends_at)
        case Phase.ENDED:
            return say("contest.status.ended", at=contest.ended_at or contest.ends_at)
        case Phase.DRAWN | Phase.CANCELLED if draw is not None:
            return say(f"contest.status.{phase}", at=draw.at)
        case _:
            return say(f"contest.phase.{phase}")
