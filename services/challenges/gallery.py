"""Looking through what was handed in."""

from services.desk import Desk


class Gallery:
    """Look at submissions, one at a time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
