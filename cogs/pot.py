"""`/pot`: members stake credits on tickets, and anybody can check who wins."""

from typing import Any

from discord import app_commands
from discord.ext import commands

from cogs.ui import pots as ui
from cogs.ui.door import Interaction, actor_of, answer, words_for
from cogs.ui.pots import choices
from services.guildhall import Guildhall


class PotCog(commands.GroupCog, name="pot"):
    """Community pots: stake credits on tickets, and anybody can check the draw."""

    def __init__(self, hall: Guildhall) -> None:
        self.hall = hall

    @app_commands.command()
    @app_commands.rename(max_tickets="max-tickets", max_per_user="max-per-user")
    async def create(
        self,
        interaction: Interaction,
        name: str,
        cost: int,
        max_tickets: int,
        max_per_user: int,
        closes: str = "",
        repeat: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        """Open a pot in this channel; nothing of its terms can be changed afterwards.

        Args:
            name: What it is called
            cost: Credits for a ticket
            max_tickets: How many tickets there are; when all are sold it is drawn
            max_per_user: How many tickets one person may hold
            closes: When it locks at the latest, such as in 3 hours or 20:00; empty: as this server has set
            repeat: Open the next pot on the same terms when this one is won?
        """
        await ui.posting.open_pot(interaction, name, cost, max_tickets, max_per_user, closes, repeat=repeat)

    @app_commands.command()
    @app_commands.rename(min_value="min-value", max_value="max-value")
    @app_commands.choices(status=choices.STATUSES)
    async def lobby(
        self,
        interaction: Interaction,
        status: str | None = None,
        min_value: int | None = None,
        max_value: int | None = None,
        pin: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        """Show this server's pots.

        Args:
            status: Only those with this status; empty means all that are not over
            min_value: Only pots that hold at least this many credits when full
            max_value: Only pots that hold at most this many credits when full
            pin: Post it for everybody and keep it up to date? For officers
        """
        filters = ui.lobby.filters_of(status, min_value, max_value)
        await (ui.lobby.pin_lobby if pin else ui.lobby.show_lobby)(interaction, filters)

    @app_commands.command()
    async def show(self, interaction: Interaction, pot: str) -> None:
        """Show a pot: how full it is, who is in it, and its winner.

        Args:
            pot: Which pot
        """
        await ui.posting.show_pot(interaction, await choices.chosen(interaction, pot))

    @app_commands.command()
    async def mine(self, interaction: Interaction) -> None:
        """Show the pots you are in, with your tickets and chances."""
        await ui.holdings.show_holdings(interaction)

    @app_commands.command()
    async def history(self, interaction: Interaction) -> None:
        """Show the pots that are over, each with its transcript."""
        await ui.history.show_history(interaction)

    @app_commands.command()
    async def join(self, interaction: Interaction, pot: str, tickets: int) -> None:
        """Buy tickets of a pot; you see what they cost before anything is bought.

        Args:
            pot: Which pot
            tickets: How many tickets
        """
        await ui.buying.ask_to_buy(interaction, await choices.chosen(interaction, pot), tickets)

    @app_commands.command()
    async def leave(self, interaction: Interaction, pot: str) -> None:
        """Give all your tickets of an open pot back and get your credits back.

        Args:
            pot: Which pot
        """
        await ui.leaving.ask_to_leave(interaction, await choices.chosen(interaction, pot))

    @app_commands.command()
    async def lock(self, interaction: Interaction, pot: str) -> None:
        """Close the entries of a pot now; it is drawn at once.

        Args:
            pot: Which pot
        """
        pot_id = await choices.chosen(interaction, pot)
        locked = await self.hall.pots.closing.lock(actor_of(interaction), pot_id)
        await answer(interaction, ui.answers.locked(words_for(interaction), locked))

    @app_commands.command()
    async def pause(self, interaction: Interaction, pot: str, reason: str) -> None:
        """Take no entries for now; the pot's card says why.

        Args:
            pot: Which pot
            reason: Why; everybody reads it
        """
        pot_id = await choices.chosen(interaction, pot)
        paused = await self.hall.pots.closing.pause(actor_of(interaction), pot_id, reason)
        await answer(interaction, ui.answers.paused(words_for(interaction), paused))

    @app_commands.command()
    async def resume(self, interaction: Interaction, pot: str) -> None:
        """Take entries again.

        Args:
            pot: Which pot
        """
        pot_id = await choices.chosen(interaction, pot)
        resumed = await self.hall.pots.closing.resume(actor_of(interaction), pot_id)
        await answer(interaction, ui.answers.resumed(words_for(interaction), resumed))

    @app_commands.command()
    async def cancel(self, interaction: Interaction, pot: str, reason: str) -> None:
        """Cancel an open pot, publicly: everybody gets their credits back.

        Args:
            pot: Which pot
            reason: Why; everybody reads it
        """
        pot_id = await choices.chosen(interaction, pot)
        cancelled = await self.hall.pots.closing.cancel(actor_of(interaction), pot_id, reason)
        await answer(interaction, ui.answers.called_off(words_for(interaction), cancelled))

    @app_commands.command()
    async def flags(self, interaction: Interaction) -> None:
        """Show what looks unusual in pots, and decide about it."""
        await ui.flags.show_flags(interaction)

    @app_commands.command()
    async def insights(self, interaction: Interaction) -> None:
        """Show how fast pots fill, who comes back, and how many flags there are."""
        await ui.insights.show_insights(interaction)

    @show.autocomplete("pot")
    async def _any(self, interaction: Interaction, current: str) -> choices.Choices:
        return await choices.pots(interaction, current, None)

    @join.autocomplete("pot")
    @leave.autocomplete("pot")
    @lock.autocomplete("pot")
    @pause.autocomplete("pot")
    @resume.autocomplete("pot")
    @cancel.autocomplete("pot")
    async def _open(self, interaction: Interaction, current: str) -> choices.Choices:
        return await choices.pots(interaction, current, choices.OPEN)


async def setup(bot: Any) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(PotCog(bot.hall))
