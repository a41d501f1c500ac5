"""What a board is made of: everybody's values as the books say, over a window that starts with a full hour."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from sqlalchemy import Connection

from domain.guild import LOOT_SYSTEM, TIMEZONE
from domain.leaderboard_settings import WEIGHTS, Board
from domain.loot import System
from domain.points import HUNDRED, Pool
from domain.settings import zone
from domain.windows import Window, window_start
from services.clan import windows
from services.clan.gains import gained_by
from services.loot.standings import POOLS, ranked, rates_of
from storage import board_values, points, settings

GAINED: Final[Mapping[Board, str]] = {
    Board.XP: "total_xp",
    Board.LEVELS: "levels",
    Board.BOSSES: "all_bosses",
    Board.CLUES: "all_clues",
}
"""Boards of what characters gained, with the metric or group that says so."""


@dataclass(frozen=True, slots=True)
class Of:
    """Which board of which guild over which window; loot has one board for all windows: see `board_of`."""

    guild_id: int
    board: Board
    window: Window


def board_of(guild_id: int, board: Board, window: Window) -> Of:
    """The board that answers; priority and DKP are what they are now, whatever the window."""
    return Of(guild_id, board, Window.THIRTY_DAYS if board is Board.LOOT else window)


def hour_of(moment: datetime) -> datetime:
    """The full hour before a moment: until the next one all values of a board are over the same window."""
    return moment.replace(minute=0, second=0, microsecond=0)


def start_of(tx: Connection, of: Of, hour: datetime) -> datetime:
    """When the window of a board starts; that of gains looks ahead as the clan's own windows do."""
    if of.board in GAINED:
        return windows.start_in(tx, of.guild_id, of.window, hour)
    (timezone,) = settings.some(tx, of.guild_id, TIMEZONE)
    return window_start(of.window, hour, zone(str(timezone)))


def values(tx: Connection, of: Of, hour: datetime, members: Collection[int] | None = None) -> dict[int, int]:
    """What everybody has on a board, or what these members have; above 0 only. The standing is made of the others."""
    match of.board:
        case Board.LOOT:
            found = _loot(tx, of.guild_id, members)
        case Board.POTS:
            found = board_values.won(tx, of.guild_id, start_of(tx, of, hour), members)
        case Board.CHALLENGES:
            found = board_values.earned(tx, of.guild_id, start_of(tx, of, hour), members)
        case _:
            found = _gained(tx, of, hour, members)
    return {who: value for who, value in found.items() if value > 0}


def weights(tx: Connection, guild_id: int) -> dict[Board, int]:
    """How much each board counts in the overall standing, those left out that do not."""
    chosen = cast("tuple[int, ...]", settings.some(tx, guild_id, *WEIGHTS.values()))
    return {board: weight for board, weight in zip(WEIGHTS, chosen, strict=True) if weight > 0}


def system_of(tx: Connection, guild_id: int) -> System:
    """How the guild hands out what drops."""
    (chosen,) = settings.some(tx, guild_id, LOOT_SYSTEM)
    return System(str(chosen))


def _gained(tx: Connection, of: Of, hour: datetime, members: Collection[int] | None) -> Mapping[int, int]:
    """The gains of all the characters that a member owns; a character without an owner counts for nobody."""
    owners = board_values.owners(tx, of.guild_id)
    sums: Counter[int] = Counter()
    for character, gained in gained_by(tx, of.guild_id, GAINED[of.board], start_of(tx, of, hour)).items():
        owner = owners.get(character)
        if owner is not None and (members is None or owner in members):
            sums[owner] += gained
    return sums


def _loot(tx: Connection, guild_id: int, members: Collection[int] | None) -> dict[int, int]:
    """Hundredths of priority (the minimum EP reached) or of DKP; where a council decides there is nothing to count."""
    system = system_of(tx, guild_id)
    if not POOLS[system]:
        return {}
    held = points.balances(tx, guild_id, *POOLS[system], of=members)
    if system is System.DKP:
        return {who: mine.get(Pool.DKP, 0) for who, mine in held.items()}
    rates = rates_of(tx, guild_id)
    everybody = (ranked(who, mine, rates) for who, mine in held.items())
    return {one.standing.member_id: int(one.priority * HUNDRED) for one in everybody if one.reached}
