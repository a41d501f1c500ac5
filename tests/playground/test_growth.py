import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import metrics
from domain.characters import HISCORES_TABLES, AccountType, parse_name
from domain.experience import level_at
from domain.hiscores import parse
from playground.growth import Answer, Characters

SINCE = datetime(2026, 3, 4, 12, tzinfo=UTC)
REGULAR = HISCORES_TABLES[AccountType.REGULAR]
MARA = parse_name("Mara")


def world(seed: int = 3, **options: Any) -> Characters:
    return Characters(seed, since=SINCE, everybody=True, **options)


def said(characters: Characters, name: str = "Mara", days: float = 0, table: str = REGULAR) -> Answer:
    answer = characters.answer(parse_name(name), table, SINCE + timedelta(days=days))
    assert answer is not None
    return answer


def values(answer: Answer) -> dict[str, int]:
    xp = {each["name"]: each["xp"] for each in answer["skills"]}
    return xp | {each["name"]: each["score"] for each in answer["activities"]}


def test_it_has_the_real_shape() -> None:
    answer = said(world())
    assert (len(answer["skills"]), len(answer["activities"])) == (25, 91)
    assert answer["skills"][0]["name"] == "Overall"
    assert [each["id"] for each in answer["activities"]] == list(range(91))
    assert answer["activities"][7]["name"] == "Clue Scrolls (all)"
    assert answer["activities"][90]["name"] == "Zulrah"
    assert parse(answer).unknown == ()


def test_the_same_question_has_the_same_answer_and_others_have_others() -> None:
    assert said(world()) == said(world())
    assert said(world()) != said(world(seed=4))
    assert said(world()) != said(world(), "Tom")
    assert said(world(), "mara") == said(world(), "MARA")


@given(st.integers(0, 50), st.integers(0, 30), st.floats(-300, 300), st.floats(0, 40))
def test_numbers_only_grow_and_add_up(seed: int, number: int, days: float, later: float) -> None:
    characters = world(seed)
    before, after = (said(characters, f"char {number}", when) for when in (days, days + later))
    assert all(now >= values(before)[name] for name, now in values(after).items())
    for answer in (before, after):
        overall, *skills = answer["skills"]
        assert overall["xp"] == sum(each["xp"] for each in skills)
        assert overall["level"] == sum(each["level"] for each in skills)
        assert all(each["level"] == level_at(each["xp"]) for each in skills)
        readings = parse(answer)
        tiers = sum(readings[slug].value or 0 for slug in metrics.group("all_clues"))
        assert (readings["clue_scrolls_all"].value or 0) == tiers


def test_a_clan_is_alive() -> None:
    characters = world()
    gained: list[int] = []
    for number in range(60):
        week = [values(said(characters, f"char {number}", days)) for days in (0, 7)]
        gained.append(week[1]["Overall"] - week[0]["Overall"])
    assert 0 < gained.count(0) < 25  # some rest
    assert max(gained) > 2_000_000
    assert max(gained) < 20_000_000


def test_some_numbers_are_hidden_and_come_out_later() -> None:
    characters = world()
    before, after = ([values(said(characters, f"char {number}", days)) for number in range(60)] for days in (0, 60))
    surfaced = [
        (then[name], now[name]) for then, now in zip(before, after, strict=True) for name in now if then[name] == -1
    ]
    assert any(now >= 5 for _, now in surfaced)
    assert any(now == -1 for _, now in surfaced)


@pytest.mark.parametrize(
    ("kind", "tables"),
    [
        (AccountType.REGULAR, {"regular"}),
        (AccountType.IRONMAN, {"regular", "ironman"}),
        (AccountType.HARDCORE, {"regular", "ironman", "hardcore"}),
        (AccountType.ULTIMATE, {"regular", "ironman", "ultimate"}),
    ],
)
def test_an_account_is_in_its_tables_with_the_same_numbers(kind: AccountType, tables: set[str]) -> None:
    characters = world()
    characters.add("Mara", kind)
    answers = {each: characters.answer(MARA, table, SINCE) for each, table in HISCORES_TABLES.items()}
    assert {each.value for each, answer in answers.items() if answer is not None} == tables
    assert len({json.dumps(answer) for answer in answers.values() if answer is not None}) == 1
    assert characters.answer(MARA, "hiscore_seasonal", SINCE) is None


def test_a_frozen_table_stands_still_while_the_others_go_on() -> None:
    characters = world()
    characters.add("Tom", AccountType.HARDCORE)
    table = HISCORES_TABLES[AccountType.HARDCORE]
    characters.freeze("Tom", table, SINCE + timedelta(days=1))
    assert said(characters, "Tom", 9, table) == said(characters, "Tom", 1)
    assert said(characters, "Tom", 9) != said(characters, "Tom", 1)


def test_only_those_who_were_added_exist_unless_everybody_does() -> None:
    characters = Characters(3, since=SINCE)
    assert characters.answer(MARA, REGULAR, SINCE) is None
    characters.add("Mara")
    assert characters.answer(MARA, REGULAR, SINCE) is not None
    assert (characters.names, characters.type_of(MARA)) == ((MARA,), AccountType.REGULAR)
    characters.remove("Mara")
    assert characters.answer(MARA, REGULAR, SINCE) is None
    assert characters.type_of(MARA) is None


def test_speed_moves_the_future_and_leaves_the_past() -> None:
    slow, fast = world(), world(speed=10)
    assert said(fast, "Tom", 0.5) == said(slow, "Tom", 5)
    assert said(fast, "Tom", -5) == said(slow, "Tom", -5)


def real(**values: int) -> dict[str, Any]:
    """An answer like a real one: most is hidden, and the total is a little more than the sum."""
    xp = {metrics.metric(slug).name: values.get(slug, 0) for slug in metrics.SKILLS}
    skills = [
        {"name": "Overall", "rank": 51181, "level": 7 + sum(map(level_at, xp.values())), "xp": 9 + sum(xp.values())},
        *({"name": name, "rank": 40, "level": level_at(amount), "xp": amount} for name, amount in xp.items()),
    ]
    activities = [
        {"name": "Zulrah", "rank": 69136, "score": 1646},
        {"name": "Clue Scrolls (hard)", "rank": 93225, "score": 238},
        {"name": "Clue Scrolls (all)", "rank": 111328, "score": 238},
        {"name": "Bounty Hunter (Legacy) - Rogue", "rank": -1, "score": 200},
        {"name": "LMS - Rank", "rank": 473628, "score": 500},
        {"name": "Vorkath", "rank": -1, "score": -1},
    ]
    return {"skills": skills, "activities": activities}


def test_real_characters_begin_with_their_real_numbers_and_grow(tmp_path: Path) -> None:
    answer = real(slayer=16_750_944, cooking=200_000_000)
    (tmp_path / "lynx_titan.json").write_text(json.dumps(answer))
    (tmp_path / "b0aty_parsed.json").write_text(json.dumps(real(magic=83)))
    (tmp_path / "b0aty.csv").write_text("1,2,3")
    characters = Characters(3, since=SINCE)
    assert [name.shown for name in characters.load(tmp_path)] == ["B0aty", "Lynx Titan"]
    now = parse(said(characters, "Lynx Titan"))
    assert {slug: now[slug] for slug in parse(answer)} == dict(parse(answer))
    assert {now[slug].value for slug in now if slug not in parse(answer)} == {None}
    names = [f"char {number}" for number in range(20)]
    for name in names:
        characters.add(name, begin=parse(answer))
    later = [values(said(characters, name, 90)) for name in names]
    assert max(each["Overall"] for each in later) > 216_750_944 + 1_000_000
    assert {each["Cooking"] for each in later} == {200_000_000}
    assert max(each["Vorkath"] for each in later) >= 5


def test_without_a_folder_there_are_no_real_ones(tmp_path: Path) -> None:
    assert Characters(3, since=SINCE).load(tmp_path / "absent") == ()
