"""Passing on: whoever has an awarded item hands it to somebody else, and the points follow it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from domain.decisions import Decision, DecisionState, parse_price
from domain.errors import Conflict
from domain.loot import System
from domain.people import Actor, Rank
from domain.points import Act, Change, Move, check_reason
from services import access
from services.desk import Desk
from services.loot.books import Books
from services.loot.council.finding import changed, find
from services.loot.council.weighing import full_price
from services.loot.people import Person, people
from services.loot.systems import SYSTEMS, Cost
from storage import ballots, decisions, drafts, loot_items, members
from storage.loot_items import Item, Source

DRAFT: Final = "loot.pass_on"
"""The kind of draft that a preview leaves for its button."""


@dataclass(frozen=True, slots=True)
class Handover:
    """What passing on would do, or did: `back` is what the one who had it gets back, `cost` what the next one pays.

    `full` is the item's price in hundredths; `asks_price` is whether somebody has to say it. `batch` is the act.
    """

    decision: Decision
    giver: int
    taker: int
    reason: str
    back: tuple[Move, ...]
    cost: Cost
    full: int | None
    asks_price: bool
    people: Mapping[int, Person]
    draft: int | None = None
    batch: int | None = None


class PassingOn:
    """Let an item change hands."""

    def __init__(self, desk: Desk, books: Books) -> None:
        self._desk = desk
        self._books = books

    async def propose(self, actor: Actor, decision_id: int, user_id: int, reason: str, gp: str = "") -> Handover:
        """What it would do right now; nothing is done.

        Raises `Forbidden`, `NotFound`, `Invalid` (reason, price) and `Conflict` (not awarded, they have it already).
        """
        why, price = check_reason(reason), parse_price(gp)
        now = self._desk.clock()

        def work(tx: Connection) -> Handover:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            decision = find(tx, actor.guild_id, decision_id)
            taker = members.ensure(tx, actor.guild_id, user_id, now).id
            planned, held = self._plan(tx, decision, taker, why, price)
            body = {"decision": decision_id, "taker": taker, "item": held.id, "reason": why, "price": price}
            body |= {"paid": planned.cost.paid}
            draft = drafts.keep(tx, actor.guild_id, DRAFT, body, by=officer.id, now=now)
            return replace(planned, draft=draft)

        return await self._desk.db.write(work)

    async def again(self, actor: Actor, draft_id: int, gp: str) -> Handover:
        """The same with a price named; raises what `propose` raises."""

        def look(tx: Connection) -> tuple[dict[str, Any], int | None]:
            body = drafts.look(tx, actor.guild_id, DRAFT, draft_id)
            if body is None:
                raise Conflict("loot.draft_used")
            return body, members.users(tx, {body["taker"]}).get(body["taker"])

        body, user = await self._desk.db.read(look)
        if user is None:
            raise Conflict("loot.winner_left")
        return await self.propose(actor, body["decision"], user, body["reason"], gp)

    async def pass_on(self, actor: Actor, draft_id: int) -> Handover:
        """Do what was proposed, once; raises what `propose` raises."""
        now = self._desk.clock()

        def work(tx: Connection) -> Handover:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            body = drafts.take(tx, actor.guild_id, DRAFT, draft_id, now)
            if body is None:
                raise Conflict("loot.draft_used")
            decision = find(tx, actor.guild_id, body["decision"])
            planned, held = self._plan(tx, decision, body["taker"], body["reason"], body["price"])
            if held.id != body["item"] or planned.cost.paid != body["paid"]:
                raise Conflict("loot.looked_again", item=decision.drop.item)
            key = f"decision:{decision.id}:from:{held.id}:{draft_id}"
            return self._hand_over(tx, planned, held, key=key, by=officer.id, now=now)

        return await self._desk.db.write(work)

    def _plan(
        self, tx: Connection, decision: Decision, taker: int, reason: str, price: int | None
    ) -> tuple[Handover, Item]:
        held = _held(tx, decision)
        if held.member_id == taker:
            raise Conflict("loot.passed_to_owner")
        back = self._books.plan_undo(tx, decision.guild_id, held.batch_id).moves
        mine = tuple(move for move in back if move.member_id == held.member_id)
        full = price if price is not None else _price(tx, decision)
        said = ballots.answers(tx, decision.id).get(taker)
        system = decision.rules.system
        cost = SYSTEMS[system].cost(tx, decision.guild_id, taker, full, said.response if said else None)
        asks = system is System.EPGP and full is None
        shown = people(tx, {held.member_id, taker})
        return Handover(decision, held.member_id, taker, reason, mine, cost, full, asks, shown), held

    def _hand_over(
        self, tx: Connection, planned: Handover, held: Item, *, key: str, by: int, now: datetime
    ) -> Handover:
        decision, cost = planned.decision, planned.cost
        if planned.asks_price:
            raise Conflict("loot.looked_again", item=decision.drop.item)
        changes = [Change(move.member_id, move.pool, move.delta) for move in planned.back]
        changes = [replace(one, reference=decision.drop.item) for one in (*changes, *cost.changes)]
        entered = self._books.enter(
            tx,
            decision.guild_id,
            Act.ITEM,
            changes,
            key=key,
            at=now,
            by=by,
            reason=planned.reason,
            facts={"decision": decision.id, "member": planned.taker},
        )
        said = ballots.answers(tx, decision.id).get(planned.taker)
        passed = replace(
            held,
            member_id=planned.taker,
            batch_id=entered.batch.id,
            source=Source.PASSED_ON,
            at=now,
            response=said.response if said else None,
            pool=cost.pool,
            paid=cost.paid,
            note=planned.reason,
            passed_from=held.id,
            by=by,
        )
        loot_items.add(tx, decision.guild_id, passed)
        changed(tx, decision)
        return replace(planned, batch=entered.batch.id)


def _held(tx: Connection, decision: Decision) -> Item:
    """The item in the hands of whoever has it now; raises `Conflict` where nobody has."""
    if decision.state is not DecisionState.AWARDED:
        raise Conflict("loot.not_awarded", item=decision.drop.item)
    stands = [one for one in loot_items.of_decision(tx, decision.guild_id, decision.id) if one.undone_at is None]
    handed_on = {one.passed_from for one in stands}
    found = [one for one in stands if one.id not in handed_on]
    if not found:
        raise Conflict("loot.not_awarded", item=decision.drop.item)
    return found[-1]


def _price(tx: Connection, decision: Decision) -> int | None:
    """The price that the award was made at, where it had to be said; else what the item costs."""
    known = full_price(tx, decision)
    if known is not None:
        return known
    card = decisions.awards_of(tx, decision.id)[-1].card
    return card["full"] if decision.rules.system is not System.COUNCIL else None
