"""Reading strictly and writing canonically. What must be refused is in `mutations`."""

import json
from typing import Any, cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fairness import form
from fairness.proof import Proof
from fairness.transport import MAX_BYTES, MAX_DEPTH, Odd, Repeated, Unreadable, load
from tests.fairness.mutations import BASES
from tests.fairness.proofs import vectors


def depth(value: Any) -> int:
    if isinstance(value, dict):
        value = [*cast("dict[str, Any]", value).values()]
    return 1 + max(map(depth, cast("list[Any]", value)), default=0) if isinstance(value, list) else 0


scalars = st.none() | st.booleans() | st.integers(0, 2**53 - 1) | st.text(max_size=8)
shallow = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(shallow.filter(lambda value: depth(value) <= MAX_DEPTH))
def test_plain_json_is_read_as_it_is(value: object) -> None:
    for text in (json.dumps(value), json.dumps(value, ensure_ascii=False), json.dumps(value, indent=3)):
        assert load(text.encode()) == value


@given(st.text(max_size=60) | st.text('{}[]",:\\0 1a', max_size=60))
@example('"\\\\"')
@example('["\\\\\\"[[[[[[[[[["]')
@example('"[[[[[[[[[[[[[["')
def test_any_text_is_json_or_unreadable(text: str) -> None:
    def constant(_: str) -> object:
        raise ValueError

    try:
        expected: object = json.loads(text, parse_constant=constant)
    except ValueError:
        with pytest.raises(Unreadable):
            load(text.encode(errors="replace") if text.isascii() else text.encode("utf-8", "surrogatepass"))
    else:
        assert isinstance(load(text.encode()), type(expected) | Odd | Repeated)


@pytest.mark.parametrize("text", ["5.0", "1e0", "-0", "-1", "1E400", "12345678901234567", "1" * 5000])
def test_odd_numbers_keep_their_text(text: str) -> None:
    assert load(text.encode()) == Odd(text)


def test_a_repeated_key_is_kept_in_mind() -> None:
    found = load(b'{"a": 1, "b": 2, "c": 3, "b": 2}')
    assert isinstance(found, Repeated)
    assert found.key == "b"


@pytest.mark.parametrize("data", [b"\xff", b'"\xed\xa0\xbd"', b'"\xc0\xaf"', "{}".encode("utf-16"), b"\xef\xbb\xbf{}"])
def test_only_utf_8_is_read(data: bytes) -> None:
    with pytest.raises(Unreadable):
        load(data)


@pytest.mark.parametrize(("depth", "fits"), [(8, True), (9, False)])
def test_nesting_has_a_limit(depth: int, *, fits: bool) -> None:
    text = b"[" * depth + b"]" * depth
    if fits:
        load(text)
        return
    with pytest.raises(Unreadable, match="nested deeper than 8 levels"):
        load(text)


def test_size_has_a_limit() -> None:
    assert load(b'"' + b"a" * (MAX_BYTES - 2) + b'"') == "a" * (MAX_BYTES - 2)
    with pytest.raises(Unreadable, match="larger than 16 MiB"):
        load(b'"' + b"a" * (MAX_BYTES - 1) + b'"')


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b'"' * 4_000_001, "more texts"),
        (b"[" + b"[]," * 100_000 + b"[]]", "more values"),
        (b"[" + b"{}," * 100_000 + b"{}]", "more values"),
        (b"[" + b"0," * 1_000_000 + b"0]", "more values"),
    ],
    ids=["texts", "lists", "objects", "numbers"],
)
def test_how_much_there_is_has_a_limit(text: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        load(text)


def test_brackets_inside_texts_are_texts() -> None:
    evidence = '{"a": [[[[[[[[[["\\'
    assert load(json.dumps([evidence] * 3).encode()) == [evidence] * 3


@pytest.mark.parametrize("base", BASES)
def test_what_is_written_is_read_again(base: str) -> None:
    proof = form.read(BASES[base].encode())
    assert isinstance(proof, Proof)
    written = form.write(proof)
    assert json.loads(written) == json.loads(BASES[base])
    assert form.read(written) == proof
    assert form.write(form.read(written)) == written


def test_keys_are_written_in_the_protocols_order() -> None:
    for tree in vectors():
        written = form.write(form.read(json.dumps(tree).encode()))
        assert json.dumps(json.loads(written)) == json.dumps(tree)


def test_an_entry_is_a_line_so_that_one_can_look_for_oneself() -> None:
    lines = form.write(form.read(BASES["contest"].encode())).decode().splitlines()
    assert [line for line in lines if '"osrs:Lynx Titan"' in line] == [
        line for line in lines if '"first_ticket":1,' in line
    ]
    assert len(lines) == 1 + 13 + 1 + (6 + 1) + (3 + 1)


def test_a_fault_names_its_place_without_repeating_all_of_it() -> None:
    text = BASES["contest"].replace('"winners": 2', '"winners": "' + "x" * 5000 + '"')
    with pytest.raises(form.Malformed) as caught:
        form.read(text.encode())
    assert caught.value.where == "draw.winners"
    assert len(str(caught.value)) < 150
