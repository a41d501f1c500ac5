"""Leaving a pot while it is open: asked first, then everything comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card
from cogs.ui.door import Interaction, actor_of, hall_of, show, turn, words_for
from cogs.ui.pots.buying import refused_card
from cogs.ui.press import Press, Style
from cogs.ui.words import Words
from domain.errors import Refusal

if TYPE_CHECKING:
    from services.pots.joining import Holding

_ID = r"(?P<pot>\d{1,15})"
_LEFT_BEFORE = "pot.not_in"


class Leave(Press, key="pot:v1:leave", args=_ID):
    """Asks whether to leave."""

    async def press(self, interaction: Interaction) -> None:
        """Ask."""
        await ask_to_leave(interaction, int(self.args["pot"]))


class LeaveNow(Press, key="pot:v1:leave-now", args=_ID):
    """Confirms it."""

    async def press(self, interaction: Interaction) -> None:
        """Leave, and turn the question into what came back; a second press leaves that on the screen."""
        say, joining = words_for(interaction), hall_of(interaction).pots.joining
        try:
            left = await joining.leave(actor_of(interaction), int(self.args["pot"]))
        except Refusal as refusal:
            if refusal.code == _LEFT_BEFORE:
                raise
            await turn(interaction, refused_card(say, say("pot.nothing_left"), refusal))
        else:
            await turn(interaction, left_card(say, left))


async def ask_to_leave(interaction: Interaction, pot_id: int) -> None:
    """Tell what would come back, with the button that leaves; raises what `leave` raises."""
    holding = await hall_of(interaction).pots.joining.leaving(actor_of(interaction), pot_id)
    await show(interaction, leave_card(words_for(interaction), holding), private=True)


def leave_card(say: Words, holding: Holding) -> Card:
    """What leaving would mean."""
    pot = holding.pot
    return Card(
        Accent.POT,
        say("pot.heading", name=pot.terms.name),
        body=[say("pot.leave", tickets=holding.tickets, credits=holding.paid)],
        rows=[[LeaveNow.button(pot.id, label=say("pot.button.leave_now"), style=Style.danger)]],
    )


def left_card(say: Words, left: Holding) -> Card:
    """What came back."""
    name = left.pot.terms.name
    told = {"name": name, "tickets": left.tickets, "credits": left.paid, "balance": left.balance}
    return Card(Accent.POT, say("pot.heading", name=name), body=[say("pot.said.left", **told)])
