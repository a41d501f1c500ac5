"""How a contest is drawn: the protocol for a raider, what it does not prove, and the rules to the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card
from cogs.ui.contest.naming import commitment_line
from cogs.ui.door import Interaction, actor_of, hall_of, show, words_for
from cogs.ui.draws.files import rules_file
from cogs.ui.press import Press
from cogs.ui.words import Words

if TYPE_CHECKING:
    from services.contests.views import Shown
    from services.draws import Seen


class HowDrawn(Press, key="contest:v1:how", args=r"(?P<contest>\d{1,15})"):
    """Explains the draw to the one who asks."""

    async def press(self, interaction: Interaction) -> None:
        """Explain it."""
        shown = await hall_of(interaction).contests.views.show(actor_of(interaction), int(self.args["contest"]))
        assert shown.draw is not None  # a draft has no such button
        await show(interaction, how_card(words_for(interaction), shown, shown.draw), private=True)


def how_card(say: Words, shown: Shown, draw: Seen) -> Card:
    """The steps, and where trust is still needed."""
    return Card(
        Accent.CONTEST,
        say("contest.how.heading", name=shown.contest.name),
        body=[
            "\n".join(f"{number}. {step}" for number, step in enumerate(_steps(say, draw), 1)),
            "\n".join([say("contest.how.limits"), *(f"- {limit}" for limit in _limits(say))]),
        ],
        small=say("contest.how.rules") + "\n" + commitment_line(say, draw),
        attachment=rules_file(draw.record.draw.number, draw.record.draw.rules),
    )


def _steps(say: Words, draw: Seen) -> list[str]:
    mode = draw.record.draw.mode
    luck = "contest.how.luck.test" if draw.test_chain else f"contest.how.luck.{mode}"
    return [
        say("contest.how.commit"),
        say("contest.how.lock"),
        say(f"contest.how.call.{mode}"),
        say(luck),
        say(f"contest.how.pick.{mode}"),
        say(f"contest.how.check.{mode}"),
    ]


def _limits(say: Words) -> list[str]:
    return [say(f"contest.how.limit.{limit}") for limit in ("people", "host", "play", "prize")]
