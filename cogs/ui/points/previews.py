"""Giving, charging and decaying points: what it would do, told to the officer who asks, and what then stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from cogs.ui.cards import Accent, Card
from cogs.ui.door import Interaction, actor_of, guild_words, hall_of, show, turn, words_for
from cogs.ui.points.choices import Voice
from cogs.ui.points.crowd import no_bot, people_meant
from cogs.ui.points.done import done_card
from cogs.ui.points.naming import amount, decay_text, move_lines, person_text, shift_lines
from cogs.ui.press import Press, Style
from cogs.ui.words import Words, harmless
from domain.errors import Refusal
from domain.loot import System
from domain.points import REASON_LIMIT, Act, Pool, parse_percent, parse_points

if TYPE_CHECKING:
    from services.loot.acts import Done
    from services.loot.decaying import Outlook
    from services.loot.giving import Plan

_DRAFT = r"(?P<draft>\d{1,15})"


class ApplyGift(Press, key="points:v1:give", args=_DRAFT):
    """Does what the preview of an award or a charge showed."""

    async def press(self, interaction: Interaction) -> None:
        """Do it once, turn the question into what stands, and tell everybody here."""
        giving, say = hall_of(interaction).loot.giving, words_for(interaction)
        try:
            done = await giving.apply(actor_of(interaction), int(self.args["draft"]))
        except Refusal as refusal:
            await turn(interaction, refused_card(say, refusal))
            return
        await turn(interaction, done_card(say, done))
        if done.first:
            await show(interaction, done_card(await guild_words(interaction), done))


class ApplyDecay(Press, key="points:v1:decay", args=_DRAFT):
    """Does what the preview of a decay showed; the announcement tells everybody."""

    async def press(self, interaction: Interaction) -> None:
        """Do it once, and turn the question into what stands."""
        decaying, say = hall_of(interaction).loot.decaying, words_for(interaction)
        try:
            done: Done = await decaying.apply(actor_of(interaction), int(self.args["draft"]))
        except Refusal as refusal:
            await turn(interaction, refused_card(say, refusal))
        else:
            await turn(interaction, done_card(say, done))


async def ask_to_award(
    interaction: Interaction,
    pool: Pool,
    points: str,
    reason: str,
    members: str,
    role: discord.Role | None,
    voice: Voice | None,
) -> None:
    """Show what giving so much to everybody meant would do, with the button that does it."""
    giving, actor = hall_of(interaction).loot.giving, actor_of(interaction)
    await giving.for_officer(actor)
    # Asking Discord who has a role can take longer than it waits for a first answer.
    await interaction.response.defer(ephemeral=True, thinking=True)
    number = parse_points(points)
    meant = await people_meant(interaction, members, role, voice)
    plan = await giving.plan_award(actor, pool, number, meant, reason)
    await show(interaction, plan_card(words_for(interaction), plan), private=True)


async def ask_to_charge(
    interaction: Interaction, pool: Pool, points: str, member: discord.User | discord.Member, reason: str
) -> None:
    """Show what charging somebody so much would do, with the button that does it."""
    giving, actor = hall_of(interaction).loot.giving, actor_of(interaction)
    await giving.for_officer(actor)
    plan = await giving.plan_charge(actor, pool, parse_points(points), no_bot(member), reason)
    await show(interaction, plan_card(words_for(interaction), plan), private=True)


async def ask_to_decay(interaction: Interaction, system: System, percent: str) -> None:
    """Show what a decay would do, with the button that does it."""
    hall, actor = hall_of(interaction), actor_of(interaction)
    await hall.loot.giving.for_officer(actor)
    outlook = await hall.loot.decaying.preview(actor, system, parse_percent(percent) if percent.strip() else None)
    await show(interaction, outlook_card(words_for(interaction), outlook), private=True)


def plan_card(say: Words, plan: Plan) -> Card:
    """Who would get or lose how much, and who moves past whom."""
    how_much = amount(say, plan.pool, plan.amount)
    if plan.act is Act.CHARGE:
        (who,) = (plan.people.get(move.member_id) for move in plan.moves)
        heading = say("points.ask.charge", amount=how_much)
        about = say("points.ask.charge_who", who=person_text(say, who))
        below = any(move.pool is Pool.DKP and move.after < 0 for move in plan.moves)
    else:
        heading = say("points.ask.award", amount=how_much, count=len(plan.moves))
        about, below = "", False
    return Card(
        Accent.LOOT,
        heading,
        status="\n".join(filter(None, (about, say("points.why", reason=harmless(plan.reason, REASON_LIMIT))))),
        body=[
            "\n".join(move_lines(say, plan.moves, plan.people)),
            say("points.ask.below_zero") if below else "",
            say("points.ask.at_cap", count=plan.at_cap) if plan.at_cap else "",
            "\n".join(shift_lines(say, plan.passing, plan.people)),
        ],
        rows=[[ApplyGift.button(plan.draft, label=say("points.button.apply"), style=Style.success)]],
        small=say("points.ask.small"),
    )


def outlook_card(say: Words, outlook: Outlook) -> Card:
    """What everybody would have left, and who moves past whom."""
    count = len({move.member_id for move in outlook.moves})
    return Card(
        Accent.LOOT,
        say("points.ask.decay", count=count),
        status=decay_text(say, outlook.decay),
        body=[
            "\n".join(move_lines(say, outlook.moves, outlook.people)),
            "\n".join(shift_lines(say, outlook.passing, outlook.people)),
        ],
        rows=[[ApplyDecay.button(outlook.draft, label=say("points.button.apply"), style=Style.success)]],
        small=say("points.ask.small"),
    )


def refused_card(say: Words, refusal: Refusal) -> Card:
    """A question whose time is over: why nothing came of it, and no button any more."""
    return Card(Accent.ALERT, say("points.ask.nothing"), body=[say(refusal.code, **refusal.facts)])
