"""Looking at challenges: the landing card, lists, names."""

from services.desk import Desk


class Views:
    """Look at challenges."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
