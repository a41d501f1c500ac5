"""Joining a pot: what it would cost, told to the one who asks, and the purchase that stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from cogs.ui.cards import Accent, Card
from cogs.ui.door import Interaction, actor_of, hall_of, show, turn, words_for
from cogs.ui.press import Form, Press, Style
from cogs.ui.words import Words
from domain.errors import Forbidden, Invalid, Refusal
from domain.people import Actor
from domain.pot_settings import PotState
from domain.pots import Pot

if TYPE_CHECKING:
    from services.pots.joining import Bought, Quote

_ID = r"(?P<pot>\d{1,15})"
_TICKETS = r"(?P<tickets>\d{1,7})"
_OFFERED = (1, 3, 5)
_LONGEST_NUMBER = 12


class JoinPot(Press, key="pot:v1:join", args=rf"{_ID}:{_TICKETS}"):
    """Asks whether to buy that many tickets."""

    async def press(self, interaction: Interaction) -> None:
        """Ask."""
        await ask_to_buy(interaction, int(self.args["pot"]), int(self.args["tickets"]))


class AskTickets(Press, key="pot:v1:other", args=_ID):
    """Opens the form for any other number of tickets."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form."""
        await interaction.response.send_modal(TicketsForm(words_for(interaction), int(self.args["pot"])))


class TicketsForm(Form):
    """Asks how many tickets."""

    def __init__(self, say: Words, pot_id: int) -> None:
        super().__init__(title=say("pot.form.tickets"))
        self._pot_id = pot_id
        self.tickets: discord.ui.TextInput[Any] = discord.ui.TextInput(max_length=_LONGEST_NUMBER)
        self.add_item(
            discord.ui.Label(
                text=say("pot.form.tickets_label"), description=say("pot.form.tickets_help"), component=self.tickets
            )
        )

    async def submit(self, interaction: Interaction) -> None:
        """Ask whether to buy them."""
        await ask_to_buy(interaction, self._pot_id, _number_in(self.tickets.value))


class Buy(Press, key="pot:v1:buy", args=rf"{_ID}:{_TICKETS}:(?P<key>[0-9a-f]{{16}})"):
    """Confirms a purchase; the key makes a second press change nothing."""

    async def press(self, interaction: Interaction) -> None:
        """Buy, and turn the question into what stands now, so that nobody presses it a third time."""
        say, joining = words_for(interaction), hall_of(interaction).pots.joining
        pot_id, tickets = int(self.args["pot"]), int(self.args["tickets"])
        try:
            bought = await joining.buy(_buyer(interaction), pot_id, tickets, self.args["key"])
        except Refusal as refusal:
            await turn(interaction, refused_card(say, say("pot.nothing_bought"), refusal))
        else:
            await turn(interaction, bought_card(say, bought))


async def ask_to_buy(interaction: Interaction, pot_id: int, tickets: int) -> None:
    """Tell what the tickets would cost, with the button that buys them; raises what `domain.pots.price` raises."""
    quote = await hall_of(interaction).pots.joining.quote(_buyer(interaction), pot_id, tickets)
    await show(interaction, quote_card(words_for(interaction), quote), private=True)


def join_row(say: Words, pot: Pot) -> list[Press]:
    """The numbers that can ever be bought by one person; those that cannot be bought now are greyed."""
    most, closed = pot.terms.max_per_user, pot.paused is not None
    row: list[Press] = [
        JoinPot.button(
            pot.id, number, label=say.number(number), style=Style.primary, disabled=closed or number > pot.room
        )
        for number in _OFFERED
        if number <= most
    ]
    if most > 1:
        row.append(AskTickets.button(pot.id, label=say("pot.button.other"), disabled=closed or not pot.room))
    return row


def quote_card(say: Words, quote: Quote) -> Card:
    """What a purchase would be."""
    most = quote.pot.terms.max_per_user
    after = {"held": quote.held + quote.tickets, "most": most, "left": quote.balance - quote.price}
    return Card(
        Accent.POT,
        say("pot.heading", name=quote.pot.terms.name),
        body=[say("pot.quote", tickets=quote.tickets, price=quote.price) + "\n" + say("pot.quote_after", **after)],
        rows=[[Buy.button(quote.pot.id, quote.tickets, quote.key, label=say("pot.button.buy"), style=Style.success)]],
        small=say("pot.quote_small") + "\n" + say("pot.credits"),
    )


def bought_card(say: Words, bought: Bought) -> Card:
    """The purchase that stands, whichever press made it."""
    terms = bought.pot.terms
    told = {"tickets": bought.tickets, "name": terms.name, "price": bought.price}
    stands = say("pot.said.bought", **told, held=bought.held, most=terms.max_per_user, balance=bought.balance)
    last = not bought.again and bought.pot.state is not PotState.OPEN
    return Card(
        Accent.POT,
        say("pot.heading", name=terms.name),
        body=[stands, say("pot.said.last_ticket") if last else ""],
    )


def refused_card(say: Words, heading: str, refusal: Refusal) -> Card:
    """A question whose time is over: why nothing came of it, and no button any more."""
    return Card(Accent.ALERT, heading, body=[say(refusal.code, **refusal.facts)])


def _buyer(interaction: Interaction) -> Actor:
    """Who wants tickets; raises `Forbidden` for a bot, which nobody could call lucky."""
    if interaction.user.bot:
        raise Forbidden("pot.bots")
    return actor_of(interaction)


def _number_in(text: str) -> int:
    """The whole number that was typed, be it possible or not; raises `Invalid` when it is none."""
    typed = "".join(text.split())
    if not (typed.isascii() and typed.removeprefix("-").isdecimal()):
        raise Invalid("pot.tickets_form", text=text)
    return int(typed)
