"""Running until told to stop, and stopping without losing what is in hand."""

import asyncio
import logging
import signal
from collections.abc import Coroutine, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from console.keeping import plan_of
from console.troubles import CANNOT_START, Trouble
from scheduler.ticks import Ticks
from web.server import Site, serve

if TYPE_CHECKING:
    from bot import Bot

log = logging.getLogger("guildhall")

PATIENCE: Final = 20.0
"""Seconds that jobs and answers under way have to come to their end."""

_CLOSING: Final = 10.0
# What discord.py calls the tasks that answer an interaction or take in an event.
_IN_HAND: Final = (
    "CommandTree-invoker",
    "discord-ui-dynamic-item-",
    "discord-ui-modal-dispatch-",
    "discord-ui-view-dispatch-",
    "discord.py: on_",
)


async def run(bot: "Bot", token: str) -> None:
    """Be on Discord, tick and serve web pages until SIGTERM or SIGINT, then `finish`.

    Raises `Trouble` when the web pages cannot be served, `Damaged` when the database turns out to be so (then it stops
    in the same order), and what discord.py raises about token and network.
    """
    with _told_to_stop() as stop:
        site = await _listen(bot)
        # Only here: a playground or a test has nothing to lose.
        bot.hall.backups.plan = plan_of(bot.settings)
        ticks = Ticks(bot.hall)
        working = asyncio.create_task(_work(bot, token, ticks))
        try:
            await _first(working, stop.wait(), bot.db.damage.wait())
        finally:
            log.info("stopping")
            # Nothing new comes in from here on; what came in is answered over HTTP.
            working.cancel()
            await asyncio.wait((working,))
            try:
                await finish(bot, ticks, site)
            finally:
                if bot.db.damage.found is not None:
                    raise bot.db.damage.found
        if not stop.is_set():
            working.result()
    log.info("stopped")


async def finish(bot: "Bot", ticks: Ticks, site: Site, patience: float = PATIENCE) -> None:
    """Begin nothing new, let jobs and answers come to their end, then leave Discord and close the books."""
    await asyncio.gather(ticks.finish(patience), _answers(patience))
    await site.close()
    try:
        async with asyncio.timeout(_CLOSING):
            await bot.close()
    except TimeoutError:
        log.warning("Discord did not say goodbye in time")


async def _work(bot: "Bot", token: str, ticks: Ticks) -> None:
    await bot.login(token)
    ticking = asyncio.create_task(_tick_when_ready(bot, ticks))
    try:
        await bot.connect()
    finally:
        ticking.cancel()


async def _tick_when_ready(bot: "Bot", ticks: Ticks) -> None:
    """What is due may want to be told, so nothing is done before we see the channels."""
    await bot.wait_until_ready()
    ticks.start()


async def _listen(bot: "Bot") -> Site:
    settings = bot.settings
    try:
        token = settings.metrics_token.get_secret_value()
        proxies = settings.web_proxies
        return await serve(bot.hall, settings.web_host, settings.web_port, proxies=proxies, metrics_token=token)
    except OSError as error:
        where = f"{settings.web_host}:{settings.web_port}"
        why = f"The web pages cannot be served at {where} ({error.strerror or error})"
        raise Trouble(why, "choose another WEB_PORT or WEB_HOST, or stop what is there", CANNOT_START) from error


async def _answers(patience: float) -> None:
    """Wait until nobody waits for an answer of ours."""
    loop = asyncio.get_running_loop()
    until = loop.time() + patience
    while (left := until - loop.time()) > 0 and (tasks := _in_hand()):
        await asyncio.wait(tasks, timeout=left)


def _in_hand() -> list[asyncio.Task[Any]]:
    return [task for task in asyncio.all_tasks() if task.get_name().startswith(_IN_HAND)]


async def _first(working: asyncio.Task[None], *ends: Coroutine[Any, Any, object]) -> None:
    ending = [asyncio.create_task(end) for end in ends]
    await asyncio.wait((working, *ending), return_when=asyncio.FIRST_COMPLETED)
    for one in ending:
        one.cancel()


@contextmanager
def _told_to_stop() -> Generator[asyncio.Event]:
    """An event that SIGTERM and SIGINT set; whoever sends a second one is not kept waiting."""
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    both = (signal.SIGTERM, signal.SIGINT)

    def leave_to_python() -> None:
        for number in both:
            loop.remove_signal_handler(number)

    def told() -> None:
        stop.set()
        leave_to_python()

    for number in both:
        loop.add_signal_handler(number, told)
    try:
        yield stop
    finally:
        leave_to_python()
