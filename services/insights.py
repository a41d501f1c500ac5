"""Insights: figures about how a guild uses the bot, from the bot's own rows."""

from services.desk import Desk


class Insights:
    """Add the figures up."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
