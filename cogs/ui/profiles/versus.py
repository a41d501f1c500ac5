"""Two members side by side: a picture with bars, and the same numbers in a table."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

import discord

from cogs.ui import plain
from cogs.ui.cards import Accent, Card
from cogs.ui.door import Interaction, actor_of, guild_words, hall_of, show, words_for
from cogs.ui.profiles.drawing import drawn
from cogs.ui.profiles.naming import called
from cogs.ui.profiles.people import Seen, seen
from cogs.ui.words import Words
from domain.errors import Invalid

if TYPE_CHECKING:
    from cogs.ui.profiles.pair import Pair
    from services.profiles import Comparison

_LABEL: Final = 17
_NAME: Final = 12
_STAR: Final = "★"


async def show_comparison(interaction: Interaction, member: discord.Member) -> None:
    """Answer with the asker and a member side by side, for everybody; raises `Invalid` for a bot or oneself."""
    if member.bot or member.system:
        raise Invalid("profile.bot")
    await compare_with(interaction, member.id, member, private=False)


async def compare_with(
    interaction: Interaction, user_id: int, member: discord.Member | None = None, *, private: bool
) -> None:
    """Show whoever asks beside somebody; raises `Invalid` for oneself."""
    if (
        user_id == interaction.user.id
    ):  # asked again by the service; here, before everybody sees that it is thought about
        raise Invalid("profile.compare_self")
    await interaction.response.defer(ephemeral=private, thinking=True)
    say = words_for(interaction) if private else await guild_words(interaction)
    comparison = await hall_of(interaction).profiles.compare(actor_of(interaction), user_id)
    one, other = await asyncio.gather(seen(interaction, interaction.user.id), seen(interaction, user_id, member))
    await show(interaction, await versus_card(interaction, say, comparison, one, other), private=private)


async def versus_card(interaction: Interaction, say: Words, comparison: Comparison, one: Seen, other: Seen) -> Card:
    """Both with every number that either has, and a star beside the better one."""
    from cogs.ui.profiles.pair import pair_picture
    from cogs.ui.profiles.sheets import pair_sheet

    pair = pair_sheet(say, one, other, comparison, comparison.system)
    image = await drawn(interaction, pair_picture, pair) if pair.rows else None
    return Card(
        Accent.PEOPLE,
        say("profile.versus.heading", one=called(say, one.name), other=called(say, other.name)),
        body=[_table(pair) if pair.rows else say("profile.versus.empty")],
        image=image,
        small=say("profile.versus.small") if pair.rows else "",
    )


def _table(pair: Pair) -> str:
    """Aligned columns in a code block: what is counted, and what both have, the better one with a star."""
    rows = [("", pair.left.face.name, pair.right.face.name)]
    rows += [
        (row.label, _marked(row.left.brief, starred=row.better < 0), _marked(row.right.brief, starred=row.better > 0))
        for row in pair.rows
    ]
    label = min(_LABEL, max(plain.columns(row[0]) for row in rows))
    sides = [min(_NAME, max(plain.columns(row[side]) for row in rows)) for side in (1, 2)]
    lines = [
        "  ".join((plain.cell(first, label), _right(left, sides[0]), _right(right, sides[1])))
        for first, left, right in rows
    ]
    return "```\n" + "\n".join(lines) + "\n```"


def _marked(text: str, *, starred: bool) -> str:
    return f"{_STAR} {text}" if starred else text


def _right(text: str, width: int) -> str:
    """The text at the right end of that many columns."""
    shown = plain.cell(text, width)
    bare = shown.rstrip(" ")
    return " " * (len(shown) - len(bare)) + bare
