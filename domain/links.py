"""Linking: how long an address leads somewhere, what it has to be, and how the two ends are told apart.

The way is OAuth2's authorization code with PKCE (RFC 6749, RFC 7636), as RFC 9700 wants it done. What is secret is
32 fresh bytes each, in the letters of base64url; the books keep its SHA-256.
"""

import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final

TICKET_LASTS: Final = timedelta(minutes=10)
MARKS_LAST: Final = timedelta(days=30)
SECRET_SIZE: Final = 32
NAME_LIMIT: Final = 100
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{43}")


class Outcome(StrEnum):
    """How somebody's way back from Discord ended."""

    LINKED = "linked"
    CANCELLED = "cancelled"
    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    OTHER_BROWSER = "other_browser"
    OTHER_PERSON = "other_person"
    REFUSED = "refused"
    MISCONFIGURED = "misconfigured"


@dataclass(frozen=True, slots=True)
class Account:
    """A Discord account as Discord describes it to whoever is logged in; `avatar` is the hash of a picture."""

    id: int
    name: str
    avatar: str | None


def secret_text(fresh: bytes) -> str:
    """Fresh bytes as they stand in an address, a cookie or a question."""
    return urlsafe_b64encode(fresh).decode().rstrip("=")


def is_secret(text: str) -> bool:
    """Whether it could be one of ours."""
    return _SECRET.fullmatch(text) is not None


def fingerprint(text: str) -> bytes:
    """What the books keep of a secret."""
    return sha256(text.encode()).digest()


def challenge(verifier: str) -> str:
    """What Discord is told of a verifier before it is shown (RFC 7636, 4.2: S256)."""
    return secret_text(sha256(verifier.encode()).digest())
