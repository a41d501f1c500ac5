"""Judges' scores, signs of unfair votes, and discarding them by a logged act."""

from services.challenges.paying import Paying
from services.desk import Desk


class Judging:
    """Score, look out and discard."""

    def __init__(self, desk: Desk, paying: Paying) -> None:
        self._desk = desk
        self._paying = paying
