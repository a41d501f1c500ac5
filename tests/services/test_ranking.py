"""Ladders: places as sorting would give them, with equals sharing one, whoever moves."""

from hypothesis import given
from hypothesis import strategies as st

from services.ranking import Key, Ladder

PEOPLE, POINTS = st.integers(1, 8), st.integers(0, 4)
MOVES = st.lists(st.tuples(PEOPLE, st.one_of(st.none(), POINTS)), max_size=40)


def key(member_id: int, points: int) -> Key:
    """The most points first; who was known first stands first among equals."""
    return -points, member_id


@given(st.dictionaries(PEOPLE, POINTS), MOVES)
def test_a_ladder_that_was_moved_on_is_as_one_built_anew(start: dict[int, int], moves: list[tuple[int, int | None]]):
    ladder, there = Ladder({who: key(who, points) for who, points in start.items()}), dict(start)
    for who, points in moves:
        if points is None:
            there.pop(who, None)
            ladder.drop(who)
        else:
            there[who] = points
            ladder.put(who, key(who, points))
    order = sorted(there, key=lambda who: key(who, there[who]))
    assert ladder.top(100) == order
    assert len(ladder) == len(there)
    for number, who in enumerate(order, 1):
        assert ladder.place(who) == number
        assert ladder.shared(who) == 1 + sum(points > there[who] for points in there.values())
    assert (ladder.place(99), ladder.shared(99)) == (None, None)


CHANGES = st.dictionaries(PEOPLE, st.one_of(st.none(), POINTS))


@given(st.dictionaries(PEOPLE, POINTS), CHANGES)
def test_a_ladder_after_changes_is_as_one_built_anew_and_leaves_the_old_one_alone(
    start: dict[int, int], changes: dict[int, int | None]
):
    before = Ladder({who: key(who, points) for who, points in start.items()})
    after = before.after({who: None if points is None else key(who, points) for who, points in changes.items()})
    there = {who: points for who, points in (start | changes).items() if points is not None}
    for ladder, stand in ((before, start), (after, there)):
        order = sorted(stand, key=lambda who, stand=stand: key(who, stand[who]))
        assert ladder.top(100) == order
        assert [ladder.place(who) for who in order] == list(range(1, len(order) + 1))
    assert all(after.place(who) is None for who in start.keys() | changes.keys() if who not in there)


def test_equals_share_a_place_and_the_next_one_counts_them():
    ladder = Ladder({who: key(who, points) for who, points in {1: 5, 2: 9, 3: 9, 4: 1}.items()})
    assert [(who, ladder.shared(who)) for who in ladder.top(9)] == [(2, 1), (3, 1), (1, 3), (4, 4)]
    assert ladder.top(2, 1) == [3, 1]
