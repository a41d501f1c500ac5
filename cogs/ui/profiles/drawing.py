"""Pictures of people: drawn one after the other beside the event loop, kept while they say the same, never waited for.

A card without its picture says the same in words, so whatever goes wrong with a picture costs nobody the answer.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import TYPE_CHECKING, Final, TypeVar

from cogs.ui.cards import Image
from cogs.ui.door import Interaction

if TYPE_CHECKING:
    from cogs.ui.canvas import Picture

log = logging.getLogger(__name__)

Sheet = TypeVar("Sheet")

PATIENCE: Final = 2.0
"""Seconds that an answer waits for its picture, those before it in the queue included."""

KEPT: Final = 64
"""As many pictures as are kept, of at most 30 KiB each; the one that was shown longest ago goes first."""

_kept: OrderedDict[str, Image] = OrderedDict()


async def drawn(interaction: Interaction, draw: Callable[[Sheet], Picture], sheet: Sheet) -> Image | None:
    """The sheet as `draw` draws it; None where nothing can be attached, it failed, or it took too long.

    What comes too late for one answer is there for the next.
    """
    if not interaction.app_permissions.attach_files:
        return None
    key = _key(draw, sheet)
    if (kept := _kept.get(key)) is not None:
        _kept.move_to_end(key)
        return kept
    work = asyncio.get_running_loop().run_in_executor(_worker(), _image, draw, sheet)
    work.add_done_callback(partial(_keep, key))
    try:
        async with asyncio.timeout(PATIENCE):
            return await asyncio.shield(work)
    except TimeoutError:
        log.error("a picture took too long", extra={"picture": draw.__name__, "seconds": PATIENCE})  # noqa: TRY400 - nothing was raised
    except Exception:
        log.exception("a picture could not be drawn", extra={"picture": draw.__name__})
    return None


def _image(draw: Callable[[Sheet], Picture], sheet: Sheet) -> Image:
    """In the one thread that draws."""
    picture = draw(sheet)
    # Discord's clients cache pictures by name: another picture needs another one.
    return Image(f"{hashlib.sha256(picture.png).hexdigest()[:12]}.png", picture.png, picture.alt)


def _keep(key: str, work: asyncio.Future[Image]) -> None:
    if work.cancelled() or work.exception() is not None:
        return
    _kept[key] = work.result()
    while len(_kept) > KEPT:
        _kept.popitem(last=False)


def _key(draw: Callable[[Sheet], Picture], sheet: Sheet) -> str:
    """All that is drawn, in one hash: another version of anything is another picture."""
    return hashlib.sha256(f"{draw.__name__} {sheet!r}".encode(errors="backslashreplace")).hexdigest()


@cache
def _worker() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, "pictures")
