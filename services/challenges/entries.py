"""Handing in to a challenge, editing, withdrawing; and what officers do about it."""

from services.challenges.paying import Paying
from services.challenges.pictures import Pictures
from services.desk import Desk


class Entries:
    """Hand in, change, withdraw, feature, disqualify."""

    def __init__(self, desk: Desk, paying: Paying, pictures: Pictures) -> None:
        self._desk = desk
        self._paying = paying
        self._pictures = pictures
