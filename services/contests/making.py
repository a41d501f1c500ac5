"""Making a contest: a draft, its rules, and publishing it for good."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from domain.clan import Trigger
from domain.contest_drafts import (
    RULES_LIMIT,
    Asked,
    check_dates,
    check_name,
    check_prize,
    check_reason,
    parse_rule,
)
from domain.contest_settings import CANCELLED, CREATED, PANEL, WINNERS_LIMIT, RuleType
from domain.contests import Contest, ContestState, Rule
from domain.draws import DrawState
from domain.errors import Conflict, Invalid, NotFound
from domain.guild import TIMEZONE
from domain.moments import parse_moment
from domain.people import Actor, Rank
from domain.settings import zone
from fairness.protocol import Kind
from services import access
from services.clan.runs import begin
from services.contests.counting import enlist
from services.contests.views import draft, find
from services.desk import Desk
from services.draws import Draws, Plan
from storage import audit, baselines, characters, contests, draws, notices, panels, runs, settings
from storage.draws import Record

Terms = Callable[[Contest], str]
"""Writes the rules that members are shown, which the commitment then holds to the letter."""


class Making:
    """What a leader does before a contest runs, and calling it off."""

    def __init__(self, desk: Desk, draws: Draws) -> None:
        self._desk = desk
        self._draws = draws

    async def create(self, actor: Actor, asked: Asked) -> Contest:
        """A draft; raises `Forbidden` and `Invalid` (texts, times, how many win)."""
        name, prize = check_name(asked.name), check_prize(asked.prize)
        if not 1 <= asked.winners <= WINNERS_LIMIT:
            raise Invalid("contest.winners", limit=WINNERS_LIMIT)
        now = self._desk.clock()

        def work(tx: Connection) -> Contest:
            member = access.enter(tx, actor, Rank.LEADER, now)
            (timezone,) = settings.some(tx, actor.guild_id, TIMEZONE)
            tz = zone(str(timezone))
            starts_at = parse_moment(asked.starts, now, tz) if asked.starts.strip() else None
            ends_at = parse_moment(asked.ends, now, tz)
            check_dates(starts_at, ends_at, now)
            fresh = Contest(0, actor.guild_id, name, prize, ContestState.DRAFT, starts_at, ends_at, asked.winners, ())
            contest_id = contests.create(tx, fresh, by=member.id, now=now)
            audit.append(tx, actor.guild_id, "contest.created", actor=member.id, at=now, facts={"contest": contest_id})
            return find(tx, actor.guild_id, contest_id)

        return await self._desk.db.write(work)

    async def add_rule(
        self, actor: Actor, contest_id: int, kind: RuleType, amount: int, targets: str
    ) -> tuple[Contest, Rule]:
        """One more way to enter a draft; raises `Forbidden`, `NotFound`, `Conflict` and `Invalid`."""
        amount, slugs = parse_rule(kind, amount, targets)
        now = self._desk.clock()

        def work(tx: Connection) -> tuple[Contest, Rule]:
            member = access.enter(tx, actor, Rank.LEADER, now)
            contest = draft(tx, actor.guild_id, contest_id)
            if len(contest.rules) >= RULES_LIMIT:
                raise Invalid("contest.too_many_rules", limit=RULES_LIMIT)
            if any((rule.type, rule.amount, rule.targets) == (kind, amount, slugs) for rule in contest.rules):
                raise Conflict("contest.same_rule")
            rule = contests.add_rule(tx, contest_id, kind, amount, slugs)
            facts = {"contest": contest_id, "rule": rule.id, "type": kind.value, "amount": amount}
            audit.append(tx, actor.guild_id, "contest.rule_added", actor=member.id, at=now, facts=facts)
            return find(tx, actor.guild_id, contest_id), rule

        return await self._desk.db.write(work)

    async def remove_rule(self, actor: Actor, contest_id: int, rule_id: int) -> tuple[Contest, Rule]:
        """One way less to enter a draft; raises `Forbidden`, `NotFound` and `Conflict`."""
        now = self._desk.clock()

        def work(tx: Connection) -> tuple[Contest, Rule]:
            member = access.enter(tx, actor, Rank.LEADER, now)
            contest = draft(tx, actor.guild_id, contest_id)
            gone = next((rule for rule in contest.rules if rule.id == rule_id), None)
            if gone is None:
                raise NotFound("contest.rule_unknown")
            contests.remove_rule(tx, contest_id, rule_id)
            facts = {"contest": contest_id, "rule": rule_id}
            audit.append(tx, actor.guild_id, "contest.rule_removed", actor=member.id, at=now, facts=facts)
            return find(tx, actor.guild_id, contest_id), gone

        return await self._desk.db.write(work)

    async def publish(self, actor: Actor, contest_id: int, channel_id: int, terms: Terms) -> Contest:
        """Freeze rules and claims, commit to a draw, announce, and read everybody once.

        Raises `Forbidden`, `NotFound`, `Conflict` (published, nobody on the roster) and `Invalid` (no rules, times).
        """
        now = self._desk.clock()

        def work(tx: Connection) -> Contest:
            member = access.enter(tx, actor, Rank.LEADER, now)
            contest = draft(tx, actor.guild_id, contest_id)
            if not contest.rules:
                raise Invalid("contest.no_rules")
            starts_at = contest.starts_at
            # A draft that waited past its own start begins when it is published.
            if starts_at is not None and starts_at <= now:
                starts_at = None
            check_dates(starts_at, contest.ends_at, now)
            roster = characters.roster(tx, actor.guild_id)
            if not roster:
                raise Conflict("contest.nobody")
            begins = (starts_at or now).replace(microsecond=0)
            plan = Plan(
                Kind.CONTEST,
                contest.name,
                contest.ends_at,
                contest.winners,
                terms(replace(contest, starts_at=begins)),
                channel_id,
            )
            record = self._draws.steps.commit(tx, actor.guild_id, plan, by=member.id, now=now)
            contests.publish(tx, contest_id, draw_id=record.id, channel_id=channel_id, starts_at=begins, now=now)
            enlist(tx, contest_id, roster, late=False)
            facts = {"contest": contest_id, "draw": record.draw.number, "characters": len(roster)}
            audit.append(tx, actor.guild_id, "contest.published", actor=member.id, at=now, facts=facts)
            notices.put(
                tx, actor.guild_id, CREATED.name, key=f"contest:{contest_id}", facts={"contest": contest_id}, now=now
            )
            if starts_at is None and runs.running(tx, actor.guild_id) is None:
                run = begin(tx, actor.guild_id, Trigger.CONTEST, by=member.id, now=now)
                if run is not None:
                    contests.note_run(tx, contest_id, "opening_run", run.id)
            return find(tx, actor.guild_id, contest_id)

        return await self._desk.db.write(work)

    async def cancel(self, actor: Actor, contest_id: int, reason: str) -> Contest:
        """Call it off, publicly; only before its draw was called.

        Raises `Forbidden`, `NotFound`, `Invalid` (reason) and `Conflict` (called, over).
        """
        why = check_reason(reason)
        now = self._desk.clock()

        def work(tx: Connection) -> Contest:
            member = access.enter(tx, actor, Rank.LEADER, now)
            contest = find(tx, actor.guild_id, contest_id)
            if contest.draw_id is not None:
                _refuse_when_decided(contest, draws.by_id(tx, contest.draw_id))
                self._draws.steps.cancel(tx, contest.draw_id, by=member.id, why="contest", now=now)
            if not contests.cancel(tx, contest_id, why):
                raise Conflict("contest.over", name=contest.name)
            salt = self._desk.entropy(16)
            facts = {"contest": contest_id}
            audit.append(
                tx, actor.guild_id, "contest.cancelled", actor=member.id, at=now, facts=facts, note=why, salt=salt
            )
            self._follow_cancelled(tx, contest, now)
            return find(tx, actor.guild_id, contest_id)

        return await self._desk.db.write(work)

    def call_off(self, tx: Connection, contest: Contest, restored_at: datetime, now: datetime) -> bool:
        """Call a published one off, publicly, for the books were put back then; False when it is decided, or will be.

        A draw that was called decides it.
        """
        record = None if contest.draw_id is None else draws.by_id(tx, contest.draw_id)
        if record is None or record.state not in (DrawState.COMMITTED, DrawState.LOCKED):
            return False
        self._draws.steps.cancel(tx, record.id, by=None, why="contest.restored", now=now)
        contests.call_off(tx, contest.id, restored_at)
        audit.append(tx, contest.guild_id, "contest.cancelled", actor=None, at=now, facts={"contest": contest.id})
        self._follow_cancelled(tx, contest, now)
        return True

    def _follow_cancelled(self, tx: Connection, contest: Contest, now: datetime) -> None:
        baselines.drop(tx, contest.id)
        if contest.draw_id is not None:  # a draft is nobody's business
            key, told = f"contest:{contest.id}:cancelled", {"contest": contest.id}
            notices.put(tx, contest.guild_id, CANCELLED.name, key=key, facts=told, now=now)
        panels.touch(tx, contest.guild_id, PANEL, contest.id)


def _refuse_when_decided(contest: Contest, record: Record) -> None:
    """Raise `Conflict` when there is nothing left to call off: the draw was called, or the contest is over."""
    if record.call is not None and contest.state is ContestState.ENDED:
        raise Conflict("contest.called", name=contest.name)
    if record.state not in (DrawState.COMMITTED, DrawState.LOCKED):
        raise Conflict("contest.over", name=contest.name)
