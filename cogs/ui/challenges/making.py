"""Drafting a challenge: what was chosen is looked at before a form asks for the texts, and nothing typed is lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import discord

from cogs.ui.cards import Accent, Card
from cogs.ui.challenges.card import dates_block, landing_card
from cogs.ui.challenges.fields import paragraph, prizes_field, rates_field, short
from cogs.ui.challenges.publishing import Publish
from cogs.ui.challenges.uploads import Uploaded
from cogs.ui.door import Interaction, actor_of, guild_of, hall_of, show, words_for
from cogs.ui.press import Form, Press, Style
from cogs.ui.words import Words
from domain.challenge_points import Rates, written_rates
from domain.challenge_settings import Voting
from domain.errors import Forbidden, Refusal

if TYPE_CHECKING:
    from services.challenges.making import Typed


@dataclass(frozen=True, slots=True)
class Options:
    """What an officer chose with the command, as it was typed."""

    starts: str
    closes: str
    voting_closes: str
    ends: str
    voting: str | None
    max_submissions: int | None
    link_required: bool
    judge_weight: int
    sponsor: str
    colour: str


class FixDraft(Press, key="challenge:v1:fix-draft", args=r"(?P<typed>\d{1,15})"):
    """Opens the form again with everything that was typed."""

    async def press(self, interaction: Interaction) -> None:
        """Open it."""
        hall, number = hall_of(interaction), int(self.args["typed"])
        typed = await hall.challenges.making.typed(actor_of(interaction), number)
        await interaction.response.send_modal(TextsForm(words_for(interaction), typed, mends=number))


class TextsForm(Form):
    """Asks for a challenge's texts, prizes and points, with what was typed before."""

    def __init__(
        self, say: Words, typed: Typed, image: discord.Attachment | None = None, *, mends: int | None = None
    ) -> None:
        super().__init__(title=say("challenge.form.texts"))
        self._typed = typed
        self._image = image
        self._mends = mends
        texts = typed.texts
        self.name = short(self, say("challenge.form.title"), texts.title)
        self.prompt = paragraph(
            self, say("challenge.form.prompt"), texts.prompt, help_=say("challenge.form.prompt_help")
        )
        self.description = paragraph(self, say("challenge.form.description"), texts.description, required=False)
        self.prizes = prizes_field(self, say, texts.prizes)
        self.points = rates_field(self, say, texts.points)

    async def submit(self, interaction: Interaction) -> None:
        """Keep a draft, or what was typed where it cannot be one yet."""
        from services.challenges.making import Texts

        values = (one.value for one in (self.name, self.prompt, self.description, self.prizes, self.points))
        if self._image is not None:
            # A large picture on a slow line takes longer than it waits for a first answer.
            await interaction.response.defer(ephemeral=True, thinking=True)
        await _keep(interaction, replace(self._typed, texts=Texts(*values)), self._image, self._mends)


async def ask_for_texts(interaction: Interaction, options: Options, image: discord.Attachment | None) -> None:
    """Open the form, once everything that was chosen can be; raises `Forbidden`, `Invalid`, `NotFound`, `Conflict`."""
    from services.challenges.making import Asked, Texts, Typed

    challenges, actor = hall_of(interaction).challenges, actor_of(interaction)
    asked = Asked(
        options.starts,
        options.closes,
        options.voting_closes,
        options.ends,
        Voting(options.voting) if options.voting else Voting.VOTES,
        options.max_submissions,
        options.link_required,
        options.judge_weight,
        options.sponsor,
        options.colour,
    )
    plan = await challenges.making.plan(actor, asked)
    if image is not None:
        await challenges.pictures.check(guild_of(interaction), image.size)
    typed = Typed(plan, Texts("", "", points=written_rates(Rates())), None)
    await interaction.response.send_modal(TextsForm(words_for(interaction), typed, image))


async def _keep(interaction: Interaction, typed: Typed, image: discord.Attachment | None, mends: int | None) -> None:
    hall, say, actor = hall_of(interaction), words_for(interaction), actor_of(interaction)
    pictures, making = hall.challenges.pictures, hall.challenges.making
    try:
        if image is not None:
            picture = await pictures.load(actor.guild_id, Uploaded(image), name=image.filename)
            typed = replace(typed, picture=picture)
        lost = typed.picture is not None and not await pictures.keep_on(typed.picture)
        picture = None if lost else typed.picture
        challenge = await making.draft(actor, typed.plan, typed.texts, picture, mends)
    except Refusal as refusal:
        if isinstance(refusal, Forbidden) or refusal.code == "challenge.typed_gone":
            raise
        number = await making.keep_typed(actor, typed)
        lost = image is not None and typed.picture is None
        await show(interaction, fix_card(say, refusal, number, picture_lost=lost), private=True)
    else:
        await show_draft(interaction, challenge.id, picture_lost=lost)


async def show_draft(interaction: Interaction, challenge_id: int, *, picture_lost: bool = False) -> None:
    """Show a draft to the officer who made it, with what can be done next."""
    from cogs.ui.challenges.editing import Edit

    hall, say = hall_of(interaction), words_for(interaction)
    landing = await hall.challenges.views.for_editing(actor_of(interaction), challenge_id)
    card = await landing_card(hall, say, landing)
    times = dates_block(say, landing.challenge.dates)
    rows = [
        Publish.button(challenge_id, label=say("challenge.button.publish"), style=Style.success),
        Edit.button(challenge_id, label=say("challenge.button.edit")),
    ]
    missing = say("challenge.fix.picture") if picture_lost else ""
    small = f"{say('challenge.draft.next')}\n{card.small}"
    await show(interaction, replace(card, body=[missing, times, *card.body], rows=[rows], small=small), private=True)


def fix_card(say: Words, refusal: Refusal, number: int, *, picture_lost: bool) -> Card:
    """Why there is no draft yet, and the way back to what was typed."""
    told = [say(refusal.code, **refusal.facts)]
    if picture_lost:
        told.append(say("challenge.fix.picture"))
    return Card(
        Accent.ALERT,
        say("challenge.fix.heading"),
        body=["\n".join(told)],
        rows=[[FixDraft.button(number, label=say("challenge.button.fix"), style=Style.primary)]],
        small=say("challenge.fix.small"),
    )
