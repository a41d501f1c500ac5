"""`/clan`: the roster, its snapshots, and what everybody gained."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.ui import clan as ui
from cogs.ui.clan import choices
from cogs.ui.door import Interaction, actor_of, answer, guild_of, guild_words, show, words_for
from domain.characters import AccountType
from domain.clan_settings import SCHEDULE
from domain.windows import Window
from services.guildhall import Guildhall


class ClanCog(commands.GroupCog, name="clan"):
    """The clan: who is on it, and how everybody grows."""

    def __init__(self, hall: Guildhall) -> None:
        self.hall = hall

    @app_commands.command()
    async def overview(self, interaction: Interaction) -> None:
        """Show the clan at a glance: members, schedule, the last snapshot and its errors."""
        await ui.overview.post_overview(interaction)

    @app_commands.command()
    @app_commands.rename(kind="type")
    @app_commands.choices(kind=choices.TYPES)
    async def add(
        self, interaction: Interaction, name: str, kind: str = AccountType.AUTO, member: discord.Member | None = None
    ) -> None:
        """Put a character on the roster.

        Args:
            name: The character's name in the game
            kind: What account it is; auto asks the hiscores
            member: Whose character it is
        """
        await interaction.response.defer(ephemeral=True)
        owner = member.id if member else None
        entry = await self.hall.clan.roster.add(actor_of(interaction), name, AccountType(kind), owner_user=owner)
        await answer(interaction, ui.roster.added(words_for(interaction), entry))

    @app_commands.command()
    async def remove(self, interaction: Interaction, name: str) -> None:
        """Take a character off the roster; its history stays.

        Args:
            name: Which character
        """
        character = await self.hall.clan.roster.remove(actor_of(interaction), name)
        await answer(interaction, ui.roster.removed(words_for(interaction), character))

    @app_commands.command()
    async def roster(self, interaction: Interaction) -> None:
        """Show who is on the roster, whose they are and when each was last read."""
        page = await self.hall.clan.roster.page(actor_of(interaction), 1)
        await show(interaction, ui.roster.roster_card(words_for(interaction), page), private=True)

    @app_commands.command()
    async def rename(self, interaction: Interaction, old: str, new: str) -> None:
        """A character has a new name in the game; its history follows it.

        Args:
            old: Which character
            new: Its new name
        """
        before, after = await self.hall.clan.roster.rename(actor_of(interaction), old, new)
        await answer(interaction, ui.roster.renamed(words_for(interaction), before, after))

    @app_commands.command()
    async def claim(self, interaction: Interaction, name: str) -> None:
        """Say that a character is yours; an officer confirms it.

        Args:
            name: Which character
        """
        claim = await self.hall.clan.roster.claim(actor_of(interaction), name)
        await show(interaction, ui.claims.claim_card(await guild_words(interaction), claim))

    @app_commands.command(name="import")
    async def import_(
        self,
        interaction: Interaction,
        file: discord.Attachment | None = None,
        group: app_commands.Range[int, 1, 2**31 - 1] | None = None,
    ) -> None:
        """Bring in a whole roster; shows what would change before anything does.

        Args:
            file: A text or CSV file with one name per line
            group: The number of a Wise Old Man group
        """
        await interaction.response.defer(ephemeral=True)
        difference = await ui.imports.preview(interaction, file, group)
        await show(interaction, ui.imports.difference_card(words_for(interaction), difference), private=True)

    @app_commands.command()
    async def schedule(self, interaction: Interaction, times: str) -> None:
        """Choose when snapshots are taken, in this server's timezone.

        Args:
            times: Such as 06:00, or 6am, 6pm, or off
        """
        await self.hall.settings.set(actor_of(interaction), SCHEDULE.name, times)
        clan = await self.hall.clan.runs.overview(guild_of(interaction))
        await answer(interaction, ui.overview.scheduled(words_for(interaction), clan))

    @app_commands.command()
    async def snapshot(self, interaction: Interaction) -> None:
        """Read everybody's numbers now, and watch how it goes."""
        await ui.runs.run_now(interaction)

    @app_commands.command()
    @app_commands.choices(window=choices.WINDOWS)
    async def stats(self, interaction: Interaction, window: str) -> None:
        """Show the clan's totals and gains, with a curve.

        Args:
            window: Over which period
        """
        stats = await self.hall.clan.gains.stats(guild_of(interaction), Window(window))
        await interaction.response.defer()
        await show(interaction, await ui.stats.stats_card(interaction, await guild_words(interaction), stats))

    @app_commands.command()
    @app_commands.choices(window=choices.WINDOWS)
    async def gains(
        self, interaction: Interaction, metric: str, window: str, page: app_commands.Range[int, 1, 9999] = 1
    ) -> None:
        """Show who gained most of one thing.

        Args:
            metric: Total XP, a skill, levels, a boss or all bosses, a clue tier or all clues
            window: Over which period
            page: Which page of the board
        """
        board = await self.hall.clan.gains.board(guild_of(interaction), metric, Window(window), page)
        await show(interaction, ui.board.board_card(await guild_words(interaction), board))

    @app_commands.command()
    @app_commands.choices(window=choices.WINDOWS)
    async def profile(self, interaction: Interaction, name: str, window: str) -> None:
        """Show one character: levels, gains, bosses and best ranks.

        Args:
            name: Which character
            window: Over which period
        """
        profile = await self.hall.clan.gains.profile(actor_of(interaction), name, Window(window))
        await interaction.response.defer()
        await show(interaction, await ui.profile.profile_card(interaction, await guild_words(interaction), profile))

    @app_commands.command()
    async def history(self, interaction: Interaction) -> None:
        """List the clan's snapshots and draws, with links."""
        await ui.history.show_history(interaction)

    @remove.autocomplete("name")
    @claim.autocomplete("name")
    @profile.autocomplete("name")
    @rename.autocomplete("old")
    async def _names(self, interaction: Interaction, current: str) -> choices.Choices:
        return choices.names(await self.hall.clan.roster.names(guild_of(interaction), current))

    @gains.autocomplete("metric")
    async def _metrics(self, interaction: Interaction, current: str) -> choices.Choices:
        return choices.metrics(words_for(interaction), await self.hall.clan.gains.metrics(current))


async def setup(bot: Any) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(ClanCog(bot.hall))
