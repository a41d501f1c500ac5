"""One's own contest: the entries one has, and how far it is to the others, told to oneself alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card, bar
from cogs.ui.clan.naming import names
from cogs.ui.contest.entries import entry_select
from cogs.ui.contest.naming import rule_words
from cogs.ui.door import Interaction, actor_of, hall_of, show, words_for
from cogs.ui.press import Press
from cogs.ui.words import Words
from domain.contest_settings import Phase

if TYPE_CHECKING:
    from services.contests.views import Mine, Step


class ShowMine(Press, key="contest:v1:mine", args=r"(?P<contest>\d{1,15})"):
    """One's own entries."""

    async def press(self, interaction: Interaction) -> None:
        """Show them."""
        mine = await hall_of(interaction).contests.views.mine(actor_of(interaction), int(self.args["contest"]))
        await show(interaction, mine_card(words_for(interaction), mine), private=True)


def mine_card(say: Words, mine: Mine) -> Card:
    """Rule by rule: what is entered, and how much of the rest is done."""
    entries = tuple(step.entry for step in mine.steps if step.entry is not None)
    return Card(
        Accent.CONTEST,
        say("contest.mine.heading", name=mine.contest.name),
        status=_status(say, mine, len(entries)),
        body=[say("contest.mine.blocked") if mine.blocked else "", *_body(say, mine)],
        rows=[entry_select(say, mine.contest.id, entries)],
        small=_small(say, mine),
    )


def _status(say: Words, mine: Mine, entries: int) -> str:
    if entries:
        return say("contest.mine.entries", entries=entries)
    return say("contest.mine.none") if mine.counting or mine.phase is Phase.UPCOMING else say("contest.mine.none_final")


def _body(say: Words, mine: Mine) -> list[str]:
    if not mine.characters:
        return [say("contest.mine.no_character")]
    plays = say("contest.mine.plays", names=names(say, mine.characters))
    if mine.phase is Phase.UPCOMING and mine.contest.starts_at is not None:
        return [plays, say("contest.mine.upcoming", at=mine.contest.starts_at)]
    return [plays, "\n".join(_step(say, mine, step) for step in mine.steps)]


def _step(say: Words, mine: Mine, step: Step) -> str:
    rule = rule_words(say, step.rule)
    if step.entry is not None:
        return say("contest.mine.entered", rule=rule, character=step.entry.character, gained=step.entry.earned.gained)
    if not mine.counting:
        return say("contest.mine.missed", rule=rule)
    if not step.gained:
        return say("contest.mine.nothing_yet", rule=rule)
    done = bar(step.gained, step.rule.amount)
    return say("contest.mine.on_the_way", rule=rule, bar=done, character=step.character, gained=step.gained)


def _small(say: Words, mine: Mine) -> str:
    if not mine.characters or mine.phase is Phase.UPCOMING:
        return ""
    if mine.counting and mine.counted_at is not None:
        return say("contest.mine.counted", at=mine.counted_at)
    return say("contest.mine.small")
