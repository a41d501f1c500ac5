"""What leaders ask for their own wallet: a panel on which another leader decides, which then says who did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card
from cogs.ui.door import Interaction, actor_of, answer, guild_of, guild_words, hall_of, show, turn, words_for
from cogs.ui.press import Press, Style
from cogs.ui.wallet.naming import afterwards, amount, person, why
from cogs.ui.words import Words
from domain.credit import Credit
from domain.errors import Conflict
from domain.ledger_events import ASK_PANEL
from domain.panels import Panel
from services.guildhall import Guildhall

if TYPE_CHECKING:
    from services.wallet import Ask


class Decide(Press, key="wallet:v1:ask", args=r"(?P<ask>\d{1,15}):(?P<verdict>yes|no)"):
    """Approves or refuses what another leader asks for."""

    async def press(self, interaction: Interaction) -> None:
        """Decide; who comes second is told how it was decided, and sees it on the card."""
        wallets, actor, ask_id = hall_of(interaction).wallets, actor_of(interaction), int(self.args["ask"])
        decide = wallets.approve if self.args["verdict"] == "yes" else wallets.refuse
        try:
            ask = await decide(actor, ask_id)
        except Conflict as refusal:
            if refusal.code != "wallet.ask_decided":
                raise
            ask = await wallets.ask_as_it_stands(actor.guild_id, ask_id)
            await turn(interaction, ask_card(await guild_words(interaction), ask))
            say = words_for(interaction)
            await answer(interaction, say("wallet.ask.too_late", outcome=_outcome(say, ask)))
        else:
            await turn(interaction, ask_card(await guild_words(interaction), ask))


async def post_ask(interaction: Interaction, ask: Ask) -> None:
    """Hang the panel here."""
    message = await show(interaction, ask_card(await guild_words(interaction), ask))
    if message is not None:
        await hall_of(interaction).panels.hang(
            guild_of(interaction), ASK_PANEL, ask.id, channel_id=message.channel.id, message_id=message.id
        )


async def paint_ask(hall: Guildhall, panel: Panel, say: Words) -> Card:
    """The panel as the request stands."""
    return ask_card(say, await hall.wallets.ask_as_it_stands(panel.guild_id, panel.subject))


def ask_card(say: Words, ask: Ask) -> Card:
    """A request that waits, with its buttons, or how it was decided, without any."""
    heading, reason = say("wallet.ask.heading"), why(say, ask.reason) if ask.reason else ""
    if not ask.waiting:
        then = afterwards(say, ask.balance) if ask.balance is not None else ""
        body = "\n".join(line for line in (_outcome(say, ask), reason, then) if line)
        return Card(Accent.POT, heading, body=[body], small=say("wallet.small"))
    return Card(
        Accent.POT,
        heading,
        body=[f"{say(f'wallet.ask.{ask.act}', who=person(say, ask.user_id), credits=_credits(say, ask))}\n{reason}"],
        rows=[
            [
                Decide.button(ask.id, "yes", label=say("wallet.button.approve"), style=Style.success),
                Decide.button(ask.id, "no", label=say("wallet.button.refuse"), style=Style.danger),
            ]
        ],
        small=say("wallet.ask.small") + "\n" + say("wallet.small"),
    )


def _outcome(say: Words, ask: Ask) -> str:
    if ask.withdrawn:
        return say("wallet.ask.withdrawn")
    by, who, credits_ = person(say, ask.decided_by_user), person(say, ask.user_id), _credits(say, ask)
    return say(f"wallet.ask.{ask.act}_{ask.state}", by=by, who=who, credits=credits_)


def _credits(say: Words, ask: Ask) -> str:
    return amount(say, Credit.CREDIT, ask.credits)
