"""An act that stands: what changed for whom, by whom and why, with its number and the button that undoes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.door import Interaction, actor_of, hall_of, show, turn, words_for
from cogs.ui.points.naming import act_text, amount, decay_text, move_lines, person_text, shift_lines
from cogs.ui.press import Form, Press, Style
from cogs.ui.words import Words, harmless
from domain.errors import Refusal
from domain.points import REASON_LIMIT, Act, Move

if TYPE_CHECKING:
    from services.loot.acts import Done
    from services.loot.undoing import Preview

_BATCH = r"(?P<batch>\d{1,15})"


class AskUndo(Press, key="points:v1:undo", args=_BATCH):
    """Opens the form that asks why a batch is taken back."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form."""
        await interaction.response.send_modal(UndoForm(words_for(interaction), int(self.args["batch"])))


class UndoForm(Form):
    """Asks for the reason."""

    def __init__(self, say: Words, batch_id: int) -> None:
        super().__init__(title=say("points.undo.form", batch=batch_id))
        self._batch_id = batch_id
        self.reason: discord.ui.TextInput[Any] = discord.ui.TextInput(max_length=REASON_LIMIT)
        self.add_item(
            discord.ui.Label(
                text=say("points.undo.form_label"), description=say("points.undo.form_help"), component=self.reason
            )
        )

    async def submit(self, interaction: Interaction) -> None:
        """Show what taking it back would do."""
        await ask_to_undo(interaction, self._batch_id, self.reason.value)


class ApplyUndo(Press, key="points:v1:take-back", args=rf"{_BATCH}:(?P<draft>\d{{1,15}})"):
    """Does what the preview showed; the announcement tells everybody."""

    async def press(self, interaction: Interaction) -> None:
        """Take it back once, and turn the question into what stands."""
        undo, say = hall_of(interaction).loot.undo, words_for(interaction)
        try:
            done = await undo.confirm(actor_of(interaction), int(self.args["batch"]), int(self.args["draft"]))
        except Refusal as refusal:
            await turn(
                interaction, Card(Accent.ALERT, say("points.ask.nothing"), body=[say(refusal.code, **refusal.facts)])
            )
        else:
            await turn(interaction, done_card(say, done))


async def ask_to_undo(interaction: Interaction, batch_id: int, reason: str) -> None:
    """Show what taking a batch back would do, with the button that does it; raises what `Undo.preview` raises."""
    preview = await hall_of(interaction).loot.undo.preview(actor_of(interaction), batch_id, reason)
    await show(interaction, undo_card(words_for(interaction), preview), private=True)


def undo_card(say: Words, preview: Preview) -> Card:
    """What is left of the batch by now and is taken back, and who moves past whom."""
    plan = preview.undoing
    what = say("points.undo.what", act=act_text(say, plan.batch), at=plan.batch.at)
    if plan.batch.reason:
        what += " · " + say("points.note", note=harmless(plan.batch.reason, REASON_LIMIT))
    return Card(
        Accent.LOOT,
        say("points.undo.heading", batch=plan.batch.id),
        status=f"{what}\n{_about(say, preview.reason)}",
        body=[
            "\n".join(move_lines(say, plan.moves, preview.people)) or say("points.undo.no_points"),
            _items(say, [(one.item, person_text(say, preview.people.get(one.member_id))) for one in plan.items]),
            _decays(say, preview),
            "\n".join(shift_lines(say, preview.passing, preview.people)),
        ],
        rows=[[ApplyUndo.button(plan.batch.id, preview.draft, label=say("points.button.apply"), style=Style.danger)]],
        small=say("points.undo.small"),
    )


def done_card(say: Words, done: Done) -> Card:
    """What an act did; one that was pressed for twice says that it stood before."""
    batch = done.batch
    undone = batch.undone_by is not None
    return Card(
        Accent.LOOT,
        say(f"points.done.{batch.act}"),
        status="" if done.first else say("points.done.before"),
        body=[
            "\n".join(filter(None, (done_line(say, done), reason_line(say, done)))),
            "\n".join(move_lines(say, done.moves, done.people, count=done.count)),
            _items(say, [(one.item, person_text(say, done.people.get(one.member_id))) for one in done.items]),
            say("points.done.undone", batch=batch.undone_by) if undone else "",
        ],
        rows=[undo_row(say, done)],
        small=say("points.done.small", batch=batch.id),
    )


def undo_row(say: Words, done: Done) -> list[Item]:
    """The officers' way back, where there is one."""
    if done.batch.act in (Act.UNDO, Act.MERGE) or done.batch.undone_by is not None:
        return []
    return [AskUndo.button(done.batch.id, label=say("points.button.undo"))]


def done_line(say: Words, done: Done) -> str:
    """Who did what to how many."""
    batch, count = done.batch, done.count
    by = person_text(say, done.by) if batch.by is not None else say("points.by_clock")
    if batch.act is Act.DECAY and batch.decay is not None:
        if batch.by is None:
            return say("points.done.line_weekly", decay=decay_text(say, batch.decay), count=count)
        return say("points.done.line_decay", by=by, decay=decay_text(say, batch.decay), count=count)
    if batch.act is Act.UNDO:
        return say("points.done.line_undo", by=by, batch=batch.reverses or 0, count=count)
    if batch.act not in (Act.AWARD, Act.CHARGE) or not done.moves:
        return say("points.done.line", by=by, act=act_text(say, batch), count=count)
    (first, *_) = done.moves
    who = person_text(say, done.people.get(first.member_id)) if count == 1 else say("points.people", count=count)
    key = "points.done.line_award" if batch.act is Act.AWARD else "points.done.line_charge"
    return say(key, by=by, amount=_each(say, done.moves), who=who)


def reason_line(say: Words, done: Done) -> str:
    """Why, where somebody said so."""
    return _about(say, done.batch.reason)


def _about(say: Words, reason: str) -> str:
    return say("points.why", reason=harmless(reason, REASON_LIMIT)) if reason else ""


def _each(say: Words, moves: tuple[Move, ...]) -> str:
    """How much: the most that anybody got, for who was near the cap got less."""
    most = max(moves, key=lambda move: abs(move.delta))
    return amount(say, most.pool, abs(most.delta))


def _items(say: Words, items: list[tuple[str, str]]) -> str:
    return "\n".join(say("points.undo.item", item=item, who=who) for item, who in items[:10])


def _decays(say: Words, preview: Preview) -> str:
    """The decays since, each of which has taken its part."""
    decays = preview.undoing.decays
    if not decays or not preview.undoing.moves:
        return ""
    lines = [decay_text(say, one) for one in decays[:5]]
    more = [say("points.and_more", count=len(decays) - 5)] if len(decays) > 5 else []
    return say("points.undo.decays", count=len(decays)) + "\n" + "\n".join(f"• {line}" for line in (*lines, *more))
