"""What insights are told under, so that nobody faces a wall of text."""

from enum import StrEnum


class Theme(StrEnum):
    """One of the card's faces."""

    PEOPLE = "people"
    COMMANDS = "commands"
    CREDITS = "credits"
    CHALLENGES = "challenges"


THEMES = tuple(theme.value for theme in Theme)
