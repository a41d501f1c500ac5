"""The attack table as adversaries: each beats the naive draw, and gets no more than its fair share of this one.

The naive draw is the one that games call provably fair: `commit = SHA-256(seed)` is published, and in the end the
winner is ticket `HMAC(seed, commit) % tickets`. Whoever can check it checks that the seed fits the commit, no more.

An adversary plays many guilds. In each it tries what it can, and falls back to playing along. It has won when its
ally is among the winners of a draw that the members accept: the proof is verified and names what they saw posted.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import sqrt
from random import Random
from typing import Any

import pytest

from fairness import form
from fairness.beacon import Beacon
from fairness.checks import Trust
from fairness.drawing import SPACE, choose
from fairness.encoding import digest
from fairness.local_beacon import LocalBeacon
from fairness.persons import member
from fairness.proof import Posts, Proof, prove
from fairness.protocol import Call, Claim, Draw, Entry, Kind, Lock, Mode, call, commit, line_up, lock, settle
from fairness.verify import Outcome, verify_proof
from tests.fairness.proofs import snowflake

GUILDS = 100  # that an adversary plays
ALLY = 0
PEOPLE = 4
LOCAL = LocalBeacon.started(b"attacked", genesis=1_700_000_000)
TRUST = Trust((LOCAL.chain,))
NOW = 1_795_000_000_000


# --- the naive draw


def naive_commit(seed: bytes) -> bytes:
    return hashlib.sha256(seed).digest()


def naive_ticket(seed: bytes, tickets: int) -> int:
    return int.from_bytes(hmac.digest(seed, naive_commit(seed), "sha256"), "big") % tickets


def naive_winner(seed: bytes, entrants: list[int]) -> int:
    """`entrants` has who holds each ticket."""
    return entrants[naive_ticket(seed, len(entrants))]


# --- this draw


@dataclass(frozen=True)
class Board:
    """What the members saw, each in a post that nobody can change: hashes, and when they appeared (unix ms)."""

    commitment: bytes
    lock: bytes
    call: bytes
    posts: Posts

    def accepts(self, proof: Proof) -> bool:
        """Whether a member believes this proof: verified, and of the posts they saw."""
        seen = (proof.commitment, proof.lock, proof.call.hash, proof.posts) == (
            *(self.commitment, self.lock, self.call, self.posts),
        )
        return seen and verify_proof(proof, TRUST).outcome is Outcome.VERIFIED


@dataclass(frozen=True)
class Guild:
    """One draw of one guild up to its call, with the host's secret; nobody has seen the round yet."""

    draw: Draw
    secret: bytes
    entries: tuple[Entry, ...]
    lock: Lock
    call: Call
    board: Board

    def proof(self) -> Proof:
        """What an honest host publishes in the end."""
        return prove(self.draw, self.entries, self.call, self.beacon(), posts=self.board.posts)

    def beacon(self) -> Beacon:
        return Beacon.of(LOCAL.chain.hash, self.call.round, LOCAL.sign(self.call.round))

    def retold(self, draw: Draw | None = None, secret: bytes = b"", entries: tuple[Entry, ...] = ()) -> Proof:
        """What the host publishes instead: sound in itself, and under the posts that everybody saw."""
        draw, secret, entries = draw or self.draw, secret or self.secret, entries or self.entries
        closed = lock(draw.commitment(secret), entries)
        called = call(closed.hash, secret, self.call.round, self.call.called_at)
        return replace(self, draw=draw, secret=secret, entries=entries, lock=closed, call=called).proof()


def secret(luck: Random) -> bytes:
    return luck.randbytes(32)


def lined_up(luck: Random, holders: list[int]) -> tuple[Entry, ...]:
    return line_up([Claim(member(who), 1) for who in holders], lambda: luck.randbytes(16))


def guild(
    luck: Random, *, secret_: bytes | None = None, entries: tuple[Entry, ...] | None = None, winners: int = 1
) -> Guild:
    """A guild whose host plays by the rules so far."""
    now = NOW + luck.randrange(10**9)
    draw = Draw(772, 1, Kind.POT, "", now // 1000, winners, Mode.BEACON, LOCAL.chain.hash, "A bond.")
    secret_ = secret_ or secret(luck)
    entries = entries or lined_up(luck, list(range(PEOPLE)))
    closed = lock(commit(draw, secret_), entries)
    called = call(closed.hash, secret_, LOCAL.chain.round_after(now), now)
    posts = Posts(1, *(int(snowflake(now + ms)) for ms in (-90_000, -60_000, 300)))
    board = Board(draw.commitment(secret_), closed.hash, called.hash, posts)
    return Guild(draw, secret_, entries, closed, called, board)


def winners(proof: Proof) -> set[str | None]:
    whose = {entry.participant: entry.who for entry in proof.entries}
    return {whose[one.pick.participant] for one in proof.winners}


def wins(board: Board, *tries: Proof) -> bool:
    """Whether the ally won: in the first of the proofs that the members accept."""
    accepted = next(proof for proof in tries if board.accepts(proof))
    return member(ALLY) in winners(accepted)


def foreseen(secret_: bytes, entries: tuple[Entry, ...], draw: Draw, randomness: bytes = bytes(32)) -> str | None:
    """Who wins if the beacon were to say what the host hopes for: the best that can be done before the round."""
    closed = lock(draw.commitment(secret_), entries)
    picks = settle(draw, entries, closed.hash, call(closed.hash, secret_, 1, 0), randomness).picks
    return {entry.participant: entry.who for entry in entries}[picks[0].participant]


# --- adversaries: each plays one guild, naively and here, and says whether its ally won


def changes_the_prize_count(luck: Random) -> tuple[bool, bool]:
    """With as many winners as people, everybody wins."""
    here = guild(luck)
    changed = here.retold(replace(here.draw, winners=PEOPLE))
    return True, wins(here.board, changed, replace(changed, commitment=here.board.commitment), here.proof())


def grinds_secrets(luck: Random) -> tuple[bool, bool]:
    """Before committing, it tries secrets until one makes the ally win."""
    seeds = [secret(luck) for _ in range(40)]
    naive = any(naive_winner(seed, list(range(PEOPLE))) == ALLY for seed in seeds)
    entries, plan = lined_up(luck, list(range(PEOPLE))), guild(luck).draw
    best = next((seed for seed in seeds if foreseen(seed, entries, plan) == member(ALLY)), seeds[0])
    here = guild(luck, secret_=best, entries=entries)
    return naive, wins(here.board, here.proof())


def grinds_salts(luck: Random) -> tuple[bool, bool]:
    """At the lock it tries salts; the naive draw has none, there it moves the ally to the place that wins."""
    seed = secret(luck)
    place = naive_ticket(seed, PEOPLE)
    entrants = [ALLY if at == place else 1 + at for at in range(PEOPLE)]
    plan = guild(luck).draw
    lists = [lined_up(luck, list(range(PEOPLE))) for _ in range(20)]
    best = next((entries for entries in lists if foreseen(seed, entries, plan) == member(ALLY)), lists[0])
    here = guild(luck, secret_=seed, entries=best)
    return naive_winner(seed, entrants) == ALLY, wins(here.board, here.proof())


def buys_the_last_ticket(luck: Random) -> tuple[bool, bool]:
    """Knowing the secret, a stranger's last tickets turn the draw to the ally: as many as it takes."""
    seed, plan = secret(luck), guild(luck).draw
    naive = any(naive_winner(seed, list(range(PEOPLE)) + [PEOPLE] * more) == ALLY for more in range(60))
    before = [Claim(member(who), 1) for who in range(PEOPLE)]
    lists = [line_up([*before, Claim(member(PEOPLE), more)], lambda: luck.randbytes(16)) for more in range(1, 60)]
    best = next((entries for entries in lists if foreseen(seed, entries, plan) == member(ALLY)), lists[0])
    here = guild(luck, secret_=seed, entries=best)
    return naive, wins(here.board, here.proof())


def touches_the_entries(luck: Random) -> tuple[bool, bool]:
    """After the round it adds, drops, reorders and weights entries until the ally wins."""
    here = guild(luck)
    seed = here.secret
    lists: list[list[int]] = [
        [1, 2, 3],
        [0, 2, 3],
        [0, 1, 0, 2, 3],
        [0, 0, 0, 1, 2, 3],
        [3, 1, 0, 2],
        [1, 0, 2, 3],
        [0],
    ]
    naive = any(naive_winner(seed, entrants) == ALLY for entrants in lists)
    salts = {entry.who: entry.salt for entry in here.entries}
    tries: list[Proof] = []
    for holders in lists:
        entries = tuple(
            Entry.of(Claim(member(who), 1), salts[member(who)] or b"", place) for place, who in enumerate(holders)
        )
        made = here.retold(entries=entries)
        tries += [made, replace(made, lock=here.lock.hash, call=here.call), replace(made, root=here.lock.root)]
    tries = [proof for proof in tries if member(ALLY) in winners(proof)]
    return naive, wins(here.board, *tries, here.proof())


def rerolls(luck: Random) -> tuple[bool, bool]:
    """It withholds results it dislikes and calls again: another secret, round or number, as often as it takes."""
    naive = any(naive_winner(secret(luck), list(range(PEOPLE))) == ALLY for _ in range(30))
    here = guild(luck)
    tries: list[Proof] = []
    for later in range(1, 6):
        called = call(here.lock.hash, here.secret, here.call.round + later, here.call.called_at)
        tries.append(replace(here, call=called).proof())
        again = guild(luck, entries=here.entries)
        tries += [again.proof(), replace(again.proof(), posts=here.board.posts)]
    tries = [proof for proof in tries if member(ALLY) in winners(proof)]
    # The secret is public since the call: what the host withholds, the members compute.
    return naive, wins(here.board, *tries, here.proof())


def passes_winners_over(luck: Random) -> tuple[bool, bool]:
    """It voids winners until the ally steps up; a proof says how often, so that is no win."""
    here = guild(luck)
    naive = any(
        naive_winner(hashlib.sha256(bytes([turn]) + here.secret).digest(), list(range(PEOPLE))) == ALLY
        for turn in range(20)
    )
    chosen = (
        prove(here.draw, here.entries, here.call, here.beacon(), voids=dict.fromkeys(range(count), "x"))
        for count in range(PEOPLE)
    )
    for proof in chosen:
        if member(ALLY) in winners(proof):
            return naive, verify_proof(proof, TRUST).voids == 0
    return naive, False


def backdates(luck: Random) -> tuple[bool, bool]:
    """It waits, picks one of the last rounds that makes the ally win, and claims to have called before it."""
    here = guild(luck)
    moment = LOCAL.chain.time(here.call.round) * 1000 + 300
    tries: list[Proof] = []
    for earlier in range(12):
        round_ = here.call.round - earlier
        claimed = LOCAL.chain.time(round_) * 1000 - 15_000
        called = call(here.lock.hash, here.secret, round_, claimed)
        posts = replace(here.board.posts, call=int(snowflake(moment)))
        tries.append(replace(here, call=called, board=replace(here.board, posts=posts)).proof())
    tries = [proof for proof in tries if member(ALLY) in winners(proof)]
    boards = [replace(here.board, call=proof.call.hash, posts=proof.posts or here.board.posts) for proof in tries]
    fooled = any(board.accepts(proof) for board, proof in zip(boards, tries, strict=True))
    naive = any(
        naive_winner(hashlib.sha256(bytes([hour]) + here.secret).digest(), list(range(PEOPLE))) == ALLY
        for hour in range(20)
    )
    return naive, fooled or wins(here.board, here.proof())


def falls_back_to_a_weaker_mode(luck: Random) -> tuple[bool, bool]:
    """When it dislikes the round, it says that the beacon was out of order and that the draw is sealed."""
    here = guild(luck)
    draw = replace(here.draw, mode=Mode.SEALED, chain=b"")
    tries = [
        prove(draw, here.entries, replace(here.call, round=0), None, posts=here.board.posts),
        replace(prove(draw, here.entries, here.call, None, posts=here.board.posts), commitment=here.board.commitment),
        replace(here.proof(), beacon=None),
    ]
    tries = [proof for proof in tries if member(ALLY) in winners(proof)]
    naive = ALLY in {
        naive_winner(seed, list(range(PEOPLE))) for seed in (here.secret, *(secret(luck) for _ in range(20)))
    }
    return naive, wins(here.board, *tries, here.proof())


def reads_the_last_reveal(luck: Random) -> tuple[bool, bool]:
    """Somebody who saw the last draw's secret takes the place that wins this one, if the luck is the same."""
    master = secret(luck)
    place = naive_ticket(hashlib.sha256(master + b"2").digest(), PEOPLE)  # the seed of draw 2 follows from the master's
    entrants = [ALLY if at == place else 1 + at for at in range(PEOPLE)]
    naive = naive_winner(hashlib.sha256(master + b"2").digest(), entrants) == ALLY
    last = guild(luck)
    plan = guild(luck).draw
    lists = [lined_up(luck, [*[1, 2, 3][:at], ALLY, *[1, 2, 3][at:]]) for at in range(PEOPLE)]
    seen = last.beacon().randomness
    best = next((one for one in lists if foreseen(last.secret, one, plan, seen) == member(ALLY)), lists[0])
    here = guild(luck, entries=best)
    return naive, wins(here.board, here.proof())


def tries_all_seeds(luck: Random) -> tuple[bool, bool]:
    """From the commit alone it finds a seed of few bits (here 12, in the wild 32), and takes the place that wins."""
    short = luck.randrange(2**12).to_bytes(4, "big")
    published = naive_commit(short)
    found = next(seed for number in range(2**12) if naive_commit(seed := number.to_bytes(4, "big")) == published)
    place = naive_ticket(found, PEOPLE)
    naive = naive_winner(short, [ALLY if at == place else 1 for at in range(PEOPLE)]) == ALLY
    with pytest.raises(ValueError, match="32 bytes"):
        commit(guild(luck).draw, short)
    return naive, wins((here := guild(luck)).board, here.proof())


def prefers_low_tickets(luck: Random) -> tuple[bool, bool]:
    """It holds the tickets that a remainder of few bits favours: 85 of 170, and a byte names the first 86 twice."""
    held = 85
    return luck.randrange(256) % 170 < held, choose(iter(lambda: luck.randrange(SPACE), None), 170)[1] < held


ADVERSARIES: dict[Callable[[Random], tuple[bool, bool]], tuple[float, float]] = {  # naive share at least, fair share
    changes_the_prize_count: (1, 1 / 4),
    grinds_secrets: (0.99, 1 / 4),
    grinds_salts: (1, 1 / 4),
    buys_the_last_ticket: (0.8, 1 / 4),
    touches_the_entries: (0.8, 1 / 4),
    rerolls: (0.99, 1 / 4),
    passes_winners_over: (0.95, 1 / 4),
    backdates: (0.95, 1 / 4),
    falls_back_to_a_weaker_mode: (0.95, 1 / 4),
    reads_the_last_reveal: (1, 1 / 4),
    tries_all_seeds: (1, 1 / 4),
    prefers_low_tickets: (0.6, 1 / 2),
}


@pytest.mark.parametrize("adversary", ADVERSARIES, ids=lambda adversary: adversary.__name__)
def test_it_beats_the_naive_draw_and_not_this_one(adversary: Callable[[Random], tuple[bool, bool]]) -> None:
    luck = Random(adversary.__name__)
    played = [adversary(luck) for _ in range(GUILDS)]
    naive, ours = (sum(column) / GUILDS for column in zip(*played, strict=True))
    wanted, fair = ADVERSARIES[adversary]
    assert naive >= wanted
    assert ours <= fair + 3 * sqrt(fair * (1 - fair) / GUILDS)


@pytest.mark.parametrize(
    "told",
    [
        {"secret": b"another".ljust(32)},
        *(
            {"draw": change}
            for change in ({"rules": "If the host likes you."}, {"closes_at": 1}, {"number": 2}, {"winners": 2})
        ),
    ],
    ids=str,
)
def test_who_changes_what_was_published_is_found_out(told: dict[str, Any]) -> None:
    here = guild(Random(1))
    assert here.board.accepts(here.proof())
    if "draw" in told:
        told = {"draw": replace(here.draw, **told["draw"])}
    proof = here.retold(**told)
    assert verify_proof(proof, TRUST).outcome is Outcome.VERIFIED
    assert not here.board.accepts(proof)
    forged = verify_proof(replace(proof, commitment=here.board.commitment), TRUST)
    assert "commitment" in {check.name for check in forged.failures}


def naive_hash(*fields: str) -> bytes:
    return hashlib.sha256("".join(fields).encode()).digest()


@pytest.mark.parametrize(
    ("one", "other"),
    [(("ab", "c"), ("a", "bc")), (("", "x"), ("x", "")), (("1", "12"), ("11", "2")), (("a", ""), ("a",))],
)
def test_fields_do_not_run_together(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert naive_hash(*one) == naive_hash(*other)
    assert digest("x", *one) != digest("x", *other)


def test_one_person_with_most_tickets_wins_one_prize() -> None:
    """Nine tenths of the tickets: naively most of five prizes, here one, whatever their names look like."""
    luck = Random(5)
    entrants = [ALLY] * 90 + list(range(1, 11))
    names = ["Lynx Titan", "lynx titan", "Lynx_Titan", "LYNX-TITAN", "Lynx\u00a0Titan"]
    claims = [Claim(f"osrs:{luck.choice(names)}" if who == ALLY else member(who), 1) for who in entrants]
    here = guild(luck, entries=line_up(claims, lambda: luck.randbytes(16)), winners=5)
    naive = [naive_winner(hashlib.sha256(here.secret + bytes([prize])).digest(), entrants) for prize in range(5)]
    assert naive.count(ALLY) >= 3
    proof = here.proof()
    assert here.board.accepts(proof)
    won = [one.pick.participant for one in proof.winners]
    assert len(set(won)) == len(won) == 5


def split(who: str, salts: Iterator[bytes]) -> tuple[Entry, ...]:
    """Entries of one person who passes for three, made by hand."""
    return tuple(Entry.of(Claim(who, 1), next(salts), place) for place in range(3))


@pytest.mark.parametrize("who", ["discord:1", "osrs:Lynx Titan"])
def test_one_person_does_not_pass_for_three(who: str) -> None:
    luck = Random(6)
    here = guild(luck, entries=split(who, iter(lambda: luck.randbytes(16), b"")), winners=3)
    found = verify_proof(here.proof(), TRUST)
    assert [check.name for check in found.failures] == ["persons"]


def test_a_reveal_before_the_round_binds_the_host() -> None:
    """Whoever saw the call and the list needs nobody else to know the result."""
    here = guild(Random(7))
    withheld = here.proof()
    anyone = prove(here.draw, here.entries, here.call, here.beacon(), posts=here.board.posts)
    assert form.write(anyone) == form.write(withheld)
