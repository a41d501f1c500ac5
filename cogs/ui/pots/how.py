"""How a pot is drawn, for whoever asks on its card."""

from typing import Final

from cogs.ui.door import Interaction, guild_of, hall_of, show, words_for
from cogs.ui.draws.how import how_card
from cogs.ui.press import Press

LIMITS: Final = ("how.limit.people", "how.pot.limit.host", "how.pot.limit.officers")
"""What the draw of a pot does not prove."""


class HowDrawn(Press, key="pot:v1:how", args=r"(?P<pot>\d{1,15})"):
    """Explains the draw to the one who asks."""

    async def press(self, interaction: Interaction) -> None:
        """Explain it."""
        shown = await hall_of(interaction).pots.views.show(guild_of(interaction), int(self.args["pot"]))
        say = words_for(interaction)
        await show(interaction, how_card(say, shown.draw, LIMITS, say("pot.credits")), private=True)
