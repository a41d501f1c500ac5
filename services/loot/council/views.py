"""What people see of decisions: one as it stands, those that are open, and the story of an award."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from domain.decisions import Answer, Decision, DecisionState, TieBreak
from domain.epgp import Rates
from domain.errors import Conflict, NotFound
from domain.loot import DECISION_PANEL, Response
from domain.pages import turned_to
from domain.people import Actor, Rank
from domain.points import Pool
from services import access
from services.desk import Desk
from services.loot.council.finding import find
from services.loot.council.freezing import Frozen, Tie, thaw
from services.loot.council.seeing import Ballot, Line, Viewer, ballot, lines, named_in, passed
from services.loot.council.weighing import Weighed, full_price, weigh
from services.loot.people import Person, people
from storage import ballots, decisions, draws, loot_items, members, panels, points
from storage.ballots import Part
from storage.decisions import Award
from storage.loot_items import Item, Source

LIST_PAGE = 8
_LONGEST_ID = 15
_OFFERED = 25
_LIVE = (DecisionState.OPEN, DecisionState.ROLLING)


@dataclass(frozen=True, slots=True)
class Hand:
    """In whose hands an item is or was: why, what it cost (hundredths of `pool`), and when it was taken back."""

    member_id: int
    by: int | None
    reason: str
    paid: int
    pool: Pool | None
    at: datetime
    undone_at: datetime | None
    passed_on: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A decision as one viewer sees it.

    `lines` are those who want it, `passed` those who do not, `silent` those asked who have not answered. `asked` is 0
    where anybody may answer. `full` is the price in hundredths. `hands` is where the item went, oldest first. `roll` is
    the number of the draw that is deciding. `mine` is the viewer's own answer; `panel` is channel and message.
    """

    decision: Decision
    lines: tuple[Line, ...]
    passed: tuple[Answer, ...]
    silent: tuple[int, ...]
    asked: int
    answered: int
    ballot: Ballot
    full: int | None
    rates: Rates
    hands: tuple[Hand, ...]
    roll: int | None
    mine: Answer | None
    people: Mapping[int, Person]
    panel: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Told:
    """An award's story as one viewer may read it, as everything stood at that moment.

    `draw` is the number of the roll that decided, `address` that of its proof. `undone_at` is when it was taken back.
    """

    number: int
    at: datetime
    by: int | None
    reason: str
    batch: int
    winner: int
    response: Response | None
    full: int | None
    paid: int
    pool: Pool | None
    tie: Tie | None
    draw: int | None
    address: str
    undone_at: datetime | None
    lines: tuple[Line, ...]
    passed: tuple[Answer, ...]
    silent: tuple[int, ...]
    ballot: Ballot
    rates: Rates

    @property
    def tie_break(self) -> TieBreak | None:
        """How a tie was broken, if there was one."""
        return self.tie.how if self.tie else None


@dataclass(frozen=True, slots=True)
class Why:
    """Everything that a decision came to, award by award, oldest first, and whose hands the item went through."""

    decision: Decision
    told: tuple[Told, ...]
    hands: tuple[Hand, ...]
    people: Mapping[int, Person]


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of decisions with the panel of each that has one, newest first."""

    decisions: tuple[Decision, ...]
    answers: Mapping[int, int]
    panels: Mapping[int, tuple[int, int]]
    page: int
    pages: int
    total: int


class Views:
    """Look at decisions."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, guild_id: int, decision_id: int, actor: Actor | None = None) -> Shown:
        """One decision as the actor may see it, else as everybody may; raises `NotFound`."""
        now = self._desk.clock()

        def work(tx: Connection) -> Shown:
            return _shown(tx, find(tx, guild_id, decision_id), _viewer(tx, guild_id, actor), now)

        return await self._desk.db.read(work)

    async def council(self, actor: Actor, decision_id: int) -> Shown:
        """The same for officers, who vote on it; raises `Forbidden` and `NotFound`."""
        now = self._desk.clock()

        def work(tx: Connection) -> Shown:
            access.require(tx, actor, Rank.OFFICER)
            decision = find(tx, actor.guild_id, decision_id)
            return _shown(tx, decision, _viewer(tx, actor.guild_id, actor), now)

        return await self._desk.db.read(work)

    async def why(self, actor: Actor, decision_id: int) -> Why:
        """Why it went where it went, as far as the actor may read it; raises `NotFound` and `Conflict` (no award)."""

        def work(tx: Connection) -> Why:
            decision = find(tx, actor.guild_id, decision_id)
            awards = decisions.awards_of(tx, decision_id)
            if not awards:
                raise Conflict("loot.not_awarded", item=decision.drop.item)
            viewer = _viewer(tx, actor.guild_id, actor)
            told = tuple(_told(tx, decision, one, viewer) for one in awards)
            hands = _hands(tx, decision)
            return Why(decision, told, hands, people(tx, _named(told) | _named_hands(hands) | _officers(decision)))

        return await self._desk.db.read(work)

    async def award(self, guild_id: int, decision_id: int, number: int) -> Why:
        """The story of one award as everybody may read it; raises `NotFound`."""

        def work(tx: Connection) -> Why:
            decision = find(tx, guild_id, decision_id)
            awards = [one for one in decisions.awards_of(tx, decision_id) if one.number == number]
            told = tuple(_told(tx, decision, one, Viewer()) for one in awards)
            hands = _hands(tx, decision)
            return Why(decision, told, hands, people(tx, _named(told) | _named_hands(hands) | _officers(decision)))

        return await self._desk.db.read(work)

    async def open_ones(self, guild_id: int, page: int) -> Listed:
        """One page of the decisions that can still be awarded; a page out of range is the nearest there is."""

        def work(tx: Connection) -> Listed:
            found = decisions.listed(tx, guild_id, _LIVE)
            at, pages = turned_to(page, len(found), LIST_PAGE)
            part = tuple(found[(at - 1) * LIST_PAGE : at * LIST_PAGE])
            hung = panels.posted(tx, guild_id, DECISION_PANEL, [one.id for one in part])
            answers = {one.id: len(ballots.answers(tx, one.id)) for one in part}
            return Listed(part, answers, hung, at, pages, len(found))

        return await self._desk.db.read(work)

    async def names(self, guild_id: int, typed: str, states: Collection[DecisionState] | None = None) -> list[Decision]:
        """Decisions in some states, or all, whose item holds what was typed, newest first, for completion."""
        part = typed.strip().casefold()
        found = await self._desk.db.read(lambda tx: decisions.listed(tx, guild_id, states, limit=1000))
        return [one for one in found if part in one.drop.item.casefold()][:_OFFERED]

    async def id_of(self, guild_id: int, typed: str) -> int:
        """The number that was picked, or that of the newest decision on the item typed; raises `NotFound`."""
        text = typed.strip()
        if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_ID:
            return int(text)
        for one in await self.names(guild_id, text):
            if one.drop.item.casefold() == text.casefold():
                return one.id
        raise NotFound("loot.decision_unknown")


def _viewer(tx: Connection, guild_id: int, actor: Actor | None) -> Viewer:
    if actor is None:
        return Viewer()
    member = members.find(tx, guild_id, actor.user_id)
    return Viewer(member.id if member else None, access.rank_of(tx, actor) >= Rank.OFFICER)


def _shown(tx: Connection, decision: Decision, viewer: Viewer, now: datetime) -> Shown:
    weighed = _stands(tx, decision, now)
    called = ballots.all_asked(tx, decision.id)
    asked, council = called[Part.RAIDER], called[Part.COUNCIL]
    votes = ballot(weighed, decision.rules.transparency, council, viewer, over=not decision.live)
    found = lines(weighed, votes.sight, viewer)
    pass_on, hands = passed(weighed.answers), _hands(tx, decision)
    silent = tuple(one for one in asked if one not in weighed.answers)
    shown = {one.member_id for one in pass_on} | {*silent, *votes.voters, *votes.waiting}
    shown |= named_in(found) | _named_hands(hands) | _officers(decision)
    return Shown(
        decision=decision,
        lines=found,
        passed=pass_on,
        silent=silent,
        asked=len(asked),
        answered=sum(1 for one in asked if one in weighed.answers) if asked else len(weighed.answers),
        ballot=votes,
        full=full_price(tx, decision),
        rates=weighed.rates,
        hands=hands,
        roll=None if decision.roll_id is None else draws.by_id(tx, decision.roll_id).draw.number,
        mine=None if viewer.member_id is None else weighed.answers.get(viewer.member_id),
        people=people(tx, shown),
        panel=panels.posted(tx, decision.guild_id, DECISION_PANEL, [decision.id]).get(decision.id),
    )


def _stands(tx: Connection, decision: Decision, now: datetime) -> Weighed:
    """What speaks for whom: now while it is open, and as it stood then once it is awarded."""
    if decision.state is not DecisionState.AWARDED:
        return weigh(tx, decision, now)
    notes = {one.member_id: one.note for one in ballots.answers(tx, decision.id).values()}
    return thaw(decisions.awards_of(tx, decision.id)[-1].card, notes).weighed


def _told(tx: Connection, decision: Decision, award: Award, viewer: Viewer) -> Told:
    notes = {one.member_id: one.note for one in ballots.answers(tx, decision.id).values()}
    card: Frozen = thaw(award.card, notes)
    batch = points.find(tx, decision.guild_id, award.batch_id)
    undone = points.find(tx, decision.guild_id, batch.undone_by) if batch and batch.undone_by else None
    voted = any(vote.voter_id == viewer.member_id for vote in ballots.votes(tx, decision.id))
    votes = ballot(card.weighed, decision.rules.transparency, card.waiting, viewer, over=not decision.live, voted=voted)
    record = None if award.draw_id is None else draws.by_id(tx, award.draw_id)
    return Told(
        number=award.number,
        at=award.at,
        by=award.by,
        reason=batch.reason if batch else "",
        batch=award.batch_id,
        winner=card.winner,
        response=card.response,
        full=card.full,
        paid=card.paid,
        pool=card.pool,
        tie=card.tie,
        draw=record.draw.number if record else None,
        address=record.address if record else "",
        undone_at=undone.at if undone else None,
        lines=lines(card.weighed, votes.sight, viewer),
        passed=passed(card.weighed.answers),
        silent=card.silent,
        ballot=votes,
        rates=card.weighed.rates,
    )


def _hands(tx: Connection, decision: Decision) -> tuple[Hand, ...]:
    return tuple(_hand(one) for one in loot_items.of_decision(tx, decision.guild_id, decision.id))


def _hand(item: Item) -> Hand:
    on = item.source is Source.PASSED_ON
    return Hand(item.member_id, item.by, item.note, item.paid, item.pool, item.at, item.undone_at, on)


def _named(told: Collection[Told]) -> set[int]:
    found: set[int] = set()
    for one in told:
        found |= named_in(one.lines) | {one.winner, *one.silent, *one.ballot.voters, *one.ballot.waiting}
        found |= {answer.member_id for answer in one.passed} | (set(one.tie.among) if one.tie else set())
        found |= {one.by} if one.by is not None else set()
    return found


def _named_hands(hands: Collection[Hand]) -> set[int]:
    return {one.member_id for one in hands} | {one.by for one in hands if one.by is not None}


def _officers(decision: Decision) -> set[int]:
    return {one for one in (decision.opened_by, decision.ended_by) if one is not None}
