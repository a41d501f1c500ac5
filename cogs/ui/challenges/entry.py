"""One submission as a card: its picture, what its maker says about it, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cogs.ui.cards import Card, Image, Item
from cogs.ui.challenges.naming import accent_of, heading, person
from cogs.ui.words import Words, harmless
from domain.challenges import REASON_LIMIT
from domain.submissions import DESCRIPTION_LIMIT, TITLE_LIMIT

if TYPE_CHECKING:
    from domain.challenges import Challenge
    from domain.submissions import Submission
    from services.guildhall import Guildhall

_ALT_LIMIT = 300


async def entry_card(
    hall: Guildhall,
    say: Words,
    challenge: Challenge,
    submission: Submission,
    *,
    small: str = "",
    rows: Sequence[Sequence[Item]] = (),
    notes: Sequence[str] = (),
) -> Card:
    """A submission with its picture, or with the word that it is missing; `notes` stand above what its maker says."""
    image, lost = await _picture(hall, say, challenge, submission)
    link = submission.work.link
    return Card(
        accent_of(challenge),
        title_of(say, submission),
        status=say("entry.by", who=person(say, submission.user_id), title=heading(say, challenge)),
        body=["\n".join([*marks(say, submission), *notes]), lines_of(submission.work.description), lost],
        image=image,
        rows=rows,
        small=small,
        links=((say("entry.link"), link),) if link else (),
    )


def marks(say: Words, submission: Submission) -> list[str]:
    """Whether it was featured, disqualified or taken back."""
    told: list[str] = []
    if submission.withdrawn_at is not None:
        told.append(say("entry.withdrawn", at=submission.withdrawn_at))
    if submission.disqualified_at is not None:
        told.append(say("entry.disqualified", reason=harmless(submission.reason, REASON_LIMIT)))
    elif submission.featured_at is not None:
        told.append(say("entry.featured"))
    return told


def lines_of(text: str) -> str:
    """What somebody wrote on several lines, made harmless line by line."""
    return "\n".join(harmless(line, DESCRIPTION_LIMIT) for line in text.splitlines())


def title_of(say: Words, submission: Submission) -> str:
    """What it is called, fit to be shown; nothing is left of what somebody erased wrote."""
    return harmless(submission.work.title, TITLE_LIMIT) or say("entry.untitled")


async def _picture(
    hall: Guildhall, say: Words, challenge: Challenge, submission: Submission
) -> tuple[Image | None, str]:
    if submission.image_id is None:
        return None, ""
    data = await hall.challenges.pictures.bring_out(challenge.guild_id, submission.image_id)
    if data is None:
        return None, say("entry.picture_missing")
    told = submission.work.description or challenge.terms.prompt
    alt = say("entry.alt", title=submission.work.title, about=" ".join(told.split())[:_ALT_LIMIT])
    return Image(f"entry-{submission.id}.webp", data, alt), ""
