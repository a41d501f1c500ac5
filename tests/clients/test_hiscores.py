"""The client against a hiscores service that misbehaves."""

import asyncio
import logging

import pytest

from clients.lookup import Failed, Found, Missing
from domain.characters import HISCORES_TABLES, AccountType, CharacterName, parse_name
from playground.hiscores import DemoHiscores
from playground.loopback import CUT_OFF, NONSENSE, NOT_FOUND, WEB_PAGE, Reply, broken, slow, too_many
from tests.clients.quick import AGENT, NOW, Client, demo, now

REGULAR, AUTO = AccountType.REGULAR, AccountType.AUTO
MARA: CharacterName = parse_name("Mara")
HUGE = Reply(200, b'{"skills": [' + b"1," * 200_000 + b"1]}")
DEEP = Reply(200, b"[" * 100_000)
NO_NUMBER = Reply(200, b'{"skills": [{"name": "Overall", "rank": 1, "level": 1, "xp": NaN}], "activities": []}')
# Cut off where nobody said how long it would be: what arrived is all there is.
HALF_JSON = Reply(200, b'{"skills": [{"name": "Ov')

FAULTS = [
    (broken(500), "http_500"),
    (broken(503), "http_503"),
    (broken(403), "http_403"),
    (Reply(302, b"", headers={"Location": "/elsewhere"}), "http_302"),
    (Reply(204, b""), "http_204"),
    (WEB_PAGE, "html"),
    (Reply(200, b"  <html>"), "html"),
    (Reply(200, b"Please come back later", "text/html"), "html"),
    (Reply(200, b""), "malformed"),
    (NONSENSE, "malformed"),
    (HALF_JSON, "malformed"),
    (DEEP, "malformed"),
    (NO_NUMBER, "malformed"),
    (HUGE, "too_large"),
    (CUT_OFF, "connection"),
    (slow(1.0), "timeout"),
    (too_many("0"), "rate_limited"),
]


async def test_what_the_service_says_is_found(server: DemoHiscores, client: Client) -> None:
    hiscores = client(server)
    answer = await hiscores.probe(MARA, REGULAR)
    assert isinstance(answer, Found)
    assert (answer.type, answer.table, answer.at) == (REGULAR, "hiscore_oldschool", NOW)
    truth = server.characters.answer(MARA, "hiscore_oldschool", NOW)
    assert truth is not None
    assert answer.sheet["overall"].value == truth["skills"][0]["xp"]
    assert len(answer.sheet) == 25 + 91 + 1  # and the total level


@pytest.mark.parametrize("kind", list(HISCORES_TABLES))
async def test_each_type_is_asked_in_its_table_with_our_name_on_it(
    server: DemoHiscores, client: Client, kind: AccountType
) -> None:
    server.characters.add("Ylva of_B-1", kind)
    hiscores = client(server)
    assert isinstance(await hiscores.probe(parse_name("Ylva of_B-1"), kind), Found)
    (seen,) = server.seen
    assert seen.path == f"/m={HISCORES_TABLES[kind]}/index_lite.json"
    assert seen.query == {"player": "Ylva of_B-1"}
    assert seen.headers["User-Agent"] == AGENT


@pytest.mark.parametrize(("fault", "code"), FAULTS)
async def test_a_fault_that_passes_is_not_noticed(
    server: DemoHiscores, client: Client, fault: Reply, code: str
) -> None:
    server.script("mara", fault)
    hiscores = client(server, rest=0.01)
    assert isinstance(await hiscores.probe(MARA, REGULAR), Found)
    assert server.asked("mara") == 2


@pytest.mark.parametrize(("fault", "code"), FAULTS)
async def test_a_fault_that_stays_is_an_outage_and_never_a_missing_player(
    server: DemoHiscores, client: Client, fault: Reply, code: str
) -> None:
    server.always("mara", fault)
    hiscores = client(server, quick_attempts=2)
    assert await hiscores.probe(MARA, REGULAR) == Failed(code)
    assert server.asked("mara") == 2


async def test_nobody_listens(client: Client) -> None:
    server = demo()
    async with server:
        pass
    hiscores = client(server)
    assert await hiscores.probe(MARA, REGULAR) == Failed("connection")
    await server.start()  # at the same place
    assert isinstance(await hiscores.probe(MARA, REGULAR), Found)
    await server.stop()


async def test_a_redirection_leads_nowhere(server: DemoHiscores, client: Client) -> None:
    async with demo() as elsewhere:
        server.always("mara", Reply(302, b"", headers={"Location": f"{elsewhere.url}/m=x/index_lite.json"}))
        hiscores = client(server)
        assert await hiscores.probe(MARA, REGULAR) == Failed("http_302")
        assert elsewhere.seen == []


async def test_a_404_is_missing_right_now(server: DemoHiscores, client: Client) -> None:
    server.always("mara", NOT_FOUND)
    hiscores = client(server)
    assert await hiscores.probe(MARA, REGULAR) == Missing()
    assert await hiscores.probe(MARA, AUTO) == Missing()
    assert server.asked("mara") == 1 + 4


@pytest.mark.parametrize("kind", list(HISCORES_TABLES))
async def test_auto_finds_the_table(server: DemoHiscores, client: Client, kind: AccountType) -> None:
    server.characters.add("Mara", kind)
    hiscores = client(server)
    answer = await hiscores.probe(MARA, AUTO)
    assert isinstance(answer, Found)
    assert answer.type is kind


async def test_connections_are_used_again(server: DemoHiscores, client: Client) -> None:
    hiscores = client(server)
    for _ in range(4):
        await hiscores.probe(MARA, REGULAR)
    assert len({seen.peer for seen in server.seen}) == 1


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("0.2", 10.0), ("1", 1.0), ("soon", 10.0), (None, 10.0), ("86400", 3600.0), ("-5", 10.0)],
)
async def test_retry_after_says_when_the_next_try_is(
    server: DemoHiscores, client: Client, header: str | None, seconds: float
) -> None:
    server.always("mara", too_many(header))
    hiscores = client(server)
    answer = await hiscores.probe(MARA, REGULAR)
    assert isinstance(answer, Failed)
    assert answer.code == "rate_limited"
    assert answer.next_try is not None
    assert (answer.next_try - now()).total_seconds() == pytest.approx(seconds, abs=0.1)
    assert server.asked("mara") == 1  # not asked again before that


async def test_retry_after_may_be_a_date(server: DemoHiscores, client: Client) -> None:
    headers = {"Retry-After": "Wed, 04 Mar 2026 12:01:30 GMT", "Date": "Wed, 04 Mar 2026 12:00:00 GMT"}
    server.always("mara", Reply(429, b"", headers=headers))
    hiscores = client(server)
    answer = await hiscores.probe(MARA, REGULAR)
    assert isinstance(answer, Failed)
    assert answer.next_try is not None
    assert (answer.next_try - now()).total_seconds() == pytest.approx(90, abs=0.1)


async def test_a_server_error_may_ask_for_a_longer_pause(server: DemoHiscores, client: Client) -> None:
    server.script("mara", broken(503, retry_after="1"))
    hiscores = client(server)  # whose backoff is capped at 0.05 s
    assert isinstance(await hiscores.probe(MARA, REGULAR), Found)
    first, second = server.seen
    assert 0.045 < second.at - first.at < 0.5


async def test_a_person_does_not_wait_for_a_service_that_rests(server: DemoHiscores, client: Client) -> None:
    server.for_everyone = broken()
    hiscores = client(server, outages=2, rest=60.0, longest_rest=60.0)
    first = await hiscores.probe(MARA, REGULAR)
    assert isinstance(first, Failed)
    assert first.code == "http_503"
    server.for_everyone = None
    second = await asyncio.wait_for(hiscores.probe(MARA, REGULAR), 0.1)
    assert isinstance(second, Failed)
    assert second.code == "not_asked"
    assert second.next_try is not None
    assert first.next_try is not None
    assert 45 < (second.next_try - now()).total_seconds() < 75
    assert hiscores.next_try is not None
    assert server.asked("mara") == 2


async def test_new_names_are_told_once(server: DemoHiscores, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    body = (
        b'{"skills": [{"id": 0, "name": "Overall", "rank": 2, "level": 3, "xp": 5000000000}],'
        b' "activities": [{"id": 0, "name": "Dust Dragon", "rank": 7, "score": 9}]}'
    )
    server.always("mara", Reply(200, body))
    hiscores = client(server)
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            answer = await hiscores.probe(MARA, REGULAR)
            assert isinstance(answer, Found)
            assert answer.sheet["overall"].value == 5_000_000_000
    assert [record.getMessage() for record in caplog.records] == ["the hiscores have new names: Dust Dragon"]


async def test_nothing_is_asked_after_close(server: DemoHiscores, client: Client) -> None:
    hiscores = client(server)
    await hiscores.close()
    await hiscores.close()
    with pytest.raises(RuntimeError):
        await hiscores.probe(MARA, REGULAR)
    assert server.seen == []
