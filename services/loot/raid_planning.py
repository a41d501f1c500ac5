"""What a log comes to in a guild's books: whose its characters are, which raid it is of, and what is due for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, cast

from sqlalchemy import Connection

from domain.guild import LOOT_SYSTEM
from domain.loot import (
    DKP_CAP,
    DKP_PER_KILL,
    DKP_PER_QUARTER,
    DKP_PER_RAID,
    DKP_STANDBY,
    EP_PER_KILL,
    EP_PER_QUARTER,
    EP_PER_RAID,
    EP_STANDBY,
    System,
)
from domain.points import Change, Move, Pool, capped
from domain.raid_pay import STANDBY, Due, Night, Rates, due, killed, reference
from domain.raid_roster import Known, Roster, matched
from domain.raids import SAME_NIGHT, Fight, Fought, Mark, Player, Raid, Report, one_night, same_fight
from storage import members, points, raid_payments, raiders, raids, settings
from storage.raid_payments import Payment

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NOT_YET = 2**40
"""Rows that are not there yet come after those that are."""

_RATES = {
    System.EPGP: (Pool.EP, (EP_PER_KILL, EP_PER_RAID, EP_PER_QUARTER, EP_STANDBY)),
    System.DKP: (Pool.DKP, (DKP_PER_KILL, DKP_PER_RAID, DKP_PER_QUARTER, DKP_STANDBY)),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A fight of a log as it goes into the books, with the members who were in it; `first` names who told of it."""

    fight: Fight
    present: frozenset[int]
    first: tuple[str, int]


@dataclass(frozen=True, slots=True)
class Sums:
    """What is to be paid and what is to be taken back: payments with what they come to right now, under the cap."""

    owed: tuple[tuple[Due, int], ...]
    surplus: tuple[Payment, ...]
    changes: tuple[Change, ...]
    moves: tuple[Move, ...]
    pool: Pool | None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to pay or take."""
        return not self.owed and not self.surplus


@dataclass(frozen=True, slots=True)
class Planned:
    """What importing a log does: `raid` is the one it joins, `again` whether the log is one of it already.

    `news` tells whether anything is new; `marks` are those of the raid it joins.
    """

    report: Report
    roster: Roster
    raid: Raid | None
    again: bool
    told: tuple[Told, ...]
    kills: tuple[Fought, ...]
    fresh: frozenset[tuple[str, int]]
    marks: Mapping[int, Mark]
    system: System
    rates: Rates
    sums: Sums
    news: bool

    @property
    def digest(self) -> str:
        """Tells two plans apart that would pay or take anything else."""
        lines = [f"{one.code} {one.fight} {one.member_id} {one.kind}" for one, _ in self.sums.owed]
        lines += [f"- {one.row}" for one in self.sums.surplus]
        raid = self.raid.id if self.raid else 0
        return sha256("\n".join([f"{self.sums.pool} {raid}", *sorted(lines)]).encode()).hexdigest()


def planned(tx: Connection, guild_id: int, report: Report) -> Planned:
    """What importing that log right now would do."""
    roster = matched(report, known(tx, guild_id))
    near = raids.fights_between(tx, guild_id, report.started_at - 2 * SAME_NIGHT, report.ended_at + 2 * SAME_NIGHT)
    told = tuple(_all_told(report, roster, near))
    before = raids.of_report(tx, guild_id, report.code)
    raid = before or _joined(tx, guild_id, report, told, near)
    stored = raids.fights_of(tx, raid.id) if raid else []
    fights = [one for one in stored if one.code != report.code]
    fights += [_fought(one, report.code, number, near) for number, one in enumerate(told)]
    marks = raids.marks_of(tx, raid.id) if raid else {}
    night = Night(raid.code if raid else report.code, fights, marks)
    system, rates = rates_of(tx, guild_id)
    sums = reckoned(tx, guild_id, raid.id if raid else None, night, rates)
    kills = killed(fights)
    old = {one.first for one in killed(stored)} if raid and raid.reverted_at is None else set[tuple[str, int]]()
    again = before is not None and raids.stands(tx, guild_id, report.code)
    news = not again or not sums.empty or _grown(told, report.code, stored)
    fresh = frozenset(one.first for one in kills) - old
    return Planned(report, roster, raid, again, told, tuple(kills), fresh, marks, system, rates, sums, news)


def known(tx: Connection, guild_id: int) -> list[Known]:
    """Every character in the guild's books."""
    return [Known(one.name, one.member_id, one.main) for one in raiders.of_guild(tx, guild_id)]


def rates_of(tx: Connection, guild_id: int) -> tuple[System, Rates]:
    """What raids pay under the system that the guild chose."""
    (chosen,) = settings.some(tx, guild_id, LOOT_SYSTEM)
    system = System(str(chosen))
    if system not in _RATES:
        return system, Rates(None)
    pool, wanted = _RATES[system]
    kill, raid, quarter, standby = cast("tuple[int, int, int, int]", settings.some(tx, guild_id, *wanted))
    return system, Rates(pool, kill, raid, quarter, standby)


def reckoned(
    tx: Connection,
    guild_id: int,
    raid_id: int | None,
    night: Night,
    rates: Rates,
    *,
    only: int | None = None,
    bench: bool = False,
) -> Sums:
    """What a night still owes, and what standby it paid for what somebody turned out not to have missed.

    With `only` it is about that member, with `bench` only about standby. Other payments are never taken back here.
    """
    wanted = [one for one in due(night) if only is None or one.member_id == only]
    codes = {one.code for one in wanted} | {night.code} | {one.first[0] for one in night.fights}
    stands = {one.due: one for one in raid_payments.standing_for(tx, guild_id, codes)}
    amounts = {kind: rates.amount(kind) for kind in {one.kind for one in wanted}}
    owed = [one for one in wanted if one not in stands and amounts[one.kind]]
    if bench:
        owed = [one for one in owed if one.kind in STANDBY]
    surplus = [one for one in _standby(tx, raid_id, only) if one.due not in set(wanted)]
    names = {one.first: one.name for one in night.fights}
    return _summed(tx, guild_id, owed, surplus, rates, names)


def _standby(tx: Connection, raid_id: int | None, only: int | None) -> list[Payment]:
    """The standby that a raid paid to members who were not erased, or to that one."""
    paid = raid_payments.standing(tx, raid_id) if raid_id is not None else []
    found = [one for one in paid if one.due.kind in STANDBY and only in (None, one.due.member_id)]
    here = members.first_seen(tx, {one.due.member_id for one in found})
    return [one for one in found if one.due.member_id in here]


def _summed(
    tx: Connection,
    guild_id: int,
    owed: Sequence[Due],
    surplus: Sequence[Payment],
    rates: Rates,
    names: Mapping[tuple[str, int], str],
) -> Sums:
    """The changes these come to, in order, and where they leave everybody."""
    (cap,) = cast("tuple[int]", settings.some(tx, guild_id, DKP_CAP))
    people = sorted({one.member_id for one in owed} | {one.due.member_id for one in surplus})
    held = points.balances_of(tx, people)
    begin: dict[tuple[int, Pool], int] = {}
    now: dict[tuple[int, Pool], int] = {}
    changes: list[Change] = []

    def move(member_id: int, pool: Pool, delta: int, what: Due) -> None:
        key = member_id, pool
        before = now.get(key, held.get(member_id, {}).get(pool, 0))
        begin.setdefault(key, before)
        now[key] = before + delta
        changes.append(Change(member_id, pool, delta, reference(what, names.get((what.code, what.fight), ""))))

    for one in surplus:
        left = one.amount
        for decay in points.decays_after(tx, guild_id, one.batch_id):
            left = decay.left(one.pool, left)
        move(one.due.member_id, one.pool, -left, one.due)
    paid: list[tuple[Due, int]] = []
    for one in owed:
        if rates.pool is None:
            break
        before = now.get((one.member_id, rates.pool), held.get(one.member_id, {}).get(rates.pool, 0))
        gift = rates.amount(one.kind)
        amount = capped(before, gift, cap) if rates.pool is Pool.DKP else gift
        move(one.member_id, rates.pool, amount, one)
        paid.append((one, amount))
    moves = tuple(Move(*key, before, now[key]) for key, before in begin.items() if before != now[key])
    return Sums(tuple(paid), tuple(surplus), tuple(changes), moves, rates.pool)


def _all_told(report: Report, roster: Roster, near: Sequence[Fought]) -> list[Told]:
    """Every fight of a log, each named by the log that told of it first, or by its first telling in this one."""
    found: list[Told] = []
    for fight in report.fights:
        own = report.code, fight.id
        before = next((one for one in near if (one.code, one.fight) == own), None)
        others = [one for one in near if one.code != report.code and one.first != own]
        if before is not None and before.kill == fight.kill:
            first = before.first
        elif (known_ := next((one for one in others if same_fight(one, fight)), None)) is not None:
            first = known_.first
        else:
            # A boss falls once; who wipes within a minute and pulls again has fought twice.
            twice = (one for one in found if fight.kill and same_fight(one.fight, fight))
            first = next((one.first for one in twice), own)
        found.append(Told(fight, roster.people(fight.players), first))
    return found


def _fought(one: Told, code: str, number: int, near: Iterable[Fought]) -> Fought:
    """A fight of the log as it will stand, with everybody whom the books have in it already."""
    fight = one.fight
    before = next((row for row in near if (row.code, row.fight) == (code, fight.id)), None)
    return Fought(
        row=before.row if before else _NOT_YET + number,
        raid_id=0,
        code=code,
        fight=fight.id,
        encounter=fight.encounter,
        name=fight.name,
        difficulty=fight.difficulty,
        kill=fight.kill,
        started_at=fight.started_at,
        ended_at=fight.ended_at,
        present=one.present.union(before.present if before else ()),
        first=one.first,
    )


def _joined(tx: Connection, guild_id: int, report: Report, told: Sequence[Told], near: Sequence[Fought]) -> Raid | None:
    """The raid that a log nobody imported yet is of: one that shares a fight, else one of the same night."""
    firsts = {one.first for one in told}
    sharing = sorted({one.raid_id for one in near if one.first in firsts})
    if sharing:
        return raids.find(tx, guild_id, sharing[0])
    people = frozenset[int]().union(*(one.present for one in told))
    for raid_id in sorted({one.raid_id for one in near}):
        raid = raids.find(tx, guild_id, raid_id)
        if raid is None or raid.reverted_at is not None:
            continue
        others = frozenset(raids.attendees(tx, raid_id))
        if one_night(_span(report), people, (raid.started_at, raid.ended_at), others):
            return raid
    return None


def _span(report: Report) -> tuple[datetime, datetime]:
    return report.started_at, report.ended_at


def _grown(told: Iterable[Told], code: str, stored: Iterable[Fought]) -> bool:
    """Whether the log tells of a fight, or of somebody in one, that the books do not have as it is told."""
    books = {one.fight: one for one in stored if one.code == code}
    for one in told:
        before = books.get(one.fight.id)
        if before is None or not one.present <= before.present:
            return True
        if (before.kill, before.ended_at) != (one.fight.kill, one.fight.ended_at):
            return True
    return False


def to_draft(report: Report) -> dict[str, Any]:
    """A report as plain JSON values, to be kept with a preview."""
    fights = [
        [one.id, one.encounter, one.name, one.difficulty, one.kill, _ms(one.started_at), _ms(one.ended_at),
         sorted(one.players)]
        for one in report.fights
    ]  # fmt: skip
    players = [[one.id, one.name, one.server, one.role] for one in report.players.values()]
    return {
        "code": report.code,
        "title": report.title,
        "zone": report.zone,
        "times": [_ms(report.started_at), _ms(report.ended_at)],
        "fights": fights,
        "players": players,
    }


def from_draft(body: Mapping[str, Any]) -> Report:
    """The report that `to_draft` kept."""
    players = {number: Player(number, name, server, role) for number, name, server, role in body["players"]}
    fights = tuple(
        Fight(number, encounter, name, difficulty, kill, _at(began), _at(ended), frozenset(there))
        for number, encounter, name, difficulty, kill, began, ended, there in body["fights"]
    )
    began, ended = map(_at, body["times"])
    return Report(body["code"], body["title"], body["zone"], began, ended, fights, players)


def _ms(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(milliseconds=1)


def _at(ms: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=ms)
