"""Raids: reports, fights, who was there, and what was paid for them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "raids",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("zone", sa.String(length=120), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=False),
        sa.Column("applied_at", sa.BigInteger(), nullable=False),
        sa.Column("applied_by", sa.Integer(), nullable=True),
        sa.Column("reverted_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("ended_at >= started_at", name="ended_at"),
        sa.ForeignKeyConstraint(["applied_by"], ["members.id"], name="fk_raids_applied_by"),
        sa.PrimaryKeyConstraint("id", name="pk_raids"),
    )
    op.create_index("ix_raids_applied_by", "raids", ["applied_by"], unique=False)
    op.create_index("ix_raids_guild_id_started_at", "raids", ["guild_id", "started_at"], unique=False)
    op.create_table(
        "raid_attendance",
        sa.Column("raid_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=True),
        sa.Column("marked_by", sa.Integer(), nullable=True),
        sa.Column("marked_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("mark IN ('excused', 'benched', 'absent')", name="mark"),
        sa.CheckConstraint("seconds >= 0", name="seconds"),
        sa.ForeignKeyConstraint(["marked_by"], ["members.id"], name="fk_raid_attendance_marked_by"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_raid_attendance_member_id"),
        sa.ForeignKeyConstraint(["raid_id"], ["raids.id"], name="fk_raid_attendance_raid_id"),
        sa.PrimaryKeyConstraint("raid_id", "member_id", name="pk_raid_attendance"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_raid_attendance_marked_by", "raid_attendance", ["marked_by"], unique=False)
    op.create_index("ix_raid_attendance_member_id", "raid_attendance", ["member_id"], unique=False)
    op.create_table(
        "raid_batches",
        sa.Column("batch_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("raid_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("mark", sa.String(length=40), nullable=True),
        sa.Column("before", sa.String(length=40), nullable=True),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("before IN ('excused', 'benched', 'absent')", name="before"),
        sa.CheckConstraint("mark IN ('excused', 'benched', 'absent')", name="mark"),
        sa.ForeignKeyConstraint(["batch_id"], ["point_batches.id"], name="fk_raid_batches_batch_id"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_raid_batches_member_id"),
        sa.ForeignKeyConstraint(["raid_id"], ["raids.id"], name="fk_raid_batches_raid_id"),
        sa.PrimaryKeyConstraint("batch_id", name="pk_raid_batches"),
    )
    op.create_index("ix_raid_batches_member_id", "raid_batches", ["member_id"], unique=False)
    op.create_index("ix_raid_batches_raid_id", "raid_batches", ["raid_id"], unique=False)
    op.create_table(
        "raid_fights",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("raid_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("fight", sa.Integer(), nullable=False),
        sa.Column("encounter", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("difficulty", sa.Integer(), nullable=False),
        sa.Column("kill", sa.Boolean(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=False),
        sa.Column("same_as", sa.Integer(), nullable=True),
        sa.CheckConstraint("ended_at >= started_at", name="ended_at"),
        sa.ForeignKeyConstraint(["raid_id"], ["raids.id"], name="fk_raid_fights_raid_id"),
        sa.ForeignKeyConstraint(["same_as"], ["raid_fights.id"], name="fk_raid_fights_same_as"),
        sa.PrimaryKeyConstraint("id", name="pk_raid_fights"),
        sa.UniqueConstraint("guild_id", "code", "fight", name="uq_raid_fights_guild_id_code_fight"),
    )
    op.create_index("ix_raid_fights_guild_id_started_at", "raid_fights", ["guild_id", "started_at"], unique=False)
    op.create_index("ix_raid_fights_raid_id", "raid_fights", ["raid_id"], unique=False)
    op.create_index("ix_raid_fights_same_as", "raid_fights", ["same_as"], unique=False)
    op.create_table(
        "raid_payments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("raid_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("fight", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("pool", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=True),
        sa.Column("taken_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('kill', 'raid', 'quarter', 'standby_kill', 'standby_raid', 'standby_quarter')",
            name="kind",
        ),
        sa.CheckConstraint("pool IN ('ep', 'gp', 'dkp')", name="pool"),
        sa.CheckConstraint("(taken_at IS NULL) = (taken_by IS NULL)", name="taken"),
        sa.ForeignKeyConstraint(["batch_id"], ["point_batches.id"], name="fk_raid_payments_batch_id"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_raid_payments_member_id"),
        sa.ForeignKeyConstraint(["raid_id"], ["raids.id"], name="fk_raid_payments_raid_id"),
        sa.ForeignKeyConstraint(["taken_by"], ["point_batches.id"], name="fk_raid_payments_taken_by"),
        sa.PrimaryKeyConstraint("id", name="pk_raid_payments"),
    )
    op.create_index("ix_raid_payments_batch_id", "raid_payments", ["batch_id"], unique=False)
    op.create_index("ix_raid_payments_member_id", "raid_payments", ["member_id"], unique=False)
    op.create_index("ix_raid_payments_raid_id_member_id", "raid_payments", ["raid_id", "member_id"], unique=False)
    op.create_index("ix_raid_payments_taken_by", "raid_payments", ["taken_by"], unique=False)
    op.create_index(
        "uq_raid_payments_standing",
        "raid_payments",
        ["guild_id", "code", "fight", "member_id", "kind"],
        unique=True,
        sqlite_where=sa.text("taken_at IS NULL"),
        postgresql_where=sa.text("taken_at IS NULL"),
    )
    op.create_table(
        "raid_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("raid_id", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.BigInteger(), nullable=False),
        sa.Column("reverted_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["raid_id"], ["raids.id"], name="fk_raid_reports_raid_id"),
        sa.PrimaryKeyConstraint("id", name="pk_raid_reports"),
        sa.UniqueConstraint("guild_id", "code", name="uq_raid_reports_guild_id_code"),
    )
    op.create_index("ix_raid_reports_raid_id", "raid_reports", ["raid_id"], unique=False)
    op.create_table(
        "raid_presence",
        sa.Column("fight_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["fight_id"], ["raid_fights.id"], name="fk_raid_presence_fight_id"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_raid_presence_member_id"),
        sa.PrimaryKeyConstraint("fight_id", "member_id", name="pk_raid_presence"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_raid_presence_member_id", "raid_presence", ["member_id"], unique=False)
    _guard()


def _guard() -> None:
    """What tells a raid, a fight and a payment from another never changes: triggers refuse it."""
    why = "what a log told is only added to"
    _refuse("raids_kept", "DELETE ON raids", why)
    _refuse("raids_frozen", "UPDATE OF id, guild_id, code, title, zone, applied_at, applied_by ON raids", why)
    _refuse("raid_reports_kept", "DELETE ON raid_reports", why)
    _refuse("raid_reports_frozen", "UPDATE OF id, guild_id, code, raid_id ON raid_reports", why)
    _refuse("raid_fights_kept", "DELETE ON raid_fights", why)
    _refuse("raid_fights_frozen", "UPDATE OF id, guild_id, raid_id, code, fight ON raid_fights", why)
    _refuse("raid_attendance_frozen", "UPDATE OF raid_id ON raid_attendance", why)
    _refuse("raid_presence_frozen", "UPDATE OF fight_id ON raid_presence", why)

    why = "what a raid paid stays as it was"
    _refuse("raid_batches_kept", "DELETE ON raid_batches", why)
    _refuse("raid_batches_frozen", "UPDATE OF batch_id, raid_id, code, mark, before ON raid_batches", why)
    _refuse("raid_payments_kept", "DELETE ON raid_payments", why)
    paid = "id, guild_id, raid_id, batch_id, code, fight, kind, pool, amount"
    _refuse("raid_payments_frozen", f"UPDATE OF {paid} ON raid_payments", why)


def _refuse(name: str, what: str, why: str, when: str = "1") -> None:
    op.execute(f"CREATE TRIGGER {name} BEFORE {what} WHEN {when} BEGIN SELECT RAISE(ABORT, '{why}'); END")
