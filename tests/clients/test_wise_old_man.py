"""The client against a Wise Old Man service that misbehaves."""

import logging
import traceback
from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from clients.backoff import Backoff
from clients.wise_old_man import WiseOldMan
from domain.characters import AccountType, parse_name
from domain.errors import NotFound, Unavailable
from domain.hiscores import parse
from playground.growth import Characters
from playground.loopback import CUT_OFF, NONSENSE, WEB_PAGE, Reply, broken, slow, too_many
from playground.wise_old_man import DemoWiseOldMan
from tests.clients.quick import AGENT, NOW, now

SECRET = "swordfish-key"
FAULTS = [broken(500), broken(502), broken(400), WEB_PAGE, NONSENSE, CUT_OFF, slow(1.0), Reply(404, b"<html>")]


@pytest.fixture
async def server() -> AsyncIterator[DemoWiseOldMan]:
    characters = Characters(3, since=NOW)
    characters.add("Mara", AccountType.IRONMAN)
    characters.add("Old Tom")
    characters.add("Ylva", AccountType.HARDCORE)
    async with DemoWiseOldMan(characters, clock=now, key=SECRET) as server:
        server.add_group(7, "The Guild", ("Mara", "Old_Tom", "Ylva", "Nobody", "Thirteen Long"))
        yield server


@pytest.fixture
async def wom(server: DemoWiseOldMan) -> AsyncIterator[WiseOldMan]:
    client = quick(server)
    yield client
    await client.close()


def quick(server: DemoWiseOldMan, key: str = SECRET, **options: Any) -> WiseOldMan:
    options = {"a_minute": 60_000.0, "total_timeout": 0.2, "backoff": Backoff(first=0.002), **options}
    return WiseOldMan(server.url, key, AGENT, clock=now, **options)


async def test_a_group_is_its_members_with_their_types(server: DemoWiseOldMan, wom: WiseOldMan) -> None:
    group = await wom.group(7)
    assert (group.id, group.name) == (7, "The Guild")
    assert [(str(member.name), member.type) for member in group.members] == [
        ("Mara", AccountType.IRONMAN),
        ("Old_Tom", AccountType.REGULAR),
        ("Ylva", AccountType.HARDCORE),
        ("Nobody", AccountType.AUTO),
    ]
    assert group.skipped == ("Thirteen Long",)
    (seen,) = server.seen
    assert seen.path == "/v2/groups/7"
    assert (seen.headers["User-Agent"], seen.headers["x-api-key"]) == (AGENT, SECRET)


async def test_without_a_key_none_is_sent(server: DemoWiseOldMan) -> None:
    wom = quick(server, key="")
    await wom.group(7)
    assert "x-api-key" not in server.seen[0].headers
    await wom.close()


async def test_everybody_in_a_group_at_once(server: DemoWiseOldMan, wom: WiseOldMan) -> None:
    sheets = await wom.group_sheets(7)
    assert {str(name) for name in sheets} == {"Mara", "Old_Tom", "Ylva"}
    truth = server.characters.answer(parse_name("Mara"), "hiscore_oldschool_ironman", NOW)
    assert sheets[parse_name("mara")].at == NOW
    ours = parse(truth)
    theirs = sheets[parse_name("mara")].sheet
    never_kept = {"grid_points", "league_points", "deadman_points"} | {slug for slug in ours if "legacy" in slug}
    assert dict(theirs) == {slug: reading for slug, reading in ours.items() if slug not in never_kept}


async def test_a_past_is_read_page_by_page_oldest_first(wom: WiseOldMan, server: DemoWiseOldMan) -> None:
    server.days = 250
    past = await wom.history(parse_name("Old Tom"), NOW - timedelta(days=400), NOW)
    assert [sheet.at for sheet in past] == [NOW - timedelta(days=age) for age in range(249, -1, -1)]
    assert [seen.query["offset"] for seen in server.seen] == ["0", "100", "200"]
    assert server.seen[0].query["startDate"] == "2025-01-28T12:00:00.000Z"
    assert server.seen[0].query["endDate"] == "2026-03-04T12:00:00.000Z"
    amounts = [sheet.sheet["overall"].value or 0 for sheet in past]
    assert amounts == sorted(amounts)


async def test_a_past_stays_within_its_bounds(wom: WiseOldMan) -> None:
    past = await wom.history(parse_name("Mara"), NOW - timedelta(days=9.5), NOW - timedelta(days=4.5))
    assert [(NOW - sheet.at).days for sheet in past] == [9, 8, 7, 6, 5]


async def test_of_several_in_a_day_the_last_is_kept(wom: WiseOldMan, server: DemoWiseOldMan) -> None:
    server.a_day = 4
    past = await wom.history(parse_name("Mara"), NOW - timedelta(days=3), NOW)
    assert [sheet.at.isoformat()[:16] for sheet in past] == [
        "2026-03-01T18:00", "2026-03-02T18:00", "2026-03-03T18:00", "2026-03-04T12:00",
    ]  # fmt: skip


async def test_who_is_unknown_has_no_past(wom: WiseOldMan) -> None:
    assert await wom.history(parse_name("Nobody"), NOW - timedelta(days=3), NOW) == ()


@pytest.mark.parametrize("group_id", [8, 0, -1, 2**31, 10**30])
async def test_an_unknown_group_is_refused(wom: WiseOldMan, server: DemoWiseOldMan, group_id: int) -> None:
    for ask in (wom.group, wom.group_sheets):
        with pytest.raises(NotFound) as refusal:
            await ask(group_id)
        assert (refusal.value.code, refusal.value.facts) == ("clan.wom_group_unknown", {"group": group_id})
    assert len(server.seen) == (2 if group_id == 8 else 0)


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_that_passes_is_not_noticed(wom: WiseOldMan, server: DemoWiseOldMan, fault: Reply) -> None:
    server.script("group 7", fault, fault)
    assert (await wom.group(7)).name == "The Guild"


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_that_stays_is_an_outage_and_then_a_rest(
    wom: WiseOldMan, server: DemoWiseOldMan, fault: Reply
) -> None:
    server.always("group 7", fault)
    for _ in range(3):
        with pytest.raises(Unavailable) as refusal:
            await wom.group(7)
        assert refusal.value.code == "clan.wom_unavailable"
        assert refusal.value.facts["next_try"] == pytest.approx(NOW + timedelta(seconds=60), abs=timedelta(seconds=13))
    assert len(server.seen) == 3


async def test_429_is_an_outage_with_a_time(wom: WiseOldMan, server: DemoWiseOldMan) -> None:
    server.always("group 7", too_many("42"))
    with pytest.raises(Unavailable) as refusal:
        await wom.group(7)
    assert refusal.value.facts["next_try"] == pytest.approx(NOW + timedelta(seconds=42), abs=timedelta(seconds=1))
    assert len(server.seen) == 1


async def test_a_job_is_told_at_once_that_there_is_an_outage_and_a_person_waits_for_its_end(
    server: DemoWiseOldMan,
) -> None:
    wom = quick(server, rest=0.3)
    server.script("mara", broken(), broken(), broken())
    with pytest.raises(Unavailable):  # its attempts are used up
        await wom.history(parse_name("Mara"), NOW - timedelta(days=2), NOW)
    asked = len(server.seen)
    with pytest.raises(Unavailable):
        await wom.history(parse_name("Mara"), NOW - timedelta(days=2), NOW)
    assert len(server.seen) == asked
    assert await wom.group(7)
    assert await wom.history(parse_name("Mara"), NOW - timedelta(days=2), NOW)
    await wom.close()


async def test_a_key_that_is_not_accepted(server: DemoWiseOldMan) -> None:
    wom = quick(server, key="not-it")
    for _ in range(5):
        with pytest.raises(Unavailable) as refusal:
            await wom.group(7)
        assert refusal.value.code == "clan.wom_key_refused"
    assert len(server.seen) == 5
    await wom.close()


@pytest.mark.parametrize("fault", [*FAULTS, too_many("42"), Reply(403, b"{}"), Reply(200, b"\xff")])
async def test_the_key_is_in_no_log_and_no_error(
    server: DemoWiseOldMan, caplog: pytest.LogCaptureFixture, fault: Reply
) -> None:
    wom = quick(server)
    server.for_everyone = fault
    with caplog.at_level(logging.DEBUG), pytest.raises(Unavailable) as refusal:
        await wom.group(7)
    error = refusal.value
    said = "".join(traceback.format_exception(error)) + repr(error) + repr(error.__context__) + caplog.text
    said += repr([record.__dict__ for record in caplog.records]) + repr(wom)
    assert SECRET not in said
    await wom.close()


@pytest.mark.parametrize(("key", "gap"), [("", 3.0), (SECRET, 0.6)])
async def test_its_limit_is_kept_with_a_little_to_spare(server: DemoWiseOldMan, key: str, gap: float) -> None:
    wom = WiseOldMan(server.url, key, AGENT, clock=now)
    pace = wom._service._turnstile._pace
    pace.take(100.0)
    assert gap < pace.wait(100.0) < gap * 1.05
    await wom.close()


async def test_requests_are_evenly_paced(server: DemoWiseOldMan) -> None:
    wom = quick(server, a_minute=3000.0)
    for _ in range(5):
        await wom.group(7)
    times = [seen.at for seen in server.seen]
    assert min(later - earlier for earlier, later in pairwise(times)) > 0.015
    await wom.close()


async def test_metrics_nobody_here_knows_are_left_out_and_told_once(
    wom: WiseOldMan, server: DemoWiseOldMan, caplog: pytest.LogCaptureFixture
) -> None:
    server.extra_boss = "dust_dragon"
    with caplog.at_level(logging.WARNING):
        sheets = await wom.group_sheets(7)
        assert await wom.group_sheets(7) == sheets
        await wom.history(parse_name("Mara"), NOW - timedelta(days=2), NOW)
    assert all("dust_dragon" not in past.sheet for past in sheets.values())
    assert {past.left_out for past in sheets.values()} == {("dust_dragon",)}
    assert [record.getMessage() for record in caplog.records] == [
        "Wise Old Man has metrics that are left out: dust_dragon"
    ]
