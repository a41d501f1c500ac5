import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import metrics
from domain.gains import Flag, Gain, GainKind, evidence, gain, gains, group_gain, total
from domain.metrics import CATALOGUE, GROUPS, OVERALL, SKILLS, MetricKind

NONE, EXACT, AT_LEAST = GainKind.NONE, GainKind.EXACT, GainKind.AT_LEAST


@pytest.mark.parametrize(
    ("slug", "before", "after", "gained", "kind"),
    [
        ("zulrah", 10, 12, 2, EXACT),
        ("zulrah", 10, 10, 0, EXACT),
        ("overall", 4_700_000_000, 4_800_000_000, 100_000_000, EXACT),
        ("zulrah", None, 12, 8, AT_LEAST),
        ("zulrah", None, 5, 1, AT_LEAST),
        ("zulrah", None, 4, 0, NONE),
        ("zulrah", None, 2, 0, NONE),
        ("tzkal_zuk", None, 2, 2, AT_LEAST),
        ("clue_scrolls_hard", None, 3, 3, AT_LEAST),
        ("soul_wars_zeal", None, 250, 51, AT_LEAST),
        ("grid_points", None, 900, 0, NONE),
        ("zaros_echo", None, 900, 0, NONE),
        ("overall", None, 900, 0, NONE),
        ("total_level", None, 900, 0, NONE),
        ("slayer", None, 900, 0, NONE),
        ("zulrah", 12, None, 0, NONE),
        ("slayer", 12, None, 0, NONE),
        ("zulrah", None, None, 0, NONE),
    ],
)
def test_what_is_proven(slug: str, before: int | None, after: int | None, gained: int, kind: GainKind):
    start = {} if before is None else {slug: before}
    end = {} if after is None else {slug: after}
    assert gain(slug, start, end) == Gain(slug, before, after, gained, kind, None)


@pytest.mark.parametrize("slug", ["zulrah", "slayer", "overall", "total_level", "clue_scrolls_hard", "zaros_echo"])
def test_what_falls_is_flagged_and_never_counted(slug: str):
    assert gain(slug, {slug: 100}, {slug: 99}) == Gain(slug, 100, 99, 0, NONE, Flag.FELL)


@pytest.mark.parametrize("slug", ["last_man_standing", "pvp_arena", "league_points", "deadman_points"])
def test_a_rating_that_falls_accuses_nobody(slug: str):
    assert gain(slug, {slug: 3000}, {slug: 2900}) == Gain(slug, 3000, 2900, 0, NONE, None)


def test_a_boss_that_joined_the_hiscores_since_proves_nothing():
    assert gain("brutus", {}, {"brutus": 400}).gained == 396
    assert gain("brutus", {}, {"brutus": 400}, unlisted={"brutus"}) == Gain("brutus", None, 400, 0, NONE)
    assert gains({}, {"brutus": 400, "zulrah": 12}, unlisted={"brutus"})["brutus"].gained == 0
    assert group_gain("all_bosses", {}, {"brutus": 400, "zulrah": 12}, unlisted={"brutus"}).gained == 8
    assert gain("brutus", {"brutus": 5}, {"brutus": 7}, unlisted={"brutus"}).gained == 2


@pytest.mark.parametrize(
    ("before", "after", "gained"),
    [
        ({"overall": 1_000, "attack": 900}, {"slayer": 500}, 400),
        ({"overall": 1_000, "attack": 900}, {"slayer": 500, "overall": 1_400, "attack": 900}, 400),
        ({"overall": 1_000, "attack": 900}, {"slayer": 60}, 0),
        ({"overall": 1_000, "attack": 1_000}, {"slayer": 60}, 60),
        ({"overall": 1_000}, {"slayer": 1_300}, 300),
        ({"attack": 900}, {"slayer": 500}, 0),
        # A skill the catalogue does not know takes its share of Overall too.
        ({"overall": 1_000, "attack": 500, "skill_bardcraft": 400}, {"slayer": 500}, 400),
        # Kills are no experience.
        ({"overall": 1_000, "attack": 500, "zulrah": 400}, {"slayer": 600}, 100),
        # Overall is not the sum of its skills, at either end: it bounds nothing.
        ({"overall": 1_000, "attack": 1_001}, {"slayer": 500}, 0),
        ({"overall": 1_000, "attack": 900}, {"slayer": 500, "attack": 900, "overall": 1_399}, 0),
        # The baseline is another account's, or was rolled back.
        ({"overall": 1_000, "attack": 900}, {"slayer": 500, "attack": 899}, 0),
        ({"overall": 1_000, "attack": 300}, {"slayer": 900, "attack": 80, "overall": 999}, 0),
        ({"overall": 1_000, "attack": 0}, {"slayer": 2_000, "overall": 999}, 0),
    ],
)
def test_a_hidden_skill_had_at_most_what_overall_leaves(before: dict[str, int], after: dict[str, int], gained: int):
    assert gain("slayer", before, after) == Gain("slayer", None, after["slayer"], gained, AT_LEAST if gained else NONE)


def test_all_gains_at_once_are_those_one_by_one():
    before = {"overall": 1_000, "attack": 900, "kraken": 9, "yama": 8}
    after = {"overall": 1_600, "attack": 950, "slayer": 500, "zulrah": 12, "yama": 7}
    found = gains(before, after)
    assert {slug: each.gained for slug, each in found.items()} == {
        "overall": 600, "attack": 50, "slayer": 400, "zulrah": 8, "yama": 0, "kraken": 0,
    }  # fmt: skip
    assert found["yama"].flag is Flag.FELL
    assert all(each == gain(slug, before, after) for slug, each in found.items())


def test_all_bosses_adds_what_each_proves_and_leaves_out_what_fell():
    before = {"zulrah": 10, "kraken": 50, "yama": 9, "slayer": 5, "clue_scrolls_hard": 3}
    after = {"zulrah": 15, "kraken": 40, "vorkath": 12, "slayer": 900, "clue_scrolls_hard": 9}
    assert group_gain("all_bosses", before, after) == Gain("all_bosses", 69, 67, 5 + 8, AT_LEAST, Flag.FELL)
    assert group_gain("all_bosses", {"zulrah": 1}, {"zulrah": 4}) == Gain("all_bosses", 1, 4, 3, EXACT)
    assert group_gain("all_bosses", {"zulrah": 9}, {}) == Gain("all_bosses", 9, None, 0, NONE)
    assert group_gain("all_bosses", {}, {}) == Gain("all_bosses", None, None, 0, NONE)


def test_single_choices_and_groups_of_one_gain_what_their_metric_does():
    before, after = {"overall": 5, "total_level": 30, "zulrah": 9}, {"overall": 9, "total_level": 31, "zulrah": 8}
    assert group_gain("total_xp", before, after) == Gain("total_xp", 5, 9, 4, EXACT)
    assert group_gain("levels", before, after) == Gain("levels", 30, 31, 1, EXACT)
    assert group_gain("levels", {}, after) == Gain("levels", None, 31, 0, NONE)
    assert group_gain("zulrah", before, after) == gain("zulrah", before, after)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # Both ends know the whole: it alone counts, whatever the tiers show.
        (
            {"clue_scrolls_all": 20, "clue_scrolls_hard": 11},
            {"clue_scrolls_all": 25, "clue_scrolls_hard": 14},
            (20, 25, 5, EXACT, None),
        ),
        ({"clue_scrolls_all": 20}, {"clue_scrolls_all": 19, "clue_scrolls_hard": 4}, (20, 19, 0, NONE, Flag.FELL)),
        # Otherwise the tiers, each for itself; never both.
        (
            {"clue_scrolls_hard": 11, "clue_scrolls_easy": 2},
            {"clue_scrolls_all": 99, "clue_scrolls_hard": 14, "clue_scrolls_easy": 3},
            (13, 17, 4, EXACT, None),
        ),
        ({}, {"clue_scrolls_all": 7, "clue_scrolls_elite": 7}, (None, 7, 7, AT_LEAST, None)),
        ({"clue_scrolls_all": 7}, {"clue_scrolls_hard": 7}, (None, 7, 7, AT_LEAST, None)),
    ],
)
def test_clues_are_counted_once(
    before: dict[str, int],
    after: dict[str, int],
    expected: tuple[int | None, int | None, int, GainKind, Flag | None],
):
    assert group_gain("all_clues", before, after) == Gain("all_clues", *expected)


def test_where_a_choice_stands():
    values = {"overall": 9, "clue_scrolls_all": 22, "clue_scrolls_hard": 20, "zulrah": 3, "kraken": 4}
    assert total("total_xp", values) == 9
    assert total("all_clues", values) == 22
    assert total("all_clues", {"clue_scrolls_hard": 20, "clue_scrolls_easy": 1}) == 21
    assert total("all_bosses", values) == 7
    assert total("zulrah", values) == 3
    assert total("zulrah", {}) is None
    assert total("levels", values) is None
    assert total("all_clues", {}) is None


def test_the_evidence_of_a_gain_is_all_it_looks_at():
    assert evidence("zulrah") == ("zulrah",)
    assert set(evidence("slayer")) == {OVERALL, *SKILLS}
    assert set(evidence("skill_bardcraft")) == {OVERALL, *SKILLS, "skill_bardcraft"}
    assert set(evidence("slayer", ["skill_bardcraft", "zaros_echo"])) == {OVERALL, *SKILLS, "skill_bardcraft"}
    assert set(evidence("all_clues")) == set(metrics.of_kind(MetricKind.CLUE))
    assert evidence("levels") == ("total_level",)


# The promise itself: whatever the hiscores hide, no gain exceeds what truly happened. A life is what a character
# truly had at both ends; the mask is what each end shows of it. A boss or clue below its minimum is hidden or not,
# at the hiscores' whim; at or above it is always shown. Skills hide as they like, for their ranks have no fixed edge.
counted = [metric for metric in CATALOGUE if metric.minimum is not None]
xp = st.integers(0, 300)


@st.composite
def lives(draw: st.DrawFn) -> tuple[dict[str, int], dict[str, int], dict[str, int], dict[str, int]]:
    chosen = draw(st.lists(st.sampled_from(counted), min_size=1, max_size=6, unique=True))
    skills = draw(st.lists(st.sampled_from([*SKILLS, "skill_bardcraft"]), min_size=1, max_size=5, unique=True))
    minima = {metric.slug: metric.minimum or 0 for metric in chosen if metric.slug != metrics.CLUES_ALL}
    before = {slug: draw(st.integers(0, 2 * least + 8)) for slug, least in minima.items()}
    before |= {skill: draw(xp) for skill in skills}
    after = {slug: value + draw(st.integers(0, 30)) for slug, value in before.items()}
    for each in (before, after):
        each[OVERALL] = sum(each[skill] for skill in skills)
        each[metrics.CLUES_ALL] = sum(v for slug, v in each.items() if slug in metrics.group("all_clues"))
    minima[metrics.CLUES_ALL] = 1

    def shown(truth: dict[str, int]) -> dict[str, int]:
        return {
            slug: value
            for slug, value in truth.items()
            if (slug in minima and value >= minima[slug]) or draw(st.booleans())
        }

    return before, after, shown(before), shown(after)


@given(lives())
def test_no_gain_is_counted_that_did_not_happen(
    life: tuple[dict[str, int], dict[str, int], dict[str, int], dict[str, int]],
):
    before, after, seen_before, seen_after = life
    for slug, found in gains(seen_before, seen_after).items():
        truth = after[slug] - before[slug]
        assert 0 <= found.gained <= truth
        assert found.kind is not EXACT or found.gained == truth
        assert found.flag is None
    for slug in GROUPS:
        members = [member for member in metrics.group(slug) if member in after]
        truth = sum(after[member] - before[member] for member in members)
        assert 0 <= group_gain(slug, seen_before, seen_after).gained <= truth


numbers = st.dictionaries(
    st.sampled_from([*(metric.slug for metric in CATALOGUE[::5]), OVERALL, "skill_bardcraft", "zaros_echo"]),
    st.integers(0, 500),
)


@given(numbers, numbers)
def test_a_gain_is_never_negative_and_none_is_nothing(before: dict[str, int], after: dict[str, int]):
    everything = [*gains(before, after).values(), *(group_gain(slug, before, after) for slug in GROUPS)]
    for found in everything:
        assert found.gained >= 0
        assert found.kind is not NONE or found.gained == 0
        assert found.after is not None or found.gained == 0
    assert all(found.kind is not AT_LEAST or found.before is None for found in gains(before, after).values())


@given(numbers, numbers)
def test_the_evidence_alone_gives_the_same_gain(before: dict[str, int], after: dict[str, int]):
    met = [slug for slug in before.keys() | after.keys() if not metrics.is_known(slug)]
    for slug, found in gains(before, after).items():
        needed = evidence(slug, met)
        start = {each: before[each] for each in needed if each in before}
        end = {each: after[each] for each in needed if each in after}
        assert gain(slug, start, end) == found
