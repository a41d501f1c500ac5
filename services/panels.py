"""Messages that live: repainted when what they show has changed, each at most once in a while."""

import logging
from datetime import timedelta
from typing import Protocol

from sqlalchemy import Connection

from domain.panels import Panel
from services.desk import Desk
from storage import panels

log = logging.getLogger(__name__)

PACE = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=5)
_BATCH = 50


class MessageGone(Exception):
    """The message or its channel is no longer there, or no longer ours to edit."""


class PaintFailed(Exception):
    """Discord did not take the edit this time."""


class Painter(Protocol):
    """Draws a panel as the thing stands now; the face implements it."""

    async def paint(self, panel: Panel) -> timedelta | None:
        """Edit the message. Returns its own pace if it has one; raises `MessageGone` or `PaintFailed`."""
        ...


class Panels:
    """Repaint what changed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.painter: Painter | None = None

    async def hang(self, guild_id: int, kind: str, subject: int, *, channel_id: int, message_id: int) -> None:
        """Keep that message up to date from now on."""
        now = self._desk.clock()

        def work(tx: Connection) -> None:
            panels.hang(tx, guild_id, kind, subject, channel_id=channel_id, message_id=message_id, now=now)

        await self._desk.db.write(work)

    async def hang_instead(self, guild_id: int, kind: str, subject: int, *, channel_id: int, message_id: int) -> None:
        """The same for the newest message in a channel that shows the thing: older ones are left as they are."""
        now = self._desk.clock()

        def work(tx: Connection) -> None:
            panels.hang(tx, guild_id, kind, subject, channel_id=channel_id, message_id=message_id, now=now)
            panels.take_down_older(tx, guild_id, kind, subject, channel_id)

        await self._desk.db.write(work)

    async def repaint(self) -> None:
        """Repaint every message that is stale and due."""
        now = self._desk.clock()
        painter = self.painter
        if painter is None:
            return
        for panel in await self._desk.db.read(lambda tx: panels.stale(tx, now, limit=_BATCH)):
            await self._repaint_one(painter, panel)

    async def _repaint_one(self, painter: Painter, panel: Panel) -> None:
        try:
            pace = await painter.paint(panel)
        except MessageGone:
            log.info("a panel is gone", extra={"panel": panel.kind, "subject": panel.subject})
            await self._desk.db.write(lambda tx: panels.take_down(tx, panel.message_id))
        except PaintFailed as problem:
            log.warning("a panel could not be repainted", extra={"panel": panel.kind, "reason": str(problem)})
            await self._postpone(panel)
        except Exception:
            # A card that cannot be drawn must not keep the others from being drawn.
            log.exception("a panel broke", extra={"panel": panel.kind, "subject": panel.subject})
            await self._postpone(panel)
        else:
            again_at = self._desk.clock() + (pace or PACE)
            await self._desk.db.write(lambda tx: panels.painted(tx, panel, again_at=again_at))

    async def _postpone(self, panel: Panel) -> None:
        wait = min(PACE * 2 ** min(panel.failures, 10), LONGEST_WAIT)
        again_at = self._desk.clock() + wait
        await self._desk.db.write(lambda tx: panels.failed(tx, panel, again_at=again_at))
