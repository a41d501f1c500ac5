"""Every sentence that people read, in every language, and the one way to fill them in.

A sentence is a template with named facts. Whole numbers are grouped (`12,345`), times become Discord's own
(`<t:…:R>`, or another style: `{at:f}`), text is made harmless before it is shown, and
`{tickets:ticket|tickets}` writes the number with the word that fits it; `{choices:or}` joins alternatives.
"""

import re
import string
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, cast

import discord

from cogs.ui.words import commands

Sentences = Mapping[str, tuple[str, str]]

LANGUAGES: Final = ("en", "es")
AREAS: Final = (
    "house", "clan", "clan_roster", "clan_refusals", "contest", "contest_refusals", "contest_terms",
    "draws", "draw_posts", "verdicts", "how", "pots", "pots_refusals", "pots_rules", "pots_flags", "pots_insights",
    "wallet", "loot_settings", "points", "standings", "prices", "council", "council_refusals",
    "auctions", "raids", "loot_moving",
    "challenges", "challenge_refusals", "challenge_entries", "challenge_votes", "challenge_results",
    "privacy", "restored", "sponsors",
    "leaderboards", "roles", "links", "requests", "insights", "profiles",
)  # fmt: skip
"""The modules that have the sentences; they load when the first one is said."""

if TYPE_CHECKING:
    SENTENCES: Sentences
COMMANDS: Final[Mapping[str, str]] = commands.SPANISH


@cache
def sentences() -> Sentences:
    """Every sentence there is, by its key."""
    found: dict[str, tuple[str, str]] = {}
    for area in AREAS:
        found |= import_module(f"cogs.ui.words.{area}").SENTENCES
    return found


def __getattr__(name: str) -> Any:
    if name == "SENTENCES":
        return sentences()
    raise AttributeError(name)


_INVISIBLE = re.compile("[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_GROUPING = {"en": ",", "es": "."}


def harmless(text: str, limit: int = 200) -> str:
    """Foreign text that can be shown: one line, no markdown, links or mentions, nothing unseen, not too long."""
    plain = " ".join(_INVISIBLE.sub(" ", text).split())
    if len(plain) > limit:
        plain = plain[: limit - 1].rstrip() + "…"
    escaped = discord.utils.escape_markdown(plain, ignore_links=False).replace("://", ":\\//")
    return discord.utils.escape_mentions(escaped)


def moment(at: datetime, style: discord.utils.TimestampStyle = "R") -> str:
    """A time as Discord shows it, in the reader's own timezone."""
    return discord.utils.format_dt(at, style)


@cache
def _parts(template: str) -> tuple[tuple[str, str | None, str], ...]:
    """A template in pieces, each a text with the fact that follows it and how that is shown; split only once."""
    return tuple((text, fact, spec or "") for text, fact, spec, _ in string.Formatter().parse(template))


class Words:
    """The sentences in one language."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "en"
        self._column = LANGUAGES.index(self.language)

    def __repr__(self) -> str:
        return f"Words({self.language!r})"

    def __call__(self, key: str, /, **facts: Any) -> str:
        """The sentence of that key with its facts filled in; raises `KeyError` for an unknown key or a missing fact."""
        said: list[str] = []
        for text, fact, spec in _parts(sentences()[key][self._column]):
            said.append(text)
            if fact is not None:
                said.append(self.format_field(facts[fact], spec))
        return "".join(said)

    def number(self, value: int, *, signed: bool = False) -> str:
        """A whole number with its thousands set apart."""
        return f"{value:{'+' if signed else ''},}".replace(",", _GROUPING[self.language])

    def short(self, value: int, *, signed: bool = False) -> str:
        """A large number in few characters: 12,345 stays, 2,413,880 becomes 2.41M."""
        size = abs(value)
        for limit, unit in ((10**9, "B"), (10**6, "M")):
            if size >= limit:
                text = f"{size / limit:.2f}".rstrip("0").rstrip(".") + unit
                sign = "-" if value < 0 else "+" if signed else ""
                return sign + (text.replace(".", ",") if self.language == "es" else text)
        return self.number(value, signed=signed)

    def list(self, names: tuple[str, ...]) -> str:
        """Names in a row: a, b and c."""
        return _row(names, {"en": " and ", "es": " y "}[self.language])

    def either(self, names: tuple[str, ...]) -> str:
        """Names to choose from: a, b or c."""
        before_o = self.language == "es" and re.match("h?o", names[-1] if names else "", re.IGNORECASE)
        return _row(names, " u " if before_o else {"en": " or ", "es": " o "}[self.language])

    def format_field(self, value: Any, format_spec: str) -> str:
        """One fact as it is shown; see the module."""
        if isinstance(value, bool):
            return self("word.yes") if value else self("word.no")
        if isinstance(value, int):
            return self._count(value, format_spec)
        if isinstance(value, datetime):
            return moment(value, cast(discord.utils.TimestampStyle, format_spec or "R"))
        if isinstance(value, tuple):
            names = tuple(harmless(str(one)) for one in cast("tuple[object, ...]", value))
            return self.either(names) if format_spec == "or" else self.list(names)
        return str(value) if format_spec == "raw" else harmless(str(value))

    def _count(self, value: int, spec: str) -> str:
        if spec == "raw":
            return str(value)
        if "|" not in spec:
            return self.number(value, signed=spec == "+")
        one, many = spec.split("|")
        return f"{self.number(value)} {one if abs(value) == 1 else many}"


def _row(names: tuple[str, ...], last: str) -> str:
    return last.join(filter(None, (", ".join(names[:-1]), *names[-1:])))


WORDS: Final = {language: Words(language) for language in LANGUAGES}


def words(locale: discord.Locale | str | None) -> Words:
    """The sentences for a Discord locale (`es-ES`, `es-419` → Spanish), English where we have no other."""
    return WORDS["es" if str(locale or "").startswith("es") else "en"]
