"""Credits that leaders grant and take: everybody in the channel reads who, how many and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from cogs.ui.cards import Accent, Card
from cogs.ui.door import Interaction, actor_of, guild_words, hall_of, show
from cogs.ui.wallet.asks import post_ask
from cogs.ui.wallet.card import ShowWallet
from cogs.ui.wallet.naming import afterwards, amount, person, why
from cogs.ui.words import Words
from domain.credit import Credit
from domain.errors import Invalid

if TYPE_CHECKING:
    from services.wallet import Ask, Moved


async def grant_credits(interaction: Interaction, member: discord.Member, credits_: int, reason: str) -> None:
    """Grant them and tell it here; for one's own wallet, ask here."""
    _refuse_bots(member)
    wallets, actor = hall_of(interaction).wallets, actor_of(interaction)
    await _tell(interaction, await wallets.grant(actor, member.id, credits_, reason, interaction.id))


async def take_credits(interaction: Interaction, member: discord.User, credits_: int, reason: str) -> None:
    """Take them and tell it here; from one's own wallet, ask here. The member may have left the server."""
    _refuse_bots(member)
    wallets, actor = hall_of(interaction).wallets, actor_of(interaction)
    await _tell(interaction, await wallets.take(actor, member.id, credits_, reason, interaction.id))


def moved_card(say: Words, moved: Moved) -> Card:
    """What changed, by whom and why, and what is in the wallet now."""
    credits_ = amount(say, Credit.CREDIT, moved.credits)
    done = say(
        f"wallet.moved.{moved.act}", by=person(say, moved.by_user), who=person(say, moved.user_id), credits=credits_
    )
    return Card(
        Accent.POT,
        say(f"wallet.moved.{moved.act}_heading"),
        body=["\n".join([done, why(say, moved.reason), afterwards(say, moved.balance)])],
        rows=[[ShowWallet.button(label=say("wallet.button.own"))]],
        small=say("wallet.small"),
    )


async def _tell(interaction: Interaction, outcome: Moved | Ask) -> None:
    from services.wallet import Moved

    if isinstance(outcome, Moved):
        await show(interaction, moved_card(await guild_words(interaction), outcome))
    else:
        await post_ask(interaction, outcome)


def _refuse_bots(user: discord.User | discord.Member) -> None:
    if user.bot or user.system:
        raise Invalid("wallet.no_person")
