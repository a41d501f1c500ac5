"""Raiders: how a game character is named, with the realm that tells two of one name apart."""

import re
from dataclasses import dataclass
from typing import Final

from domain.errors import Invalid
from domain.texts import one_line

NAME_LIMIT: Final = 40
REALM_LIMIT: Final = 60

_APART = re.compile(r"[\s'’`-]+")


@dataclass(frozen=True, slots=True)
class RaiderName:
    """A character's name and realm as typed; the keys say whether two are the same. Made by `parse_raider`.

    Games compare names without case, and logs write realms without spaces, dashes and apostrophes.
    """

    shown: str
    realm: str
    key: str
    realm_key: str

    def __str__(self) -> str:
        return f"{self.shown}-{self.realm}" if self.realm else self.shown


def parse_raider(text: str, realm: str = "") -> RaiderName:
    """A name, as `Mara` or as `Mara-Earthen Ring`, where no realm is given beside it; raises `Invalid`."""
    name, _, after = text.partition("-")
    tidy = one_line(name, NAME_LIMIT)
    if tidy is None or " " in tidy:
        raise Invalid("raid.character_name", limit=NAME_LIMIT)
    typed = realm or after
    where = one_line(typed, REALM_LIMIT) if typed.strip() else ""
    if where is None:
        raise Invalid("raid.character_realm", limit=REALM_LIMIT)
    return RaiderName(tidy, where, tidy.casefold(), _APART.sub("", where).casefold())
