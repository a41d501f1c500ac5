"""What time brings: announcements at each moment, and the result at the end."""

import logging
from datetime import datetime

from sqlalchemy import Connection

from domain.challenge_settings import State
from domain.challenges import Challenge, Moment, due_to_complete, to_announce, votes_open
from services.challenges.completing import Completing
from services.challenges.finding import changed, find
from services.desk import Desk
from storage import challenges, notices

log = logging.getLogger(__name__)

_Phase = tuple[State, bool]


class Clock:
    """Do what time has come for."""

    def __init__(self, desk: Desk, completing: Completing) -> None:
        self._desk = desk
        self._completing = completing
        self._phases: dict[int, _Phase] = {}
        self._told: dict[int, set[str]] = {}

    async def due(self) -> None:
        """Do for every challenge what its time has come for: tell, repaint, work out the result.

        What was told stands in the books; what is remembered here only saves looking there again.
        """
        now = self._desk.clock()
        live = await self._desk.db.read(challenges.live)
        ids = {one.id for one in live}
        self._phases = {one: phase for one, phase in self._phases.items() if one in ids}
        self._told = {one: keys for one, keys in self._told.items() if one in ids}
        for challenge in live:
            if not self._worth_attending(challenge, now):
                continue
            try:
                await self._desk.db.write(lambda tx, known=challenge: self._attend(tx, known, now))
            except Exception:
                # One that stumbles must not keep the others from being attended to.
                log.exception("a challenge stumbled", extra={"challenge": challenge.id, "guild": challenge.guild_id})
                continue
            self._phases[challenge.id] = _phase(challenge, now)
            self._told[challenge.id] = {_key(challenge, one) for one in to_announce(challenge, now)}

    def _worth_attending(self, challenge: Challenge, now: datetime) -> bool:
        if due_to_complete(challenge.dates, challenge.standing, now):
            return True
        told = self._told.get(challenge.id, set())
        fresh = any(_key(challenge, one) not in told for one in to_announce(challenge, now))
        return fresh or self._phases.get(challenge.id) != _phase(challenge, now)

    def _attend(self, tx: Connection, known: Challenge, now: datetime) -> None:
        challenge = find(tx, known.guild_id, known.id)
        for moment in to_announce(challenge, now):
            facts = {"challenge": challenge.id}
            notices.put(tx, challenge.guild_id, moment.event.name, key=_key(challenge, moment), facts=facts, now=now)
        if due_to_complete(challenge.dates, challenge.standing, now):
            self._completing.complete(tx, challenge, now)
        changed(tx, challenge)


def _key(challenge: Challenge, moment: Moment) -> str:
    return f"challenge:{challenge.id}:{moment.event.name.removeprefix('challenge.')}:{moment.turn:%Y%m%dT%H%M%S}"


def _phase(challenge: Challenge, now: datetime) -> _Phase:
    open_ = votes_open(challenge.terms.voting, challenge.dates, challenge.standing, now)
    return challenge.state(now), open_
