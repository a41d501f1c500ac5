"""How a contest reads in both languages: every rule, every way it can stand, and the largest one there can be."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import discord
import pytest

from cogs.ui.cards import COMPONENT_LIMIT, TEXT_LIMIT, Card
from cogs.ui.contest import card, how, naming, standing
from cogs.ui.contest.choices import STATUSES, TYPES
from cogs.ui.contest.terms import contest_terms
from cogs.ui.draws.how import how_card
from cogs.ui.press import Press
from cogs.ui.words import WORDS, Words
from domain.clan import Run, RunError, RunState, Trigger
from domain.contest_drafts import NAME_LIMIT, PRIZE_LIMIT, RULES_LIMIT, TARGETS_LIMIT
from domain.contest_settings import WINNERS_LIMIT, Phase, RuleType
from domain.contests import Contest, ContestState, Rule, Wait, offered
from domain.draws import DrawState
from fairness.beacon import QUICKNET
from fairness.drawing import Pick
from fairness.protocol import Call, Draw, Kind, Lock, Mode
from services.contests.views import Shown
from services.draws import Place, Seen
from storage.draws import Record
from tests.bot import description

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
EN, ES = WORDS["en"], WORDS["es"]


def rule(kind: RuleType, amount: int, *targets: str) -> Rule:
    return Rule(1, kind, amount, targets)


def contest(**more: Any) -> Contest:
    rules = (rule(RuleType.BOSS_KC, 50, "zulrah"),)
    made = Contest(3, 7, "Slayer week", "10M bank", ContestState.ACTIVE, NOW, NOW + timedelta(days=7), 1, rules, 8, 4)
    return replace(made, **more)


def record(state: DrawState, **more: Any) -> Record:
    draw = Draw(7, 4, Kind.CONTEST, "Slayer week", 1, 1, Mode.BEACON, QUICKNET.hash, "The rules")
    known: dict[str, Any] = dict.fromkeys(Record.__dataclass_fields__)
    known |= {"id": 4, "state": state, "draw": draw, "commitment": bytes(32), "address": "0" * 64, "channel_id": 8}
    known |= {"committed_at": NOW, "ended_at": NOW, "settled_at": NOW}
    if state in (DrawState.LOCKED, DrawState.CALLED, DrawState.SETTLED):
        known |= {"lock": Lock(bytes(32), bytes(32)), "lock_post": 5}
    if state in (DrawState.CALLED, DrawState.SETTLED):
        known |= {"call": Call(bytes(32), 123, 1, bytes(32)), "call_post": 6}
    return Record(**(known | more))


def seen(state: DrawState, places: Sequence[Place] = (), **more: Any) -> Seen:
    return Seen(record(state, **more), 41, 41, 27, tuple(places), NOW + timedelta(seconds=20))


def shown(one: Contest, phase: Phase, draw: Seen | None, wait: Wait | None = None, **more: Any) -> Shown:
    known: dict[str, Any] = {"entries": 41, "people": 27, "run": None, "unread": (), "panel": None} | more
    return Shown(contest=one, phase=phase, draw=draw, wait=wait, **known)


def text(card: Card) -> str:
    head, blocks, small = card.texts()
    return "\n".join([head, *blocks, small])


TIERS = ("clue_scrolls_easy", "clue_scrolls_elite")
RULES = [
    (rule(RuleType.SKILL_XP, 500_000, "slayer"), "Slayer XP +500,000", "XP de Slayer +500.000"),
    (rule(RuleType.SKILL_XP, 1, "slayer", "mining"), "XP in Slayer, Mining +1", "XP en Slayer, Mining +1"),
    (rule(RuleType.SKILL_XP, 9), "XP in any skills +9", "XP en cualquier habilidad +9"),
    (rule(RuleType.LEVELS, 5, "agility"), "Levels in Agility +5", "Niveles en Agility +5"),
    (rule(RuleType.LEVELS, 5), "Levels in any skills +5", "Niveles en cualquier habilidad +5"),
    (rule(RuleType.BOSS_KC, 1, "zulrah"), "Zulrah +1 kill", "Zulrah +1 baja"),
    (rule(RuleType.BOSS_KC, 50, "zulrah", "kraken"), "Zulrah, Kraken +50 kills", "Zulrah, Kraken +50 bajas"),
    (rule(RuleType.BOSS_KC, 50), "any boss +50 kills", "cualquier jefe +50 bajas"),
    (rule(RuleType.CLUES, 1, "clue_scrolls_hard"), "1 hard clue", "1 pista difícil"),
    (rule(RuleType.CLUES, 3, "clue_scrolls_master"), "3 master clues", "3 pistas maestras"),
    (rule(RuleType.CLUES, 3, *TIERS), "3 clues (easy, elite)", "3 pistas (fácil, élite)"),
    (rule(RuleType.CLUES, 1), "1 clue of any tier", "1 pista de cualquier nivel"),
    (rule(RuleType.TOTAL_XP, 2_000_000), "Total XP +2,000,000", "XP total +2.000.000"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "english", "spanish"), RULES, ids=[english for _, english, _ in RULES])
def test_a_rule_reads_as_people_say_it(one: Rule, english: str, spanish: str):
    assert naming.rule_words(EN, one) == english
    assert naming.rule_words(ES, one) == spanish


@pytest.mark.parametrize(("kind", "say"), [*product(RuleType, WORDS.values())], ids=str)
def test_every_target_that_there_is_has_its_words(kind: RuleType, say: Words):
    for slug in offered(kind):
        assert naming.rule_words(say, rule(kind, 2, slug)).strip()


def test_long_rules_name_the_first_few_on_cards_and_all_of_them_in_the_terms():
    many = rule(RuleType.BOSS_KC, 50, *offered(RuleType.BOSS_KC)[:TARGETS_LIMIT])
    assert naming.rule_words(EN, many).endswith("Artio, Barrows Chests, Brutus, Bryophyta and 22 more +50 kills")
    terms = contest_terms(EN, contest(rules=(many,)), ZoneInfo("UTC"))
    assert terms.count(", ") > TARGETS_LIMIT
    assert "and 22 more" not in terms


def test_choices_are_those_of_the_rules_and_phases():
    assert [choice.value for choice in TYPES] == [*RuleType]
    assert [choice.value for choice in STATUSES] == [*Phase]


# The terms


@pytest.mark.parametrize("say", WORDS.values(), ids=[*WORDS])
def test_the_terms_are_plain_text_that_names_everything_that_decides(say: Words):
    one = contest(name="**Slayer** _week_", prize="10M & a <cape> [x](y)", winners=3)
    terms = contest_terms(say, one, ZoneInfo("Europe/Madrid"))
    lines = terms.split("\n")
    assert lines[0] == "**Slayer** _week_", "to the letter, not as Discord would escape it"
    assert lines[1].endswith(": 10M & a <cape> [x](y)")
    assert "2026-11-20 13:00" in terms
    assert "2026-11-27 12:00 UTC" in terms
    assert "Europe/Madrid" in terms
    assert "<t:" not in terms
    assert all(line.strip() == line and line for line in lines)
    assert re.search(r"\b3 (different people win|personas distintas)", terms)
    assert re.search(r"7 (days|días)\.", terms)
    assert len(lines) == 11


def test_the_terms_say_once_what_utc_says():
    assert "that is from" not in contest_terms(EN, contest(), ZoneInfo("UTC"))
    odd = contest(starts_at=NOW.replace(second=7))
    assert "from 2026-11-20 12:00:07 to 2026-11-27 12:00 UTC" in contest_terms(EN, odd, ZoneInfo("UTC"))


# Every way it can stand

RUN = Run(5, 7, Trigger.CONTEST, RunState.RUNNING, None, NOW, None, 300, 119, 1, None)
UNREAD = tuple(RunError(number, f"Raider {number}", "missing") for number in range(400))
PLACE = Place(0, Pick(0, 7, bytes(32)), "discord:5", 1, None, None)
VOID = replace(PLACE, void="left", position=1, who="osrs:Bram")
OVER = {"state": ContestState.ENDED, "ended_at": NOW}

STANDS: dict[str, tuple[Shown, str]] = {
    "upcoming": (
        shown(contest(), Phase.UPCOMING, seen(DrawState.COMMITTED), entries=0),
        "Upcoming · starts <t:",
    ),
    "active": (shown(contest(), Phase.ACTIVE, seen(DrawState.COMMITTED)), "41 entries by 27 members"),
    "one": (
        shown(contest(), Phase.ACTIVE, seen(DrawState.COMMITTED), entries=1, people=1),
        "1 entry by 1 member\n",
    ),
    "nobody": (shown(contest(), Phase.ACTIVE, seen(DrawState.COMMITTED), entries=0), "Nobody has entered yet."),
    "run": (
        shown(contest(**OVER), Phase.ENDED, seen(DrawState.COMMITTED), Wait.RUN, run=RUN),
        "120 of 300 characters so far",
    ),
    "soon": (
        shown(contest(**OVER), Phase.ENDED, seen(DrawState.COMMITTED), Wait.RUN),
        "Everybody is read one last time now.",
    ),
    "failed": (
        shown(
            contest(**OVER),
            Phase.ENDED,
            seen(DrawState.COMMITTED),
            Wait.RUN,
            run=replace(RUN, state=RunState.FAILED),
        ),
        "The last snapshot failed and is tried again every 15 minutes.",
    ),
    "fresh": (
        shown(contest(**OVER), Phase.ENDED, seen(DrawState.COMMITTED), Wait.FRESH_RUN),
        "within 24 hours of a complete snapshot",
    ),
    "confirm": (
        shown(contest(**OVER), Phase.ENDED, seen(DrawState.COMMITTED), Wait.CONFIRMATION, run=RUN, unread=UNREAD),
        "• not on the hiscores under that name: Raider 0, ",
    ),
    "post": (
        shown(contest(**OVER), Phase.ENDED, seen(DrawState.COMMITTED), Wait.POST),
        "The commitment is not posted yet. I need *View Channel* and *Send Messages* in <#8>",
    ),
    "locking": (shown(contest(**OVER), Phase.ENDED, seen(DrawState.COMMITTED)), "The entries are being locked."),
    "locked": (shown(contest(**OVER), Phase.ENDED, seen(DrawState.LOCKED)), "A leader presses *Run draw*."),
    "unposted": (
        shown(contest(**OVER), Phase.ENDED, seen(DrawState.LOCKED, lock_post=None)),
        "The draw can be run once their list is posted in <#8>.",
    ),
    "called": (
        shown(contest(**OVER), Phase.ENDED, seen(DrawState.CALLED)),
        "beacon round 123 decides, out <t:",
    ),
    "empty": (
        shown(contest(**OVER), Phase.ENDED, seen(DrawState.CANCELLED), entries=0),
        "Nobody earned an entry, so there is no draw.",
    ),
    "drawn": (
        shown(contest(), Phase.DRAWN, seen(DrawState.SETTLED, [PLACE])),
        "🏆 <@5> wins with ticket 7 of 41",
    ),
    "voided": (
        shown(contest(), Phase.DRAWN, seen(DrawState.SETTLED, [replace(PLACE, void="left"), replace(VOID, void=None)])),
        "1 winner passed over by the host: not proven\n**1.** ~~<@5>~~ · ticket 7 of 41 · passed over: left\n**2.**",
    ),
    "late": (
        shown(contest(), Phase.DRAWN, seen(DrawState.SETTLED, [PLACE], call_post=2**62)),
        "**Called late**",
    ),
    "cancelled": (
        shown(contest(reason="no *time*"), Phase.CANCELLED, seen(DrawState.CANCELLED)),
        "**Why** no \\*time\\*",
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discord.utils, "utcnow", lambda: NOW)


@pytest.mark.parametrize("name", STANDS)
def test_the_card_says_how_it_stands(name: str):
    one, words = STANDS[name]
    told = text(card.contest_card(EN, one, "https://guild.example"))
    assert words in told
    assert told.startswith("## 🏆 Slayer week\n")
    assert "commitment 0000…0000 · beacon draw: nobody can choose the winner" in told
    assert not re.search(r"\b0 (entr|memb|char)|\b1 (entries|members)|\b[2-9] (entry|member)\b|None|[{}]|\n\n", told)


LOOKS = {"My entries", "All entries", "How it is drawn"}
ACTS = {
    "locked": {"Run draw"},
    "fresh": {"Run again"},
    "confirm": {"Run again", "Lock anyway"},
    **{name: {"Proof file"} for name in ("drawn", "voided", "late")},
}


@pytest.mark.parametrize("name", STANDS)
def test_the_card_has_buttons_for_what_can_still_be_done_and_no_others(name: str):
    one, _ = STANDS[name]
    rows = card.contest_card(EN, one, "https://guild.example").rows
    labels = {item.item.label for row in rows for item in row if isinstance(item, Press)}
    assert labels == (LOOKS | ACTS.get(name, set()))


@pytest.mark.parametrize(("name", "say"), [*product(STANDS, WORDS.values())], ids=str)
def test_every_card_is_what_discord_takes(name: str, say: Words):
    one, _ = STANDS[name]
    for url in ("", "https://guild.example"):
        sent = {"components": card.contest_card(say, one, url).view().to_components()}
        assert description.beyond_limits(sent) == []
        if one.draw is not None:
            explained = {"components": how_card(say, one.draw, how.LIMITS).view().to_components()}
            assert description.beyond_limits(explained) == []


@pytest.mark.parametrize("say", WORDS.values(), ids=[*WORDS])
def test_the_largest_contest_fits_with_its_buttons_and_its_commitment(say: Words):
    targets = sorted(offered(RuleType.BOSS_KC), key=len)[-TARGETS_LIMIT:]
    rules = tuple(Rule(number, RuleType.BOSS_KC, 999_999, tuple(targets)) for number in range(RULES_LIMIT))
    one = contest(name="W" * NAME_LIMIT, prize="*" * PRIZE_LIMIT, winners=WINNERS_LIMIT, rules=rules, reason="_" * 300)
    places = [replace(PLACE, position=number, void="~" * 300 if number % 2 else None) for number in range(50)]
    for phase, draw in ((Phase.DRAWN, seen(DrawState.SETTLED, places)), (Phase.CANCELLED, seen(DrawState.CANCELLED))):
        big = card.contest_card(say, shown(one, phase, draw), "https://guild.example")
        assert len(text(big)) <= TEXT_LIMIT + 100
        components = json.dumps(big.view().to_components())
        assert components.count('"type"') <= COMPONENT_LIMIT
        assert "commit" in big.texts()[2] or "compromiso" in big.texts()[2]


def test_nobody_left_to_step_up_is_told_apart_from_somebody():
    two = seen(DrawState.SETTLED, [replace(PLACE, void="left"), replace(VOID, void=None)])
    assert standing.stepped_up(two) == two.places[1]
    assert standing.stepped_up(seen(DrawState.SETTLED, [PLACE])) is None
    alone = seen(DrawState.SETTLED, [replace(PLACE, void="left")])
    assert standing.stepped_up(alone) is None
    told = standing.winners_block(EN, alone)
    assert told.endswith("passed over: left\nNobody has won: every winner was passed over.")
    both = replace(record(DrawState.SETTLED).draw, winners=2)
    ran_out = seen(DrawState.SETTLED, [replace(PLACE, void="left"), replace(VOID, void=None)], draw=both)
    assert standing.stepped_up(ran_out) is None, "the second one had won before"


@pytest.mark.parametrize("say", WORDS.values(), ids=[*WORDS])
def test_a_sealed_draw_is_never_called_fair(say: Words):
    draw = record(DrawState.COMMITTED).draw
    sealed = seen(DrawState.COMMITTED, draw=replace(draw, mode=Mode.SEALED, chain=b""))
    one = shown(contest(), Phase.ACTIVE, sealed)
    told = text(card.contest_card(say, one)) + text(how_card(say, sealed, how.LIMITS))
    assert ("Sealed (you trust the host)" if say is EN else "Sellado (confías en el anfitrión)") in told
    for word in ("fair", "nobody can", "nadie puede", "justo"):
        assert word not in told.lower()


def test_the_explanation_has_six_short_steps():
    for say in WORDS.values():
        one, _ = STANDS["active"]
        assert one.draw is not None
        steps = how_card(say, one.draw, how.LIMITS).body[0].splitlines()
        assert [step[:2] for step in steps] == [f"{number}." for number in range(1, 7)]
        assert max(map(len, steps)) < 190
    assert "nobody can know or choose it, unless the host and most of the beacon's operators conspire." in text(
        how_card(EN, seen(DrawState.COMMITTED), how.LIMITS)
    )


def test_a_person_of_a_contest_has_a_name_everywhere():
    erased = seen(DrawState.SETTLED, [replace(PLACE, who=None)])
    told = text(card.contest_card(EN, shown(contest(), Phase.DRAWN, erased)))
    assert "🏆 somebody erased (not checkable) wins" in told
