"""Taking a raid back: what everybody loses, then the button that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card
from cogs.ui.door import Interaction, actor_of, hall_of, show, turn, words_for
from cogs.ui.points.naming import decay_text, move_lines, shift_lines
from cogs.ui.points.previews import refused_card
from cogs.ui.press import Press, Style
from cogs.ui.raids.naming import raid_line, when
from cogs.ui.words import Words, harmless
from domain.errors import Refusal
from domain.points import REASON_LIMIT

if TYPE_CHECKING:
    from services.loot.raid_reverting import Reverting

_DECAYS = 5


class RevertRaid(Press, key="raid:v1:revert", args=r"(?P<draft>\d{1,15})"):
    """Does what the preview showed; the announcement tells everybody."""

    async def press(self, interaction: Interaction) -> None:
        """Take it back once, and turn the question into what stands."""
        reverting, say = hall_of(interaction).loot.raids.reverting, words_for(interaction)
        try:
            done = await reverting.confirm(actor_of(interaction), int(self.args["draft"]))
        except Refusal as refusal:
            await turn(interaction, refused_card(say, refusal))
        else:
            await turn(interaction, reverted_card(say, done))


async def ask_to_revert(interaction: Interaction, raid_id: int, reason: str) -> None:
    """Show what reverting a raid would do, with the button that does it."""
    preview = await hall_of(interaction).loot.raids.reverting.preview(actor_of(interaction), raid_id, reason)
    await show(interaction, revert_card(words_for(interaction), preview), private=True)


def revert_card(say: Words, preview: Reverting) -> Card:
    """What is left of the raid's points by now and is taken back, and who moves past whom."""
    button = RevertRaid.button(preview.draft or 0, label=say("points.button.apply"), style=Style.danger)
    return Card(
        Accent.LOOT,
        say("raid.revert.heading", count=preview.batches),
        status=f"{_about(say, preview)}",
        body=[
            "\n".join(move_lines(say, preview.moves, preview.people)) or say("points.undo.no_points"),
            _decays(say, preview),
            "\n".join(shift_lines(say, preview.passing, preview.people)) if preview.moves else "",
        ],
        rows=[[button]],
        small=say("raid.revert.small"),
    )


def reverted_card(say: Words, done: Reverting) -> Card:
    """What was taken back."""
    return Card(
        Accent.LOOT,
        say("raid.reverted.heading"),
        status="" if done.first else say("points.done.before"),
        body=[_about(say, done), "\n".join(move_lines(say, done.moves, done.people))],
        small=say("raid.reverted.small"),
    )


def _about(say: Words, one: Reverting) -> str:
    why = say("points.why", reason=harmless(one.reason, REASON_LIMIT))
    return f"{raid_line(one.raid)} · {when(one.raid)}\n{why}"


def _decays(say: Words, preview: Reverting) -> str:
    """The decays since, each of which has taken its part."""
    if not preview.decays or not preview.moves:
        return ""
    lines = [f"• {decay_text(say, one)}" for one in preview.decays[:_DECAYS]]
    return "\n".join([say("points.undo.decays", count=len(preview.decays)), *lines])
