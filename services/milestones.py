"""Milestones: the first 99, a thousand kills, ten thousand points, told once each.

What was reached is found between two values that are both known, so neither a first snapshot nor an import tells
anything. Where the last look ended stands in the books; it moves on in the transaction that notes what is to be told.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from domain.leaderboard_settings import MILESTONE
from domain.milestones import STEPS, Reached, What, counted_by, crossed, gathered
from services.desk import Desk
from storage import challenge_points, members, milestones, notices, settings, snapshots
from storage.milestones import Grown

_RUNS: Final = "milestones.runs"
_POINTS: Final = "milestones.points"
_PAYOUTS: Final = "milestones.payouts"


class Milestones:
    """Find out what was reached."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._looked: set[int] = set()

    async def due(self) -> None:
        """Tell what was reached since the last time."""
        now = self._desk.clock()
        if not await self._desk.db.read(self._anything):
            return
        upto, runs = await self._desk.db.write(_begin)
        # While one guild's run is under way, those of others that are over are still listed: once is enough.
        for guild_id, run_id in runs:
            if run_id not in self._looked:
                await self._desk.db.write(lambda tx, of=(guild_id, run_id): _look_at_run(tx, *of, now))
                self._looked.add(run_id)
        await self._desk.db.write(lambda tx: settings.remember(tx, _RUNS, str(upto)))
        self._looked = {run_id for run_id in self._looked if run_id > upto}
        await self._desk.db.write(lambda tx: _look_at_members(tx, now))

    def _anything(self, tx: Connection) -> bool:
        """Whether anything happened since the last look."""
        if any(_upto(tx, fact) != newest(tx) for fact, newest in _NEWEST.items()):
            return True
        return any(run_id not in self._looked for _, run_id in milestones.runs_after(tx, _upto(tx, _RUNS) or 0))

    async def users(self, member_ids: set[int]) -> dict[int, int]:
        """Discord's ids of members, of those who were not erased."""
        found = await self._desk.db.read(lambda tx: members.users(tx, member_ids))
        return {member_id: user for member_id, user in found.items() if user is not None}


def _begin(tx: Connection) -> tuple[int, list[tuple[int, int]]]:
    """The run up to which all are over, and the runs to look at; what was there before the first look is not told."""
    for fact, newest in _NEWEST.items():
        if _upto(tx, fact) is None:
            settings.remember(tx, fact, str(newest(tx)))
    return milestones.newest_run(tx), milestones.runs_after(tx, _upto(tx, _RUNS) or 0)


def _upto(tx: Connection, fact: str) -> int | None:
    known = settings.fact(tx, fact)
    return None if known is None else int(known)


def _look_at_run(tx: Connection, guild_id: int, run_id: int, now: datetime) -> None:
    """Tell what characters reached in a run that is over."""
    kinds = {slug: kind for slug in snapshots.metric_ids(tx) if (kind := counted_by(slug))}
    if not kinds:
        return
    grown = milestones.grown_in(tx, guild_id, run_id, {slug: STEPS[kind][0] for slug, kind in kinds.items()})
    reached = [told for one in grown for told in _reached(tx, guild_id, one, kinds[one.slug], grown, now)]
    skills = [slug for slug, kind in kinds.items() if kind is What.SKILL]
    reached += _maxed(tx, guild_id, [one for one in grown if one.slug in skills], skills, now)
    _tell(tx, guild_id, f"milestones:run:{run_id}", reached, now)


def _reached(
    tx: Connection, guild_id: int, one: Grown, what: What, everybody: Iterable[Grown], now: datetime
) -> list[Reached]:
    """The highest step of a metric that a character reached, if it is the first time."""
    steps = crossed(what, one.before, one.after)
    keys = [milestones.of_character(one.character, one.slug, step) for step in steps]
    fresh = [step for step, key in zip(steps, keys, strict=True) if milestones.reach(tx, guild_id, key, now)]
    if not fresh:
        return []
    first = what is What.SKILL and _first(tx, guild_id, one, fresh[-1], everybody, now)
    return [Reached(what, fresh[-1], one.slug, one.name, one.owner, first)]


def _first(tx: Connection, guild_id: int, one: Grown, step: int, everybody: Iterable[Grown], now: datetime) -> bool:
    """Whether nobody in the guild had it before; of several in the same run, whoever was looked at first is."""
    fresh = {other.character for other in everybody if other.slug == one.slug and (other.before or 0) < step}
    if milestones.holders(tx, guild_id, one.slug, step) - fresh:
        return False
    return milestones.reach(tx, guild_id, f"first:{one.slug}", now)


def _maxed(tx: Connection, guild_id: int, grown: Iterable[Grown], skills: list[str], now: datetime) -> list[Reached]:
    """The characters whose last skill came to 99 in this run."""
    top = STEPS[What.SKILL][0]
    risen = {one.character: one for one in grown if crossed(What.SKILL, one.before, one.after)}
    found: list[Reached] = []
    for one in risen.values():
        key = milestones.of_character(one.character, What.MAXED, top)
        if milestones.reached_in_all(tx, one.character, skills, top) and milestones.reach(tx, guild_id, key, now):
            found.append(Reached(What.MAXED, len(skills), name=one.name, member=one.owner))
    return found


def _look_at_members(tx: Connection, now: datetime) -> None:
    """Tell what members reached in challenges and pots."""
    points, payouts = milestones.newest_points(tx), milestones.newest_transaction(tx)
    earned = milestones.points_after(tx, _upto(tx, _POINTS) or 0)
    won = milestones.won_after(tx, _upto(tx, _PAYOUTS) or 0)
    for guild_id in earned.keys() | won.keys():
        gains, prizes = earned.get(guild_id, {}), won.get(guild_id, {})
        sums = challenge_points.all_time(tx, guild_id, gains), milestones.won(tx, guild_id, prizes)
        reached = _of_people(tx, guild_id, What.POINTS, gains, sums[0], now)
        reached += _of_people(tx, guild_id, What.CREDITS, prizes, sums[1], now)
        _tell(tx, guild_id, f"milestones:{points}:{payouts}", reached, now)
    settings.remember(tx, _POINTS, str(points))
    settings.remember(tx, _PAYOUTS, str(payouts))


def _of_people(
    tx: Connection, guild_id: int, what: What, gained: dict[int, int], sums: dict[int, int], now: datetime
) -> list[Reached]:
    found: list[Reached] = []
    here = {member_id for member_id, user in members.users(tx, set(gained)).items() if user is not None}
    for member_id in sorted(here):
        after = sums.get(member_id, 0)
        steps = crossed(what, after - gained[member_id], after)
        keys = [milestones.of_person(member_id, what, step) for step in steps]
        fresh = [step for step, key in zip(steps, keys, strict=True) if milestones.reach(tx, guild_id, key, now)]
        found += [Reached(what, step, member=member_id) for step in fresh[-1:]]
    return found


def _tell(tx: Connection, guild_id: int, key: str, reached: list[Reached], now: datetime) -> None:
    """All that was reached at once is one card."""
    if not reached:
        return
    shown, more = gathered(reached)
    facts: dict[str, Any] = {"reached": [asdict(one) for one in shown], "more": more}
    notices.put(tx, guild_id, MILESTONE.name, key=key, facts=facts, now=now)


def told(facts: dict[str, Any]) -> list[Reached]:
    """What a notice tells, as it was put in."""
    return [Reached(**one | {"what": What(one["what"])}) for one in facts["reached"]]


_NEWEST: Final[dict[str, Callable[[Connection], int]]] = {
    _RUNS: milestones.newest_run,
    _POINTS: milestones.newest_points,
    _PAYOUTS: milestones.newest_transaction,
}
