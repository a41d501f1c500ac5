"""`/raid`: nights from their combat logs, who was there, and whose the characters are."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.ui import raids as ui
from cogs.ui.clan.choices import WINDOWS
from cogs.ui.door import Interaction
from cogs.ui.raids import choices
from domain.windows import Window
from services.guildhall import Guildhall


class RaidCog(commands.GroupCog, name="raid"):
    """Raid nights: imported from Warcraft Logs, paid by what fell, and who was there."""

    def __init__(self, hall: Guildhall) -> None:
        self.hall = hall

    @app_commands.command(name="import")
    async def import_(self, interaction: Interaction, report: str) -> None:
        """Import a raid from Warcraft Logs; you see who is paid what before anything is done.

        Args:
            report: The report's code or its address
        """
        await ui.importing.ask_to_import(interaction, report)

    @app_commands.command()
    async def revert(self, interaction: Interaction, raid: str, reason: str) -> None:
        """Take a whole raid back; you see what is left of it first. It can be imported again.

        Args:
            raid: Which raid
            reason: Why; everybody reads it
        """
        await ui.reverting.ask_to_revert(interaction, choices.number(raid), reason)

    @app_commands.command()
    @app_commands.rename(mark_as="as")
    @app_commands.choices(mark_as=choices.MARKS)
    async def mark(self, interaction: Interaction, raid: str, member: discord.User, mark_as: str) -> None:
        """Say who was excused, sat on the bench or was absent; the bench is paid its part at once.

        Args:
            raid: Which raid
            member: Who
            mark_as: What they were
        """
        await ui.marks.mark(interaction, choices.number(raid), member, mark_as)

    @app_commands.command()
    async def list(self, interaction: Interaction) -> None:
        """List this server's raids, newest first."""
        await ui.lists.show_list(interaction)

    @app_commands.command()
    async def show(self, interaction: Interaction, raid: str) -> None:
        """Show a raid: bosses, who was there for how long, and what was paid.

        Args:
            raid: Which raid
        """
        await ui.lists.show_raid(interaction, choices.number(raid))

    @app_commands.command()
    @app_commands.choices(window=WINDOWS)
    async def attendance(self, interaction: Interaction, window: str) -> None:
        """Show who came to how many raids; the bench counts, excused raids do not.

        Args:
            window: Over which period
        """
        await ui.attendance.show_attendance(interaction, Window(window))

    @app_commands.command()
    async def character(
        self,
        interaction: Interaction,
        name: str,
        realm: str = "",
        main: str = "",
        member: discord.User | None = None,
    ) -> None:
        """Say which game character is yours, so that raids pay you for it; the first one is your main.

        Args:
            name: The character's name in the game
            realm: Its realm, where others have the same name
            main: Which of the characters is the main
            member: Whose it is, if not yours: officers only
        """
        await ui.characters.link(interaction, name, realm, main, member)

    @revert.autocomplete("raid")
    @mark.autocomplete("raid")
    async def _standing(self, interaction: Interaction, current: str) -> choices.Choices:
        return await choices.raids(interaction, current, reverted=False)

    @show.autocomplete("raid")
    async def _all(self, interaction: Interaction, current: str) -> choices.Choices:
        return await choices.raids(interaction, current, reverted=True)

    @character.autocomplete("main")
    async def _mains(self, interaction: Interaction, current: str) -> choices.Choices:
        return await choices.mains(interaction, current)


async def setup(bot: Any) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(RaidCog(bot.hall))
