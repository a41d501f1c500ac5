"""Private ballots: stars for one submission after another."""

from services.desk import Desk


class Balloting:
    """Show and mark."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
