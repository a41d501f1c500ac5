"""What people did in the pretend Discord with their own hands: which command or button, and when."""

from collections.abc import Callable
from datetime import datetime

import discord


class Doings:
    """Hears of every interaction. A command is known by its name, a button or form by its id; what was typed is not.

    `world.bot` calls `note`; acts that the crowd does through the services are none of these.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._latest: dict[tuple[int, str], datetime] = {}
        self.last: int | None = None
        """Who did something last, by Discord's id: whoever looks on is that person."""

    async def note(self, interaction: discord.Interaction) -> None:
        """Somebody did something; looking for what an option could be is nothing."""
        if interaction.type is discord.InteractionType.autocomplete:
            return
        self.last = interaction.user.id
        self._latest[self.last, _name(interaction)] = self._clock()

    def forget(self) -> None:
        """Nobody did anything so far."""
        self._latest.clear()
        self.last = None

    def did(self, user_id: int, what: str, since: datetime) -> bool:
        """Whether the person did that since then; `what` is a command, or what a button's id begins with."""
        return any(
            who == user_id and at >= since and (name == what or name.startswith(f"{what}:"))
            for (who, name), at in self._latest.items()
        )


def _name(interaction: discord.Interaction) -> str:
    if isinstance(interaction.command, discord.app_commands.Command):
        return interaction.command.qualified_name
    return str((interaction.data or {}).get("custom_id", ""))
