"""Who takes part: how a person is written, hidden behind a salt, and recognised under another spelling."""

import re
import unicodedata

from fairness.encoding import digest

ID = re.compile(r"0|[1-9][0-9]{0,19}")
ID_LIMIT = 2**64
SALT_BYTES = 16

_DISCORD, _OSRS = "discord:", "osrs:"
_ALIKE = str.maketrans(dict.fromkeys(("\N{NO-BREAK SPACE}", "_", "-"), " "))


def member(user_id: int) -> str:
    """The `who` of a Discord user."""
    return f"{_DISCORD}{user_id}"


def character(name: str) -> str:
    """The `who` of a game character that nobody has claimed."""
    return f"{_OSRS}{name}"


def is_id(text: str) -> bool:
    """Whether this is a 64-bit id as the protocol writes it: decimal, without sign, space or leading zero."""
    return bool(ID.fullmatch(text)) and int(text) < ID_LIMIT


def is_who(text: str) -> bool:
    """Whether this names a person as the protocol does: `discord:<user id>` or `osrs:<name>`."""
    if text.startswith(_DISCORD):
        return is_id(text.removeprefix(_DISCORD))
    return text.startswith(_OSRS) and text != _OSRS


def person(who: str) -> str:
    """What all spellings of one person have in common.

    A game's name is one after case folding and NFC, with space, NO-BREAK SPACE, `_` and `-` taken alike.
    """
    if not who.startswith(_OSRS):
        return who
    return unicodedata.normalize("NFC", who.casefold()).translate(_ALIKE)


def participant(salt: bytes, who: str) -> bytes:
    """The 32 bytes that stand for a person in one draw; `salt` is 16 bytes of their own for that draw."""
    return digest("participant", salt, who)
