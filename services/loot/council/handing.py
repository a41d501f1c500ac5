"""Handing an item out: state, points, item, frozen card and notice change together, or nothing does."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from domain.decisions import Decision, DecisionState, check_live
from domain.errors import Conflict
from domain.loot import AWARDED
from domain.points import Act
from services.loot.books import Books
from services.loot.council.finding import changed, find
from services.loot.council.freezing import Tie, freeze
from services.loot.council.weighing import Weighed
from services.loot.systems import SYSTEMS, Cost
from storage import ballots, decisions, loot_items, members, notices
from storage.ballots import Part
from storage.decisions import Award
from storage.loot_items import Item, Source


@dataclass(frozen=True, slots=True)
class Handing:
    """What an award will say: the winner (a member's id), why, the full price in hundredths, who awards, and how."""

    winner: int
    reason: str
    price: int | None
    by: int | None
    tie: Tie | None = None
    draw_id: int | None = None


def hand_out(
    tx: Connection, books: Books, decision: Decision, stands: Weighed, cost: Cost, handing: Handing, now: datetime
) -> Award:
    """Award the item on what `stands` in this transaction; raises `Conflict` when somebody else was first."""
    number = decisions.award(tx, decision.id, rolled=handing.draw_id is not None, by=handing.by, now=now)
    if number is None:
        raise lost(tx, decision)
    changes = [replace(one, reference=decision.drop.item) for one in cost.changes]
    entered = books.enter(
        tx,
        decision.guild_id,
        Act.ITEM,
        changes,
        key=f"decision:{decision.id}:{number}",
        at=now,
        by=handing.by,
        reason=handing.reason,
        facts={"decision": decision.id, "member": handing.winner},
    )
    loot_items.add(tx, decision.guild_id, _item(decision, handing, stands, cost, entered.batch.id, now))
    asked = ballots.all_asked(tx, decision.id)
    card = freeze(
        decision,
        stands,
        handing.winner,
        cost,
        full=handing.price,
        asked=asked[Part.RAIDER],
        council=asked[Part.COUNCIL],
        tie=handing.tie,
    )
    how = handing.tie.how if handing.tie else None
    award = Award(decision.id, number, handing.winner, entered.batch.id, handing.by, now, how, handing.draw_id, card)
    decisions.keep_award(tx, award)
    told, key = {"decision": decision.id, "award": number}, f"decision:{decision.id}:award:{number}"
    notices.put(tx, decision.guild_id, AWARDED.name, key=key, facts=told, now=now)
    changed(tx, decision)
    return award


def cost_of(tx: Connection, decision: Decision, stands: Weighed, winner: int, price: int | None) -> Cost:
    """What the award charges the winner under the system that the decision was opened on."""
    answer = stands.answers.get(winner)
    system = SYSTEMS[decision.rules.system]
    return system.cost(tx, decision.guild_id, winner, price, answer.response if answer else None)


def lost(tx: Connection, decision: Decision) -> Conflict:
    """Why a decision cannot be awarded any more, with the officer who came first."""
    stands = find(tx, decision.guild_id, decision.id)
    user = None if stands.ended_by is None else members.users(tx, {stands.ended_by}).get(stands.ended_by)
    if user is not None:
        item, at = stands.drop.item, stands.ended_at or stands.opened_at
        match stands.state:
            case DecisionState.AWARDED:
                return Conflict("loot.awarded_by", item=item, officer=user, at=at)
            case DecisionState.CANCELLED:
                return Conflict("loot.cancelled_by", item=item, officer=user, at=at)
            case DecisionState.ROLLING:
                return Conflict("loot.rolling_by", item=item, officer=user)
            case DecisionState.OPEN:
                pass
    try:
        check_live(stands)
    except Conflict as refusal:
        return refusal
    return Conflict("loot.looked_again", item=stands.drop.item)


def _item(decision: Decision, handing: Handing, stands: Weighed, cost: Cost, batch_id: int, now: datetime) -> Item:
    answer, drop = stands.answers.get(handing.winner), decision.drop
    return Item(
        member_id=handing.winner,
        item=drop.item,
        batch_id=batch_id,
        source=Source.DECISION,
        at=now,
        item_id=drop.item_id,
        quality=drop.quality,
        slot=drop.slot,
        response=answer.response if answer else None,
        pool=cost.pool,
        paid=cost.paid,
        boss=drop.boss,
        note=handing.reason,
        decision_id=decision.id,
        by=handing.by,
    )
