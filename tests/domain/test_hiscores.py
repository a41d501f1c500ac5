import json
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import hiscores, metrics
from domain.hiscores import Malformed, Reading, Sheet

ANSWERS = Path(__file__).parents[3] / "shared" / "data" / "hiscores"
LARGEST = 2**63 - 1


def skill(name: str, rank: int, level: int, xp: int) -> dict[str, Any]:
    return {"name": name, "rank": rank, "level": level, "xp": xp}


def activity(name: str, rank: int, score: int) -> dict[str, Any]:
    return {"name": name, "rank": rank, "score": score}


def answer(*entries: dict[str, Any]) -> dict[str, Any]:
    return {
        "skills": [skill("Overall", 1, 2376, 4_800_000_000), *(e for e in entries if "xp" in e)],
        "activities": [entry for entry in entries if "score" in entry],
    }


def read(*entries: dict[str, Any]) -> Sheet:
    return hiscores.parse(answer(*entries))


def test_an_answer_is_read_by_name():
    sheet = read(
        {"id": 44, **skill("Slayer", 5, 99, 200_000_000)},
        {"id": 3, "extra": [1], **activity("Zulrah", 9, 1646)},
        activity("Rifts closed", 8, 21),
    )
    assert dict(sheet) == {
        "overall": Reading("overall", "Overall", 1, 4_800_000_000),
        "total_level": Reading("total_level", "Total level", 1, 2376),
        "slayer": Reading("slayer", "Slayer", 5, 200_000_000),
        "zulrah": Reading("zulrah", "Zulrah", 9, 1646),
        "guardians_of_the_rift": Reading("guardians_of_the_rift", "Rifts closed", 8, 21),
    }
    assert sheet.unknown == ()


@pytest.mark.parametrize(
    ("rank", "score", "seen"),
    [
        (-1, -1, (None, None)), (-1, 0, (None, None)), (-1, 100, (None, 100)), (-1, 1, (None, 1)),
        (7, 100, (7, 100)), (7, 0, (7, 0)), (7, -1, (7, None)), (0, 0, (None, None)), (0, 3, (None, 3)),
    ],
)  # fmt: skip
def test_rank_and_value_are_separate_facts(rank: int, score: int, seen: tuple[int | None, int | None]):
    sheet = read(activity("Zulrah", rank, score), skill("Attack", rank, 1, score))
    assert (sheet["zulrah"].rank, sheet["zulrah"].value) == seen
    assert (sheet["attack"].rank, sheet["attack"].value) == seen
    assert ("zulrah" in sheet.known()) == (seen[1] is not None)


@pytest.mark.parametrize(
    ("rank", "level", "xp", "values"),
    [
        (1, 2376, 4_800_000_000, {"overall": 4_800_000_000, "total_level": 2376}),
        (-1, 40, 9_000, {"overall": 9_000, "total_level": 40}),
        (-1, 1, 0, {}),
        (-1, 32, -1, {}),
        (-1, -1, -1, {}),
        (4, -1, 9_000, {"overall": 9_000}),
        (4, 0, 9_000, {"overall": 9_000}),
        (4, 40, -1, {}),
    ],
)
def test_overall_gives_experience_and_total_level(rank: int, level: int, xp: int, values: dict[str, int]):
    sheet = hiscores.parse({"skills": [skill("Overall", rank, level, xp)], "activities": []})
    assert sheet.known() == values
    assert {sheet[slug].rank for slug in ("overall", "total_level")} == {rank if rank > 0 else None}


def test_skills_may_be_missing_and_overall_too():
    sheet = hiscores.parse({"skills": [skill("Attack", 3, 99, 14_000_000)], "activities": []})
    assert sheet.known() == {"attack": 14_000_000}
    assert "overall" not in sheet


def test_unknown_names_are_kept_and_listed():
    sheet = read(skill("Bardcraft", 3, 50, 101_333), activity("Zaros'  Echo", 7, 12))
    assert sheet["skill_bardcraft"] == Reading("skill_bardcraft", "Bardcraft", 3, 101_333)
    assert sheet["zaros_echo"] == Reading("zaros_echo", "Zaros' Echo", 7, 12)
    assert sheet.unknown == ("Bardcraft", "Zaros' Echo")


def test_one_name_in_both_lists_is_two_metrics():
    sheet = read(skill("Attack", 3, 99, 14_000_000), activity("Attack", 7, 12), activity("Levels", 1, 2))
    assert sheet.known()["attack"] == 14_000_000
    assert sheet.known()["activity_attack"] == 12
    assert sheet.unknown == ("Attack", "Levels")


def test_the_largest_numbers_hold():
    assert read(activity("Zulrah", LARGEST, LARGEST))["zulrah"].value == LARGEST


@pytest.mark.parametrize("number", [True, False, "5", 5.0, None, [], {}, -2, LARGEST + 1, 10**400])
@pytest.mark.parametrize("key", ["rank", "level", "xp"])
def test_what_is_no_number_of_the_hiscores_is_malformed(number: object, key: str):
    with pytest.raises(Malformed):
        read({**skill("Attack", 1, 99, 14_000_000), key: number})
    if key != "level":
        with pytest.raises(Malformed):
            read({**activity("Zulrah", 1, 5), {"xp": "score"}.get(key, key): number})


@pytest.mark.parametrize("name", [None, 5, "", "  ", "x" * 101, "Zul\x00rah", "\ud800", ["Zulrah"]])
def test_what_is_no_name_is_malformed(name: object):
    with pytest.raises(Malformed):
        read({**activity("Zulrah", 1, 5), "name": name})


NO_ANSWERS: list[object] = [
    None, [], "", 5, True, {}, {"skills": []}, {"skills": [], "activities": []}, {"activities": []},
    {"skills": {}, "activities": []}, {"skills": [5], "activities": []}, {"skills": [[]], "activities": []},
    {"skills": [skill("Overall", 1, 1, 1)]}, {"skills": [skill("Overall", 1, 1, 1)], "activities": "none"},
    {"skills": [skill("Overall", 1, 1, 1)], "activities": [None]}, {"skills": [{}], "activities": []},
    {"skills": [skill(f"s{n}", 1, 1, 1) for n in range(1001)], "activities": []}, {"error": "not found"},
]  # fmt: skip


@pytest.mark.parametrize("payload", NO_ANSWERS)
def test_what_is_no_answer_is_malformed(payload: object):
    with pytest.raises(Malformed):
        hiscores.parse(payload)


@pytest.mark.parametrize("key", ["name", "rank", "level", "xp"])
def test_a_missing_key_is_malformed(key: str):
    entry = skill("Attack", 1, 99, 14_000_000)
    del entry[key]
    with pytest.raises(Malformed):
        hiscores.parse({"skills": [skill("Overall", 1, 1, 1), entry], "activities": []})


@pytest.mark.parametrize("again", ["Zulrah", "ZULRAH", " Zulrah "])
def test_a_name_twice_is_malformed(again: str):
    with pytest.raises(Malformed, match="twice"):
        read(activity("Zulrah", 1, 5), activity(again, 1, 5))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["skills", "activities", "name", "rank", "level", "xp", "score"]), inner, max_size=5
        )
    ),
    max_leaves=15,
)


@given(json_values)
def test_anything_is_an_answer_or_malformed(payload: object):
    with suppress(Malformed):
        assert hiscores.parse(payload)


@given(st.permutations(metrics.CATALOGUE), st.data())
def test_order_never_matters(order: list[metrics.Metric], data: st.DataObject):
    numbers = st.integers(-1, 10**10)
    entries: list[dict[str, Any]] = []
    for metric in order:
        rank, value = data.draw(st.tuples(numbers, numbers))
        if metric.kind is metrics.MetricKind.SKILL:
            entries.append(skill(metric.name, rank, 1, value))
        elif metric.kind not in {metrics.MetricKind.OVERALL, metrics.MetricKind.LEVEL}:
            entries.append(activity(metric.name, rank, value))
    there, back = read(*entries), read(*reversed(entries))
    assert dict(there) == dict(back)
    assert len(there) == len(metrics.CATALOGUE)
    assert all(value >= 0 for value in there.known().values())


@pytest.fixture
def real() -> dict[str, Any]:
    if not ANSWERS.is_dir():
        pytest.skip("the real answers are not on this machine")
    return {path.stem: json.loads(path.read_text()) for path in ANSWERS.glob("*.json")}


def test_real_answers_are_known_whole(real: dict[str, Any]):
    for payload in real.values():
        sheet = hiscores.parse(payload)
        assert sheet.unknown == ()
        assert len(sheet) == len(payload["skills"]) + 1 + len(payload["activities"])


def test_real_numbers(real: dict[str, Any]):
    lynx, psikoi = hiscores.parse(real["lynx_titan"]), hiscores.parse(real["psikoi"])
    assert lynx["overall"].value == 4_800_000_000
    assert lynx["total_level"].value == 2277
    assert lynx["clue_scrolls_hard"] == Reading("clue_scrolls_hard", "Clue Scrolls (hard)", 633550, 22)
    assert lynx["zulrah"].value is None
    legacy = psikoi["bounty_hunter_legacy_hunter"]
    assert (legacy.rank, legacy.value) == (None, 100)
    assert psikoi["tztok_jad"].value == 10


def test_a_real_answer_with_a_broken_corner_is_malformed(real: dict[str, Any]):
    broken = deepcopy(real["lynx_titan"])
    broken["activities"][-1]["score"] = "12"
    with pytest.raises(Malformed, match="Zulrah"):
        hiscores.parse(broken)
