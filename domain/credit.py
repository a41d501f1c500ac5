"""Kinds of credit."""

from enum import StrEnum


class Credit(StrEnum):
    """Kinds of credit; they never turn into one another."""

    CREDIT = "credit"
    AI = "ai"
    LEAD = "lead"
