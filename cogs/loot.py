"""`/loot`: decisions of the council, what was handed out, the guild's system, and the way back."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.ui import council, moving, points
from cogs.ui.council.choices import AWARDED, OPEN, TRANSPARENCIES, Choices
from cogs.ui.door import Interaction, actor_of, answer, guild_of, words_for
from cogs.ui.moving.choices import CONVERTS, SYSTEMS
from cogs.ui.points import choices
from cogs.ui.points.choices import QUALITIES, SLOTS
from services.guildhall import Guildhall


class LootCog(commands.GroupCog, group_name="loot", group_description="Who gets what drops, and why."):
    """What drops, and who gets it."""

    def __init__(self, hall: Guildhall) -> None:
        self.hall = hall

    system = app_commands.Group(name="system", description="How this server hands out what drops.")

    @system.command(name="show")
    async def system_show(self, interaction: Interaction) -> None:
        """Show which loot system this server uses, and how it works."""
        await moving.system.show_system(interaction)

    @system.command(name="set")
    @app_commands.choices(system=SYSTEMS, convert=CONVERTS)
    async def system_set(self, interaction: Interaction, system: str, convert: str | None = None) -> None:
        """Switch the loot system; you see who would stand where before anything is done.

        Args:
            system: The new one
            convert: What becomes of everybody's points; empty keeps them
        """
        await moving.system.ask_to_switch(interaction, system, convert)

    @app_commands.command(name="import")
    async def import_(self, interaction: Interaction, file: discord.Attachment) -> None:
        """Bring in loot or standings of another tool; you see what would change before anything does.

        Args:
            file: An export of RCLootCouncil, Gargul, That's My BIS, CEPGP or this bot
        """
        await moving.files.ask_to_import(interaction, file)

    @app_commands.command()
    @app_commands.choices(format=[app_commands.Choice(name=one, value=one) for one in ("csv", "json")])
    async def export(self, interaction: Interaction, format: str) -> None:  # noqa: A002 - an option of the command
        """Get this server's loot books as a file that can be imported again.

        Args:
            format: A table for spreadsheets, or JSON
        """
        await moving.files.send_export(interaction, format)

    @app_commands.command()
    async def undo(self, interaction: Interaction, batch: str, reason: str) -> None:
        """Take back what one act changed; you see what is left of it before anything is done.

        Args:
            batch: Which act, by its number
            reason: Why; everybody reads it
        """
        await points.done.ask_to_undo(interaction, choices.number(batch), reason)

    @app_commands.command()
    async def priority(self, interaction: Interaction, member: discord.User | None = None) -> None:
        """Show where somebody stands under this server's loot system.

        Args:
            member: Who; empty means you
        """
        await points.board.tell_priority(interaction, member.id if member else None)

    @app_commands.command()
    @app_commands.rename(item_id="item-id")
    @app_commands.choices(quality=QUALITIES, slot=SLOTS, transparency=TRANSPARENCIES)
    async def open(
        self,
        interaction: Interaction,
        item: str,
        quality: str | None = None,
        slot: str | None = None,
        ilvl: int | None = None,
        item_id: int | None = None,
        gp: str = "",
        boss: str = "",
        raid: str = "",
        closes: str = "",
        transparency: str | None = None,
    ) -> None:
        """Ask in this channel who wants what dropped; the council votes on it.

        Args:
            item: What dropped
            quality: How rare it is
            slot: Where it is worn
            ilvl: Its item level
            item_id: Its number in the game
            gp: What it costs, where the prices do not say it
            boss: Who dropped it
            raid: Ask those who were there; empty asks the raider roles
            closes: Until when answers are in time, such as in 5 minutes; empty as set
            transparency: Who sees the votes; empty as this server has set
        """
        await council.posting.open_typed(
            interaction,
            item,
            quality=quality,
            slot=slot,
            ilvl=ilvl,
            item_id=item_id,
            gp=gp,
            boss=boss,
            raid=raid,
            closes=closes,
            transparency=transparency,
        )

    @app_commands.command()
    async def award(self, interaction: Interaction, decision: str, winner: discord.User, reason: str) -> None:
        """Award a decision's item; you see what it costs before anything is done.

        Args:
            decision: Which decision
            winner: Who gets it
            reason: Why; everybody reads it
        """
        decision_id = await council.choices.chosen(interaction, decision)
        await council.awarding.ask_to_award(interaction, decision_id, winner, reason)

    @app_commands.command()
    async def cancel(self, interaction: Interaction, decision: str, reason: str) -> None:
        """Cancel a decision, publicly.

        Args:
            decision: Which decision
            reason: Why; everybody reads it
        """
        decision_id = await council.choices.chosen(interaction, decision)
        cancelled = await self.hall.loot.council.ending.cancel(actor_of(interaction), decision_id, reason)
        await answer(interaction, words_for(interaction)("council.said.cancelled", item=cancelled.drop.item))

    @app_commands.command()
    async def show(self, interaction: Interaction, decision: str) -> None:
        """Show a decision: who wants it, and how it stands.

        Args:
            decision: Which decision
        """
        await council.posting.show_decision(interaction, await council.choices.chosen(interaction, decision))

    @app_commands.command(name="list")
    async def list_(self, interaction: Interaction) -> None:
        """Show the decisions that are open."""
        await council.lists.show_open(interaction)

    @app_commands.command()
    async def history(self, interaction: Interaction, member: discord.User | None = None, item: str = "") -> None:
        """Show what was handed out, to whom and why.

        Args:
            member: Only what this member got
            item: Only items whose name holds this
        """
        await council.history.show_history(interaction, member.id if member else None, item)

    @app_commands.command()
    async def why(self, interaction: Interaction, decision: str) -> None:
        """Tell why an item went where it went, as everything stood at the award.

        Args:
            decision: Which decision
        """
        await council.why.show_why(interaction, await council.choices.chosen(interaction, decision))

    @award.autocomplete("decision")
    @cancel.autocomplete("decision")
    async def _open_decisions(self, interaction: Interaction, current: str) -> Choices:
        return await council.choices.decisions(interaction, current, OPEN)

    @show.autocomplete("decision")
    async def _any_decision(self, interaction: Interaction, current: str) -> Choices:
        return await council.choices.decisions(interaction, current, None)

    @why.autocomplete("decision")
    async def _awarded_decisions(self, interaction: Interaction, current: str) -> Choices:
        return await council.choices.decisions(interaction, current, AWARDED)

    @open.autocomplete("raid")
    async def _raids(self, interaction: Interaction, current: str) -> Choices:
        return await council.choices.raids(interaction, current)

    @undo.autocomplete("batch")
    async def _batches(self, interaction: Interaction, current: str) -> choices.Choices:
        recent = await self.hall.loot.acts.recent(guild_of(interaction))
        return choices.batches(words_for(interaction), recent, current)


async def setup(bot: Any) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(LootCog(bot.hall))
