"""The clan: characters, claims, runs and snapshots stored as changes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "clan_schedules",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("next_run_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", name="pk_clan_schedules"),
    )
    op.create_index("ix_clan_schedules_next_run_at", "clan_schedules", ["next_run_at"], unique=False)
    op.create_table(
        "metrics",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("first_seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_metrics"),
        sa.UniqueConstraint("slug", name="uq_metrics_slug"),
    )
    op.create_table(
        "characters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=12), nullable=False),
        sa.Column("key", sa.String(length=12), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("hiscores_table", sa.String(length=40), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("joined_at", sa.BigInteger(), nullable=False),
        sa.Column("left_at", sa.BigInteger(), nullable=True),
        sa.Column("first_at", sa.BigInteger(), nullable=True),
        sa.Column("last_at", sa.BigInteger(), nullable=True),
        sa.Column("missing_since", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "type IN ('auto', 'regular', 'ironman', 'hardcore', 'ultimate')", name=op.f("ck_characters_type")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["members.id"], name="fk_characters_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_characters"),
        sa.UniqueConstraint("guild_id", "key", name="uq_characters_guild_id_key"),
    )
    op.create_index("ix_characters_owner_id", "characters", ["owner_id"], unique=False)
    op.create_table(
        "snapshot_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("trigger", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=40), nullable=True),
        sa.CheckConstraint("state IN ('running', 'complete', 'failed')", name=op.f("ck_snapshot_runs_state")),
        sa.CheckConstraint("trigger IN ('schedule', 'manual', 'contest')", name=op.f("ck_snapshot_runs_trigger")),
        sa.ForeignKeyConstraint(["asked_by"], ["members.id"], name="fk_snapshot_runs_asked_by"),
        sa.PrimaryKeyConstraint("id", name="pk_snapshot_runs"),
    )
    op.create_index("ix_snapshot_runs_guild_id_started_at", "snapshot_runs", ["guild_id", "started_at"], unique=False)
    op.create_index(
        "uq_snapshot_runs_running",
        "snapshot_runs",
        ["guild_id"],
        unique=True,
        sqlite_where=sa.text("state = 'running'"),
        postgresql_where=sa.text("state = 'running'"),
    )
    op.create_table(
        "changes",
        sa.Column("character_id", sa.Integer(), nullable=False),
        sa.Column("metric_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["character_id"], ["characters.id"], name="fk_changes_character_id"),
        sa.ForeignKeyConstraint(["metric_id"], ["metrics.id"], name="fk_changes_metric_id"),
        sa.PrimaryKeyConstraint("character_id", "metric_id", "at", name="pk_changes"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claims",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("character_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'confirmed', 'rejected')", name=op.f("ck_claims_state")),
        sa.ForeignKeyConstraint(["character_id"], ["characters.id"], name="fk_claims_character_id"),
        sa.ForeignKeyConstraint(["decided_by"], ["members.id"], name="fk_claims_decided_by"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_claims_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_claims"),
    )
    op.create_index("ix_claims_member_id", "claims", ["member_id"], unique=False)
    op.create_index(
        "uq_claims_waiting",
        "claims",
        ["character_id", "member_id"],
        unique=True,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "clan_leaders",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("board", sa.String(length=64), nullable=False),
        sa.Column("character_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.ForeignKeyConstraint(["character_id"], ["characters.id"], name="fk_clan_leaders_character_id"),
        sa.PrimaryKeyConstraint("guild_id", "board", name="pk_clan_leaders"),
    )
    op.create_table(
        "past_names",
        sa.Column("character_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["character_id"], ["characters.id"], name="fk_past_names_character_id"),
        sa.PrimaryKeyConstraint("character_id", "until", name="pk_past_names"),
    )
    op.create_table(
        "readings",
        sa.Column("character_id", sa.Integer(), nullable=False),
        sa.Column("metric_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["character_id"], ["characters.id"], name="fk_readings_character_id"),
        sa.ForeignKeyConstraint(["metric_id"], ["metrics.id"], name="fk_readings_metric_id"),
        sa.PrimaryKeyConstraint("character_id", "metric_id", name="pk_readings"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_readings_metric_id_character_id_changed_at_value",
        "readings",
        ["metric_id", "character_id", "changed_at", "value"],
        unique=False,
    )
    op.create_table(
        "run_characters",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("character_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["character_id"], ["characters.id"], name="fk_run_characters_character_id"),
        sa.ForeignKeyConstraint(["run_id"], ["snapshot_runs.id"], name="fk_run_characters_run_id"),
        sa.PrimaryKeyConstraint("run_id", "character_id", name="pk_run_characters"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "snapshots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("character_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.Column("hiscores_table", sa.String(length=40), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["character_id"], ["characters.id"], name="fk_snapshots_character_id"),
        sa.ForeignKeyConstraint(["run_id"], ["snapshot_runs.id"], name="fk_snapshots_run_id"),
        sa.PrimaryKeyConstraint("id", name="pk_snapshots"),
    )
    op.create_index("ix_snapshots_character_id_taken_at", "snapshots", ["character_id", "taken_at"], unique=True)
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["members.id"], name="fk_drafts_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
    )
    op.create_index("ix_drafts_made_by", "drafts", ["made_by"], unique=False)
    op.create_table(
        "backfills",
        sa.Column("character_id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=True),
        sa.Column("error", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["character_id"], ["characters.id"], name="fk_backfills_character_id"),
        sa.PrimaryKeyConstraint("character_id", name="pk_backfills"),
    )
    op.create_index("ix_backfills_due_at", "backfills", ["due_at"], unique=False)
