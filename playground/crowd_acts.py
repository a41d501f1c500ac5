"""What members of the crowd do: through the services, as if they had clicked, and told in a sentence each."""

import asyncio
import random
from collections.abc import Awaitable, Iterable
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, select

from domain.challenge_settings import State
from domain.challenges import Challenge
from domain.errors import Refusal
from domain.points import HUNDRED
from domain.pot_settings import PotState
from domain.pots import Pot, StakeState
from playground.paintings import MOODS, Painted, painting
from playground.world import World
from services.challenges.handing import Typed
from storage import auctions, ballots, challenges, decisions, members, pots, submissions
from storage.members import MemberRow
from storage.pots import StakeRow

_MARK: Final = "c0de"
"""What the keys of the crowd's acts begin with; those of prompts that people click hardly ever do."""

_MAKES: Final = 0.25
"""How often somebody makes something rather than votes."""

_RAIDERS: Final = ("leader", "officer", "raider", "raider2", "raider3")
_TITLES: Final = (
    "Somewhere over the swamp", "Rain again", "The inn was full", "No signal up here", "Ask me about the goat",
    "Left at the lighthouse",
)  # fmt: skip


class Act(StrEnum):
    """What the crowd can be let loose for."""

    POT = "pot"
    COUNCIL = "council"
    SNIPE = "snipe"
    CHALLENGE = "challenge"


class Acts:
    """Acts of everybody but `spared`, who is played by whoever looks on; the same dice do the same."""

    def __init__(self, world: World, dice: random.Random) -> None:
        self._world = world
        self._since = world.clock.now()
        self._dice = dice
        self._names = {part.key: part.name for part in world.cast.people}

    async def once(self, act: Act, spared: str | None) -> str | None:
        """Somebody does it once; what they did, or None when there is nothing that anybody could do."""
        match act:
            case Act.POT:
                return await self._joins_any_pot(spared)
            case Act.COUNCIL:
                return await self._votes_in_council(spared)
            case Act.SNIPE:
                return await self._bids(spared)
            case Act.CHALLENGE:
                return await self._takes_part(spared)

    async def joins(self, pot: Pot, visitors: Iterable[int]) -> str | None:
        """One of those who are not `visitors` (Discord's ids) buys a few tickets of the pot."""
        staying = set(visitors)
        others = [key for key, member in self._world.people.items() if member.id not in staying]
        self._dice.shuffle(others)
        for key in others:
            for tickets in range(min(self._dice.randint(2, 4), pot.room), 0, -1):
                if await self._allowed(buy(self._world, key, pot, tickets, self._key())):
                    return f"{self._names[key]} buys {tickets} of the {pot.terms.name}."
        return None

    async def _joins_any_pot(self, spared: str | None) -> str | None:
        open_ = await self._world.bot.db.read(lambda tx: [one for one in pots.live(tx) if one.state is PotState.OPEN])
        inside = {pot.id: people for pot, people in await visited(self._world, self._since)}
        me = {self._world.people[spared].id} if spared else set[int]()
        for pot in open_:
            if said := await self.joins(pot, inside.get(pot.id, set()) | me):
                return said
        return None

    async def _votes_in_council(self, spared: str | None) -> str | None:
        """An officer approves the first candidate and rejects the others, one at a time."""
        world, guild_id = self._world, self._world.guild.handle.id
        council = world.bot.hall.loot.council
        open_ = await world.bot.db.read(lambda tx: [one for one in decisions.listed(tx, guild_id) if one.live])
        for key in (key for key in ("leader", "officer") if key != spared):
            for decision in open_:
                voted = await world.bot.db.read(lambda tx, one=decision.id, who=key: self._votes_of(tx, one, who))
                shown = await council.views.council(world.actor(key), decision.id)
                for number, line in enumerate(shown.lines):
                    candidate = line.answer.member_id
                    if candidate not in voted and await self._allowed(
                        council.voting.vote(world.actor(key), decision.id, candidate, approve=number == 0)
                    ):
                        return f"{self._names[key]} votes on the {decision.drop.item}."
        return None

    async def _bids(self, spared: str | None) -> str | None:
        """Somebody opens the bidding, or beats whoever looks on by a little; they do not outbid one another."""
        world, guild_id = self._world, self._world.guild.handle.id
        me = world.people[spared].id if spared else None
        open_ = await world.bot.db.read(lambda tx: auctions.live(tx, guild_id))
        for auction in (one for one in open_ if not one.terms.sale.secret):
            leader = await world.bot.db.read(lambda tx, one=auction.leader_id: _user_of(tx, one))
            amount = auction.least // HUNDRED + self._dice.randint(1, 6)
            for key in self._shuffled(_RAIDERS, spared) if leader in (None, me) else ():
                if await self._allowed(
                    world.bot.hall.loot.auctions.acts.bid(world.actor(key), auction.id, amount, self._key())
                ):
                    return f"{self._names[key]} bids {amount} DKP for {auction.terms.item}."
        return None

    async def _takes_part(self, spared: str | None) -> str | None:
        """Somebody votes for what another one made, or hands something in themselves."""
        world, guild_id = self._world, self._world.guild.handle.id
        listed = await world.bot.db.read(lambda tx: challenges.listed(tx, guild_id))
        now = world.clock.now()
        for challenge in [one for one in listed if one.state(now) in (State.ACTIVE, State.VOTING)]:
            for key in self._shuffled(tuple(world.people), spared):
                makes = challenge.state(now) is State.ACTIVE and self._dice.random() < _MAKES
                if makes and (said := await self._hands_in(challenge, key)):
                    return said
                if said := await self._likes(challenge, key):
                    return said
        return None

    async def _hands_in(self, challenge: Challenge, key: str) -> str | None:
        handing, who = self._world.bot.hall.challenges.handing, self._world.actor(key)
        works = await self._world.bot.db.read(lambda tx: submissions.of_challenge(tx, challenge.id))
        titles = sorted(set(_TITLES) - {one.work.title for one in works})
        if not titles or who.user_id in {one.user_id for one in works}:
            return None
        title, mood, seed = self._dice.choice(titles), self._dice.choice(MOODS), self._dice.randrange(1000)
        picture = Painted(await asyncio.to_thread(painting, mood, seed))
        blank = await handing.begin(who, challenge.id)
        if not await self._allowed(handing.send(who, blank, Typed(title, "", ""), picture)):
            return None
        return f"{self._names[key]} hands in “{title}”."

    async def _likes(self, challenge: Challenge, key: str) -> str | None:
        voting, who = self._world.bot.hall.challenges.voting, self._world.actor(key)
        works = await self._world.bot.db.read(lambda tx: submissions.of_challenge(tx, challenge.id, standing=True))
        self._dice.shuffle(works)
        for work in works:
            try:
                voted = await voting.vote(who, work.id)
            except Refusal:
                continue
            if not voted.again:
                return f"{self._names[key]} votes for “{work.work.title}”."
        return None

    def _shuffled(self, keys: tuple[str, ...], spared: str | None) -> list[str]:
        others = [key for key in keys if key != spared]
        self._dice.shuffle(others)
        return others

    def _votes_of(self, tx: Connection, decision_id: int, key: str) -> set[int]:
        """On whom that officer has voted."""
        me = members.find(tx, self._world.guild.handle.id, self._world.people[key].id)
        return {vote.candidate_id for vote in ballots.votes(tx, decision_id) if me and vote.voter_id == me.id}

    def _key(self) -> str:
        return _MARK + self._dice.randbytes(6).hex()

    async def _allowed(self, act: Awaitable[object]) -> bool:
        """Do it; whether the rules let them."""
        try:
            await act
        except Refusal:
            return False
        return True


async def buy(world: World, key: str, pot: Pot, tickets: int, prompt: str) -> None:
    """The person of that key confirms a purchase; raises what the pot's rules say against it."""
    await world.bot.hall.pots.joining.buy(world.actor(key), pot.id, tickets, prompt)


async def visited(world: World, since: datetime) -> list[tuple[Pot, set[int]]]:
    """The open pots that people clicked into since then, with who they are (Discord's ids)."""

    def work(tx: Connection) -> list[tuple[Pot, set[int]]]:
        query = select(StakeRow.pot_id, MemberRow.user_id).join(MemberRow, MemberRow.id == StakeRow.member_id)
        query = query.where(StakeRow.state == StakeState.LIVE, StakeRow.at > since, ~StakeRow.key.startswith(_MARK))
        clicked: dict[int, set[int]] = {}
        for pot_id, user_id in tx.execute(query.where(MemberRow.user_id.is_not(None))):
            clicked.setdefault(pot_id, set()).add(user_id or 0)
        return [(pot, clicked[pot.id]) for pot in pots.live(tx) if pot.id in clicked and pot.state is PotState.OPEN]

    return await world.bot.db.read(work)


def _user_of(tx: Connection, member_id: int | None) -> int | None:
    """The Discord id of a member; None for nobody."""
    return tx.execute(select(MemberRow.user_id).where(MemberRow.id == member_id)).scalar()
