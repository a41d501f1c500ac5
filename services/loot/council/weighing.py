"""What speaks for each candidate right now: points, items they got lately, and votes; read in one transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from domain.decisions import Answer, Candidate, Decision, Tally, Vote, tallies
from domain.epgp import Rates
from domain.loot import Response, System
from domain.points import Pool
from services.loot import cost
from services.loot.standings import POOLS, rates_of
from storage import ballots, loot_items, points

_NAMED = 5
"""How many recent items are named; all of them are counted."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Everything that a decision is about at one moment.

    `candidates` are those who want it; `recent` names the newest items of everybody who answered,
    `counts` tells how many they got; `points` are the hundredths of the pools that the decision's system counts.
    """

    answers: Mapping[int, Answer]
    votes: Sequence[Vote]
    candidates: Sequence[Candidate]
    recent: Mapping[int, tuple[str, ...]]
    counts: Mapping[int, int]
    points: Mapping[int, Mapping[Pool, int]]
    rates: Rates
    system: System


def weigh(tx: Connection, decision: Decision, now: datetime, *, besides: Collection[int] = ()) -> Weighed:
    """What stands now; `besides` are members who have not answered and are looked at all the same."""
    answers, votes = ballots.answers(tx, decision.id), ballots.votes(tx, decision.id)
    everybody = [*answers, *(one for one in besides if one not in answers)]
    since = now - timedelta(days=decision.rules.recent_days)
    got, pools = ballots.items_of_those(tx, decision.id, since), POOLS[decision.rules.system]
    held = ballots.points_of_those(tx, decision.id) if pools else {}
    if strangers := everybody[len(answers) :]:
        got |= loot_items.names_since(tx, decision.guild_id, strangers, since)
        held |= points.balances_of(tx, strangers)
    rates = rates_of(tx, decision.guild_id) if decision.rules.system is System.EPGP else Rates()
    return weighed(
        answers,
        votes,
        {one: tuple(items[:_NAMED]) for one, items in got.items()},
        {one: len(items) for one, items in got.items()},
        {one: {pool: held.get(one, {}).get(pool, 0) for pool in pools} for one in everybody},
        rates,
        decision.rules.system,
    )


def weighed(
    answers: Mapping[int, Answer],
    votes: Sequence[Vote],
    recent: Mapping[int, tuple[str, ...]],
    counts: Mapping[int, int],
    stands: Mapping[int, Mapping[Pool, int]],
    rates: Rates,
    system: System,
) -> Weighed:
    """These facts with the candidates that follow from them."""
    counted, nothing, no_votes = tallies(votes), dict[Pool, int](), Tally()

    def candidate(one: Answer) -> Candidate:
        mine, who = stands.get(one.member_id, nothing), one.member_id
        held = mine.get(Pool.EP, 0), mine.get(Pool.GP, 0), mine.get(Pool.DKP, 0)
        return Candidate(who, one.response, counted.get(who, no_votes), counts.get(who, 0), *held)

    candidates = tuple(candidate(one) for one in answers.values() if one.response is not Response.PASS)
    return Weighed(answers, votes, candidates, recent, counts, stands, rates, system)


def full_price(tx: Connection, decision: Decision) -> int | None:
    """Hundredths that the item costs before anybody's share; None where nobody has said it, or it costs nothing."""
    match decision.rules.system:
        case System.COUNCIL:
            return None
        case System.DKP:
            return decision.drop.gp
        case System.EPGP:
            if decision.drop.gp is not None:
                return decision.drop.gp
            drop = decision.drop
            return cost.full_price(tx, decision.guild_id, drop.item, drop.quality, drop.slot, drop.ilvl)
