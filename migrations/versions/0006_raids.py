"""Raids: reports, fights, who was there, and what was paid for them."""

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    pass
