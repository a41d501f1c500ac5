"""Roles by rank: the rules leaders make, and bringing Discord to what they come to."""

from dataclasses import dataclass

from services.desk import Desk
from services.leaderboards.boards import Boards
from services.roles.giving import Giving
from services.roles.rules import Rules


@dataclass(frozen=True, slots=True)
class Roles:
    """The services of roles by rank side by side."""

    rules: Rules
    giving: Giving


def open_roles(desk: Desk, boards: Boards) -> Roles:
    """The services of roles by rank."""
    giving = Giving(desk, boards)
    return Roles(Rules(desk, giving), giving)
