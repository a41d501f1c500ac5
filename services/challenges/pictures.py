"""Pictures that people hand in: checked by content, stripped of metadata, kept on the shelf."""

from services.desk import Desk
from storage.shelf import Shelf


class Pictures:
    """Take in and bring out pictures."""

    def __init__(self, desk: Desk, shelf: Shelf) -> None:
        self._desk = desk
        self._shelf = shelf
