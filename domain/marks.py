"""Marks: keyed, truncated hashes of a network and of a browser, so that two can be found alike and neither told.

Only kept of whoever allowed it. Without the key nobody can try addresses out, and a mark of one guild says nothing
in another. They are for officers to look at, so that a clash by chance (one in 2^64 pairs) matters to nobody.
"""

import hmac
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

MARK_SIZE: Final = 16
"""Bytes that are kept of each hash."""

_PURPOSE: Final = b"guildhall/marks/1"
_NETWORK_BITS: Final = {4: 24, 6: 56}


class MarkKind(StrEnum):
    """What a mark was made from."""

    NETWORK = "network"
    BROWSER = "browser"


def address(text: str) -> IPv4Address | IPv6Address | None:
    """The address of a machine, an IPv4 one even where it comes in IPv6's clothes; None when it is none."""
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found


def network_of(text: str) -> str | None:
    """The network that an address is in, as providers give them to a household: /24 of IPv4, /56 of IPv6."""
    found = address(text)
    return None if found is None else str(ip_network((found, _NETWORK_BITS[found.version]), strict=False))


def browser_of(agent: str, languages: str) -> str | None:
    """What a browser says of itself; None when it says nothing."""
    said = (" ".join(agent.split()), "".join(languages.split()).lower())
    return "\n".join(said) if said[0] else None


def mark(secret: bytes, guild_id: int, kind: MarkKind, value: str) -> bytes:
    """The mark of a value: the same for the same guild, kind and secret, and nothing to be learnt from otherwise."""
    key = hmac.digest(secret, _PURPOSE, "sha256")
    return hmac.digest(key, f"{guild_id}\n{kind}\n{value}".encode(), "sha256")[:MARK_SIZE]
