"""The clan's history: its snapshots and its draws, each with links to where it was told."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card
from cogs.ui.clan.naming import mark, reason, result
from cogs.ui.door import Interaction, card_words, guild_of, guild_words, hall_of, show, turn, words_for
from cogs.ui.draws.naming import message_url, verify_url
from cogs.ui.draws.story import post_links
from cogs.ui.draws.verify import draw_line, list_card
from cogs.ui.press import Press, turners
from cogs.ui.words import Words
from domain.clan import Run, RunState
from domain.draws import DrawState

if TYPE_CHECKING:
    from services.clan.runs import History
    from services.draws import Page, Seen

_DRAWS = 5
"""A page: each has up to four links, and a card holds 4,000 characters."""


class ShowHistory(Press, key="clan:v1:past"):
    """The history, for the one who asks."""

    async def press(self, interaction: Interaction) -> None:
        """Show its first page."""
        await show(interaction, await _runs(interaction, words_for(interaction), 1), private=True)


class TurnHistory(Press, key="clan:v1:history", args=r"(?P<page>\d{1,6})"):
    """Another page of the snapshots."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        await turn(interaction, await _runs(interaction, await card_words(interaction), int(self.args["page"])))


class TurnDrawn(Press, key="clan:v1:drawn", args=r"(?P<page>\d{1,6})"):
    """Another page of the draws."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        hall = hall_of(interaction)
        page = await hall.draws.page(guild_of(interaction), int(self.args["page"]), _DRAWS)
        await turn(interaction, drawn_card(await card_words(interaction), page, hall.public_url))


async def show_history(interaction: Interaction) -> None:
    """Post the first page of the snapshots, from which everybody can go on to the draws."""
    await show(interaction, await _runs(interaction, await guild_words(interaction), 1))


async def _runs(interaction: Interaction, say: Words, page: int) -> Card:
    history = await hall_of(interaction).clan.runs.history(guild_of(interaction), page)
    return history_card(say, guild_of(interaction), history)


def history_card(say: Words, guild_id: int, history: History) -> Card:
    """One page of the clan's snapshots, newest first."""
    lines = [_line(say, guild_id, run, history.posted.get(run.id)) for run in history.runs]
    pages = say("word.page", page=history.page, pages=history.pages) if history.pages > 1 else ""
    total = say("clan.history.total", total=history.total) if history.total else ""
    draws = TurnDrawn.button(1, label=say("clan.history.draws"))
    return Card(
        Accent.CLAN,
        say("clan.history.heading"),
        status=" · ".join(part for part in (total, pages) if part),
        body=["\n".join(lines) or say("clan.history.none")],
        rows=[[*turners(TurnHistory, history.page, history.pages), draws]],
    )


def drawn_card(say: Words, page: Page, public_url: str) -> Card:
    """One page of the server's draws, as `/verify` lists them, with their posts and where to check them."""
    runs = TurnHistory.button(1, label=say("clan.history.runs"))
    row = [*turners(TurnDrawn, page.page, page.pages), runs]
    return list_card(say, page, row, partial(_drawn, public_url))


def _drawn(public_url: str, say: Words, seen: Seen) -> str:
    links = post_links(say, seen)
    if public_url and seen.record.state is DrawState.SETTLED:
        links.append(f"[{say('draw.button.verify')}]({verify_url(public_url, seen.record.address)})")
    return " · ".join([draw_line(say, seen), *links])


def _line(say: Words, guild_id: int, run: Run, posted: tuple[int, int] | None) -> str:
    said = say("clan.history.running") if run.state is RunState.RUNNING else result(say, run)
    if run.error:
        said += f" ({reason(say, run.error)})"
    trigger = say(f"clan.trigger.{run.trigger}")
    line = say("clan.history.row", mark=mark(run), at=run.started_at, result=said, trigger=trigger)
    if posted is None:
        return line
    return f"{line} · {say('clan.history.link', url=message_url(guild_id, *posted))}"
