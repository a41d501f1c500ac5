"""The client against a Discord that misbehaves: whose account it is, and never a token that outlives the question."""

import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from clients.accounts import Accounts, Misconfigured, Refused
from clients.outage import Closed, Outage
from domain.links import Account, challenge, secret_text
from playground.loopback import CUT_OFF, NONSENSE, WEB_PAGE, Reply, broken, slow, too_many
from playground.oauth import SECRET, DemoDiscord
from tests.web.linking import MARA, Clock, accounts_at, query_of

BACK = "https://guild.example/link/done"
VERIFIER = secret_text(b"v" * 32)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def discord(clock: Clock) -> AsyncIterator[DemoDiscord]:
    async with DemoDiscord(clock=clock) as discord:
        discord.add(MARA)
        yield discord


@pytest.fixture
async def accounts(discord: DemoDiscord, clock: Clock) -> AsyncIterator[Accounts]:
    client = accounts_at(discord, clock)
    yield client
    await client.close()


async def shown(accounts: Accounts, code: str, verifier: str = VERIFIER, back: str = BACK) -> Account:
    return await accounts.shown(code=code, verifier=verifier, redirect_uri=back)


def code(discord: DemoDiscord) -> str:
    return discord.code_for(MARA, challenge(VERIFIER), BACK)


async def test_the_account_is_told_and_the_token_ends(accounts: Accounts, discord: DemoDiscord) -> None:
    assert await shown(accounts, code(discord)) == MARA
    assert (discord.tokens, len(discord.revoked)) == ({}, 1)
    assert [seen.key for seen in discord.seen] == ["token", "me", "revoke"]


def test_the_question_holds_what_rfc_9700_asks_for(accounts: Accounts, discord: DemoDiscord) -> None:
    url = accounts.authorization(redirect_uri=BACK, state="s&t=1", challenge=challenge(VERIFIER))
    asked = query_of(url)
    assert (asked["state"], asked["redirect_uri"], asked["scope"]) == ("s&t=1", BACK, "identify")
    assert (asked["code_challenge"], asked["code_challenge_method"]) == (challenge(VERIFIER), "S256")
    assert VERIFIER not in url
    assert SECRET not in url


def test_the_challenge_is_that_of_rfc_7636() -> None:
    assert challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


async def test_what_does_not_fit_the_code_is_refused(accounts: Accounts, discord: DemoDiscord, clock: Clock) -> None:
    with pytest.raises(Refused):
        await shown(accounts, "made-up")
    with pytest.raises(Refused):
        await shown(accounts, code(discord), verifier=secret_text(b"w" * 32))
    with pytest.raises(Refused):
        await shown(accounts, code(discord), back="https://evil.example/link/done")
    late = code(discord)
    clock.now += timedelta(minutes=1)
    with pytest.raises(Refused):
        await shown(accounts, late)
    once = code(discord)
    await shown(accounts, once)
    with pytest.raises(Refused):
        await shown(accounts, once)
    assert discord.tokens == {}


async def test_a_client_that_is_not_accepted_is_told_apart(discord: DemoDiscord, clock: Clock) -> None:
    client = accounts_at(discord, clock, "wrong")
    with pytest.raises(Misconfigured):
        await shown(client, code(discord))
    await client.close()


def test_what_is_missing_is_named(discord: DemoDiscord, clock: Clock) -> None:
    def missing(client_id: str, secret: str) -> tuple[str, ...]:
        return Accounts(discord.url, client_id, secret, "tests", clock=clock).missing

    assert missing("1", "s") == ()
    assert missing("", "") == ("DISCORD_CLIENT_ID", "DISCORD_CLIENT_SECRET")
    assert missing("1", "") == ("DISCORD_CLIENT_SECRET",)


@pytest.mark.parametrize(
    "fault",
    [
        broken(500),
        too_many("0"),
        WEB_PAGE,
        NONSENSE,
        CUT_OFF,
        slow(2.0),
        Reply(404, b"{}"),
        Reply(302, b"{}", headers={"Location": "https://evil.example"}),
        Reply(400, b"<html>", "text/html"),
        Reply(200, b"[]"),
        Reply(200, b'{"access_token": 7, "token_type": "Bearer"}'),
        Reply(200, b'{"access_token": "", "token_type": "Bearer"}'),
        Reply(200, b'{"access_token": "a\\r\\nX: y", "token_type": "Bearer"}'),
        Reply(200, b'{"access_token": "a", "token_type": "mac"}'),
    ],
    ids=str,
)
async def test_an_exchange_that_fails_is_an_outage_and_is_not_tried_again(
    accounts: Accounts, discord: DemoDiscord, fault: Reply
) -> None:
    discord.script("token", fault)
    with pytest.raises(Outage):
        await shown(accounts, code(discord))
    assert discord.asked("token") == 1
    assert not discord.asked("me")


@pytest.mark.parametrize(
    "fault",
    [
        broken(500),
        WEB_PAGE,
        Reply(401, b'{"message": "401"}'),
        Reply(200, b"{}"),
        Reply(200, b'{"id": "0", "username": "x"}'),
        Reply(200, b'{"id": 9001, "username": "x"}'),
        Reply(200, b'{"id": "9223372036854775808", "username": "x"}'),
        Reply(200, '{"id": "٣", "username": "x"}'.encode()),
        Reply(200, b'{"id": "9001"}'),
    ],
    ids=str,
)
async def test_whatever_comes_of_it_the_token_is_revoked(
    accounts: Accounts, discord: DemoDiscord, fault: Reply
) -> None:
    discord.always("me", fault)
    with pytest.raises((Outage, Closed)):
        await shown(accounts, code(discord))
    assert discord.tokens == {}


async def test_a_hiccup_is_not_seen(accounts: Accounts, discord: DemoDiscord) -> None:
    discord.script("me", broken(502))
    discord.script("revoke", broken(502))
    assert await shown(accounts, code(discord)) == MARA
    assert discord.tokens == {}


async def test_names_and_pictures_are_taken_with_care(accounts: Accounts, discord: DemoDiscord) -> None:
    for name, avatar, shown_name, shown_avatar in (
        ("A\u202eB\n" + "x" * 200, "../../etc", "A B " + "x" * 96, None),
        ("\u200b", "a_0123", str(MARA.id), "a_0123"),
    ):
        discord.add(Account(MARA.id, name, avatar))
        account = await accounts.shown(
            code=discord.code_for(discord.accounts[MARA.id], challenge(VERIFIER), BACK),
            verifier=VERIFIER,
            redirect_uri=BACK,
        )
        assert account == Account(MARA.id, shown_name, shown_avatar)


async def test_no_error_and_no_log_holds_a_secret(
    accounts: Accounts, discord: DemoDiscord, caplog: pytest.LogCaptureFixture
) -> None:
    discord.always("me", broken(500))
    discord.always("revoke", broken(500))
    given = code(discord)
    with pytest.raises((Outage, Closed)) as failed:
        await shown(accounts, given)
    ours = [record for record in caplog.records if record.levelno >= logging.INFO]
    assert any("revoke" in record.getMessage() for record in ours)
    said = repr(failed.value) + "".join(str(vars(record)) for record in ours)
    assert len(discord.tokens) == 1
    assert not [secret for secret in (given, VERIFIER, SECRET, *discord.tokens) if secret in said]
