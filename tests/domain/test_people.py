"""Ranks follow from roles and from Manage Server."""

import pytest

from domain.people import Actor, Rank

OFFICERS, LEADERS = frozenset({10, 11}), frozenset({20})


@pytest.mark.parametrize(
    ("roles", "manages", "rank"),
    [
        ((), False, Rank.MEMBER),
        ((99,), False, Rank.MEMBER),
        ((11, 99), False, Rank.OFFICER),
        ((20,), False, Rank.LEADER),
        ((10, 20), False, Rank.LEADER),
        ((), True, Rank.LEADER),
        ((10,), True, Rank.LEADER),
    ],
)
def test_the_highest_rank_that_the_roles_give(roles: tuple[int, ...], manages: bool, rank: Rank):
    actor = Actor(1, 2, frozenset(roles), manages)
    assert actor.rank(officer_roles=OFFICERS, leader_roles=LEADERS) is rank


def test_without_roles_set_only_manage_server_leads():
    nobody = frozenset[int]()
    assert Actor(1, 2, frozenset({10, 20}), False).rank(officer_roles=nobody, leader_roles=nobody) is Rank.MEMBER
    assert Actor(1, 2, nobody, True).rank(officer_roles=nobody, leader_roles=nobody) is Rank.LEADER
