"""Asking for credits, and taking a request back that nobody has decided."""

from dataclasses import dataclass

from sqlalchemy import Connection

from domain.credit import Credit
from domain.errors import Forbidden
from domain.notices import Notice
from domain.people import Actor, Rank
from domain.request_settings import ASKED, PANEL, State
from domain.requests import check_ask
from services import access
from services.desk import Desk
from services.notices import Posted
from services.requests.ending import end, facts_of
from services.requests.terms import reaches_officers, record_of, terms_of
from services.requests.views import Seen, find, see
from services.telling import Telling
from storage import audit, credit_requests, notices, panels


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that waits; `told` is whether officers get a card of it."""

    seen: Seen
    told: bool


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A request as it stands; `done` is False where it had ended before."""

    seen: Seen
    done: bool


class Asking:
    """The side of those who ask."""

    def __init__(self, desk: Desk, telling: Telling) -> None:
        self._desk = desk
        self._telling = telling

    async def ask(self, actor: Actor, credit: Credit, amount: int, reason: str, interaction_id: int) -> Asked:
        """Ask for credits, once per interaction.

        Raises `Forbidden` (blocked), `Invalid` (amount, reason, more than is left) and `Conflict` (one waits already,
        cooldown, nothing is left this week).
        """
        now = self._desk.clock()

        def work(tx: Connection) -> Asked:
            member = access.enter(tx, actor, Rank.MEMBER, now)
            told = reaches_officers(tx, actor.guild_id, ASKED)
            if (known := credit_requests.asked_with(tx, interaction_id)) is not None:
                return Asked(_seen(tx, actor.guild_id, known), told)
            rules = terms_of(tx, actor.guild_id, credit).rules
            record = record_of(tx, actor.guild_id, member.id, credit, now)
            why = check_ask(rules, record, amount, reason, now)
            request_id = credit_requests.ask(
                tx,
                actor.guild_id,
                member.id,
                credit,
                amount=amount,
                reason=why,
                interaction_id=interaction_id,
                now=now,
                expires_at=now + rules.expires,
            )
            facts = facts_of(find(tx, actor.guild_id, request_id), amount)
            salt = self._desk.entropy(16)
            audit.append(
                tx,
                actor.guild_id,
                "request.asked",
                actor=member.id,
                at=now,
                facts=facts,
                note=why,
                salt=salt,
                officers_only=True,
            )
            if told:
                key = f"request:{request_id}"
                notices.put(tx, actor.guild_id, ASKED.name, key=key, facts={"request": request_id}, now=now)
            return Asked(_seen(tx, actor.guild_id, request_id), told)

        asked = await self._desk.db.write(work)
        if asked.told:
            await self._telling.now()
        return asked

    async def withdraw(self, actor: Actor, request_id: int) -> Withdrawn:
        """Take one's own request back; raises `Forbidden` (blocked, somebody else's) and `NotFound`."""
        now = self._desk.clock()

        def work(tx: Connection) -> Withdrawn:
            member = access.enter(tx, actor, Rank.MEMBER, now)
            request = find(tx, actor.guild_id, request_id)
            if request.member_id != member.id:
                raise Forbidden("request.not_yours")
            done = end(tx, request, State.WITHDRAWN, by=member.id, now=now)
            return Withdrawn(_seen(tx, actor.guild_id, request_id), done)

        return await self._desk.db.write(work)


def hang_panel(tx: Connection, notice: Notice, posted: Posted) -> None:
    """What was posted about a request is its panel from now on; a webhook's message cannot be one."""
    if posted.channel_id is None or posted.message_id is None or "request" not in notice.facts:
        return
    where = {"channel_id": posted.channel_id, "message_id": posted.message_id}
    panels.hang(tx, notice.guild_id, PANEL, int(notice.facts["request"]), **where, now=notice.created_at)


def _seen(tx: Connection, guild_id: int, request_id: int) -> Seen:
    (seen,) = see(tx, guild_id, [find(tx, guild_id, request_id)])
    return seen
