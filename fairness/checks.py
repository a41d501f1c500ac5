"""Every rule of the protocol as a named check, in the order in which a verifier reports them.

A step is recomputed from what the proof itself states before it, so a check that fails points at its own step.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from fairness.beacon import EARLIEST, LATEST, QUICKNET, Chain, randomness
from fairness.drawing import Pick, draw_positions
from fairness.encoding import sha256
from fairness.libraries import LibraryMissing
from fairness.merkle import root
from fairness.persons import participant, person
from fairness.proof import Proof, misplaced_voids
from fairness.protocol import Kind, Mode, call_hash, lock_hash, positions_due, result_hash, seed
from fairness.signing import Signature, is_key, signed

DISCORD_EPOCH = 1_420_070_400_000  # unix ms from which snowflakes count, in their upper 42 bits


class Breach(Exception):
    """A rule is broken; says how."""


class Undone(Exception):
    """A check could not be done here; says why, and what would help."""


@dataclass(frozen=True, slots=True)
class Trust:
    """What the reader brings along: chains besides quicknet, and the host's public keys as posted at set-up.

    Raises:
        ValueError: a test chain takes quicknet's name.
    """

    test_chains: tuple[Chain, ...] = ()
    orchestrator_keys: frozenset[bytes] = frozenset()
    settlement_keys: frozenset[bytes] = frozenset()

    def __post_init__(self) -> None:
        if any(chain.hash == QUICKNET.hash for chain in self.test_chains):
            raise ValueError("quicknet is built in: no test chain can take its name")

    def chain(self, chain_hash: bytes) -> Chain | None:
        """The chain of that name, or None for one that nobody passed."""
        return next((chain for chain in (QUICKNET, *self.test_chains) if chain.hash == chain_hash), None)


QUICKNET_ONLY = Trust()


@dataclass(frozen=True, slots=True)
class Case:
    """A proof under examination, and the names of the checks that it failed so far."""

    proof: Proof
    trust: Trust
    failed: set[str] = field(default_factory=set[str])

    @property
    def chain(self) -> Chain | None:
        """The chain that the draw names, if it is known."""
        return self.trust.chain(self.proof.draw.chain)

    @property
    def randomness(self) -> bytes:
        """What the proof says that the beacon gave."""
        return self.proof.beacon.randomness if self.proof.beacon else b""


def snowflake_time(snowflake: int) -> int:
    """When a Discord message was posted, in unix ms."""
    return (snowflake >> 22) + DISCORD_EPOCH


def called_late(proof: Proof, chain: Chain) -> bool:
    """Whether the call's post appeared when its round was already out.

    Then the result stands (a call is final), but this proof shows no longer that nobody knew it.
    """
    return proof.posts is not None and snowflake_time(proof.posts.call) >= chain.time(proof.call.round) * 1000


def _require(holds: object, otherwise: str) -> None:
    if not holds:
        raise Breach(otherwise)


# --- each returns what it found, or None where the rule has nothing to say about this proof


def _mode(case: Case) -> str:
    draw, call, beacon = case.proof.draw, case.proof.call, case.proof.beacon
    if draw.mode is Mode.SEALED:
        _require(not draw.chain, "a sealed draw names no chain")
        _require(call.round == 0, "a sealed draw calls no round")
        _require(beacon is None, "a sealed draw has no beacon")
        return "sealed: you trust the host"
    if beacon is None:
        raise Breach("a beacon draw needs its beacon round")
    _require(call.round >= 1, "a beacon draw calls a round")
    _require(beacon.chain == draw.chain, "the beacon is of another chain than the one committed to")
    _require(beacon.round == call.round, f"the beacon is of round {beacon.round}, the call of {call.round}")
    return f"beacon, round {call.round}"


def _commitment(case: Case) -> str:
    holds = case.proof.draw.commitment(case.proof.call.secret) == case.proof.commitment
    _require(holds, "secret, draw and rules are not what was committed to")
    return "secret, draw and rules are what was committed to"


def _tickets(case: Case) -> str:
    following = 0
    for place, entry in enumerate(case.proof.entries):
        if entry.first_ticket != following:
            raise Breach(f"entry {place} begins at ticket {entry.first_ticket}, not at {following}")
        following += entry.tickets
    return f"tickets 0 to {following - 1}, without gap or overlap"


def _participants(case: Case) -> str:
    erased = 0
    for place, entry in enumerate(case.proof.entries):
        if entry.who is None or entry.salt is None:
            erased += 1
        elif participant(entry.salt, entry.who) != entry.participant:
            raise Breach(f"entry {place} stands for somebody else than it says")
    return f"of {len(case.proof.entries)} entries, {erased} erased: not checkable" if erased else "all as they say"


def _persons(case: Case) -> str:
    known: dict[str, bytes] = {}
    for place, entry in enumerate(case.proof.entries):
        if entry.who is not None and known.setdefault(person(entry.who), entry.participant) != entry.participant:
            raise Breach(f"entry {place} is a person's second participant")
    return "nobody takes part twice"


def _evidence(case: Case) -> str:
    for place, entry in enumerate(case.proof.entries):
        if entry.evidence is not None and sha256(entry.evidence.encode()) != entry.evidence_sha256:
            raise Breach(f"the evidence of entry {place} is not what was locked")
    return "what justifies the entries is what was locked"


def _kind(case: Case) -> str:
    kind, entries = case.proof.draw.kind, case.proof.entries
    if kind is Kind.CONTEST:
        return "contest"
    nothing = sha256(b"")
    for place, entry in enumerate(entries):
        if entry.evidence_sha256 != nothing:
            raise Breach(f"entry {place} of a {kind} has evidence")
    if kind is Kind.TIE:
        _require(all(entry.tickets == 1 for entry in entries), "a tie gives one ticket each")
        _require(len({entry.participant for entry in entries}) == len(entries), "a tie gives one entry each")
    return str(kind)


def _root(case: Case) -> str:
    holds = root([entry.leaf() for entry in case.proof.entries]) == case.proof.root
    _require(holds, "the entries are not those of the root")
    return "the Merkle root of the entries"


def _lock(case: Case) -> str:
    proof = case.proof
    _require(lock_hash(proof.commitment, proof.root, proof.entries) == proof.lock, "not the lock of these entries")
    return "binds the entries to the commitment"


def _call(case: Case) -> str:
    proof = case.proof
    holds = call_hash(proof.lock, proof.call.secret, proof.call.round) == proof.call.hash
    _require(holds, "not the call of this secret and round")
    return "binds secret and round to the lock"


def _chain(case: Case) -> str | None:
    if case.proof.draw.mode is Mode.SEALED:
        return None
    _require(case.chain is not None, f"unknown chain {case.proof.draw.chain.hex()}")
    return "quicknet" if case.chain is QUICKNET else "a test chain: proves nothing to anybody who does not run it"


def _called_at(case: Case) -> str | None:
    if case.proof.draw.mode is Mode.SEALED:
        return None
    chain = _known(case)
    ahead = chain.time(case.proof.call.round) * 1000 - case.proof.call.called_at
    _require(ahead >= EARLIEST, f"called {ahead} ms before the round, not {EARLIEST} or more")
    _require(ahead <= LATEST, f"called {ahead} ms before the round, not {LATEST} or less")
    return f"called {ahead} ms before the round"


def _posts(case: Case) -> str | None:
    posts = case.proof.posts
    if posts is None:
        return None
    committed, locked, called = map(snowflake_time, (posts.commitment, posts.lock, posts.call))
    _require(committed <= locked, "the lock was posted before the commitment")
    _require(locked <= called, "the call was posted before the lock")
    if case.proof.draw.mode is Mode.BEACON:
        late = called_late(case.proof, _known(case))
        _require(not late, "called late: the call was posted when its round was out")
    return "posted in order"


def _randomness(case: Case) -> str | None:
    beacon = case.proof.beacon
    if beacon is None:
        return None
    _require(randomness(beacon.signature) == beacon.randomness, "not the hash of the beacon's signature")
    return "the hash of the beacon's signature"


def _beacon(case: Case) -> str | None:
    beacon = case.proof.beacon
    if beacon is None:
        return None
    chain = _known(case)
    try:
        holds = chain.signed(beacon.round, beacon.signature)
    except LibraryMissing as missing:
        raise Undone(f"{missing}; to check it: {missing.command}") from missing
    _require(holds, f"not the chain's signature on round {beacon.round}")
    return f"the chain's signature on round {beacon.round}"


def _seed(case: Case) -> str:
    proof = case.proof
    holds = seed(proof.call.secret, proof.lock, proof.call.round, case.randomness) == proof.seed
    _require(holds, "does not follow from secret, lock and beacon")
    return "follows from secret, lock and beacon" if proof.beacon else "follows from secret and lock"


def _positions(case: Case) -> str:
    proof = case.proof
    due = positions_due(proof.draw.winners, proof.voids, proof.entries)
    _require(len(proof.positions) == due, f"{len(proof.positions)} positions where {due} are due")
    for place, position in enumerate(proof.positions):
        _require(position.position == place, f"position {place} calls itself {position.position}")
    return f"as many as are due: {due}"


def _voids(case: Case) -> str:
    misplaced = misplaced_voids(case.proof.positions, case.proof.draw.winners)
    if misplaced:
        raise Breach(f"position {misplaced[0]} was voided without having won")
    return f"winners passed over by the host: {case.proof.voids}"


def _draw(case: Case) -> str:
    if doubted := case.failed & {"tickets", "positions"}:
        raise Undone(f"there is no drawing while this failed: {', '.join(sorted(doubted))}")
    proof = case.proof
    drawn = draw_positions(proof.seed, proof.entries, len(proof.positions))
    for stated, pick in zip(proof.positions, drawn, strict=True):
        if stated.pick != pick:
            raise Breach(f"position {stated.position}: {_difference(stated.pick, pick)}")
    return "every position as the seed draws it"


def _difference(stated: Pick, drawn: Pick) -> str:
    if stated.nonce != drawn.nonce:
        return f"the nonce is {drawn.nonce}, not {stated.nonce}"
    if stated.ticket != drawn.ticket:
        return f"the ticket is {drawn.ticket}, not {stated.ticket}"
    return "the ticket is somebody else's"


def _result(case: Case) -> str:
    proof = case.proof
    first = [position.pick for position in proof.positions[: proof.draw.winners]]
    _require(
        result_hash(proof.call.hash, case.randomness, proof.seed, first) == proof.result, "not the result of this draw"
    )
    return "closes the draw"


def _lock_signature(case: Case) -> str | None:
    signatures = case.proof.signatures
    return signatures and _signature(signatures.lock, case.proof.lock, case.trust.orchestrator_keys)


def _result_signature(case: Case) -> str | None:
    signatures = case.proof.signatures
    return signatures and _signature(signatures.result, case.proof.result, case.trust.settlement_keys)


def _signature(by: Signature, message: bytes, known: frozenset[bytes]) -> str:
    _require(is_key(by.public_key), f"no key: {by.public_key.hex()} is of small order, or no point at all")
    try:
        holds = signed(by, message)
    except LibraryMissing as missing:
        raise Undone(f"{missing}; to check it: {missing.command}") from missing
    _require(holds, f"not a signature of key {by.public_key.hex()}")
    return f"by {'the host' if by.public_key in known else 'unknown key'} {by.public_key.hex()}"


def _known(case: Case) -> Chain:
    if case.chain is None:
        raise Undone("the chain is unknown")
    return case.chain


RULES: dict[str, Callable[[Case], str | None]] = {
    "mode": _mode,
    "commitment": _commitment,
    "tickets": _tickets,
    "participants": _participants,
    "persons": _persons,
    "evidence": _evidence,
    "kind": _kind,
    "root": _root,
    "lock": _lock,
    "call": _call,
    "chain": _chain,
    "called_at": _called_at,
    "posts": _posts,
    "randomness": _randomness,
    "beacon": _beacon,
    "seed": _seed,
    "positions": _positions,
    "voids": _voids,
    "draw": _draw,
    "result": _result,
    "lock_signature": _lock_signature,
    "result_signature": _result_signature,
}
