"""How contests judge: what earns an entry, what proves it, and who keeps it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contest_settings import RuleType
from domain.contests import Rule, offered
from domain.experience import level_at, xp_at
from domain.gains import GainKind, gain
from domain.judging import Course, Earned, Look, Standing, counted, gained, judge, judge_all, looks, needed, recount
from domain.metrics import CLUES_ALL, OVERALL, SKILLS

START = datetime(2026, 11, 20, 12, tzinfo=UTC)
FIRST = Look(11, START + timedelta(minutes=1), bytes(range(32)))
LAST = Look(29, START + timedelta(days=7), bytes(range(32, 64)))
BOSSES = ("zulrah", "vorkath", "kraken")
BOSS_MINIMUM = 5
ME, YOU = "discord:1", "discord:2"


def course(
    before: Mapping[str, int],
    after: Mapping[str, int],
    *,
    character: int = 1,
    who: str = ME,
    unlisted: frozenset[str] = frozenset(),
) -> Course:
    """A character between two snapshots of which everything is known that was not hidden."""
    moved = [slug for slug, value in after.items() if before.get(slug) != value]
    return Course(character, who, FIRST, LAST, before, after, moved, unlisted)


def rule(kind: RuleType, amount: int, *targets: str, number: int = 1) -> Rule:
    return Rule(number, kind, amount, targets)


KILLS = rule(RuleType.BOSS_KC, 50, "zulrah")


# What earns an entry


@pytest.mark.parametrize(("after", "entry"), [(149, False), (150, True), (151, True)])
def test_the_amount_itself_is_enough(after: int, entry: bool):
    assert (judge(KILLS, course({"zulrah": 100}, {"zulrah": after})) is not None) is entry


@pytest.mark.parametrize(
    ("one", "before", "after", "total"),
    [
        (rule(RuleType.SKILL_XP, 1, "slayer"), {"slayer": 10}, {"slayer": 40, "mining": 99}, 30),
        (rule(RuleType.SKILL_XP, 1, "slayer", "mining"), {"slayer": 10, "mining": 5}, {"slayer": 40, "mining": 9}, 34),
        (rule(RuleType.SKILL_XP, 1), {"slayer": 10, "agility": 5}, {"slayer": 11, "agility": 7}, 3),
        (rule(RuleType.LEVELS, 1, "agility"), {"agility": xp_at(40)}, {"agility": xp_at(45)}, 5),
        (rule(RuleType.LEVELS, 1), {"agility": 0, "mining": 0}, {"agility": xp_at(2), "mining": xp_at(4)}, 4),
        (rule(RuleType.BOSS_KC, 1), {"zulrah": 10, "vorkath": 10}, {"zulrah": 12, "vorkath": 13}, 5),
        (rule(RuleType.CLUES, 1, "clue_scrolls_hard"), {"clue_scrolls_hard": 1}, {"clue_scrolls_hard": 4}, 3),
        (rule(RuleType.CLUES, 1), {CLUES_ALL: 10, "clue_scrolls_hard": 4}, {CLUES_ALL: 13, "clue_scrolls_hard": 5}, 3),
        (rule(RuleType.TOTAL_XP, 1), {OVERALL: 100, "slayer": 50}, {OVERALL: 180, "slayer": 60}, 80),
    ],
    ids=lambda value: "" if isinstance(value, dict) else str(value)[:40],
)  # fmt: skip
def test_each_kind_of_rule_adds_up_what_it_names(one: Rule, before: dict[str, int], after: dict[str, int], total: int):
    earned = judge(one, course(before, after))
    assert earned is not None
    assert earned.gained == total == gained(one, course(before, after))
    assert judge(replace(one, amount=total + 1), course(before, after)) is None


def test_levels_end_at_99():
    levels = rule(RuleType.LEVELS, 1, "slayer")
    assert judge(levels, course({"slayer": xp_at(99)}, {"slayer": 200_000_000})) is None


def test_what_went_down_or_is_hidden_at_the_end_earns_nothing():
    for after in ({"zulrah": 40}, {}):
        assert judge(rule(RuleType.BOSS_KC, 1, "zulrah"), course({"zulrah": 100}, after)) is None
    both = rule(RuleType.BOSS_KC, 1, "zulrah", "vorkath")
    earned = judge(both, course({"zulrah": 100, "vorkath": 10}, {"zulrah": 90, "vorkath": 12}))
    assert earned is not None
    assert earned.gained == 2
    levels = rule(RuleType.LEVELS, 5, "agility", "mining")
    fell = course({"agility": xp_at(40), "mining": xp_at(60)}, {"agility": xp_at(45), "mining": xp_at(50)})
    assert gained(levels, fell) == 5
    assert judge(levels, fell) is not None


def test_hidden_at_first_counts_as_far_as_it_is_proven():
    once = rule(RuleType.BOSS_KC, 1, "zulrah")
    earned = judge(once, course({}, {"zulrah": 12}))
    assert earned is not None
    assert earned.gained == 12 - (BOSS_MINIMUM - 1)
    assert "zulrah hidden to 12: at least 8" in earned.evidence
    assert judge(once, course({}, {"zulrah": 12}, unlisted=frozenset({"zulrah"}))) is None
    assert judge(rule(RuleType.LEVELS, 1, "slayer"), course({OVERALL: 0}, {OVERALL: 9000, "slayer": 9000})) is None


def test_clues_whose_total_was_hidden_are_proven_tier_by_tier():
    earned = judge(rule(RuleType.CLUES, 2), course({}, {CLUES_ALL: 3, "clue_scrolls_hard": 2}))
    assert earned is not None
    assert earned.gained == 2
    assert "clue_scrolls_hard hidden to 2: at least 2\ngained 2" in earned.evidence


def test_each_character_is_judged_alone_and_a_person_enters_once_by_each_rule():
    main = course({"zulrah": 100}, {"zulrah": 140}, character=1)
    alt = course({"zulrah": 0}, {"zulrah": 49}, character=2)
    assert judge_all([KILLS], [main, alt]) == []
    better = course({"zulrah": 100}, {"zulrah": 170}, character=1)
    best = course({"zulrah": 0}, {"zulrah": 80}, character=2)
    (earned,) = judge_all([KILLS], [better, best])
    assert (earned.character_id, earned.gained) == (2, 80)
    tie = course({"zulrah": 0}, {"zulrah": 70}, character=3)
    (earned,) = judge_all([KILLS], [better, tie])
    assert earned.character_id == 1


# Properties

Values = dict[str, int]


@st.composite
def honest(draw: st.DrawFn) -> tuple[Values, Values, Course]:
    """What really happened between two snapshots, and what the hiscores let us see of it."""
    before = {slug: draw(st.integers(0, 60)) for slug in BOSSES}
    after = {slug: value + draw(st.integers(0, 60)) for slug, value in before.items()}
    skills = draw(st.lists(st.sampled_from(SKILLS), min_size=1, max_size=4, unique=True))
    for slug in skills:
        before[slug] = draw(st.integers(0, 2_000_000))
        after[slug] = before[slug] + draw(st.integers(0, 2_000_000))
    for values in (before, after):
        values[OVERALL] = sum(values[slug] for slug in skills)
    hidden = set(draw(st.lists(st.sampled_from(skills), unique=True)))
    seen = [
        {
            slug: value
            for slug, value in values.items()
            if (value >= BOSS_MINIMUM if slug in BOSSES else slug not in hidden or number)
        }
        for number, values in enumerate((before, after))
    ]
    return before, after, course(*seen)


@st.composite
def asked(draw: st.DrawFn) -> Rule:
    kind = draw(st.sampled_from([RuleType.SKILL_XP, RuleType.LEVELS, RuleType.BOSS_KC, RuleType.TOTAL_XP]))
    targets = () if kind is RuleType.TOTAL_XP else tuple(draw(st.sets(st.sampled_from(offered(kind)), max_size=4)))
    return Rule(1, kind, draw(st.integers(1, 200)), targets)


def truly(one: Rule, before: Values, after: Values) -> int:
    """What was really gained of what the rule counts."""
    worth = level_at if one.type is RuleType.LEVELS else int
    return sum(worth(after.get(slug, 0)) - worth(before.get(slug, 0)) for slug in counted(one))


@given(honest(), asked())
def test_nothing_is_granted_beyond_what_really_happened(what: tuple[Values, Values, Course], one: Rule):
    before, after, seen = what
    assert gained(one, seen) <= truly(one, before, after)
    earned = judge(one, seen)
    assert (earned is not None) == (gained(one, seen) >= one.amount)
    if earned is not None:
        assert earned.gained == gained(one, seen)


@given(honest(), asked())
def test_what_is_seen_at_both_ends_counts_in_full(what: tuple[Values, Values, Course], one: Rule):
    before, after, _ = what
    assert gained(one, course(before, after)) == truly(one, before, after)


@given(honest(), asked(), st.data(), st.integers(0, 1_000_000))
def test_gaining_more_never_costs_an_entry(
    what: tuple[Values, Values, Course], one: Rule, data: st.DataObject, more: int
):
    _, after, seen = what
    slug = data.draw(st.sampled_from([*BOSSES, *(each for each in seen.after if each in SKILLS)]))
    further = dict(seen.after)
    further[slug] = after[slug] + more
    if slug in SKILLS:
        further[OVERALL] += more
    if further[slug] < BOSS_MINIMUM:
        return
    assert gained(one, course(seen.before, further)) >= gained(one, seen)
    if judge(one, seen) is not None:
        assert judge(one, course(seen.before, further)) is not None


@given(
    st.lists(st.tuples(honest(), st.sampled_from([ME, YOU, "osrs:Bram"])), max_size=6), st.lists(asked(), max_size=4)
)
def test_a_person_has_at_most_one_entry_by_each_rule(
    people: list[tuple[tuple[Values, Values, Course], str]], rules: list[Rule]
):
    rules = [replace(one, id=number) for number, one in enumerate(rules, 1)]
    courses = [replace(seen, character_id=number, who=who) for number, ((_, _, seen), who) in enumerate(people, 1)]
    earned = judge_all(rules, courses)
    keys = [(one.rule_id, one.who) for one in earned]
    assert len(set(keys)) == len(keys)
    assert keys == sorted(keys)
    by_id = {one.id: one for one in rules}
    for one in earned:
        theirs = [gained(by_id[one.rule_id], each) for each in courses if each.who == one.who]
        assert one.gained == max(theirs) >= by_id[one.rule_id].amount


@given(
    st.lists(st.tuples(honest(), st.sampled_from([ME, YOU, "osrs:Bram"])), max_size=6),
    st.lists(asked(), max_size=4),
)
def test_judging_all_at_once_finds_what_judging_one_by_one_finds(
    people: list[tuple[tuple[Values, Values, Course], str]], rules: list[Rule]
):
    rules = [replace(one, id=number) for number, one in enumerate(rules, 1)]
    courses = [replace(seen, character_id=number, who=who) for number, ((_, _, seen), who) in enumerate(people, 1)]
    slowly: dict[tuple[int, str], Earned] = {}
    for found in (judge(one, each) for each in courses for one in rules):
        if found and found.gained > getattr(slowly.get((found.rule_id, found.who)), "gained", 0):
            slowly[found.rule_id, found.who] = found
    assert judge_all(rules, courses) == [slowly[key] for key in sorted(slowly)]


LINE = re.compile(r"([a-z_]+) (hidden|[0-9]+) to ([0-9]+): (at least )?([0-9]+)")


@given(honest(), asked())
def test_the_evidence_can_be_reckoned_again_from_the_two_snapshots(what: tuple[Values, Values, Course], one: Rule):
    _, _, seen = what
    earned = judge(one, seen)
    if earned is None:
        return
    head, asks, first, last, *lines, total = earned.evidence.splitlines()
    assert head == "guildhall/evidence/1"
    assert asks == f"rule {one.type} >= {one.amount}: {','.join(one.targets) or 'all'}"
    assert first == f"from snapshot 11 of 2026-11-20T12:01:00Z sha256 {FIRST.hash.hex()}"
    assert last == f"to snapshot 29 of 2026-11-27T12:00:00Z sha256 {LAST.hash.hex()}"
    reckoned = 0
    for line in lines:
        match = LINE.fullmatch(line)
        assert match is not None
        slug, before, after, at_least, proven = match.groups()
        again = gain(slug, seen.before, seen.after)
        level = level_at if one.type is RuleType.LEVELS else int
        assert before == ("hidden" if again.before is None else str(level(again.before)))
        assert again.after is not None
        assert int(after) == level(again.after)
        assert (at_least is not None) == (again.kind is GainKind.AT_LEAST)
        assert int(proven) == (again.gained if before == "hidden" else int(after) - int(before)) > 0
        assert slug in counted(one)
        reckoned += int(proven)
    assert total == f"gained {reckoned}"
    assert reckoned == earned.gained
    assert earned.evidence.endswith("\n")
    assert ME not in earned.evidence
    assert looks(earned.evidence) == (FIRST, LAST)


@given(st.lists(asked(), max_size=5))
def test_what_is_needed_holds_all_that_counts(rules: list[Rule]):
    for one in rules:
        assert set(counted(one)) <= needed(rules)
    if any(one.type is RuleType.SKILL_XP for one in rules):
        assert {OVERALL, *SKILLS} <= needed(rules)


# Counting again


def earned(rule_id: int, who: str, amount: int = 50) -> Earned:
    return Earned(rule_id, who, 1, amount, f"{who} {amount}")


def test_a_recount_says_who_came_who_stayed_and_who_went():
    standing = [Standing(3, earned(1, ME)), Standing(7, earned(1, YOU))]
    changes = recount(standing, [earned(1, YOU, 60), earned(2, ME)])
    assert changes.added == (earned(2, ME),)
    assert changes.kept == (earned(1, YOU, 60),)
    assert changes.removed == (earned(1, ME),)
    assert changes.changes
    assert not recount(standing, [earned(1, YOU, 60), earned(1, ME)]).changes


keys = st.sets(st.tuples(st.integers(1, 3), st.sampled_from([ME, YOU, "osrs:Bram"])))


@given(keys, keys)
def test_a_recount_loses_nobody_and_doubles_nobody(before: set[tuple[int, str]], now: set[tuple[int, str]]):
    standing = [Standing(seq, earned(*key)) for seq, key in enumerate(sorted(before))]
    changes = recount(standing, [earned(*key) for key in sorted(now)])
    told = {name: [(one.rule_id, one.who) for one in getattr(changes, name)] for name in ("added", "kept", "removed")}
    assert all(len(set(one)) == len(one) for one in told.values())
    assert set(told["added"]) == now - before
    assert set(told["kept"]) == now & before
    assert set(told["removed"]) == before - now
