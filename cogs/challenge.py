"""`/challenge`: a community makes something every week, looks at it together, and everybody who takes part earns."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.ui import challenges as ui
from cogs.ui.challenges import choices
from cogs.ui.door import Interaction
from services.guildhall import Guildhall


class ChallengeCog(commands.GroupCog, name="challenge"):
    """Weekly challenges: make something, look at each other's work, vote and earn points."""

    def __init__(self, hall: Guildhall) -> None:
        self.hall = hall

    @app_commands.command()
    @app_commands.rename(voting_closes="voting-closes", max_submissions="max-submissions")
    @app_commands.rename(link_required="link-required", judge_weight="judge-weight")
    @app_commands.choices(voting=choices.VOTINGS)
    async def create(
        self,
        interaction: Interaction,
        starts: str,
        closes: str,
        voting_closes: str = "",
        ends: str = "",
        voting: str | None = None,
        max_submissions: int | None = None,
        link_required: bool = False,  # noqa: FBT001, FBT002 - an option of the command
        judge_weight: int = 0,
        image: discord.Attachment | None = None,
        sponsor: str = "",
        colour: str = "",
    ) -> None:
        """Draft a challenge; a form asks for its texts, prizes and points.

        Args:
            starts: When it starts, such as now, in 2 days or 2026-12-01 18:00
            closes: When submissions close
            voting_closes: When voting closes; empty: two days later
            ends: When it ends; empty: with the voting
            voting: How places are found; empty: one vote a person and submission
            max_submissions: How many submissions a person may hand in
            link_required: Does every submission need a link?
            judge_weight: Percent of the score that judges give
            image: A picture for its card
            sponsor: Who sponsors it
            colour: Its card's colour, such as #E66A8B
        """
        options = ui.making.Options(
            starts, closes, voting_closes, ends, voting, max_submissions, link_required, judge_weight, sponsor, colour
        )
        await ui.making.ask_for_texts(interaction, options, image)

    @app_commands.command()
    async def publish(self, interaction: Interaction, challenge: str) -> None:
        """Publish a draft in this channel; from then on its dates move it.

        Args:
            challenge: Which challenge
        """
        await ui.publishing.publish(interaction, await choices.chosen(interaction, challenge))

    @app_commands.command()
    async def edit(self, interaction: Interaction, challenge: str) -> None:
        """Change a challenge: its texts, dates, prizes, picture and sponsor.

        Args:
            challenge: Which challenge
        """
        await ui.editing.show_editor(interaction, await choices.chosen(interaction, challenge))

    @app_commands.command()
    async def close(self, interaction: Interaction, challenge: str) -> None:
        """End the phase that a challenge is in now: its submissions, or its voting.

        Args:
            challenge: Which challenge
        """
        await ui.closing.ask_to_close(interaction, await choices.chosen(interaction, challenge))

    @app_commands.command()
    async def cancel(self, interaction: Interaction, challenge: str, reason: str) -> None:
        """Cancel a challenge, publicly.

        Args:
            challenge: Which challenge
            reason: Why; everybody reads it
        """
        await ui.closing.call_off(interaction, await choices.chosen(interaction, challenge), reason)

    @app_commands.command()
    async def current(self, interaction: Interaction) -> None:
        """Show what is on right now: the prompt, the time left and where you stand."""
        await ui.landing.show_current(interaction)

    @app_commands.command()
    @app_commands.choices(status=choices.STATUSES)
    async def list(self, interaction: Interaction, status: str | None = None) -> None:
        """List this server's challenges, the past ones too.

        Args:
            status: Only those with this status
        """
        await ui.landing.show_list(interaction, status)

    @app_commands.command()
    async def show(self, interaction: Interaction, challenge: str) -> None:
        """Show a challenge: its prompt, time left, prizes, and where you stand.

        Args:
            challenge: Which challenge
        """
        await ui.landing.show_challenge(interaction, await choices.chosen(interaction, challenge))

    @app_commands.command()
    async def submit(self, interaction: Interaction, challenge: str, image: discord.Attachment | None = None) -> None:
        """Hand something in; a form asks for its title, description and link.

        Args:
            challenge: Which challenge
            image: A picture of it
        """
        await ui.submitting.ask(interaction, await choices.chosen(interaction, challenge), image)

    @app_commands.command(name="edit-mine")
    async def edit_mine(self, interaction: Interaction, submission: str) -> None:
        """Change something that you handed in, until submissions close.

        Args:
            submission: Which of yours
        """
        await ui.submitting.ask_to_edit(interaction, choices.submission_id(submission))

    @app_commands.command()
    async def mine(self, interaction: Interaction) -> None:
        """Show what you handed in, your votes and your points, line by line."""
        await ui.mine.show_mine(interaction)

    @app_commands.command()
    async def withdraw(self, interaction: Interaction, submission: str) -> None:
        """Take back something that you handed in, until submissions close.

        Args:
            submission: Which of yours
        """
        await ui.submitting.ask_to_withdraw(interaction, choices.submission_id(submission))

    @app_commands.command()
    @app_commands.choices(sort=choices.SORTS)
    async def gallery(self, interaction: Interaction, challenge: str, sort: str) -> None:
        """Look at what was handed in, one at a time, and vote.

        Args:
            challenge: Which challenge
            sort: In which order
        """
        await ui.gallery.show_gallery(interaction, await choices.chosen(interaction, challenge), sort)

    @app_commands.command()
    async def board(self, interaction: Interaction, challenge: str) -> None:
        """Show who has how many points, in this challenge and of all time.

        Args:
            challenge: Which challenge
        """
        await ui.board.show_board(interaction, await choices.chosen(interaction, challenge))

    @app_commands.command()
    async def results(self, interaction: Interaction, challenge: str) -> None:
        """Show the final ranks and who gets which prize.

        Args:
            challenge: Which challenge
        """
        await ui.results.show_results(interaction, await choices.chosen(interaction, challenge))

    @app_commands.command()
    async def feature(self, interaction: Interaction, submission: str) -> None:
        """Feature a submission, or take that back.

        Args:
            submission: Which submission
        """
        await ui.officers.feature(interaction, choices.submission_id(submission))

    @app_commands.command()
    async def disqualify(self, interaction: Interaction, submission: str, reason: str) -> None:
        """Take a submission out of the ranking; it stays visible with the reason.

        Args:
            submission: Which submission
            reason: Why; everybody reads it
        """
        await ui.officers.disqualify(interaction, choices.submission_id(submission), reason)

    @app_commands.command()
    async def judge(self, interaction: Interaction, submission: str, score: app_commands.Range[int, 1, 10]) -> None:
        """Give a submission a judge's score.

        Args:
            submission: Which submission
            score: From 1 to 10
        """
        await ui.judging.judge(interaction, choices.submission_id(submission), score)

    @app_commands.command(name="discard-ballot")
    async def discard_ballot(self, interaction: Interaction, challenge: str, member: discord.User, reason: str) -> None:
        """Do not count somebody's votes or ballot; it is logged.

        Args:
            challenge: Which challenge
            member: Whose
            reason: Why; it is kept in the log
        """
        challenge_id = await choices.chosen(interaction, challenge)
        await ui.judging.discard(interaction, challenge_id, member, reason)

    @app_commands.command(name="prize-sent")
    async def prize_sent(self, interaction: Interaction, challenge: str, place: int) -> None:
        """Tick off that the cash or the things for a place were sent.

        Args:
            challenge: Which challenge
            place: Which place
        """
        await ui.results.prize_sent(interaction, await choices.chosen(interaction, challenge), place)

    @app_commands.command(name="sponsor-add")
    async def sponsor_add(
        self,
        interaction: Interaction,
        name: str,
        website: str,
        logo: str = "",
        contact: str = "",
        description: str = "",
    ) -> None:
        """Add a sponsor of challenges.

        Args:
            name: What it is called
            website: Its address, such as https://example.org
            logo: The address of its logo
            contact: Who to contact; only officers read it
            description: What it is
        """
        await ui.sponsors.add(interaction, name, website, logo, contact, description)

    @app_commands.command(name="sponsor-edit")
    async def sponsor_edit(
        self,
        interaction: Interaction,
        sponsor: str,
        active: bool | None = None,  # noqa: FBT001 - an option of the command
        verified: bool | None = None,  # noqa: FBT001 - an option of the command
        description: str | None = None,
    ) -> None:
        """Change a sponsor.

        Args:
            sponsor: Which sponsor
            active: Can it be chosen for challenges?
            verified: Did you make sure that it is who it says?
            description: What it is
        """
        await ui.sponsors.edit(interaction, sponsor, active=active, verified=verified, description=description)

    @app_commands.command()
    async def sponsors(self, interaction: Interaction) -> None:
        """Show who sponsors this server's challenges."""
        await ui.sponsors.show_sponsors(interaction)

    @publish.autocomplete("challenge")
    async def _drafts(self, interaction: Interaction, current: str) -> choices.Choices:
        return await choices.challenges(interaction, current, choices.DRAFTS)

    @edit.autocomplete("challenge")
    @cancel.autocomplete("challenge")
    async def _changing(self, interaction: Interaction, current: str) -> choices.Choices:
        return await choices.challenges(interaction, current, choices.CHANGING)

    @close.autocomplete("challenge")
    async def _running(self, interaction: Interaction, current: str) -> choices.Choices:
        return await choices.challenges(interaction, current, choices.RUNNING)

    @submit.autocomplete("challenge")
    async def _open(self, interaction: Interaction, current: str) -> choices.Choices:
        return await choices.challenges(interaction, current, choices.OPEN)

    @show.autocomplete("challenge")
    @gallery.autocomplete("challenge")
    @board.autocomplete("challenge")
    @discard_ballot.autocomplete("challenge")
    async def _published(self, interaction: Interaction, current: str) -> choices.Choices:
        return await choices.challenges(interaction, current, choices.PUBLISHED)

    @results.autocomplete("challenge")
    @prize_sent.autocomplete("challenge")
    async def _completed(self, interaction: Interaction, current: str) -> choices.Choices:
        return await choices.challenges(interaction, current, choices.COMPLETED)

    @edit_mine.autocomplete("submission")
    @withdraw.autocomplete("submission")
    async def _mine(self, interaction: Interaction, current: str) -> choices.Choices:
        return await choices.my_submissions(interaction, current)

    @feature.autocomplete("submission")
    @disqualify.autocomplete("submission")
    @judge.autocomplete("submission")
    async def _submissions(self, interaction: Interaction, current: str) -> choices.Choices:
        return await choices.submissions(interaction, current)

    @create.autocomplete("sponsor")
    @sponsor_edit.autocomplete("sponsor")
    async def _sponsors(self, interaction: Interaction, current: str) -> choices.Choices:
        return await choices.sponsors(interaction, current)


async def setup(bot: Any) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(ChallengeCog(bot.hall))
