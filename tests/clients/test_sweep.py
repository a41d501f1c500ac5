"""Whole rosters against a hiscores service that misbehaves."""

import asyncio
import logging
from collections import Counter
from datetime import datetime, timedelta
from itertools import dropwhile, pairwise

import pytest

from clients.backoff import Backoff
from clients.hiscores import Hiscores, Manners
from clients.lookup import Answer, Failed, Found, Missing, Subject
from clients.sweep import ALL_MISSING
from domain.characters import HISCORES_TABLES, AccountType, parse_name
from playground.hiscores import DemoHiscores
from playground.loopback import CUT_OFF, NOT_FOUND, WEB_PAGE, Reply, broken, slow, too_many
from tests.clients.quick import NOW, Client, all_found, demo, now, subject, subjects, swept

AUTO, HARDCORE, IRONMAN = AccountType.AUTO, AccountType.HARDCORE, AccountType.IRONMAN
STEADY = Backoff(first=0.1, growth=1.0, jitter=lambda: 1.0)


def keys(server: DemoHiscores) -> list[str]:
    return [seen.key for seen in server.seen]


def gaps(server: DemoHiscores) -> list[float]:
    times = [seen.at for seen in server.seen]
    return [later - earlier for earlier, later in pairwise(times)]


async def test_every_subject_has_one_outcome(server: DemoHiscores, client: Client) -> None:
    answers = await swept(client(server, total_timeout=5.0), subjects(40))
    assert set(answers) == set(range(40))
    assert all_found(answers)
    assert Counter(keys(server)) == Counter(f"char {number}" for number in range(40))


async def test_an_empty_roster_is_done_at_once(server: DemoHiscores, client: Client) -> None:
    assert await swept(client(server), []) == {}


async def test_at_most_five_are_in_flight(client: Client) -> None:
    async with demo(latency=0.01) as server:
        await swept(client(server), subjects(30))
        assert server.most_under_way == 5
        assert len({seen.peer for seen in server.seen}) <= 5  # connections are used again


async def test_requests_are_evenly_paced_with_retries_among_them(client: Client) -> None:
    async with demo(failing=0.3, seed=4) as server:
        began = asyncio.get_running_loop().time()
        assert all_found(await swept(client(server, rate=40.0, attempts=9), subjects(12)))
        took = asyncio.get_running_loop().time() - began
        assert len(server.seen) >= 15
        assert min(gaps(server)) > 0.012
        assert took == pytest.approx(len(server.seen) * 0.025, rel=0.3)


@pytest.mark.parametrize("fault", [broken(), WEB_PAGE, CUT_OFF, slow(1.0), too_many("0"), NOT_FOUND])
async def test_passing_faults_cost_nobody_an_answer(server: DemoHiscores, client: Client, fault: Reply) -> None:
    for number in range(0, 20, 4):
        server.script(f"char {number}", fault)
    assert all_found(await swept(client(server, total_timeout=0.15, rest=0.01), subjects(20)))
    assert len(server.seen) == 25


async def test_a_character_that_fails_again_and_again_is_an_error_of_its_own(
    server: DemoHiscores, client: Client
) -> None:
    server.always("char 3", broken(502))
    answers = await swept(client(server), subjects(20))
    assert answers.pop(3) == Failed("http_502")
    assert all_found(answers)
    assert server.asked("char 3") == 3


async def test_retries_go_ahead_of_new_work(client: Client) -> None:
    async with demo(latency=0.01) as server:
        server.script("char 0", broken(), broken())
        await swept(client(server, slots=1), subjects(20))
        places = [place for place, key in enumerate(keys(server)) if key == "char 0"]
        assert places[0] == 0
        assert places[-1] <= 5


async def test_no_slot_is_held_while_a_retry_waits(server: DemoHiscores, client: Client) -> None:
    server.script("char 0", broken())
    slow = Backoff(first=0.6, growth=1.0, jitter=lambda: 1.0)
    await swept(client(server, slots=1, backoff=slow, total_timeout=5.0), subjects(20))
    assert keys(server).index("char 0", 1) == 20  # all the others came first
    assert server.seen[19].at - server.seen[0].at < 0.59
    assert server.seen[20].at - server.seen[0].at > 0.59


async def test_a_404_once_is_not_believed(server: DemoHiscores, client: Client) -> None:
    server.script("char 7", NOT_FOUND, NOT_FOUND)
    assert all_found(await swept(client(server), subjects(10)))
    assert server.asked("char 7") == 3


async def test_a_404_is_believed_after_three_answers_over_time(server: DemoHiscores, client: Client) -> None:
    server.always("char 0", NOT_FOUND)
    answers = await swept(client(server, slots=1, again=(0.06, 0.05)), subjects(10))
    assert answers.pop(0) == Missing()
    assert all_found(answers)
    first, second, third = (seen.at for seen in server.seen if seen.key == "char 0")
    assert second - first >= 0.06
    assert third - second >= 0.05
    assert keys(server)[1:10] == [f"char {number}" for number in range(1, 10)]  # nobody waited for it
    assert len(server.seen) == 12  # and nobody else had to be asked again


def test_as_shipped_a_404_must_stand_for_two_minutes() -> None:
    assert len(Manners().again) == 2
    assert sum(Manners().again) >= 120


async def test_a_404_between_outages_still_needs_three_answers(server: DemoHiscores, client: Client) -> None:
    server.script("char 0", NOT_FOUND, broken(), NOT_FOUND, WEB_PAGE, NOT_FOUND)
    answers = await swept(client(server), subjects(3))
    assert answers[0] == Missing()
    assert server.asked("char 0") == 5


async def test_a_404_and_then_an_outage_is_not_missing(server: DemoHiscores, client: Client) -> None:
    server.script("char 0", NOT_FOUND)
    server.always("char 0", broken())
    assert (await swept(client(server), subjects(3)))[0] == Failed("http_503")


async def test_when_everybody_is_missing_nobody_is(server: DemoHiscores, client: Client) -> None:
    server.for_everyone = NOT_FOUND
    answers = await swept(client(server), subjects(12))
    assert set(answers.values()) == {Failed(ALL_MISSING)}


async def test_a_small_clan_may_be_missing_as_a_whole(server: DemoHiscores, client: Client) -> None:
    server.for_everyone = NOT_FOUND
    assert set((await swept(client(server), subjects(4))).values()) == {Missing()}


async def test_when_404s_begin_halfway_a_witness_is_asked(server: DemoHiscores, client: Client) -> None:
    async with asyncio.timeout(5), client(server, slots=1).sweep(subjects(12)) as sweep:
        answers: dict[int, Answer] = {}
        async for outcome in sweep:
            answers[outcome.subject.id] = outcome.answer
            if len(answers) == 4:
                server.for_everyone = NOT_FOUND
    found = [number for number, answer in answers.items() if isinstance(answer, Found)]
    assert 4 <= len(found) <= 6
    assert {answer for number, answer in answers.items() if number not in found} == {Failed(ALL_MISSING)}
    # One of the found was asked once more, and believed on behalf of all.
    assert sum(server.asked(f"char {number}") - 1 for number in found) == 1


async def test_the_last_one_to_be_missing_is_believed_by_a_witness(server: DemoHiscores, client: Client) -> None:
    server.always("char 9", NOT_FOUND)
    answers = await swept(client(server, slots=1), subjects(10))
    assert answers[9] == Missing()
    assert len(server.seen) == 9 + 3 + 1


async def test_an_outage_opens_the_breaker_and_the_roster_is_not_used_up(server: DemoHiscores, client: Client) -> None:
    server.for_everyone = broken()
    hiscores = client(server, outages=6, patience=0.3, attempts=5)
    began = asyncio.get_running_loop().time()
    answers = await swept(hiscores, subjects(200))
    assert asyncio.get_running_loop().time() - began < 1.0
    assert len(server.seen) < 25
    assert len(answers) == 200
    codes = Counter(answer.code for answer in answers.values() if isinstance(answer, Failed))
    assert codes["not_asked"] > 180
    assert set(codes) == {"not_asked", "http_503"}
    assert all(isinstance(answer, Failed) and answer.next_try for answer in answers.values())
    assert hiscores.next_try is not None
    assert now() < hiscores.next_try < now() + timedelta(seconds=1)


async def test_while_it_is_down_one_request_at_a_time_tries(client: Client) -> None:
    async with demo(latency=0.005) as server:
        server.for_everyone = broken()
        await swept(client(server, outages=6, patience=0.4, attempts=50), subjects(50))
        after = list(dropwhile(lambda gap: gap < 0.03, gaps(server)))
        assert len(after) >= 2
        assert min(after) > 0.03  # a rest between any two of them
        assert after == sorted(after)  # and they grow


async def test_an_outage_within_patience_costs_nobody_an_answer(server: DemoHiscores, client: Client) -> None:
    server.for_everyone = broken()
    hiscores = client(server, outages=6, rest=0.04, patience=5.0)

    async def recover() -> None:
        await asyncio.sleep(0.2)
        server.for_everyone = None

    _, answers = await asyncio.gather(recover(), swept(hiscores, subjects(60)))
    assert all_found(answers)
    assert hiscores.next_try is None


async def test_partial_results_are_kept(server: DemoHiscores, client: Client) -> None:
    hiscores = client(server, outages=3, patience=0.01)
    answers: dict[int, Answer] = {}
    async with asyncio.timeout(5), hiscores.sweep(subjects(60)) as sweep:
        async for outcome in sweep:
            answers[outcome.subject.id] = outcome.answer
            if len(answers) == 20:
                server.for_everyone = broken()
    found = sum(isinstance(answer, Found) for answer in answers.values())
    assert 20 <= found <= 27
    assert len(answers) == 60


async def test_a_roster_that_comes_during_an_outage_is_not_asked_at_all(server: DemoHiscores, client: Client) -> None:
    server.for_everyone = broken()
    hiscores = client(server, outages=4, rest=60.0, longest_rest=60.0, patience=0.01)
    await swept(hiscores, subjects(20))
    asked = len(server.seen)
    answers = await swept(hiscores, subjects(50))
    assert len(server.seen) == asked
    assert {answer.code for answer in answers.values() if isinstance(answer, Failed)} == {"not_asked"}


async def test_a_pause_of_minutes_does_not_keep_a_lost_sweep_open(server: DemoHiscores, client: Client) -> None:
    server.script("char 0", NOT_FOUND)
    hiscores = client(server, slots=1, outages=3, patience=0.01, again=(60.0, 60.0))
    async with asyncio.timeout(2), hiscores.sweep(subjects(30)) as sweep:
        answers: dict[int, Answer] = {}
        async for outcome in sweep:
            answers[outcome.subject.id] = outcome.answer
            server.for_everyone = broken()
    assert isinstance(answers[0], Failed)
    assert (answers[0].code, len(answers)) == ("not_asked", 30)


async def test_429_stops_everybody_for_as_long_as_was_asked(server: DemoHiscores, client: Client) -> None:
    server.script("char 4", too_many("1"))
    hiscores = client(server, slots=1, patience=5.0)
    assert all_found(await swept(hiscores, subjects(10)))
    assert server.seen[5].at - server.seen[4].at > 0.99
    assert server.seen[5].key == "char 4"  # ahead of the others


async def test_two_sweeps_share_pace_and_slots_fairly(client: Client) -> None:
    async with demo(latency=0.01) as server:
        hiscores = client(server, rate=100.0)
        big = [Subject(number, parse_name(f"big {number}"), AccountType.REGULAR) for number in range(40)]
        small = [Subject(number, parse_name(f"small {number}"), AccountType.REGULAR) for number in range(10)]
        await asyncio.gather(swept(hiscores, big), swept(hiscores, small))
        places = [place for place, key in enumerate(keys(server)) if key.startswith("small")]
        assert places[-1] <= 22  # in turns with the big one, not behind it
        assert server.most_under_way <= 5
        # A machine that is busy lets requests that were paced evenly arrive together now and then.
        assert sorted(gaps(server))[len(gaps(server)) // 2] > 0.004


async def test_a_person_goes_ahead_of_all_sweeps(client: Client) -> None:
    async with demo(latency=0.005) as server:
        hiscores = client(server, slots=1)
        sweeps = [asyncio.create_task(swept(hiscores, subjects(6))) for _ in range(8)]
        await asyncio.sleep(0.03)
        asked = len(server.seen)
        assert isinstance(await hiscores.probe(parse_name("Mara"), AccountType.REGULAR), Found)
        assert keys(server).index("mara") <= asked + 1
        await asyncio.gather(*sweeps)


async def test_what_was_begun_is_finished_before_new_work(server: DemoHiscores, client: Client) -> None:
    await swept(client(server, slots=1), [subject(number, kind=AUTO) for number in range(8)])
    for number in range(8):
        first, second = (place for place, key in enumerate(keys(server)) if key == f"char {number}")
        assert second - first <= 2


async def leftovers() -> set[str]:
    await asyncio.sleep(0.02)
    return {task.get_name() for task in asyncio.all_tasks() if "_answer" in repr(task) or "sleep" in repr(task)}


async def test_cancellation_leaves_nothing_running(client: Client) -> None:
    async with demo(latency=0.02) as server:
        for number in (0, 1):
            server.script(f"char {number}", broken())
        server.script("char 2", NOT_FOUND)
        hiscores = client(server, backoff=STEADY, again=(60.0, 60.0))
        sweep = asyncio.create_task(swept(hiscores, subjects(50)))
        await asyncio.sleep(0.07)
        assert await leftovers()
        sweep.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sweep
        asked = len(server.seen)
        assert 5 < asked < 40
        assert await leftovers() == set()
        await asyncio.sleep(0.15)
        assert len(server.seen) == asked
        assert all_found(await swept(hiscores, subjects(10)))  # and every slot is free


async def give_up(hiscores: Hiscores) -> None:
    async with hiscores.sweep(subjects(50)) as sweep:
        async for _ in sweep:
            raise LookupError


async def test_leaving_early_leaves_nothing_running(client: Client) -> None:
    async with demo(latency=0.02) as server:
        hiscores = client(server)
        with pytest.raises(LookupError):
            await give_up(hiscores)
        assert await leftovers() == set()
        assert len(server.seen) < 15


async def test_a_mistake_of_ours_is_not_an_outcome(server: DemoHiscores) -> None:
    def no_clock() -> datetime:
        raise ZeroDivisionError

    hiscores = Hiscores(server.url, None, "x", clock=no_clock)
    with pytest.raises(ZeroDivisionError):
        await swept(hiscores, subjects(3))
    await hiscores.close()


def remembered(found: Found, number: int = 0) -> Subject:
    return Subject(number, parse_name("Tom"), AUTO, found.table, found.sheet["overall"].value)


async def test_auto_notices_a_hardcore_that_died(server: DemoHiscores, client: Client) -> None:
    server.characters.add("Tom", HARDCORE)
    server.characters.freeze("Tom", HISCORES_TABLES[HARDCORE], NOW - timedelta(days=200))
    # As it was while it lived: the table it was found in has the last word until it stands still.
    before = Subject(0, parse_name("Tom"), AUTO, HISCORES_TABLES[HARDCORE], None)
    hiscores = client(server)
    alive = (await swept(hiscores, [before]))[0]
    assert isinstance(alive, Found)
    dead = (await swept(hiscores, [remembered(alive)]))[0]
    assert isinstance(dead, Found)
    assert dead.type is IRONMAN
    assert (dead.sheet["overall"].value or 0) > (alive.sheet["overall"].value or 0)


async def test_auto_finds_an_account_that_left_its_table(server: DemoHiscores, client: Client) -> None:
    server.characters.add("Mara", AccountType.REGULAR)
    was = Subject(0, parse_name("Mara"), AUTO, HISCORES_TABLES[IRONMAN], 5)
    answers = await swept(client(server), [was, *subjects(3)[1:]])
    assert isinstance(answers[0], Found)
    assert answers[0].type is AccountType.REGULAR
    tables = [seen.path for seen in server.seen if seen.key == "mara"]
    assert [table.count("ironman") for table in tables] == [1, 1, 1, 0, 1]  # believed first, then searched


async def test_auto_takes_a_404_of_all_tables_for_missing(server: DemoHiscores, client: Client) -> None:
    server.always("mara", NOT_FOUND)
    answers = await swept(client(server), [subject(0, "Mara", AUTO), *subjects(3)[1:]])
    assert answers[0] == Missing()
    assert server.asked("mara") == 12


async def test_the_log_does_not_flood(server: DemoHiscores, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    server.for_everyone = broken()
    with caplog.at_level(logging.INFO):
        await swept(client(server, outages=6, patience=0.01), subjects(100))
    assert len(caplog.records) <= 3
