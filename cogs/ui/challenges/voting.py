"""*Vote* and *Unvote* on a page of the gallery: each does what stands on it, and the page shows what stands then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cogs.ui.cards import Item
from cogs.ui.door import Interaction, actor_of, answer, hall_of, words_for
from cogs.ui.press import Press, Style
from cogs.ui.words import Words

if TYPE_CHECKING:
    from services.challenges.gallery import Page
    from services.challenges.voting import Voted

_ARGS: Final = r"(?P<submission>\d{1,15}):(?P<sort>[a-z0-9.-]{1,30}):(?P<position>\d{1,6})"


class Vote(Press, key="challenge:v1:vote", args=_ARGS):
    """Votes for the submission on the page."""

    async def press(self, interaction: Interaction) -> None:
        """Vote."""
        voting = hall_of(interaction).challenges.voting
        voted = await voting.vote(actor_of(interaction), int(self.args["submission"]))
        await _show(interaction, voted, self.args)


class Unvote(Press, key="challenge:v1:unvote", args=_ARGS):
    """Takes the vote for it back."""

    async def press(self, interaction: Interaction) -> None:
        """Take it back."""
        voting = hall_of(interaction).challenges.voting
        voted = await voting.take_back(actor_of(interaction), int(self.args["submission"]))
        await _show(interaction, voted, self.args)


def vote_button(say: Words, page: Page) -> Item:
    """What the one who looks at the page can do: vote for what it shows, or take that back."""
    args = (page.submission.id, page.sort, page.position)
    if page.voted:
        return Unvote.button(*args, label=say("vote.button.unvote"), emoji="✅")
    return Vote.button(*args, label=say("vote.button.vote"), style=Style.primary)


async def _show(interaction: Interaction, voted: Voted, args: dict[str, str]) -> None:
    """Show the page as it is now, wherever votes sort it by now; where a press changed nothing, say what stands."""
    from cogs.ui.challenges import gallery

    say = words_for(interaction)
    where = (voted.challenge.id, args["sort"], int(args["position"]))
    await gallery.repaint(interaction, *where, at=voted.submission.id)
    if voted.again:
        stands = "vote.said.stands" if voted.stands else "vote.said.none"
        await answer(interaction, say(stands, title=voted.submission.work.title))
