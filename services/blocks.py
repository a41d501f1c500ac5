"""Order: leaders keep somebody from everything but looking."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from domain.errors import Conflict, Forbidden
from domain.people import Actor, Rank
from domain.texts import check_line
from services import access
from services.contests.counting import count_again
from services.contests.views import counts
from services.desk import Desk
from storage import audit, blocks, contests, members
from storage.members import Member

REASON_LIMIT: Final = 300


@dataclass(frozen=True, slots=True)
class Blocked:
    """Somebody who may only look from now on; `again` when that was so before, for this very reason."""

    user_id: int
    reason: str
    again: bool


class Blocks:
    """Block and unblock members."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def block(self, actor: Actor, target: Actor, reason: str) -> Blocked:
        """Let somebody only look; `target` is that person as Discord describes them now.

        What they have in pots, auctions, votes and locked draws stays as it is: draws can be verified. Entries of
        contests count until they are locked, so they are counted anew without theirs.

        Raises `Forbidden` (no leader, oneself, another leader) and `Invalid` (reason).
        """
        why = check_line(reason, REASON_LIMIT, "block.reason_length")
        now = self._desk.clock()

        def work(tx: Connection) -> Blocked:
            leader = access.enter(tx, actor, Rank.LEADER, now)
            if target.user_id == actor.user_id:
                raise Forbidden("block.self")
            if access.rank_of(tx, target) >= Rank.LEADER:
                raise Forbidden("block.leader")
            member = members.ensure(tx, actor.guild_id, target.user_id, now)
            if member.blocked == why:
                return Blocked(target.user_id, why, again=True)
            blocks.block(tx, member.id, why, now)
            facts, salt = {"member": member.id}, self._desk.entropy(16)
            audit.append(
                tx,
                actor.guild_id,
                "member.blocked",
                actor=leader.id,
                at=now,
                facts=facts,
                note=why,
                salt=salt,
                officers_only=True,
            )
            _count_again(tx, member, leader.id, now)
            return Blocked(target.user_id, why, again=False)

        return await self._desk.db.write(work)

    async def unblock(self, actor: Actor, user_id: int) -> None:
        """Let somebody take part again; raises `Forbidden` (no leader) and `Conflict` (not blocked)."""
        now = self._desk.clock()

        def work(tx: Connection) -> None:
            leader = access.enter(tx, actor, Rank.LEADER, now)
            member = members.find(tx, actor.guild_id, user_id)
            if member is None or not blocks.unblock(tx, member.id):
                raise Conflict("block.not_blocked")
            facts = {"member": member.id}
            audit.append(
                tx, actor.guild_id, "member.unblocked", actor=leader.id, at=now, facts=facts, officers_only=True
            )
            _count_again(tx, member, leader.id, now)

        await self._desk.db.write(work)


class BlocksKeeper:
    """What is kept about a person who may only look: that and why, beside the person themselves."""

    tables = ()

    def export(self, tx: Connection, member_id: int) -> dict[str, Any]:
        """Since when and why, as the person was told."""
        found = blocks.of(tx, member_id)
        return {"blocked": None if found is None else {"at": found[0].isoformat(), "reason": found[1]}}

    def erase(self, tx: Connection, member_id: int) -> None:
        """Take the reasons, those in the log too: a leader wrote them, but they are about this person."""
        blocks.erase_notes_about(tx, members.guild_of(tx, member_id), member_id, "member.blocked")
        blocks.unblock(tx, member_id)


def _count_again(tx: Connection, member: Member, by: int, now: datetime) -> None:
    """Count the contests anew that the member's characters take part in and whose entries are not locked."""
    theirs = blocks.characters_of(tx, member.id)
    for contest in contests.live(tx):
        if contest.guild_id != member.guild_id or not counts(tx, contest, now):
            continue
        taking = contests.taking(tx, contest.id)
        if any(one.member_id == member.id or one.character_id in theirs for one in taking.values()):
            count_again(tx, contest, now, by=by, why="block")
