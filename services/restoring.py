"""The beginning of an epoch: a backup was put back, and nobody knows what happened after it was made.

What was promised and not yet decided is called off and given back, because its end may be known already to whoever
chose the moment; a draw that was called goes on, for its round decides the same whenever it is looked up. Numbers of
draws jump past any that could have been used, nothing old is told again, and every guild is told all of this.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from domain.auctions import Ending as Unsold
from domain.epochs import RESTORED, Epoch, first_draw
from domain.pot_settings import PotState
from domain.pots import Ending
from services.desk import Desk
from storage import auctions, audit, contests, decisions, epochs, notices, pots, restoring

if TYPE_CHECKING:
    from services.contests.making import Making
    from services.loot.council.rolling import Rolling
    from services.loot.hammer import Hammer
    from services.pots.locking import Locking
    from storage.restoring import Note

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hands:
    """Who calls off what, and gives it back."""

    pots: "Locking"
    contests: "Making"
    auctions: "Hammer"
    decisions: "Rolling"


class Restoring:
    """Begin the epoch that a restore asks for; `hands` loads who is needed for it."""

    def __init__(self, desk: Desk, hands: Callable[[], Hands]) -> None:
        self._desk = desk
        self._hands = hands

    async def begin_epoch(self) -> bool:
        """Act on the note that a restore left, wholly or not at all; False when there is none."""
        if await self._desk.db.read(restoring.note) is None:
            return False
        hands, now = self._hands(), self._desk.clock()
        number = await self._desk.db.write(lambda tx: _begin(tx, hands, now))
        log.warning("a backup was put back: a new epoch begins", extra={"epoch": number})
        return True


def _begin(tx: Connection, hands: Hands, now: datetime) -> int:
    note = restoring.note(tx)
    if note is None:  # another one acted on it
        return epochs.current(tx)
    number = max(epochs.current(tx), note.epoch) + 1
    restoring.be_silent(tx, now)
    restoring.start_over(tx)
    known, firsts, present = restoring.highest(tx), epochs.first_draws(tx), restoring.guilds(tx)
    for guild_id in sorted(present.keys() | known.keys() | note.highest.keys()):
        highest = max(known.get(guild_id, 0), firsts.get(guild_id, 1) - 1, note.highest.get(guild_id, 0))
        epoch = _epoch(number, note, known.get(guild_id, 0), highest)
        epochs.begin(tx, guild_id, epoch)
        if guild_id in present:
            _begin_in(tx, guild_id, epoch, hands, now, told=present[guild_id])
    epochs.enter(tx, number)
    restoring.forget(tx)
    return number


def _epoch(number: int, note: "Note", last_draw: int, highest: int) -> Epoch:
    first = first_draw(highest, note.saved_at, note.restored_at)
    return Epoch(number, last_draw, first, note.saved_at, note.restored_at)


def _begin_in(tx: Connection, guild_id: int, epoch: Epoch, hands: Hands, now: datetime, *, told: bool) -> None:
    off = {
        "pots": _call_off_pots(tx, guild_id, hands, now),
        "contests": _call_off_contests(tx, guild_id, hands, epoch.restored_at, now),
        "auctions": _call_off_auctions(tx, guild_id, hands, now),
        "rolls": _call_off_rolls(tx, guild_id, hands, now),
    }
    facts = {"epoch": epoch.number, "as_of": epoch.saved_at.isoformat(), "first_draw": epoch.first_draw, **off}
    audit.append(tx, guild_id, RESTORED.name, actor=None, at=now, facts=facts)
    if told:
        key = f"epoch:{epoch.number}:{epoch.restored_at:%Y%m%dT%H%M%S}"
        notices.put(tx, guild_id, RESTORED.name, key=key, facts=facts, now=now)


def _call_off_pots(tx: Connection, guild_id: int, hands: Hands, now: datetime) -> int:
    live = pots.listed(tx, guild_id, [PotState.OPEN, PotState.LOCKED])
    for pot in live:
        hands.pots.end(tx, pot, Ending.RESTORED, now, by=None)
    return len(live)


def _call_off_contests(tx: Connection, guild_id: int, hands: Hands, restored_at: datetime, now: datetime) -> int:
    live = [one for one in contests.live(tx) if one.guild_id == guild_id]
    return sum(hands.contests.call_off(tx, one, restored_at, now) for one in live)


def _call_off_auctions(tx: Connection, guild_id: int, hands: Hands, now: datetime) -> int:
    live = auctions.live(tx, guild_id)
    return sum(hands.auctions.call_off(tx, one, Unsold.RESTORED, now) for one in live)


def _call_off_rolls(tx: Connection, guild_id: int, hands: Hands, now: datetime) -> int:
    live = [one for one in decisions.rolling(tx) if one.guild_id == guild_id]
    return sum(hands.decisions.call_off(tx, one, now) for one in live)
