"""What officers see of flags: each in plain words, with *Clear* and *Hold entry…* while it waits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import discord

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.door import Interaction, actor_of, answer, hall_of, show, turn, words_for
from cogs.ui.pots.naming import person
from cogs.ui.press import Form, Press, turners
from cogs.ui.words import Words, harmless
from domain.pot_flags import FlagKind, FlagState
from domain.pot_settings import PotState
from domain.pots import REASON_LIMIT

if TYPE_CHECKING:
    from services.pots.flagging import Flag, Flagged

_ARGS = r"(?P<flag>\d{1,15}):(?P<page>\d{1,6})"
_PAGE = 5

_FIGURES: Final[Mapping[FlagKind, frozenset[str]]] = {
    FlagKind.FAST: frozenset({"joins", "seconds"}),
    FlagKind.YOUNG: frozenset({"days"}),
    FlagKind.CROWD: frozenset({"accounts", "hours", "percent"}),
    FlagKind.SHARED: frozenset({"accounts", "percent"}),
}
"""The figures that each kind is told with; erasing a person takes them away."""


class ShowFlags(Press, key="pot:v1:flags"):
    """The flags, for an officer."""

    async def press(self, interaction: Interaction) -> None:
        """Show the first page."""
        await show_flags(interaction)


class TurnFlags(Press, key="pot:v1:flag-page", args=r"(?P<page>\d{1,6})"):
    """Another page of the flags."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        await _turn(interaction, int(self.args["page"]))


class ClearFlag(Press, key="pot:v1:clear", args=_ARGS):
    """Waves a flag through."""

    async def press(self, interaction: Interaction) -> None:
        """Clear it, and show the page as it is now."""
        await hall_of(interaction).pots.flags.clear(actor_of(interaction), int(self.args["flag"]))
        await _turn(interaction, int(self.args["page"]))


class AskReason(Press, key="pot:v1:hold", args=_ARGS):
    """Opens the form for the reason to give an entry back."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form."""
        flag_id, page = int(self.args["flag"]), int(self.args["page"])
        await interaction.response.send_modal(HoldForm(words_for(interaction), flag_id, page))


class HoldForm(Form):
    """Asks why an entry is given back; the person reads it."""

    def __init__(self, say: Words, flag_id: int, page: int) -> None:
        super().__init__(title=say("pot.form.hold"))
        self._flag_id, self._page = flag_id, page
        self.reason: discord.ui.TextInput[Any] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph, max_length=REASON_LIMIT
        )
        self.add_item(
            discord.ui.Label(
                text=say("pot.form.hold_label"), description=say("pot.form.hold_help"), component=self.reason
            )
        )

    async def submit(self, interaction: Interaction) -> None:
        """Give the entry back, show the page as it is now, and say what that means."""
        flags, say = hall_of(interaction).pots.flags, words_for(interaction)
        flag = await flags.hold(actor_of(interaction), self._flag_id, self.reason.value)
        await _turn(interaction, self._page)
        await answer(interaction, say("pot.said.held", who=person(say, flag.user_id), name=flag.pot))


async def show_flags(interaction: Interaction) -> None:
    """Answer an officer with the first page of the flags; raises `Forbidden`."""
    flagged = await hall_of(interaction).pots.flags.page(actor_of(interaction), 1)
    await show(interaction, flags_card(words_for(interaction), flagged), private=True)


async def _turn(interaction: Interaction, page: int) -> None:
    flagged = await hall_of(interaction).pots.flags.page(actor_of(interaction), page)
    await turn(interaction, flags_card(words_for(interaction), flagged))


def flags_card(say: Words, flagged: Flagged) -> Card:
    """One page of flags, those that wait for officers first."""
    pages = say("word.page", page=flagged.page, pages=flagged.pages) if flagged.pages > 1 else ""
    first = (flagged.page - 1) * _PAGE + 1
    numbered = list(enumerate(flagged.flags, first))
    return Card(
        Accent.POT,
        say("pot.flags.heading"),
        status=" · ".join(part for part in (_waiting(say, flagged), pages) if part),
        body=[*(_block(say, number, flag) for number, flag in numbered)] or [say("pot.flags.none")],
        rows=[
            *(_decisions(say, number, flag, flagged.page) for number, flag in numbered),
            turners(TurnFlags, flagged.page, flagged.pages),
        ],
        small=say("pot.flags.small") if numbered else "",
    )


def flag_words(say: Words, flag: Flag) -> str:
    """What was noticed, in plain words."""
    figures = {name: flag.facts[name] for name in _FIGURES[flag.kind] if name in flag.facts}
    if len(figures) < len(_FIGURES[flag.kind]):
        return say(f"pot.flag.{flag.kind}.bare")
    if flag.kind is FlagKind.YOUNG and not figures["days"]:
        return say("pot.flag.young.today")
    return say(f"pot.flag.{flag.kind}", **figures)


def _block(say: Words, number: int, flag: Flag) -> str:
    """A flag: whose, what, in which pot, and what officers did about it."""
    row = say("pot.flags.row", number=number, who=person(say, flag.user_id), what=flag_words(say, flag))
    where = _where(say, flag)
    if flag.state is FlagState.OPEN:
        return f"{row}\n-# {where}"
    decided = {"at": flag.decided_at or flag.at}
    if flag.state is FlagState.CLEARED:
        return f"{row}\n-# {where} · {say('pot.flags.cleared', **decided)}"
    held = say("pot.flags.held", **decided, reason=harmless(flag.reason, REASON_LIMIT))
    return f"{row}\n-# {where} · {held}"


def _where(say: Words, flag: Flag) -> str:
    told = {"name": flag.pot, "state": say(f"pot.state.{flag.pot_state}"), "at": flag.at}
    return say("pot.flags.holds", **told, tickets=flag.tickets) if flag.tickets else say("pot.flags.where", **told)


def _waiting(say: Words, flagged: Flagged) -> str:
    if not flagged.total:
        return ""
    return say("pot.flags.waiting", waiting=flagged.waiting) if flagged.waiting else say("pot.flags.all_decided")


def _decisions(say: Words, number: int, flag: Flag, page: int) -> list[Item]:
    """What can still be done: an entry is given back only before the lock, a flag is cleared for later pots too."""
    if flag.state is not FlagState.OPEN:
        return []
    row: list[Item] = [ClearFlag.button(flag.id, page, label=say("pot.button.clear", number=number))]
    if flag.pot_state is PotState.OPEN and flag.tickets:
        hold = say("pot.button.hold", number=number)
        row.append(AskReason.button(flag.id, page, label=hold))
    return row
