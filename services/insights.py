"""Insights: figures about how a guild uses the bot, from the bot's own rows."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from domain import insights as rules
from domain.guild import TIMEZONE
from domain.people import Actor, Rank
from domain.retention import retained, returned
from domain.settings import zone
from domain.windows import Window, window_start
from services import access
from services.desk import Desk
from services.pots.insights import look as look_at_pots
from storage import insights, links, members, settings, usage


class Insights:
    """Add the figures up."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def of(
        self, actor: Actor, window: Window, *, people: int | None = None, told: bool = False
    ) -> rules.Insights:
        """The guild within that window, as it stands now; raises `Forbidden`.

        `people` is how many Discord says are in it (None: those in the books are taken), `told` whether Discord tells
        who comes and goes.
        """
        now = self._desk.clock()

        def work(tx: Connection) -> rules.Insights:
            access.require(tx, actor, Rank.OFFICER)
            guild_id = actor.guild_id
            (timezone,) = settings.some(tx, guild_id, TIMEZONE)
            tz = zone(str(timezone))
            since = window_start(window, now, tz)
            first, today = rules.first_day(since, tz), now.astimezone(tz).date()
            seen = usage.seen(tx, guild_id, first - timedelta(days=30))
            share = {days: retained(seen, days, first - timedelta(days=days), today) for days in (7, 30)}
            return rules.Insights(
                window=window,
                since=since,
                until=now,
                people=rules.People(
                    members=max(members.count(tx, guild_id), people or 0),
                    linked=links.count_linked(tx, guild_id),
                    active=usage.active(tx, guild_id, first),
                    daily=rules.every_day(usage.active_by_day(tx, guild_id, first), first, today),
                    seven=share[7],
                    thirty=share[30],
                    comings=usage.comings(tx, guild_id, first) if told else None,
                    began=usage.began(tx, guild_id),
                ),
                commands=usage.commands(tx, guild_id, first),
                requests=insights.requests(tx, guild_id, since),
                pots=look_at_pots(tx, guild_id, window, since, now),
                challenges=_challenges(tx, guild_id, since, now),
            )

        return await self._desk.db.read(work)


def _challenges(tx: Connection, guild_id: int, since: datetime, now: datetime) -> rules.Challenges:
    every = insights.challenges(tx, guild_id, now)
    running = {which: start for start, _, ends, which in every if ends >= since}
    compared = rules.worth_comparing([(start, closes, which) for start, closes, _, which in every], since, now)
    people, handed_in = insights.takers(tx, {*running, *compared})
    nobody = frozenset[int]()
    voters, votes = insights.votes(tx, running)
    return rules.Challenges(
        each=tuple((start, len(people.get(which, nobody))) for which, start in running.items()),
        people=len(nobody.union(*(people.get(which, nobody) for which in running))),
        submissions=sum(handed_in.get(which, 0) for which in running),
        voters=voters,
        votes=votes,
        returned=returned([people.get(which, nobody) for which in compared]),
    )
