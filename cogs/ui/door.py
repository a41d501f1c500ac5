"""The door between Discord and the house: who is asking, in which words to answer, and one way for errors out.

Commands, buttons, selects and forms all come through here. A refusal becomes its sentence; anything else becomes a
reference that the log knows more about, and never a traceback in a channel.
"""

import logging
from collections.abc import Awaitable
from datetime import timedelta
from math import ceil
from typing import Any, Protocol, cast

import discord
from discord import app_commands

from cogs.ui.cards import Card
from cogs.ui.metering import judge, settle
from cogs.ui.words import WORDS, Words, words
from domain.errors import Refusal
from domain.guild import LANGUAGE
from domain.people import Actor
from services import trace
from services.desk import BooksFailed
from services.guildhall import Guildhall
from services.meter import Outcome

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]

_REFUSALS = (
    Refusal,
    app_commands.CommandNotFound,
    app_commands.CommandOnCooldown,
    app_commands.CommandSignatureMismatch,
    app_commands.NoPrivateMessage,
    app_commands.TransformerError,
)
"""Answers that are no fault of ours: the rules say no, or what was asked for is not to be had like that."""


class HasHall(Protocol):
    """A client that brought the house along."""

    hall: Guildhall
    tree: app_commands.CommandTree[Any]


def hall_of(interaction: Interaction) -> Guildhall:
    """The house that this interaction came to."""
    return cast(HasHall, interaction.client).hall


def words_for(interaction: Interaction) -> Words:
    """The language of the person who is asking."""
    return words(interaction.locale)


async def guild_words(interaction: Interaction) -> Words:
    """The language of the server, for what everybody reads: as its leaders set it, else as Discord says."""
    (chosen,) = await hall_of(interaction).settings.get(guild_of(interaction), LANGUAGE)
    return WORDS.get(str(chosen)) or words(interaction.guild_locale)


async def card_words(interaction: Interaction) -> Words:
    """The language of the card that was clicked: the asker's when only the asker sees it, else the server's."""
    private = interaction.message is not None and interaction.message.flags.ephemeral
    return words_for(interaction) if private else await guild_words(interaction)


def guild_of(interaction: Interaction) -> int:
    """The server it happens in."""
    assert interaction.guild_id is not None  # commands are registered for servers only
    return interaction.guild_id


def actor_of(interaction: Interaction) -> Actor:
    """Who is asking, as Discord says in this very interaction."""
    member = interaction.user
    roles = frozenset(role.id for role in member.roles) if isinstance(member, discord.Member) else frozenset[int]()
    allowed = interaction.permissions
    return Actor(guild_of(interaction), member.id, roles, allowed.manage_guild or allowed.administrator)


async def answer(interaction: Interaction, text: str, *, file: discord.File | None = None) -> None:
    """Answer the asker alone, in one or two plain sentences."""
    extra: dict[str, Any] = {} if file is None else {"file": file}
    if interaction.response.is_done():
        await interaction.followup.send(text, ephemeral=True, **extra)
    else:
        await interaction.response.send_message(text, ephemeral=True, **extra)


async def show(interaction: Interaction, card: Card, *, private: bool = False) -> discord.Message | None:
    """Answer with a card; returns the message when it is one that others see."""
    if interaction.response.is_done():
        return await interaction.followup.send(view=card.view(), files=card.files(), ephemeral=private, wait=True)
    sent = await interaction.response.send_message(view=card.view(), files=card.files(), ephemeral=private)
    message = sent.resource
    return message if isinstance(message, discord.Message) else None


async def turn(interaction: Interaction, card: Card) -> None:
    """Replace the card that was clicked."""
    if interaction.response.is_done():
        await interaction.edit_original_response(view=card.view(), attachments=card.files())
    else:
        await interaction.response.edit_message(view=card.view(), attachments=card.files())


async def guarded(interaction: Interaction, act: Awaitable[None], *, name: str) -> None:
    """Carry out what a button, select or form asks for, with errors going the same way as those of commands.

    It is counted under that `name`.
    """
    trace.follow(trace.reference(interaction.id))
    try:
        await act
    except Exception as error:  # noqa: BLE001 - the door answers every error
        await answer_error(interaction, error)
    finally:
        settle(interaction, name)


async def answer_error(interaction: Interaction, error: Exception) -> None:
    """Say what went wrong to the one who asked; log what is ours to mend."""
    cause = _cause(error)
    judge(interaction, Outcome.REFUSED if isinstance(cause, _REFUSALS) else Outcome.BROKEN)
    say = words_for(interaction)
    try:
        await answer(interaction, _sentence(say, cause))
    except discord.HTTPException as problem:
        log.warning("an answer could not be given", extra={"reason": str(problem)})


def _cause(error: BaseException) -> BaseException:
    while isinstance(error, app_commands.CommandInvokeError | app_commands.TransformerError):
        inner = error.original if isinstance(error, app_commands.CommandInvokeError) else error.__cause__
        if inner is None:
            break
        error = inner
    return error


def _sentence(say: Words, cause: BaseException) -> str:
    reference = trace.current()
    match cause:
        case Refusal():
            return say(cause.code, **cause.facts)
        case app_commands.NoPrivateMessage():
            return say("error.guild_only")
        case app_commands.CommandOnCooldown():
            return say("error.cooldown", at=discord.utils.utcnow() + timedelta(seconds=ceil(cause.retry_after)))
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return say("error.command_changed")
        case app_commands.TransformerError():
            return say("error.bad_option", option=str(cause.value))
        case BooksFailed():
            log.error("the database refused", exc_info=cause)
            return say("error.database", reference=reference)
        case _:
            log.error("something broke", exc_info=cause)
            return say("error.broken", reference=reference)
