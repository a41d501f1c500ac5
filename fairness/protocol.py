"""The steps of a draw that bind it: commit, lock, call, seed and result. Step 4 is in `drawing`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from fairness import merkle
from fairness.drawing import Pick, draw_positions
from fairness.encoding import digest, mac, sha256, u64
from fairness.persons import SALT_BYTES, is_who, participant, person

SECRET_BYTES = 32
LARGEST = 2**53 - 1  # of any number in a proof: what every JSON reader holds exactly


class Kind(StrEnum):
    """What a draw decides."""

    CONTEST = "contest"
    POT = "pot"
    TIE = "tie"


class Mode(StrEnum):
    """Where the luck comes from: a public beacon round, or the host's secret alone."""

    BEACON = "beacon"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class Draw:
    """What is committed to, and the `title`, which is not.

    `number` counts a guild's draws from 1 without a gap. `closes_at` is in unix seconds. `chain` is the
    beacon chain's 32-byte hash, empty when sealed. `rules` is the text that members are shown.
    """

    guild_id: int
    number: int
    kind: Kind
    title: str
    closes_at: int
    winners: int
    mode: Mode
    chain: bytes
    rules: str

    def commitment(self, secret: bytes) -> bytes:
        """The 32 bytes that fix all of this and the secret."""
        return digest(
            *("commit", secret, self.guild_id, self.number, self.kind, self.closes_at, self.winners, self.mode),
            *(self.chain, sha256(self.rules.encode())),
        )


@dataclass(frozen=True, slots=True)
class Claim:
    """What one entry brings to the lock: a person (`persons.member`, `persons.character`), tickets, a justification.

    `evidence` is a text without names, empty in pots and ties.
    """

    who: str
    tickets: int
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One leaf of the lock; `who`, `salt` and `evidence` are None once the person was erased."""

    participant: bytes
    who: str | None
    salt: bytes | None
    first_ticket: int
    tickets: int
    evidence: str | None
    evidence_sha256: bytes

    @classmethod
    def of(cls, claim: Claim, salt: bytes, first_ticket: int) -> Self:
        """The entry of a claim whose tickets begin at `first_ticket`; `salt` is the person's 16 bytes in this draw."""
        justified = sha256(claim.evidence.encode())
        hidden = participant(salt, claim.who)
        return cls(hidden, claim.who, salt, first_ticket, claim.tickets, claim.evidence, justified)

    @property
    def erased(self) -> bool:
        """Whether nobody can tell any more who this was."""
        return self.who is None

    def leaf(self) -> bytes:
        """The 80 bytes that stand for the entry in the Merkle tree."""
        return self.participant + u64(self.first_ticket) + u64(self.tickets) + self.evidence_sha256


@dataclass(frozen=True, slots=True)
class Lock:
    """The closed list of entries: its Merkle root and the hash that binds it to the commitment, 32 bytes each."""

    root: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """The revealed secret and the coming round (0 when sealed); `called_at` is in unix milliseconds."""

    secret: bytes
    round: int
    called_at: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Settlement:
    """What follows once the round is out: the seed, who stands at which position, and the result's hash."""

    seed: bytes
    picks: tuple[Pick, ...]
    result: bytes


def commit(draw: Draw, secret: bytes) -> bytes:
    """The commitment to publish; `secret` is 32 fresh random bytes, used for this draw only.

    Raises:
        ValueError: a verifier would reject a draw that is made like this.
    """
    if len(secret) != SECRET_BYTES:
        raise ValueError(f"a secret has {SECRET_BYTES} bytes, not {len(secret)}")
    if not (1 <= draw.number <= LARGEST and 1 <= draw.winners <= LARGEST and 0 <= draw.closes_at <= LARGEST):
        raise ValueError("number and winners count from 1, closes_at from 0, and none exceeds 2^53 - 1")
    if len(draw.chain) != (32 if draw.mode is Mode.BEACON else 0):
        raise ValueError("a beacon draw names a chain by 32 bytes, a sealed draw names none")
    draw.title.encode()  # hashed nowhere, but a proof has to carry it
    return draw.commitment(secret)


def line_up(claims: Iterable[Claim], new_salt: Callable[[], bytes]) -> tuple[Entry, ...]:
    """The entries of a draw, in order of entering.

    A person gets one salt (16 random bytes from `new_salt`) and keeps the spelling they first entered under.

    Raises:
        ValueError: a verifier would reject a draw among these claims; or there are none, and no draw.
    """
    known: dict[str, tuple[str, bytes]] = {}
    entries: list[Entry] = []
    first_ticket = 0
    for claim in claims:
        if claim.tickets < 1 or not is_who(claim.who):
            raise ValueError(f"nobody can enter with {claim.tickets} tickets as {claim.who!r}")
        same = person(claim.who)
        if same not in known:
            known[same] = (claim.who, new_salt())
        who, salt = known[same]
        entries.append(Entry.of(Claim(who, claim.tickets, claim.evidence), salt, first_ticket))
        first_ticket += claim.tickets
    if not entries or first_ticket > LARGEST or any(len(salt) != SALT_BYTES for _, salt in known.values()):
        raise ValueError("a lock needs an entry, at most 2^53 - 1 tickets, and salts of 16 bytes")
    return tuple(entries)


def total_tickets(entries: Sequence[Entry]) -> int:
    """How many tickets there are, by the last entry's range."""
    return entries[-1].first_ticket + entries[-1].tickets


def lock(commitment: bytes, entries: Sequence[Entry]) -> Lock:
    """The lock to publish with the list of entries; there is at least one."""
    root = merkle.root([entry.leaf() for entry in entries])
    return Lock(root, lock_hash(commitment, root, entries))


def lock_hash(commitment: bytes, root: bytes, entries: Sequence[Entry]) -> bytes:
    """The 32 bytes that bind the entries to the commitment."""
    return digest("lock", commitment, root, len(entries), total_tickets(entries))


def call(lock: bytes, secret: bytes, round_: int, called_at: int) -> Call:
    """The call to publish: final from then on. `round_` is `Chain.round_after(called_at)`, 0 when sealed."""
    return Call(secret, round_, called_at, call_hash(lock, secret, round_))


def call_hash(lock: bytes, secret: bytes, round_: int) -> bytes:
    """The 32 bytes that bind the secret and the round to the lock."""
    return digest("call", lock, secret, round_)


def seed(secret: bytes, lock: bytes, round_: int, randomness: bytes) -> bytes:
    """The 32 bytes that all luck of the draw comes from; `randomness` is empty when sealed."""
    return mac(secret, "seed", lock, round_, randomness)


def settle(
    draw: Draw, entries: Sequence[Entry], lock: bytes, call: Call, randomness: bytes, *, voids: int = 0
) -> Settlement:
    """The outcome of a called draw once its round is out, with as many more positions as winners were voided.

    `lock` is the lock's hash. The earlier positions, the seed and the result stay the same whatever `voids` is.
    """
    luck = seed(call.secret, lock, call.round, randomness)
    picks = draw_positions(luck, entries, positions_due(draw.winners, voids, entries))
    return Settlement(luck, picks, result_hash(call.hash, randomness, luck, picks[: draw.winners]))


def positions_due(winners: int, voids: int, entries: Sequence[Entry]) -> int:
    """How many positions a proof holds."""
    return min(winners + voids, len({entry.participant for entry in entries}))


def result_hash(call: bytes, randomness: bytes, seed: bytes, picks: Iterable[Pick]) -> bytes:
    """The 32 bytes that close the draw; `picks` are the first min(winners, participants), voided or not."""
    places = [pick.participant + u64(pick.nonce) + u64(pick.ticket) for pick in picks]
    return digest("result", call, randomness, seed, *places)
