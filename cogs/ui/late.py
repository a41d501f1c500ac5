"""Faces that load when they are first needed: a start waits for none of them.

A feature's package under `cogs/ui/` loads each of its modules when something of it is first used: a start needs the
commands alone. A click on a button whose class is not loaded yet loads the package that its id's area names.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, Final

from cogs.ui.words import sentences

HOMES: Final[Mapping[str, tuple[str, ...]]] = {
    "auction": ("auctions",),
    "challenge": ("challenges",),
    "clan": ("clan",),
    "contest": ("contest",),
    "decision": ("council",),
    "draw": ("draws",),
    "insights": ("insights",),
    "leaderboard": ("leaderboards",),
    "link": ("links",),
    "loot": ("council", "moving"),
    "points": ("points",),
    "pot": ("pots",),
    "privacy": ("privacy",),
    "profile": ("profiles",),
    "raid": ("raids",),
    "request": ("requests",),
    "roles": ("roles",),
    "wallet": ("wallet",),
}
"""The packages that have the buttons of each area, as the ids of buttons begin."""

_awake: set[str] = set()


def loader(package: str) -> Callable[[str], Any]:
    """A package's `__getattr__` that finds its modules when they are first asked for."""

    def find(name: str) -> Any:
        try:
            return import_module(f"{package}.{name}")
        except ModuleNotFoundError as missing:
            if missing.name != f"{package}.{name}":
                raise
            raise AttributeError(f"{package} has no {name}") from missing

    return find


def wake(custom_id: str) -> bool:
    """Load the buttons of the area that an id begins with; False when there are none, or they were loaded before."""
    area = custom_id.partition(":")[0]
    if area in _awake or area not in HOMES:
        return False
    for name in modules(area):
        import_module(name)
    _awake.add(area)
    return True


async def warm_up() -> None:
    """Load what is not loaded yet, a module at a time, so that nobody has to wait for it."""
    sentences()
    for area in HOMES:
        for name in modules(area):
            import_module(name)
            await asyncio.sleep(0)
        _awake.add(area)


def modules(area: str) -> Iterator[str]:
    """The names of the modules that an area's packages have."""
    for home in HOMES[area]:
        package: ModuleType = import_module(f"cogs.ui.{home}")
        yield from (f"{package.__name__}.{found.name}" for found in iter_modules(package.__path__))
