"""`uv run bot.py demo`: the real bot in a browser, on a pretend Discord; no token, and nothing leaves this machine."""

import argparse
import asyncio
import contextlib
import errno
import logging
import signal
import socket
import sys
import tempfile
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final
from zoneinfo import available_timezones

import tzlocal
from aiohttp import web

from config import Settings

if TYPE_CHECKING:
    from playground.crowd import Crowd
    from playground.windows import Windows
    from playground.world import World

PORT: Final = 8765
SEED: Final = 7

_HOST: Final = "127.0.0.1"
_LOOK_EVERY: Final = 0.3
_LAST_WORDS: Final = 0.3
"""Seconds for what is being answered when the demo closes."""

_REFRESH_EVERY: Final = 20.0
_LATENCY: Final = 0.35
"""Seconds that the demo hiscores take for an answer once people watch; the past is made without."""


class _Unable(Exception):
    """The demo cannot start; says why in a sentence."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `demo` takes on the command line, under the names of `main`'s arguments."""
    parser.add_argument("--port", type=int, default=PORT, help=f"where the lobby is (default: {PORT})")
    parser.add_argument("--seed", type=int, default=SEED, help=f"which world; a number repeats it (default: {SEED})")
    parser.add_argument(
        "--at", type=_moment, default=None, help="when it is there, such as 2026-11-20T20:00 (UTC; default: now)"
    )
    parser.add_argument(
        "--data-dir", type=Path, default=None, help="keep the bot's database in this empty folder (default: removed)"
    )


def _moment(text: str) -> datetime:
    """A moment as it is typed, in UTC unless it says otherwise."""
    at = datetime.fromisoformat(text)
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def main(
    settings: Settings,
    *,
    port: int = PORT,
    seed: int = SEED,
    at: datetime | None = None,
    data_dir: Path | None = None,
) -> int:
    """Run the playground until Ctrl-C or SIGTERM; returns the exit code, 2 when it cannot start."""
    if find_spec("simcord") is None or find_spec("markdown_it") is None:
        print("The demo needs SimCord, which is not installed here. `uv sync` brings it.", file=sys.stderr)
        return 2
    if settings.log_level == "INFO":  # the terminal is for people here; voice and the like are no loss
        logging.getLogger().setLevel(logging.WARNING)
        logging.getLogger("discord").setLevel(logging.ERROR)
    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(serve(settings, port=port, seed=seed, at=at, data_dir=data_dir))
    except _Unable as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


async def serve(settings: Settings, *, port: int, seed: int, data_dir: Path | None, at: datetime | None = None) -> None:
    """Start, say where it is, and serve until a signal comes or the caller cancels; `at` is when it is there."""
    with _listen(port) as door, _folder(data_dir) as folder, _signals() as stop:
        playing = asyncio.create_task(_play(settings.model_copy(update={"data_dir": folder}), door, seed, at))
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait((playing, stopping), return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            if playing.cancel():
                print("\nClosing.", flush=True)
            with contextlib.suppress(asyncio.CancelledError):
                await playing


@contextlib.contextmanager
def _signals() -> Generator[asyncio.Event]:
    """Set by Ctrl-C and SIGTERM; one that is passed on twice (as `uv run` may) does not cut the closing off."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    names = (signal.SIGINT, signal.SIGTERM)
    with contextlib.suppress(NotImplementedError):  # Windows has no such handlers; Ctrl-C raises there
        for name in names:
            loop.add_signal_handler(name, stop.set)
    try:
        yield stop
    finally:
        with contextlib.suppress(NotImplementedError):
            for name in names:
                loop.remove_signal_handler(name)


@contextlib.contextmanager
def _listen(port: int) -> Generator[socket.socket]:
    """The lobby's door, taken before anything is made."""
    try:
        door = socket.create_server((_HOST, port))
    except OverflowError:
        raise _Unable(f"There is no port {port}: they go from 0, which is any that is free, to 65535.") from None
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            why = f"Port {port} is in use, perhaps by another demo."
        else:
            why = f"Port {port} cannot be used ({problem.strerror})."
        other = PORT + 1 if port == PORT else PORT
        raise _Unable(f"{why} Choose another one: uv run bot.py demo --port {other}") from None
    with door:
        yield door


@contextlib.contextmanager
def _folder(wanted: Path | None) -> Generator[Path]:
    """Where the bot keeps its books: a folder that is removed in the end, or an empty one that stays."""
    if wanted is None:
        with tempfile.TemporaryDirectory(prefix="guildhall-demo-") as folder:
            yield Path(folder)
        return
    if wanted.exists() and (not wanted.is_dir() or any(wanted.iterdir())):
        raise _Unable(f"{wanted} is not an empty folder. Every demo begins anew; name a folder that is not there yet.")
    wanted.mkdir(parents=True, exist_ok=True)
    yield wanted


async def _play(settings: Settings, door: socket.socket, seed: int, at: datetime | None) -> None:
    """Make the world, open its doors, and keep the open pages up to date until cancelled."""
    from playground.crowd import Crowd
    from playground.past import DAYS, live
    from playground.world import last_run_before, open_world

    tell = _Telling()
    pages_port = _free_port()
    settings = settings.model_copy(update={"public_url": f"http://{_HOST}:{pages_port}"})
    until = last_run_before(at or datetime.now(UTC))
    start = until - timedelta(days=DAYS) + timedelta(hours=3)
    tell("Setting up a pretend Discord with the real bot in it")
    async with open_world(settings, seed=seed, start=start, since=until) as world:
        logging.getLogger().addHandler(world.troubles)
        try:
            tell(f"{world.cast.guild} moves in and lives through six weeks of daily snapshots")
            await live(world, until)
            world.clock.move_to(at or datetime.now(UTC))
            world.clock.go()
            world.hiscores.latency = _LATENCY
            with world.env.time_context():
                crowd = Crowd(world, seed)
                async with _open_doors(world, crowd, door, seed, pages_port) as windows:
                    tell.done(_address(door))
                    async with asyncio.TaskGroup() as group:
                        group.create_task(crowd.run())
                        group.create_task(_look_after(windows))
        finally:
            logging.getLogger().removeHandler(world.troubles)


@asynccontextmanager
async def _open_doors(
    world: "World", crowd: "Crowd", door: socket.socket, seed: int, pages_port: int
) -> AsyncGenerator["Windows"]:
    """As in `run`, the scheduler ticks and the bot's pages are served; the lobby answers, windows can be opened."""
    from playground.guide import Guide
    from playground.lobby import Lobby
    from playground.windows import House, Windows
    from scheduler.ticks import Ticks
    from web.server import serve as serve_pages

    port = int(door.getsockname()[1])
    guide = Guide(world, _address(door))
    house = House(world.cast.guild, world.channels, _address(door), _timezone(), world.faces, guide)
    windows = Windows(world.env, tuple(world.people.values()), house)
    ticks = Ticks(world.bot.hall)
    pages = await serve_pages(world.bot.hall, _HOST, pages_port)
    app = Lobby(world, windows, crowd, guide, port=port, seed=seed, pages=pages.address).app()
    lobby = web.AppRunner(app, access_log=None, shutdown_timeout=_LAST_WORDS)
    try:
        ticks.start()
        await lobby.setup()
        await web.SockSite(lobby, door).start()
        yield windows
    finally:
        await asyncio.gather(ticks.finish(_LAST_WORDS), lobby.cleanup(), pages.close())


async def _look_after(windows: "Windows") -> None:
    """Show what happens in every open page; once in a while also what only the time has changed."""
    shown_at = monotonic()
    while True:
        await asyncio.sleep(_LOOK_EVERY)
        anyway = monotonic() - shown_at > _REFRESH_EVERY
        shown_at = monotonic() if anyway else shown_at
        windows.show_news(anyway=anyway)


def _free_port() -> int:
    """A port for the bot's pages, which the bot must know before anything listens there."""
    with socket.create_server((_HOST, 0)) as probe:
        return int(probe.getsockname()[1])


def _address(door: socket.socket) -> str:
    return f"http://{_HOST}:{door.getsockname()[1]}/"


def _timezone() -> str:
    """The machine's, by name, for the times that pages show; UTC where it has none."""
    name = tzlocal.get_localzone_name()
    return name if name in available_timezones() else "UTC"


class _Telling:
    """Says in plain words what is being done and how long it took."""

    def __init__(self) -> None:
        self._step_begun = monotonic()
        self._open = False

    def __call__(self, what: str) -> None:
        """Now this is being done."""
        self._end_step()
        self._open = True
        print(f"{what} …", end="", flush=True)

    def done(self, address: str) -> None:
        """Everything is ready."""
        self._end_step()
        print(f"\nReady. Open {address} in a browser.\nCtrl-C ends it.", flush=True)

    def _end_step(self) -> None:
        now = monotonic()
        if self._open:
            print(f" {now - self._step_begun:.1f} s", flush=True)
        self._step_begun = now
