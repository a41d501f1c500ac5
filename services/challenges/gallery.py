"""Looking through what was handed in, one at a time; and the best of it, for everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from domain.challenge_settings import State, Voting
from domain.challenges import Challenge, votes_open
from domain.errors import Conflict, NotFound
from domain.galleries import SEED_BYTES, Order, Sort, by_place, by_votes, order, shuffled, sort_for, turned_to
from domain.people import Actor, Rank
from domain.submissions import Submission
from services import access
from services.challenges.finding import find, find_submission
from services.challenges.lately import Lately
from services.desk import Desk
from storage import gallery, members, submissions

BEST: Final = 3
"""How many are posted as the best, unless places are shared."""

_MOST_POSTED: Final = 5


@dataclass(frozen=True, slots=True)
class Page:
    """One submission of a gallery: `position` of `count`, from 1, in the order that `sort` says as buttons carry it.

    `sorted_by` differs from what was asked for where that may not be seen yet. `votes` is None where nobody may see
    them, `place` while there is none; `own` is whether it is the asker's.
    """

    challenge: Challenge
    submission: Submission
    sorted_by: Sort
    sort: str
    position: int
    count: int
    voted: bool
    votes: int | None
    place: int | None
    own: bool
    votable: bool
    officer: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A submission among the best; `votes` is None where nobody may see them, `place` while there is none."""

    submission: Submission
    votes: int | None
    place: int | None


@dataclass(frozen=True, slots=True)
class Best:
    """The best of a challenge, the first first."""

    challenge: Challenge
    shown: tuple[Shown, ...]


class Gallery:
    """Look at submissions, one at a time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lately = Lately()

    def fresh(self, sort: str) -> str:
        """The order as its buttons carry it: shuffled anew, and then the same while somebody looks through."""
        chosen = order(sort)
        if chosen.sort is not Sort.RANDOM:
            return str(chosen)
        return str(Order(Sort.RANDOM, int.from_bytes(self._desk.entropy(SEED_BYTES), "big")))

    async def page(self, actor: Actor, challenge_id: int, sort: str, position: int, *, at: int | None = None) -> Page:
        """The submission at that position, or the one with the id `at` wherever it stands now; else the nearest.

        Raises `NotFound`, and `Conflict` when there is none at all.
        """
        now = self._desk.clock()

        def work(tx: Connection) -> Page:
            challenge = _visible(tx, actor, challenge_id, now)
            chosen = order(sort)
            sorted_by = sort_for(chosen.sort, challenge.terms.voting, challenge.state(now))
            seed = actor.user_id if chosen.seed is None else chosen.seed
            every = _ordered(tx, challenge, sorted_by, seed)
            if not every:
                raise Conflict("gallery.empty", title=challenge.terms.title)
            shown = every.index(at) + 1 if at in every else turned_to(position, len(every))
            found = submissions.find(tx, actor.guild_id, every[shown - 1])
            assert found is not None  # noqa: S101 - its id was read in this transaction
            return _page(tx, actor, challenge, found, now, (sorted_by, str(chosen), shown, len(every)))

        return await self._desk.db.read(work)

    async def one(self, actor: Actor, submission_id: int) -> tuple[Challenge, Submission]:
        """A submission by its id; raises `NotFound`, also once it was withdrawn."""

        def work(tx: Connection) -> tuple[Challenge, Submission]:
            return find_submission(tx, actor.guild_id, submission_id)

        return await self._desk.db.read(work)

    async def best(self, actor: Actor, challenge_id: int, channel_id: int) -> Best:
        """What an officer is about to post there: at the end the first three places, before that by votes or featured.

        Raises `Forbidden`, `NotFound`, and `Conflict` when there is nothing, or it was posted there just now.
        """
        now = self._desk.clock()

        def work(tx: Connection) -> Best:
            access.require(tx, actor, Rank.OFFICER)
            challenge = find(tx, actor.guild_id, challenge_id)
            shown = _best(tx, challenge, now)
            if not shown:
                raise Conflict("gallery.nothing_best", title=challenge.terms.title)
            return Best(challenge, tuple(shown))

        found = await self._desk.db.read(work)
        if not self._lately.first(("best", challenge_id, channel_id), now):
            raise Conflict("gallery.posted_just_now")
        return found

    async def share(self, actor: Actor, submission_id: int, channel_id: int) -> tuple[Challenge, Submission]:
        """A submission that its maker is about to show there.

        Raises `NotFound` (also for somebody else's) and `Conflict` when it was shown there just now.
        """
        now = self._desk.clock()

        def work(tx: Connection) -> tuple[Challenge, Submission]:
            found = find_submission(tx, actor.guild_id, submission_id)
            if found[1].user_id != actor.user_id:
                raise NotFound("submission.unknown")
            return found

        found = await self._desk.db.read(work)
        if not self._lately.first(("share", submission_id, channel_id), now):
            raise Conflict("submission.shared_just_now")
        return found


def _visible(tx: Connection, actor: Actor, challenge_id: int, now: datetime) -> Challenge:
    challenge = find(tx, actor.guild_id, challenge_id)
    if challenge.state(now) is State.DRAFT and access.rank_of(tx, actor) < Rank.OFFICER:
        raise NotFound("challenge.unknown")
    return challenge


def _ordered(tx: Connection, challenge: Challenge, sort: Sort, seed: int) -> list[int]:
    oldest_first = gallery.shown(tx, challenge.id)
    match sort:
        case Sort.NEWEST:
            return oldest_first[::-1]
        case Sort.RANDOM:
            return shuffled(oldest_first, seed)
        case Sort.VOTES if challenge.terms.voting is Voting.VOTES:
            return by_votes(oldest_first, gallery.votes(tx, challenge.id))
        case Sort.VOTES:
            return by_place(oldest_first, gallery.places(tx, challenge.id))


def _page(
    tx: Connection,
    actor: Actor,
    challenge: Challenge,
    found: Submission,
    now: datetime,
    where: tuple[Sort, str, int, int],
) -> Page:
    me = members.find(tx, actor.guild_id, actor.user_id)
    own = me is not None and me.id == found.member_id
    votes, place = _given(tx, challenge, found, now)
    open_now = votes_open(challenge.terms.voting, challenge.dates, challenge.standing, now)
    return Page(
        challenge,
        found,
        *where,
        voted=me is not None and gallery.voted(tx, found.id, me.id),
        votes=votes,
        place=place,
        own=own,
        votable=open_now and found.counts and not own,
        officer=access.rank_of(tx, actor) >= Rank.OFFICER,
    )


def _given(tx: Connection, challenge: Challenge, found: Submission, now: datetime) -> tuple[int | None, int | None]:
    """Votes and place of a submission, as far as they may be seen."""
    place, marks = (None, None)
    if challenge.state(now) is State.COMPLETED:
        place, marks = gallery.place_of(tx, found.id) or (None, None)
    if challenge.terms.voting is Voting.VOTES:
        return gallery.votes(tx, challenge.id, found.id).get(found.id, 0), place
    return (marks if challenge.terms.voting is Voting.BALLOT else None), place


def _best(tx: Connection, challenge: Challenge, now: datetime) -> Sequence[Shown]:
    standing = {one.id: one for one in submissions.of_challenge(tx, challenge.id, standing=True)}
    votes = gallery.votes(tx, challenge.id) if challenge.terms.voting is Voting.VOTES else {}
    if challenge.state(now) is State.COMPLETED:
        places = gallery.places(tx, challenge.id)
        podium = [one for one in by_place(list(standing), places) if places.get(one, BEST + 1) <= BEST]
        return [Shown(standing[one], votes.get(one), places[one]) for one in podium[:_MOST_POSTED]]
    if challenge.terms.voting is Voting.VOTES:
        liked = [one for one in by_votes(list(standing), votes) if votes.get(one)]
        return [Shown(standing[one], votes[one], None) for one in liked[:BEST]]
    return [Shown(one, None, None) for one in standing.values() if one.featured_at is not None][:_MOST_POSTED]
