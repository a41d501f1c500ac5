"""What is kept about the one who asks: told in plain words, handed out as a file, erased for good."""

from __future__ import annotations

import asyncio
from typing import Any

from cogs.ui.cards import Accent, Card
from cogs.ui.door import Interaction, actor_of, answer, hall_of, show, turn, words_for
from cogs.ui.press import Press, Style
from cogs.ui.privacy.files import packed
from cogs.ui.words import Words
from domain.errors import Refusal


class GetData(Press, key="privacy:v1:export"):
    """Hands out the file."""

    async def press(self, interaction: Interaction) -> None:
        """Send it."""
        await send_export(interaction)


class AskToErase(Press, key="privacy:v1:erase"):
    """Asks whether to erase."""

    async def press(self, interaction: Interaction) -> None:
        """Ask."""
        await ask_to_erase(interaction)


class EraseNow(Press, key="privacy:v1:erase-now"):
    """Confirms it."""

    async def press(self, interaction: Interaction) -> None:
        """Erase, and turn the question into what came of it."""
        await interaction.response.defer()
        say, privacy = words_for(interaction), hall_of(interaction).privacy
        try:
            gone = await privacy.erase(actor_of(interaction))
        except Refusal as refusal:
            told = say(refusal.code, **refusal.facts)
            await turn(interaction, Card(Accent.ALERT, say("privacy.not_erased"), body=[told]))
        else:
            told = say("privacy.erased" if gone else "privacy.nothing")
            await turn(interaction, Card(Accent.PEOPLE, say("privacy.erase.heading"), body=[told]))


async def show_what_is_kept(interaction: Interaction) -> None:
    """Tell what is kept, why, where and how long, with the ways to get it and to erase it."""
    say = words_for(interaction)
    card = Card(
        Accent.PEOPLE,
        say("privacy.heading"),
        body=[say(f"privacy.{part}") for part in ("what", "people", "not", "why", "where", "long")],
        rows=[
            [
                GetData.button(label=say("privacy.button.export"), style=Style.primary),
                AskToErase.button(label=say("privacy.button.erase")),
            ]
        ],
        small=say("privacy.small"),
    )
    await show(interaction, card, private=True)


async def send_export(interaction: Interaction) -> None:
    """Send the asker everything that is kept about them in this server."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    hall, say = hall_of(interaction), words_for(interaction)
    kept = await hall.privacy.export(actor_of(interaction))
    if not kept:
        await answer(interaction, say("privacy.nothing"))
        return
    pictures = {f"{sha256}.webp": data async for sha256, data in hall.challenges.pictures.by_hash(_hashes(kept))}
    files = await asyncio.to_thread(packed, kept, pictures)
    for number, file in enumerate(files, 1):
        text = say("privacy.exported") if len(files) == 1 else say("privacy.part", number=number, count=len(files))
        await answer(interaction, text, file=file.file())


async def ask_to_erase(interaction: Interaction) -> None:
    """Tell what erasing means, with the button that does it."""
    say = words_for(interaction)
    kept = await hall_of(interaction).privacy.export(actor_of(interaction))
    if not kept:
        await answer(interaction, say("privacy.nothing"))
        return
    card = Card(
        Accent.ALERT,
        say("privacy.erase.heading"),
        body=[say("privacy.erase.goes"), _burnt(say, kept), say("privacy.erase.stays"), say("privacy.erase.final")],
        rows=[
            [
                GetData.button(label=say("privacy.button.export")),
                EraseNow.button(label=say("privacy.button.erase_now"), style=Style.danger),
            ]
        ],
    )
    await show(interaction, card, private=True)


def _burnt(say: Words, kept: dict[str, Any]) -> str:
    """The credits that would be gone, if there are any."""
    left = sum(kept["wallet"].values())
    return say("privacy.erase.credits", credits=left) if left else ""


def _hashes(kept: dict[str, Any]) -> list[str]:
    return [one["sha256"] for one in kept["challenge_pictures"]]
