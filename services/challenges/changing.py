"""Changing a challenge: texts, dates, prizes, closing a phase, calling it off."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from domain.challenge_points import parse_rates
from domain.challenge_prizes import Prize, parse_prizes, written_prizes
from domain.challenge_settings import CANCELLED, CHANGED, State, Voting
from domain.challenges import (
    Challenge,
    Dates,
    check_dates,
    check_edit,
    check_reason,
    check_terms,
    closed_now,
    parse_colour,
    phase_end,
)
from domain.errors import Conflict
from domain.guild import TIMEZONE
from domain.people import Actor, Rank
from services import access
from services.challenges.calendar import Typed, read_dates, week_in
from services.challenges.finding import changed, find
from services.challenges.sponsors import chosen
from services.desk import Desk
from storage import audit, challenges, notices, pictures, settings
from storage.pictures import Picture


@dataclass(frozen=True, slots=True)
class Options:
    """What an officer chose for a challenge; the colour as it was typed."""

    most: int
    link_required: bool
    judge_weight: int
    colour: str
    featured: bool


Edit = Callable[[Connection, Challenge], Challenge]
"""A challenge as it is to be, from how it is."""


class Changing:
    """Change challenges."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def retext(self, actor: Actor, challenge_id: int, title: str, prompt: str, description: str) -> Challenge:
        """Change what it says; all of these raise `Forbidden`, `NotFound`, `Invalid` and `Conflict`."""

        def edit(_tx: Connection, was: Challenge) -> Challenge:
            return replace(was, terms=replace(was.terms, title=title, prompt=prompt, description=description))

        return await self._edit(actor, challenge_id, "texts", edit)

    async def redate(self, actor: Actor, challenge_id: int, typed: Typed, voting: Voting) -> Challenge:
        """Change its dates, and how places come about; everybody is told of dates that change in public."""
        now = self._desk.clock()

        def edit(tx: Connection, was: Challenge) -> Challenge:
            (timezone,) = settings.some(tx, actor.guild_id, TIMEZONE)
            dates = read_dates(typed, voting, now, str(timezone))
            # Who leaves a date as it is shown, to the minute, leaves it as it is.
            dates = _kept(was.dates, dates)
            year, week = week_in(tx, actor.guild_id, dates)
            return replace(was, terms=replace(was.terms, voting=voting), dates=dates, year=year, week=week)

        return await self._edit(actor, challenge_id, "dates", edit)

    async def reprize(self, actor: Actor, challenge_id: int, prizes: str, points: str) -> Challenge:
        """Change what it hands out and pays; everybody is told of prizes that change in public."""
        listed, rates = parse_prizes(prizes), parse_rates(points)

        def edit(_tx: Connection, was: Challenge) -> Challenge:
            return replace(was, terms=replace(was.terms, rates=rates))

        return await self._edit(actor, challenge_id, "prizes", edit, prizes=listed)

    async def reoption(self, actor: Actor, challenge_id: int, options: Options) -> Challenge:
        """Change its numbers, its colour, and whether it is featured."""
        colour = parse_colour(options.colour)
        numbers = {"most": options.most, "judge_weight": options.judge_weight, "link_required": options.link_required}

        def edit(_tx: Connection, was: Challenge) -> Challenge:
            return replace(was, terms=replace(was.terms, **numbers, colour=colour), featured=options.featured)

        return await self._edit(actor, challenge_id, "options", edit)

    async def repicture(self, actor: Actor, challenge_id: int, picture: Picture | None) -> Challenge:
        """Put that picture on its card, which is on the shelf already, or none."""
        now = self._desk.clock()

        def edit(tx: Connection, was: Challenge) -> Challenge:
            if picture is None:
                return replace(was, image_id=None)
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            return replace(was, image_id=pictures.keep(tx, actor.guild_id, picture, by=officer.id, now=now))

        return await self._edit(actor, challenge_id, "picture", edit)

    async def responsor(self, actor: Actor, challenge_id: int, typed: str) -> Challenge:
        """Let that sponsor, picked or named, stand on its card, or none."""

        def edit(tx: Connection, was: Challenge) -> Challenge:
            return replace(was, sponsor_id=chosen(tx, actor.guild_id, typed))

        return await self._edit(actor, challenge_id, "sponsor", edit)

    async def close(self, actor: Actor, challenge_id: int, until: datetime) -> Challenge:
        """End the phase now that was to end at `until`.

        Raises `Forbidden`, `NotFound` and `Conflict`: there is none, or by now another one.
        """
        now = self._desk.clock()

        def work(tx: Connection) -> Challenge:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            was = find(tx, actor.guild_id, challenge_id)
            if phase_end(was, now) != until:
                raise Conflict("challenge.phase_over", title=was.terms.title)
            _keep(tx, replace(was, dates=closed_now(was, now)))
            facts = {"challenge": challenge_id, "phase": was.state(now).value}
            audit.append(tx, actor.guild_id, "challenge.closed", actor=officer.id, at=now, facts=facts)
            return find(tx, actor.guild_id, challenge_id)

        return await self._desk.db.write(work)

    async def cancel(self, actor: Actor, challenge_id: int, reason: str) -> Challenge:
        """Call it off for good; everybody who knew of it is told why.

        Raises `Forbidden`, `NotFound`, `Invalid` (reason) and `Conflict` (called off before, completed).
        """
        why = check_reason(reason)
        now = self._desk.clock()

        def work(tx: Connection) -> Challenge:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            was = find(tx, actor.guild_id, challenge_id)
            if was.state(now) is State.COMPLETED:
                raise Conflict("challenge.completed", title=was.terms.title)
            if not challenges.call_off(tx, challenge_id, why, now):
                raise Conflict("challenge.cancelled", title=was.terms.title)
            facts, salt = {"challenge": challenge_id}, self._desk.entropy(16)
            kind = "challenge.cancelled"
            audit.append(tx, actor.guild_id, kind, actor=officer.id, at=now, facts=facts, note=why, salt=salt)
            if was.standing.published_at is not None:
                key = f"challenge:{challenge_id}:cancelled"
                notices.put(tx, actor.guild_id, CANCELLED.name, key=key, facts=facts, now=now)
                changed(tx, was)
            return find(tx, actor.guild_id, challenge_id)

        return await self._desk.db.write(work)

    async def _edit(
        self, actor: Actor, challenge_id: int, what: str, edit: Edit, *, prizes: tuple[Prize, ...] | None = None
    ) -> Challenge:
        now = self._desk.clock()

        def work(tx: Connection) -> Challenge:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            was = find(tx, actor.guild_id, challenge_id)
            wanted = edit(tx, was)
            fresh = replace(wanted, terms=check_terms(wanted.terms), dates=_dates(was, wanted))
            check_edit(was, fresh.dates, fresh.terms, now)
            before = challenges.prizes(tx, challenge_id)
            again = prizes is not None and prizes != before
            if fresh == was and not again:
                return was
            if again and was.state(now) is State.COMPLETED:
                raise Conflict("challenge.prizes_stand", title=was.terms.title)
            _keep(tx, fresh)
            if prizes is not None:
                challenges.put_prizes(tx, challenge_id, prizes)
            note = written_prizes(prizes) if prizes is not None and again else ""
            seq = self._log(tx, was, what, note, by=officer.id, now=now)
            if was.standing.published_at is not None and (fresh.dates != was.dates or again):
                # Dates can come back to what they were, and then it is told again.
                key = f"challenge:{challenge_id}:changed:{seq}"
                told = {"challenge": challenge_id, "what": what}
                notices.put(tx, actor.guild_id, CHANGED.name, key=key, facts=told, now=now)
            return find(tx, actor.guild_id, challenge_id)

        return await self._desk.db.write(work)

    def _log(self, tx: Connection, was: Challenge, what: str, note: str, *, by: int, now: datetime) -> int:
        facts = {"challenge": was.id, "what": what}
        salt = self._desk.entropy(16) if note else b""
        return audit.append(tx, was.guild_id, "challenge.edited", actor=by, at=now, facts=facts, note=note, salt=salt)


def _keep(tx: Connection, fresh: Challenge) -> None:
    challenges.change(tx, fresh)
    changed(tx, fresh)


def _dates(was: Challenge, wanted: Challenge) -> Dates:
    """The dates that are wanted, checked where they are others than they were: what was closed early stays so."""
    if wanted.dates == was.dates and wanted.terms.voting is was.terms.voting:
        return was.dates
    return check_dates(wanted.dates, wanted.terms.voting)


def _kept(was: Dates, typed: Dates) -> Dates:
    """The dates that were typed; each that is the same to the minute is the one that was."""
    names = ("starts_at", "submissions_close_at", "voting_closes_at", "ends_at")
    pairs = {name: (getattr(was, name), getattr(typed, name)) for name in names}
    return Dates(**{name: old if old.replace(second=0) == new else new for name, (old, new) in pairs.items()})
