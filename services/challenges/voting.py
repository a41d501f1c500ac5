"""Votes: one a person and submission, taken back while open."""

from services.challenges.paying import Paying
from services.desk import Desk


class Voting:
    """Vote and take back."""

    def __init__(self, desk: Desk, paying: Paying) -> None:
        self._desk = desk
        self._paying = paying
