"""The host's side: committing, lining up, calling, proving, passing over, erasing."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairness import form, persons
from fairness.beacon import Beacon
from fairness.checks import Trust
from fairness.drawing import Pick
from fairness.local_beacon import LocalBeacon
from fairness.proof import Position, Posts, Proof, misplaced_voids, prove
from fairness.protocol import Claim, Draw, Entry, Kind, Mode, call, commit, line_up, lock, settle
from fairness.signing import Signatures, sign
from fairness.verify import Outcome, verify, verify_proof
from tests.fairness import plain
from tests.fairness.proofs import snowflake

LOCAL = LocalBeacon.started(b"tests", genesis=1_700_000_000)
TRUST = Trust((LOCAL.chain,))
SECRET = bytes(range(32))
NOW = 1_795_000_000_000

names = st.text("abc -_\u00a0Éé\u0301ß", min_size=1, max_size=4).map(persons.character)
people = st.integers(0, 30).map(persons.member) | names
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
claims = st.lists(st.builds(Claim, people, st.integers(1, 9), texts), min_size=1, max_size=25)


def salts() -> Iterator[bytes]:
    return (number.to_bytes(16, "big") for number in count())


def draw(kind: Kind = Kind.CONTEST, mode: Mode = Mode.BEACON, winners: int = 1, **facts: str) -> Draw:
    chain = LOCAL.chain.hash if mode is Mode.BEACON else b""
    rules = facts.get("rules", "A bond.")
    return Draw(772, 1, kind, facts.get("title", "Night"), NOW // 1000, winners, mode, chain, rules)


def proven(what: Draw, entries: tuple[Entry, ...], voids: dict[int, str] | None = None) -> Proof:
    """All five steps as a service would take them."""
    commitment = commit(what, SECRET)
    closed = lock(commitment, entries)
    round_ = LOCAL.chain.round_after(NOW) if what.mode is Mode.BEACON else 0
    called = call(closed.hash, SECRET, round_, NOW)
    beacon = Beacon.of(what.chain, round_, LOCAL.sign(round_)) if round_ else None
    return prove(what, entries, called, beacon, voids=voids)


def lined_up(claims: list[Claim]) -> tuple[Entry, ...]:
    return line_up(claims, salts().__next__)


@given(claims, st.sampled_from(Mode), st.integers(1, 8), st.sets(st.integers(0, 7)), texts, texts)
def test_what_a_host_makes_is_verified(
    claims: list[Claim], mode: Mode, winners: int, passed_over: set[int], rules: str, title: str
) -> None:
    entries = lined_up(claims)
    people = len({entry.participant for entry in entries})
    voids = {place: f"reason {place}" for place in passed_over if place < min(winners, people)}
    made = proven(draw(mode=mode, winners=winners, rules=rules, title=title), entries, voids)
    written = form.write(made)
    assert form.read(written) == made
    found = verify(written, TRUST)
    assert found.outcome is Outcome.VERIFIED, found.failures
    assert found.voids == len(voids)
    assert found.test_chain == (mode is Mode.BEACON)
    tree = json.loads(written)
    assert plain.remade(tree) == tree


@given(claims)
def test_everybody_enters_once_in_order(claims: list[Claim]) -> None:
    entries = lined_up(claims)
    assert [(entry.tickets, entry.evidence) for entry in entries] == [
        (claim.tickets, claim.evidence) for claim in claims
    ]
    assert [entry.first_ticket for entry in entries] == [
        sum(claim.tickets for claim in claims[:place]) for place in range(len(claims))
    ]
    for entry, claim in zip(entries, claims, strict=True):
        assert entry.who is not None
        assert persons.person(entry.who) == persons.person(claim.who)
    spelt = {persons.person(entry.who or ""): (entry.who, entry.salt, entry.participant) for entry in entries}
    assert {(entry.who, entry.salt, entry.participant) for entry in entries} == set(spelt.values())
    assert len({entry.salt for entry in entries}) == len(spelt)


@pytest.mark.parametrize(
    "claims",
    [
        [],
        [Claim("discord:1", 0)],
        [Claim("discord:1", -1)],
        [Claim("discord:01", 1)],
        [Claim("osrs:", 1)],
        [Claim("Lynx Titan", 1)],
        [Claim("discord:1", 2**53 - 1), Claim("discord:2", 1)],
        [Claim("discord:1", 1, "\ud83d")],
    ],
)
def test_nobody_is_lined_up_whom_a_verifier_rejects(claims: list[Claim]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - it may be any of them
        lined_up(claims)


def test_salts_have_16_bytes() -> None:
    with pytest.raises(ValueError, match="salts of 16 bytes"):
        line_up([Claim("discord:1", 1)], lambda: b"short")


@pytest.mark.parametrize(
    ("change", "secret"),
    [
        ({}, SECRET[:4]),
        ({}, SECRET + b"\x00"),
        ({"number": 0}, SECRET),
        ({"winners": 0}, SECRET),
        ({"winners": 2**53}, SECRET),
        ({"closes_at": -1}, SECRET),
        ({"chain": b""}, SECRET),
        ({"chain": b"short"}, SECRET),
        ({"mode": Mode.SEALED}, SECRET),
        ({"rules": "\ud83d"}, SECRET),
        ({"title": "\ud83d"}, SECRET),
        ({"guild_id": 2**64}, SECRET),
    ],
)
def test_nothing_is_committed_that_a_verifier_rejects(change: dict[str, object], secret: bytes) -> None:
    with pytest.raises((ValueError, OverflowError)):
        commit(replace(draw(), **change), secret)  # pyright: ignore[reportArgumentType] - wrong on purpose


def three() -> tuple[Entry, ...]:
    return lined_up([Claim(persons.member(who), 1 + who) for who in range(3)])


def test_a_redraw_is_the_next_position_of_the_same_order() -> None:
    first = proven(draw(), three())
    second = proven(draw(), three(), {0: "no claim"})
    third = proven(draw(), three(), {0: "no claim", 1: "left the clan"})
    assert [len(proof.positions) for proof in (first, second, third)] == [1, 2, 3]
    assert [one.pick for one in first.positions] == [one.pick for one in second.positions[:1]]
    assert second.positions[:1] == third.positions[:1]
    assert first.result == second.result == third.result
    assert [proof.winners[0].position for proof in (first, second, third)] == [0, 1, 2]
    nobody = proven(draw(), three(), {0: "a", 1: "b", 2: "c"})
    assert nobody.winners == ()
    assert verify_proof(nobody, TRUST).outcome is Outcome.VERIFIED


@pytest.mark.parametrize("voids", [{1: "x"}, {0: "x", 2: "x"}, {0: "a", 1: "b", 2: "c", 3: "d"}, {7: "x"}])
def test_only_who_won_can_be_passed_over(voids: dict[int, str]) -> None:
    with pytest.raises(ValueError, match="cannot all have been voided"):
        proven(draw(), three(), voids)


@given(st.integers(1, 5), st.lists(st.booleans(), max_size=12))
def test_voids_are_in_order_of_position(winners: int, flags: list[bool]) -> None:
    """The same as passing over winners one by one, each after those before them."""
    positions = [Position(place, Pick(0, 0, b""), "x" if void else None) for place, void in enumerate(flags)]
    voided: set[int] = set()
    expected: list[int] = []
    for place, void in enumerate(flags):
        winning = [other for other in range(len(flags)) if other not in voided][:winners]
        if void and place not in winning:
            expected.append(place)
        elif void:
            voided.add(place)
    assert misplaced_voids(positions, winners) == tuple(expected)


def test_the_luck_does_not_depend_on_how_many_win() -> None:
    entries = three()
    closed = lock(b"c" * 32, entries)
    called = call(closed.hash, SECRET, 0, NOW)
    orders = [settle(draw(winners=winners), entries, closed.hash, called, b"").picks for winners in (1, 2, 3, 9)]
    assert [len(order) for order in orders] == [1, 2, 3, 3]
    assert all(order == orders[-1][: len(order)] for order in orders)


def test_an_erased_person_leaves_a_proof_that_verifies() -> None:
    entries = lined_up([Claim("osrs:Lynx Titan", 1, "a"), Claim("discord:1", 1, "b"), Claim("osrs:lynx_titan", 1, "c")])
    whole = proven(draw(winners=2), entries)
    erased = whole.erased("osrs:LYNX TITAN")
    assert [entry.who for entry in erased.entries] == [None, "discord:1", None]
    written = form.write(erased).decode()
    assert "ynx" not in written
    for entry in (entries[0], entries[2]):
        assert entry.salt is not None
        assert entry.salt.hex() not in written
    found = verify(written.encode(), TRUST)
    assert found.outcome is Outcome.VERIFIED
    assert found.erased == 2
    won = [place for place, one in enumerate(whole.positions) if one.pick.participant == entries[0].participant]
    assert found.erased_positions == tuple(won)
    assert whole.erased("discord:2") == whole
    assert verify_proof(proven(draw(winners=2), erased.entries), TRUST).outcome is Outcome.VERIFIED


def test_what_the_reader_was_given_is_known() -> None:
    made = proven(draw(), three())
    signed = replace(made, signatures=Signatures(sign(b"o" * 32, made.lock), sign(b"s" * 32, made.result)))
    orchestrator, settlement = (sign(seed, b"").public_key for seed in (b"o" * 32, b"s" * 32))
    for trust, unknown in [
        (TRUST, ("lock", "result")),
        (replace(TRUST, orchestrator_keys=frozenset({orchestrator})), ("result",)),
        (replace(TRUST, settlement_keys=frozenset({settlement})), ("lock",)),
        (replace(TRUST, orchestrator_keys=frozenset({orchestrator}), settlement_keys=frozenset({settlement})), ()),
        (
            replace(TRUST, orchestrator_keys=frozenset({settlement}), settlement_keys=frozenset({orchestrator})),
            ("lock", "result"),
        ),
    ]:
        found = verify_proof(signed, trust)
        assert found.outcome is Outcome.VERIFIED
        assert found.unknown_keys == unknown
        told = {check.name: check.detail for check in found.checks}
        assert [step for step in ("lock", "result") if "unknown key" in told[f"{step}_signature"]] == list(unknown)


def test_a_chain_counts_only_when_it_was_passed() -> None:
    made = form.write(proven(draw(), three()))
    assert verify(made, TRUST).outcome is Outcome.VERIFIED
    found = verify(made)
    assert [check.name for check in found.failures] == ["chain"]
    assert not found.test_chain
    impostor = LocalBeacon.started(b"another", genesis=1_700_000_000).chain
    named = replace(impostor, hash=LOCAL.chain.hash)
    assert [check.name for check in verify(made, Trust((named,))).failures] == ["beacon"]


@pytest.mark.parametrize("late", [0, 1, 3_600_000])
def test_a_late_call_is_named_so(late: int) -> None:
    made = proven(draw(), three())
    out = LOCAL.chain.time(made.call.round) * 1000
    moments = (NOW - 100_000, NOW - 1000)
    for ms, is_late in ((out + late, True), (out - 1, False)):
        posts = Posts(1, *(int(snowflake(moment)) for moment in (*moments, ms)))
        found = verify_proof(replace(made, posts=posts), TRUST)
        assert found.called_late is is_late
        assert [check.name for check in found.failures] == (["posts"] if is_late else [])
