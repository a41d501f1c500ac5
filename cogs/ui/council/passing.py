"""Passing on: an officer writes down that the winner hands the item to somebody else, and the points follow it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.council.awarding import nothing_card
from cogs.ui.council.naming import heading
from cogs.ui.door import Interaction, actor_of, hall_of, show, turn, words_for
from cogs.ui.points.crowd import no_bot
from cogs.ui.points.done import AskUndo
from cogs.ui.points.naming import amount, move_text, person_text
from cogs.ui.press import Form, Press, Style
from cogs.ui.words import Words, harmless
from domain.errors import Invalid, Refusal
from domain.loot import REASON_LIMIT

if TYPE_CHECKING:
    from services.loot.council.passing_on import Handover

_DRAFT: Final = r"(?P<draft>\d{1,15})"
_PRICE_LENGTH: Final = 20


class AskPassOn(Press, key="decision:v1:pass", args=r"(?P<decision>\d{1,15})"):
    """Opens the form that asks to whom it goes, and why."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form."""
        await interaction.response.send_modal(PassOnForm(words_for(interaction), int(self.args["decision"])))


class PassOnForm(Form):
    """Asks to whom, and why."""

    def __init__(self, say: Words, decision_id: int) -> None:
        super().__init__(title=say("council.form.pass"))
        self._decision_id = decision_id
        self.who: discord.ui.UserSelect[Any] = discord.ui.UserSelect(min_values=1, max_values=1)
        self.reason: discord.ui.TextInput[Any] = discord.ui.TextInput(max_length=REASON_LIMIT)
        self.add_item(discord.ui.Label(text=say("council.form.pass_who"), component=self.who))
        self.add_item(
            discord.ui.Label(
                text=say("council.form.reason"), description=say("council.form.reason_help"), component=self.reason
            )
        )

    async def submit(self, interaction: Interaction) -> None:
        """Show what it would do."""
        if not self.who.values:
            raise Invalid("loot.winner_missing")
        passing = hall_of(interaction).loot.council.passing_on
        taker = no_bot(self.who.values[0])
        planned = await passing.propose(actor_of(interaction), self._decision_id, taker, self.reason.value)
        await show(interaction, handover_card(words_for(interaction), planned), private=True)


class NamePassPrice(Press, key="decision:v1:pass-price", args=_DRAFT):
    """Opens the form that asks for the price that nobody has said."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form."""
        await interaction.response.send_modal(PassPriceForm(words_for(interaction), int(self.args["draft"])))


class PassPriceForm(Form):
    """Asks what the item costs."""

    def __init__(self, say: Words, draft_id: int) -> None:
        super().__init__(title=say("council.form.price"))
        self._draft_id = draft_id
        self.price: discord.ui.TextInput[Any] = discord.ui.TextInput(max_length=_PRICE_LENGTH)
        self.add_item(
            discord.ui.Label(
                text=say("council.form.price_label"), description=say("council.form.price_help"), component=self.price
            )
        )

    async def submit(self, interaction: Interaction) -> None:
        """Show what it would do at that price."""
        passing = hall_of(interaction).loot.council.passing_on
        planned = await passing.again(actor_of(interaction), self._draft_id, self.price.value)
        await turn(interaction, handover_card(words_for(interaction), planned))


class PassOn(Press, key="decision:v1:pass-on", args=_DRAFT):
    """Does what was proposed."""

    async def press(self, interaction: Interaction) -> None:
        """Do it once, and turn the question into what stands."""
        passing, say = hall_of(interaction).loot.council.passing_on, words_for(interaction)
        try:
            done = await passing.pass_on(actor_of(interaction), int(self.args["draft"]))
        except Refusal as refusal:
            await turn(interaction, nothing_card(say, refusal))
        else:
            await turn(interaction, handover_card(say, done))


def handover_card(say: Words, planned: Handover) -> Card:
    """Who gives it to whom, and what that does to their points; what was done has a way back."""
    giver, taker = (person_text(say, planned.people.get(one)) for one in (planned.giver, planned.taker))
    done = planned.batch is not None
    cost = planned.cost
    charged = say("council.ask.price") if planned.asks_price else say("council.ask.free")
    if cost.pool is not None and cost.paid:
        charged = say("council.pass.charged", who=taker, amount=amount(say, cost.pool, cost.paid))
    back = say("council.pass.back", who=giver, moves=move_text(say, planned.back)) if planned.back else ""
    return Card(
        Accent.LOOT,
        heading(say, planned.decision),
        status=say("council.pass.done" if done else "council.pass.ask", giver=giver, taker=taker),
        body=[
            "\n".join(filter(None, [say("points.why", reason=harmless(planned.reason, REASON_LIMIT)), back, charged]))
        ],
        rows=[_row(say, planned)],
        small=say("points.done.small", batch=planned.batch) if planned.batch else say("council.ask.small"),
    )


def _row(say: Words, planned: Handover) -> list[Item]:
    if planned.batch is not None:
        return [AskUndo.button(planned.batch, label=say("points.button.undo"))]
    if planned.draft is None:
        return []
    if planned.asks_price:
        return [NamePassPrice.button(planned.draft, label=say("council.button.price"), style=Style.primary)]
    return [PassOn.button(planned.draft, label=say("council.button.pass_now"), style=Style.success)]
