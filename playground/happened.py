"""What has happened so far in the demo guild, read from the bot's own books: by this a guide knows that a step is done.

What a story is about may be there more than once; the newest of its name is meant.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, cast

from sqlalchemy import Connection, select

from domain.auctions import Auction, AuctionState
from domain.challenge_settings import State
from domain.challenges import Challenge
from domain.contests import Contest
from domain.decisions import Decision, DecisionState
from domain.draws import DrawState
from domain.loot import MOST_EXTENSION
from domain.pot_settings import PotState
from domain.pots import Pot
from playground.doings import Doings
from playground.warcraft_logs import DEMO_NIGHT
from storage import auctions, ballots, challenges, contests, decisions, draws, links, members, pots, raids, rank_rules
from storage.auctions import BidRow
from storage.challenge_votes import VoteRow
from storage.pots import StakeRow
from storage.submissions import SubmissionRow

CONTEST: Final = "Slayer November"
POT: Final = "Friday Pot"
BLADE: Final = "Blade of the Fallen Star"
PATTERN: Final = "Pattern: Cloak of Small Mercies"
WEEK: Final = "Postcards from the Road"

LAST_MINUTES: Final = timedelta(minutes=2)
"""How long before an auction's end somebody snipes."""

_JUST: Final = timedelta(seconds=10)
_PODIUM: Final = 3
_MANY: Final = 50
_MANY_VOTES: Final = 9


@dataclass(frozen=True, slots=True)
class Scene:
    """Where and when a step is looked at: the guild, its people's Discord ids by key, and what they did.

    `since` is when the story was begun; what somebody merely looked at before that does not count.
    """

    guild_id: int
    users: Mapping[str, int]
    doings: Doings
    since: datetime
    now: datetime

    def member(self, tx: Connection, key: str) -> int | None:
        """That person's member id; None while they are in no book."""
        found = members.find(tx, self.guild_id, self.users[key])
        return found.id if found else None


Done = Callable[[Connection, Scene], bool]


def contest(tx: Connection, guild_id: int) -> Contest | None:
    """The story's contest; when it is held again, its name has a number after it."""
    found = (one for one in contests.listed(tx, guild_id) if one.name.startswith(CONTEST))
    return max(found, key=_age, default=None)


def pot(tx: Connection, guild_id: int) -> Pot | None:
    """The story's pot."""
    return max((one for one in pots.listed(tx, guild_id) if one.terms.name == POT), key=_age, default=None)


def decision(tx: Connection, guild_id: int) -> Decision | None:
    """The story's decision of the council."""
    return max((one for one in decisions.listed(tx, guild_id) if one.drop.item == BLADE), key=_age, default=None)


def auction(tx: Connection, guild_id: int) -> Auction | None:
    """The story's auction."""
    return max(auctions.named(tx, guild_id, PATTERN, None, _MANY), key=_age, default=None)


def challenge(tx: Connection, guild_id: int) -> Challenge | None:
    """The story's challenge."""
    return max((one for one in challenges.listed(tx, guild_id) if one.terms.title == WEEK), key=_age, default=None)


def last_minute(tx: Connection, guild_id: int) -> datetime | None:
    """When the auction's last minutes have just begun."""
    found = auction(tx, guild_id)
    return found.closes_at - LAST_MINUTES + _JUST if found and found.state is AuctionState.OPEN else None


def after_the_week(tx: Connection, guild_id: int) -> datetime | None:
    """When the challenge has its podium."""
    found = challenge(tx, guild_id)
    return found.dates.ends_at + _JUST if found else None


def did(who: str, what: str) -> Done:
    """That person used a command, or pressed a button whose id begins like this, since the story began."""
    return lambda _tx, scene: scene.doings.did(scene.users[who], what, scene.since)


def contest_over(tx: Connection, scene: Scene) -> bool:
    """The contest was ended."""
    found = contest(tx, scene.guild_id)
    return found is not None and found.ended_at is not None


def contest_called(tx: Connection, scene: Scene) -> bool:
    """Its draw waits for the beacon, or is over."""
    return _draw_state(tx, scene) in (DrawState.CALLED, DrawState.SETTLED)


def contest_drawn(tx: Connection, scene: Scene) -> bool:
    """Its winner stands."""
    return _draw_state(tx, scene) is DrawState.SETTLED


def joined(who: str) -> Done:
    """That person has tickets in the pot."""

    def done(tx: Connection, scene: Scene) -> bool:
        found, member_id = pot(tx, scene.guild_id), scene.member(tx, who)
        if found is None or member_id is None:
            return False
        stakes = select(StakeRow.id).where(StakeRow.pot_id == found.id, StakeRow.member_id == member_id)
        return tx.execute(stakes.limit(1)).first() is not None

    return done


def pot_full(tx: Connection, scene: Scene) -> bool:
    """Every ticket is sold, or the pot is over."""
    found = pot(tx, scene.guild_id)
    return found is not None and found.state is not PotState.OPEN


def pot_won(tx: Connection, scene: Scene) -> bool:
    """Somebody won it."""
    found = pot(tx, scene.guild_id)
    return found is not None and found.state is PotState.SETTLED


def voted(who: str) -> Done:
    """That officer voted in the council."""

    def done(tx: Connection, scene: Scene) -> bool:
        found, member_id = decision(tx, scene.guild_id), scene.member(tx, who)
        return found is not None and any(vote.voter_id == member_id for vote in ballots.votes(tx, found.id))

    return done


def awarded(tx: Connection, scene: Scene) -> bool:
    """The item was handed out."""
    found = decision(tx, scene.guild_id)
    return found is not None and found.state is DecisionState.AWARDED


def raid_paid(tx: Connection, scene: Scene) -> bool:
    """The demo night stands in the books."""
    return raids.stands(tx, scene.guild_id, DEMO_NIGHT)


def bid(who: str) -> Done:
    """That person bid."""
    return lambda tx, scene: any(who_bid == scene.member(tx, who) for who_bid in _bids(tx, scene))


def last_minutes(tx: Connection, scene: Scene) -> bool:
    """The auction's end is near, or was moved, or has come."""
    found = auction(tx, scene.guild_id)
    if found is None:
        return False
    return found.state is not AuctionState.OPEN or found.closes_at - scene.now <= LAST_MINUTES or _moved(found)


def sniped(who: str) -> Done:
    """Somebody else bid so late that the end moved."""

    def done(tx: Connection, scene: Scene) -> bool:
        found, member_id = auction(tx, scene.guild_id), scene.member(tx, who)
        return found is not None and _moved(found) and any(one != member_id for one in _bids(tx, scene))

    return done


def outbid(who: str) -> Done:
    """That person bid again after somebody else had, or the auction is over."""

    def done(tx: Connection, scene: Scene) -> bool:
        found, member_id = auction(tx, scene.guild_id), scene.member(tx, who)
        bids = "".join("m" if bidder == member_id else "o" for bidder in _bids(tx, scene))
        answered = re.search("mo+m", bids) is not None
        return answered or (found is not None and found.state is not AuctionState.OPEN)

    return done


def sold(tx: Connection, scene: Scene) -> bool:
    """The highest bidder has it."""
    found = auction(tx, scene.guild_id)
    return found is not None and found.state is AuctionState.SOLD


def handed_in(who: str) -> Done:
    """That person's work is in the challenge."""

    def done(tx: Connection, scene: Scene) -> bool:
        found, member_id = challenge(tx, scene.guild_id), scene.member(tx, who)
        if found is None:
            return False
        works = select(SubmissionRow.id).where(SubmissionRow.challenge_id == found.id)
        return tx.execute(works.where(SubmissionRow.member_id == member_id).limit(1)).first() is not None

    return done


def liked(who: str) -> Done:
    """That person voted in the challenge."""

    def done(tx: Connection, scene: Scene) -> bool:
        found, member_id = challenge(tx, scene.guild_id), scene.member(tx, who)
        if found is None:
            return False
        votes = select(VoteRow.voter_id).where(VoteRow.challenge_id == found.id, VoteRow.voter_id == member_id)
        return tx.execute(votes.limit(1)).first() is not None

    return done


def many_voted(tx: Connection, scene: Scene) -> bool:
    """Others took part too: at least a dozen votes were cast, or voting is over."""
    found = challenge(tx, scene.guild_id)
    if found is None:
        return False
    votes = tx.execute(select(VoteRow.voter_id).where(VoteRow.challenge_id == found.id)).all()
    return len(votes) >= _MANY_VOTES or found.state(scene.now) is State.COMPLETED


def week_over(tx: Connection, scene: Scene) -> bool:
    """The challenge has its podium."""
    found = challenge(tx, scene.guild_id)
    return found is not None and found.state(scene.now) is State.COMPLETED


def linked(who: str) -> Done:
    """That person's account is linked."""

    def done(tx: Connection, scene: Scene) -> bool:
        member_id = scene.member(tx, who)
        return member_id is not None and links.of(tx, member_id) is not None

    return done


def role_promised(tx: Connection, scene: Scene) -> bool:
    """A rule gives a role to the first three."""
    return any(rule.top == _PODIUM for rule in rank_rules.of_guild(tx, scene.guild_id).values())


def _age(one: Contest | Pot | Decision | Auction | Challenge) -> int:
    return one.id


def _moved(found: Auction) -> bool:
    """Whether a late bid moved the end."""
    return found.closes_at > found.latest_at - timedelta(minutes=cast("int", MOST_EXTENSION.default))


def _draw_state(tx: Connection, scene: Scene) -> DrawState | None:
    found = contest(tx, scene.guild_id)
    return draws.by_id(tx, found.draw_id).state if found and found.draw_id else None


def _bids(tx: Connection, scene: Scene) -> list[int]:
    """Who bid, in order, once for each bid."""
    found = auction(tx, scene.guild_id)
    query = select(BidRow.member_id).where(BidRow.auction_id == (found.id if found else 0)).order_by(BidRow.id)
    return list(tx.execute(query).scalars())
