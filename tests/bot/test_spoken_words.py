"""How it is said: both languages whole, well written, short enough for Discord and for a phone."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import pytest

from cogs.ui.permissions import MATRIX
from cogs.ui.words import AREAS, COMMANDS, LANGUAGES, SENTENCES, WORDS
from tests.bot.test_words import fields, keys_of, sample, sources

ROOT = Path(__file__).parents[2]
FACT = re.compile(r"\{[^{}]*\}")
CODE = re.compile(r"`[^`]*`|https?://\S+|<[^>]*>")
LETTERS = re.compile(r"[^\W\d_]{3}")

SAME: Final = re.compile(
    r"DKP|EPGP|BiS|Offspec|RCLootCouncil|Gargul|That's My BIS|Guildhall|CSV|JSON|ironman|hardcore|ultimate|Alts?|"
    r"Normal|Top|top|Epic|total|panel|\bXP\b|\bmin\b"
)
"""Names of the games and of other tools, and words that both languages share."""

ENGLISH: Final = re.compile(
    r"\b(the|and|you|your|with|not|from|this|that|are|was|have|which|who|their|of|is|to|by|or|for|at|it|its|be)\b"
)
SPANISH_UNACCENTED: Final = re.compile(
    r"\b(aqui|asi|ademas|ahi|alli|boton|codigo|creditos?|cuantos|despues|dias?|direccion|eleccion|informacion|lider|"
    r"lideres|limite|numeros?|opcion|pagina|participacion|proxim[oa]|publico|puntuacion|razon|sesion|tambien|todavia|"
    r"ultim[oa]s?|unic[oa]|valid[oa]|votacion)\b",
    re.IGNORECASE,
)
ACCENTLESS_AND_RIGHT: Final = {"publico"}
"""A word without an accent, too: `no publico aquí`."""

ONLY_SPANISH_BENDS: Final = {
    "audit.fact.clan.added",
    "audit.fact.clan.back",
    "audit.fact.clan.removed",
    "audit.fact.clan.read",
    "challenge.you",
    "insights.chart.active",
    "insights.decided",
    "insights.decided.percent",
    "insights.pots",
    "insights.requests",
}
"""Where Spanish has a word after the number that changes with it, and English has one that does not, or none."""

GROUPS: Final = {name.rpartition(" ")[0] for name in MATRIX}

ALWAYS_MANY: Final = re.compile(r"\b(limit|most|step|count|places|top|accounts|of|pages|winners)\b")


def both() -> Iterator[tuple[str, str, str]]:
    """Everything that is said: the language, the key, the text."""
    for key, texts in SENTENCES.items():
        for language, text in zip(LANGUAGES, texts, strict=True):
            yield language, key, text
    for english, spanish in COMMANDS.items():
        yield "en", english, english
        yield "es", english, spanish


def in_language(language: str) -> Iterator[tuple[str, str]]:
    return ((key, text) for spoken, key, text in both() if spoken == language)


def test_no_sentence_is_written_twice():
    written: dict[str, str] = {}
    for area in AREAS:
        for key in import_module(f"cogs.ui.words.{area}").SENTENCES:
            assert key not in written, f"{key} is in {written[key]} and in {area}"
            written[key] = area
    assert written.keys() == SENTENCES.keys()


def test_every_file_of_words_is_read():
    there = {path.stem for path in (ROOT / "cogs" / "ui" / "words").glob("*.py")} - {"__init__", "commands"}
    assert there == set(AREAS)


# Languages


def test_spanish_is_never_left_in_english():
    for key, texts in ((key, SENTENCES[key]) for key in SENTENCES):
        english, spanish = (FACT.sub("", text) for text in texts)
        if english == spanish and LETTERS.search(SAME.sub("", english)):
            pytest.fail(f"{key}: {english!r} is the same in Spanish")


def test_no_english_word_strays_into_spanish():
    for key, spanish in in_language("es"):
        words = FACT.sub(" ", CODE.sub(" ", SAME.sub(" ", spanish)))
        commandless = re.sub(r"/[a-z]+(?: [a-z-]+)*(?::\w+)?", " ", words)
        assert not ENGLISH.search(commandless), f"{key}: {spanish}"


def test_spanish_has_its_accents():
    for key, spanish in in_language("es"):
        missing = {word.lower() for word in SPANISH_UNACCENTED.findall(CODE.sub(" ", FACT.sub(" ", spanish)))}
        assert missing <= ACCENTLESS_AND_RIGHT, f"{key}: {spanish}"


def test_spanish_opens_what_it_closes():
    for key, spanish in in_language("es"):
        assert spanish.count("¿") == spanish.count("?"), f"{key}: {spanish}"
        assert spanish.count("¡") == spanish.count("!"), f"{key}: {spanish}"


def test_spanish_says_tu():
    formal = re.compile(r"\b(usted|ustedes|vosotros|vuestr[oa]s?|ordenador|computadora|coger)\b", re.IGNORECASE)
    assert [key for key, spanish in in_language("es") if formal.search(spanish)] == []


def test_a_spanish_date_takes_its_article():
    """Discord writes `20 de noviembre de 2026, 14:00`: `hasta el …`, never `hasta …`."""
    bare = re.compile(r"\b(hasta|desde|entre|antes de|salir|tardar|tarde|cierran?|empieza) \{\w+:[fFD]\}")
    assert [key for key, spanish in in_language("es") if bare.search(spanish)] == []


# Marks


@pytest.mark.parametrize(
    ("fault", "pattern"),
    [
        ("two spaces", r"(?<!\n)  "),
        ("a space before a mark", r"\w [.,;:!?](?![\w.:])"),
        ("no space after a mark", r"[a-zá-ú][,;!?][A-Za-zá-ú]"),
        ("three dots", r"\.\.\."),
        ("a straight quote", r'"'),
        ("an end of a line that is blank", r"[ \t]\n"),
        ("a point too many", r"(?<!\.)\.\.(?!\.)"),
    ],
)
def test_marks_are_set_as_in_print(fault: str, pattern: str):
    wrong = re.compile(pattern)
    for _, key, text in both():
        assert not wrong.search(FACT.sub("x", CODE.sub("x", text))), f"{key}: {fault} in {text!r}"


def test_quotes_are_those_of_the_language():
    for language, key, text in both():
        assert not set(text) & set({"en": "«»", "es": "“”"}[language]), f"{key}: {text}"
        apostrophes = text.replace("That's My BIS", "")
        assert language == "en" or "'" not in apostrophes, f"{key}: {text}"


def test_both_languages_end_alike():
    def end(text: str) -> str:
        last = text.rstrip("*`_»”)")[-1:]
        return last if last in tuple(".?!…:") else ""

    for key, (english, spanish) in SENTENCES.items():
        assert end(english) == end(spanish), f"{key}: {english!r} {spanish!r}"


# Numbers


def bent(text: str) -> list[str]:
    """The facts that bring a word in one or in many."""
    return sorted(name for name, spec in fields(text).items() if "|" in spec)


def test_a_number_brings_its_word_in_both_languages():
    for key, (english, spanish) in SENTENCES.items():
        if key not in ONLY_SPANISH_BENDS:
            assert bent(english) == bent(spanish), key
    assert {key for key in ONLY_SPANISH_BENDS if bent(SENTENCES[key][0]) == bent(SENTENCES[key][1])} == set()


def test_one_and_many_differ_unless_the_word_does_not_change():
    for language, key, text in both():
        for spec in (spec for _, spec in fields(text).items() if "|" in spec):
            assert spec.count("|") == 1, f"{key}: {text}"
            assert all(spec.split("|")), f"{key} ({language}): {text}"


def test_no_bare_number_stands_before_a_word_in_many():
    """`1 characters`: such a number is one that is never one, or it brings its word."""
    english = re.compile(
        r"\{(\w+)\} (?:\w+ )?(?:characters|entries|members|credits|tickets|people|items|days|hours|lines)\b"
    )
    spanish = re.compile(
        r"\{(\w+)\} (?:personajes|caracteres|participaciones|entradas|entregas|miembros|créditos|boletos|personas|"
        r"objetos|días|horas|líneas|decididas|nuevas)\b"
    )
    for language, key, text in both():
        for fact in {"en": english, "es": spanish}[language].findall(text):
            assert ALWAYS_MANY.search(fact), f"{key}: {text}"


# Where it stands


def test_every_command_that_is_named_exists():
    found = 0
    for _, key, text in both():
        for option, quoted in re.findall(r"`/(?:(me) \w+:\w+|([^`]*))`", text):
            found += 1
            assert (option or quoted) in {*MATRIX, *GROUPS}, f"{key}: {text}"
        for words in re.findall(r"(?<![\w./:>-])/([a-z]+(?: [a-z-]+)*)", CODE.sub("", text)):
            starts = [" ".join(words.split()[:size]) for size in range(1, 4)]
            assert any(start in MATRIX or words in GROUPS for start in starts), f"{key}: {text}"
    assert found > 300


@cache
def shown_as() -> dict[tuple[str, str], set[str]]:
    """Keys by what is called and by the argument in which they are given: (`Label`, `text`)."""
    found: dict[tuple[str, str], set[str]] = {}
    for _, tree in sources():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            for keyword in node.keywords:
                said = keyword.value
                if keyword.arg and isinstance(said, ast.Call) and said.args and _is_say(said.func):
                    keys = {
                        key for pattern, _ in keys_of(said.args[0]) for key in SENTENCES if re.fullmatch(pattern, key)
                    }
                    found.setdefault((str(called), keyword.arg), set()).update(keys)
    return found


def _is_say(called: ast.expr) -> bool:
    return (called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")) == "say"


LONGEST: Final[dict[str, Any]] = {
    "number": 9999,
    "count": 500,
    "place": "🥇",
    "asked": "100,000 credits of the best sort",
}


def longest(language: str, key: str) -> str:
    """The sentence with the longest facts that are plausible."""
    template = SENTENCES[key][LANGUAGES.index(language)]
    facts = {name: LONGEST.get(name, sample(spec, 5000)) for name, spec in fields(template).items()}
    return WORDS[language](key, **facts)


@pytest.mark.parametrize(
    ("called", "argument", "limit", "least"),
    [
        ("__init__", "title", 45, 8),
        ("Label", "text", 45, 15),
        ("Label", "description", 100, 8),
        ("Select", "placeholder", 150, 4),
        ("Button", "label", 80, 0),
        ("button", "label", 80, 80),
        ("SelectOption", "label", 100, 3),
        ("SelectOption", "description", 100, 2),
    ],
)
def test_what_stands_on_buttons_forms_and_lists_fits(called: str, argument: str, limit: int, least: int):
    keys = shown_as().get((called, argument), set())
    assert len(keys) >= least
    for key in keys:
        for language in LANGUAGES:
            assert 0 < len(longest(language, key)) <= limit, key


def test_a_button_fits_on_a_phone():
    buttons = [key for key in SENTENCES if ".button." in key]
    assert len(buttons) > 120
    long = {key for key in buttons for language in LANGUAGES if len(longest(language, key)) > 30}
    assert long <= {"request.button.withdraw", "clan.button.apply_all"}


def test_descriptions_of_commands_and_choices_fit():
    assert all(0 < len(text) <= 100 for pair in COMMANDS.items() for text in pair)
