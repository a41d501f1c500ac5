"""Finding a challenge and what was handed in to it, and telling everything that shows it that it changed."""

from sqlalchemy import Connection

from domain.challenge_settings import PANEL
from domain.challenges import Challenge
from domain.errors import NotFound
from domain.submissions import Submission
from storage import challenges, panels, submissions


def find(tx: Connection, guild_id: int, challenge_id: int) -> Challenge:
    """The guild's challenge of that id; raises `NotFound`."""
    if (challenge := challenges.find(tx, guild_id, challenge_id)) is None:
        raise NotFound("challenge.unknown")
    return challenge


def find_public(tx: Connection, guild_id: int, challenge_id: int) -> Challenge:
    """The guild's challenge of that id as soon as it is published; raises `NotFound`."""
    challenge = find(tx, guild_id, challenge_id)
    if challenge.standing.published_at is None:
        raise NotFound("challenge.unknown")
    return challenge


def find_submission(tx: Connection, guild_id: int, submission_id: int) -> tuple[Challenge, Submission]:
    """The guild's submission of that id with its challenge; raises `NotFound`, also once it was withdrawn."""
    found = submissions.find(tx, guild_id, submission_id)
    if found is None or found.withdrawn_at is not None:
        raise NotFound("submission.unknown")
    return find(tx, guild_id, found.challenge_id), found


def changed(tx: Connection, challenge: Challenge) -> None:
    """Its panels need a repaint."""
    panels.touch(tx, challenge.guild_id, PANEL, challenge.id)
