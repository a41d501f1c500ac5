"""Ending a challenge's phase early, and calling a challenge off."""

from __future__ import annotations

from datetime import UTC, datetime

from cogs.ui.cards import Accent, Card
from cogs.ui.challenges.naming import accent_of, heading, status_line
from cogs.ui.door import Interaction, actor_of, answer, hall_of, show, turn, words_for
from cogs.ui.press import Press, Style
from cogs.ui.words import Words
from domain.challenge_settings import State
from domain.challenges import Challenge, closed_now, phase_end
from domain.errors import Refusal

_ARGS = r"(?P<challenge>\d{1,15}):(?P<until>\d{1,10})"


class CloseNow(Press, key="challenge:v1:close", args=_ARGS):
    """Ends the phase that was asked about; it knows that by its deadline, so that it never ends the next one."""

    async def press(self, interaction: Interaction) -> None:
        """End it, and turn the question into how the challenge stands now."""
        say, hall = words_for(interaction), hall_of(interaction)
        challenge_id, until = int(self.args["challenge"]), datetime.fromtimestamp(int(self.args["until"]), UTC)
        try:
            challenge = await hall.challenges.changing.close(actor_of(interaction), challenge_id, until)
        except Refusal as refusal:
            why = say(refusal.code, **refusal.facts)
            await turn(interaction, Card(Accent.ALERT, say("challenge.not_closed"), body=[why]))
        else:
            await turn(interaction, closed_card(say, challenge, hall.desk.clock()))


async def ask_to_close(interaction: Interaction, challenge_id: int) -> None:
    """Say what would end now and what would follow; raises `Forbidden`, `NotFound` and `Conflict`."""
    say, hall = words_for(interaction), hall_of(interaction)
    landing = await hall.challenges.views.for_editing(actor_of(interaction), challenge_id)
    await show(interaction, question_card(say, landing.challenge, hall.desk.clock()), private=True)


async def call_off(interaction: Interaction, challenge_id: int, reason: str) -> None:
    """Call a challenge off; raises `Forbidden`, `NotFound`, `Invalid` and `Conflict`."""
    say, changing = words_for(interaction), hall_of(interaction).challenges.changing
    challenge = await changing.cancel(actor_of(interaction), challenge_id, reason)
    title = challenge.terms.title
    if challenge.standing.published_at is None:
        await answer(interaction, say("challenge.said.dropped", title=title))
    else:
        await answer(interaction, say("challenge.said.cancelled", title=title))


def question_card(say: Words, challenge: Challenge, now: datetime) -> Card:
    """What would end, and what then."""
    until = phase_end(challenge, now)
    submissions = challenge.state(now) is State.ACTIVE
    dates = closed_now(challenge, now)
    asked = [say("challenge.close.submissions" if submissions else "challenge.close.voting")]
    if dates.ends_at <= now:
        asked.append(say("challenge.close.completes"))
    elif submissions and dates.voting_closes_at > now:
        asked.append(say("challenge.close.then_voting", at=dates.voting_closes_at))
    else:
        asked.append(say("challenge.close.then_result", at=dates.ends_at))
    label = say("challenge.button.close_submissions" if submissions else "challenge.button.close_voting")
    button = CloseNow.button(challenge.id, int(until.timestamp()), label=label, style=Style.danger)
    return Card(
        accent_of(challenge),
        heading(say, challenge),
        status=status_line(say, challenge, now),
        body=["\n".join(asked)],
        rows=[[button]],
        small=say("challenge.close.small"),
    )


def closed_card(say: Words, challenge: Challenge, now: datetime) -> Card:
    """That it ended, and how the challenge stands."""
    told = status_line(say, challenge, now)
    return Card(accent_of(challenge), heading(say, challenge), status=told, body=[say("challenge.said.closed")])
