"""The client against a Warcraft Logs service that misbehaves."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from clients import warcraft_logs_answers as answers
from clients.backoff import Backoff
from clients.warcraft_logs import WarcraftLogs
from domain.errors import NotFound, Unavailable
from domain.hiscores import Malformed
from playground.loopback import CUT_OFF, NONSENSE, WEB_PAGE, Reply, broken, slow, too_many
from playground.warcraft_logs import CLIENT, SECRET, DemoWarcraftLogs, Log, Pull
from tests.clients.quick import AGENT, NOW

CODE = "aaaaBBBBccccDDDD"
BEGAN = datetime(2026, 3, 3, 19, 30, tzinfo=UTC)
FAULTS = [
    broken(500),
    broken(502),
    broken(400),
    WEB_PAGE,
    NONSENSE,
    CUT_OFF,
    slow(1.0),
    Reply(404, b"<html>"),
    Reply(200, b'{"data": {"reportData": {"report": {"title": '),
    Reply(200, b'{"data": null, "errors": [{"message": "Syntax Error"}]}'),
    Reply(200, b'{"data": {"reportData": null}}'),
    Reply(200, b'{"data": {"reportData": {}}}'),
    Reply(200, b'{"errors": [{"message": "Internal server error"}], "data": {"reportData": {"report": null}}}'),
    Reply(403, b"<html>checking your browser</html>", "text/html"),
]


class Clock:
    """A time that tests move."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def server() -> AsyncIterator[DemoWarcraftLogs]:
    async with DemoWarcraftLogs() as server:
        server.add(log())
        yield server


@pytest.fixture
async def logs(server: DemoWarcraftLogs, clock: Clock) -> AsyncIterator[WarcraftLogs]:
    client = quick(server, clock)
    yield client
    await client.close()


def quick(server: DemoWarcraftLogs, clock: Clock, secret: str = SECRET, **options: float) -> WarcraftLogs:
    return WarcraftLogs(
        server.url,
        CLIENT,
        secret,
        AGENT,
        clock=clock,
        backoff=Backoff(first=0.002),
        rest=options.get("rest", 60.0),
        total_timeout=options.get("total_timeout", 0.3),
    )


def log() -> Log:
    """Trash, a wipe and a kill; two Maras on two servers."""
    players = (("Mara", "Silvermoon"), ("Mara", "Draenor"), ("Ylva", None))
    pulls = [
        Pull(0, "Trash", None, 0, 2, (1, 2, 3)),
        Pull(3009, "Vexie", 4, 3.5, 4, (1, 2, 3)),
        Pull(3009, "Vexie", 4, 9, 5, (1, 2), kill=True),
    ]
    return Log(CODE, "Heroic  night\n", "Undermine", BEGAN, players, pulls)


async def test_a_report_is_its_fights_and_players(server: DemoWarcraftLogs, logs: WarcraftLogs) -> None:
    report = await logs.report(CODE)
    assert (report.code, report.title, report.zone) == (CODE, "Heroic night", "Undermine")
    assert (report.started_at, report.ended_at) == (BEGAN, BEGAN + timedelta(minutes=14))
    trash, wipe, kill = report.fights
    assert (trash.boss, trash.kill, wipe.boss, wipe.kill, kill.kill) == (False, False, True, False, True)
    assert (kill.started_at, kill.ended_at) == (BEGAN + timedelta(minutes=9), BEGAN + timedelta(minutes=14))
    assert kill.players == frozenset({1, 2})
    assert [str(one) for one in report.players.values()] == ["Mara-Silvermoon", "Mara-Draenor", "Ylva"]
    token, question = server.seen
    assert (token.path, question.path) == ("/oauth/token", "/api/v2/client")
    assert question.headers["Authorization"] == "Bearer token-1"
    assert question.headers["User-Agent"] == AGENT


async def test_a_token_is_kept_until_its_time_is_nearly_over(
    server: DemoWarcraftLogs, logs: WarcraftLogs, clock: Clock
) -> None:
    for _ in range(3):
        await logs.report(CODE)
    assert server.asked("token") == 1
    clock.now += timedelta(seconds=server.lasts - 59)
    await logs.report(CODE)
    assert server.asked("token") == 2


async def test_a_token_that_is_not_accepted_any_more_is_replaced_once(
    server: DemoWarcraftLogs, logs: WarcraftLogs
) -> None:
    await logs.report(CODE)
    server.revoke()
    assert (await logs.report(CODE)).code == CODE
    assert server.asked("token") == 2
    server.always(CODE, Reply(401, b'{"error": "Unauthenticated."}'))
    with pytest.raises(Unavailable, match=r"raid\.logs_refused"):
        await logs.report(CODE)
    assert server.asked("token") == 3


async def test_a_client_that_is_not_accepted_is_said(server: DemoWarcraftLogs, clock: Clock) -> None:
    client = quick(server, clock, secret="wrong")
    with pytest.raises(Unavailable, match=r"raid\.logs_refused"):
        await client.report(CODE)
    with pytest.raises(Unavailable, match=r"raid\.logs_refused"):
        await client.check()
    await client.close()


async def test_without_a_client_nobody_is_asked(server: DemoWarcraftLogs, clock: Clock) -> None:
    client = quick(server, clock, secret="")
    with pytest.raises(Unavailable, match=r"raid\.logs_not_set_up"):
        await client.report(CODE)
    assert not server.seen
    await client.close()


@pytest.mark.parametrize(
    "said",
    [
        b'{"data": {"reportData": {"report": null}}}',
        b'{"errors": [{"message": "This report does not exist."}], "data": {"reportData": {"report": null}}}',
        (
            b'{"errors": [{"message": "You do not have permission to view this report."}],'
            b' "data": {"reportData": {"report": null}}}'
        ),
    ],
)
async def test_null_is_unknown_or_private_with_or_without_errors(
    server: DemoWarcraftLogs, logs: WarcraftLogs, said: bytes
) -> None:
    server.script(CODE, Reply(200, said))
    with pytest.raises(NotFound, match=r"raid\.report_unknown"):
        await logs.report(CODE)
    assert server.asked(CODE) == 1


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.status} {(fault.body or b'')[-40:]!r}")
async def test_an_outage_is_never_an_unknown_report(
    server: DemoWarcraftLogs, logs: WarcraftLogs, clock: Clock, fault: Reply
) -> None:
    server.always(CODE, fault)
    with pytest.raises(Unavailable, match=r"raid\.logs_unavailable") as refusal:
        await logs.report(CODE)
    soon = refusal.value.facts["next_try"]
    assert isinstance(soon, datetime)
    assert soon > clock.now
    assert server.asked(CODE) == 3


@pytest.mark.parametrize("fault", [broken(503), WEB_PAGE, NONSENSE, CUT_OFF, Reply(200, b'{"access_token": 7}')])
async def test_an_outage_of_the_tokens_is_one_too(server: DemoWarcraftLogs, logs: WarcraftLogs, fault: Reply) -> None:
    server.always("token", fault)
    with pytest.raises(Unavailable, match=r"raid\.logs_unavailable"):
        await logs.report(CODE)
    server.always("token", None)
    assert (await logs.report(CODE)).code == CODE


async def test_one_hiccup_is_got_over(server: DemoWarcraftLogs, logs: WarcraftLogs) -> None:
    server.script("token", broken(502))
    server.script(CODE, CUT_OFF)
    assert (await logs.report(CODE)).code == CODE


async def test_after_a_429_nobody_asks_for_as_long_as_was_said(server: DemoWarcraftLogs, logs: WarcraftLogs) -> None:
    server.script(CODE, too_many("40"))
    with pytest.raises(Unavailable, match=r"raid\.logs_unavailable") as refusal:
        await logs.report(CODE)
    soon = refusal.value.facts["next_try"]
    assert isinstance(soon, datetime)
    assert timedelta(seconds=30) < soon - NOW <= timedelta(seconds=40)
    asked = server.asked(CODE)
    with pytest.raises(Unavailable):
        await logs.report(CODE)
    assert server.asked(CODE) == asked == 1


async def test_a_short_429_is_waited_for(server: DemoWarcraftLogs, logs: WarcraftLogs) -> None:
    server.script(CODE, too_many("0"))
    assert (await logs.report(CODE)).code == CODE


async def test_when_the_hours_points_are_spent_nobody_asks_until_there_are_new_ones(
    server: DemoWarcraftLogs, logs: WarcraftLogs, clock: Clock
) -> None:
    server.limit, server.resets_in = 12.0, 600
    assert (await logs.report(CODE)).code == CODE
    asked = len(server.seen)
    with pytest.raises(Unavailable, match=r"raid\.logs_spent") as refusal:
        await logs.report(CODE)
    assert refusal.value.facts["next_try"] == clock.now + timedelta(seconds=600)
    assert logs.next_try == clock.now + timedelta(seconds=600)
    assert len(server.seen) == asked
    clock.now += timedelta(seconds=601)
    server.limit = 3600.0
    assert (await logs.report(CODE)).code == CODE


async def test_a_huge_answer_is_let_go_of(
    server: DemoWarcraftLogs, logs: WarcraftLogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clients.warcraft_logs._LARGEST", 500)
    server.always(CODE, Reply(200, b'"' + b"x" * 100_000 + b'"'))
    with pytest.raises(Unavailable, match=r"raid\.logs_unavailable"):
        await logs.report(CODE)


async def test_several_who_ask_at_once_are_all_answered(server: DemoWarcraftLogs, logs: WarcraftLogs) -> None:
    reports = await asyncio.gather(*(logs.report(CODE) for _ in range(6)))
    assert {one.code for one in reports} == {CODE}
    assert server.most_under_way <= 2


async def test_no_secret_reaches_the_log(
    server: DemoWarcraftLogs, logs: WarcraftLogs, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.always("token", Reply(200, b'{"access_token": "verysecrettoken", "expires_in": "soon"}'))
    with pytest.raises(Unavailable):
        await logs.report(CODE)
    server.always("token", None)
    server.always(CODE, NONSENSE)
    with pytest.raises(Unavailable):
        await logs.report(CODE)
    for secret in (SECRET, "verysecrettoken", "token-1", "Basic "):
        assert secret not in caplog.text
    assert "token-1" not in repr(answers.token({"access_token": "token-1", "expires_in": 5}))


# What an answer may hold


def told(**changes: Any) -> dict[str, Any]:
    """An answer with a report that is changed like that."""
    return {"data": {"reportData": {"report": {**log().answer(), **changes}}}}


def fight(**changes: Any) -> dict[str, Any]:
    """An answer with one fight that is changed like that."""
    return told(fights=[{**log().answer()["fights"][2], **changes}])


def test_what_a_log_that_has_just_begun_leaves_out_is_nothing() -> None:
    report = answers.report(CODE, told(fights=[], masterData=None, zone=None, title=None))
    assert report is not None
    assert (report.title, report.zone, report.fights, dict(report.players)) == (CODE, "", (), {})


@pytest.mark.parametrize("change", [{"kill": None}, {"difficulty": None}, {"friendlyPlayers": None}])
def test_what_may_be_null_is_no_mistake(change: dict[str, Any]) -> None:
    report = answers.report(CODE, fight(**change))
    assert report is not None
    assert len(report.fights) == 1


def test_times_may_be_floats_and_players_nobody_knows_are_left_out() -> None:
    report = answers.report(CODE, fight(startTime=540000.0, endTime=1.0, friendlyPlayers=[1, 99]))
    assert report is not None
    (one,) = report.fights
    assert one.started_at == one.ended_at == BEGAN + timedelta(minutes=9)
    assert one.players == frozenset({1})


@pytest.mark.parametrize(
    "payload",
    [
        told(startTime="yesterday"),
        told(startTime=float("nan")),
        told(startTime=10**400),
        told(endTime=-1),
        told(fights=None),
        told(fights=[7]),
        told(masterData={"actors": [{"id": "one", "name": "Mara"}]}),
        fight(id=None),
        fight(id=True),
        fight(startTime=float("inf")),
        fight(friendlyPlayers=["Mara"]),
        fight(encounterID=2**40),
        [],
        None,
        {"data": {"reportData": {"report": 7}}},
        {"errors": [{"message": "x", "extensions": {"category": "internal"}}], **told()},
    ],
    ids=lambda payload: json.dumps(payload, default=str)[:60],
)
def test_what_makes_no_sense_is_malformed(payload: object) -> None:
    with pytest.raises(Malformed):
        answers.report(CODE, payload)


def test_what_people_wrote_is_one_short_line() -> None:
    report = answers.report(CODE, told(title="a\n\u202eb" + "x" * 500))
    assert report is not None
    assert "\n" not in report.title
    assert "\u202e" not in report.title
    assert len(report.title) <= 120


@pytest.mark.parametrize("text", ["", "a b\r\nEvil: yes", "tök", 7, None])
def test_what_cannot_stand_in_a_header_is_no_token(text: object) -> None:
    with pytest.raises(Malformed):
        answers.token({"access_token": text, "expires_in": 60})
