"""What is measured of an interaction: how long until Discord took our answer, how long in all, and what came of it.

Time counts from when the interaction reached us, by this machine's steady clock: Discord's own timestamp would also
measure how far two clocks are apart. Whether we were too late is Discord's to say, and it does.
"""

from collections.abc import Awaitable
from time import perf_counter
from typing import Any, Final

import discord

from services.meter import OTHER, Kind, Meter, Outcome

Interaction = discord.Interaction[Any]

_KINDS: Final = {
    discord.InteractionType.application_command: Kind.COMMAND,
    discord.InteractionType.component: Kind.BUTTON,
    discord.InteractionType.modal_submit: Kind.FORM,
    discord.InteractionType.autocomplete: Kind.AUTOCOMPLETE,
}
_UNKNOWN_INTERACTION: Final = 10062


class _Watched(discord.InteractionResponse[Any]):
    """discord.py's response to one interaction, with somebody who looks at the clock from its arrival to its end."""

    __slots__ = ("answered", "begun", "kind", "meter", "outcome")

    def __init__(self, parent: Interaction, meter: Meter, kind: Kind) -> None:
        super().__init__(parent)
        self.meter: Meter | None = meter
        self.kind = kind
        self.begun = perf_counter()
        self.answered: float | None = None
        self.outcome: Outcome | None = None

    async def defer(self, *args: Any, **options: Any) -> Any:
        return await self._first(super().defer(*args, **options))

    async def send_message(self, *args: Any, **options: Any) -> Any:
        return await self._first(super().send_message(*args, **options))

    async def edit_message(self, *args: Any, **options: Any) -> Any:
        return await self._first(super().edit_message(*args, **options))

    async def send_modal(self, *args: Any, **options: Any) -> Any:
        return await self._first(super().send_modal(*args, **options))

    async def autocomplete(self, *args: Any, **options: Any) -> Any:
        return await self._first(super().autocomplete(*args, **options))

    async def _first(self, answer: Awaitable[Any]) -> Any:
        """Give the first answer (discord.py lets nobody give another), and note when Discord took it."""
        try:
            taken = await answer
        except discord.NotFound as gone:
            if gone.code == _UNKNOWN_INTERACTION:
                self.outcome = Outcome.LATE
            raise
        self.answered = perf_counter()
        return taken


def watch(meter: Meter, interaction: Interaction) -> None:
    """Look at the clock from now on: somebody came."""
    if kind := _KINDS.get(interaction.type):
        watched = _Watched(interaction, meter, kind)
        interaction._cs_response = watched  # noqa: SLF001 - discord.py has no other way in


def judge(interaction: Interaction, outcome: Outcome) -> None:
    """It did not end well; what Discord said about it first stands."""
    watched = interaction.response
    if isinstance(watched, _Watched) and watched.outcome is None:
        watched.outcome = outcome


def settle(interaction: Interaction, name: str = OTHER) -> None:
    """Count it, once, under a name that the code has for it."""
    watched = interaction.response
    if not isinstance(watched, _Watched) or watched.meter is None:
        return
    meter, watched.meter = watched.meter, None
    begun, answered = watched.begun, watched.answered
    answer = None if answered is None else answered - begun
    meter.interaction(watched.kind, name, _outcome(watched), answer=answer, whole=perf_counter() - begun)


def settle_command(interaction: Interaction) -> None:
    """Count a command, or what was suggested for one of its options."""
    command = interaction.command
    settle(interaction, command.qualified_name if command else OTHER)


def _outcome(watched: _Watched) -> Outcome:
    if watched.outcome is not None:
        return watched.outcome
    if watched.answered is not None:
        return Outcome.DONE
    # discord.py keeps the errors of suggestions to itself; anybody else was left waiting.
    return Outcome.BROKEN if watched.kind is Kind.AUTOCOMPLETE else Outcome.LATE
