"""What a leader may ask for in a contest: texts, times and rules; whatever cannot be is refused in so many words."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contest_drafts import (
    LONGEST,
    NAME_LIMIT,
    PRIZE_LIMIT,
    REASON_LIMIT,
    SHORTEST,
    TARGETS_LIMIT,
    check_dates,
    check_name,
    check_prize,
    check_reason,
    parse_rule,
)
from domain.contest_settings import RuleType
from domain.contests import offered
from domain.errors import Invalid
from domain.experience import EXPERIENCE_CAP
from domain.metrics import SKILLS, metric

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def code_of(refused: pytest.ExceptionInfo[Invalid]) -> str:
    return refused.value.code


# Texts


def test_texts_are_one_line_without_space_around_them():
    assert check_name("  Slayer\n\tSeptember ") == "Slayer September"
    assert check_prize("10M  bank") == "10M bank"
    assert check_reason("no time") == "no time"


@pytest.mark.parametrize("text", ["", "   ", "\n", "\u200b", "\u202e\u2066", "\u200d", "\ud800"])
def test_a_text_that_nobody_can_see_is_none(text: str):
    for check, code in (
        (check_name, "contest.name_length"),
        (check_prize, "contest.prize_length"),
        (check_reason, "contest.reason_length"),
    ):
        with pytest.raises(Invalid) as refused:
            check(text)
        assert code_of(refused) == code


def test_texts_end_somewhere():
    for check, limit in ((check_name, NAME_LIMIT), (check_prize, PRIZE_LIMIT), (check_reason, REASON_LIMIT)):
        assert check("x" * limit) == "x" * limit
        with pytest.raises(Invalid) as refused:
            check("x" * (limit + 1))
        assert refused.value.facts == {"limit": limit}


@pytest.mark.parametrize("text", ["👨‍👩‍👧 family week", "@everyone **free**", "אבג דהו", "مسابقة", "# `x` [a](b)"])
def test_what_people_really_write_is_kept_as_it_is(text: str):
    assert check_name(text) == text


@given(st.text(max_size=400))
def test_what_is_kept_can_be_committed_to(text: str):
    try:
        kept = check_prize(text)
    except Invalid:
        return
    assert kept.encode().decode() == kept == check_prize(kept)
    assert kept == " ".join(kept.split())
    assert not set(kept) & set("\n\r\0\u200b\u202e\u2066\u2028")


# Times


def test_times_that_can_be():
    check_dates(None, NOW + SHORTEST, NOW)
    check_dates(None, NOW + LONGEST, NOW)
    check_dates(NOW + DAY, NOW + DAY + SHORTEST, NOW)


@pytest.mark.parametrize(
    ("starts", "ends", "code"),
    [
        (None, NOW, "contest.ends_past"),
        (None, NOW - DAY, "contest.ends_past"),
        (NOW, NOW + DAY, "contest.starts_past"),
        (NOW - DAY, NOW + DAY, "contest.starts_past"),
        (NOW + 2 * DAY, NOW + DAY, "contest.ends_before_start"),
        (NOW + DAY, NOW + DAY, "contest.ends_before_start"),
        (None, NOW + SHORTEST - timedelta(seconds=1), "contest.too_short"),
        (NOW + DAY, NOW + DAY + timedelta(minutes=9), "contest.too_short"),
        (None, NOW + LONGEST + timedelta(seconds=1), "contest.too_long"),
        (NOW + DAY, NOW + 2 * DAY + LONGEST, "contest.too_long"),
    ],
)
def test_times_that_cannot_be(starts: datetime | None, ends: datetime, code: str):
    with pytest.raises(Invalid) as refused:
        check_dates(starts, ends, NOW)
    assert code_of(refused) == code


# Rules


@pytest.mark.parametrize(
    ("kind", "targets", "slugs"),
    [
        (RuleType.SKILL_XP, "Slayer", ("slayer",)),
        (RuleType.SKILL_XP, " mining ,SLAYER,, slayer", ("mining", "slayer")),
        (RuleType.LEVELS, "rc", ("runecrafting",)),
        (RuleType.BOSS_KC, "cox, zulrah", ("chambers_of_xeric", "zulrah")),
        (RuleType.BOSS_KC, "Kree'Arra", ("kreearra",)),
        (RuleType.CLUES, "hard", ("clue_scrolls_hard",)),
        (RuleType.CLUES, "Clue Scrolls (elite), hard", ("clue_scrolls_hard", "clue_scrolls_elite")),
        (RuleType.BOSS_KC, "", ()),
        (RuleType.BOSS_KC, "all bosses", ()),
        (RuleType.BOSS_KC, "Any", ()),
        (RuleType.CLUES, "all", ()),
        (RuleType.CLUES, "all clues", ()),
        (RuleType.SKILL_XP, "todas", ()),
        (RuleType.TOTAL_XP, "", ()),
        (RuleType.TOTAL_XP, " , ", ()),
    ],
)
def test_targets_are_understood(kind: RuleType, targets: str, slugs: tuple[str, ...]):
    assert parse_rule(kind, 10, targets) == (10, slugs)


@pytest.mark.parametrize(
    ("kind", "targets", "code"),
    [
        (RuleType.BOSS_KC, "the kraken of doom", "contest.target_unknown"),
        (RuleType.BOSS_KC, "@everyone", "contest.target_unknown"),
        (RuleType.BOSS_KC, "zulrah; vorkath", "contest.target_unknown"),
        (RuleType.BOSS_KC, "slayer", "contest.target_no_boss"),
        (RuleType.SKILL_XP, "zulrah", "contest.target_no_skill"),
        (RuleType.SKILL_XP, "total xp", "contest.target_no_skill"),
        (RuleType.LEVELS, "levels", "contest.target_no_skill"),
        (RuleType.CLUES, "zulrah", "contest.target_no_clue"),
        (RuleType.TOTAL_XP, "slayer", "contest.no_targets"),
        (RuleType.BOSS_KC, ",".join(offered(RuleType.BOSS_KC)[: TARGETS_LIMIT + 1]), "contest.too_many_targets"),
    ],
)
def test_targets_that_make_no_sense(kind: RuleType, targets: str, code: str):
    with pytest.raises(Invalid) as refused:
        parse_rule(kind, 10, targets)
    assert code_of(refused) == code


@pytest.mark.parametrize(
    ("kind", "targets", "most"),
    [
        (RuleType.SKILL_XP, "slayer", EXPERIENCE_CAP),
        (RuleType.SKILL_XP, "slayer, mining", 2 * EXPERIENCE_CAP),
        (RuleType.SKILL_XP, "", len(SKILLS) * EXPERIENCE_CAP),
        (RuleType.LEVELS, "agility", 98),
        (RuleType.LEVELS, "", 98 * len(SKILLS)),
        (RuleType.BOSS_KC, "zulrah", 1_000_000),
        (RuleType.CLUES, "", 1_000_000),
        (RuleType.TOTAL_XP, "", len(SKILLS) * EXPERIENCE_CAP),
    ],
)
def test_an_amount_is_at_least_one_and_within_the_game(kind: RuleType, targets: str, most: int):
    assert parse_rule(kind, 1, targets)[0] == 1
    assert parse_rule(kind, most, targets)[0] == most
    for amount in (0, -1, most + 1, 10**12, 2**53):
        with pytest.raises(Invalid) as refused:
            parse_rule(kind, amount, targets)
        assert (code_of(refused), refused.value.facts) == ("contest.amount", {"most": most})


@given(st.sampled_from([*RuleType]), st.data())
def test_every_name_that_is_offered_can_be_typed(kind: RuleType, data: st.DataObject):
    if not offered(kind):
        return
    most = min(TARGETS_LIMIT, len(offered(kind)) - 1)
    slugs = data.draw(st.sets(st.sampled_from(offered(kind)), min_size=1, max_size=most))
    typed = ", ".join(metric(slug).name for slug in sorted(slugs))
    _, found = parse_rule(kind, 1, typed)
    assert set(found) == slugs
    assert list(found) == [slug for slug in offered(kind) if slug in slugs]


@given(st.text(max_size=60))
def test_whatever_is_typed_is_understood_or_refused(text: str):
    for kind in RuleType:
        try:
            _, slugs = parse_rule(kind, 5, text)
        except Invalid:
            continue
        assert set(slugs) <= set(offered(kind))
