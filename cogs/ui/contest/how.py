"""How a contest is drawn, for whoever asks on its card."""

from typing import Final

from cogs.ui.door import Interaction, actor_of, hall_of, show, words_for
from cogs.ui.draws.how import how_card
from cogs.ui.press import Press

LIMITS: Final = ("how.limit.people", "how.contest.limit.host", "how.contest.limit.play", "how.contest.limit.prize")
"""What the draw of a contest does not prove."""


class HowDrawn(Press, key="contest:v1:how", args=r"(?P<contest>\d{1,15})"):
    """Explains the draw to the one who asks."""

    async def press(self, interaction: Interaction) -> None:
        """Explain it."""
        shown = await hall_of(interaction).contests.views.show(actor_of(interaction), int(self.args["contest"]))
        assert shown.draw is not None  # a draft has no such button
        await show(interaction, how_card(words_for(interaction), shown.draw, LIMITS), private=True)
