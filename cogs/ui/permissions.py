"""Who may use which command: the matrix that a test walks with every rank, and that the docs print.

The ranks themselves are checked in the services, at the moment of the act; this says what they come to.
"""

from collections.abc import Mapping
from typing import Final

from domain.people import Rank

_M, _O, _L = Rank.MEMBER, Rank.OFFICER, Rank.LEADER

MATRIX: Final[Mapping[str, Rank]] = {
    # Setting up
    "setup": _L,
    "settings show": _M,
    "settings set": _L,
    "settings reset": _L,
    "notifications show": _L,
    "notifications set": _L,
    "notifications test": _L,
    "audit list": _M,
    "audit verify": _M,
    "verify": _M,
    # Clan
    "clan overview": _M,
    "clan add": _O,
    "clan remove": _O,
    "clan roster": _O,
    "clan rename": _O,
    "clan claim": _M,
    "clan import": _O,
    "clan schedule": _L,
    "clan snapshot": _O,
    "clan stats": _M,
    "clan gains": _M,
    "clan profile": _M,
    "clan history": _M,
    # Contest
    "contest create": _L,
    "contest rule-add": _L,
    "contest rule-remove": _L,
    "contest publish": _L,
    "contest show": _M,
    "contest list": _M,
    "contest entries": _M,
    "contest end": _L,
    "contest draw": _L,
    "contest redraw": _L,
    "contest cancel": _L,
    # Pot
    "pot create": _O,
    "pot lobby": _M,
    "pot show": _M,
    "pot mine": _M,
    "pot history": _M,
    "pot join": _M,
    "pot leave": _M,
    "pot lock": _O,
    "pot pause": _O,
    "pot resume": _O,
    "pot cancel": _O,
    "pot flags": _O,
    "pot insights": _O,
    # Wallet
    "wallet show": _M,
    "wallet history": _M,
    "wallet grant": _L,
    "wallet take": _L,
}
"""The lowest rank that may use each command."""
