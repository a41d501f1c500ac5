"""Switching the loot system: what members had under the old one becomes what they have under the new one.

    keep       every pool stays as it is
    fresh      DKP → EPGP: EP = balance, GP = 0            EPGP → DKP: DKP = EP − net GP
    history    DKP → EPGP: EP = earned, GP = spent         EPGP → DKP: DKP = EP earned − GP charged

Where something is converted, the old pools end at 0. Nobody has EP below 0: what somebody owes becomes GP. The council
counts nothing, so switching to or from it keeps everything, or (`fresh`) lets everybody begin anew.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.errors import Conflict
from domain.loot import Convert, System
from domain.points import Change, Pool


@dataclass(frozen=True, slots=True)
class Purse:
    """What a member has, and ever earned and spent by acts that stand (decay left out), in hundredths by pool."""

    held: Mapping[Pool, int]
    earned: Mapping[Pool, int]
    spent: Mapping[Pool, int]


def check_switch(old: System, new: System, convert: Convert) -> None:
    """Raise `Conflict` where there is nothing to switch, or nothing to convert."""
    if old is new:
        raise Conflict("loot.system_same", system=new.value)
    if convert is Convert.HISTORY and System.COUNCIL in (old, new):
        raise Conflict("loot.no_history")


def converted(old: System, new: System, convert: Convert, purses: Mapping[int, Purse]) -> list[Change]:
    """What changes for whom, in the order of members; raises `Conflict` as `check_switch` does."""
    check_switch(old, new, convert)
    if convert is Convert.KEEP:
        return []
    return [change for member_id in sorted(purses) for change in _changes(old, new, convert, member_id, purses)]


def _changes(
    old: System, new: System, convert: Convert, member_id: int, purses: Mapping[int, Purse]
) -> Iterator[Change]:
    purse = purses[member_id]
    target = _target(old, new, convert, purse)
    for pool in Pool:
        if delta := target.get(pool, 0) - purse.held.get(pool, 0):
            yield Change(member_id, pool, delta)


def _target(old: System, new: System, convert: Convert, purse: Purse) -> Mapping[Pool, int]:
    """What a member has afterwards; pools that are not named end at 0."""
    history = convert is Convert.HISTORY
    match old, new:
        case System.DKP, System.EPGP:
            if history:
                return {Pool.EP: purse.earned.get(Pool.DKP, 0), Pool.GP: purse.spent.get(Pool.DKP, 0)}
            balance = purse.held.get(Pool.DKP, 0)
            return {Pool.EP: max(balance, 0), Pool.GP: max(-balance, 0)}
        case System.EPGP, System.DKP:
            if history:
                effort = purse.earned.get(Pool.EP, 0) - purse.spent.get(Pool.EP, 0)
                return {Pool.DKP: effort - purse.earned.get(Pool.GP, 0) + purse.spent.get(Pool.GP, 0)}
            return {Pool.DKP: purse.held.get(Pool.EP, 0) - purse.held.get(Pool.GP, 0)}
        case _:
            return {}
