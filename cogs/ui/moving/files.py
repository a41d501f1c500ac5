"""Loot files: what importing one would do, then the button that does it; and the guild's books as a file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import discord

from cogs.ui.cards import Accent, Attachment, Card
from cogs.ui.door import Interaction, actor_of, answer, hall_of, show, turn, words_for
from cogs.ui.points.done import AskUndo
from cogs.ui.points.naming import move_lines, shift_lines
from cogs.ui.press import Press, Style
from cogs.ui.words import Words
from domain.errors import Invalid, Refusal, Unavailable
from domain.loot_rows import FILE_LIMIT, Problem

if TYPE_CHECKING:
    from services.loot.moving import Imported, Preview

_NAMES = 20
_PROBLEMS = 8
_FORMATS = frozenset({"csv", "json"})


class ApplyImport(Press, key="loot:v1:import", args=r"(?P<draft>\d{1,15})"):
    """Imports what the preview showed."""

    async def press(self, interaction: Interaction) -> None:
        """Import once, and turn the question into what stands."""
        say, moving = words_for(interaction), hall_of(interaction).loot.moving
        await interaction.response.defer()
        try:
            imported = await moving.apply(actor_of(interaction), int(self.args["draft"]))
        except Refusal as refusal:
            card = Card(Accent.ALERT, say("loot.import.nothing_done"), body=[say(refusal.code, **refusal.facts)])
            await turn(interaction, card)
        else:
            await turn(interaction, imported_card(say, imported))


async def ask_to_import(interaction: Interaction, file: discord.Attachment) -> None:
    """Show what importing a file would do.

    Raises `Invalid` (too large) and `Unavailable` (Discord does not hand it out), and what `Moving.preview` raises.
    """
    if file.size > FILE_LIMIT:
        raise Invalid("loot.file_large", limit=FILE_LIMIT // 1024 // 1024)
    hall, actor = hall_of(interaction), actor_of(interaction)
    await hall.loot.giving.for_officer(actor)
    # Large files take longer than Discord waits for a first answer.
    await interaction.response.defer(ephemeral=True, thinking=True)
    try:
        data = await file.read()
    except (discord.HTTPException, OSError, TimeoutError) as problem:
        raise Unavailable("loot.file_unreachable") from problem
    preview = await hall.loot.moving.preview(actor, data)
    await show(interaction, preview_card(words_for(interaction), preview), private=True)


async def send_export(interaction: Interaction, format_: str) -> None:
    """The guild's loot books as a file, for the officer who asks."""
    assert format_ in _FORMATS
    say, hall, actor = words_for(interaction), hall_of(interaction), actor_of(interaction)
    await hall.loot.giving.for_officer(actor)
    await interaction.response.defer(ephemeral=True, thinking=True)
    data = await hall.loot.moving.export(actor, as_json=format_ == "json")
    name = f"loot-{hall.desk.clock():%Y-%m-%d}.{format_}"
    await answer(interaction, say("loot.export.done"), file=discord.File(io.BytesIO(data), filename=name))


def preview_card(say: Words, preview: Preview) -> Card:
    """What a file holds, what of it is new, and what cannot be used."""
    problems = preview.problems
    return Card(
        Accent.LOOT,
        say("loot.import.heading"),
        status=say(f"loot.format.{preview.format}"),
        body=[
            _counts(say, preview),
            _moves(say, preview),
            "\n".join(shift_lines(say, preview.passing, preview.people)) if preview.moves else "",
            _names(say, preview),
            _problems(say, problems),
        ],
        rows=[] if preview.draft is None else [[_button(say, preview.draft)]],
        small=say("loot.import.small") if preview.draft is not None else "",
        attachment=_problem_file(say, problems) if len(problems) > _PROBLEMS else None,
    )


def imported_card(say: Words, imported: Imported) -> Card:
    """The import that stands, with the way back."""
    batch = imported.batch
    body = [say("loot.import.done_items", items=imported.items, people=imported.people)]
    if imported.batches:
        body = [say("loot.import.done_book", batches=imported.batches, items=imported.items, people=imported.people)]
    return Card(
        Accent.LOOT,
        say("loot.import.done"),
        body=body,
        rows=[] if batch is None else [[AskUndo.button(batch, label=say("points.button.undo"))]],
        small="" if batch is None else say("points.done.small", batch=batch),
    )


def _button(say: Words, draft: int) -> ApplyImport:
    return ApplyImport.button(draft, label=say("loot.button.import"), style=Style.success)


def _counts(say: Words, preview: Preview) -> str:
    lines: list[str] = []
    if preview.batches:
        lines.append(say("loot.import.batches", count=preview.batches))
    if preview.items:
        lines.append(say("loot.import.items", count=preview.items))
    if preview.known:
        lines.append(say("loot.import.known", count=preview.known))
    if preview.skipped:
        lines.append(say("loot.import.skipped", count=preview.skipped))
    if preview.draft is None:
        lines.append(say("loot.import.nothing"))
    return "\n".join(lines)


def _moves(say: Words, preview: Preview) -> str:
    if not preview.moves:
        return ""
    base = say("loot.import.with_base" if preview.gp_with_base else "loot.import.without_base")
    return "\n".join([base, *move_lines(say, preview.moves, preview.people)])


def _names(say: Words, preview: Preview) -> str:
    names = preview.names
    if not names or preview.draft is None:
        return ""
    shown = say.list(names[:_NAMES])
    more = len(names) - _NAMES
    told = f"{shown} {say('points.and_more', count=more)}" if more > 0 else shown
    return say("loot.import.strangers", count=len(names)) + "\n" + told


def _problems(say: Words, problems: tuple[Problem, ...]) -> str:
    if not problems:
        return ""
    lines = [say("loot.import.problems", count=len(problems))]
    lines += [_problem(say, one) for one in problems[:_PROBLEMS]]
    if len(problems) > _PROBLEMS:
        lines.append(say("loot.import.problems_file"))
    return "\n".join(lines)


def _problem(say: Words, problem: Problem) -> str:
    return say("loot.import.problem", line=problem.line, why=say(f"loot.fault.{problem.fault}"))


def _problem_file(say: Words, problems: tuple[Problem, ...]) -> Attachment:
    return Attachment("problems.txt", "\n".join(_problem(say, one) for one in problems).encode())
