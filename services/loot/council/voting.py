"""Voting: officers approve or reject candidates; what they vote stays in the books until the policy lets it out."""

from sqlalchemy import Connection

from domain.decisions import Decision, Vote, check_vote
from domain.loot import Transparency
from domain.people import Actor, Rank
from services import access
from services.desk import Desk
from services.loot.council.finding import changed, find
from storage import ballots


class Voting:
    """The council's side of a decision."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def vote(self, actor: Actor, decision_id: int, candidate: int, *, approve: bool) -> Decision:
        """Approve or reject a candidate (a member's id); it replaces what the actor voted on them before.

        Raises `Forbidden` (not an officer, one's own case), `NotFound` and `Conflict` (over, no candidate any more).
        The log tells nothing of it: whoever reads that could tell who voted what.
        """
        now = self._desk.clock()

        def work(tx: Connection) -> Decision:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            decision = find(tx, actor.guild_id, decision_id)
            check_vote(decision, officer.id, candidate, ballots.answers(tx, decision_id))
            ballots.vote(tx, decision_id, Vote(officer.id, candidate, approve), now)
            if decision.rules.transparency in (Transparency.PUBLIC, Transparency.COUNTS):
                changed(tx, decision)  # elsewhere an edit would tell that somebody voted
            return decision

        return await self._desk.db.write(work)
