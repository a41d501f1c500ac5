"""Decisions of the council: who may answer and vote when, what each viewer may see, and how a tie is broken.

A decision is `open` until an officer awards or cancels it; while a provable roll decides it, it is `rolling`. Its
opening freezes its rules. Until the deadline everybody asked may answer and change their mind; who has not answered by
then may still do so, marked late, until it is awarded. An award that is taken back opens the decision for awarding
again: its answers stay as they are, its votes may go on.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Final, NamedTuple, TypeVar

from domain.epgp import Ranked, Rates, Standing
from domain.errors import Conflict, Forbidden, Invalid
from domain.loot import (
    MOST_POINTS,
    NAME_LIMIT,
    NOTE_LIMIT,
    DecisionState,
    Quality,
    Response,
    Slot,
    System,
    Transparency,
)
from domain.points import HUNDRED
from domain.settings import Kind, Setting
from domain.texts import check_line, one_line

SHORTEST: Final = timedelta(seconds=30)
LONGEST: Final = timedelta(days=30)
ROLL_AFTER: Final = timedelta(hours=24)
"""How long a roll may wait to be posted; then the decision is open again, as it is when the beacon stays silent."""

LEVELS: Final = 2000
"""The highest item level that can be named."""

ITEM_IDS: Final = 2**31 - 1
_FINE: Final = 10**30
"""Priorities of amounts as large as the books can hold differ by more than one part of this, or not at all."""

_Priority = tuple[bool, int, int, int]
_Sortable = TypeVar("_Sortable", int, _Priority)
_PRICE: Final = Setting("gp", Kind.HUNDREDTHS, 0, low=0, high=MOST_POINTS)


class TieBreak(StrEnum):
    """What an officer can let decide between candidates with equally many approvals."""

    VOTES = "votes"
    RESPONSE = "response"
    RECENT = "recent"
    PRIORITY = "priority"
    ROLL = "roll"


class Sight(IntEnum):
    """What somebody may see of the council's votes."""

    NOTHING = 0
    COUNTS = 1
    NAMES = 2


@dataclass(frozen=True, slots=True)
class Drop:
    """What dropped; `gp` are the hundredths that the opening named, None where the guild's prices say it."""

    item: str
    item_id: int | None = None
    quality: Quality | None = None
    slot: Slot | None = None
    ilvl: int | None = None
    gp: int | None = None
    boss: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the opening froze; `recent_days` is how far back items count as recent."""

    closes_at: datetime
    system: System
    transparency: Transparency
    self_vote: bool
    quorum: int
    recent_days: int


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision as it stands.

    `anyone` is whether everybody may answer, for want of people who were asked. `closed_at` is when the answers were
    closed, by the deadline or for good; `reopened_at` is when an award was last taken back. `reason` is why it was
    cancelled, or what the award will say that a roll is deciding; `roll_id` is that draw.
    """

    id: int
    guild_id: int
    drop: Drop
    rules: Rules
    state: DecisionState
    anyone: bool
    channel_id: int
    raid_id: int | None
    opened_by: int | None
    opened_at: datetime
    closed_at: datetime | None
    reopened_at: datetime | None
    ended_at: datetime | None
    ended_by: int | None
    reason: str
    roll_id: int | None
    awards: int

    @property
    def live(self) -> bool:
        """Whether it can still be awarded."""
        return self.state in (DecisionState.OPEN, DecisionState.ROLLING)

    def takes_answers(self) -> bool:
        """Whether anybody may still answer, be it late."""
        return self.state is DecisionState.OPEN and self.reopened_at is None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a member said; `by` is the officer who answered for them."""

    member_id: int
    response: Response
    note: str
    at: datetime
    late: bool
    by: int | None = None


class Vote(NamedTuple):
    """What an officer says to a candidate; there are hundreds of them in one decision."""

    voter_id: int
    candidate_id: int
    approve: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How many officers are for a candidate and how many against."""

    approvals: int = 0
    rejections: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who wants it: their answer, their votes, how many items they got lately and what points they have.

    `ep`, `gp` and `dkp` are hundredths.
    """

    member_id: int
    response: Response
    tally: Tally = Tally()
    recent: int = 0
    ep: int = 0
    gp: int = 0
    dkp: int = 0


def check_drop(drop: Drop) -> Drop:
    """What dropped, tidied; raises `Invalid` where no item can be like that."""
    item, boss = one_line(drop.item, NAME_LIMIT), one_line(drop.boss, NAME_LIMIT)
    if item is None:
        raise Invalid("loot.item_length", limit=NAME_LIMIT)
    if drop.boss.strip() and boss is None:
        raise Invalid("loot.boss_length", limit=NAME_LIMIT)
    if drop.ilvl is not None and not 1 <= drop.ilvl <= LEVELS:
        raise Invalid("loot.ilvl", limit=LEVELS)
    if drop.item_id is not None and not 1 <= drop.item_id <= ITEM_IDS:
        raise Invalid("loot.item_id", limit=ITEM_IDS)
    return Drop(item, drop.item_id, drop.quality, drop.slot, drop.ilvl, drop.gp, boss or "")


def parse_price(text: str) -> int | None:
    """What an item costs as somebody types it, in hundredths, 0 too; None when nothing was typed. Raises `Invalid`."""
    if not text.strip():
        return None
    try:
        price = _PRICE.parse(text)
    except Invalid as refusal:
        raise Invalid("loot.price", most=MOST_POINTS // HUNDRED) from refusal
    assert isinstance(price, int)  # noqa: S101 - the setting is a number
    return price


def check_closing(closes_at: datetime, now: datetime) -> datetime:
    """Until when answers are in time; raises `Invalid` when that is too soon or too far off."""
    if closes_at - now < SHORTEST:
        raise Invalid("loot.closes_soon", seconds=int(SHORTEST.total_seconds()))
    if closes_at - now > LONGEST:
        raise Invalid("loot.closes_late", days=LONGEST.days)
    return closes_at.astimezone(UTC)


def check_note(text: str) -> str:
    """A note tidied, empty where nothing was typed; raises `Invalid` when it is too long."""
    if not text.strip():
        return ""
    return check_line(text, NOTE_LIMIT, "loot.note_length")


def check_live(decision: Decision) -> None:
    """Raise `Conflict` when a decision cannot be awarded or voted on right now, and say why."""
    item = decision.drop.item
    match decision.state:
        case DecisionState.OPEN:
            return
        case DecisionState.ROLLING:
            raise Conflict("loot.rolling", item=item)
        case DecisionState.AWARDED:
            raise Conflict("loot.awarded_before", item=item)
        case DecisionState.CANCELLED:
            raise Conflict("loot.cancelled_before", item=item)


def is_late(decision: Decision, previous: Answer | None, now: datetime, *, asked: bool, officer: bool) -> bool:
    """Whether an answer given now is late; `officer` is whether one answers for the member.

    Raises `Conflict` (over, closed) and `Forbidden` (not asked). An answer in time is settled by the deadline, unless
    an officer answers for its giver, which is marked.
    """
    check_live(decision)
    item = decision.drop.item
    if not decision.takes_answers():
        raise Conflict("loot.answers_closed", item=item)
    if officer:
        return now >= decision.rules.closes_at
    if not (asked or decision.anyone):
        raise Forbidden("loot.not_asked", item=item)
    if now < decision.rules.closes_at:
        return False
    if previous is not None and not previous.late:
        raise Conflict("loot.answer_settled", at=decision.rules.closes_at)
    return True


def check_vote(decision: Decision, voter: int, candidate: int, answers: Mapping[int, Answer]) -> None:
    """Raise `Conflict` when nobody votes any more or the candidate wants nothing, `Forbidden` for one's own vote."""
    check_live(decision)
    answer = answers.get(candidate)
    if answer is None or answer.response is Response.PASS:
        raise Conflict("loot.no_candidate")
    if voter == candidate and not decision.rules.self_vote:
        raise Forbidden("loot.self_vote")


def sight(transparency: Transparency, *, officer: bool, voted: bool, over: bool) -> Sight:
    """What somebody may see of the votes; `voted` is whether they voted, `over` whether nobody votes any more."""
    match transparency:
        case Transparency.PUBLIC:
            return Sight.NAMES
        case Transparency.COUNTS:
            return Sight.COUNTS
        case Transparency.COUNCIL:
            return Sight.NAMES if officer else Sight.NOTHING
        case Transparency.BLIND:
            return Sight.COUNTS if officer and (voted or over) else Sight.NOTHING


def must_vote_first(decision: Decision, voter: int, votes: Iterable[Vote], answers: Iterable[Answer]) -> bool:
    """Whether an officer may not award yet, because under `blind` they would see what they should not."""
    if decision.rules.transparency is not Transparency.BLIND or any(one.voter_id == voter for one in votes):
        return False
    wanting = (one.member_id for one in answers if one.response is not Response.PASS)
    return any(one != voter or decision.rules.self_vote for one in wanting)


def tallies(votes: Iterable[Vote]) -> dict[int, Tally]:
    """The votes counted, by candidate."""
    counted = Counter((one.candidate_id, one.approve) for one in votes)
    whom = {candidate for candidate, _ in counted}
    return {one: Tally(counted[one, True], counted[one, False]) for one in whom}


def weight(response: Response) -> int:
    """How strong a wish is, the strongest first: 0."""
    return list(Response).index(response)


def lined_up(candidates: Iterable[Candidate], rates: Rates, system: System) -> list[Candidate]:
    """The candidates as they are shown: the strongest wish first, then the highest priority, then who came first."""
    return sorted(candidates, key=lambda one: (weight(one.response), _priority(one, rates, system), one.member_id))


def leaders(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those with the most approvals; all of them where nobody approved of anyone."""
    most = max((one.tally.approvals for one in candidates), default=0)
    return [one for one in candidates if one.tally.approvals == most]


def tied(candidates: Sequence[Candidate]) -> bool:
    """Whether the council wants several equally much, so that a tie-break has to decide between them."""
    first = leaders(candidates)
    return len(first) > 1 and first[0].tally.approvals > 0


def left_by(how: TieBreak, candidates: Sequence[Candidate], rates: Rates, system: System) -> list[Candidate]:
    """Those of the candidates whom a tie-break leaves: one where it decides, all where it says nothing."""
    match how:
        case TieBreak.VOTES:
            return _least(candidates, [one.tally.rejections for one in candidates])
        case TieBreak.RESPONSE:
            return _least(candidates, [weight(one.response) for one in candidates])
        case TieBreak.RECENT:
            return _least(candidates, [one.recent for one in candidates])
        case TieBreak.PRIORITY:
            return _least(candidates, [_priority(one, rates, system) for one in candidates])
        case TieBreak.ROLL:
            return list(candidates)


def decides(how: TieBreak, among: Sequence[Candidate], rates: Rates, system: System) -> Candidate | None:
    """Whom a tie-break picks; None for a roll, whose winner nobody knows yet. Raises `Conflict` where it picks none."""
    if len(among) < 2:
        raise Conflict("loot.no_tie")
    if how is TieBreak.ROLL:
        return None
    left = left_by(how, among, rates, system)
    if len(left) > 1:
        raise Conflict("loot.still_tied", people=len(left))
    return left[0]


def all_answered(asked: Collection[int], answers: Collection[int]) -> bool:
    """Whether everybody who was asked has answered, and somebody was."""
    return bool(asked) and set(asked) <= set(answers)


def _priority(one: Candidate, rates: Rates, system: System) -> _Priority:
    """Sorts the highest priority first; under the council's word all are alike."""
    match system:
        case System.EPGP:
            mine = Ranked(Standing(one.member_id, one.ep, one.gp, 0), rates)
            share = mine.priority
            # Whole numbers compare many times faster than fractions; these differ where those do.
            return not mine.reached, -(share.numerator * _FINE // share.denominator), -one.ep, one.gp
        case System.DKP:
            return False, -one.dkp, 0, 0
        case System.COUNCIL:
            return False, 0, 0, 0


def _least(candidates: Sequence[Candidate], values: Sequence[_Sortable]) -> list[Candidate]:
    least = min(values, default=None)
    return [one for one, value in zip(candidates, values, strict=True) if value == least]
