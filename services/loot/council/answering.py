"""Answering: what raiders want an item for, by themselves or through an officer, until it is decided."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from domain.decisions import Answer, Decision, all_answered, check_note, is_late
from domain.errors import Conflict
from domain.loot import ALL_ANSWERED, Response
from domain.people import Actor, Rank
from services import access
from services.desk import Desk
from services.loot.council.finding import changed, find
from storage import audit, ballots, decisions, members, notices
from storage.ballots import Part


@dataclass(frozen=True, slots=True)
class Said:
    """An answer that stands, and what it replaced."""

    decision: Decision
    answer: Answer
    before: Answer | None


class Answering:
    """The raiders' side of a decision."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def answer(self, actor: Actor, decision_id: int, response: Response) -> Said:
        """Say what the actor wants it for; their note stays. Raises `Forbidden`, `NotFound` and `Conflict`."""
        now = self._desk.clock()

        def work(tx: Connection) -> Said:
            member = access.enter(tx, actor, Rank.MEMBER, now)
            decision, before, late = _asked(tx, actor.guild_id, decision_id, member.id, now)
            note = before.note if before else ""
            return _keep(tx, decision, Answer(member.id, response, note, now, late), before, now)

        return await self._desk.db.write(work)

    async def note(self, actor: Actor, decision_id: int, text: str) -> Said:
        """Say why, beside the actor's answer; an empty text takes the note away.

        Raises `Forbidden`, `NotFound`, `Invalid` (too long) and `Conflict` (not answered yet, closed).
        """
        note = check_note(text)
        now = self._desk.clock()

        def work(tx: Connection) -> Said:
            member = access.enter(tx, actor, Rank.MEMBER, now)
            decision, before, late = _asked(tx, actor.guild_id, decision_id, member.id, now)
            if before is None:
                raise Conflict("loot.note_first")
            return _keep(tx, decision, replace(before, note=note, at=now, late=late), before, now)

        return await self._desk.db.write(work)

    async def answer_for(self, actor: Actor, decision_id: int, user_id: int, response: Response, note: str) -> Said:
        """Say it for somebody else, marked so; raises `Forbidden`, `NotFound`, `Invalid` and `Conflict`."""
        why = check_note(note)
        now = self._desk.clock()

        def work(tx: Connection) -> Said:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            decision = find(tx, actor.guild_id, decision_id)
            late = is_late(decision, None, now, asked=True, officer=True)
            member = members.ensure(tx, actor.guild_id, user_id, now)
            before = ballots.answers(tx, decision_id).get(member.id)
            facts = {"decision": decision_id, "member": member.id, "response": response.value}
            audit.append(tx, actor.guild_id, "loot.answered_for", actor=officer.id, at=now, facts=facts)
            return _keep(tx, decision, Answer(member.id, response, why, now, late, officer.id), before, now)

        return await self._desk.db.write(work)

    async def due(self) -> None:
        """Note every deadline that has come, so that what shows the decision says so."""
        now = self._desk.clock()
        if not await self._desk.db.read(lambda tx: decisions.past_closing(tx, now)):
            return

        def work(tx: Connection) -> None:
            for decision in decisions.past_closing(tx, now):
                if decisions.close(tx, decision.id, now):
                    changed(tx, decision)

        await self._desk.db.write(work)


def _asked(
    tx: Connection, guild_id: int, decision_id: int, member_id: int, now: datetime
) -> tuple[Decision, Answer | None, bool]:
    """The decision, what the member said before, and whether what they say now is late."""
    decision = find(tx, guild_id, decision_id)
    before = ballots.answers(tx, decision_id).get(member_id)
    asked = decision.anyone or before is not None or member_id in ballots.asked(tx, decision_id, Part.RAIDER)
    return decision, before, is_late(decision, before, now, asked=asked, officer=False)


def _keep(tx: Connection, decision: Decision, answer: Answer, before: Answer | None, now: datetime) -> Said:
    ballots.answer(tx, decision.id, answer)
    asked = ballots.asked(tx, decision.id, Part.RAIDER)
    if all_answered(asked, ballots.answers(tx, decision.id).keys()):
        told, key = {"decision": decision.id}, f"decision:{decision.id}:answered"
        notices.put(tx, decision.guild_id, ALL_ANSWERED.name, key=key, facts=told, now=now)
    changed(tx, decision)
    return Said(decision, answer, before)
