"""Everything that can be said is said in both languages, with the facts that it is given, and nothing else is kept."""

import ast
import re
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.ui.announcements import DRAWINGS
from cogs.ui.words import LANGUAGES, SENTENCES, WORDS, harmless, words
from domain import draws, guild, pot_settings
from services.notices import EVENTS
from services.settings import REGISTRY

ROOT = Path(__file__).parents[2]
ROOMS = ("domain", "fairness", "storage", "clients", "services", "cogs", "scheduler", "web")
REFUSALS = {"Invalid", "NotFound", "Conflict", "Forbidden", "Unavailable", "Refusal"}
STYLES = {"t", "T", "d", "D", "f", "F", "s", "S", "R"}
AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Use:
    """A place in the code that names a sentence: its key (a pattern where a part is filled in) and its facts."""

    key: re.Pattern[str]
    literal: bool
    facts: frozenset[str]
    whole: bool
    where: str

    @property
    def keys(self) -> list[str]:
        """The sentences that it can mean."""
        return [key for key in SENTENCES if self.key.fullmatch(key)]


def sources() -> Iterator[tuple[Path, ast.Module]]:
    """The code of the rooms, without the words themselves."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "words" not in path.parts:
                yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Every call in the rooms: where it stands and what is called."""
    for path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = node.func
                name = (
                    called.id
                    if isinstance(called, ast.Name)
                    else called.attr
                    if isinstance(called, ast.Attribute)
                    else ""
                )
                yield f"{path}:{node.lineno}", name, node


def keys_of(node: ast.expr) -> Iterator[tuple[str, bool]]:
    """The keys that an argument can be, as patterns; whether they are literal."""
    match node:
        case ast.Constant(value=str(text)):
            yield re.escape(text), True
        case ast.IfExp():
            yield from keys_of(node.body)
            yield from keys_of(node.orelse)
        case ast.JoinedStr():
            parts = (re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in node.values)
            yield "".join(parts), False
        case _:
            return


def uses(names: Iterable[str]) -> Iterator[Use]:
    """Where sentences are named by calls of these."""
    wanted = set(names)
    for where, name, call in calls():
        if name in wanted and call.args:
            facts = frozenset(keyword.arg for keyword in call.keywords if keyword.arg)
            whole = all(keyword.arg for keyword in call.keywords)
            for pattern, literal in keys_of(call.args[0]):
                yield Use(re.compile(pattern), literal, facts, whole, where)


def fields(template: str) -> dict[str, str]:
    """The facts of a template and how they are shown."""
    return {name: spec or "" for _, name, spec, _ in string.Formatter().parse(template) if name is not None}


def facts_of(key: str) -> frozenset[str]:
    """The facts of a sentence."""
    return frozenset(fields(SENTENCES[key][0]))


@cache
def refused() -> tuple[Use, ...]:
    """Every refusal in the code."""
    return tuple(uses(REFUSALS))


@cache
def said() -> tuple[Use, ...]:
    """Every sentence that the face asks for."""
    return tuple(uses({"say"}))


def test_the_scan_sees_something():
    assert len(refused()) > 30
    assert len(said()) > 80
    assert not all(use.literal for use in said())


@pytest.mark.parametrize("use", refused(), ids=lambda use: f"{use.where} {use.key.pattern}")
def test_every_refusal_has_its_sentence_with_exactly_its_facts(use: Use):
    assert use.literal, "a code is written out, so that it can be found"
    assert use.keys, "no such sentence"
    assert use.whole, "the facts are written out too"
    assert use.facts == facts_of(use.keys[0])


def test_every_literal_key_exists_and_gets_exactly_its_facts():
    for use in said():
        if use.literal:
            assert use.keys, f"{use.where}: there is no sentence {use.key.pattern}"
            if use.whole:
                assert use.facts == facts_of(use.keys[0]), use.where


def test_every_key_with_a_part_filled_in_fits_some_sentence():
    for use in said():
        assert use.keys, f"{use.where}: no sentence is called {use.key.pattern}"
        if use.whole:
            assert any(facts_of(key) == use.facts for key in use.keys), f"{use.where}: {use.key.pattern}"


def test_why_a_notice_did_not_get_through_is_said():
    codes = {
        use.keys[0] if use.keys else use.key.pattern for use in literal_arguments("Undeliverable", 0, "delivery.{}")
    }
    assert len(codes) >= 5
    assert codes <= set(SENTENCES)
    assert all(not facts_of(code) for code in codes)


def literal_arguments(called: str, place: int, form: str) -> Iterator[Use]:
    """The texts given as that argument, as keys of that form."""
    prefix = form.removesuffix("{}")
    for where, name, call in calls():
        if name == called and len(call.args) > place:
            for pattern, literal in keys_of(call.args[place]):
                shown = pattern if pattern.startswith(re.escape(prefix)) else re.escape(prefix) + pattern
                yield Use(re.compile(shown), literal, frozenset(), True, where)


def test_every_fault_of_the_log_is_said():
    found = list(literal_arguments("Verdict", 3, "audit.fault.{}"))
    assert len(found) >= 4
    for use in found:
        assert use.keys, f"{use.where}: {use.key.pattern}"


def test_every_act_in_the_log_is_said():
    found = [use for use in literal_arguments("append", 2, "audit.{}") if "." in use.key.pattern]
    assert len(found) >= 10
    for use in found:
        assert use.keys, f"{use.where}: {use.key.pattern}"


@pytest.mark.parametrize("name", list(REGISTRY))
def test_every_setting_has_its_line_of_help(name: str):
    assert facts_of(f"setting.{name}") == frozenset()
    assert max(len(text) for text in SENTENCES[f"setting.{name}"]) <= 100


@pytest.mark.parametrize("setting", [guild.LOOT_SYSTEM, guild.DRAWS_MODE], ids=lambda setting: setting.name)
def test_every_choice_of_the_setup_is_explained(setting: Any):
    for word in setting.choices:
        for key in (f"choice.{word}", f"choice.{word}_help"):
            assert max(len(text) for text in SENTENCES[key]) <= 100


@pytest.mark.parametrize("name", list(EVENTS))
def test_every_event_has_its_line_of_help_and_its_drawing(name: str):
    assert facts_of(f"event.{name}") == frozenset()
    assert name in DRAWINGS


def test_nothing_is_drawn_that_never_happens():
    assert set(DRAWINGS) == set(EVENTS) | {post.name for post in (*draws.POSTS, *pot_settings.POSTS)}


@dataclass(frozen=True)
class Written:
    """Every text in the code; texts with a part filled in, as patterns: those of the face, and those of everybody.

    What is filled in has no dot in it: `f"pot.{state}"` can mean `pot.open`, and not `pot.button.open`.
    """

    texts: frozenset[str]
    face: tuple[re.Pattern[str], ...]
    everywhere: tuple[re.Pattern[str], ...]
    tails: tuple[str, ...]
    """Of the face's `f"{key}_line"`: the end."""


@cache
def written() -> Written:
    texts: set[str] = set()
    found: dict[str, bool] = {}
    for path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                for pattern, _ in keys_of(node):
                    found[pattern] = found.get(pattern, False) or path.parts[0] == "cogs"
    starting = {pattern: face for pattern, face in found.items() if re.match(r"\w+\\\.", pattern)}
    ending = [pattern for pattern, face in found.items() if face and re.fullmatch(r"\.\+[^+]+", pattern)]
    compiled = {pattern: re.compile(pattern.replace(".+", "[^.]+")) for pattern in starting}
    return Written(
        frozenset(texts),
        tuple(compiled[pattern] for pattern, face in starting.items() if face),
        tuple(compiled.values()),
        tuple(re.sub(r"\\(.)", r"\1", pattern.removeprefix(".+")) for pattern in ending),
    )


def is_asked_for(key: str) -> bool:
    """Whether the code can ask for it, as it stands or with a part filled in; settings and events ask for their own."""
    if key.startswith(("setting.", "event.")):
        return key.partition(".")[2] in {*REGISTRY, *EVENTS}
    code = written()
    if key in code.texts or any(pattern.fullmatch(key) for pattern in code.face):
        return True
    heads = {key.removesuffix(tail) for tail in code.tails if key.endswith(tail)}
    if any("." in head and head in code.texts for head in heads):
        return True  # f"{area}.daily" of "clan.cadence", f"{key}_line"
    words = key.split(".")
    parted = ((".".join(words[:place]), ".".join(words[place:])) for place in range(1, len(words)))
    return any(
        any(pattern.fullmatch(f"{start}.x") for pattern in code.face) and is_a_name(rest) for start, rest in parted
    )  # f"audit.{kind}" of "pot.opened"


def is_a_name(text: str) -> bool:
    """Whether the code has it, whole or with a part filled in."""
    return text in written().texts or any(pattern.fullmatch(text) for pattern in written().everywhere)


def test_no_sentence_is_left_over():
    pieced = {"word.yes", "word.no", "milestone.skill.first", *(f"setup.{name}_pick" for name in REGISTRY)}
    assert [key for key in SENTENCES if key not in pieced and not is_asked_for(key)] == []


@pytest.mark.parametrize(
    "key",
    ["word.nothing", "pot.button.nothing", "pot.nothing_at_all", "setting.pot.nothing", "event.pot.nothing", "how.x.y"],
)
def test_a_sentence_that_nobody_asks_for_is_found(key: str):
    assert not is_asked_for(key)


@pytest.mark.parametrize("key", list(SENTENCES))
def test_both_languages_say_the_same_facts_and_fill_them_in(key: str):
    english, spanish = (fields(text) for text in SENTENCES[key])
    assert english.keys() == spanish.keys()
    for number, language in enumerate(LANGUAGES):
        for count in (1, 2):
            filled = WORDS[language](
                key, **{name: sample(spec, count) for name, spec in fields(SENTENCES[key][number]).items()}
            )
            assert filled.strip()
            assert not set(filled) & set("{}")
            assert "  " not in filled
            assert len(filled) <= 1900


def sample(spec: str, count: int) -> Any:
    """A fact that can be shown like that."""
    if "|" in spec or spec == "+":
        return count
    return AT if spec in STYLES else "Zezima"


def test_a_refusal_is_a_whole_sentence():
    for use in refused():
        for text in SENTENCES[use.keys[0]]:
            assert text.rstrip("*`")[-1] in ".?!…", text


# How facts are filled in


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "Page 1,234,567 of 2"),
        ("es", "Página 1.234.567 de 2"),
    ],
)
def test_numbers_are_grouped_as_the_language_does(language: str, shown: str):
    assert WORDS[language]("word.page", page=1_234_567, pages=2) == shown


@pytest.mark.parametrize(
    ("count", "shown"), [(0, "0 entries"), (1, "1 entry"), (-1, "-1 entry"), (1200, "1,200 entries")]
)
def test_singular_and_plural_are_right(count: int, shown: str):
    assert WORDS["en"]("audit.status", total=count) == shown


@pytest.mark.parametrize(
    ("value", "english", "spanish"),
    [
        (12_345, "12,345", "12.345"), (2_413_880, "2.41M", "2,41M"), (-2_400_000, "-2.4M", "-2,4M"),
        (200_000_000, "200M", "200M"), (4_600_000_000, "4.6B", "4,6B"), (0, "0", "0"), (999_999, "999,999", "999.999"),
    ],
)  # fmt: skip
def test_large_numbers_are_short(value: int, english: str, spanish: str):
    assert (WORDS["en"].short(value), WORDS["es"].short(value)) == (english, spanish)
    assert WORDS["en"].short(abs(value) + 1, signed=True).startswith("+")


def test_lists_read_like_sentences():
    for language, shown in (("en", "a, b and c"), ("es", "a, b y c")):
        assert WORDS[language].list(("a", "b", "c")) == shown
    assert [WORDS["en"].list(names) for names in ((), ("a",), ("a", "b"))] == ["", "a", "a and b"]


def test_alternatives_are_joined_with_or():
    for language, names, shown in (
        ("en", ("a", "b", "c"), "a, b or c"),
        ("es", ("dkp", "epgp", "loot"), "dkp, epgp o loot"),
        ("es", ("siete", "ocho"), "siete u ocho"),
        ("es", ("una", "Hora"), "una u Hora"),
        ("en", ("siete", "ocho"), "siete or ocho"),
        ("en", ("a",), "a"),
        ("es", (), ""),
    ):
        assert WORDS[language].either(names) == shown
    assert "dkp, epgp o loot" in WORDS["es"]("settings.choice", name="x", choices=("dkp", "epgp", "loot"))


def test_whatever_people_wrote_is_made_harmless():
    text = WORDS["en"]("settings.unknown", name="**@everyone** <@12345678901234567>\n# `x` \u202e[a](http://b)")
    assert "@everyone" not in text
    assert "<@1" not in text
    assert "\n" not in text
    assert "\u202e" not in text
    assert "\\*\\*" in text


def test_an_address_that_somebody_wrote_is_no_link():
    assert harmless("see https://evil.example/a_b") == "see https:\\//evil.example/a\\_b"


@given(st.text(max_size=300), st.integers(1, 100))
def test_harmless_text_is_one_short_line_without_mentions(text: str, limit: int):
    shown = harmless(text, limit)
    assert not set(shown) & set("\n\r\t\0\u200b\u202e\u2066")
    assert not re.search(r"@(everyone|here|[!&]?\d{17,20})", shown)
    assert len(shown) <= limit * 3 + 3
    assert harmless("plain words", 50) == "plain words"


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        (discord.Locale.spain_spanish, "es"), (discord.Locale.latin_american_spanish, "es"),
        (discord.Locale.american_english, "en"), (discord.Locale.german, "en"), (None, "en"), ("es", "es"),
        ("", "en"), ("et", "en"),
    ],
)  # fmt: skip
def test_the_language_follows_the_locale(locale: discord.Locale | str | None, language: str):
    assert words(locale).language == language


def test_an_unknown_key_or_a_missing_fact_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        WORDS["en"]("no.such.sentence")
    with pytest.raises(KeyError):
        WORDS["en"]("settings.unknown")
