"""`/leaderboard`: who leads, by what they gained, won and made."""

from typing import Any

from discord import app_commands
from discord.ext import commands

from cogs.ui import leaderboards as ui
from cogs.ui.clan.choices import WINDOWS
from cogs.ui.door import Interaction
from cogs.ui.leaderboards import choices
from domain.leaderboard_settings import Asked
from services.guildhall import Guildhall


class LeaderboardCog(commands.Cog):
    """Boards of members."""

    def __init__(self, hall: Guildhall) -> None:
        self.hall = hall

    @app_commands.command()
    @app_commands.choices(window=WINDOWS)
    async def leaderboard(
        self,
        interaction: Interaction,
        board: str = "",
        top: app_commands.Range[int, 1, 25] = 10,
        window: str | None = None,
        region: str = "",
        team: str = "",
        pin: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        """See who leads, who moved since yesterday, and who to watch.

        Args:
            board: What to rank by; empty: the overall standing
            top: How many places to show
            window: What counts: the last 7 or 30 days, or this month
            region: Only members of this region
            team: Only members of this team
            pin: Leaders: pin it here and keep it up to date
        """
        asked = Asked(choices.chosen(board), top, choices.window(window), region, team)
        await ui.board.show_leaderboard(interaction, asked, pin=pin)

    @leaderboard.autocomplete("board")
    async def _boards(self, interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        return choices.boards(interaction, current)


async def setup(bot: Any) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(LeaderboardCog(bot.hall))
