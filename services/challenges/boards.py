"""Boards of points: live in a challenge, of all time, and who keeps coming back."""

from collections.abc import Mapping

from domain.challenges import Challenge
from services.desk import Desk


class Boards:
    """Keep everybody in their place."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def changed(self, challenge: Challenge, totals: Mapping[int, int]) -> None:
        """These members have so many points in the challenge now."""
