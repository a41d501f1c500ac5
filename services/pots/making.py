"""Opening a pot, and the next one on the same terms."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from domain.guild import TIMEZONE
from domain.moments import parse_moment
from domain.notices import Notice
from domain.people import Actor, Rank
from domain.pot_settings import HOURS, LOBBY_PANEL, OPENED, PANEL, PANEL_POST
from domain.pots import Pot, Terms, check_closing, check_terms, next_closing
from domain.settings import zone
from fairness.protocol import Kind
from services import access
from services.desk import Desk
from services.draws import Draws, Plan
from services.notices import Posted
from services.pots.finding import find
from storage import audit, notices, panels, pots, settings
from storage.draws import Record

_PANEL_FIRST = timedelta(seconds=3)

Rules = Callable[[Terms], str]
"""Writes the rules that members are shown, which the commitment then holds to the letter.

They name no time, so that the next pot on the same terms can be opened on the same rules: the commitment has the
closing time in a field of its own.
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an officer typed for a new pot; without `closes` it is open as long as the guild's setting says."""

    name: str
    cost: int
    max_tickets: int
    max_per_user: int
    closes: str
    repeat: bool


class Making:
    """Open pots."""

    def __init__(self, desk: Desk, draws: Draws) -> None:
        self._desk = desk
        self._draws = draws

    async def create(self, actor: Actor, asked: Asked, channel_id: int, rules: Rules) -> Pot:
        """Open a pot and commit to its draw; raises `Forbidden` and `Invalid`."""
        terms = check_terms(asked.name, asked.cost, asked.max_tickets, asked.max_per_user, repeat=asked.repeat)
        now = self._desk.clock()

        def work(tx: Connection) -> Pot:
            member = access.enter(tx, actor, Rank.OFFICER, now)
            closes_at = check_closing(_closing(tx, actor.guild_id, asked.closes, now), now)
            plan = Plan(Kind.POT, terms.name, closes_at, 1, rules(terms), channel_id)
            record = self._draws.steps.commit(tx, actor.guild_id, plan, by=member.id, now=now)
            return _open(tx, terms, record, by=member.id, closes_at=closes_at, now=now)

        return await self._desk.db.write(work)

    def open_next(self, tx: Connection, pot: Pot, record: Record, now: datetime) -> Pot:
        """The next pot on the terms, the rules and the channel of one that is won."""
        closes_at = next_closing(pot, now)
        plan = Plan(Kind.POT, pot.terms.name, closes_at, 1, record.draw.rules, pot.channel_id)
        fresh = self._draws.steps.commit(tx, pot.guild_id, plan, by=None, now=now)
        return _open(tx, pot.terms, fresh, by=None, closes_at=closes_at, now=now, previous_id=pot.id)


def _closing(tx: Connection, guild_id: int, typed: str, now: datetime) -> datetime:
    timezone, hours = settings.some(tx, guild_id, TIMEZONE, HOURS)
    if not typed.strip():
        assert isinstance(hours, int)  # noqa: S101 - the setting is a number
        return now + timedelta(hours=hours)
    return parse_moment(typed, now, zone(str(timezone)))


def _open(
    tx: Connection,
    terms: Terms,
    record: Record,
    *,
    by: int | None,
    closes_at: datetime,
    now: datetime,
    previous_id: int | None = None,
) -> Pot:
    guild_id = record.draw.guild_id
    pot_id = pots.open_pot(
        tx,
        guild_id,
        terms,
        draw_id=record.id,
        channel_id=record.channel_id,
        by=by,
        closes_at=closes_at,
        now=now,
        previous_id=previous_id,
    )
    facts = {"pot": pot_id, "draw": record.draw.number, "cost": terms.cost, "tickets": terms.max_tickets}
    audit.append(tx, guild_id, "pot.opened", actor=by, at=now, facts=facts)
    if previous_id is not None:
        # Nobody asked for this pot, so nobody is answered with its panel: the outbox brings it, once.
        facts, key, where = {"pot": pot_id}, f"pot:{pot_id}:panel", record.channel_id
        notices.put(tx, guild_id, PANEL_POST.name, key=key, facts=facts, now=now, channel_id=where)
    told = {"pot": pot_id, "again": previous_id is not None}
    # The news lead to the panel, which is up a moment later.
    notices.put(tx, guild_id, OPENED.name, key=f"pot:{pot_id}", facts=told, now=now, wait=_PANEL_FIRST)
    panels.touch_all(tx, guild_id, LOBBY_PANEL)
    return find(tx, guild_id, pot_id)


def hang_panel(tx: Connection, notice: Notice, posted: Posted) -> None:
    """What was posted for a pot that opened by itself is its panel from now on."""
    if posted.channel_id is None or posted.message_id is None:
        return
    where = {"channel_id": posted.channel_id, "message_id": posted.message_id}
    panels.hang(tx, notice.guild_id, PANEL, int(notice.facts["pot"]), **where, now=notice.created_at)
