"""Linking in a browser that does what it should, and against the attacks that RFC 9700 names."""

import asyncio
import hashlib
import logging
import re
import sqlite3
from base64 import b64encode
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.links import Account, challenge
from playground.loopback import NONSENSE, WEB_PAGE, Reply, broken, slow
from services.privacy import Privacy
from tests.web.linking import GUILD, MARA, TOM, House, Surfer, actor, changed, open_house, query_of, surfer
from web.languages import LANGUAGES, language_of
from web.linking.face import COOKIE
from web.linking.words import SENTENCES, STATUS


@pytest.fixture
async def house(path: Path) -> AsyncIterator[House]:
    async with open_house(path) as house:
        yield house


@pytest.fixture
async def mara(house: House) -> AsyncIterator[Surfer]:
    async with surfer(house) as mara:
        yield mara


@pytest.fixture
async def mallory(house: House) -> AsyncIterator[Surfer]:
    """Somebody else, somewhere else."""
    async with surfer(house) as mallory:
        yield mallory


# The way it should go


async def test_the_page_tells_what_is_asked_and_kept_and_looking_uses_nothing_up(house: House, mara: Surfer) -> None:
    url = await house.ask()
    pages = [await mara.get(url) for _ in range(3)]
    page = pages[-1]
    assert {(one.status, one.heading) for one in pages} == {(200, "Link your account")}
    assert "your id, your name and your picture" in page.text
    assert '<input type="checkbox" name="marks" value="yes">' in page.text, "off by default"
    assert page.text.count("<button") == 1
    assert "Set-Cookie" not in page.headers
    assert not house.discord.seen
    assert (await mara.link(url)).status == 200


async def test_the_good_way_links_and_keeps_no_token(house: House, mara: Surfer) -> None:
    page = await mara.link(await house.ask())
    assert (page.status, page.heading) == (200, "You are linked")
    assert "<strong>Mara &amp; &lt;Co&gt;</strong>" in page.text
    link = await house.link_of()
    assert link is not None
    assert (link.account_id, link.name, link.avatar) == (MARA.id, MARA.name, MARA.avatar)
    assert link.linked_at == house.clock()
    assert house.discord.tokens == {}
    assert len(house.discord.revoked) == 1
    with sqlite3.connect(house.hall.desk.db.path) as connection:
        dump = "\n".join(connection.iterdump())
    for given in ("token-", "refresh-", "code-"):
        assert given not in dump
    assert await house.rows("SELECT verifier FROM link_tickets") == [(None,)]


async def test_discord_is_asked_for_who_it_is_and_no_more_with_pkce(house: House, mara: Surfer) -> None:
    departure = await mara.go(await house.ask())
    assert departure.status == 303
    location = str(departure.headers["Location"])
    asked = query_of(location)
    assert location.partition("?")[0] == f"{house.discord.url}/oauth2/authorize"
    asks = "response_type client_id redirect_uri scope state code_challenge code_challenge_method prompt"
    assert list(asked) == asks.split()
    assert (asked["scope"], asked["response_type"], asked["prompt"]) == ("identify", "code", "consent")
    assert (asked["redirect_uri"], asked["code_challenge_method"]) == (house.back, "S256")
    ((verifier,),) = await house.rows("SELECT verifier FROM link_tickets")
    assert len(verifier) == 43
    assert asked["code_challenge"] == challenge(verifier)


async def test_the_cookie_is_this_hosts_alone(house: House, mara: Surfer) -> None:
    url = await house.ask()
    house.clock.advance(minutes=4)
    (line,) = (await mara.go(url)).headers.getall("Set-Cookie")
    value, *attributes = line.split("; ")
    assert re.fullmatch(r"__Host-guildhall-link=[A-Za-z0-9_-]{43}", value)
    assert sorted(attributes) == ["HttpOnly", "Max-Age=360", "Path=/", "SameSite=Lax", "Secure"]


async def test_the_books_know_no_secret_that_would_open_anything(house: House, mara: Surfer) -> None:
    url = await house.ask()
    departure = await mara.go(url)
    with sqlite3.connect(house.hall.desk.db.path) as connection:
        dump = "\n".join(connection.iterdump())
    for secret in (url.rpartition("/")[2], query_of(departure.headers["Location"])["state"], mara.cookie):
        assert len(secret) == 43
        assert secret not in dump
        assert hashlib.sha256(secret.encode()).hexdigest().upper() in dump.upper()


async def test_linking_again_replaces(house: House, mara: Surfer) -> None:
    await mara.link(await house.ask())
    house.clock.advance(days=1)
    house.discord.add(Account(MARA.id, "Mara the Third", None))
    await mara.link(await house.ask())
    link = await house.link_of()
    assert link is not None
    assert (link.name, link.avatar, link.linked_at) == ("Mara the Third", None, house.clock())


async def test_marks_are_kept_only_of_whoever_allows_them_and_go(house: House, mara: Surfer) -> None:
    await mara.link(await house.ask())
    assert await house.rows("SELECT * FROM marks") == []
    page = await mara.link(await house.ask(), marks=True)
    assert "kept for 30 days" in page.text
    rows = await house.rows("SELECT kind, length(mark) FROM marks ORDER BY kind")
    assert rows == [("browser", 16), ("network", 16)]
    assert (await house.hall.linking.offer(actor(MARA))).marked
    page = await mara.link(await house.ask())
    assert "30 days" not in page.text
    assert await house.rows("SELECT * FROM marks") == [], "who allows them no longer has none"
    await mara.link(await house.ask(), marks=True)
    house.clock.advance(days=30, seconds=-1)
    await house.hall.linking.tidy()
    assert len(await house.rows("SELECT * FROM marks")) == 2
    house.clock.advance(seconds=1)
    assert not (await house.hall.linking.offer(actor(MARA))).marked
    await house.hall.linking.tidy()
    assert await house.rows("SELECT * FROM marks") == []


async def test_unlinking_forgets_everything(house: House, mara: Surfer) -> None:
    await mara.link(await house.ask(), marks=True)
    url = await house.ask()
    assert await house.hall.linking.unlink(actor(MARA))
    for table in ("links", "marks", "link_tickets"):
        assert await house.rows(f"SELECT * FROM {table}") == []
    assert (await mara.get(url)).status == 404
    assert not await house.hall.linking.unlink(actor(MARA))
    assert not await house.hall.linking.unlink(actor(TOM))


async def test_each_guild_has_links_of_its_own(house: House, mara: Surfer) -> None:
    await mara.link(await house.ask(guild=GUILD + 1))
    assert await house.link_of() is None


# Pages


async def test_whoever_reads_spanish_reads_spanish(house: House, mara: Surfer) -> None:
    mara.headers["Accept-Language"] = "es-419,en;q=0.5"
    url = await house.ask()
    page = await mara.get(url)
    assert page.heading == "Vincular tu cuenta"
    assert '<html lang="es">' in page.text
    assert page.headers["Vary"] == "Accept-Language"
    assert (await mara.link(url)).heading == "Cuenta vinculada"


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("de-DE,de", "en"),
        ("es", "es"),
        ("ES-mx", "es"),
        ("fr, es;q=0.3, en;q=0.2", "es"),
        ("en;q=0.2,es;q=0.9", "es"),
        ("en,es", "en"),
        ("es;q=0,en;q=0.1", "en"),
        ("es;q=nonsense", "en"),
        ("estonian", "en"),
    ],
)
def test_the_language_is_the_one_that_is_liked_best(accepted: str, language: str) -> None:
    assert language_of(accepted) == language


def test_every_ending_is_told_in_every_language() -> None:
    for how in STATUS:
        for key in (how, f"{how}.heading"):
            assert all(SENTENCES[key][column] for column in range(len(LANGUAGES)))
    fields = {key: [set(re.findall(r"{(\w+)}", text)) for text in texts] for key, texts in SENTENCES.items()}
    assert all(english == spanish for english, spanish in fields.values())


async def test_every_page_obeys_its_own_policy_and_stays_nowhere(house: House, mara: Surfer) -> None:
    url = await house.ask()
    asking = await mara.get(url)
    departure = await mara.go(url)
    done = await mara.get(await mara.allow(departure))
    again = await mara.get(url)
    for page in (asking, done, again):
        policy = page.headers["Content-Security-Policy"]
        (style,) = re.findall(r"<style>(.*?)</style>", page.text, re.DOTALL)
        assert f"style-src 'sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" in policy
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "base-uri 'none'" in policy
        assert not re.search(r"<script|\bstyle=|\bon\w+=|https?://(?!www\.w3\.org)", page.text)
        assert page.headers["X-Frame-Options"] == "DENY"
    for answer in (asking, departure, done, again):
        assert answer.headers["Cache-Control"] == "no-store"
    assert f"form-action 'self' {house.discord.url};" in asking.headers["Content-Security-Policy"]
    assert "form-action 'none'" in done.headers["Content-Security-Policy"]
    assert asking.headers["Referrer-Policy"] == "same-origin"
    assert done.headers["Referrer-Policy"] == departure.headers["Referrer-Policy"] == "no-referrer"


# Attacks


async def test_the_account_of_somebody_else_is_not_linked(house: House, mara: Surfer) -> None:
    """Mallory sends the address to Tom, or Tom is logged in on Mara's machine."""
    page = await mara.link(await house.ask(MARA), TOM)
    assert (page.status, page.heading) == (403, "That is somebody else's account")
    assert TOM.name not in page.text
    assert await house.link_of(MARA) is None
    assert await house.link_of(TOM) is None
    assert house.discord.tokens == {}, "revoked all the same"
    assert await house.rows("SELECT * FROM links") == []


async def test_somebody_elses_way_back_is_refused_in_another_browser(
    house: House, mara: Surfer, mallory: Surfer
) -> None:
    """Login CSRF (RFC 9700, 4.7): the way back of one person is opened by another, who never set out."""
    callback = await mara.allow(await mara.go(await house.ask()))
    page = await mallory.get(callback)
    assert (page.status, page.heading) == (403, "This began somewhere else")
    mallory.cookie = "A" * 43
    assert (await mallory.get(callback)).status == 403
    assert not house.discord.asked("token"), "the code is not even tried"
    assert (await mara.get(callback)).status == 200, "and it was not used up"


async def test_a_browser_with_a_way_of_its_own_cannot_end_anothers(house: House, mara: Surfer, mallory: Surfer) -> None:
    theirs = await mallory.allow(await mallory.go(await house.ask(TOM)), TOM)
    await mara.go(await house.ask(MARA))
    assert (await mara.get(theirs)).status == 403
    assert await house.rows("SELECT * FROM links") == []


async def test_an_injected_code_fails_by_its_verifier(house: House, mara: Surfer, mallory: Surfer) -> None:
    """Code injection (RFC 9700, 4.5): a stolen code, of Mara's own account even, in a session of Mallory's."""
    stolen = query_of(await mara.allow(await mara.go(await house.ask())))["code"]
    own = await mallory.allow(await mallory.go(await house.ask()))
    page = await mallory.get(changed(own, code=stolen))
    assert (page.status, page.heading) == (400, "Discord did not confirm it")
    assert await house.link_of() is None


async def test_a_code_that_was_asked_for_without_pkce_is_of_no_use(house: House, mara: Surfer) -> None:
    """PKCE downgrade (RFC 9700, 4.8.2): the challenge was taken out of, or changed in, the question."""
    for asked in ("", challenge("A" * 43)):
        own = await mara.allow(await mara.go(await house.ask()))
        code = house.discord.code_for(MARA, asked, house.back)
        assert (await mara.get(changed(own, code=code))).status == 400
    assert await house.link_of() is None
    assert house.discord.tokens == {}


async def test_a_way_back_works_once(house: House, mara: Surfer) -> None:
    url = await house.ask()
    callback = await mara.allow(await mara.go(url))
    await mara.get(callback)
    assert [(await mara.get(url)).status, (await mara.go(url)).status] == [410, 410]
    for _ in range(2):
        page = await mara.get(callback)
        assert (page.status, page.heading) == (410, "This was already used")
    assert house.discord.asked("token") == 1, "the code is not tried again"
    assert await house.link_of() is not None


async def test_of_many_at_once_one_comes_back(house: House, mara: Surfer) -> None:
    callback = await mara.allow(await mara.go(await house.ask()))
    pages = await asyncio.gather(*(mara.get(callback) for _ in range(10)))
    assert sorted(page.status for page in pages) == [200] + [410] * 9
    assert house.discord.asked("token") == 1


async def test_an_address_works_for_ten_minutes(house: House, mara: Surfer) -> None:
    url = await house.ask()
    callback = await mara.allow(await mara.go(url))
    house.clock.advance(minutes=10)
    for page in (await mara.get(callback), await mara.get(url), await mara.go(url)):
        assert (page.status, page.heading) == (410, "Too late")
    assert not house.discord.asked("token")
    house.clock.advance(seconds=-1)
    assert (await mara.get(url)).status == 200


async def test_a_new_address_replaces_the_one_before(house: House, mara: Surfer) -> None:
    first = await house.ask()
    callback = await mara.allow(await mara.go(first))
    await house.ask()
    assert (await mara.get(first)).status == 404
    assert (await mara.get(callback)).status == 404
    assert not house.discord.asked("token")


async def test_of_two_tabs_the_one_that_set_out_last_comes_back(house: House, mara: Surfer) -> None:
    url = await house.ask()
    first = await mara.allow(await mara.go(url))
    second = await mara.allow(await mara.go(url))
    assert (await mara.get(first)).status == 404
    assert (await mara.get(second)).status == 200


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"state": None}, 404),
        ({"state": "A" * 43}, 404),
        ({"state": ""}, 404),
        ({"state": "A" * 5000}, 400),
        ({"code": None}, 400),
        ({"code": "made-up"}, 400),
        ({"code": "x" * 5000}, 400),
        ({"iss": "https://discord.example"}, 400),
        ({"iss": ""}, 400),
        ({"error": "invalid_scope"}, 400),
    ],
    ids=str,
)
async def test_what_is_wrong_with_a_way_back_links_nobody(
    house: House, mara: Surfer, change: dict[str, str | None], status: int
) -> None:
    callback = await mara.allow(await mara.go(await house.ask()))
    assert (await mara.get(changed(callback, **change))).status == status
    assert await house.link_of() is None


@pytest.mark.parametrize("name", ["state", "code", "iss", "error"])
async def test_what_is_said_twice_is_not_believed(house: House, mara: Surfer, name: str) -> None:
    callback = await mara.allow(await mara.go(await house.ask()))
    said = query_of(callback).get(name, "access_denied")
    page = await mara.get(f"{callback}&{name}={said}&{name}={said}")
    assert page.status == 400
    assert await house.link_of() is None


async def test_a_provider_under_another_name_is_none_of_ours_and_uses_nothing_up(house: House, mara: Surfer) -> None:
    """Mix-up (RFC 9700, 4.4; RFC 9207)."""
    callback = await mara.allow(await mara.go(await house.ask()))
    assert (await mara.get(changed(callback, iss="https://evil.example"))).status == 400
    assert not house.discord.asked("token")
    assert (await mara.get(changed(callback, iss=None))).status == 200


@pytest.mark.parametrize("name", ["redirect_uri", "next", "return_to", "url", "continue"])
async def test_nothing_in_an_address_leads_anywhere_else(house: House, mara: Surfer, name: str) -> None:
    """Open redirect (RFC 9700, 4.11): the one redirection leads to Discord, and back to the address of the setting."""
    url = await house.ask()
    mara.headers |= {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    departure = await mara.go(f"{url}?{name}=https://evil.example")
    assert query_of(departure.headers["Location"])["redirect_uri"] == house.back
    assert "evil" not in departure.headers["Location"]
    del mara.headers["Host"]
    page = await mara.get(await mara.allow(departure) + f"&{name}=https://evil.example")
    assert page.status == 200
    assert "Location" not in page.headers
    assert "evil" not in page.text


async def test_what_discord_says_of_an_error_is_shown_to_nobody(house: House, mara: Surfer) -> None:
    callback = await mara.allow(await mara.go(await house.ask()), None)
    page = await mara.get(
        changed(callback, error="<b>x", error_description="Call 555 now", error_uri="https://evil.example")
    )
    assert "555" not in page.text
    assert "evil" not in page.text
    assert "<b>" not in page.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": ""},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "", "Sec-Fetch-Site": "same-site"},
        {"Origin": "", "Sec-Fetch-Site": "none"},
        {"Origin": "", "Sec-Fetch-Site": ""},
    ],
    ids=str,
)
async def test_a_form_of_another_site_sets_nobody_out(house: House, mara: Surfer, headers: dict[str, str]) -> None:
    url = await house.ask()
    page = await mara.go(url, headers)
    assert (page.status, page.heading) == (403, "That did not come from this page")
    assert "Set-Cookie" not in page.headers
    assert await house.rows("SELECT state FROM link_tickets") == [(None,)]


async def test_browsers_that_tell_only_one_of_the_two_are_let_on(house: House, mara: Surfer) -> None:
    assert (await mara.go(await house.ask(), {"Sec-Fetch-Site": ""})).status == 303
    assert (await mara.go(await house.ask(), {"Origin": ""})).status == 303


async def test_who_guesses_addresses_has_to_wait(house: House, mara: Surfer) -> None:
    good = await house.ask()
    statuses = [(await mara.get(f"{house.site.address}/link/{number:043}")).status for number in range(30)]
    assert set(statuses) == {404}
    page = await mara.get(good)
    assert (page.status, page.heading) == (429, "Slowly, please")
    assert int(page.headers["Retry-After"]) in (1, 2)
    assert (await mara.go(good)).status == 429
    assert (await mara.get(house.back)).status == 429


async def test_behind_a_proxy_each_visitor_waits_for_themselves(path: Path) -> None:
    async with open_house(path, proxies=1) as house, surfer(house) as somebody:
        url = f"{house.site.address}/link/{'A' * 43}"
        # What the visitor wrote stands left of what the proxy saw.
        told = [{"X-Forwarded-For": f"10.0.0.{number}, 203.0.113.7"} for number in range(31)]
        assert [(await somebody.get(url, one)).status for one in told][-1] == 429
        assert (await somebody.get(url, {"X-Forwarded-For": "203.0.113.7, 203.0.113.8"})).status == 404


async def test_without_a_proxy_nobody_says_who_they_are(house: House, mara: Surfer) -> None:
    url = f"{house.site.address}/link/{'A' * 43}"
    told = [{"X-Forwarded-For": f"203.0.113.{number}"} for number in range(31)]
    assert [(await mara.get(url, one)).status for one in told][-1] == 429


async def test_no_log_has_a_secret_in_it(
    house: House, mara: Surfer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    url = await house.ask()
    departure = await mara.go(url)
    house.discord.script("me", broken(503), broken(503), broken(503))
    house.discord.script("revoke", *[broken(503)] * 5)
    callback = await mara.allow(departure)
    await mara.get(callback)

    async def fail(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(house.hall.linking, "come_back", fail)
    monkeypatch.setattr(house.hall.linking, "stands", fail)
    assert [(await mara.get(one)).status for one in (url, callback)] == [500, 500]
    logged = caplog.text + "".join(
        str(vars(record)) for record in caplog.records if not record.name.startswith("tests")
    )
    ours = [record for record in caplog.records if record.name.startswith(("web", "services", "clients", "aiohttp"))]
    assert len(ours) >= 3
    asked = query_of(callback)
    secrets = (url.rpartition("/")[2], asked["state"], asked["code"], mara.cookie, *house.discord.tokens)
    assert len(secrets) > 4
    assert not [secret for secret in secrets if secret in logged]


# Discord is not as it should be


@pytest.mark.parametrize("what", ["token", "me"])
@pytest.mark.parametrize("fault", [broken(500), broken(503), slow(2.0), WEB_PAGE, NONSENSE, Reply(200, b"[]")], ids=str)
async def test_where_discord_does_not_answer_the_same_address_leads_on(
    house: House, mara: Surfer, what: str, fault: Reply
) -> None:
    url = await house.ask()
    house.discord.always(what, fault)
    page = await mara.link(url)
    assert (page.status, page.heading) == (503, "Discord is not answering")
    assert "still works" in page.text
    assert await house.link_of() is None
    assert house.discord.tokens == {} or what == "token"
    house.discord.always(what, None)
    house.clock.advance(minutes=6)
    await asyncio.sleep(0.08)
    assert (await mara.link(url)).heading == "You are linked"


async def test_a_discord_that_says_it_is_down_is_no_refusal(house: House, mara: Surfer) -> None:
    url = await house.ask()
    for error in ("server_error", "temporarily_unavailable"):
        callback = await mara.allow(await mara.go(url), None)
        assert (await mara.get(changed(callback, error=error))).status == 503
    assert (await mara.link(url)).status == 200


async def test_who_presses_cancel_can_try_again(house: House, mara: Surfer) -> None:
    url = await house.ask()
    departure = await mara.go(url, marks=True)
    callback = await mara.allow(departure, None)
    page = await mara.get(callback)
    assert (page.status, page.heading) == (200, "Nothing was linked")
    assert (await mara.get(callback)).status == 404, "that way back is used up"
    assert (await mara.link(url)).status == 200
    assert await house.rows("SELECT * FROM marks") == [], "a box that was ticked before counts no more"


async def test_a_client_that_is_not_accepted_is_the_operators_to_mend(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_house(path, secret="wrong") as house, surfer(house) as mara:
        page = await mara.link(await house.ask())
        assert (page.status, page.heading) == (503, "This bot is not set up for it")
        assert "DISCORD_CLIENT_SECRET" in caplog.text


async def test_a_token_that_cannot_be_revoked_is_kept_nowhere(house: House, mara: Surfer) -> None:
    house.discord.always("revoke", broken(503))
    assert (await mara.link(await house.ask())).heading == "You are linked"
    with sqlite3.connect(house.hall.desk.db.path) as connection:
        assert "token-" not in "\n".join(connection.iterdump())


# While Discord is asked


@pytest.mark.parametrize("act", ["unlink", "erase", "block", "ask again"])
async def test_what_happens_meanwhile_stands(
    house: House, mara: Surfer, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    callback = await mara.allow(await mara.go(await house.ask(), marks=True))
    shown = house.hall.linking._accounts.shown

    async def meanwhile(**asked: str) -> Account:
        account = await shown(**asked)
        match act:
            case "unlink":
                await house.hall.linking.unlink(actor(MARA))
            case "erase":
                await Privacy(house.hall.desk, house.hall.privacy.keepers).erase(actor(MARA))
            case "block":
                await house.hall.desk.db.write(
                    lambda tx: tx.exec_driver_sql("UPDATE members SET blocked_at = 1, blocked_reason = 'x'") and None
                )
            case _:
                await house.ask()
        return account

    monkeypatch.setattr(house.hall.linking._accounts, "shown", meanwhile)
    assert (await mara.get(callback)).status == 404
    assert await house.rows("SELECT * FROM links") == []
    assert await house.rows("SELECT * FROM marks") == []


async def test_a_house_that_is_not_set_up_links_nobody(house: House, mara: Surfer) -> None:
    url = await house.ask()
    callback = await mara.allow(await mara.go(url))
    house.hall.linking._public_url = "http://guild.example"
    for page in (await mara.get(url), await mara.go(url), await mara.get(callback)):
        assert page.status in (403, 404)
    assert COOKIE not in str((await mara.get(url)).headers)
