"""`/verify`: a draw by number, a proof by file, or the list of all draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

import discord

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.door import Interaction, guild_of, hall_of, show, turn, words_for
from cogs.ui.draws.opening import open_posts
from cogs.ui.draws.story import Shown, draw_card
from cogs.ui.draws.verdict import Held, contradictions, verdict_card
from cogs.ui.press import Pick, Press, turners
from cogs.ui.words import Words
from domain.draws import DrawState
from domain.errors import Invalid, NotFound, Unavailable

if TYPE_CHECKING:
    from services.draws import Page, Seen

_MIB: Final = 2**20
_LARGEST: Final = 16
"""MiB: what no proof exceeds; nothing larger is even fetched."""

_LABEL: Final = 100

Line = Callable[[Words, "Seen"], str]


class CheckDraw(Press, key="draw:v1:check", args=r"(?P<number>\d{1,15})"):
    """Checks a draw of this server, for the one who asks."""

    async def press(self, interaction: Interaction) -> None:
        """Check it."""
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
        await check_number(interaction, int(self.item.values[0]))


async def verify(interaction: Interaction, number: int | None, file: discord.Attachment | None) -> None:
    """Answer `/verify`; raises `Invalid` where both were given, and what checking raises."""
    if number is not None and file is not None:
        raise Invalid("draw.verify_one_of")
    if file is not None:
        await check_file(interaction, file)
    elif number is not None:
        await check_number(interaction, number)
    else:
        page = await hall_of(interaction).draws.page(guild_of(interaction), 1)
        await show(interaction, _list(words_for(interaction), page), private=True)


async def check_number(interaction: Interaction, number: int) -> None:
    """Check a draw of this server with the proof that the books have, or show how far it has come."""
    draws, guild_id = hall_of(interaction).draws, guild_of(interaction)
    seen = await draws.seen(guild_id, number)
    await interaction.response.defer(ephemeral=True, thinking=True)
    say = words_for(interaction)
    if seen.record.state is not DrawState.SETTLED:
        now = hall_of(interaction).desk.clock()
        await show(interaction, draw_card(say, seen, Shown(now, draws.relays)), private=True)
        return
    found = await draws.check(await draws.proof_of(guild_id, number))
    posts = await open_posts(interaction, found.proof) if found.proof else []
    await show(interaction, verdict_card(say, Held(found, posts)), private=True)


async def check_file(interaction: Interaction, file: discord.Attachment) -> None:
    """Check a file that somebody brings; raises `Invalid` (too large) and `Unavailable` (Discord keeps it)."""
    if file.size > _LARGEST * _MIB:
        raise Invalid("draw.file_too_large", limit=_LARGEST)
    await interaction.response.defer(ephemeral=True, thinking=True)
    try:
        data = await file.read()
    except (discord.HTTPException, OSError, TimeoutError) as problem:
        raise Unavailable("draw.file_unreachable") from problem
    held = await _hold(interaction, data)
    await show(interaction, verdict_card(words_for(interaction), held), private=True)


async def _hold(interaction: Interaction, data: bytes) -> Held:
    """A file against its own words, and against the posts and the books of this server where it is of this server."""
    draws, guild_id = hall_of(interaction).draws, guild_of(interaction)
    found = await draws.check(data)
    if found.proof is None:
        return Held(found)
    posts = await open_posts(interaction, found.proof)
    if found.proof.draw.guild_id != guild_id:
        return Held(found, posts, at_home=False)
    try:
        seen = await draws.seen(guild_id, found.proof.draw.number)
    except NotFound:
        seen = None
    return Held(found, posts, contradictions(found.proof, seen))


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
    gap = say("draw.list.gap", highest=page.highest, total=page.total) if page.highest != page.total else ""
    lines = [line(say, seen) for seen in page.draws]
    return Card(
        Accent.ALERT if gap else Accent.PEOPLE,
        say("draw.list.heading"),
        status=" · ".join(part for part in (total, pages) if part),
        body=[gap, "\n".join(lines) or say("draw.list.none")],
        rows=[_picker(say, page), row],
        small=say("draw.list.small") if page.total else "",
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
