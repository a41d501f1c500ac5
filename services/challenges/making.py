"""Drafting a challenge and publishing it."""

from services.desk import Desk


class Making:
    """Draft and publish challenges."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
