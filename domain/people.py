"""Who acts: ranks and actors."""

from dataclasses import dataclass
from enum import IntEnum


class Rank(IntEnum):
    """What a person may do in a guild; a higher rank may do all that a lower one may."""

    MEMBER = 0
    OFFICER = 1
    LEADER = 2


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at the moment of an act, as Discord describes them; the rank follows from the guild's settings.

    `user_id` and `guild_id` are Discord's snowflakes. `manages_guild` is Discord's *Manage Server* (or
    *Administrator*, or owning the server).
    """

    guild_id: int
    user_id: int
    role_ids: frozenset[int]
    manages_guild: bool

    def rank(self, *, officer_roles: frozenset[int], leader_roles: frozenset[int]) -> Rank:
        """The highest rank that the roles give; *Manage Server* counts as leader."""
        if self.manages_guild or self.role_ids & leader_roles:
            return Rank.LEADER
        if self.role_ids & officer_roles:
            return Rank.OFFICER
        return Rank.MEMBER
