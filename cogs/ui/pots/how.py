"""How a pot is drawn: the protocol for a raider, what it does not prove, and the rules to the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card
from cogs.ui.contest.naming import commitment_line
from cogs.ui.door import Interaction, guild_of, hall_of, show, words_for
from cogs.ui.draws.files import rules_file
from cogs.ui.press import Press
from cogs.ui.words import Words

if TYPE_CHECKING:
    from services.draws import Seen
    from services.pots.views import Shown


class HowDrawn(Press, key="pot:v1:how", args=r"(?P<pot>\d{1,15})"):
    """Explains the draw to the one who asks."""

    async def press(self, interaction: Interaction) -> None:
        """Explain it."""
        shown = await hall_of(interaction).pots.views.show(guild_of(interaction), int(self.args["pot"]))
        await show(interaction, how_card(words_for(interaction), shown), private=True)


def how_card(say: Words, shown: Shown) -> Card:
    """The steps, and where trust is still needed."""
    draw = shown.draw
    return Card(
        Accent.POT,
        say("pot.how.heading", name=shown.pot.terms.name),
        body=[
            "\n".join(f"{number}. {step}" for number, step in enumerate(_steps(say, draw), 1)),
            "\n".join([say("contest.how.limits"), *(f"- {limit}" for limit in _limits(say))]),
        ],
        small="\n".join([say("contest.how.rules"), say("pot.credits"), commitment_line(say, draw)]),
        attachment=rules_file(draw.record.draw.number, draw.record.draw.rules),
    )


def _steps(say: Words, draw: Seen) -> list[str]:
    mode = draw.record.draw.mode
    luck = "contest.how.luck.test" if draw.test_chain else f"contest.how.luck.{mode}"
    return [
        say("pot.how.commit"),
        say("pot.how.lock"),
        say(f"pot.how.call.{mode}"),
        say(luck),
        say(f"pot.how.pick.{mode}"),
        say(f"contest.how.check.{mode}"),
    ]


def _limits(say: Words) -> list[str]:
    return [say("contest.how.limit.people"), say("pot.how.limit.host"), say("pot.how.limit.officers")]
