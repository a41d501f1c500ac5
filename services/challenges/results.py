"""What challenges came to: places, prizes, and what was sent."""

from services.desk import Desk


class Results:
    """Look at results and tick off prizes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
