"""What every service works with: the books, the one clock, and fresh random bytes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import DBAPIError

from storage.engine import Database

Clock = Callable[[], datetime]
Entropy = Callable[[int], bytes]

BooksFailed = DBAPIError
"""The database refused: disk full, locked by another process, damaged. Nothing of the act was kept."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Handed to every service; tests hand in their own clock and entropy."""

    db: Database
    clock: Clock
    entropy: Entropy
