"""How a pot reads in both languages: every way it can stand, its rules, and the largest one there can be."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest

from cogs.ui.announcements import Draw as Drawing
from cogs.ui.cards import COMPONENT_LIMIT, TEXT_LIMIT, Card
from cogs.ui.draws.how import how_card
from cogs.ui.pots import card, history, how, naming, news
from cogs.ui.pots.card import Frame
from cogs.ui.pots.choices import STATUSES
from cogs.ui.press import Press
from cogs.ui.words import WORDS, Words
from domain.draws import DrawState
from domain.notices import Notice
from domain.pot_settings import PotState
from domain.pots import NAME_LIMIT, REASON_LIMIT, Ending, Pot, Terms
from fairness.beacon import QUICKNET
from fairness.drawing import Pick
from fairness.protocol import Call, Draw, Kind, Lock, Mode
from services.draws import Place, Seen
from services.pots.views import Entrant, Shown
from storage.draws import Record
from tests.bot import description

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
EN, ES = WORDS["en"], WORDS["es"]
URL = "https://guild.example"
FRIDAY = Terms("Friday Pot", 50, 200, 20, repeat=False)


def pot(state: PotState = PotState.OPEN, **more: Any) -> Pot:
    known: dict[str, Any] = dict.fromkeys(Pot.__dataclass_fields__)
    known |= {"id": 42, "guild_id": 7, "terms": FRIDAY, "state": state, "channel_id": 8, "draw_id": 4, "reason": ""}
    known |= {"opened_at": NOW, "closes_at": NOW + timedelta(minutes=41), "sold": 124, "players": 17}
    if state is not PotState.OPEN:
        known |= {"locked_at": NOW}
    if state in (PotState.SETTLED, PotState.CANCELLED):
        known |= {"ended_at": NOW}
    return Pot(**(known | more))


def record(state: DrawState, **more: Any) -> Record:
    draw = Draw(7, 4, Kind.POT, "Friday Pot", 1, 1, Mode.BEACON, QUICKNET.hash, "The rules")
    known: dict[str, Any] = dict.fromkeys(Record.__dataclass_fields__)
    known |= {"id": 4, "state": state, "draw": draw, "commitment": bytes(32), "address": "0" * 64, "channel_id": 8}
    known |= {"committed_at": NOW, "commitment_post": 3}
    if state in (DrawState.LOCKED, DrawState.CALLED, DrawState.SETTLED):
        known |= {"lock": Lock(bytes(32), bytes(32)), "lock_post": 5}
    if state in (DrawState.CALLED, DrawState.SETTLED):
        known |= {"call": Call(bytes(32), 123, 1, bytes(32)), "call_post": 6}
    if state is DrawState.SETTLED:
        known |= {"result": bytes(32), "settled_at": NOW, "ended_at": NOW}
    return Record(**(known | more))


PLACE = Place(0, Pick(0, 7, bytes(32)), "discord:5", 1, None, None)


def seen(state: DrawState, **more: Any) -> Seen:
    places = (PLACE,) if state is DrawState.SETTLED else ()
    return Seen(record(state, **more), 17, 124, 17, places, NOW + timedelta(seconds=20))


def people(count: int) -> tuple[Entrant, ...]:
    """That many, each with as many tickets as come after."""
    return tuple(Entrant(one, 100 + one, count - one, 50 * (count - one), NOW) for one in range(count))


def shown(one: Pot, draw: Seen, entrants: Sequence[Entrant] | None = None, **more: Any) -> Shown:
    known: dict[str, Any] = {"winner": None, "next": None, "panel": None} | more
    return Shown(pot=one, entrants=tuple(people(17) if entrants is None else entrants), draw=draw, **known)


def text(one: Card) -> str:
    head, blocks, small = one.texts()
    return "\n".join([head, *blocks, small])


OVER = {"payout": 6200, "winner_id": 1}
STANDS: dict[str, tuple[Shown, str]] = {
    "open": (
        shown(pot(), seen(DrawState.COMMITTED)),
        ("Open · locks <t:1795178460:R> (<t:1795178460:f>) or when full\n"
        "▰▰▰▰▰▰▱▱▱▱ 62 %\u20036,200 of 10,000 credits\nTicket 50 · up to 20 each · 17 players\n"
        "<@100> 17 · <@101> 16 · <@102> 15 · and 14 more\n"),
    ),
    "empty": (
        shown(pot(sold=0, players=0), seen(DrawState.COMMITTED), ()),
        "0 of 10,000 credits\nTicket 50 · up to 20 each · nobody in it yet\n",
    ),
    "one": (shown(pot(sold=1, players=1), seen(DrawState.COMMITTED), people(1)), "1 player\n<@100> 1\n"),
    "paused": (
        shown(pot(paused="Wait *here*"), seen(DrawState.COMMITTED)),
        "Paused: Wait \\*here\\*\n",
    ),
    "unposted": (
        shown(pot(PotState.LOCKED), seen(DrawState.LOCKED, lock_post=None)),
        "⏳ The entry list is being posted in <#8>; the draw is called right after it.",
    ),
    "locked": (
        shown(pot(PotState.LOCKED), seen(DrawState.LOCKED)),
        ("🔒 Locked <t:1795176000:R>, being drawn\n▰▰▰▰▰▰▱▱▱▱ 62 %\u20036,200 of 10,000 credits\n"
        "124 tickets at 50 credits · 17 players\n<@100> 17 · <@101> 16 · <@102> 15 · and 14 more\n"
        "⏳ The draw is being called."),
    ),
    "called": (
        shown(pot(PotState.SETTLING), seen(DrawState.CALLED)),
        "⏳ **The secret is out.** Beacon round **123** will be published <t:1795176020:R>.\n",
    ),
    "won": (
        shown(pot(PotState.SETTLED, **OVER), seen(DrawState.SETTLED), winner=5),
        "Won by <@5> · <t:1795176000:R> (<t:1795176000:f>)\n**6,200 credits** with ticket 7 of 124\n",
    ),
    "next": (
        shown(pot(PotState.SETTLED, **OVER), seen(DrawState.SETTLED), winner=5, next=pot()),
        (f"[Commitment](https://discord.com/channels/7/8/3) `{'0' * 8}…{'0' * 8}` · "
        f"[Lock](https://discord.com/channels/7/8/5) `{'0' * 8}…{'0' * 8}` · "
        f"[Call](https://discord.com/channels/7/8/6) `{'0' * 8}…{'0' * 8}` · Round 123\nResult `{'0' * 64}`\n"),
    ),
    "late": (
        shown(pot(PotState.SETTLED, **OVER), seen(DrawState.SETTLED, call_post=2**62), winner=5),
        "**Called late**",
    ),
    "erased": (
        shown(pot(PotState.SETTLED, **OVER), seen(DrawState.SETTLED)),
        "Won by somebody erased · <t:",
    ),
    "nobody": (
        shown(
            pot(PotState.CANCELLED, ending=Ending.EMPTY, sold=0, players=0), seen(DrawState.CANCELLED, ended_at=NOW), ()
        ),
        "Cancelled <t:1795176000:R>: nobody was in it\n-# commitment",
    ),
    "alone": (
        shown(
            pot(PotState.CANCELLED, ending=Ending.ALONE, sold=1, players=1), seen(DrawState.CANCELLED, ended_at=NOW), ()
        ),
        ": only one person was in it\n50 credits went back to 1 person.\n",
    ),
    "officers": (
        shown(
            pot(PotState.CANCELLED, ending=Ending.OFFICERS, reason="_Wrong_"), seen(DrawState.CANCELLED), ()
        ),
        ": \\_Wrong\\_\n6,200 credits went back to 17 people.\n",
    ),
    "closed": (
        shown(pot(PotState.CANCELLED, ending=Ending.UNPOSTED), seen(DrawState.CANCELLED), ()),
        ": its entry list could not be posted for a day\n",
    ),
    "silent": (
        shown(pot(PotState.CANCELLED, ending=Ending.SILENT), seen(DrawState.CALLED, ended_at=NOW), ()),
        "No relay has given beacon round **123**, and the draw was given up <t:1795176000:R>.",
    ),
}  # fmt: skip
FRAME = Frame(NOW, ("https://relay.example",), URL)
LOOKS = {"My tickets", "Everybody", "How it is drawn"}
JOINS = {"1", "3", "5", "Other…", "My tickets", "Leave", "How it is drawn"}
BUTTONS = {
    **dict.fromkeys(("open", "empty", "one", "paused"), JOINS),
    **dict.fromkeys(("unposted", "locked", "called"), LOOKS),
    **{key: {*LOOKS, "Proof file"} for key in ("won", "late", "erased")},
    "next": {*LOOKS, "Proof file", "Join the next pot"},
}


@pytest.mark.parametrize("name", STANDS)
def test_the_card_says_how_it_stands(name: str):
    one, words = STANDS[name]
    told = text(card.pot_card(EN, one, FRAME))
    assert words in told, told
    assert told.startswith("## 🪙 Friday Pot\n")
    assert "commitment 0000…0000 · beacon draw: nobody can choose the winner" in told
    assert not re.search(
        r"\b0 (tick|play|pers|memb)|\b1 (players|people)|\b[2-9] (player|person)\b|None|[{}]|\n\n", told
    )
    assert "contest" not in told.lower()


@pytest.mark.parametrize("name", STANDS)
def test_the_card_has_buttons_for_what_can_still_be_done_and_no_others(name: str):
    one, _ = STANDS[name]
    made = card.pot_card(EN, one, FRAME)
    labels = {item.item.label for row in made.rows for item in row if isinstance(item, Press)}
    assert labels == BUTTONS.get(name, {"How it is drawn"})
    assert bool(made.links) == (one.pot.state is PotState.SETTLED)


def test_a_round_that_is_overdue_can_be_pasted_on_the_card():
    late = replace(FRAME, now=NOW + timedelta(minutes=2))
    for name in ("called", "silent"):
        rows = card.pot_card(EN, STANDS[name][0], late).rows
        assert "Paste round…" in {item.item.label for row in rows for item in row if isinstance(item, Press)}
    assert "press *Paste round…*" in text(card.pot_card(EN, STANDS["called"][0], late))


def test_what_a_paused_pot_has_no_use_for_is_greyed():
    rows = card.pot_card(EN, STANDS["paused"][0], FRAME).rows
    grey = {item.item.label for row in rows for item in row if isinstance(item, Press) and item.item.disabled}
    assert grey == {"1", "3", "5", "Other…"}


@pytest.mark.parametrize(("name", "say"), [*product(STANDS, WORDS.values())], ids=str)
def test_every_card_is_what_discord_takes(name: str, say: Words):
    one, _ = STANDS[name]
    for frame in (FRAME, Frame(NOW + timedelta(minutes=2))):
        for made in (
            card.pot_card(say, one, frame),
            history.transcript_card(say, one, frame),
            how_card(say, one.draw, how.LIMITS),
        ):
            sent = {"components": made.view().to_components()}
            assert description.beyond_limits(sent) == []
            assert not re.search(r"None|[{}]", text(made))


@pytest.mark.parametrize(("state", "say"), [*product(PotState, WORDS.values())], ids=str)
def test_the_largest_pot_fits_with_its_buttons_and_its_commitment(state: PotState, say: Words):
    terms = Terms("*_`~|" * (NAME_LIMIT // 5), 9_007_199_254, 1_000_000, 999_999, repeat=True)
    big = {"terms": terms, "sold": 1_000_000, "players": 1000, "reason": "_" * REASON_LIMIT, "payout": 2**53 - 1}
    held = people(1000)
    for paused in (None, "~" * REASON_LIMIT):
        one = pot(state, paused=paused, ending=Ending.OFFICERS, **big)
        for draw in map(seen, DrawState):
            told = shown(one, draw, held, winner=2**63, next=one, panel=(8, 9))
            for made in (card.pot_card(say, told, FRAME), history.transcript_card(say, told, FRAME)):
                assert len(text(made)) <= TEXT_LIMIT + 100
                components = str(made.view().to_components())
                assert components.count("'type'") <= COMPONENT_LIMIT
                assert "0000…0000" in made.texts()[2]
                assert description.beyond_limits({"components": made.view().to_components()}) == []


def test_states_to_choose_from_are_all_there_are():
    assert [choice.value for choice in STATUSES] == [*PotState]
    for state, say in product(PotState, WORDS.values()):
        assert naming.state_words(say, pot(state))
    assert naming.state_words(EN, pot(paused="x")) == "paused"


@pytest.mark.parametrize("say", WORDS.values(), ids=[*WORDS])
def test_a_sealed_draw_is_never_called_fair(say: Words):
    draw = replace(record(DrawState.COMMITTED).draw, mode=Mode.SEALED, chain=b"")
    sealed = shown(pot(), seen(DrawState.COMMITTED, draw=draw))
    told = text(card.pot_card(say, sealed, FRAME)) + text(how_card(say, sealed.draw, how.LIMITS))
    assert ("Sealed (you trust the host)" if say is EN else "Sellado (confías en el anfitrión)") in told
    for word in ("fair", "nobody can choose", "nadie puede elegir", "justo"):
        assert word not in told.lower()


def test_the_explanation_has_six_short_steps():
    for say in WORDS.values():
        steps = how_card(say, STANDS["open"][0].draw, how.LIMITS).body[0].splitlines()
        assert [step[:2] for step in steps] == [f"{number}." for number in range(1, 7)]
        assert max(map(len, steps)) < 190
    assert "unless the host and most of the beacon's operators conspire" in text(
        how_card(EN, STANDS["open"][0].draw, how.LIMITS)
    )


# Announcements

DRAWN = [
    news.opened, news.filling, news.locked, news.settled, news.won_big, news.cancelled, news.flagged, news.stuck
]  # fmt: skip


@pytest.mark.parametrize("draw", DRAWN, ids=lambda draw: draw.__name__)
@pytest.mark.parametrize("name", STANDS)
async def test_whatever_is_told_of_a_pot_fits_however_it_stands_by_then(draw: Drawing, name: str):
    one = replace(STANDS[name][0], panel=(8, 9))

    async def show(*_: object) -> Shown:
        return one

    for url, minutes in (("", 0), (URL, 2)):
        desk = SimpleNamespace(clock=lambda minutes=minutes: NOW + timedelta(minutes=minutes))
        pots = SimpleNamespace(views=SimpleNamespace(show=show))
        hall: Any = SimpleNamespace(desk=desk, draws=SimpleNamespace(relays=(URL,)), pots=pots, public_url=url)
        for say in WORDS.values():
            told = await draw(hall, Notice(1, 7, "pot", {"pot": 42, "again": bool(minutes)}, None, NOW, 0), say)
            assert "Friday Pot" in told.heading
            assert description.beyond_limits({"components": told.view().to_components()}) == []
            assert description.beyond_limits({"embeds": [told.embed().to_dict()]}) == []
            assert not re.search(r"None|[{}]|  ", text(told)), text(told)


@pytest.mark.parametrize("draw", [news.opened, news.filling, news.locked, news.flagged])
@pytest.mark.parametrize("name", ["open", "locked", "called"])
async def test_a_post_that_nobody_edits_does_not_say_what_will_be_false_tomorrow(draw: Drawing, name: str):
    async def show(*_: object) -> Shown:
        return STANDS[name][0]

    pots = SimpleNamespace(views=SimpleNamespace(show=show))
    hall: Any = SimpleNamespace(pots=pots)
    told = text(await draw(hall, Notice(1, 7, "pot", {"pot": 42}, None, NOW, 0), EN))
    stays = {"open": "Locks when full, <t:1795178460:f> at the latest (<t:1795178460:R>)"}
    assert stays.get(name, "🔒 Locked <t:1795176000:R> (<t:1795176000:f>)") in told
    assert not re.search("Open ·|being drawn", told)


def test_a_big_win_tells_the_winner_s_own_luck():
    held = (Entrant(1, 5, 20, 1000, NOW), Entrant(2, 6, 1, 50, NOW))
    one = pot(PotState.SETTLED, sold=21, players=2, **OVER)
    for winner, told in ((5, "95 %: 20 tickets for 1,000 credits."), (6, "5 %: 1 ticket for 50 credits.")):
        won = shown(one, seen(DrawState.SETTLED), held, winner=winner)
        assert news._luck(EN, won) == f"A chance of {told}"
    assert news._luck(EN, shown(one, seen(DrawState.SETTLED), held)) == "", "the winner is erased"
