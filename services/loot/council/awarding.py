"""Awarding: a proposal that shows what would happen, and the award itself, once, whoever presses first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from domain.decisions import (
    Candidate,
    Decision,
    DecisionState,
    TieBreak,
    decides,
    leaders,
    left_by,
    lined_up,
    must_vote_first,
    parse_price,
    tied,
)
from domain.errors import Conflict, Forbidden, Invalid, Refusal
from domain.loot import Response, System
from domain.people import Actor, Rank
from domain.points import Pool, check_reason
from services import access
from services.desk import Desk
from services.loot.books import Books
from services.loot.council.finding import changed, find
from services.loot.council.freezing import Tie
from services.loot.council.handing import Handing, cost_of, hand_out, lost
from services.loot.council.weighing import Weighed, full_price, weigh
from services.loot.people import Person, people
from services.loot.rolls import Rolls
from services.loot.systems import Cost
from services.telling import Telling
from storage import audit, decisions, drafts, members
from storage.decisions import Award, Roll

DRAFT: Final = "loot.award"
"""The kind of draft that a proposal leaves for its button."""

RollRules = Callable[[Decision, int], str]
"""Writes the rules of a roll between so many people, which its commitment then holds to the letter."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom an officer wants to give it to (by Discord's id or as a member), or which tie-break is to say it; and why.

    `present` is whether that person is on the server; `gp` is what was typed where the price is not known.
    """

    reason: str
    user_id: int | None = None
    member_id: int | None = None
    present: bool = True
    tie_break: TieBreak | None = None
    gp: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an award would be.

    `winner` is a member's id, None where a roll will say it. `full` is the item's price in hundredths and `paid`
    what the winner is charged of `pool`, `owes` how much of it they do not have; `asks_price` is whether somebody
    has to say it first. `tie` are those with equally many approvals, and `breaks` whom each tie-break would leave
    of them. `must_break` is whether one of these has to be chosen. `draft` belongs on the button that awards; None
    as long as something is missing.
    """

    decision: Decision
    reason: str
    winner: int | None
    response: Response | None
    full: int | None
    paid: int
    pool: Pool | None
    owes: int
    asks_price: bool
    tie_break: TieBreak | None
    tie: tuple[int, ...]
    breaks: Mapping[TieBreak, tuple[int, ...]]
    must_break: bool
    voters: int
    people: Mapping[int, Person]
    draft: int | None


@dataclass(frozen=True, slots=True)
class Awarded:
    """An award that stands, or a roll that will make it: `award` is None until then.

    `decision` is what was awarded, as it stood before.
    """

    decision: Decision
    award: Award | None
    people: Mapping[int, Person]


class Awarding:
    """The end of a decision."""

    def __init__(self, desk: Desk, books: Books, rolls: Rolls, telling: Telling) -> None:
        self._desk = desk
        self._books = books
        self._rolls = rolls
        self._telling = telling

    async def propose(self, actor: Actor, decision_id: int, wish: Wish) -> Proposal:
        """What that award would be right now; nothing is done.

        Raises `Forbidden` (not an officer, blind and not voted yet), `NotFound`, `Invalid` (reason, price) and
        `Conflict` (over, passed on it, left without an answer, a tie-break that says nothing).
        """
        why, price = check_reason(wish.reason), parse_price(wish.gp)
        now = self._desk.clock()

        def work(tx: Connection) -> Proposal:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            decision = find(tx, actor.guild_id, decision_id)
            winner = wish.member_id
            if wish.user_id is not None:
                winner = members.ensure(tx, actor.guild_id, wish.user_id, now).id
            stands = weigh(tx, decision, now, besides=() if winner is None else (winner,))
            _check(tx, decision, officer.id, stands)
            if winner is not None:
                _check_winner(stands, winner, present=wish.present)
            return _proposal(tx, decision, stands, wish, winner, why, price, by=officer.id, now=now)

        return await self._desk.db.write(work)

    async def again(self, actor: Actor, draft_id: int, *, tie_break: TieBreak | None = None, gp: str = "") -> Proposal:
        """The same with a tie-break chosen or a price named; raises what `propose` raises."""

        def work(tx: Connection) -> dict[str, Any]:
            body = drafts.look(tx, actor.guild_id, DRAFT, draft_id)
            if body is None:
                raise Conflict("loot.draft_used")
            return body

        body = await self._desk.db.read(work)
        how = tie_break or (TieBreak(body["tie_break"]) if body["tie_break"] else None)
        chosen = None if tie_break else body["chosen"]
        wish = Wish(body["reason"], None, chosen, body["present"], how, gp or body["gp"])
        return await self.propose(actor, body["decision"], wish)

    async def award(self, actor: Actor, draft_id: int, rules: RollRules) -> Awarded:
        """Do what was proposed, once; of several officers the first. Raises what `propose` raises.

        A roll begins instead where that was chosen: its winner is known when the beacon's round is out.
        """
        now = self._desk.clock()

        def work(tx: Connection) -> Awarded:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            body = drafts.take(tx, actor.guild_id, DRAFT, draft_id, now)
            if body is None:
                raise _used(tx, actor.guild_id, draft_id)
            decision = find(tx, actor.guild_id, body["decision"])
            return self._award(tx, decision, body, rules, by=officer.id, now=now)

        awarded = await self._desk.db.write(work)
        if awarded.award is None:
            await self._telling.now()
        return awarded

    def _award(
        self, tx: Connection, decision: Decision, body: Mapping[str, Any], rules: RollRules, *, by: int, now: datetime
    ) -> Awarded:
        winner: int | None = body["winner"]
        stands = weigh(tx, decision, now, besides=() if winner is None else (winner,))
        _check(tx, decision, by, stands)
        how = TieBreak(body["tie_break"]) if body["tie_break"] else None
        among = _among(stands)
        picked = decides(how, among, stands.rates, decision.rules.system) if how else None
        full = body["full"]  # what was shown is what is charged
        if full is None and decision.rules.system is System.EPGP:
            raise Invalid("loot.price_missing")
        if winner is None:
            return self._roll(tx, decision, among, Roll(by, body["reason"], full), rules, now)
        _check_winner(stands, winner, present=body["present"])
        cost = cost_of(tx, decision, stands, winner, full)
        if cost.paid != body["paid"] or (picked and picked.member_id != winner) or _undecided(stands, winner, how):
            raise Conflict("loot.looked_again", item=decision.drop.item)
        tie = Tie(how, tuple(one.member_id for one in among)) if how else None
        award = hand_out(tx, self._books, decision, stands, cost, Handing(winner, body["reason"], full, by, tie), now)
        return Awarded(decision, award, people(tx, {winner}))

    def _roll(
        self,
        tx: Connection,
        decision: Decision,
        among: list[Candidate],
        roll: Roll,
        rules: RollRules,
        now: datetime,
    ) -> Awarded:
        tie = [one.member_id for one in among]
        draw_id = self._rolls.begin(
            tx,
            decision.guild_id,
            decision.drop.item,
            rules(decision, len(tie)),
            tie,
            channel_id=decision.channel_id,
            by=roll.by,
            now=now,
        )
        if not decisions.begin_roll(tx, decision.id, draw_id, roll):
            raise lost(tx, decision)
        facts = {"decision": decision.id, "people": len(tie)}
        salt = self._desk.entropy(16)
        audit.append(
            tx, decision.guild_id, "loot.rolling", actor=roll.by, at=now, facts=facts, note=roll.reason, salt=salt
        )
        changed(tx, decision)
        return Awarded(find(tx, decision.guild_id, decision.id), None, people(tx, tie))


def _used(tx: Connection, guild_id: int, draft_id: int) -> Refusal:
    """A second press, or one long after: how the decision stands that it was about."""
    body = drafts.used(tx, guild_id, DRAFT, draft_id)
    decision = decisions.find(tx, guild_id, body["decision"]) if body else None
    return Conflict("loot.draft_used") if decision is None else lost(tx, decision)


def _check(tx: Connection, decision: Decision, officer: int, stands: Weighed) -> None:
    """Raise where this officer cannot award it right now."""
    if decision.state is not DecisionState.OPEN:
        raise lost(tx, decision)
    if must_vote_first(decision, officer, stands.votes, stands.answers.values()):
        raise Forbidden("loot.vote_first")


def _check_winner(stands: Weighed, winner: int, *, present: bool) -> None:
    """Raise `Conflict` for somebody who cannot get it: who passed, or left without saying that they want it."""
    answer = stands.answers.get(winner)
    if answer is None and not present:
        raise Conflict("loot.winner_left")
    if answer is not None and answer.response is Response.PASS:
        raise Conflict("loot.winner_passed")


def _among(stands: Weighed) -> list[Candidate]:
    """Between whom a tie-break decides: those whom the council wants most, all candidates where it has no wish."""
    return lined_up(leaders(stands.candidates), stands.rates, stands.system)


def _undecided(stands: Weighed, winner: int | None, how: TieBreak | None) -> bool:
    """Whether the council wants several equally, the winner among them, and nobody has said how that is decided."""
    if how is not None or not tied(stands.candidates):
        return False
    return winner is None or any(one.member_id == winner for one in _among(stands))


def _proposal(
    tx: Connection,
    decision: Decision,
    stands: Weighed,
    wish: Wish,
    chosen: int | None,
    reason: str,
    price: int | None,
    *,
    by: int,
    now: datetime,
) -> Proposal:
    among, system = _among(stands), decision.rules.system
    winner = chosen
    if wish.tie_break is not None:
        picked = decides(wish.tie_break, among, stands.rates, system)
        winner = picked.member_id if picked else None
    elif winner is None:
        raise Invalid("loot.winner_missing")
    if price is not None and system is System.COUNCIL:
        raise Invalid("loot.price_council")
    full = price if price is not None else full_price(tx, decision)
    asks = system is System.EPGP and full is None
    cost = cost_of(tx, decision, stands, winner, full) if winner is not None else None
    must = _undecided(stands, winner, wish.tie_break)
    paid = cost.paid if cost else 0
    body = {
        "decision": decision.id,
        "chosen": chosen,
        "present": wish.present,
        "winner": winner,
        "reason": reason,
        "gp": wish.gp,
        "full": full,
        "paid": paid,
        "tie_break": wish.tie_break.value if wish.tie_break else None,
    }
    draft = drafts.keep(tx, decision.guild_id, DRAFT, body, by=by, now=now)
    answer = stands.answers.get(winner) if winner is not None else None
    shown = {one.member_id for one in among}
    if winner is not None:
        shown.add(winner)
    return Proposal(
        decision=decision,
        reason=reason,
        winner=winner,
        response=answer.response if answer else None,
        full=full,
        paid=paid,
        pool=cost.pool if cost else None,
        owes=_owed(stands, winner, cost),
        asks_price=asks,
        tie_break=wish.tie_break,
        tie=tuple(one.member_id for one in among) if len(among) > 1 else (),
        breaks=_breaks(stands, among, system),
        must_break=must,
        voters=len({vote.voter_id for vote in stands.votes}),
        people=people(tx, shown),
        draft=draft,
    )


def _owed(stands: Weighed, winner: int | None, cost: Cost | None) -> int:
    """How many DKP the award would take that the winner does not have."""
    if winner is None or cost is None or cost.pool is not Pool.DKP:
        return 0
    return max(0, cost.paid - max(0, stands.points.get(winner, {}).get(Pool.DKP, 0)))


def _breaks(stands: Weighed, among: list[Candidate], system: System) -> Mapping[TieBreak, tuple[int, ...]]:
    """Whom each tie-break would leave; priority only where the system has one."""
    offered = [one for one in TieBreak if one is not TieBreak.PRIORITY or system is not System.COUNCIL]
    if len(among) < 2:
        return {}
    return {how: tuple(one.member_id for one in left_by(how, among, stands.rates, system)) for how in offered}
