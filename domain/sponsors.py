"""Sponsors of challenges: who they are, as officers may write it."""

from dataclasses import dataclass, field
from typing import Final

from domain.errors import Invalid
from domain.submissions import check_link
from domain.texts import lines, one_line

NAME_LIMIT: Final = 80
DESCRIPTION_LIMIT: Final = 500
CONTACT_LIMIT: Final = 200
MOST: Final = 100
"""Sponsors of one guild."""


@dataclass(frozen=True, slots=True)
class Sponsor:
    """A sponsor; `contact` is for officers alone, `logo_id` a picture's id."""

    id: int
    guild_id: int
    name: str
    website: str
    description: str
    contact: str
    logo_id: int | None
    verified: bool
    active: bool


@dataclass(frozen=True, slots=True)
class Total:
    """What a sponsor stands for: challenges, credits, and cents of money by its currency."""

    challenges: int = 0
    credits: int = 0
    cash: dict[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class Profile:
    """A sponsor in words: `website` is an https address, `contact` is for officers alone."""

    name: str
    website: str
    contact: str
    description: str


def check_profile(name: str, website: str, contact: str, description: str) -> Profile:
    """What officers typed, tidied; raises `Invalid` with what is wrong."""
    tidy = one_line(name, NAME_LIMIT)
    if tidy is None:
        raise Invalid("sponsor.name_length", limit=NAME_LIMIT)
    address = check_link(website)
    if address is None:
        raise Invalid("sponsor.website")
    whom = lines(contact, CONTACT_LIMIT)
    if whom is None:
        raise Invalid("sponsor.contact_length", limit=CONTACT_LIMIT)
    return Profile(tidy, address, whom, check_description(description))


def check_description(text: str) -> str:
    """What it is, in lines; raises `Invalid` when that is too long."""
    told = lines(text, DESCRIPTION_LIMIT)
    if told is None:
        raise Invalid("sponsor.description_length", limit=DESCRIPTION_LIMIT, length=len(text.strip()))
    return told
