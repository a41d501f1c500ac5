"""`/link` and `/unlink`: a private address for the asker alone, and forgetting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card
from cogs.ui.door import Interaction, actor_of, answer, hall_of, show, words_for
from cogs.ui.words import Words

if TYPE_CHECKING:
    from services.linking import Offer


async def offer_link(interaction: Interaction) -> None:
    """Answer with a fresh address that only the asker sees; raises `Unavailable` where linking is not set up."""
    offer = await hall_of(interaction).linking.offer(actor_of(interaction))
    await show(interaction, offer_card(words_for(interaction), offer), private=True)


async def unlink(interaction: Interaction) -> None:
    """Forget the asker's link, and say whether there was one."""
    forgotten = await hall_of(interaction).linking.unlink(actor_of(interaction))
    say = words_for(interaction)
    await answer(interaction, say("link.forgotten") if forgotten else say("link.nothing_to_forget"))


def offer_card(say: Words, offer: Offer) -> Card:
    """What stands now, what happens next, and the way there."""
    link = offer.link
    return Card(
        Accent.PEOPLE,
        say("link.heading"),
        status=say("link.linked", name=link.name, at=link.linked_at) if link else say("link.not_linked"),
        body=[
            say("link.what_happens"),
            "\n".join((say("link.again"), say("link.marked")) if offer.marked else (say("link.again"),))
            if link
            else "",
        ],
        links=[(say("link.button.open"), offer.url)],
        small=say("link.small", at=offer.expires_at),
    )
