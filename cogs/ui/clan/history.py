"""The clan's snapshots so far, with links to where they were told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card
from cogs.ui.clan.naming import mark, reason, result
from cogs.ui.door import Interaction, card_words, guild_of, hall_of, show, turn, words_for
from cogs.ui.press import Press
from cogs.ui.words import Words
from domain.clan import Run, RunState

if TYPE_CHECKING:
    from services.clan.runs import History


class ShowHistory(Press, key="clan:v1:past"):
    """The history, for the one who asks."""

    async def press(self, interaction: Interaction) -> None:
        """Show its first page."""
        history = await hall_of(interaction).clan.runs.history(guild_of(interaction), 1)
        await show(interaction, history_card(words_for(interaction), guild_of(interaction), history), private=True)


class TurnHistory(Press, key="clan:v1:history", args=r"(?P<page>\d{1,6})"):
    """Another page of the history."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        history = await hall_of(interaction).clan.runs.history(guild_of(interaction), int(self.args["page"]))
        await turn(interaction, history_card(await card_words(interaction), guild_of(interaction), history))


def history_card(say: Words, guild_id: int, history: History) -> Card:
    """One page of the clan's snapshots, newest first."""
    lines = [_line(say, guild_id, run, history.posted.get(run.id)) for run in history.runs]
    pages = say("word.page", page=history.page, pages=history.pages) if history.pages > 1 else ""
    total = say("clan.history.total", total=history.total) if history.total else ""
    return Card(
        Accent.CLAN,
        say("clan.history.heading"),
        status=" · ".join(part for part in (total, pages) if part),
        body=["\n".join(lines) or say("clan.history.none")],
        rows=[turners(history.page, history.pages)],
    )


def turners(page: int, pages: int) -> list[Press]:
    """The buttons to other pages, if there are any."""
    if pages == 1:
        return []
    # The ends point past the list: two buttons of one message cannot share an id.
    back = TurnHistory.button(page - 1, emoji="◀️", disabled=page == 1)
    return [back, TurnHistory.button(page + 1, emoji="▶️", disabled=page == pages)]


def _line(say: Words, guild_id: int, run: Run, posted: tuple[int, int] | None) -> str:
    said = say("clan.history.running") if run.state is RunState.RUNNING else result(say, run)
    if run.error:
        said += f" ({reason(say, run.error)})"
    trigger = say(f"clan.trigger.{run.trigger}")
    line = say("clan.history.row", mark=mark(run), at=run.started_at, result=said, trigger=trigger)
    if posted is None:
        return line
    channel, message = posted
    url = f"https://discord.com/channels/{guild_id}/{channel}/{message}"
    return f"{line} · {say('clan.history.link', url=url)}"
