"""`/contest`: from a leader's draft to a winner that everybody can check."""

from typing import Any

from discord import app_commands
from discord.ext import commands

from cogs.ui import contest as ui
from cogs.ui.contest import choices
from cogs.ui.door import Interaction, actor_of, answer, words_for
from domain.contest_settings import WINNERS_LIMIT, Phase, RuleType
from services.guildhall import Guildhall

Winners = app_commands.Range[int, 1, WINNERS_LIMIT]
Position = app_commands.Range[int, 1, 9999]


class ContestCog(commands.GroupCog, name="contest"):
    """Contests: everybody who gains enough enters, and anybody can check the draw."""

    def __init__(self, hall: Guildhall) -> None:
        self.hall = hall

    @app_commands.command()
    async def create(
        self, interaction: Interaction, name: str, prize: str, ends: str, starts: str = "", winners: Winners = 1
    ) -> None:
        """Draft a contest; nobody sees it before you publish it.

        Args:
            name: What it is called
            prize: What there is to win
            ends: Such as 2026-12-01 20:00, or in 7 days, in this server's timezone
            starts: When it begins; empty means when you publish it
            winners: How many people win
        """
        from domain.contest_drafts import Asked

        asked = Asked(name, prize, starts, ends, winners)
        draft = await self.hall.contests.making.create(actor_of(interaction), asked)
        await ui.answers.answer_draft(
            interaction, draft, words_for(interaction)("contest.draft.created", name=draft.name)
        )

    @app_commands.command(name="rule-add")
    @app_commands.rename(kind="type")
    @app_commands.choices(kind=choices.TYPES)
    async def rule_add(self, interaction: Interaction, contest: str, kind: str, amount: int, targets: str = "") -> None:
        """Add a way to earn an entry to a draft.

        Args:
            contest: Which draft
            kind: What is counted
            amount: How much somebody has to gain
            targets: Skills, bosses or clue tiers with commas between them; empty means all of them
        """
        contest_id = await choices.chosen(interaction, contest)
        actor, say = actor_of(interaction), words_for(interaction)
        draft, rule = await self.hall.contests.making.add_rule(actor, contest_id, RuleType(kind), amount, targets)
        await ui.answers.answer_draft(
            interaction, draft, say("contest.draft.added", rule=ui.naming.rule_words(say, rule))
        )

    @app_commands.command(name="rule-remove")
    async def rule_remove(self, interaction: Interaction, contest: str, rule: str) -> None:
        """Remove a way to earn an entry from a draft.

        Args:
            contest: Which draft
            rule: Which of its rules
        """
        contest_id, rule_id = await choices.chosen(interaction, contest), choices.rule_number(rule)
        actor, say = actor_of(interaction), words_for(interaction)
        draft, gone = await self.hall.contests.making.remove_rule(actor, contest_id, rule_id)
        await ui.answers.answer_draft(
            interaction, draft, say("contest.draft.removed", rule=ui.naming.rule_words(say, gone))
        )

    @app_commands.command()
    async def publish(self, interaction: Interaction, contest: str) -> None:
        """Publish a draft in this channel: rules and claims are frozen, the draw is committed to.

        Args:
            contest: Which draft
        """
        await ui.posting.publish(interaction, await choices.chosen(interaction, contest))

    @app_commands.command()
    async def show(self, interaction: Interaction, contest: str) -> None:
        """Show a contest: prize, rules, times, entries, and its winners.

        Args:
            contest: Which contest
        """
        await ui.posting.show_contest(interaction, await choices.chosen(interaction, contest))

    @app_commands.command(name="list")
    @app_commands.choices(status=choices.STATUSES)
    async def list_(self, interaction: Interaction, status: str | None = None) -> None:
        """List this server's contests.

        Args:
            status: Only those with this status
        """
        await ui.lists.show_list(interaction, Phase(status) if status else None)

    @app_commands.command()
    async def entries(self, interaction: Interaction, contest: str) -> None:
        """Show who has entered a contest, each with the evidence.

        Args:
            contest: Which contest
        """
        await ui.entries.show_entries(interaction, await choices.chosen(interaction, contest))

    @app_commands.command()
    async def end(self, interaction: Interaction, contest: str) -> None:
        """End a contest early: the last snapshot is taken now.

        Args:
            contest: Which contest
        """
        contest_id = await choices.chosen(interaction, contest)
        ended = await self.hall.contests.closing.end(actor_of(interaction), contest_id)
        await answer(interaction, words_for(interaction)("contest.said.ended", name=ended.name))

    @app_commands.command()
    async def draw(self, interaction: Interaction, contest: str) -> None:
        """Run the draw of a contest that has ended, for good.

        Args:
            contest: Which contest
        """
        await ui.acts.run_draw(interaction, await choices.chosen(interaction, contest))

    @app_commands.command()
    async def redraw(self, interaction: Interaction, contest: str, position: Position, reason: str) -> None:
        """Pass a winner over, publicly and for good: the next in the same order steps up.

        Args:
            contest: Which contest
            position: The winner's position in the order drawn, from 1
            reason: Why, on grounds that the rules name; everybody reads it
        """
        contest_id = await choices.chosen(interaction, contest)
        await self.hall.contests.closing.redraw(actor_of(interaction), contest_id, position, reason)
        await ui.answers.answer_redraw(interaction, contest_id, position)

    @app_commands.command()
    async def cancel(self, interaction: Interaction, contest: str, reason: str) -> None:
        """Cancel a contest, publicly; only before its draw was called.

        Args:
            contest: Which contest
            reason: Why; everybody reads it
        """
        contest_id = await choices.chosen(interaction, contest)
        cancelled = await self.hall.contests.making.cancel(actor_of(interaction), contest_id, reason)
        await answer(interaction, ui.answers.called_off(words_for(interaction), cancelled))

    @show.autocomplete("contest")
    @entries.autocomplete("contest")
    async def _any(self, interaction: Interaction, current: str) -> choices.Choices:
        return await choices.contests(interaction, current, None)

    @rule_add.autocomplete("contest")
    @rule_remove.autocomplete("contest")
    @publish.autocomplete("contest")
    async def _drafts(self, interaction: Interaction, current: str) -> choices.Choices:
        return await choices.contests(interaction, current, choices.DRAFTS)

    @end.autocomplete("contest")
    async def _running(self, interaction: Interaction, current: str) -> choices.Choices:
        return await choices.contests(interaction, current, choices.ENDABLE)

    @draw.autocomplete("contest")
    async def _ended(self, interaction: Interaction, current: str) -> choices.Choices:
        return await choices.contests(interaction, current, choices.DRAWABLE)

    @redraw.autocomplete("contest")
    async def _drawn(self, interaction: Interaction, current: str) -> choices.Choices:
        return await choices.contests(interaction, current, choices.REDRAWABLE)

    @cancel.autocomplete("contest")
    async def _open(self, interaction: Interaction, current: str) -> choices.Choices:
        return await choices.contests(interaction, current, choices.CANCELLABLE)

    @rule_remove.autocomplete("rule")
    async def _rules(self, interaction: Interaction, current: str) -> choices.Choices:
        return await choices.rules(interaction, interaction.namespace.contest, current)

    @rule_add.autocomplete("targets")
    async def _targets(self, interaction: Interaction, current: str) -> choices.Choices:
        return choices.targets(words_for(interaction), interaction.namespace.type, current)


async def setup(bot: Any) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(ContestCog(bot.hall))
