"""Auctions, every bid in them, and who was passed over."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "auctions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("item", sa.String(length=100), nullable=False),
        sa.Column("sale", sa.String(length=40), nullable=False),
        sa.Column("minimum", sa.BigInteger(), nullable=False),
        sa.Column("increment", sa.BigInteger(), nullable=False),
        sa.Column("extend", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("closes_at", sa.BigInteger(), nullable=False),
        sa.Column("latest_at", sa.BigInteger(), nullable=False),
        sa.Column("warn_at", sa.BigInteger(), nullable=True),
        sa.Column("roll_rules", sa.Text(), nullable=False),
        sa.Column("roll_grounds", sa.Text(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.Column("highest", sa.BigInteger(), nullable=True),
        sa.Column("bidders", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("ending", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("winner_id", sa.Integer(), nullable=True),
        sa.Column("price", sa.BigInteger(), nullable=True),
        sa.Column("shared", sa.Integer(), nullable=True),
        sa.Column("draw_id", sa.Integer(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(state IN ('sold', 'undone')) = (batch_id IS NOT NULL)", name="batch"),
        sa.CheckConstraint("ending IN ('no_bids', 'no_payers', 'silent', 'unposted', 'broken')", name="ending"),
        sa.CheckConstraint("sale = 'open' OR (leader_id IS NULL AND highest IS NULL)", name="secret"),
        sa.CheckConstraint("sale IN ('open', 'sealed', 'second_price')", name="sale"),
        sa.CheckConstraint("scope IN ('all', 'boe', 'offspec')", name="scope"),
        sa.CheckConstraint("state IN ('open', 'rolling', 'sold', 'unsold', 'cancelled', 'undone')", name="state"),
        sa.CheckConstraint("closes_at <= latest_at", name="closes_at"),
        sa.ForeignKeyConstraint(["batch_id"], ["point_batches.id"], name="fk_auctions_batch_id"),
        sa.ForeignKeyConstraint(["draw_id"], ["draws.id"], name="fk_auctions_draw_id"),
        sa.ForeignKeyConstraint(["ended_by"], ["members.id"], name="fk_auctions_ended_by"),
        sa.ForeignKeyConstraint(["leader_id"], ["members.id"], name="fk_auctions_leader_id"),
        sa.ForeignKeyConstraint(["opened_by"], ["members.id"], name="fk_auctions_opened_by"),
        sa.ForeignKeyConstraint(["winner_id"], ["members.id"], name="fk_auctions_winner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_auctions"),
        sa.UniqueConstraint("draw_id", name="uq_auctions_draw_id"),
        sa.UniqueConstraint("batch_id", name="uq_auctions_batch_id"),
    )
    op.create_index("ix_auctions_ended_by", "auctions", ["ended_by"], unique=False)
    op.create_index("ix_auctions_guild_id_id", "auctions", ["guild_id", "id"], unique=False)
    op.create_index("ix_auctions_leader_id", "auctions", ["leader_id"], unique=False)
    op.create_index(
        "ix_auctions_live",
        "auctions",
        ["guild_id"],
        unique=False,
        sqlite_where=sa.text("state IN ('open', 'rolling')"),
        postgresql_where=sa.text("state IN ('open', 'rolling')"),
    )
    op.create_index("ix_auctions_opened_by", "auctions", ["opened_by"], unique=False)
    op.create_index("ix_auctions_winner_id", "auctions", ["winner_id"], unique=False)
    op.create_table(
        "auction_bids",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("auction_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount >= 0", name="amount"),
        sa.ForeignKeyConstraint(["auction_id"], ["auctions.id"], name="fk_auction_bids_auction_id"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_auction_bids_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_auction_bids"),
        sa.UniqueConstraint("auction_id", "member_id", "key", name="uq_auction_bids_auction_id_member_id_key"),
    )
    op.create_index("ix_auction_bids_member_id", "auction_bids", ["member_id"], unique=False)
    op.create_table(
        "auction_passed_over",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("auction_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["auction_id"], ["auctions.id"], name="fk_auction_passed_over_auction_id"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_auction_passed_over_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_auction_passed_over"),
        sa.UniqueConstraint("auction_id", "member_id", name="uq_auction_passed_over_auction_id_member_id"),
    )
    op.create_index("ix_auction_passed_over_member_id", "auction_passed_over", ["member_id"], unique=False)
    _guard()


def _guard() -> None:
    """What was promised and bid never changes, whoever holds the database: triggers refuse it."""
    promised = (
        "id, guild_id, item, sale, minimum, increment, extend, scope, channel_id, opened_by, opened_at, latest_at"
    )
    promised += ", roll_rules, roll_grounds"
    _refuse("auctions_frozen", f"UPDATE OF {promised} ON auctions", "an auction keeps what it was opened on")
    _refuse("auctions_kept", "DELETE ON auctions", "an auction is never dropped")
    steps = "('open', 'rolling'), ('open', 'sold'), ('open', 'unsold'), ('open', 'cancelled'), ('rolling', 'rolling'),"
    steps += " ('rolling', 'sold'), ('rolling', 'unsold'), ('sold', 'undone')"
    taken = f"(OLD.state, NEW.state) NOT IN (VALUES {steps})"
    _refuse("auctions_steps", "UPDATE OF state ON auctions", "no such step", taken)
    moved = "OLD.state <> 'open' OR OLD.ended_at IS NOT NULL OR NEW.closes_at < OLD.closes_at"
    _refuse("auctions_end", "UPDATE OF closes_at ON auctions", "an end only moves on while bids are taken", moved)
    ended = "OLD.ended_at IS NOT NULL AND NEW.ended_at IS NOT OLD.ended_at"
    _refuse("auctions_once", "UPDATE OF ended_at ON auctions", "an auction ends once", ended)
    won = "OLD.state NOT IN ('open', 'rolling')"
    _refuse("auctions_won", "UPDATE OF winner_id, price, shared, batch_id ON auctions", "an auction is won once", won)
    _refuse(
        "auctions_reason",
        "UPDATE OF reason ON auctions",
        "a reason is only erased",
        "OLD.state <> 'open' AND NEW.reason <> ''",
    )

    _refuse("auction_bids_frozen", "UPDATE ON auction_bids", "a bid is final")
    _refuse("auction_bids_kept", "DELETE ON auction_bids", "a bid is final")
    stands = "(SELECT state || (ended_at IS NULL) FROM auctions WHERE id = NEW.auction_id)"
    late = f"{stands} <> 'open1' AND NOT (NEW.amount = 0 AND {stands} = 'rolling0')"
    _refuse("auction_bids_open", "INSERT ON auction_bids", "the auction takes no bids", late)
    _refuse("auction_passed_over_frozen", "UPDATE ON auction_passed_over", "who was passed over stays so")
    _refuse("auction_passed_over_kept", "DELETE ON auction_passed_over", "who was passed over stays so")


def _refuse(name: str, what: str, why: str, when: str = "1") -> None:
    op.execute(f"CREATE TRIGGER {name} BEFORE {what} WHEN {when} BEGIN SELECT RAISE(ABORT, '{why}'); END")
