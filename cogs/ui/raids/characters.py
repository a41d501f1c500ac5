"""Whose a character is now, and claims that an officer confirms because points or items go along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from cogs.ui.cards import Accent, Card
from cogs.ui.door import Interaction, actor_of, answer, guild_words, hall_of, show, turn, words_for
from cogs.ui.points.crowd import no_bot
from cogs.ui.points.naming import person_text
from cogs.ui.press import Press, Style
from cogs.ui.raids.naming import sums
from cogs.ui.words import Words, harmless

if TYPE_CHECKING:
    from services.loot.raid_characters import Linked


class ConfirmClaim(Press, key="raid:v1:claim", args=r"(?P<draft>\d{1,15})"):
    """An officer says that somebody is who they say they are."""

    async def press(self, interaction: Interaction) -> None:
        """Link the character, and turn the claim into what came of it."""
        linked = await hall_of(interaction).loot.raids.characters.confirm(
            actor_of(interaction), int(self.args["draft"])
        )
        await turn(interaction, linked_card(await guild_words(interaction), linked))


async def link(
    interaction: Interaction, name: str, realm: str, main: str, member: discord.User | discord.Member | None
) -> None:
    """Link a character; everybody here sees it where points or items go along, or have to wait for an officer."""
    characters = hall_of(interaction).loot.raids.characters
    whose = no_bot(member) if member else None
    linked = await characters.link(actor_of(interaction), name, realm, main, whose)
    if linked.waits is not None:
        await show(interaction, claim_card(await guild_words(interaction), linked))
    elif _estate(words_for(interaction), linked):
        await show(interaction, linked_card(await guild_words(interaction), linked))
    else:
        await answer(interaction, linked_text(words_for(interaction), linked))


def claim_card(say: Words, linked: Linked) -> Card:
    """A claim that waits, with its button."""
    who, name = person_text(say, linked.person), harmless(str(linked.name))
    return Card(
        Accent.LOOT,
        say("raid.claim.heading", name=str(linked.name)),
        body=[say("raid.claim.asked", who=who, name=name), _estate(say, linked)],
        rows=[[ConfirmClaim.button(linked.waits or 0, label=say("raid.claim.confirm"), style=Style.success)]],
        small=say("raid.claim.small"),
    )


def linked_card(say: Words, linked: Linked) -> Card:
    """Whose it is now, and what went along."""
    return Card(
        Accent.LOOT,
        say("raid.claim.heading", name=str(linked.name)),
        body=[linked_text(say, linked), _estate(say, linked)],
    )


def linked_text(say: Words, linked: Linked) -> str:
    """Whose it is now, and which is their main."""
    who, name = person_text(say, linked.person), harmless(str(linked.name))
    parts = [say("raid.linked.now" if linked.new else "raid.linked.already", who=who, name=name)]
    if linked.moved_from is not None:
        parts.append(say("raid.linked.moved", who=person_text(say, linked.moved_from)))
    (main, *alts) = linked.characters
    parts.append(say("raid.linked.main", main=harmless(str(main.name))))
    if alts:
        parts.append(say("raid.linked.alts", alts=", ".join(harmless(str(one.name)) for one in alts)))
    if linked.new:
        parts.append(say("raid.linked.again"))
    return " ".join(parts)


def _estate(say: Words, linked: Linked) -> str:
    """What went along, or would: points, items, raids; nothing where there is none."""
    parts: list[str] = []
    if linked.passed:
        parts.append(sums(say, linked.passed.items()))
    if linked.items:
        parts.append(say("raid.linked.items", count=linked.items))
    if linked.raids:
        parts.append(say("raid.linked.raids", count=linked.raids))
    return say("raid.linked.estate", parts=say.list(tuple(parts))) if parts else ""
