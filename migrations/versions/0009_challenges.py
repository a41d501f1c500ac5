"""Challenges: what each is, what was handed in, given and paid, pictures and sponsors."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "pictures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("mime", sa.String(length=40), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["members.id"], name="fk_pictures_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_pictures"),
    )
    op.create_index("ix_pictures_guild_id", "pictures", ["guild_id"], unique=False)
    op.create_index("ix_pictures_made_by", "pictures", ["made_by"], unique=False)
    op.create_index("ix_pictures_sha256", "pictures", ["sha256"], unique=False)
    op.create_table(
        "sponsors",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("name_key", sa.String(length=240), nullable=False),
        sa.Column("website", sa.String(length=300), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("logo_id", sa.Integer(), nullable=True),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["members.id"], name="fk_sponsors_added_by"),
        sa.ForeignKeyConstraint(["logo_id"], ["pictures.id"], name="fk_sponsors_logo_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sponsors"),
        sa.UniqueConstraint("guild_id", "name_key", name="uq_sponsors_guild_id_name_key"),
    )
    op.create_index("ix_sponsors_added_by", "sponsors", ["added_by"], unique=False)
    op.create_table(
        "challenges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("slug", sa.String(length=90), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("prompt", sa.String(length=300), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("submissions_close_at", sa.BigInteger(), nullable=False),
        sa.Column("voting_closes_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("voting", sa.String(length=40), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("link_required", sa.Boolean(), nullable=False),
        sa.Column("judge_weight", sa.Integer(), nullable=False),
        sa.Column("colour", sa.Integer(), nullable=True),
        sa.Column("rates", sa.JSON(), nullable=False),
        sa.Column("image_id", sa.Integer(), nullable=True),
        sa.Column("sponsor_id", sa.Integer(), nullable=True),
        sa.Column("featured", sa.Boolean(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=True),
        sa.Column("completed_at", sa.BigInteger(), nullable=True),
        sa.Column("cancelled_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("voting IN ('votes', 'ballot', 'none')", name="voting"),
        sa.CheckConstraint("(published_at IS NULL) = (channel_id IS NULL)", name="published"),
        sa.CheckConstraint("judge_weight BETWEEN 0 AND 100", name="judge_weight"),
        sa.CheckConstraint(
            "starts_at < submissions_close_at AND submissions_close_at <= voting_closes_at"
            " AND voting_closes_at <= ends_at",
            name="dates",
        ),
        sa.ForeignKeyConstraint(["created_by"], ["members.id"], name="fk_challenges_created_by"),
        sa.ForeignKeyConstraint(["image_id"], ["pictures.id"], name="fk_challenges_image_id"),
        sa.ForeignKeyConstraint(["sponsor_id"], ["sponsors.id"], name="fk_challenges_sponsor_id"),
        sa.PrimaryKeyConstraint("id", name="pk_challenges"),
        sa.UniqueConstraint("guild_id", "slug", name="uq_challenges_guild_id_slug"),
    )
    op.create_index("ix_challenges_created_by", "challenges", ["created_by"], unique=False)
    op.create_index(
        "ix_challenges_live",
        "challenges",
        ["ends_at"],
        unique=False,
        sqlite_where=sa.text("published_at IS NOT NULL AND cancelled_at IS NULL"),
        postgresql_where=sa.text("published_at IS NOT NULL AND cancelled_at IS NULL"),
    )
    op.create_index("ix_challenges_sponsor_id", "challenges", ["sponsor_id"], unique=False)
    op.create_table(
        "challenge_discards",
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("voter_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["members.id"], name="fk_challenge_discards_by"),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name="fk_challenge_discards_challenge_id"),
        sa.ForeignKeyConstraint(["voter_id"], ["members.id"], name="fk_challenge_discards_voter_id"),
        sa.PrimaryKeyConstraint("challenge_id", "voter_id", name="pk_challenge_discards"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_challenge_discards_by", "challenge_discards", ["by"], unique=False)
    op.create_index("ix_challenge_discards_voter_id", "challenge_discards", ["voter_id"], unique=False)
    op.create_table(
        "challenge_points",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "cause IN ('submit', 'early', 'vote', 'received', 'ballot', 'featured', 'place')", name="cause"
        ),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name="fk_challenge_points_challenge_id"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_challenge_points_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_challenge_points"),
        sa.UniqueConstraint("challenge_id", "key", "number", name="uq_challenge_points_challenge_id_key_number"),
    )
    op.create_index(
        "ix_challenge_points_challenge_id_member_id", "challenge_points", ["challenge_id", "member_id"], unique=False
    )
    op.create_index("ix_challenge_points_member_id", "challenge_points", ["member_id"], unique=False)
    op.create_table(
        "challenge_prizes",
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("merit", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("thing", sa.String(length=100), nullable=False),
        sa.CheckConstraint("(merit = 'place') = (place > 0)", name="place"),
        sa.CheckConstraint("kind IN ('credits', 'cash', 'thing')", name="kind"),
        sa.CheckConstraint("merit IN ('place', 'participation', 'voting')", name="merit"),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name="fk_challenge_prizes_challenge_id"),
        sa.PrimaryKeyConstraint("challenge_id", "number", name="pk_challenge_prizes"),
    )
    op.create_table(
        "challenge_rewards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("merit", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("thing", sa.String(length=100), nullable=False),
        sa.Column("shared", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("paid_at", sa.BigInteger(), nullable=True),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("sent_by", sa.Integer(), nullable=True),
        sa.Column("taken_at", sa.BigInteger(), nullable=True),
        sa.Column("missing", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("(sent_at IS NULL) OR (kind != 'credits')", name="sent"),
        sa.CheckConstraint("kind IN ('credits', 'cash', 'thing')", name="kind"),
        sa.CheckConstraint("merit IN ('place', 'participation', 'voting')", name="merit"),
        sa.CheckConstraint("missing BETWEEN 0 AND amount", name="missing"),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name="fk_challenge_rewards_challenge_id"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_challenge_rewards_member_id"),
        sa.ForeignKeyConstraint(["sent_by"], ["members.id"], name="fk_challenge_rewards_sent_by"),
        sa.PrimaryKeyConstraint("id", name="pk_challenge_rewards"),
        sa.UniqueConstraint("challenge_id", "key", "number", name="uq_challenge_rewards_challenge_id_key_number"),
    )
    op.create_index("ix_challenge_rewards_member_id", "challenge_rewards", ["member_id"], unique=False)
    op.create_index("ix_challenge_rewards_sent_by", "challenge_rewards", ["sent_by"], unique=False)
    op.create_table(
        "challenge_totals",
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name="fk_challenge_totals_challenge_id"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_challenge_totals_member_id"),
        sa.PrimaryKeyConstraint("challenge_id", "member_id", name="pk_challenge_totals"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_challenge_totals_member_id", "challenge_totals", ["member_id"], unique=False)
    op.create_table(
        "submissions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=True),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=300), nullable=True),
        sa.Column("link_key", sa.String(length=300), nullable=True),
        sa.Column("image_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("edited_at", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.Column("featured_at", sa.BigInteger(), nullable=True),
        sa.Column("featured_by", sa.Integer(), nullable=True),
        sa.Column("disqualified_at", sa.BigInteger(), nullable=True),
        sa.Column("disqualified_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name="fk_submissions_challenge_id"),
        sa.ForeignKeyConstraint(["disqualified_by"], ["members.id"], name="fk_submissions_disqualified_by"),
        sa.ForeignKeyConstraint(["featured_by"], ["members.id"], name="fk_submissions_featured_by"),
        sa.ForeignKeyConstraint(["image_id"], ["pictures.id"], name="fk_submissions_image_id"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_submissions_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_submissions"),
        sa.UniqueConstraint("member_id", "key", name="uq_submissions_member_id_key"),
    )
    op.create_index("ix_submissions_challenge_id_member_id", "submissions", ["challenge_id", "member_id"], unique=False)
    op.create_index("ix_submissions_disqualified_by", "submissions", ["disqualified_by"], unique=False)
    op.create_index("ix_submissions_featured_by", "submissions", ["featured_by"], unique=False)
    op.create_index("ix_submissions_member_id", "submissions", ["member_id"], unique=False)
    op.create_index(
        "uq_submissions_link",
        "submissions",
        ["challenge_id", "member_id", "link_key"],
        unique=True,
        sqlite_where=sa.text("link_key IS NOT NULL AND withdrawn_at IS NULL"),
        postgresql_where=sa.text("link_key IS NOT NULL AND withdrawn_at IS NULL"),
    )
    op.create_table(
        "challenge_marks",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("voter_id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("shown_at", sa.BigInteger(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=True),
        sa.Column("marked_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("stars BETWEEN 1 AND 5", name="stars"),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name="fk_challenge_marks_challenge_id"),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name="fk_challenge_marks_submission_id"),
        sa.ForeignKeyConstraint(["voter_id"], ["members.id"], name="fk_challenge_marks_voter_id"),
        sa.PrimaryKeyConstraint("submission_id", "voter_id", name="pk_challenge_marks"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_challenge_marks_voter_id_challenge_id", "challenge_marks", ["voter_id", "challenge_id"], unique=False
    )
    op.create_table(
        "challenge_results",
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("score", sa.String(length=80), nullable=False),
        sa.Column("measure", sa.String(length=40), nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.CheckConstraint("measure IN ('votes', 'stars', 'mixed', 'judges')", name="measure"),
        sa.CheckConstraint("place > 0", name="place"),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name="fk_challenge_results_challenge_id"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_challenge_results_member_id"),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name="fk_challenge_results_submission_id"),
        sa.PrimaryKeyConstraint("challenge_id", "member_id", name="pk_challenge_results"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_challenge_results_member_id", "challenge_results", ["member_id"], unique=False)
    op.create_index("ix_challenge_results_submission_id", "challenge_results", ["submission_id"], unique=False)
    op.create_table(
        "challenge_scores",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("judge_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("score BETWEEN 1 AND 10", name="score"),
        sa.ForeignKeyConstraint(["judge_id"], ["members.id"], name="fk_challenge_scores_judge_id"),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name="fk_challenge_scores_submission_id"),
        sa.PrimaryKeyConstraint("submission_id", "judge_id", name="pk_challenge_scores"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_challenge_scores_judge_id", "challenge_scores", ["judge_id"], unique=False)
    op.create_table(
        "challenge_votes",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("voter_id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("taken_back_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name="fk_challenge_votes_challenge_id"),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name="fk_challenge_votes_submission_id"),
        sa.ForeignKeyConstraint(["voter_id"], ["members.id"], name="fk_challenge_votes_voter_id"),
        sa.PrimaryKeyConstraint("submission_id", "voter_id", name="pk_challenge_votes"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_challenge_votes_voter_id_challenge_id", "challenge_votes", ["voter_id", "challenge_id"], unique=False
    )
    _guard()


def _guard() -> None:
    """What was done and paid stays in the books, whoever holds the database: triggers refuse to change it."""
    _refuse("challenges_frozen", "UPDATE OF id, guild_id, slug, created_at ON challenges", "a challenge keeps its name")
    _refuse("challenges_kept", "DELETE ON challenges", "a challenge is never dropped")
    again = "OLD.published_at IS NOT NULL AND NEW.published_at IS NOT OLD.published_at"
    _refuse("challenges_published", "UPDATE OF published_at ON challenges", "a challenge is published once", again)
    again = "OLD.cancelled_at IS NOT NULL AND NEW.cancelled_at IS NOT OLD.cancelled_at"
    _refuse("challenges_cancelled", "UPDATE OF cancelled_at ON challenges", "calling off is final", again)

    _refuse("submissions_frozen", "UPDATE OF id, challenge_id, member_id, at ON submissions", "it stays whose it is")
    _refuse("submissions_kept", "DELETE ON submissions", "a submission is never dropped")
    again = "OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS NOT OLD.withdrawn_at"
    _refuse("submissions_withdrawn", "UPDATE OF withdrawn_at ON submissions", "what is withdrawn stays so", again)

    for table in ("challenge_votes", "challenge_marks"):
        own = "NEW.voter_id = (SELECT member_id FROM submissions WHERE id = NEW.submission_id)"
        _refuse(f"{table}_own", f"INSERT ON {table}", "nobody votes for their own", own)
        _refuse(
            f"{table}_frozen", f"UPDATE OF submission_id, voter_id, challenge_id ON {table}", "it stays whose it is"
        )
        _refuse(f"{table}_kept", f"DELETE ON {table}", "what was given is never dropped")

    _refuse("challenge_points_frozen", "UPDATE ON challenge_points", "points are only added")
    _refuse("challenge_points_kept", "DELETE ON challenge_points", "points are only added")

    given = "id, challenge_id, key, number, member_id, merit, place, kind, amount, currency, thing, shared, at"
    _refuse("challenge_rewards_frozen", f"UPDATE OF {given} ON challenge_rewards", "what was given stays in the books")
    _refuse("challenge_rewards_kept", "DELETE ON challenge_rewards", "what was given stays in the books")


def _refuse(name: str, what: str, why: str, when: str = "1") -> None:
    op.execute(f"CREATE TRIGGER {name} BEFORE {what} WHEN {when} BEGIN SELECT RAISE(ABORT, '{why}'); END")
