"""What can be picked while typing a command of challenges."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from discord import app_commands

from cogs.ui.door import Interaction, actor_of, guild_of, hall_of, words_for
from domain.challenge_settings import State, Voting
from domain.errors import NotFound

if TYPE_CHECKING:
    from domain.challenges import Challenge

Choices = list[app_commands.Choice[str]]

VOTINGS: Choices = [
    app_commands.Choice(name="One vote a person and submission", value=Voting.VOTES.value),
    app_commands.Choice(name="Private ballots with stars", value=Voting.BALLOT.value),
    app_commands.Choice(name="Judges alone", value=Voting.NONE.value),
]
STATUSES: Choices = [app_commands.Choice(name=one.value.capitalize(), value=one.value) for one in State]
SORTS: Choices = [
    app_commands.Choice(name="Most votes", value="votes"),
    app_commands.Choice(name="Newest", value="newest"),
    app_commands.Choice(name="Shuffled", value="random"),
]

DRAFTS = (State.DRAFT,)
OPEN = (State.ACTIVE,)
RUNNING = (State.ACTIVE, State.VOTING)
CHANGING = (State.DRAFT, State.UPCOMING, State.ACTIVE, State.VOTING, State.COMPLETED)
PUBLISHED = (State.ACTIVE, State.VOTING, State.COMPLETED, State.UPCOMING)
COMPLETED = (State.COMPLETED,)

_MOST, _LONGEST = 25, 100
"""As many as Discord takes, and as long."""


async def challenges(interaction: Interaction, typed: str, states: Collection[State]) -> Choices:
    """Challenges by title and state, the latest first; drafts for officers alone."""
    found = await hall_of(interaction).challenges.views.names(actor_of(interaction), typed, states)
    say, now = words_for(interaction), hall_of(interaction).desk.clock()
    return [_choice(_label(one, say(f"challenge.state.{one.state(now)}")), one.id) for one in found[:_MOST]]


async def chosen(interaction: Interaction, typed: str) -> int:
    """The number of the challenge that was picked or typed; raises `NotFound`."""
    return await hall_of(interaction).challenges.views.id_of(guild_of(interaction), typed)


async def my_submissions(interaction: Interaction, typed: str) -> Choices:
    """What the one who types handed in and can still change."""
    found = await hall_of(interaction).challenges.entries.mine(actor_of(interaction))
    wanted = typed.casefold()
    listed = [one for one in found if wanted in one.submission.work.title.casefold()]
    return [
        _choice(f"{one.submission.work.title} · {one.challenge.terms.title}", one.submission.id)
        for one in listed[:_MOST]
    ]


async def submissions(interaction: Interaction, typed: str) -> Choices:
    """What was handed in to challenges that are on or over lately, by title or maker."""
    found = await hall_of(interaction).challenges.entries.names(guild_of(interaction), typed)
    return [
        _choice(f"{one.submission.work.title} · {one.challenge.terms.title}", one.submission.id)
        for one in found[:_MOST]
    ]


async def sponsors(interaction: Interaction, typed: str) -> Choices:
    """Sponsors by name."""
    found = await hall_of(interaction).challenges.sponsors.names(guild_of(interaction), typed)
    return [_choice(one.name, one.id) for one in found[:_MOST]]


def submission_id(typed: str) -> int:
    """The number of the submission that was picked; raises `NotFound` for anything else."""
    if not typed.isascii() or not typed.isdigit() or len(typed) > 15:
        raise NotFound("submission.unknown")
    return int(typed)


def _label(challenge: Challenge, stands: str) -> str:
    title, room = challenge.terms.title, _LONGEST - len(f" · {stands}")
    return f"{title if len(title) <= room else title[: room - 1] + '…'} · {stands}"


def _choice(label: str, number: int) -> app_commands.Choice[str]:
    short = label if len(label) <= _LONGEST else label[: _LONGEST - 1] + "…"
    return app_commands.Choice(name=short, value=str(number))
