"""Order: leaders keep somebody from everything but looking."""

from services.desk import Desk


class Blocks:
    """Block and unblock members."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
