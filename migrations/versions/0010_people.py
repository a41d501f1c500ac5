"""People: boards as they stood, roles by rank, links, requests, what members say of themselves, and use."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_PENDING = sa.text("state = 'pending'")
_UNSENT = sa.text("sent_at IS NULL")
_BOARDS = "board IN ('standing', 'xp', 'levels', 'bosses', 'clues', 'pots', 'loot', 'challenges')"
_WINDOWS = "window IN ('7d', '30d', 'month')"
_PAYOUTS = sa.text("act = 'payout'")


def upgrade() -> None:
    op.create_index(
        "ix_transactions_payouts",
        "transactions",
        ["guild_id", "at"],
        unique=False,
        sqlite_where=_PAYOUTS,
        postgresql_where=_PAYOUTS,
    )
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
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.Column("pending", sa.JSON(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(_BOARDS, name="board"),
        sa.PrimaryKeyConstraint("guild_id", "board", name="pk_podiums"),
    )
    op.create_table(
        "standing_days",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("board", sa.String(length=40), nullable=False),
        sa.Column("window", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.CheckConstraint(_BOARDS, name="board"),
        sa.CheckConstraint(_WINDOWS, name="window"),
        sa.PrimaryKeyConstraint("guild_id", "board", "window", "day", name="pk_standing_days"),
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
        sa.CheckConstraint(_WINDOWS, name="window"),
        sa.ForeignKeyConstraint(["pinned_by"], ["members.id"], name="fk_board_pins_pinned_by"),
        sa.PrimaryKeyConstraint("id", name="pk_board_pins"),
        sa.UniqueConstraint(
            "guild_id", "board", "window", "region", "team", name="uq_board_pins_guild_id_board_window_region_team"
        ),
    )
    op.create_index("ix_board_pins_pinned_by", "board_pins", ["pinned_by"], unique=False)
    op.create_table(
        "credit_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("interaction_id", sa.BigInteger(), nullable=False),
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
        sa.UniqueConstraint("interaction_id", name="uq_credit_requests_interaction_id"),
    )
    op.create_index("ix_credit_requests_decided_by", "credit_requests", ["decided_by"], unique=False)
    op.create_index("ix_credit_requests_granted", "credit_requests", ["guild_id", "credit", "decided_at"], unique=False)
    op.create_index("ix_credit_requests_guild_id_state", "credit_requests", ["guild_id", "state"], unique=False)
    op.create_index("ix_credit_requests_member_id", "credit_requests", ["member_id"], unique=False)
    op.create_index(
        "ix_credit_requests_waiting",
        "credit_requests",
        ["expires_at"],
        unique=False,
        sqlite_where=_PENDING,
        postgresql_where=_PENDING,
    )
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
    op.create_index(
        "ix_digest_lines_unsent",
        "digest_lines",
        ["member_id", "id"],
        unique=False,
        sqlite_where=_UNSENT,
        postgresql_where=_UNSENT,
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
        sa.Column("lost_at", sa.BigInteger(), nullable=True),
        sa.Column("tried_at", sa.BigInteger(), nullable=True),
        sa.Column("given_at", sa.BigInteger(), nullable=True),
        sa.Column("parked_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_rank_holders_member_id"),
        sa.ForeignKeyConstraint(["rule_id"], ["rank_rules.id"], name="fk_rank_holders_rule_id"),
        sa.PrimaryKeyConstraint("rule_id", "member_id", name="pk_rank_holders"),
    )
    op.create_index("ix_rank_holders_member_id", "rank_holders", ["member_id"], unique=False)
    op.create_table(
        "role_takings",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("role_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "role_id", "user_id", name="pk_role_takings"),
    )
    op.create_table(
        "request_approvals",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("word", sa.String(length=300), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_request_approvals_member_id"),
        sa.ForeignKeyConstraint(["request_id"], ["credit_requests.id"], name="fk_request_approvals_request_id"),
        sa.PrimaryKeyConstraint("request_id", "member_id", name="pk_request_approvals"),
    )
    op.create_index("ix_request_approvals_member_id", "request_approvals", ["member_id"], unique=False)
    _allow_shared_flags()
    op.add_column("guilds", sa.Column("erased_at", sa.BigInteger(), nullable=True))
    op.add_column("members", sa.Column("blocked_at", sa.BigInteger(), nullable=True))
    op.add_column("members", sa.Column("blocked_reason", sa.String(length=300), nullable=True))
    op.create_index(
        "ix_members_blocked",
        "members",
        ["guild_id"],
        unique=False,
        sqlite_where=sa.text("blocked_at IS NOT NULL"),
        postgresql_where=sa.text("blocked_at IS NOT NULL"),
    )
    _guard_requests()


def _guard_requests() -> None:
    """A decided request stays as it was decided, whoever holds the database; only what was written can be erased."""
    asked = "id, guild_id, member_id, interaction_id, credit, amount, asked_at, expires_at"
    _refuse("credit_requests_frozen", f"UPDATE OF {asked} ON credit_requests", "a request stays what was asked")
    ended = "state, reminded_at, granted, decided_by, decided_at"
    decided = "OLD.state != 'pending'"
    _refuse("credit_requests_final", f"UPDATE OF {ended} ON credit_requests", "a decided request is final", decided)
    written = "NEW.reason NOT IN (OLD.reason, '')"
    _refuse("credit_requests_reason", "UPDATE OF reason ON credit_requests", "a reason can only be erased", written)
    written = "OLD.state != 'pending' AND NEW.answer NOT IN (OLD.answer, '')"
    _refuse("credit_requests_answer", "UPDATE OF answer ON credit_requests", "an answer can only be erased", written)
    _refuse("credit_requests_kept", "DELETE ON credit_requests", "a request is never dropped")
    begun = "NEW.state != 'pending'"
    _refuse("credit_requests_begin", "INSERT ON credit_requests", "a request begins undecided", begun)
    own = "NEW.state IN ('approved', 'denied') AND NEW.decided_by IS NEW.member_id"
    _refuse("credit_requests_own", "UPDATE OF state ON credit_requests", "nobody decides their own request", own)

    of_request = "FROM credit_requests WHERE id = {}.request_id"
    own = f"NEW.member_id = (SELECT member_id {of_request.format('NEW')})"
    _refuse("request_approvals_own", "INSERT ON request_approvals", "nobody approves their own request", own)
    late = f"(SELECT state {of_request.format('NEW')}) != 'pending'"
    _refuse("request_approvals_late", "INSERT ON request_approvals", "the request is decided", late)
    given = "request_id, member_id, amount, at"
    _refuse("request_approvals_frozen", f"UPDATE OF {given} ON request_approvals", "an approval stays what it was")
    written = "NEW.word NOT IN (OLD.word, '')"
    _refuse("request_approvals_word", "UPDATE OF word ON request_approvals", "a word can only be erased", written)
    late = f"(SELECT state {of_request.format('OLD')}) != 'pending'"
    _refuse("request_approvals_kept", "DELETE ON request_approvals", "the request is decided", late)


def _refuse(name: str, what: str, why: str, when: str = "1") -> None:
    op.execute(f"CREATE TRIGGER {name} BEFORE {what} WHEN {when} BEGIN SELECT RAISE(ABORT, '{why}'); END")


def _allow_shared_flags() -> None:
    """Flags may be of one more kind. SQLite changes no CHECK: the rows move to a table that has the new one."""
    op.drop_index("ix_pot_flags_decided_by", "pot_flags")
    op.drop_index("ix_pot_flags_member_id", "pot_flags")
    op.drop_index("ix_pot_flags_open", "pot_flags")
    op.rename_table("pot_flags", "pot_flags_before")
    op.create_table(
        "pot_flags",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pot_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('fast', 'young', 'crowd', 'shared')", name="kind"),
        sa.CheckConstraint("state IN ('open', 'cleared', 'held')", name="state"),
        sa.ForeignKeyConstraint(["decided_by"], ["members.id"], name="fk_pot_flags_decided_by"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_pot_flags_member_id"),
        sa.ForeignKeyConstraint(["pot_id"], ["pots.id"], name="fk_pot_flags_pot_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pot_flags"),
        sa.UniqueConstraint("pot_id", "member_id", "kind", name="uq_pot_flags_pot_id_member_id_kind"),
    )
    columns = "id, pot_id, member_id, kind, facts, at, state, decided_by, decided_at, reason"
    op.execute(f"INSERT INTO pot_flags ({columns}) SELECT {columns} FROM pot_flags_before")  # noqa: S608 - no input
    op.drop_table("pot_flags_before")
    op.create_index("ix_pot_flags_decided_by", "pot_flags", ["decided_by"], unique=False)
    op.create_index("ix_pot_flags_member_id", "pot_flags", ["member_id"], unique=False)
    op.create_index(
        "ix_pot_flags_open",
        "pot_flags",
        ["pot_id"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
