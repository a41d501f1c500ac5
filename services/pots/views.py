"""What people see of pots: one at a time, the lobby, their own, and those that are over."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from domain.errors import Forbidden, NotFound
from domain.pages import turned_to
from domain.people import Actor, Rank
from domain.pot_settings import PANEL, PotState
from domain.pots import Pot
from services import access
from services.desk import Desk
from services.draws import Draws, Seen
from services.pots.finding import find
from storage import draws, members, panels, pot_lobbies, pots
from storage.pot_lobbies import Filters
from storage.pots import Entrant

LOBBY_PAGE = 8
ENTRANTS_PAGE = 20
_LONGEST_ID = 15
_UNDER_WAY = (PotState.OPEN, PotState.LOCKED, PotState.SETTLING)


@dataclass(frozen=True, slots=True)
class Shown:
    """A pot as everybody sees it: who is in it in order of entering, its draw, and the one that followed it.

    `winner` is Discord's id of the winner, None while there is none or once erased. `panel` is channel and message of
    its newest panel. `next` is an open pot to go on with, on the same terms if there is one.
    """

    pot: Pot
    entrants: tuple[Entrant, ...]
    draw: Seen
    winner: int | None
    next: Pot | None
    panel: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of pots with the panel of each that has one, newest first.

    `held` are the asker's tickets, `winners` Discord's ids of the winners who are not erased, both by pot.
    """

    pots: tuple[Pot, ...]
    panels: dict[int, tuple[int, int]]
    held: dict[int, int]
    winners: dict[int, int]
    filters: Filters
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Crowd:
    """One page of everybody in a pot, in order of entering."""

    pot: Pot
    entrants: tuple[Entrant, ...]
    page: int
    pages: int
    total: int


class Views:
    """Look at pots."""

    def __init__(self, desk: Desk, draws: Draws) -> None:
        self._desk = desk
        self._draws = draws

    async def show(self, guild_id: int, pot_id: int) -> Shown:
        """One pot; raises `NotFound`."""
        return await self._desk.db.read(lambda tx: self._shown(tx, find(tx, guild_id, pot_id)))

    async def lobby(self, guild_id: int, filters: Filters, page: int, *, viewer: int | None = None) -> Listed:
        """One page of the pots that pass the filters; without a state, those that are not over.

        `viewer` is the Discord id of whoever looks, if somebody does. A page out of range is the nearest there is.
        """
        states = _UNDER_WAY if filters.state is None else (filters.state,)
        return await self._desk.db.read(lambda tx: _listed(tx, guild_id, filters, states, page, viewer))

    async def history(self, guild_id: int, page: int) -> Listed:
        """One page of the pots that are over, newest first."""
        states = (PotState.SETTLED, PotState.CANCELLED)
        return await self._desk.db.read(lambda tx: _listed(tx, guild_id, Filters(), states, page, None))

    async def mine(self, actor: Actor) -> list[tuple[Pot, int]]:
        """The pots that are not over with the tickets that the actor holds in each; the next to close first."""

        def work(tx: Connection) -> list[tuple[Pot, int]]:
            member = members.find(tx, actor.guild_id, actor.user_id)
            if member is None:
                return []
            held = pots.held_by(tx, actor.guild_id, member.id)
            found = [(find(tx, actor.guild_id, pot_id), tickets) for pot_id, tickets in held.items()]
            return sorted(found, key=lambda one: (one[0].closes_at, one[0].id))

        return await self._desk.db.read(work)

    async def crowd(self, actor: Actor, pot_id: int, page: int) -> Crowd:
        """One page of everybody in a pot, for those who are in it and for officers; for all once it is locked.

        Raises `NotFound` and `Forbidden`.
        """

        def work(tx: Connection) -> Crowd:
            pot = find(tx, actor.guild_id, pot_id)
            everybody = pots.entrants(tx, pot_id)
            inside = any(one.user_id == actor.user_id for one in everybody)
            if pot.state is PotState.OPEN and not inside and access.rank_of(tx, actor) < Rank.OFFICER:
                raise Forbidden("pot.not_inside", name=pot.terms.name)
            at, pages = turned_to(page, len(everybody), ENTRANTS_PAGE)
            part = everybody[(at - 1) * ENTRANTS_PAGE : at * ENTRANTS_PAGE]
            return Crowd(pot, tuple(part), at, pages, len(everybody))

        return await self._desk.db.read(work)

    async def pin(self, actor: Actor, filters: Filters) -> int:
        """Keep what a lobby shows that is about to be posted; its id. Raises `Forbidden`."""
        now = self._desk.clock()

        def work(tx: Connection) -> int:
            member = access.enter(tx, actor, Rank.OFFICER, now)
            return pot_lobbies.pin(tx, actor.guild_id, filters, by=member.id, now=now)

        return await self._desk.db.write(work)

    async def pinned(self, guild_id: int, lobby_id: int) -> Filters:
        """What a pinned lobby shows; raises `NotFound`."""
        filters = await self._desk.db.read(lambda tx: pot_lobbies.find(tx, guild_id, lobby_id))
        if filters is None:
            raise NotFound("pot.lobby_unknown")
        return filters

    async def names(self, guild_id: int, typed: str, states: Collection[PotState] | None = None) -> list[Pot]:
        """Pots in some states, or all, whose name holds what was typed, newest first, for completion."""
        part = typed.strip().casefold()
        found = await self._desk.db.read(lambda tx: pots.listed(tx, guild_id, None if states is None else [*states]))
        return [one for one in found if part in one.terms.name.casefold()]

    async def id_of(self, guild_id: int, typed: str) -> int:
        """The number that was picked, or that of the newest pot of the name that was typed; raises `NotFound`."""
        text = typed.strip()
        if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_ID:
            return int(text)
        for one in await self.names(guild_id, text):
            if one.terms.name.casefold() == text.casefold():
                return one.id
        raise NotFound("pot.unknown")

    def _shown(self, tx: Connection, pot: Pot) -> Shown:
        seen = self._draws.see(tx, draws.by_id(tx, pot.draw_id))
        winner = None if pot.winner_id is None else members.users(tx, {pot.winner_id}).get(pot.winner_id)
        panel = panels.posted(tx, pot.guild_id, PANEL, [pot.id]).get(pot.id)
        return Shown(pot, tuple(pots.entrants(tx, pot.id)), seen, winner, _next(tx, pot), panel)


def _next(tx: Connection, pot: Pot) -> Pot | None:
    """An open pot to go on with once this one is over: the next on its terms, else the newest."""
    if not pot.over:
        return None
    open_ = [one for one in pots.listed(tx, pot.guild_id, [PotState.OPEN]) if one.paused is None]
    same = [one for one in open_ if one.terms == pot.terms]
    return next(iter((*same, *open_)), None)


def _listed(
    tx: Connection, guild_id: int, filters: Filters, states: Collection[PotState], page: int, viewer: int | None
) -> Listed:
    low, high = filters.min_value, filters.max_value
    found = [
        one
        for one in pots.listed(tx, guild_id, [*states])
        if (low is None or one.value >= low) and (high is None or one.value <= high)
    ]
    at, pages = turned_to(page, len(found), LOBBY_PAGE)
    part = tuple(found[(at - 1) * LOBBY_PAGE : at * LOBBY_PAGE])
    hung = panels.posted(tx, guild_id, PANEL, [one.id for one in part])
    member = None if viewer is None else members.find(tx, guild_id, viewer)
    held = {} if member is None else dict(pots.held_by(tx, guild_id, member.id))
    return Listed(part, hung, held, _winners(tx, part), filters, at, pages, len(found))


def _winners(tx: Connection, shown: Iterable[Pot]) -> dict[int, int]:
    won = {one.id: one.winner_id for one in shown if one.winner_id is not None}
    users = members.users(tx, set(won.values()))
    return {pot_id: user for pot_id, winner in won.items() if (user := users.get(winner)) is not None}
