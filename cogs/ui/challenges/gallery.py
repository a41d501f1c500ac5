"""The gallery: one submission a page, private, with what the one who looks can do there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cogs.ui.cards import Card, Item
from cogs.ui.challenges.entry import entry_card
from cogs.ui.challenges.officers import officers_row
from cogs.ui.challenges.sharing import PostBest, given_words
from cogs.ui.challenges.submitting import changeable_now, own_row
from cogs.ui.challenges.voting import vote_button
from cogs.ui.door import Interaction, actor_of, hall_of, show, turn, words_for
from cogs.ui.press import Press, Style, turners
from cogs.ui.words import Words
from domain.challenge_settings import Voting
from domain.challenges import votes_open
from domain.galleries import order

if TYPE_CHECKING:
    from services.challenges.gallery import Page

_ARGS: Final = r"(?P<challenge>\d{1,15}):(?P<sort>[a-z0-9-]{1,30}):(?P<position>\d{1,6})"


class TurnGallery(Press, key="challenge:v1:gallery", args=_ARGS):
    """Another page of the gallery."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        await repaint(interaction, int(self.args["challenge"]), self.args["sort"], int(self.args["position"]))


class OpenGallery(Press, key="challenge:v1:look", args=r"(?P<challenge>\d{1,15})"):
    """The gallery, shuffled."""

    async def press(self, interaction: Interaction) -> None:
        """Show its first page."""
        await show_gallery(interaction, int(self.args["challenge"]), "random")


class OpenBallot(Press, key="challenge:v1:to-ballot", args=r"(?P<challenge>\d{1,15})"):
    """One's own ballot."""

    async def press(self, interaction: Interaction) -> None:
        """Show it."""
        from cogs.ui.challenges import ballot

        await ballot.open_ballot(interaction, int(self.args["challenge"]))


async def show_gallery(interaction: Interaction, challenge_id: int, sort: str) -> None:
    """Show the first page to the asker; raises what the service raises."""
    gallery = hall_of(interaction).challenges.gallery
    page = await gallery.page(actor_of(interaction), challenge_id, gallery.fresh(sort), 1)
    await show(interaction, await page_card(interaction, page), private=True)


async def repaint(
    interaction: Interaction, challenge_id: int, sort: str, position: int, *, at: int | None = None
) -> None:
    """Turn the gallery that was clicked to that position, or to the submission `at` where it stands by now."""
    page = await hall_of(interaction).challenges.gallery.page(
        actor_of(interaction), challenge_id, sort, position, at=at
    )
    await turn(interaction, await page_card(interaction, page))


async def page_card(interaction: Interaction, page: Page) -> Card:
    """One submission with its votes, and the buttons for the one who looks."""
    say, hall = words_for(interaction), hall_of(interaction)
    notes = given_words(say, page.challenge.terms.voting, page.votes, page.place)
    if page.sorted_by is not order(page.sort).sort:
        notes.append(say("gallery.hidden"))
    if page.own:
        notes.append(say("gallery.own"))
    small = say("word.page", page=page.position, pages=page.count)
    small += "\n" + say("gallery.small", number=page.submission.id, at=page.submission.at)
    rows = [_main_row(say, interaction, page)]
    if page.own:
        changeable = changeable_now(interaction, page.challenge, page.submission)
        rows.append(own_row(say, page.submission, changeable=changeable))
    if page.officer:
        rows.append(_officers_row(say, page))
    return await entry_card(hall, say, page.challenge, page.submission, small=small, rows=rows, notes=notes)


def _main_row(say: Words, interaction: Interaction, page: Page) -> list[Item]:
    """◀, what can be given, ▶."""
    challenge, row = page.challenge, list[Item]()
    if page.votable and challenge.terms.voting is Voting.VOTES:
        row.append(vote_button(say, page))
    now = hall_of(interaction).desk.clock()
    if challenge.terms.voting is Voting.BALLOT and votes_open(Voting.BALLOT, challenge.dates, challenge.standing, now):
        row.append(OpenBallot.button(challenge.id, label=say("gallery.button.ballot"), style=Style.primary))
    turns = turners(TurnGallery, page.position, page.count, challenge.id, page.sort)
    return [*turns[:1], *row, *turns[1:]]


def _officers_row(say: Words, page: Page) -> list[Item]:
    """What officers can do; nothing about their own, which others judge."""
    row = [] if page.own or page.challenge.standing.cancelled_at else officers_row(say, page.submission)
    return [*row, PostBest.button(page.challenge.id, label=say("gallery.button.best"))]
