"""Experience and levels, exactly as the game counts them.

Sources: oldschool.runescape.wiki/w/Experience (the level formula, the cap, the table to 126) and
oldschool.runescape.wiki/w/Combat_level.
"""

from bisect import bisect_right
from itertools import accumulate
from typing import Final

EXPERIENCE_CAP: Final = 200_000_000
TOP_LEVEL: Final = 99
TOP_VIRTUAL_LEVEL: Final = 126


def _root7(number: int) -> int:
    """The whole part of the seventh root: no float comes near the table."""
    low, high = 0, 1 << (number.bit_length() // 7 + 1)
    while high - low > 1:
        middle = (low + high) // 2
        if middle**7 <= number:
            low = middle
        else:
            high = middle
    return low


def _step(level: int) -> int:
    """floor(level + 300 * 2^(level/7)): four times what a level takes to the next, before rounding."""
    return level + _root7(300**7 << level)


_TABLE: Final = tuple(total // 4 for total in accumulate(map(_step, range(1, TOP_VIRTUAL_LEVEL)), initial=0))
_TOP_XP: Final = _TABLE[TOP_LEVEL - 1]


def xp_at(level: int) -> int:
    """The least experience of a level from 1 to 126.

    Raises:
        ValueError: there is no such level.
    """
    if not 1 <= level <= TOP_VIRTUAL_LEVEL:
        raise ValueError(f"no level {level}")
    return _TABLE[level - 1]


def level_at(xp: int) -> int:
    """The level, 1 to 99, that this much experience gives.

    Raises:
        ValueError: experience is negative.
    """
    return min(virtual_level(xp), TOP_LEVEL)


def levels_between(before: int, after: int) -> int:
    """How many levels, of the 99, lie between two amounts of experience of which the first is not the larger.

    The amounts are not negative.
    """
    if before >= _TOP_XP:
        return 0
    return min(bisect_right(_TABLE, after), TOP_LEVEL) - bisect_right(_TABLE, before)


def virtual_level(xp: int) -> int:
    """The level, 1 to 126, that this much experience would give if levels did not end at 99.

    Raises:
        ValueError: experience is negative.
    """
    if xp < 0:
        raise ValueError(f"negative experience {xp}")
    return bisect_right(_TABLE, xp)


def combat_level(attack: int, strength: int, defence: int, hitpoints: int, prayer: int, ranged: int, magic: int) -> int:
    """The combat level, 3 to 126, of these seven levels.

    The whole part of (defence + hitpoints + ⌊prayer/2⌋) / 4 plus 13/40 of the best of attack + strength,
    ⌊3/2 ranged⌋ and ⌊3/2 magic⌋; counted in fortieths, so nothing is rounded before the end.
    """
    base = 10 * (defence + hitpoints + prayer // 2)
    best = 13 * max(attack + strength, ranged * 3 // 2, magic * 3 // 2)
    return (base + best) // 40
