"""What other tools export, row by row: the good rows are read, and every other one says why it is not."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Invalid
from domain.loose_tables import Fault
from domain.loot import Response
from domain.loot_rows import FILE_LIMIT, Format, decode, read, recognise, response_of

RCLC_HEADER = (
    "player,date,time,id,item,itemID,itemString,response,votes,class,instance,boss,difficultyID,mapID,groupSize,"
    "gear1,gear2,responseID,isAwardReason,subType,equipLoc,note,owner"
)
AT = datetime(2021, 11, 15, 21, 22, 25, tzinfo=UTC)


def rclc(player: str = "Mara-Stormrage", id_: str = "1637011345-3", item: str = "[Blade of X]", note: str = "") -> str:
    """One row as the addon writes it: cells with commas are quoted, quotes inside them are not told apart."""
    cells = [player, "15/11/21", "21:22:25", id_, item, "19019", "item:19019", "Best in Slot", "3", "WARRIOR", "MC"]
    cells += ["Ragnaros", "4", "409", "40", "", "", "1", "false", "Sword", "INVTYPE_WEAPON", note, "Unknown"]
    return ",".join(f'"{cell}"' if "," in cell else cell for cell in cells)


def test_rclootcouncil_csv():
    text = "\n".join([RCLC_HEADER, rclc(), rclc(player="Tom", id_="1637011400-1", note='he said "mine", twice')])
    assert recognise(text) is Format.RCLC_CSV
    found = read(text, Format.RCLC_CSV)
    first, second = found.items
    assert (str(first.name), first.item, first.item_id, first.response) == (
        "Mara-Stormrage", "Blade of X", 19019, Response.BIS,
    )  # fmt: skip
    assert (first.at, first.boss, first.source_id) == (AT, "Ragnaros", "rclc:1637011345-3")
    assert second.note == 'he said "mine", twice'
    assert found.problems == ()


def test_the_time_is_the_one_in_the_id_whatever_the_dates_style():
    for date in ("15/11/21", "2021/11/15", "nonsense"):
        text = "\n".join([RCLC_HEADER, rclc().replace("15/11/21", date)])
        assert read(text, Format.RCLC_CSV).items[0].at == AT


def test_a_note_over_two_lines_is_one_row():
    text = "\n".join([RCLC_HEADER, rclc(note="first, line\nsecond"), rclc(id_="1637011399-1")])
    found = read(text, Format.RCLC_CSV)
    assert [one.note for one in found.items] == ["first, line second", ""]


def test_every_bad_row_is_told_with_its_line():
    rows = [rclc(), rclc(player=" "), rclc(id_="soon"), rclc(item=""), rclc() + ",more,cells", rclc(id_="1637011400-9")]
    found = read("\n".join([RCLC_HEADER, *rows]), Format.RCLC_CSV)
    assert [(one.line, one.fault) for one in found.problems] == [
        (3, Fault.NAME), (4, Fault.TIME), (5, Fault.ITEM), (6, Fault.COLUMNS),
    ]  # fmt: skip
    assert [one.source_id for one in found.items] == ["rclc:1637011345-3", "rclc:1637011400-9"]


def test_a_quote_that_is_never_closed_spoils_only_what_it_swallows():
    broken = rclc().replace("Ragnaros", '"Ragnaros')
    found = read("\n".join([RCLC_HEADER, rclc(id_="1637011001-1"), broken]), Format.RCLC_CSV)
    assert [one.source_id for one in found.items] == ["rclc:1637011001-1"]
    assert [one.fault for one in found.problems] == [Fault.BROKEN]


def one_object(id_: str, note: str = "") -> dict[str, object]:
    """One award as the addon's JSON has it."""
    return {
        "player": "Mara", "date": "15/11/21", "time": "21:22:25", "id": id_, "item": "[Blade]", "itemID": 19019,
        "response": "Offspec/Greed", "boss": "Ragnaros", "note": note, "owner": "Unknown",
    }  # fmt: skip


def test_rclootcouncil_json():
    text = json.dumps([one_object("1637011345-1"), one_object("1637011346-1", "a note")])
    assert recognise(text) is Format.RCLC_JSON
    found = read(text, Format.RCLC_JSON)
    assert [(one.response, one.note) for one in found.items] == [(Response.OFFSPEC, ""), (Response.OFFSPEC, "a note")]


def test_a_note_that_breaks_the_json_costs_nobody_their_row():
    good = json.dumps([one_object(f"16370113{number}-1", "NOTE") for number in range(40, 43)])
    text = good.replace('"NOTE"', '"he said "mine" and {left}"', 1)
    with pytest.raises(ValueError, match=r"."):
        json.loads(text)
    found = read(text, Format.RCLC_JSON)
    assert [one.note for one in found.items] == ['he said "mine" and {left}', "NOTE", "NOTE"]
    assert found.problems == ()


def test_a_truncated_json_gives_what_is_whole():
    text = json.dumps([one_object(f"16370113{number}-1") for number in range(40, 43)])[:-40]
    found = read(text, Format.RCLC_JSON)
    assert len(found.items) == 2
    assert [(one.line, one.fault) for one in found.problems] == [(3, Fault.BROKEN)]


def test_gargul():
    text = "dateTime,character,itemID,offspec,id\n2021-11-15,Mara,19019,0,abc\n2021-11-15,Tom,19020,1,abd\n"
    assert recognise(text) is Format.GARGUL
    first, second = read(text, Format.GARGUL).items
    assert (first.item, first.item_id, first.response, first.source_id) == ("#19019", 19019, None, "gargul:abc")
    assert (second.response, second.at) == (Response.OFFSPEC, datetime(2021, 11, 15, tzinfo=UTC))


def test_thats_my_bis_takes_what_was_received_and_leaves_wishes():
    header = "type,raid_group_name,member_name,character_name,item_name,item_id,is_offspec,received_at,import_id,note"
    rows = [
        "wishlist,Team,Mara,Mara,Ashkandi,19364,0,,,",
        "received,Team,Mara,Mara,Ashkandi,19364,0,2021-11-15 21:22:25,imp-1,well earned",
        "received,Team,Tom,Tom,Mish'undare,19375,1,2021-11-15 21:22:25,,",
    ]
    text = "\n".join([header, *rows])
    assert recognise(text) is Format.TMB
    found = read(text, Format.TMB)
    assert found.skipped == 1
    assert [(str(one.name), one.item, one.response) for one in found.items] == [
        ("Mara", "Ashkandi", None), ("Tom", "Mish'undare", Response.OFFSPEC),
    ]  # fmt: skip
    assert found.items[0].source_id == "tmb:imp-1"


@pytest.mark.parametrize(("pr", "with_base"), [("2.00", True), ("1.00", False)])
def test_cepgp_standings(pr: str, *, with_base: bool):
    text = f"name,class,rank,EP,GP,PR\nMara,Mage,Core,200,100,{pr}\nTom,Mage,Core,x,100,1\n"
    assert recognise(text) is Format.CEPGP
    found = read(text, Format.CEPGP)
    assert [(str(one.name), one.ep, one.gp) for one in found.standings] == [("Mara", 200_00, 100_00)]
    assert found.gp_with_base is with_base
    assert [(one.line, one.fault) for one in found.problems] == [(3, Fault.NUMBER)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "loot.file_no_text"),
        (b"\x00\x01\x02", "loot.file_no_text"),
        (b"x" * (FILE_LIMIT + 1), "loot.file_large"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, code: str):
    with pytest.raises(Invalid) as refused:
        decode(data)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "data", ["Ümlaut,x".encode("utf-8-sig"), "Ümlaut,x".encode("utf-16"), "Ümlaut,x".encode("cp1252")]
)
def test_texts_of_any_usual_encoding_are_read(data: bytes):
    assert decode(data) == "Ümlaut,x"


@pytest.mark.parametrize("text", ["a,b,c\n1,2,3", "hello", "player;date;time"])
def test_a_file_of_nobody_we_know(text: str):
    with pytest.raises(Invalid) as refused:
        recognise(text)
    assert refused.value.code == "loot.file_unknown"


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("Best in Slot", Response.BIS), ("Mainspec/Need", Response.UPGRADE), ("Offspec/Greed", Response.OFFSPEC),
        ("Minor Upgrade", Response.MINOR), ("Pass", Response.PASS), ("Disenchant", None), ("", None),
    ],
)  # fmt: skip
def test_what_raiders_said(text: str, response: Response | None):
    assert response_of(text) is response


@given(st.text(max_size=2000))
def test_no_text_breaks_a_reader(text: str):
    for format_ in (Format.RCLC_CSV, Format.RCLC_JSON, Format.GARGUL, Format.TMB, Format.CEPGP):
        header = RCLC_HEADER if format_ is Format.RCLC_CSV else "name,ep,gp,character,itemid,id,datetime,type"
        read(("[" if format_ is Format.RCLC_JSON else header + "\n") + text, format_)


@given(
    st.lists(
        st.text(st.characters(exclude_characters='"\r\n', exclude_categories=("Cs", "Cc")), max_size=20), min_size=1
    )
)
def test_well_quoted_rows_are_read_as_any_reader_reads_them(notes: list[str]):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(RCLC_HEADER.split(","))
    for number, note in enumerate(notes):
        writer.writerow([*rclc(id_=f"1637{number:06}-1").split(",")[:-2], note, "Unknown"])
    found = read(out.getvalue(), Format.RCLC_CSV)
    assert len(found.items) == len(notes)
