"""What is on right now, the list of challenges with those that are over, and one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import discord

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.challenges.card import show_privately
from cogs.ui.challenges.naming import person, state_words, status_line
from cogs.ui.door import Interaction, actor_of, answer, guild_of, hall_of, show, turn, words_for
from cogs.ui.draws.naming import message_url
from cogs.ui.press import Pick, Press, turners
from cogs.ui.words import Words
from domain.challenge_settings import State
from domain.challenges import Challenge

if TYPE_CHECKING:
    from datetime import datetime

    from services.challenges.views import Listed

_LABEL: Final = 100
_ALL: Final = "all"
_MOST: Final = 25
_STATES: Final = "|".join((_ALL, *State))


class TurnList(Press, key="challenge:v1:list", args=rf"(?P<state>{_STATES}):(?P<page>\d{{1,6}})"):
    """Another page of the list."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        state = None if self.args["state"] == _ALL else State(self.args["state"])
        await turn(interaction, await _page(interaction, state, int(self.args["page"])))


class PickChallenge(Pick, key="challenge:v1:open"):
    """Opens a challenge of a list, for the one who picks."""

    async def pick(self, interaction: Interaction) -> None:
        """Show it."""
        await show_privately(interaction, int(self.item.values[0]))


async def show_current(interaction: Interaction) -> None:
    """Show what is on: the one that is, those that are to choose from, or what comes next."""
    say, hall = words_for(interaction), hall_of(interaction)
    current = await hall.challenges.views.current(guild_of(interaction))
    if len(current.on) == 1:
        await show_privately(interaction, current.on[0].id)
    elif current.on:
        await show(interaction, current_card(say, current.on, hall.desk.clock()), private=True)
    elif current.next is not None:
        starts = current.next.dates.starts_at
        await answer(interaction, say("challenge.none_on_next", title=current.next.terms.title, at=starts))
    else:
        await answer(interaction, say("challenge.none_on"))


async def show_list(interaction: Interaction, status: str | None) -> None:
    """Show the first page of this server's challenges."""
    await show(interaction, await _page(interaction, State(status) if status else None, 1), private=True)


async def show_challenge(interaction: Interaction, challenge_id: int) -> None:
    """Show a challenge to the one who asks; raises `NotFound`."""
    await show_privately(interaction, challenge_id)


def current_card(say: Words, on: Sequence[Challenge], now: datetime) -> Card:
    """Those that are on, featured ones first."""
    rows = [_row(say, one, now, ()) for one in on[:_MOST]]
    return Card(
        Accent.CHALLENGE,
        say("challenge.current.heading"),
        body=["\n".join(rows)],
        rows=[_select(say, on[:_MOST], now)],
    )


def list_card(say: Words, found: Listed, now: datetime) -> Card:
    """One page of challenges; of those that are over with who came first."""
    told = [
        say("challenge.list.total", total=found.total) if found.total else "",
        say("word.page", page=found.page, pages=found.pages) if found.pages > 1 else "",
    ]
    rows = [_row(say, one, now, _about(say, one, found)) for one in found.challenges]
    nothing = say("challenge.list.none" if found.state is None else "challenge.list.none_such")
    return Card(
        Accent.CHALLENGE,
        say("challenge.list.heading"),
        status=" · ".join(filter(None, told)),
        body=["\n".join(rows) or nothing],
        rows=[
            _select(say, found.challenges, now),
            turners(TurnList, found.page, found.pages, found.state or _ALL),
        ],
    )


async def _page(interaction: Interaction, state: State | None, page: int) -> Card:
    hall = hall_of(interaction)
    found = await hall.challenges.views.listed(actor_of(interaction), state, page)
    return list_card(words_for(interaction), found, hall.desk.clock())


def _row(say: Words, challenge: Challenge, now: datetime, about: Sequence[str]) -> str:
    """A challenge at a glance: how it stands, and what else is told of it."""
    mark = say("challenge.featured_mark") if challenge.featured else ""
    title = say("challenge.list.row", title=challenge.terms.title)
    return f"{mark}{title}\n-# {' · '.join([status_line(say, challenge, now), *about])}"


def _about(say: Words, challenge: Challenge, found: Listed) -> list[str]:
    told: list[str] = []
    if winners := found.winners.get(challenge.id):
        told.append(say("challenge.won", who=", ".join(person(say, one) for one in winners)))
    if (where := found.panels.get(challenge.id)) is not None:
        told.append(say("challenge.list.link", url=message_url(challenge.guild_id, *where)))
    return told


def _select(say: Words, shown: Sequence[Challenge], now: datetime) -> list[Item]:
    """A select of these challenges, which opens one; nothing where there is none."""
    if not shown:
        return []
    options = [
        discord.SelectOption(
            label=one.terms.title[:_LABEL],
            description=say("challenge.list.option", state=state_words(say, one, now), week=f"{one.week}/{one.year}"),
            value=str(one.id),
        )
        for one in shown
    ]
    return [PickChallenge.select(of=discord.ui.Select[Any](options=options, placeholder=say("challenge.list.pick")))]
