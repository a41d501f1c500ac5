"""Cards: what a panel or an announcement says, as data, and its two shapes in Discord.

A card is one container with the feature's colour: a heading with a status line, blocks of body text, an image, rows
of actions, small print last. Discord allows 4,000 characters and 40 components in all; a card that would hold more is
cut at a line, never inside one.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

import discord

Item = discord.ui.Item[Any]

TEXT_LIMIT = 4000
COMPONENT_LIMIT = 40
_ROW = 5
_HEAD_LIMIT = 1000
_SMALL_LIMIT = 500
_FENCE = "```"
_ELLIPSIS = "\n⋯"


class Accent(IntEnum):
    """The colour of each feature."""

    CLAN = 0x5B8DEF
    CONTEST = 0xE0A030
    POT = 0x3FB27F
    LOOT = 0xA66BD6
    CHALLENGE = 0xE66A8B
    LEADERBOARD = 0xD4AF37
    PEOPLE = 0x6C7A89
    ALERT = 0xD9534F


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that goes with a card; `alt` says the same in words."""

    name: str
    data: bytes
    alt: str

    def file(self) -> discord.File:
        """A fresh upload: Discord's library uses each up."""
        return discord.File(io.BytesIO(self.data), filename=self.name, description=self.alt[:1024])


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a card, such as a proof or a list of entries."""

    name: str
    data: bytes

    def file(self) -> discord.File:
        """A fresh upload: Discord's library uses each up."""
        return discord.File(io.BytesIO(self.data), filename=self.name)


@dataclass(frozen=True, slots=True)
class Card:
    """What is said, top to bottom; empty parts are left out. `accent` is an `Accent`, or a colour as 0xRRGGBB."""

    accent: int
    heading: str
    status: str = ""
    body: Sequence[str] = ()
    image: Image | None = None
    rows: Sequence[Sequence[Item]] = ()
    small: str = ""
    links: Sequence[tuple[str, str]] = field(default=())
    attachment: Attachment | None = None

    def texts(self) -> tuple[str, list[str], str]:
        """Head, body blocks and small print, together within Discord's limit."""
        head = fit(f"## {self.heading}" + (f"\n{self.status}" if self.status else ""), _HEAD_LIMIT)
        small = fit("\n".join(f"-# {line}" for line in self.small.splitlines()), _SMALL_LIMIT)
        left = TEXT_LIMIT - len(head) - len(small)
        blocks: list[str] = []
        for block in self._parts():
            fitting = fit(block, left)
            if fitting:
                blocks.append(fitting)
            left -= len(fitting)
        return head, blocks, small

    def _parts(self) -> list[str]:
        """The body's blocks; those for which there are no components left go along with the last that has one."""
        blocks = [block for block in self.body if block]
        rows = self._all_rows()
        frame = 3 + bool(self.image) + bool(self.attachment) + bool(rows) + sum(1 + len(row) for row in rows)
        room = max(1, COMPONENT_LIMIT - frame)
        return blocks if len(blocks) <= room else [*blocks[: room - 1], "\n".join(blocks[room - 1 :])]

    def _all_rows(self) -> list[Sequence[Item]]:
        rows = [row for row in self.rows if row]
        links = [_link(*link) for link in self.links]
        if rows and sum(item.width for item in (*rows[-1], *links)) <= _ROW:
            return [*rows[:-1], [*rows[-1], *links]]
        return [*rows, links] if links else rows

    def view(self) -> discord.ui.LayoutView:
        """A fresh layout; it never times out, as its buttons carry all that they need."""
        head, blocks, small = self.texts()
        box: discord.ui.Container[Any] = discord.ui.Container(accent_colour=int(self.accent))
        box.add_item(discord.ui.TextDisplay(head))
        for block in blocks:
            box.add_item(discord.ui.TextDisplay(block))
        if self.image:
            gallery: discord.ui.MediaGallery[Any] = discord.ui.MediaGallery()
            gallery.add_item(media=f"attachment://{self.image.name}", description=self.image.alt[:1024])
            box.add_item(gallery)
        if self.attachment:
            box.add_item(discord.ui.File(media=f"attachment://{self.attachment.name}"))
        rows = self._all_rows()
        if rows:
            box.add_item(discord.ui.Separator())
        for row in rows:
            box.add_item(discord.ui.ActionRow(*row))
        if small:
            box.add_item(discord.ui.TextDisplay(small))
        view = discord.ui.LayoutView(timeout=None)
        view.add_item(box)
        return view

    def files(self) -> list[discord.File]:
        """The uploads that go with the view."""
        return [one.file() for one in (self.image, self.attachment) if one is not None]

    def embed(self) -> discord.Embed:
        """The same without buttons, for webhooks that other people own."""
        _, blocks, _ = self.texts()
        body = "\n\n".join(part for part in (self.status, *blocks) if part)
        body += "".join(f"\n[{label}]({url})" for label, url in self.links)
        embed = discord.Embed(colour=int(self.accent), title=fit(self.heading, 256), description=fit(body, TEXT_LIMIT))
        if self.image:
            embed.set_image(url=f"attachment://{self.image.name}")
        if self.small:
            embed.set_footer(text=fit(self.small, _SMALL_LIMIT))
        return embed


def fit(text: str, room: int) -> str:
    """The text cut at a line's end so that it fits; an open code block is closed again."""
    if len(text) <= room:
        return text
    closing = f"\n{_FENCE}" if _FENCE in text else ""
    room -= len(_ELLIPSIS) + len(closing)
    if room <= 0:
        return ""
    cut = text[: room + 1].rfind("\n")
    kept = text[:cut] if cut > 0 else text[:room].rstrip("`")
    return kept + _ELLIPSIS + (closing if kept.count(_FENCE) % 2 else "")


def bar(part: int, whole: int) -> str:
    """A bar of ten with its percentage: `▰▰▰▰▰▰▱▱▱▱ 62 %`; full only when it is."""
    share = 0 if whole <= 0 else min(max(part * 100 // whole, 0), 100)
    filled = share // 10
    return f"{'▰' * filled}{'▱' * (10 - filled)} {share} %"


def table(rows: Sequence[Sequence[str]], *, left: int = 1) -> str:
    """Aligned columns in a code block: the first `left` columns to the left, the others to the right."""
    if not rows:
        return ""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(
            cell.ljust(width) if index < left else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
    return "```\n" + "\n".join(line.replace("`", "ˋ") for line in lines) + "\n```"


def _link(label: str, url: str) -> discord.ui.Button[Any]:
    return discord.ui.Button(label=label, url=url)
