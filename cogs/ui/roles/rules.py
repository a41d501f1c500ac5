"""Rules as leaders make them, look at them and end them; nobody else sees the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from cogs.ui.cards import Accent, Card
from cogs.ui.door import Interaction, actor_of, answer, guild_of, hall_of, show, words_for
from cogs.ui.leaderboards.naming import board_name
from cogs.ui.roles.naming import people, role_mention, what_to_do, whom
from cogs.ui.words import Words
from domain.leaderboard_settings import Board

if TYPE_CHECKING:
    from services.roles.rules import Listed, Planned

_MOST_NAMED = 60
_FEWEST_NAMED = 3
_CHOICES = 25


async def add_rule(interaction: Interaction, board: Board, top: int, role: discord.Role) -> None:
    """Make the rule, and say who gets the role now."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    say = words_for(interaction)
    added = await hall_of(interaction).roles.rules.add(actor_of(interaction), board, top, role.id)
    made = say("roles.added", role=role_mention(role.id), whom=whom(say, board, top))
    now = say("roles.added.some", getting=added.getting) if added.getting else say("roles.added.none")
    await answer(interaction, f"{made} {now}")


async def remove_rule(interaction: Interaction, rule_id: int) -> None:
    """End the rule, and say how many lose the role."""
    say = words_for(interaction)
    removed = await hall_of(interaction).roles.rules.remove(actor_of(interaction), rule_id)
    rule = removed.rule
    ended = say("roles.removed", role=role_mention(rule.role_id), whom=whom(say, rule.board, rule.top))
    now = say("roles.removed.some", losing=removed.losing) if removed.losing else say("roles.removed.none")
    await answer(interaction, f"{ended} {now}")


async def show_rules(interaction: Interaction) -> None:
    """Every rule, who has its role, and what is in its way."""
    listed = await hall_of(interaction).roles.rules.all(actor_of(interaction))
    await show(interaction, list_card(words_for(interaction), listed), private=True)


async def show_plan(interaction: Interaction) -> None:
    """What would be done now; with many members Discord takes a while to tell."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    planned = await hall_of(interaction).roles.rules.check(actor_of(interaction))
    await show(interaction, plan_card(words_for(interaction), planned), private=True)


async def rule_choices(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """The rules that can be ended, by board, number of places and role."""
    say, wanted = words_for(interaction), typed.strip().casefold()
    rules = await hall_of(interaction).roles.rules.named(guild_of(interaction))
    found: list[app_commands.Choice[str]] = []
    for rule in rules:
        role = interaction.guild.get_role(rule.role_id) if interaction.guild else None
        name = role.name if role else say("roles.choice.gone")
        label = say("roles.choice", board=board_name(say, rule.board), top=rule.top, role=name)
        if wanted in label.casefold() or wanted == str(rule.id):
            found.append(app_commands.Choice(name=label[:100], value=str(rule.id)))
    return found[:_CHOICES]


def list_card(say: Words, listed: list[Listed]) -> Card:
    """One rule after the other."""
    if not listed:
        return Card(Accent.PEOPLE, say("roles.list.heading"), body=[say("roles.list.empty")])
    return Card(
        Accent.PEOPLE,
        say("roles.list.heading"),
        status=say("roles.list.status", rules=len(listed)),
        body=["\n".join(_listed(say, one) for one in listed)],
        small=say("roles.list.small"),
    )


def plan_card(say: Words, planned: list[Planned]) -> Card:
    """What each rule would have done; rules that have nothing to do are only counted."""
    busy = [one for one in planned if one.adding or one.removing or one.parked or one.rule.blocked]
    most = max(_FEWEST_NAMED, _MOST_NAMED // max(len(busy), 1))
    idle = len(planned) - len(busy)
    body = ["\n".join(_planned(say, one, most) for one in busy)]
    if not planned:
        body = [say("roles.list.empty")]
    elif idle:
        body.append(say("roles.plan.idle", rules=idle))
    return Card(Accent.PEOPLE, say("roles.plan.heading"), body=body, small=say("roles.plan.small"))


def _listed(say: Words, one: Listed) -> str:
    rule = one.rule
    lines = [say("roles.list.rule", role=role_mention(rule.role_id), whom=whom(say, rule.board, rule.top))]
    if not rule.live:
        lines.append(say("roles.list.ended", left=one.having))
    else:
        counts = [say("roles.list.having", having=one.having)]
        if one.waiting:
            counts.append(say("roles.list.waiting", waiting=one.waiting))
        if one.parked:
            counts.append(say("roles.list.parked", parked=one.parked))
        lines.append("-# " + " · ".join([*counts, say("roles.list.since", at=rule.added_at)]))
    if rule.blocked is not None:
        since = say("roles.list.blocked_since", at=rule.blocked_at) if rule.blocked_at else ""
        lines.append(say("roles.blocked", why=what_to_do(say, rule.blocked)) + since)
    return "\n".join(lines)


def _planned(say: Words, one: Planned, most: int) -> str:
    rule = one.rule
    lines = [say("roles.list.rule", role=role_mention(rule.role_id), whom=whom(say, rule.board, rule.top))]
    if rule.blocked is not None:
        lines.append(say("roles.blocked", why=what_to_do(say, rule.blocked)))
    if one.adding:
        lines.append(say("roles.plan.adding", people=people(say, one.adding, most)))
    if one.removing:
        lines.append(say("roles.plan.removing", people=people(say, one.removing, most)))
    if one.parked:
        lines.append(say("roles.plan.parked", people=people(say, one.parked, most)))
    return "\n".join(lines)
