"""`/roles`: who stands high enough gets a role, and loses it when they do not any more."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.ui import roles as ui
from cogs.ui.door import Interaction
from cogs.ui.leaderboards import choices as boards
from cogs.ui.roles import choices
from services.guildhall import Guildhall


class RolesCog(commands.GroupCog, name="roles"):
    """Roles by rank: the top of a board gets a role."""

    def __init__(self, hall: Guildhall) -> None:
        self.hall = hall

    @app_commands.command()
    async def add(
        self, interaction: Interaction, board: str, top: app_commands.Range[int, 1, 100], role: discord.Role
    ) -> None:
        """Give the top of a board a role; from then on the role is mine to give and take.

        Args:
            board: Which board
            top: How many places get it
            role: Which role; mine has to stand above it
        """
        await ui.rules.add_rule(interaction, boards.chosen(board), top, role)

    @app_commands.command()
    async def remove(self, interaction: Interaction, rule: str) -> None:
        """End a rule; whoever has its role from me loses it.

        Args:
            rule: Which rule
        """
        await ui.rules.remove_rule(interaction, choices.rule_id(rule))

    @app_commands.command(name="list")
    async def list_(self, interaction: Interaction) -> None:
        """List the rules: who has each role, and what keeps one from working."""
        await ui.rules.show_rules(interaction)

    @app_commands.command()
    async def check(self, interaction: Interaction) -> None:
        """See what I would give and take right now, without doing it."""
        await ui.rules.show_plan(interaction)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Somebody is there: one who had left is back."""
        if (giving := self.hall.giving) and interaction.guild_id is not None:
            giving.seen(interaction.guild_id, interaction.user.id)

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        """What they have a claim to is theirs again."""
        if giving := self.hall.giving:
            giving.returned(member.guild.id, member.id)

    @commands.Cog.listener()
    async def on_raw_member_remove(self, left: discord.RawMemberRemoveEvent) -> None:
        """Their roles went with them."""
        if giving := self.hall.giving:
            giving.left(left.guild_id, left.user.id)

    @commands.Cog.listener()
    async def on_member_update(self, _before: discord.Member, after: discord.Member) -> None:
        """The bot's own roles may have changed; everybody else's are looked at every hour."""
        if (giving := self.hall.giving) and after == after.guild.me:
            giving.look_again(after.guild.id)

    @commands.Cog.listener()
    async def on_guild_role_update(self, _before: discord.Role, after: discord.Role) -> None:
        """A role moved, or may do something else."""
        if giving := self.hall.giving:
            giving.look_again(after.guild.id)

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """A role is gone."""
        if giving := self.hall.giving:
            giving.look_again(role.guild.id)

    @commands.Cog.listener()
    async def on_guild_update(self, _before: discord.Guild, after: discord.Guild) -> None:
        """What the guild asks of those who give roles may have changed."""
        if giving := self.hall.giving:
            giving.look_again(after.id)

    @add.autocomplete("board")
    async def _boards(self, interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        return boards.boards(interaction, current)

    @remove.autocomplete("rule")
    async def _rules(self, interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        return await choices.rules(interaction, current)


async def setup(bot: Any) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(RolesCog(bot.hall))
