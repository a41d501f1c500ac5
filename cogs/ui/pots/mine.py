"""One's own tickets: in one pot, with the chance that they are, and in all pots that are not over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.door import Interaction, actor_of, hall_of, show, words_for
from cogs.ui.pots.crowd import ShowCrowd
from cogs.ui.pots.leaving import Leave
from cogs.ui.pots.naming import share
from cogs.ui.press import Press
from cogs.ui.words import Words
from domain.pot_settings import PotState
from domain.pots import Pot

if TYPE_CHECKING:
    from services.pots.joining import Holding


class ShowMine(Press, key="pot:v1:mine", args=r"(?P<pot>\d{1,15})"):
    """One's own tickets in a pot."""

    async def press(self, interaction: Interaction) -> None:
        """Show them."""
        holding = await hall_of(interaction).pots.joining.holding(actor_of(interaction), int(self.args["pot"]))
        await show(interaction, mine_card(words_for(interaction), holding), private=True)


def mine_card(say: Words, holding: Holding) -> Card:
    """Tickets, what they cost, and the chance as it stands."""
    pot = holding.pot
    return Card(
        Accent.POT,
        say("pot.mine.heading", name=pot.terms.name),
        status=_status(say, holding),
        body=[
            chance(say, pot, holding.tickets),
            "" if pot.over else say("pot.mine.wallet", balance=holding.balance),
        ],
        rows=[_row(say, holding)],
    )


def chance(say: Words, pot: Pot, held: int) -> str:
    """What that many tickets are worth in a draw, if there is one."""
    if not held:
        return ""
    if pot.state is PotState.OPEN and pot.players == 1:
        return say("pot.mine.alone")
    key = "pot.mine.chance_open" if pot.state is PotState.OPEN else "pot.mine.chance"
    return say(key, held=held, sold=pot.sold, share=share(say, held, pot.sold))


def _status(say: Words, holding: Holding) -> str:
    if not holding.tickets:
        return say("pot.mine.none_now" if holding.pot.over else "pot.mine.none")
    most = holding.pot.terms.max_per_user
    key = "pot.mine.held" if holding.pot.over else "pot.mine.holds"
    return say(key, tickets=holding.tickets, most=most, paid=holding.paid)


def _row(say: Words, holding: Holding) -> list[Item]:
    pot = holding.pot
    row: list[Item] = [_everybody(say, pot)] if holding.sees_all and pot.state is not PotState.CANCELLED else []
    if holding.tickets and pot.state is PotState.OPEN:
        row.append(Leave.button(pot.id, label=say("pot.button.leave")))
    return row


def _everybody(say: Words, pot: Pot) -> ShowCrowd:
    return ShowCrowd.button(pot.id, label=say("pot.button.everybody"))
