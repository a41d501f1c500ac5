"""How a draw works, for a raider: the steps of the protocol, what it does not prove, and the rules to the letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cogs.ui.cards import Card
from cogs.ui.draws.files import rules_file
from cogs.ui.draws.naming import accent, commitment_line
from cogs.ui.words import Words

if TYPE_CHECKING:
    from services.draws import Seen


def how_card(say: Words, draw: Seen, limits: Sequence[str], *small: str) -> Card:
    """The steps, and where trust is still needed: `limits` are the keys of what a draw of this kind does not prove."""
    told = draw.record.draw
    return Card(
        accent(told.kind),
        say("how.heading", name=told.title),
        body=[
            "\n".join(f"{number}. {step}" for number, step in enumerate(_steps(say, draw), 1)),
            "\n".join([say("how.limits"), *(f"- {say(limit)}" for limit in limits)]),
        ],
        small="\n".join([say("how.rules"), *small, commitment_line(say, draw)]),
        attachment=rules_file(told.number, told.rules),
    )


def _steps(say: Words, draw: Seen) -> list[str]:
    kind, mode = draw.record.draw.kind, draw.record.draw.mode
    return [
        say(f"how.{kind}.commit"),
        say(f"how.{kind}.lock"),
        say(f"how.{kind}.call.{mode}"),
        say("how.luck.test" if draw.test_chain else f"how.luck.{mode}"),
        say(f"how.{kind}.pick.{mode}"),
        say(f"how.check.{mode}"),
    ]
