"""How the tests bring a challenge to its end: entries and votes put into the books, and the clock that completes it."""

from datetime import timedelta
from itertools import count
from typing import Any

from simcord.actors import MemberActor
from sqlalchemy import Connection, insert, text

from domain.challenge_points import Rates
from domain.challenge_prizes import parse_prizes
from domain.challenge_settings import VOTER_VOTES, Voting
from domain.challenges import Challenge, Dates, Terms
from storage import challenges, members, settings
from storage.challenge_votes import MarkRow, VoteRow
from storage.submissions import SubmissionRow
from tests.bot.conftest import World

TITLE = "Draw your pet"
PRIZES = "1: 100 USD\n2: 500,000\n3: 250,000\neveryone: 10,000\nvoters: 1,000"
DAY = 86400
_NUMBERS = count(1)


async def opened(world: World, voting: Voting = Voting.VOTES, *, prizes: str = PRIZES, title: str = TITLE) -> Challenge:
    """A challenge that is open for a day, with a day to vote; two votes earn the prize for voting."""
    now = world.env.now()
    start = now.replace(microsecond=0)
    dates = Dates(start, start + timedelta(days=1), start + timedelta(days=2), start + timedelta(days=2))
    terms = Terms(title, "Draw it", "", voting, 3, False, 0, None, Rates())
    year, week, _ = start.isocalendar()

    def work(tx: Connection) -> Challenge:
        settings.put(tx, world.guild.id, VOTER_VOTES.name, 2, by=None, at=now)
        by = members.ensure(tx, world.guild.id, world.officer.id, now).id
        slug = f"pet-{next(_NUMBERS)}"
        which = challenges.create(tx, world.guild.id, terms, dates, slug=slug, week=week, year=year, by=by, now=now)
        challenges.put_prizes(tx, which, parse_prizes(prizes))
        challenges.publish(tx, which, world.general.id, now)
        found = challenges.find(tx, world.guild.id, which)
        assert found is not None
        return found

    return await world.bot.db.write(work)


async def hand_in(world: World, challenge: Challenge, who: MemberActor, title: str) -> int:
    """Somebody hands something in; returns its number."""
    now, paying = world.env.now(), world.bot.hall.challenges.paying

    def work(tx: Connection) -> int:
        member = members.ensure(tx, world.guild.id, who.id, now).id
        row = {"challenge_id": challenge.id, "member_id": member, "title": title, "at": now}
        row |= {"description": "", "reason": ""}
        made = tx.execute(insert(SubmissionRow).values(row).returning(SubmissionRow.id)).scalar_one()
        paying.for_maker(tx, challenge, member, now)
        return made

    return await world.bot.db.write(work)


async def vote(world: World, challenge: Challenge, submission: int, *voters: MemberActor) -> None:
    """These people vote for it."""
    now, paying = world.env.now(), world.bot.hall.challenges.paying

    def work(tx: Connection) -> None:
        for who in voters:
            member = members.ensure(tx, world.guild.id, who.id, now).id
            row = {"submission_id": submission, "voter_id": member, "challenge_id": challenge.id, "at": now}
            tx.execute(insert(VoteRow).values(row))
            paying.for_voters(tx, challenge, (member,), now)

    await world.bot.db.write(work)


async def mark(world: World, challenge: Challenge, who: MemberActor, stars: dict[int, int]) -> None:
    """Somebody gives stars."""
    now = world.env.now()

    def work(tx: Connection) -> None:
        member = members.ensure(tx, world.guild.id, who.id, now).id
        same = {"voter_id": member, "challenge_id": challenge.id, "shown_at": now, "marked_at": now}
        tx.execute(insert(MarkRow), [same | {"submission_id": one, "stars": given} for one, given in stars.items()])

    await world.bot.db.write(work)


async def complete(world: World, challenge: Challenge) -> None:
    """Its end comes, and what follows is told."""
    now = world.env.now()
    if now < challenge.dates.ends_at:
        await world.env.advance_time((challenge.dates.ends_at - now).total_seconds())
    now = world.env.now()

    def work(tx: Connection) -> None:
        found = challenges.find(tx, world.guild.id, challenge.id)
        assert found is not None
        world.bot.hall.challenges.completing.complete(tx, found, now)

    await world.bot.db.write(work)


async def rows(world: World, query: str) -> list[dict[str, Any]]:
    """What a query of the books finds."""
    found = await world.bot.db.read(lambda tx: tx.execute(text(query)).mappings().all())
    return [dict(one) for one in found]
