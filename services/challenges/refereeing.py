"""What officers do about submissions: feature, disqualify, take either back; each act is logged and paid at once."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from domain.challenge_settings import State
from domain.challenges import Challenge, check_reason
from domain.errors import Conflict, Forbidden
from domain.people import Actor, Rank
from domain.submissions import Submission
from services import access
from services.challenges.completing import Completing
from services.challenges.entries import Listed
from services.challenges.finding import changed, find_submission
from services.challenges.paying import Paying
from services.desk import Desk
from storage import audit, gallery, submissions
from storage.members import Member

_SALT_BYTES: Final = 16


class Refereeing:
    """Feature and disqualify."""

    def __init__(self, desk: Desk, paying: Paying, completing: Completing) -> None:
        self._desk = desk
        self._paying = paying
        self._completing = completing

    async def feature(self, actor: Actor, submission_id: int, *, on: bool | None = None) -> Listed:
        """Feature it or take that back, whichever it is not; with `on` given, a second press changes nothing.

        Raises `Forbidden` (no officer, one's own), `NotFound` and `Conflict` (disqualified, called off).
        """
        now = self._desk.clock()

        def work(tx: Connection) -> Listed:
            officer, challenge, found = _judged(tx, actor, submission_id, now)
            wanted = found.featured_at is None if on is None else on
            if wanted and found.disqualified_at is not None:
                raise Conflict("submission.disqualified", title=found.work.title)
            if wanted != (found.featured_at is not None):
                submissions.feature(tx, found.id, by=officer.id, now=now if wanted else None)
                kind = "challenge.featured" if wanted else "challenge.unfeatured"
                audit.append(tx, actor.guild_id, kind, actor=officer.id, at=now, facts=_facts(found))
                self._paying.for_maker(tx, challenge, found.member_id, now)
                changed(tx, challenge)
            return Listed(*find_submission(tx, actor.guild_id, submission_id))

        return await self._desk.db.write(work)

    async def disqualify(self, actor: Actor, submission_id: int, reason: str) -> Listed:
        """Take it out of the ranking, with the points that it and the votes for it brought; everybody reads why.

        Raises `Forbidden` (no officer, one's own), `NotFound`, `Invalid` (reason) and `Conflict` (it is out already).
        """
        now, why, salt = self._desk.clock(), check_reason(reason), self._desk.entropy(_SALT_BYTES)

        def work(tx: Connection) -> Listed:
            officer, challenge, found = _judged(tx, actor, submission_id, now)
            if found.disqualified_at is not None:
                raise Conflict("submission.disqualified", title=found.work.title)
            submissions.disqualify(tx, found.id, why, by=officer.id, now=now)
            kind, facts = "challenge.disqualified", _facts(found)
            audit.append(tx, actor.guild_id, kind, actor=officer.id, at=now, facts=facts, note=why, salt=salt)
            return self._follow(tx, challenge, found, now)

        return await self._desk.db.write(work)

    async def reinstate(self, actor: Actor, submission_id: int) -> Listed:
        """Put it back into the ranking, with everything it brings; raises what `disqualify` raises."""
        now = self._desk.clock()

        def work(tx: Connection) -> Listed:
            officer, challenge, found = _judged(tx, actor, submission_id, now)
            if found.disqualified_at is None:
                raise Conflict("submission.not_disqualified", title=found.work.title)
            submissions.disqualify(tx, found.id, "", by=None, now=None)
            audit.append(tx, actor.guild_id, "challenge.reinstated", actor=officer.id, at=now, facts=_facts(found))
            return self._follow(tx, challenge, found, now)

        return await self._desk.db.write(work)

    def _follow(self, tx: Connection, challenge: Challenge, found: Submission, now: datetime) -> Listed:
        """Points, panels and a result that is kept already follow from what stands now."""
        self._paying.for_maker(tx, challenge, found.member_id, now)
        self._paying.for_voters(tx, challenge, gallery.voters(tx, found.id), now)
        if challenge.state(now) is State.COMPLETED:
            self._completing.complete(tx, challenge, now)
        changed(tx, challenge)
        return Listed(*find_submission(tx, challenge.guild_id, found.id))


def _judged(tx: Connection, actor: Actor, submission_id: int, now: datetime) -> tuple[Member, Challenge, Submission]:
    """Who judges what; nobody judges their own, and nothing of a challenge that was called off is judged."""
    officer = access.enter(tx, actor, Rank.OFFICER, now)
    challenge, found = find_submission(tx, actor.guild_id, submission_id)
    if found.member_id == officer.id:
        raise Forbidden("submission.own")
    if challenge.state(now) is State.CANCELLED:
        raise Conflict("challenge.cancelled", title=challenge.terms.title)
    return officer, challenge, found


def _facts(found: Submission) -> dict[str, int]:
    return {"challenge": found.challenge_id, "submission": found.id, "member": found.member_id}
