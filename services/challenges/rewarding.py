"""Prizes of a result: who is given what, credits paid and taken back through the ledger, and what officers must see to.

Cash and things are only recorded here. Credits that a later result gives to somebody else go out of the wallet as far
as they are there; the rest is a debt, which the same member's next credits of this challenge are set off against.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from domain.challenge_prizes import Kind, Reward, rewards
from domain.challenge_results import Outcome, changes, set_off
from domain.challenges import Challenge
from domain.credit import Credit
from domain.ledger import BURN, LIMIT, Act, move, wallet
from storage import challenge_results, challenges, ledger, ledger_many
from storage.challenge_results import Given, Settled
from storage.ledger_many import Payment


@dataclass(frozen=True, slots=True)
class Rewarded:
    """What was changed: how many rewards are new and how many were taken back, and the credits that moved.

    `missing` could not be taken back; `matters` says that there is something new for officers to see to.
    """

    given: int
    taken: int
    paid: int
    back: int
    missing: int
    matters: bool

    @property
    def anything(self) -> bool:
        """Whether anything was changed."""
        return bool(self.given or self.taken or self.paid)


def give(tx: Connection, challenge: Challenge, outcome: Outcome, now: datetime) -> Rewarded:
    """Bring the prizes that were given to those that are due by the outcome; the same outcome changes nothing."""
    kept = challenge_results.rewards(tx, challenge.id)
    standing = {one.id: one.reward for one in kept if one.taken_at is None}
    needed = changes(standing, _due(tx, challenge, outcome, standing))
    fresh = _enter(tx, challenge.id, kept, needed.given, now)
    gone = set(needed.taken)
    taken = [one for one in kept if one.id in gone]
    unpaid = [one for one in (*kept, *fresh) if _unpaid(one) and one.id not in gone]
    payable = _within(unpaid, LIMIT - ledger.minted(tx, challenge.guild_id, Credit.CREDIT))
    purse = _Purse(tx, challenge, now)
    purse.settle(payable, taken, [one for one in kept if one.taken_at is not None and one.missing])
    to_send = any(one.reward.kind is not Kind.CREDITS for one in (*fresh, *taken))
    matters = to_send or purse.missing > 0 or len(payable) < len(unpaid)
    return Rewarded(len(fresh), len(taken), purse.paid, purse.back, purse.missing, matters)


def _due(tx: Connection, challenge: Challenge, outcome: Outcome, standing: Mapping[int, Reward]) -> list[Reward]:
    """What the outcome gives; to those who were erased nothing but what they have."""
    prizes = challenges.prizes(tx, challenge.id)
    due = rewards(prizes, outcome.places, outcome.participants, outcome.voters)
    gone = challenge_results.erased(tx, challenge.guild_id)
    had = set(standing.values()) if gone else set[Reward]()
    return [one for one in due if one.member_id not in gone or one in had]


def _enter(
    tx: Connection, challenge_id: int, kept: Sequence[Given], given: Sequence[Reward], now: datetime
) -> list[Given]:
    numbers: Counter[str] = Counter()
    for one in kept:
        numbers[one.reward.key] = max(numbers[one.reward.key], one.number)
    numbered: list[tuple[Reward, int]] = []
    for reward in given:
        numbers[reward.key] += 1
        numbered.append((reward, numbers[reward.key]))
    ids = challenge_results.put_rewards(tx, challenge_id, numbered, now)
    return [
        Given(row_id, number, reward, None, None, None, None, 0)
        for row_id, (reward, number) in zip(ids, numbered, strict=True)
    ]


def _unpaid(one: Given) -> bool:
    return one.reward.kind is Kind.CREDITS and one.taken_at is None and one.paid_at is None


def _within(unpaid: Sequence[Given], room: int) -> list[Given]:
    """Those that the books can still hold; the others wait for the next time it is worked out."""
    found: list[Given] = []
    for one in unpaid:
        if one.reward.amount <= room:
            room -= one.reward.amount
            found.append(one)
    return found


class _Purse:
    """Pays and takes back credits, each member's set off against each other, and notes it with their rewards."""

    def __init__(self, tx: Connection, challenge: Challenge, now: datetime) -> None:
        self._tx, self._challenge, self._now = tx, challenge, now
        self._rows: dict[int, Settled] = {}
        self._payments: list[Payment] = []
        self.paid = self.back = self.missing = 0

    def settle(self, payable: Sequence[Given], taken: Sequence[Given], debts: Sequence[Given]) -> None:
        """Pay the first, take back the second, and set off what is missing of older ones."""
        new: defaultdict[int, list[Given]] = defaultdict(list)
        owed: defaultdict[int, list[Given]] = defaultdict(list)
        for one in payable:
            new[one.reward.member_id].append(one)
        for one in (*taken, *debts):
            owed[one.reward.member_id].append(one)
        for member_id in sorted({*new, *owed}):
            self._member(new[member_id], owed[member_id])
        guild_id = self._challenge.guild_id
        ledger_many.pay(self._tx, guild_id, Act.PRIZE, Credit.CREDIT, self._payments, at=self._now)
        challenge_results.settle(self._tx, self._rows)

    def _member(self, new: Sequence[Given], owed: Sequence[Given]) -> None:
        due = {one.id: one.reward.amount for one in new}
        both = set_off(due, {one.id: _owed(one) for one in owed})
        for one in new:
            self._pay(one, both.paid[one.id])
        for one in owed:
            if one.taken_at is None:
                self._take_back(one, both.back[one.id])
            elif both.back[one.id] != one.missing:
                self._rows[one.id] = Settled(one.paid_at, one.taken_at, both.back[one.id])

    def _pay(self, one: Given, amount: int) -> None:
        if amount:
            self._payments.append(Payment(one.reward.member_id, amount, self._key(one), self._note))
        self._rows[one.id] = Settled(self._now, None, 0)
        self.paid += amount

    def _take_back(self, one: Given, amount: int) -> None:
        """As much as is in the wallet; nobody's goes below zero."""
        owner, guild_id = wallet(one.reward.member_id), self._challenge.guild_id
        there = min(amount, ledger.balance(self._tx, guild_id, Credit.CREDIT, owner)) if amount else 0
        if there:
            back = move(Act.PRIZE, Credit.CREDIT, there, source=owner, target=BURN)
            ledger.post(self._tx, guild_id, back, key=f"{self._key(one)}:back", at=self._now, note=self._note)
        self._rows[one.id] = Settled(one.paid_at, self._now, amount - there)
        self.back += there
        self.missing += amount - there

    def _key(self, one: Given) -> str:
        return f"challenge:{self._challenge.id}:{one.reward.key}:{one.number}"

    @property
    def _note(self) -> str:
        return self._challenge.terms.title


def _owed(one: Given) -> int:
    """What of it is to come back: all that was paid, or what was missing before."""
    if one.taken_at is not None:
        return one.missing
    return one.reward.amount if one.paid_at is not None else 0
