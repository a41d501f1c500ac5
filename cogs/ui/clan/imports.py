"""Importing a roster: what would change, then the button that does it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord

from cogs.ui.cards import Accent, Card
from cogs.ui.clan.naming import names, sentence
from cogs.ui.clan.runs import RunNow
from cogs.ui.door import Interaction, actor_of, hall_of, turn, words_for
from cogs.ui.press import Press, Style
from cogs.ui.words import Words, harmless
from domain.characters import Rejected
from domain.errors import Invalid, Unavailable

if TYPE_CHECKING:
    from services.clan.imports import Difference, Imported

_LARGEST = 512
"""Kilobytes: 20,000 lines of names are half of that."""

_NAMES = 20
_LINES = 10


class Apply(Press, key="clan:v1:import", args=r"(?P<draft>\d{1,15}):(?P<how>add|replace)"):
    """Does what the preview showed; who is to be removed with it is named first."""

    async def press(self, interaction: Interaction) -> None:
        """Import and say what changed, or ask once more."""
        draft = int(self.args["draft"])
        if self.args["how"] == "replace":
            others = await hall_of(interaction).clan.imports.others(actor_of(interaction), draft)
            if others:
                await turn(interaction, question_card(words_for(interaction), draft, others))
                return
        await _apply(interaction, draft, remove_others=False)


class Remove(Press, key="clan:v1:import-remove", args=r"(?P<draft>\d{1,15})"):
    """Imports and removes those who were named."""

    async def press(self, interaction: Interaction) -> None:
        """Import, remove, and say what changed."""
        await _apply(interaction, int(self.args["draft"]), remove_others=True)


async def _apply(interaction: Interaction, draft: int, *, remove_others: bool) -> None:
    imports = hall_of(interaction).clan.imports
    imported = await imports.apply(actor_of(interaction), draft, remove_others=remove_others)
    await turn(interaction, imported_card(words_for(interaction), imported))


async def preview(interaction: Interaction, file: discord.Attachment | None, group: int | None) -> Difference:
    """What importing the file or the group would change.

    Raises `Invalid` (both or none, too large) and `Unavailable` (Discord does not hand out the file), and what the
    service raises.
    """
    imports, actor = hall_of(interaction).clan.imports, actor_of(interaction)
    if file is None and group is not None:
        return await imports.from_group(actor, group)
    if file is None or group is not None:
        raise Invalid("clan.import_one_of")
    if file.size > _LARGEST * 1024:
        raise Invalid("clan.file_too_large", limit=_LARGEST)
    try:
        data = await file.read()
    except (discord.HTTPException, OSError, TimeoutError) as problem:
        raise Unavailable("clan.file_unreachable") from problem
    return await imports.from_file(actor, data)


def difference_card(say: Words, difference: Difference) -> Card:
    """What would change, with the buttons for it."""
    source = difference.source
    useful = bool(difference.new) or difference.known > 0
    return Card(
        Accent.CLAN,
        say("clan.import.heading"),
        status=sentence(say("clan.import.from_group", group=source) if source else say("clan.import.from_file")),
        body=[_new(say, difference), _gone(say, difference) if useful else "", _left_out(say, difference)],
        rows=[_buttons(say, difference)] if useful else [],
        small=say("clan.import.small") if useful and (difference.new or difference.gone) else "",
    )


def _new(say: Words, difference: Difference) -> str:
    new, known = difference.new, difference.known
    lines = [say("clan.import.new", count=len(new), names=names(say, new, _NAMES))] if new else []
    if known:
        lines.append(say("clan.import.known", count=known))
    if not new:
        lines.append(say("clan.import.nothing" if known else "clan.import.no_names"))
    return "\n".join(lines)


def _gone(say: Words, difference: Difference) -> str:
    gone = difference.gone
    return say("clan.import.gone", count=len(gone), names=names(say, gone, _NAMES)) if gone else ""


def _left_out(say: Words, difference: Difference) -> str:
    """Lines that are no names, and members of a group that cannot be looked up."""
    lines: list[str] = []
    if difference.rejected:
        lines.append(say("clan.import.rejected", count=len(difference.rejected)))
        lines += [_rejected(say, one) for one in difference.rejected[:_LINES]]
        if (more := len(difference.rejected) - _LINES) > 0:
            lines.append(say("clan.import.more_lines", count=more))
    if difference.skipped:
        count = len(difference.skipped)
        lines.append(say("clan.import.skipped", count=count, names=names(say, difference.skipped, _NAMES)))
    return "\n".join(lines)


def _rejected(say: Words, one: Rejected) -> str:
    why = say(f"clan.fault.{one.why}")
    if not harmless(one.text):
        return say("clan.import.no_text", line=one.line, why=why)
    return say("clan.import.line", line=one.line, text=one.text, why=why)


def _buttons(say: Words, difference: Difference) -> list[Press]:
    buttons: list[Press] = []
    if difference.new:
        buttons.append(Apply.button(difference.draft, "add", label=say("clan.button.apply"), style=Style.success))
    if difference.gone:
        label = say("clan.button.apply_all", count=len(difference.gone))
        buttons.append(Apply.button(difference.draft, "replace", label=label, style=Style.danger))
    return buttons


def question_card(say: Words, draft: int, others: Sequence[str]) -> Card:
    """Whom the roster would lose, by name, before anybody is removed."""
    return Card(
        Accent.ALERT,
        say("clan.import.remove_heading", count=len(others)),
        body=[names(say, others, _NAMES)],
        rows=[
            [
                Remove.button(draft, label=say("clan.button.remove_them"), style=Style.danger),
                Apply.button(draft, "add", label=say("clan.button.keep_them")),
            ]
        ],
        small=say("clan.import.remove_small"),
    )


def imported_card(say: Words, imported: Imported) -> Card:
    """What an import changed."""
    counts = {"added": imported.added, "back": imported.back}
    joined = " · ".join(say(f"clan.imported.{key}", count=count) for key, count in counts.items() if count)
    gone = say("clan.imported.removed", names=names(say, imported.removed, _NAMES)) if imported.removed else ""
    fresh = bool(imported.added or imported.back)
    return Card(
        Accent.CLAN,
        say("clan.imported.heading") if fresh or gone else say("clan.imported.unchanged"),
        body=["\n".join(filter(None, (joined, gone))) or say("clan.imported.nothing")],
        rows=[[RunNow.button(label=say("clan.button.run"))]] if fresh else [],
        small=say("clan.imported.small") if fresh else "",
    )
