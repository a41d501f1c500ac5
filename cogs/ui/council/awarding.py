"""Awarding: what it would be, told to the officer who asks, what is still missing, and the award that stands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import discord

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.council.naming import break_name, crowd, heading, response_name
from cogs.ui.council.rules import roll_rules
from cogs.ui.door import Interaction, actor_of, guild_words, hall_of, show, turn, words_for
from cogs.ui.points.crowd import no_bot
from cogs.ui.points.done import AskUndo
from cogs.ui.points.naming import amount, person_text
from cogs.ui.press import Form, Pick, Press, Style
from cogs.ui.words import Words, harmless
from domain.decisions import TieBreak
from domain.errors import Refusal
from domain.loot import REASON_LIMIT, System
from domain.points import Pool

if TYPE_CHECKING:
    from services.loot.council.awarding import Awarded, Proposal, Wish

_ID: Final = r"(?P<decision>\d{1,15})"
_DRAFT: Final = r"(?P<draft>\d{1,15})"
_PRICE_LENGTH: Final = 20
_OFFERED: Final = 100


class AskAward(Press, key="decision:v1:award", args=rf"{_ID}:(?P<member>\d{{1,15}}):(?P<asks>[01])"):
    """Opens the form that asks why somebody gets it, and for its price where nobody has said it."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form."""
        say, member = words_for(interaction), int(self.args["member"])
        form = AwardForm(say, int(self.args["decision"]), member, asks_price=self.args["asks"] == "1")
        await interaction.response.send_modal(form)


class AwardForm(Form):
    """Asks for the reason."""

    def __init__(self, say: Words, decision_id: int, member_id: int, *, asks_price: bool) -> None:
        super().__init__(title=say("council.form.award"))
        self._decision_id, self._member_id = decision_id, member_id
        self.reason: discord.ui.TextInput[Any] = discord.ui.TextInput(max_length=REASON_LIMIT)
        self.add_item(
            discord.ui.Label(
                text=say("council.form.reason"), description=say("council.form.reason_help"), component=self.reason
            )
        )
        self.price: discord.ui.TextInput[Any] | None = None
        if asks_price:
            self.price = discord.ui.TextInput(max_length=_PRICE_LENGTH)
            self.add_item(_price_label(say, self.price))

    async def submit(self, interaction: Interaction) -> None:
        """Show what the award would be."""
        from services.loot.council.awarding import Wish

        gp = self.price.value if self.price else ""
        await _propose(interaction, self._decision_id, Wish(self.reason.value, None, self._member_id, gp=gp))


class NamePrice(Press, key="decision:v1:price", args=_DRAFT):
    """Opens the form that asks for the price that nobody has said."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form."""
        await interaction.response.send_modal(PriceForm(words_for(interaction), int(self.args["draft"])))


class PriceForm(Form):
    """Asks what the item costs."""

    def __init__(self, say: Words, draft_id: int) -> None:
        super().__init__(title=say("council.form.price"))
        self._draft_id = draft_id
        self.price: discord.ui.TextInput[Any] = discord.ui.TextInput(max_length=_PRICE_LENGTH)
        self.add_item(_price_label(say, self.price))

    async def submit(self, interaction: Interaction) -> None:
        """Show what the award would be at that price."""
        awarding = hall_of(interaction).loot.council.awarding
        proposal = await awarding.again(actor_of(interaction), self._draft_id, gp=self.price.value)
        await turn(interaction, proposal_card(words_for(interaction), proposal))


class PickBreak(Pick, key="decision:v1:break", args=_DRAFT):
    """Lets a tie-break say who gets it."""

    async def pick(self, interaction: Interaction) -> None:
        """Show what the award would be with it."""
        awarding = hall_of(interaction).loot.council.awarding
        how = TieBreak(self.item.values[0])
        proposal = await awarding.again(actor_of(interaction), int(self.args["draft"]), tie_break=how)
        await turn(interaction, proposal_card(words_for(interaction), proposal))


class GiveAward(Press, key="decision:v1:give", args=_DRAFT):
    """Awards what the proposal showed."""

    async def press(self, interaction: Interaction) -> None:
        """Award it once, and turn the question into what stands."""
        awarding, say = hall_of(interaction).loot.council.awarding, words_for(interaction)
        rules = partial(roll_rules, await guild_words(interaction))
        try:
            awarded = await awarding.award(actor_of(interaction), int(self.args["draft"]), rules)
        except Refusal as refusal:
            await turn(interaction, nothing_card(say, refusal))
        else:
            await turn(interaction, awarded_card(say, awarded))


async def ask_to_award(
    interaction: Interaction, decision_id: int, winner: discord.User | discord.Member, reason: str
) -> None:
    """Show what awarding to that person would be; raises what `Awarding.propose` raises."""
    from services.loot.council.awarding import Wish

    await hall_of(interaction).loot.giving.for_officer(actor_of(interaction))
    present = isinstance(winner, discord.Member)
    await _propose(interaction, decision_id, Wish(reason, no_bot(winner), present=present))


async def _propose(interaction: Interaction, decision_id: int, wish: Wish) -> None:
    proposal = await hall_of(interaction).loot.council.awarding.propose(actor_of(interaction), decision_id, wish)
    await show(interaction, proposal_card(words_for(interaction), proposal), private=True)


def proposal_card(say: Words, proposal: Proposal) -> Card:
    """Who would get it, for what, why, and what is still missing."""
    quorum = proposal.decision.rules.quorum
    short = quorum > proposal.voters
    return Card(
        Accent.LOOT,
        heading(say, proposal.decision),
        status=_whom(say, proposal),
        body=[
            "\n".join(
                filter(
                    None,
                    [
                        say("points.why", reason=harmless(proposal.reason, REASON_LIMIT)),
                        _charge(say, proposal),
                        say("council.quorum_short", voters=proposal.voters, quorum=quorum) if short else "",
                    ],
                )
            ),
            _tie(say, proposal),
        ],
        rows=[_break_row(say, proposal), _award_row(say, proposal)],
        small=say("council.ask.small"),
    )


def awarded_card(say: Words, awarded: Awarded) -> Card:
    """What stands now, with the way back."""
    decision, award = awarded.decision, awarded.award
    if award is None:
        who = crowd(say, awarded.people, awarded.people)
        return Card(Accent.LOOT, heading(say, decision), body=[say("council.done.rolling", who=who)])
    who = person_text(say, awarded.people.get(award.winner_id))
    paid, pool = int(award.card["paid"]), award.card["pool"]
    charged = say("council.done.charged", amount=amount(say, Pool(pool), paid)) if pool and paid else ""
    return Card(
        Accent.LOOT,
        heading(say, decision),
        body=["\n".join(filter(None, [say("council.done.awarded", who=who), charged]))],
        rows=[[AskUndo.button(award.batch_id, label=say("points.button.undo"))]],
        small=say("points.done.small", batch=award.batch_id),
    )


def nothing_card(say: Words, refusal: Refusal) -> Card:
    """A question whose time is over: why nothing came of it."""
    return Card(Accent.ALERT, say("council.nothing_done"), body=[say(refusal.code, **refusal.facts)])


def _whom(say: Words, proposal: Proposal) -> str:
    if proposal.winner is None:
        return say("council.ask.roll", who=crowd(say, proposal.tie, proposal.people))
    who = person_text(say, proposal.people.get(proposal.winner))
    if proposal.response is None:
        return say("council.ask.unasked", who=who)
    return say("council.ask.whom", who=who, answer=response_name(say, proposal.response))


def _charge(say: Words, proposal: Proposal) -> str:
    """What the award takes from the winner's points."""
    system = proposal.decision.rules.system
    if proposal.asks_price:
        return say("council.ask.price")
    if proposal.winner is None:
        if proposal.full is None or system is System.COUNCIL:
            return say("council.ask.free")
        pool = Pool.DKP if system is System.DKP else Pool.GP
        return say("council.ask.charge_roll", full=amount(say, pool, proposal.full))
    if proposal.pool is None or not proposal.paid:
        return say("council.ask.free")
    paid = amount(say, proposal.pool, proposal.paid)
    if proposal.owes:
        return say("council.ask.charge_owed", paid=paid, owes=amount(say, proposal.pool, proposal.owes))
    if proposal.full is not None and proposal.full != proposal.paid:
        return say("council.ask.charge_part", paid=paid, full=amount(say, proposal.pool, proposal.full))
    return say("council.ask.charge", paid=paid)


def _tie(say: Words, proposal: Proposal) -> str:
    """Between whom the council leaves it, and whom each tie-break would leave."""
    if len(proposal.tie) < 2:
        return ""
    who = crowd(say, proposal.tie, proposal.people)
    if proposal.tie_break is not None:
        return say("council.ask.by", how=break_name(say, proposal.tie_break), who=who)
    lines = [say("council.ask.tied" if proposal.must_break else "council.ask.open", who=who)]
    for how, left in proposal.breaks.items():
        whom = say("council.ask.beacon") if how is TieBreak.ROLL else crowd(say, left, proposal.people)
        lines.append(f"• {break_name(say, how)} → {whom}")
    return "\n".join(lines)


def _break_row(say: Words, proposal: Proposal) -> list[Item]:
    """A select of the tie-breaks that decide something."""
    deciding = [how for how, left in proposal.breaks.items() if how is TieBreak.ROLL or len(left) == 1]
    if proposal.draft is None or proposal.tie_break is not None or not deciding:
        return []
    options = [discord.SelectOption(label=break_name(say, how)[:_OFFERED], value=how.value) for how in deciding]
    select = discord.ui.Select[Any](options=options, placeholder=say("council.pick_break"))
    return [PickBreak.select(proposal.draft, of=select)]


def _award_row(say: Words, proposal: Proposal) -> list[Item]:
    if proposal.draft is None or proposal.must_break:
        return []
    if proposal.asks_price:
        return [NamePrice.button(proposal.draft, label=say("council.button.price"), style=Style.primary)]
    label = say("council.button.roll_now" if proposal.winner is None else "council.button.give")
    return [GiveAward.button(proposal.draft, label=label, style=Style.success)]


def _price_label(say: Words, price: discord.ui.TextInput[Any]) -> discord.ui.Label[Any]:
    return discord.ui.Label(
        text=say("council.form.price_label"), description=say("council.form.price_help"), component=price
    )
