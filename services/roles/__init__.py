"""Roles by rank: the rules leaders make, and bringing Discord to what they come to."""

from dataclasses import dataclass

from services.desk import Desk
from services.roles.giving import Giving
from services.roles.hands import Hands, Ranking
from services.roles.keeper import RolesKeeper
from services.roles.rules import Rules

__all__ = ["Giving", "Hands", "Roles", "RolesKeeper", "Rules", "open_roles"]


@dataclass(frozen=True, slots=True)
class Roles:
    """The services of roles by rank side by side."""

    rules: Rules
    giving: Giving


def open_roles(desk: Desk, ranking: Ranking) -> Roles:
    """The services of roles by rank."""
    giving = Giving(desk, ranking)
    return Roles(Rules(desk, ranking, giving), giving)
