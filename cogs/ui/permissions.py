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
    # Loot: the council
    "loot open": _O,
    "loot award": _O,
    "loot cancel": _O,
    "loot show": _M,
    "loot list": _M,
    "loot history": _M,
    "loot why": _M,
    # Wallet
    "wallet show": _M,
    "wallet history": _M,
    "wallet grant": _L,
    "wallet take": _L,
    # Points
    "loot system show": _M,
    "loot system set": _L,
    "loot import": _O,
    "loot export": _O,
    "loot undo": _O,
    "loot priority": _M,
    "epgp standings": _M,
    "epgp history": _M,
    "epgp items": _M,
    "epgp award": _O,
    "epgp charge": _O,
    "epgp decay": _O,
    "epgp item-set": _O,
    "dkp standings": _M,
    "dkp history": _M,
    "dkp award": _O,
    "dkp charge": _O,
    "dkp decay": _O,
    # Auctions
    "auction open": _O,
    "auction close": _O,
    "auction cancel": _O,
    "auction bid": _M,
    "auction show": _M,
    "auction list": _M,
    # Raids
    "raid import": _O,
    "raid revert": _O,
    "raid mark": _O,
    "raid list": _M,
    "raid show": _M,
    "raid attendance": _M,
    "raid character": _M,
}
"""The lowest rank that may use each command."""
