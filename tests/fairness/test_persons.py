"""Who is who."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairness.persons import character, is_id, is_who, member, participant, person
from tests.fairness import plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lynx Titan", "lynx titan"),
        ("Lynx Titan", "Lynx_Titan"),
        ("Lynx Titan", "Lynx-Titan"),
        ("Lynx Titan", "LYNX\u00a0TITAN"),
        ("Iron Éa", "iron éa"),
        ("Iron Éa", "Iron E\u0301a"),
        ("Straße", "STRASSE"),
        ("ΣΑΣ", "σας"),
    ],
)
def test_one_character_in_two_spellings(one: str, other: str) -> None:
    assert person(character(one)) == person(character(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lynx Titan", "Lynx  Titan"),
        ("Lynx Titan", "LynxTitan"),
        ("Lynx Titan", " Lynx Titan"),
        ("Lynx Titan", "Lynx\u2009Titan"),
        ("Iron Éa", "Iron Ea"),
        ("B0aty", "Boaty"),
    ],
)
def test_two_characters(one: str, other: str) -> None:
    assert person(character(one)) != person(character(other))


def test_a_user_is_no_character() -> None:
    assert person(member(772)) == "discord:772" != person(character("772"))


@given(st.text(min_size=1))
def test_a_spelling_of_a_spelling_is_still_the_person(name: str) -> None:
    once = person(character(name))
    assert person(once) == person(character(unicodedata.normalize("NFC", name.casefold()))) == person(person(once))


@pytest.mark.parametrize("who", ["discord:0", f"discord:{2**64 - 1}", "osrs:a", "osrs: ", "osrs:discord:1"])
def test_these_name_somebody(who: str) -> None:
    assert is_who(who)


@pytest.mark.parametrize(
    "who", ["", "discord:", "discord:01", f"discord:{2**64}", "discord:1 ", "osrs:", "OSRS:a", "x:1"]
)
def test_these_name_nobody(who: str) -> None:
    assert not is_who(who)


@given(st.integers(0, 2**64 - 1))
def test_ids_are_plain_decimal(number: int) -> None:
    assert is_id(str(number))
    assert not is_id(f"0{number}")


def test_a_participant_hides_who_it_is() -> None:
    salt = bytes(range(16))
    assert participant(salt, "osrs:é") == plain.h("participant", salt, "osrs:é")
    assert participant(salt, "osrs:a") != participant(bytes(16), "osrs:a")
