"""The operator's settings: what each takes, and what the program gets from it."""

import json
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from config import Settings
from fairness.beacon import QUICKNET
from fairness.local_beacon import LocalBeacon

LOCAL = LocalBeacon.started(b"settings", genesis=1_700_000_000)


def test_without_settings_the_beacon_is_quicknet_at_its_own_relays() -> None:
    settings = Settings()
    assert settings.chain == QUICKNET
    assert len(settings.relays) == 4
    assert all(url.startswith("https://") and not url.endswith("/") for url in settings.relays)


@pytest.mark.parametrize(
    ("given", "relays"),
    [
        ("https://a.example", ("https://a.example",)),
        (" https://a.example/ ,\thttp://127.0.0.1:8081/x/ ,, ", ("https://a.example", "http://127.0.0.1:8081/x")),
        ("https://b.example,https://a.example,https://b.example/", ("https://b.example", "https://a.example")),
    ],
)
def test_relays_are_addresses_with_commas_between_them(given: str, relays: tuple[str, ...]) -> None:
    assert Settings(beacon_urls=given).relays == relays


@pytest.mark.parametrize(
    "given", ["", " , ", "a.example", "https://a.example,b.example", "https://", "ftp://a", "https://["]
)
def test_what_is_no_list_of_relays(given: str) -> None:
    with pytest.raises(ValidationError, match="beacon_urls"):
        Settings(beacon_urls=given)


def test_a_test_chain_is_given_as_its_relay_describes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEACON_CHAIN", LOCAL.info())
    assert Settings().chain == LOCAL.chain
    monkeypatch.setenv("BEACON_CHAIN", " quicknet ")
    assert Settings().chain == QUICKNET


def test_a_test_chain_stands_in_the_env_file_as_the_example_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")
    (tmp_path / ".env").write_text(f"BEACON_CHAIN='{LOCAL.info()}'\n", encoding="utf-8")
    assert Settings().chain == LOCAL.chain


def test_quicknet_may_be_described_too_and_nothing_else_under_its_name() -> None:
    told = {"hash": QUICKNET.hash.hex(), "genesis_time": QUICKNET.genesis, "period": 3}
    described = json.dumps(told | {"public_key": QUICKNET.public_key.hex()})
    assert Settings(beacon_chain=described).chain == QUICKNET
    with pytest.raises(ValidationError, match="under its name"):
        Settings(beacon_chain=json.dumps(told | {"public_key": LOCAL.chain.public_key.hex()}))


@pytest.mark.parametrize("given", ["", "Quicknet", "{}", "[]", "default", "[" * 100_000, LOCAL.chain.hash.hex()])
def test_what_is_no_chain(given: str) -> None:
    with pytest.raises(ValidationError, match="it takes quicknet, or what a relay"):
        Settings(beacon_chain=given)


def test_people_log_in_at_discord_unless_told_otherwise() -> None:
    assert (Settings().discord_url, Settings().web_proxies) == ("https://discord.com", 0)
    assert Settings(discord_url="http://127.0.0.1:8081/").discord_url == "http://127.0.0.1:8081"


@pytest.mark.parametrize(
    "given", ["", "discord.com", "https://discord.com/oauth2", "https://discord.com; script-src *"]
)
def test_where_people_log_in_can_stand_in_a_policy(given: str) -> None:
    with pytest.raises(ValidationError, match="discord_url"):
        Settings(discord_url=given)


@pytest.mark.parametrize("given", ["", "a" * 20, "A-token.of~operators+1/2=="])
def test_a_token_for_figures_can_be_sent(given: str) -> None:
    assert Settings(metrics_token=SecretStr(given)).metrics_token.get_secret_value() == given


@pytest.mark.parametrize(
    "given", ["short", "a" * 19, "a" * 20 + " ", "with spaces in between it", "\u00e9" * 20, "a" * 20 + "\n"]
)
def test_a_token_that_cannot_be_sent_or_could_be_guessed_is_refused(given: str) -> None:
    with pytest.raises(ValidationError, match="at least 20 letters"):
        Settings(metrics_token=SecretStr(given))
