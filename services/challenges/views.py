"""Looking at challenges: the landing card, lists, names."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final, cast

from sqlalchemy import Connection

from domain.challenge_prizes import Prize
from domain.challenge_settings import PANEL, VOTER_VOTES, State
from domain.challenges import Challenge
from domain.errors import NotFound
from domain.guild import TIMEZONE
from domain.pages import turned_to
from domain.people import Actor, Rank
from domain.sponsors import Sponsor
from services import access
from services.challenges.finding import find
from services.desk import Desk
from storage import challenge_counts, challenges, members, panels, settings, sponsors, submissions
from storage.challenge_counts import Counts

PAGE: Final = 6
_LONGEST_ID: Final = 15


@dataclass(frozen=True, slots=True)
class Mine:
    """How somebody stands in a challenge: what they handed in, votes or marks that count, and points."""

    submitted: int
    votes: int
    points: int


@dataclass(frozen=True, slots=True)
class Landing:
    """A challenge as its card shows it; `sponsor` without its contact, `panel` is channel and message of the newest.

    `winners` are Discord's ids of those in the first place once there is a result, None for somebody erased;
    `officer` is whether the one who asks is one; `voter_votes` votes earn the prize for voters.
    """

    challenge: Challenge
    prizes: tuple[Prize, ...]
    voter_votes: int
    sponsor: Sponsor | None
    counts: Counts
    winners: tuple[int | None, ...]
    panel: tuple[int, int] | None
    mine: Mine | None
    officer: bool = False


@dataclass(frozen=True, slots=True)
class Current:
    """What is on right now, the next to end first; with nothing on, the one that starts next."""

    on: tuple[Challenge, ...]
    next: Challenge | None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of challenges, the one that starts last first; `winners` are Discord's ids by challenge."""

    challenges: tuple[Challenge, ...]
    winners: Mapping[int, tuple[int | None, ...]]
    panels: Mapping[int, tuple[int, int]]
    state: State | None
    page: int
    pages: int
    total: int


class Views:
    """Look at challenges."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def names(self, actor: Actor, typed: str, states: Collection[State]) -> list[Challenge]:
        """Challenges in those states whose title holds what was typed, latest first; drafts for officers alone."""
        part, now = typed.strip().casefold(), self._desk.clock()

        def work(tx: Connection) -> list[Challenge]:
            found = [one for one in challenges.listed(tx, actor.guild_id) if part in one.terms.title.casefold()]
            return _seen(tx, actor, [one for one in found if one.state(now) in states])

        return await self._desk.db.read(work)

    async def id_of(self, guild_id: int, typed: str) -> int:
        """The number of the challenge of that number, slug or title, the latest of several; raises `NotFound`.

        A number that is nobody's is given back: whoever acts on it is asked first who may.
        """
        text = " ".join(typed.split()).casefold()

        def work(tx: Connection) -> int:
            number = int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_ID else 0
            if challenges.find(tx, guild_id, number) is not None:
                return number
            listed = challenges.listed(tx, guild_id)
            named = [one for one in listed if one.slug == text] or [
                one for one in listed if one.terms.title.casefold() == text
            ]
            if not (named or number):
                raise NotFound("challenge.unknown")
            return named[0].id if named else number

        return await self._desk.db.read(work)

    async def get(self, guild_id: int, challenge_id: int) -> Challenge:
        """One challenge; raises `NotFound`."""
        return await self._desk.db.read(lambda tx: find(tx, guild_id, challenge_id))

    async def landing(self, actor: Actor, challenge_id: int) -> Landing:
        """A challenge with how the actor stands in it; raises `NotFound`, for a draft to all but officers."""

        def work(tx: Connection) -> Landing:
            challenge = find(tx, actor.guild_id, challenge_id)
            if not _seen(tx, actor, [challenge]):
                raise NotFound("challenge.unknown")
            officer = access.rank_of(tx, actor) >= Rank.OFFICER
            return replace(_landing(tx, challenge), mine=_mine(tx, actor, challenge), officer=officer)

        return await self._desk.db.read(work)

    async def for_editing(self, actor: Actor, challenge_id: int) -> Landing:
        """A challenge for an officer who is about to change it; raises `Forbidden` and `NotFound`."""

        def work(tx: Connection) -> Landing:
            access.require(tx, actor, Rank.OFFICER)
            return _landing(tx, find(tx, actor.guild_id, challenge_id))

        return await self._desk.db.read(work)

    async def as_posted(self, guild_id: int, challenge_id: int) -> Landing:
        """A challenge as everybody sees it; raises `NotFound`."""
        return await self._desk.db.read(lambda tx: _landing(tx, find(tx, guild_id, challenge_id)))

    async def current(self, guild_id: int) -> Current:
        """What is on right now, and what comes next."""
        now = self._desk.clock()
        found = await self._desk.db.read(lambda tx: challenges.listed(tx, guild_id))
        on = [one for one in found if one.state(now) in (State.ACTIVE, State.VOTING)]
        coming = [one for one in found if one.state(now) is State.UPCOMING]
        first = min(coming, key=lambda one: (one.dates.starts_at, one.id), default=None)
        return Current(tuple(sorted(on, key=lambda one: (not one.featured, one.dates.ends_at, one.id))), first)

    async def listed(self, actor: Actor, state: State | None, page: int) -> Listed:
        """One page of challenges that stand like that, or of all; drafts for officers alone."""
        now = self._desk.clock()

        def work(tx: Connection) -> Listed:
            found = _seen(tx, actor, challenges.listed(tx, actor.guild_id))
            found = [one for one in found if state is None or one.state(now) is state]
            at, pages = turned_to(page, len(found), PAGE)
            part = tuple(found[(at - 1) * PAGE : at * PAGE])
            over = [one.id for one in part if one.state(now) is State.COMPLETED]
            hung = panels.posted(tx, actor.guild_id, PANEL, [one.id for one in part])
            return Listed(part, challenge_counts.winners(tx, over), hung, state, at, pages, len(found))

        return await self._desk.db.read(work)

    async def timezone(self, guild_id: int) -> str:
        """On whose clocks dates are typed in a guild."""
        (timezone,) = await self._desk.db.read(lambda tx: settings.some(tx, guild_id, TIMEZONE))
        return str(timezone)


def _seen(tx: Connection, actor: Actor, found: list[Challenge]) -> list[Challenge]:
    """Without those that never were public, for everybody but officers."""
    if access.rank_of(tx, actor) >= Rank.OFFICER:
        return found
    return [one for one in found if one.standing.published_at is not None]


def _landing(tx: Connection, challenge: Challenge) -> Landing:
    sponsor = None
    if challenge.sponsor_id is not None:
        sponsor = sponsors.find(tx, challenge.guild_id, challenge.sponsor_id)
    (voter_votes,) = cast("tuple[int]", settings.some(tx, challenge.guild_id, VOTER_VOTES))
    return Landing(
        challenge=challenge,
        prizes=challenges.prizes(tx, challenge.id),
        voter_votes=voter_votes,
        sponsor=None if sponsor is None else replace(sponsor, contact=""),
        counts=challenge_counts.counts(tx, challenge.id, challenge.terms.voting),
        winners=challenge_counts.winners(tx, [challenge.id]).get(challenge.id, ()),
        panel=panels.posted(tx, challenge.guild_id, PANEL, [challenge.id]).get(challenge.id),
        mine=None,
    )


def _mine(tx: Connection, actor: Actor, challenge: Challenge) -> Mine:
    member = members.find(tx, actor.guild_id, actor.user_id)
    if member is None:
        return Mine(0, 0, 0)
    return Mine(
        len(submissions.of_member(tx, challenge.id, member.id)),
        challenge_counts.votes_of(tx, challenge.id, challenge.terms.voting, member.id),
        challenge_counts.points_of(tx, challenge.id, member.id),
    )
