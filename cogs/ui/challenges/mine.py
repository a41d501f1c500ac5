"""What somebody did in the challenges that are on: submissions, votes, and points line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord

from cogs.ui.cards import Accent, Card
from cogs.ui.challenges.entry import entry_card, marks, title_of
from cogs.ui.challenges.naming import heading, status_line
from cogs.ui.challenges.submitting import own_row
from cogs.ui.door import Interaction, actor_of, hall_of, show, words_for
from cogs.ui.press import Pick, Press
from cogs.ui.words import Words
from domain.challenge_points import Cause
from domain.challenge_settings import Voting

if TYPE_CHECKING:
    from datetime import datetime

    from domain.submissions import Submission
    from services.challenges.entries import Part

_OFFERED: Final = 25
_LONGEST: Final = 100


class PickMine(Pick, key="challenge:v1:pick-mine"):
    """Shows one of one's own submissions."""

    async def pick(self, interaction: Interaction) -> None:
        """Show it, with what can be done with it."""
        await show_own(interaction, int(self.item.values[0]))


class ShowMine(Press, key="challenge:v1:mine"):
    """What one did oneself."""

    async def press(self, interaction: Interaction) -> None:
        """Show it."""
        await show_mine(interaction)


async def show_mine(interaction: Interaction) -> None:
    """Show what the asker handed in, gave and earned."""
    hall, say = hall_of(interaction), words_for(interaction)
    parts = await hall.challenges.entries.overview(actor_of(interaction))
    await show(interaction, mine_card(say, parts, hall.desk.clock()), private=True)


async def show_own(interaction: Interaction, submission_id: int) -> None:
    """Show the asker one of their own; raises `NotFound`."""
    hall, say = hall_of(interaction), words_for(interaction)
    own = await hall.challenges.entries.own(actor_of(interaction), submission_id)
    rows = [own_row(say, own.submission, changeable=own.changeable)]
    small = say("entry.until", at=own.challenge.dates.submissions_close_at) if own.changeable else ""
    await show(
        interaction, await entry_card(hall, say, own.challenge, own.submission, rows=rows, small=small), private=True
    )


def mine_card(say: Words, parts: list[Part], now: datetime) -> Card:
    """Every challenge that is on or was lately, with what somebody did in it."""
    every = [one for part in parts for one in part.submissions]
    options = [
        discord.SelectOption(
            label=_short(one.work.title), value=str(one.id), description=_short(part.challenge.terms.title)
        )
        for part in parts
        for one in part.submissions
    ]
    select = discord.ui.Select[discord.ui.LayoutView](placeholder=say("mine.pick"), options=options[:_OFFERED])
    return Card(
        Accent.CHALLENGE,
        say("mine.heading"),
        body=[_part(say, part, now) for part in parts] or [say("mine.nothing")],
        rows=[[PickMine.select(of=select)]] if every else [],
    )


def _part(say: Words, part: Part, now: datetime) -> str:
    terms = part.challenge.terms
    lines = [f"**{heading(say, part.challenge)}**", status_line(say, part.challenge, now)]
    lines.append(say("mine.handed_in", number=len(part.submissions), most=terms.most))
    lines += [_line(say, one) for one in part.submissions]
    if terms.voting is not Voting.NONE:
        given = "mine.votes" if terms.voting is Voting.VOTES else "mine.stars"
        lines.append(say(given, count=part.given))
    if part.discarded is not None:
        lines.append(say("mine.discarded", reason=part.discarded))
    lines.append(say("mine.points", points=part.total))
    lines += [f"-# {say(f'mine.cause.{cause}', points=part.points[cause])}" for cause in Cause if cause in part.points]
    return "\n".join(lines)


def _line(say: Words, one: Submission) -> str:
    return " · ".join([f" • {title_of(say, one)}", *marks(say, one)])


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
