"""What a pot is played by, in words: its rules, chances, and what officers read of flags, in both languages."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.ui.pots import crowd, flags, naming
from cogs.ui.pots.terms import pot_rules
from cogs.ui.words import SENTENCES, WORDS, Words
from domain.pot_flags import FlagKind, FlagState
from domain.pot_settings import PotState
from domain.pots import NAME_LIMIT, REASON_LIMIT, Ending, Terms
from services.pots.flagging import Flag, Flagged
from services.pots.views import Crowd, Entrant
from tests.bot import description
from tests.bot.test_pot_words import EN, ES, FRIDAY, NOW, pot, text

names = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=NAME_LIMIT)


@pytest.mark.parametrize("say", WORDS.values(), ids=[*WORDS])
@given(name=names, cost=st.integers(1, 10**6), tickets=st.integers(2, 10**6), data=st.data(), repeat=st.booleans())
def test_the_rules_name_what_decides_and_no_time(
    say: Words, name: str, cost: int, tickets: int, data: st.DataObject, repeat: bool
):
    most = data.draw(st.integers(1, tickets - 1))
    rules = pot_rules(say, Terms(name, cost, tickets, most, repeat))
    lines = rules.split("\n")
    assert lines[0] == name, "to the letter, not as Discord would escape it"
    for number in (cost, tickets, most):
        assert say.number(number) in lines[1]
    rest = "\n".join(lines[2:])
    assert re.findall(r"\d+", rest) == ["24"], "no other number, so no time either"
    assert "<t:" not in rules
    assert len(lines) == 10 + repeat
    assert all(line.strip() == line and line for line in lines[1:])


def test_the_rules_say_what_the_protocol_asks_for():
    rules = pot_rules(EN, FRIDAY)
    for words in (
        "A ticket costs 50 credits. There are 200 tickets, and one person holds 20 tickets at most.",
        "when the last ticket is sold, when an officer locks it, or at the closing time of the commitment",
        "If nobody is in it at the lock, it is cancelled.",
        "If one person is, it is cancelled and they get everything back.",
        "One person wins, drawn among all tickets sold, and gets every credit in the pot.",
        "No winner can be passed over",
        "If for 24 hours the entry list cannot be posted, or no round of the beacon can be had, the pot is cancelled",
        "and everybody gets everything back.",
        "Credits cannot be bought, cashed out or passed on between members.",
    ):
        assert words in rules
    assert "the next pot opens on the same terms" not in rules
    assert "the next pot opens on the same terms" in pot_rules(EN, replace(FRIDAY, repeat=True))
    assert max(len(line) for line in pot_rules(ES, FRIDAY).split("\n")) < 400


# Chances


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_a_chance_is_a_whole_percentage_that_never_claims_all_or_nothing(held: int, others: int):
    told = naming.share(EN, held, held + others)
    exact = 100 * held / (held + others)
    if found := re.fullmatch(r"(\d+) %", told):
        assert abs(int(found[1]) - exact) <= 0.5
        assert (found[1] == "100") == (not others)
        assert found[1] != "0"
    else:
        assert told == ("less than 1 %" if exact < 0.5 else "more than 99 %")
        assert exact < 0.5 or exact >= 99.5


@pytest.mark.parametrize(
    ("held", "sold", "told"),
    [(8, 62, "13 %"), (1, 3, "33 %"), (2, 3, "67 %"), (1, 1, "100 %"), (1, 1000, "less than 1 %"),
     (999, 1000, "more than 99 %"), (1, 200, "1 %"), (0, 0, "0 %")],
)  # fmt: skip
def test_chances_as_people_say_them(held: int, sold: int, told: str):
    assert naming.share(EN, held, sold) == told


# Flags


def flag(kind: FlagKind, state: FlagState = FlagState.OPEN, **facts: int) -> Flag:
    return Flag(
        id=1, pot_id=42, pot="Friday Pot", pot_state=PotState.OPEN, member_id=1, user_id=5, tickets=3, kind=kind,
        facts=facts, at=NOW, state=state, decided_by=2, decided_at=NOW, reason="*why*",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "english", "spanish"),
    [
        (flag(FlagKind.FAST, joins=4, seconds=8), "4 joins in 8 s", "4 entradas en 8 s"),
        (flag(FlagKind.FAST), "joined very fast", "entró muy rápido"),
        (
            flag(FlagKind.YOUNG, days=3),
            "account made 3 days before joining",
            "cuenta creada 3 días antes de entrar",
        ),
        (
            flag(FlagKind.YOUNG, days=1),
            "account made 1 day before joining",
            "cuenta creada 1 día antes de entrar",
        ),
        (
            flag(FlagKind.YOUNG, days=0),
            "account made less than a day before joining",
            "cuenta creada menos de un día antes de entrar",
        ),
        (flag(FlagKind.YOUNG), "young account", "cuenta nueva"),
        (
            flag(FlagKind.CROWD, accounts=5, tickets=80, percent=40, hours=3),
            "one of 5 young accounts made within 3 hours of each other, which together held 40 % of the tickets",
            "una de 5 cuentas nuevas creadas en un plazo de 3 horas, que juntas tenían el 40 % de los boletos",
        ),
        (
            flag(FlagKind.CROWD),
            "one of several young accounts made close to each other",
            "una de varias cuentas nuevas creadas casi a la vez",
        ),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_flag_reads_as_people_say_it(one: Flag, english: str, spanish: str):
    assert flags.flag_words(EN, one) == english
    assert flags.flag_words(ES, one) == spanish


@pytest.mark.parametrize("say", WORDS.values(), ids=[*WORDS])
def test_a_full_page_of_the_longest_flags_fits(say: Words):
    long = flag(FlagKind.CROWD, accounts=999, tickets=999_999, percent=100, hours=48)
    long = replace(long, pot="*_`~|" * 16, reason="_" * REASON_LIMIT)
    for state in FlagState:
        page = Flagged(tuple(replace(long, id=number, state=state) for number in range(5)), 99, 999, 4999, 4999)
        made = flags.flags_card(say, page)
        assert description.beyond_limits({"components": made.view().to_components()}) == []
        assert "`495`" in text(made)
        decided = state is not FlagState.OPEN
        assert len(made.rows) == 6
        assert any(made.rows[:5]) != decided


def test_every_kind_of_flag_has_its_words_in_the_log():
    for kind in FlagKind:
        assert f"audit.fact.pot.flag.{kind}" in SENTENCES
    for ending in Ending:
        if ending is not Ending.DRAWN:
            assert f"audit.fact.pot.why.{ending}" in SENTENCES
            assert naming.why(EN, pot(PotState.CANCELLED, ending=ending, reason="because"))


@pytest.mark.parametrize("say", WORDS.values(), ids=[*WORDS])
def test_a_full_page_of_everybody_fits(say: Words):
    whole = tuple(Entrant(1, 2**63, 999_999, 2**53, NOW) for _ in range(20))
    one = pot(terms=replace(FRIDAY, name="*" * 80), sold=1_000_000)
    made = crowd.crowd_card(say, Crowd(one, whole, 50, 50, 1000))
    assert "`1,000`" in text(made) or "`1.000`" in text(made)
    assert description.beyond_limits({"components": made.view().to_components()}) == []
