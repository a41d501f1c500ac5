import hashlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.snapshots import (
    Change,
    Content,
    NotASnapshot,
    Snapshot,
    canonical_text,
    changed,
    changes,
    parse_text,
    snapshot_hash,
)

NOON = datetime(2026, 11, 20, 12, 30, 5, tzinfo=UTC)
TEXT = "guildhall/snapshot/1\n2026-11-20T12:30:05Z\nhiscore_oldschool\noverall 4800000000\nzulrah 0\n"
# Made with another tool (printf … | sha256sum), so a change of the text's form cannot pass unseen.
HASH = "2c1072fd221ae0376db792c1c4483436fc626aeec13310967f436a7dafb48a15"

slugs = st.from_regex(r"[a-z0-9_]{1,40}", fullmatch=True)
values = st.dictionaries(slugs, st.integers(0, 2**63 - 1), max_size=20)
moments = st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(microsecond=0))


def snapshot(numbers: dict[str, int], taken_at: datetime = NOON, character_id: int = 7) -> Snapshot:
    return Snapshot(character_id=character_id, taken_at=taken_at, table="hiscore_oldschool", values=numbers)


def test_the_text_is_the_published_form():
    text = canonical_text(snapshot({"zulrah": 0, "overall": 4_800_000_000}))
    assert text == TEXT
    assert snapshot_hash(text).hex() == HASH
    assert snapshot_hash(text) == hashlib.sha256(TEXT.encode()).digest()


def test_the_text_does_not_say_whose_it_is():
    assert canonical_text(snapshot({"zulrah": 5}, character_id=1)) == canonical_text(
        snapshot({"zulrah": 5}, character_id=2)
    )


def test_a_snapshot_of_nothing_known_has_a_text():
    assert parse_text(canonical_text(snapshot({}))).values == {}


@given(st.builds(Content, moments, slugs, values))
def test_a_text_is_read_back(content: Content):
    text = canonical_text(content)
    assert parse_text(text) == content
    assert text.encode("ascii").endswith(b"\n")


@given(values)
def test_the_order_of_values_never_matters(numbers: dict[str, int]):
    turned = dict(reversed(numbers.items()))
    assert canonical_text(snapshot(turned)) == canonical_text(snapshot(numbers))


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("zulrah 0\n", "zulrah 0"), ("zulrah 0\n", "zulrah 0\n\n"), ("zulrah 0", "zulrah 0 "), (TEXT, ""),
        ("guild", "\nguild"), ("\n", "\r\n"), ("/1", "/2"), ("Z\n", "+00:00\n"), ("Z\n", ".5Z\n"), ("Z\n", "\n"),
        ("T", " "), ("11-20", "13-20"), ("zulrah 0", "zulrah 00"), ("zulrah 0", "zulrah -1"),
        ("zulrah 0", "zulrah  0"), ("zulrah 0", "zulrah \u0661"), ("zulrah 0", "zulrah"), ("zulrah", "Zulrah"),
        ("zulrah", "overall"), ("zulrah 0", "attack 5"), ("4800000000", "9" * 19), ("4800000000", "9" * 5000),
        ("hiscore_oldschool", "mara the brave"), ("zulrah 0\n", "zulrah 0\nname Mara\n"),
        ("hiscore_oldschool\noverall 4800000000\nzulrah 0\n", ""),
    ],
)  # fmt: skip
def test_only_the_exact_text_is_read(part: str, instead: str):
    assert parse_text(TEXT).values == {"overall": 4_800_000_000, "zulrah": 0}
    with pytest.raises(NotASnapshot):
        parse_text(TEXT.replace(part, instead))


@given(st.text())
def test_any_other_text_is_no_snapshot(text: str):
    with pytest.raises(NotASnapshot):
        parse_text(text)


@pytest.mark.parametrize(
    "taken_at",
    [NOON.replace(tzinfo=None), NOON.replace(microsecond=1), NOON.astimezone(timezone(timedelta(hours=2)))],
)
def test_a_time_is_utc_in_whole_seconds(taken_at: datetime):
    with pytest.raises(ValueError, match="UTC time"):
        snapshot({}, taken_at)


@pytest.mark.parametrize("numbers", [{"zulrah": -1}, {"zulrah": 2**63}, {"Zul rah": 5}, {"a\nb": 5}, {"": 5}])
def test_what_would_break_the_text_is_never_held(numbers: dict[str, int]):
    with pytest.raises(ValueError, match=r"zulrah|slug"):
        snapshot(numbers)


def test_values_cannot_be_changed_afterwards():
    numbers = {"zulrah": 5}
    held = snapshot(numbers)
    numbers["zulrah"] = 6
    assert held.values == {"zulrah": 5}


def test_changes_are_what_differs_and_none_is_hidden():
    before = {"agility": 5, "zulrah": 9, "kraken": 2}
    after = {"agility": 5, "zulrah": 12, "araxxor": 0}
    assert changes(before, after) == [Change("araxxor", 0), Change("kraken", None), Change("zulrah", 12)]
    assert changes(None, {"b": 2, "a": 0}) == [Change("a", 0), Change("b", 2)]
    assert changes(after, after) == []


@given(st.lists(values, min_size=1, max_size=6))
def test_every_snapshot_is_rebuilt_from_stored_changes(history: list[dict[str, int]]):
    rows: list[list[Change]] = []
    last: dict[str, int] | None = None
    for now in history:
        rows.append(changes(last, now))
        last = now
    rebuilt: dict[str, int] = {}
    for now, stored in zip(history, rows, strict=True):
        rebuilt = changed(rebuilt, stored)
        assert canonical_text(snapshot(rebuilt)) == canonical_text(snapshot(now))
