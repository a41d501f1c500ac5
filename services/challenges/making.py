"""Drafting a challenge and publishing it."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Connection

from domain.challenge_points import parse_rates
from domain.challenge_prizes import Prize, parse_prizes
from domain.challenge_settings import MOST, Voting
from domain.challenges import (
    Challenge,
    Dates,
    Terms,
    check_dates,
    check_numbers,
    check_publishable,
    check_terms,
    free_slug,
    on_publishing,
    parse_colour,
    slug,
)
from domain.errors import Conflict, Invalid
from domain.guild import TIMEZONE
from domain.people import Actor, Rank
from services import access
from services.challenges.calendar import read_dates, week_in
from services.challenges.finding import changed, find
from services.challenges.sponsors import check_usable, chosen
from services.desk import Desk
from storage import audit, challenges, drafts, pictures, settings
from storage.pictures import Picture

_TYPED: Final = "challenge.typed"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an officer chose with the command; dates as they were typed, None and empty where nothing was."""

    starts: str
    closes: str
    voting_closes: str = ""
    ends: str = ""
    voting: Voting = Voting.VOTES
    most: int | None = None
    link_required: bool = False
    judge_weight: int = 0
    sponsor: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The same understood; `sponsor_id` is the number of one that can be chosen."""

    dates: Dates
    voting: Voting
    most: int
    link_required: bool
    judge_weight: int
    sponsor_id: int | None
    colour: int | None


@dataclass(frozen=True, slots=True)
class Texts:
    """What an officer typed into the form."""

    title: str
    prompt: str
    description: str = ""
    prizes: str = ""
    points: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and not understood, until it is mended; the picture's file is on the shelf."""

    plan: Plan
    texts: Texts
    picture: Picture | None


class Making:
    """Draft and publish challenges."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def plan(self, actor: Actor, asked: Asked) -> Plan:
        """What was chosen, understood; raises `Forbidden`, `Invalid`, and `NotFound` or `Conflict` for its sponsor."""
        now = self._desk.clock()

        def work(tx: Connection) -> Plan:
            access.require(tx, actor, Rank.OFFICER)
            most, timezone = cast("tuple[int, str]", settings.some(tx, actor.guild_id, MOST, TIMEZONE))
            typed = (asked.starts, asked.closes, asked.voting_closes, asked.ends)
            plan = Plan(
                dates=read_dates(typed, asked.voting, now, timezone),
                voting=asked.voting,
                most=most if asked.most is None else asked.most,
                link_required=asked.link_required,
                judge_weight=asked.judge_weight,
                sponsor_id=chosen(tx, actor.guild_id, asked.sponsor),
                colour=parse_colour(asked.colour),
            )
            check_numbers(plan.most, plan.judge_weight)
            if plan.dates.submissions_close_at <= now:
                raise Invalid("challenge.dates_over", at=plan.dates.submissions_close_at)
            return plan

        return await self._desk.db.read(work)

    async def keep_typed(self, actor: Actor, typed: Typed) -> int:
        """Keep what cannot be a draft as it is, so that it can be mended; the number to ask for it with."""
        now = self._desk.clock()
        picture = None if typed.picture is None else asdict(typed.picture)
        body = {"plan": _plain(typed.plan), "texts": asdict(typed.texts), "picture": picture}

        def work(tx: Connection) -> int:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            return drafts.keep(tx, actor.guild_id, _TYPED, body, by=officer.id, now=now)

        return await self._desk.db.write(work)

    async def typed(self, actor: Actor, number: int) -> Typed:
        """What was typed; raises `Forbidden`, and `Conflict` once it became a draft or is forgotten."""

        def work(tx: Connection) -> Typed:
            access.require(tx, actor, Rank.OFFICER)
            body = drafts.look(tx, actor.guild_id, _TYPED, number)
            if body is None:
                raise Conflict("challenge.typed_gone")
            picture = None if body["picture"] is None else Picture(**body["picture"])
            return Typed(_plan(body["plan"]), Texts(**body["texts"]), picture)

        return await self._desk.db.read(work)

    async def draft(
        self, actor: Actor, plan: Plan, texts: Texts, picture: Picture | None, mended: int | None = None
    ) -> Challenge:
        """Keep a draft; raises `Forbidden`, `Invalid` and `Conflict`, and then keeps nothing.

        `mended` is the number of what was typed before; of that there is never more than one draft.
        """
        terms, prizes = understood(plan, texts), parse_prizes(texts.prizes)
        now = self._desk.clock()

        def work(tx: Connection) -> Challenge:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            if mended is not None and drafts.take(tx, actor.guild_id, _TYPED, mended, now) is None:
                raise Conflict("challenge.typed_gone")
            image_id = None if picture is None else pictures.keep(tx, actor.guild_id, picture, by=officer.id, now=now)
            return _create(tx, actor.guild_id, plan, terms, prizes, image_id=image_id, by=officer.id, now=now)

        return await self._desk.db.write(work)

    async def publish(self, actor: Actor, challenge_id: int, channel_id: int) -> Challenge:
        """Make a draft public, in that channel; raises `Forbidden`, `NotFound`, `Invalid` and `Conflict`."""
        now = self._desk.clock()

        def work(tx: Connection) -> Challenge:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            challenge = find(tx, actor.guild_id, challenge_id)
            check_publishable(challenge.dates, challenge.state(now), now, challenge.terms.title)
            dates = check_dates(on_publishing(challenge.dates, now), challenge.terms.voting)
            if challenge.sponsor_id is not None:
                check_usable(tx, actor.guild_id, challenge.sponsor_id)
            year, week = week_in(tx, actor.guild_id, dates)
            challenges.change(tx, replace(challenge, dates=dates, year=year, week=week))
            if not challenges.publish(tx, challenge_id, channel_id, now):
                raise Conflict("challenge.not_draft", title=challenge.terms.title)
            facts = {"challenge": challenge_id, "starts": dates.starts_at.isoformat()}
            audit.append(tx, actor.guild_id, "challenge.published", actor=officer.id, at=now, facts=facts)
            changed(tx, challenge)
            return find(tx, actor.guild_id, challenge_id)

        return await self._desk.db.write(work)


def understood(plan: Plan, texts: Texts) -> Terms:
    """What a challenge would be; raises `Invalid` with what is not understood."""
    numbers = (plan.most, plan.link_required, plan.judge_weight, plan.colour)
    rates = parse_rates(texts.points)
    return check_terms(Terms(texts.title, texts.prompt, texts.description, plan.voting, *numbers, rates))


def _create(
    tx: Connection,
    guild_id: int,
    plan: Plan,
    terms: Terms,
    prizes: tuple[Prize, ...],
    *,
    image_id: int | None,
    by: int,
    now: datetime,
) -> Challenge:
    dates = check_dates(plan.dates, plan.voting)
    if plan.sponsor_id is not None:
        check_usable(tx, guild_id, plan.sponsor_id)
    year, week = week_in(tx, guild_id, dates)
    challenge_id = challenges.create(
        tx,
        guild_id,
        terms,
        dates,
        slug=free_slug(terms.title, challenges.slugs(tx, guild_id, slug(terms.title))),
        week=week,
        year=year,
        by=by,
        now=now,
        image_id=image_id,
        sponsor_id=plan.sponsor_id,
    )
    challenges.put_prizes(tx, challenge_id, prizes)
    audit.append(tx, guild_id, "challenge.drafted", actor=by, at=now, facts={"challenge": challenge_id})
    return find(tx, guild_id, challenge_id)


def _plain(plan: Plan) -> dict[str, Any]:
    return asdict(plan) | {"dates": {name: at.isoformat() for name, at in asdict(plan.dates).items()}}


def _plan(body: dict[str, Any]) -> Plan:
    dates = Dates(**{name: datetime.fromisoformat(at) for name, at in body["dates"].items()})
    rest: dict[str, Any] = body | {"dates": dates, "voting": Voting(body["voting"])}
    return Plan(**rest)
