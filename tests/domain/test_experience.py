import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.experience import (
    EXPERIENCE_CAP,
    combat_level,
    level_at,
    levels_between,
    virtual_level,
    xp_at,
)

PUBLISHED = {
    1: 0, 2: 83, 3: 174, 4: 276, 5: 388, 6: 512, 7: 650, 8: 801, 9: 969, 10: 1_154, 15: 2_411, 20: 4_470,
    30: 13_363, 40: 37_224, 50: 101_333, 60: 273_742, 70: 737_627, 80: 1_986_068, 85: 3_258_594, 90: 5_346_332,
    91: 5_902_831, 92: 6_517_253, 95: 8_771_558, 98: 11_805_606, 99: 13_034_431, 100: 14_391_160,
    110: 38_737_661, 120: 104_273_167, 125: 171_077_457, 126: 188_884_740,
}  # fmt: skip


@pytest.mark.parametrize(("level", "xp"), PUBLISHED.items())
def test_the_published_table(level: int, xp: int):
    assert xp_at(level) == xp
    assert virtual_level(xp) == level


@pytest.mark.parametrize(
    ("xp", "level", "virtual"),
    [
        (0, 1, 1), (82, 1, 1), (83, 2, 2), (1_153, 9, 9), (13_034_430, 98, 98), (13_034_431, 99, 99),
        (14_391_159, 99, 99), (14_391_160, 99, 100), (188_884_739, 99, 125), (EXPERIENCE_CAP, 99, 126),
    ],
)  # fmt: skip
def test_levels_end_at_99_and_virtual_ones_at_126(xp: int, level: int, virtual: int):
    assert (level_at(xp), virtual_level(xp)) == (level, virtual)


@given(st.integers(0, EXPERIENCE_CAP))
def test_a_level_is_the_last_whose_experience_was_reached(xp: int):
    level = virtual_level(xp)
    assert xp_at(level) <= xp
    assert level == 126 or xp < xp_at(level + 1)
    assert level_at(xp) == min(level, 99)


@given(st.integers(0, EXPERIENCE_CAP), st.integers(0, EXPERIENCE_CAP))
def test_levels_between_two_amounts_are_the_difference_of_their_levels(one: int, other: int):
    before, after = sorted((one, other))
    assert levels_between(before, after) == level_at(after) - level_at(before)


@pytest.mark.parametrize("level", [0, -1, 127])
def test_there_is_no_such_level(level: int):
    with pytest.raises(ValueError, match="no level"):
        xp_at(level)


def test_experience_is_never_negative():
    with pytest.raises(ValueError, match="negative"):
        level_at(-1)


# Attack, strength, defence, hitpoints, prayer, ranged, magic. The examples are those of RuneLite's own tests
# (CombatLevelPluginTest and ExperienceTest, github.com/runelite/runelite), taken from real accounts.
@pytest.mark.parametrize(
    ("levels", "combat"),
    [
        ((1, 1, 1, 10, 1, 1, 1), 3),
        ((10, 10, 10, 10, 10, 10, 10), 12),
        ((65, 70, 60, 71, 56, 75, 73), 83),
        ((43, 36, 1, 42, 15, 51, 64), 43),
        ((74, 74, 72, 72, 52, 44, 60), 90),
        ((74, 75, 72, 72, 53, 44, 60), 90),
        ((40, 44, 46, 39, 29, 40, 57), 52),
        ((60, 69, 1, 78, 52, 85, 85), 68),
        ((99, 99, 99, 99, 89, 99, 99), 124),
        ((99, 99, 99, 99, 98, 42, 70), 126),
        ((27, 22, 1, 36, 1, 45, 64), 40),
        ((99, 99, 99, 99, 99, 99, 99), 126),
    ],
)
def test_published_combat_levels(levels: tuple[int, int, int, int, int, int, int], combat: int):
    assert combat_level(*levels) == combat


@given(st.tuples(*[st.integers(1, 99)] * 7), st.integers(0, 6))
def test_no_level_gained_lowers_combat(levels: tuple[int, ...], which: int):
    attack, strength, defence, hitpoints, prayer, ranged, magic = levels
    now = combat_level(attack, strength, defence, hitpoints, prayer, ranged, magic)
    more = [level + (index == which) for index, level in enumerate(levels)]
    assert now <= combat_level(*more) <= now + 1
    assert 0 <= now <= 126
