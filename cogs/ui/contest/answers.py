"""What leaders are answered: their draft as it is now, and what became of a winner or a contest."""

from __future__ import annotations

from cogs.ui.contest.card import draft_card
from cogs.ui.contest.standing import stepped_up
from cogs.ui.door import Interaction, actor_of, answer, hall_of, show, words_for
from cogs.ui.draws.naming import who
from cogs.ui.words import Words
from domain.contests import Contest


async def answer_draft(interaction: Interaction, contest: Contest, done: str) -> None:
    """The draft, with what was just done to it."""
    await show(interaction, draft_card(words_for(interaction), contest, done), private=True)


async def answer_redraw(interaction: Interaction, contest_id: int, position: int) -> None:
    """Who was passed over, and who steps up."""
    say = words_for(interaction)
    shown = await hall_of(interaction).contests.views.show(actor_of(interaction), contest_id)
    place = stepped_up(shown.draw) if shown.draw else None
    following = say("contest.said.next", who=who(say, place.who)) if place else say("contest.said.nobody_next")
    said = say("contest.said.redrawn", position=position, name=shown.contest.name, next=following)
    await answer(interaction, said)


def called_off(say: Words, contest: Contest) -> str:
    """What calling it off means."""
    if contest.draw_id is None:
        return say("contest.said.draft_cancelled", name=contest.name)
    return say("contest.said.cancelled", name=contest.name)
