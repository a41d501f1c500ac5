"""What officers learn from a guild's pots, counted from the tables; moments are `since` and later."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from domain.pot_flags import FlagKind, FlagState
from domain.pot_insights import Stakes
from domain.pots import Ending, StakeState
from storage.pot_flags import FlagRow
from storage.pots import PotRow, StakeRow


def opened(tx: Connection, guild_id: int, since: datetime) -> int:
    """How many pots were opened."""
    query = select(func.count()).select_from(PotRow)
    return tx.execute(query.where(PotRow.guild_id == guild_id, PotRow.opened_at >= since)).scalar_one()


def fill_times(tx: Connection, guild_id: int, since: datetime) -> list[timedelta]:
    """How long the pots took that were filled."""
    query = select(PotRow.opened_at, PotRow.filled_at)
    rows = tx.execute(query.where(PotRow.guild_id == guild_id, PotRow.filled_at >= since))
    return [filled_at - opened_at for opened_at, filled_at in rows if filled_at is not None]


def endings(tx: Connection, guild_id: int, since: datetime) -> Mapping[Ending, int]:
    """How many pots ended, by why."""
    query = select(PotRow.ending, func.count()).where(PotRow.guild_id == guild_id, PotRow.ended_at >= since)
    return {Ending(ending): count for ending, count in tx.execute(query.group_by(PotRow.ending))}


def players(tx: Connection, guild_id: int, since: datetime) -> tuple[int, int]:
    """How many people entered a pot and stayed in it, and how many of them had entered another one by then."""
    stays = StakeRow.state != StakeState.RETURNED
    entered = select(func.count(StakeRow.pot_id.distinct()).label("pots"))
    entered = entered.join(PotRow, PotRow.id == StakeRow.pot_id).where(PotRow.guild_id == guild_id, stays)
    each = entered.group_by(StakeRow.member_id).having(func.max(StakeRow.at) >= since).subquery()
    row = tx.execute(select(func.count(), func.count().filter(each.c.pots > 1)).select_from(each)).one()
    return row[0], row[1]


def stakes(tx: Connection, guild_id: int, since: datetime) -> Stakes:
    """The credits that were staked, given back and paid out."""
    back = (StakeRow.state == StakeState.RETURNED) & (StakeRow.ended_at >= since)
    query = select(func.sum(StakeRow.paid).filter(StakeRow.at >= since), func.sum(StakeRow.paid).filter(back))
    row = tx.execute(query.join(PotRow, PotRow.id == StakeRow.pot_id).where(PotRow.guild_id == guild_id)).one()
    won = select(func.sum(PotRow.payout)).where(PotRow.guild_id == guild_id, PotRow.ended_at >= since)
    return Stakes(int(row[0] or 0), int(row[1] or 0), int(tx.execute(won).scalar_one() or 0))


def flags(tx: Connection, guild_id: int, since: datetime) -> Mapping[tuple[FlagKind, FlagState], int]:
    """How many flags were raised, by sign and by what officers did."""
    query = select(FlagRow.kind, FlagRow.state, func.count()).join(PotRow, PotRow.id == FlagRow.pot_id)
    query = query.where(PotRow.guild_id == guild_id, FlagRow.at >= since).group_by(FlagRow.kind, FlagRow.state)
    return {(FlagKind(kind), FlagState(state)): count for kind, state, count in tx.execute(query)}
