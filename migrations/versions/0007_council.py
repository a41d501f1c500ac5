"""The council: decisions, who was asked, what they answered, the votes, and every award with its frozen card."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_SLOTS = (
    "'head', 'neck', 'shoulder', 'back', 'chest', 'wrist', 'hands', 'waist', 'legs', 'feet', 'finger', 'trinket',"
    " 'one_hand', 'two_hand', 'off_hand', 'ranged', 'tier', 'other'"
)


def upgrade() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("item", sa.String(length=100), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("quality", sa.String(length=40), nullable=True),
        sa.Column("slot", sa.String(length=40), nullable=True),
        sa.Column("ilvl", sa.Integer(), nullable=True),
        sa.Column("gp", sa.BigInteger(), nullable=True),
        sa.Column("boss", sa.String(length=100), nullable=False),
        sa.Column("raid_id", sa.Integer(), nullable=True),
        sa.Column("anyone", sa.Boolean(), nullable=False),
        sa.Column("system", sa.String(length=40), nullable=False),
        sa.Column("transparency", sa.String(length=40), nullable=False),
        sa.Column("self_vote", sa.Boolean(), nullable=False),
        sa.Column("quorum", sa.Integer(), nullable=False),
        sa.Column("recent_days", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("closes_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("reopened_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("roll_id", sa.Integer(), nullable=True),
        sa.Column("roll_price", sa.BigInteger(), nullable=True),
        sa.Column("awards", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'rolling') = (roll_id IS NOT NULL)", name="roll"),
        sa.CheckConstraint("quality IN ('uncommon', 'rare', 'epic', 'legendary')", name="quality"),
        sa.CheckConstraint(f"slot IN ({_SLOTS})", name="slot"),
        sa.CheckConstraint("state IN ('open', 'rolling', 'awarded', 'cancelled')", name="state"),
        sa.CheckConstraint("system IN ('dkp', 'epgp', 'loot_council')", name="system"),
        sa.CheckConstraint("transparency IN ('public', 'counts', 'council', 'blind')", name="transparency"),
        sa.ForeignKeyConstraint(["ended_by"], ["members.id"], name="fk_decisions_ended_by"),
        sa.ForeignKeyConstraint(["opened_by"], ["members.id"], name="fk_decisions_opened_by"),
        sa.ForeignKeyConstraint(["roll_id"], ["draws.id"], name="fk_decisions_roll_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
        sa.UniqueConstraint("roll_id", name="uq_decisions_roll_id"),
    )
    op.create_index("ix_decisions_ended_by", "decisions", ["ended_by"], unique=False)
    op.create_index("ix_decisions_guild_id", "decisions", ["guild_id"], unique=False)
    op.create_index(
        "ix_decisions_live",
        "decisions",
        ["guild_id"],
        unique=False,
        sqlite_where=sa.text("state IN ('open', 'rolling')"),
        postgresql_where=sa.text("state IN ('open', 'rolling')"),
    )
    op.create_index("ix_decisions_opened_by", "decisions", ["opened_by"], unique=False)
    op.create_index(
        "ix_decisions_unclosed",
        "decisions",
        ["closes_at"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "decision_asked",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("part IN ('raider', 'council')", name="part"),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name="fk_decision_asked_decision_id"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_decision_asked_member_id"),
        sa.PrimaryKeyConstraint("decision_id", "part", "member_id", name="pk_decision_asked"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_decision_asked_member_id", "decision_asked", ["member_id"], unique=False)
    op.create_table(
        "decision_awards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("winner_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("tie_break", sa.String(length=40), nullable=True),
        sa.Column("draw_id", sa.Integer(), nullable=True),
        sa.Column("card", sa.JSON(), nullable=False),
        sa.CheckConstraint("tie_break IN ('votes', 'response', 'recent', 'priority', 'roll')", name="tie_break"),
        sa.ForeignKeyConstraint(["batch_id"], ["point_batches.id"], name="fk_decision_awards_batch_id"),
        sa.ForeignKeyConstraint(["by"], ["members.id"], name="fk_decision_awards_by"),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name="fk_decision_awards_decision_id"),
        sa.ForeignKeyConstraint(["draw_id"], ["draws.id"], name="fk_decision_awards_draw_id"),
        sa.ForeignKeyConstraint(["winner_id"], ["members.id"], name="fk_decision_awards_winner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decision_awards"),
        sa.UniqueConstraint("decision_id", "number", name="uq_decision_awards_decision_id_number"),
        sa.UniqueConstraint("batch_id", name="uq_decision_awards_batch_id"),
        sa.UniqueConstraint("draw_id", name="uq_decision_awards_draw_id"),
    )
    op.create_index("ix_decision_awards_by", "decision_awards", ["by"], unique=False)
    op.create_index("ix_decision_awards_winner_id", "decision_awards", ["winner_id"], unique=False)
    op.create_table(
        "decision_responses",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("response", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("response IN ('bis', 'upgrade', 'minor', 'offspec', 'pass')", name="response"),
        sa.ForeignKeyConstraint(["answered_by"], ["members.id"], name="fk_decision_responses_answered_by"),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name="fk_decision_responses_decision_id"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_decision_responses_member_id"),
        sa.PrimaryKeyConstraint("decision_id", "member_id", name="pk_decision_responses"),
    )
    op.create_index("ix_decision_responses_answered_by", "decision_responses", ["answered_by"], unique=False)
    op.create_index("ix_decision_responses_member_id", "decision_responses", ["member_id"], unique=False)
    op.create_table(
        "decision_votes",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("voter_id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("approve", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["members.id"], name="fk_decision_votes_candidate_id"),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name="fk_decision_votes_decision_id"),
        sa.ForeignKeyConstraint(["voter_id"], ["members.id"], name="fk_decision_votes_voter_id"),
        sa.PrimaryKeyConstraint("decision_id", "voter_id", "candidate_id", name="pk_decision_votes"),
    )
    op.create_index("ix_decision_votes_candidate_id", "decision_votes", ["candidate_id"], unique=False)
    op.create_index("ix_decision_votes_voter_id", "decision_votes", ["voter_id"], unique=False)
    _guard()


def _guard() -> None:
    """What was frozen at an opening and at an award never changes, whoever holds the database: triggers refuse it."""
    opened = "id, guild_id, item, item_id, quality, slot, ilvl, gp, boss, raid_id, anyone, system, transparency"
    opened += ", self_vote, quorum, recent_days, channel_id, opened_by, opened_at, closes_at"
    _refuse("decisions_frozen", f"UPDATE OF {opened} ON decisions", "a decision keeps what it was opened on")
    _refuse("decisions_kept", "DELETE ON decisions", "a decision is never dropped")
    steps = "('open', 'rolling'), ('open', 'awarded'), ('open', 'cancelled'), ('rolling', 'awarded'),"
    steps += " ('rolling', 'open'), ('awarded', 'open')"
    once = f"(OLD.state, NEW.state) NOT IN (VALUES {steps})"
    _refuse("decisions_steps", "UPDATE OF state ON decisions", "no such step", once)
    counted = "NEW.awards <> OLD.awards + (NEW.state = 'awarded' AND OLD.state <> 'awarded')"
    _refuse("decisions_counted", "UPDATE OF awards, state ON decisions", "an award is counted once", counted)

    _refuse("decision_asked_frozen", "UPDATE ON decision_asked", "who was asked stays asked")
    _refuse("decision_asked_kept", "DELETE ON decision_asked", "who was asked stays asked")

    decision = "(SELECT state FROM decisions WHERE id = {row}.decision_id)"
    settled = "(SELECT state <> 'open' OR reopened_at IS NOT NULL FROM decisions WHERE id = NEW.decision_id)"
    _refuse("decision_responses_closed", "INSERT ON decision_responses", "the answers are closed", settled)
    said = "decision_id, member_id, response, at, late, answered_by"
    _refuse("decision_responses_frozen", f"UPDATE OF {said} ON decision_responses", "the answers are closed", settled)
    _refuse(
        "decision_responses_note",
        "UPDATE OF note ON decision_responses",
        "a note is only erased",
        f"NEW.note <> '' AND {settled}",
    )
    over = decision.format(row="OLD") + " <> 'open'"
    _refuse("decision_responses_kept", "DELETE ON decision_responses", "the answers are closed", over)

    for act, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
        voting = decision.format(row=row) + " <> 'open'"
        _refuse(f"decision_votes_{act.lower()}", f"{act} ON decision_votes", "nobody votes any more", voting)

    why = "what was awarded stays as it was"
    _refuse("decision_awards_frozen", "UPDATE ON decision_awards", why)
    _refuse("decision_awards_kept", "DELETE ON decision_awards", why)
    stands = "(SELECT state = 'awarded' AND awards = NEW.number FROM decisions WHERE id = NEW.decision_id)"
    _refuse("decision_awards_once", "INSERT ON decision_awards", "it is not awarded", f"NOT coalesce({stands}, 0)")


def _refuse(name: str, what: str, why: str, when: str = "1") -> None:
    op.execute(f"CREATE TRIGGER {name} BEFORE {what} WHEN {when} BEGIN SELECT RAISE(ABORT, '{why}'); END")
