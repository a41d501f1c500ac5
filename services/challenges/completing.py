"""Completing a challenge: final places, points and prizes, in one transaction that can be repeated."""

from services.challenges.paying import Paying
from services.desk import Desk


class Completing:
    """Work out what a challenge came to."""

    def __init__(self, desk: Desk, paying: Paying) -> None:
        self._desk = desk
        self._paying = paying
