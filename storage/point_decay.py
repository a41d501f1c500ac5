"""Decay of everybody's points in two statements a pool: a line in the ledger for each balance, and the balances."""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, bindparam, case, literal, select, update

from domain.points import WHOLE, Decay, Pool
from storage.engine import insert, once
from storage.points import BalanceRow, PointRow


@once
def _left(with_base: bool) -> ColumnElement[int]:  # noqa: FBT001 - keyed by it
    """`domain.points.Decay.left` as SQL, for everybody in one statement."""
    old, base = BalanceRow.balance, bindparam("base", type_=BigInteger)
    scaled = (old + base if with_base else old) * bindparam("kept", type_=BigInteger)
    whole = literal(WHOLE)
    # Both databases divide towards zero; the rule rounds down.
    down = (scaled - ((scaled % whole) + whole) % whole) // whole
    if not with_base:
        return down
    net, least = down - base, case((old < 0, old), else_=0)
    return case((net < least, least), else_=net)


@once
def _decay_lines(with_base: bool) -> Any:  # noqa: FBT001 - keyed by it
    left = _left(with_base)
    mine = (BalanceRow.guild_id == bindparam("guild")) & (BalanceRow.pool == bindparam("what"))
    rows = select(
        bindparam("batch", type_=BigInteger), BalanceRow.member_id, BalanceRow.pool, left - BalanceRow.balance, left,
        literal(""),
    ).where(mine, left != BalanceRow.balance)  # fmt: skip
    names = ["batch_id", "member_id", "pool", "delta", "after", "reference"]
    return insert(PointRow).from_select(names, rows)


@once
def _decay_balances(with_base: bool) -> Any:  # noqa: FBT001 - keyed by it
    left = _left(with_base)
    mine = (BalanceRow.guild_id == bindparam("guild")) & (BalanceRow.pool == bindparam("what"))
    return update(BalanceRow).where(mine, left != BalanceRow.balance).values(balance=left)


def take(tx: Connection, guild_id: int, batch_id: int, decay: Decay) -> int:
    """Take a percentage off everybody's pools, in two statements each; how many balances it touched."""
    touched = 0
    for pool in decay.pools:
        base = decay.base_gp if pool is Pool.GP else None
        asked = {"guild": guild_id, "what": pool.value, "batch": batch_id, "kept": WHOLE - decay.percent}
        if base is not None:
            asked["base"] = base
        touched += tx.execute(_decay_lines(base is not None), asked).rowcount
        tx.execute(_decay_balances(base is not None), asked)
    return touched
