import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.characters import (
    HISCORES_TABLES,
    ROSTER_LIMIT,
    AccountType,
    NameFault,
    parse_name,
    parse_roster,
)
from domain.errors import Invalid

LEGAL = "abcXYZ019 _-"


def keys(data: bytes) -> list[str]:
    return [name.key for name in parse_roster(data).names]


def refusal(data: bytes) -> Invalid:
    with pytest.raises(Invalid) as caught:
        parse_roster(data)
    return caught.value


def test_every_type_but_auto_has_its_table():
    assert HISCORES_TABLES == {
        "regular": "hiscore_oldschool",
        "ironman": "hiscore_oldschool_ironman",
        "hardcore": "hiscore_oldschool_hardcore_ironman",
        "ultimate": "hiscore_oldschool_ultimate",
    }
    assert set(AccountType) - set(HISCORES_TABLES) == {"auto"}


@pytest.mark.parametrize(
    "typed", ["Lynx Titan", "lynx_titan", "LYNX-TITAN", "Lynx\u00a0Titan", "  lynx   titan ", "lynx_-titan-"]
)
def test_the_same_account_however_it_is_typed(typed: str):
    assert parse_name(typed) == parse_name("Lynx Titan")
    assert parse_name(typed).key == "lynx titan"
    assert hash(parse_name(typed)) == hash(parse_name("Lynx Titan"))


def test_a_name_is_shown_as_typed_but_tidied():
    assert parse_name("  Lynx\u00a0 Titan ").shown == "Lynx Titan"
    assert str(parse_name("B0aty_x-Y")) == "B0aty_x-Y"


@pytest.mark.parametrize("text", ["x", "123456789012", "1 2", "-a-", "_ 7"])
def test_names_at_the_edge_of_what_is_allowed(text: str):
    assert parse_name(text).shown == text


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "\u00a0", "_-_", "thirteen chars", "1234567890123", "ab\ncd", "Zezima!", "@everyone", "**bold**",
        "Žezima", "\u202eabc", "🐉", "a\u200bb", "\uff21\uff22", "\u0661\u0662", "x" * 2000, "a\0b",
    ],
)  # fmt: skip
def test_what_is_no_name_is_refused_with_a_short_quote(text: str):
    with pytest.raises(Invalid) as caught:
        parse_name(text)
    assert caught.value.code == "clan.name_invalid"
    assert caught.value.facts == {"name": text[:40]}


@given(st.text(LEGAL, max_size=14))
def test_a_tidied_name_stays_itself(text: str):
    try:
        name = parse_name(text)
    except Invalid:
        return
    again = parse_name(name.shown)
    assert (again.shown, again.key) == (name.shown, name.key)
    assert parse_name(name.key) == name
    assert 1 <= len(name.shown) <= 12


@given(st.text())
def test_any_text_is_a_name_or_a_refusal(text: str):
    with suppress(Invalid):
        assert parse_name(text).key.strip()


def test_one_name_a_line_in_order_each_once():
    roster = parse_roster(b"Zezima\r\n\r\n  Lynx Titan\rzezima\nB0aty\nlynx_titan")
    assert [name.shown for name in roster.names] == ["Zezima", "Lynx Titan", "B0aty"]
    assert roster.rejected == ()


def test_bad_lines_are_told_by_number_and_reason():
    roster = parse_roster(b"Zezima\n\nthirteen chars\nbad!name\n___\n" + b"y" * 500)
    assert [name.key for name in roster.names] == ["zezima"]
    assert [(each.line, each.why) for each in roster.rejected] == [
        (3, NameFault.TOO_LONG),
        (4, NameFault.CHARACTERS),
        (5, NameFault.NO_LETTERS),
        (6, NameFault.TOO_LONG),
    ]
    assert roster.rejected[0].text == "thirteen chars"
    assert roster.rejected[3].text == "y" * 40


@pytest.mark.parametrize("heading", ["RSN", "name", "Username", '"Player"', "Character", "player name"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_column_is_found_by_its_heading(heading: str, mark: str):
    lines = [mark.join(row) for row in (("rank", heading, "xp"), ("1", '"Lynx Titan"', "5"), ("2", "B0aty", ""))]
    assert keys("\r\n".join(lines).encode()) == ["lynx titan", "b0aty"]


def test_without_a_heading_the_first_column_counts():
    assert keys(b"Zezima,99,200000000\nB0aty,98,3\n") == ["zezima", "b0aty"]
    assert keys(b"Zezima\nB0aty;98\nLynx Titan;5") == ["zezima", "b0aty", "lynx titan"]


def test_a_player_called_nearly_like_a_heading_is_no_heading():
    assert keys(b"Player 1\nName2\n") == ["player 1", "name2"]


def test_a_row_without_its_name_is_rejected_and_an_empty_one_skipped():
    roster = parse_roster(b"rank,name\n1,Zezima\n2\n,,\n3,\n")
    assert [name.key for name in roster.names] == ["zezima"]
    assert [(each.line, each.text, each.why) for each in roster.rejected] == [
        (3, "2", NameFault.EMPTY),
        (5, "3,", NameFault.EMPTY),
    ]


def test_marks_encodings_and_open_quotes():
    for text in ("\ufeffname\nZezima\n", "\ufeffZezima"):
        assert (keys(text.encode()), parse_roster(text.encode()).rejected) == (["zezima"], ())
    roster = parse_roster("Zezima\nJosé\nB0aty\u00a0x\n".encode("latin-1"))
    assert [name.key for name in roster.names] == ["zezima", "b0aty x"]
    assert roster.rejected[0].text == "José"
    assert keys(b'"Zezima\nB0aty\n') == ["zezima", "b0aty"]


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"name\n", b",,,\n,,,", b'""\n'])
def test_an_empty_file_is_refused(data: bytes):
    assert refusal(data).code == "clan.file_empty"


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"Zezima\n\0", "Zezima".encode("utf-16"), bytes(range(1, 256)) * 9]
)
def test_a_binary_file_is_refused(data: bytes):
    assert refusal(data).code == "clan.file_binary"


def test_five_hundred_names_are_read_and_one_more_is_refused():
    lines = [f"player {number}" for number in range(ROSTER_LIMIT)]
    assert len(keys("\n".join([*lines, *lines]).encode())) == 500
    refused = refusal("\n".join([*lines, "one more"]).encode())
    assert (refused.code, refused.facts) == ("clan.file_too_many", {"limit": 500, "count": 501})


@pytest.mark.parametrize(
    "data",
    [
        b"\n".join(b"p%d" % number for number in range(10_000)),
        b"not a name at all, no\n" * 10_000,
        b'"' * 1_000_000,
        b"x" * 5_000_000,
        b"a\n" * 2_000_000,
        b"," * 1_000_000 + b"x",
        b"_ -" * 1_000_000,
        b"a,\r" * 9_000,
    ],
    ids=["names", "junk", "quotes", "one line", "short lines", "commas", "separators", "returns"],
)
def test_large_and_hostile_files_are_answered_at_once(data: bytes):
    start = time.process_time()
    with suppress(Invalid):
        parse_roster(data)
    assert time.process_time() - start < 1


@given(st.binary(max_size=300))
def test_any_file_is_a_roster_or_a_refusal(data: bytes):
    try:
        roster = parse_roster(data)
    except Invalid:
        return
    assert len({name.key for name in roster.names}) == len(roster.names)
    assert all(len(each.text) <= 40 for each in roster.rejected)


@given(st.lists(st.text("abc019", min_size=1, max_size=12), min_size=1, max_size=20, unique=True))
def test_what_was_written_is_read_back_in_order(names: list[str]):
    assert keys("\n".join(["name", *names]).encode()) == names
