"""Metrics: what the hiscores count, as data; their groups; and finding one by what people type.

The catalogue is that of mid-2026. A name that is not in it works too, so a new boss is recorded from its
first day; when it joins the catalogue it keeps the slug made here, and its history goes on.

`minimum` is the smallest number that the hiscores rank, so a hidden number was at most `minimum - 1`. Numbers
and slugs follow Wise Old Man's published configuration (github.com/wise-old-man/wise-old-man,
`server/src/utils/shared/metric.utils.ts`: bosses 5, Mimic and TzKal-Zuk 1, clues 1, the activities as below).
Its bosses share one default, which also serves bosses newer than the copy read (Brutus, Mad Angel, Maggot
King). Where nothing is published `minimum` is None: a hidden number then proves nothing.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from domain.abbreviations import ABBREVIATIONS

SLUG_LIMIT: Final = 40
OVERALL: Final = "overall"
TOTAL_LEVEL: Final = "total_level"
CLUES_ALL: Final = "clue_scrolls_all"

_SKILL_PREFIX: Final = "skill_"
_ACTIVITY_PREFIX: Final = "activity_"
_HASH_LENGTH: Final = 6
_NO_FIT: Final = 5
_PART_LENGTH: Final = 3


class MetricKind(StrEnum):
    """What a metric counts: all experience, all levels, one skill's experience, kills, clues, or a score."""

    OVERALL = "overall"
    LEVEL = "level"
    SKILL = "skill"
    BOSS = "boss"
    CLUE = "clue"
    ACTIVITY = "activity"


@dataclass(frozen=True, slots=True)
class Metric:
    """One number the hiscores keep of a character.

    `name` is the hiscores' own. `minimum` is the smallest number they rank, None where that is not known or
    (experience, levels) not a fixed number. `may_fall` marks ratings and seasonal points, which go down in
    ordinary play.
    """

    slug: str
    name: str
    kind: MetricKind
    minimum: int | None = None
    may_fall: bool = False

    @property
    def slugs(self) -> tuple[str, ...]:
        """The slugs whose values say this metric's total."""
        return (self.slug,)


@dataclass(frozen=True, slots=True)
class Group:
    """Metrics that are counted together: the sum of `members`, or `whole` where that one is known.

    Never both: the hiscores' *Clue Scrolls (all)* already holds every tier.
    """

    slug: str
    name: str
    members: tuple[str, ...]
    whole: str | None = None

    @property
    def slugs(self) -> tuple[str, ...]:
        """The slugs whose values say this group's total; see `domain.gains.total` for how they add up."""
        return self.members if self.whole is None else (self.whole, *self.members)


Choice = Metric | Group

_SKILLS: Final = (
    "Attack", "Defence", "Strength", "Hitpoints", "Ranged", "Prayer", "Magic", "Cooking", "Woodcutting",
    "Fletching", "Fishing", "Firemaking", "Crafting", "Smithing", "Mining", "Herblore", "Agility", "Thieving",
    "Slayer", "Farming", "Runecraft", "Hunter", "Construction", "Sailing",
)  # fmt: skip

_CLUE_TIERS: Final = ("beginner", "easy", "medium", "hard", "elite", "master")

_BOSSES: Final = (
    "Abyssal Sire", "Alchemical Hydra", "Amoxliatl", "Araxxor", "Artio", "Barrows Chests", "Brutus",
    "Bryophyta", "Callisto", "Calvar'ion", "Cerberus", "Chambers of Xeric",
    "Chambers of Xeric: Challenge Mode", "Chaos Elemental", "Chaos Fanatic", "Commander Zilyana",
    "Corporeal Beast", "Crazy Archaeologist", "Dagannoth Prime", "Dagannoth Rex", "Dagannoth Supreme",
    "Deranged Archaeologist", "Doom of Mokhaiotl", "Duke Sucellus", "General Graardor", "Giant Mole",
    "Grotesque Guardians", "Hespori", "Kalphite Queen", "King Black Dragon", "Kraken", "Kree'Arra",
    "K'ril Tsutsaroth", "Lunar Chests", "Mad Angel", "Maggot King", "Mimic", "Nex", "Nightmare",
    "Phosani's Nightmare", "Obor", "Phantom Muspah", "Sarachnis", "Scorpia", "Scurrius",
    "Shellbane Gryphon", "Skotizo", "Sol Heredit", "Spindel", "Tempoross", "The Gauntlet",
    "The Corrupted Gauntlet", "The Hueycoatl", "The Leviathan", "The Royal Titans", "The Whisperer",
    "Theatre of Blood", "Theatre of Blood: Hard Mode", "Thermonuclear Smoke Devil", "Tombs of Amascut",
    "Tombs of Amascut: Expert Mode", "TzKal-Zuk", "TzTok-Jad", "Vardorvis", "Venenatis", "Vet'ion",
    "Vorkath", "Wintertodt", "Yama", "Zalcano", "Zulrah",
)  # fmt: skip
_BOSS_MINIMUM: Final = 5
_BOSS_MINIMA: Final = MappingProxyType({"Mimic": 1, "TzKal-Zuk": 1})

_ACTIVITIES: Final = (
    Metric("grid_points", "Grid Points", MetricKind.ACTIVITY, may_fall=True),
    Metric("league_points", "League Points", MetricKind.ACTIVITY, 100, may_fall=True),
    Metric("deadman_points", "Deadman Points", MetricKind.ACTIVITY, may_fall=True),
    Metric("bounty_hunter_hunter", "Bounty Hunter - Hunter", MetricKind.ACTIVITY, 2),
    Metric("bounty_hunter_rogue", "Bounty Hunter - Rogue", MetricKind.ACTIVITY, 2),
    Metric("bounty_hunter_legacy_hunter", "Bounty Hunter (Legacy) - Hunter", MetricKind.ACTIVITY),
    Metric("bounty_hunter_legacy_rogue", "Bounty Hunter (Legacy) - Rogue", MetricKind.ACTIVITY),
    Metric("last_man_standing", "LMS - Rank", MetricKind.ACTIVITY, 500, may_fall=True),
    Metric("pvp_arena", "PvP Arena - Rank", MetricKind.ACTIVITY, 2525, may_fall=True),
    Metric("soul_wars_zeal", "Soul Wars Zeal", MetricKind.ACTIVITY, 200),
    Metric("guardians_of_the_rift", "Rifts closed", MetricKind.ACTIVITY, 2),
    Metric("colosseum_glory", "Colosseum Glory", MetricKind.ACTIVITY, 300),
    Metric("collections_logged", "Collections Logged", MetricKind.ACTIVITY, 500),
)

_GIVEN_SLUGS: Final = MappingProxyType(
    {"Runecraft": "runecrafting", "Tombs of Amascut: Expert Mode": "tombs_of_amascut_expert"}
)


def folded(name: str) -> str:
    """A name in lower case letters, digits and `_`: `Kree'Arra` is `kreearra`, `TzTok-Jad` `tztok_jad`."""
    plain = re.sub("['\u2019]", "", name.lower())
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def _named(name: str, kind: MetricKind, minimum: int | None = None) -> Metric:
    return Metric(_GIVEN_SLUGS.get(name, folded(name)), name, kind, minimum)


def _catalogue() -> tuple[Metric, ...]:
    clues = (f"Clue Scrolls ({tier})" for tier in ("all", *_CLUE_TIERS))
    return (
        Metric(OVERALL, "Overall", MetricKind.OVERALL),
        Metric(TOTAL_LEVEL, "Total level", MetricKind.LEVEL),
        *(_named(name, MetricKind.SKILL) for name in _SKILLS),
        *(_named(name, MetricKind.BOSS, _BOSS_MINIMA.get(name, _BOSS_MINIMUM)) for name in _BOSSES),
        *(_named(name, MetricKind.CLUE, 1) for name in clues),
        *_ACTIVITIES,
    )


CATALOGUE: Final[tuple[Metric, ...]] = _catalogue()
"""Every metric that is known by name: overall, total level, skills, bosses, clues, other activities."""

_BY_SLUG: Final = MappingProxyType({metric.slug: metric for metric in CATALOGUE})


def of_kind(kind: MetricKind) -> tuple[str, ...]:
    """The catalogue's slugs of one kind, in its order."""
    return tuple(metric.slug for metric in CATALOGUE if metric.kind is kind)


SKILLS: Final[tuple[str, ...]] = of_kind(MetricKind.SKILL)

GROUPS: Final[Mapping[str, Group]] = MappingProxyType(
    {
        each.slug: each
        for each in (
            Group("total_xp", "Total XP", (OVERALL,)),
            Group("levels", "Levels", (TOTAL_LEVEL,)),
            Group("all_bosses", "All bosses", of_kind(MetricKind.BOSS)),
            Group(
                "all_clues",
                "All clues",
                tuple(slug for slug in of_kind(MetricKind.CLUE) if slug != CLUES_ALL),
                whole=CLUES_ALL,
            ),
        )
    }
)

# The groups say these already; offering both would be two names for one board.
_UNOFFERED: Final = frozenset({OVERALL, TOTAL_LEVEL, CLUES_ALL})
_RESERVED: Final = frozenset(_BY_SLUG) | frozenset(GROUPS)
_SKILL_KINDS: Final = frozenset({MetricKind.OVERALL, MetricKind.SKILL})
_COUNTED_KINDS: Final = frozenset({MetricKind.BOSS, MetricKind.CLUE, MetricKind.ACTIVITY})
_SKILL_NAMES: Final = MappingProxyType({folded(m.name): m for m in CATALOGUE if m.kind in _SKILL_KINDS})
_ACTIVITY_NAMES: Final = MappingProxyType({folded(m.name): m for m in CATALOGUE if m.kind in _COUNTED_KINDS})


def is_known(slug: str) -> bool:
    """Whether the catalogue has a metric of this slug."""
    return slug in _BY_SLUG


def skill_for(name: str) -> Metric:
    """The metric of a name in the hiscores' list of skills; an unknown one becomes a skill `skill_…`."""
    return _SKILL_NAMES.get(folded(name)) or Metric(_slug(_SKILL_PREFIX + folded(name), name), name, MetricKind.SKILL)


def activity_for(name: str) -> Metric:
    """The metric of a name in the hiscores' list of activities; an unknown one becomes an activity."""
    return _ACTIVITY_NAMES.get(folded(name)) or Metric(_activity_slug(name), name, MetricKind.ACTIVITY)


def metric_for(name: str) -> Metric:
    """The metric of a name of either list; an unknown one is taken for an activity, for most new ones are."""
    return _SKILL_NAMES.get(folded(name)) or activity_for(name)


def metric(slug: str, name: str | None = None) -> Metric:
    """The metric of a stored slug; `name` is the hiscores' for one that the catalogue does not know."""
    known = _BY_SLUG.get(slug)
    if known is not None:
        return known
    kind = MetricKind.SKILL if slug.startswith(_SKILL_PREFIX) else MetricKind.ACTIVITY
    bare = slug.removeprefix(_SKILL_PREFIX).removeprefix(_ACTIVITY_PREFIX)
    return Metric(slug, name or bare.replace("_", " ").capitalize() or slug, kind)


def choice(slug: str) -> Choice:
    """The group or metric of a slug."""
    return GROUPS.get(slug) or metric(slug)


def group(slug: str) -> tuple[str, ...]:
    """The metrics that may be added up for a group or metric: `all_clues` is the tiers, not their total."""
    found = choice(slug)
    return found.members if isinstance(found, Group) else found.slugs


def find(text: str, extra: Iterable[Metric] = ()) -> list[Choice]:
    """Groups and metrics that fit what was typed, best first; nothing typed gives everything.

    `extra` are metrics met outside the catalogue. An abbreviation or whole name comes before a name's
    beginning, that before a word's beginning, that before a part in the middle (of three letters or more);
    equal fits keep the catalogue's order.
    """
    if not text.strip():
        return _offered(extra)
    return [each for rank, each in _fitting(text, extra) if rank < _NO_FIT]


def chosen(text: str, extra: Iterable[Metric] = ()) -> Choice | None:
    """What a slug, whole name or abbreviation means that was typed without picking; None for anything else."""
    known = GROUPS.get(text) or _BY_SLUG.get(text)
    if known is not None:
        return known
    rank, best = next(iter(_fitting(text, extra)), (_NO_FIT, None))
    return best if rank == 0 else None


def _offered(extra: Iterable[Metric]) -> list[Choice]:
    return [*GROUPS.values(), *(each for each in CATALOGUE if each.slug not in _UNOFFERED), *extra]


def _fitting(text: str, extra: Iterable[Metric]) -> list[tuple[int, Choice]]:
    wanted = folded(text)
    if not wanted:
        return []
    fits = [(_fit(wanted, each), each) for each in _offered(extra)]
    return sorted(fits, key=lambda fit: fit[0])


def _fit(wanted: str, offered: Choice) -> int:
    forms = {folded(offered.name), offered.slug}
    short = ABBREVIATIONS.get(offered.slug, ())
    # People type "kree arra" and "Tzkalzuk": spaces never decide.
    tight = wanted.replace("_", "")
    tight_forms = [form.replace("_", "") for form in forms]
    if wanted in short or tight in short or tight in tight_forms:
        return 0
    if any(form.startswith(tight) for form in tight_forms):
        return 1
    if any(f"_{wanted}" in form for form in forms):
        return 2
    if any(each.startswith(tight) for each in short):
        return 3
    inside = len(tight) >= _PART_LENGTH and any(tight in form for form in tight_forms)
    return 4 if inside else _NO_FIT


def _activity_slug(name: str) -> str:
    bare = folded(name)
    if not bare or bare in _RESERVED or bare.startswith(_SKILL_PREFIX):
        bare = _ACTIVITY_PREFIX + bare
    return _slug(bare, name)


def _slug(made: str, name: str) -> str:
    if len(made) <= SLUG_LIMIT and not made.endswith("_"):
        return made
    # Cut short, or with no letter of ours in it: a piece of a hash keeps it apart from its like.
    told = name if made.endswith("_") else made
    mark = hashlib.sha256(told.encode()).hexdigest()[:_HASH_LENGTH]
    return f"{made[: SLUG_LIMIT - _HASH_LENGTH - 1].rstrip('_')}_{mark}"
