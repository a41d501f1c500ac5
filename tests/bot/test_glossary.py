"""One word for one thing: the table in docs/words.md holds in every sentence and in what commands say of themselves."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cogs.ui.words import COMMANDS, SENTENCES
from web.linking import words as linking

TABLE = Path(__file__).parents[2] / "docs" / "words.md"
FACT = re.compile(r"\{\w+(?::([^{}|]*)\|([^{}|]*)|:[^{}]*)?\}")
NAMES = re.compile(r"`[^`]*`|(?<![\w.])/[a-z]+(?: [a-z-]+)*|\*[A-Z][^*]*\*|<[^>]*>|\bWarcraft Logs\b|\bRaid 1\b")
"""What is written as it is called: commands, buttons, tags and names."""
SAID_OTHERWISE = {
    ("pot", "pot.button.next"),
    ("standing", "profile.win"),
    ("bid", "loot.system.about.dkp"),
    ("draw", "verify.check.draw"),
    ("draw", "draw.silent_pot"),
    ("draw", "profile.next.step"),
    ("auction", "By how many DKP a bid beats the highest, in open auctions; empty: as this server has set"),
    ("prize", "challenge.mine.prizes"),
    ("raid", "raid.difficulty.1"),
    ("member", "clan.roster.small"),
    ("snapshot", "clan.button.text"),
    ("claim", "Publish a draft in this channel: rules and claims are frozen, the draw is committed to."),
    ("entry", "verify.check.root"),
    ("proof", "A proof.json, from here or from anywhere"),
    ("beacon", "setting.draws.mode"),
    ("log", "other_person"),
}
"""Sentences that say it in other words, because they read better so: the first word, and the key."""


@dataclass(frozen=True)
class Term:
    """A row of the table."""

    english: str
    spanish: tuple[str, ...]
    never: tuple[tuple[str, ...], tuple[str, ...]]


def parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("/") if part.strip())


def terms() -> list[Term]:
    """The table, row by row."""
    rows = [line.strip("| ").split("|") for line in TABLE.read_text(encoding="utf-8").splitlines() if line[:2] == "| "]
    cells = [[*map(str.strip, row), "", ""] for row in rows if not row[0].startswith("English")]
    return [Term(row[0], parts(row[1]), (parts(row[2]), parts(row[3]))) for row in cells]


TERMS = terms()


def plain(text: str) -> str:
    """Only the words themselves: no facts, commands, buttons or names."""
    return FACT.sub(lambda fact: f" {fact[1] or ''} {fact[2] or ''} ", NAMES.sub(" ", text))


def spoken() -> Iterator[tuple[str, str, str]]:
    """Everything that is said, by its key: English, Spanish."""
    for key, (english, spanish) in (*SENTENCES.items(), *linking.SENTENCES.items()):
        yield key, plain(english), plain(spanish)
    for english, spanish in COMMANDS.items():
        yield english, plain(english), plain(spanish)


SPOKEN = list(spoken())


def whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)


def named(word: str) -> re.Pattern[str]:
    """The English word, or several of it."""
    many = word[:-1] + "ies" if word.endswith("y") else word + "e?s"
    return re.compile(rf"\b({re.escape(word)}|{many}|{re.escape(word)}s)\b", re.IGNORECASE)


def test_the_table_is_read():
    assert len(TERMS) > 50
    assert all(term.english and term.spanish for term in TERMS)
    assert sum(len(term.never[1]) for term in TERMS) > 20


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.english)
def test_one_thing_has_one_word_in_both_languages(term: Term):
    says, wanted = named(term.english), re.compile("|".join(map(re.escape, term.spanish)), re.IGNORECASE)
    found = [(key, spanish) for key, english, spanish in SPOKEN if says.search(english)]
    assert found, "nobody says it any more: take it out of the table"
    other = [one for one in found if not wanted.search(one[1]) and (term.english, one[0]) not in SAID_OTHERWISE]
    assert other == []


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.english)
def test_other_words_for_it_are_never_used(term: Term):
    for language, words in enumerate(term.never):
        for word in words:
            assert [one[0] for one in SPOKEN if whole(word).search(one[1 + language])] == [], word


def test_what_is_said_otherwise_still_is():
    known = {key for key, _, _ in SPOKEN}
    assert {key for _, key in SAID_OTHERWISE} <= known
    assert {word for word, _ in SAID_OTHERWISE} <= {term.english for term in TERMS}
