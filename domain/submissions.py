"""Submissions: what somebody hands in to a challenge, and when it counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from domain.errors import Conflict, Forbidden, Invalid
from domain.texts import lines, one_line

TITLE_LIMIT: Final = 80
DESCRIPTION_LIMIT: Final = 1000
LINK_LIMIT: Final = 300


@dataclass(frozen=True, slots=True)
class Work:
    """What is handed in, in words: `link` is an https address or None."""

    title: str
    description: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Submission:
    """One submission as it stands; `reason` is why officers disqualified it, `user_id` is None once erased."""

    id: int
    challenge_id: int
    member_id: int
    user_id: int | None
    work: Work
    image_id: int | None
    at: datetime
    edited_at: datetime | None
    withdrawn_at: datetime | None
    featured_at: datetime | None
    disqualified_at: datetime | None
    reason: str

    @property
    def counts(self) -> bool:
        """Whether it is ranked and can be voted for."""
        return self.withdrawn_at is None and self.disqualified_at is None


def check_work(title: str, description: str, link: str, *, link_required: bool) -> Work:
    """What somebody typed, tidied; raises `Invalid` with what is wrong."""
    tidy = one_line(title, TITLE_LIMIT)
    if tidy is None:
        raise Invalid("submission.title_length", limit=TITLE_LIMIT)
    told = lines(description, DESCRIPTION_LIMIT)
    if told is None:
        raise Invalid("submission.description_length", limit=DESCRIPTION_LIMIT, length=len(description.strip()))
    address = check_link(link)
    if address is None and link_required:
        raise Invalid("submission.link_required")
    return Work(tidy, told, address)


def check_own(submission: Submission, member_id: int) -> None:
    """Raise `Forbidden` for somebody else's, `Conflict` for one that officers disqualified: that stays to be seen."""
    if submission.member_id != member_id:
        raise Forbidden("submission.not_yours")
    if submission.disqualified_at is not None:
        raise Conflict("submission.disqualified", title=submission.work.title)


def check_link_once(link: str | None, others: Iterable[Submission]) -> None:
    """Raise `Conflict` when one of these, which are the same person's, has a link to the same project."""
    for one in others:
        if link and one.work.link and link_key(one.work.link) == link_key(link):
            raise Conflict("submission.link_twice", title=one.work.title)


def check_link(text: str) -> str | None:
    """An https address without a name or a password in it; None for none. Raises `Invalid`, also for `javascript:`."""
    typed = text.strip()
    if not typed:
        return None
    if len(typed) > LINK_LIMIT:
        raise Invalid("link.length", limit=LINK_LIMIT)
    try:
        parts = urlsplit(typed)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise Invalid("link.malformed") from None
    plain = typed.isascii() and typed.isprintable() and not set(typed) & set(" <>\"'`\\|")
    if parts.scheme != "https" or not plain or "@" in parts.netloc or not host or "." not in host.strip("."):
        raise Invalid("link.malformed")
    return typed


def link_key(link: str) -> str:
    """The same for addresses of the same project: without case of the host, `www.`, end slash and fragment."""
    parts = urlsplit(link)
    host = (parts.hostname or "").removeprefix("www.").rstrip(".")
    port = f":{parts.port}" if parts.port not in (None, 443) else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{port}{parts.path.rstrip('/')}{query}"
