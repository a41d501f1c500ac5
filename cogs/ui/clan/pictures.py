"""Pictures on cards: drawn beside the event loop, and in a code block where none can be attached."""

import asyncio
import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from cogs.ui.cards import Image
from cogs.ui.door import Interaction
from cogs.ui.words import Words

if TYPE_CHECKING:
    from cogs.ui.canvas import Picture


async def drawn(interaction: Interaction, draw: Callable[[], "Picture"]) -> tuple[Image | None, str]:
    """The picture as an upload, or as a code block where the bot may not attach files; one of the two is empty."""
    picture = await asyncio.to_thread(draw)
    if not interaction.app_permissions.attach_files:
        return None, f"```\n{picture.text}\n```"
    # Discord's clients cache pictures by name: another picture needs another one.
    name = f"{hashlib.sha256(picture.png).hexdigest()[:12]}.png"
    return Image(name, picture.png, picture.alt), ""


def brief(say: Words) -> Callable[[int], str]:
    """Numbers in about five signs: 998, 12.3K, 246K, 2.41M."""

    def write(value: int) -> str:
        if not 10_000 <= value < 999_500:
            return say.short(value)
        text = f"{value / 1000:.{0 if value >= 100_000 else 1}f}".removesuffix(".0")
        return (text.replace(".", ",") if say.language == "es" else text) + "K"

    return write


_UNITS = ((10**9, "B"), (10**6, "M"), (1000, "K"))


def tight(say: Words) -> Callable[[int], str]:
    """Numbers in at most four signs, for where a name would be cut off otherwise: 998, 5K, 12K, 246K, 2.4M, 151M."""

    def write(value: int) -> str:
        for unit, sign in _UNITS:
            # What would round up to a thousand of a unit is one of the next.
            if value >= unit - unit // 2000:
                decimals = 1 if unit > 1000 and value < 9.95 * unit else 0
                text = f"{value / unit:.{decimals}f}".removesuffix(".0")
                return (text.replace(".", ",") if say.language == "es" else text) + sign
        return say.number(value)

    return write
