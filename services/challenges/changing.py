"""Changing a challenge: texts, dates, prizes, closing a phase, calling it off."""

from services.desk import Desk


class Changing:
    """Change challenges."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
