"""A member's wallet, for nobody else: the balances, what moved last, and every line of how they came to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card, table
from cogs.ui.door import Interaction, actor_of, hall_of, show, turn, words_for
from cogs.ui.press import Press, turners
from cogs.ui.wallet.naming import about, amount, moved
from cogs.ui.words import Words
from domain.credit import Credit
from domain.ledger import Line

if TYPE_CHECKING:
    from services.wallet import History, Told, Wallet


class ShowWallet(Press, key="wallet:v1:show"):
    """Opens the wallet of whoever presses; on a card that only they see, in its place."""

    async def press(self, interaction: Interaction) -> None:
        """Show it."""
        wallet = await hall_of(interaction).wallets.show(actor_of(interaction))
        card = wallet_card(words_for(interaction), wallet)
        if interaction.message is not None and interaction.message.flags.ephemeral:
            await turn(interaction, card)
        else:
            await show(interaction, card, private=True)


class TurnHistory(Press, key="wallet:v1:history", args=r"(?P<page>\d{1,9})"):
    """A page of the lines of whoever presses."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        page = await hall_of(interaction).wallets.history(actor_of(interaction), int(self.args["page"]))
        await turn(interaction, history_card(words_for(interaction), page))


def wallet_card(say: Words, wallet: Wallet) -> Card:
    """What is in it, what of it is in pots, and the newest lines."""
    if not wallet.newest.lines:
        return _empty(say, say("wallet.heading"))
    credits_ = amount(say, Credit.CREDIT, wallet.held.get(Credit.CREDIT, 0))
    newest = "\n".join(_short(say, line, wallet.newest) for line in wallet.newest.lines)
    return Card(
        Accent.POT,
        say("wallet.heading"),
        status=say("wallet.status", credits=credits_),
        body=[_balances(say, wallet), f"{say('wallet.newest')}\n{newest}"],
        rows=[[TurnHistory.button(1, label=say("wallet.button.history"))]],
        small=say("wallet.small"),
    )


def history_card(say: Words, page: History) -> Card:
    """One page of lines, newest first."""
    if not page.total:
        return _empty(say, say("wallet.history.heading"))
    status = [amount(say, Credit.CREDIT, page.balance), say("wallet.history.total", total=page.total)]
    if page.pages > 1:
        status.append(say("word.page", page=page.page, pages=page.pages))
    return Card(
        Accent.POT,
        say("wallet.history.heading"),
        status=" · ".join(status),
        body=["\n".join(_long(say, line, page.told) for line in page.told.lines)],
        rows=[[*turners(TurnHistory, page.page, page.pages), ShowWallet.button(label=say("wallet.button.wallet"))]],
        small=say("wallet.history.small"),
    )


def _empty(say: Words, heading: str) -> Card:
    return Card(Accent.POT, heading, body=[say("wallet.never")], small=say("wallet.small"))


def _balances(say: Words, wallet: Wallet) -> str:
    """The figures one under the other, where there is more than one."""
    rows = [(say("wallet.kind.credit"), say.number(wallet.held.get(Credit.CREDIT, 0)))]
    if wallet.staked:
        rows.append((say("wallet.kind.staked"), say.number(wallet.staked)))
    others = ((credit, wallet.held.get(credit, 0)) for credit in Credit if credit is not Credit.CREDIT)
    rows += [(say(f"wallet.kind.{credit}"), say.number(held)) for credit, held in others if held]
    return table(rows) if len(rows) > 1 else ""


def _short(say: Words, line: Line, told: Told) -> str:
    return say("wallet.row", moved=moved(say, line), about=about(say, line, told), at=line.at)


def _long(say: Words, line: Line, told: Told) -> str:
    after = amount(say, line.credit, line.after)
    return say("wallet.history.row", moved=moved(say, line), about=about(say, line, told), after=after, at=line.at)
