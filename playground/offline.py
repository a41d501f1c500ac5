"""An offline Discord that is alive: SimCord, made for tests, with the manners of the real one.

SimCord waits after every act until nothing of the bot's is under way, lets timers run only when a test moves its
clock, and counts a refusal as a failure. A bot that people talk to has a scheduler, open connections and progress
that is told later. So here an act waits for what it set going and no longer than Discord would, timers run by
themselves (only the calendar can be skipped), and an error is what nobody expected.
"""

import asyncio
import contextvars
from collections.abc import Callable
from time import monotonic  # by name: SimCord puts another one into the module while it runs
from typing import Any

import discord
import simcord
from simcord._runtime import _CallbackRecord
from simcord._settlement import _active_callbacks, _is_parked
from simcord.backend.models import Interaction
from simcord.preview import Preview

from domain.errors import Refusal
from playground.clock import PretendClock

PATIENCE = 2.5
"""Seconds that an act waits for what it set going; Discord itself wants a first answer within three."""

AFTERMATH = 0.25
"""Seconds that an act waits on once it has its answer."""

_GLANCE = 0.05
_MANY_TIMERS = 200


class OfflineDiscord(simcord.Env):
    """A world on a clock of ours; `trouble` is told of every error of the bot's that is not a refusal."""

    def __init__(self, bot: discord.Client, clock: PretendClock, trouble: Callable[[BaseException], None]) -> None:
        super().__init__(bot, check_errors=False, settle_timeout=PATIENCE)
        world: Any = self.backend
        world.clock = clock
        self.clock = clock
        self.windows: list[Preview] = []
        # People act one after the other: SimCord knows no two at once.
        self.turn = asyncio.Lock()
        self._trouble = trouble
        self._earlier: frozenset[asyncio.Task[Any]] = frozenset()
        self._asked: Interaction | None = None
        self._register_dispatch_observer(self._ask)

    def skip(self, seconds: float) -> None:
        """Let the calendar jump; timers under way do not notice, as on a machine whose clock is set."""
        self.clock.advance(seconds)
        self._process_resource_deadlines()

    @property
    def _virtual_time(self) -> float:
        return monotonic()

    def _begin_operation(self, label: str) -> None:
        if self._operation_task is None:
            self._earlier = frozenset(self._work.tasks)
            self._asked = None
        super()._begin_operation(label)

    def _mark_mutation(self) -> None:
        for window in self.windows:
            window._mark_action_dispatched()

    def _schedule_timer(
        self,
        record: _CallbackRecord,
        callback: Any,
        args: tuple[Any, ...],
        schedule_context: contextvars.Context | None,
    ) -> None:
        assert self._runtime is not None
        record.real_handle = self._runtime.call_at(record.when, _ring, record, context=schedule_context)
        if len(self._work.callbacks) > _MANY_TIMERS:
            _active_callbacks(self._settlement_state())  # forgets those that were cancelled

    async def _settle_internal(
        self,
        *,
        timeout: float | None = None,  # noqa: ASYNC109 - SimCord's name
        idle: float = 0.05,
        dispatch: str | None = None,
        _deadline: float | None = None,
    ) -> None:
        self._last_dispatch = dispatch
        until = monotonic() + (self.settle_timeout if timeout is None else timeout)
        quiet = 0
        while quiet < 2 and monotonic() < until:
            if busy := self._under_way(until):
                await asyncio.wait(busy, timeout=_GLANCE, return_when=asyncio.FIRST_COMPLETED)
            else:
                await asyncio.sleep(0)
            quiet = 0 if busy else quiet + 1
            if self._answered():
                until = min(until, monotonic() + AFTERMATH)
                self._asked = None

    def _answered(self) -> bool:
        """Whether what somebody asked for has its answer; what the bot does from then on is nobody's wait."""
        return self._asked is not None and self._asked.responded and not self._asked.deferred

    def _ask(self, interaction: Interaction) -> None:
        self._asked = interaction

    def _under_way(self, until: float) -> list[asyncio.Task[Any]]:
        """What the act set going and what does not merely wait for people, or for a moment after `until`."""
        state = self._settlement_state()
        begun = [task for task in self._work.tasks if not task.done() and task not in self._earlier]
        return [task for task in begun if not _is_parked(state, task, until)]

    def _record_error(self, error: BaseException) -> None:
        if not is_refusal(error):
            super()._record_error(error)
            self._trouble(error)


def _ring(record: _CallbackRecord) -> None:
    if record.handle is not None and not record.handle.cancelled():
        record.handle._run()


def is_refusal(error: BaseException) -> bool:
    """Whether the rules said no somewhere underneath: an answer, not a failure."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, Refusal):
            return True
        cause = getattr(cause, "original", None) or cause.__cause__
    return False
