"""What giving roles needs of Discord and of the boards; the face has hands, the leaderboards rank."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from domain.leaderboard_settings import Board
from domain.rank_roles import Obstacle, Rule


@dataclass(frozen=True, slots=True)
class View:
    """How a role and the bot stand to each other in Discord; two that are equal leave no reason to try again.

    `positions` are the role's and the bot's own, `powers` what the role lets people do that nobody is to win, `strict`
    that the guild asks for two-factor authentication of whoever gives roles.
    """

    name: str = ""
    exists: bool = True
    allowed: bool = True
    below: bool = True
    positions: tuple[int, int] = (1, 2)
    managed: bool = False
    everybody: bool = False
    powers: tuple[str, ...] = ()
    strict: bool = False

    @property
    def obstacle(self) -> Obstacle | None:
        """What keeps the bot from giving and taking the role, as far as can be seen."""
        checks = (
            (not self.exists, Obstacle.GONE),
            (self.everybody, Obstacle.EVERYBODY),
            (self.managed, Obstacle.MANAGED),
            (bool(self.powers), Obstacle.POWERFUL),
            (not self.allowed, Obstacle.NO_PERMISSION),
            (not self.below, Obstacle.ABOVE),
        )
        return next((obstacle for wrong, obstacle in checks if wrong), None)

    @property
    def obstacle_to_taking(self) -> Obstacle | None:
        """The same for taking alone: what must not be given may well be taken back."""
        return replace(self, powers=()).obstacle


class Slip(StrEnum):
    """Why Discord did not do what was asked."""

    ROLE_GONE = "role_gone"
    ROLE_ABOVE = "role_above"
    NO_PERMISSION = "no_permission"
    REFUSED = "refused"
    MEMBER_GONE = "member_gone"
    UNREACHABLE = "unreachable"


class Slipped(Exception):
    """Discord did not do it."""

    def __init__(self, code: Slip) -> None:
        super().__init__(code.value)
        self.code = code


BLOCKS: Mapping[Slip, Obstacle] = {
    Slip.ROLE_GONE: Obstacle.GONE,
    Slip.ROLE_ABOVE: Obstacle.ABOVE,
    Slip.NO_PERMISSION: Obstacle.NO_PERMISSION,
    Slip.REFUSED: Obstacle.REFUSED,
}
"""What of it blocks a rule; a member who left is parked, and an outage is waited for."""


class Hands(Protocol):
    """Discord, as the face holds it; every method raises `Slipped`."""

    def view(self, guild_id: int, role_id: int) -> View:
        """How the role stands to the bot, by what Discord last told, without asking it."""
        ...

    async def holders(self, guild_id: int, role_ids: Collection[int]) -> Mapping[int, Collection[int]] | None:
        """Every user with each of these roles, by role; None where Discord does not show us the members."""
        ...

    async def roles_of(self, guild_id: int, user_id: int) -> Collection[int]:
        """The roles that a user has."""
        ...

    async def add(self, guild_id: int, user_id: int, role_id: int, rule: Rule | None) -> None:
        """Give a user a role; one who has it keeps it."""
        ...

    async def remove(self, guild_id: int, user_id: int, role_id: int, rule: Rule | None) -> None:
        """Take a role from a user; one who does not have it is left as they are."""
        ...


class Ranking(Protocol):
    """Who stands where, as the leaderboards know it."""

    def when_ranked(self, callback: Callable[[int, Board], None]) -> None:
        """Call this for each guild and board on which something changed."""
        ...

    def keep(self, guild_id: int, board: Board) -> None:
        """Follow that board from now on."""
        ...

    async def places(self, guild_id: int, board: Board) -> Mapping[int, int]:
        """Shared places by member id."""
        ...
