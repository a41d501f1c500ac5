"""What waits for officers, a page at a time; each of it opens with the buttons to decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.door import Interaction, actor_of, hall_of, show, turn, words_for
from cogs.ui.press import Pick, Press, turners
from cogs.ui.requests.deciding import deciding_card
from cogs.ui.requests.naming import amount_label, asked, person
from cogs.ui.words import Words, harmless

if TYPE_CHECKING:
    from services.requests.views import Seen, Waiting

_PAGE = 10
_REASON = 100
_LABEL = 100


class TurnWaiting(Press, key="request:v1:waiting", args=r"(?P<page>\d{1,6})"):
    """Another page of what waits."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        await turn_waiting(interaction, int(self.args["page"]))


class OpenRequest(Pick, key="request:v1:open"):
    """Opens a request in the list's place."""

    async def pick(self, interaction: Interaction) -> None:
        """Show it with its buttons."""
        shown = await hall_of(interaction).requests.views.show(actor_of(interaction), int(self.item.values[0]))
        await turn(interaction, deciding_card(words_for(interaction), shown, private=True))


async def show_waiting(interaction: Interaction) -> None:
    """Answer an officer with what waits; raises `Forbidden`."""
    waiting = await hall_of(interaction).requests.views.waiting(actor_of(interaction), 1)
    await show(interaction, waiting_card(words_for(interaction), waiting), private=True)


async def turn_waiting(interaction: Interaction, page: int) -> None:
    """Turn the clicked card to a page of what waits; raises `Forbidden`."""
    waiting = await hall_of(interaction).requests.views.waiting(actor_of(interaction), page)
    await turn(interaction, waiting_card(words_for(interaction), waiting))


def waiting_card(say: Words, waiting: Waiting) -> Card:
    """One page of requests, the oldest first."""
    numbered = list(enumerate(waiting.requests, (waiting.page - 1) * _PAGE + 1))
    pages = say("word.page", page=waiting.page, pages=waiting.pages) if waiting.pages > 1 else ""
    total = say("request.list.waiting", total=waiting.total) if waiting.total else ""
    rows: list[list[Item]] = [[OpenRequest.select(of=_options(say, numbered))]] if numbered else []
    return Card(
        Accent.PEOPLE,
        say("request.list.heading"),
        status=" · ".join(part for part in (total, pages) if part),
        body=[_row(say, number, seen) for number, seen in numbered] or [say("request.list.nothing")],
        rows=[*rows, turners(TurnWaiting, waiting.page, waiting.pages)],
    )


def _row(say: Words, number: int, seen: Seen) -> str:
    row = say(
        "request.list.row",
        number=number,
        who=person(say, seen.user_id),
        asked=asked(say, seen),
        reason=harmless(seen.reason, _REASON),
        at=seen.expires_at,
    )
    agreed = say("request.agreed", agreed=len(seen.agreed), needed=seen.needed)
    return f"{row} · {agreed}" if seen.agreed else row


def _options(say: Words, numbered: list[tuple[int, Seen]]) -> discord.ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=f"{number}. {amount_label(say, seen.credit, seen.called, seen.amount)}"[:_LABEL],
            description=seen.reason[:_LABEL] or None,
            value=str(seen.id),
        )
        for number, seen in numbered
    ]
    return discord.ui.Select[Any](options=options, placeholder=say("request.list.pick"))
