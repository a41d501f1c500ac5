"""The rules leaders make: which board's top gets which role."""

from services.desk import Desk
from services.roles.giving import Giving


class Rules:
    """Add, list and end rules."""

    def __init__(self, desk: Desk, giving: Giving) -> None:
        self._desk = desk
        self._giving = giving
