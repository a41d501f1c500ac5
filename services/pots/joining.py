"""Joining a pot and leaving it: what it would cost, the stake itself, and the way back while the pot is open."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, cast

from sqlalchemy import Connection

from domain.credit import Credit
from domain.errors import Conflict
from domain.ledger import Act, escrow, move, wallet
from domain.people import Actor, Rank
from domain.pot_settings import FILLING, JOINS_PER_MINUTE, PotState
from domain.pots import FILLING_PERCENT, MINUTE, Pot, Purse, check_open, price
from services import access
from services.desk import Desk
from services.pots.events import note
from services.pots.finding import changed, find
from services.pots.locking import Locking
from services.pots.stakes import leave
from services.telling import Telling
from storage import audit, ledger, members, notices, pots, purses, settings
from storage.purses import Standing

_KEY_BYTES: Final = 8
_NOTHING: Final = Standing(held=0, balance=0, joins=0, held_up=None, bought=False)


@dataclass(frozen=True, slots=True)
class Quote:
    """What a purchase would be; `key` belongs on the button that confirms it."""

    pot: Pot
    tickets: int
    price: int
    held: int
    balance: int
    key: str


@dataclass(frozen=True, slots=True)
class Bought:
    """A purchase that stands; `again` when it stood before this press. `held` are all tickets of the buyer by now."""

    pot: Pot
    tickets: int
    price: int
    held: int
    balance: int
    again: bool


@dataclass(frozen=True, slots=True)
class Holding:
    """What somebody has in a pot: tickets and the credits they paid for them, and what is left in the wallet.

    `sees_all` is whether they may see everybody who is in it.
    """

    pot: Pot
    tickets: int
    paid: int
    balance: int
    sees_all: bool = False


class Joining:
    """The members' side of a pot."""

    def __init__(self, desk: Desk, locking: Locking, telling: Telling) -> None:
        self._desk = desk
        self._locking = locking
        self._telling = telling

    async def quote(self, actor: Actor, pot_id: int, tickets: int) -> Quote:
        """What these tickets would cost right now; nothing is bought. Raises what `domain.pots.price` raises."""
        now = self._desk.clock()
        key = self._desk.entropy(_KEY_BYTES).hex()

        def work(tx: Connection) -> Quote:
            pot = find(tx, actor.guild_id, pot_id)
            member = members.find(tx, actor.guild_id, actor.user_id)
            access.refuse_blocked(tx, actor, member)
            found = _NOTHING if member is None else purses.standing(tx, pot_id, member.id, since=now - MINUTE)
            purse = _purse(tx, pot, found)
            return Quote(pot, tickets, price(pot, tickets, purse, now), purse.held, purse.balance, key)

        return await self._desk.db.read(work)

    async def buy(self, actor: Actor, pot_id: int, tickets: int, key: str) -> Bought:
        """Stake, once per `key`; the last ticket locks the pot. Raises what `domain.pots.price` raises."""
        now = self._desk.clock()

        def work(tx: Connection) -> Bought:
            member = access.enter(tx, actor, Rank.MEMBER, now)
            pot = find(tx, actor.guild_id, pot_id)
            found = purses.standing(tx, pot_id, member.id, since=now - MINUTE, key=key)
            if found.bought and (stands := pots.stake_of(tx, pot_id, member.id, key)):
                return Bought(pot, stands.tickets, stands.paid, found.held, found.balance, again=True)
            return self._buy(tx, pot, member.id, found, tickets, key, now)

        bought = await self._desk.db.write(work)
        if not bought.again and bought.pot.locked_at is not None:
            await self._telling.now()
        return bought

    async def leave(self, actor: Actor, pot_id: int) -> Holding:
        """Get everything back, while the pot is open; what was held. Raises `NotFound` and `Conflict`."""
        now = self._desk.clock()

        def work(tx: Connection) -> Holding:
            member = access.enter(tx, actor, Rank.MEMBER, now)
            pot = find(tx, actor.guild_id, pot_id)
            check_open(pot, now)
            tickets, paid, balance = leave(tx, pot, member.id, now)
            if not tickets:
                raise Conflict("pot.not_in", name=pot.terms.name)
            return Holding(find(tx, pot.guild_id, pot_id), tickets, paid, balance)

        return await self._desk.db.write(work)

    async def leaving(self, actor: Actor, pot_id: int) -> Holding:
        """What leaving would give back right now; nothing is given back. Raises what `leave` raises."""
        holding = await self.holding(actor, pot_id)
        check_open(holding.pot, self._desk.clock())
        if not holding.tickets:
            raise Conflict("pot.not_in", name=holding.pot.terms.name)
        return holding

    async def holding(self, actor: Actor, pot_id: int) -> Holding:
        """What the actor has in a pot; raises `NotFound`."""

        def work(tx: Connection) -> Holding:
            pot = find(tx, actor.guild_id, pot_id)
            member = members.find(tx, actor.guild_id, actor.user_id)
            open_to_all = pot.state is not PotState.OPEN or access.rank_of(tx, actor) >= Rank.OFFICER
            if member is None:
                return Holding(pot, 0, 0, 0, open_to_all)
            mine = next((one for one in pots.entrants(tx, pot_id) if one.member_id == member.id), None)
            balance = ledger.balance(tx, pot.guild_id, Credit.CREDIT, wallet(member.id))
            if mine is None:
                return Holding(pot, 0, 0, balance, open_to_all)
            return Holding(pot, mine.tickets, mine.paid, balance, sees_all=True)

        return await self._desk.db.read(work)

    def _buy(
        self, tx: Connection, pot: Pot, member_id: int, found: Standing, tickets: int, key: str, now: datetime
    ) -> Bought:
        paid = price(pot, tickets, _purse(tx, pot, found), now)
        newcomers = 0 if found.held else 1
        pots.sell(tx, pot.id, tickets, newcomers=newcomers)
        stake_id = pots.stake(tx, pot.id, member_id, key=key, tickets=tickets, paid=paid, at=now)
        staked = move(Act.STAKE, Credit.CREDIT, paid, source=wallet(member_id), target=escrow(pot.id))
        posted = ledger.post(tx, pot.guild_id, staked, key=f"stake:{stake_id}", at=now, actor=member_id, pot_id=pot.id)
        facts = {"pot": pot.id, "tickets": tickets, "credits": paid}
        audit.append(tx, pot.guild_id, "pot.joined", actor=member_id, at=now, facts=facts)
        note(tx, "pot_joined", pot, tickets=tickets, credits=paid)
        _tell_filling(tx, pot, tickets, now)
        changed(tx, pot)
        stands = replace(pot, sold=pot.sold + tickets, players=pot.players + newcomers)
        if stands.room == 0:
            pots.filled(tx, pot.id, now)
            self._locking.lock(tx, stands, now, by=None)
            stands = find(tx, pot.guild_id, pot.id)
        return Bought(stands, tickets, paid, found.held + tickets, posted.after[wallet(member_id)], again=False)


def _purse(tx: Connection, pot: Pot, found: Standing) -> Purse:
    (per_minute,) = cast("tuple[int]", settings.some(tx, pot.guild_id, JOINS_PER_MINUTE))
    return Purse(found.held, found.balance, found.joins, per_minute, found.held_up)


def _tell_filling(tx: Connection, pot: Pot, tickets: int, now: datetime) -> None:
    """Tell once that it is nearly full; the last ticket tells more than that."""
    full, enough = pot.terms.max_tickets, FILLING_PERCENT * pot.terms.max_tickets
    if 100 * pot.sold < enough <= 100 * (pot.sold + tickets) and pot.sold + tickets < full:
        facts = {"pot": pot.id}
        notices.put(tx, pot.guild_id, FILLING.name, key=f"pot:{pot.id}:filling", facts=facts, now=now)
