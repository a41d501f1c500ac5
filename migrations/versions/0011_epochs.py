"""Epochs: what begins when a backup is put back, and what its beginning calls off."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_POTS = "ending IN ('drawn', 'empty', 'alone', 'officers', 'silent', 'unposted'"
_AUCTIONS = "ending IN ('no_bids', 'no_payers', 'silent', 'unposted', 'broken'"


def upgrade() -> None:
    op.create_table(
        "epochs",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("last_draw", sa.Integer(), nullable=False),
        sa.Column("first_draw", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.Column("restored_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("first_draw > last_draw", name="first_draw"),
        sa.PrimaryKeyConstraint("guild_id", "epoch", name="pk_epochs"),
    )
    op.add_column("contests", sa.Column("restored_at", sa.BigInteger(), nullable=True))
    _allow("pots", _POTS)
    _allow("auctions", _AUCTIONS)
    for name, what in (("epochs_frozen", "UPDATE ON epochs"), ("epochs_kept", "DELETE ON epochs")):
        refusal = "SELECT RAISE(ABORT, 'an epoch stays as it began')"
        op.execute(f"CREATE TRIGGER {name} BEFORE {what} BEGIN {refusal}; END")


def _allow(table: str, checked: str) -> None:
    """Let `restored` be an ending, where a table is and with the triggers that hold it.

    SQLite has no statement that changes a CHECK; it documents this way for constraints that become wider, where no row
    needs to be looked at: https://www.sqlite.org/lang_altertable.html#making_other_kinds_of_table_schema_changes
    """
    connection = op.get_bind()
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    op.execute("PRAGMA writable_schema=ON")
    changed = connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ? AND instr(sql, ?) > 0",
        (f"{checked})", f"{checked}, 'restored')", table, f"{checked})"),
    )
    if changed.rowcount != 1:
        raise RuntimeError(f"the table {table} is not the one that revision 0010 left")
    op.execute(f"PRAGMA schema_version={int(version) + 1}")
    op.execute("PRAGMA writable_schema=OFF")
