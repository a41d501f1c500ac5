import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import metrics
from domain.abbreviations import ABBREVIATIONS
from domain.metrics import CATALOGUE, GROUPS, Metric, MetricKind

ANSWERS = Path(__file__).parents[3] / "shared" / "data" / "hiscores"
names = st.text(min_size=1, max_size=100).filter(str.isprintable)


def slugs(text: str) -> list[str]:
    return [each.slug for each in metrics.find(text)]


def test_slugs_are_short_plain_and_unique():
    everything = [metric.slug for metric in CATALOGUE] + list(GROUPS)
    assert len(set(everything)) == len(everything)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,39}", slug) for slug in everything)


def test_the_catalogue_of_mid_2026_has_its_counts():
    count = {kind: len(metrics.of_kind(kind)) for kind in MetricKind}
    assert count == {"overall": 1, "level": 1, "skill": 24, "boss": 71, "clue": 7, "activity": 13}


def test_published_slugs_and_minima():
    told = {m.slug: (m.name, m.kind, m.minimum) for m in CATALOGUE}
    assert told["zulrah"] == ("Zulrah", MetricKind.BOSS, 5)
    assert told["tzkal_zuk"] == ("TzKal-Zuk", MetricKind.BOSS, 1)
    assert told["mimic"] == ("Mimic", MetricKind.BOSS, 1)
    assert told["kreearra"] == ("Kree'Arra", MetricKind.BOSS, 5)
    assert told["clue_scrolls_all"] == ("Clue Scrolls (all)", MetricKind.CLUE, 1)
    assert told["guardians_of_the_rift"] == ("Rifts closed", MetricKind.ACTIVITY, 2)
    assert told["pvp_arena"] == ("PvP Arena - Rank", MetricKind.ACTIVITY, 2525)
    assert told["collections_logged"] == ("Collections Logged", MetricKind.ACTIVITY, 500)
    assert told["runecrafting"] == ("Runecraft", MetricKind.SKILL, None)
    assert told["grid_points"][2] is None


def test_what_falls_in_ordinary_play_is_marked():
    falling = {m.slug for m in CATALOGUE if m.may_fall}
    assert falling == {"grid_points", "league_points", "deadman_points", "last_man_standing", "pvp_arena"}


def test_every_name_leads_to_its_metric_whatever_its_case():
    for metric in CATALOGUE:
        if metric.kind is not MetricKind.LEVEL:
            assert metrics.metric_for(metric.name) is metric
            assert metrics.metric_for(metric.name.upper()) is metric
        assert metrics.metric(metric.slug) is metric


@pytest.mark.skipif(not ANSWERS.is_dir(), reason="the real answers are not on this machine")
def test_every_name_of_a_real_answer_is_in_the_catalogue():
    answer = json.loads((ANSWERS / "lynx_titan.json").read_text())
    skills = [metrics.skill_for(each["name"]) for each in answer["skills"]]
    activities = [metrics.activity_for(each["name"]) for each in answer["activities"]]
    assert all(metrics.is_known(metric.slug) for metric in skills + activities)
    assert {m.slug for m in skills + activities} | {"total_level"} == {m.slug for m in CATALOGUE}


def test_a_new_boss_is_an_activity_that_proves_nothing_from_hidden():
    new = metrics.activity_for("Zaros' Echo: Hard Mode")
    assert new == Metric("zaros_echo_hard_mode", "Zaros' Echo: Hard Mode", MetricKind.ACTIVITY, None)
    assert metrics.metric(new.slug, new.name) == new
    assert not metrics.is_known(new.slug)


def test_a_new_skill_is_told_by_its_slug():
    new = metrics.skill_for("Bard Craft")
    assert new == Metric("skill_bard_craft", "Bard Craft", MetricKind.SKILL)
    assert metrics.metric(new.slug).kind is MetricKind.SKILL
    assert metrics.metric(new.slug).name == "Bard craft"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Attack", "activity_attack"),
        ("Levels", "activity_levels"),
        ("All Bosses", "activity_all_bosses"),
        ("Guardians of the Rift", "activity_guardians_of_the_rift"),
        ("Skill Points", "activity_skill_points"),
    ],
)
def test_an_unknown_activity_never_takes_a_known_place(name: str, slug: str):
    assert metrics.activity_for(name).slug == slug


@given(names)
def test_any_name_has_a_usable_slug_of_its_kind(name: str):
    activity, skill = metrics.activity_for(name), metrics.skill_for(name)
    assert re.fullmatch(r"[a-z0-9_]{1,40}", activity.slug)
    assert re.fullmatch(r"[a-z0-9_]{1,40}", skill.slug)
    assert activity.slug not in GROUPS
    assert metrics.metric(activity.slug).kind is activity.kind
    assert metrics.metric(skill.slug).kind is skill.kind
    assert activity.slug != skill.slug


def test_names_that_differ_late_or_are_foreign_stay_apart():
    long = "The Extraordinarily Long Named Guardian of "
    ones = [metrics.activity_for(name).slug for name in (long + "Fire", long + "Ice", "王", "龍")]
    assert len(set(ones)) == 4
    assert all(len(slug) <= 40 for slug in ones)


def test_groups():
    assert metrics.group("total_xp") == ("overall",)
    assert metrics.group("levels") == ("total_level",)
    assert metrics.group("all_bosses") == metrics.of_kind(MetricKind.BOSS)
    assert metrics.group("zulrah") == ("zulrah",)
    assert metrics.choice("zulrah") is metrics.metric("zulrah")


def test_all_clues_never_holds_both_the_tiers_and_their_sum():
    tiers = {f"clue_scrolls_{tier}" for tier in ("beginner", "easy", "medium", "hard", "elite", "master")}
    assert set(metrics.group("all_clues")) == tiers
    assert GROUPS["all_clues"].whole == "clue_scrolls_all"
    assert set(metrics.choice("all_clues").slugs) == tiers | {"clue_scrolls_all"}


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("cox", "chambers_of_xeric"), ("tob", "theatre_of_blood"), ("toa", "tombs_of_amascut"),
        ("kbd", "king_black_dragon"), ("rc", "runecrafting"), ("hp", "hitpoints"), ("wc", "woodcutting"),
        ("fm", "firemaking"), ("zuk", "tzkal_zuk"), ("jad", "tztok_jad"), ("cg", "the_corrupted_gauntlet"),
        ("Slayer", "slayer"), ("slay", "slayer"), ("XP", "total_xp"), ("clues", "all_clues"),
        ("clue scrolls (all)", "all_clues"), ("kree arra", "kreearra"), ("krilt", "kril_tsutsaroth"),
        ("Tz-Kal Zuk", "tzkal_zuk"), ("corrupted g", "the_corrupted_gauntlet"), ("hard", "clue_scrolls_hard"),
        ("overall", "total_xp"), ("gauntlet", "the_gauntlet"), ("nightmare", "nightmare"), ("mining", "mining"),
        ("total level", "levels"), ("CoX CM", "chambers_of_xeric_challenge_mode"),
    ],
)  # fmt: skip
def test_the_best_fit_comes_first(text: str, slug: str):
    assert slugs(text)[0] == slug


def test_whole_then_beginning_then_word_then_part():
    assert slugs("nightmare") == ["nightmare", "phosanis_nightmare"]
    assert slugs("ma")[:4] == ["magic", "mad_angel", "maggot_king", "clue_scrolls_master"]
    assert slugs("rra") == ["kreearra"]
    assert slugs("dks") == ["dagannoth_prime", "dagannoth_rex", "dagannoth_supreme"]


def test_nothing_typed_offers_everything_once_groups_first():
    offered = slugs("")
    assert offered[:4] == ["total_xp", "levels", "all_bosses", "all_clues"]
    assert len(set(offered)) == len(offered) == len(CATALOGUE) - 3 + 4


def test_a_metric_outside_the_catalogue_can_be_offered():
    new = metrics.activity_for("Zaros Echo")
    assert metrics.find("zaros", extra=[new]) == [new]
    assert metrics.chosen("zaros echo", extra=[new]) == new


@pytest.mark.parametrize("text", ["🐉", "@everyone", "\u202e", "x" * 2000, "no such thing", "**"])
def test_nonsense_finds_nothing(text: str):
    assert metrics.find(text) == []
    assert metrics.chosen(text) is None


@given(st.text())
def test_finding_never_fails_and_offers_nothing_twice(text: str):
    found = slugs(text)
    assert len(set(found)) == len(found)


def test_what_is_typed_without_picking():
    assert metrics.chosen("Clue Scrolls (elite)") == metrics.metric("clue_scrolls_elite")
    assert metrics.chosen("overall") == metrics.metric("overall")
    assert metrics.chosen("all_bosses") == GROUPS["all_bosses"]
    assert metrics.chosen("kbd") == metrics.metric("king_black_dragon")
    assert metrics.chosen("king") is None
    assert metrics.chosen("") is None


def test_every_abbreviation_belongs_to_something_and_finds_it_first():
    offered = {metric.slug for metric in CATALOGUE} | set(GROUPS)
    assert set(ABBREVIATIONS) <= offered
    for slug, shorts in ABBREVIATIONS.items():
        for short in shorts:
            sharing = {each for each, theirs in ABBREVIATIONS.items() if short in theirs}
            assert re.fullmatch("[a-z0-9]+", short)
            assert slug in slugs(short)[: len(sharing) + 1], short
