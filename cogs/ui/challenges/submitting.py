"""Handing in, editing and withdrawing: a form, the card of what stands, and a way back to the form when refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.challenges.entry import entry_card
from cogs.ui.challenges.naming import accent_of, heading
from cogs.ui.challenges.uploads import Uploaded
from cogs.ui.door import Interaction, actor_of, guild_of, hall_of, show, turn, words_for
from cogs.ui.press import Form, Press, Style
from cogs.ui.words import Words
from domain.challenge_settings import State
from domain.errors import Refusal
from domain.submissions import DESCRIPTION_LIMIT, TITLE_LIMIT

if TYPE_CHECKING:
    from domain.challenges import Challenge
    from domain.submissions import Submission
    from services.challenges.entries import Listed
    from services.challenges.handing import Blank, Handed, Kept

_ID: Final = r"(?P<submission>\d{1,15})"
_LONGEST_LINK: Final = 1000
_LONGEST_TEXT: Final = 4000
"""Longer than what is taken: Discord would cut what is pasted without a word, and a refusal has one."""

_GONE: Final = "submission.unknown"


class Submit(Press, key="challenge:v1:submit", args=r"(?P<challenge>\d{1,15})"):
    """Opens the form to hand something in."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form."""
        await ask(interaction, int(self.args["challenge"]), None)


class EditMine(Press, key="challenge:v1:edit-mine", args=_ID):
    """Opens the form of something that one handed in."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form."""
        await ask_to_edit(interaction, int(self.args["submission"]))


class Withdraw(Press, key="challenge:v1:withdraw", args=_ID):
    """Asks whether to take it back."""

    async def press(self, interaction: Interaction) -> None:
        """Ask."""
        await ask_to_withdraw(interaction, int(self.args["submission"]))


class WithdrawNow(Press, key="challenge:v1:withdraw-now", args=_ID):
    """Confirms it."""

    async def press(self, interaction: Interaction) -> None:
        """Take it back, and turn the question into what came of it; a second press leaves that on the screen."""
        say, entries = words_for(interaction), hall_of(interaction).challenges.entries
        try:
            gone = await entries.withdraw(actor_of(interaction), int(self.args["submission"]))
        except Refusal as refusal:
            if refusal.code == _GONE:
                raise
            told = say(refusal.code, **refusal.facts)
            await turn(interaction, Card(Accent.ALERT, say("entry.not_withdrawn"), body=[told]))
        else:
            told = say("entry.said.withdrawn", title=gone.submission.work.title)
            await turn(interaction, Card(accent_of(gone.challenge), heading(say, gone.challenge), body=[told]))


class Fix(Press, key="challenge:v1:fix", args=r"(?P<draft>\d{1,15})"):
    """Opens the form again, with what was typed."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form."""
        handing = hall_of(interaction).challenges.handing
        blank = await handing.resume(actor_of(interaction), int(self.args["draft"]))
        await interaction.response.send_modal(WorkForm(words_for(interaction), blank))


class WorkForm(Form):
    """Asks what is handed in; `image` came with the command."""

    def __init__(self, say: Words, blank: Blank, image: discord.Attachment | None = None) -> None:
        super().__init__(title=say("entry.form.submit" if blank.submission is None else "entry.form.edit"))
        self._blank, self._image = blank, image
        link_required, typed = blank.challenge.terms.link_required, blank.typed
        self.what: discord.ui.TextInput[Any] = discord.ui.TextInput(
            max_length=TITLE_LIMIT, default=typed.title[:TITLE_LIMIT]
        )
        self.about: discord.ui.TextInput[Any] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph,
            max_length=_LONGEST_TEXT,
            required=False,
            default=typed.description[:_LONGEST_TEXT],
        )
        self.link: discord.ui.TextInput[Any] = discord.ui.TextInput(
            max_length=_LONGEST_LINK,
            required=link_required,
            default=typed.link[:_LONGEST_LINK],
            placeholder="https://",
        )
        self.picture: discord.ui.FileUpload[Any] = discord.ui.FileUpload(required=False, max_values=1)
        self.add_item(_label(say("entry.form.title"), self.what))
        self.add_item(_label(say("entry.form.description", limit=DESCRIPTION_LIMIT), self.about))
        link_help = "entry.form.link_needed" if link_required else "entry.form.link_help"
        self.add_item(_label(say("entry.form.link"), self.link, say(link_help)))
        if image is None:
            has_one = blank.picture or (blank.submission and blank.submission.image_id)
            picture_help = say("entry.form.picture_keep" if has_one else "entry.form.picture_help")
            self.add_item(_label(say("entry.form.picture"), self.picture, picture_help))

    async def submit(self, interaction: Interaction) -> None:
        """Hand it in or change it, and show what stands; or say what is wrong, with the way back to the form."""
        from services.challenges.handing import Kept, Typed

        await interaction.response.defer(ephemeral=True, thinking=True)
        say, handing = words_for(interaction), hall_of(interaction).challenges.handing
        files = [self._image] if self._image is not None else self.picture.values
        upload = Uploaded(files[0]) if files else None
        typed = Typed(self.what.value, self.about.value, self.link.value)
        done = await handing.send(actor_of(interaction), self._blank, typed, upload)
        if isinstance(done, Kept):
            await show(interaction, refused_card(say, done), private=True)
        else:
            await show(interaction, await handed_card(interaction, done, self._blank), private=True)


async def ask(interaction: Interaction, challenge_id: int, attachment: discord.Attachment | None) -> None:
    """Open the form to hand something in; raises what the service raises, for a picture that is too large too."""
    challenges = hall_of(interaction).challenges
    blank = await challenges.handing.begin(actor_of(interaction), challenge_id)
    if attachment is not None:
        await challenges.pictures.check(guild_of(interaction), attachment.size)
    await interaction.response.send_modal(WorkForm(words_for(interaction), blank, attachment))


async def ask_to_edit(interaction: Interaction, submission_id: int) -> None:
    """Open the form of something that one handed in; raises what the service raises."""
    blank = await hall_of(interaction).challenges.handing.begin_again(actor_of(interaction), submission_id)
    await interaction.response.send_modal(WorkForm(words_for(interaction), blank))


async def ask_to_withdraw(interaction: Interaction, submission_id: int) -> None:
    """Tell what taking it back means, with the button that does it; raises what the service raises."""
    found = await hall_of(interaction).challenges.entries.withdrawing(actor_of(interaction), submission_id)
    await show(interaction, withdraw_card(words_for(interaction), found), private=True)


def withdraw_card(say: Words, found: Listed) -> Card:
    """What taking it back would mean."""
    return Card(
        accent_of(found.challenge),
        heading(say, found.challenge),
        body=[say("entry.withdraw", title=found.submission.work.title)],
        rows=[[WithdrawNow.button(found.submission.id, label=say("entry.button.withdraw_now"), style=Style.danger)]],
    )


def refused_card(say: Words, kept: Kept) -> Card:
    """Why it was refused, and the way back to what was typed."""
    return Card(
        Accent.ALERT,
        say("entry.refused"),
        body=[say(kept.refusal.code, **kept.refusal.facts)],
        rows=[[Fix.button(kept.draft_id, label=say("entry.button.fix"), style=Style.primary)]],
        small=say("entry.refused_small"),
    )


async def handed_card(interaction: Interaction, done: Handed, blank: Blank) -> Card:
    """What stands now, with everything its maker can do with it."""
    say, terms = words_for(interaction), done.challenge.terms
    if blank.submission is not None:
        note = say("entry.said.edited")
    elif done.again:
        note = say("entry.said.stands")
    else:
        note = say("entry.said.handed_in")
    small = say("entry.number", number=done.number, most=terms.most)
    small += "\n" + say("entry.until", at=done.challenge.dates.submissions_close_at)
    rows = [own_row(say, done.submission, changeable=True)]
    return await entry_card(
        hall_of(interaction), say, done.challenge, done.submission, small=small, rows=rows, notes=[note]
    )


def own_row(say: Words, submission: Submission, *, changeable: bool) -> list[Item]:
    """What somebody can do with something of their own."""
    from cogs.ui.challenges.sharing import Share

    row: list[Item] = [Share.button(submission.id, label=say("entry.button.share"), style=Style.primary)]
    if changeable:
        row.append(EditMine.button(submission.id, label=say("entry.button.edit")))
        row.append(Withdraw.button(submission.id, label=say("entry.button.withdraw")))
    return row


def changeable_now(interaction: Interaction, challenge: Challenge, submission: Submission) -> bool:
    """Whether its maker can still edit and withdraw it."""
    return submission.counts and challenge.state(hall_of(interaction).desk.clock()) is State.ACTIVE


def _label(text: str, component: Any, help_: str | None = None) -> discord.ui.Label[Any]:
    return discord.ui.Label(text=text, description=help_, component=component)
