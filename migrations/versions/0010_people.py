"""People: boards as they stood, roles by rank, links, requests, what members say of themselves, and use."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_PENDING = sa.text("state = 'pending'")
_BOARDS = "board IN ('standing', 'xp', 'levels', 'bosses', 'clues', 'pots', 'loot', 'challenges')"


def upgrade() -> None:
    op.create_table(
        "comings",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("joined", sa.Integer(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "day", name="pk_comings"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "command_uses",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("command", sa.String(length=70), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "day", "command", name="pk_command_uses"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "milestones",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "key", name="pk_milestones"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "podiums",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("board", sa.String(length=40), nullable=False),
        sa.Column("members", sa.JSON(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(_BOARDS, name="board"),
        sa.PrimaryKeyConstraint("guild_id", "board", name="pk_podiums"),
    )
    op.create_table(
        "standing_days",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("board", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.CheckConstraint(_BOARDS, name="board"),
        sa.PrimaryKeyConstraint("guild_id", "board", "day", name="pk_standing_days"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "active_days",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_active_days_member_id"),
        sa.PrimaryKeyConstraint("guild_id", "day", "member_id", name="pk_active_days"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_active_days_member_id", "active_days", ["member_id"], unique=False)
    op.create_table(
        "board_pins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("board", sa.String(length=40), nullable=False),
        sa.Column("window", sa.String(length=40), nullable=False),
        sa.Column("top", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=40), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("pinned_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(_BOARDS, name="board"),
        sa.CheckConstraint("window IN ('7d', '30d', 'month')", name="window"),
        sa.ForeignKeyConstraint(["pinned_by"], ["members.id"], name="fk_board_pins_pinned_by"),
        sa.PrimaryKeyConstraint("id", name="pk_board_pins"),
    )
    op.create_index("ix_board_pins_guild_id", "board_pins", ["guild_id"], unique=False)
    op.create_index("ix_board_pins_pinned_by", "board_pins", ["pinned_by"], unique=False)
    op.create_table(
        "credit_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("credit", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("reminded_at", sa.BigInteger(), nullable=True),
        sa.Column("granted", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("answer", sa.String(length=300), nullable=False),
        sa.CheckConstraint("(state = 'approved') = (granted IS NOT NULL)", name="approved"),
        sa.CheckConstraint("credit IN ('credit', 'ai', 'lead')", name="credit"),
        sa.CheckConstraint("state IN ('pending', 'approved', 'denied', 'withdrawn', 'expired')", name="state"),
        sa.CheckConstraint("amount > 0 AND (granted IS NULL OR granted BETWEEN 1 AND amount)", name="amounts"),
        sa.ForeignKeyConstraint(["decided_by"], ["members.id"], name="fk_credit_requests_decided_by"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_credit_requests_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_credit_requests"),
    )
    op.create_index("ix_credit_requests_decided_by", "credit_requests", ["decided_by"], unique=False)
    op.create_index("ix_credit_requests_guild_id_state", "credit_requests", ["guild_id", "state"], unique=False)
    op.create_index("ix_credit_requests_member_id", "credit_requests", ["member_id"], unique=False)
    op.create_index(
        "uq_credit_requests_pending",
        "credit_requests",
        ["member_id", "credit"],
        unique=True,
        sqlite_where=_PENDING,
        postgresql_where=_PENDING,
    )
    op.create_table(
        "digest_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("about", sa.String(length=60), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_digest_lines_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_digest_lines"),
        sa.UniqueConstraint("member_id", "key", name="uq_digest_lines_member_id_key"),
    )
    op.create_table(
        "left_out",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_left_out_member_id"),
        sa.PrimaryKeyConstraint("member_id", name="pk_left_out"),
    )
    op.create_table(
        "link_tickets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.LargeBinary(length=32), nullable=False),
        sa.Column("state", sa.LargeBinary(length=32), nullable=True),
        sa.Column("cookie", sa.LargeBinary(length=32), nullable=True),
        sa.Column("verifier", sa.String(length=128), nullable=True),
        sa.Column("may_mark", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_link_tickets_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_link_tickets"),
        sa.UniqueConstraint("token", name="uq_link_tickets_token"),
        sa.UniqueConstraint("state", name="uq_link_tickets_state"),
    )
    op.create_index("ix_link_tickets_expires_at", "link_tickets", ["expires_at"], unique=False)
    op.create_index("ix_link_tickets_member_id", "link_tickets", ["member_id"], unique=False)
    op.create_table(
        "links",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("avatar", sa.String(length=100), nullable=True),
        sa.Column("linked_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_links_member_id"),
        sa.PrimaryKeyConstraint("member_id", name="pk_links"),
    )
    op.create_table(
        "marks",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("mark", sa.LargeBinary(length=16), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('network', 'browser')", name="kind"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_marks_member_id"),
        sa.PrimaryKeyConstraint("member_id", "kind", "mark", name="pk_marks"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_marks_expires_at", "marks", ["expires_at"], unique=False)
    op.create_index("ix_marks_mark", "marks", ["mark"], unique=False)
    op.create_table(
        "preferences",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=40), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("digests", sa.Boolean(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("last_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_preferences_member_id"),
        sa.PrimaryKeyConstraint("member_id", name="pk_preferences"),
    )
    op.create_table(
        "rank_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("board", sa.String(length=40), nullable=False),
        sa.Column("top", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.BigInteger(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("removed_at", sa.BigInteger(), nullable=True),
        sa.Column("blocked", sa.String(length=40), nullable=True),
        sa.Column("blocked_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(_BOARDS, name="board"),
        sa.ForeignKeyConstraint(["added_by"], ["members.id"], name="fk_rank_rules_added_by"),
        sa.PrimaryKeyConstraint("id", name="pk_rank_rules"),
        sa.UniqueConstraint("guild_id", "board", "top", "role_id", name="uq_rank_rules_guild_id_board_top_role_id"),
    )
    op.create_index("ix_rank_rules_added_by", "rank_rules", ["added_by"], unique=False)
    op.create_table(
        "rank_holders",
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("below_since", sa.BigInteger(), nullable=True),
        sa.Column("given_at", sa.BigInteger(), nullable=True),
        sa.Column("parked_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_rank_holders_member_id"),
        sa.ForeignKeyConstraint(["rule_id"], ["rank_rules.id"], name="fk_rank_holders_rule_id"),
        sa.PrimaryKeyConstraint("rule_id", "member_id", name="pk_rank_holders"),
    )
    op.create_index("ix_rank_holders_member_id", "rank_holders", ["member_id"], unique=False)
    op.create_table(
        "request_approvals",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_request_approvals_member_id"),
        sa.ForeignKeyConstraint(["request_id"], ["credit_requests.id"], name="fk_request_approvals_request_id"),
        sa.PrimaryKeyConstraint("request_id", "member_id", name="pk_request_approvals"),
    )
    op.create_index("ix_request_approvals_member_id", "request_approvals", ["member_id"], unique=False)
    op.add_column("guilds", sa.Column("erased_at", sa.BigInteger(), nullable=True))
    op.add_column("members", sa.Column("blocked_at", sa.BigInteger(), nullable=True))
    op.add_column("members", sa.Column("blocked_reason", sa.String(length=300), nullable=True))
