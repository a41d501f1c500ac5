import asyncio
import time
from collections.abc import Callable
from itertools import pairwise

import pytest

from clients.breaker import Breaker
from clients.outage import Closed, Outage
from clients.pace import Pace
from clients.turnstile import Line, Turnstile, Urgency
from tests.clients.quick import now

NEW, BEGUN, PERSON = Urgency.NEW, Urgency.BEGUN, Urgency.PERSON


def turnstile(slots: int = 1, rate: float | None = None, failures: int = 2, rest: float = 0.05) -> Turnstile:
    return Turnstile(slots, Pace(rate), Breaker("demo", failures=failures, rest=rest), clock=now)


async def pass_through(gate: Turnstile, line: Line, urgency: Urgency, note: Callable[[], None]) -> None:
    async with gate.turn(line, urgency):
        note()
        await asyncio.sleep(0.001)


async def fail(gate: Turnstile, line: Line, times: int = 1, retry_after: float | None = None) -> None:
    code = "timeout" if retry_after is None else "rate_limited"
    for _ in range(times):
        with pytest.raises(Outage):
            async with gate.turn(line, NEW):
                raise Outage(code, retry_after=retry_after)


async def order(gate: Turnstile, *queue: tuple[str, Line, Urgency]) -> str:
    """The letters of those in the queue, in the order in which they got in."""
    seen: list[str] = []
    async with asyncio.TaskGroup() as group:
        for letter, line, urgency in queue:
            group.create_task(pass_through(gate, line, urgency, lambda letter=letter: seen.append(letter)))
    return "".join(seen)


async def most_inside(gate: Turnstile, line: Line) -> int:
    """How many of a crowd are let in together."""
    inside = most = 0

    async def visit() -> None:
        nonlocal inside, most
        async with gate.turn(line, NEW):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.001)
            inside -= 1

    await asyncio.gather(*(visit() for _ in range(20)))
    return most


async def test_no_more_than_its_slots_are_inside() -> None:
    assert await most_inside(turnstile(slots=3), Line(0)) == 3


async def test_what_was_begun_goes_in_the_order_it_came() -> None:
    one, other = Line(0), Line(0)
    queue = [("x", other, NEW), ("a", one, BEGUN), ("b", one, BEGUN), ("c", one, BEGUN), ("d", other, BEGUN)]
    assert await order(turnstile(), *queue) == "xabcd"


async def test_people_then_what_was_begun_then_the_new() -> None:
    line = Line(0)
    queue = [("a", line, NEW), ("b", line, NEW), ("c", line, BEGUN), ("d", line, PERSON), ("e", line, BEGUN)]
    assert await order(turnstile(), *queue) == "adceb"  # the first found the gate empty


async def test_lines_take_turns() -> None:
    long, short = Line(0), Line(0)
    queue = [("l", long, NEW)] * 8 + [("s", short, NEW)] * 3
    assert await order(turnstile(), *queue) == "lslslslllll"


async def test_a_line_that_comes_late_does_not_catch_up() -> None:
    gate, first, late = turnstile(), Line(0), Line(0)
    await order(gate, *[("f", first, NEW)] * 10)
    queue = [("f", first, NEW)] * 4 + [("l", late, NEW)] * 4
    assert await order(gate, *queue) == "flflflfl"


async def test_turns_are_evenly_paced() -> None:
    gate, line, times = turnstile(slots=5, rate=100.0), Line(0), list[float]()
    loop = asyncio.get_running_loop()
    visits = (pass_through(gate, line, NEW, lambda: times.append(loop.time())) for _ in range(12))
    await asyncio.gather(*visits)
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert min(gaps) > 0.005
    assert sum(gaps) < 11 * 0.01 + 0.08


async def test_a_slot_may_be_given_back_before_the_end() -> None:
    gate, line, seen = turnstile(slots=1), Line(0), list[str]()
    async with gate.turn(line, NEW) as turn:
        other = asyncio.create_task(pass_through(gate, line, NEW, lambda: seen.append("other")))
        await asyncio.sleep(0.002)
        assert seen == []
        await turn.vacate()
        assert seen == ["other"]
        third = asyncio.create_task(pass_through(gate, line, NEW, lambda: seen.append("third")))
        await asyncio.sleep(0)
        assert seen == ["other"]  # it gave back one slot, not two
    await asyncio.gather(other, third)
    assert await most_inside(gate, line) == 1  # not even at the end


async def test_a_line_waits_for_a_rest_that_is_shorter_than_its_patience() -> None:
    gate, patient = turnstile(rest=0.05), Line(1.0)
    await fail(gate, patient, times=2)
    began = asyncio.get_running_loop().time()
    await pass_through(gate, patient, NEW, lambda: None)
    assert asyncio.get_running_loop().time() - began > 0.03
    assert gate.next_try is None


async def test_a_line_is_turned_away_at_once_from_a_rest_that_is_longer() -> None:
    gate, impatient = turnstile(rest=0.05), Line(0.01)
    await fail(gate, impatient, times=2)
    with pytest.raises(Closed) as refused:
        await asyncio.wait_for(pass_through(gate, impatient, NEW, lambda: None), 0.02)
    assert 0.03 < (refused.value.next_try - now()).total_seconds() <= 0.06
    assert gate.next_try is not None


async def test_those_who_wait_are_turned_away_when_the_trial_fails() -> None:
    gate, patient, impatient = turnstile(slots=2, rest=0.02), Line(9.0), Line(0.03)
    await fail(gate, patient, times=2)

    async def fail_slowly() -> None:
        async with gate.turn(patient, PERSON):
            await asyncio.sleep(0.01)
            raise Outage("timeout")

    trial = asyncio.create_task(fail_slowly())
    waiting = [
        asyncio.create_task(pass_through(gate, line, NEW, lambda: None)) for line in (impatient, patient, impatient)
    ]
    await asyncio.wait((trial,))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert [task.done() for task in waiting] == [True, False, True]
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(result) for result in results] == [Closed, type(None), Closed]


async def test_only_one_goes_in_while_it_is_tried() -> None:
    gate, line, inside, most = turnstile(slots=5, rest=0.02), Line(1.0), 0, list[int]()
    await fail(gate, line, times=2)

    async def visit() -> None:
        nonlocal inside
        async with gate.turn(line, NEW):
            inside += 1
            most.append(inside)
            await asyncio.sleep(0.003)
            inside -= 1

    await asyncio.gather(*(visit() for _ in range(11)))
    assert most[:2] == [1, 1]  # the trial alone, then the others
    assert max(most) == 5


async def test_a_service_that_asks_for_rest_gets_it() -> None:
    gate, line = turnstile(), Line(1.0)
    await fail(gate, line, retry_after=0.04)
    began = asyncio.get_running_loop().time()
    await pass_through(gate, line, NEW, lambda: None)
    assert asyncio.get_running_loop().time() - began > 0.035


async def test_who_is_cancelled_while_waiting_leaves_no_trace() -> None:
    gate, line = turnstile(), Line(0)
    async with gate.turn(line, NEW):
        gone = asyncio.create_task(pass_through(gate, line, NEW, lambda: None))
        await asyncio.sleep(0)
        gone.cancel()
    await asyncio.wait_for(pass_through(gate, line, NEW, lambda: None), 1)


async def test_who_is_cancelled_in_the_moment_of_being_let_in_gives_the_slot_back() -> None:
    gate, line = turnstile(), Line(0)
    async with gate.turn(line, NEW):
        gone = asyncio.create_task(pass_through(gate, line, NEW, lambda: None))
        await asyncio.sleep(0)
    gone.cancel()  # let in by the end of the block above, but not yet awake
    with pytest.raises(asyncio.CancelledError):
        await gone
    await asyncio.wait_for(pass_through(gate, line, NEW, lambda: None), 1)


async def test_a_cancelled_trial_is_made_again() -> None:
    gate, line = turnstile(rest=0.01), Line(1.0)
    await fail(gate, line, times=2)

    async def endless() -> None:
        async with gate.turn(line, NEW):
            await asyncio.sleep(10)

    trial = asyncio.create_task(endless())
    await asyncio.sleep(0.03)
    trial.cancel()
    await asyncio.wait_for(pass_through(gate, line, NEW, lambda: None), 1)


async def test_a_pause_ends_early_when_its_line_is_turned_away() -> None:
    line = Line(0)
    pause = asyncio.create_task(line.pause(10))
    await asyncio.sleep(0)
    line.turn_away(now())
    with pytest.raises(Closed):
        await asyncio.wait_for(pause, 1)


async def test_a_pause_can_be_cancelled() -> None:
    pause = asyncio.create_task(Line(0).pause(10))
    await asyncio.sleep(0)
    pause.cancel()
    with pytest.raises(asyncio.CancelledError):
        await pause
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == {asyncio.current_task()}


def let_in_behind_the_loops_back(gate: Turnstile) -> None:
    time.sleep(0.02)  # the rest is over, and the loop has not noticed yet
    gate._advance()


async def test_a_trial_that_is_cancelled_in_the_moment_of_being_let_in_is_made_again() -> None:
    gate, line = turnstile(rest=0.01), Line(1.0)
    await fail(gate, line, times=2)
    gone = asyncio.create_task(pass_through(gate, line, NEW, lambda: None))
    await asyncio.sleep(0)
    let_in_behind_the_loops_back(gate)
    gone.cancel()
    with pytest.raises(asyncio.CancelledError):
        await gone
    await asyncio.wait_for(pass_through(gate, line, NEW, lambda: None), 1)
