"""What leaders press when a contest has ended: run the draw, lock although some could not be read, read once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card
from cogs.ui.contest.standing import unread_block
from cogs.ui.door import Interaction, actor_of, answer, hall_of, show, words_for
from cogs.ui.draws.ceremony import show_ceremony
from cogs.ui.press import Press, Style
from cogs.ui.words import Words
from domain.contests import Wait
from domain.draws import DrawState
from domain.errors import Conflict

if TYPE_CHECKING:
    from services.contests.views import Shown

_ID = r"(?P<contest>\d{1,15})"


class RunDraw(Press, key="contest:v1:draw", args=_ID):
    """Calls the draw, for good."""

    async def press(self, interaction: Interaction) -> None:
        """Call it, and begin the ceremony."""
        await run_draw(interaction, int(self.args["contest"]))


class LockAnyway(Press, key="contest:v1:lock", args=rf"{_ID}:(?P<run>\d{{1,15}})"):
    """Confirms that a run could not read everybody."""

    async def press(self, interaction: Interaction) -> None:
        """Confirm it, for the very run that the card named."""
        contest_id, run_id = int(self.args["contest"]), int(self.args["run"])
        contest = await hall_of(interaction).contests.closing.confirm(actor_of(interaction), contest_id, run_id)
        await answer(interaction, words_for(interaction)("contest.said.confirmed", name=contest.name))


class RunAgain(Press, key="contest:v1:again", args=_ID):
    """Reads everybody once more before the entries are locked."""

    async def press(self, interaction: Interaction) -> None:
        """Begin the run."""
        await hall_of(interaction).contests.closing.run_again(actor_of(interaction), int(self.args["contest"]))
        await answer(interaction, words_for(interaction)("contest.said.again"))


async def run_draw(interaction: Interaction, contest_id: int) -> None:
    """Call the draw and tell it in public; where a leader must confirm something first, ask for that instead."""
    hall, actor = hall_of(interaction), actor_of(interaction)
    try:
        contest = await hall.contests.closing.draw(actor, contest_id)
    except Conflict as refusal:
        if refusal.code != "contest.waits_confirmation":
            raise
        shown = await hall.contests.views.show(actor, contest_id)
        await show(interaction, _unread_card(words_for(interaction), shown), private=True)
    else:
        assert contest.draw_id is not None  # only what was published is drawn
        await show_ceremony(interaction, contest.draw_id)


def leaders_row(say: Words, shown: Shown) -> list[Press]:
    """What leaders can do for an ended contest now."""
    if shown.draw is None or shown.contest.ended_at is None:
        return []
    record, contest_id = shown.draw.record, shown.contest.id
    if record.state is DrawState.LOCKED and record.lock_post is not None:
        return [RunDraw.button(contest_id, label=say("contest.button.draw"), style=Style.primary)]
    again = RunAgain.button(contest_id, label=say("contest.button.again"))
    if shown.wait is Wait.FRESH_RUN:
        return [again]
    if shown.wait is Wait.CONFIRMATION and shown.run is not None:
        return [again, LockAnyway.button(contest_id, shown.run.id, label=say("contest.button.lock"))]
    return []


def _unread_card(say: Words, shown: Shown) -> Card:
    return Card(
        Accent.CONTEST,
        say("contest.heading", name=shown.contest.name),
        body=[unread_block(say, shown)],
        rows=[leaders_row(say, shown)],
    )
