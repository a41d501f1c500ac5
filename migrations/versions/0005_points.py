"""The ledger of points, what was handed out, whose characters are whose, and what gear costs."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_SLOTS = (
    "'head', 'neck', 'shoulder', 'back', 'chest', 'wrist', 'hands', 'waist', 'legs', 'feet', 'finger', 'trinket',"
    " 'one_hand', 'two_hand', 'off_hand', 'ranged', 'tier', 'other'"
)


def upgrade() -> None:
    op.create_table(
        "item_prices",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("item", sa.String(length=100), nullable=False),
        sa.Column("gp", sa.BigInteger(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("gp >= 0", name="gp"),
        sa.ForeignKeyConstraint(["set_by"], ["members.id"], name="fk_item_prices_set_by"),
        sa.PrimaryKeyConstraint("guild_id", "key", name="pk_item_prices"),
    )
    op.create_table(
        "point_balances",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("pool", sa.String(length=40), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("pool IN ('ep', 'gp', 'dkp')", name="pool"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_point_balances_member_id"),
        sa.PrimaryKeyConstraint("member_id", "pool", name="pk_point_balances"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_point_balances_guild_id_pool_balance", "point_balances", ["guild_id", "pool", "balance"], unique=False
    )
    op.create_table(
        "point_batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("pools", sa.String(length=40), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("base_gp", sa.BigInteger(), nullable=True),
        sa.Column("reverses", sa.Integer(), nullable=True),
        sa.CheckConstraint("(act = 'decay') = (percent IS NOT NULL)", name="percent"),
        sa.CheckConstraint("(act = 'undo') = (reverses IS NOT NULL)", name="reverses"),
        sa.CheckConstraint(
            "act IN ('award', 'charge', 'decay', 'item', 'auction', 'raid', 'import', 'switch', 'merge', 'undo')",
            name="act",
        ),
        sa.ForeignKeyConstraint(["actor"], ["members.id"], name="fk_point_batches_actor"),
        sa.ForeignKeyConstraint(["reverses"], ["point_batches.id"], name="fk_point_batches_reverses"),
        sa.PrimaryKeyConstraint("id", name="pk_point_batches"),
        sa.UniqueConstraint("guild_id", "key", name="uq_point_batches_guild_id_key"),
        sa.UniqueConstraint("reverses", name="uq_point_batches_reverses"),
    )
    op.create_index("ix_point_batches_actor", "point_batches", ["actor"], unique=False)
    op.create_index("ix_point_batches_guild_id_act_id", "point_batches", ["guild_id", "act", "id"], unique=False)
    op.create_table(
        "raiders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("realm", sa.String(length=60), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("realm_key", sa.String(length=60), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("main", sa.Boolean(), nullable=False),
        sa.Column("linked_by", sa.Integer(), nullable=True),
        sa.Column("linked_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["linked_by"], ["members.id"], name="fk_raiders_linked_by"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_raiders_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_raiders"),
        sa.UniqueConstraint("guild_id", "key", "realm_key", name="uq_raiders_guild_id_key_realm_key"),
    )
    op.create_index("ix_raiders_linked_by", "raiders", ["linked_by"], unique=False)
    op.create_index("ix_raiders_member_id", "raiders", ["member_id"], unique=False)
    op.create_index(
        "uq_raiders_main",
        "raiders",
        ["member_id"],
        unique=True,
        sqlite_where=sa.text("main"),
        postgresql_where=sa.text("main"),
    )
    op.create_table(
        "slot_prices",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("quality", sa.String(length=40), nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("gp", sa.BigInteger(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("gp >= 0", name="gp"),
        sa.ForeignKeyConstraint(["set_by"], ["members.id"], name="fk_slot_prices_set_by"),
        sa.PrimaryKeyConstraint("guild_id", "quality", "slot", name="pk_slot_prices"),
    )
    op.create_table(
        "loot_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=100), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("quality", sa.String(length=40), nullable=True),
        sa.Column("slot", sa.String(length=40), nullable=True),
        sa.Column("response", sa.String(length=40), nullable=True),
        sa.Column("pool", sa.String(length=40), nullable=True),
        sa.Column("paid", sa.BigInteger(), nullable=False),
        sa.Column("boss", sa.String(length=100), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.String(length=120), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("auction_id", sa.Integer(), nullable=True),
        sa.Column("passed_from", sa.Integer(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("pool IN ('ep', 'gp', 'dkp')", name="pool"),
        sa.CheckConstraint("quality IN ('uncommon', 'rare', 'epic', 'legendary')", name="quality"),
        sa.CheckConstraint("response IN ('bis', 'upgrade', 'minor', 'offspec', 'pass')", name="response"),
        sa.CheckConstraint(
            f"slot IN ({_SLOTS})",
            name="slot",
        ),
        sa.CheckConstraint("source IN ('decision', 'auction', 'import', 'passed_on')", name="source"),
        sa.ForeignKeyConstraint(["batch_id"], ["point_batches.id"], name="fk_loot_items_batch_id"),
        sa.ForeignKeyConstraint(["by"], ["members.id"], name="fk_loot_items_by"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_loot_items_member_id"),
        sa.ForeignKeyConstraint(["passed_from"], ["loot_items.id"], name="fk_loot_items_passed_from"),
        sa.PrimaryKeyConstraint("id", name="pk_loot_items"),
        sa.UniqueConstraint("passed_from", name="uq_loot_items_passed_from"),
    )
    op.create_index("ix_loot_items_batch_id", "loot_items", ["batch_id"], unique=False)
    op.create_index("ix_loot_items_by", "loot_items", ["by"], unique=False)
    op.create_index("ix_loot_items_guild_id_at", "loot_items", ["guild_id", "at"], unique=False)
    op.create_index("ix_loot_items_member_id_at", "loot_items", ["member_id", "at"], unique=False)
    op.create_index(
        "uq_loot_items_source_id",
        "loot_items",
        ["guild_id", "source_id"],
        unique=True,
        sqlite_where=sa.text("source_id IS NOT NULL AND undone_at IS NULL"),
        postgresql_where=sa.text("source_id IS NOT NULL AND undone_at IS NULL"),
    )
    op.create_table(
        "point_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("pool", sa.String(length=40), nullable=False),
        sa.Column("delta", sa.BigInteger(), nullable=False),
        sa.Column("after", sa.BigInteger(), nullable=False),
        sa.Column("reference", sa.String(length=120), nullable=False),
        sa.CheckConstraint("pool IN ('ep', 'gp', 'dkp')", name="pool"),
        sa.CheckConstraint("delta <> 0", name="delta"),
        sa.ForeignKeyConstraint(["batch_id"], ["point_batches.id"], name="fk_point_entries_batch_id"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_point_entries_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_point_entries"),
    )
    op.create_index("ix_point_entries_batch_id", "point_entries", ["batch_id"], unique=False)
    op.create_index("ix_point_entries_member_id_id", "point_entries", ["member_id", "id"], unique=False)
    _count_drafts_for_good()
    _guard()


def _count_drafts_for_good() -> None:
    """SQLite gives the id of a dropped row to the next one: an old button would do what was never shown on it."""
    op.create_table(
        "fresh_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["members.id"], name="fk_drafts_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sqlite_autoincrement=True,
    )
    op.execute("INSERT INTO fresh_drafts SELECT id, guild_id, kind, made_by, made_at, used_at, body FROM drafts")
    op.drop_table("drafts")
    op.rename_table("fresh_drafts", "drafts")
    op.create_index("ix_drafts_made_by", "drafts", ["made_by"], unique=False)


def _guard() -> None:
    """What was entered never changes, whoever holds the database: triggers refuse it."""
    why = "the ledger of points is append-only"
    _refuse("point_batches_kept", "DELETE ON point_batches", why)
    entered = "id, guild_id, key, act, actor, at, pools, percent, base_gp, reverses"
    _refuse("point_batches_frozen", f"UPDATE OF {entered} ON point_batches", why)
    _refuse("point_batches_reason", "UPDATE OF reason ON point_batches", "a reason is only erased", "NEW.reason <> ''")
    _refuse("point_entries_kept", "DELETE ON point_entries", why)
    _refuse("point_entries_frozen", "UPDATE ON point_entries", why)
    _refuse("point_balances_kept", "DELETE ON point_balances", why)
    _refuse("point_balances_frozen", "UPDATE OF member_id, pool, guild_id ON point_balances", why)

    handed = "id, guild_id, item, item_id, quality, slot, response, pool, paid, boss, source, source_id"
    handed += ", decision_id, auction_id, batch_id, by, at"
    _refuse("loot_items_frozen", f"UPDATE OF {handed} ON loot_items", "what was handed out stays as it was")
    _refuse("loot_items_kept", "DELETE ON loot_items", "what was handed out stays as it was")
    back = "OLD.undone_at IS NOT NULL AND NEW.undone_at IS NOT OLD.undone_at"
    _refuse("loot_items_once", "UPDATE OF undone_at ON loot_items", "an item is taken back once", back)


def _refuse(name: str, what: str, why: str, when: str = "1") -> None:
    op.execute(f"CREATE TRIGGER {name} BEFORE {what} WHEN {when} BEGIN SELECT RAISE(ABORT, '{why}'); END")
