"""What officers do about a submission: feature it or not, disqualify it for a reason, and take that back at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord

from cogs.ui.cards import Card, Item
from cogs.ui.challenges.entry import entry_card
from cogs.ui.challenges.naming import person
from cogs.ui.door import Interaction, actor_of, hall_of, show, turn, words_for
from cogs.ui.press import Form, Press, Style
from cogs.ui.words import Words
from domain.challenges import REASON_LIMIT

if TYPE_CHECKING:
    from domain.submissions import Submission
    from services.challenges.entries import Listed

_ID: Final = r"(?P<submission>\d{1,15})"


class Feature(Press, key="challenge:v1:feature", args=rf"{_ID}:(?P<on>[01])"):
    """Features a submission, or takes that back."""

    async def press(self, interaction: Interaction) -> None:
        """Do what stands on the button; a second press changes nothing."""
        await feature(interaction, int(self.args["submission"]), on=self.args["on"] == "1")


class AskReason(Press, key="challenge:v1:disqualify", args=_ID):
    """Opens the form for the reason."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form."""
        await interaction.response.send_modal(ReasonForm(words_for(interaction), int(self.args["submission"])))


class ReasonForm(Form):
    """Asks why a submission is disqualified; everybody reads it."""

    def __init__(self, say: Words, submission_id: int) -> None:
        super().__init__(title=say("entry.form.disqualify"))
        self._submission_id = submission_id
        self.reason: discord.ui.TextInput[Any] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph, max_length=REASON_LIMIT
        )
        self.add_item(
            discord.ui.Label(
                text=say("entry.form.reason"), description=say("entry.form.reason_help"), component=self.reason
            )
        )

    async def submit(self, interaction: Interaction) -> None:
        """Disqualify it."""
        await disqualify(interaction, self._submission_id, self.reason.value)


class Reinstate(Press, key="challenge:v1:reinstate", args=_ID):
    """Puts a submission back into the ranking."""

    async def press(self, interaction: Interaction) -> None:
        """Put it back, and show it as it stands."""
        refereeing = hall_of(interaction).challenges.refereeing
        found = await refereeing.reinstate(actor_of(interaction), int(self.args["submission"]))
        await turn(interaction, await _card(interaction, found, "entry.said.reinstated"))


async def feature(interaction: Interaction, submission_id: int, *, on: bool | None = None) -> None:
    """Feature it, or take that back, and show it; raises what the service raises."""
    found = await hall_of(interaction).challenges.refereeing.feature(actor_of(interaction), submission_id, on=on)
    featured = found.submission.featured_at is not None
    said = "entry.said.featured" if featured else "entry.said.unfeatured"
    await show(interaction, await _card(interaction, found, said), private=True)


async def disqualify(interaction: Interaction, submission_id: int, reason: str) -> None:
    """Take it out of the ranking, and show it with the way back; raises what the service raises."""
    refereeing = hall_of(interaction).challenges.refereeing
    found = await refereeing.disqualify(actor_of(interaction), submission_id, reason)
    await show(interaction, await _card(interaction, found, "entry.said.disqualified"), private=True)


def officers_row(say: Words, submission: Submission) -> list[Item]:
    """What an officer can do about it as it stands."""
    if submission.disqualified_at is not None:
        return [Reinstate.button(submission.id, label=say("entry.button.reinstate"))]
    featured = submission.featured_at is not None
    label = say("entry.button.unfeature" if featured else "entry.button.feature")
    return [
        Feature.button(submission.id, int(not featured), label=label),
        AskReason.button(submission.id, label=say("entry.button.disqualify"), style=Style.danger),
    ]


async def _card(interaction: Interaction, found: Listed, said: str) -> Card:
    """The submission as it stands, who did what, and the button that undoes it."""
    say = words_for(interaction)
    note = say(said, who=person(say, interaction.user.id))
    row = officers_row(say, found.submission)
    if found.submission.disqualified_at is not None:
        row = [Reinstate.button(found.submission.id, label=say("entry.button.undo"), style=Style.primary)]
    return await entry_card(
        hall_of(interaction),
        say,
        found.challenge,
        found.submission,
        notes=[note],
        rows=[row],
        small=say("entry.logged"),
    )
