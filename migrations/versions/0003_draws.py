"""Draws with every step of their protocol, and contests that earn entries in them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_FROZEN = (
    "guild_id",
    "number",
    "kind",
    "title",
    "closes_at",
    "winners",
    "mode",
    "chain",
    "rules",
    "secret",
    "commitment",
)
_ONCE = ("root", "lock_hash", "round", "called_at", "call_hash", "beacon_signature", "seed", "result")


def upgrade() -> None:
    op.create_table(
        "draws",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("closes_at", sa.BigInteger(), nullable=False),
        sa.Column("winners", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("commitment", sa.LargeBinary(), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("committed_at", sa.BigInteger(), nullable=False),
        sa.Column("locked_at", sa.BigInteger(), nullable=True),
        sa.Column("root", sa.LargeBinary(), nullable=True),
        sa.Column("lock_hash", sa.LargeBinary(), nullable=True),
        sa.Column("lock_key", sa.LargeBinary(), nullable=True),
        sa.Column("lock_signature", sa.LargeBinary(), nullable=True),
        sa.Column("round", sa.BigInteger(), nullable=True),
        sa.Column("called_at", sa.BigInteger(), nullable=True),
        sa.Column("call_hash", sa.LargeBinary(), nullable=True),
        sa.Column("beacon_signature", sa.LargeBinary(), nullable=True),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("seed", sa.LargeBinary(), nullable=True),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.Column("result_key", sa.LargeBinary(), nullable=True),
        sa.Column("result_signature", sa.LargeBinary(), nullable=True),
        sa.Column("commitment_post", sa.BigInteger(), nullable=True),
        sa.Column("lock_post", sa.BigInteger(), nullable=True),
        sa.Column("call_post", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("kind IN ('contest', 'pot', 'tie')", name="kind"),
        sa.CheckConstraint("mode IN ('beacon', 'sealed')", name="mode"),
        sa.CheckConstraint("state IN ('committed', 'locked', 'called', 'settled', 'cancelled')", name="state"),
        sa.PrimaryKeyConstraint("id", name="pk_draws"),
        sa.UniqueConstraint("guild_id", "number", name="uq_draws_guild_id_number"),
        sa.UniqueConstraint("address", name="uq_draws_address"),
    )
    op.create_index(
        "ix_draws_open",
        "draws",
        ["state"],
        unique=False,
        sqlite_where=sa.text("state IN ('committed', 'locked', 'called')"),
        postgresql_where=sa.text("state IN ('committed', 'locked', 'called')"),
    )
    op.create_table(
        "posted_keys",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("orchestrator", sa.LargeBinary(), nullable=False),
        sa.Column("settlement", sa.LargeBinary(), nullable=False),
        sa.Column("posted_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name="pk_posted_keys"),
    )
    op.create_table(
        "draw_entries",
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("participant", sa.LargeBinary(), nullable=False),
        sa.Column("who", sa.Text(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("first_ticket", sa.BigInteger(), nullable=False),
        sa.Column("tickets", sa.BigInteger(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("evidence_sha256", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["draw_id"], ["draws.id"], name="fk_draw_entries_draw_id"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_draw_entries_member_id"),
        sa.PrimaryKeyConstraint("draw_id", "seq", name="pk_draw_entries"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_draw_entries_member_id", "draw_entries", ["member_id"], unique=False)
    op.create_table(
        "draw_places",
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("nonce", sa.BigInteger(), nullable=False),
        sa.Column("ticket", sa.BigInteger(), nullable=False),
        sa.Column("participant", sa.LargeBinary(), nullable=False),
        sa.Column("void", sa.Text(), nullable=True),
        sa.Column("voided_by", sa.Integer(), nullable=True),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["draw_id"], ["draws.id"], name="fk_draw_places_draw_id"),
        sa.ForeignKeyConstraint(["voided_by"], ["members.id"], name="fk_draw_places_voided_by"),
        sa.PrimaryKeyConstraint("draw_id", "position", name="pk_draw_places"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "contests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("prize", sa.String(length=300), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=True),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("winners", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("draw_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.BigInteger(), nullable=True),
        sa.Column("opening_run", sa.Integer(), nullable=True),
        sa.Column("closing_run", sa.Integer(), nullable=True),
        sa.Column("counted_run", sa.Integer(), nullable=True),
        sa.Column("confirmed_run", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('draft', 'active', 'ended', 'drawn', 'cancelled')", name="state"),
        sa.ForeignKeyConstraint(["closing_run"], ["snapshot_runs.id"], name="fk_contests_closing_run"),
        sa.ForeignKeyConstraint(["confirmed_run"], ["snapshot_runs.id"], name="fk_contests_confirmed_run"),
        sa.ForeignKeyConstraint(["counted_run"], ["snapshot_runs.id"], name="fk_contests_counted_run"),
        sa.ForeignKeyConstraint(["created_by"], ["members.id"], name="fk_contests_created_by"),
        sa.ForeignKeyConstraint(["draw_id"], ["draws.id"], name="fk_contests_draw_id"),
        sa.ForeignKeyConstraint(["opening_run"], ["snapshot_runs.id"], name="fk_contests_opening_run"),
        sa.PrimaryKeyConstraint("id", name="pk_contests"),
        sa.UniqueConstraint("draw_id", name="uq_contests_draw_id"),
    )
    op.create_index("ix_contests_created_by", "contests", ["created_by"], unique=False)
    op.create_index("ix_contests_guild_id", "contests", ["guild_id"], unique=False)
    op.create_index(
        "ix_contests_live",
        "contests",
        ["guild_id"],
        unique=False,
        sqlite_where=sa.text("state IN ('active', 'ended')"),
        postgresql_where=sa.text("state IN ('active', 'ended')"),
    )
    op.create_table(
        "contest_baselines",
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("character_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("known", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["character_id"], ["characters.id"], name="fk_contest_baselines_character_id"),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name="fk_contest_baselines_contest_id"),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshots.id"], name="fk_contest_baselines_snapshot_id"),
        sa.PrimaryKeyConstraint("contest_id", "character_id", name="pk_contest_baselines"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "contest_characters",
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("character_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(length=60), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["character_id"], ["characters.id"], name="fk_contest_characters_character_id"),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name="fk_contest_characters_contest_id"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_contest_characters_member_id"),
        sa.PrimaryKeyConstraint("contest_id", "character_id", name="pk_contest_characters"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_contest_characters_member_id", "contest_characters", ["member_id"], unique=False)
    op.create_table(
        "contest_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("targets", sa.JSON(), nullable=False),
        sa.CheckConstraint("type IN ('skill_xp', 'levels', 'boss_kc', 'clues', 'total_xp')", name="type"),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name="fk_contest_rules_contest_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contest_rules"),
    )
    op.create_index("ix_contest_rules_contest_id", "contest_rules", ["contest_id"], unique=False)
    op.create_table(
        "contest_entries",
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=60), nullable=False),
        sa.Column("character_id", sa.Integer(), nullable=False),
        sa.Column("gained", sa.BigInteger(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["character_id"], ["characters.id"], name="fk_contest_entries_character_id"),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name="fk_contest_entries_contest_id"),
        sa.ForeignKeyConstraint(["rule_id"], ["contest_rules.id"], name="fk_contest_entries_rule_id"),
        sa.PrimaryKeyConstraint("contest_id", "seq", name="pk_contest_entries"),
        sqlite_with_rowid=False,
    )
    _guard()


def _guard() -> None:
    """What a draw published never changes, whoever holds the database: triggers refuse it."""
    _refuse("draws_frozen", f"UPDATE OF {', '.join(_FROZEN)} ON draws", "a commitment is final")
    changed = " OR ".join(f"(OLD.{one} IS NOT NULL AND NEW.{one} IS NOT OLD.{one})" for one in _ONCE)
    _refuse("draws_once", f"UPDATE OF {', '.join(_ONCE)} ON draws", "a step of a draw is taken once", changed)
    _refuse("draws_kept", "DELETE ON draws", "draws count without a gap")
    leaf = "draw_id, seq, participant, first_ticket, tickets, evidence_sha256"
    _refuse("draw_entries_frozen", f"UPDATE OF {leaf} ON draw_entries", "a locked entry is final")
    told = "NEW.who IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.evidence IS NOT NULL"
    _refuse("draw_entries_erased", "UPDATE OF who, salt, evidence ON draw_entries", "an entry is only erased", told)
    _refuse("draw_entries_kept", "DELETE ON draw_entries", "a locked entry is final")
    place = "draw_id, position, nonce, ticket, participant"
    _refuse("draw_places_frozen", f"UPDATE OF {place} ON draw_places", "a position is final")
    _refuse("draw_places_void", "UPDATE OF void ON draw_places", "a void is final", "OLD.void IS NOT NULL")
    _refuse("draw_places_kept", "DELETE ON draw_places", "a position is final")


def _refuse(name: str, what: str, why: str, when: str = "1") -> None:
    op.execute(f"CREATE TRIGGER {name} BEFORE {what} WHEN {when} BEGIN SELECT RAISE(ABORT, '{why}'); END")
