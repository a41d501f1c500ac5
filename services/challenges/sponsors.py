"""Sponsors of challenges."""

from services.challenges.pictures import Pictures
from services.desk import Desk


class Sponsors:
    """Add, change and list sponsors."""

    def __init__(self, desk: Desk, pictures: Pictures) -> None:
        self._desk = desk
        self._pictures = pictures
