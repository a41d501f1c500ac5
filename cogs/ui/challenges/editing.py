"""Editing a challenge: what it is, with a form for each part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import discord

from cogs.ui.cards import Card, Item
from cogs.ui.challenges.card import dates_block, landing_card
from cogs.ui.challenges.fields import paragraph, prizes_field, rates_field, short
from cogs.ui.challenges.publishing import Publish
from cogs.ui.challenges.uploads import Uploaded
from cogs.ui.door import Interaction, actor_of, guild_of, hall_of, show, turn, words_for
from cogs.ui.press import Form, Pick, Press, Style
from cogs.ui.words import Words
from domain.challenge_points import written_rates
from domain.challenge_prizes import written_prizes
from domain.challenge_settings import State, Voting
from domain.errors import Invalid
from domain.settings import zone

if TYPE_CHECKING:
    from domain.challenges import Challenge
    from domain.sponsors import Sponsor
    from services.challenges.views import Landing
    from services.guildhall import Guildhall

_ID = r"(?P<challenge>\d{1,15})"
_LABEL = 100
_NEEDED = 2
"""Dates that have to be said; the others follow from them."""

_SPONSORS = 24


class Edit(Press, key="challenge:v1:edit", args=_ID):
    """Shows what can be edited."""

    async def press(self, interaction: Interaction) -> None:
        """Show it in place of the card that was clicked."""
        await turn(interaction, await _card(interaction, int(self.args["challenge"])))


class EditTexts(Press, key="challenge:v1:edit-texts", args=_ID):
    """Opens the form for title, prompt and description."""

    async def press(self, interaction: Interaction) -> None:
        """Open it with what stands."""
        landing = await _landing(interaction, int(self.args["challenge"]))
        await interaction.response.send_modal(TextsForm(words_for(interaction), landing.challenge))


class EditDates(Press, key="challenge:v1:edit-dates", args=_ID):
    """Opens the form for the dates, and for how places are found."""

    async def press(self, interaction: Interaction) -> None:
        """Open it with what stands, on the guild's clocks."""
        landing = await _landing(interaction, int(self.args["challenge"]))
        timezone = zone(await hall_of(interaction).challenges.views.timezone(guild_of(interaction)))
        await interaction.response.send_modal(DatesForm(words_for(interaction), landing.challenge, timezone))


class EditPrizes(Press, key="challenge:v1:edit-prizes", args=_ID):
    """Opens the form for prizes and points."""

    async def press(self, interaction: Interaction) -> None:
        """Open it with what stands."""
        landing = await _landing(interaction, int(self.args["challenge"]))
        await interaction.response.send_modal(PrizesForm(words_for(interaction), landing))


class EditOptions(Press, key="challenge:v1:edit-options", args=_ID):
    """Opens the form for everything else."""

    async def press(self, interaction: Interaction) -> None:
        """Open it with what stands."""
        landing = await _landing(interaction, int(self.args["challenge"]))
        await interaction.response.send_modal(OptionsForm(words_for(interaction), landing.challenge))


class EditPicture(Press, key="challenge:v1:edit-picture", args=_ID):
    """Opens the form for the picture."""

    async def press(self, interaction: Interaction) -> None:
        """Open it."""
        landing = await _landing(interaction, int(self.args["challenge"]))
        await interaction.response.send_modal(PictureForm(words_for(interaction), landing.challenge.id))


class PickSponsor(Pick, key="challenge:v1:edit-sponsor", args=_ID):
    """Sets who sponsors it."""

    async def pick(self, interaction: Interaction) -> None:
        """Set it; `0` is nobody."""
        chosen = self.item.values[0]
        changing = hall_of(interaction).challenges.changing
        challenge_id = int(self.args["challenge"])
        await changing.responsor(actor_of(interaction), challenge_id, "" if chosen == "0" else chosen)
        await _shown_again(interaction, challenge_id)


class TextsForm(Form):
    """Asks for title, prompt and description."""

    def __init__(self, say: Words, challenge: Challenge) -> None:
        super().__init__(title=say("challenge.form.texts"))
        self._id, terms = challenge.id, challenge.terms
        self.name = short(self, say("challenge.form.title"), terms.title)
        self.prompt = paragraph(self, say("challenge.form.prompt"), terms.prompt)
        label = say("challenge.form.description")
        self.description = paragraph(self, label, terms.description, required=False)

    async def submit(self, interaction: Interaction) -> None:
        """Change them."""
        texts = (self.name.value, self.prompt.value, self.description.value)
        await hall_of(interaction).challenges.changing.retext(actor_of(interaction), self._id, *texts)
        await _shown_again(interaction, self._id)


class DatesForm(Form):
    """Asks for the dates, and how places are found."""

    def __init__(self, say: Words, challenge: Challenge, timezone: ZoneInfo) -> None:
        super().__init__(title=say("challenge.form.dates"))
        self._id, dates = challenge.id, challenge.dates
        asked = {
            say("challenge.form.starts"): dates.starts_at,
            say("challenge.form.closes"): dates.submissions_close_at,
            say("challenge.form.voting_closes"): dates.voting_closes_at,
            say("challenge.form.ends"): dates.ends_at,
        }
        help_ = say("challenge.form.dates_help", timezone=timezone.key)
        self.moments = [
            short(self, label, _typed(at, timezone), help_=None if number else help_, required=number < _NEEDED)
            for number, (label, at) in enumerate(asked.items())
        ]
        self.voting: discord.ui.Select[Any] = discord.ui.Select(
            options=[
                discord.SelectOption(
                    label=say(f"challenge.voting.{one}"), value=one.value, default=one is challenge.terms.voting
                )
                for one in Voting
            ]
        )
        self.add_item(discord.ui.Label(text=say("challenge.form.voting"), component=self.voting))

    async def submit(self, interaction: Interaction) -> None:
        """Change them."""
        starts, closes, votes, ends = (one.value for one in self.moments)
        voting = Voting(self.voting.values[0])
        changing = hall_of(interaction).challenges.changing
        await changing.redate(actor_of(interaction), self._id, (starts, closes, votes, ends), voting)
        await _shown_again(interaction, self._id)


class PrizesForm(Form):
    """Asks for prizes and points."""

    def __init__(self, say: Words, landing: Landing) -> None:
        super().__init__(title=say("challenge.form.prizes_points"))
        self._id = landing.challenge.id
        self.prizes = prizes_field(self, say, written_prizes(landing.prizes))
        self.points = rates_field(self, say, written_rates(landing.challenge.terms.rates))

    async def submit(self, interaction: Interaction) -> None:
        """Change them."""
        changing = hall_of(interaction).challenges.changing
        await changing.reprize(actor_of(interaction), self._id, self.prizes.value, self.points.value)
        await _shown_again(interaction, self._id)


class OptionsForm(Form):
    """Asks for the numbers, the colour, and whether it is featured."""

    def __init__(self, say: Words, challenge: Challenge) -> None:
        super().__init__(title=say("challenge.form.options"))
        self._id, terms = challenge.id, challenge.terms
        colour = "" if terms.colour is None else f"#{terms.colour:06X}"
        self.most = short(self, say("challenge.form.most"), str(terms.most))
        self.weight = short(self, say("challenge.form.judge_weight"), str(terms.judge_weight))
        help_ = say("challenge.form.colour_help")
        self.colour = short(self, say("challenge.form.colour"), colour, help_=help_, required=False)
        self.link = _checkbox(self, say("challenge.form.link_required"), None, value=terms.link_required)
        help_ = say("challenge.form.featured_help")
        self.featured = _checkbox(self, say("challenge.form.featured"), help_, value=challenge.featured)

    async def submit(self, interaction: Interaction) -> None:
        """Change them."""
        from services.challenges.changing import Options

        most, weight = _number(self.most.value), _number(self.weight.value)
        options = Options(most, self.link.value, weight, self.colour.value, self.featured.value)
        await hall_of(interaction).challenges.changing.reoption(actor_of(interaction), self._id, options)
        await _shown_again(interaction, self._id)


class PictureForm(Form):
    """Asks for a picture; none takes the one that there is away."""

    def __init__(self, say: Words, challenge_id: int) -> None:
        super().__init__(title=say("challenge.form.picture"))
        self._id = challenge_id
        self.file: discord.ui.FileUpload[Any] = discord.ui.FileUpload(required=False, max_values=1)
        self.add_item(
            discord.ui.Label(
                text=say("challenge.form.picture_label"),
                description=say("challenge.form.picture_help"),
                component=self.file,
            )
        )

    async def submit(self, interaction: Interaction) -> None:
        """Change it."""
        # Downloading can take longer than it waits for a first answer.
        await interaction.response.defer()
        challenges, actor = hall_of(interaction).challenges, actor_of(interaction)
        await challenges.views.for_editing(actor, self._id)  # nobody else needs to be downloaded for
        picture = None
        if self.file.values:
            sent = self.file.values[0]
            picture = await challenges.pictures.load(actor.guild_id, Uploaded(sent), name=sent.filename)
        await challenges.changing.repicture(actor, self._id, picture)
        await _shown_again(interaction, self._id)


async def show_editor(interaction: Interaction, challenge_id: int) -> None:
    """Show an officer what a challenge is, with buttons that change it; raises `Forbidden` and `NotFound`."""
    await show(interaction, await _card(interaction, challenge_id), private=True)


async def editor_card(hall: Guildhall, say: Words, landing: Landing, sponsors: Sequence[Sponsor]) -> Card:
    """A challenge with the buttons that change it, and what its dates are."""
    challenge = landing.challenge
    card, which = await landing_card(hall, say, landing), challenge.id
    times = dates_block(say, challenge.dates)
    if challenge.standing.cancelled_at is not None:
        return replace(card, body=[times, *card.body], rows=())
    forms: list[Item] = [
        EditTexts.button(which, label=say("challenge.button.texts")),
        EditDates.button(which, label=say("challenge.button.dates")),
        EditPrizes.button(which, label=say("challenge.button.prizes")),
        EditOptions.button(which, label=say("challenge.button.options")),
        EditPicture.button(which, label=say("challenge.button.picture")),
    ]
    draft = challenge.state(hall.desk.clock()) is State.DRAFT
    publish = Publish.button(which, label=say("challenge.button.publish"), style=Style.success)
    points = say("challenge.points") + "\n```\n" + written_rates(challenge.terms.rates) + "\n```"
    featured = say("challenge.is_featured") if challenge.featured else ""
    return replace(
        card,
        body=[featured, times, *card.body, points],
        rows=[forms, _sponsor_row(say, landing, sponsors), [publish] if draft else []],
    )


async def _card(interaction: Interaction, challenge_id: int) -> Card:
    hall, say = hall_of(interaction), words_for(interaction)
    landing = await _landing(interaction, challenge_id)
    sponsors = await hall.challenges.sponsors.names(guild_of(interaction), "")
    return await editor_card(hall, say, landing, sponsors)


async def _landing(interaction: Interaction, challenge_id: int) -> Landing:
    return await hall_of(interaction).challenges.views.for_editing(actor_of(interaction), challenge_id)


async def _shown_again(interaction: Interaction, challenge_id: int) -> None:
    """The editor as everything stands now, in place of the one that was clicked."""
    await turn(interaction, await _card(interaction, challenge_id))


def _sponsor_row(say: Words, landing: Landing, sponsors: Sequence[Sponsor]) -> list[Item]:
    """A select of who can sponsor it; nothing where there is nobody."""
    mine = landing.challenge.sponsor_id
    found = [one for one in sponsors if one.active or one.id == mine]
    found.sort(key=lambda one: one.id != mine)  # who sponsors it is never cut off
    if not found:
        return []
    nobody = discord.SelectOption(label=say("challenge.no_sponsor"), value="0", default=mine is None)
    options = [
        discord.SelectOption(label=one.name[:_LABEL], value=str(one.id), default=one.id == mine)
        for one in found[:_SPONSORS]
    ]
    placeholder = say("challenge.pick_sponsor")
    select = discord.ui.Select[Any](options=[nobody, *options], placeholder=placeholder)
    return [PickSponsor.select(landing.challenge.id, of=select)]


def _checkbox(form: Form, label: str, help_: str | None, *, value: bool) -> discord.ui.Checkbox[Any]:
    box: discord.ui.Checkbox[Any] = discord.ui.Checkbox(default=value)
    form.add_item(discord.ui.Label(text=label, description=help_, component=box))
    return box


def _typed(at: datetime, timezone: ZoneInfo) -> str:
    """A moment as it can be typed."""
    return f"{at.astimezone(timezone):%Y-%m-%d %H:%M}"


def _number(text: str) -> int:
    """The whole number that was typed; raises `Invalid` when it is none."""
    typed = text.strip().removesuffix("%").strip()
    if not (typed.isascii() and typed.isdecimal()):
        raise Invalid("challenge.number", text=text)
    return int(typed)
