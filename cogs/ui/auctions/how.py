"""How an auction works, for whoever asks on its card."""

from cogs.ui.auctions.naming import dkp
from cogs.ui.cards import Accent, Card
from cogs.ui.door import Interaction, guild_of, hall_of, show, words_for
from cogs.ui.press import Press
from cogs.ui.words import Words
from domain.auctions import Auction


class HowItWorks(Press, key="auction:v1:how", args=r"(?P<auction>\d{1,15})"):
    """Explains the auction to the one who asks."""

    async def press(self, interaction: Interaction) -> None:
        """Explain it."""
        shown = await hall_of(interaction).loot.auctions.views.show(guild_of(interaction), int(self.args["auction"]))
        await show(interaction, how_card(words_for(interaction), shown.auction), private=True)


def how_card(say: Words, auction: Auction) -> Card:
    """Who wins and pays what, what is held, and what moves the end."""
    terms = auction.terms
    if terms.sale.secret:
        rules = [say(f"auction.how.{terms.sale}"), say("auction.how.tie")]
    else:
        rules = [say("auction.how.open", increment=dkp(say, terms.increment))]
    rules += [say("auction.how.held"), say("auction.how.passed")]
    if terms.extend and auction.latest_at > auction.opened_at:
        rules.append(say("auction.how.extend", seconds=terms.extend, at=auction.latest_at))
    rules.append(say("auction.how.final"))
    heading = say("auction.how.heading")
    status = say("auction.heading", item=terms.item)
    return Card(Accent.LOOT, heading, status=status, body=["\n".join(f"- {rule}" for rule in rules)])
