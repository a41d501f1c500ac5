"""Every word of the clan: each refusal, reason and description is there in both languages and reads well."""

import inspect
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from pkgutil import resolve_name
from string import Formatter
from typing import Any

import pytest
from discord import app_commands

from cogs.clan import ClanCog
from cogs.ui.announcements import DRAWINGS
from cogs.ui.clan import naming
from cogs.ui.painter import PAINTINGS
from cogs.ui.words import COMMANDS, SENTENCES, WORDS
from domain.characters import AccountType, NameFault
from domain.clan import Run, RunError, RunState, Trigger
from domain.clan_settings import EVENTS, RUN_PANEL, SETTINGS
from domain.metrics import CATALOGUE, GROUPS
from domain.windows import Window

ROOT = Path(__file__).parents[2]
CLAN = {key: both for key, both in SENTENCES.items() if "clan." in key}
RAISED = re.compile(r'(?:Invalid|NotFound|Conflict|Forbidden|Unavailable)\(\s*"(clan\.[a-z_]+)"')
ASKED = re.compile(r'"(clan\.[a-z_.]+)"')
ROOMS = ("services/clan", "domain", "clients", "cogs")
NOW = datetime(2026, 11, 20, tzinfo=UTC)


def sources(*rooms: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for room in rooms for path in (ROOT / room).rglob("*.py"))


def test_every_refusal_of_the_clan_has_a_sentence() -> None:
    raised = set(RAISED.findall(sources(*ROOMS)))
    assert len(raised) > 25
    assert raised <= SENTENCES.keys()


def test_every_sentence_that_the_cards_ask_for_is_there() -> None:
    ours = sources("cogs/ui/clan") + (ROOT / "cogs/clan.py").read_text(encoding="utf-8")
    asked = {key for key in ASKED.findall(ours) if not key.startswith(("clan.run", "clan.cadence", "clan.scheduled"))}
    assert len(asked) > 60
    assert asked <= SENTENCES.keys() | {RUN_PANEL}


@pytest.mark.parametrize("language", [*WORDS])
def test_what_is_put_together_from_names_is_there(language: str) -> None:
    say = WORDS[language]
    for key in (
        *(f"setting.{setting.name}" for setting in SETTINGS),
        *(f"event.{event.name}" for event in EVENTS),
        *(f"clan.window.{window}" for window in Window),
        *(f"clan.window.choose.{window}" for window in Window),
        *(f"clan.type.{kind}" for kind in AccountType),
        *(f"clan.fault.{fault}" for fault in NameFault),
        *(f"clan.trigger.{trigger}" for trigger in Trigger),
        *(f"clan.run.{state}" for state in RunState),
        *(f"clan.stats.{board}" for board in ("total_xp", "levels", "all_bosses", "all_clues")),
        *(f"{area}.off" for area in ("clan.cadence", "clan.scheduled")),
    ):
        assert say(key)
    assert {naming.metric_name(say, metric) for metric in (*CATALOGUE, *GROUPS.values())}


def test_both_languages_tell_the_same_facts() -> None:
    for key, (english, spanish) in CLAN.items():
        facts = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (english, spanish)]
        assert facts[0] == facts[1], key
        assert english.strip() == english, key
        assert spanish.strip() == spanish, key


@pytest.mark.parametrize("language", [*WORDS])
@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("missing", "missing"),
        ("clock", "clock"),
        ("timeout", "timeout"),
        ("connection", "connection"),
        ("rate_limited", "rate_limited"),
        ("html", "html"),
        ("malformed", "malformed"),
        ("too_large", "too_large"),
        ("not_asked", "not_asked"),
        ("all_missing", "all_missing"),
        ("http_503", "http"),
        ("http_418", "http"),
        ("never_heard_of", "other"),
    ],
)
def test_every_reason_has_a_plain_phrase(language: str, code: str, key: str) -> None:
    say = WORDS[language]
    assert naming.reason(say, code) == say(f"clan.why.{key}")


def test_reasons_are_gathered_the_most_frequent_first() -> None:
    errors = [RunError(1, "Tom", "http_502"), *(RunError(n, f"Raider {n}", "missing") for n in range(14))]
    first, second = naming.failures(WORDS["en"], errors).splitlines()
    assert first.startswith("• not on the hiscores under that name: Raider 0, Raider 1, ")
    assert first.endswith("Raider 11 and 2 more")
    assert second == "• the hiscores answered with an error: Tom"


@pytest.mark.parametrize(("language", "state"), [*product(WORDS, RunState)])
def test_counts_read_well_and_nothing_is_ever_none_of_something(language: str, state: RunState) -> None:
    for total in (1, 2, 1000):
        for read in {0, 1, total - 1, total}:
            run = Run(1, 1, Trigger.MANUAL, state, None, NOW, NOW, total, read, total - read, None)
            text = naming.result(WORDS[language], run)
            assert not re.search(r"\b0\b|\b1 characters|\b1 personajes", text), text
            assert not re.search(r"\b[2-9] (character|personaje)\b", text), text


def subcommands() -> list[app_commands.Command[Any, ..., Any]]:
    return [one for one in ClanCog.__cog_app_commands__ if isinstance(one, app_commands.Command)]


def test_every_description_and_choice_is_in_spanish() -> None:
    asked = [str(ClanCog.__cog_group_description__)]
    for command in subcommands():
        asked.append(command.description)
        for option in command.parameters:
            asked += [str(option.description), *(choice.name for choice in option.choices)]
    assert len(asked) > 40
    assert set(asked) <= COMMANDS.keys()
    assert all(len(text) <= 100 for text in (*asked, *(COMMANDS[text] for text in asked)))


@pytest.mark.parametrize("words", [{}, COMMANDS], ids=["en", "es"])
def test_the_whole_command_fits_into_discords_limit(words: Mapping[str, str]) -> None:
    size = 0
    for command in subcommands():
        size += len(command.name) + len(words.get(command.description, command.description))
        for option in command.parameters:
            described = str(option.description)
            size += len(option.display_name) + len(words.get(described, described))
            size += sum(len(words.get(one.name, one.name)) + len(str(one.value)) for one in option.choices)
    assert 1000 < size < 8000


def test_every_event_and_panel_of_the_clan_can_be_drawn() -> None:
    assert {event.name for event in EVENTS} <= DRAWINGS.keys()
    assert RUN_PANEL in PAINTINGS
    assert all(inspect.iscoroutinefunction(resolve_name(draw)) for draw in DRAWINGS.values())
    assert all(inspect.iscoroutinefunction(resolve_name(paint)) for paint, _ in PAINTINGS.values())
