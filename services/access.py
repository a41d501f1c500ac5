"""Who may: asked inside the transaction, at the moment of the act, of the guild's settings as they are then."""

from datetime import datetime
from typing import cast

from sqlalchemy import Connection

from domain.errors import Forbidden
from domain.guild import LEADER_ROLES, OFFICER_ROLES
from domain.people import Actor, Rank
from storage import members, settings
from storage.members import Member


def rank_of(tx: Connection, actor: Actor) -> Rank:
    """The actor's rank in their guild right now."""
    if actor.manages_guild:  # whatever roles the guild has set
        return Rank.LEADER
    officers, leaders = settings.some(tx, actor.guild_id, OFFICER_ROLES, LEADER_ROLES)
    return actor.rank(
        officer_roles=frozenset(cast(tuple[int, ...], officers)),
        leader_roles=frozenset(cast(tuple[int, ...], leaders)),
    )


def require(tx: Connection, actor: Actor, needed: Rank) -> None:
    """Raise `Forbidden` when the actor's rank is too low."""
    if needed > Rank.MEMBER and rank_of(tx, actor) < needed:
        raise Forbidden("access.leader" if needed is Rank.LEADER else "access.officer")


def enter(tx: Connection, actor: Actor, needed: Rank, now: datetime) -> Member:
    """The actor as a member of the guild's books; raises `Forbidden` when the rank is too low, or they are blocked."""
    require(tx, actor, needed)
    member = members.ensure(tx, actor.guild_id, actor.user_id, now)
    refuse_blocked(tx, actor, member)
    return member


def refuse_blocked(tx: Connection, actor: Actor, member: Member | None) -> None:
    """Raise `Forbidden` when a leader lets the actor only look; a leader is never held by what was before they were."""
    if member is not None and member.blocked is not None and rank_of(tx, actor) < Rank.LEADER:
        raise Forbidden("access.blocked", reason=member.blocked)
