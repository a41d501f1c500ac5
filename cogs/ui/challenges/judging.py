"""Judges' scores, and discarding somebody's votes or ballot, with the button that takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cogs.ui.cards import Accent, Card
from cogs.ui.challenges.naming import accent_of, heading, person
from cogs.ui.door import Interaction, actor_of, answer, hall_of, show, turn, words_for
from cogs.ui.press import Press, Style
from cogs.ui.words import Words, harmless
from domain.challenge_ranking import HIGHEST_SCORE
from domain.challenges import REASON_LIMIT

if TYPE_CHECKING:
    import discord

    from services.challenges.judging import Discarded

_WHOSE: Final = r"(?P<challenge>\d{1,15}):(?P<member>\d{1,15})"


class Restore(Press, key="challenge:v1:restore", args=_WHOSE):
    """Takes a discard back."""

    async def press(self, interaction: Interaction) -> None:
        """Let it count again, and turn the card into what stands now."""
        judging = hall_of(interaction).challenges.judging
        back = await judging.restore(actor_of(interaction), int(self.args["challenge"]), int(self.args["member"]))
        await turn(interaction, restored_card(words_for(interaction), back))


async def judge(interaction: Interaction, submission_id: int, score: int) -> None:
    """Give a submission a judge's score, and say how many scored it by now; raises what the service raises."""
    judged = await hall_of(interaction).challenges.judging.judge(actor_of(interaction), submission_id, score)
    told = {"title": judged.submission.work.title, "score": judged.score, "most": HIGHEST_SCORE}
    say = words_for(interaction)
    if judged.before == judged.score:
        said = say("judge.said.same", **told, judges=judged.judges)
    elif judged.before is None:
        said = say("judge.said.given", **told, judges=judged.judges)
    else:
        said = say("judge.said.changed", **told, before=judged.before, judges=judged.judges)
    await answer(interaction, said)


async def discard(
    interaction: Interaction, challenge_id: int, member: discord.User | discord.Member, reason: str
) -> None:
    """Count somebody's votes or ballot no more, and offer the way back; raises what the service raises."""
    judging = hall_of(interaction).challenges.judging
    done = await judging.discard(actor_of(interaction), challenge_id, member.id, reason)
    await show(interaction, discarded_card(words_for(interaction), done), private=True)


def discarded_card(say: Words, done: Discarded) -> Card:
    """What was discarded, and the button that takes it back."""
    said = say("discard.said.done", who=person(say, done.user_id), given=done.given)
    undo = Restore.button(done.challenge.id, done.voter_id, label=say("discard.button.undo"), style=Style.danger)
    return Card(
        Accent.ALERT,
        heading(say, done.challenge),
        status=said,
        body=[
            say("discard.reason", reason=harmless(done.reason, REASON_LIMIT)),
            say("discard.said.recomputed") if done.recomputed else "",
        ],
        rows=[[undo]],
        small=say("discard.small"),
    )


def restored_card(say: Words, back: Discarded) -> Card:
    """That it counts again."""
    said = say("discard.said.restored", who=person(say, back.user_id), given=back.given)
    again = say("discard.said.recomputed") if back.recomputed else ""
    return Card(accent_of(back.challenge), heading(say, back.challenge), status=said, body=[again])
