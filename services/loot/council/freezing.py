"""The frozen card of an award: everything that was known at that moment, as plain values, and read back from them.

It holds members by their ids and no text that a person wrote: notes stand with the answers, which never change once
the answers are closed, and can be erased with whoever wrote them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from domain.decisions import Answer, Decision, TieBreak, Vote
from domain.epgp import Rates
from domain.loot import Response, System
from domain.points import Pool
from services.loot.council.weighing import Weighed, weighed
from services.loot.systems import Cost

VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Tie:
    """How a tie was broken, and between whom."""

    how: TieBreak
    among: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Frozen:
    """An award's card, read back: `silent` did not answer, `waiting` are officers who did not vote.

    `response` is None for a winner who had not answered; `full` and `paid` are hundredths of `pool`.
    """

    weighed: Weighed
    silent: tuple[int, ...]
    waiting: tuple[int, ...]
    winner: int
    response: Response | None
    full: int | None
    paid: int
    pool: Pool | None
    tie: Tie | None


def freeze(
    decision: Decision,
    stands: Weighed,
    winner: int,
    cost: Cost,
    *,
    full: int | None,
    asked: Collection[int],
    council: Collection[int],
    tie: Tie | None,
) -> dict[str, Any]:
    """The card of an award."""
    voted = {vote.voter_id for vote in stands.votes}
    answer = stands.answers.get(winner)
    return {
        "version": VERSION,
        "system": decision.rules.system.value,
        "base_gp": stands.rates.base_gp,
        "minimum_ep": stands.rates.minimum_ep,
        "answers": [_answer(stands, one) for one in (*stands.answers, *_unheard(stands, winner))],
        "votes": [[one.voter_id, one.candidate_id, int(one.approve)] for one in stands.votes],
        "silent": [one for one in asked if one not in stands.answers],
        "waiting": [one for one in council if one not in voted],
        "winner": winner,
        "response": answer.response.value if answer else None,
        "full": full,
        "paid": cost.paid,
        "pool": cost.pool.value if cost.pool else None,
        "tie": {"how": tie.how.value, "among": list(tie.among)} if tie else None,
    }


def thaw(card: Mapping[str, Any], notes: Mapping[int, str]) -> Frozen:
    """The card read back, with the notes as they stand by the answers."""
    rows: Sequence[Mapping[str, Any]] = card["answers"]
    answers = {
        row["member"]: Answer(
            row["member"],
            Response(row["response"]),
            notes.get(row["member"], ""),
            datetime.fromisoformat(row["at"]),
            bool(row["late"]),
            row["by"],
        )
        for row in rows
        if row["response"] is not None
    }
    tie = card["tie"]
    return Frozen(
        weighed(
            answers,
            [Vote(voter, candidate, bool(approve)) for voter, candidate, approve in card["votes"]],
            {row["member"]: tuple(row["recent"]) for row in rows},
            {row["member"]: row["got"] for row in rows},
            {row["member"]: {Pool(pool): amount for pool, amount in row["points"].items()} for row in rows},
            Rates(card["base_gp"], card["minimum_ep"]),
            System(card["system"]),
        ),
        tuple(card["silent"]),
        tuple(card["waiting"]),
        card["winner"],
        Response(card["response"]) if card["response"] else None,
        card["full"],
        card["paid"],
        Pool(card["pool"]) if card["pool"] else None,
        Tie(TieBreak(tie["how"]), tuple(tie["among"])) if tie else None,
    )


def _unheard(stands: Weighed, winner: int) -> list[int]:
    """The winner, where they had not answered: what they had is part of the story too."""
    return [] if winner in stands.answers else [winner]


def _answer(stands: Weighed, member_id: int) -> dict[str, Any]:
    said = stands.answers.get(member_id)
    held = {
        "points": stands.points.get(member_id, {}),
        "recent": stands.recent.get(member_id, ()),
        "got": stands.counts.get(member_id, 0),
    }
    if said is None:
        return {"member": member_id, "response": None, **held}
    at = said.at.isoformat()
    return {"member": member_id, "response": said.response, "at": at, "late": said.late, "by": said.by, **held}
