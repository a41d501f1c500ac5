"""`/loot`: decisions of the council, what was handed out, the guild's system, and the way back."""

from typing import Any

from discord.ext import commands

from services.guildhall import Guildhall


class LootCog(commands.GroupCog, group_name="loot", group_description="Who gets what drops, and why."):
    """What drops, and who gets it."""

    def __init__(self, hall: Guildhall) -> None:
        self.hall = hall


async def setup(bot: Any) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(LootCog(bot.hall))
