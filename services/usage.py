"""How much the bot is used: noted in memory as it happens, written down every half minute."""

from domain.people import Actor
from services.desk import Desk


class Usage:
    """Count commands, active people, and who comes and goes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def note(self, actor: Actor, command: str | None) -> None:
        """Somebody used a command (None: a button or a form)."""

    async def flush(self) -> None:
        """Write down what was noted since the last time."""
