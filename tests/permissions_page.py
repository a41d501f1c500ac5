"""`python -m tests.permissions_page`: writes docs/permissions.md anew, from the matrix and what the commands say.

In the tests, as only they may look into everything; a test holds the page to it.
"""

import asyncio
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from discord import app_commands

import bot as root
from cogs.ui.late import warm_up
from cogs.ui.permissions import MATRIX, PRESSES
from cogs.ui.press import REGISTERED
from config import Settings
from domain.people import Rank

PAGE = Path(__file__).parents[1] / "docs/permissions.md"
_FROM = {Rank.MEMBER: "✅ | ✅ | ✅", Rank.OFFICER: "· | ✅ | ✅", Rank.LEADER: "· | · | ✅"}
_HEAD = """\
# Who may do what

A test holds this page to what the bot really does: every command and every button, with every rank.

Leaders and officers are those with the roles that `/setup` chose; whoever may *Manage Server* is a leader, whatever
roles are set. Ranks are looked at when somebody acts, not when a button was shown: who was an officer yesterday is none
today, also on yesterday's cards. Whoever `/settings block` lets only look reads what every member reads and changes
nothing, but for what `/privacy` gives them. Nobody decides about their own flag or their own request.

## Commands

"""
_PRESSES = """
## Buttons and lists

Whatever is shown to somebody alone can be pressed by them alone. Of all others, these need a rank; the rest is for
everybody, and what it does is done for whoever presses it.

| where | what it does | member | officer | leader |
|---|---|---|---|---|
"""


async def descriptions() -> dict[str, str]:
    """What each command says of itself."""
    with tempfile.TemporaryDirectory() as folder:
        bot = root.build(Settings(data_dir=Path(folder)))
        for extension in root.EXTENSIONS:
            await bot.load_extension(extension)
        found = {
            one.qualified_name: one.description
            for one in bot.tree.walk_commands()
            if isinstance(one, app_commands.Command)
        }
        await bot.close()
    return found


def page(says: Mapping[str, str]) -> str:
    """The whole page."""
    return _HEAD + "\n".join(_commands(says)) + "\n" + _PRESSES + "\n".join(_presses()) + "\n"


def _commands(says: Mapping[str, str]) -> Iterator[str]:
    yield "| command | what it does | member | officer | leader |"
    yield "|---|---|---|---|---|"
    for name, needed in MATRIX.items():
        yield f"| `/{name}` | {says[name]} | {_FROM[needed]} |"


def _presses() -> Iterator[str]:
    does = {one.key: (one.__doc__ or "").splitlines()[0] for one in REGISTERED}
    for key, needed in PRESSES.items():
        yield f"| {key.split(':')[0]} | {does[key]} | {_FROM[needed]} |"


async def made() -> str:
    """The page as it has to be."""
    await warm_up()
    return page(await descriptions())


if __name__ == "__main__":
    PAGE.write_text(asyncio.run(made()), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name} is written anew.\n")
