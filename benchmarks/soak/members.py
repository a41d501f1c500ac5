"""Members who act, whatever becomes of the bot: what they do, and what they conclude from the answer."""

import asyncio
import random
import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.load.people import TYPING, People
from benchmarks.load.town import Asked, Guild, Person, Post, ids, message
from benchmarks.soak.journal import Deed, Journal, Word

PATIENCE: Final = 6.0
"""Seconds after which somebody gives up waiting for an answer."""

_LOST: Final = ("Something broke", "books cannot be written", "not answering", "did not answer")


@dataclass(frozen=True, slots=True)
class Open:
    """A button that somebody saw and may press, now or after the next restart, once or more often."""

    who: Person
    shown: Mapping[str, Any]
    custom_id: str
    deed: Deed
    good: str


class Members:
    """The members of a few guilds, and how they do each thing; `books` is the bot's database, for ids of what is on.

    Nobody acts any more once the bot is not `alive`; who waits then hears nothing, or kept what was heard before.
    """

    def __init__(self, people: People, journal: Journal, books: Path, dice: random.Random) -> None:
        self.people = people
        self.journal = journal
        self.dice = dice
        self.prompts: list[Open] = []
        self.alive = False
        self._books = books
        self._tokens = 0

    def token(self, what: str) -> str:
        """Words that stand nowhere else."""
        self._tokens += 1
        return f"{what} {self._tokens:05d}"

    def look_up(self, sql: str, *facts: object) -> list[tuple[Any, ...]]:
        """What the books hold now; nothing while they cannot be read."""
        try:
            with closing(sqlite3.connect(f"file:{self._books}?mode=ro", uri=True, timeout=1)) as books:
                return books.execute(sql, facts).fetchall()
        except sqlite3.Error:
            return []

    async def answered(self, asked: Asked) -> Asked:
        """The answer, or what there is of it once somebody gave up waiting, or the bot is gone."""
        if not self.alive:
            asked.settle()
        await asyncio.wait([asked.done], timeout=PATIENCE)
        return asked

    def word(self, asked: Asked, good: str) -> Word:
        """What the asker was told; `good` is a pattern of the words that say that it is done."""
        if asked.first is None or asked.waiting or any(one in asked.text for one in _LOST) or not asked.text:
            return Word.SILENCE
        return Word.DONE if re.search(good, asked.text) else Word.REFUSED

    async def slash(self, who: Person, command: str, deed: Deed | None = None, good: str = "", **given: Any) -> Asked:
        """Type a command; the deed learns what was told."""
        asked = await self.answered(self.people.slash(who, command, **given))
        if deed is not None:
            deed.told(self.word(asked, good))
        return asked

    async def press(self, who: Person, shown: Mapping[str, Any], custom_id: str) -> Asked:
        """Press a button."""
        return await self.answered(self.people.press(who, shown, custom_id))

    async def press_on(self, asked: Asked, start: str) -> Asked | None:
        """Press the first button that starts like that on an answer; None when there is none."""
        found = asked.ids(start)
        return await self.press(asked.person, shown(asked), found[0]) if found else None

    async def send(self, form: Asked, **typed: str) -> Asked:
        """Fill in a form."""
        await asyncio.sleep(TYPING)
        return await self.answered(self.people.send_form(form.person, form, typed))

    async def confirm(self, prompt: Open) -> None:
        """Press what was prompted, and keep it for another time: nobody is stopped from pressing twice."""
        asked = await self.press(prompt.who, prompt.shown, prompt.custom_id)
        prompt.deed.told(self.word(asked, prompt.good))
        if prompt.deed.tries < 3:
            self.prompts.append(prompt)

    def prompt(self, asked: Asked, start: str, deed: Deed, good: str) -> Open | None:
        """The button that confirms what was asked for, if it was shown."""
        found = asked.ids(start)
        return Open(asked.person, shown(asked), found[0], deed, good) if found else None

    def posts(self, guild: Guild, start: str) -> list[tuple[Post, str]]:
        """Messages in the guild's channels with a button that starts like that, and its id."""
        channels = (guild.general, guild.news)
        live = (post for post in reversed(self.people.town.posts.values()) if post.channel_id in channels)
        return [(post, found[0]) for post in live if (found := ids(post.content, start))][:8]


def shown(asked: Asked) -> dict[str, Any]:
    """An answer as a message on the asker's screen."""
    return message(asked.message_id, asked.person.guild_id + 1, asked.answer)
