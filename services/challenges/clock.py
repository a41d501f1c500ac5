"""What time brings: announcements at each moment, and the result at the end."""

from services.challenges.completing import Completing
from services.desk import Desk


class Clock:
    """Do what time has come for."""

    def __init__(self, desk: Desk, completing: Completing) -> None:
        self._desk = desk
        self._completing = completing
