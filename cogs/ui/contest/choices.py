"""What can be picked while typing a command of contests."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from discord import app_commands

from cogs.ui.door import Interaction, actor_of, hall_of, words_for
from cogs.ui.words import Words
from domain.contest_settings import Phase, RuleType
from domain.errors import NotFound

if TYPE_CHECKING:
    from domain.contests import Contest

Choices = list[app_commands.Choice[str]]

TYPES: Choices = [
    app_commands.Choice(name=name, value=kind.value)
    for kind, name in {
        RuleType.SKILL_XP: "Skill XP",
        RuleType.LEVELS: "Levels",
        RuleType.BOSS_KC: "Boss kills",
        RuleType.CLUES: "Clues",
        RuleType.TOTAL_XP: "Total XP",
    }.items()
]
STATUSES: Choices = [app_commands.Choice(name=phase.value.capitalize(), value=phase.value) for phase in Phase]

DRAFTS = (Phase.DRAFT,)
ENDABLE = (Phase.ACTIVE,)
DRAWABLE = (Phase.ENDED,)
REDRAWABLE = (Phase.DRAWN,)
CANCELLABLE = (Phase.DRAFT, Phase.UPCOMING, Phase.ACTIVE, Phase.ENDED)

_MOST = 25
_LONGEST = 100
"""As many, and as long, as Discord takes."""


async def contests(interaction: Interaction, typed: str, phases: Collection[Phase] | None) -> Choices:
    """Contests by name and phase; their numbers are what the command gets."""
    say = words_for(interaction)
    found = await hall_of(interaction).contests.views.names(actor_of(interaction), typed, phases)
    return [
        app_commands.Choice(name=_label(say, contest, phase), value=str(contest.id)) for contest, phase in found[:_MOST]
    ]


async def chosen(interaction: Interaction, typed: str) -> int:
    """The number of the contest that was picked or typed; raises `NotFound`."""
    return await hall_of(interaction).contests.views.id_of(actor_of(interaction), typed)


async def rules(interaction: Interaction, contest: str | None, typed: str) -> Choices:
    """The rules of the draft that was picked, in words; their numbers are what the command gets."""
    from cogs.ui.contest.naming import rule_words

    try:
        shown = await hall_of(interaction).contests.views.show(
            actor_of(interaction), await chosen(interaction, contest or "")
        )
    except NotFound:
        return []
    say = words_for(interaction)
    named = [(rule, rule_words(say, rule)) for rule in shown.contest.rules]
    fitting = [(rule, words) for rule, words in named if typed.strip().casefold() in words.casefold()]
    return [app_commands.Choice(name=words[:_LONGEST], value=str(rule.id)) for rule, words in fitting[:_MOST]]


def rule_number(typed: str) -> int:
    """The number of a rule that was picked; raises `NotFound` for anything else."""
    text = typed.strip()
    if not (text.isascii() and text.isdecimal() and len(text) < 16):
        raise NotFound("contest.rule_unknown")
    return int(text)


def targets(say: Words, kind: str | None, typed: str) -> Choices:
    """What the last of the names that are being typed can mean; the ones before it stay as they are."""
    from cogs.ui.clan.naming import metric_name
    from domain import metrics

    before, comma, last = typed.rpartition(",")
    head = f"{before.strip()}, " if comma else ""
    told = {part.strip().casefold() for part in before.split(",")}
    fitting = [one for one in metrics.find(last) if one.slug in _offered(kind)]
    named = [metric_name(say, one) for one in fitting]
    texts = [head + name for name in named if name.casefold() not in told]
    return [app_commands.Choice(name=text, value=text) for text in texts if len(text) <= _LONGEST][:_MOST]


def _offered(kind: str | None) -> Collection[str]:
    from domain.contests import offered

    kinds: Iterable[RuleType] = [RuleType(kind)] if kind in [*RuleType] else RuleType
    return {slug for one in kinds for slug in offered(one)}


def _label(say: Words, contest: Contest, phase: Phase) -> str:
    return f"{contest.name} · {say(f'contest.phase.{phase}')}"
