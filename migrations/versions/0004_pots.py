"""The ledger of credits, and community pots with their stakes, flags and pinned lobbies."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "pot_lobbies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=True),
        sa.Column("min_value", sa.BigInteger(), nullable=True),
        sa.Column("max_value", sa.BigInteger(), nullable=True),
        sa.Column("pinned_by", sa.Integer(), nullable=True),
        sa.Column("pinned_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'locked', 'settling', 'settled', 'cancelled')", name="state"),
        sa.ForeignKeyConstraint(["pinned_by"], ["members.id"], name="fk_pot_lobbies_pinned_by"),
        sa.PrimaryKeyConstraint("id", name="pk_pot_lobbies"),
    )
    op.create_index("ix_pot_lobbies_guild_id", "pot_lobbies", ["guild_id"], unique=False)
    op.create_index("ix_pot_lobbies_pinned_by", "pot_lobbies", ["pinned_by"], unique=False)
    op.create_table(
        "pots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("max_tickets", sa.Integer(), nullable=False),
        sa.Column("max_per_user", sa.Integer(), nullable=False),
        sa.Column("repeat", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("closes_at", sa.BigInteger(), nullable=False),
        sa.Column("sold", sa.Integer(), nullable=False),
        sa.Column("players", sa.Integer(), nullable=False),
        sa.Column("paused", sa.Text(), nullable=True),
        sa.Column("filled_at", sa.BigInteger(), nullable=True),
        sa.Column("locked_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ending", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("winner_id", sa.Integer(), nullable=True),
        sa.Column("payout", sa.BigInteger(), nullable=True),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("ending IN ('drawn', 'empty', 'alone', 'officers', 'silent', 'unposted')", name="ending"),
        sa.CheckConstraint("state IN ('open', 'locked', 'settling', 'settled', 'cancelled')", name="state"),
        sa.CheckConstraint("players BETWEEN 0 AND sold", name="players"),
        sa.CheckConstraint("sold BETWEEN 0 AND max_tickets", name="sold"),
        sa.ForeignKeyConstraint(["created_by"], ["members.id"], name="fk_pots_created_by"),
        sa.ForeignKeyConstraint(["draw_id"], ["draws.id"], name="fk_pots_draw_id"),
        sa.ForeignKeyConstraint(["previous_id"], ["pots.id"], name="fk_pots_previous_id"),
        sa.ForeignKeyConstraint(["winner_id"], ["members.id"], name="fk_pots_winner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pots"),
        sa.UniqueConstraint("draw_id", name="uq_pots_draw_id"),
        sa.UniqueConstraint("previous_id", name="uq_pots_previous_id"),
    )
    op.create_index("ix_pots_created_by", "pots", ["created_by"], unique=False)
    op.create_index("ix_pots_guild_id", "pots", ["guild_id"], unique=False)
    op.create_index(
        "ix_pots_live",
        "pots",
        ["guild_id"],
        unique=False,
        sqlite_where=sa.text("state IN ('open', 'locked', 'settling')"),
        postgresql_where=sa.text("state IN ('open', 'locked', 'settling')"),
    )
    op.create_index("ix_pots_winner_id", "pots", ["winner_id"], unique=False)
    op.create_table(
        "wallet_asks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'approved', 'refused')", name="state"),
        sa.ForeignKeyConstraint(["decided_by"], ["members.id"], name="fk_wallet_asks_decided_by"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_wallet_asks_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_wallet_asks"),
    )
    op.create_index("ix_wallet_asks_decided_by", "wallet_asks", ["decided_by"], unique=False)
    op.create_index("ix_wallet_asks_guild_id", "wallet_asks", ["guild_id"], unique=False)
    op.create_index("ix_wallet_asks_member_id", "wallet_asks", ["member_id"], unique=False)
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("credit", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("pot_id", sa.Integer(), nullable=True),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("(kind = 'escrow') = (pot_id IS NOT NULL)", name="escrow"),
        sa.CheckConstraint("(kind = 'wallet') = (member_id IS NOT NULL)", name="wallet"),
        sa.CheckConstraint("credit IN ('credit', 'ai', 'lead')", name="credit"),
        sa.CheckConstraint("kind = 'mint' OR balance >= 0", name="never_below_zero"),
        sa.CheckConstraint("kind IN ('mint', 'burn', 'wallet', 'escrow')", name="kind"),
        sa.CheckConstraint("balance BETWEEN -9007199254740991 AND 9007199254740991", name="limit"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_accounts_member_id"),
        sa.ForeignKeyConstraint(["pot_id"], ["pots.id"], name="fk_accounts_pot_id"),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
    )
    op.create_index(
        "uq_accounts_escrow",
        "accounts",
        ["pot_id", "credit"],
        unique=True,
        sqlite_where=sa.text("kind = 'escrow'"),
        postgresql_where=sa.text("kind = 'escrow'"),
    )
    op.create_index(
        "uq_accounts_guild",
        "accounts",
        ["guild_id", "credit", "kind"],
        unique=True,
        sqlite_where=sa.text("kind IN ('mint', 'burn')"),
        postgresql_where=sa.text("kind IN ('mint', 'burn')"),
    )
    op.create_index(
        "uq_accounts_wallet",
        "accounts",
        ["member_id", "credit"],
        unique=True,
        sqlite_where=sa.text("kind = 'wallet'"),
        postgresql_where=sa.text("kind = 'wallet'"),
    )
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
        sa.CheckConstraint("kind IN ('fast', 'young', 'crowd')", name="kind"),
        sa.CheckConstraint("state IN ('open', 'cleared', 'held')", name="state"),
        sa.ForeignKeyConstraint(["decided_by"], ["members.id"], name="fk_pot_flags_decided_by"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_pot_flags_member_id"),
        sa.ForeignKeyConstraint(["pot_id"], ["pots.id"], name="fk_pot_flags_pot_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pot_flags"),
        sa.UniqueConstraint("pot_id", "member_id", "kind", name="uq_pot_flags_pot_id_member_id_kind"),
    )
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
    op.create_table(
        "pot_stakes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pot_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("tickets", sa.Integer(), nullable=False),
        sa.Column("paid", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("state IN ('live', 'returned', 'played')", name="state"),
        sa.CheckConstraint("tickets > 0", name="tickets"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_pot_stakes_member_id"),
        sa.ForeignKeyConstraint(["pot_id"], ["pots.id"], name="fk_pot_stakes_pot_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pot_stakes"),
        sa.UniqueConstraint("pot_id", "member_id", "key", name="uq_pot_stakes_pot_id_member_id_key"),
    )
    op.create_index("ix_pot_stakes_member_id_at", "pot_stakes", ["member_id", "at"], unique=False)
    op.create_table(
        "transactions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("credit", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.Integer(), nullable=True),
        sa.Column("pot_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("act IN ('grant', 'take', 'stake', 'refund', 'payout', 'prize', 'erasure')", name="act"),
        sa.CheckConstraint("credit IN ('credit', 'ai', 'lead')", name="credit"),
        sa.ForeignKeyConstraint(["actor"], ["members.id"], name="fk_transactions_actor"),
        sa.ForeignKeyConstraint(["pot_id"], ["pots.id"], name="fk_transactions_pot_id"),
        sa.PrimaryKeyConstraint("id", name="pk_transactions"),
        sa.UniqueConstraint("guild_id", "key", name="uq_transactions_guild_id_key"),
    )
    op.create_index("ix_transactions_actor", "transactions", ["actor"], unique=False)
    op.create_table(
        "postings",
        sa.Column("transaction_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("after", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_postings_account_id"),
        sa.ForeignKeyConstraint(["transaction_id"], ["transactions.id"], name="fk_postings_transaction_id"),
        sa.PrimaryKeyConstraint("transaction_id", "account_id", name="pk_postings"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_postings_account_id_transaction_id", "postings", ["account_id", "transaction_id"], unique=False)
    _guard()


def _guard() -> None:
    """What was posted, staked and promised never changes, whoever holds the database: triggers refuse it."""
    _refuse("transactions_kept", "DELETE ON transactions", "the ledger is append-only")
    moved = "id, guild_id, key, act, credit, actor, pot_id, at"
    _refuse("transactions_frozen", f"UPDATE OF {moved} ON transactions", "the ledger is append-only")
    _refuse("transactions_note", "UPDATE OF note ON transactions", "a note is only erased", "NEW.note <> ''")
    _refuse("postings_kept", "DELETE ON postings", "the ledger is append-only")
    _refuse("postings_frozen", "UPDATE ON postings", "the ledger is append-only")
    _refuse("accounts_kept", "DELETE ON accounts", "the ledger is append-only")
    owner = "id, guild_id, credit, kind, member_id, pot_id"
    _refuse("accounts_frozen", f"UPDATE OF {owner} ON accounts", "an account keeps its owner")

    promised = "id, guild_id, name, cost, max_tickets, max_per_user, repeat, draw_id, opened_at, closes_at"
    _refuse("pots_frozen", f"UPDATE OF {promised} ON pots", "a pot keeps what it was opened on")
    _refuse("pots_kept", "DELETE ON pots", "a pot is never dropped")
    steps = "('open', 'locked'), ('open', 'cancelled'), ('locked', 'settling'), ('locked', 'cancelled'),"
    steps += " ('settling', 'settled'), ('settling', 'cancelled')"
    _refuse("pots_steps", "UPDATE OF state ON pots", "no such step", f"(OLD.state, NEW.state) NOT IN (VALUES {steps})")
    closed = "NEW.sold <> OLD.sold AND OLD.state <> 'open'"
    _refuse("pots_sold", "UPDATE OF sold, players ON pots", "a locked pot sells nothing", closed)
    won = "OLD.state IN ('settled', 'cancelled')"
    _refuse("pots_over", "UPDATE OF winner_id, payout, ending, ended_at ON pots", "a pot ends once", won)

    bought = "id, pot_id, member_id, key, tickets, paid, at"
    _refuse("pot_stakes_frozen", f"UPDATE OF {bought} ON pot_stakes", "a stake is final")
    _refuse("pot_stakes_kept", "DELETE ON pot_stakes", "a stake is final")
    pot = "(SELECT state FROM pots WHERE id = NEW.pot_id)"
    _refuse("pot_stakes_open", "INSERT ON pot_stakes", "the pot is locked", f"{pot} <> 'open'")
    may = f"CASE NEW.state WHEN 'returned' THEN {pot} IN ('open', 'cancelled') WHEN 'played' THEN {pot} = 'settled' END"
    ends = f"OLD.state <> 'live' OR NOT coalesce({may}, 0)"
    _refuse("pot_stakes_once", "UPDATE OF state ON pot_stakes", "a stake is played or returned once", ends)


def _refuse(name: str, what: str, why: str, when: str = "1") -> None:
    op.execute(f"CREATE TRIGGER {name} BEFORE {what} WHEN {when} BEGIN SELECT RAISE(ABORT, '{why}'); END")
