"""Positions: one ticket one chance, nobody twice, and no favour for low tickets."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairness.drawing import SPACE, Pool, choose, draw_positions, numbers
from tests.fairness import plain


@dataclass(frozen=True)
class Held:
    participant: bytes
    first_ticket: int
    tickets: int


def held(*tickets: tuple[int, int]) -> list[Held]:
    """Entries of (who, how many tickets)."""
    found: list[Held] = []
    first = 0
    for who, count in tickets:
        found.append(Held(bytes([who]) * 32, first, count))
        first += count
    return found


entries = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 30)), min_size=1, max_size=60).map(lambda it: held(*it))


@given(entries, st.binary(min_size=32, max_size=32), st.integers(0, 30))
def test_the_order_is_that_of_tickets_on_a_table(entries: list[Held], seed: bytes, wanted: int) -> None:
    wanted = min(wanted, len({entry.participant for entry in entries}))
    table = [{"participant": entry.participant.hex(), "tickets": entry.tickets} for entry in entries]
    drawn = [(pick.nonce, pick.ticket, pick.participant.hex()) for pick in draw_positions(seed, entries, wanted)]
    assert drawn == [(one["nonce"], one["ticket"], one["participant"]) for one in plain.positions(seed, table, wanted)]


@given(entries, st.data())
def test_a_pool_is_the_table_without_those_who_left(entries: list[Held], data: st.DataObject) -> None:
    pool = Pool(entries)
    table = [entry.participant for entry in entries for _ in range(entry.tickets)]
    while table:
        assert pool.tickets == len(table)
        for ticket in {0, len(table) - 1, data.draw(st.integers(0, len(table) - 1))}:
            assert pool.holder(ticket) == table[ticket]
        leaving = data.draw(st.sampled_from(sorted(set(table))))
        pool.remove(leaving)
        table = [holder for holder in table if holder != leaving]
    assert pool.tickets == 0


@pytest.mark.parametrize("tickets", [1, 2, 3, 5, 7, 1000, 2**53 - 1, 2**255 + 1, SPACE - 1])
def test_numbers_of_the_last_incomplete_round_are_passed_over(tickets: int) -> None:
    fair = SPACE - SPACE % tickets
    assert choose([fair - 1], tickets) == (0, tickets - 1)
    assert choose([0], tickets) == (0, 0)
    rejected = [number for number in (fair, SPACE - 1) if number < SPACE and number >= fair]
    assert choose([*rejected, 0], tickets) == (len(rejected), 0)


def test_a_power_of_two_rejects_nothing() -> None:
    assert choose([SPACE - 1], 2**20) == (0, 2**20 - 1)


def test_nonces_count_from_0_for_each_position() -> None:
    seed = b"s" * 32
    for position in (0, 1, 2**40):
        offered = numbers(seed, position)
        made = [plain.mac(seed, "draw", position, nonce) for nonce in range(3)]
        assert [next(offered) for _ in made] == [int.from_bytes(one, "big") for one in made]


def test_nobody_is_drawn_twice_and_all_are_in_the_end() -> None:
    everybody = held(*((who % 50, 1 + who % 7) for who in range(400)))
    picks = draw_positions(b"x" * 32, everybody, 50)
    assert sorted(pick.participant for pick in picks) == [bytes([who]) * 32 for who in range(50)]
    assert draw_positions(b"x" * 32, everybody, 20) == picks[:20]
