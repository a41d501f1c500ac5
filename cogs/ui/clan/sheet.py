"""A character's numbers as its picture wants them: in the game's order, with names that fit a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.charts import Profile as Drawing
from cogs.ui.charts import Score
from cogs.ui.clan.naming import metric_name, sentence, type_name, window_name
from cogs.ui.words import Words
from domain.experience import level_at
from domain.metrics import OVERALL, SKILLS, TOTAL_LEVEL, MetricKind, metric

if TYPE_CHECKING:
    from services.clan.gains import Profile

_PANEL = (
    "attack", "hitpoints", "mining",
    "strength", "agility", "smithing",
    "defence", "herblore", "fishing",
    "ranged", "thieving", "cooking",
    "prayer", "crafting", "firemaking",
    "magic", "fletching", "woodcutting",
    "runecrafting", "slayer", "farming",
    "construction", "hunter", "sailing",
)  # fmt: skip
"""The skills as the game's own panel has them, three a row."""

_SHORT = {
    "strength": "Str",
    "defence": "Def",
    "hitpoints": "HP",
    "ranged": "Range",
    "cooking": "Cook",
    "woodcutting": "WC",
    "fletching": "Fletch",
    "fishing": "Fish",
    "firemaking": "FM",
    "crafting": "Craft",
    "smithing": "Smith",
    "herblore": "Herb",
    "thieving": "Thief",
    "farming": "Farm",
    "runecrafting": "RC",
    "construction": "Con",
}
"""What players call them; a cell with a gain has room for six letters."""


def sheet(say: Words, profile: Profile) -> Drawing:
    """What the picture of a character shows."""
    return Drawing(
        name=profile.character.name,
        kind=sentence(type_name(say, profile.character)),
        window=window_name(say, profile.window),
        totals=(
            Score(say("clan.card.total_level"), profile.values.get(TOTAL_LEVEL), _gained(profile, TOTAL_LEVEL)),
            Score(say("clan.card.combat"), profile.combat),
            Score(say("clan.card.total_xp"), profile.values.get(OVERALL), _gained(profile, OVERALL)),
        ),
        skills=tuple(_skill(profile, slug) for slug in _skills(profile)),
        bosses=tuple(
            Score(metric_name(say, boss), kills, _gained(profile, boss.slug)) for boss, kills in profile.bosses
        ),
        bosses_title=say("clan.card.bosses"),
    )


def _skills(profile: Profile) -> list[str]:
    """Those of the panel, then any that the game got since."""
    newer = [slug for slug in (*SKILLS, *profile.values) if metric(slug).kind is MetricKind.SKILL]
    return list(dict.fromkeys((*_PANEL, *newer)))


def _skill(profile: Profile, slug: str) -> Score:
    xp = profile.values.get(slug)
    level = None if xp is None else level_at(xp)
    return Score(_SHORT.get(slug, metric(slug).name), level, _gained(profile, slug))


def _gained(profile: Profile, slug: str) -> int:
    gain = profile.gained.get(slug)
    return gain.gained if gain else 0
