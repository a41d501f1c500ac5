"""The council: decisions, who was asked, what they answered, and the votes."""

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    pass
