"""`/verify`: a draw by number, a proof by file, or the list of all draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

import discord

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.door import Interaction, guild_of, hall_of, show, turn, words_for
from cogs.ui.press import Pick, Press, turners
from cogs.ui.words import Words
from domain.draws import DrawState
from domain.errors import Invalid

if TYPE_CHECKING:
    from services.draws import Page, Seen

_LABEL: Final = 100
_RESTORES = 3

Line = Callable[[Words, "Seen"], str]


class CheckDraw(Press, key="draw:v1:check", args=r"(?P<number>\d{1,15})"):
    """Checks a draw of this server, for the one who asks."""

    async def press(self, interaction: Interaction) -> None:
        """Check it."""
        from cogs.ui.draws.checking import check_number

        await check_number(interaction, int(self.args["number"]))


class TurnDraws(Press, key="draw:v1:list", args=r"(?P<page>\d{1,6})"):
    """Another page of the list."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        page = await hall_of(interaction).draws.page(guild_of(interaction), int(self.args["page"]))
        await turn(interaction, _list(words_for(interaction), page))


class PickDraw(Pick, key="draw:v1:pick"):
    """Checks one of the draws that are listed."""

    async def pick(self, interaction: Interaction) -> None:
        """Check it."""
        from cogs.ui.draws.checking import check_number

        await check_number(interaction, int(self.item.values[0]))


async def verify(interaction: Interaction, number: int | None, file: discord.Attachment | None) -> None:
    """Answer `/verify`; raises `Invalid` where both were given, and what checking raises."""
    from cogs.ui.draws.checking import check_file, check_number

    if number is not None and file is not None:
        raise Invalid("draw.verify_one_of")
    if file is not None:
        await check_file(interaction, file)
    elif number is not None:
        await check_number(interaction, number)
    else:
        page = await hall_of(interaction).draws.page(guild_of(interaction), 1)
        await show(interaction, _list(words_for(interaction), page), private=True)


def _list(say: Words, page: Page) -> Card:
    return list_card(say, page, turners(TurnDraws, page.page, page.pages))


def draw_line(say: Words, seen: Seen) -> str:
    """Which draw it is, how it stands, and what its luck is worth."""
    row = say("draw.list.row", draw=seen.record.draw.number, title=seen.record.draw.title)
    return f"{row}\n-# {' · '.join(_about(say, seen))}"


def _about(say: Words, seen: Seen) -> list[str]:
    mode = "sealed" if seen.sealed else "test" if seen.test_chain else "beacon"
    about = [_stands(say, seen), say(f"draw.list.{mode}")]
    if seen.voids:
        about.append(say("draw.list.voids", voids=seen.voids))
    if seen.called_late:
        about.append(say("draw.list.late"))
    return about


def _stands(say: Words, seen: Seen) -> str:
    state, given_up = str(seen.record.state), seen.record.ended_at
    if state == DrawState.CALLED and given_up is not None:
        return say("draw.list.given_up", at=given_up)
    told = "called_sealed" if state == DrawState.CALLED and seen.sealed else state
    return say(f"draw.list.{told}", at=seen.at)


def list_card(say: Words, page: Page, row: Sequence[Item], line: Line = draw_line) -> Card:
    """One page of the draws of a server, newest first, over a row to turn it; each in a `line` of its own."""
    total = say("draw.list.total", total=page.total) if page.total else ""
    pages = say("word.page", page=page.page, pages=page.pages) if page.pages > 1 else ""
    gap = say("draw.list.gap", highest=page.highest, total=page.total) if page.missing else ""
    lines = [line(say, seen) for seen in page.draws]
    return Card(
        Accent.ALERT if gap else Accent.PEOPLE,
        say("draw.list.heading"),
        status=" · ".join(part for part in (total, pages) if part),
        body=[gap, "\n".join(lines) or say("draw.list.none"), _restores(say, page)],
        rows=[_picker(say, page), row],
        small=say("draw.list.small") if page.total else "",
    )


def _restores(say: Words, page: Page) -> str:
    """Which numbers no draw has because a backup was put back."""
    return "\n".join(
        say("draw.list.restored", first=one.last_draw + 1, last=one.first_draw - 1, at=one.restored_at)
        for one in page.restored[:_RESTORES]
        if one.first_draw <= page.highest
    )


def _picker(say: Words, page: Page) -> list[Item]:
    if not page.draws:
        return []
    options = [
        discord.SelectOption(
            label=f"{seen.record.draw.number} · {seen.record.draw.title}"[:_LABEL], value=str(seen.record.draw.number)
        )
        for seen in page.draws
    ]
    of: discord.ui.Select[Any] = discord.ui.Select(options=options, placeholder=say("draw.list.pick"))
    return [PickDraw.select(of=of)]
